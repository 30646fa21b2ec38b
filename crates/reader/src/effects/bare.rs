//! Figures of those harmed that no noun goes with: "The elders count five."

use std::ops::Range;

use cairn_model::CountRange;

use super::{Effect, Finder, Harm};
use crate::people::PeopleKind;
use crate::sources::names_speaker;
use crate::token::TokenKind;

/// What is counted was told at most this many sentences before.
const TOLD_WITHIN: usize = 2;

impl Finder<'_, '_> {
    /// Adds what a sentence's verbs of counting say of those told of before it; whether they do.
    pub(super) fn bare_figures(&self, number: usize, found: &mut Vec<Effect>) -> bool {
        let before = found.len();
        let sentence = self.doc.sentences[number].tokens.clone();
        for term in self.doc.terms_in(sentence.clone(), self.toll_speech) {
            let entry = self.doc.entry(term);
            let says_harm = &*entry.value != "-";
            let Some(people) = self.bare_figure(term.end, &sentence, says_harm) else { continue };
            if entry.has("speaker") && !names_speaker(self.doc, sentence.start..term.start) {
                continue;
            }
            let told = self.last_harm(term.start, number, found);
            let harm = match &*entry.value {
                "killed" => told.map(|_| Harm::Killed),
                "injured" => told.map(|_| Harm::Injured),
                _ => told,
            };
            let Some(harm) = harm else { continue };
            found.push(Effect {
                people: vec![people],
                own_count: true,
                toll: true,
                put: true,
                ..Effect::of(term.start..term.end, harm)
            });
        }
        found.len() > before
    }

    /// The number behind a verb, where nothing follows that it could count. A verb that says the harm
    /// may tell where from: "received five from there".
    fn bare_figure(&self, at: usize, sentence: &Range<usize>, says_harm: bool) -> Option<usize> {
        let doc = self.doc;
        let adverb = usize::from(doc.entry_at(at, self.adverbs).is_some());
        // "there were only two": what the verb's words end with may be the number's.
        let people = self.mentions(at.saturating_sub(1)..at + 1 + adverb).next()?;
        let mention = &self.people[people];
        let end = mention.tokens.end.max(at + 1);
        let preposition = |at: usize| {
            doc.entry_at(at, self.function_words).is_some_and(|e| &*e.value == "preposition")
        };
        let alone = end >= sentence.end
            || says_harm && preposition(end)
            || doc.kind(end) == TokenKind::Mark
                && !matches!(doc.folded(end), "-" | "%" | "/" | ":");
        let exact = mention.count.and_then(CountRange::exact).is_some();
        (mention.kind == PeopleKind::Bare && exact && alone && !mention.definite).then_some(people)
    }

    /// What became of those counted last before a token; the dead before the injured of one sentence.
    fn last_harm(&self, before: usize, number: usize, found: &[Effect]) -> Option<Harm> {
        let doc = self.doc;
        let counted = |effect: &&Effect| {
            effect.tokens.start < before
                && matches!(effect.harm, Harm::Killed | Harm::Injured | Harm::Casualties)
                && !effect.negated
                && !effect.people.is_empty()
        };
        let last = found.iter().filter(counted).max_by_key(|effect| effect.tokens.start)?;
        let told = doc.sentence_of(last.tokens.start);
        if told + TOLD_WITHIN < number {
            return None;
        }
        let killed = found
            .iter()
            .filter(counted)
            .any(|e| e.harm == Harm::Killed && doc.sentence_of(e.tokens.start) == told);
        Some(if killed { Harm::Killed } else { last.harm })
    }
}
