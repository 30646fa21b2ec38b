//! What stands behind a number: the words for harm that it goes with, and whom it counts.

use cairn_model::TallyGroup;

use crate::mentions::Number;
use crate::numbers::numbers_in;
use crate::tallies::harm::Harm;
use crate::tallies::people::PeopleFinder;

impl PeopleFinder<'_, '_> {
    /// Words of harm after a number whose subject or noun it is.
    pub(super) fn forward(
        &self,
        number: &Number,
        next: Option<&Number>,
        harms: &[Harm],
        limit: usize,
    ) -> Option<Harm> {
        let doc = self.context.doc;
        let mut at = number.tokens.end;
        let mut shared = false;
        let mut inside = false;
        while at < limit {
            if let Some(harm) = harms.iter().find(|harm| harm.tokens.contains(&at)) {
                let object = harm.object
                    && !self.is_passive(harm)
                    && numbers_in(&self.context.numbers, harm.tokens.end..harm.tokens.end + 3)
                        .first()
                        .is_some_and(|n| n.tokens.start <= harm.tokens.end + 1)
                    && harm.tokens.start > number.tokens.end;
                let after_and = at > number.tokens.end && self.is_and(at - 1);
                // "226 people, including 11 children, | have been killed"
                let helps = |t: &usize| {
                    doc.entry_at(*t, self.auxiliaries).is_some()
                        || doc.entry_at(*t, self.adverbs).is_some()
                };
                let before = (number.tokens.end..at).rev().find(|t| !helps(t));
                let closed = before.is_some_and(|t| doc.folded(t) == ",");
                if object && after_and || inside && !closed {
                    return None;
                }
                let fits = harm.verb || harm.noun;
                // "farmers have lost limbs": what only takes an object has another one here.
                if harm.lost && !object {
                    at = harm.tokens.end;
                    continue;
                }
                return fits.then(|| harm.clone());
            }
            if let Some(next) = next.filter(|n| n.tokens.contains(&at) && !shared) {
                // "38 women and 357 children became", "45 of them, including 3 journalists, died".
                let joined = at > number.tokens.end
                    && self.is_and(at - 1)
                    && (self.group_in(number.tokens.end, at).is_some()
                        || (number.tokens.end..at - 1).all(|t| {
                            doc.entry_at(t, self.auxiliaries).is_some()
                                || doc.entry_at(t, self.adverbs).is_some()
                        }));
                // "58 civilians, 19 of them children, were injured"
                inside = (number.tokens.end..at).any(|t| self.part_is(t, "part"))
                    || self.part_is(next.tokens.end, "part");
                if !joined && !inside {
                    return None;
                }
                shared = true;
                at = next.tokens.end;
                continue;
            }
            if shared && !numbers_in(&self.context.numbers, at..at + 1).is_empty() {
                return None;
            }
            let mark = doc.folded(at);
            if matches!(mark, ";" | ":" | "." | "(") {
                return None;
            }
            at += 1;
        }
        None
    }

    /// The first group named in a range of tokens.
    pub(super) fn group_in(&self, from: usize, to: usize) -> Option<TallyGroup> {
        let doc = self.context.doc;
        let mut general = None;
        for at in from..to.max(from) {
            if let Some(group) = doc.entry_at(at, self.groups).and_then(|e| e.value.parse().ok()) {
                if group != TallyGroup::All {
                    return Some(group);
                }
                general = Some(group);
            }
        }
        general
    }

    /// A group right behind a number, over "of them", "were", "all of them".
    pub(super) fn group_near(&self, from: usize, to: usize) -> Option<TallyGroup> {
        let doc = self.context.doc;
        let mut at = from;
        while at < to.min(from + 6) {
            if let Some(group) = doc.entry_at(at, self.groups).and_then(|e| e.value.parse().ok()) {
                return Some(group);
            }
            if numbers_in(&self.context.numbers, at..to.min(at + 4))
                .first()
                .is_some_and(|n| n.tokens.start == at)
                || matches!(doc.folded(at), ";" | "." | ":" | ",") && at > from
            {
                return None;
            }
            at += 1;
        }
        None
    }

    /// A group that a sentence goes on to say: "41 of those killed were clearance workers".
    pub(super) fn group_after(&self, from: usize, to: usize) -> Option<TallyGroup> {
        let doc = self.context.doc;
        let be = (from..to).find(|&at| {
            doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "be")
        })?;
        self.group_in(be, to.max(be)).filter(|group| *group != TallyGroup::All)
    }
}
