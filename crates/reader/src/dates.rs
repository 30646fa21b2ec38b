//! Days, months, years and periods named in a text, anchored to the day it was published.
//!
//! Expressions are read first (`phrase`, `calendar`), then resolved in the order of the text
//! (`resolve`): what neither the text nor its date settles stays unknown.

use jiff::civil::Date;

use crate::doc::Doc;
use crate::mentions::{DateKind, DateMention};
use crate::segment::SentenceKind;

mod calendar;
mod dateline;
mod expression;
mod feasts;
mod latest;
mod numeric;
mod of_month;
mod periods;
mod phrase;
mod resolve;
mod rows;
mod spec;
mod units;
mod what;
mod words;

use expression::{Direction, Frame, Spec, Unit, What, Which, Year};
use phrase::Found;
use resolve::Context;
use words::Words;

/// The dates of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dates {
    /// All of them, in order, without overlaps.
    pub mentions: Vec<DateMention>,
    /// The day of publication: as given beside the text, else as the text itself shows it.
    pub published: Option<Date>,
}

/// Sentences at the head of a text in which a full date by itself is that of publication.
const HEAD: usize = 6;

/// Days that a text may be on its way from its dateline to publication.
const LONGEST_WAY: i32 = 3;

/// The same where the dateline gives the year, too.
const LONGEST_WAY_OF_FULL: i32 = 14;

/// Finds the dates of a text. Without a day of publication, weekdays and days without a year stay
/// unknown.
pub fn dates(doc: &Doc<'_>) -> Dates {
    let words = Words::new(doc);
    let found = phrase::find(doc, &words);
    let is_dateline: Vec<bool> =
        found.iter().map(|found| dateline::is_dateline(doc, &words, found)).collect();
    let published = doc.meta.published.or_else(|| published(doc, &found, &is_dateline));
    let mut context = Context { published, ..Context::default() };
    let mut mentions = Vec::with_capacity(found.len());
    let mut paragraph = None;
    for (number, here) in found.iter().enumerate() {
        let of_here = doc.sentences.get(doc.sentence_of(here.tokens.start)).map(|s| s.paragraph);
        if of_here != paragraph {
            (paragraph, context.dated) = (of_here, None);
        }
        context.week = week(doc, found.get(..number).unwrap_or_default(), here, &mentions);
        context.told = told(doc, &found[number..], &context);
        context.ahead = ahead(doc, &found[number..], &context);
        let Some((span, kind)) = context.resolve(&here.frame) else {
            continue;
        };
        let repeats_published = !here.led
            && published.is_some_and(|day| span.single_day() == Some(day))
            && doc.sentence_of(here.tokens.start) < HEAD
            && dateline::closes_head(doc, here);
        let kind = if is_dateline[number] || repeats_published { DateKind::Dateline } else { kind };
        mentions.push(DateMention { tokens: here.tokens.clone(), span, kind });
        if is_dateline[number] && context.today.is_none() {
            let full = dateline::day(here).is_some_and(|point| point.is_full());
            let longest = if full { LONGEST_WAY_OF_FULL } else { LONGEST_WAY };
            let shortly = |day: &Date| {
                published.is_some_and(|p| {
                    day.until(p).is_ok_and(|gone| (1..=longest).contains(&gone.get_days()))
                })
            };
            context.today = span.single_day().filter(shortly);
        }
        context.dated = past_day(here, span, published).or(context.dated);
        context.year = heading_year(doc, here, published).or(context.year);
        if kind != DateKind::Dateline {
            remember(doc, &words, &mut context, here, span, kind);
        }
    }
    Dates { mentions, published }
}

/// The week that a sentence named before an expression: "three died last week: one on Monday …".
fn week(
    doc: &Doc<'_>,
    before: &[Found],
    here: &Found,
    mentions: &[DateMention],
) -> Option<cairn_model::DateSpan> {
    let last = before.last()?;
    let sentence = doc.sentence_of(here.tokens.start);
    let named = matches!(
        last.frame,
        Frame::At(Spec { what: What::Unit(Unit::Week, Which::Last), part: None, .. })
            | Frame::At(Spec { what: What::Weekday(..), .. })
    );
    let week = |mention: &&DateMention| {
        doc.sentence_of(mention.tokens.start) == sentence
            && mention.kind == DateKind::Days
            && mention.span.days() == Some(7)
    };
    let colon = |mention: &DateMention| {
        (mention.tokens.end..here.tokens.start).any(|at| doc.folded(at) == ":")
    };
    let told = mentions.iter().rev().take(6).find(week).filter(|mention| colon(mention));
    told.filter(|_| named).map(|mention| mention.span)
}

/// "On 3 April 2017": a day with a year before that of publication.
fn past_day(here: &Found, span: cairn_model::DateSpan, published: Option<Date>) -> Option<Date> {
    let Frame::At(Spec { what: What::Point(point), part: None, .. }) = here.frame else {
        return None;
    };
    let given = matches!(point.year, Some(Year::Given(_)));
    let day = span.single_day().filter(|_| given)?;
    published.is_some_and(|published| day.year() < published.year()).then_some(day)
}

