//! People in a text: how many, of what kind, named or not.
//!
//! A mention is a noun for people with its number, article and adjectives ("two of its members",
//! "a 41-year-old man", "the driver"), a bare number that can only count people, a pronoun, or a
//! name. Whether they were harmed is for [`crate::effects`] to say.

use std::ops::Range;

use cairn_model::{CountRange, Sex, VictimGroup};

use crate::doc::Doc;
use crate::lexicon::{Class, Entry};
use crate::mentions::{Number, NumberKind, PlaceMention};
use crate::token::TokenKind;

/// People as one expression names them.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleMention {
    /// All its tokens: article, number, adjectives, noun, name.
    pub tokens: Range<usize>,
    /// How many; `None` where the words do not say.
    pub count: Option<CountRange>,
    /// What kind of mention it is.
    pub kind: PeopleKind,
    /// Civil status that the noun gives.
    pub group: VictimGroup,
    /// Sex that the noun gives.
    pub sex: Option<Sex>,
    /// Age in years.
    pub age: Option<u8>,
    /// Whether the noun says that they are under 18.
    pub child: bool,
    /// Whether the noun says that they are journalists.
    pub journalist: bool,
    /// "the driver", "the four": they have been spoken of, or go without saying.
    pub definite: bool,
    /// Whether the noun is in the plural.
    pub plural: bool,
    /// The noun as an occupation, where it is one.
    pub occupation: Option<String>,
    /// A relative of somebody ("his brother").
    pub kin: bool,
    /// The name.
    pub name: Option<String>,
}

/// What kind of mention it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeopleKind {
    /// With a noun.
    Noun,
    /// A number alone ("three died").
    Bare,
    /// "he", "they".
    Pronoun,
    /// A name alone.
    Name,
    /// "the family", "a patrol": their number is not known.
    Unit,
}

struct Finder<'a, 'd> {
    doc: &'a Doc<'d>,
    numbers: &'a [Number],
    places: &'a [PlaceMention],
    nouns: Class,
    modifiers: Class,
    determiners: Class,
    countries: Class,
    not_places: Class,
    function_words: Class,
    particles: Class,
}

/// Finds people in order of their first token; mentions do not overlap.
pub fn people(doc: &Doc<'_>, numbers: &[Number], places: &[PlaceMention]) -> Vec<PeopleMention> {
    let finder = Finder::new(doc, numbers, places);
    let mut found: Vec<PeopleMention> = Vec::new();
    for sentence in doc.sentences.iter().filter(|sentence| sentence.kind.is_read()) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let floor = found
                .last()
                .map_or(sentence.tokens.start, |last| last.tokens.end.max(sentence.tokens.start));
            let mention = finder
                .noun(at, floor, &sentence.tokens)
                .or_else(|| finder.name(at, &sentence.tokens));
            match mention {
                Some(mention) => {
                    at = mention.tokens.end.max(at + 1);
                    found.push(mention);
                }
                None => at += 1,
            }
        }
    }
    found.extend(finder.bare_numbers(&found));
    found.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
    found
}

impl<'a, 'd> Finder<'a, 'd> {
    fn new(doc: &'a Doc<'d>, numbers: &'a [Number], places: &'a [PlaceMention]) -> Self {
        Self {
            doc,
            numbers,
            places,
            nouns: doc.class("people"),
            modifiers: doc.class("person_modifiers"),
            determiners: doc.class("determiners"),
            countries: doc.class("countries"),
            not_places: doc.class("not_places"),
            function_words: doc.class("function_words"),
            particles: doc.class("name_particles"),
        }
    }

