//! What the reader makes of short texts in other languages than English: each file of
//! `tests/languages`, called after its language, holds texts and, in the lines after each that begin
//! with `=`, the incidents that are read of them, checked by eye: day, place, ordnance, killed / injured.
//!
//! With `UPDATE_SENTENCES=1` the lines are written anew; look at each change before it is committed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use cairn_gazetteer::Gazetteer;
use cairn_model::{DocumentMeta, ReportedIncident};
use cairn_reader::Reader;

/// Every text is taken to be published on this Thursday.
const PUBLISHED: &str = "2024-05-09";

fn shown(incident: &ReportedIncident) -> String {
    let or_unknown = |count: Option<cairn_model::CountRange>| {
        count.map_or_else(|| "?".to_owned(), |count| count.to_string())
    };
    let place = &incident.place;
    let names = [&place.settlement, &place.district, &place.country];
    let names: Vec<&str> = names.map(|name| name.as_deref().unwrap_or("-")).to_vec();
    format!(
        "{} | {} | {} | {} / {}",
        incident.date,
        names.join(" / "),
        incident.device.code(),
        or_unknown(incident.killed),
        or_unknown(incident.injured)
    )
}

#[test]
fn texts_of_other_languages_are_read() {
    let reader = Reader::new(Arc::new(Gazetteer::world().unwrap())).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let mut differences = String::new();
    for path in files {
        let language = path.file_stem().unwrap().to_string_lossy().into_owned();
        let meta = DocumentMeta {
            published: PUBLISHED.parse().ok(),
            language: Some(language.clone()),
            ..DocumentMeta::default()
        };
        let content = std::fs::read_to_string(&path).unwrap();
        let mut fresh = String::new();
        for block in content.trim_end().split("\n\n") {
            if block.starts_with('#') {
                let _ = writeln!(fresh, "{block}\n");
                continue;
            }
            let (lines, expected): (Vec<&str>, Vec<&str>) =
                block.lines().partition(|line| !line.starts_with('='));
            let text = lines.join("\n\n");
            let reading = reader.read("test", &text, &meta);
            for evidence in reading.evidence() {
                assert!(evidence.holds_in(&text), "{evidence:?} is not what the text has there");
            }
            let mut got: Vec<String> =
                reading.incidents.iter().map(|i| format!("= {}", shown(i))).collect();
            if got.is_empty() {
                got.push("= -".to_owned());
            }
            if got != expected {
                let (expected, got) = (expected.join("\n"), got.join("\n"));
                let _ = writeln!(
                    differences,
                    "{language}: {text}\n  expected\n{expected}\n  got\n{got}\n"
                );
            }
            let _ = writeln!(fresh, "{}\n{}\n", lines.join("\n"), got.join("\n"));
        }
        if std::env::var_os("UPDATE_SENTENCES").is_some() {
            std::fs::write(&path, fresh.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}
