//! Tallies: figures over a long time or for a whole area, as opposed to single occasions.
//!
//! People killed and injured, incidents, devices, areas, costs and durations of clearance, and what
//! is said of maps. A figure takes its time from its sentence, or goes on with that of the sentence
//! before.

use std::ops::Range;

use cairn_model::{Measure, ReportedTally, Slot, TallyGroup, ValueRange};

use crate::context::Context;
use crate::finds;
use crate::finds::haul::{Hauls, Part};
use crate::mentions::{Number, NumberKind};
use crate::segment::SentenceKind;

mod counted;
mod harm;
mod measures;
mod parts;
mod people;
pub mod period;
mod place;
mod reach;
mod restate;
mod scope;

use measures::MeasureFinder;
pub use place::place;

use people::{Counted, PeopleFinder, is_people};
use period::Period;
use restate::{near, restate};
use scope::{Scope, happens_once, scope};

/// As many accidents a text tells of one by one.
const FEW: f64 = 4.0;

/// No month has more days.
const MONTH: i32 = 31;

/// A figure as one phrase gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it measures.
    pub measure: Measure,
    /// Whom it counts.
    pub group: TallyGroup,
    /// The figure, in the unit of the measure.
    pub value: ValueRange,
    /// The number's tokens.
    pub tokens: Range<usize>,
    /// Its sentence.
    pub sentence: usize,
    /// The time that it covers.
    pub period: Option<Period>,
    /// "the 45 dead": takes up a figure given before.
    pub definite: bool,
    /// Which run of sentences on one matter it belongs to.
    pub scope: usize,
    /// Other values for the same quantity, with their tokens.
    pub restated: Vec<(ValueRange, Range<usize>)>,
    /// What another source gives for it.
    pub rival: Option<ValueRange>,
}

/// The tallies of a text, in its order.
pub fn tallies(context: &Context<'_>) -> Vec<ReportedTally> {
    let hauls = finds::hauls::hauls(context);
    tallies_of(context, &figures(context, &hauls))
}

/// The tallies that figures make.
pub fn tallies_of(context: &Context<'_>, figures: &[Figure]) -> Vec<ReportedTally> {
    figures
        .iter()
        .enumerate()
        .map(|(number, figure)| {
            let doc = context.doc;
            let period = figure.period.clone().unwrap_or_default();
            let mut evidence = vec![doc.sentence_evidence(figure.sentence)];
            evidence.push(doc.evidence(figure.tokens.clone()).supporting([Slot::Value]));
            evidence.extend(
                figure
                    .restated
                    .iter()
                    .map(|(_, tokens)| doc.evidence(tokens.clone()).supporting([Slot::Value])),
            );
            evidence.sort();
            evidence.dedup();
            let worded = !period.tokens.is_empty();
            let value =
                figure.restated.iter().fold(figure.value, |value, (other, _)| value.hull(*other));
            ReportedTally {
                id: format!("t{}", number + 1),
                measure: figure.measure,
                group: figure.group,
                value,
                place: place(context, figure),
                from: period.span.from,
                to: period.span.to,
                period_text: worded.then(|| doc.plain(period.tokens.clone())),
                said_by: context.said_by(figure.tokens.clone()),
                evidence,
            }
        })
        .collect()
}

/// Whether a sentence gives figures over a time, so that it tells of no single occasion.
pub fn is_tally_sentence(context: &Context<'_>, sentence: usize) -> bool {
    let finder = PeopleFinder::new(context);
    scope(context, &finder, sentence, None).is_some()
}

/// For each sentence whether it gives figures of people or incidents over a time, those that go on
/// with the sentence before included: they tell of no single occasion.
pub fn tally_sentences(context: &Context<'_>) -> Vec<bool> {
    let mut found = Vec::new();
    people_figures(context, &[], &mut found);
    let mut told = vec![false; context.doc.sentences.len()];
    for figure in found {
        told[figure.sentence] = true;
    }
    told
}

