//! Where a run of capitals that may be somebody's name begins and ends.

use std::ops::Range;

use super::Finder;
use crate::endings::Ending;
use crate::token::TokenKind;

/// Shorter words in capitals are initials, acronyms or codes.
const SHORTEST_CAPITALS: usize = 3;

impl Finder<'_, '_> {
    /// A run of capitalised words that may be a person's name.
    pub(super) fn capitals(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        // Most words do not.
        if !doc.tokens.get(at)?.is_capitalised() {
            return None;
        }
        // "Truffle gatherer, M, 51": a letter for the sex.
        let code = at > sentence.start
            && doc.folded(at - 1) == ","
            && doc.folded(at + 1) == ","
            && doc.entry_at(at, doc.class("sex_codes")).is_some();
        if code {
            return None;
        }
        // "Wounded": a word that only begins its sentence, where such words are written as one.
        let word = at == sentence.start
            && doc.grammar().verb_final
            && (doc.entry_at(at, self.effects).is_some() || doc.entry_at(at, self.nouns).is_some());
        let fits = |i: usize| i < sentence.end && self.belongs_to_name(i, at, sentence);
        let word = word || at == sentence.start && self.number_ending(at + 1).is_some();
        if word || !fits(at) || at > sentence.start && self.goes_on_before(at) {
            return None;
        }
        // "the Ministry of Internal Affairs", "Bank of Ceylon".
        let of_institution = at >= sentence.start + 2
            && doc.entry_at(at - 1, self.prepositions).is_some()
            && doc.entry_at(at - 2, self.not_places).is_some_and(|e| &*e.value == "institution");
        if of_institution {
            return None;
        }
        let mut start = at;
        // A title in front is not part of the name.
        let given = |at: usize| {
            doc.entry_at(at, self.not_places).is_some_and(|entry| &*entry.value == "given")
        };
        while start < sentence.end
            && doc.entry_at(start, self.not_places).is_some()
            && !given(start)
            && !self.is_initial(start)
        {
            start += 1;
            if doc.folded(start) == "." {
                start += 1;
            }
        }
        let mut end = start;
        while end < sentence.end && (fits(end) || self.inside_name(start, end)) {
            end += 1;
            // "Koçak'ın": a name ends with its case ending.
            if doc.ending(end - 1) != Ending::None {
                break;
            }
        }
        // "Rapid Intervention Battalion": no person.
        if doc.entry_at(end, self.not_places).is_some_and(|e| &*e.value == "institution")
            && !doc.tokens[end].is_mark(",")
        {
            return None;
        }
        // "Musa oglu", "Ilgar Rza oglu Aliyev": a word that belongs to names.
        if end > start && doc.entry_at(end, doc.class("name_endings")).is_some() {
            end += 1;
            while fits(end) && doc.kind(end) == TokenKind::Capitalised {
                end += 1;
            }
        }
        // A hyphen that nothing follows is a dash.
        while end > start && doc.folded(end - 1) == "-" {
            end -= 1;
        }
        (end > start).then_some(start..end.min(sentence.end))
    }

    /// Whether a word may be one of a name that begins at `start`.
    fn belongs_to_name(&self, at: usize, start: usize, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        if at > start && self.is_initial(at) {
            return true;
        }
        let written = match doc.kind(at) {
            TokenKind::Capitalised => true,
            TokenKind::AllCapitals => self.is_name_in_capitals(at, start, sentence),
            _ => false,
        };
        written
            && doc
                .entry_at(at, self.not_places)
                .is_none_or(|e| &*e.value == "title" && at == start || &*e.value == "given")
            && doc.entry_at(at, self.countries).is_none()
            && doc.entry_at(at, self.function_words).is_none()
    }

    /// "O." in "Petrenko O. I.".
    fn is_initial(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.tokens.get(at).is_some_and(crate::token::Token::is_capitalised)
            && doc.str(at..at + 1).chars().count() == 1
            && doc.tokens.get(at + 1).is_some_and(|dot| dot.is_mark(".") && !dot.spaced)
    }

    /// "Denis LAGRI", "PTE ROLO ABUK", "OLEH DANKO, 33": words in capitals that mean nothing else, where a
    /// name has begun, a rank or a noun for people stands before them, or an age behind them.
    fn is_name_in_capitals(&self, at: usize, start: usize, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let plain = |i: usize| {
            doc.kind(i) == TokenKind::AllCapitals
                && doc.str(i..i + 1).chars().count() >= SHORTEST_CAPITALS
                && doc
                    .terms_at(i)
                    .iter()
                    .all(|term| term.end > i + 1 || self.may_be_name(term.class))
        };
        let titled =
            |i: usize| doc.entry_at(i, self.not_places).is_some_and(|e| &*e.value == "title");
        if at == start && titled(at) {
            let next = at + 1 + usize::from(doc.folded(at + 1) == ".");
            return plain(next) || doc.kind(next) == TokenKind::Capitalised;
        }
        if !plain(at) {
            return false;
        }
        if at > start {
            return true;
        }
        let mut end = at;
        while end < sentence.end && plain(end) {
            end += 1;
        }
        // "LAGRI Denis"
        let mixed = end == at + 1 && doc.kind(end) == TokenKind::Capitalised;
        let ranked = at > sentence.start && {
            let before = at - 1 - usize::from(doc.folded(at - 1) == "." && at > sentence.start + 1);
            titled(before) || doc.entry_at(before, self.nouns).is_some_and(|e| !e.has("relative"))
        };
        let several = end > at + 1 || mixed;
        several && (ranked || self.age_after(end + usize::from(mixed), sentence).is_some())
    }

    /// Whether a term of this class may as well be somebody's name.
    fn may_be_name(&self, class: crate::lexicon::Class) -> bool {
        class == self.particles || class == self.doc.class("place_nouns")
    }

    /// Whether the run of capitals began before. "One Ivan Petrov" is one of that name.
    fn goes_on_before(&self, at: usize) -> bool {
        let doc = self.doc;
        let nouns = doc.entry_at(at - 1, self.nouns).is_some();
        doc.tokens[at - 1].is_capitalised()
            && self.number_ending(at).is_none()
            && doc.ending(at - 1) == Ending::None
            && doc.entry_at(at - 1, self.not_places).is_none()
            && doc.entry_at(at - 1, self.countries).is_none()
            && !nouns
    }

    /// A full stop after an initial, a hyphen, a particle inside a name.
    fn inside_name(&self, start: usize, at: usize) -> bool {
        let doc = self.doc;
        let token = &doc.tokens[at];
        let capital = doc.tokens.get(at + 1).is_some_and(|t| t.is_capitalised());
        let initial = token.is_mark(".") && doc.str(at.saturating_sub(1)..at).chars().count() == 1;
        let joined = token.is_mark("-")
            && !token.spaced
            && capital
            && doc.tokens.get(at + 1).is_some_and(|t| !t.spaced);
        // "Ana de la Cruz", "Abd al-Rahman".
        let particle = doc.term_at(at, self.particles).is_some_and(|term| {
            doc.tokens.get(term.end).is_some_and(|t| t.is_capitalised() || t.is_mark("-"))
        }) || doc.term_at(at.saturating_sub(1), self.particles).is_some_and(
            |term| term.end == at + 1 && term.start < at && capital && term.start > start,
        );
        at > start && (initial || joined || particle)
    }
}
