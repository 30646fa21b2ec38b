//! How many were killed and injured in one occasion: an algebra of what its sentences say.
//!
//! The first sentence of the body that counts says how many. "Three more", "a fourth" add to it;
//! single people spoken of later are among those counted; the headline counts only when the body
//! does not.

use cairn_model::{Contradiction, ContradictionKind, CountRange, Evidence};

use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::incidents::{Event, Facts};
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
}

/// A running total for one kind of harm.
#[derive(Clone, Copy, Debug, Default)]
struct Total {
    count: Option<CountRange>,
    /// Whether it only adds up single people, so that a plural number may replace it.
    singles: bool,
    sentence: usize,
    zero: bool,
}

/// Works out the counts of an event.
pub fn counts(context: &Context<'_>, event: &Event) -> Counts {
    let mut killed = Total::default();
    let mut injured = Total::default();
    let mut garbled = None;
    for facts in &event.facts {
        for &index in &facts.effects {
            let effect = &context.effects[index];
            if let Some((named, stated)) = missing_verb(context, effect) {
                garbled = Some((named, stated, facts.sentence));
                continue;
            }
            match effect.harm {
                Harm::Killed => killed.take(context, effect, facts),
                Harm::Injured => injured.take(context, effect, facts),
                _ => {}
            }
        }
    }
    if let Some(facts) = &event.title
        && garbled.is_none()
    {
        let (mut title_killed, mut title_injured) = (Total::default(), Total::default());
        for &index in &facts.effects {
            let effect = &context.effects[index];
            match effect.harm {
                Harm::Killed => title_killed.take(context, effect, facts),
                Harm::Injured => title_injured.take(context, effect, facts),
                _ => {}
            }
        }
        killed.fall_back(title_killed);
        injured.fall_back(title_injured);
    }
    if garbled.is_some() {
        return Counts { killed: None, injured: None, garbled };
    }
    Counts { killed: killed.value(), injured: injured.value(), garbled: None }
}

impl Total {
    fn take(&mut self, context: &Context<'_>, effect: &Effect, facts: &Facts) {
        if effect.negated {
            self.zero |= self.count.is_none();
            return;
        }
        let people: Vec<&PeopleMention> =
            effect.people.iter().map(|&i| &context.people[i]).collect();
        let Some(count) = sum(&people) else { return };
        if effect.weak && self.count.is_some() {
            return;
        }
        let adds = people.iter().any(|p| adds(context, p));
        let single = count.exact() == Some(1);
        let resumed =
            effect.resumed || people.iter().all(|p| p.definite && p.kind != PeopleKind::Name);
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
            Some(total) if adds && !resumed => self.count = Some(total.plus(count)),
            Some(total) if self.singles && !single && !resumed && count.least() > total.least() => {
                self.count = Some(count);
                self.singles = false;
                self.sentence = facts.sentence;
            }
            Some(_) => {}
        }
    }

    fn fall_back(&mut self, title: Self) {
        if self.count.is_none() || self.singles && title.count.is_some_and(|t| t.least() > 1) {
            self.count = title.count.or(self.count);
            self.zero |= title.zero && self.count.is_none();
        }
    }

    fn value(self) -> Option<CountRange> {
        self.count.or(self.zero.then_some(CountRange::ZERO))
    }
}

/// Whether a sentence's own figures are other than those that an event already has.
pub fn differ(context: &Context<'_>, event: &Event, facts: &Facts) -> bool {
    let known = counts(context, event);
    let (mut killed, mut injured) = (Total::default(), Total::default());
    for &index in &facts.effects {
        let effect = &context.effects[index];
        match effect.harm {
            Harm::Killed => killed.take(context, effect, facts),
            Harm::Injured => injured.take(context, effect, facts),
            _ => {}
        }
    }
    let other = |a: Option<CountRange>, b: Option<CountRange>| matches!((a, b), (Some(a), Some(b)) if a != b);
    let same = |a: Option<CountRange>, b: Option<CountRange>| matches!((a, b), (Some(a), Some(b)) if a == b);
    (other(known.killed, killed.count) || other(known.injured, injured.count))
        && !same(known.killed, killed.count)
        && !same(known.injured, injured.count)
}

/// "three more", "another man", "a fourth": people beyond those counted.
fn adds(context: &Context<'_>, mention: &PeopleMention) -> bool {
    let doc = context.doc;
    let class = doc.class("further");
    mention.tokens.clone().any(|at| doc.entry_at(at, class).is_some())
}

/// The people of one effect together; `None` when nobody is counted.
fn sum(people: &[&PeopleMention]) -> Option<CountRange> {
    let mut total: Option<CountRange> = None;
    for (number, mention) in people.iter().enumerate() {
        let before = number.checked_sub(1).map(|before| people[before]);
        if mention.kind == PeopleKind::Unit
            || before.is_some_and(|before| describes(mention, before, people.len()))
        {
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

/// "Lazar B., the shepherd who walked behind it": a description of the person just named.
fn describes(mention: &PeopleMention, before: &PeopleMention, people: usize) -> bool {
    let one = CountRange::exactly(1);
    (before.name.is_some() || people == 2 && before.count == Some(one))
        && mention.name.is_none()
        && mention.kind == PeopleKind::Noun
        && mention.count == Some(one)
        && mention.tokens.start == before.tokens.end + 1
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

/// Contradictions inside one event.
pub fn contradictions(context: &Context<'_>, event: &Event) -> Vec<Contradiction> {
    let counts = counts(context, event);
    let mut found = Vec::new();
    if let Some((named, stated, sentence)) = counts.garbled {
        found.push(contradiction(
            ContradictionKind::NameCountMismatch,
            [named, stated],
            format!("{named} people are named, then {stated} people are said to be harmed; the verb of those named is missing"),
            vec![context.doc.sentence_evidence(sentence)],
        ));
    }
    found
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn contradiction(
    kind: ContradictionKind,
    values: [u64; 2],
    note: String,
    evidence: Vec<Evidence>,
) -> Contradiction {
    Contradiction {
        id: String::new(),
        kind,
        values: values.iter().map(|&value| value as f64).collect(),
        note,
        evidence,
    }
}
