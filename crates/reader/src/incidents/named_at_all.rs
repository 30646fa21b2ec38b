//! The last resort for where an occasion took place: any place that its sentences name, whoever comes from
//! there or passes it, before none.

use super::event::Event;
use super::facts::is_of_model;
use crate::context::Context;
use crate::mentions::{PlaceMention, PlaceRole};

/// Tokens in front of a name among which words for a hospital say that somebody was taken there.
const NEAR: usize = 6;

/// The first place that the sentences of an event name, or its paragraphs; not where somebody was taken to.
pub(super) fn any_named<'c>(context: &'c Context<'_>, event: &Event) -> Option<&'c PlaceMention> {
    let doc = context.doc;
    let told = event.facts.iter().chain(&event.title);
    let own = told.flat_map(|facts| context.places_in(&facts.tokens));
    let paragraph = |number: usize| doc.sentences.get(number).map(|sentence| sentence.paragraph);
    let paragraphs = event.facts.iter().filter_map(|facts| paragraph(facts.sentence));
    let (first, last) = (paragraphs.clone().min()?, paragraphs.max()?);
    let near = context.places.iter().filter(|place| {
        let here = paragraph(doc.sentence_of(place.tokens.start));
        here.is_some_and(|here| (first..=last).contains(&here))
    });
    let may_be = |place: &&PlaceMention| {
        place.detail() > 0
            && place.role != PlaceRole::Dateline
            && !is_of_model(context, place)
            && !is_taken_to(context, place)
    };
    own.filter(may_be).min_by_key(|place| place.settlement.is_none()).or_else(|| {
        let named: Vec<&PlaceMention> = near.filter(may_be).collect();
        let settled = named.iter().find(|place| place.settlement.is_some());
        settled.or(named.first()).copied()
    })
}

/// "flown to the hospital in X", "was sent to X".
fn is_taken_to(context: &Context<'_>, place: &PlaceMention) -> bool {
    let doc = context.doc;
    let start = place.tokens.start;
    let sentence = doc.sentences[doc.sentence_of(start)].tokens.start;
    let before = start.saturating_sub(NEAR).max(sentence)..start;
    let hospital = doc.terms_in(before.clone(), doc.class("hospitals")).next().is_some();
    let class = doc.class("place_prepositions");
    let other = |at: usize| doc.term_at(at, class).filter(|term| term.end == start);
    let goes = before.clone().any(|at| {
        other(at).is_some_and(|term| {
            let people = context.people.iter().any(|people| {
                (people.tokens.end == at || term.start + 1 == people.tokens.end)
                    && people.tokens.start < start
            });
            &*doc.entry(term).value == "other" && !people
        })
    });
    hospital || goes
}
