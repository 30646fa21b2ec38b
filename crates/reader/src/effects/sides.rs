//! On which side of an effect's words its people stand.

use std::ops::Range;

use cairn_model::CountRange;

use super::{Effect, Finder};
use crate::people::PeopleKind;
use crate::token::TokenKind;

/// Words between an active verb and its object.
const FARTHEST_OBJECT: usize = 6;

impl Finder<'_, '_> {
    /// "with injuries": words for harm that a preposition begins.
    pub(super) fn leads_with_preposition(&self, at: usize) -> bool {
        let function = self.doc.entry_at(at, self.function_words);
        function.is_some_and(|e| &*e.value == "preposition") && !self.commas
    }

    /// The mentions that begin in a range of tokens.
    pub(super) fn mentions(&self, tokens: Range<usize>) -> Range<usize> {
        let from = self.people.partition_point(|p| p.tokens.start < tokens.start);
        let to = self.people.partition_point(|p| p.tokens.start < tokens.end);
        from..to.max(from)
    }

    pub(super) fn participle(&self, effect: &mut Effect, sentence: &Range<usize>) {
        let tokens = effect.tokens.clone();
        match self.auxiliary_before(tokens.start, sentence) {
            Some("be") => {
                effect.people = self.subjects(tokens.start, sentence);
                effect.people.extend(self.company(tokens.end, sentence));
                if effect.people.is_empty() {
                    // "fueron heridos dos".
                    effect.people = self.near_objects(tokens.end, sentence);
                }
                if effect.people.is_empty() {
                    effect.people.extend(self.part_owner(tokens.start, sentence));
                }
            }
            Some("have") => {
                effect.people = self.objects(tokens.end, sentence);
                if effect.people.is_empty() {
                    effect.people.extend(self.clitic(tokens.start, sentence));
                }
                if effect.people.is_empty() {
                    effect.people = self.subjects(tokens.start, sentence);
                }
            }
            _ if self.fronted(effect, sentence) => {}
            _ if self.is_spoken_about(tokens.start) => effect.resumed = true,
            _ if self.partitive_before(tokens.start).is_some() => {
                // "most of them killed by shells": a part of those counted.
                effect.resumed = true;
                effect.people.extend(self.partitive_before(tokens.start));
            }
            _ => {
                let whole = || self.whole_told_of(&tokens, sentence);
                let next_to = match self.told_of_kin(tokens.start).or_else(whole) {
                    Some(person) => vec![person],
                    None => self.adjacent_before(tokens.start),
                };
                let objects = self.near_objects(tokens.end, sentence);
                let determined = self.is_determined(tokens.start);
                let him = self.pronoun_after(tokens.end).filter(|_| objects.is_empty());
                if let Some(him) = him.filter(|_| next_to.is_empty()) {
                    // "the blast killed him", "killed him and his daughter".
                    effect.people = vec![him];
                    let end = self.people[him].tokens.end;
                    if self.doc.entry_at(end, self.conjunctions).is_some_and(|e| &*e.value == "and")
                    {
                        effect.people.extend(self.near_objects(end + 1, sentence));
                    }
                } else if !objects.is_empty()
                    && (next_to.is_empty()
                        || !self.counts(&next_to)
                        || self.is_item(&next_to) && self.takes(tokens.end, &objects))
                {
                    // "a blast killed three"; "the wounded soldiers" is an adjective.
                    effect.resumed = determined;
                    effect.people = objects;
                } else if !next_to.is_empty() {
                    effect.resumed = next_to.iter().any(|&i| self.people[i].definite);
                    effect.people = next_to;
                } else if let Some(both) = self.all_of_them(tokens.start, sentence) {
                    effect.people = vec![both];
                } else if determined {
                    // "put the wounded at 23"
                    effect.people = self.put_after(tokens.end);
                    effect.toll = !effect.people.is_empty();
                    effect.put = effect.toll && !self.is_raised(tokens.start, sentence);
                    effect.resumed = !effect.toll;
                } else {
                    effect.people = self.subjects(tokens.start, sentence);
                    // "Truffle gatherer, 51. Injured by an object of unknown type."
                    if effect.people.is_empty() && self.is_elliptic(tokens.end, sentence) {
                        effect.people.extend(self.unsaid_subject(tokens.start, sentence));
                    }
                }
            }
        }
    }

