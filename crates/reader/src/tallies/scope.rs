//! Whether a sentence gives figures: a time that it covers, or a sentence before that it goes on with.

use std::cell::LazyCell;
use std::ops::Range;

use crate::context::Context;
use crate::incidents::{is_of_programme, is_reporting, other_causes};
use crate::mentions::{DateKind, NumberKind};
use crate::tallies::people::PeopleFinder;
use crate::tallies::period::{self, Period};

/// Why a sentence's numbers may be figures.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The time that it covers.
    pub(super) period: Option<Period>,
    /// Whether it goes on with the sentence before.
    pub(super) continued: bool,
}

/// Why a sentence's numbers may be figures; `None` when they are of one occasion or of nothing that
/// is counted here.
pub(super) fn scope(
    context: &Context<'_>,
    finder: &PeopleFinder<'_, '_>,
    number: usize,
    before: Option<(usize, &Scope)>,
) -> Option<Scope> {
    let doc = context.doc;
    let sentence = &doc.sentences[number];
    let tokens = &sentence.tokens;
    if !finder.tells_of_harm(tokens) && before.is_none() {
        return None;
    }
    let words = doc.class("tally_words");
    let says = |kind: &str| {
        doc.entries_from(tokens.clone(), words).any(|(_, entry)| &*entry.value == kind)
    };
    let topic = of_ordnance(context, tokens);
    let other = other_causes(doc, tokens.clone()).next().is_some();
    let of_others = doc.terms_in(tokens.clone(), doc.class("tally_other")).next().is_some();
    if (other || of_others) && !topic {
        return None;
    }
    let day = LazyCell::new(|| {
        context.dates_in(tokens).iter().any(|date| {
            date.kind == DateKind::Day
                && period::period_in(context, &date.tokens, date.tokens.start)
                    .is_some_and(|period| !period.open)
        })
    });
    let period = period::period_in(context, tokens, tokens.start);
    let harm = finder.tells_of_harm(tokens);
    if let Some(period) = &period
        && harm
        && (period.long || period.open)
    {
        let single = happens_once(context, tokens);
        let counts = says("count") || says("general") || of_victims(context, tokens);
        if period.open && !(single && *day) || counts && (!single || says("count")) {
            return Some(Scope { period: Some(period.clone()), continued: false });
        }
    }
    if let Some((at, scope)) = before {
        let other = &doc.sentences[at];
        let same = other.paragraph == sentence.paragraph && number - at <= 2;
        // "The dead number 38, he said on Saturday": the day on which he spoke.
        let told = context
            .dates_in(tokens)
            .iter()
            .any(|date| date.kind == DateKind::Day && !is_reporting(context, date));
        let next = number == at + 1 && says("count") && !*day;
        if (same || next)
            && (harm || says("list") || same && finder.takes_up(tokens))
            && (!*day || same && !told)
            && !happens_once(context, tokens)
        {
            return Some(Scope { period: scope.period.clone(), continued: true });
        }
    }
    // "the number of victims amounted to …" without a time, but of no short one either.
    let short = || {
        period.as_ref().is_some_and(|period| !period.long && !period.open)
            || period::title_period(context).is_some_and(|period| !period.long)
    };
    let number_of = doc.terms_in(tokens.clone(), doc.class("tally_harm")).any(|term| {
        let entry = doc.entry(term);
        entry.has("of") && (!entry.has("noun"))
    });
    // "The country has recorded 3,314 victims": a count kept over an unstated time.
    let many = crate::numbers::numbers_in(&context.numbers, tokens.clone())
        .iter()
        .any(|number| number.kind == NumberKind::Cardinal && number.value.least() >= 20.0);
    let kept = says("count") && many && period.is_none() && of_victims(context, tokens);
    let many = harm && period.is_none() && is_of_programme(context, tokens);
    (many || (number_of || kept) && !short() && !*day && (topic || says("general")))
        .then_some(Scope { period: None, continued: false })
}

/// Whether ordnance or what is done about it is named in a range of tokens.
fn of_ordnance(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("device")).any(|term| {
        let entry = doc.entry(term);
        &*entry.value != "none" || entry.has("topic")
    })
}

/// Whether victims or casualties are counted in so many words.
fn of_victims(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("tally_harm"))
        .any(|term| &*doc.entry(term).value == "casualties" || doc.entry(term).has("of"))
}

/// Whether a sentence tells of one explosion: one device that goes off or is struck.
pub(super) fn happens_once(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let one = context
        .devices_in(tokens)
        .iter()
        .any(|device| !device.plural && !device.vague && !general(context, device.tokens.start));
    if !one {
        return false;
    }
    let goes_off = doc
        .terms_in(tokens.clone(), doc.class("explosions"))
        .any(|term| matches!(&*doc.entry(term).value, "goes_off" | "contact" | "struck"));
    let at_large = || {
        doc.entries_from(tokens.clone(), doc.class("tally_words"))
            .any(|(_, entry)| &*entry.value == "general")
    };
    (goes_off || !at_large()) && !of_victims(context, tokens)
}

/// Whether the word means ordnance at large ("by explosive ordnance").
fn general(context: &Context<'_>, at: usize) -> bool {
    let doc = context.doc;
    doc.entry_at(at, doc.class("tally_words")).is_some_and(|entry| &*entry.value == "general")
}
