//! How many were killed and injured in one occasion: an algebra of what its sentences say.
//!
//! The first sentence of the body that counts says how many. "Three more", "a fourth" add to it;
//! single people spoken of later are among those counted; the headline counts only when the body
//! does not.

mod later;

use cairn_model::CountRange;

use crate::context::Context;
pub use crate::counts::later::is_sequel;
use crate::counts::later::{died_of_wounds, hurt_before, one_person, remainder};
use crate::effects::{Effect, Harm};
use crate::incidents::{Event, Facts};
use crate::mentions::NumberKind;
use crate::people::{PeopleKind, PeopleMention};

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

/// A running total for one kind of harm.
#[derive(Clone, Debug, Default)]
struct Total {
    count: Option<CountRange>,
    /// Whether it only adds up single people, so that a plural number may replace it.
    singles: bool,
    sentence: usize,
    zero: bool,
    /// Whether it is a figure for all so far ("the death toll rose to six").
    toll: bool,
    /// The people counted so far, where all are named.
    named: Vec<usize>,
    /// The figure seen last, counted or not.
    latest: Option<CountRange>,
    others: Vec<(u64, usize, OtherKind)>,
}

/// Works out the counts of an event.
pub fn counts(context: &Context<'_>, event: &Event) -> Counts {
    let mut killed = Total::default();
    let mut injured = Total::default();
    let mut garbled = None;
    let mut hurt: Vec<usize> = Vec::new();
    for facts in &event.facts {
        for &index in &facts.effects {
            let effect = &context.effects[index];
            if let Some((named, stated)) = missing_verb(context, effect) {
                garbled = Some((named, stated, facts.sentence));
                continue;
            }
            match effect.harm {
                Harm::Killed => {
                    if let Some(died) = died_of_wounds(context, effect, &injured, &killed) {
                        killed.died(died);
                        injured.minus(died);
                    } else {
                        killed.take(context, effect, facts, injured.count);
                        if hurt_before(context, effect, &hurt) {
                            injured.minus(CountRange::exactly(1));
                        }
                    }
                }
                Harm::Injured => {
                    injured.take(context, effect, facts, killed.count);
                    hurt.extend(one_person(context, effect));
                }
                _ => {}
            }
        }
    }
    if garbled.is_some() {
        return Counts { garbled, ..Counts::default() };
    }
    if let Some(facts) = event.title.as_ref().filter(|_| !event.title_sums) {
        let (title_killed, title_injured) = totals(context, facts);
        killed.fall_back(title_killed);
        injured.fall_back(title_injured);
    }
    let mut others = killed.disagreements(Harm::Killed);
    others.extend(injured.disagreements(Harm::Injured));
    Counts { killed: killed.value(), injured: injured.value(), garbled: None, others }
}

