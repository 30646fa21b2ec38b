//! The fields of a filter, the values that they take, and what these hold of.

use std::fmt;

use cairn_gazetteer::spelling_key;
use cairn_model::ReleaseKind;
use cairn_model::{DateSpan, Device, FindAction, HazardKind, IncidentStatus, LandStatus, Place};
use jiff::civil::Date;

use super::error::FilterError;
use super::facts::{Facts, Verdict};
use super::parse::Word;

/// What is filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Mapped areas: hazardous areas, minefield records, released land.
    Records,
    /// Incidents and finds.
    Items,
    /// Figures that reports quote.
    Quoted,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Records => "records",
            Self::Items => "items",
            Self::Quoted => "quoted figures",
        })
    }
}

/// What a filter can ask about. The derived order is that of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What it is.
    Kind,
    /// Who says so: a part of the name.
    Source,
    /// The device.
    Device,
    /// When.
    Date,
    /// Its status.
    Status,
    /// A settlement, district or country.
    Place,
    /// A box of degrees.
    Bbox,
    /// The map sheet.
    Sheet,
    /// The document: a part of what it is called.
    Document,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 9] = [
        Self::Kind,
        Self::Source,
        Self::Device,
        Self::Date,
        Self::Status,
        Self::Place,
        Self::Bbox,
        Self::Sheet,
        Self::Document,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Source => "source",
            Self::Device => "device",
            Self::Date => "date",
            Self::Status => "status",
            Self::Place => "place",
            Self::Bbox => "bbox",
            Self::Sheet => "sheet",
            Self::Document => "document",
        }
    }

    /// Whether this subject has it.
    pub const fn is_of(self, subject: Subject) -> bool {
        match subject {
            Subject::Records | Subject::Items => true,
            Subject::Quoted => {
                matches!(self, Self::Source | Self::Date | Self::Place | Self::Document)
            }
        }
    }

    /// The names of fields, of one subject or all.
    pub(super) fn names(subject: Option<Subject>) -> String {
        let of = |field: &Self| subject.is_none_or(|subject| field.is_of(subject));
        Self::ALL.into_iter().filter(of).map(Self::name).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    field: Field,
    negated: bool,
    values: Values,
}

#[derive(Clone, Debug, PartialEq)]
enum Values {
    /// Codes or parts of names, lower case; as `shown` to a person.
    Words(Vec<String>),
    Days(Vec<DateSpan>),
    Box([f64; 4]),
}

impl Term {
    pub(super) fn of(word: Word) -> Result<Self, FilterError> {
        let Word { field: name, negated, values } = word;
        let field = Field::ALL.into_iter().find(|field| field.name() == name.to_lowercase());
        let field = field.ok_or(FilterError::UnknownField { name })?;
        let bad = |value: &str, expected: &str| FilterError::BadValue {
            field,
            value: value.to_owned(),
            expected: expected.to_owned(),
        };
        let values = match field {
            Field::Bbox => Values::Box(degrees(&values).ok_or_else(|| {
                bad(
                    &values.join(","),
                    "west,south,east,north in degrees, as in 46.1,39.9,46.5,40.2",
                )
            })?),
            Field::Date => {
                let span = |text: &String| {
                    interval(text).ok_or_else(|| {
                        bad(text, "a day, month or year (2021-06-04, 2021-06, 2021) or 1992..1995")
                    })
                };
                Values::Days(values.iter().map(span).collect::<Result<_, _>>()?)
            }
            _ => Values::Words(values.iter().map(|value| value.to_lowercase()).collect()),
        };
        Ok(Self { field, negated, values })
    }

    /// Whether the subject has the field, and the field these codes.
    pub(super) fn check(&self, subject: Subject) -> Result<(), FilterError> {
        let field = self.field;
        if !field.is_of(subject) {
            return Err(FilterError::NotOfSubject { subject, field });
        }
        let Values::Words(words) = &self.values else { return Ok(()) };
        let codes = codes(field, subject);
        match words.iter().find(|word| !codes.is_empty() && !codes.contains(&word.as_str())) {
            None => Ok(()),
            Some(value) => Err(FilterError::BadValue {
                field,
                value: value.clone(),
                expected: format!("one of: {}", codes.join(", ")),
            }),
        }
    }

    pub(super) fn judge(&self, facts: &Facts<'_>) -> Verdict {
        match self.holds(facts) {
            None => Verdict::Unknown(self.field),
            Some(holds) if holds != self.negated => Verdict::Keep,
            Some(_) => Verdict::Drop,
        }
    }

