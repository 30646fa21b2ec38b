//! Figures of people killed and injured, and of incidents: numbers and the words for harm beside them.

use std::ops::Range;

use cairn_model::{Measure, TallyGroup, ValueRange};

use crate::context::Context;
use crate::endings::Ending;
use crate::lexicon::Class;
use crate::mentions::{Number, NumberKind};
use crate::numbers::numbers_in;

/// What a number counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The number's tokens.
    pub tokens: Range<usize>,
    /// What it measures.
    pub measure: Measure,
    /// Whom it counts.
    pub group: TallyGroup,
    /// The figure.
    pub value: ValueRange,
    /// "the 45 dead": spoken of before.
    pub definite: bool,
    /// A part of the figure before it.
    pub part: bool,
}

/// Words for harm.
#[derive(Clone, Debug)]
pub(super) struct Harm {
    pub(super) tokens: Range<usize>,
    pub(super) measure: Measure,
    pub(super) verb: bool,
    pub(super) object: bool,
    pub(super) noun: bool,
    of: bool,
    /// "həlak olanların": of those harmed, a part follows.
    those: bool,
}

/// What reading figures of people needs of the lexicon.
pub struct PeopleFinder<'c, 'd> {
    pub(super) context: &'c Context<'d>,
    harm: Class,
    pub(super) groups: Class,
    words: Class,
    parts: Class,
    units: Class,
    pub(super) auxiliaries: Class,
    pub(super) adverbs: Class,
    conjunctions: Class,
    determiners: Class,
}

/// How far from a number its verb may stand.
const REACH: usize = 12;

impl<'c, 'd> PeopleFinder<'c, 'd> {
    /// Looks the classes up once for a text.
    pub fn new(context: &'c Context<'d>) -> Self {
        let doc = context.doc;
        Self {
            context,
            harm: doc.class("tally_harm"),
            groups: doc.class("tally_groups"),
            words: doc.class("tally_words"),
            parts: doc.class("find_words"),
            units: doc.class("units"),
            auxiliaries: doc.class("auxiliaries"),
            adverbs: doc.class("adverbs"),
            conjunctions: doc.class("conjunctions"),
            determiners: doc.class("determiners"),
        }
    }

    /// Whether a range of tokens has words for harm or incidents.
    pub fn tells_of_harm(&self, range: &Range<usize>) -> bool {
        self.context.doc.terms_in(range.clone(), self.harm).next().is_some()
    }

    /// The figures of a sentence; `before` is what the sentence before counted last.
    pub fn counted(&self, range: &Range<usize>, before: Option<&Counted>) -> Vec<Counted> {
        let harms = self.harms(range);
        let numbers: Vec<&Number> = numbers_in(&self.context.numbers, range.clone())
            .iter()
            .filter(|number| number.kind == NumberKind::Cardinal && !self.has_unit(number))
            // "several" is no figure.
            .filter(|number| number.value.most().is_some() || number.value.least() > 2.0)
            .collect();
        let mut found: Vec<Counted> = Vec::new();
        for (at, number) in numbers.iter().enumerate() {
            let next = numbers.get(at + 1).copied();
            if let Some(counted) = self.one(number, next, range, &harms, &found, before) {
                found.push(counted);
            }
        }
        found
    }

    /// "the figure was 161", "the hospital came up with 26": a number alone that takes up what was
    /// counted before.
    pub fn figure(&self, range: &Range<usize>) -> Option<(Range<usize>, ValueRange)> {
        let doc = self.context.doc;
        let mut words = doc.entries_from(range.clone(), self.words);
        let (word, _) = words.find(|(_, entry)| &*entry.value == "figure")?;
        let mut numbers = numbers_in(&self.context.numbers, range.clone())
            .iter()
            .filter(|number| number.kind == NumberKind::Cardinal);
        let (number, none) = (numbers.next()?, numbers.next());
        let alone = none.is_none() && number.tokens.start > word && !self.has_unit(number);
        alone.then(|| (number.tokens.clone(), number.value))
    }

    /// "wounded about twice as many": the words and what they make of the figure before.
    pub fn multiple(&self, range: &Range<usize>, counted: &[Counted]) -> Option<Counted> {
        let doc = self.context.doc;
        let term = doc
            .terms_in(range.clone(), self.words)
            .find(|term| &*doc.entry(term).value == "multiple")?;
        let factor: f64 = doc.entry(term).get("factor")?.parse().ok()?;
        let whole = counted.iter().rev().find(|one| one.tokens.end <= term.start && !one.part)?;
        let harm = self
            .harms(range)
            .into_iter()
            .rev()
            .find(|harm| harm.tokens.end <= term.start && term.start - harm.tokens.end <= 3)?;
        Some(Counted {
            tokens: term.start..term.end,
            measure: harm.measure,
            value: whole.value.times(factor).ok()?,
            definite: false,
            part: false,
            group: whole.group,
        })
    }

