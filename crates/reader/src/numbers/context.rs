//! What a number is, from what stands around it: a time, a year, an age, a name, or a count.

use crate::mentions::NumberKind;
use crate::numbers::numeral::{Form, Numeral};
use crate::numbers::{Reading, digits};
use crate::segment::SentenceKind;
use crate::token::TokenKind;

/// Nobody is older.
const OLDEST: f64 = 110.0;

/// Tokens of the first item of a list in a run of text.
const LONGEST_ITEM: usize = 30;

impl Reading<'_, '_> {
    /// Whether words for a figure that has changed end here: "rose from".
    pub(super) fn rises_from(&self, at: usize) -> bool {
        const LONGEST: usize = 4;
        let class = self.doc.class("toll_verbs");
        (at.saturating_sub(LONGEST)..at).any(|from| {
            self.doc
                .term_at(from, class)
                .is_some_and(|term| term.end == at && self.doc.entry(term).has("from"))
        })
    }

    /// "10:22", "0600 gmt", "11 a.m.", "1600 hours", "at 10.40".
    pub(super) fn is_time_of_day(&self, at: usize, number: &Numeral) -> bool {
        if self.doc.kind(at) != TokenKind::Number {
            return false;
        }
        let shown = self.doc.folded(at);
        let like_time = digits::is_time_of_day(shown);
        if shown.contains(':') && like_time {
            return true;
        }
        let prefix = |t: usize, value: &str| {
            self.doc
                .entry_at(t, self.words.dates)
                .is_some_and(|entry| entry.value.starts_with(value))
        };
        if prefix(number.end, "clock") || like_time && prefix(number.end, "unit:hour") {
            return true;
        }
        let after_at = at.checked_sub(1).is_some_and(|before| {
            self.doc.entry_at(before, self.words.dates).is_some_and(|entry| entry.has("clock"))
        });
        after_at && (like_time && shown.contains('.') || prefix(number.end, "unit:hour"))
    }

    /// Four plain digits that no noun follows are a year, not a count.
    pub(super) fn is_year(&self, at: usize, number: &Numeral) -> bool {
        if number.end != at + 1 || !digits::is_year(self.doc.folded(at)) {
            return false;
        }
        let counts = self.doc.kind(number.end) == TokenKind::Word
            && self.doc.entry_at(number.end, self.words.functions).is_none();
        let modified = at > 0
            && self
                .doc
                .entry_at(at - 1, self.words.modifiers)
                .is_some_and(|entry| matches!(&*entry.value, "about" | "least" | "most" | "only"));
        // "a 2019 audit", "the country's 2025 plan"
        let led = at > 0
            && (self.doc.folded(at - 1) == "'s"
                || self
                    .doc
                    .entry_at(at - 1, self.words.functions)
                    .is_some_and(|entry| &*entry.value == "determiner"));
        (!counts || led) && !modified
    }

    /// "a fresh one": a numeral below two that an article precedes and no noun follows.
    pub(super) fn is_pronoun(&self, at: usize, number: &Numeral) -> bool {
        if number.value > 1.0 || self.doc.kind(at) == TokenKind::Number || number.end != at + 1 {
            return false;
        }
        let article = |t: Option<usize>| {
            t.is_some_and(|t| {
                self.doc
                    .entry_at(t, self.words.functions)
                    .is_some_and(|entry| &*entry.value == "determiner")
            })
        };
        let noun_follows = self.doc.kind(number.end) != TokenKind::Mark
            && self.doc.entry_at(number.end, self.words.functions).is_none();
        // "of the others one was wounded"
        let others = at > 0 && self.doc.entry_at(at - 1, self.words.nouns).is_some();
        !noun_follows
            && number.form == Form::Plain
            && (article(at.checked_sub(1)) || article(at.checked_sub(2)) && !others)
    }

    /// "un" in "un soldat": a word that is both article and number counts only before harm ("un
    /// mort"), before "of" and in "un ou deux".
    pub(super) fn is_article(&self, at: usize, number: &Numeral) -> bool {
        let doc = self.doc;
        let article = number.end == at + 1 && self.words.reader.is_article(doc, at);
        let counts = doc.entry_at(number.end, self.words.effects).is_some()
            || doc.entry_at(number.end, self.words.dates).is_some_and(|entry| entry.has("of"))
            || self.modifier(number.end).is_some_and(|(entry, _)| {
                matches!(&*entry.value, "range" | "share") && !entry.has("and")
            });
        article && !counts
    }

