//! Figures for one quantity put together: repeated, or taken up with another value.

use cairn_model::{Measure, TallyGroup, ValueRange};

use crate::context::Context;
use crate::mentions::NumberKind;
use crate::tallies::Figure;
use crate::tallies::people::is_people;

/// Puts figures for one quantity together.
pub(super) fn restate(context: &Context<'_>, figures: Vec<Figure>) -> Vec<Figure> {
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
                && !context.is_of_another_time(known.sentence, figure.sentence)
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
pub(super) fn near(a: ValueRange, b: ValueRange) -> bool {
    let (a, b) = (a.least(), b.least());
    a > 0.0 && b > 0.0 && (a - b).abs() / a.max(b) <= 0.2
}
