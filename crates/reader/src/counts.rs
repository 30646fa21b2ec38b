//! How many were killed and injured in one occasion: an algebra of what its sentences say.
//!
//! The first sentence of the body that counts says how many. "Three more", "a fourth" add to it;
//! single people spoken of later are among those counted; the headline counts only when the body
//! does not. Where nobody is said to be harmed and somebody not to be, nobody was.

mod else_told;
mod further;
mod later;
mod others;
mod total;
mod versions;

use cairn_model::CountRange;

use crate::context::Context;
use crate::counts::further::taken_up;
pub use crate::counts::later::is_sequel;
use crate::counts::later::{all_hurt_died, died_of_wounds, hurt_before, is_of_dead, single_people};
use crate::counts::total::Total;
use crate::effects::{Effect, Harm};
use crate::incidents::{Event, Facts};
use crate::name_lists::name_lists;
use crate::people::PeopleKind;

/// How many were harmed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Killed, `None` where the text does not say.
    pub killed: Option<CountRange>,
    /// Injured, `None` where the text does not say.
    pub injured: Option<CountRange>,
    /// A list of named people whose verb is missing: their number, the stated number, the sentence.
    pub garbled: Option<(u64, u64, usize)>,
    /// Figures that do not agree with those above.
    pub others: Vec<OtherFigure>,
    /// What single statements of the body say, where nothing was added to them or taken away.
    pub told: Told,
}

/// Figures as single statements give them, with the sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Killed.
    pub killed: Option<(u64, usize)>,
    /// Injured.
    pub injured: Option<(u64, usize)>,
}

/// A figure for an occasion that is not the one first given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherFigure {
    /// What it counts.
    pub harm: Harm,
    /// The figure first given.
    pub first: u64,
    /// The other.
    pub other: u64,
    /// The sentence that gives the first.
    pub first_sentence: usize,
    /// The sentence that gives the other.
    pub sentence: usize,
    /// How it is given.
    pub kind: OtherKind,
}

/// How another figure is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherKind {
    /// "all four wounded" after three were, or another source's figure.
    Restated,
    /// "eight of the injured" where seven were.
    Part,
}

/// Works out the counts of an event.
pub fn counts(context: &Context<'_>, event: &Event) -> Counts {
    let mut killed = Total::default();
    let mut injured = Total::default();
    let mut garbled = None;
    let mut hurt: Vec<usize> = Vec::new();
    let mut dead: Vec<(usize, usize)> = Vec::new();
    for facts in &event.facts {
        for &index in &facts.effects {
            let effect = &context.effects[index];
            if let Some((named, stated)) = missing_verb(context, effect) {
                garbled = Some((named, stated, facts.sentence));
                continue;
            }
            match effect.harm {
                Harm::Killed => {
                    let single = single_people(context, effect);
                    dead.extend(single.into_iter().map(|person| (person, facts.sentence)));
                    let again = killed.count.is_some()
                        && matches!(
                            taken_up(context, effect, facts),
                            Some((_, OtherKind::Restated))
                        );
                    let died = died_of_wounds(context, effect, &injured, &killed);
                    if let Some(died) = died.filter(|_| !again) {
                        if !killed.was_told(context, effect) {
                            killed.died(died);
                        }
                        injured.minus(died);
                    } else {
                        killed.take(context, effect, facts, injured.count);
                        if hurt_before(context, effect, &hurt) {
                            injured.minus(CountRange::exactly(1));
                        } else if let Some(count) = all_hurt_died(context, effect) {
                            injured.minus(count);
                        }
                    }
                }
                // "A soldier died of wounds he had received": nobody is counted twice.
                Harm::Injured if is_of_dead(context, effect, facts, &dead) => {}
                Harm::Injured => {
                    injured.take(context, effect, facts, killed.count);
                    hurt.extend(single_people(context, effect));
                }
                _ => {}
            }
        }
    }
    if garbled.is_some() {
        return Counts { garbled, ..Counts::default() };
    }
    let told = Told { killed: killed.told(), injured: injured.told() };
    for list in name_lists(context, event).into_iter().filter(|list| !list.partial) {
        match list.harm {
            Harm::Killed => killed.count_names(&list),
            Harm::Injured => injured.count_names(&list),
            _ => {}
        }
    }
    if let Some(facts) = event.title.as_ref().filter(|_| !event.title_sums) {
        let (title_killed, title_injured) = totals(context, facts);
        killed.fall_back(title_killed);
        injured.fall_back(title_injured);
    }
    if nobody_harmed(context, event, &killed, &injured) {
        let none = Some(CountRange::ZERO);
        return Counts { killed: none, injured: none, ..Counts::default() };
    }
    let mut others = killed.disagreements(Harm::Killed);
    others.extend(injured.disagreements(Harm::Injured));
    Counts { killed: killed.value(), injured: injured.value(), garbled: None, others, told }
}

