//! Invented documents, claims and derived things for tests.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test uses some of these")]

use cairn_model::place::Position;
use cairn_model::register::{
    Find, Finding, Incident, Link, ReportOf, Standing, TallyPoint, TallySeries, Victim,
};
use cairn_model::{
    Claim, ClaimBody, ClaimId, ContradictionKind, CountRange, DateSpan, Device, Document,
    DocumentId, DocumentMeta, Evidence, FindAction, Grade, IncidentId, IncidentStatus, Measure,
    Outcome, Place, ReportedIncident, Sex, Statement, StatementKind, TallyGroup, ValueRange,
    VictimGroup,
};
use cairn_store::{NewClaim, NewDocument, Store, StoreError};
use jiff::civil::date;

pub const AT: &str = "2026-01-02T03:04:05Z";

pub fn document(label: &str) -> Document {
    let text = format!("Mine kills two near {label}\n\nTwo people were killed on 4 June 2021.\n");
    Document {
        id: DocumentId::of_bytes(label.as_bytes()),
        label: label.to_owned(),
        origin: format!("reports/{label}.txt"),
        media_type: "text/plain".to_owned(),
        meta: DocumentMeta {
            publisher: Some("Hill Gazette".to_owned()),
            published: Some(date(2021, 6, 5)),
            url: Some(format!("https://gazette.example/{label}")),
            ..DocumentMeta::default()
        },
        text,
    }
}

pub fn place() -> Place {
    Place {
        settlement: Some("Upper Mill".to_owned()),
        district: Some("Hills".to_owned()),
        country: None,
        position: Some(Position { lat: 40.25, lon: 46.5, gazetteer_id: None, precision: 2_000 }),
        candidates: Vec::new(),
    }
}

pub fn reported(local: &str, text: &str) -> ReportedIncident {
    ReportedIncident {
        id: local.to_owned(),
        status: IncidentStatus::Happened,
        date: DateSpan::day(date(2021, 6, 4)),
        date_text: Some("on 4 June 2021".to_owned()),
        place: place(),
        sheet: None,
        device: Device::AntivehicleMine,
        device_text: None,
        activity: None,
        killed: Some(CountRange::exactly(2)),
        injured: None,
        victims: Vec::new(),
        said_by: vec!["Ministry of Hills".to_owned()],
        attribution: Vec::new(),
        evidence: Evidence::quote(text, 0, 4).into_iter().collect(),
    }
}

pub fn statement(local: &str, text: &str) -> Statement {
    Statement {
        id: local.to_owned(),
        kind: StatementKind::Appeal,
        speaker: Some("Ombudsman".to_owned()),
        addressees: vec!["Red Cross".to_owned(), "United Nations".to_owned()],
        about: Some("maps of mines".to_owned()),
        date: DateSpan::UNKNOWN,
        instruments: Vec::new(),
        evidence: Evidence::quote(text, 0, 9).into_iter().collect(),
    }
}

/// One incident and one statement.
pub fn claims(document: &Document) -> Vec<NewClaim> {
    let bodies = [
        ClaimBody::Incident(reported("i1", &document.text)),
        ClaimBody::Statement(statement("s1", &document.text)),
    ];
    bodies
        .into_iter()
        .map(|body| NewClaim {
            keys: vec!["2021-06|hills".to_owned(), format!("n|{}", document.label)],
            claim: Claim {
                id: ClaimId::new(&document.id, body.local_id()),
                document: document.id.clone(),
                body,
            },
        })
        .collect()
}

pub fn new<'a>(document: &'a Document, claims: &'a [NewClaim]) -> NewDocument<'a> {
    NewDocument {
        document,
        original: document.text.as_bytes(),
        language: Some("en"),
        revision: None,
        notes: &[],
        claims,
        article_keys: &[],
    }
}

