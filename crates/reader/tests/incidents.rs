//! What the reader makes of short reports, written for these tests. All names are invented.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::sync::Arc;

use cairn_gazetteer::Gazetteer;
use cairn_model::{CountRange, Device, DocumentMeta, IncidentStatus, Outcome, Reading};
use cairn_reader::Reader;

fn read(published: &str, text: &str) -> Reading {
    let reader = Reader::new(Arc::new(Gazetteer::world().unwrap())).unwrap();
    let meta = DocumentMeta {
        published: published.parse().ok(),
        language: Some("en".to_owned()),
        ..DocumentMeta::default()
    };
    let reading = reader.read("test", text, &meta);
    for evidence in reading.evidence() {
        assert!(evidence.holds_in(text), "{evidence:?} is not what the text has there");
    }
    reading
}

/// One line an incident: status, days, place, device, killed, injured, sources.
fn lines(reading: &Reading) -> Vec<String> {
    let count = |count: Option<CountRange>| count.map_or("?".to_owned(), |c| c.to_string());
    reading
        .incidents
        .iter()
        .map(|incident| {
            format!(
                "{} | {} | {} | {} | killed {} | injured {} | {}",
                incident.status.code(),
                incident.date,
                incident.place.label(),
                incident.device.code(),
                count(incident.killed),
                count(incident.injured),
                incident.said_by.join("; ")
            )
        })
        .collect()
}

