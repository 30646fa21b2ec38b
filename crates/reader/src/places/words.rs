//! The words around names of places, and what they say: one question each.

use std::ops::Range;

use crate::doc::Doc;
use crate::lexicon::{Class, Entry};
use crate::segment::SentenceKind;
use crate::terms::Classes;
use crate::token::TokenKind;

use super::Level;

/// The lexicon's classes that this step asks for.
#[derive(Clone, Copy)]
pub(super) struct Words<'a, 'd> {
    pub(super) doc: &'a Doc<'d>,
    nouns: Class,
    prepositions: Class,
    qualifiers: Class,
    not_places: Class,
    particles: Class,
    countries: Class,
    function_words: Class,
    postpositions: Class,
    links: Class,
    conjunctions: Class,
    weekdays: Class,
    buildings: Class,
    people: Class,
    reporting: Class,
    determiners: Class,
    local_offices: Class,
    numbers: Class,
    pub(super) case_rules: Class,
    /// Whether names are inflected and follow each other without a preposition.
    pub(super) cases: bool,
    /// Words for what a headline in capitals tells: never part of a name.
    things: [Class; 5],
    /// Of which classes a word is that begins an element with a small letter.
    beginnings: Classes,
    /// Of which classes a word is that ends a name.
    ends: Classes,
}

impl<'a, 'd> Words<'a, 'd> {
    pub(super) fn of(doc: &'a Doc<'d>) -> Self {
        let things =
            ["device", "explosions", "effects", "people", "reporting"].map(|name| doc.class(name));
        let all = |names: &[&str]| names.iter().map(|name| doc.class(name)).collect::<Vec<_>>();
        let ends =
            ["function_words", "place_prepositions", "not_places", "countries", "place_nouns"];
        let ends: Vec<Class> = all(&ends).into_iter().chain(things).collect();
        let beginnings = ["place_qualifiers", "countries", "name_particles"];
        Self {
            doc,
            beginnings: Classes::of(&all(&beginnings)),
            ends: Classes::of(&ends),
            nouns: doc.class("place_nouns"),
            prepositions: doc.class("place_prepositions"),
            qualifiers: doc.class("place_qualifiers"),
            not_places: doc.class("not_places"),
            particles: doc.class("name_particles"),
            countries: doc.class("countries"),
            function_words: doc.class("function_words"),
            postpositions: doc.class("place_postpositions"),
            links: doc.class("place_links"),
            conjunctions: doc.class("conjunctions"),
            weekdays: doc.class("weekdays"),
            buildings: doc.class("buildings"),
            people: doc.class("people"),
            reporting: doc.class("reporting"),
            determiners: doc.class("determiners"),
            local_offices: doc.class("local_offices"),
            numbers: doc.class("numbers"),
            case_rules: doc.class("name_cases"),
            cases: doc.grammar().cases,
            things,
        }
    }

    /// Whether a name, a country or "the same" may begin here; most tokens are none of them.
    pub(super) fn may_begin_element(&self, at: usize) -> bool {
        self.doc.tokens.get(at).is_some_and(|token| token.is_capitalised())
            || self.doc.has_any(at, self.beginnings)
    }

    /// "district", "village": the noun and where it ends.
    pub(super) fn noun(&self, at: usize) -> Option<(&'a Entry, usize)> {
        let term = self.doc.term_at(at, self.nouns)?;
        let entry = self.doc.entry(term);
        (!entry.has("small") || self.is_unit(at)).then_some((entry, term.end))
    }

    /// "in the directorate of X", "X directorate", and not "the police directorate", "Directorate of …":
    /// a noun that is a unit's only where it is written small and nothing says of what it is an office.
    fn is_unit(&self, at: usize) -> bool {
        let doc = self.doc;
        let before = at.checked_sub(1);
        let free = before.is_none_or(|at| {
            doc.kind(at) != TokenKind::Word
                || self.is_function_word(at)
                || self.preposition(at).is_some()
        });
        doc.kind(at) == TokenKind::Word && free
    }