    /// "the sixth such blast": the number of incidents, with the tokens that say it.
    pub fn ordinal(&self, range: &Range<usize>) -> Option<(Range<usize>, ValueRange)> {
        let doc = self.context.doc;
        numbers_in(&self.context.numbers, range.clone())
            .iter()
            .filter(|number| number.kind == NumberKind::Ordinal && number.value.least() >= 2.0)
            .find(|number| {
                (number.tokens.end..range.end.min(number.tokens.end + 3)).any(|at| {
                    doc.entry_at(at, self.harm)
                        .is_some_and(|e| &*e.value == "incidents" && e.has("ordinal"))
                })
            })
            .map(|number| (number.tokens.clone(), number.value))
    }

    fn has_unit(&self, number: &Number) -> bool {
        let doc = self.context.doc;
        let before = number.core.start.checked_sub(1).map_or("", |at| doc.folded(at));
        let currency =
            before.chars().any(|c| matches!(c, '$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}'));
        currency
            || doc.entry_at(number.tokens.end, self.units).is_some()
            || number.core.start.checked_sub(1).is_some_and(|at| {
                doc.entry_at(at, self.units).is_some_and(|entry| entry.has("before"))
            })
    }

    fn harms(&self, range: &Range<usize>) -> Vec<Harm> {
        let doc = self.context.doc;
        let mut harms: Vec<Harm> = Vec::new();
        for term in doc.terms_in(range.clone(), self.harm) {
            let entry = doc.entry(term);
            let Ok(measure) = entry.value.parse::<Measure>() else { continue };
            if entry.has("ordinal") {
                continue;
            }
            let harm = Harm {
                tokens: term.start..term.end,
                measure,
                verb: entry.has("verb"),
                object: entry.has("object"),
                noun: entry.has("noun"),
                of: entry.has("of"),
                those: entry.has("those"),
            };
            // "killed or injured", "died or have been maimed": both together.
            if let Some(last) = harms.last_mut()
                && is_harm(last.measure)
                && is_harm(measure)
                && last.measure != measure
                && self.joins(last.tokens.end, term.start)
            {
                last.tokens.end = term.end;
                last.measure = Measure::Casualties;
                last.verb |= harm.verb;
                last.object |= harm.object;
                last.noun |= harm.noun;
                continue;
            }
            harms.push(harm);
        }
        harms
    }

    fn joins(&self, from: usize, to: usize) -> bool {
        let doc = self.context.doc;
        let mut conjunction = false;
        from < to
            && to - from <= 4
            && (from..to).all(|at| {
                let joint = self.is_and(at) || doc.folded(at) == "/";
                conjunction |= joint;
                joint
                    || doc.entry_at(at, self.auxiliaries).is_some()
                    || doc.entry_at(at, self.adverbs).is_some()
            })
            && conjunction
    }

    pub(super) fn is_and(&self, at: usize) -> bool {
        self.context.doc.folded(at) == "&"
            || self
                .context
                .doc
                .entry_at(at, self.conjunctions)
                .is_some_and(|entry| matches!(&*entry.value, "and" | "or"))
    }

    fn word_is(&self, at: usize, kind: &str) -> bool {
        self.context.doc.entry_at(at, self.words).is_some_and(|entry| &*entry.value == kind)
    }

    pub(super) fn part_is(&self, at: usize, kind: &str) -> bool {
        self.context.doc.entry_at(at, self.parts).is_some_and(|entry| &*entry.value == kind)
    }

