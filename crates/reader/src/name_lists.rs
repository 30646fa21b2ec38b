//! Lists that claim to name everybody: "the dead are A, B and C", "THE INJURED: 1. A. 2. B."

use cairn_model::CountRange;

use crate::agreement::names::has_unnamed;
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::incidents::Event;
use crate::people::{PeopleKind, PeopleMention, listed};

/// Words between a number of people harmed and the mark that opens their names.
const FARTHEST_ANNOUNCED: usize = 9;

/// A list of names and how many it is said to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct NameList {
    /// What became of those named.
    pub harm: Harm,
    /// Those named.
    pub people: Vec<PeopleMention>,
    /// How many the same words say there are ("the two who died - A, B and C").
    pub stated: Option<u64>,
    /// Whether it names some of them only ("among the dead were …").
    pub partial: bool,
    /// The sentence that opens it.
    pub sentence: usize,
}

/// The lists of names in the sentences of an event.
pub fn name_lists(context: &Context<'_>, event: &Event) -> Vec<NameList> {
    event
        .facts
        .iter()
        .flat_map(|facts| &facts.effects)
        .filter_map(|&index| name_list(context, &context.effects[index]))
        .collect()
}

/// The names that follow "the dead", "the injured", "the two who died": up to the next effect or the
/// end of the paragraph.
pub fn name_list(context: &Context<'_>, effect: &Effect) -> Option<NameList> {
    let announced = announced(context, effect);
    if !(effect.resumed || announced.is_some()) || effect.negated {
        return None;
    }
    let doc = context.doc;
    let start = effect.tokens.end;
    let sentence = doc.sentence_of(effect.tokens.start);
    let paragraph = doc.sentences[sentence].paragraph;
    let end = doc.sentences[sentence..]
        .iter()
        .take_while(|sentence| sentence.paragraph == paragraph)
        .last()
        .map_or(start, |last| last.tokens.end);
    let next = context
        .effects
        .iter()
        .filter(|other| !other.weak)
        .map(|other| other.tokens.start)
        .find(|&other| other >= start)
        .map_or(end, |other| other.min(end));
    // A list is opened within a few words by "as", "are" or a dash, and a little later by a colon.
    let farthest = if effect.resumed { 12 } else { FARTHEST_ANNOUNCED };
    let cue = (start..(start + farthest).min(next)).find(|&at| {
        // "The wounded, A B and C D, are …"
        let set_off = at == start
            && effect.resumed
            && doc.folded(at) == ","
            && doc.tokens.get(at + 1).is_some_and(|token| token.is_capitalised());
        if doc.folded(at) == ":" || at == start && is_heading(context, effect) || set_off {
            return true;
        }
        if announced.is_some() {
            return doc.entry_at(at, doc.class("list_openers")).is_some_and(|e| &*e.value == "all");
        }
        at < start + 4
            && (doc.folded(at) == "-"
                || doc.entry_at(at, doc.class("auxiliaries")).is_some()
                || doc.entry_at(at, doc.class("list_openers")).is_some())
    })?;
    // Words open what their sentence holds, a colon or a heading what the paragraph does.
    let opened = doc.folded(cue) == ":" || cue == start && is_heading(context, effect);
    let next = if opened { next } else { next.min(doc.sentences[sentence].tokens.end) };
    let is_source = |mention: &PeopleMention| {
        context
            .sources
            .iter()
            .any(|s| s.tokens.start < mention.tokens.end && mention.tokens.start < s.tokens.end)
    };
    let mut people = listed(doc, &context.numbers, &context.places, cue + 1..next);
    people.retain(|mention| !is_source(mention));
    // The list begins where it is announced.
    if people.first().is_none_or(|first| first.tokens.start > cue + 4) {
        return None;
    }
    let partial = doc.entry_at(cue, doc.class("list_openers")).is_some_and(|e| &*e.value == "some")
        || has_unnamed(context, &people, &(cue + 1..next))
        || effect.tokens.start > 1
            && !heads_list(context, effect.tokens.start)
            && doc.entry_at(effect.tokens.start - 2, doc.class("partitives")).is_some();
    let near = |n: u64| n.abs_diff(people.len() as u64) <= 1;
    if announced.is_some_and(|n| people.len() < 2 || !near(n)) {
        return None;
    }
    let stated = effect
        .people
        .iter()
        .map(|&i| &context.people[i])
        .filter(|mention| mention.kind == PeopleKind::Bare)
        .find_map(|mention| mention.count.and_then(CountRange::exact))
        .or(announced);
    Some(NameList { harm: effect.harm, people, stated, partial, sentence })
}

/// "Three boys were killed: A, B and C": how many an effect counts who may be named behind it.
fn announced(context: &Context<'_>, effect: &Effect) -> Option<u64> {
    let [group] = effect.people.as_slice() else { return None };
    let group = &context.people[*group];
    let unnamed = group.name.is_none() && group.tokens.end <= effect.tokens.start;
    let count = group.count.and_then(CountRange::exact)?;
    (unnamed && !effect.resumed && count > 1).then_some(count)
}

/// "The dead. A B, 40; C D": words for harm that are a sentence of their own head what follows.
fn is_heading(context: &Context<'_>, effect: &Effect) -> bool {
    let doc = context.doc;
    let sentence = &doc.sentences[doc.sentence_of(effect.tokens.start)].tokens;
    let words = sentence.clone().filter(|&at| doc.tokens[at].is_word()).count();
    effect.resumed && words <= effect.tokens.len() + 1 && doc.folded(effect.tokens.end) == "."
}

/// "these names of the dead", "the list of the injured": words that head a list of all.
fn heads_list(context: &Context<'_>, harm: usize) -> bool {
    const LONGEST: usize = 4;
    let doc = context.doc;
    doc.terms_in(harm.saturating_sub(LONGEST)..harm, doc.class("list_heads"))
        .any(|term| term.end > term.start + 1 && term.end == harm)
}
