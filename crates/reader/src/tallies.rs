//! Tallies: figures over a long time or for a whole area, as opposed to single occasions.
//!
//! People killed and injured, incidents, devices, areas, costs and durations of clearance, and what
//! is said of maps. A figure takes its time from its sentence, or goes on with that of the sentence
//! before.

use std::ops::Range;

use cairn_model::{Measure, ReportedTally, Slot, TallyGroup, ValueRange};

use crate::context::Context;
use crate::finds;
use crate::finds::hauls::{Hauls, Part};
use crate::mentions::{DateKind, NumberKind, PlaceRole};
use crate::segment::SentenceKind;

mod measures;
mod people;
pub mod period;

use measures::MeasureFinder;
use people::{Counted, PeopleFinder, is_people};
use period::Period;

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

/// Why a sentence's numbers may be figures.
#[derive(Clone, Debug)]
struct Scope {
    period: Option<Period>,
    /// Whether it goes on with the sentence before.
    continued: bool,
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
        let last = before.as_ref().map(|b| (b.sentence, &b.scope));
        let Some(scope) = scope(context, &finder, number, last) else { continue };
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
        for one in &counted {
            if one.measure == Measure::Incidents && scope.continued {
                continue;
            }
            let own = period::period_in(context, &sentence.tokens, one.tokens.start)
                .filter(|period| period.long || period.open);
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
    let of_before = |figures: &[Figure]| {
        let of: Vec<&Figure> = figures.iter().filter(|f| f.sentence + 1 == number).collect();
        of.iter()
            .find(|figure| figure.measure == Measure::Casualties)
            .or_else(|| of.first())
            .map(|figure| (*figure).clone())
    };
    let whole = of_before(found).or_else(|| of_before(others))?;
    let own = period::period_in(context, tokens, at.start).filter(|p| !p.span.is_unknown());
    let rival = own.is_none();
    let period = own.or_else(|| whole.period.clone());
    let figure = Figure::new(whole.measure, value, at, number, period);
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

/// Why a sentence's numbers may be figures; `None` when they are of one occasion or of nothing that
/// is counted here.
fn scope(
    context: &Context<'_>,
    finder: &PeopleFinder<'_, '_>,
    number: usize,
    before: Option<(usize, &Scope)>,
) -> Option<Scope> {
    let doc = context.doc;
    let sentence = &doc.sentences[number];
    let tokens = &sentence.tokens;
    if !finder.tells_of_harm(tokens) && before.is_none() {
        return None;
    }
    let words = doc.class("tally_words");
    let says = |kind: &str| {
        tokens.clone().any(|at| doc.entry_at(at, words).is_some_and(|e| &*e.value == kind))
    };
    let topic = of_ordnance(context, tokens);
    let other = doc.terms_in(tokens.clone(), doc.class("other_causes")).next().is_some();
    let of_others = doc.terms_in(tokens.clone(), doc.class("tally_other")).next().is_some();
    if (other || of_others) && !topic {
        return None;
    }
    let day = context.dates.mentions.iter().any(|date| {
        date.kind == DateKind::Day
            && tokens.contains(&date.tokens.start)
            && period::period_in(context, &date.tokens, date.tokens.start)
                .is_some_and(|period| !period.open)
    });
    let period = period::period_in(context, tokens, tokens.start);
    let harm = finder.tells_of_harm(tokens);
    if let Some(period) = &period
        && harm
        && (period.long || period.open)
    {
        let single = happens_once(context, tokens);
        let counts = says("count") || says("general") || of_victims(context, tokens);
        if period.open && !(single && day) || counts && !(single && !says("count")) {
            return Some(Scope { period: Some(period.clone()), continued: false });
        }
    }
    if let Some((at, scope)) = before {
        let other = &doc.sentences[at];
        let same = other.paragraph == sentence.paragraph && number - at <= 2;
        let next = number == at + 1 && says("count") && !day;
        let once = happens_once(context, tokens);
        if (same || next) && !day && !once && (harm || says("list")) {
            return Some(Scope { period: scope.period.clone(), continued: true });
        }
    }
    // "the number of victims amounted to …" without a time, but of no short one either.
    let short = period.as_ref().is_some_and(|period| !period.long && !period.open)
        || period::title_period(context).is_some_and(|period| !period.long);
    let number_of = doc.terms_in(tokens.clone(), doc.class("tally_harm")).any(|term| {
        let entry = doc.entry(term);
        entry.has("of") && (!entry.has("noun"))
    });
    (number_of && !short && !day && (topic || says("general")))
        .then_some(Scope { period: None, continued: false })
}

/// Whether ordnance or what is done about it is named in a range of tokens.
fn of_ordnance(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("device")).any(|term| {
        let entry = doc.entry(term);
        &*entry.value != "none" || entry.has("topic")
    })
}

/// Whether victims or casualties are counted in so many words.
fn of_victims(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("tally_harm"))
        .any(|term| &*doc.entry(term).value == "casualties" || doc.entry(term).has("of"))
}

/// Whether a sentence tells of one explosion: one device that goes off or is struck.
fn happens_once(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let one = context.devices.iter().any(|device| {
        tokens.contains(&device.tokens.start)
            && !device.plural
            && !device.vague
            && !general(context, device.tokens.start)
    });
    let goes_off = doc
        .terms_in(tokens.clone(), doc.class("explosions"))
        .any(|term| matches!(&*doc.entry(term).value, "goes_off" | "contact" | "struck"));
    one && (goes_off || !tokens.clone().any(|at| general(context, at)))
        && !of_victims(context, tokens)
}

