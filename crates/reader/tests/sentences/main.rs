//! What the reader makes of single sentences and short texts, by topic and by language: each file beside
//! this one holds [`cases`], checked by eye.
//!
//! With `UPDATE_SENTENCES=1` lines without a mark are written anew; look at each change before it is
//! committed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod cases;

use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use cairn_gazetteer::Gazetteer;
use cairn_model::{
    Contradiction, DocumentMeta, IncidentStatus, Place, Reading, ReportedFind, ReportedIncident,
    ReportedTally, ReportedVictim,
};
use cairn_reader::Reader;

/// What is learned has tests of its own: here rules are tested, whatever weights make good.
static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(Arc::new(Gazetteer::world().unwrap())).unwrap().by_rules_alone());

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
fn check(file: &str, shown: impl Fn(&ReportedIncident) -> String) {
    check_in("en", file, |reading| reading.incidents.iter().map(&shown).collect());
}

/// The same for another language, and for more than incidents.
fn check_in(language: &str, file: &str, shown: impl Fn(&Reading) -> Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sentences").join(file);
    let content = std::fs::read_to_string(&path).unwrap();
    let outcome = cases::compare(&path, &content, |text| {
        let lines = shown(&read(text, language));
        if lines.is_empty() { vec!["-".to_owned()] } else { lines }
    });
    // Not by `eprintln!`, which a test that passes keeps to itself.
    let _ = writeln!(std::io::stderr(), "{file}: {} known faults", outcome.faults);
    if std::env::var_os("UPDATE_SENTENCES").is_some() {
        std::fs::write(&path, outcome.fresh).unwrap();
    }
    assert!(outcome.complaints.is_empty(), "{}", outcome.complaints);
}

fn or_unknown(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "?".to_owned(), |value| value.to_string())
}

fn or_dash(value: Option<&str>) -> &str {
    value.unwrap_or("-")
}

fn harm(incident: &ReportedIncident) -> String {
    format!("{} / {}", or_unknown(incident.killed), or_unknown(incident.injured))
}

fn names(place: &Place) -> [&str; 3] {
    [&place.settlement, &place.district, &place.country].map(|name| or_dash(name.as_deref()))
}

/// Which occasion it is, without whom it harmed.
fn occasion(incident: &ReportedIncident) -> String {
    let [settlement, district, _] = names(&incident.place);
    let (status, device) = (incident.status.code(), incident.device.code());
    format!("{status} | {} | {settlement} / {district} | {device}", incident.date)
}

fn sources(incident: &ReportedIncident) -> String {
    if incident.said_by.is_empty() { "-".to_owned() } else { incident.said_by.join("; ") }
}

/// Incidents, finds and tallies, each in a line: what the topics show one by one.
fn whole(reading: &Reading) -> Vec<String> {
    let incidents = reading.incidents.iter().map(|incident| {
        let status = match incident.status {
            IncidentStatus::Happened => String::new(),
            status => format!("{} ", status.code()),
        };
        let victims: String = incident
            .victims
            .iter()
            .filter_map(|victim| victim.name.as_deref())
            .enumerate()
            .map(|(at, name)| format!("{}{name}", if at == 0 { "; " } else { ", " }))
            .collect();
        format!(
            "{status}{} | {} | {} | {}{victims}",
            incident.date,
            names(&incident.place).join(", "),
            incident.device.code(),
            harm(incident)
        )
    });
    let finds = reading.finds.iter().map(|find| {
        let [settlement, district, _] = names(&find.place);
        let count = or_unknown(find.count);
        format!(
            "{} {count} {} | {settlement}, {district}",
            find.action.code(),
            find.category.code()
        )
    });
    let tallies = reading.tallies.iter().map(|tally| {
        let since = or_unknown(tally.from);
        format!("{} {} {} since {since}", tally.measure.code(), tally.group.code(), tally.value)
    });
    incidents.chain(finds).chain(tallies).collect()
}

