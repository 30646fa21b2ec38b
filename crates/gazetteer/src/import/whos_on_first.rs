//! Tables in the manner of Who's On First: id, placetype, name, lat, lon, parent id, GeoNames id,
//! population, other names split by `|`.

use std::path::Path;

use super::Imported;
use super::lines::{self, Line};
use crate::builder::{Builder, Row};
use crate::countries;
use crate::error::GazetteerError;
use crate::types::{CountryCode, EntryId, PlaceKind};

/// Adds such a table.
pub(super) fn add(builder: &mut Builder, path: &Path) -> Result<Imported, GazetteerError> {
    let mut result = Imported::default();
    lines::for_each(path, |number, line| {
        let parsed = match line {
            Line::Text(text) if is_header(text) => return true,
            Line::Text(text) => parse(text),
            Line::Bad(expected) => Err(expected.to_owned()),
        };
        match parsed {
            Err(expected) => result.problem(path, number, expected),
            Ok(None) => result.passed_over += 1,
            Ok(Some(row)) => {
                builder.add(row);
                result.places += 1;
            }
        }
        true
    })?;
    builder.settle_countries(code_in_file_name(path));
    Ok(result)
}

fn is_header(text: &str) -> bool {
    text.starts_with("id\t")
}

fn parse(text: &str) -> Result<Option<Row>, String> {
    let fields: Vec<&str> = text.split('\t').collect();
    let [id, placetype, name, lat, lon, parent, _geonames, population, rest @ ..] =
        fields.as_slice()
    else {
        return Err(format!("9 columns with tabs between them, not {}", fields.len()));
    };
    let number: u32 = id.parse().map_err(|_| format!("a number first, not {id:?}"))?;
    let kind = match *placetype {
        "country" | "dependency" => PlaceKind::Country,
        "region" | "macroregion" => PlaceKind::Region,
        "county" | "macrocounty" | "localadmin" => PlaceKind::District,
        "locality" => PlaceKind::Settlement,
        "neighbourhood" | "macrohood" | "borough" | "microhood" => PlaceKind::Quarter,
        _ => return Ok(None),
    };
    if name.trim().is_empty() {
        return Err("a name".to_owned());
    }
    let (lat, lon) = lines::point(lat, lon)?;
    let country = match kind {
        PlaceKind::Country => countries::table().code(name).unwrap_or(CountryCode::UNKNOWN),
        _ => CountryCode::UNKNOWN,
    };
    Ok(Some(Row {
        id: EntryId::whos_on_first(number),
        kind,
        country,
        name: name.trim().to_owned(),
        other_names: rest
            .first()
            .map_or_else(Vec::new, |names| names.split('|').map(str::to_owned).collect()),
        lat,
        lon,
        population: population.parse::<u64>().map_or(0, |n| n.min(u64::from(u32::MAX)) as u32),
        parent: parent.parse().ok().map(EntryId::whos_on_first),
        // Economic regions that hold several first-level units are coarser than one.
        precision: (*placetype == "macroregion").then_some(100_000),
    }))
}

/// `AZ` for `az.tsv.gz`.
fn code_in_file_name(path: &Path) -> Option<CountryCode> {
    let name = path.file_name()?.to_str()?;
    CountryCode::parse(name.split('.').next()?)
}
