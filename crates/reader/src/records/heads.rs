//! Entries of lists by what heads them: a number, a day, a time, a place, in any order, before the mark
//! that sets them off.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::days::Day;
use super::lines::{Line, after_bullet};
use super::{Draft, Finder};
use crate::places::{HeadPlaces, Named};
use crate::segment::SentenceKind;
use crate::token::TokenKind;

/// A head is no longer.
const LONGEST: usize = 30;

/// What heads a line.
#[derive(Clone, Debug, Default)]
struct Head {
    /// Its parts in order, a letter each: heads of one list are alike.
    shape: String,
    day: Option<Day>,
    /// Whether only the time of day is told.
    timed: bool,
    names: Vec<Named>,
    tokens: Range<usize>,
    /// Whether the line holds nothing else.
    alone: bool,
}

/// The entries of all lists: lines with heads of one shape, two or more.
pub(super) fn entries(finder: &Finder<'_, '_>, lines: &[Line]) -> Vec<Draft> {
    let heads: Vec<Option<Head>> = lines.iter().map(|line| head(finder, line)).collect();
    let mut shapes: FxHashMap<(&str, bool), usize> = FxHashMap::default();
    for head in heads.iter().flatten() {
        *shapes.entry((&head.shape, head.alone)).or_default() += 1;
    }
    let alike = |head: &Head| shapes.get(&(&*head.shape, head.alone)).is_some_and(|n| *n > 1);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(head) = heads[at].as_ref().filter(|head| alike(head)) else {
            at += 1;
            continue;
        };
        let mut to = at + 1;
        if head.alone {
            // A head on its own line holds for what follows, up to the next.
            while to < lines.len() && heads[to].as_ref().is_none_or(|next| !alike(next)) {
                if lines[to].kind == SentenceKind::Heading || !follows(&lines[to - 1], &lines[to]) {
                    break;
                }
                to += 1;
            }
        }
        let day = head.day.clone().or_else(|| {
            let day = head.timed.then(|| finder.days.of_list(head.tokens.start)).flatten()?;
            Some((head.tokens.start..head.tokens.start + 1, Some(day)))
        });
        drafts.push(Draft {
            sentences: lines[at].sentences.start..lines[to - 1].sentences.end,
            day,
            place: finder.names.mention(&head.names, false),
            unit: HeadPlaces::is_unit(&head.names),
            head: head.tokens.clone(),
            listed: true,
        });
        at = to;
    }
    drafts
}

fn follows(before: &Line, line: &Line) -> bool {
    before.sentences.end == line.sentences.start
}

/// The head of a line, `None` where it has none.
fn head(finder: &Finder<'_, '_>, line: &Line) -> Option<Head> {
    let doc = finder.doc;
    let start = after_bullet(doc, line);
    let end = line.tokens.end;
    let limit = end.min(start + LONGEST);
    let mut head = Head { tokens: start..start, ..Head::default() };
    let mut at = serial(finder, start, limit);
    // Marks after which a further name is no part of the place.
    let mut closed = false;
    let mut set_off = false;
    while at < limit {
        if is_separator(finder, at) {
            let inside = matches!(doc.folded(at), "," | "(");
            closed |= !inside && !head.names.is_empty();
            set_off |= !inside;
            at += 1;
            continue;
        }
        let before = at;
        if head.day.is_none()
            && let Some(day) = finder.days.day(at, limit)
        {
            at = day.0.end;
            head.shape.push('d');
            head.day = Some(day);
        } else if let Some(after) = clock(finder, at, limit) {
            head.timed = true;
            at = after;
        } else if !closed
            && let Some(name) = finder.names.name(at, limit)
            && ends_item(finder, name.tokens.end, limit)
        {
            if head.names.is_empty() {
                head.shape.push('p');
            }
            at = name.tokens.end;
            head.names.push(name);
        } else {
            break;
        }
        head.tokens.end = at;
        set_off = false;
        debug_assert!(at > before);
    }
    head.alone = at >= end;
    // "Mon 18 | …": something must set the head off; a day right before a name does it, too.
    let last = at.checked_sub(1)?;
    let separated = head.alone || is_separator(finder, last) || set_off;
    if head.timed && head.day.is_none() {
        head.shape.insert(0, 't');
    }
    (separated && holds(finder, &head, last)).then_some(head)
}

