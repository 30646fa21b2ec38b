//! All of those harmed, spoken of again with a number that fits nothing told of them: "Four were hurt …
//! 'all five injured will live'", "five and three died … the nine who died", "47 deaths … of the 49
//! people who died".
//!
//! The article says that they have been counted before; so the number must be that of an occasion, of
//! several together, or of a total. Where it is none of these and close to one, the two disagree.

use cairn_model::{
    Contradiction, ContradictionKind, CountRange, IncidentStatus, Measure, Reading,
    ReportedIncident, ReportedTally, TallyGroup, VictimGroup,
};

use super::contradiction;
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::people::{PeopleKind, PeopleMention};
use crate::segment::SentenceKind;

/// The fewest who are spoken of as all of them.
const FEWEST: u64 = 3;

/// Words behind people that may say when they were harmed: "who were killed there in March".
const CLAUSE: usize = 7;

/// Numbers that fit nothing, one at most: with more of them the text was not understood.
pub(super) fn disagreement(context: &Context<'_>, reading: &Reading) -> Option<Contradiction> {
    let mut found = (0..context.people.len()).filter_map(|index| check(context, reading, index));
    let first = found.next()?;
    found.all(|other| super::same_values(&first, &other)).then_some(first)
}

fn check(context: &Context<'_>, reading: &Reading, index: usize) -> Option<Contradiction> {
    let mention = &context.people[index];
    let sentence = context.doc.sentence_of(mention.tokens.start);
    let read = context.doc.sentences[sentence].kind == SentenceKind::Body;
    let stated = mention.count.and_then(CountRange::exact).filter(|&count| count >= FEWEST)?;
    if !read || !mention.definite || !mention.plural {
        return None;
    }
    let (told, clause) = match befell(context, index) {
        Some(harm) if is_told(context, index, harm, stated) => return None,
        // "who was among the three injured, died on Tuesday": one of them is counted with the dead.
        Some(Harm::Injured) if Told::of_all(reading).fits(stated) => return None,
        Some(harm) => (Told::of(reading, harm), CLAUSE),
        None => (Told::of_victims(context, reading, mention)?, 0),
    };
    if told.fits(stated) {
        return None;
    }
    let end = context.doc.sentences[sentence].tokens.end.min(mention.tokens.end + clause);
    let days = context.dates_in(&(mention.tokens.start..end));
    let of_another_time =
        days.iter().any(|day| reading.incidents.iter().all(|one| !one.date.touches(&day.span)));
    let (kind, against) = told.nearest(stated)?;
    let may_be_part = stated < against && !counts_anybody(context, mention);
    if of_another_time || may_be_part || !is_close(stated, against) {
        return None;
    }
    let (values, note) = match kind {
        ContradictionKind::SumMismatch => {
            ([stated, against], format!("{stated} people in all; those told of give {against}"))
        }
        _ => {
            ([against, stated], format!("{against} people are counted, then all {stated} of them"))
        }
    };
    let evidence = vec![context.doc.sentence_evidence(sentence)];
    Some(contradiction(kind, values, note, evidence))
}

/// What befell people with the article: "the five injured", "all nine who died".
fn befell(context: &Context<'_>, index: usize) -> Option<Harm> {
    let doc = context.doc;
    let mention = &context.people[index];
    let follows = mention.tokens.end;
    let relative = doc.entry_at(follows, doc.class("people")).is_some_and(|e| e.has("relative"));
    let effect = context.effects.iter().find(|effect| {
        let at = effect.tokens.start;
        let within = mention.tokens.contains(&at);
        let behind = effect.people.as_slice() == [index] && (effect.resumed || relative);
        let clause = relative && (follows + 1..follows + 4).contains(&at);
        // "We shall not forget the eight who died": it is not their death that is denied.
        let denied = effect.negated && !(clause && behind);
        !denied && !effect.weak && (within || behind || clause)
    })?;
    matches!(effect.harm, Harm::Killed | Harm::Injured).then_some(effect.harm)
}

/// Whether the noun is for whoever was harmed, and not for the women or the soldiers among them.
fn counts_anybody(context: &Context<'_>, mention: &PeopleMention) -> bool {
    let last = mention.tokens.end - 1;
    let noun = context.doc.entry_at(last, context.doc.class("people"));
    mention.kind == PeopleKind::Bare
        || mention.group == VictimGroup::Unknown && noun.is_none_or(|noun| noun.has("victim"))
}

