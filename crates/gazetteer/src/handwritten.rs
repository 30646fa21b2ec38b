//! The places written by hand (`lexicon/places.tsv`), which win over every dump: what the source
//! reports name and the dumps lack, misname or put elsewhere.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::builder::{Builder, Row};
use crate::error::GazetteerError;
use crate::index::{Bytes, Fault, Index};
use crate::types::{CountryCode, EntryId, PlaceKind};

const FILE: &str = include_str!("../../../lexicon/places.tsv");
const FILE_NAME: &str = "lexicon/places.tsv";

/// The hand-written places, ready to be asked.
#[derive(Clone)]
pub(crate) struct Handwritten {
    pub index: Arc<Index>,
    /// Entries of the dumps that are wrong, and the record here that stands for each.
    pub replaced: Arc<FxHashMap<EntryId, u32>>,
}

struct Wrong {
    line: usize,
    expected: String,
}

/// The places that come with the program, parsed once in its life.
pub(crate) fn places() -> Result<Handwritten, GazetteerError> {
    static PLACES: OnceLock<Result<Handwritten, Wrong>> = OnceLock::new();
    match PLACES.get_or_init(|| read(FILE)) {
        Ok(places) => Ok(places.clone()),
        Err(wrong) => Err(GazetteerError::Lexicon {
            file: FILE_NAME,
            line: wrong.line,
            expected: wrong.expected.clone(),
        }),
    }
}

fn read(text: &str) -> Result<Handwritten, Wrong> {
    let mut builder = Builder::new();
    let mut units: BTreeMap<String, EntryId> = BTreeMap::new();
    let mut replaced: Vec<(EntryId, EntryId)> = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        if text.is_empty() || text.starts_with('#') || text.starts_with("name\t") {
            continue;
        }
        let wrong = |expected: String| Wrong { line, expected };
        let id = EntryId::cairn(line as u32);
        let (row, replaces) = row(text, id, &units).map_err(wrong)?;
        if row.kind.is_unit() {
            units.insert(row.name.clone(), id);
        }
        replaced.extend(replaces.into_iter().map(|dump| (dump, id)));
        builder.add(row);
    }
    finish(&builder, &replaced).map_err(|expected| Wrong { line: 0, expected })
}

fn row(
    text: &str,
    id: EntryId,
    units: &BTreeMap<String, EntryId>,
) -> Result<(Row, Vec<EntryId>), String> {
    let fields: Vec<&str> = text.split('\t').collect();
    let &[name, others, kind, parent, country, lat, lon, precision, replaces, _note] =
        fields.as_slice()
    else {
        return Err(format!("10 columns with tabs between them, not {}", fields.len()));
    };
    let kind = match kind {
        "region" => PlaceKind::Region,
        "district" => PlaceKind::District,
        "settlement" => PlaceKind::Settlement,
        "quarter" => PlaceKind::Quarter,
        other => return Err(format!("region, district, settlement or quarter, not {other:?}")),
    };
    let parent = match parent {
        "" => None,
        name => Some(*units.get(name).ok_or(format!("a unit on an earlier line, not {name:?}"))?),
    };
    let degrees = |text: &str| text.parse::<f64>().map_err(|_| format!("degrees, not {text:?}"));
    let replaces = replaces
        .split('|')
        .filter(|id| !id.is_empty())
        .map(|id| EntryId::parse(id).ok_or(format!("an entry as wof:85668621, not {id:?}")))
        .collect::<Result<_, _>>()?;
    let row = Row {
        id,
        kind,
        country: CountryCode::parse(country).ok_or("a country code of two letters")?,
        name: name.to_owned(),
        other_names: split(others),
        lat: degrees(lat)?,
        lon: degrees(lon)?,
        population: 0,
        parent,
        precision: Some(precision.parse().map_err(|_| format!("metres, not {precision:?}"))?),
    };
    Ok((row, replaces))
}

fn split(names: &str) -> Vec<String> {
    names.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn finish(builder: &Builder, replaced: &[(EntryId, EntryId)]) -> Result<Handwritten, String> {
    let bytes = builder.to_bytes().map_err(|e| e.to_string())?;
    let index = Index::open(Bytes::Shared(bytes.into())).map_err(|fault| match fault {
        Fault::Damaged(fault) => fault,
        Fault::Newer(version) => version.to_string(),
    })?;
    let numbers: FxHashMap<EntryId, u32> =
        index.records().map(|(number, record)| (record.id, number)).collect();
    let replaced =
        replaced.iter().filter_map(|(dump, ours)| Some((*dump, *numbers.get(ours)?))).collect();
    Ok(Handwritten { index: Arc::new(index), replaced: Arc::new(replaced) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let places = places().unwrap();
        assert!(places.index.len() > 20);
        assert!(!places.replaced.is_empty());
    }

    #[test]
    fn a_bad_line_is_named() {
        let bad = |line: &str| {
            let wrong = read(&format!("# comment\n{line}\n")).err().unwrap();
            format!("{}: {}", wrong.line, wrong.expected)
        };
        insta::assert_snapshot!(bad("Sus"), @"2: 10 columns with tabs between them, not 1");
        insta::assert_snapshot!(
            bad("Sus\t\tvillage\t\tAZ\t39\t46\t2000\t\t"),
            @r#"2: region, district, settlement or quarter, not "village""#
        );
        insta::assert_snapshot!(
            bad("Sus\t\tsettlement\tLachin\tAZ\t39\t46\t2000\t\t"),
            @r#"2: a unit on an earlier line, not "Lachin""#
        );
        insta::assert_snapshot!(
            bad("Sus\t\tsettlement\t\tAZ\t39\t46\tnear\t\t"),
            @r#"2: metres, not "near""#
        );
    }
}
