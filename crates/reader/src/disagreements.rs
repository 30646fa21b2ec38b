//! Figures about incidents that cannot all be true: within one occasion, and between a total and the
//! occasions that it sums up. All values are kept; none is preferred.

mod between;
mod named;

use cairn_model::{Contradiction, ContradictionKind, CountRange, Evidence, Sex};

use crate::agreement;
use crate::context::Context;
use crate::counts::{Counts, OtherFigure, OtherKind};
pub use crate::disagreements::between::between;
use crate::effects::Harm;
use crate::incidents::Event;
use crate::name_lists::{NameList, name_lists};
use crate::victims::unattached::colon_lists;

/// Contradictions inside one event, of which `counts` are counted.
pub fn within(context: &Context<'_>, event: &Event, counts: &Counts) -> Vec<Contradiction> {
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
    for other in farthest(&counts.others) {
        found.push(restated(context, other));
    }
    for list in name_lists(context, event) {
        found.extend(miscounted(context, counts, &list));
    }
    for (sentence, people) in colon_lists(context, event) {
        found.extend(short_list(context, counts, sentence, people.len() as u64));
    }
    found.extend(parts_of_harmed(context, event, counts));
    found.extend(named::rosters(context, event, counts));
    found.extend(named::together(context, event, counts));
    let mut kept: Vec<Contradiction> = Vec::new();
    for one in found {
        // "Eight of the injured" and "injured, then eight" are one disagreement.
        if !kept.iter().any(|other| agreement::same_values(&one, other)) {
            kept.push(one);
        }
    }
    kept
}

/// Of several versions of one figure the one farthest from the first: one disagreement, not many.
fn farthest(figures: &[OtherFigure]) -> Vec<&OtherFigure> {
    let mut kept: Vec<&OtherFigure> = Vec::new();
    for figure in figures {
        let same = |known: &&mut &OtherFigure| {
            known.harm == figure.harm && known.kind == figure.kind && known.first == figure.first
        };
        match kept.iter_mut().find(same) {
            Some(known)
                if known.other.abs_diff(known.first) < figure.other.abs_diff(figure.first) =>
            {
                *known = figure;
            }
            Some(_) => {}
            None => kept.push(figure),
        }
    }
    kept
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

/// "The list reads: A, B, C and D", one name short of the dead or of the injured, or one too long.
fn short_list(
    context: &Context<'_>,
    counts: &Counts,
    sentence: usize,
    named: u64,
) -> Option<Contradiction> {
    const FEWEST: u64 = 4;
    let figures = [counts.killed, counts.injured].map(|count| count.and_then(CountRange::exact));
    if named < FEWEST || figures.contains(&Some(named)) {
        return None;
    }
    let stated = figures.into_iter().flatten().find(|figure| figure.abs_diff(named) == 1)?;
    Some(contradiction(
        ContradictionKind::NameCountMismatch,
        [stated, named],
        format!("{stated} people, {named} named"),
        vec![context.doc.sentence_evidence(sentence)],
    ))
}

/// "Of the dead four are boys and six girls", where nine died: parts by sex that give another sum.
fn parts_of_harmed(context: &Context<'_>, event: &Event, counts: &Counts) -> Option<Contradiction> {
    let doc = context.doc;
    event.facts.iter().find_map(|facts| {
        let effect = facts.effects.iter().map(|&i| &context.effects[i]).find(|e| e.resumed)?;
        let whole = match effect.harm {
            Harm::Killed => counts.killed?.exact()?,
            Harm::Injured => counts.injured?.exact()?,
            _ => return None,
        };
        let first = context.people.partition_point(|p| p.tokens.start < facts.tokens.start);
        let parts: Vec<(u64, Sex)> = context.people[first..]
            .iter()
            .take_while(|p| p.tokens.start < facts.tokens.end)
            .filter_map(|p| Some((p.count?.exact()?, p.sex?)))
            .collect();
        let [(a, of_a), (b, of_b)] = *parts.as_slice() else { return None };
        let sum = a + b;
        let partial = doc.terms_in(facts.tokens.clone(), doc.class("subsets")).next().is_some();
        let adds_up = sum == whole || sum < whole && partial || of_a == of_b;
        (!adds_up && sum > 2).then(|| {
            contradiction(
                ContradictionKind::SumMismatch,
                [whole, sum],
                format!("{whole} {}, but {a} and {b} by sex", harmed(effect.harm)),
                vec![doc.sentence_evidence(facts.sentence)],
            )
        })
    })
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
        Harm::Casualties => "killed and injured",
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