    /// "At Orash one killed two children": a bare "one" may be what exploded.
    fn is_item(&self, people: &[usize]) -> bool {
        let [only] = people else { return false };
        let mention = &self.people[*only];
        mention.kind == PeopleKind::Bare
            && mention.tokens.len() <= 2
            && mention.count == Some(CountRange::exactly(1))
    }

    /// Whether people stand right behind a verb and have no verb of their own.
    fn takes(&self, verb_end: usize, objects: &[usize]) -> bool {
        let first = objects.first().map(|&i| &self.people[i].tokens);
        let last = objects.last().map_or(verb_end, |&i| self.people[i].tokens.end);
        first.is_some_and(|tokens| tokens.start == verb_end)
            && self.doc.term_at(last, self.effects).is_none()
    }

    /// "killed | him": a pronoun that is never a subject, right after the verb.
    pub(super) fn pronoun_after(&self, at: usize) -> Option<usize> {
        self.doc.entry_at(at, self.relatives).filter(|e| e.has("pronoun") && e.has("object"))?;
        self.mentions(at..at + 1).next()
    }

    /// The pronoun of "most of them" right before.
    pub(super) fn partitive_before(&self, at: usize) -> Option<usize> {
        let of =
            |i: usize| self.doc.entry_at(i, self.prepositions).is_some_and(|e| &*e.value == "of");
        let fatal = self.doc.entry_at(at, self.effects).is_some_and(|e| e.has("adjacent"));
        self.mentions(at.saturating_sub(4)..at).rev().find(|&i| {
            let tokens = &self.people[i].tokens;
            if fatal && tokens.end == at && self.is_partitive_pronoun(i) {
                return true;
            }
            self.people[i].kind == PeopleKind::Pronoun
                && self.people[i].count.is_none()
                && tokens.end == at
                && tokens.start > 0
                && of(tokens.start - 1)
        })
    }

    fn counts(&self, people: &[usize]) -> bool {
        people.iter().any(|&i| self.people[i].count.is_some())
    }

    /// People whose mention ends right before, adverbs passed over: "three dead", "four slightly
    /// hurt".
    pub(super) fn adjacent_before(&self, at: usize) -> Vec<usize> {
        let mut end = at;
        for _ in 0..3 {
            let near = self.mentions(end.saturating_sub(40)..end);
            let found = near.rev().find(|&i| {
                let mention = &self.people[i];
                let here = self.doc.sentence_of(mention.tokens.start) == self.doc.sentence_of(at);
                let counted = mention.kind != PeopleKind::Pronoun || self.is_partitive_pronoun(i);
                mention.tokens.end == end && counted && here
            });
            if let Some(found) = found {
                return self.with_coordinated_before(found);
            }
            match end.checked_sub(1) {
                Some(before) if self.doc.entry_at(before, self.adverbs).is_some() => end = before,
                _ => break,
            }
        }
        Vec::new()
    }

    /// The subject: the people nearest before the verb in its clause, with those joined to them.
    pub(super) fn subjects(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let clause = self.clause_start(at, sentence);
        if let Some(part) = self.part_with_verb(at, clause) {
            return vec![part];
        }
        let candidates = self.without_subsets(clause, at);
        let chosen = candidates
            .iter()
            .rev()
            .copied()
            .find(|&i| !self.is_governed(i, clause) && !self.is_whole(i, clause, &candidates))
            .or_else(|| candidates.last().copied());
        // "Eleven people, all of them children, died": the number that counts them stands before.
        let vague = chosen.is_some_and(|i| {
            let mention = &self.people[i];
            // "…, both of them were hurt" takes all up where no other clause goes on behind it.
            let both = self.doc.grammar().verb_final && mention.kind == PeopleKind::Pronoun;
            // "Four rangers escorting a convoy were hurt": nobody counted is in the convoy.
            let unit = mention.kind == PeopleKind::Unit;
            mention.count.is_none() && (mention.plural || unit) && !both
        });
        let counted = candidates
            .iter()
            .rev()
            .copied()
            .find(|&i| self.people[i].count.is_some() && !self.is_governed(i, clause));
        let chosen = if vague { counted.or(chosen) } else { chosen };
        let chosen = chosen.or_else(|| self.before_relative(clause, sentence));
        let chosen = chosen.filter(|&i| !self.is_of_animal(i, at));
        chosen.map(|i| self.with_coordinated_before(i)).unwrap_or_default()
    }