    /// Whether a noun that is part of names ("Mount", "Lake") stands here.
    pub(super) fn is_part(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|(entry, _)| entry.has("part"))
    }

    pub(super) fn is_road(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|(entry, _)| &*entry.value == "road")
    }

    /// Whether a noun for a place stands here that with a small letter may be a body's ("agency").
    pub(super) fn is_body(&self, at: usize) -> bool {
        self.doc.tokens.get(at).is_some_and(|token| !token.is_capitalised())
            && self.doc.entry_at(at, self.nouns).is_some_and(|noun| noun.has("body"))
    }

    pub(super) fn country(&self, at: usize) -> Option<(&'a Entry, usize)> {
        let term = self.doc.term_at(at, self.countries)?;
        let entry = self.doc.entry(term);
        let token = |at: usize| self.doc.tokens.get(at);
        let joins = at > 0
            && token(at).is_some_and(|token| token.is_capitalised())
            && self.doc.sentence_of(at - 1) == self.doc.sentence_of(at)
            && token(at - 1).is_some_and(|token| token.is_word());
        // With a capital inside a sentence, what is written small is part of a name ("Caño Indio"); so is an
        // adjective behind a capital with no noun that it could belong to ("Hai Thai, …").
        let alone = entry.has("adjective")
            && !token(term.end).is_some_and(|token| token.is_word() || token.is_mark("-"))
            && token(at.wrapping_sub(1)).is_some_and(|token| token.kind == TokenKind::Capitalised)
            && !self.is_function_word(at.wrapping_sub(1));
        let name = joins && (entry.has("small") || alone);
        (!name).then_some((entry, term.end))
    }

    pub(super) fn is_qualifier(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.qualifiers).is_some()
    }

    /// Whether the language writes the qualifier here with a small letter.
    pub(super) fn is_written_small(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.qualifiers).is_some_and(|entry| entry.has("small"))
    }

    /// Where a qualifier that begins here ends.
    pub(super) fn qualifier_end(&self, at: usize) -> Option<usize> {
        self.doc.term_at(at, self.qualifiers).map(|term| term.end)
    }

    /// "the same".
    pub(super) fn is_same(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.qualifiers).is_some_and(|e| &*e.value == "same")
    }

    pub(super) fn is_particle(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.particles).is_some()
    }

    pub(super) fn is_and(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.conjunctions).is_some_and(|e| &*e.value == "and")
    }

    pub(super) fn is_function_word(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.function_words).is_some()
    }

    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.doc.folded(at) == "'s"
    }

    pub(super) fn is_weekday(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.weekdays).is_some()
    }

    /// "the headman of X", "X mayor": the office held in a place that ends before a token, or begins there.
    pub(super) fn local_office(&self, of: Option<usize>, behind: usize) -> Option<&'a Entry> {
        let begins = |at: usize| self.doc.term_at(at, self.local_offices);
        let ends = |of: usize| {
            let mut starts = of.saturating_sub(LONGEST_OFFICE)..of;
            starts.find_map(|at| begins(at).filter(|term| term.end == of))
        };
        let term = begins(behind).or_else(|| of.and_then(ends))?;
        Some(self.doc.entry(term))
    }

    /// "a", "the".
    pub(super) fn is_article(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.determiners).is_some()
    }

    /// A weekday's short form with a column behind it, or a mark: "Tue  Orash", "Tue | Orash".
    pub(super) fn is_row_weekday(&self, at: usize) -> bool {
        let doc = self.doc;
        let short = doc.entry_at(at, self.weekdays).is_some_and(|entry| entry.has("weak"));
        let (Some(day), Some(next)) = (doc.tokens.get(at), doc.tokens.get(at + 1)) else {
            return false;
        };
        let gap = &doc.text[day.end as usize..next.start as usize];
        short && (gap.len() > 1 || gap.contains('\t') || next.kind != TokenKind::Capitalised)
    }

    /// A noun for people stands here, alone or after a word for their kind.
    pub(super) fn is_people(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.people).is_some()
    }

    /// "son", "wife": somebody's.
    pub(super) fn is_kin(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.people).is_some_and(|entry| entry.has("kin"))
    }

    pub(super) fn is_reporting(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.reporting).is_some_and(|e| &*e.value == "says")
    }

    /// "institution", "title", "group", "calendar".
    pub(super) fn not_place(&self, at: usize) -> Option<&'a str> {
        self.doc.entry_at(at, self.not_places).map(|e| &*e.value)
    }

    /// The same of the term that ends before a token ("law enforcement bodies").
    pub(super) fn not_place_ending(&self, end: usize) -> Option<&'a str> {
        (end.saturating_sub(LONGEST_OFFICE)..end).find_map(|at| {
            let term = self.doc.term_at(at, self.not_places)?;
            (term.end == end).then(|| &*self.doc.entry(term).value)
        })
    }

    pub(super) fn is_institution(&self, at: usize) -> bool {
        self.not_place(at) == Some("institution")
            && self.noun(at).is_none_or(|(noun, _)| !noun.has("small"))
    }

    /// "school", "post": an institution that is a building, written small.
    pub(super) fn is_building(&self, at: usize) -> bool {
        self.doc.kind(at) == TokenKind::Word && self.doc.entry_at(at, self.buildings).is_some()
    }

    /// The value of the preposition here: where, near, on, between, way, from, other, of.
    pub(super) fn preposition(&self, at: usize) -> Option<&'a str> {
        self.doc.entry_at(at, self.prepositions).map(|e| &*e.value)
    }

    /// Whether a word behind a name says that something happens there ("X yaxınlığında").
    pub(super) fn is_postposition(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.postpositions).is_some()
    }

    pub(super) fn is_of(&self, at: usize) -> bool {
        self.preposition(at) == Some("of")
    }

    /// The value of the longest preposition that ends with this token, and where it begins.
    pub(super) fn preposition_ending(&self, at: usize, from: usize) -> Option<(&'a str, usize)> {
        (from.max(at.saturating_sub(5))..=at).find_map(|start| {
            let term = self.doc.term_at(start, self.prepositions)?;
            (term.end == at + 1).then(|| (&*self.doc.entry(term).value, start))
        })
    }

    /// Where a term ends that may stand between two names of one chain.
    pub(super) fn link_end(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let of = |class: Class| doc.term_at(at, class).map(|term| term.end);
        let preposition = doc
            .term_at(at, self.prepositions)
            .filter(|term| matches!(&*doc.entry(term).value, "where" | "near" | "of"));
        preposition
            .map(|term| term.end)
            .or_else(|| of(self.links))
            .or_else(|| of(self.qualifiers))
            .or_else(|| of(self.nouns))
    }

    /// Where words end that say of a name before them that what follows lies in it.
    pub(super) fn below_end(&self, at: usize) -> Option<usize> {
        let term = self.doc.term_at(at, self.links)?;
        (&*self.doc.entry(term).value == "below").then_some(term.end)
    }

    /// Whether a word begins here that only ties names to each other.
    pub(super) fn is_link(&self, at: usize) -> bool {
        self.doc.term_at(at, self.links).is_some()
    }

    /// "20 km", "some 300 metres": a distance, in front of "from" or "east of".
    pub(super) fn is_distance(&self, at: usize) -> bool {
        let doc = self.doc;
        let unit = |at: usize| {
            doc.entry_at(at, self.links).is_some_and(|entry| &*entry.value == "distance")
        };
        let number = doc.kind(at) == TokenKind::Number || doc.entry_at(at, self.numbers).is_some();
        unit(at) || number && unit(at + 1)
    }

    /// "in Sanski Most", "at Am Timan": a small word with a capital in the midst of running text is one of a
    /// name.
    fn is_capital_inside(&self, at: usize) -> bool {
        let doc = self.doc;
        let body = || {
            let sentence = &doc.sentences[doc.sentence_of(at)];
            sentence.kind == SentenceKind::Body && at > sentence.tokens.start
        };
        let word = |at: usize| doc.tokens.get(at).is_some_and(|token| token.is_word());
        let named = || {
            doc.kind(at - 1) == TokenKind::Capitalised || doc.kind(at + 1) == TokenKind::Capitalised
        };
        doc.kind(at) == TokenKind::Capitalised && body() && word(at - 1) && named()
    }

    /// Words that no name of a place goes on with.
    pub(super) fn ends_name(&self, at: usize, shouting: bool) -> bool {
        let doc = self.doc;
        if !doc.has_any(at, self.ends) {
            return false;
        }
        // "US", "WHO": in capitals they are no function words, unless everything is.
        let small_word = (self.is_function_word(at) || self.preposition(at).is_some())
            && (shouting || doc.kind(at) != TokenKind::AllCapitals)
            && !self.is_particle(at)
            && !self.is_capital_inside(at);
        small_word
            || self.not_place(at).is_some()
            || self.country(at).is_some()
            || self.noun(at).is_some_and(|(entry, _)| !entry.has("part"))
            || self.things.iter().any(|&class| doc.entry_at(at, class).is_some())
    }
}

/// Words of the longest name of an office.
const LONGEST_OFFICE: usize = 6;

/// Whether a sentence is set in capitals, so that capitals tell nothing.
pub(super) fn is_shouting(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let tokens = &doc.tokens[sentence.clone()];
    let loud = tokens.iter().filter(|token| token.kind == TokenKind::AllCapitals).count();
    let all = || tokens.iter().filter(|t| t.is_word() && t.folded.len() > 1).count();
    loud > 2 && loud * 4 >= all() * 3
}

pub(super) fn level_of(value: &str) -> Level {
    match value {
        "district" => Level::District,
        "province" | "region" => Level::Province,
        "country" => Level::Country,
        _ => Level::Settlement,
    }
}
