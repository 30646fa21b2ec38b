//! Places named in a text: chains from fine to coarse, and which of them says where.
//!
//! A name is a run of capitalised words. Nouns beside it ("village of", "district"), the
//! preposition before it, its neighbours in a chain and the gazetteer say that it is a place and of
//! which level. What stands in the name of an institution ("Kyaukme hospital") is not where it
//! happened.

use std::ops::Range;

use cairn_model::Place;

use crate::doc::Doc;
use crate::mentions::{PlaceMention, PlaceRole};
use crate::token::TokenKind;

/// How fine a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Village, town, quarter, named locality.
    Settlement,
    /// District, municipality, county, township.
    District,
    /// Province, region, governorate.
    Province,
    /// Country.
    Country,
}

/// What a gazetteer knows of a name; the reader asks through this so that it can be tested without.
pub trait KnownPlaces {
    /// The coarsest level on which the name is well known, `None` when it is not known at all.
    fn level(&self, name: &str) -> Option<Level>;
}

/// Knows no place.
pub struct NoPlaces;

impl KnownPlaces for NoPlaces {
    fn level(&self, _name: &str) -> Option<Level> {
        None
    }
}

/// One name with what is around it.
#[derive(Clone, Debug)]
struct Element {
    /// With its nouns ("village of X").
    tokens: Range<usize>,
    name: String,
    level: Option<Level>,
    role: PlaceRole,
    /// Whether something besides capitals says that it is a place.
    certain: bool,
    adjective: bool,
    road: bool,
}

struct Classes {
    nouns: crate::lexicon::Class,
    prepositions: crate::lexicon::Class,
    qualifiers: crate::lexicon::Class,
    not_places: crate::lexicon::Class,
    particles: crate::lexicon::Class,
    countries: crate::lexicon::Class,
    function_words: crate::lexicon::Class,
    links: crate::lexicon::Class,
}

/// Finds the places of a text in order.
pub fn places(doc: &Doc<'_>, known: &dyn KnownPlaces) -> Vec<PlaceMention> {
    let classes = Classes {
        nouns: doc.class("place_nouns"),
        prepositions: doc.class("place_prepositions"),
        qualifiers: doc.class("place_qualifiers"),
        not_places: doc.class("not_places"),
        particles: doc.class("name_particles"),
        countries: doc.class("countries"),
        function_words: doc.class("function_words"),
        links: doc.class("place_links"),
    };
    let finder = Finder { doc, known, classes };
    let mut mentions = Vec::new();
    for sentence in &doc.sentences {
        if sentence.kind.is_read() {
            let elements = finder.elements(sentence.tokens.clone());
            finder.chains(elements, &mut mentions);
        }
    }
    mentions
}

struct Finder<'a, 'd> {
    doc: &'a Doc<'d>,
    known: &'a dyn KnownPlaces,
    classes: Classes,
}