/// All figures of a text, in its order.
pub fn figures(context: &Context<'_>, hauls: &Hauls) -> Vec<Figure> {
    let mut others = Vec::new();
    measured(context, &mut others);
    device_figures(context, hauls, &mut others);
    let mut found = Vec::new();
    people_figures(context, &others, &mut found);
    found.extend(others);
    found.sort_by_key(|figure| (figure.tokens.start, figure.tokens.end));
    found.dedup_by(|b, a| a.tokens == b.tokens && a.measure == b.measure);
    restate(context, found)
}

/// A sentence of figures, for the one that goes on with it.
struct Before {
    sentence: usize,
    scope: Scope,
    run: usize,
    /// What it counted last.
    counted: Option<Counted>,
}

fn people_figures(context: &Context<'_>, others: &[Figure], found: &mut Vec<Figure>) {
    let doc = context.doc;
    let finder = PeopleFinder::new(context);
    let mut before: Option<Before> = None;
    let mut runs = 0;
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() || sentence.kind == SentenceKind::Title {
            continue;
        }
        if let Some(figure) = taken_over(context, &finder, number, found, others) {
            found.push(figure);
            continue;
        }
        // Figures of devices and areas go on with those of people, too.
        if before.as_ref().is_none_or(|b| b.sentence + 1 < number)
            && let Some(other) = others.iter().find(|o| o.sentence + 1 == number)
            && other.period.as_ref().is_some_and(|period| period.long)
        {
            runs += 1;
            before = Some(Before {
                sentence: number - 1,
                scope: Scope { period: other.period.clone(), continued: false },
                run: runs,
                counted: None,
            });
        }
        // "… and accidents with them. In December 2016 one killed three": nothing was counted that this goes
        // on with.
        let goes_on = |b: &&Before| {
            b.counted.is_some()
                || b.scope.continued
                || context.dates_in(&sentence.tokens).is_empty()
        };
        let last = before.as_ref().filter(goes_on).map(|b| (b.sentence, &b.scope));
        let scope = scope(context, &finder, number, last);
        let Some(scope) = scope else {
            resumed(context, &finder, number, found);
            continue;
        };
        let same_paragraph = before
            .as_ref()
            .is_some_and(|b| doc.sentences[b.sentence].paragraph == sentence.paragraph);
        let run = match &before {
            Some(before) if scope.continued && same_paragraph => before.run,
            _ => {
                runs += 1;
                runs
            }
        };
        let carried = before.as_ref().and_then(|b| b.counted.clone()).filter(|_| scope.continued);
        let mut counted = finder.counted(&sentence.tokens, carried.as_ref());
        counted.extend(finder.multiple(&sentence.tokens, &counted));
        for (at, one) in counted.iter().enumerate() {
            // "The two accidents bring the dead of this spring to eleven": those told before.
            let taken_up = one.definite && one.value.least() <= FEW;
            if one.measure == Measure::Incidents && (scope.continued || taken_up) {
                continue;
            }
            let periodic = |period: &Period| period.long || period.open;
            // The time beside a figure, and not that beside the one before it or after it.
            let from = at.checked_sub(1).map_or(sentence.tokens.start, |at| counted[at].tokens.end);
            let to = counted.get(at + 1).map_or(sentence.tokens.end, |next| next.tokens.start);
            let beside = period::period_in(context, &(from..to), one.tokens.start);
            let own = beside.filter(periodic).or_else(|| {
                period::period_in(context, &sentence.tokens, one.tokens.start).filter(periodic)
            });
            let period = own.or_else(|| scope.period.clone());
            let tokens = one.tokens.clone();
            let figure = Figure::new(one.measure, one.value, tokens, number, period);
            found.push(Figure { group: one.group, definite: one.definite, scope: run, ..figure });
        }
        if let Some((tokens, value)) = finder.ordinal(&sentence.tokens)
            && scope.period.as_ref().is_some_and(|p| p.open && p.span.from.is_some())
            && !scope.continued
        {
            let period = scope.period.clone();
            let figure = Figure::new(Measure::Incidents, value, tokens, number, period);
            found.push(Figure { scope: run, ..figure });
        }
        let whole = counted.iter().rev().find(|one| !one.part).or(counted.last()).cloned();
        before = Some(Before { sentence: number, scope, run, counted: whole.or(carried) });
    }
}