    /// "twelve casualties, of whom | four | died": a part with a verb of its own.
    fn part_with_verb(&self, at: usize, clause: usize) -> Option<usize> {
        let doc = self.doc;
        let mut verb = at;
        while verb > clause
            && (doc.entry_at(verb - 1, self.auxiliaries).is_some()
                || doc.entry_at(verb - 1, self.adverbs).is_some())
        {
            verb -= 1;
        }
        let part = self.mentions(clause..verb).last()?;
        let tokens = &self.people[part].tokens;
        let own = tokens.end == verb
            && (tokens.start.saturating_sub(3)..tokens.start).any(|from| {
                doc.term_at(from, self.subsets)
                    .is_some_and(|term| term.end == tokens.start && doc.entry(term).has("of"))
            });
        own.then_some(part)
    }

    /// "A farmer hit a mine while ploughing his field | and lost a foot": the subject of a sentence, where
    /// "and" joins to it a verb that has none of its own.
    pub(super) fn shared_subject(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let mut verb = at;
        while verb > sentence.start
            && (doc.entry_at(verb - 1, self.auxiliaries).is_some()
                || doc.entry_at(verb - 1, self.adverbs).is_some())
        {
            verb -= 1;
        }
        let and = verb.checked_sub(1).filter(|&at| at > sentence.start)?;
        let joins = doc.entry_at(and, self.conjunctions).is_some_and(|e| &*e.value == "and");
        let clause = self.clause_start(at, sentence);
        let first = self.mentions(sentence.start..clause).next()?;
        let mention = &self.people[first];
        let subject = mention.count.is_some() && !self.is_governed(first, sentence.start);
        let told = doc.terms_in(sentence.start..clause, self.effects).next().is_some();
        (joins && subject && !told).then_some(first)
    }

    /// The people of a clause, without those that a word like "including" makes a part of others.
    pub(super) fn without_subsets(&self, clause: usize, at: usize) -> Vec<usize> {
        let all = self.mentions(clause..at);
        let first = all.clone().next().map_or(at, |i| self.people[i].tokens.end);
        let subset = (first..at).find(|&i| {
            // "of them 70 died" gives the verb its own subject.
            self.doc.entry_at(i, self.subsets).is_some_and(|e| !e.has("subject")) && {
                let owner = self.mentions(clause..i).last();
                owner.is_some_and(|i| self.people[i].tokens.start >= clause)
            }
        });
        let whole = |i: &usize| {
            let tokens = &self.people[*i].tokens;
            tokens.end <= at && subset.is_none_or(|subset| tokens.end <= subset)
        };
        all.filter(whole).collect()
    }

    /// "The two drivers, who went before them, had injuries": whom a relative clause parts from the
    /// verb.
    fn before_relative(&self, clause: usize, sentence: &Range<usize>) -> Option<usize> {
        let relative =
            |at: usize| self.doc.entry_at(at, self.relatives).is_some_and(|e| e.has("relative"));
        self.mentions(sentence.start..clause).rev().find(|&i| {
            let end = self.people[i].tokens.end;
            relative(end) || self.doc.folded(end) == "," && relative(end + 1)
        })
    }

    /// A mention after "of", "with", "by" or "to" is rarely the subject.
    pub(super) fn is_governed(&self, mention: usize, clause: usize) -> bool {
        let doc = self.doc;
        let start = self.people[mention].tokens.start;
        // "two of them" has its number for its head.
        let pronoun = !self.is_partitive_pronoun(mention);
        if pronoun && doc.entry_at(start, self.relatives).is_some_and(|e| e.has("object")) {
            return true;
        }
        // "a boy of nine and | his uncle": that "of" is the boy's.
        let before = mention.checked_sub(1).map_or(0, |i| self.people[i].tokens.end);
        // "four members of the Kolin | household", "two men of the District Reserve | Guard"
        let capital = |at: usize| doc.kind(at) == TokenKind::Capitalised;
        let body = doc.tokens[start].is_capitalised() && self.people[mention].name.is_none();
        let long = body && start > clause && capital(start - 1);
        let from = start.saturating_sub(if long { 6 } else { 3 }).max(clause).max(before);
        let unit = body || self.people[mention].kind == PeopleKind::Unit;
        let within = |at: &usize| doc.kind(*at) == TokenKind::Word || unit && capital(*at);
        (from..start).rev().take_while(within).any(|at| {
            let adjoining = at + 1 >= start;
            let preposition = doc.entry_at(at, self.prepositions);
            adjoining
                && (preposition.is_some()
                    || doc
                        .entry_at(at, self.function_words)
                        .is_some_and(|e| &*e.value == "preposition"))
                || preposition.is_some_and(|e| &*e.value == "of")
        })
    }