    fn noun(&self, at: usize, floor: usize, sentence: &Range<usize>) -> Option<PeopleMention> {
        let doc = self.doc;
        let term = *doc.term_at(at, self.nouns)?;
        if term.end > sentence.end || at < floor {
            return None;
        }
        let entry = doc.entry(&term);
        if entry.has("relative") {
            return None;
        }
        if entry.has("pronoun") {
            return Some(self.pronoun(at..term.end, entry));
        }
        // "farm workers": the last noun of a run is the head.
        if let Some(next) = doc.term_at(term.end, self.nouns)
            && next.end <= sentence.end
            && !doc.entry(next).has("pronoun")
            && !doc.entry(next).has("relative")
            && !doc.entry(next).has("rest")
            && !entry.has("plural")
            && doc.tokens[term.end].kind == TokenKind::Word
        {
            return None;
        }
        // "the driver's seat", "soldiers' camp".
        let possessive = doc.folded(term.end) == "'s";
        if possessive || self.inside_place(at) {
            return None;
        }
        let head = at..term.end;
        let (start, number, determiner) = self.before(at, floor);
        let plural = entry.has("plural");
        let unit = entry.has("unit");
        let count = match (number, plural) {
            (Some(number), _) if !unit => count_of(&self.numbers[number]),
            (_, false) if !unit => Some(CountRange::exactly(1)),
            _ => None,
        };
        if entry.has("rest") && number.is_none() && determiner.is_none() {
            return None;
        }
        let mut mention = PeopleMention {
            tokens: start..head.end,
            count,
            kind: if unit { PeopleKind::Unit } else { PeopleKind::Noun },
            group: entry.value.parse().unwrap_or(VictimGroup::Unknown),
            sex: entry.get("sex").and_then(|sex| sex.parse().ok()),
            age: None,
            child: entry.has("child"),
            journalist: entry.has("journalist"),
            definite: determiner.is_some_and(|kind| kind == "definite"),
            plural,
            occupation: entry.has("job").then(|| doc.plain(head.clone())),
            kin: entry.has("kin"),
            name: None,
        };
        mention.age = self.age_within(start..head.start);
        self.name_after(&mut mention, sentence);
        if mention.age.is_none() && !plural {
            mention.age = self.age_after(mention.tokens.end, sentence, &mut mention.tokens);
        }
        mention.sex = mention.sex.or_else(|| self.coded_sex(mention.tokens.clone()));
        Some(mention)
    }

    fn pronoun(&self, tokens: Range<usize>, entry: &Entry) -> PeopleMention {
        let plural = entry.has("plural");
        PeopleMention {
            tokens,
            count: (!plural).then_some(CountRange::exactly(1)),
            kind: PeopleKind::Pronoun,
            group: VictimGroup::Unknown,
            sex: entry.get("sex").and_then(|sex| sex.parse().ok()),
            age: None,
            child: false,
            journalist: false,
            definite: true,
            plural,
            occupation: None,
            kin: false,
            name: None,
        }
    }

    /// Goes left over adjectives, nationalities and ages to a number or an article.
    fn before(&self, head: usize, floor: usize) -> (usize, Option<usize>, Option<&str>) {
        let doc = self.doc;
        let mut start = head;
        let mut determiner = None;
        let mut passed = 0;
        while start > floor && passed < 9 {
            let at = start - 1;
            if let Some(number) =
                self.numbers.iter().position(|n| n.tokens.end == start && n.tokens.start >= floor)
            {
                match self.numbers[number].kind {
                    NumberKind::Cardinal => {
                        let first = self.numbers[number].tokens.start;
                        let determiner = (first > floor)
                            .then(|| doc.entry_at(first - 1, self.determiners))
                            .flatten()
                            .map(|entry| &*entry.value);
                        let start = first - usize::from(determiner.is_some());
                        return (start, Some(number), determiner);
                    }
                    _ => {
                        start = self.numbers[number].tokens.start;
                        passed += 1;
                        continue;
                    }
                }
            }
            if let Some(entry) = doc.entry_at(at, self.determiners) {
                determiner = Some(&*entry.value);
                start = at;
                if &*entry.value == "definite" || &*entry.value == "indefinite" {
                    break;
                }
                passed += 1;
                continue;
            }
            let modifier = doc.entry_at(at, self.modifiers).is_some()
                || doc.entry_at(at, self.countries).is_some()
                || doc.tokens[at].is_mark("-") && !doc.tokens[at].spaced
                || doc.kind(at) == TokenKind::AllCapitals && doc.kind(head) == TokenKind::Word
                || doc.entry_at(at, self.nouns).is_some_and(|e| {
                    !e.has("pronoun") && !e.has("relative") && !e.has("plural") && !e.has("rest")
                })
                || self.ends_modifier(at);
            if !modifier {
                break;
            }
            start = at;
            passed += 1;
        }
        (start, None, determiner)
    }

    /// "41-year-old", "forestry": a compound that ends with a word joined by a hyphen.
    fn ends_modifier(&self, at: usize) -> bool {
        let doc = self.doc;
        at >= 1
            && doc.tokens[at - 1].is_mark("-")
            && !doc.tokens[at - 1].spaced
            && !doc.tokens[at].spaced
    }