/// Adds documents called so, with their claims.
pub fn add(store: &mut dyn Store, labels: &[&str]) -> Result<(), StoreError> {
    for label in labels {
        let document = document(label);
        let claims = claims(&document);
        store.add_document(new(&document, &claims), AT)?;
    }
    Ok(())
}

pub fn claim_id(label: &str, local: &str) -> ClaimId {
    ClaimId::new(&DocumentId::of_bytes(label.as_bytes()), local)
}

/// The incident founded by the first claim of the first document.
pub fn incident(labels: &[&str]) -> Incident {
    let report = |label: &&str| ReportOf {
        document: (*label).to_owned(),
        incident: "i1".to_owned(),
        claim: claim_id(label, "i1"),
        standing: Standing::Live,
    };
    let reports: Vec<ReportOf> = labels.iter().map(report).collect();
    Incident {
        id: IncidentId::founded_by(&reports[0].claim),
        status: IncidentStatus::Happened,
        date: DateSpan::day(date(2021, 6, 4)),
        place: place(),
        device: Device::AntivehicleMine,
        activity: Some("driving".to_owned()),
        killed: Some(CountRange::between(2, 3)),
        injured: Some(CountRange::at_least(1)),
        victims: vec![Victim {
            name: Some("Example Person".to_owned()),
            also_spelled: vec!["Exampel Person".to_owned()],
            outcome: Outcome::Killed,
            group: VictimGroup::Civilian,
            sex: Some(Sex::Female),
            age: Some(41),
            occupation: None,
            claims: vec![claim_id(labels[0], "i1")],
        }],
        grade: Grade::SingleSource,
        grade_reason: "all reports go back to the Ministry of Hills".to_owned(),
        sources: vec!["Ministry of Hills".to_owned()],
        links: vec![Link {
            a: claim_id(labels[0], "i1"),
            b: claim_id(labels[0], "i1"),
            weight: 0.1 + 0.2,
            joined: true,
            why: "same day".to_owned(),
        }],
        reports,
        differences: Vec::new(),
        decisions: vec![1],
    }
}

pub fn find(label: &str) -> Find {
    Find {
        id: format!("F-{}", &DocumentId::of_bytes(label.as_bytes()).as_str()[..12]),
        action: FindAction::Neutralised,
        category: Device::AntipersonnelMine,
        model: Some("PMN-2".to_owned()),
        count: Some(CountRange::exactly(21)),
        date: DateSpan::month(2022, 8).unwrap(),
        place: place(),
        sources: vec!["Agency".to_owned()],
        claims: vec![claim_id(label, "f1")],
    }
}

pub fn series(label: &str) -> TallySeries {
    TallySeries {
        id: "T-000000000001".to_owned(),
        measure: Measure::Killed,
        group: TallyGroup::All,
        place: None,
        period: "since 2020-11-10".to_owned(),
        points: vec![TallyPoint {
            as_of: Some(date(2022, 10, 1)),
            value: ValueRange::new(45.0, Some(48.0)).unwrap(),
            said_by: vec!["Ministry of Hills".to_owned()],
            document: label.to_owned(),
            claim: claim_id(label, "t1"),
            standing: Standing::Live,
        }],
    }
}

pub fn finding(labels: &[&str]) -> Finding {
    Finding {
        id: "C-000000000001".to_owned(),
        kind: ContradictionKind::CumulativeFell,
        values: vec![48.0, 45.0],
        note: "fell from 48 to 45".to_owned(),
        claims: labels.iter().map(|label| claim_id(label, "t1")).collect(),
        documents: labels.iter().map(|&label| label.to_owned()).collect(),
        across_documents: true,
        settled: None,
    }
}

/// All that a list visits.
pub fn collect<T>(
    list: impl FnOnce(&mut dyn FnMut(T) -> Result<(), StoreError>) -> Result<(), StoreError>,
) -> Vec<T> {
    let mut found = Vec::new();
    list(&mut |one| {
        found.push(one);
        Ok(())
    })
    .unwrap();
    found
}
