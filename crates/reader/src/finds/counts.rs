//! How many: numbers that do not stand right before their ordnance.

use std::ops::Range;

use crate::finds::items::{Item, ItemFinder, LONGEST_GAP, number_ending_at};
use crate::mentions::NumberKind;
use crate::people::count_of;

impl ItemFinder<'_, '_> {
    /// The token after "of them", "of these" at a token.
    pub fn of_them_end(&self, at: usize) -> Option<usize> {
        let doc = self.doc();
        doc.term_at(at, self.words).filter(|term| doc.entry(term).has("count")).map(|term| term.end)
    }

    /// The token behind the number of "27 of them …", "27 were …", where one of these ends at `at`.
    pub(super) fn number_before(&self, at: usize, least: usize) -> Option<usize> {
        let doc = self.doc();
        let be = doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "be");
        let start = if be {
            at
        } else {
            (least.max(at.saturating_sub(2))..=at).find(|&from| {
                doc.term_at(from, self.words)
                    .is_some_and(|term| term.end == at + 1 && doc.entry(term).has("count"))
            })?
        };
        number_ending_at(self.context, start).map(|number| number.core.end)
    }

    /// "TM-62M: 14", "OZM-72 (3 pcs)", "grenades – 5", "BLU-26 x 19": the number behind its noun.
    pub(super) fn count_behind(&self, item: &mut Item, end: usize) {
        let doc = self.doc();
        let from = item.tokens.end;
        let mark = matches!(doc.folded(from), ":" | "-" | "(" | "=") || self.word_is(from, "times");
        let start = from + usize::from(mark);
        let at = self.context.numbers.partition_point(|number| number.tokens.start < start);
        let Some(number) = self.context.numbers.get(at).filter(|number| {
            number.tokens.start == start
                && number.tokens.end <= end
                && number.kind == NumberKind::Cardinal
        }) else {
            return;
        };
        let mut after = number.tokens.end;
        let unit = after < end && self.word_is(after, "unit");
        after += usize::from(unit);
        let closes = after >= end || matches!(doc.folded(after), "," | ";" | "." | ")" | "/");
        if closes && (mark || item.plural || item.model.is_some()) {
            item.count = count_of(number);
            item.counted = true;
            item.tokens.end = after;
        }
    }

    /// "Mines destroyed since 2012: 172,400.": the number that ends the line, behind a colon.
    pub(super) fn count_at_end(&self, item: &mut Item, range: &Range<usize>) {
        let doc = self.doc();
        let end = range.end - usize::from(doc.folded(range.end - 1) == ".");
        let opens = item.tokens.start <= range.start + LONGEST_GAP;
        let Some(number) = number_ending_at(self.context, end) else { return };
        let colon = number.tokens.start.checked_sub(1).filter(|&at| doc.folded(at) == ":");
        let alone = |at: &usize| !self.context.devices_in(&(item.tokens.end..*at)).is_empty();
        let Some(colon) = colon.filter(|at| !alone(at)) else { return };
        if opens && colon >= item.tokens.end && number.kind == NumberKind::Cardinal {
            item.count = count_of(number);
            item.counted = true;
        }
    }

    /// "the number of mines removed since 2018 has reached 301,244": the number far behind its noun.
    pub(super) fn count_ahead(&self, item: &mut Item, range: &Range<usize>) {
        let doc = self.doc();
        let from = item.tokens.start.saturating_sub(LONGEST_GAP).max(range.start);
        let heads = |at: &usize| self.word_is(*at, "number");
        let Some(start) = (from..item.tokens.start + 1).rev().find(heads) else { return };
        let words = doc.class("tally_words");
        let reaches = |at: usize| {
            doc.entry_at(at, words).is_some_and(|entry| matches!(&*entry.value, "reach" | "at"))
        };
        let numbers = crate::numbers::numbers_in(&self.context.numbers, item.tokens.end..range.end);
        let number = numbers.iter().find(|number| number.kind == NumberKind::Cardinal);
        let reached = number.filter(|number| {
            (number.tokens.start.saturating_sub(3)..number.tokens.start).any(reaches)
        });
        if let Some(number) = reached.filter(|_| item.plural) {
            item.tokens.start = start;
            item.count = count_of(number);
            item.counted = true;
            item.definite = false;
        }
    }
}
