//! Names that stand where a form, a row or an entry says where: "Place: Orash", "Mon 18 | Orash, Saren",
//! "4 March, Talish."

use std::ops::Range;

use super::Level;
use super::elements::{Element, Finder};
use crate::fields::{self, Field};
use crate::segment::SentenceKind;
use crate::token::TokenKind;

/// Most tokens of a line that is only a place and a date.
pub(super) const LONGEST_HEAD: usize = 12;

impl Finder<'_, '_> {
    /// Whether the first name of a line is what a form asks for, and of which level it then is.
    pub(super) fn field(
        &self,
        at: usize,
        sentence: &Range<usize>,
        before: &[Element],
    ) -> Option<Option<Level>> {
        let (field, end) = fields::field(self.words.doc, sentence).filter(|_| before.is_empty())?;
        let between = end..at;
        if !between.clone().all(|at| self.words.noun(at).is_some() || self.words.is_qualifier(at)) {
            return None;
        }
        match field {
            Field::Date => None,
            Field::Place => Some(None),
            Field::District => Some(Some(Level::District)),
        }
    }

    /// "Kiwanja: fourth death after grenade": what heads a headline, if it is known to be a place.
    pub(super) fn heads_title(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
        let doc = self.words.doc;
        let title = || doc.sentences.get(doc.sentence_of(tokens.start));
        tokens.start == sentence.start
            && doc.folded(tokens.end) == ":"
            && title().is_some_and(|sentence| sentence.kind == SentenceKind::Title)
    }

    /// "4 March, Talish.", "4 March, Talish: a car …": a place that heads an entry.
    pub(super) fn is_head_of_entry(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
        let doc = self.words.doc;
        // "4 March - Talish again."
        let mut end = tokens.end;
        while end < sentence.end && doc.tokens[end].is_word() && self.words.is_link(end) {
            end += 1;
        }
        let ends = end >= sentence.end || doc.kind(end) == TokenKind::Mark;
        let heads = doc.folded(tokens.end) == ":" && tokens.end <= sentence.start + LONGEST_HEAD;
        if !ends || tokens.start <= sentence.start {
            return false;
        }
        let short = sentence.len() <= LONGEST_HEAD || heads;
        let comma = tokens.start > sentence.start + 1
            && doc.folded(tokens.start - 1) == ","
            && doc.kind(tokens.start - 2) != TokenKind::Word;
        short && comma
            || self.is_behind_day(tokens.start - 1, sentence, short)
            || self.is_behind_weekday(tokens.start, sentence)
    }

    /// "a smith of | Ban Napia |, Phaxay district": a name before a comma, behind which a unit is named, and not
    /// that unit's official.
    pub(super) fn is_chained(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
        const LONGEST: usize = 3;
        let words = &self.words;
        let doc = words.doc;
        let from = tokens.end + 1;
        let capital = |at: usize| doc.tokens.get(at).is_some_and(|t| t.is_capitalised());
        if doc.folded(tokens.end) != "," || !capital(from) || words.is_people(tokens.start) {
            return false;
        }
        let end = (from + 1..sentence.end.min(from + 1 + LONGEST)).find(|&at| !capital(at));
        let Some((noun, after)) = end.and_then(|end| words.noun(end)) else { return false };
        let unit = matches!(&*noun.value, "district" | "province");
        let of_body = words.is_institution(after) || words.is_people(after) || capital(after);
        unit && !of_body && words.not_place(after).is_none()
    }

    /// "X, where it happened": what a relative of place takes up behind a comma.
    pub(super) fn is_where(&self, end: usize) -> bool {
        let doc = self.words.doc;
        doc.folded(end) == "," && doc.entry_at(end + 1, doc.class("where_words")).is_some()
    }

    /// "Friday 21 Feb - X", "Mon 18 | X": a mark behind a day that begins the line.
    fn is_behind_day(&self, mark: usize, sentence: &Range<usize>, short: bool) -> bool {
        const LONGEST_DAY: usize = 5;
        let doc = self.words.doc;
        let spaced = doc.tokens[mark].spaced;
        let dashes = doc.folded(mark).starts_with(['-', '–', '—']) && spaced && short;
        let column = doc.folded(mark) == "|";
        let number = |at: usize| doc.kind(at) == TokenKind::Number;
        let weekday = self.words.is_weekday(sentence.start) && mark == sentence.start + 1;
        (dashes || column)
            && mark <= sentence.start + LONGEST_DAY
            && ((sentence.start..mark).any(number) || weekday)
    }

    /// "Tue  X, Y district": the column behind a weekday's short form.
    fn is_behind_weekday(&self, at: usize, sentence: &Range<usize>) -> bool {
        at == sentence.start + 1 && self.words.is_row_weekday(sentence.start)
    }
}
