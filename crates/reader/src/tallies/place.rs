//! The area that a figure is about.

use cairn_model::Measure;

use super::Figure;
use crate::context::Context;
use crate::mentions::PlaceRole;

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
