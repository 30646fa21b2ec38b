//! What a number in a sentence of figures counts: the harm beside it, or a part of what was counted
//! before.

use std::ops::Range;

use cairn_model::{Measure, TallyGroup};

use super::harm::Harm;
use super::people::{Counted, PeopleFinder};
use crate::mentions::{Number, NumberKind};
use crate::numbers::numbers_in;
use crate::token::Token;

/// How far from a number its verb may stand.
pub(super) const REACH: usize = 12;

/// Words between a number and what says of whom or of where it is a part.
pub(super) const LONGEST_MAKING: usize = 5;

/// A number with all that may say what it counts.
pub(super) struct Beside<'a> {
    pub(super) number: &'a Number,
    /// The number after it.
    pub(super) next: Option<&'a Number>,
    /// The sentence.
    pub(super) range: &'a Range<usize>,
    pub(super) harms: &'a [Harm],
    /// What the sentence counted so far.
    pub(super) found: &'a [Counted],
    /// What the sentence before counted last.
    pub(super) before: Option<&'a Counted>,
}

impl Beside<'_> {
    pub(super) const fn start(&self) -> usize {
        self.number.tokens.start
    }

    pub(super) const fn end(&self) -> usize {
        self.number.tokens.end
    }
}

impl PeopleFinder<'_, '_> {
    /// What one number counts; `None` when it counts no people and no incidents.
    pub(super) fn one(&self, beside: &Beside<'_>) -> Option<Counted> {
        if let Some(part) = self.part_of_next(beside) {
            return part;
        }
        self.numbered(beside)
            .or_else(|| self.harmed(beside))
            .or_else(|| self.sum(beside))
            .or_else(|| self.headed(beside))
            .or_else(|| self.elsewhere(beside))
            .or_else(|| self.part_of_named(beside))
            .or_else(|| self.part_of_before(beside))
            .or_else(|| self.part_of_place(beside))
            .or_else(|| self.listed(beside))
    }

    pub(super) fn make(
        &self,
        beside: &Beside<'_>,
        measure: Measure,
        group: TallyGroup,
        part: bool,
    ) -> Counted {
        let definite = beside
            .start()
            .checked_sub(1)
            .and_then(|at| self.context.doc.entry_at(at, self.determiners))
            .is_some_and(|entry| &*entry.value == "definite");
        Counted {
            tokens: beside.number.tokens.clone(),
            measure,
            group,
            value: beside.number.value,
            definite,
            part,
        }
    }

    /// "The dead number 38 and the injured 67".
    fn numbered(&self, beside: &Beside<'_>) -> Option<Counted> {
        let doc = self.context.doc;
        let start = beside.start();
        let harm = beside.harms.iter().rev().find(|harm| harm.noun && harm.tokens.end <= start)?;
        let verb = || doc.term_at(harm.tokens.end, self.toll_verbs).is_some_and(|t| t.end == start);
        // The verb is left out the second time.
        let again = || {
            let last = beside.found.last();
            harm.tokens.end == start
                && last.is_some_and(|last| self.is_numbered(last) && last.measure != harm.measure)
        };
        (verb() || again()).then(|| self.make(beside, harm.measure, TallyGroup::All, false))
    }

    /// Whether a verb of counting stands right before a figure.
    fn is_numbered(&self, counted: &Counted) -> bool {
        let start = counted.tokens.start;
        (start.saturating_sub(3)..start).any(|at| {
            self.context.doc.term_at(at, self.toll_verbs).is_some_and(|term| term.end == start)
        })
    }

    /// "12 civilians were killed", "killed 12".
    fn harmed(&self, beside: &Beside<'_>) -> Option<Counted> {
        let (range, start, end) = (beside.range, beside.start(), beside.end());
        let forward =
            self.forward(beside.number, beside.next, beside.harms, range.end.min(end + REACH));
        let backward = beside.harms.iter().rev().find(|harm| self.governs(harm, start));
        let near = forward.as_ref().is_some_and(|harm| harm.tokens.start <= end + 3);
        let harm = match (forward, backward) {
            (Some(harm), Some(_)) if near && harm.noun && !harm.object => harm,
            (_, Some(harm)) => harm.clone(),
            (harm, None) => harm?,
        };
        let group = self.group_of(beside, &harm);
        let further = !beside.found.is_empty();
        let part = self.is_part(start, range.start)
            || further && (self.part_is(end, "of") || group != TallyGroup::All);
        Some(self.make(beside, harm.measure, group, part))
    }

