//! Single names with what the words around them say: of which level they are, and whether something
//! happens there.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::heads::LONGEST_HEAD;
use super::names::{self, is_dateline, is_half_a_word};
use super::ties::{Tie, tie_of};
use super::words::{Words, is_shouting, level_of};
use super::{KnownPlaces, Level};
use crate::endings::Ending;
use crate::token::TokenKind;

/// One name with what is around it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// With its nouns ("village of X").
    pub(super) tokens: Range<usize>,
    pub(super) name: String,
    pub(super) level: Option<Level>,
    pub(super) tie: Tie,
    /// Whether something besides capitals says that it is a place.
    pub(super) certain: bool,
    /// A country's adjective or possessive.
    pub(super) adjective: bool,
    pub(super) kind: Kind,
    /// "districts of X": others of its kind follow.
    pub(super) plural: bool,
    /// "Şırnak'ın …", "X rayonunun …": what follows lies in it.
    pub(super) above: bool,
}

/// What kind of settlement-like place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    /// A road, which passes many places.
    Road,
    /// A street by its name ("Gubio Road"), which lies in a town.
    Street,
    /// A part of a town.
    Quarter,
    /// "the same district": what was named before.
    Same,
}

/// What a text has named so far.
#[derive(Default)]
pub(super) struct Seen {
    /// Names of places.
    pub(super) names: FxHashSet<String>,
    /// Sentences with names that may turn out to be places' later in the text.
    pub(super) unsettled: Vec<(usize, String)>,
}

/// Finds names and what ties them.
pub(super) struct Finder<'a, 'd> {
    pub(super) words: Words<'a, 'd>,
    pub(super) known: &'a dyn KnownPlaces,
}

