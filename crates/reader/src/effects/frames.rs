//! Harm told by a plain verb and what it takes: "suffered light burns", "lost her fight for life", "paid
//! with their lives", "cost two loggers their lives"; and by a wound's name alone: "Driver: broken
//! wrist".

use std::ops::Range;

use cairn_model::CountRange;

use super::{Effect, Finder, Harm};
use crate::doc::Doc;
use crate::lexicon::{Entry, Term};
use crate::people::PeopleKind;

/// Words between a verb and what it takes.
const FARTHEST_TAKEN: usize = 8;

/// Words unknown to the lexicon that may stand between.
const MOST_UNKNOWN: usize = 2;

/// What a verb takes.
struct Taken<'d> {
    term: Term,
    entry: &'d Entry,
    /// What words between make of it.
    degree: Degree,
}

/// What is said of a wound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Degree {
    /// Nothing, or how light it is.
    Plain,
    /// It kills.
    Fatal,
    /// There is none.
    Denied,
    /// It is heavy.
    Grave,
    /// There is none of a kind: whether there are others is open.
    Open,
}

impl<'d> Finder<'_, 'd> {
    /// Adds what the verbs of a sentence and what they take, and wounds without a verb, tell of people.
    pub(super) fn frames(&self, sentence: &Range<usize>, found: &mut Vec<Effect>) {
        let doc = self.doc;
        for term in doc.terms_in(sentence.clone(), self.frames) {
            let Some(effect) = self.frame(term.start..term.end, doc.entry(term), sentence) else {
                continue;
            };
            // "Four lost their lives and a fifth | his leg."
            let behind = effect.tokens.end;
            let fate = effect.harm == Harm::Killed && !effect.negated;
            found.push(effect);
            if let Some(other) = self.gapped(behind, sentence).filter(|_| fate) {
                let end = self.people[other].tokens.end;
                let hurt = Effect::of(end..(end + 1).min(sentence.end), Harm::Injured);
                found.push(Effect { people: vec![other], ..hurt });
            }
        }
        let first = found.partition_point(|effect| effect.tokens.start < sentence.start);
        let framed = first..found.len();
        for term in doc.terms_in(sentence.clone(), self.wounds) {
            let inside = |effect: &Effect| effect.tokens.contains(&term.start);
            if !found[framed.clone()].iter().any(inside) {
                found.extend(self.verbless(term, sentence));
            }
        }
    }

    /// What a verb that ends at a token takes of the kinds that its entry names; nothing but articles
    /// and adjectives may stand between.
    fn taken(
        &self,
        verb: &Range<usize>,
        entry: &Entry,
        sentence: &Range<usize>,
    ) -> Option<Taken<'d>> {
        let at = verb.end;
        let end = sentence.end.min(at + FARTHEST_TAKEN);
        let mut unknown = 0;
        let mut from = at;
        while from < end {
            let taken = self.wound_at(from, sentence, &entry.value);
            if let Some(taken) = taken.or_else(|| self.wounded_part(from, sentence, &entry.value)) {
                let degree = self.degree(verb.start..from);
                if degree == Degree::Denied
                    && let Some(but) = self.excepted(taken.term.end, sentence, &entry.value)
                {
                    return Some(but);
                }
                return Some(Taken { degree, ..taken });
            }
            // "without | his right foot"
            if entry.has("part")
                && let Some(term) = self.doc.term_at(from, self.body_parts)
            {
                let entry = self.doc.lexicon.entry(term);
                return Some(Taken { term: *term, entry, degree: Degree::Plain });
            }
            if !self.passes(from) {
                // "cost | two loggers | their lives"
                let near = self.mentions(at..from + 1).last().filter(|_| entry.has("object"))?;
                let person = &self.people[near].tokens;
                if !person.contains(&from) {
                    return None;
                }
                // "cost | 12 lives"
                let counted = |at| self.wound_at(at, sentence, &entry.value);
                if let Some(taken) = (from..person.end).find_map(counted) {
                    return Some(taken);
                }
                from = person.end;
                continue;
            }
            unknown += usize::from(self.is_unknown(from));
            if unknown > MOST_UNKNOWN {
                return None;
            }
            from += 1;
        }
        None
    }

    /// "no injury | beyond a torn ear": the one wound that a denial leaves.
    fn excepted(&self, at: usize, sentence: &Range<usize>, kinds: &str) -> Option<Taken<'d>> {
        let except = self.doc.term_at(at, self.doc.class("exceptions"))?;
        let end = sentence.end.min(except.end + FARTHEST_TAKEN);
        let wound = (except.end..end)
            .take_while(|&at| at == except.end || self.passes(at - 1))
            .find_map(|at| self.wound_at(at, sentence, kinds));
        wound.filter(|wound| !wound.entry.has("care"))
    }

    /// The wound, or what else is taken, whose name begins at a token.
    fn wound_at(&self, at: usize, sentence: &Range<usize>, kinds: &str) -> Option<Taken<'d>> {
        let doc: &Doc<'d> = self.doc;
        let term = *doc.term_at(at, self.wounds)?;
        let entry = doc.lexicon.entry(&term);
        if term.end > sentence.end || !kinds.split('+').any(|kind| entry.has(kind)) {
            return None;
        }
        // "had a cut", but not "had cut".
        let led = |at: usize| {
            doc.entry_at(at, self.determiners).is_some() || doc.entry_at(at, self.degrees).is_some()
        };
        if entry.has("article") && !(at > sentence.start && led(at - 1)) {
            return None;
        }
        if entry.has("behind") {
            return None;
        }
        // "broken wrist", but not "broken window".
        if !entry.has("part") {
            return Some(Taken { term, entry, degree: Degree::Plain });
        }
        // "had cut wood": a helping verb makes a verb of it.
        let helped = at > sentence.start
            && term.end == at + 1
            && doc.entry_at(at - 1, self.auxiliaries).is_some();
        let part = (term.end..sentence.end.min(term.end + FARTHEST_TAKEN))
            .find(|&at| doc.entry_at(at, self.body_parts).is_some() || !self.passes(at))
            .and_then(|at| doc.term_at(at, self.body_parts))
            .filter(|_| !helped)?;
        let term = Term { end: part.end, ..term };
        Some(Taken { term, entry, degree: Degree::Plain })
    }

    /// "la jambe | cassée": where adjectives follow, the part of the body stands before what became of it.
    fn wounded_part(&self, at: usize, sentence: &Range<usize>, kinds: &str) -> Option<Taken<'d>> {
        let doc: &Doc<'d> = self.doc;
        let part = doc.term_at(at, self.body_parts)?;
        let adverb = usize::from(doc.entry_at(part.end, self.adverbs).is_some());
        let term = *doc.term_at(part.end + adverb, self.wounds)?;
        let entry = doc.lexicon.entry(&term);
        let fits = entry.has("behind") && kinds.split('+').any(|kind| entry.has(kind));
        let term = Term { start: part.start, ..term };
        (fits && term.end <= sentence.end).then_some(Taken { term, entry, degree: Degree::Plain })
    }

    /// What negations and adjectives in front of a wound make of it.
    fn degree(&self, before: Range<usize>) -> Degree {
        let doc = self.doc;
        let mut degree = Degree::Plain;
        for at in before {
            let said = doc.entry_at(at, self.degrees).map(|entry| &*entry.value);
            degree = match (degree, said) {
                (Degree::Denied | Degree::Open, Some(_)) => Degree::Open,
                (known, Some("light")) => known,
                (_, Some("fatal")) => Degree::Fatal,
                (Degree::Plain, Some(_)) => Degree::Grave,
                (Degree::Plain, _) if doc.entry_at(at, self.negations).is_some() => Degree::Denied,
                (known, _) => known,
            };
        }
        degree
    }

    /// Whether a word may stand between a verb and what it takes.
    fn passes(&self, at: usize) -> bool {
        let doc = self.doc;
        let and = || {
            doc.entry_at(at, self.conjunctions).is_some_and(|e| matches!(&*e.value, "and" | "or"))
        };
        matches!(doc.folded(at), "," | "-")
            || and()
            || [
                self.determiners,
                self.adverbs,
                self.negations,
                self.degrees,
                self.body_parts,
                self.numbers,
                doc.class("person_modifiers"),
                doc.class("number_modifiers"),
            ]
            .iter()
            .any(|class| doc.entry_at(at, *class).is_some())
            || doc.entry_at(at, self.effects).is_some_and(|e| e.has("limb"))
            || self.is_unknown(at)
    }

    fn is_unknown(&self, at: usize) -> bool {
        self.doc.kind(at) == crate::token::TokenKind::Word && self.doc.terms_at(at).is_empty()
    }

    /// What a verb and what it takes say of the people beside them. `None` where they say nothing.
    fn frame(&self, verb: Range<usize>, entry: &Entry, sentence: &Range<usize>) -> Option<Effect> {
        let taken = self.taken(&verb, entry, sentence)?;
        let harm = match (&*taken.entry.value, taken.degree) {
            ("killed", _) | (_, Degree::Fatal) => Harm::Killed,
            (_, Degree::Denied) => Harm::Unharmed,
            (_, Degree::Open) => return None,
            _ => Harm::Injured,
        };
        let negated = harm != Harm::Unharmed && self.is_negated(&verb, sentence);
        if negated && taken.degree == Degree::Grave {
            return None;
        }
        let tokens = verb.start..taken.term.end;
        let care = taken.entry.has("care");
        // "needed no treatment": whoever needs none may be hurt all the same.
        if care && (negated || harm == Harm::Unharmed) {
            return None;
        }
        let weak = entry.has("weak") || care;
        let mut effect = Effect { negated, weak, ..Effect::of(tokens, harm) };
        if entry.has("object") && taken.entry.has("life") {
            effect.people = self.whose_life(verb.end, &taken.term, sentence);
            // "took several lives" is not the tale of one occasion.
            let exact = |&i: &usize| self.people[i].count.and_then(CountRange::exact).is_some();
            let told = !effect.people.is_empty() && effect.people.iter().all(exact);
            return told.then(|| self.settle(effect, sentence)).flatten();
        }
        // "lost their fight for | a porter": those for whom others fought.
        if let Some(beneficiary) = self.beneficiary(&taken, sentence) {
            effect.people = self.near_objects(beneficiary, sentence);
        }
        if effect.people.is_empty() && self.leads_with_preposition(verb.start) {
            effect.people = self.adjacent_before(verb.start);
            if effect.people.is_empty() {
                effect.people = self.came_out(verb.start, sentence);
            }
        }
        if effect.people.is_empty() {
            effect.people = match self.commas {
                true => self.either_side(&effect.tokens, sentence),
                false => self.subjects(verb.start, sentence),
            };
        }
        if effect.people.is_empty() {
            effect.people.extend(self.shared_subject(verb.start, sentence));
        }
        if effect.people.is_empty() {
            effect.people.extend(self.unsaid_subject(verb.start, sentence));
        }
        effect.people.extend(self.company(taken.term.end, sentence));
        self.settle(effect, sentence)
    }

    /// "just one came out alive | with burns": the subject of the verb that the words follow.
    fn came_out(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let comma = at.checked_sub(1).filter(|&comma| doc.folded(comma) == ",");
        let end = comma.unwrap_or(at);
        let near = end.saturating_sub(4).max(sentence.start)..end;
        let verb = doc.terms_in(near, self.effects).find(|term| term.end == end);
        verb.filter(|term| doc.entry(term).has("subject"))
            .map(|term| self.subjects(term.start, sentence))
            .unwrap_or_default()
    }

    /// Where those are named for whom others fought: "their fight for | a porter", "their fight on Tuesday
    /// for | a porter".
    fn beneficiary(&self, taken: &Taken<'d>, sentence: &Range<usize>) -> Option<usize> {
        let end = taken.term.end;
        if !taken.entry.has("fight") || taken.entry.has("for") {
            return taken.entry.has("for").then_some(end);
        }
        let near = end..(end + FARTHEST_TAKEN).min(sentence.end);
        let terms = self.doc.terms_in(near, self.wounds);
        terms.filter(|term| self.doc.entry(term).has("beneficiary")).map(|term| term.end).next()
    }

    /// "two lives", "the life of a farmer", "two loggers their lives", "his life": whose life was taken.
    fn whose_life(&self, from: usize, life: &Term, sentence: &Range<usize>) -> Vec<usize> {
        let counted = self
            .mentions(from..life.end)
            .find(|&i| self.people[i].tokens.end == life.end && self.people[i].count.is_some());
        if let Some(counted) = counted {
            return vec![counted];
        }
        let of =
            |at: usize| self.doc.entry_at(at, self.prepositions).is_some_and(|e| &*e.value == "of");
        if of(life.end) {
            return self.objects(life.end + 1, sentence);
        }
        let between = self.mentions(from..life.start).rev().find(|&i| {
            matches!(self.people[i].kind, PeopleKind::Noun | PeopleKind::Name | PeopleKind::Bare)
        });
        if let Some(between) = between {
            return self.with_coordinated_before(between);
        }
        let his = (from..life.end)
            .find_map(|at| self.doc.entry_at(at, self.determiners).filter(|e| e.has("possessive")));
        let whose = his.and_then(|his| match his.has("plural") {
            true => self.group_before(from, sentence),
            false => {
                let sex = his.get("sex").and_then(|sex| sex.parse().ok());
                self.person_before(from, sentence, sex)
            }
        });
        whose.into_iter().collect()
    }

    /// "Driver: broken wrist", "the operator, 46, cuts to the face": a wound's name in place of a verb.
    fn verbless(&self, term: &Term, sentence: &Range<usize>) -> Option<Effect> {
        let doc = self.doc;
        if doc.is_quoted(term.start) {
            return None;
        }
        let taken = self.wound_at(term.start, sentence, "wound")?;
        let mut start = term.start;
        while start > sentence.start
            && !matches!(doc.folded(start - 1), "," | "-")
            && self.passes(start - 1)
            && doc.entry_at(start - 1, self.conjunctions).is_none()
        {
            start -= 1;
        }
        let mark = start.checked_sub(1).filter(|at| *at >= sentence.start);
        let opens = mark.is_none_or(|at| {
            matches!(doc.folded(at), "," | ":" | "-" | "–" | "—" | "/" | "|" | ")" | ";")
        });
        let verb = doc.entry_at(taken.term.end, self.auxiliaries).is_some()
            || doc.entry_at(taken.term.end, self.effects).is_some();
        if !opens || verb {
            return None;
        }
        let harm = match self.degree(start..term.start) {
            Degree::Fatal => Harm::Killed,
            Degree::Denied => Harm::Unharmed,
            Degree::Open => return None,
            Degree::Plain | Degree::Grave => Harm::Injured,
        };
        let beside = mark.and_then(|mark| {
            let end = mark + usize::from(doc.folded(mark) == ")");
            self.mentions(sentence.start..mark).rev().find(|&i| {
                let mention = &self.people[i];
                mention.tokens.end == end && mention.kind != PeopleKind::Pronoun
            })
        });
        let people = match beside {
            Some(person) => vec![person],
            None if mark.is_none() => {
                self.unsaid_subject(sentence.start, sentence).into_iter().collect()
            }
            None => return None,
        };
        // "A broken arm, two cracked ribs and a burn, says the nurse": of whom the story tells.
        let named = (start..term.start).all(|at| {
            doc.entry_at(at, self.determiners).is_some() || doc.entry_at(at, self.degrees).is_some()
        });
        let closed = taken.term.end >= sentence.end
            || matches!(doc.folded(taken.term.end), "," | "." | ";")
            || doc.entry_at(taken.term.end, self.conjunctions).is_some();
        let somebody =
            people.is_empty() && mark.is_none() && named && closed && harm == Harm::Injured;
        let tokens = start..taken.term.end;
        (somebody || !people.is_empty()).then(|| Effect {
            people,
            somebody,
            weak: somebody,
            ..Effect::of(tokens, harm)
        })
    }
}
