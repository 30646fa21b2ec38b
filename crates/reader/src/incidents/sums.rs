//! A lead whose figures are those of several occasions told behind it: "Mines killed four people over
//! the weekend", then three of them in one place and one in another.
//!
//! Whether a lead is one is not to be seen from its words alone. So the text is read as if it were, and
//! what it tells then must add up: the occasions that follow, each with something of its own, give the
//! lead's figures. Otherwise the lead tells of the first of them.

use cairn_model::CountRange;

use super::event::Event;
use super::facts::{Facts, facts_of};
use crate::context::Context;
use crate::counts::{counts, of_sentence};
use crate::effects::{Effect, Harm};
use crate::mentions::NumberKind;
use crate::segment::SentenceKind;

/// Sentences of the body among which a lead is looked for.
const LEAD_WITHIN: usize = 3;

/// Days over which a lead sums up.
const LONGEST: i32 = 10;

/// The figures of one kind of harm, as far as they are exact.
type Figures = [Option<CountRange>; 2];

const HARMS: [Harm; 2] = [Harm::Killed, Harm::Injured];

/// The first sentence that counts people harmed, where its figures may be a sum of figures behind it.
pub(super) fn candidate(context: &Context<'_>) -> Option<Facts> {
    let sentences = &context.doc.sentences;
    let body = sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| matches!(sentence.kind, SentenceKind::Body | SentenceKind::Item));
    let first = context.effects.iter().find(|effect| {
        let number = context.doc.sentence_of(effect.tokens.start);
        counted(context, effect).is_some() && sentences[number].kind != SentenceKind::Title
    })?;
    let number = context.doc.sentence_of(first.tokens.start);
    let (at, (_, sentence)) = body.enumerate().find(|(_, (found, _))| *found == number)?;
    if at >= LEAD_WITHIN || sentence.kind != SentenceKind::Body {
        return None;
    }
    let behind = sentence.tokens.end;
    let may_add_up = HARMS.iter().any(|&harm| {
        let of = |effect: &&Effect| effect.harm == harm;
        let own =
            context.effects.iter().filter(of).filter(|e| sentence.tokens.contains(&e.tokens.start));
        let own: u64 = own.filter_map(|effect| counted(context, effect)).sum();
        let later = context.effects.iter().filter(of).filter(|e| e.tokens.start >= behind);
        let parts = later.filter_map(|effect| counted(context, effect)).filter(|n| *n < own);
        own > 1 && parts.sum::<u64>() > 0
    });
    if !may_add_up {
        return None;
    }
    let facts = facts_of(context, number, sentence.tokens.clone());
    (!is_of_one(context, &facts)).then_some(facts)
}

/// How many people an effect befell that it counts itself.
fn counted(context: &Context<'_>, effect: &Effect) -> Option<u64> {
    if effect.negated || effect.resumed || effect.weak {
        return None;
    }
    let counts = effect.people.iter().filter_map(|&i| context.people[i].count);
    let sum: u64 = counts.map(CountRange::least).sum();
    (sum > 0).then_some(sum)
}

/// Whether a sentence names one explosion or one item and nothing in the plural.
fn is_of_one(context: &Context<'_>, facts: &Facts) -> bool {
    let named = || facts.devices.iter().map(|&i| &context.devices[i]).filter(|d| !d.vague);
    let many = facts.plural || facts.summary || named().any(|device| device.plural);
    !many && (!facts.triggers.is_empty() || named().next().is_some())
}

/// Whether the first of the occasions that follow, two at least, together give the lead's figures.
pub(super) fn adds_up(context: &Context<'_>, lead: &Facts, events: &[Event]) -> bool {
    let whole = of_sentence(context, lead);
    let whole: Figures = [whole.killed, whole.injured];
    let stated = occasions_counted(context, lead);
    let mut sum: Figures = [None, None];
    for (at, event) in events.iter().enumerate() {
        let counts = counts(context, event);
        let own: Figures = [counts.killed, counts.injured];
        // "… In 2016 another boy lost an eye": long before what the lead tells of.
        let together = event.date.is_none() || event.within(&events[0], LONGEST);
        let harmed = own.iter().flatten().any(|n| *n != CountRange::ZERO);
        if !together || !harmed || !is_told_apart(context, event) {
            return false;
        }
        for (sum, own) in sum.iter_mut().zip(own) {
            *sum = match (*sum, own) {
                (Some(a), Some(b)) => Some(a.plus(b)),
                (a, b) => a.or(b),
            };
        }
        let fits = |(whole, sum): (&Option<CountRange>, &Option<CountRange>)| {
            whole.is_none() || whole == sum
        };
        if at > 0 && whole.iter().zip(&sum).all(fits) {
            return true;
        }
        // "Two mines killed seven people", where two are told of and give six.
        if at > 0 && stated == Some(at as u64 + 1) {
            return whole.iter().zip(&sum).all(|(whole, sum)| is_near(*whole, *sum));
        }
    }
    false
}

/// How many items or explosions a lead counts, two or more.
fn occasions_counted(context: &Context<'_>, lead: &Facts) -> Option<u64> {
    let devices = lead.devices.iter().map(|&i| &context.devices[i]).filter(|d| d.plural);
    let nouns = devices.map(|device| device.tokens.start);
    let mut counted =
        nouns.chain(lead.triggers.iter().map(|trigger| trigger.start)).filter_map(|noun| {
            let number = crate::finds::number_ending_at(context, noun)?;
            crate::people::count_of(number).filter(|_| number.kind == NumberKind::Cardinal)?.exact()
        });
    counted.next().filter(|&count| count > 1)
}

/// Whether the figures told of differ from a lead's by little.
fn is_near(whole: Option<CountRange>, sum: Option<CountRange>) -> bool {
    let exact = |count: Option<CountRange>| count.map_or(Some(0), CountRange::exact);
    let Some(stated) = whole else { return true };
    match (stated.exact(), exact(sum)) {
        (Some(stated), Some(told)) => stated.abs_diff(told) <= (stated / 3).max(1),
        _ => false,
    }
}

/// Whether an occasion has an explosion, an item, a day or a place of its own.
fn is_told_apart(context: &Context<'_>, event: &Event) -> bool {
    event.facts.iter().any(|facts| {
        !facts.triggers.is_empty()
            || facts.recorded
            || facts.another_item
            || facts.devices.iter().any(|&i| !context.devices[i].vague)
            || !facts.dates.is_empty()
            || !facts.places.is_empty()
    })
}
