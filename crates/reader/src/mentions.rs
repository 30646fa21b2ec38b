//! What the first steps find in a text: numbers, days, places, sources. Later steps combine them.

use std::ops::Range;

use cairn_model::{DateSpan, ValueRange};

/// A number with its modifier: "at least three", "more than 1,400", "a dozen", "4 to 6", "dozens".
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// All its tokens, modifier included.
    pub tokens: Range<usize>,
    /// Its tokens without the modifier.
    pub core: Range<usize>,
    /// The value as a range: "about 5" is [5, 5], "more than 5" [5, open], "several" [2, open].
    pub value: ValueRange,
    /// Whether it is a count of something (and not an ordinal, a year, a clock time, a model number).
    pub kind: NumberKind,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// May count something.
    Cardinal,
    /// "third", "2nd".
    Ordinal,
    /// Per cent ("25 per cent", "25%"); the value is in per cent.
    Percent,
    /// "one in four", "two-thirds", "half"; the value is in per cent.
    Share,
    /// An age in years: "41-year-old", "aged 58", "Ivo Barik (28)", "M/58".
    Age,
    /// A number that names or qualifies: "PMN-2", "82 mm", "Hill 350", "No. 41", "14-month".
    Label,
}

/// A day, month, year or period named in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// Its tokens, preposition included ("on Tuesday", "since 10 November 2020").
    pub tokens: Range<usize>,
    /// The days that it may mean; unknown when the text and its date do not settle it.
    pub span: DateSpan,
    /// What kind of expression it is.
    pub kind: DateKind,
}

/// What kind of time expression it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateKind {
    /// A day: "on Tuesday", "June 4", "yesterday", "17.12.2023".
    Day,
    /// A span of days shorter than a month: "last week", "7-13 October", "over the past 24 hours".
    Days,
    /// A month or several: "in July 2012", "January to September 2019".
    Month,
    /// A season: "in the autumn of 1999", "last summer".
    Season,
    /// A year or several: "in 1996", "last year".
    Year,
    /// An open or cumulative period: "since 10 November 2020", "over the past 30 years", "to date",
    /// "from the beginning of the year to the end of May", "as of 31 May 2024".
    Period,
    /// The dateline of the story or another date of publication; not the date of an event.
    Dateline,
}

/// A body or person who says something, as the text names them.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceMention {
    /// The tokens that name it.
    pub tokens: Range<usize>,
    /// The name to show: the body behind a named official, articles and titles stripped.
    pub name: String,
    /// The sentence (or clause) tokens that it is the source of.
    pub scope: Range<usize>,
    /// How it is cited.
    pub role: SourceRole,
    /// The words that make it a source ("said", "according to"); empty for a heading.
    pub cue: Range<usize>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Whether the text goes on to give what it put out as a whole, so that its scope is the text.
    pub whole_text: bool,
    /// Steps from the text: 1 is whom the text heard, 2 whom that source heard.
    pub depth: u8,
    /// Whether it is the publisher under some form of its name.
    pub publisher: bool,
}

/// What kind of source it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A body, or the body behind an official.
    Body,
    /// A news outlet or agency.
    Outlet,
    /// A person, named or described ("a resident").
    Person,
    /// An unnamed official or "source".
    Anonymous,
}

/// How a source is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceRole {
    /// "X said", "according to X", "X reported".
    Says,
    /// "Trend reports citing X": an outlet or agency that passes on what X said.
    Relays,
    /// "X denied", "X dismissed".
    Denies,
    /// "X put the toll at", "X gave a different account", "X, in contrast, speaks of".
    Differs,
}

/// A place as one expression names it, a chain from fine to coarse: "the village of Susuzlug of the
/// Kalbajar district".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// All its tokens, the nouns of the chain included.
    pub tokens: Range<usize>,
    /// The finest place: a village, a quarter, a named locality.
    pub settlement: Option<String>,
    /// The unit above it.
    pub district: Option<String>,
    /// The country, named or implied by an adjective.
    pub country: Option<String>,
    /// How fine it is, from 0: a country, a province, a road, a district, a settlement, a settlement
    /// with its district.
    pub fineness: u8,
    /// How the text ties it to what happens: "in X", "near X" say where; a bare adjective does not.
    pub role: PlaceRole,
}

/// How a text ties a place to what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceRole {
    /// "in X", "near X", "at X", "X district": where something happens.
    Where,
    /// "the mayor of X", where the sentence names no other place: where it happened for want of a better.
    Likely,
    /// "from X", "to X", "resident of X": where people come from or go.
    Other,
    /// An adjective or a country's name in passing: "the Azerbaijani side".
    Passing,
    /// The dateline's place.
    Dateline,
}

/// Ordnance named in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceMention {
    /// The words for it, without article and number.
    pub tokens: Range<usize>,
    /// What it is.
    pub device: cairn_model::Device,
    /// Type designation ("PMN-2", "82 mm mortar bomb"), if named.
    pub model: Option<String>,
    /// Whether the words stand for several items ("mines").
    pub plural: bool,
    /// Whether the words may as well mean something else ("device", "charge", "minutes"): it counts
    /// only beside an explosion, a find or another mention.
    pub vague: bool,
}