/// "Victims of mines, 2022": the year that closes a headline or a heading, before that of publication.
fn heading_year(doc: &Doc<'_>, here: &Found, published: Option<Date>) -> Option<i16> {
    let sentence = doc.sentences.get(doc.sentence_of(here.tokens.start))?;
    let heads = matches!(sentence.kind, SentenceKind::Title | SentenceKind::Heading);
    let closes = || (here.tokens.end..sentence.tokens.end).all(|at| !doc.tokens[at].is_word());
    let Frame::At(Spec { what: What::Point(point), part: None, .. }) = here.frame else {
        return None;
    };
    let Some(Year::Given(year)) = point.year else { return None };
    let earlier = published.is_some_and(|published| published.year() > year);
    (heads && closes() && point.days.is_none() && earlier).then_some(year)
}

/// The day of publication as the text shows it: a dateline with a year, or a full date by itself at
/// the head.
fn published(doc: &Doc<'_>, found: &[Found], is_dateline: &[bool]) -> Option<Date> {
    let resolve = |found: &Found| {
        let (span, _) = Context::default().resolve(&found.frame)?;
        span.single_day()
    };
    let full = |found: &&Found| dateline::day(found).is_some_and(|point| point.is_full());
    found
        .iter()
        .zip(is_dateline)
        .filter(|(_, is_dateline)| **is_dateline)
        .map(|(found, _)| found)
        .find(full)
        .or_else(|| {
            found.iter().take_while(|found| doc.sentence_of(found.tokens.start) < HEAD).find(
                |found| {
                    let short = |number: usize| {
                        doc.sentences.get(number).is_some_and(|s| s.tokens.len() <= 12)
                    };
                    full(found) && !found.led && short(doc.sentence_of(found.tokens.start))
                },
            )
        })
        .and_then(resolve)
}

/// The day on which "the past 24 hours" are spoken of: "…, the radio said on Tuesday".
fn told(doc: &Doc<'_>, found: &[Found], context: &Context) -> Option<Date> {
    let (here, rest) = found.split_first()?;
    let Frame::At(Spec { what: What::Past(_, Unit::Hour | Unit::Day), .. }) = here.frame else {
        return None;
    };
    let sentence = doc.sentence_of(here.tokens.start);
    rest.iter()
        .take_while(|found| doc.sentence_of(found.tokens.start) == sentence)
        .find(|found| {
            matches!(
                found.frame,
                Frame::At(Spec { what: What::Weekday(_, Which::Latest) | What::Published(_), .. })
            )
        })
        .and_then(|found| context.resolve(&found.frame)?.0.single_day())
}

/// The day that stands behind "two days after …" in its sentence.
fn ahead(doc: &Doc<'_>, found: &[Found], context: &Context) -> Option<Date> {
    let (here, rest) = found.split_first()?;
    let Frame::At(Spec { what: What::Shift(_, _, Direction::Before), .. }) = here.frame else {
        return None;
    };
    let sentence = doc.sentence_of(here.tokens.start);
    // "He died on Monday, two days after …": the day is told already.
    if context.anchor_sentence == Some(sentence) {
        return None;
    }
    rest.iter()
        .take_while(|found| doc.sentence_of(found.tokens.start) == sentence)
        .find_map(|found| context.resolve(&found.frame)?.0.single_day())
}

/// Keeps what later expressions may refer to: "the next day", "that month", "the same period".
fn remember(
    doc: &Doc<'_>,
    words: &Words,
    context: &mut Context,
    found: &Found,
    span: cairn_model::DateSpan,
    kind: DateKind,
) {
    if kind == DateKind::Period {
        context.period = span;
        return;
    }
    // "police said on Tuesday" is when they said it.
    let said = found.tokens.start.checked_sub(1).is_some_and(|before| {
        doc.entry_at(before, words.reporting).is_some_and(|entry| &*entry.value == "says")
    });
    // So is the day of publication beside an earlier day in one sentence, or of a statement.
    let sentence = doc.sentence_of(found.tokens.start);
    let told = span.from == context.published
        && (context.anchor_sentence == Some(sentence)
            || dates_statement(doc, words, found.tokens.start));
    if (said || told) && context.anchor.is_some() {
        return;
    }
    if !span.is_unknown() {
        context.last = span;
    }
    if kind == DateKind::Day {
        context.anchor = span.single_day();
        context.anchor_sentence = Some(sentence);
    }
}

/// Whether a date closes "a statement that the office put out on Monday".
fn dates_statement(doc: &Doc<'_>, words: &Words, at: usize) -> bool {
    (at.saturating_sub(8)..at)
        .rev()
        .take_while(|&before| doc.tokens[before].is_word() || doc.folded(before) == "'s")
        .any(|before| doc.term_at(before, words.statements).is_some())
}

#[cfg(test)]
mod tests;