impl Finder<'_, '_> {
    fn elements(&self, sentence: Range<usize>) -> Vec<Element> {
        let mut elements = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some(country) = self.country(at, &sentence) {
                at = country.tokens.end;
                elements.push(country);
                continue;
            }
            match self.name(at, &sentence) {
                Some(name) => {
                    let next = name.end;
                    if let Some(element) = self.element(name, &sentence) {
                        at = element.tokens.end.max(next);
                        elements.push(element);
                    } else {
                        at = next;
                    }
                }
                None => at += 1,
            }
        }
        elements
    }

    fn country(&self, at: usize, sentence: &Range<usize>) -> Option<Element> {
        let doc = self.doc;
        let term = doc.term_at(at, self.classes.countries)?;
        if term.end > sentence.end || !doc.tokens[at].is_capitalised() {
            return None;
        }
        // "Georgia Street", "New Guinea mission": a longer capitalised name is no country.
        let entry = doc.entry(term);
        let adjective = entry.has("adjective");
        let possessive = doc.folded(term.end) == "'s";
        let role = match self.preposition_before(at, sentence) {
            Some("where") if !adjective => PlaceRole::Where,
            _ if adjective || possessive => PlaceRole::Passing,
            _ => PlaceRole::Other,
        };
        Some(Element {
            tokens: at..term.end,
            name: entry.value.to_string(),
            level: Some(Level::Country),
            role,
            certain: true,
            adjective: adjective || possessive,
            road: false,
        })
    }

    /// A run of capitalised words with the particles and hyphens inside it.
    fn name(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        if !self.may_begin_name(at, sentence) {
            return None;
        }
        let mut end = at + 1;
        loop {
            let here = doc.tokens.get(end).filter(|_| end < sentence.end);
            let Some(token) = here else { break };
            let joined = token.is_mark("-") && !token.spaced;
            if joined {
                let after = doc
                    .tokens
                    .get(end + 1)
                    .filter(|t| !t.spaced && (t.is_word() || t.kind == TokenKind::Number));
                match after {
                    Some(_) if end + 1 < sentence.end => end += 2,
                    _ => break,
                }
                continue;
            }
            if token.is_capitalised() && !self.ends_name(end) {
                end += 1;
                continue;
            }
            // "Khabb wa ash Sha'af": particles when a capital follows them.
            let particles = (end..sentence.end)
                .take_while(|&i| {
                    doc.term_at(i, self.classes.particles).is_some()
                        || doc.tokens[i].is_mark("-") && !doc.tokens[i].spaced
                })
                .count();
            if particles > 0
                && doc.tokens.get(end + particles).is_some_and(|t| t.is_capitalised())
                && end + particles < sentence.end
                && !self.ends_name(end + particles)
            {
                end += particles + 1;
                continue;
            }
            // "Hill 350", "Maaji 2": a number ends a name that a feature noun began.
            if token.kind == TokenKind::Number
                && token.folded.len() <= 4
                && token.spaced
                && doc.entry_at(at, self.classes.nouns).is_some()
            {
                end += 1;
            }
            break;
        }
        Some(at..end)
    }

    fn may_begin_name(&self, at: usize, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let token = &doc.tokens[at];
        let capitalised = token.is_capitalised();
        let particle = doc.term_at(at, self.classes.particles).is_some()
            && doc.tokens.get(at + 1).is_some_and(|t| t.is_mark("-") && !t.spaced)
            && doc.tokens.get(at + 2).is_some_and(|t| t.is_capitalised());
        if !(capitalised || particle) || self.ends_name(at) {
            return false;
        }
        let first = at == sentence.start || doc.folded(at.saturating_sub(1)) == "\"";
        !(first && doc.entry_at(at, self.classes.function_words).is_some())
    }

    /// Words that no name of a place goes on with.
    fn ends_name(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.entry_at(at, self.classes.not_places).is_some()
            || doc.entry_at(at, self.classes.function_words).is_some()
                && doc.kind(at) != TokenKind::AllCapitals
                && doc.entry_at(at, self.classes.particles).is_none()
            || doc.entry_at(at, self.classes.countries).is_some()
            || doc.entry_at(at, self.classes.nouns).is_some_and(|e| !e.has("part"))
    }

    fn element(&self, name: Range<usize>, sentence: &Range<usize>) -> Option<Element> {
        let doc = self.doc;
        let mut tokens = name.clone();
        let mut level = None;
        let mut certain = false;
        let mut road = false;
        // "Kalbajar district", "Leih area", "al-Bal'as mountains".
        let after = name.end;
        let mut text = name.clone();
        if let Some(term) = doc.term_at(after, self.classes.nouns).filter(|t| t.end <= sentence.end)
        {
            let entry = doc.entry(term);
            road = &*entry.value == "road";
            level = Some(level_of(&entry.value));
            certain = true;
            tokens.end = term.end;
            if entry.has("part") {
                text.end = term.end;
            }
        }
        // "the village of Susuzlug", "Mount Avital" (the noun is in the name already).
        if let Some((start, noun)) = self.noun_before(name.start, sentence) {
            if level.is_none() || level == Some(Level::Settlement) && noun != Level::Settlement {
                level = Some(noun);
            }
            certain = true;
            tokens.start = start;
        }
        if doc.entry_at(name.start, self.classes.nouns).is_some_and(|e| e.has("part"))
            && name.len() > 1
        {
            level = level.or(Some(Level::Settlement));
            certain = true;
        }
        if self.is_institution(&tokens, sentence) {
            return None;
        }
        let mut role = match self.preposition_before(tokens.start, sentence) {
            Some("where" | "between") => PlaceRole::Where,
            Some("other") => PlaceRole::Other,
            Some(_) => PlaceRole::Where,
            None if certain => PlaceRole::Where,
            // "4 March, Talish.": the head of an entry.
            None if sentence.len() <= 12 && self.after_comma(tokens.start, sentence) => {
                PlaceRole::Where
            }
            None => PlaceRole::Passing,
        };
        if self.is_dateline(&name, sentence) {
            role = PlaceRole::Dateline;
            certain = true;
        }
        let spelled = doc.plain(text);
        let known = self.known.level(&spelled);
        if known.is_some() {
            certain = true;
        }
        let preposition = self.preposition_before(tokens.start, sentence);
        if !certain
            && !matches!(preposition, Some("where" | "between"))
            && !self.after_comma(tokens.start, sentence)
        {
            return None;
        }
        Some(Element {
            tokens,
            name: spelled,
            level: level.or(known.filter(|l| *l != Level::Settlement)),
            role,
            certain,
            adjective: false,
            road,
        })
    }

    /// "village of X", "district of X", "the X"; gives where the noun phrase begins.
    fn noun_before(&self, name: usize, sentence: &Range<usize>) -> Option<(usize, Level)> {
        let doc = self.doc;
        // The noun may stand up to three tokens before: "village of the", "city of", "hamlet of".
        for back in 1..=4 {
            let at = name.checked_sub(back).filter(|at| *at >= sentence.start)?;
            if let Some(term) = doc.term_at(at, self.classes.nouns) {
                let between = term.end..name;
                if term.end > name {
                    continue;
                }
                let linked = between.clone().all(|i| {
                    doc.entry_at(i, self.classes.prepositions).is_some_and(|e| &*e.value == "of")
                        || doc.entry_at(i, self.classes.qualifiers).is_some()
                });
                let names_it = between.is_empty()
                    || between.clone().any(|i| {
                        doc.entry_at(i, self.classes.prepositions)
                            .is_some_and(|e| &*e.value == "of")
                    });
                let follows_name = between.is_empty()
                    && at > sentence.start
                    && doc.tokens[at - 1].is_capitalised();
                if linked && names_it && !follows_name && !doc.tokens[at].is_capitalised() {
                    return Some((at, level_of(&doc.entry(term).value)));
                }
            }
        }
        None
    }

    /// The kind of preposition in front of a name, articles and adjectives between passed over.
    fn preposition_before(&self, at: usize, sentence: &Range<usize>) -> Option<&str> {
        let doc = self.doc;
        let mut before = at;
        for _ in 0..7 {
            before = before.checked_sub(1).filter(|b| *b >= sentence.start)?;
            // A longer term that ends just here decides ("on the way to").
            for back in (0..5).rev() {
                let Some(start) = before.checked_sub(back).filter(|s| *s >= sentence.start) else {
                    continue;
                };
                if let Some(term) = doc.term_at(start, self.classes.prepositions)
                    && term.end == before + 1
                {
                    return Some(&doc.entry(term).value);
                }
            }
            let passes = doc.entry_at(before, self.classes.qualifiers).is_some()
                || doc.entry_at(before, self.classes.countries).is_some()
                || doc.folded(before) == "'s"
                || doc.folded(before) == "-"
                || doc.entry_at(before, self.classes.nouns).is_some();
            if !passes {
                return None;
            }
        }
        None
    }

    fn after_comma(&self, at: usize, sentence: &Range<usize>) -> bool {
        at > sentence.start && self.doc.folded(at - 1) == ","
    }

    /// Whether the name stands in the name of an institution or right before a person's.
    fn is_institution(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let kind = |at: usize| {
            (at < sentence.end)
                .then(|| doc.entry_at(at, self.classes.not_places))
                .flatten()
                .map(|e| &*e.value)
        };
        let mut after = tokens.end;
        // "Aghdam District Prosecutor's Office", "Bab al-Hawa hospital", "Ghazni provincial police".
        if doc.tokens.get(after).is_some_and(|t| t.kind == TokenKind::Word) && kind(after).is_none()
        {
            after += 1;
        }
        let follows = kind(tokens.end) == Some("institution")
            || kind(after) == Some("institution") && doc.kind(tokens.end) != TokenKind::Mark;
        let title = tokens.start > sentence.start
            && doc.tokens[tokens.start - 1].is_capitalised()
            && doc
                .entry_at(tokens.start - 1, self.classes.not_places)
                .is_some_and(|e| matches!(&*e.value, "title"));
        // "the Ministry of Defence", "Bank of Georgia".
        let of = tokens.start >= sentence.start + 2
            && doc
                .entry_at(tokens.start - 1, self.classes.prepositions)
                .is_some_and(|e| &*e.value == "of")
            && kind(tokens.start - 2) == Some("institution");
        follows || title || of
    }

    /// "BAKU, June 4 (Agency) -", "SURIN -", "QUETTA:" at the head of a paragraph.
    fn is_dateline(&self, name: &Range<usize>, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let opens_paragraph = name.start == sentence.start
            && doc.sentence_of(name.start).checked_sub(1).is_none_or(|before| {
                doc.sentences[before].paragraph
                    != doc.sentences[doc.sentence_of(name.start)].paragraph
            });
        if !opens_paragraph {
            return false;
        }
        let capitals = name.clone().all(|at| {
            let letters = doc.str(at..at + 1).chars().filter(|c| c.is_alphabetic());
            letters.clone().next().is_none() || letters.clone().all(char::is_uppercase)
        });
        (name.end..sentence.end.min(name.end + 16))
            .find(|&at| {
                let token = &doc.tokens[at];
                token.spaced
                    && token.folded.chars().all(|c| c == '-')
                    && token.kind == TokenKind::Mark
                    || capitals && token.is_mark(":")
            })
            .is_some_and(|_| capitals || doc.folded(name.end) == "," || doc.folded(name.end) == "(")
    }

    /// Joins names that follow each other into chains, each a mention.
    fn chains(&self, elements: Vec<Element>, mentions: &mut Vec<PlaceMention>) {
        let mut chain: Vec<Element> = Vec::new();
        for element in elements {
            let goes_on = chain.last().is_some_and(|last| self.linked(last, &element));
            if !goes_on {
                finish(&mut chain, mentions);
            }
            chain.push(element);
        }
        finish(&mut chain, mentions);
    }

    /// Whether `next` says more coarsely where `last` lies.
    fn linked(&self, last: &Element, next: &Element) -> bool {
        let doc = self.doc;
        // "Azerbaijan's Kelbajar district", "the Georgian district": a country in front.
        if last.level == Some(Level::Country) && last.adjective {
            let between = last.tokens.end..next.tokens.start;
            return between.len() <= 3
                && between.clone().all(|at| {
                    doc.folded(at) == "'s"
                        || doc.entry_at(at, self.classes.qualifiers).is_some()
                        || doc.entry_at(at, self.classes.nouns).is_some()
                });
        }
        if last.level == Some(Level::Country) || last.role == PlaceRole::Dateline {
            return false;
        }
        if let (Some(a), Some(b)) = (last.level, next.level)
            && b < a
        {
            return false;
        }
        let between = last.tokens.end..next.tokens.start;
        if between.is_empty() || between.len() > 8 {
            return false;
        }
        between.clone().all(|at| {
            doc.folded(at) == ","
                || doc.folded(at) == "("
                || doc.entry_at(at, self.classes.links).is_some()
                || doc.entry_at(at, self.classes.qualifiers).is_some()
                || doc.entry_at(at, self.classes.nouns).is_some()
                || doc
                    .entry_at(at, self.classes.prepositions)
                    .is_some_and(|e| matches!(&*e.value, "where" | "of"))
        })
    }
}

