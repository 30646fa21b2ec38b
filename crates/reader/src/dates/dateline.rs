//! Datelines and the like: dates that say when the text was published, not when something happened.

use crate::dates::expression::{Frame, Point, Spec, What, Year};
use crate::dates::phrase::Found;
use crate::dates::words::Words;
use crate::doc::Doc;
use crate::fields;
use crate::segment::{Sentence, SentenceKind};
use crate::token::TokenKind;

/// Datelines stand in the first sentences.
const FIRST_SENTENCES: usize = 12;

/// A place and its country are rarely longer.
const LONGEST_PLACE: usize = 16;

/// Whether a date is part of a dateline, a byline or the head of a document.
pub(super) fn is_dateline(doc: &Doc<'_>, words: &Words, found: &Found) -> bool {
    let Some(point) = day(found) else {
        return false;
    };
    let number = doc.sentence_of(found.tokens.start);
    let Some(sentence) = doc.sentences.get(number) else {
        return false;
    };
    if fields::dates_an_occasion(doc, number) {
        return false;
    }
    if heads_statement(doc, words, sentence, found) {
        return true;
    }
    if sentence.kind == SentenceKind::Item || found.led {
        return false;
    }
    let before = sentence.tokens.start..found.tokens.start;
    if number < FIRST_SENTENCES && follows_place(doc, words, before.clone()) && ends(doc, found) {
        return true;
    }
    if before.is_empty() && number < FIRST_SENTENCES && stands_alone(doc, number, found) {
        return true;
    }
    // A line of its own with a full date: "Statement to the press, 5 July 2024".
    let line = !doc.str(sentence.tokens.clone()).trim_end().ends_with(['.', '!', '?']);
    let at_end = ends_line(doc, found.tokens.end, sentence.tokens.end);
    let head = number < FIRST_SENTENCES || number + 2 >= doc.sentences.len();
    // Where a day needs no preposition, it heads the text only when a mark sets it off.
    let set_off = !doc.grammar().cases || ends(doc, found);
    let opens = before.is_empty()
        && number == 0
        && set_off
        && !heads_list(doc, words, found)
        && !is_long_past(doc, point);
    head && point.is_full() && (line && at_end || opens) && before.len() <= LONGEST_PLACE
}

/// "2 May 2024, Orash. … 4 May 2024, Saren. …": whether later sentences begin with a day as the first
/// one does.
fn heads_list(doc: &Doc<'_>, words: &Words, found: &Found) -> bool {
    let begins_alike = |start: usize| {
        found.tokens.clone().zip(start..).take(2).all(|(known, at)| {
            let month = |at: usize| doc.entry_at(at, words.months).is_some();
            doc.kind(known) == doc.kind(at) && month(known) == month(at)
        })
    };
    doc.sentences.iter().skip(1).any(|sentence| begins_alike(sentence.tokens.start))
}

/// "15.08.2022. Orash. A harvester …", published a fortnight later: a day long before the text's own.
fn is_long_past(doc: &Doc<'_>, point: Point) -> bool {
    const LONG: i32 = 4;
    let (Some(published), Some(Year::Given(year)), Some(month), Some((day, _))) =
        (doc.meta.published, point.year, point.month, point.days)
    else {
        return false;
    };
    let told = jiff::civil::Date::new(year, month, day);
    told.and_then(|told| told.until(published)).is_ok_and(|gone| gone.get_days() > LONG)
}

/// "Communiqué of 9/5/2019", "Revision 3 of 20 May 2022; replaces …": a heading that dates what it heads.
fn heads_statement(doc: &Doc<'_>, words: &Words, sentence: &Sentence, found: &Found) -> bool {
    let before = sentence.tokens.start..found.tokens.start;
    matches!(sentence.kind, SentenceKind::Title | SentenceKind::Heading)
        && day(found).is_some_and(|point| point.is_full())
        && before.len() <= LONGEST_PLACE
        && doc.terms_in(before, words.statements).next().is_some()
}

/// "Tripoli. 3 March. …": a date that is a sentence, behind a place that is one.
fn stands_alone(doc: &Doc<'_>, number: usize, found: &Found) -> bool {
    const LONGEST_NAME: usize = 5;
    let place = number.checked_sub(1).and_then(|before| doc.sentences.get(before));
    let (Some(place), Some(date)) = (place, doc.sentences.get(number)) else { return false };
    place.paragraph == date.paragraph
        && found.tokens.end + 1 >= date.tokens.end
        && place.tokens.len() <= LONGEST_NAME
        && place
            .tokens
            .clone()
            .all(|at| doc.tokens[at].is_capitalised() || doc.kind(at) == TokenKind::Mark)
}

/// Whether a full date closes a line or is set off from what follows, as in the head of a bulletin.
pub(super) fn closes_head(doc: &Doc<'_>, found: &Found) -> bool {
    day(found).is_some_and(|point| point.is_full()) && ends(doc, found)
}

/// The single day that a mention names, when it is nothing more.
pub(super) fn day(found: &Found) -> Option<Point> {
    match found.frame {
        Frame::At(Spec { part: None, what: What::Point(point), also: None })
            if point.month.is_some() && point.is_single_day() =>
        {
            Some(point)
        }
        _ => None,
    }
}

/// "BAKU, Azerbaijan, ", "WASHINGTON/MANAGUA, ", "SALAMYA (our reporter) ".
fn follows_place(doc: &Doc<'_>, words: &Words, before: std::ops::Range<usize>) -> bool {
    let mut names = 0;
    let mut bracket = false;
    for at in before.clone() {
        match doc.kind(at) {
            TokenKind::Capitalised | TokenKind::AllCapitals => names += usize::from(!bracket),
            TokenKind::Mark => match doc.folded(at) {
                "(" => bracket = true,
                ")" => bracket = false,
                "." | "!" | "?" | ":" | ";" => return false,
                _ => {}
            },
            TokenKind::Word if bracket => {}
            // "(our reporter)", "Dar es Salaam"
            TokenKind::Word if names > 0 && doc.folded(at).chars().count() <= 3 => {
                if doc.entry_at(at, words.functions).is_some()
                    && doc.entry_at(at, words.dates).is_none()
                {
                    return false;
                }
            }
            _ => return false,
        }
    }
    names > 0 && before.len() <= LONGEST_PLACE
}

/// What follows a dateline's date: a dash, a bracket, a full stop, the end of the line.
fn ends(doc: &Doc<'_>, found: &Found) -> bool {
    let end = found.tokens.end;
    let number = doc.sentence_of(found.tokens.start);
    if doc.sentences.get(number).is_some_and(|s| s.tokens.end == end) {
        return true;
    }
    // "Tripoli (3 March) -"
    let end = end + usize::from(doc.folded(end) == ")" && doc.folded(end + 1).starts_with('-'));
    matches!(doc.folded(end), "-" | "--" | "(" | "." | ":" | "/" | "|" | "[" | "~")
}

/// Whether only a time of day and marks stand between a date and the end of its line.
fn ends_line(doc: &Doc<'_>, from: usize, to: usize) -> bool {
    (from..to).take(12).all(|at| match doc.kind(at) {
        TokenKind::Mark | TokenKind::Number | TokenKind::AllCapitals => true,
        _ => doc.folded(at).chars().count() <= 4,
    }) && to.saturating_sub(from) <= 12
}
