//! Which entries of a list are wanted.
//!
//! An entry whose date or place is not known is left out by a filter on dates or places, and counted,
//! so that the list can say what it leaves out.

use std::str::FromStr;

use cairn_gazetteer::spelling_key;
use cairn_model::{DateSpan, Place};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use crate::values;

/// Wanted days.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub struct DateFilter {
    /// Only what may have happened on or after this day, month or year
    #[arg(long, value_name = "DATE", value_parser = values::period)]
    from: Option<DateSpan>,
    /// Only what may have happened on or before this day, month or year
    #[arg(long, value_name = "DATE", value_parser = values::period)]
    to: Option<DateSpan>,
}

/// Wanted places.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub struct PlaceFilter {
    /// Only places whose settlement or district is called so, in any spelling
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Only this country
    #[arg(long, value_name = "NAME")]
    country: Option<String>,
}

/// Wanted words.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub struct TextFilter {
    /// Only entries that hold these words anywhere, upper and lower case alike
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

/// What a filter says of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Wanted.
    Keep,
    /// Not wanted.
    Drop,
    /// Cannot be told, as the entry has no date.
    Undated,
    /// Cannot be told, as the entry names no place.
    Unplaced,
}

impl Verdict {
    /// This verdict, or the next one where this one keeps.
    #[must_use]
    pub fn and(self, next: impl FnOnce() -> Self) -> Self {
        if self == Self::Keep { next() } else { self }
    }

    /// Keeps what is true.
    pub const fn when(wanted: bool) -> Self {
        if wanted { Self::Keep } else { Self::Drop }
    }
}

impl DateFilter {
    /// Whether something that happened in `span` is wanted.
    pub fn judge(&self, span: &DateSpan) -> Verdict {
        let wanted = DateSpan {
            from: self.from.and_then(|from| from.from),
            to: self.to.and_then(|to| to.to),
        };
        if wanted.is_unknown() {
            Verdict::Keep
        } else if span.is_unknown() {
            Verdict::Undated
        } else {
            Verdict::when(wanted.touches(span))
        }
    }
}

impl PlaceFilter {
    /// Whether something at `place` is wanted.
    pub fn judge(&self, place: &Place) -> Verdict {
        let named = |wanted: &Option<String>, names: &[&Option<String>]| {
            let Some(wanted) = wanted else {
                return Verdict::Keep;
            };
            if names.iter().all(|name| name.is_none()) {
                return Verdict::Unplaced;
            }
            let fits = |name: &&Option<String>| {
                name.as_deref().is_some_and(|name| same_name(wanted, name))
            };
            Verdict::when(names.iter().any(fits))
        };
        named(&self.place, &[&place.settlement, &place.district])
            .and(|| named(&self.country, &[&place.country]))
    }

    /// Whether an area that is only a name is wanted.
    pub fn judge_name(&self, area: Option<&str>) -> Verdict {
        let mut verdict = Verdict::Keep;
        for wanted in [&self.place, &self.country].into_iter().flatten() {
            verdict = verdict.and(|| match area {
                None => Verdict::Unplaced,
                Some(area) => Verdict::when(same_name(wanted, area)),
            });
        }
        verdict
    }
}

impl TextFilter {
    /// Whether an entry is wanted. It is looked at as it is written in JSON.
    pub fn judge(&self, entry: &impl Serialize) -> Verdict {
        let Some(wanted) = &self.text else {
            return Verdict::Keep;
        };
        let wanted = wanted.to_lowercase();
        let held = serde_json::to_value(entry).is_ok_and(|value| holds(&value, &wanted));
        Verdict::when(held)
    }
}