fn level_of(value: &str) -> Level {
    match value {
        "district" => Level::District,
        "province" | "region" => Level::Province,
        "country" => Level::Country,
        _ => Level::Settlement,
    }
}

/// Makes a mention of a chain: the first name is the finest unless a noun or the gazetteer says
/// that it is a district or coarser.
fn finish(chain: &mut Vec<Element>, mentions: &mut Vec<PlaceMention>) {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else {
        return;
    };
    let tokens = first.tokens.start..last.tokens.end;
    let named: Vec<&Element> = chain.iter().filter(|e| e.level != Some(Level::Country)).collect();
    let country = chain.iter().find(|e| e.level == Some(Level::Country)).map(|e| e.name.clone());
    let role = named.first().map_or(first.role, |e| {
        if named.iter().any(|e| e.role == PlaceRole::Where) && e.role == PlaceRole::Passing {
            PlaceRole::Where
        } else {
            e.role
        }
    });
    let certain = chain.iter().any(|e| e.certain);
    let (mut settlement, mut district) = (None, None);
    for (number, element) in named.iter().enumerate() {
        let coarse = matches!(element.level, Some(Level::District | Level::Province));
        if number == 0 && !coarse {
            settlement = Some(element.name.clone());
        } else if district.is_none() {
            district = Some(element.name.clone());
        }
    }
    if certain || role == PlaceRole::Where {
        let fineness = match (&settlement, &district, named.first()) {
            (Some(_), _, Some(first)) if first.road => 3,
            (Some(_), Some(_), _) => 6,
            (Some(_), None, _) => 5,
            (None, Some(_), Some(first)) if first.level == Some(Level::Province) => 2,
            (None, Some(_), _) => 4,
            _ => 0,
        };
        mentions.push(PlaceMention { tokens, settlement, district, country, fineness, role });
    }
    chain.clear();
}