/// "There were no casualties", "nobody was hurt", "the crew escaped unhurt", where the text tells of no
/// other harm.
fn nobody_harmed(context: &Context<'_>, event: &Event, killed: &Total, injured: &Total) -> bool {
    let doc = context.doc;
    if killed.count.is_some() || injured.count.is_some() {
        return false;
    }
    let told = || event.facts.iter().flat_map(|facts| &facts.effects).map(|&i| &context.effects[i]);
    // "No further casualties" says that there were some.
    let further = |effect: &Effect| {
        let near = effect.tokens.start.saturating_sub(2)..effect.tokens.start;
        doc.terms_in(near, doc.class("further")).next().is_some()
    };
    // "The driver was unhurt" says nothing of the man who trod on it.
    let all = |effect: &Effect| {
        let kinds = [PeopleKind::Noun, PeopleKind::Name];
        effect.people.is_empty()
            || effect.own_count
            || event.facts.iter().all(|facts| {
                context.people.iter().enumerate().all(|(i, person)| {
                    !facts.tokens.contains(&person.tokens.start)
                        || !kinds.contains(&person.kind)
                        || effect.people.contains(&i)
                })
            })
    };
    let spared = |effect: &Effect| match effect.harm {
        // "n'a pas fait de victimes": the phrase holds its own denial.
        Harm::Unharmed => (!effect.negated || effect.own_count) && all(effect),
        Harm::Injured | Harm::Casualties => effect.negated && !further(effect),
        Harm::Killed | Harm::Harmed => false,
    };
    // "Two mules were killed" is no harm of people.
    let harmed = |effect: &Effect| {
        !effect.negated && effect.harm != Harm::Unharmed && !effect.people.is_empty()
    };
    told().any(spared) && !told().any(harmed)
}

/// The figures that one sentence gives.
pub fn of_sentence(context: &Context<'_>, facts: &Facts) -> Counts {
    let (killed, injured) = totals(context, facts);
    let told = Told { killed: killed.told(), injured: injured.told() };
    Counts { killed: killed.value(), injured: injured.value(), told, ..Counts::default() }
}

/// The figures of one sentence alone.
fn totals(context: &Context<'_>, facts: &Facts) -> (Total, Total) {
    let (mut killed, mut injured) = (Total::default(), Total::default());
    for &index in &facts.effects {
        let effect = &context.effects[index];
        match effect.harm {
            Harm::Killed => killed.take(context, effect, facts, injured.count),
            Harm::Injured => injured.take(context, effect, facts, killed.count),
            _ => {}
        }
    }
    (killed, injured)
}

/// Whether a sentence's own figures are other than those that an event already has.
pub fn differ(context: &Context<'_>, event: &Event, facts: &Facts) -> bool {
    let known = counts(context, event);
    let (killed, injured) = totals(context, facts);
    // "A mine killed villagers. Seven died when …": several may be seven.
    let several = |a: CountRange, b: CountRange| a == CountRange::at_least(2) && b.least() > 2;
    let other = |a: Option<CountRange>, b: Option<CountRange>| matches!((a, b), (Some(a), Some(b)) if a != b && !several(a, b));
    let same = |a: Option<CountRange>, b: Option<CountRange>| matches!((a, b), (Some(a), Some(b)) if a == b);
    (other(known.killed, killed.count) || other(known.injured, injured.count))
        && !same(known.killed, killed.count)
        && !same(known.injured, injured.count)
}

/// Whether a sentence gives the very figures that an event already has.
pub fn agree(context: &Context<'_>, event: &Event, facts: &Facts) -> bool {
    let known = counts(context, event);
    let (killed, injured) = totals(context, facts);
    killed.count.is_some()
        && injured.count.is_some()
        && known.killed == killed.count
        && known.injured == injured.count
}

/// Whether a sentence gives no other figures than those an event has, and one at least of these.
pub fn repeats(context: &Context<'_>, event: &Event, facts: &Facts) -> bool {
    let known = counts(context, event);
    let (killed, injured) = totals(context, facts);
    let fits = |a: Option<CountRange>, b: Option<CountRange>| b.is_none() || a == b;
    killed.count.or(injured.count).is_some()
        && fits(known.killed, killed.count)
        && fits(known.injured, injured.count)
}

/// "A, B and C, four people, were injured": a list of named people in apposition to a number that is
/// not theirs. Whose effect it is cannot be told. Gives (named, stated).
pub fn missing_verb(context: &Context<'_>, effect: &Effect) -> Option<(u64, u64)> {
    let (&last, before) = effect.people.split_last()?;
    let last = &context.people[last];
    let stated = last.count?.exact().filter(|&n| n > 1)?;
    if last.kind != PeopleKind::Noun
        || last.name.is_some()
        || context.doc.folded(last.tokens.start.saturating_sub(1)) != ","
    {
        return None;
    }
    let named = before.iter().filter(|&&i| context.people[i].name.is_some()).count() as u64;
    (named >= 2 && named != stated).then_some((named, stated))
}
