//! A filter as addresses hold it: names and values, each checked.

use cairn_model::DateSpan;
use cairn_store::table::{Collection, Kind};
use geo::{Geometry, Intersects, Rect};

use super::condition::Condition;
use crate::period::period;

/// A parameter that makes no sense; says what was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is `{given}`; expected {expected}")]
pub struct BadParameter {
    /// The parameter.
    pub name: String,
    /// What it was given as.
    pub given: String,
    /// What would do.
    pub expected: String,
}

impl BadParameter {
    /// A parameter that makes no sense.
    pub fn new(name: &str, given: &str, expected: impl Into<String>) -> Self {
        Self { name: name.to_owned(), given: given.to_owned(), expected: expected.into() }
    }
}

/// West, south, east and north in degrees; west of the date line to east of it where west is larger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Degrees east at which it begins.
    pub west: f64,
    /// Degrees north at which it begins.
    pub south: f64,
    /// Degrees east at which it ends.
    pub east: f64,
    /// Degrees north at which it ends.
    pub north: f64,
}

impl Bounds {
    /// Reads `west,south,east,north` in degrees (with two heights between, which are not looked at).
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(name: &str, text: &str) -> Result<Self, BadParameter> {
        const EXPECTED: &str = "west,south,east,north in degrees, as 46.1,40.0,46.9,40.6";
        let bad = || BadParameter::new(name, text, EXPECTED);
        let numbers: Option<Vec<f64>> =
            text.split(',').map(|number| number.trim().parse::<f64>().ok()).collect();
        let (west, south, east, north) = match numbers.as_deref() {
            Some([west, south, east, north] | [west, south, _, east, north, _]) => {
                (*west, *south, *east, *north)
            }
            _ => return Err(bad()),
        };
        let lon = |degrees: f64| (-180.0..=180.0).contains(&degrees);
        let lat = |degrees: f64| (-90.0..=90.0).contains(&degrees);
        if lon(west) && lon(east) && lat(south) && lat(north) && south <= north {
            Ok(Self { west, south, east, north })
        } else {
            Err(bad())
        }
    }

    /// Whether these bounds and others have something in common.
    pub fn touches(&self, west: f64, south: f64, east: f64, north: f64) -> bool {
        let beside = if self.west <= self.east {
            west <= self.east && east >= self.west
        } else {
            west <= self.east || east >= self.west
        };
        beside && south <= self.north && north >= self.south
    }
}

impl Bounds {
    /// Whether these bounds hold others wholly.
    pub fn hold(&self, west: f64, south: f64, east: f64, north: f64) -> bool {
        let beside = if self.west <= self.east {
            self.west <= west && east <= self.east
        } else {
            self.west <= west || east <= self.east
        };
        beside && self.south <= south && north <= self.north
    }

    /// Whether a shape and these bounds have something in common: a hole holds nothing.
    pub fn meet(&self, shape: &Geometry<f64>) -> bool {
        let meets = |west: f64, east: f64| {
            let (from, to) = ((west, self.south), (east, self.north));
            shape.intersects(&Rect::new(from, to))
        };
        if self.west <= self.east {
            return meets(self.west, self.east);
        }
        meets(self.west, 180.0) || meets(-180.0, self.east)
    }
}

/// What is wanted of a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Days on which it may have happened.
    pub dates: DateSpan,
    /// A settlement or district, in any spelling.
    pub place: Option<String>,
    /// A country, in any spelling.
    pub country: Option<String>,
    /// Part of the name of a source.
    pub source: Option<String>,
    /// Words that stand somewhere in it.
    pub text: Option<String>,
    /// Where it lies.
    pub bounds: Option<Bounds>,
    /// A field, and the values that it may have.
    pub terms: Vec<(&'static str, Vec<String>)>,
    /// What another program asks for.
    pub condition: Option<Condition>,
}

/// Fields of which values are chosen, by their names in addresses.
const TERMS: [&str; 14] = [
    "device", "grade", "status", "kind", "action", "measure", "group", "outcome", "sex",
    "standing", "series", "document", "language", "sheet",
];