impl PlaceMention {
    /// The names as a place of the model, not yet resolved.
    pub fn place(&self) -> Place {
        Place {
            settlement: self.settlement.clone(),
            district: self.district.clone(),
            country: self.country.clone(),
            ..Place::default()
        }
    }

    /// How much it says; see [`PlaceMention::fineness`].
    pub const fn detail(&self) -> u8 {
        self.fineness
    }
}

/// The country that a text is about, as it names it: the one named most often, earliest first.
pub fn country_of(doc: &Doc<'_>, places: &[PlaceMention]) -> Option<String> {
    let code = doc.meta.country.as_deref();
    let class = doc.class("countries");
    let of_meta = |name: &str| {
        code.is_some_and(|code| {
            doc.lexicon.entries(class).any(|e| &*e.value == name && e.get("code") == Some(code))
        })
    };
    let mut counted: Vec<(String, usize)> = Vec::new();
    for name in places.iter().filter_map(|place| place.country.as_ref()) {
        match counted.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name.clone(), 1)),
        }
    }
    if let Some((name, _)) = counted.iter().find(|(name, _)| of_meta(name)) {
        return Some(name.clone());
    }
    if code.is_some() {
        // The text never names the country that the document is said to be about.
        return None;
    }
    counted
        .into_iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(name, _)| name)
}