/// The figures that one sentence gives.
pub fn of_sentence(context: &Context<'_>, facts: &Facts) -> Counts {
    let (killed, injured) = totals(context, facts);
    Counts { killed: killed.value(), injured: injured.value(), ..Counts::default() }
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

impl Total {
    fn take(
        &mut self,
        context: &Context<'_>,
        effect: &Effect,
        facts: &Facts,
        told: Option<CountRange>,
    ) {
        if effect.negated {
            self.zero |= self.count.is_none();
            return;
        }
        if self.count.is_some()
            && let Some((figure, kind)) = taken_up(context, effect, facts)
        {
            self.others.push((figure, facts.sentence, kind));
            return;
        }
        let people: Vec<&PeopleMention> =
            effect.people.iter().map(|&i| &context.people[i]).collect();
        let Some(count) = sum(&people).or_else(|| remainder(context, effect, told)) else { return };
        if effect.weak && self.count.is_some() {
            return;
        }
        self.latest = Some(count);
        if effect.toll
            && facts.contrasts
            && self.count.is_some()
            && let Some(figure) = count.exact()
        {
            self.others.push((figure, facts.sentence, OtherKind::Restated));
            return;
        }
        if effect.toll && self.count.is_none_or(|total| total.least() <= count.least()) {
            *self = Self {
                count: Some(count),
                toll: true,
                sentence: facts.sentence,
                ..Self::default()
            };
            return;
        }
        if self.toll && !facts.contrasts || is_included(context, effect, facts) {
            return;
        }
        // "Private A lost a foot. Sergeant B and Private C had pains": people named one by one add up.
        let others = self.names_others(context, &effect.people);
        let adds = others || people.iter().any(|p| adds(context, p, people.len() == 1));
        if (self.count.is_none() || others) && people.iter().all(|p| p.name.is_some()) {
            self.named.extend(&effect.people);
        }
        let beside = adds && beside_other(context, effect);
        let single = count.exact() == Some(1);
        let resumed = effect.resumed
            || people.iter().all(|p| p.definite && p.kind != PeopleKind::Name && !p.kin);
        match self.count {
            None => {
                self.count = Some(count);
                self.singles = single;
                self.sentence = facts.sentence;
            }
            Some(total) if facts.sentence == self.sentence && !resumed => {
                // A second effect in the same sentence tells of further people, unless it takes the
                // same people up again.
                if !people.iter().any(|p| p.kind == PeopleKind::Pronoun) {
                    self.count = Some(total.plus(count));
                    self.singles &= single;
                }
            }
            // "One died. Two others were hurt", after a lead that counted two hurt: they are those.
            Some(total) if adds && beside && count == total && !single => {}
            Some(total) if adds && !resumed => self.count = Some(total.plus(count)),
            Some(total) if self.singles && !single && !resumed && count.least() > total.least() => {
                self.count = Some(count);
                self.singles = false;
                self.sentence = facts.sentence;
            }
            Some(_) if !resumed && facts.contrasts => {
                if let Some(figure) = count.exact() {
                    self.others.push((figure, facts.sentence, OtherKind::Restated));
                }
            }
            Some(_) => {}
        }
    }

    /// Whether people are named, and are others than those counted, who are named as well.
    fn names_others(&self, context: &Context<'_>, people: &[usize]) -> bool {
        let name = |i: &usize| context.people[*i].name.as_deref();
        let counted = self.count.and_then(CountRange::exact) == Some(self.named.len() as u64);
        counted
            && !self.named.is_empty()
            && people
                .iter()
                .all(|i| name(i).is_some_and(|n| !self.named.iter().any(|k| name(k) == Some(n))))
    }

    /// Adds people who have died since, unless the figure has them already ("Four died … three bodies
    /// and four wounded were brought in, one of whom died").
    fn died(&mut self, died: CountRange) {
        if self.count.is_some() && self.latest.map(|latest| latest.plus(died)) == self.count {
            return;
        }
        self.count = Some(self.count.map_or(died, |total| total.plus(died)));
        self.singles = false;
    }

    /// Takes away people who have died since.
    fn minus(&mut self, died: CountRange) {
        self.count = self.count.map(|total| {
            let less = |n: u64| n.saturating_sub(died.least());
            match total.most() {
                Some(most) => CountRange::between(less(total.least()), less(most)),
                None => CountRange::at_least(less(total.least())),
            }
        });
    }

    fn fall_back(&mut self, title: Self) {
        let known = self.count.map_or(0, CountRange::least);
        if self.count.is_none()
            || self.singles && title.count.is_some_and(|t| t.least() > known.max(1))
        {
            self.zero |= title.zero && self.count.is_none() && title.count.is_none();
            self.count = title.count.or(self.count);
        }
    }

    /// The figure first given; where a source or a statement gives another, all between them. "At
    /// least one" gives way to figures that sources set against one another.
    fn value(&self) -> Option<CountRange> {
        let first = self.count.or(self.zero.then_some(CountRange::ZERO))?;
        let others = || {
            self.others.iter().filter(|(other, _, kind)| match kind {
                OtherKind::Restated => true,
                OtherKind::Part => *other > first.least(),
            })
        };
        let exactly = |&(figure, ..): &(u64, usize, OtherKind)| CountRange::exactly(figure);
        if first.exact().is_none() && others().count() > 1 {
            return others().map(exactly).reduce(CountRange::hull);
        }
        Some(others().map(exactly).fold(first, CountRange::hull))
    }

    fn disagreements(&self, harm: Harm) -> Vec<OtherFigure> {
        let mut others = self.others.iter();
        let (first, first_sentence) = match self.count.and_then(CountRange::exact) {
            Some(first) => (first, self.sentence),
            // "At least one" contradicts nobody, but two sources may contradict each other.
            None => match others.next() {
                Some(&(first, sentence, OtherKind::Restated)) => (first, sentence),
                _ => return Vec::new(),
            },
        };
        others
            .filter(|&&(other, _, kind)| match kind {
                OtherKind::Restated => other != first,
                OtherKind::Part => other > first,
            })
            .map(|&(other, sentence, kind)| OtherFigure {
                harm,
                first,
                other,
                first_sentence,
                sentence,
                kind,
            })
            .collect()
    }
}

/// A number of people spoken of before: "all four wounded", "the seven killed" (all of them), "eight
/// of the injured" (a part), "put the injured at four" (another's figure).
fn taken_up(context: &Context<'_>, effect: &Effect, facts: &Facts) -> Option<(u64, OtherKind)> {
    let doc = context.doc;
    let start = effect.tokens.start;
    let exact = |mention: &PeopleMention| mention.count.and_then(CountRange::exact);
    // "The four wounded soldiers": the effect stands inside the mention.
    let inside = context.people.iter().find(|p| {
        p.tokens.contains(&start) && p.definite && p.plural && exact(p).is_some_and(|n| n > 1)
    });
    if let Some(mention) = inside {
        return exact(mention).map(|figure| (figure, OtherKind::Restated));
    }
    if !effect.resumed {
        return None;
    }
    let counted = |i: &usize| {
        let mention = &context.people[*i];
        (mention.definite && mention.kind == PeopleKind::Bare && mention.tokens.end == start)
            .then(|| exact(mention))
            .flatten()
            .filter(|&n| n > 1)
    };
    if let Some(figure) = effect.people.iter().find_map(counted) {
        return Some((figure, OtherKind::Restated));
    }
    // "eight of the injured"
    let of = start.checked_sub(2).filter(|&at| doc.entry_at(at, doc.class("partitives")).is_some());
    if let Some(of) = of {
        let part = context.people.iter().find(|p| p.tokens.end == of).and_then(exact);
        return part.map(|figure| (figure, OtherKind::Part));
    }
    // "put the injured at four"
    let puts = (facts.tokens.start..start)
        .rev()
        .take(4)
        .any(|at| doc.entry_at(at, doc.class("estimates")).is_some());
    puts.then(|| {
        context
            .people
            .iter()
            .find(|p| {
                p.kind == PeopleKind::Bare
                    && p.tokens.start > start
                    && p.tokens.end <= facts.tokens.end
            })
            .and_then(exact)
    })
    .flatten()
    .map(|figure| (figure, OtherKind::Restated))
}

/// "Twelve died; this total includes two who died in hospital": a part of those told of just before.
fn is_included(context: &Context<'_>, effect: &Effect, facts: &Facts) -> bool {
    let doc = context.doc;
    let Some(first) = effect.people.first().map(|&i| context.people[i].tokens.start) else {
        return false;
    };
    let before = context.effects.iter().rev().find(|other| {
        other.harm == effect.harm
            && other.tokens.end <= first
            && other.tokens.start >= facts.tokens.start
            && !other.people.is_empty()
    });
    before.is_some_and(|before| {
        // "Six are dead, after a woman died in hospital": the six include her.
        let earlier = first > before.tokens.end
            && doc
                .entry_at(first - 1, doc.class("conjunctions"))
                .is_some_and(|entry| entry.has("earlier"));
        if earlier {
            return true;
        }
        let mut terms = doc.terms_in(before.tokens.end..first, doc.class("subsets"));
        terms.any(|term| term.end + 1 >= first)
    })
}

/// Whether a sentence's own figures are other than those that an event already has.
pub fn differ(context: &Context<'_>, event: &Event, facts: &Facts) -> bool {
    let known = counts(context, event);
    let (killed, injured) = totals(context, facts);
    let other = |a: Option<CountRange>, b: Option<CountRange>| matches!((a, b), (Some(a), Some(b)) if a != b);
    let same = |a: Option<CountRange>, b: Option<CountRange>| matches!((a, b), (Some(a), Some(b)) if a == b);
    (other(known.killed, killed.count) || other(known.injured, injured.count))
        && !same(known.killed, killed.count)
        && !same(known.injured, injured.count)
}

/// "three more", "another man", "a fourth": people beyond those counted.
fn adds(context: &Context<'_>, mention: &PeopleMention, alone: bool) -> bool {
    let doc = context.doc;
    let class = doc.class("further");
    let ordinal = alone
        && mention.kind == PeopleKind::Bare
        && !mention.definite
        && context
            .numbers
            .iter()
            .any(|n| n.kind == NumberKind::Ordinal && mention.tokens.contains(&n.tokens.start));
    ordinal || mention.tokens.clone().any(|at| doc.entry_at(at, class).is_some())
}

/// Whether what was told right before became of others: "One died. Two more were hurt".
fn beside_other(context: &Context<'_>, effect: &Effect) -> bool {
    let doc = context.doc;
    let at = context.effects.partition_point(|other| other.tokens.start < effect.tokens.start);
    let sentence = doc.sentence_of(effect.tokens.start);
    context.effects[..at]
        .iter()
        .rev()
        .take_while(|other| doc.sentence_of(other.tokens.start) + 1 >= sentence)
        .find(|other| !other.people.is_empty() && !other.negated)
        .is_some_and(|other| other.harm != effect.harm)
}

/// The people of one effect together; `None` when nobody is counted.
fn sum(people: &[&PeopleMention]) -> Option<CountRange> {
    let mut total: Option<CountRange> = None;
    for mention in people {
        if mention.kind == PeopleKind::Unit {
            continue;
        }
        let count = match (mention.count, mention.plural) {
            (Some(count), _) => count,
            (None, true) if mention.kind == PeopleKind::Noun && !mention.definite => {
                CountRange::at_least(2)
            }
            _ => continue,
        };
        total = Some(total.map_or(count, |sum| sum.plus(count)));
    }
    total
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
