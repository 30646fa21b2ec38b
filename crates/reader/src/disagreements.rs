//! Figures about incidents that cannot all be true: within one occasion, and between a total and the
//! occasions that it sums up. All values are kept; none is preferred.

use cairn_model::{Contradiction, ContradictionKind, CountRange, DateSpan, Evidence, Sex};

use crate::context::Context;
use crate::counts::{Counts, OtherFigure, OtherKind, counts};
use crate::effects::Harm;
use crate::incidents::{Event, Facts};
use crate::mentions::NumberKind;
use crate::name_lists::{NameList, name_lists};
use crate::victims::unattached::colon_lists;

/// Days over which a lead may sum up what follows.
const LONGEST_LEAD: i32 = 10;

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
    for (sentence, people) in colon_lists(context, event) {
        found.extend(short_list(context, &counts, sentence, people.len() as u64));
    }
    found.extend(parts_of_harmed(context, event, &counts));
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

/// Totals over several occasions that are not the sum of those told: a lead or an overview that sums
/// up, and a headline that counts more than the first occasion of a few days.
pub fn between(context: &Context<'_>, events: &[Event]) -> Vec<Contradiction> {
    let Some(first) = events.first().filter(|_| events.len() > 1) else { return Vec::new() };
    if let Some(lead) = first.lead() {
        let told = of_lead(context, lead, events);
        let mut found = Vec::new();
        if told.len() > 1 {
            found = sum_mismatch(context, lead, &told);
            found.extend(miscounted_occasions(context, lead, &told));
        }
        return found;
    }
    if let Some(total) = total_restated(context, events) {
        return vec![total];
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

/// The occasions that a lead sums up: those of its days, where it names days.
fn of_lead(context: &Context<'_>, lead: &Facts, events: &[Event]) -> Vec<Event> {
    let days: Vec<DateSpan> = lead
        .dates
        .iter()
        .map(|&i| context.dates.mentions[i].span)
        .filter(|span| !span.is_unknown())
        .collect();
    let first = events.first();
    // A list is summed up as a whole.
    let list = events.iter().all(Event::is_recorded);
    let within = |event: &&Event| {
        if days.is_empty() && list {
            return true;
        }
        if days.is_empty() {
            return first
                .is_none_or(|first| first.date.is_none() || event.within(first, LONGEST_LEAD));
        }
        event.date.is_none_or(|date| days.iter().any(|day| day.touches(&date)))
    };
    let told: Vec<Event> = events.iter().filter(within).cloned().collect();
    // "Three accidents, against one in February": another time than that of the occasions told.
    if told.is_empty() { events.to_vec() } else { told }
}

/// "Five incidents": another number than a list holds that tells of each.
fn miscounted_occasions(
    context: &Context<'_>,
    lead: &Facts,
    told: &[Event],
) -> Option<Contradiction> {
    let doc = context.doc;
    let listed = told.iter().all(|event| event.facts.iter().any(|facts| facts.listed));
    let class = doc.class("explosions");
    let plural = lead
        .triggers
        .iter()
        .find(|t| doc.entry_at(t.start, class).is_some_and(|e| e.has("plural")))?;
    let number = context.numbers.iter().find(|n| {
        n.kind == NumberKind::Cardinal
            && n.tokens.end <= plural.start
            && n.tokens.end + 1 >= plural.start
    })?;
    let stated = crate::people::count_of(number)?.exact()?;
    let told = told.len() as u64;
    (listed && stated != told).then(|| {
        contradiction(
            ContradictionKind::SumMismatch,
            [stated, told],
            format!("{stated} incidents in all, {told} listed"),
            vec![doc.sentence_evidence(lead.sentence)],
        )
    })
}

/// "five casualties": killed and injured together, as a lead counts them.
fn casualties(context: &Context<'_>, lead: &Facts) -> Option<CountRange> {
    lead.effects.iter().map(|&i| &context.effects[i]).find_map(|effect| {
        let [people] = effect.people.as_slice() else { return None };
        (effect.harm == Harm::Casualties).then(|| context.people[*people].count).flatten()
    })
}

/// "The seven deaths of one night": a number of dead spoken of as known, after occasions that give
/// another sum.
fn total_restated(context: &Context<'_>, events: &[Event]) -> Option<Contradiction> {
    let doc = context.doc;
    let first = events.first()?;
    let told: Vec<&Event> = events.iter().take_while(|event| event.near(first)).collect();
    if told.len() < 2 {
        return None;
    }
    let killed: Vec<u64> = told
        .iter()
        .map(|event| counts(context, event).killed.map_or(Some(0), CountRange::exact))
        .collect::<Option<_>>()?;
    let sum: u64 = killed.iter().sum();
    let last = told.iter().filter_map(|event| Some(event.facts.first()?.sentence)).max()?;
    let end = doc.sentences[last].tokens.end;
    let reach = doc.sentences.get(last + 2).or(doc.sentences.last())?.tokens.end;
    let effect = context.effects.iter().find(|effect| {
        effect.harm == Harm::Killed
            && effect.own_count
            && !effect.negated
            && (end..reach).contains(&effect.tokens.start)
            && effect.people.iter().any(|&i| context.people[i].definite)
    })?;
    let [people] = effect.people.as_slice() else { return None };
    let stated = context.people[*people].count?.exact()?;
    let of_one = killed.contains(&stated);
    (stated > 1 && stated != sum && !of_one).then(|| {
        contradiction(
            ContradictionKind::SumMismatch,
            [stated, sum],
            format!("{stated} killed in all; the occasions told of give {sum}"),
            vec![doc.sentence_evidence(doc.sentence_of(effect.tokens.start))],
        )
    })
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
    // An occasion of which nothing is counted leaves the sum open.
    let counted = told.iter().all(|counts| counts.killed.or(counts.injured).is_some());
    let sum = |of: fn(&Counts) -> Option<CountRange>| {
        if !counted {
            return None;
        }
        told.iter()
            .map(|counts| of(counts).unwrap_or(CountRange::ZERO))
            .reduce(CountRange::plus)?
            .exact()
    };
    let both = sum(|counts| match (counts.killed, counts.injured) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or(CountRange::ZERO).plus(b.unwrap_or(CountRange::ZERO))),
    });
    let pairs = [
        (Harm::Casualties, casualties(context, lead), both),
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
