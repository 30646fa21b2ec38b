//! Who was killed, hurt or left unharmed: effects and the people they befell.
//!
//! The form of the verb says on which side its people stand: "three were killed" (passive, before
//! it), "killed three" (active, after it), "three killed" (headline, before it), "the deaths of
//! three". People are joined over commas and conjunctions up to the next verb.

use std::ops::Range;

use crate::doc::Doc;
use crate::lexicon::Class;
use crate::people::{PeopleKind, PeopleMention};
use crate::token::TokenKind;

/// What a text says became of some people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The words that say it.
    pub tokens: Range<usize>,
    /// What became of them.
    pub harm: Harm,
    /// The people, as indices into the people mentions; several when coordinated.
    pub people: Vec<usize>,
    /// Whether it is said not to be so ("no one was killed").
    pub negated: bool,
    /// Whether it speaks of people already counted ("the wounded", "the four wounded").
    pub resumed: bool,
    /// A word that alone does not tell of harm ("was taken to hospital").
    pub weak: bool,
    /// A count that the effect's own words carry ("death toll of three", "16 bodies").
    pub own_count: bool,
}

/// What became of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    /// Killed.
    Killed,
    /// Injured.
    Injured,
    /// Said to be unharmed.
    Unharmed,
    /// Killed and injured together ("casualties").
    Casualties,
    /// Harmed, without word of how ("were blown up").
    Harmed,
}

struct Finder<'a, 'd> {
    doc: &'a Doc<'d>,
    people: &'a [PeopleMention],
    auxiliaries: Class,
    adverbs: Class,
    conjunctions: Class,
    effects: Class,
    negations: Class,
    relatives: Class,
    verbs: Class,
    reporting: Class,
    prepositions: Class,
    determiners: Class,
}

/// Finds effects in order of their first token.
pub fn effects(doc: &Doc<'_>, people: &[PeopleMention]) -> Vec<Effect> {
    let finder = Finder {
        doc,
        people,
        auxiliaries: doc.class("auxiliaries"),
        adverbs: doc.class("adverbs"),
        conjunctions: doc.class("conjunctions"),
        effects: doc.class("effects"),
        negations: doc.class("negations"),
        relatives: doc.class("people"),
        verbs: doc.class("explosions"),
        reporting: doc.class("reporting"),
        prepositions: doc.class("place_prepositions"),
        determiners: doc.class("determiners"),
    };
    let mut found = Vec::new();
    for sentence in doc.sentences.iter().filter(|sentence| sentence.kind.is_read()) {
        for term in doc.terms_in(sentence.tokens.clone(), finder.effects) {
            if let Some(effect) = finder.effect(term.start..term.end, &sentence.tokens) {
                found.push(effect);
            }
        }
    }
    found
}

impl Finder<'_, '_> {
    fn effect(&self, tokens: Range<usize>, sentence: &Range<usize>) -> Option<Effect> {
        let doc = self.doc;
        let entry = doc.entry_at(tokens.start, self.effects)?;
        if entry.has("hospital") {
            let near = tokens.end..(tokens.end + 7).min(sentence.end);
            doc.terms_in(near, doc.class("hospitals")).next()?;
        }
        let harm = match &*entry.value {
            "killed" => Harm::Killed,
            "injured" => Harm::Injured,
            "unharmed" => Harm::Unharmed,
            "casualties" => Harm::Casualties,
            _ => Harm::Harmed,
        };
        let mut effect = Effect {
            tokens: tokens.clone(),
            harm,
            people: Vec::new(),
            negated: self.is_negated(&tokens, sentence),
            resumed: false,
            weak: entry.has("weak"),
            own_count: false,
        };
        let after = || self.objects(tokens.end, sentence);
        let before = || self.subjects(tokens.start, sentence);
        if entry.has("participle") {
            self.participle(&mut effect, sentence);
        } else if entry.has("object") {
            effect.people = after();
        } else if entry.has("subject") {
            effect.people = before();
        } else if entry.has("of") {
            effect.people = after();
        } else if entry.has("cost") {
            effect.people = self.adjacent_before(tokens.start);
        } else if entry.has("adjective") || entry.has("noun") {
            effect.people = self.adjacent_before(tokens.start);
            effect.own_count = true;
            if effect.people.is_empty() && entry.has("adjective") {
                if self.is_determined(tokens.start) {
                    // "the dead": spoken of already.
                    effect.resumed = true;
                    effect.people = self.objects(tokens.end, sentence);
                } else {
                    effect.people = before();
                    effect.own_count = false;
                }
            }
            if effect.people.is_empty() && entry.has("toll") {
                effect.people = self.objects(tokens.end, sentence);
            }
        }
        if effect
            .people
            .iter()
            .any(|&i| self.people[i].definite && self.people[i].kind == PeopleKind::Bare)
        {
            effect.resumed = true;
        }
        Some(effect)
    }