    /// What one number counts; `None` when it counts no people and no incidents.
    fn one(
        &self,
        number: &Number,
        next: Option<&Number>,
        range: &Range<usize>,
        harms: &[Harm],
        found: &[Counted],
        before: Option<&Counted>,
    ) -> Option<Counted> {
        let doc = self.context.doc;
        let (start, end) = (number.tokens.start, number.tokens.end);
        let definite = start
            .checked_sub(1)
            .and_then(|at| doc.entry_at(at, self.determiners))
            .is_some_and(|entry| &*entry.value == "definite");
        let limit = range.end.min(end + REACH);
        let make = |measure, group, part| {
            Some(Counted {
                tokens: number.tokens.clone(),
                measure,
                group,
                value: number.value,
                definite,
                part,
            })
        };
        // "9'u çocuk 14 kişi": nine of the fourteen.
        if let Some(next) = next
            && doc.ending(end - 1) == Ending::Part
            && next.tokens.start <= end + 3
            && let Some(group) = self.group_in(end, next.tokens.start)
            && group != TallyGroup::All
        {
            let whole =
                self.forward(next, None, harms, (next.tokens.end + REACH).min(range.end))?;
            return make(whole.measure, group, true);
        }
        // "fifty of the 110 victims were from clearance teams"
        if let Some(next) = next
            && self.part_is(end, "of")
            && next.tokens.start <= end + 3
        {
            let whole =
                self.forward(next, None, harms, limit.max(next.tokens.end + 4).min(range.end))?;
            let group = self.group_after(whole.tokens.end, range.end.min(whole.tokens.end + 8))?;
            return make(whole.measure, group, true);
        }
        let forward = self.forward(number, next, harms, limit);
        let backward = harms.iter().rev().find(|harm| {
            harm.object
                && harm.tokens.end <= start
                && start - harm.tokens.end <= 2
                && !self.is_passive(harm)
                && (harm.tokens.end..start)
                    .all(|at| !matches!(doc.folded(at), "," | ";" | ".") && !self.is_and(at))
        });
        let near = forward.as_ref().is_some_and(|harm| harm.tokens.start <= end + 3);
        let chosen = match (forward, backward) {
            (Some(harm), Some(_)) if near && harm.noun && !harm.object => Some(harm),
            (_, Some(harm)) => Some(harm.clone()),
            (harm, None) => harm,
        };
        if let Some(harm) = chosen {
            let between =
                if harm.tokens.start >= end { end..harm.tokens.start } else { end..end + 4 };
            // The group of a part that stands between is not its own.
            let own = next.map_or(between.end, |next| {
                let listed = self.is_and(next.tokens.start.saturating_sub(1));
                if listed { between.end } else { between.end.min(next.tokens.start) }
            });
            let group = self
                .group_in(between.start, own.min(range.end))
                .filter(|group| *group != TallyGroup::All)
                .or_else(|| {
                    let pronoun = self.part_is(end, "of") || doc.folded(end) == ",";
                    pronoun
                        .then(|| {
                            self.group_after(harm.tokens.end, range.end.min(harm.tokens.end + 5))
                        })
                        .flatten()
                })
                .or_else(|| {
                    // "five deminers lost their lives and 33 were wounded"
                    let bare = harm.tokens.start >= end
                        && harm.tokens.start <= end + 1 + usize::from(self.is_passive(&harm));
                    found
                        .last()
                        .filter(|last| {
                            let tight = start - last.tokens.end <= 3;
                            bare && (!last.part || tight) && last.measure != harm.measure
                        })
                        .filter(|last| {
                            (last.tokens.end..start)
                                .all(|at| !matches!(doc.folded(at), "," | ";" | ":"))
                        })
                        .map(|last| last.group)
                })
                .or_else(|| {
                    // "1,326 civilians suffered, of them 394 died, 932 were hurt"
                    let last = found.last()?;
                    let apart = last.tokens.end..start;
                    let one_list = last.part
                        && apart.clone().all(|at| {
                            doc.folded(at) == ","
                                || self.is_and(at)
                                || harms.iter().any(|harm| harm.tokens.contains(&at))
                        });
                    (one_list || self.is_part(start, range.start)).then_some(last.group)
                })
                .unwrap_or(TallyGroup::All);
            let part =
                self.is_part(start, range.start) || self.part_is(end, "of") && !found.is_empty();
            return make(
                harm.measure,
                group,
                part || group != TallyGroup::All && !found.is_empty(),
            );
        }
        // "the number of victims has reached 314", and those listed after it.
        let heads = |harm: &&Harm| harm.of && harm.tokens.end <= start;
        let of = harms
            .iter()
            .rev()
            .find(|harm| heads(harm) && !harm.noun)
            .or_else(|| harms.iter().rev().find(heads));
        if let Some(harm) = of
            && !found.iter().any(|other| other.tokens.start >= harm.tokens.end)
            && ((harm.tokens.end..start).any(|at| self.word_is(at, "reach"))
                || self.is_reached(number))
            && start - harm.tokens.end <= 30
            && numbers_in(&self.context.numbers, harm.tokens.end..start)
                .iter()
                .all(|other| other.kind != NumberKind::Cardinal)
        {
            return make(
                harm.measure,
                self.group_in(end, end + 2).unwrap_or(TallyGroup::All),
                false,
            );
        }
        let last = found.last();
        let set = |at: usize| self.in_date(at) || self.in_place(at);
        if let Some(last) = last
            && !last.part
            && (last.tokens.end..start).all(|at| {
                doc.folded(at) == ","
                    || self.is_and(at)
                    || set(at)
                    || harms.iter().any(|harm| harm.tokens.contains(&at))
                    || doc.entry_at(at, self.groups).is_some()
                    || set(at + 1)
            })
            && (last.tokens.end..start).any(set)
            && (set(end) || set(end + 1))
        {
            return make(last.measure, last.group, false);
        }
        // "Of those killed, 29 were civilians"
        let said = harms.iter().find(|harm| {
            is_people(harm.measure)
                && harm.tokens.end <= start
                && found.is_empty()
                && harm.tokens.start <= range.start + 4
                && (harm.those || self.part_is(range.start, "of"))
        });
        if let Some(harm) = said
            && let Some(group) = self.group_near(end, range.end).filter(|g| *g != TallyGroup::All)
        {
            return make(harm.measure, group, true);
        }
        // "among the injured four were children": the noun says what they are a part of.
        let named = harms.iter().rev().find(|harm| {
            harm.of
                && is_people(harm.measure)
                && harm.tokens.end <= start
                && harm.tokens.end + 2 >= start
                && harm.tokens.start > range.start
                && self.part_is(harm.tokens.start - 1, "part")
        });
        if let Some(harm) = named
            && let Some(group) = self.group_near(end, range.end).filter(|g| *g != TallyGroup::All)
        {
            return make(harm.measure, group, true);
        }
        // A part of the figure before: "45 of them women and six children", "nine were children".
        let group = self.group_near(end, range.end);
        let subset = self.is_part(start, range.start) || self.part_is(end, "of") || group.is_some();
        let whole = found.iter().rev().find(|one| is_people(one.measure)).or(before);
        if let Some(whole) = whole
            && subset
            && is_people(whole.measure)
            && (group.is_some_and(|g| g != TallyGroup::All))
        {
            return make(whole.measure, group.unwrap_or(TallyGroup::All), true);
        }
        let listed = range.clone().any(|at| self.word_is(at, "list"));
        (listed && self.group_in(end, end + 2).is_some())
            .then(|| make(Measure::Casualties, TallyGroup::All, false))
            .flatten()
    }