/// Whether a head says enough to be one: a day, a time, or a place that is known as one or set off by a
/// colon or a bar.
fn holds(finder: &Finder<'_, '_>, head: &Head, last: usize) -> bool {
    let doc = finder.doc;
    let placed = !head.names.is_empty();
    let certain = || head.names.iter().any(|named| finder.names.is_certain(named));
    let strong = matches!(doc.folded(last), ":" | "|" | "-");
    match (head.day.is_some() || head.timed, placed) {
        (true, _) => true,
        (false, true) if head.alone => certain(),
        (false, true) => strong && !is_field(finder, head),
        (false, false) => false,
    }
}

fn is_field(finder: &Finder<'_, '_>, head: &Head) -> bool {
    let doc = finder.doc;
    let classes = ["record_fields", "reporting", "statement_nouns", "roles", "boilerplate"];
    let at = head.tokens.start;
    classes.iter().any(|class| doc.entry_at(at, doc.class(class)).is_some())
}

/// Whether a name ends where a part of a head may: before a mark, a day or the end.
fn ends_item(finder: &Finder<'_, '_>, at: usize, end: usize) -> bool {
    at >= end || is_separator(finder, at) || finder.days.day(at, end).is_some()
}

fn is_separator(finder: &Finder<'_, '_>, at: usize) -> bool {
    let doc = finder.doc;
    match doc.folded(at) {
        "," | ":" | "|" | "." | "(" | ")" | ";" | "/" | "]" | "¦" | "→" => true,
        dash => {
            doc.kind(at) == TokenKind::Mark && dash.chars().all(|c| matches!(c, '-' | '–' | '—'))
        }
    }
}

/// Behind "1.", "a)", "No. 3", "BCW-0398:".
fn serial(finder: &Finder<'_, '_>, at: usize, end: usize) -> usize {
    let doc = finder.doc;
    let closes =
        |at: usize| matches!(doc.folded(at), "." | ")" | ":" | "]") && !doc.tokens[at].spaced;
    let open = at + usize::from(matches!(doc.folded(at), "[" | "("));
    if open + 1 >= end {
        return at;
    }
    // "1.", "12)", "a)", but no day with a stop ("29.04.").
    let short = doc.folded(open).len() <= 3 && doc.kind(open) != TokenKind::Mark;
    let spaced = doc.tokens.get(open + 2).is_some_and(|token| token.spaced);
    if short && closes(open + 1) && spaced && doc.str(open..open + 1).chars().count() <= 2 {
        return open + 2;
    }
    // A code: letters and digits without a blank, up to a mark.
    let mut after = open + 1;
    while after < end && !doc.tokens[after].spaced && !closes(after) {
        after += 1;
    }
    let text = doc.str(open..after);
    let code = text.contains(|c: char| c.is_ascii_digit())
        && text.contains(|c: char| c.is_ascii_uppercase())
        && !text.contains(|c: char| c.is_lowercase());
    if code && after < end && is_separator(finder, after) { after + 1 } else { at }
}

/// Behind a time of day: "0640", "06:40", "15.30 hrs".
fn clock(finder: &Finder<'_, '_>, at: usize, end: usize) -> Option<usize> {
    let doc = finder.doc;
    let written = doc.folded(at);
    let digits = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let (hour, minute) = if digits(written) {
        written.split_at(2)
    } else {
        written.split_once([':', '.', 'h']).filter(|_| doc.kind(at) == TokenKind::Number)?
    };
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    let after = at + 1;
    (hour < 24 && minute < 60 && after < end && is_separator(finder, after)).then_some(after)
}