/// The same, and what does not agree.
fn entire(reading: &Reading) -> Vec<String> {
    let mut lines = whole(reading);
    lines.extend(reading.contradictions.iter().map(contradiction));
    lines
}

fn contradiction(one: &Contradiction) -> String {
    let values: Vec<String> = one.values.iter().map(f64::to_string).collect();
    format!("{} {}", one.kind.code(), values.join(", "))
}

fn find(find: &ReportedFind) -> String {
    let [settlement, district, _] = names(&find.place);
    format!(
        "{} {} {} {} | {settlement}, {district} | {}",
        find.action.code(),
        or_unknown(find.count),
        find.category.code(),
        or_dash(find.model.as_deref()),
        find.date
    )
}

fn tally(tally: &ReportedTally) -> String {
    format!(
        "{} {} {} | {} | {}/{}",
        tally.measure.code(),
        tally.group.code(),
        tally.value,
        or_dash(tally.place.as_deref()),
        or_unknown(tally.from),
        or_unknown(tally.to)
    )
}

#[test]
fn counts() {
    check("counts.txt", harm);
}

#[test]
fn harms() {
    check("harm.txt", harm);
    check("harm_told_otherwise.txt", harm);
    check("people.txt", harm);
}

#[test]
fn tolls() {
    check("tolls.txt", harm);
    for (language, file) in [
        ("ru", "tolls_ru.txt"),
        ("uk", "tolls_uk.txt"),
        ("hr", "tolls_hr.txt"),
        ("es", "tolls_es.txt"),
        ("fr", "tolls_fr.txt"),
        ("tr", "tolls_tr.txt"),
        ("az", "tolls_az.txt"),
    ] {
        check_in(language, file, |reading| reading.incidents.iter().map(harm).collect());
    }
    check("tolls_dated.txt", |incident| format!("{} | {}", incident.date, harm(incident)));
}

#[test]
fn harmed() {
    check("harmed.txt", |incident| {
        let named = |victim: &ReportedVictim| {
            Some(format!("{} {}", victim.name.as_deref()?, victim.outcome.code()))
        };
        let names: Vec<String> = incident.victims.iter().filter_map(named).collect();
        let parted = if names.is_empty() { "" } else { "; " };
        format!("{}{parted}{}", harm(incident), names.join(", "))
    });
}

#[test]
fn apart() {
    check("apart.txt", |incident| {
        let [settlement, district, _] = names(&incident.place);
        format!("{} | {settlement} / {district} | {}", incident.date, harm(incident))
    });
}

#[test]
fn victims() {
    check("victims.txt", |incident| {
        let victims = incident.victims.iter().map(|victim| {
            let name = victim.name.as_deref().or(victim.occupation.as_deref());
            let name =
                name.map_or_else(|| or_unknown(victim.sex.map(|sex| sex.code())), str::to_owned);
            format!("{name} {}", victim.outcome.code())
        });
        let victims: Vec<String> = victims.collect();
        if victims.is_empty() { "none".to_owned() } else { victims.join(", ") }
    });
}

#[test]
fn devices_told_in_other_ways() {
    check("devices_else.txt", |incident| incident.device.code().to_owned());
}

#[test]
fn devices() {
    check("devices.txt", |incident| incident.device.code().to_owned());
}

#[test]
fn dates() {
    check("dates.txt", |incident| incident.date.to_string());
}

#[test]
fn scope() {
    check("scope.txt", |incident| format!("{} {}", incident.status.code(), harm(incident)));
}

#[test]
fn places() {
    check("places.txt", |incident| names(&incident.place).join(" / "));
}

#[test]
fn when() {
    check("when.txt", |incident| incident.date.to_string());
    check("when_told.txt", |incident| incident.date.to_string());
}

#[test]
fn places_told_in_other_ways() {
    check("where_else.txt", |incident| names(&incident.place).join(" / "));
}