    fn participle(&self, effect: &mut Effect, sentence: &Range<usize>) {
        let tokens = effect.tokens.clone();
        match self.auxiliary_before(tokens.start, sentence) {
            Some("be") => effect.people = self.subjects(tokens.start, sentence),
            Some("have") => {
                effect.people = self.objects(tokens.end, sentence);
                if effect.people.is_empty() {
                    effect.people = self.subjects(tokens.start, sentence);
                }
            }
            _ => {
                let next_to = self.adjacent_before(tokens.start);
                let objects = self.near_objects(tokens.end, sentence);
                if !objects.is_empty() && (next_to.is_empty() || !self.counts(&next_to)) {
                    // "a blast killed three"; "the wounded soldiers" is an adjective.
                    let adjective = self.is_determined(tokens.start);
                    effect.resumed = adjective;
                    effect.people = objects;
                } else if !next_to.is_empty() {
                    effect.people = next_to;
                    effect.resumed = self.is_adjective(tokens.end, effect);
                } else if self.is_determined(tokens.start) {
                    effect.resumed = true;
                } else {
                    effect.people = self.subjects(tokens.start, sentence);
                }
            }
        }
    }

    /// "the four wounded soldiers": the number stands before and a noun after.
    fn is_adjective(&self, _after: usize, effect: &Effect) -> bool {
        effect.people.iter().any(|&i| self.people[i].definite)
    }

    fn counts(&self, people: &[usize]) -> bool {
        people.iter().any(|&i| self.people[i].count.is_some())
    }

    /// The helping verb in front, adverbs passed over.
    fn auxiliary_before(&self, at: usize, sentence: &Range<usize>) -> Option<&str> {
        let doc = self.doc;
        let mut before = at;
        for _ in 0..5 {
            before = before.checked_sub(1).filter(|b| *b >= sentence.start)?;
            if let Some(entry) = doc.entry_at(before, self.auxiliaries) {
                return Some(&entry.value);
            }
            let joins_participles = doc.entry_at(before, self.conjunctions).is_some()
                && before > sentence.start
                && self.is_effect_end(before);
            let passes = doc.entry_at(before, self.adverbs).is_some()
                || joins_participles
                || doc.entry_at(before, self.effects).is_some_and(|e| e.has("participle"));
            if !passes {
                return None;
            }
        }
        None
    }

    fn is_effect_end(&self, at: usize) -> bool {
        self.doc.entry_at(at - 1, self.effects).is_some_and(|e| e.has("participle"))
    }

    fn is_determined(&self, at: usize) -> bool {
        at > 0
            && self.doc.entry_at(at - 1, self.determiners).is_some_and(|e| &*e.value == "definite")
    }

    /// People whose mention ends right before, adverbs passed over: "three dead", "four slightly hurt".
    fn adjacent_before(&self, at: usize) -> Vec<usize> {
        let mut end = at;
        for _ in 0..3 {
            if let Some(found) = self
                .people
                .iter()
                .position(|p| p.tokens.end == end && p.kind != PeopleKind::Pronoun)
            {
                return self.with_coordinated_before(found);
            }
            match end.checked_sub(1) {
                Some(before) if self.doc.entry_at(before, self.adverbs).is_some() => end = before,
                _ => break,
            }
        }
        Vec::new()
    }