    /// "handed over 23 shells": the word belongs to the verb before it.
    pub(super) fn ends_verb(&self, at: usize, end: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            let ends = |class| self.doc.term_at(before, class).is_some_and(|term| term.end == end);
            // "The injured | number 77"
            let harm = self.doc.term_at(before, self.words.effects).is_some_and(|t| t.end == at);
            let counts = |at: usize| {
                let verb = self.doc.term_at(at, self.doc.class("toll_verbs"));
                verb.is_some_and(|t| t.end == end && self.doc.entry(t).has("numbers"))
            };
            harm && counts(at)
                || ends(self.words.finds)
                || ends(self.words.explosions)
                || ends(self.doc.class("toll_verbs"))
        })
    }

    /// "three (3)", "3 (three)": the same number again in brackets; the token after them.
    pub(super) fn repeated(&self, first: &Numeral, end: usize) -> Option<usize> {
        let doc = self.doc;
        let opens = first.end == end && first.form == Form::Plain && doc.folded(end) == "(";
        let again = opens.then(|| self.words.reader.numeral(doc, end + 1)).flatten()?;
        let same = again.form == Form::Plain && (again.value - first.value).abs() < f64::EPSILON;
        (same && doc.folded(again.end) == ")").then_some(again.end + 1)
    }

    /// Whether what looks like a count is an age or a name for what stands around it.
    pub(super) fn kind_in_context(
        &self,
        at: usize,
        end: usize,
        value: f64,
        kind: NumberKind,
    ) -> NumberKind {
        let doc = self.doc;
        let tight = |t: usize, mark: &str| {
            doc.tokens.get(t).is_some_and(|token| token.is_mark(mark) && !token.spaced)
        };
        let joined = tight(end, "-") && doc.tokens.get(end + 1).is_some_and(|t| !t.spaced);
        for from in [Some(end), joined.then_some(end + 1)].into_iter().flatten() {
            if let Some((entry, _)) = self.modifier(from)
                && entry.has("after")
            {
                match &*entry.value {
                    "age" => return NumberKind::Age,
                    "label" => return NumberKind::Label,
                    _ => {}
                }
            }
        }
        if joined && doc.tokens.get(end + 1).is_some_and(|t| t.is_word()) {
            return NumberKind::Label;
        }
        if at >= 2
            && doc.kind(at) == TokenKind::Number
            && !doc.tokens[at].spaced
            && (tight(at - 1, "-") || tight(at - 1, "/"))
            && doc.tokens[at - 2].is_word()
        {
            return NumberKind::Label;
        }
        if self.is_enumerator(at, end) || self.is_part_of_name(at, end) {
            return NumberKind::Label;
        }
        if self.is_age(at, end, value)
            || self.is_age_of_person(at, end, value)
            || self.is_age_then(at, end, value)
        {
            return NumberKind::Age;
        }
        kind
    }

    /// "3) …", "3. …" at the start of a line or of an item in a run of text: "Wounded: 1. …".
    fn is_enumerator(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let opens = doc
            .sentences
            .get(doc.sentence_of(at))
            .is_some_and(|sentence| sentence.tokens.start == at);
        // "Dead: 3. Wounded: 7." counts; "Dead: 1. A B. 2. C D." lists.
        let listed = || {
            let second = |at: usize| doc.folded(at) == "2" && doc.folded(at + 1) == ".";
            doc.folded(at - 1) == ";"
                || doc.folded(at) == "1" && (end..end + LONGEST_ITEM).any(second)
        };
        let in_run = at > 0
            && doc.folded(at).len() <= 2
            && matches!(doc.folded(at - 1), ":" | ";")
            && doc.tokens.get(end + 1).is_some_and(|t| t.is_capitalised())
            && listed();
        (opens || in_run)
            && end == at + 1
            && doc.kind(at) == TokenKind::Number
            && matches!(doc.folded(end), "." | ")")
    }

    /// "Camp Seven"-like names in digits: "at Markazi 2, the blast".
    fn is_part_of_name(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let opens = |t: usize| {
            doc.sentences.get(doc.sentence_of(t)).is_some_and(|sentence| sentence.tokens.start == t)
        };
        at > 0
            && end == at + 1
            && doc.kind(at) == TokenKind::Number
            && doc.folded(at).len() <= 2
            && doc.kind(at - 1) == TokenKind::Capitalised
            && !opens(at - 1)
            && doc.kind(end) == TokenKind::Mark
            && !matches!(doc.folded(end), "%" | "/" | "-")
    }

    /// "a boy of 13".
    fn is_age_of_person(&self, at: usize, end: usize, value: f64) -> bool {
        let doc = self.doc;
        let years = self.years_end(end);
        let noun_follows = years == end
            && doc.kind(end) == TokenKind::Word
            && doc.entry_at(end, self.words.functions).is_none()
            && doc.entry_at(end, self.words.effects).is_none();
        // "two boys of 9 and 12"
        let and = at >= 4
            && doc.kind(at) == TokenKind::Number
            && doc.kind(at - 2) == TokenKind::Number
            && (doc.folded(at - 1) == "," || doc.entry_at(at - 1, self.words.functions).is_some())
            && !noun_follows;
        if and && self.is_age_of_person(at - 2, at - 1, value) {
            return true;
        }
        if years > end && at >= 1 && doc.entry_at(at - 1, self.words.people).is_some() {
            return (1.0..=OLDEST).contains(&value);
        }
        at >= 2
            && (1.0..=OLDEST).contains(&value)
            && !noun_follows
            && doc.entry_at(at - 1, self.words.dates).is_some_and(|entry| entry.has("of"))
            && (self.is_person_behind(at - 2, years > end)
                // ", de 34 años,"
                || years > end && doc.folded(at - 2) == ",")
    }

    /// A word for a person, one adjective behind it passed over ("un ouvrier agricole de 30 ans").
    fn is_person_behind(&self, at: usize, years: bool) -> bool {
        let doc = self.doc;
        let job = |at: usize| {
            doc.entry_at(at, doc.class("people")).is_some_and(|e| e.has("job") && !e.has("plural"))
        };
        let person = |at: usize| {
            doc.entry_at(at, self.words.people).is_some()
                || job(at)
                || years && doc.entry_at(at, self.words.nouns).is_some()
        };
        let behind = doc.entry_at(at, self.words.adjectives).is_some_and(|e| e.has("after"))
            || doc.entry_at(at, self.words.countries).is_some_and(|e| e.has("small"));
        // "a man of 59 and another of 33"
        let another = doc.entry_at(at, doc.class("further")).is_some();
        person(at) || another || at > 0 && behind && person(at - 1)
    }

    /// The token after "years", where that follows a number; else the same token.
    pub(super) fn years_end(&self, at: usize) -> usize {
        let years = self.doc.term_at(at, self.words.dates);
        let years = years.filter(|term| &*self.doc.entry(term).value == "unit:year");
        years.map_or(at, |term| term.end)
    }

    /// "Ivo Barik (28)", "a boy (12)", "two girls (12 and 15)", "a tea picker, 51,",
    /// "a woman, 52 years,".
    fn is_age(&self, at: usize, end: usize, value: f64) -> bool {
        let doc = self.doc;
        if at < 2 || doc.kind(at) != TokenKind::Number || !(1.0..=OLDEST).contains(&value) {
            return false;
        }
        // A line ends without a mark.
        let ends = |t: usize| doc.sentence_of(t) != doc.sentence_of(at);
        let closes = |t: usize| {
            matches!(doc.folded(t), "," | "." | ";" | ")" | "]" | "/" | "|" | "") || ends(t)
        };
        // "A B, about 50, was taken away"
        let about = at >= 3
            && doc.folded(at - 2) == ","
            && self.modifier(at - 1).is_some_and(|(entry, _)| &*entry.value == "about");
        let at = at - usize::from(about);
        let comma = doc.folded(at - 1) == ",";
        if let Some(open) = self.bracket_before(at) {
            let inside = closes(end) || doc.kind(end) == TokenKind::Word;
            return inside && (self.is_person(open - 1) || self.is_of_unknown(open, end));
        }
        // "an apprentice, 18 (injured)"
        let told = |at: usize| doc.entry_at(at, self.words.effects).is_some();
        if comma && doc.folded(end) == "(" && told(end + 1) && doc.tokens[at - 2].is_word() {
            return true;
        }
        // "A B, female, 8"
        let coded = doc.entry_at(at - 2, doc.class("sex_codes")).is_some();
        if comma && closes(end) && (coded || self.is_person(at - 2)) {
            return true;
        }
        let years = self.years_end(end);
        // "Saeed Fara', 40, died"
        let word = doc.tokens[at - 2].is_word()
            || at >= 3 && doc.folded(at - 2) == "'" && doc.tokens[at - 3].is_capitalised();
        let set_off = |end: usize| comma && doc.folded(end) == "," && word;
        if set_off(end) && value >= 3.0 || years > end && set_off(years) {
            return true;
        }
        false
    }

    /// "A junk collector (37)", "killed the rope maker (61)", "his trainee (19) died": a number alone in brackets
    /// behind words unknown to the lexicon that an article or a verb of harm makes one person.
    fn is_of_unknown(&self, open: usize, end: usize) -> bool {
        const LONGEST: usize = 4;
        let doc = self.doc;
        let people = doc.class("people");
        let told = |at: usize| doc.entry_at(at, self.words.effects).is_some();
        let unknown = |at: usize| {
            doc.kind(at) == TokenKind::Word
                && doc.entry_at(at, self.words.functions).is_none()
                && !told(at)
                && doc.entry_at(at, people).is_none_or(|e| !e.has("plural"))
                || doc.entry_at(at, people).is_some_and(|e| !e.has("plural"))
                || doc.tokens[at].is_mark("-") && !doc.tokens[at].spaced
                || doc.entry_at(at, self.words.adjectives).is_some()
        };
        let near = open.saturating_sub(LONGEST)..open;
        let first = near.rev().take_while(|&at| unknown(at)).last();
        let Some(before) = first.and_then(|first| first.checked_sub(1)) else { return false };
        let helped = || doc.entry_at(end + 1, doc.class("auxiliaries")).is_some();
        let befallen = || told(end + 1) || helped() || told(before.saturating_sub(1));
        doc.folded(end) == ")"
            && match doc.entry_at(before, doc.class("determiners")) {
                Some(entry) => {
                    &*entry.value == "indefinite" || entry.has("possessive") || befallen()
                }
                None => doc.folded(before) == ":" && told(before.saturating_sub(1)),
            }
    }

    /// "Y. K., then nine, …", "a boy, now 14, …": an age behind a word that says when.
    pub(super) fn is_age_then(&self, at: usize, end: usize, value: f64) -> bool {
        let doc = self.doc;
        at >= 3
            && (3.0..=OLDEST).contains(&value)
            && value.fract() == 0.0
            && doc.folded(end) == ","
            && doc.folded(at - 2) == ","
            && doc.entry_at(at - 1, doc.class("adverbs")).is_some()
            && (doc.tokens[at - 3].is_word() || doc.folded(at - 3) == ".")
    }

    /// The bracket that a number stands in, behind nothing but other numbers.
    fn bracket_before(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let mut open = at - 1;
        while open > 1
            && at - open < 8
            && (doc.kind(open) == TokenKind::Number
                || doc.folded(open) == ","
                || doc.entry_at(open, self.words.functions).is_some())
        {
            open -= 1;
        }
        (open > 0 && matches!(doc.folded(open), "(" | "[")).then_some(open)
    }

    /// A name, or a word for a person, in running text.
    fn is_person(&self, at: usize) -> bool {
        let doc = self.doc;
        let running = doc
            .sentences
            .get(doc.sentence_of(at))
            .is_some_and(|s| matches!(s.kind, SentenceKind::Body | SentenceKind::Item));
        // "Ivo B. (28)", "A. B., 28,"
        let initial = |at: usize| {
            doc.tokens.get(at).is_some_and(|t| t.is_capitalised() && t.bytes().len() <= 2)
        };
        let told = doc.entry_at(at, self.words.effects).is_some();
        doc.entry_at(at, self.words.people).is_some()
            || running
                && !told
                && (doc.tokens.get(at).is_some_and(|t| t.is_capitalised())
                    || doc.folded(at) == "." && at > 0 && initial(at - 1))
    }
}
