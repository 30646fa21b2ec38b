//! What the reader makes of single sentences, by topic: each file of `tests/sentences` holds texts and,
//! in the lines after each that begin with `=`, what is read of them, checked by eye.
//!
//! With `UPDATE_SENTENCES=1` the lines are written anew; look at each change before it is committed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use cairn_gazetteer::Gazetteer;
use cairn_model::{DocumentMeta, Reading};
use cairn_reader::Reader;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(Arc::new(Gazetteer::world().unwrap())).unwrap());

/// Every text is taken to be published on this Thursday.
const PUBLISHED: &str = "2024-05-09";

fn read(text: &str, language: &str) -> Reading {
    let meta = DocumentMeta {
        published: PUBLISHED.parse().ok(),
        language: Some(language.to_owned()),
        ..DocumentMeta::default()
    };
    let reading = READER.read("test", text, &meta);
    for evidence in reading.evidence() {
        assert!(evidence.holds_in(text), "{evidence:?} is not what the text has there");
    }
    reading
}

/// Reads each text of a file in English and compares what is read with the lines below it.
fn check(file: &str, shown: impl Fn(&Reading) -> Vec<String>) {
    check_in("en", file, shown);
}

/// The same for another language.
fn check_in(language: &str, file: &str, shown: impl Fn(&Reading) -> Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sentences").join(file);
    let content = std::fs::read_to_string(&path).unwrap();
    let (mut fresh, mut differences) = (String::new(), String::new());
    for block in content.trim_end().split("\n\n") {
        if block.starts_with('#') {
            let _ = writeln!(fresh, "{block}\n");
            continue;
        }
        let (text, expected): (Vec<&str>, Vec<&str>) =
            block.lines().partition(|line| !line.starts_with('='));
        let text = text.join("\n").replace("\n|", "\n\n");
        let mut lines = shown(&read(&text, language));
        if lines.is_empty() {
            lines.push("-".to_owned());
        }
        let got: Vec<String> = lines.iter().map(|line| format!("= {line}")).collect();
        if got != expected {
            let _ = writeln!(
                differences,
                "{text}\n  expected\n{}\n  got\n{}\n",
                expected.join("\n"),
                got.join("\n")
            );
        }
        let _ = writeln!(fresh, "{}\n{}\n", text.replace("\n\n", "\n|"), got.join("\n"));
    }
    if std::env::var_os("UPDATE_SENTENCES").is_some() {
        std::fs::write(&path, fresh.trim_end().to_owned() + "\n").unwrap();
    }
    assert!(differences.is_empty(), "{file}:\n{differences}");
}

fn or_unknown(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "?".to_owned(), |value| value.to_string())
}

#[test]
fn counts() {
    check("counts.txt", |reading| {
        reading
            .incidents
            .iter()
            .map(|i| format!("{} / {}", or_unknown(i.killed), or_unknown(i.injured)))
            .collect()
    });
}

#[test]
fn devices() {
    check("devices.txt", |reading| {
        reading.incidents.iter().map(|i| i.device.code().to_owned()).collect()
    });
}

#[test]
fn dates() {
    check("dates.txt", |reading| reading.incidents.iter().map(|i| i.date.to_string()).collect());
}

#[test]
fn scope() {
    check("scope.txt", |reading| {
        reading
            .incidents
            .iter()
            .map(|i| {
                format!("{} {} / {}", i.status.code(), or_unknown(i.killed), or_unknown(i.injured))
            })
            .collect()
    });
}

#[test]
fn places() {
    check("places.txt", |reading| {
        let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".to_owned());
        reading
            .incidents
            .iter()
            .map(|i| &i.place)
            .map(|p| {
                format!("{} / {} / {}", name(&p.settlement), name(&p.district), name(&p.country))
            })
            .collect()
    });
}

#[test]
fn attribution() {
    check("attribution.txt", |reading| {
        reading
            .incidents
            .iter()
            .map(|i| if i.said_by.is_empty() { "-".to_owned() } else { i.said_by.join("; ") })
            .collect()
    });
}

/// Incidents, finds and tallies, each in a line: what the other topics show one by one.
fn whole(reading: &Reading) -> Vec<String> {
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".to_owned());
    let incidents = reading.incidents.iter().map(|i| {
        let place = format!(
            "{}, {}, {}",
            name(&i.place.settlement),
            name(&i.place.district),
            name(&i.place.country)
        );
        let (killed, injured) = (or_unknown(i.killed), or_unknown(i.injured));
        let victims: Vec<String> = i.victims.iter().filter_map(|v| v.name.clone()).collect();
        let victims =
            if victims.is_empty() { String::new() } else { format!("; {}", victims.join(", ")) };
        format!("{} | {place} | {} | {killed} / {injured}{victims}", i.date, i.device.code())
    });
    let finds = reading.finds.iter().map(|f| {
        let place = format!("{}, {}", name(&f.place.settlement), name(&f.place.district));
        format!("{} {} {} | {place}", f.action.code(), or_unknown(f.count), f.category.code())
    });
    let tallies = reading.tallies.iter().map(|t| {
        format!("{} {} {} since {}", t.measure.code(), t.group.code(), t.value, or_unknown(t.from))
    });
    incidents.chain(finds).chain(tallies).collect()
}

#[test]
fn azerbaijani() {
    check_in("az", "az.txt", whole);
}

#[test]
fn turkish() {
    check_in("tr", "tr.txt", whole);
}

#[test]
fn stories() {
    check("stories.txt", |reading| {
        let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".to_owned());
        reading
            .incidents
            .iter()
            .map(|i| {
                format!(
                    "{} | {} | {} / {} | {} | {} / {} | {}",
                    i.status.code(),
                    i.date,
                    name(&i.place.settlement),
                    name(&i.place.district),
                    i.device.code(),
                    or_unknown(i.killed),
                    or_unknown(i.injured),
                    if i.said_by.is_empty() { "-".to_owned() } else { i.said_by.join("; ") }
                )
            })
            .collect()
    });
}

#[test]
fn french() {
    check_in("fr", "fr.txt", whole);
}

#[test]
fn spanish() {
    check_in("es", "es.txt", whole);
}