impl Finder<'_, '_> {
    /// The names of a sentence in order. `seen` are the names known from earlier sentences.
    pub(super) fn elements(&self, sentence: Range<usize>, seen: &mut Seen) -> Vec<Element> {
        let shouting = is_shouting(self.words.doc, &sentence);
        let mut elements: Vec<Element> = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            if !self.words.may_begin_element(at) {
                at += 1;
                continue;
            }
            let found = self
                .same(at, &sentence)
                .or_else(|| self.country(at, &sentence))
                .map(|element| (element.tokens.end, Some(element)))
                .or_else(|| {
                    let name = names::name(&self.words, at, &sentence, shouting)?;
                    let name = self.with_and(name, &sentence, shouting);
                    let next = name.end;
                    let element = self.element(name, &elements, &sentence, shouting, seen);
                    Some((element.as_ref().map_or(next, |e| e.tokens.end.max(next)), element))
                });
            match found {
                Some((next, element)) => {
                    at = next.max(at + 1);
                    elements.extend(element);
                }
                None => at += 1,
            }
        }
        self.share_plurals(&mut elements);
        elements
    }

    /// "Jammu and Kashmir": two words joined, where the gazetteer knows them as one name.
    fn with_and(
        &self,
        name: Range<usize>,
        sentence: &Range<usize>,
        shouting: bool,
    ) -> Range<usize> {
        let and = name.end;
        if and + 1 >= sentence.end || !self.words.is_and(and) {
            return name;
        }
        let Some(second) = names::name(&self.words, and + 1, sentence, shouting) else {
            return name;
        };
        let both = name.start..second.end;
        let spelled = self.words.doc.plain(both.clone());
        if self.known.level(&spelled).is_some() { both } else { name }
    }

    /// "the Tartar and Aghdam districts": the noun is of both.
    fn share_plurals(&self, elements: &mut [Element]) {
        for at in (1..elements.len()).rev() {
            let (before, rest) = elements.split_at_mut(at);
            let (Some(last), Some(next)) = (before.last_mut(), rest.first()) else { continue };
            let mut gap = last.tokens.end..next.tokens.start;
            let joined = gap.len() <= 2
                && !gap.is_empty()
                && gap.all(|i| self.words.is_and(i) || self.words.doc.folded(i) == ",");
            if joined && next.plural && last.level.is_none() {
                last.level = next.level;
                last.certain = true;
                last.plural = true;
            }
        }
    }

    /// "elsewhere in the same district".
    fn same(&self, at: usize, sentence: &Range<usize>) -> Option<Element> {
        if !self.words.is_same(at) {
            return None;
        }
        let (noun, end) = self.words.noun(self.words.qualifier_end(at)?)?;
        let doc = self.words.doc;
        if end > sentence.end || doc.tokens.get(end).is_some_and(|t| t.is_capitalised()) {
            return None;
        }
        Some(Element {
            tokens: at..end,
            name: String::new(),
            level: Some(level_of(&noun.value)),
            tie: self.tie(at, sentence).or_else(|| self.tie_behind(end)).unwrap_or(Tie::Passing),
            certain: true,
            adjective: false,
            kind: Kind::Same,
            plural: false,
            above: false,
        })
    }

    fn country(&self, at: usize, sentence: &Range<usize>) -> Option<Element> {
        let doc = self.words.doc;
        let (entry, end) = self.words.country(at)?;
        // Where adjectives of countries take no capital, only their endings tell them.
        let small = entry.has("small") || entry.has("adjective") && self.words.cases;
        if end > sentence.end || !(doc.tokens[at].is_capitalised() || small) {
            return None;
        }
        // "Niger State", "Jordan Valley": a longer name.
        let longer = !entry.has("adjective")
            && doc.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Capitalised)
            && self.words.noun(end).is_some();
        if longer && let Some((noun, after)) = self.words.noun(end) {
            let until = if noun.has("part") { after } else { end };
            return Some(Element {
                tokens: at..after,
                name: doc.plain(at..until),
                level: Some(level_of(&noun.value)),
                tie: self.tie(at, sentence).unwrap_or(Tie::Passing),
                certain: true,
                adjective: false,
                kind: kind_of(&noun.value),
                plural: false,
                above: false,
            });
        }
        let ending = doc.ending(end - 1);
        let adjective =
            entry.has("adjective") || self.words.is_possessive(end) || ending == Ending::Of;
        let tie = match self.tie(at, sentence).or_else(|| tie_of(ending)) {
            Some(Tie::Where) if !entry.has("adjective") => Tie::Where,
            _ if adjective => Tie::Passing,
            _ => Tie::Other,
        };
        Some(Element {
            tokens: at..end,
            name: entry.value.to_string(),
            level: Some(Level::Country),
            tie,
            certain: true,
            adjective,
            kind: Kind::Plain,
            plural: false,
            above: false,
        })
    }

    fn element(
        &self,
        name: Range<usize>,
        elements: &[Element],
        sentence: &Range<usize>,
        shouting: bool,
        seen: &mut Seen,
    ) -> Option<Element> {
        let doc = self.words.doc;
        let floor = elements.last().map_or(sentence.start, |e| e.tokens.end);
        if is_half_a_word(&self.words, &name) || self.is_line(&name) {
            return None;
        }
        let noun = self.noun_around(&name, &(floor..sentence.end), shouting);
        let mut tokens = noun.tokens.clone();
        if self.is_institution(&tokens, sentence) {
            return None;
        }
        let ending = doc.ending(tokens.end - 1);
        let below = self.words.below_end(tokens.end).filter(|end| *end <= sentence.end);
        let above = ending == Ending::Of || below.is_some();
        tokens.end = below.unwrap_or(tokens.end);
        let mut spelled = doc.plain(noun.text.clone());
        // "the Yei-Lasu road": between the two, which the first stands for.
        let joins = noun.kind == Kind::Road && noun.beside && self.joins_two(&name);
        if joins {
            spelled = doc.plain(name.start..name.start + 1);
        }
        let country = doc.meta.country.as_deref();
        let adjectival = noun.tokens.end > noun.text.end;
        let first = self.words.first_case(&spelled, adjectival, self.known);
        let mut by_form = None;
        if let Some(first) = first {
            spelled = first.name;
            by_form = first.level;
        }
        let known = by_form.or_else(|| self.known.level_within(&spelled, country));
        // "the Nagorno-Karabakh town of X": the noun is of what follows, which lies in the name.
        let attributive =
            known.is_some_and(|level| level > Level::Settlement) && self.is_attribute(&noun, &name);
        if attributive {
            tokens.end = name.end;
            spelled = doc.plain(name.clone());
        }
        let above = above || attributive;
        let dateline = is_dateline(&self.words, &name, sentence);
        let by_ending = match tie_of(ending) {
            _ if above => Some(Tie::Of),
            None if self.words.is_postposition(tokens.end) => Some(Tie::Where),
            tie => tie,
        };
        let field = self.field(tokens.start, sentence, elements);
        let by_field = field.map(|_| Tie::Where);
        let tie = self.tie(tokens.start, sentence).or(by_field).or(by_ending);
        let given = matches!(tie, Some(Tie::Where | Tie::Near | Tie::Between | Tie::Way));
        let of_noun = noun.level.filter(|_| !attributive);
        let by_noun = of_noun.is_some() || field.is_some();
        if given
            && !by_noun
            && known.is_none()
            && !seen.names.contains(&spelled)
            && let Some(likely) = self.words.likely_case(&spelled)
        {
            spelled = likely;
        }
        let head = self.is_head_of_entry(&tokens, sentence);
        if !dateline && self.is_something_else(&name, sentence, by_noun, shouting) {
            return None;
        }
        // "Serb villages" are the villages of Serbs.
        if noun.plural && noun.level == Some(Level::Settlement) && known.is_none() && !noun.of {
            return None;
        }
        let before = tokens.start.checked_sub(1).filter(|at| *at >= sentence.start);
        let after_comma = before.is_some_and(|at| doc.folded(at) == ",");
        let after_and = before.is_some_and(|at| self.words.is_and(at));
        let described = self.is_described(&name, sentence);
        let office_of = self.office_of(&tokens);
        let held = office_of.is_some_and(|office| !office.has("loose"));
        let chained = self.is_chained(&tokens, sentence) || self.is_where(tokens.end);
        let certain = dateline || by_noun || described || held || chained || known.is_some();
        let of_office = tie == Some(Tie::Who) && office_of.is_some();
        let person = !by_noun
            && !given
            && !described
            && !of_office
            && self.is_speaker_or_aged(&name, sentence);
        // "on X" says where only of what is known to be a place.
        let on = before.is_some() && self.on(tokens.start, sentence);
        let certain = certain || seen.names.contains(&spelled);
        // "Kyaukme, northern Shan State": the head of a story.
        let heads = tokens.start == sentence.start
            && sentence.len() <= LONGEST_HEAD
            && doc.folded(tokens.end) == ",";
        let titles = self.heads_title(&tokens, sentence);
        if (titles || shouting && by_noun && !noun.of && field.is_none())
            && !given
            && known.is_none()
            && !seen.names.contains(&spelled)
        {
            seen.unsettled.push((doc.sentence_of(name.start), spelled));
            return None;
        }
        let owned = self.is_owned(name.start, elements);
        let office = of_office
            || certain && tie.is_none() && self.words.local_office(None, tokens.end).is_some();
        let hinted = owned
            || office
            || given
            || after_comma
            || after_and
            || heads
            || head
            || tie == Some(Tie::Other);
        if person || !(certain || hinted) {
            if on && !person {
                seen.unsettled.push((doc.sentence_of(name.start), spelled));
            }
            return None;
        }
        // "near X", "between X and Y" is said of towns, whatever else is called so.
        let beside = matches!(tie, Some(Tie::Near | Tie::Between));
        // "residents of X": a place, if it is one elsewhere.
        if !certain && !given && tie.is_some() {
            seen.unsettled.push((doc.sentence_of(name.start), spelled.clone()));
        }
        let owner = self.owner(&tokens, sentence).filter(|_| noun.beside);
        let tie = match tie {
            _ if dateline => Tie::Dateline,
            Some(tie) => tie,
            None if office => Tie::Who,
            None if owner.is_some() => owner.unwrap_or(Tie::Other),
            // "X district residents" come from there.
            None if noun.beside
                && doc.grammar().verb_final
                && doc.ending(tokens.end - 1) == Ending::None
                && self.words.is_people(tokens.end) =>
            {
                Tie::Other
            }
            None if noun.beside || head || titles || on && certain => Tie::Where,
            None if self.is_where(name.end) => Tie::Where,
            None => Tie::Passing,
        };
        Some(Element {
            tokens,
            name: spelled,
            level: of_noun
                .or(field.flatten())
                .or(known.filter(|level| *level != Level::Settlement && !beside)),
            tie,
            certain,
            adjective: false,
            // "at kilometre 58 of the Yei-Lasu road" is on it, and not where it begins.
            kind: if joins && tie != Tie::Of { Kind::Plain } else { noun.kind },
            plural: noun.plural,
            above,
        })
    }
}

impl Kind {
    pub(super) const fn is_road(self) -> bool {
        matches!(self, Self::Road | Self::Street)
    }
}

pub(super) fn kind_of(value: &str) -> Kind {
    match value {
        "road" => Kind::Road,
        "quarter" => Kind::Quarter,
        _ => Kind::Plain,
    }
}