#[test]
fn places_among_others() {
    check("where.txt", |incident| names(&incident.place).join(" / "));
    check("where_at_all.txt", |incident| names(&incident.place).join(" / "));
}

#[test]
fn settings_left_to_be_understood() {
    check("settings.txt", |incident| {
        format!("{} | {}", incident.date, names(&incident.place).join(" / "))
    });
}

#[test]
fn attribution() {
    check("attribution.txt", sources);
}

#[test]
fn occasions() {
    check("occasions.txt", occasion);
    check("occasions_told.txt", occasion);
    check("devices_told.txt", occasion);
}

#[test]
fn records() {
    check("records.txt", occasion);
}

#[test]
fn stories() {
    check("stories.txt", |incident| {
        let [settlement, district, _] = names(&incident.place);
        format!(
            "{} | {} | {settlement} / {district} | {} | {} | {}",
            incident.status.code(),
            incident.date,
            incident.device.code(),
            harm(incident),
            sources(incident)
        )
    });
}

#[test]
fn sources_apart() {
    check("sources.txt", sources);
    check("said_apart.txt", sources);
    check("no_speakers.txt", sources);
    check("speakers.txt", sources);
    check("bodies.txt", sources);
}

#[test]
fn contradictions() {
    for file in ["contradictions.txt", "taken_up.txt"] {
        check_in("en", file, |reading| reading.contradictions.iter().map(contradiction).collect());
    }
}

#[test]
fn numbers_known_again() {
    check_in("en", "known_again.txt", |reading| {
        reading.contradictions.iter().map(contradiction).collect()
    });
}

#[test]
fn sums() {
    check_in("en", "sums.txt", entire);
}

#[test]
fn alarms() {
    check_in("en", "alarms.txt", entire);
}

#[test]
fn figures_of_speech() {
    check_in("en", "speech.txt", entire);
}

#[test]
fn kinds_told_elsewhere() {
    check("kinds.txt", |incident| incident.device.code().to_owned());
}

#[test]
fn orders_of_words() {
    check("order.txt", harm);
    for language in ["fr", "tr", "uk", "es"] {
        check_in(language, &format!("order_{language}.txt"), |reading| {
            reading.incidents.iter().map(harm).collect()
        });
    }
}

#[test]
fn figures_and_their_times() {
    check_in("en", "figures.txt", |reading| {
        let find = |find: &ReportedFind| {
            let (action, count) = (find.action.code(), or_unknown(find.count));
            format!("{action} {count} {} {}", find.category.code(), find.date)
        };
        reading.finds.iter().map(find).chain(reading.tallies.iter().map(tally)).collect()
    });
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
fn french() {
    check_in("fr", "fr.txt", whole);
}

#[test]
fn spanish() {
    check_in("es", "es.txt", whole);
}

#[test]
fn russian() {
    check_in("ru", "ru.txt", whole);
}

#[test]
fn ukrainian() {
    check_in("uk", "uk.txt", whole);
}

#[test]
fn croatian() {
    check_in("hr", "hr.txt", whole);
}

#[test]
fn finds() {
    check_in("en", "finds.txt", |reading| reading.finds.iter().map(find).collect());
}

#[test]
fn tallies() {
    check_in("en", "tallies.txt", |reading| reading.tallies.iter().map(tally).collect());
}

#[test]
fn hauls_beside_explosions() {
    check_in("en", "hauls.txt", entire);
}

#[test]
fn amounts() {
    check_in("en", "amounts.txt", entire);
}

#[test]
fn disputes() {
    check_in("en", "disputes.txt", entire);
}

#[test]
fn kinds_by_how_they_were_made() {
    check("kinds_home.txt", |incident| incident.device.code().to_owned());
}

#[test]
fn places_told_by_what_is_around() {
    check("where_told.txt", |incident| names(&incident.place).join(" / "));
}

#[test]
fn sources_and_doers() {
    check("said_else.txt", sources);
}

#[test]
fn reports_of_no_accident() {
    check("quiet.txt", occasion);
}
