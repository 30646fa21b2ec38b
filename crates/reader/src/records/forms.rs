//! Forms: lines that each begin with the name of a field ("Place: …", "Toll. …").

use std::ops::Range;

use super::lines::{Line, after_bullet};
use super::{Draft, Figure, Finder};
use crate::effects::Harm;
use crate::lexicon::Entry;

/// Lines without a field that may stand between two with one.
const LONGEST_GAP: usize = 2;

/// Fewer fields are no form.
const FEWEST: usize = 3;

/// A field: which, and the tokens of its name and its value.
struct Field<'a> {
    entry: &'a Entry,
    label: Range<usize>,
    value: Range<usize>,
}

pub(super) fn forms(
    finder: &Finder<'_, '_>,
    lines: &[Line],
    figures: &mut Vec<Figure>,
) -> Vec<Draft> {
    let fields: Vec<Option<Field<'_>>> = lines.iter().map(|line| field(finder, line)).collect();
    let mut drafts = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if fields[at].is_none() {
            at += 1;
            continue;
        }
        let to = form_end(&fields, at);
        if fields[at..to].iter().flatten().count() >= FEWEST {
            let first = drafts.len();
            drafts.extend(fill(finder, &lines[at..to], &fields[at..to], figures));
            let several = drafts.len() - first > 1;
            drafts[first..].iter_mut().for_each(|draft| draft.listed = several);
        }
        at = to;
    }
    drafts
}

/// Where a run of fields ends that begins with this line.
fn form_end(fields: &[Option<Field<'_>>], from: usize) -> usize {
    let mut end = from + 1;
    for (at, field) in fields.iter().enumerate().skip(from + 1) {
        if field.is_some() {
            end = at + 1;
        } else if at > end + LONGEST_GAP {
            break;
        }
    }
    end
}

/// The records that a run of fields fills: another begins where a day or a place is told again.
fn fill(
    finder: &Finder<'_, '_>,
    lines: &[Line],
    fields: &[Option<Field<'_>>],
    figures: &mut Vec<Figure>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut draft = Draft::default();
    let mut from = 0;
    let mut open = true;
    let names = |field: &Field<'_>| matches!(&*field.entry.value, "date" | "serial");
    for (at, field) in fields.iter().enumerate() {
        let Some(field) = field else { continue };
        let again = match &*field.entry.value {
            "date" => draft.day.is_some(),
            "serial" => draft.day.is_some() && draft.place.is_some(),
            "place" => draft.place.is_some() && draft.day.is_some() && at > from + 2 && !open,
            _ => false,
        };
        if again && names(field) {
            close(&mut drafts, std::mem::take(&mut draft), &lines[from..at]);
            from = at;
        }
        open = matches!(&*field.entry.value, "date" | "place");
        take(finder, &mut draft, field, figures);
    }
    close(&mut drafts, draft, &lines[from..]);
    drafts
}

fn close(drafts: &mut Vec<Draft>, mut draft: Draft, lines: &[Line]) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    draft.sentences = first.sentences.start..last.sentences.end;
    draft.head = first.tokens.start..first.tokens.start;
    if draft.day.is_some() || draft.place.is_some() {
        drafts.push(draft);
    }
}

/// Takes what a field says.
fn take(finder: &Finder<'_, '_>, draft: &mut Draft, field: &Field<'_>, figures: &mut Vec<Figure>) {
    match &*field.entry.value {
        "date" if draft.day.is_none() => draft.day = finder.days.in_field(&field.value),
        "place" => {
            let place = super::rows::place(finder, &field.value, false);
            match (&mut draft.place, place) {
                (Some(known), Some(more)) => {
                    // "Village: …", "District: …", each on its own line.
                    if field.entry.has("coarse") && known.district.is_none() {
                        known.district = more.district.or(more.settlement);
                        known.fineness = 6;
                    } else if known.settlement.is_none() {
                        known.settlement = more.settlement;
                        known.fineness = 6;
                    }
                }
                (None, Some(mut place)) => {
                    let alone = place.district.is_none();
                    if field.entry.has("coarse") && alone {
                        place.district = place.settlement.take();
                        place.fineness = 4;
                    }
                    draft.place = Some(place);
                }
                _ => {}
            }
        }
        "killed" => figure(finder, field, Harm::Killed, figures),
        "injured" => figure(finder, field, Harm::Injured, figures),
        _ => {}
    }
}

/// "Killed: 2": a field that holds a number and nothing else.
fn figure(finder: &Finder<'_, '_>, field: &Field<'_>, harm: Harm, figures: &mut Vec<Figure>) {
    let doc = finder.doc;
    let words = field.value.clone().filter(|&at| doc.kind(at) != crate::token::TokenKind::Mark);
    if words.count() == 1 {
        figures.push(Figure { label: field.label.clone(), value: field.value.clone(), harm });
    }
}

/// The field that a line fills.
fn field<'a>(finder: &'a Finder<'_, '_>, line: &Line) -> Option<Field<'a>> {
    let doc = finder.doc;
    let start = after_bullet(doc, line);
    let term = doc.term_at(start, doc.class("record_fields"))?;
    let capital = doc.tokens.get(start)?.is_capitalised();
    let mark = term.end;
    let tokens = &line.tokens;
    let more = mark + 1 < tokens.end;
    let set_off = match doc.folded(mark) {
        ":" => true,
        "." | "-" | "|" => more && mark < tokens.end,
        _ => false,
    };
    (capital && set_off).then(|| Field {
        entry: doc.entry(term),
        label: start..term.end,
        value: mark + 1..tokens.end.max(mark + 1),
    })
}