/// Whether the word means ordnance at large ("by explosive ordnance").
fn general(context: &Context<'_>, at: usize) -> bool {
    let doc = context.doc;
    doc.entry_at(at, doc.class("tally_words")).is_some_and(|entry| &*entry.value == "general")
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
        for one in measures::numbers(context, &sentence.tokens) {
            if !matches!(one.kind, NumberKind::Cardinal | NumberKind::Percent | NumberKind::Share) {
                continue;
            }
            let Some((measure, value)) = finder.measure(one, &sentence.tokens, before, heads)
            else {
                continue;
            };
            any = true;
            let area = measure == Measure::AreaM2;
            let period = period::period_in(context, &sentence.tokens, one.tokens.start)
                .or_else(|| area.then(|| period::period_before(context, number)).flatten());
            let period = period.filter(|period| {
                area || period.long || period.open || measure == Measure::ContaminatedAreaM2
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
    for haul in &hauls.hauls {
        if haul.part == Part::Total
            || !finds::is_figure(context, haul)
            || context.doc.sentences[haul.sentence].kind == SentenceKind::Title
        {
            continue;
        }
        let Some(count) = haul.item.count else { continue };
        let period = finds::period_of(context, haul);
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

/// Puts figures for one quantity together.
fn restate(context: &Context<'_>, figures: Vec<Figure>) -> Vec<Figure> {
    let mut kept: Vec<Figure> = Vec::new();
    for figure in figures {
        let same = |known: &Figure| {
            known.measure == figure.measure
                && known.group == figure.group
                && is_people(figure.measure)
                && (known.scope == figure.scope
                    || known.period.as_ref().map(|p| p.span)
                        == figure.period.as_ref().map(|p| p.span))
        };
        if kept.iter().any(|known| {
            same(known)
                && (known.value == figure.value
                    || known.restated.iter().any(|(v, _)| *v == figure.value))
        }) || kept.iter().any(|known| {
            known.measure == figure.measure
                && known.group == figure.group
                && known.value == figure.value
                && known.period.as_ref().map(|p| p.span) == figure.period.as_ref().map(|p| p.span)
                && !matches!(figure.measure, Measure::AreaM2 | Measure::Devices)
        }) {
            continue;
        }
        let parts: Vec<f64> = kept
            .iter()
            .filter(|known| known.scope == figure.scope && known.group != TallyGroup::All)
            .map(|known| known.value.least())
            .collect();
        let known = kept.iter_mut().find(|known| {
            same(known)
                && figure.definite
                && near(known.value, figure.value)
                // A difference that is itself a part of the figure may be left out on purpose.
                && !parts.iter().any(|part| {
                    (known.value.least() - figure.value.least() - part).abs() < f64::EPSILON
                })
        });
        match known {
            Some(known) => known.restated.push((figure.value, figure.tokens.clone())),
            None => kept.push(figure),
        }
    }
    taken_up(context, &mut kept);
    kept
}

/// "The 361 victims and their families": a figure taken up later with another value.
fn taken_up(context: &Context<'_>, figures: &mut [Figure]) {
    let doc = context.doc;
    let determiners = doc.class("determiners");
    let harm = doc.class("tally_harm");
    for number in &context.numbers {
        let definite = number.tokens.start.checked_sub(1).is_some_and(|at| {
            doc.entry_at(at, determiners).is_some_and(|entry| &*entry.value == "definite")
        });
        if number.kind != NumberKind::Cardinal || !definite {
            continue;
        }
        let measure = (number.tokens.end..number.tokens.end + 2)
            .find_map(|at| doc.entry_at(at, harm))
            .filter(|entry| entry.has("noun"))
            .and_then(|entry| entry.value.parse::<Measure>().ok());
        let Some(measure) = measure.filter(|measure| is_people(*measure)) else { continue };
        let known = |figure: &Figure| figure.measure == measure && figure.group == TallyGroup::All;
        if figures.iter().any(|figure| {
            known(figure)
                && (figure.value == number.value
                    || figure.tokens == number.tokens
                    || figure.restated.iter().any(|(_, tokens)| *tokens == number.tokens))
        }) {
            continue;
        }
        if let Some(figure) = figures.iter_mut().find(|figure| {
            known(figure)
                && figure.tokens.end < number.tokens.start
                && near(figure.value, number.value)
        }) {
            figure.restated.push((number.value, number.tokens.clone()));
        }
    }
}

/// Whether two figures are near enough to be meant for one quantity.
fn near(a: ValueRange, b: ValueRange) -> bool {
    let (a, b) = (a.least(), b.least());
    a > 0.0 && b > 0.0 && (a - b).abs() / a.max(b) <= 0.2
}

/// The area that a figure is about: named behind it or before it in its sentence, else the text's
/// country.
pub fn place(context: &Context<'_>, figure: &Figure) -> Option<String> {
    let doc = context.doc;
    let tokens = &doc.sentences[figure.sentence].tokens;
    let at = figure.tokens.end;
    let words = doc.class("tally_words");
    let near = figure.tokens.start..tokens.end.min(at + 8);
    if near.clone().any(|t| doc.entry_at(t, words).is_some_and(|e| &*e.value == "world")) {
        return None;
    }
    // The country of the dollars is not that of the mines.
    let counted = !matches!(figure.measure, Measure::ClearanceCostUsd | Measure::ClearanceYears);
    let here = context.places.iter().filter(|place| tokens.contains(&place.tokens.start)).filter(
        |place| {
            place.role == PlaceRole::Where
                || counted && place.role == PlaceRole::Other && place.settlement.is_none()
        },
    );
    here.min_by_key(|place| {
        let start = place.tokens.start;
        if start >= at { start - at } else { 2 * (at - start) }
    })
    .and_then(|place| {
        let names = [&place.settlement, &place.district, &place.country];
        names.into_iter().flatten().next().cloned()
    })
    .or_else(|| context.country.clone())
}
