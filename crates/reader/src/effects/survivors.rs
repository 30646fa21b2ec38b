//! Who is said not to have survived, and who alone is: "None of them survived", "Only the driver survived".

use std::ops::Range;

use cairn_model::CountRange;

use super::{Effect, Finder, Harm};
use crate::people::PeopleKind;

/// Words between a negation and the verb that it denies.
const FARTHEST_DENIAL: usize = 4;

impl Finder<'_, '_> {
    /// "None of them survived", "The rider did not pull through", "He will not see again": what is denied
    /// of people says what became of them: of the subject, else of all those last counted. That somebody
    /// did survive says nothing new, unless nobody else did.
    pub(super) fn denied(
        &self,
        tokens: Range<usize>,
        harm: Harm,
        sentence: &Range<usize>,
    ) -> Option<Effect> {
        let clause = self.clause_start(tokens.start, sentence);
        let near = tokens.start.saturating_sub(FARTHEST_DENIAL).max(clause);
        let no = |at: usize| self.doc.entry_at(at, self.negations).is_some();
        let Some(by) = (clause..tokens.start).rev().find(|&at| no(at)) else {
            return (harm == Harm::Killed).then(|| self.only_survivors(tokens, sentence)).flatten();
        };
        // "Neither the boy nor his sister survived": the subject stands on both sides.
        let joins = self.doc.entry_at(by, self.conjunctions).is_some();
        // "None of them survived" has its "none" where the subject stands.
        let subject = match by >= near {
            true if joins => self.subjects(tokens.start, sentence),
            true => self.subjects(by, sentence),
            false => Vec::new(),
        };
        let whole = || self.group_before(tokens.start, sentence).map(|group| vec![group]);
        let all = subject.iter().any(|&i| self.people[i].count.is_none());
        let people =
            if subject.is_empty() || all { whole().or(Some(subject)) } else { Some(subject) };
        let people = people.filter(|people| !people.is_empty())?;
        Some(Effect { people, ..Effect::of(tokens, harm) })
    }

    /// "Of the five only one survived", "There were five in the car; only the driver survived": all but
    /// those few were killed.
    fn only_survivors(&self, tokens: Range<usize>, sentence: &Range<usize>) -> Option<Effect> {
        let doc = self.doc;
        let subject = self.subjects(tokens.start, sentence);
        let (&first, &last) = (subject.first()?, subject.last()?);
        let only = doc.class("only_words");
        let (start, end) = (self.people[first].tokens.start, self.people[first].tokens.end);
        let from = start.saturating_sub(2).max(sentence.start);
        let alone = doc.terms_in(from..end, only).next().is_some();
        let survivors = subject.iter().try_fold(CountRange::ZERO, |sum, &i| {
            self.people[i].count.map(|count| sum.plus(count))
        });
        let survivors = survivors.and_then(CountRange::exact)?;
        // "only one | of the five", else those counted before.
        let of = |i: &usize| {
            let start = self.people[*i].tokens.start;
            start > sentence.start
                && doc.entry_at(start - 1, self.prepositions).is_some_and(|e| &*e.value == "of")
        };
        let counted = |i: &usize| {
            let mention = &self.people[*i];
            mention.plural
                && matches!(mention.kind, PeopleKind::Noun | PeopleKind::Bare)
                && mention.count.and_then(CountRange::exact).is_some_and(|n| n > survivors)
        };
        let behind = self.mentions(self.people[last].tokens.end..tokens.start);
        let before = || self.mentions(sentence.start..start);
        let whole = behind
            .filter(of)
            .find(counted)
            .or_else(|| before().rev().find(counted))
            .or_else(|| self.group_before(start, sentence).filter(counted))?;
        // "Seven men sat in it. Two survived": the others did not, unless something else is told of them.
        let told = self.people[whole].tokens.end..start;
        if !alone && (told.is_empty() || doc.terms_in(told, self.effects).next().is_some()) {
            return None;
        }
        let effect = Effect::of(tokens, Harm::Killed);
        Some(Effect { people: vec![whole], but: survivors, weak: !alone, ..effect })
    }
}