impl Wanted {
    /// The names of all parameters that are filters.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["from", "to", "place", "country", "source", "text", "bbox"].into_iter().chain(TERMS)
    }

    /// Takes a parameter; `false` if it is no filter. An empty value asks for nothing.
    ///
    /// # Errors
    /// When the value makes no sense.
    pub fn take(&mut self, name: &str, value: &str) -> Result<bool, BadParameter> {
        let value = value.trim();
        let text = || Some(value.to_owned()).filter(|value| !value.is_empty());
        let day = || match value {
            "" => Ok(DateSpan::UNKNOWN),
            value => {
                period(value).map_err(|error| BadParameter::new(name, value, error.expected()))
            }
        };
        match name {
            "from" => self.dates.from = day()?.from,
            "to" => self.dates.to = day()?.to,
            "place" => self.place = text(),
            "country" => self.country = text(),
            "source" => self.source = text(),
            "text" => self.text = text(),
            "bbox" => self.bounds = text().map(|text| Bounds::parse(name, &text)).transpose()?,
            _ => return self.take_term(name, value),
        }
        Ok(true)
    }

    fn take_term(&mut self, name: &str, value: &str) -> Result<bool, BadParameter> {
        let Some(name) = TERMS.into_iter().find(|term| *term == name) else { return Ok(false) };
        let values: Vec<String> = (value.split(',').map(str::trim))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect();
        if let Some(known) = codes(name)
            && let Some(wrong) = values.iter().find(|value| !known.contains(&value.as_str()))
        {
            return Err(BadParameter::new(name, wrong, format!("one of {}", known.join(", "))));
        }
        self.terms.retain(|(other, _)| *other != name);
        if !values.is_empty() {
            self.terms.push((name, values));
        }
        Ok(true)
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The codes that a field can have in any collection; `None` where it holds free text.
fn codes(field: &str) -> Option<Vec<&'static str>> {
    let mut codes: Vec<&str> = Vec::new();
    for collection in Collection::ALL {
        let stands_for = |own: &&cairn_store::table::Field| {
            own.name == field
                || (field == "status" && matches!(own.name, "action" | "outcome" | "standing"))
        };
        for own in collection.fields().iter().filter(stands_for) {
            match own.kind {
                Kind::Code(vocabulary) => {
                    codes.extend(vocabulary.terms().into_iter().map(|(code, _)| code));
                }
                _ => return None,
            }
        }
    }
    if field == "status" {
        codes.extend(["open", "settled"]);
    }
    let mut seen = std::collections::BTreeSet::new();
    codes.retain(|code| seen.insert(*code));
    (!codes.is_empty()).then_some(codes)
}

#[cfg(test)]
mod tests {
    use geo::{line_string, point, polygon};
    use jiff::civil::date;

    use super::*;

    fn take(name: &str, value: &str) -> Result<Wanted, BadParameter> {
        let mut wanted = Wanted::default();
        assert!(wanted.take(name, value)?, "{name} is a filter");
        Ok(wanted)
    }

    #[test]
    fn what_is_given_is_taken() {
        let mut wanted = take("from", "2021-06").unwrap();
        wanted.take("to", "2021-07").unwrap();
        assert_eq!(wanted.dates, DateSpan::between(date(2021, 6, 1), date(2021, 7, 31)));
        let wanted = take("device", "antivehicle_mine, unknown").unwrap();
        assert_eq!(wanted.terms, [("device", vec!["antivehicle_mine".into(), "unknown".into()])]);
        assert!(take("device", "").unwrap().is_empty());
        assert!(!Wanted::default().take("limit", "5").unwrap());
        assert!(Wanted::names().all(|name| Wanted::default().take(name, "").unwrap()));
    }

    #[test]
    fn what_makes_no_sense_is_named_with_what_was_expected() {
        let error = take("from", "June").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`from` is `June`; expected a day (2021-06-04), a month (2021-06) or a year (2021)"
        );
        let error = take("grade", "sure").unwrap_err();
        assert!(error.expected.starts_with("one of single_source, corroborated"), "{error}");
        for wrong in ["", "1,2,3", "a,b,c,d", "0,91,1,92", "0,5,1,4", "181,0,182,1", "NaN,0,1,1"] {
            assert!(Bounds::parse("bbox", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn bounds_may_cross_the_date_line() {
        let fiji = Bounds::parse("bbox", "177,-20,-178,-12").unwrap();
        assert!(fiji.touches(179.0, -18.0, 179.0, -18.0));
        assert!(fiji.touches(-179.0, -18.0, -179.0, -18.0));
        assert!(!fiji.touches(0.0, -18.0, 0.0, -18.0));
        let around = Bounds::parse("bbox", "46,40,100,47,41,200").unwrap();
        assert!(around.touches(45.0, 40.5, 46.0, 42.0));
        assert!(fiji.hold(178.0, -18.0, 179.0, -17.0) && fiji.hold(-180.0, -18.0, -179.0, -17.0));
        assert!(!fiji.hold(176.0, -18.0, 178.0, -17.0));
        assert!(around.hold(46.0, 40.0, 47.0, 41.0) && !around.hold(46.0, 40.0, 47.1, 41.0));
    }

    #[test]
    fn bounds_meet_the_shape_and_not_the_frame_around_it() {
        let bounds = |text| Bounds::parse("bbox", text).unwrap();
        // A ring of land around a hole, south-west of a line from corner to corner.
        let land: Geometry<f64> = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 0.0, y: 10.0), (x: 0.0, y: 0.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 4.0, y: 1.0), (x: 1.0, y: 4.0), (x: 1.0, y: 1.0)]],
        )
        .into();
        assert!(bounds("4,4,6,6").meet(&land), "across its side");
        assert!(bounds("0.2,0.2,0.4,0.4").meet(&land), "wholly within it");
        assert!(bounds("-1,-1,11,11").meet(&land), "around it");
        assert!(bounds("10,0,11,1").meet(&land), "its corner");
        assert!(!bounds("8,8,9,9").meet(&land), "within the frame around it");
        assert!(!bounds("1.5,1.5,2,2").meet(&land), "in its hole");
        assert!(bounds("170,0,1,1").meet(&land), "from beyond the date line");
        let line: Geometry<f64> = line_string![(x: 0.0, y: 0.0), (x: 10.0, y: 10.0)].into();
        assert!(bounds("4,4,6,6").meet(&line) && !bounds("6,1,8,4").meet(&line));
        let point: Geometry<f64> = point!(x: 1.0, y: 1.0).into();
        assert!(bounds("0,0,1,1").meet(&point) && !bounds("0,0,1,0.9").meet(&point));
    }
}