/// "Of the 25 dead, nine were children", some sentences after "23 people were killed": takes a figure
/// up and goes on with it.
fn resumed(
    context: &Context<'_>,
    finder: &PeopleFinder<'_, '_>,
    number: usize,
    found: &mut Vec<Figure>,
) {
    let sentence = &context.doc.sentences[number];
    if found.is_empty() || happens_once(context, &sentence.tokens) {
        return;
    }
    let counted = finder.counted(&sentence.tokens, None);
    let Some((first, rest)) = counted.split_first() else { return };
    let whole = found.iter().find(|figure| {
        figure.measure == first.measure
            && figure.group == TallyGroup::All
            && is_people(figure.measure)
            && near(figure.value, first.value)
    });
    let Some(whole) = whole.filter(|_| first.definite && !rest.is_empty()).cloned() else { return };
    found.extend(counted.into_iter().map(|one| {
        let period = whole.period.clone();
        let figure = Figure::new(one.measure, one.value, one.tokens, number, period);
        Figure { group: one.group, definite: one.definite, scope: whole.scope, ..figure }
    }));
}

/// "In the same period of last year the figure was 161": what the sentence before counted, with
/// another value.
fn taken_over(
    context: &Context<'_>,
    finder: &PeopleFinder<'_, '_>,
    number: usize,
    found: &[Figure],
    others: &[Figure],
) -> Option<Figure> {
    let doc = context.doc;
    let tokens = &doc.sentences[number].tokens;
    let (at, value) = finder.figure(tokens)?;
    // "Mines found in the same period: 21,340", behind an area.
    let ordnance = context.devices_in(tokens).iter().any(|device| !device.vague);
    let of_before = |figures: &[Figure]| {
        let of: Vec<&Figure> = figures.iter().filter(|f| f.sentence + 1 == number).collect();
        of.iter()
            .find(|figure| figure.measure == Measure::Casualties)
            .or_else(|| of.first())
            .map(|figure| (*figure).clone())
    };
    let whole = of_before(found).or_else(|| of_before(others).filter(|_| !ordnance))?;
    // "For the same year the hospital has 29."
    let same = |period: &Period| {
        let class = doc.class("date_words");
        let mut words = doc.entries_from(period.tokens.clone(), class);
        words.any(|(_, entry)| &*entry.value == "which:same")
    };
    let own = period::period_in(context, tokens, at.start)
        .filter(|period| !period.span.is_unknown() && !same(period));
    // "The number of injured is 77", after a figure of dead.
    let other = finder
        .harms(tokens)
        .into_iter()
        .map(|harm| harm.measure)
        .find(|measure| is_people(*measure));
    let other = other.filter(|measure| is_people(whole.measure) && *measure != whole.measure);
    let rival = own.is_none() && other.is_none() && !finder.compares_times(tokens);
    let period = own.or_else(|| whole.period.clone());
    let figure = Figure::new(other.unwrap_or(whole.measure), value, at, number, period);
    Some(Figure { group: whole.group, rival: rival.then_some(whole.value), ..figure })
}

impl Figure {
    fn new(
        measure: Measure,
        value: ValueRange,
        tokens: Range<usize>,
        sentence: usize,
        period: Option<Period>,
    ) -> Self {
        Self {
            measure,
            group: TallyGroup::All,
            value,
            tokens,
            sentence,
            period,
            definite: false,
            scope: 0,
            restated: Vec::new(),
            rival: None,
        }
    }
}