    fn inside_place(&self, at: usize) -> bool {
        self.places
            .iter()
            .any(|place| place.tokens.contains(&at) && self.doc.tokens[at].is_capitalised())
    }

    fn age_within(&self, tokens: Range<usize>) -> Option<u8> {
        self.numbers
            .iter()
            .find(|n| {
                n.kind == NumberKind::Age
                    && n.tokens.start < tokens.end
                    && n.tokens.end > tokens.start
            })
            .and_then(age_of)
    }

    /// "(28)", ", 36,", "aged 58", "who is 34" right after.
    fn age_after(
        &self,
        at: usize,
        sentence: &Range<usize>,
        tokens: &mut Range<usize>,
    ) -> Option<u8> {
        let number = self.numbers.iter().find(|n| {
            n.kind == NumberKind::Age
                && n.tokens.start >= at
                && n.tokens.start <= at + 4
                && n.tokens.end <= sentence.end
        })?;
        // Nobody else may stand between.
        let between = at..number.core.start;
        if between.clone().any(|i| {
            self.doc.term_at(i, self.nouns).is_some_and(|t| !self.doc.entry(t).has("relative"))
        }) {
            return None;
        }
        tokens.end = tokens.end.max(number.tokens.end);
        age_of(number)
    }

    /// A name right after the noun ("cook, Ajmal Khan"), or after the noun and its employer ("the
    /// operator of the State Television (STV) Rasim Aliyev"): then the employer belongs to the
    /// occupation.
    fn name_after(&self, mention: &mut PeopleMention, sentence: &Range<usize>) {
        if mention.plural || mention.kind == PeopleKind::Unit {
            return;
        }
        let head = mention.tokens.end;
        let mut at = head;
        if self.doc.folded(at) == "," {
            at += 1;
        }
        if let Some(name) = self.capitals(at, sentence)
            && !self.is_place(&name)
            && (name.len() > 1 || at == head)
            && !self.speaks(name.end)
        {
            mention.name = Some(self.doc.plain(name.clone()));
            mention.tokens.end = name.end;
            return;
        }
        if let Some(name) = self.name_after_employer(head, sentence)
            && !self.speaks(name.end)
        {
            let job = mention.occupation.take().unwrap_or_default();
            let employer = self.doc.plain(head..name.start);
            mention.occupation = Some(format!("{job} {employer}").trim().to_owned());
            mention.name = Some(self.doc.plain(name.clone()));
            mention.tokens.end = name.end;
        }
    }

