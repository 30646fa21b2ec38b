//! Who is said not to have survived, and who alone is: "None of them survived", "Only the driver survived".

use std::ops::Range;

use cairn_model::CountRange;

use super::{Effect, Finder, Harm};
use crate::lexicon::Entry;
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
        // "Nobody survived when a bus with fourteen on board …"
        let behind = || {
            let none = tokens.start <= sentence.start + 2;
            self.mentions(tokens.end..sentence.end).find(|&i| {
                let mention = &self.people[i];
                none && matches!(mention.kind, PeopleKind::Noun | PeopleKind::Bare)
                    && mention.count.and_then(CountRange::exact).is_some_and(|n| n > 1)
            })
        };
        let whole = || {
            let group = self.group_before(tokens.start, sentence).or_else(behind);
            group.map(|group| vec![group])
        };
        let all = subject.iter().any(|&i| self.people[i].count.is_none());
        let people =
            if subject.is_empty() || all { whole().or(Some(subject)) } else { Some(subject) };
        let people = people.filter(|people| !people.is_empty())?;
        Some(Effect { people, ..Effect::of(tokens, harm) })
    }

    /// "No survivors", "The driver was the sole survivor": all those counted were killed, or all but those few.
    pub(super) fn outlived(
        &self,
        tokens: Range<usize>,
        entry: &Entry,
        sentence: &Range<usize>,
    ) -> Option<Effect> {
        let exact = |i: usize| self.people[i].count.and_then(CountRange::exact);
        let some = |i: &usize| {
            let mention = &self.people[*i];
            matches!(mention.kind, PeopleKind::Noun | PeopleKind::Bare)
                && exact(*i).is_some_and(|n| n > 1)
        };
        let before = self.mentions(sentence.start..tokens.start).rev().find(some);
        let whole = before
            .or_else(|| self.mentions(tokens.end..sentence.end).find(some))
            .or_else(|| self.group_before(tokens.start, sentence))?;
        let but = match &*entry.value {
            "sole" => 1,
            _ => 0,
        };
        exact(whole).filter(|&n| n > but)?;
        let effect = Effect::of(tokens, Harm::Killed);
        Some(Effect { people: vec![whole], but, ..effect })
    }

    /// "All | but one | of the six occupants died": all but so many.
    pub(super) fn all_but(&self, effect: &mut Effect) {
        let doc = self.doc;
        let [one] = effect.people.as_slice() else { return };
        let some = &self.people[*one];
        let class = doc.class("exceptions");
        let start = some.tokens.start;
        let all = start.checked_sub(2).is_some_and(|at| {
            doc.entry_at(start - 1, class).is_some()
                && doc
                    .entry_at(at, self.determiners)
                    .is_some_and(|entry| &*entry.value == "definite")
        });
        let Some(but) = some.count.and_then(CountRange::exact).filter(|_| all) else { return };
        let whole = self.mentions(some.tokens.end..some.tokens.end + 3).find(|&i| {
            self.people[i].count.and_then(CountRange::exact).is_some_and(|whole| whole > but)
        });
        if let Some(whole) = whole {
            effect.people = vec![whole];
            effect.but = but;
        }
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
