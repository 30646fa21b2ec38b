//! The time that a figure covers: from the words beside it, else from what heads its section.

use std::ops::Range;

use cairn_model::DateSpan;
use jiff::civil::Date;

use crate::context::Context;
use crate::mentions::{DateKind, DateMention};
use crate::segment::SentenceKind;

/// Figures over this many days and more are tallies ("about three months").
const LONG: i32 = 88;

/// No three months have more days.
const QUARTER: i32 = 92;

/// The time that a figure covers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Period {
    /// First and last day, as stated.
    pub span: DateSpan,
    /// Its words; empty when it is not worded.
    pub tokens: Range<usize>,
    /// "since …", "up to …": an end left open or both.
    pub open: bool,
    /// Whether it is longer than about three months.
    pub long: bool,
    /// One day or a few.
    pub short: bool,
    /// Three months with both ends given: long for people, but not yet for what was cleared.
    pub quarter: bool,
}

impl Period {
    /// From a mention.
    fn of(context: &Context<'_>, mention: &DateMention) -> Self {
        let since = matches!(mention.kind, DateKind::Day | DateKind::Days | DateKind::Month)
            && since_before(context, mention).is_some();
        let span =
            if since { DateSpan { from: mention.span.from, to: None } } else { mention.span };
        let published = context.dates.published;
        let days = match (span.from, span.to.or(published)) {
            (Some(from), Some(to)) => DateSpan { from: Some(from), to: Some(to) }.days(),
            _ => None,
        };
        let periodic =
            since || matches!(mention.kind, DateKind::Period | DateKind::Year | DateKind::Season);
        let brief = span.is_unknown() && is_brief(context, &mention.tokens);
        let open = !brief && since
            || !brief
                && mention.kind == DateKind::Period
                && (span.from.is_none() || span.to.is_none());
        let long = periodic && !brief && days.is_none_or(|days| days >= LONG)
            || mention.kind == DateKind::Month && days.is_some_and(|days| days >= LONG);
        let start =
            since_before(context, mention).filter(|_| since).unwrap_or(mention.tokens.start);
        let quarter = !open && days.is_some_and(|days| (LONG..=QUARTER).contains(&days));
        Self { span, tokens: start..mention.tokens.end, open, long, short: !periodic, quarter }
    }

    /// The days of a find: an open end is the day of publication.
    pub fn closed(&self, published: Option<Date>) -> DateSpan {
        match (self.span.from, self.span.to) {
            (Some(from), None) => match published {
                Some(to) if to >= from => DateSpan { from: Some(from), to: Some(to) },
                _ => self.span,
            },
            _ => self.span,
        }
    }
}

/// "in three weeks", "over ten days": a length of time below about three months.
fn is_brief(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let class = doc.class("date_words");
    let unit = doc
        .entries_from(tokens.clone(), class)
        .find_map(|(_, entry)| entry.value.strip_prefix("unit:"));
    match unit {
        Some("hour" | "day" | "week" | "fortnight" | "weekend") => true,
        Some("month") => {
            let number = crate::numbers::numbers_in(&context.numbers, tokens.clone())
                .first()
                .map_or(1.0, |number| number.value.least());
            number < 3.0
        }
        _ => false,
    }
}

/// The word for "since" that leads a day some words before it ("since the war ended on 8 May").
fn since_before(context: &Context<'_>, mention: &DateMention) -> Option<usize> {
    let doc = context.doc;
    let class = doc.class("date_words");
    let sentence = doc.sentences.get(doc.sentence_of(mention.tokens.start))?;
    let from = sentence.tokens.start.max(mention.tokens.start.saturating_sub(14));
    let reporting = doc.class("reporting");
    (from..mention.tokens.end)
        .rev()
        .take_while(|&at| {
            mention.tokens.contains(&at)
                || !matches!(doc.folded(at), "," | ";" | ":" | "\"" | ".")
                    && doc.entry_at(at, reporting).is_none()
        })
        .find(|&at| doc.entry_at(at, class).is_some_and(|entry| &*entry.value == "since"))
}

/// "since the start of the war": a time that begins with an event whose day the text does not give.
fn since_event(context: &Context<'_>, range: &Range<usize>) -> Option<Period> {
    let doc = context.doc;
    let (dates, words) = (doc.class("date_words"), doc.class("find_words"));
    let (at, since) = doc.entries_from(range.clone(), dates).find(|(at, entry)| {
        &*entry.value == "since"
            && !is_made_before(context, *at)
            && !context.dates.mentions.iter().any(|date| date.tokens.contains(at))
    })?;
    // "müharibənin əvvəlindən": the event stands before the word.
    if since.has("after") {
        let event = (at.saturating_sub(6).max(range.start)..at)
            .rev()
            .find(|&t| doc.entry_at(t, words).is_some_and(|entry| &*entry.value == "event"))?;
        let tokens = event..at + 1;
        return Some(Period {
            span: DateSpan::UNKNOWN,
            tokens,
            open: true,
            long: true,
            short: false,
            quarter: false,
        });
    }
    let end = (at + 1..range.end.min(at + 9))
        .take_while(|&t| !matches!(doc.folded(t), "," | ";" | "."))
        .find(|&t| {
            let decade = doc.folded(t).bytes().take_while(u8::is_ascii_digit).count() == 4;
            decade || doc.entry_at(t, words).is_some_and(|entry| &*entry.value == "event")
        })?;
    let tokens = at..end + 1;
    Some(Period {
        span: DateSpan::UNKNOWN,
        tokens,
        open: true,
        long: true,
        short: false,
        quarter: false,
    })
}