    /// The mention and those joined to it on its left by commas and "and".
    fn with_coordinated_before(&self, last: usize) -> Vec<usize> {
        let mut joined = vec![last];
        let mut first = last;
        // "a boy and a girl, and six were injured": a bare number begins a clause of its own.
        if self.people[last].kind == PeopleKind::Bare {
            return joined;
        }
        while let Some(before) =
            (0..first).rev().find(|&i| self.people[i].tokens.end <= self.people[first].tokens.start)
        {
            let gap = self.people[before].tokens.end..self.people[first].tokens.start;
            let named = self.people[before].name.is_some() && self.people[first].name.is_some();
            if self.is_partitive(before, gap.clone()) {
                // "two members of a film crew": the two are meant, not the crew.
                joined.pop();
            } else if gap.is_empty()
                || !self.in_one_sentence(before, first)
                || !self.joins(gap, named)
            {
                break;
            }
            joined.push(before);
            first = before;
        }
        joined.reverse();
        joined
    }

    fn in_one_sentence(&self, a: usize, b: usize) -> bool {
        let sentence = |i: usize| self.doc.sentence_of(self.people[i].tokens.start);
        sentence(a) == sentence(b)
    }

    /// Whether a counted mention is followed by "of" and nothing else before the next.
    fn is_partitive(&self, before: usize, gap: Range<usize>) -> bool {
        gap.len() == 1
            && self.people[before].count.is_some()
            && self.doc.entry_at(gap.start, self.prepositions).is_some_and(|e| &*e.value == "of")
    }

    /// Whether only commas, "and", articles and words that belong to the mention before lie between.
    fn joins(&self, gap: Range<usize>, named: bool) -> bool {
        let doc = self.doc;
        if gap.len() > 12 {
            return false;
        }
        let mut joint = false;
        let mut at = gap.start;
        while at < gap.end {
            let conjunction = doc.term_at(at, self.conjunctions);
            let kind = conjunction.map_or("", |term| &doc.entry(term).value);
            joint |= kind == "and" || matches!(doc.folded(at), "," | ";");
            let parts = matches!(doc.folded(at), ":" | "(")
                || doc.folded(at) == ";" && !named
                || kind == "while"
                || doc.entry_at(at, self.auxiliaries).is_some()
                || doc.entry_at(at, self.effects).is_some()
                || doc.entry_at(at, self.verbs).is_some()
                || doc.entry_at(at, self.reporting).is_some()
                || doc.entry_at(at, self.relatives).is_some_and(|e| e.has("relative"));
            if parts {
                return false;
            }
            // "as well as" is one conjunction, not three words.
            at = conjunction.map_or(at + 1, |term| term.end);
        }
        joint
    }

    /// The subject: the people nearest before the verb in its clause, with those joined to them.
    fn subjects(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let clause = self.clause_start(at, sentence);
        let candidates: Vec<usize> = (0..self.people.len())
            .filter(|&i| self.people[i].tokens.start >= clause && self.people[i].tokens.end <= at)
            .collect();
        // A mention after "of", "with", "by" or "to" is rarely the subject; nearest that is none.
        let governed = |i: usize| {
            let start = self.people[i].tokens.start;
            let from = start.saturating_sub(3).max(clause);
            (from..start).rev().take_while(|&at| doc.tokens[at].kind == TokenKind::Word).any(|at| {
                doc.entry_at(at, self.prepositions).is_some() && at + 1 >= start
                    || doc.entry_at(at, self.prepositions).is_some_and(|e| &*e.value == "of")
            })
        };
        let partitive = |i: usize| {
            let start = self.people[i].tokens.start;
            start > clause + 1
                && doc.entry_at(start - 1, self.prepositions).is_some_and(|e| &*e.value == "of")
                && candidates.iter().any(|&j| {
                    self.people[j].tokens.end + 1 >= start - 1
                        && self.people[j].tokens.end <= start - 1
                        && self.people[j].kind == PeopleKind::Bare
                })
        };
        let chosen = candidates
            .iter()
            .rev()
            .copied()
            .find(|&i| !governed(i) && !partitive(i))
            .or_else(|| candidates.last().copied());
        // "Eleven people, all of them children, died": the number that counts them stands before.
        let vague = chosen.is_some_and(|i| self.people[i].count.is_none() && self.people[i].plural);
        let counted = candidates
            .iter()
            .rev()
            .copied()
            .find(|&i| self.people[i].count.is_some() && !governed(i));
        let chosen = if vague { counted.or(chosen) } else { chosen };
        chosen.map(|i| self.with_coordinated_before(i)).unwrap_or_default()
    }