    /// "of the Azerbaijan State News Agency (AZERTAC) Maharram Ibrahimov": the name follows a bracket
    /// or the noun that ends the employer's name.
    fn name_after_employer(&self, head: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let prepositions = doc.class("place_prepositions");
        doc.entry_at(head, prepositions).filter(|e| &*e.value == "of")?;
        let place_nouns = doc.class("place_nouns");
        let mut at = head + 1;
        while at < sentence.end && at < head + 20 {
            let ends_employer = doc.folded(at - 1) == ")"
                || doc.kind(at - 1) == TokenKind::Word
                    && (doc.entry_at(at - 1, place_nouns).is_some()
                        || doc.entry_at(at - 1, self.not_places).is_some());
            if ends_employer
                && let Some(name) = self.capitals(at, sentence)
                && name.len() > 1
            {
                return Some(name);
            }
            let part = doc.tokens[at].is_capitalised()
                || matches!(doc.folded(at), "(" | ")" | "'s" | "-")
                || doc.entry_at(at, self.determiners).is_some()
                || doc.entry_at(at, prepositions).is_some_and(|e| &*e.value == "of")
                || doc.entry_at(at, place_nouns).is_some()
                || doc.entry_at(at, self.not_places).is_some()
                || doc.entry_at(at, doc.class("conjunctions")).is_some_and(|e| &*e.value == "and")
                    && doc.tokens.get(at + 1).is_some_and(|t| t.is_capitalised());
            if !part {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether a reporting verb follows: then the name is a source, not a victim.
    fn speaks(&self, at: usize) -> bool {
        self.doc.term_at(at, self.doc.class("reporting")).is_some()
    }

    /// A name of two words or more, or one with an age or an initial beside it.
    fn name(&self, at: usize, sentence: &Range<usize>) -> Option<PeopleMention> {
        let name = self.capitals(at, sentence)?;
        let first = at == sentence.start;
        if self.is_place(&name) || (first && self.doc.kind(at) == TokenKind::AllCapitals) {
            return None;
        }
        let mut tokens = name.clone();
        let age = self.age_after(name.end, sentence, &mut tokens);
        if name.len() < 2 && age.is_none() {
            return None;
        }
        Some(PeopleMention {
            tokens,
            count: Some(CountRange::exactly(1)),
            kind: PeopleKind::Name,
            group: VictimGroup::Unknown,
            sex: None,
            age,
            child: false,
            journalist: false,
            definite: true,
            plural: false,
            occupation: None,
            kin: false,
            name: Some(self.doc.plain(name)),
        })
    }

    /// A run of capitalised words that may be a person's name.
    fn capitals(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let fits = |i: usize| {
            i < sentence.end
                && doc.kind(i) == TokenKind::Capitalised
                && doc.entry_at(i, self.not_places).is_none_or(|e| &*e.value == "title" && i == at)
                && doc.entry_at(i, self.countries).is_none()
                && (doc.entry_at(i, self.function_words).is_none())
        };
        if !fits(at)
            || at > sentence.start
                && doc.tokens[at - 1].is_capitalised()
                && doc.entry_at(at - 1, self.not_places).is_none()
        {
            return None;
        }
        // "the Ministry of Internal Affairs", "Bank of Ceylon".
        let of_institution = at >= sentence.start + 2
            && doc.entry_at(at - 1, doc.class("place_prepositions")).is_some()
            && doc.entry_at(at - 2, self.not_places).is_some_and(|e| &*e.value == "institution");
        if of_institution {
            return None;
        }
        let mut start = at;
        // A title in front is not part of the name.
        while doc.entry_at(start, self.not_places).is_some() && start < sentence.end {
            start += 1;
            if doc.folded(start) == "." {
                start += 1;
            }
        }
        let mut end = start;
        while end < sentence.end {
            let token = &doc.tokens[end];
            let initial =
                token.is_mark(".") && end > start && doc.str(end - 1..end).chars().count() == 1;
            let joined = token.is_mark("-")
                && !token.spaced
                && end > start
                && doc.tokens.get(end + 1).is_some_and(|t| !t.spaced && t.is_capitalised());
            let particle = end > start
                && doc.term_at(end, self.particles).is_some()
                && doc.tokens.get(end + 1).is_some_and(|t| t.is_capitalised() || t.is_mark("-"));
            if fits(end) || initial || joined || particle {
                end += 1;
            } else {
                break;
            }
        }
        // "Rapid Intervention Battalion": no person.
        if doc.entry_at(end, self.not_places).is_some_and(|e| &*e.value == "institution")
            && !doc.tokens[end].is_mark(",")
        {
            return None;
        }
        // "Musa oglu": a word that belongs to names.
        if end > start && doc.entry_at(end, doc.class("name_endings")).is_some() {
            end += 1;
        }
        (end > start).then_some(start..end)
    }

    fn is_place(&self, name: &Range<usize>) -> bool {
        self.places
            .iter()
            .any(|place| place.tokens.start < name.end && name.start < place.tokens.end)
    }

    /// Whether separators of a list stand on both sides of a name.
    fn stands_in_list(&self, name: &Range<usize>) -> bool {
        let doc = self.doc;
        let before = name.start.checked_sub(1);
        let opens = before.is_none_or(|at| {
            matches!(doc.folded(at), "," | ";" | ":" | "." | ")" | "-")
                || doc.entry_at(at, doc.class("conjunctions")).is_some()
                || doc.entry_at(at, self.nouns).is_some()
                || doc.entry_at(at, self.not_places).is_some_and(|e| &*e.value == "title")
                || doc.entry_at(at, doc.class("auxiliaries")).is_some()
        });
        let closes = matches!(doc.folded(name.end), "," | ";" | "(" | "." | "")
            || doc.entry_at(name.end, doc.class("conjunctions")).is_some();
        opens && closes
    }

    /// "(M/6)", "F/34".
    fn coded_sex(&self, tokens: Range<usize>) -> Option<Sex> {
        let codes = self.doc.class("sex_codes");
        tokens
            .clone()
            .find_map(|at| self.doc.entry_at(at, codes).filter(|_| self.doc.folded(at + 1) == "/"))
            .and_then(|entry| entry.value.parse().ok())
    }

    /// Whether what follows a number is no noun that it could count: a mark, a verb, a preposition.
    fn stands_alone(&self, number: &Number) -> bool {
        let doc = self.doc;
        let at = number.tokens.end;
        let Some(next) = doc.tokens.get(at) else { return true };
        const FOLLOWS: [&str; 7] = [
            "auxiliaries",
            "effects",
            "adverbs",
            "conjunctions",
            "place_prepositions",
            "function_words",
            "reporting",
        ];
        next.kind == TokenKind::Mark && !next.is_mark("-") && !next.is_mark("%")
            || doc.entry_at(at, self.nouns).is_some_and(|entry| entry.has("relative"))
            || FOLLOWS.iter().any(|class| doc.entry_at(at, doc.class(class)).is_some())
    }

    /// Numbers that count people though no noun says so; only where nothing else is counted.
    fn bare_numbers(&self, found: &[PeopleMention]) -> Vec<PeopleMention> {
        let doc = self.doc;
        let taken = |n: &Number| {
            found.iter().any(|m| m.tokens.start < n.tokens.end && n.tokens.start < m.tokens.end)
        };
        self.numbers
            .iter()
            .filter(|n| matches!(n.kind, NumberKind::Cardinal | NumberKind::Ordinal) && !taken(n))
            .filter(|n| doc.sentences[doc.sentence_of(n.tokens.start)].kind.is_read())
            .filter(|n| self.stands_alone(n))
            .map(|n| {
                let before =
                    n.tokens.start.checked_sub(1).and_then(|at| doc.entry_at(at, self.determiners));
                let definite = before.is_some_and(|entry| &*entry.value == "definite");
                let start = n.tokens.start - usize::from(before.is_some());
                PeopleMention {
                    tokens: start..n.tokens.end,
                    count: if n.kind == NumberKind::Ordinal {
                        Some(CountRange::exactly(1))
                    } else {
                        count_of(n)
                    },
                    kind: PeopleKind::Bare,
                    group: VictimGroup::Unknown,
                    sex: None,
                    age: None,
                    child: false,
                    journalist: false,
                    definite,
                    plural: count_of(n) != Some(CountRange::exactly(1)),
                    occupation: None,
                    kin: false,
                    name: None,
                }
            })
            .collect()
    }
}

/// The people that a list names one by one ("A, B (17), his brother C and D", "1. A (M/6). 2. B
/// (F/9)."): single names count here, where commas or numbers stand around them.
pub fn listed(
    doc: &Doc<'_>,
    numbers: &[Number],
    places: &[PlaceMention],
    range: Range<usize>,
) -> Vec<PeopleMention> {
    let finder = Finder::new(doc, numbers, places);
    let mut found: Vec<PeopleMention> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some(name) = finder.capitals(at, &range).filter(|name| {
            finder.stands_in_list(name) && doc.str(name.clone()).chars().count() > 1
        }) else {
            at += 1;
            continue;
        };
        let noun = doc.entry_at(name.start - 1, finder.nouns).filter(|_| name.start > range.start);
        let mut tokens = name.clone();
        let age = finder.age_after(name.end, &range, &mut tokens);
        found.push(PeopleMention {
            count: Some(CountRange::exactly(1)),
            kind: PeopleKind::Name,
            group: noun
                .map_or(VictimGroup::Unknown, |e| e.value.parse().unwrap_or(VictimGroup::Unknown)),
            sex: noun
                .and_then(|e| e.get("sex"))
                .and_then(|sex| sex.parse().ok())
                .or_else(|| finder.coded_sex(tokens.clone())),
            age,
            child: false,
            journalist: false,
            definite: true,
            plural: false,
            occupation: None,
            kin: false,
            name: Some(doc.plain(name)),
            tokens: tokens.clone(),
        });
        at = tokens.end;
    }
    found
}

/// A number as a count of people: whole and not negative.
pub fn count_of(number: &Number) -> Option<CountRange> {
    let whole =
        |value: f64| (value >= 0.0 && value.fract() == 0.0 && value < 1e12).then_some(value);
    let least = whole(number.value.least())?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked whole and small"
    )]
    Some(match number.value.most() {
        Some(most) => CountRange::between(least as u64, whole(most)? as u64),
        None => CountRange::at_least(least as u64),
    })
}

fn age_of(number: &Number) -> Option<u8> {
    let value = number.value.least();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to lie in 0..=110"
    )]
    (value.fract() == 0.0 && (0.0..=110.0).contains(&value)).then_some(value as u8)
}