/// Areas, costs, durations, percentages.
fn measured(context: &Context<'_>, found: &mut Vec<Figure>) {
    let doc = context.doc;
    let finder = MeasureFinder::new(context);
    let mut heading: Option<usize> = None;
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() || sentence.kind == SentenceKind::Title {
            continue;
        }
        let before = number
            .checked_sub(1)
            .map(|at| &doc.sentences[at])
            .filter(|other| {
                other.paragraph == sentence.paragraph || other.kind == SentenceKind::Heading
            })
            .map(|other| &other.tokens);
        let heads = heading.map(|at| &doc.sentences[at].tokens);
        let mut any = false;
        let mut last: Option<(Measure, &Number)> = None;
        for one in measures::numbers(context, &sentence.tokens) {
            if !matches!(one.kind, NumberKind::Cardinal | NumberKind::Percent | NumberKind::Share) {
                continue;
            }
            let part = last.and_then(|(measure, last)| {
                let factor = finder.of_which(one, last, &sentence.tokens)?;
                Some((measure, one.value.times(factor).ok()?))
            });
            let Some((measure, value)) =
                finder.measure(one, &sentence.tokens, before, heads).or(part)
            else {
                continue;
            };
            any = true;
            last = part.is_none().then_some((measure, one)).or(last);
            let area = measure == Measure::AreaM2;
            let period = period::period_in(context, &sentence.tokens, one.tokens.start)
                .or_else(|| area.then(|| period::period_before(context, number)).flatten());
            let period = period.filter(|period| {
                area || period.long || period.open || measure == Measure::ContaminatedAreaM2
            });
            // "At the end of 2023 … are contaminated": a state, not what happened in that time.
            let period = period.map(|mut period| {
                let brief = !period.open && period.span.days().is_some_and(|days| days <= MONTH);
                if measure == Measure::ContaminatedAreaM2 && brief {
                    period.span.from = None;
                }
                period
            });
            found.push(Figure::new(measure, value, one.tokens.clone(), number, period));
        }
        let heads_section = sentence.kind == SentenceKind::Heading
            || sentence.kind == SentenceKind::Item && sentence.tokens.len() <= 6;
        if heads_section && !any {
            heading = Some(number);
        }
    }
}

/// What was found or cleared over a long time.
fn device_figures(context: &Context<'_>, hauls: &Hauls, found: &mut Vec<Figure>) {
    let figure = |value: ValueRange, tokens: Range<usize>, sentence: usize, period| {
        Figure::new(Measure::Devices, value, tokens, sentence, period)
    };
    for (at, haul) in hauls.hauls.iter().enumerate() {
        if haul.part == Part::Total
            || !finds::is_figure(context, haul)
            || context.doc.sentences[haul.sentence].kind == SentenceKind::Title
        {
            continue;
        }
        let Some(count) = haul.item.count else { continue };
        // "365 in 2023, and 221 from January to April": the time beside each.
        let next = hauls.hauls.get(at + 1).filter(|next| next.sentence == haul.sentence);
        let beside = next.and_then(|next| {
            let own = haul.item.tokens.start..next.item.tokens.start.max(haul.item.tokens.end);
            period::period_in(context, &own, haul.item.tokens.start)
        });
        let beside = beside.filter(|period| period.long || period.open);
        let period = beside.or_else(|| finds::period_of(context, haul));
        found.push(figure(count.into(), haul.item.tokens.clone(), haul.sentence, period));
    }
    for (count, tokens, sentence) in &hauls.totals {
        let range = &context.doc.sentences[*sentence].tokens;
        let period = period::period_in(context, range, tokens.start);
        if period.as_ref().is_some_and(|period| period.open || period.long) {
            found.push(figure((*count).into(), tokens.clone(), *sentence, period));
        }
    }
}

#[cfg(test)]
mod tests;