fn holds(value: &serde_json::Value, wanted: &str) -> bool {
    use serde_json::Value;
    match value {
        Value::String(text) => text.to_lowercase().contains(wanted),
        Value::Array(items) => items.iter().any(|item| holds(item, wanted)),
        Value::Object(fields) => fields.values().any(|field| holds(field, wanted)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether some of `names` holds `wanted`, upper and lower case alike.
pub fn any_holds<S: AsRef<str>>(names: &[S], wanted: Option<&str>) -> Verdict {
    let Some(wanted) = wanted.map(str::to_lowercase) else {
        return Verdict::Keep;
    };
    let fits = |name: &S| name.as_ref().to_lowercase().contains(&wanted);
    Verdict::when(names.iter().any(fits))
}

/// Whether `name` is `wanted` in some spelling, or has it as a part.
fn same_name(wanted: &str, name: &str) -> bool {
    let key = spelling_key(wanted);
    name.to_lowercase().contains(&wanted.to_lowercase())
        || (!key.is_empty() && spelling_key(name) == key)
}

/// A parser for the codes of a vocabulary, which help and completions list.
pub fn vocabulary<T>(codes: Vec<&'static str>) -> impl TypedValueParser<Value = T>
where
    T: FromStr + Clone + Send + Sync + 'static,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    PossibleValuesParser::new(codes).try_map(|code| code.parse::<T>())
}

/// What filters could not judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    undated: u64,
    unplaced: u64,
}

impl LeftOut {
    /// Whether an entry with this verdict is wanted; counts it where that cannot be told.
    pub fn admit(&mut self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Keep => return true,
            Verdict::Drop => {}
            Verdict::Undated => self.undated += 1,
            Verdict::Unplaced => self.unplaced += 1,
        }
        false
    }

    /// What was left out, for people; `None` when nothing was.
    pub fn sentence(&self) -> Option<String> {
        let part = |count: u64, what: &str| (count > 0).then(|| format!("{count} {what}"));
        let parts: Vec<String> =
            [part(self.undated, "without a date"), part(self.unplaced, "without a named place")]
                .into_iter()
                .flatten()
                .collect();
        (!parts.is_empty()).then(|| format!("Left out by the filters: {}.", parts.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn june() -> DateFilter {
        DateFilter { from: DateSpan::month(2021, 6), to: DateSpan::month(2021, 6) }
    }

    #[test]
    fn an_interval_is_wanted_where_it_touches() {
        let day = |month, day| DateSpan::day(date(2021, month, day));
        assert_eq!(june().judge(&day(6, 30)), Verdict::Keep);
        assert_eq!(june().judge(&day(7, 1)), Verdict::Drop);
        assert_eq!(june().judge(&DateSpan::year(2021).unwrap()), Verdict::Keep);
        assert_eq!(june().judge(&DateSpan::UNKNOWN), Verdict::Undated);
        assert_eq!(DateFilter::default().judge(&DateSpan::UNKNOWN), Verdict::Keep);
    }

    #[test]
    fn what_cannot_be_judged_is_counted() {
        let filter = PlaceFilter { place: Some("kalb".to_owned()), country: None };
        let mut left_out = LeftOut::default();
        let place = |district: Option<&str>| Place {
            district: district.map(str::to_owned),
            ..Place::default()
        };
        assert!(left_out.admit(filter.judge(&place(Some("Kalbajar")))));
        assert!(!left_out.admit(filter.judge(&place(Some("Lachin")))));
        assert!(!left_out.admit(filter.judge(&place(None))));
        assert_eq!(
            left_out.sentence().as_deref(),
            Some("Left out by the filters: 1 without a named place.")
        );
    }

    #[test]
    fn spellings_of_a_place_are_one_place() {
        assert!(same_name("Kəlbəcər", "Kalbajar"));
        assert!(same_name("kalb", "Kalbajar"));
        assert!(!same_name("Lachin", "Kalbajar"));
    }

    #[test]
    fn words_are_found_at_any_depth() {
        let entry = serde_json::json!({"a": [{"b": "The Village of Sus"}]});
        let filter = |text: &str| TextFilter { text: Some(text.to_owned()) };
        assert_eq!(filter("village").judge(&entry), Verdict::Keep);
        assert_eq!(filter("town").judge(&entry), Verdict::Drop);
    }
}
