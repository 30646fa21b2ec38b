//! Harm told by what ordnance did to a part of somebody's body, whatever the verb: "The blast opened his
//! forearm to the bone", "A splinter went through the girl's cheek".

use std::ops::Range;

use cairn_model::CountRange;

use super::{Effect, Finder, Harm};
use crate::lexicon::Term;
use crate::people::PeopleKind;

/// Words between what exploded and the part of the body that it struck.
const FARTHEST_STRUCK: usize = 14;

impl Finder<'_, '_> {
    /// Adds what a sentence tells of parts of the body for which no other words for harm stand.
    pub(super) fn struck_parts(&self, sentence: &Range<usize>, found: &mut Vec<Effect>) {
        let doc = self.doc;
        for part in doc.terms_in(sentence.clone(), self.body_parts) {
            let told = found.iter().rev().take_while(|e| e.tokens.start >= sentence.start);
            let near = part.start.saturating_sub(FARTHEST_STRUCK)..part.end + FARTHEST_STRUCK;
            let mut told = told.filter(|effect| near.contains(&effect.tokens.start));
            if doc.is_quoted(part.start) || told.any(|effect| !effect.weak) {
                continue;
            }
            // "A mine killed a boy. It tore open his chest."
            let dead = |i: &usize| {
                found.iter().any(|e| e.harm == Harm::Killed && !e.negated && e.people.contains(i))
            };
            if let Some(effect) = self.struck(part, sentence)
                && !effect.people.iter().any(dead)
            {
                found.push(effect);
            }
        }
    }

    /// Whose part of the body some ordnance struck that is the subject of its clause.
    fn struck(&self, part: &Term, sentence: &Range<usize>) -> Option<Effect> {
        let doc = self.doc;
        let clause = self.clause_start(part.start, sentence);
        let from = clause.max(part.start.saturating_sub(FARTHEST_STRUCK));
        let (agent, fragment) = self.agent(from..part.start)?;
        let acts = !self.mentions(clause..agent.start).any(|i| {
            let kinds = [PeopleKind::Noun, PeopleKind::Name, PeopleKind::Pronoun];
            kinds.contains(&self.people[i].kind)
        });
        let article =
            (agent.end..part.start).rev().find(|&at| doc.entry_at(at, self.determiners).is_some());
        let gap = agent.end..article.unwrap_or(part.start);
        let verb = gap.clone().any(|at| self.may_be_verb(at));
        let other = gap.clone().any(|at| {
            matches!(doc.folded(at), ";" | ":")
                || doc.entry_at(at, self.auxiliaries).is_some_and(|e| &*e.value == "be")
                || doc.entry_at(at, self.negations).is_some()
                || doc.entry_at(at, self.verbs).is_some_and(|e| &*e.value == "goes_off")
        });
        // "lay between his feet": what is no splinter strikes without a preposition.
        let beside = !fragment
            && gap
                .clone()
                .next_back()
                .is_some_and(|at| doc.entry_at(at, self.prepositions).is_some());
        if !acts || !verb || other || beside {
            return None;
        }
        let owner = self.struck_person(agent.end, part, sentence);
        let one = |i: usize| self.people[i].count == Some(CountRange::exactly(1));
        let his = article.is_some_and(|at| {
            let entry = doc.entry_at(at, self.determiners);
            entry.is_some_and(|e| e.has("possessive") && !e.has("plural"))
        });
        if owner.is_none_or(|i| !one(i) && self.people[i].count.is_none()) && !his {
            return None;
        }
        let tokens = agent.start..part.end;
        Some(Effect {
            people: owner.into_iter().collect(),
            somebody: owner.is_none(),
            weak: owner.is_none_or(|i| !one(i)),
            ..Effect::of(tokens, Harm::Injured)
        })
    }

    /// What exploded, or flew, in a range of tokens, and whether it flew.
    fn agent(&self, tokens: Range<usize>) -> Option<(Term, bool)> {
        let doc = self.doc;
        let fragment = doc.terms_in(tokens.clone(), doc.class("fragments")).next().copied();
        let device = doc.terms_in(tokens.clone(), doc.class("device")).next().copied();
        let blast = doc
            .terms_in(tokens.clone(), self.verbs)
            .find(|term| &*doc.entry(term).value == "noun")
            .copied();
        // "It took two toes": what was told of right before.
        let it = doc
            .term_at(tokens.start, doc.class("things"))
            .copied()
            .filter(|term| term.end == term.start + 1);
        let first = [device, blast, it].into_iter().flatten().min_by_key(|term| term.start);
        fragment.map(|term| (term, true)).or_else(|| first.map(|term| (term, false)))
    }

    /// Whether a word may be a verb: it is none of the small words, and no part of the body.
    fn may_be_verb(&self, at: usize) -> bool {
        let doc = self.doc;
        let small = [
            self.determiners,
            self.prepositions,
            self.adverbs,
            self.conjunctions,
            self.auxiliaries,
            self.body_parts,
            self.numbers,
            self.relatives,
            self.function_words,
            doc.class("person_modifiers"),
            doc.class("device"),
        ];
        doc.kind(at) == crate::token::TokenKind::Word
            && !small.iter().any(|class| doc.entry_at(at, *class).is_some())
    }

    /// "his forearm", "him in the face", "the cheek of a girl", "the girl's cheek": whose it is.
    fn struck_person(&self, at: usize, part: &Term, sentence: &Range<usize>) -> Option<usize> {
        self.deprived(at, part.end, sentence).or_else(|| {
            let him = self
                .mentions(at..part.start)
                .find(|&i| self.people[i].kind == PeopleKind::Pronoun && !self.people[i].plural)?;
            self.person_before(at, sentence, self.people[him].sex).or(Some(him))
        })
    }
}
