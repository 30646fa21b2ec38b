//! Records: entries of lists, rows of tables and filled-in forms, each of which tells of one occasion.
//!
//! The head of an entry ("Mon 18 | Orash, Saren."), the cells of a row under their header and the
//! fields of a form ("Place: …") say when and where without a word of grammar. What they say is added
//! to the days and places of the text; which sentences belong together goes to [`crate::incidents`].

mod days;
mod forms;
mod heads;
mod lines;
mod rows;

use std::ops::Range;

use cairn_model::{CountRange, DateSpan};

use crate::dates::Dates;
use crate::doc::Doc;
use crate::effects::{Effect, Harm};
use crate::mentions::{DateKind, DateMention, PlaceMention};
use crate::people::{PeopleKind, PeopleMention};
use crate::places::{HeadPlaces, KnownPlaces};
use crate::segment::SentenceKind;
use days::Days;
use lines::{Line, lines};

/// One entry, row or form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its sentences.
    pub sentences: Range<usize>,
    /// The tokens that say when and where.
    pub heads: Vec<Range<usize>>,
    /// Whether they say when.
    pub dated: bool,
    /// Whether they say where, as finely as the record does.
    pub placed: bool,
    /// Whether it is one of several.
    pub listed: bool,
}

/// A number in a field or a column for the killed or the injured.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Figure {
    /// The field's words, or nothing in a row.
    label: Range<usize>,
    value: Range<usize>,
    harm: Harm,
}

/// The records of a text.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// In order; they do not overlap.
    pub all: Vec<Record>,
    figures: Vec<Figure>,
}

/// A record as its lines give it, before its day and its place join those of the text.
#[derive(Clone, Debug, Default)]
struct Draft {
    sentences: Range<usize>,
    day: Option<(Range<usize>, Option<DateSpan>)>,
    place: Option<PlaceMention>,
    /// Whether a noun says that the place is a unit ("Bama district"), in which a finer one may be told.
    unit: bool,
    /// More tokens of the head, which count nobody.
    head: Range<usize>,
    listed: bool,
}

/// Finds the records of a text and adds their days and places to those known.
pub fn records(
    doc: &Doc<'_>,
    dates: &mut Dates,
    places: &mut Vec<PlaceMention>,
    known: &dyn KnownPlaces,
) -> Records {
    let lines = lines(doc);
    let finder = Finder { doc, days: Days::of(doc, dates), names: HeadPlaces::new(doc, known) };
    let mut figures = Vec::new();
    let mut drafts = forms::forms(&finder, &lines, &mut figures);
    drafts.extend(rows::rows(&finder, &lines, &mut figures));
    drafts.sort_by_key(|draft| draft.sentences.start);
    let taken = |line: &Line| {
        let at = drafts.partition_point(|draft| draft.sentences.end <= line.sentences.start);
        drafts.get(at).is_some_and(|draft| draft.sentences.start <= line.sentences.start)
    };
    let free: Vec<Line> = lines
        .iter()
        .filter(|line| line.kind != SentenceKind::Title && !taken(line))
        .cloned()
        .collect();
    drafts.extend(heads::entries(&finder, &free));
    drafts.sort_by_key(|draft| draft.sentences.start);
    let all = drafts.into_iter().map(|draft| settle(draft, dates, places)).collect();
    Records { all, figures }
}

/// What the ways to write a record share.
struct Finder<'a, 'd> {
    doc: &'a Doc<'d>,
    days: Days<'a, 'd>,
    names: HeadPlaces<'a, 'd>,
}

/// Adds a record's day and place to those of the text.
fn settle(draft: Draft, dates: &mut Dates, places: &mut Vec<PlaceMention>) -> Record {
    let mut record = Record {
        sentences: draft.sentences,
        listed: draft.listed,
        dated: draft.day.is_some(),
        placed: draft.place.as_ref().is_some_and(|p| p.settlement.is_some()) && !draft.unit,
        heads: vec![draft.head],
    };
    if let Some((tokens, span)) = draft.day {
        if let Some(span) = span {
            let mention = DateMention { tokens: tokens.clone(), span, kind: DateKind::Day };
            replace(&mut dates.mentions, mention, |d| &d.tokens, |d, end| d.tokens.end = end);
        }
        record.heads.push(tokens);
    }
    if let Some(place) = draft.place {
        let tokens = place.tokens.clone();
        replace(places, place, |p| &p.tokens, |p, end| p.tokens.end = end);
        record.heads.push(tokens);
    }
    record
}

/// Puts a mention in the place of those that it overlaps; one that begins before it is cut short.
fn replace<T>(all: &mut Vec<T>, new: T, of: fn(&T) -> &Range<usize>, cut: fn(&mut T, usize)) {
    let tokens = of(&new).clone();
    let from = all.partition_point(|old| of(old).start < tokens.start);
    if let Some(before) = from.checked_sub(1).and_then(|before| all.get_mut(before))
        && of(before).end > tokens.start
    {
        cut(before, tokens.start);
    }
    let to = all.partition_point(|old| of(old).start < tokens.end);
    all.splice(from..to, [new]);
}

impl Records {
    /// The record that begins with a sentence.
    pub(crate) fn starting(&self, sentence: usize) -> Option<&Record> {
        let at = self.all.binary_search_by_key(&sentence, |record| record.sentences.start).ok()?;
        self.all.get(at)
    }

    /// Drops the people that heads of records were taken to count, and adds those that cells count.
    pub(crate) fn count_people(&self, doc: &Doc<'_>, people: &mut Vec<PeopleMention>) {
        if self.all.is_empty() {
            return;
        }
        let in_head = |at: usize| {
            let number = doc.sentence_of(at);
            let next = self.all.partition_point(|record| record.sentences.end <= number);
            self.all.get(next).is_some_and(|r| r.heads.iter().any(|head| head.contains(&at)))
        };
        people.retain(|p| p.kind != PeopleKind::Bare || !in_head(p.tokens.start));
        for figure in &self.figures {
            let from = people.partition_point(|p| p.tokens.start < figure.value.start);
            if people.get(from).is_some_and(|p| p.tokens.start < figure.value.end) {
                continue;
            }
            let Some(count) = doc.folded(figure.value.start).parse().ok() else { continue };
            let mut bare = PeopleMention::bare(figure.value.clone(), PeopleKind::Bare);
            bare.count = Some(CountRange::exactly(count));
            people.insert(from, bare);
        }
    }

    /// Adds what the columns and fields for the killed and the injured say.
    pub(crate) fn add_effects(&self, people: &[PeopleMention], effects: &mut Vec<Effect>) {
        for figure in &self.figures {
            let from = people.partition_point(|p| p.tokens.start < figure.value.start);
            let to = people.partition_point(|p| p.tokens.start < figure.value.end);
            let nobody = (from..to).any(|i| people[i].count.is_some_and(|c| c.exact() == Some(0)));
            let whole = figure.label.start..figure.value.end;
            effects.retain(|effect| !whole.contains(&effect.tokens.start));
            let at = effects.partition_point(|effect| effect.tokens.start < figure.value.start);
            let effect = Effect {
                people: if nobody { Vec::new() } else { (from..to).collect() },
                negated: nobody,
                own_count: true,
                ..Effect::of(figure.value.clone(), figure.harm)
            };
            effects.insert(at, effect);
        }
    }
}

#[cfg(test)]
mod tests;