    /// "killing 12": whether words of harm have a number right behind them for their object.
    fn governs(&self, harm: &Harm, number: usize) -> bool {
        let doc = self.context.doc;
        harm.object
            && harm.tokens.end <= number
            && number - harm.tokens.end <= 2
            && !self.is_passive(harm)
            && (harm.tokens.end..number)
                .all(|at| !matches!(doc.folded(at), "," | ";" | ".") && !self.is_and(at))
    }

    /// Whom a number beside words of harm counts.
    fn group_of(&self, beside: &Beside<'_>, harm: &Harm) -> TallyGroup {
        let doc = self.context.doc;
        let (range, end) = (beside.range, beside.end());
        let between = if harm.tokens.start >= end {
            end..harm.tokens.start
        } else {
            let mark = |at: &usize| matches!(doc.folded(*at), "," | ";" | "(");
            end..(end..end + 4).find(mark).unwrap_or(end + 4)
        };
        // The group of a part that stands between is not its own.
        let own = beside.next.map_or(between.end, |next| {
            let listed = self.is_and(next.tokens.start.saturating_sub(1));
            if listed { between.end } else { between.end.min(next.tokens.start) }
        });
        let behind = || {
            let pronoun = self.part_is(end, "of") || doc.folded(end) == ",";
            let near = range.end.min(harm.tokens.end + 5);
            pronoun.then(|| self.group_after(harm.tokens.end, near)).flatten()
        };
        self.group_in(between.start, own.min(range.end))
            .filter(|group| *group != TallyGroup::All)
            .or_else(|| self.group_behind(beside, harm))
            .or_else(behind)
            .or_else(|| self.group_of_last(beside, harm))
            .unwrap_or(TallyGroup::All)
    }

    /// "301 killed and 692 wounded civilians": the group behind the words of harm.
    fn group_behind(&self, beside: &Beside<'_>, harm: &Harm) -> Option<TallyGroup> {
        let right = |number: &Number, harm: &Harm| harm.tokens.start == number.tokens.end;
        let named = |harm: &Harm| {
            self.group_in(harm.tokens.end, harm.tokens.end + 1)
                .filter(|group| *group != TallyGroup::All)
        };
        if !right(beside.number, harm) {
            return None;
        }
        named(harm).or_else(|| {
            let next = beside.next.filter(|next| {
                next.tokens.start == harm.tokens.end + 1 && self.is_and(harm.tokens.end)
            })?;
            named(beside.harms.iter().find(|harm| right(next, harm))?)
        })
    }

    /// The group of the number before, where this one goes on with it.
    fn group_of_last(&self, beside: &Beside<'_>, harm: &Harm) -> Option<TallyGroup> {
        let doc = self.context.doc;
        let (start, end) = (beside.start(), beside.end());
        let last = beside.found.last()?;
        // "88 of these 305": the whole is not of the part's group.
        if self.of_them_end(last.tokens.end).is_some_and(|end| end >= start) {
            return None;
        }
        let apart = last.tokens.end..start;
        // "six deminers died; nineteen others were injured"
        if doc.entry_at(end, self.further).is_some() && last.measure != harm.measure {
            return Some(last.group);
        }
        // "five deminers lost their lives and 33 were wounded"
        let bare = harm.tokens.start >= end
            && harm.tokens.start <= end + 1 + usize::from(self.is_passive(harm));
        // "claimed the lives of eleven deminers and injured 46"
        let object = last.group == TallyGroup::Deminer
            && harm.object
            && harm.tokens.end == start
            && self.is_and(harm.tokens.start - 1);
        let other =
            (bare || object) && (!last.part || apart.len() <= 3) && last.measure != harm.measure;
        if other && apart.clone().all(|at| !matches!(doc.folded(at), "," | ";" | ":")) {
            return Some(last.group);
        }
        // "1,326 civilians suffered, of them 394 died, 932 were hurt"
        let mut apart = apart;
        let one_list = last.part
            && apart.all(|at| {
                doc.folded(at) == ","
                    || self.is_and(at)
                    || beside.harms.iter().any(|harm| harm.tokens.contains(&at))
            });
        (one_list || self.is_part(start, beside.range.start)).then_some(last.group)
    }

    /// "the number of victims has reached 314", and those listed after it.
    fn headed(&self, beside: &Beside<'_>) -> Option<Counted> {
        let (start, end) = (beside.start(), beside.end());
        let heads = |harm: &&Harm| harm.of && harm.tokens.end <= start;
        let harms = || beside.harms.iter().rev();
        let harm = harms().find(|h| heads(h) && !h.noun).or_else(|| harms().find(heads))?;
        let gap = harm.tokens.end..start;
        let reached = gap.clone().any(|at| self.word_is(at, "reach"))
            || !gap.is_empty() && self.word_is(start - 1, "at")
            || !gap.is_empty() && self.context.doc.folded(start - 1) == ":"
            || self.is_reached(beside.number);
        let first = !beside.found.iter().any(|other| other.tokens.start >= harm.tokens.end)
            && numbers_in(&self.context.numbers, gap.clone())
                .iter()
                .all(|other| other.kind != NumberKind::Cardinal);
        (reached && first && gap.len() <= 30).then(|| {
            let group = self.group_in(end, end + 2).unwrap_or(TallyGroup::All);
            self.make(beside, harm.measure, group, false)
        })
    }

