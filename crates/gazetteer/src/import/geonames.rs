//! GeoNames dumps: places with 19 columns, the names of first-level units, the countries.

use std::collections::BTreeMap;
use std::path::Path;

use super::Imported;
use super::lines::{self, Line};
use crate::builder::{Builder, Row};
use crate::error::GazetteerError;
use crate::types::{CountryCode, EntryId, PlaceKind};

struct Place<'a> {
    id: u32,
    name: &'a str,
    other_names: &'a str,
    point: (f64, f64),
    class: &'a str,
    feature: &'a str,
    country: CountryCode,
    admin1: &'a str,
    admin2: &'a str,
    population: u32,
}

fn parse(text: &str) -> Result<Place<'_>, String> {
    let fields: Vec<&str> = text.split('\t').collect();
    let [
        id,
        name,
        ascii,
        other_names,
        lat,
        lon,
        class,
        feature,
        country,
        _,
        admin1,
        admin2,
        _,
        _,
        population,
        ..,
    ] = fields.as_slice()
    else {
        return Err(format!("19 columns with tabs between them, not {}", fields.len()));
    };
    let id = id.parse().map_err(|_| format!("a GeoNames number first, not {id:?}"))?;
    Ok(Place {
        id,
        name: if name.is_empty() { ascii } else { name },
        other_names,
        point: lines::point(lat, lon)?,
        class,
        feature,
        country: CountryCode::parse(country).unwrap_or(CountryCode::UNKNOWN),
        admin1,
        admin2,
        population: population.parse::<u64>().map_or(0, |n| n.min(u64::from(u32::MAX)) as u32),
    })
}

/// What a feature of GeoNames is here; `None` for rivers, hotels and what no longer exists.
fn kind_of(class: &str, feature: &str) -> Option<PlaceKind> {
    match (class, feature) {
        ("A", "PCLI" | "PCLD" | "PCLF" | "PCLS" | "PCL" | "PCLIX" | "TERR") => {
            Some(PlaceKind::Country)
        }
        ("A", "ADM1") => Some(PlaceKind::Region),
        ("A", "ADM2" | "ADM3") => Some(PlaceKind::District),
        ("P", "PPLX") => Some(PlaceKind::Quarter),
        // Abandoned and destroyed villages stay: people are hurt there when they return.
        ("P", "PPLH" | "PPLCH") => None,
        ("P", _) => Some(PlaceKind::Settlement),
        _ => None,
    }
}

/// Adds places of a dump with 19 columns.
pub(super) fn add_places(builder: &mut Builder, path: &Path) -> Result<Imported, GazetteerError> {
    // Units come anywhere in a dump, so their numbers are gathered first.
    let mut second_level: BTreeMap<(CountryCode, String, String), u32> = BTreeMap::new();
    let mut first_level: BTreeMap<(CountryCode, String), u32> = BTreeMap::new();
    lines::for_each(path, |_, line| {
        if let Line::Text(text) = line
            && let Ok(p) = parse(text)
        {
            match p.feature {
                "ADM1" => {
                    first_level.insert((p.country, p.admin1.to_owned()), p.id);
                }
                "ADM2" => {
                    second_level.insert((p.country, p.admin1.into(), p.admin2.into()), p.id);
                }
                _ => {}
            }
        }
        true
    })?;
    let mut result = Imported::default();
    lines::for_each(path, |number, line| {
        let parsed = match line {
            Line::Text(text) => parse(text),
            Line::Bad(expected) => Err(expected.to_owned()),
        };
        match parsed {
            Err(expected) => result.problem(path, number, expected),
            Ok(place) if place.name.is_empty() => result.problem(path, number, "a name"),
            Ok(place) => match kind_of(place.class, place.feature) {
                None => result.passed_over += 1,
                Some(kind) => {
                    let first = || {
                        first_level
                            .get(&(place.country, place.admin1.to_owned()))
                            .map(|&id| EntryId::geonames(id))
                            .or_else(|| EntryId::first_level(place.country, place.admin1))
                    };
                    let second = || {
                        let key = (place.country, place.admin1.into(), place.admin2.into());
                        second_level.get(&key).map(|&id| EntryId::geonames(id))
                    };
                    let parent = match kind {
                        PlaceKind::Country | PlaceKind::Region => None,
                        PlaceKind::District if place.feature == "ADM2" => first(),
                        _ => second().or_else(first),
                    };
                    builder.add(row(&place, kind, parent));
                    result.places += 1;
                }
            },
        }
        true
    })?;
    Ok(result)
}

fn row(place: &Place<'_>, kind: PlaceKind, parent: Option<EntryId>) -> Row {
    Row {
        id: EntryId::geonames(place.id),
        kind,
        country: place.country,
        name: place.name.to_owned(),
        other_names: place.other_names.split(',').map(str::to_owned).collect(),
        lat: place.point.0,
        lon: place.point.1,
        population: place.population,
        parent: parent.filter(|&parent| parent != EntryId::geonames(place.id)),
        precision: None,
    }
}

/// Adds the names of first-level units (`admin1CodesASCII.txt`); they have no point of their own, so
/// each takes the middle of the places that the builder already has or will not be drawn.
pub(super) fn add_first_level(
    builder: &mut Builder,
    path: &Path,
) -> Result<Imported, GazetteerError> {
    let mut result = Imported::default();
    lines::for_each(path, |number, line| {
        let Line::Text(text) = line else {
            result.problem(path, number, "text in UTF-8");
            return true;
        };
        let fields: Vec<&str> = text.split('\t').collect();
        let unit = match fields.as_slice() {
            [code, name, ascii, ..] => code.split_once('.').and_then(|(country, code)| {
                let country = CountryCode::parse(country)?;
                Some((EntryId::first_level(country, code)?, country, *name, *ascii))
            }),
            _ => None,
        };
        match unit {
            None => result.problem(path, number, "a code as AZ.16 and a name"),
            Some((id, country, name, ascii)) => {
                if builder.add_first_level(id, country, &[name, ascii]) {
                    result.places += 1;
                } else {
                    result.passed_over += 1;
                }
            }
        }
        true
    })?;
    Ok(result)
}

/// Reads `countryInfo.txt`. Countries are known to the program already; names that it lacks are added
/// to their entries.
pub(super) fn add_countries(
    builder: &mut Builder,
    path: &Path,
) -> Result<Imported, GazetteerError> {
    let mut result = Imported::default();
    lines::for_each(path, |number, line| {
        let Line::Text(text) = line else {
            result.problem(path, number, "text in UTF-8");
            return true;
        };
        let fields: Vec<&str> = text.split('\t').collect();
        let country = match fields.as_slice() {
            [iso, _, _, _, name, _, area, ..] => CountryCode::parse(iso).and_then(|country| {
                let id = fields.get(16)?.parse().ok()?;
                Some((country, *name, area.parse::<f64>().unwrap_or(0.0), EntryId::geonames(id)))
            }),
            _ => None,
        };
        match country {
            None => {
                result.problem(path, number, "a code of two letters, a name, a GeoNames number")
            }
            Some((country, name, area, id)) => {
                if builder.add_country(id, country, name, area, 0) {
                    result.places += 1;
                } else {
                    result.passed_over += 1;
                }
            }
        }
        true
    })?;
    Ok(result)
}