    /// The whole of which a bare number is a part: "two of the soldiers".
    fn is_whole(&self, mention: usize, clause: usize, candidates: &[usize]) -> bool {
        let start = self.people[mention].tokens.start;
        start > clause + 1
            && self.doc.entry_at(start - 1, self.prepositions).is_some_and(|e| &*e.value == "of")
            && candidates.iter().any(|&j| {
                let part = &self.people[j];
                part.tokens.end + 1 >= start - 1
                    && part.tokens.end < start
                    && part.kind == PeopleKind::Bare
            })
    }

    /// People after the verb, with those joined to them.
    pub(super) fn objects(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let near = self.near_objects(at, sentence);
        if !near.is_empty() {
            return near;
        }
        let end = sentence.end.min(at + FARTHEST_OBJECT + 1);
        let first = self.mentions(at..end).find(|&i| self.free(at..self.people[i].tokens.start));
        first.map(|i| self.with_coordinated_after(i, sentence)).unwrap_or_default()
    }

    /// People right after the verb, adverbs passed over.
    pub(super) fn near_objects(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let end = sentence.end.min(at + 3);
        let first = self.mentions(at..end).find(|&i| {
            let start = self.people[i].tokens.start;
            (self.people[i].kind != PeopleKind::Pronoun || self.is_partitive_pronoun(i))
                && (at..start).all(|k| self.doc.entry_at(k, self.adverbs).is_some())
        });
        first.map(|i| self.with_coordinated_after(i, sentence)).unwrap_or_default()
    }

    /// "la mina lo mató", "une mine l'a tué": a pronoun before the verb for somebody spoken of.
    pub(super) fn clitic(&self, verb: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let at = (sentence.start..verb).rev().find(|&at| {
            doc.entry_at(at, self.auxiliaries).is_none() && doc.entry_at(at, self.adverbs).is_none()
        })?;
        doc.entry_at(at, self.clitics)?;
        self.person_before(at, sentence, None)
    }

    /// "Perdió la pierna." A verb that begins its sentence: somebody spoken of before.
    pub(super) fn unsaid_subject(&self, verb: usize, sentence: &Range<usize>) -> Option<usize> {
        let begins = (sentence.start..verb).all(|at| {
            self.doc.entry_at(at, self.adverbs).is_some()
                || self.doc.entry_at(at, self.auxiliaries).is_some()
        });
        begins.then(|| self.person_before(sentence.start, sentence, None)).flatten()
    }

    /// Whether the subject of a verb is an animal and nobody is joined to it.
    pub(super) fn is_of_animal(&self, person: usize, verb: usize) -> bool {
        let doc = self.doc;
        let gap = self.people[person].tokens.end..verb;
        let Some(animal) = doc.terms_in(gap.clone(), self.animals).last() else { return false };
        let helps = |at: usize| {
            doc.entry_at(at, self.auxiliaries).is_some() || doc.entry_at(at, self.adverbs).is_some()
        };
        let joined = (gap.start..animal.start)
            .any(|at| doc.entry_at(at, self.conjunctions).is_some_and(|e| &*e.value == "and"));
        (animal.end..verb).all(helps) && !joined
    }

    /// "twelve victims": people of whom it is not said whether they live.
    pub(super) fn are_victims(&self, mention: usize) -> bool {
        let tokens = self.people[mention].tokens.clone();
        tokens
            .into_iter()
            .any(|at| self.doc.entry_at(at, self.relatives).is_some_and(|e| e.has("victim")))
    }

    /// "about wounded", "of killed": a participle that stands for people after a preposition.
    fn is_spoken_about(&self, at: usize) -> bool {
        at > 0
            && self
                .doc
                .entry_at(at - 1, self.function_words)
                .is_some_and(|e| &*e.value == "preposition")
            && self.near_objects(at + 1, &(at..self.doc.tokens.len())).is_empty()
            // "une dizaine de blessés" counts them.
            && !self.mentions(at.saturating_sub(4)..at).any(|i| self.people[i].tokens.end == at)
    }

    pub(super) fn is_determined(&self, at: usize) -> bool {
        at > 0
            && self.doc.entry_at(at - 1, self.determiners).is_some_and(|e| &*e.value == "definite")
    }
}