    /// Where the clause of a verb begins: after a conjunction of time or contrast, a semicolon, or an
    /// earlier effect that has its own subject.
    fn clause_start(&self, at: usize, sentence: &Range<usize>) -> usize {
        let doc = self.doc;
        let mut start = at;
        while start > sentence.start {
            let before = start - 1;
            if matches!(doc.folded(before), ";" | ":") || doc.tokens[before].is_mark("\"") {
                break;
            }
            if doc
                .entry_at(before, self.conjunctions)
                .is_some_and(|e| matches!(&*e.value, "while" | "but"))
            {
                break;
            }
            if doc
                .entry_at(before, self.effects)
                .is_some_and(|e| e.has("participle") || e.has("subject"))
                && start < at
            {
                // "Four children died and two others were hurt": what follows is a clause of its own.
                break;
            }
            start = before;
        }
        start
    }

    /// People right after the verb, with those joined to them.
    fn objects(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let near = self.near_objects(at, sentence);
        if !near.is_empty() {
            return near;
        }
        let first = (0..self.people.len()).find(|&i| {
            let start = self.people[i].tokens.start;
            start >= at && start < sentence.end && start <= at + 6 && self.free(at..start)
        });
        first.map(|i| self.with_coordinated_after(i, sentence)).unwrap_or_default()
    }

    fn near_objects(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let first = (0..self.people.len()).find(|&i| {
            let start = self.people[i].tokens.start;
            start >= at
                && start < sentence.end
                && start <= at + 2
                && self.people[i].kind != PeopleKind::Pronoun
                && (at..start).all(|k| self.doc.entry_at(k, self.adverbs).is_some())
        });
        first.map(|i| self.with_coordinated_after(i, sentence)).unwrap_or_default()
    }

    /// Whether no verb, mark or conjunction stands between.
    fn free(&self, gap: Range<usize>) -> bool {
        let doc = self.doc;
        gap.clone().all(|at| {
            !matches!(doc.folded(at), ";" | ":" | "." | ",")
                && doc.entry_at(at, self.auxiliaries).is_none()
                && doc.entry_at(at, self.conjunctions).is_none()
                && doc.entry_at(at, self.effects).is_none()
        })
    }

    fn with_coordinated_after(&self, first: usize, sentence: &Range<usize>) -> Vec<usize> {
        let mut joined = vec![first];
        let mut last = first;
        while let Some(next) = (last + 1..self.people.len())
            .find(|&i| self.people[i].tokens.start >= self.people[last].tokens.end)
        {
            let mention = &self.people[next];
            if mention.tokens.start >= sentence.end {
                break;
            }
            let gap = self.people[last].tokens.end..mention.tokens.start;
            let named = self.people[last].name.is_some() && mention.name.is_some();
            // What has an effect of its own right after it ("and four wounded") is not this one's.
            let own = self.doc.entry_at(mention.tokens.end, self.effects).is_some()
                || self.doc.entry_at(mention.tokens.end, self.auxiliaries).is_some();
            if gap.is_empty() || !self.joins(gap, named) || own {
                break;
            }
            joined.push(next);
            last = next;
        }
        joined
    }

    /// "no", "nobody", "not", "without" in the clause before.
    fn is_negated(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
        let from = tokens.start.saturating_sub(5).max(self.clause_start(tokens.start, sentence));
        (from..tokens.start).any(|at| self.doc.entry_at(at, self.negations).is_some())
            || self.doc.entry_at(tokens.end, self.negations).is_some_and(|e| e.has("after"))
    }
}