#[test]
fn active_passive_and_nominal_wording_tell_the_same() {
    let active = "A landmine killed two farmers and wounded a boy near the village of Orash on Tuesday, police said.";
    let passive = "Two farmers were killed and a boy was wounded by a landmine near the village of Orash on Tuesday, police said.";
    let headline = "Two farmers killed, boy wounded by landmine\n\nA landmine went off near the village of Orash on Tuesday, police said.";
    for text in [active, passive, headline] {
        insta::allow_duplicates! {
            insta::assert_debug_snapshot!(lines(&read("2024-05-09", text)), @r#"
            [
                "happened | 2024-05-07 | Orash | mine_unspecified | killed 2 | injured 1 | police",
            ]
            "#);
        }
    }
}

#[test]
fn a_lead_that_sums_two_occasions_is_not_a_third() {
    let text = "Five people were killed in separate mine blasts in the Orash region, officials said.\n\
        Two shepherds died at dawn near Velika.\n\
        Three soldiers were killed an hour later when their truck hit an anti-tank mine at Sredna.";
    let reading = read("2024-05-09", text);
    let killed: Vec<_> = reading.incidents.iter().map(|incident| incident.killed).collect();
    assert_eq!(killed, [Some(CountRange::exactly(2)), Some(CountRange::exactly(3))]);
    assert_eq!(reading.incidents[1].device, Device::AntivehicleMine);
}

#[test]
fn entries_of_a_list_are_occasions_of_their_own() {
    let text = "Incident summary\n\n\
        3 April, Orash. A tractor ran over an anti-tank mine. The driver was injured.\n\
        9 April, Velika, Sredna district. Two boys were killed by a grenade. Nobody else was hurt.";
    insta::assert_debug_snapshot!(lines(&read("2024-05-09", text)), @r#"
    [
        "happened | 2024-04-03 | Orash | antivehicle_mine | killed ? | injured 1 | ",
        "happened | 2024-04-09 | Velika, Sredna | erw_other | killed 2 | injured 0 | ",
    ]
    "#);
}

#[test]
fn names_without_their_verb_leave_the_outcome_open() {
    let text = "A survey team was blown up by a mine in the village of Orash on 3 May, as a result of which \
        the driver of the Land Office (LO) Anton Berek and the clerk of the Land Office (LO) Petra Lund, \
        three people, were injured, the ministry said.";
    let reading = read("2024-05-09", text);
    let incident = &reading.incidents[0];
    let victims: Vec<_> = incident.victims.iter().map(|v| (v.name.as_deref(), v.outcome)).collect();
    assert_eq!(
        victims,
        [(Some("Anton Berek"), Outcome::Unknown), (Some("Petra Lund"), Outcome::Unknown)]
    );
    assert_eq!((incident.killed, incident.injured), (None, None));
    assert_eq!(reading.contradictions[0].values, [2.0, 3.0]);
}

#[test]
fn what_somebody_denies_is_kept_as_denied() {
    let text = "Two soldiers were wounded on Monday when they stepped on a mine near Orash, the army said.\n\n\
        The other side's ministry dismissed the report. \"There was no explosion,\" its spokesman said.";
    let reading = read("2024-05-09", text);
    assert_eq!(reading.incidents.len(), 1);
    assert_eq!(reading.incidents[0].status, IncidentStatus::Denied);
    assert_eq!(reading.incidents[0].injured, Some(CountRange::exactly(2)));
}

#[test]
fn pits_metaphors_attempts_and_warnings_are_no_incidents() {
    for text in [
        "Six men died in a gas blast in a coal mine near Orash on Tuesday. Rescuers reached the shaft at night.",
        "The talks walked into a minefield on Tuesday, the negotiator said. Parliament rejected the budget.",
        "An armed group tried to mine the road near Orash on Tuesday, the ministry said. Nobody was hurt.",
        "If you see a mine, do not touch it. A mine could kill you or your children.",
        "Since 2015 mines have killed 312 people and wounded 900 in the Orash region, the agency said.",
        "Sappers blew up three mines near Orash on Tuesday, the army said.",
    ] {
        assert_eq!(lines(&read("2024-05-09", text)), [""; 0], "{text}");
    }
}

#[test]
fn a_weekday_without_a_day_of_publication_stays_unknown() {
    let text = "A farmer was killed by a mine near Orash on Tuesday, police said.";
    let undated = &read("", text).incidents[0];
    assert!(undated.date.is_unknown());
    assert_eq!(undated.date_text.as_deref(), Some("on Tuesday"));
    let dated = &read("2024-05-09", text).incidents[0];
    assert_eq!(dated.date.to_string(), "2024-05-07");
}

#[test]
fn a_language_without_a_lexicon_gives_a_note_and_no_claims() {
    let reader = Reader::new(Arc::new(Gazetteer::world().unwrap())).unwrap();
    let meta = DocumentMeta { language: Some("km".to_owned()), ..DocumentMeta::default() };
    let reading = reader.read("test", "មីន", &meta);
    assert!(reading.incidents.is_empty());
    assert_eq!(reading.notes.len(), 1);
}

mod laws {
    use proptest::prelude::*;

    use super::*;

    fn sentence() -> impl Strategy<Value = String> {
        const PIECES: &[&str] = &[
            "Three people",
            "were killed",
            "by a mine",
            "near the village of Orash",
            "on Tuesday",
            ",",
            ".",
            "\n\n",
            "“",
            "”",
            "and two",
            "injured",
            "Anton Berek (41)",
            "said",
            "police",
            "since 2015",
            "1,119 mines",
            "were found",
            "anti-tank",
            "Kəlbəcər",
            "…",
            "of the dead",
        ];
        proptest::collection::vec(proptest::sample::select(PIECES).prop_map(str::to_owned), 0..40)
            .prop_map(|pieces| pieces.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_span_quotes_the_text_and_reading_twice_gives_the_same(text in prop_oneof![sentence(), "\\PC{0,200}"]) {
            let reader = Reader::new(Arc::new(Gazetteer::world().unwrap())).unwrap();
            let meta = DocumentMeta { language: Some("en".to_owned()), published: "2024-05-09".parse().ok(), ..DocumentMeta::default() };
            let reading = reader.read("test", &text, &meta);
            for evidence in reading.evidence() {
                prop_assert!(evidence.holds_in(&text));
            }
            prop_assert_eq!(&reading, &reader.read("test", &text, &meta));
        }
    }
}