/// The time given in a range of tokens for what stands at `at`: periods before years before days,
/// nearest first.
pub fn period_in(context: &Context<'_>, range: &Range<usize>, at: usize) -> Option<Period> {
    let doc = context.doc;
    let from = context.dates.mentions.partition_point(|d| d.tokens.start < range.start);
    let mentions = context.dates.mentions[from..]
        .iter()
        .take_while(|d| d.tokens.end <= range.end)
        .filter(|d| d.kind != DateKind::Dateline && !is_made(context, d));
    let reporting = doc.class("reporting");
    // "said on Tuesday": when they said it.
    let said = |mention: &DateMention| {
        mention.tokens.start.checked_sub(1).is_some_and(|before| {
            doc.entry_at(before, reporting).is_some_and(|entry| &*entry.value == "says")
        })
    };
    let ranked = mentions.map(|mention| {
        let period = Period::of(context, mention);
        let rank = match mention.kind {
            // "as of August" says no more than a day does.
            DateKind::Period if mention.span.from.is_none() && mention.span.to.is_some() => 1,
            DateKind::Period => 3,
            DateKind::Year | DateKind::Season => 2,
            DateKind::Day | DateKind::Days | DateKind::Month if period.open => 3,
            DateKind::Month | DateKind::Days => 1,
            DateKind::Day if !said(mention) => 1,
            _ => 0,
        };
        let distance = if mention.tokens.start >= at {
            mention.tokens.start - at
        } else {
            2 * (at - mention.tokens.start)
        };
        (rank, distance, period)
    });
    let best = ranked.max_by_key(|(rank, distance, _)| (*rank, std::cmp::Reverse(*distance)));
    let event = named_event(context, range);
    match (best, event) {
        // "the war of 2020": the year belongs to the event's name.
        (Some((_, _, period)), Some(event))
            if event.tokens.contains(&period.tokens.start.saturating_sub(1))
                && period.span.from.is_some_and(|day| day.day_of_year() == 1) =>
        {
            Some(event)
        }
        (Some((rank, _, period)), _) if rank >= 2 => Some(period),
        (best, event) => {
            event.or_else(|| since_event(context, range)).or(best.map(|(_, _, period)| period))
        }
    }
}

/// "from the end of the Patriotic War to today": a time that begins with an event of the shared table.
/// The text does not give its day, so the day stays open; its words tell the register.
fn named_event(context: &Context<'_>, range: &Range<usize>) -> Option<Period> {
    let doc = context.doc;
    let (events, words) = (doc.class("events"), doc.class("date_words"));
    let event = doc.terms_in(range.clone(), events).next()?;
    let opener =
        (range.start.max(event.start.saturating_sub(8))..event.start).rev().find(|&at| {
            doc.entry_at(at, words).is_some_and(|e| matches!(&*e.value, "since" | "from" | "after"))
        })?;
    if is_made_before(context, opener) {
        return None;
    }
    let tokens = opener..event.end;
    Some(Period {
        span: DateSpan::UNKNOWN,
        tokens,
        open: true,
        long: true,
        short: false,
        quarter: false,
    })
}

/// "manufactured in Armenia in 2021": not when it was found.
fn is_made(context: &Context<'_>, mention: &DateMention) -> bool {
    is_made_before(context, mention.tokens.start)
}

/// Whether a time beginning here is told as that of the making or the laying of what is named before it.
fn is_made_before(context: &Context<'_>, start: usize) -> bool {
    let doc = context.doc;
    let class = doc.class("find_words");
    let from = start.saturating_sub(5);
    (from..start)
        .rev()
        .take_while(|&at| !matches!(doc.folded(at), "," | ";" | "."))
        .any(|at| doc.entry_at(at, class).is_some_and(|e| &*e.value == "made"))
}

/// The time that the sentences before say, for one that does not say: those of its paragraph, the
/// heading of its section, the title.
pub fn period_before(context: &Context<'_>, sentence: usize) -> Option<Period> {
    let doc = context.doc;
    let paragraph = doc.sentences[sentence].paragraph;
    let mut in_list = doc.sentences[sentence].kind == SentenceKind::Item;
    for before in (0..sentence).rev() {
        let other = &doc.sentences[before];
        // What leads a list heads its items.
        let leads = in_list && other.kind != SentenceKind::Item;
        in_list &= !leads;
        let heads = leads || matches!(other.kind, SentenceKind::Heading | SentenceKind::Title);
        if other.paragraph == paragraph || heads {
            let found = period_in(context, &other.tokens, other.tokens.end);
            if found.is_some() {
                return found;
            }
        }
        if other.kind == SentenceKind::Heading && other.tokens.len() <= 3 && before > 3 {
            // A heading without a date ends the reach of the one above it, but not of the title.
            return title_period(context);
        }
    }
    title_period(context)
}

/// The time that the head of a bulletin names ("Weekly summary, 4-10 September").
pub fn title_period(context: &Context<'_>) -> Option<Period> {
    let doc = context.doc;
    let heads = |sentence: &&crate::segment::Sentence| {
        sentence.kind != SentenceKind::Body
            || sentence.tokens.len() <= 16
                && !context.devices.iter().any(|d| sentence.tokens.contains(&d.tokens.start))
    };
    doc.sentences.iter().take(4).filter(heads).find_map(|sentence| {
        let period = period_in(context, &sentence.tokens, sentence.tokens.start)?;
        let days = period.span.days()?;
        (days >= 5 && !period.span.is_unknown()).then_some(period)
    })
}
