//! Which verb of a sentence governs a list of ordnance, and so what was done with it.

use std::ops::Range;

use cairn_model::FindAction;

use crate::endings::Ending;
use crate::finds::haul::List;
use crate::finds::hauls::Reader;
use crate::finds::verbs::{Form, Verb};

/// Words between a passive verb and its subject behind it.
const FARTHEST_SUBJECT: usize = 3;

/// Words between a list and "all of which".
const FARTHEST_RELATIVE: usize = 10;

/// What the verbs around a list say of it.
pub(super) enum Governed {
    /// Something was done with it.
    Done(FindAction),
    /// Nothing was done with it, or not yet.
    Not,
    /// They say nothing of it.
    Unsaid,
}

/// Which of several things done with ordnance comes last.
const fn rank(action: FindAction) -> u8 {
    match action {
        FindAction::Found => 0,
        FindAction::Seized => 1,
        FindAction::Neutralised => 2,
        FindAction::Destroyed => 3,
    }
}

impl Reader<'_, '_> {
    /// What was done with a list, by the verbs around it.
    pub(super) fn govern(
        &self,
        list: &List,
        verbs: &[Verb],
        around: Range<usize>,
        last: Option<(FindAction, usize)>,
        more: bool,
    ) -> Governed {
        let doc = self.context.doc;
        let before: Vec<&Verb> = verbs
            .iter()
            .filter(|v| v.tokens.start >= around.start && v.tokens.end <= list.start())
            .filter(|v| !v.with || self.is_with(list, around.start))
            .filter(|v| v.particle.is_none_or(|particle| list.end() <= particle))
            .collect();
        let mut after: Vec<&Verb> = verbs
            .iter()
            .filter(|v| v.tokens.start >= list.end() && v.tokens.end <= around.end)
            .collect();
        // The last verb before the next list governs that one, unless it is passive.
        if more && after.last().is_some_and(|v| v.form.is_active()) {
            after.pop();
        }
        // "cleared of mines"
        let rid = list.start() > around.start
            && self.items.word_is(list.start() - 1, "of")
            && before.last().is_some_and(|v| v.tokens.end + 1 == list.start())
            || doc.ending(list.end().saturating_sub(1)) == Ending::From;
        let agent = list.start() > around.start
            && self.items.word_is(list.start() - 1, "by")
            && before.last().is_none_or(|v| v.tokens.end < list.start());
        let struck = (list.start().saturating_sub(2).max(around.start)..list.start()).any(|at| {
            doc.entry_at(at, doc.class("explosions"))
                .is_some_and(|e| matches!(&*e.value, "contact" | "struck"))
        });
        if agent || rid || struck {
            return Governed::Not;
        }
        let passive = after.iter().any(|v| v.form.takes_subject());
        // "fueron halladas 5 granadas": a passive with nothing before it has its subject behind it.
        let inverted = |v: &Verb| {
            v.form == Form::Passive
                && list.start() - v.tokens.end <= FARTHEST_SUBJECT
                && !self.items.any(around.start..v.tokens.start)
        };
        let active = before.iter().rev().find(|v| v.form.takes_object() || inverted(v));
        // "handed over to officers three grenades that he came across".
        if passive || active.is_some() {
            // The last thing done; "blew up a bomb found by residents" is destroyed all the same.
            let done = after
                .iter()
                .copied()
                .filter(|v| v.form != Form::Gerund && !self.goes_off(v))
                .chain(active.copied())
                .filter(|v| v.happened())
                .map(|v| v.action)
                .max_by_key(|action| rank(*action));
            // "by defusing a bomb" tells of something done, "while defusing a bomb" does not.
            let done_by = |v: &&Verb| {
                v.tokens.start.checked_sub(1).is_some_and(|at| self.items.word_is(at, "by"))
                    && list.items.iter().any(|item| item.count.is_some())
            };
            let counted = list.items.iter().any(|item| item.counted) || active.is_some_and(done_by);
            return match done {
                Some(_) if active.is_some_and(|v| v.form == Form::Gerund) && !counted => {
                    Governed::Not
                }
                Some(action) => Governed::Done(action),
                None => Governed::Not,
            };
        }
        // "were found: 12 shells", "were found, among them 12 shells", "… and 12 shells made in X".
        if let Some((action, end)) = last {
            let gap = end..list.start();
            let coordinated = gap.len() <= 3 && gap.clone().any(|at| self.items.is_and(at));
            let chained = before.iter().rev().find(|v| v.happened()).map(|v| v.action);
            let behind = list
                .start()
                .checked_sub(1)
                .is_some_and(|at| self.items.is_and(at) || matches!(doc.folded(at), "," | "-"));
            let part = self.is_part(around.start, list) || list.items.iter().all(|item| item.part);
            if part || coordinated || behind {
                return Governed::Done(chained.unwrap_or(action));
            }
        } else if let Some(verb) = before.iter().rev().find(|v| v.happened())
            && (doc.folded(list.start().saturating_sub(1)) == ":"
                || list.start() - verb.tokens.end <= 1)
        {
            return Governed::Done(verb.action);
        }
        if after.iter().chain(&before).any(|v| !v.happened()) {
            return Governed::Unsaid;
        }
        Governed::Unsaid
    }

    /// ", all of which police destroyed"
    pub(super) fn of_all(&self, tokens: Range<usize>) -> bool {
        let doc = self.context.doc;
        let end = tokens.end.min(tokens.start + FARTHEST_RELATIVE);
        doc.entries_from(tokens.start..end, doc.class("things")).any(|(_, e)| &*e.value == "all")
    }

    /// "… until it blew up": the ordnance itself, and nobody blew it up.
    fn goes_off(&self, verb: &Verb) -> bool {
        let doc = self.context.doc;
        let before = verb.tokens.start.checked_sub(1);
        let subject = |at: usize| doc.entry_at(at, doc.class("things")).is_some();
        verb.form == Form::Active
            && before.is_some_and(subject)
            && !subject(verb.tokens.end)
            && self.is_explosion(verb.tokens.start)
    }

    /// Whether a word for an explosion begins at a token.
    fn is_explosion(&self, at: usize) -> bool {
        let doc = self.context.doc;
        let class = doc.class("explosions");
        doc.entry_at(at, class).is_some_and(|entry| &*entry.value == "goes_off")
    }

    /// "with four grenades in his bag"
    fn is_with(&self, list: &List, from: usize) -> bool {
        let before = list.start().checked_sub(1).filter(|&at| at >= from);
        before.is_some_and(|at| self.items.word_is(at, "with"))
    }

    /// Whether words between say that the parts of a total follow.
    pub(super) fn is_part(&self, from: usize, list: &List) -> bool {
        let doc = self.context.doc;
        let near = from.max(list.start().saturating_sub(8));
        // "45 mines (30 …", "45 mines - 30 …"
        let opens = |at: usize| {
            doc.folded(at) == "("
                || at == from && doc.tokens[at].is_mark("-") && doc.tokens[at].spaced
        };
        (near..list.start()).any(|at| doc.folded(at) == ":" || self.items.word_is(at, "part"))
            || list.start().checked_sub(1).is_some_and(|at| at >= near && opens(at))
    }
}