    /// "210-a çatıb", "3 300 nəfəri ötüb": where verbs come last, the word for reaching does.
    fn is_reached(&self, number: &Number) -> bool {
        let doc = self.context.doc;
        let end = number.tokens.end;
        let counted = usize::from(doc.entry_at(end, self.groups).is_some());
        doc.grammar().verb_final && self.word_is(end + counted, "reach")
    }

    /// Whether words of harm stand in the passive.
    pub(super) fn is_passive(&self, harm: &Harm) -> bool {
        let doc = self.context.doc;
        (harm.tokens.start.saturating_sub(2)..harm.tokens.start)
            .any(|at| doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "be"))
    }

    /// "including three reporters", "among them 61 dead".
    fn is_part(&self, start: usize, least: usize) -> bool {
        let from = start.saturating_sub(3).max(least);
        let doc = self.context.doc;
        (from..start).any(|at| {
            doc.entry_at(at, self.parts).is_some_and(|e| &*e.value == "part" || e.has("part"))
        })
    }

    fn in_place(&self, at: usize) -> bool {
        let places = &self.context.places;
        let next = places.partition_point(|place| place.tokens.end <= at);
        places.get(next).is_some_and(|place| place.tokens.contains(&at))
    }

    fn in_date(&self, at: usize) -> bool {
        let dates = &self.context.dates.mentions;
        let next = dates.partition_point(|date| date.tokens.end <= at);
        dates.get(next).is_some_and(|date| date.tokens.contains(&at))
    }
}

const fn is_harm(measure: Measure) -> bool {
    matches!(measure, Measure::Killed | Measure::Injured)
}

/// Whether it counts people.
pub const fn is_people(measure: Measure) -> bool {
    matches!(measure, Measure::Killed | Measure::Injured | Measure::Casualties)
}
