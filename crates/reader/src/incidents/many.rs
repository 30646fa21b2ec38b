//! Figures of no one occasion, though no time is given with them: "Clearing the valley claimed the lives
//! of eleven deminers and injured forty-six".

use std::ops::Range;

use super::facts::event_places;
use super::setting::is_reporting;
use super::triggers::triggers;
use crate::context::Context;
use crate::effects::Harm;
use crate::mentions::DateKind;
use crate::segment::SentenceKind;

/// People whom one item seldom harms and a sum soon does.
const FEWEST: u64 = 4;

/// Whether a sentence counts people whom several items harmed, or the work of clearing, and names neither
/// a day nor a place nor one explosion.
pub(super) fn is_of_many(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let number = doc.sentence_of(tokens.start);
    let sentence = &doc.sentences[number];
    if sentence.kind == SentenceKind::Title || harmed(context, tokens) < FEWEST {
        return false;
    }
    let named = || context.devices_in(tokens).iter().filter(|device| !device.vague);
    if named().any(|device| !device.plural) || is_set(context, number, tokens) {
        return false;
    }
    let devices =
        (0..context.devices.len()).filter(|&i| tokens.contains(&context.devices[i].tokens.start));
    let devices: Vec<usize> = devices.collect();
    if !triggers(context, tokens, &devices).is_empty() {
        return false;
    }
    named().next().is_some() || is_of_work(context, tokens)
}

/// How many people its words of harm count.
fn harmed(context: &Context<'_>, tokens: &Range<usize>) -> u64 {
    let from = context.effects.partition_point(|effect| effect.tokens.start < tokens.start);
    let here = context.effects[from..].iter().take_while(|e| e.tokens.start < tokens.end);
    let harms = here.filter(|e| !e.negated && !e.weak && e.harm != Harm::Unharmed);
    let people = harms.flat_map(|effect| &effect.people).map(|&i| &context.people[i]);
    people.filter_map(|people| people.count).map(|count| count.least()).sum()
}

/// Whether the sentence, or one of its paragraph before it, gives a day, a month or a place.
fn is_set(context: &Context<'_>, number: usize, tokens: &Range<usize>) -> bool {
    let sentences = &context.doc.sentences;
    let paragraph = sentences[number].paragraph;
    let first = sentences[..number].iter().rposition(|s| s.paragraph != paragraph);
    let start = sentences[first.map_or(0, |at| at + 1)].tokens.start;
    let told = start..tokens.end;
    let day = context.dates_in(&told).iter().any(|date| {
        let fine = matches!(date.kind, DateKind::Day | DateKind::Days | DateKind::Month);
        fine && !date.span.is_unknown() && !is_reporting(context, date)
    });
    day || !event_places(context, tokens).is_empty()
}

/// Whether such figures are those of a programme of clearance.
pub(crate) fn is_of_programme(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    is_of_work(context, tokens) && is_of_many(context, tokens)
}

/// "The work claimed …", "over the fifteen years of the programme": clearance is what cost the lives.
fn is_of_work(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("clearance_work")).next().is_some()
}