    /// Whether it holds without its sign; `None` where that cannot be told.
    fn holds(&self, facts: &Facts<'_>) -> Option<bool> {
        match &self.values {
            Values::Box(wanted) => Some(touches(*wanted, facts.bounds?)),
            Values::Days(spans) if facts.date.is_unknown() => spans.is_empty().then_some(true),
            Values::Days(spans) => Some(spans.iter().any(|span| span.touches(&facts.date))),
            Values::Words(words) => {
                let any = |held: &dyn Fn(&str) -> bool| Some(words.iter().any(|word| held(word)));
                match self.field {
                    Field::Kind => any(&|word| facts.kinds.contains(&word)),
                    Field::Source => any(&|word| one_holds(facts.sources, word)),
                    Field::Document => any(&|word| one_holds(facts.documents, word)),
                    Field::Device => any(&|word| facts.device.unwrap_or("unknown") == word),
                    Field::Status => any(&|word| facts.status.unwrap_or("unknown") == word),
                    Field::Sheet => {
                        let sheet = facts.sheet?.to_lowercase();
                        any(&|word| sheet == word)
                    }
                    Field::Place if facts.place.is_unnamed() => None,
                    Field::Place => any(&|word| is_named(facts.place, word)),
                    Field::Bbox | Field::Date => None,
                }
            }
        }
    }
}

/// The codes that a field takes; none where it takes any words.
fn codes(field: Field, subject: Subject) -> Vec<&'static str> {
    let known = |code: &&str| *code != "unknown";
    match (field, subject) {
        (Field::Kind, Subject::Records) => ["hazard", "record", "release"]
            .into_iter()
            .chain(HazardKind::ALL.iter().map(|kind| kind.code()).filter(known))
            .chain(ReleaseKind::ALL.iter().map(|kind| kind.code()).filter(known))
            .collect(),
        (Field::Kind, _) => vec!["incident", "find"],
        (Field::Device, _) => Device::ALL.iter().map(|device| device.code()).collect(),
        (Field::Status, Subject::Records) => {
            LandStatus::ALL.iter().map(|status| status.code()).collect()
        }
        (Field::Status, _) => (IncidentStatus::ALL.iter().map(|status| status.code()))
            .chain(FindAction::ALL.iter().map(|action| action.code()))
            .collect(),
        _ => Vec::new(),
    }
}

fn one_holds(names: &[String], part: &str) -> bool {
    names.iter().any(|name| name.to_lowercase().contains(part))
}

/// Whether one of its names is this in some spelling, or has it as a part.
fn is_named(place: &Place, wanted: &str) -> bool {
    let key = spelling_key(wanted);
    let names = [&place.settlement, &place.district, &place.country];
    names.into_iter().flatten().any(|name| {
        name.to_lowercase().contains(wanted) || (!key.is_empty() && spelling_key(name) == key)
    })
}

fn touches([west, south, east, north]: [f64; 4], of: [f64; 4]) -> bool {
    let [other_west, other_south, other_east, other_north] = of;
    west <= other_east && other_west <= east && south <= other_north && other_south <= north
}

fn degrees(values: &[String]) -> Option<[f64; 4]> {
    let numbers: Vec<f64> =
        values.iter().map(|value| value.trim().parse().ok()).collect::<Option<_>>()?;
    let [west, south, east, north] = <[f64; 4]>::try_from(numbers).ok()?;
    let on_earth = west.abs() <= 180.0 && east.abs() <= 180.0 && south.abs() <= 90.0;
    (on_earth && north.abs() <= 90.0 && west <= east && south <= north)
        .then_some([west, south, east, north])
}

/// A day, a month, a year, or two of them with `..` between, either of which may be missing.
fn interval(text: &str) -> Option<DateSpan> {
    let Some((from, to)) = text.split_once("..") else { return period(text) };
    let end = |text: &str| if text.is_empty() { Some(None) } else { period(text).map(Some) };
    let (from, to) = (end(from)?, end(to)?);
    let span = DateSpan { from: from.and_then(|span| span.from), to: to.and_then(|span| span.to) };
    let ordered = span.from.zip(span.to).is_none_or(|(from, to)| from <= to);
    (ordered && !span.is_unknown()).then_some(span)
}

fn period(text: &str) -> Option<DateSpan> {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] if year.len() == 4 => year.parse().ok().and_then(DateSpan::year),
        [year, month] if year.len() == 4 => {
            DateSpan::month(year.parse().ok()?, month.parse().ok()?)
        }
        [_, _, _] => text.parse::<Date>().ok().map(DateSpan::day),
        _ => None,
    }
}