    /// "12 died in 2019 and nine in 2020": the same of another time or place.
    fn elsewhere(&self, beside: &Beside<'_>) -> Option<Counted> {
        let doc = self.context.doc;
        let last = beside.found.last().filter(|last| !last.part)?;
        let end = beside.end();
        // "compared with 13 in the whole of 2022", "against 390 the year before"
        let compared = beside.start().checked_sub(1).is_some_and(|at| self.compares(at));
        let dated = |at: usize| self.in_date(at) || self.word_is(at, "figure");
        if compared && (end..beside.range.end.min(end + LONGEST_MAKING)).any(dated) {
            return Some(self.make(beside, last.measure, last.group, false));
        }
        let set = |at: usize| self.in_date(at) || self.in_place(at);
        let mut gap = last.tokens.end..beside.start();
        // "16 people killed by mines in 2020, 71 in 2021 and 49 from January to June"
        let before = beside.start().checked_sub(1);
        let joined = before.is_some_and(|at| doc.folded(at) == "," || self.is_and(at));
        if joined && self.in_date(end) && gap.clone().any(|at| self.in_date(at)) {
            return Some(self.make(beside, last.measure, last.group, false));
        }
        let goes_on = gap.clone().all(|at| {
            matches!(doc.folded(at), "," | ";" | "(")
                || self.is_and(at)
                || set(at)
                || beside.harms.iter().any(|harm| harm.tokens.contains(&at))
                || doc.entry_at(at, self.groups).is_some()
                || set(at + 1)
        });
        (goes_on && gap.any(set) && (set(end) || set(end + 1)))
            .then(|| self.make(beside, last.measure, last.group, false))
    }

    /// "compared with", "against"
    fn compares(&self, at: usize) -> bool {
        let doc = self.context.doc;
        (at.saturating_sub(2)..=at).any(|from| {
            doc.term_at(from, self.words)
                .filter(|term| term.end > at)
                .map(|term| doc.entry(term))
                .is_some_and(|entry| &*entry.value == "compare" || entry.has("compare"))
        })
    }

    /// "The list has 31 people".
    fn listed(&self, beside: &Beside<'_>) -> Option<Counted> {
        let end = beside.end();
        let list = beside.range.clone().any(|at| self.word_is(at, "list"));
        (list && self.group_in(end, end + 2).is_some())
            .then(|| self.make(beside, Measure::Casualties, TallyGroup::All, false))
    }

    /// "210-a çatıb", "3 300 nəfəri ötüb": where verbs come last, the word for reaching does.
    fn is_reached(&self, number: &Number) -> bool {
        let doc = self.context.doc;
        let end = number.tokens.end;
        let counted = usize::from(doc.entry_at(end, self.groups).is_some());
        doc.grammar().verb_final && self.word_is(end + counted, "reach")
    }

    /// "including three reporters", "among them 61 dead".
    pub(super) fn is_part(&self, start: usize, least: usize) -> bool {
        let from = start.saturating_sub(3).max(least);
        let doc = self.context.doc;
        (from..start).any(|at| {
            doc.entry_at(at, self.parts).is_some_and(|e| &*e.value == "part" || e.has("part"))
        })
    }

    /// A place, or a name behind a preposition that is no time.
    pub(super) fn is_place(&self, at: usize) -> bool {
        let doc = self.context.doc;
        let named = doc.tokens.get(at).is_some_and(Token::is_capitalised)
            && at.checked_sub(1).is_some_and(|before| {
                doc.entry_at(before, self.functions).is_some_and(|e| &*e.value == "preposition")
            });
        self.in_place(at) || named && !self.in_date(at)
    }

    pub(super) fn in_place(&self, at: usize) -> bool {
        let places = &self.context.places;
        let next = places.partition_point(|place| place.tokens.end <= at);
        places.get(next).is_some_and(|place| place.tokens.contains(&at))
    }

    pub(super) fn in_date(&self, at: usize) -> bool {
        let dates = &self.context.dates.mentions;
        let next = dates.partition_point(|date| date.tokens.end <= at);
        dates.get(next).is_some_and(|date| date.tokens.contains(&at))
    }
}