/// Whether the number itself is told of the same harm, or of nobody knows what, elsewhere below the
/// headline.
fn is_told(context: &Context<'_>, index: usize, harm: Harm, stated: u64) -> bool {
    let doc = context.doc;
    let told = |effect: &Effect| {
        let mut counts = effect.people.iter().map(|&i| context.people[i].count);
        counts.try_fold(CountRange::ZERO, |sum, count| Some(sum.plus(count?)))?.exact()
    };
    let by_effect = context.effects.iter().any(|effect| {
        effect.harm == harm
            && !effect.people.contains(&index)
            && doc.sentences[doc.sentence_of(effect.tokens.start)].kind != SentenceKind::Title
            && told(effect) == Some(stated)
    });
    let own = &context.people[index].tokens;
    by_effect
        || context.people.iter().enumerate().any(|(at, other)| {
            at != index
                && other.tokens.end <= own.start
                && other.count.and_then(CountRange::exact) == Some(stated)
                && !context.effects.iter().any(|effect| effect.people.contains(&at))
        })
}

/// Close enough to have been meant for the same people.
const fn is_close(a: u64, b: u64) -> bool {
    let (gap, more) = (a.abs_diff(b), if a > b { a } else { b });
    gap == 1 || gap * 4 <= more
}

/// What a text tells of one harm: of each occasion, and in all.
struct Told {
    occasions: Vec<CountRange>,
    totals: Vec<CountRange>,
}

impl Told {
    fn of(reading: &Reading, harm: Harm) -> Self {
        let (measure, count): (_, fn(&ReportedIncident) -> Option<CountRange>) = match harm {
            Harm::Killed => (Measure::Killed, |incident| incident.killed),
            _ => (Measure::Injured, |incident| incident.injured),
        };
        let happened = reading.incidents.iter().filter(|i| i.status == IncidentStatus::Happened);
        let all =
            |tally: &&ReportedTally| tally.measure == measure && tally.group == TallyGroup::All;
        Self {
            occasions: happened.map(|one| count(one).unwrap_or(CountRange::ZERO)).collect(),
            totals: reading.tallies.iter().filter(all).filter_map(|t| t.value.count()).collect(),
        }
    }

    /// Killed and injured together, by occasion.
    fn of_all(reading: &Reading) -> Self {
        let all = |one: &ReportedIncident| {
            let known = |count: Option<CountRange>| count.unwrap_or(CountRange::ZERO);
            known(one.killed).plus(known(one.injured))
        };
        Self { occasions: reading.incidents.iter().map(all).collect(), totals: Vec::new() }
    }

    /// "the seven victims": the killed, or all that were harmed, where nobody was injured the same.
    fn of_victims(
        context: &Context<'_>,
        reading: &Reading,
        mention: &PeopleMention,
    ) -> Option<Self> {
        let nouns = context.doc.class("people");
        let noun = context.doc.entry_at(mention.tokens.end - 1, nouns)?;
        let of = |harm| Self::of(reading, harm);
        let (killed, injured) = (of(Harm::Killed), of(Harm::Injured));
        let none = injured.occasions.iter().all(|&count| count == CountRange::ZERO);
        (noun.has("victim") && none && injured.totals.is_empty()).then_some(killed)
    }

    /// The sums of occasions told one after the other, each with how many they are.
    fn sums(&self) -> impl Iterator<Item = (usize, CountRange)> {
        (0..self.occasions.len()).flat_map(move |from| {
            self.occasions[from..].iter().scan((0, CountRange::ZERO), |(length, sum), next| {
                *length += 1;
                *sum = sum.plus(*next);
                Some((*length, *sum))
            })
        })
    }

    fn fits(&self, stated: u64) -> bool {
        let stated = CountRange::exactly(stated);
        self.sums()
            .map(|(_, sum)| sum)
            .chain(self.totals.iter().copied())
            .any(|t| t.overlaps(stated))
    }

    /// The exact figure closest to a number, and what it would mean that the two differ.
    fn nearest(&self, stated: u64) -> Option<(ContradictionKind, u64)> {
        let of_occasions = self.sums().map(|(length, sum)| match length {
            1 => (ContradictionKind::RestatedDifferently, sum),
            _ => (ContradictionKind::SumMismatch, sum),
        });
        let of_totals = self.totals.iter().map(|&t| (ContradictionKind::RestatedDifferently, t));
        let exact = of_occasions
            .chain(of_totals)
            .filter_map(|(kind, figure)| Some((kind, figure.exact()?)));
        exact.filter(|(_, figure)| *figure > 1).min_by_key(|(_, figure)| figure.abs_diff(stated))
    }
}
