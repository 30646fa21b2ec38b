//! Files about land: history, evidence, checks, yield; and records that share a coordinate.

use cairn_model::{
    ClaimBody, EvidenceClass, Hazard, LandRelease, LandStatus, NonconformitySeverity, ReleaseKind,
};

use super::tests::{counts, plan, taken};
use super::*;

fn hazard(imported: &Imported, at: usize) -> &Hazard {
    match &imported.claims[at] {
        ClaimBody::Hazard(hazard) => hazard,
        other => panic!("{other:?}"),
    }
}

fn release(imported: &Imported, at: usize) -> &LandRelease {
    match &imported.claims[at] {
        ClaimBody::Release(release) => release,
        other => panic!("{other:?}"),
    }
}

#[test]
fn hazards_keep_their_history_evidence_and_who_would_be_served() {
    let text = "hazard_id,hazard_type,land_status,date_opened,handover_date,status_history,\
                evidence_type,bench_mark,beneficiaries,qc_date,qa_org,severity,nonconformity,\
                corrective_action\n\
                A,CHA,closed,1996-05,2004-02-01,\"2003-11-02: closed; worked on 1999\",\
                Visual observations,bridge,\"1,200\",2004-01-15,Example QA,minor,\
                missing stakes,stakes set\n\
                B,SHA,open,,,suspended soon,hearsay,,,,,,,\n";
    let imported = taken("h.csv", text, &plan(Target::Hazards));
    let first = hazard(&imported, 0);
    let history: Vec<(String, LandStatus)> =
        first.history.iter().map(|change| (change.date.to_string(), change.status)).collect();
    assert_eq!(
        history,
        [
            ("1996-05".to_owned(), LandStatus::Open),
            ("1999".to_owned(), LandStatus::WorkedOn),
            ("2003-11-02".to_owned(), LandStatus::Closed),
            ("2004-02-01".to_owned(), LandStatus::Closed),
        ]
    );
    assert_eq!(first.history[3].text.as_deref(), Some("handed over"));
    assert_eq!((first.basis, first.benchmark.as_deref()), (EvidenceClass::Direct, Some("bridge")));
    assert_eq!(first.beneficiaries.unwrap().least(), 1200);
    let check = first.drawn.check.as_ref().unwrap();
    assert_eq!(check.date.to_string(), "2004-01-15");
    assert_eq!(
        (check.by.as_deref(), check.severity),
        (Some("Example QA"), NonconformitySeverity::Minor)
    );
    assert_eq!(check.measures.as_deref(), Some("stakes set"));
    let second = hazard(&imported, 1);
    assert_eq!(
        (second.basis, second.basis_text.as_deref()),
        (EvidenceClass::Unknown, Some("hearsay"))
    );
    assert_eq!(second.history[0].status, LandStatus::Unknown);
    assert_eq!(second.history[0].text.as_deref(), Some("suspended soon"));
    assert_eq!(second.drawn.check, None);
    assert_eq!(counts(&imported), [("number_separator", 1), ("value_not_understood", 1)]);
}

#[test]
fn cleared_land_that_yields_next_to_nothing_is_said_by_release_and_in_sum() {
    let text = "id,release_type,area_m2,devices_found,clearance_method,start_date,end_date\n\
                a,cleared,500000,2,manual,2022-03-01,2022-09-30\n\
                b,cleared,20000,40,mechanical,,2022-10-01\n\
                c,cancelled,9000000,0,,,2022-10-02\n\
                d,BAC,\"1,000,000\",0,,,2022-10-03\n\
                e,cleared,100000,,,,2022-10-04\n";
    let imported = taken("r.csv", text, &plan(Target::Clearance));
    assert_eq!(counts(&imported), [("low_yield", 2)]);
    let first = release(&imported, 0);
    assert_eq!(first.drawn.repairs[0].note, "2 devices on 50.0 ha called cleared: 0.04 a hectare");
    assert_eq!(
        (first.method.as_deref(), first.started.to_string().as_str()),
        (Some("manual"), "2022-03-01")
    );
    assert_eq!(release(&imported, 2).kind, ReleaseKind::Cancelled);
    insta::assert_snapshot!(imported.remarks.join("\n"), @r"
    cancelled: 1 area, 900.0 ha
    cleared: 3 areas, 62.0 ha; 42 devices on the 52.0 ha that tell, 0.81 a hectare; 1 area without a number of devices; 1 area below 0.1 a hectare
    battle area clearance: 1 area, 100.0 ha; 0 devices on the 100.0 ha that tell, 0.00 a hectare, next to nothing for land called cleared; 1 area below 0.1 a hectare
    land of different kinds is not added together
    ");
    let notes: Vec<&str> = imported.notes.iter().map(|note| note.text.as_str()).collect();
    assert!(
        notes
            .iter()
            .any(|note| note.starts_with("battle area clearance: 1 area, 100.0 ha; 0 devices")),
        "{notes:?}"
    );
}

#[test]
fn a_stated_area_that_is_not_the_shapes_is_marked() {
    let text = "id,release_type,area_m2,wkt\n\
                a,cleared,1000,\"POLYGON((17 44,17.01 44,17.01 44.01,17 44.01,17 44))\"\n\
                b,cleared,886000,\"POLYGON((17 44,17.01 44,17.01 44.01,17 44.01,17 44))\"\n";
    let imported = taken("r.csv", text, &plan(Target::Clearance));
    assert_eq!(counts(&imported)[0], ("area_differs", 1));
    assert!(release(&imported, 0).drawn.repairs[0].note.starts_with("1000 m² stated, 88"));
}

/// Rows of accidents: how many on each coordinate, with these dates.
fn accidents(piles: &[&[&str]]) -> Imported {
    let mut text = "latitude,longitude,date,map_sheet\n".to_owned();
    for (at, dates) in piles.iter().enumerate() {
        for date in *dates {
            text.push_str(&format!("44.1234{at:02},17.4321{at:02},{date},S-{at}\n"));
        }
    }
    taken("a.csv", &text, &plan(Target::Incidents))
}

#[test]
fn records_that_share_a_coordinate_for_a_good_reason_keep_their_error() {
    let one_day: &[&str] = &["2001-05-01"; 9];
    let days: &[&str] = &["2001-05-01", "2001-06-01", "2002-05-01", "2003-05-01", "2004-05-01"];
    let undated: &[&str] = &[""; 6];
    let alone: Vec<&[&str]> = vec![&["2001-01-01"]; 30];
    let imported = accidents(&[&[one_day, days, undated][..], &alone].concat());
    assert_eq!(
        counts(&imported),
        [("stacked_position", 5), ("shared_position", 6), ("duplicate", 13)]
    );
    let told = |at: usize| match &imported.claims[at] {
        ClaimBody::Incident(incident) => {
            (incident.place.position.as_ref().unwrap().precision, incident.sheet.clone().unwrap())
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(told(0), (1, "S-0".to_owned()), "as exact as it is written");
    assert_eq!(told(9), (10_000, "S-1".to_owned()));
    assert_eq!(told(14), (1, "S-2".to_owned()));
}

#[test]
fn a_file_piled_up_on_few_coordinates_is_one_of_seats() {
    let undated: &[&str] = &[""; 6];
    let imported = accidents(&[undated, undated, &["2001-01-01"]]);
    assert_eq!(counts(&imported)[0], ("stacked_position", 12));
}
