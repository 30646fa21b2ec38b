//! Figures about incidents that cannot all be true: within one occasion, and between a total and the
//! occasions that it sums up. All values are kept; none is preferred.

use cairn_model::{Contradiction, ContradictionKind, CountRange, Evidence};

use crate::context::Context;
use crate::counts::{Counts, OtherFigure, OtherKind, counts};
use crate::effects::Harm;
use crate::incidents::{Event, Facts};
use crate::name_lists::{NameList, name_lists};

/// Contradictions inside one event.
pub fn within(context: &Context<'_>, event: &Event) -> Vec<Contradiction> {
    let counts = counts(context, event);
    let mut found = Vec::new();
    if let Some((named, stated, sentence)) = counts.garbled {
        found.push(contradiction(
            ContradictionKind::NameCountMismatch,
            [named, stated],
            format!(
                "{named} people are named, then {stated} people are said to be harmed; the verb of \
                 those named is missing"
            ),
            vec![context.doc.sentence_evidence(sentence)],
        ));
    }
    for other in &counts.others {
        found.push(restated(context, other));
    }
    for list in name_lists(context, event) {
        found.extend(miscounted(context, &counts, &list));
    }
    found.dedup_by(|a, b| a.values == b.values && a.kind == b.kind);
    found
}

fn restated(context: &Context<'_>, figure: &OtherFigure) -> Contradiction {
    let OtherFigure { first, other, .. } = *figure;
    let harmed = harmed(figure.harm);
    let evidence = both(context, figure.first_sentence, figure.sentence);
    match figure.kind {
        OtherKind::Restated => contradiction(
            ContradictionKind::RestatedDifferently,
            [first, other],
            format!("{first} {harmed}, then {other}"),
            evidence,
        ),
        OtherKind::Part => contradiction(
            ContradictionKind::PartExceedsWhole,
            [other, first],
            format!("{other} of the {harmed}, of whom there are {first}"),
            evidence,
        ),
    }
}

/// A list that gives the names of all does not give as many as are said to be harmed.
fn miscounted(context: &Context<'_>, counts: &Counts, list: &NameList) -> Option<Contradiction> {
    let stated = match list.harm {
        Harm::Killed => list.stated.or_else(|| counts.killed.and_then(CountRange::exact)),
        Harm::Injured => list.stated.or_else(|| counts.injured.and_then(CountRange::exact)),
        _ => None,
    }?;
    let named = list.people.len() as u64;
    (named >= 2 && named != stated && !list.partial).then(|| {
        contradiction(
            ContradictionKind::NameCountMismatch,
            [stated, named],
            format!("{stated} {}, {named} named", harmed(list.harm)),
            vec![context.doc.sentence_evidence(list.sentence)],
        )
    })
}

/// Totals over several occasions that are not the sum of those told: a lead or an overview that sums
/// up, and a headline that counts more than the first occasion of a few days.
pub fn between(context: &Context<'_>, events: &[Event]) -> Vec<Contradiction> {
    let Some(first) = events.first().filter(|_| events.len() > 1) else { return Vec::new() };
    if let Some(lead) = first.lead() {
        return sum_mismatch(context, lead, events);
    }
    let recent = events.iter().take_while(|event| event.near(first)).count();
    let denied = events[..recent].iter().any(Event::is_doubted);
    match first.title.as_ref() {
        Some(title) if recent > 1 && counts_more(context, title, first) => {
            let told: Vec<Event> = events[..recent]
                .iter()
                .filter(|event| !denied || !event.is_doubted())
                .cloned()
                .collect();
            sum_mismatch(context, title, &told)
        }
        _ => Vec::new(),
    }
}

/// Whether a headline counts more people than its story's first occasion.
fn counts_more(context: &Context<'_>, title: &Facts, first: &Event) -> bool {
    let stated = crate::counts::of_sentence(context, title);
    let told = counts(context, first);
    let more = |a: Option<CountRange>, b: Option<CountRange>| matches!((a.and_then(CountRange::exact), b.and_then(CountRange::exact)), (Some(a), Some(b)) if a > b);
    more(stated.killed, told.killed) || more(stated.injured, told.injured)
}

fn sum_mismatch(context: &Context<'_>, lead: &Facts, events: &[Event]) -> Vec<Contradiction> {
    let stated = crate::counts::of_sentence(context, lead);
    let told: Vec<Counts> = events.iter().map(|event| counts(context, event)).collect();
    let sum = |of: fn(&Counts) -> Option<CountRange>| {
        told.iter()
            .map(|counts| of(counts).unwrap_or(CountRange::ZERO))
            .reduce(CountRange::plus)?
            .exact()
    };
    let pairs = [
        (Harm::Killed, stated.killed, sum(|counts| counts.killed)),
        (Harm::Injured, stated.injured, sum(|counts| counts.injured)),
    ];
    pairs
        .into_iter()
        .filter_map(|(harm, stated, sum)| Some((harm, stated?.exact()?, sum?)))
        .filter(|(_, stated, sum)| stated != sum && *sum > 0)
        .map(|(harm, stated, sum)| {
            contradiction(
                ContradictionKind::SumMismatch,
                [stated, sum],
                format!("{stated} {} in all; the occasions told of give {sum}", harmed(harm)),
                vec![context.doc.sentence_evidence(lead.sentence)],
            )
        })
        .collect()
}

fn both(context: &Context<'_>, a: usize, b: usize) -> Vec<Evidence> {
    let mut evidence = vec![context.doc.sentence_evidence(a)];
    if a != b {
        evidence.push(context.doc.sentence_evidence(b));
    }
    evidence
}

const fn harmed(harm: Harm) -> &'static str {
    match harm {
        Harm::Killed => "killed",
        Harm::Injured => "injured",
        _ => "harmed",
    }
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
