//! A hand-made incident for tests: two outlets, one of which updates its story, one person accused
//! of nothing, figures that differ.

use cairn_model::place::Position;
use cairn_model::register::{Difference, Incident, Link, ReportOf, Standing, Version, Victim};
use cairn_model::{
    Attribution, AttributionRole, Claim, ClaimBody, ClaimId, CountRange, DateSpan, Decision,
    DecisionAction, DecisionLog, Device, DocumentId, DocumentMeta, Evidence, Grade, IncidentId,
    IncidentStatus, Outcome, Place, ReportedIncident, Sex, VictimGroup,
};
use jiff::civil::{Date, date};

use cairn_report::dossier::{IncidentPage, Said, Source};

const FIRST: &str = "Mine blast near the mill\nTwo people were killed by a mine near the mill of Upper \
                     Sample on Friday, the police said. The road is closed.";
const UPDATE: &str = "Mine blast near the mill\nThree people were killed by a mine near the mill of Upper \
                      Sample on Friday, the police said. The road is closed.";
const OTHER: &str = "A mine killed two in Upper Sample, according to the hospital.";

fn place() -> Place {
    Place {
        settlement: Some("Upper Sample".to_owned()),
        district: Some("Sample".to_owned()),
        country: Some("Nowhereland".to_owned()),
        position: Some(Position {
            lat: 40.1,
            lon: 46.2,
            gazetteer_id: Some("geonames:1".to_owned()),
            precision: 2000,
        }),
        candidates: Vec::new(),
    }
}

fn said(
    label: &str,
    publisher: &str,
    day: Date,
    (text, words): (&str, &str),
    killed: u64,
    by: &str,
    superseded_by: Option<&str>,
) -> Said {
    let id = DocumentId::of_bytes(text.as_bytes());
    let start = text.find(words).unwrap();
    let report = ReportedIncident {
        id: "i1".to_owned(),
        status: IncidentStatus::Happened,
        date: DateSpan::day(date(2021, 6, 4)),
        date_text: Some("on Friday".to_owned()),
        place: place(),
        sheet: None,
        device: Device::MineUnspecified,
        device_text: Some("mine".to_owned()),
        activity: None,
        killed: Some(CountRange::exactly(killed)),
        injured: None,
        victims: Vec::new(),
        said_by: vec![by.to_owned()],
        attribution: vec![Attribution {
            name: by.to_owned(),
            role: AttributionRole::Source,
            depth: 1,
            evidence: None,
        }],
        evidence: vec![Evidence::quote(text, start, start + words.len()).unwrap()],
    };
    Said {
        claim: Claim {
            id: ClaimId::new(&id, "i1"),
            document: id.clone(),
            body: ClaimBody::Incident(report),
        },
        source: Source {
            id,
            label: label.to_owned(),
            meta: DocumentMeta {
                publisher: Some(publisher.to_owned()),
                published: Some(day),
                ..DocumentMeta::default()
            },
            superseded_by: superseded_by.map(str::to_owned),
            text: text.to_owned(),
        },
        standing: Some(if superseded_by.is_some() { Standing::Superseded } else { Standing::Live }),
    }
}

/// The incident with all its reports.
pub fn incident_page() -> IncidentPage {
    let wire = "Example Wire";
    let friday = date(2021, 6, 4);
    let reports = vec![
        said("wire-1", wire, friday, (FIRST, "were killed"), 2, "the police", Some("wire-2")),
        said("wire-2", wire, friday, (UPDATE, "were killed"), 3, "the police", None),
        said(
            "herald",
            "Example Herald",
            date(2021, 6, 5),
            (OTHER, "killed two"),
            2,
            "the hospital",
            None,
        ),
    ];
    let claims: Vec<ClaimId> = reports.iter().map(|said| said.claim.id.clone()).collect();
    let decision = decision(&claims[1]);
    IncidentPage {
        incident: incident(&reports, &claims),
        reports,
        findings: Vec::new(),
        decisions: vec![decision],
    }
}

fn decision(claim: &ClaimId) -> Decision {
    let action = DecisionAction::Accept { claim: claim.clone() };
    DecisionLog::default().next("A. Officer", "2021-06-07T10:00:00Z", "seen the list", action)
}

fn incident(reports: &[Said], claims: &[ClaimId]) -> Incident {
    let version = |value: &str, claims: &[ClaimId]| Version {
        value: value.to_owned(),
        claims: claims.to_vec(),
    };
    Incident {
        id: IncidentId::parse("I-0f3c9a12bd45").unwrap(),
        status: IncidentStatus::Happened,
        date: DateSpan::day(date(2021, 6, 4)),
        place: place(),
        device: Device::MineUnspecified,
        activity: None,
        killed: Some(CountRange::between(2, 3)),
        injured: None,
        victims: vec![Victim {
            name: Some("Invented Person".to_owned()),
            also_spelled: vec!["Invented Persson".to_owned()],
            outcome: Outcome::Killed,
            group: VictimGroup::Civilian,
            sex: Some(Sex::Male),
            age: Some(41),
            occupation: Some("miller".to_owned()),
            claims: claims[1..].to_vec(),
        }],
        grade: Grade::Corroborated,
        grade_reason: "the police and the hospital do not depend on each other".to_owned(),
        sources: vec!["the police".to_owned(), "the hospital".to_owned()],
        reports: reports
            .iter()
            .map(|said| ReportOf {
                document: said.source.label.clone(),
                incident: "i1".to_owned(),
                claim: said.claim.id.clone(),
                standing: said.standing.unwrap(),
            })
            .collect(),
        links: vec![
            Link {
                a: claims[0].clone(),
                b: claims[1].clone(),
                weight: 9.25,
                joined: true,
                why: "versions of one article".to_owned(),
            },
            Link {
                a: claims[1].clone(),
                b: ClaimId::parse("0123456789ab.i2").unwrap(),
                weight: -3.0,
                joined: false,
                why: "same place, but three days apart".to_owned(),
            },
        ],
        differences: vec![Difference {
            field: "killed".to_owned(),
            versions: vec![version("3", &claims[1..2]), version("2", &claims[2..])],
        }],
        decisions: vec![1],
    }
}
