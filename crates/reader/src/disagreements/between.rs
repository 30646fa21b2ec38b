//! Figures over several occasions against what is told of each: leads, headlines, closing lines.

use cairn_model::{Contradiction, ContradictionKind, CountRange, DateSpan};

use super::{both, contradiction, harmed};
use crate::context::Context;
use crate::counts::{Counts, counts};
use crate::effects::Harm;
use crate::incidents::{Event, Facts, opens_entry};
use crate::mentions::NumberKind;

/// Days over which a lead may sum up what follows.
const LONGEST_LEAD: i32 = 10;

/// Totals over several occasions that are not the sum of those told: a lead or an overview that sums
/// up, and a headline that counts more than the first occasion of a few days. `counted` are the counts of
/// the occasions.
pub fn between(context: &Context<'_>, events: &[Event], counted: &[Counts]) -> Vec<Contradiction> {
    let (Some(first), Some(of_first)) = (events.first(), counted.first()) else {
        return Vec::new();
    };
    if events.len() == 1 {
        return headline(context, first, of_first);
    }
    if let Some(closing) = events.iter().find_map(|event| event.closing.as_ref()) {
        let told: Vec<Event> = events
            .iter()
            .filter(|event| event.facts.iter().all(|facts| facts.sentence < closing.sentence))
            .cloned()
            .collect();
        let read = told.len() > 1 && counts_occasions(context, closing, told.len());
        return if read { sum_mismatch(context, closing, &told) } else { Vec::new() };
    }
    if let Some(lead) = first.lead() {
        let told = of_lead(context, lead, events);
        let mut found = Vec::new();
        if told.len() > 1 {
            found = sum_mismatch(context, lead, &told);
            found.extend(miscounted_occasions(context, lead, &told));
        }
        return found;
    }
    if let Some(total) = total_restated(context, events, counted) {
        return vec![total];
    }
    let recent = events.iter().take_while(|event| event.near(first)).count();
    let denied = events[..recent].iter().any(Event::is_doubted);
    match first.title.as_ref() {
        Some(title) if recent > 1 && counts_more(context, title, of_first) => {
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
    // What somebody denies may or may not be among those counted.
    let certain = |event: &&Event| !event.is_doubted();
    let told: Vec<Event> = events.iter().filter(within).filter(certain).cloned().collect();
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
fn total_restated(
    context: &Context<'_>,
    events: &[Event],
    counted: &[Counts],
) -> Option<Contradiction> {
    let doc = context.doc;
    let first = events.first()?;
    let told: Vec<&Event> = events.iter().take_while(|event| event.near(first)).collect();
    if told.len() < 2 {
        return None;
    }
    let killed: Vec<u64> = counted[..told.len()]
        .iter()
        .map(|counts| counts.killed.map_or(Some(0), CountRange::exact))
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

/// A headline that counts other people than the one occasion told below it.
fn headline(context: &Context<'_>, event: &Event, counts: &Counts) -> Vec<Contradiction> {
    let Some(title) = event.title.as_ref().filter(|_| !event.title_sums) else {
        return Vec::new();
    };
    let stated = crate::counts::of_sentence(context, title).told;
    let told = counts.told;
    // "Two died at once, a third on Friday": the headline's figure is arrived at later.
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    let counted_below = |figure: u64| {
        let below = context.numbers.iter().filter(|n| n.tokens.start >= title.tokens.end);
        below.into_iter().any(|n| (n.value.least() - figure as f64).abs() < 0.5)
    };
    let sentence = |harm: Harm, a: Option<(u64, usize)>, b: Option<(u64, usize)>| {
        let ((first, _), (other, at)) = (a?, b?);
        let gap = first.abs_diff(other);
        let near = gap == 1 || gap * 2 <= first.max(other);
        // "Three died at once. Three others died in hospital", under six in the headline.
        let made_up = first > other && counted_below(first - other) && first - other > 1;
        (gap > 0 && near && !counted_below(first) && !made_up).then_some((harm, first, other, at))
    };
    let pairs = [
        sentence(Harm::Killed, stated.killed, told.killed),
        sentence(Harm::Injured, stated.injured, told.injured),
    ];
    pairs
        .into_iter()
        .flatten()
        .map(|(harm, first, other, at)| {
            contradiction(
                ContradictionKind::RestatedDifferently,
                [first, other],
                format!("{first} {} in the headline, {other} below it", harmed(harm)),
                both(context, title.sentence, at),
            )
        })
        .collect()
}

/// Whether a headline counts more people than its story tells of on the first occasion.
fn counts_more(context: &Context<'_>, title: &Facts, told: &Counts) -> bool {
    let stated = crate::counts::of_sentence(context, title);
    let more = |a: Option<CountRange>, b: Option<CountRange>| matches!((a.and_then(CountRange::exact), b.and_then(CountRange::exact)), (Some(a), Some(b)) if a > b);
    more(stated.killed, told.killed) || more(stated.injured, told.injured)
}

/// Whether a line that sums up counts as many occasions as were read, where it counts them at all.
#[expect(clippy::cast_precision_loss, reason = "counts of occasions are far below 2^53")]
fn counts_occasions(context: &Context<'_>, closing: &Facts, read: usize) -> bool {
    let harmed = |at: usize| {
        closing
            .effects
            .iter()
            .flat_map(|&i| &context.effects[i].people)
            .any(|&i| context.people[i].tokens.contains(&at))
    };
    let mut others = crate::numbers::numbers_in(&context.numbers, closing.tokens.clone())
        .iter()
        .filter(|n| n.kind == NumberKind::Cardinal && !harmed(n.core.start))
        .peekable();
    others.peek().is_none() || others.any(|n| (n.value.least() - read as f64).abs() < 0.5)
}

/// Whether each entry of a list that opens with its day was read as an occasion, and it is known whom
/// each harm befell.
fn entries_read(context: &Context<'_>, events: &[Event], told: &[Counts]) -> bool {
    if events.iter().zip(told).any(|(event, counts)| befalls_unknown(context, event, counts)) {
        return false;
    }
    let told = events.iter().flat_map(|event| &event.facts).map(|facts| facts.sentence);
    let (Some(first), Some(last)) = (told.clone().min(), told.max()) else { return true };
    let entries = (first..=last).filter(|&number| opens_entry(context, number)).count();
    entries <= events.len()
}

/// "The younger was killed": a harm of people who were not made out, and none counted.
fn befalls_unknown(context: &Context<'_>, event: &Event, counts: &Counts) -> bool {
    event.facts.iter().flat_map(|facts| &facts.effects).map(|&i| &context.effects[i]).any(
        |effect| {
            let open = match effect.harm {
                Harm::Killed => counts.killed.is_none(),
                Harm::Injured => counts.injured.is_none(),
                _ => false,
            };
            open && effect.people.is_empty() && !effect.negated && !effect.weak
        },
    )
}

fn sum_mismatch(context: &Context<'_>, lead: &Facts, events: &[Event]) -> Vec<Contradiction> {
    let stated = crate::counts::of_sentence(context, lead);
    let told: Vec<Counts> = events.iter().map(|event| counts(context, event)).collect();
    // An occasion of which nobody is counted leaves the sum open, and so does an entry not read.
    let harmed_some = |count: Option<CountRange>| count.is_some_and(|count| count.least() > 0);
    let counted = told.iter().all(|counts| {
        harmed_some(counts.killed)
            || harmed_some(counts.injured)
            || counts.killed.is_some() && counts.injured.is_some()
    }) && entries_read(context, events, &told);
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
