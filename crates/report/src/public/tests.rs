//! A register in which everything that must not get out is marked, and what gets out of it.

use cairn_model::place::Position;
use cairn_model::register::{
    Difference, Find, Finding, Incident, Link, ReportOf, Standing, TallyPoint, TallySeries,
    Version, Victim,
};
use cairn_model::*;
use cairn_store::accounts::HazardGeometry;
use cairn_store::{MemoryStore, NewClaim, NewDocument, Store};
use jiff::civil::date;

use super::*;

mod following;

/// Stands in every text that must not get out.
const MARK: &str = "Zzyzx";
/// Digits of every position that must not get out.
const LAT: f64 = 40.271_828;
const LON: f64 = 46.314_159;

fn marked(text: &str) -> String {
    format!("{text} {MARK}")
}

fn words() -> Vec<Evidence> {
    vec![Evidence { start: 0, end: 1, text: marked("said"), supports: Vec::new() }]
}

fn place() -> Place {
    Place {
        settlement: Some(marked("village")),
        district: Some("Kalbajar".to_owned()),
        country: Some("Azerbaijan".to_owned()),
        position: Some(Position {
            lat: LAT,
            lon: LON,
            gazetteer_id: Some(marked("id")),
            precision: 50,
        }),
        candidates: vec![PlaceCandidate {
            gazetteer_id: marked("id"),
            name: marked("village"),
            lat: LAT,
            lon: LON,
            score: 1.0,
        }],
    }
}

fn speakers() -> Vec<String> {
    vec!["Interior Ministry".to_owned(), marked("neighbour")]
}

fn drawn() -> Drawn {
    let corner = |lon, lat| LonLat::new(lon, lat).unwrap();
    let ring = vec![
        corner(LON, LAT),
        corner(LON + 0.001, LAT),
        corner(LON, LAT + 0.001),
        corner(LON, LAT),
    ];
    let polygon: geometry::Polygon = serde_json::from_value(serde_json::json!([ring])).unwrap();
    Drawn {
        reference: Some(marked("field")),
        sheet: Some(marked("sheet")),
        author: Some(marked("engineer")),
        place: place(),
        geometry: Some(Geometry::MultiPolygon(vec![polygon])),
        position_error_m: Some(31.0),
        said_by: speakers(),
        check: Some(QualityCheck { by: Some(marked("inspector")), ..QualityCheck::default() }),
        repairs: vec![Repair { kind: RepairKind::ALL[0], note: marked("mended") }],
        evidence: words(),
        ..Drawn::default()
    }
}

fn bodies(number: i8) -> Vec<ClaimBody> {
    let person = ReportedVictim {
        name: Some(marked("name")),
        outcome: Outcome::ALL[0],
        group: VictimGroup::ALL[0],
        sex: None,
        age: Some(61),
        occupation: Some(marked("shepherd")),
        evidence: words(),
    };
    let incident = ReportedIncident {
        id: "i1".to_owned(),
        status: IncidentStatus::ALL[0],
        date: DateSpan::day(date(2021, 6, number)),
        date_text: Some(marked("on Tuesday")),
        place: place(),
        sheet: Some(marked("sheet")),
        device: Device::ALL[0],
        device_text: Some(marked("mine")),
        activity: Some(marked("grazing")),
        killed: Some(CountRange::exactly(1)),
        injured: Some(CountRange::ZERO),
        victims: vec![person],
        said_by: speakers(),
        attribution: vec![Attribution {
            name: marked("uncle"),
            role: AttributionRole::Source,
            depth: 1,
            evidence: None,
        }],
        evidence: words(),
    };
    let find = ReportedFind {
        id: "f1".to_owned(),
        action: FindAction::ALL[0],
        category: Device::ALL[0],
        model: Some(marked("model")),
        count: None,
        date: DateSpan::day(date(2021, 6, number)),
        place: place(),
        sheet: Some(marked("sheet")),
        said_by: speakers(),
        made: Some(marked("made")),
        evidence: words(),
    };
    let tally = |id: &str, value: f64| ReportedTally {
        id: id.to_owned(),
        measure: Measure::Killed,
        group: TallyGroup::ALL[0],
        value: ValueRange::new(value, Some(value)).unwrap(),
        place: None,
        from: None,
        to: None,
        period_text: Some(marked("since")),
        said_by: speakers(),
        evidence: words(),
    };
    let stated = Contradiction {
        id: "c1".to_owned(),
        kind: ContradictionKind::ALL[0],
        values: vec![48.0, 45.0],
        note: marked("note"),
        evidence: words(),
    };
    let statement = Statement {
        id: "s1".to_owned(),
        kind: StatementKind::ALL[0],
        speaker: Some(marked("speaker")),
        addressees: vec![marked("addressee")],
        about: Some(marked("about")),
        date: DateSpan::UNKNOWN,
        instruments: vec![marked("paragraph")],
        evidence: words(),
    };
    let hazard = Hazard {
        id: "h1".to_owned(),
        basis_text: Some(marked("basis")),
        benchmark: Some(marked("bridge")),
        history: vec![cairn_model::StatusChange {
            status: LandStatus::ALL[0],
            date: DateSpan::UNKNOWN,
            text: Some(marked("handed over by")),
        }],
        drawn: drawn(),
        ..Hazard::default()
    };
    let record = MinefieldRecord {
        id: "m1".to_owned(),
        extent: drawn().geometry,
        drawn: drawn(),
        ..MinefieldRecord::default()
    };
    let release = LandRelease {
        id: "l1".to_owned(),
        method: Some(marked("method")),
        drawn: drawn(),
        ..LandRelease::default()
    };
    vec![
        ClaimBody::Incident(incident),
        ClaimBody::Find(find),
        ClaimBody::Tally(tally("t1", 48.0)),
        ClaimBody::Tally(tally("t2", 3.0)),
        ClaimBody::Contradiction(stated),
        ClaimBody::Statement(statement),
        ClaimBody::Hazard(hazard),
        ClaimBody::Record(record),
        ClaimBody::Release(release),
    ]
}

/// A register of so many marked incidents, one document each.
fn register(incidents: i8) -> MemoryStore {
    let mut store = MemoryStore::default();
    store.begin().unwrap();
    for number in 1..=incidents {
        let text = marked(&format!("text {number}"));
        let document = Document {
            id: DocumentId::of_bytes(text.as_bytes()),
            label: marked(&format!("label {number}")),
            origin: marked("origin"),
            media_type: "text/plain".to_owned(),
            meta: DocumentMeta {
                title: Some(marked("title")),
                publisher: Some("Example Wire".to_owned()),
                published: Some(date(2021, 6, number)),
                language: Some("en".to_owned()),
                country: Some("AZ".to_owned()),
                url: Some(marked("https://example.org/")),
            },
            text,
        };
        keep(&mut store, &document, bodies(number));
        derive(&mut store, &document, number);
    }
    store.commit().unwrap();
    store
}

fn keep(store: &mut MemoryStore, document: &Document, bodies: Vec<ClaimBody>) {
    let claims: Vec<NewClaim> = Claim::of_document(document, bodies)
        .into_iter()
        .map(|claim| NewClaim { claim, keys: vec![marked("key")] })
        .collect();
    let new = NewDocument {
        document,
        original: document.text.as_bytes(),
        language: Some("en"),
        revision: None,
        notes: &[],
        claims: &claims,
        article_keys: &[],
    };
    store.add_document(new, "2026-01-01T00:00:00Z").unwrap();
}

fn derive(store: &mut MemoryStore, document: &Document, number: i8) {
    let claim = |local: &str| ClaimId::new(&document.id, local);
    let day = DateSpan::day(date(2021, 6, number));
    let version = |value: &str| Version { value: value.to_owned(), claims: vec![claim("i1")] };
    let differing = |field: &str, value: &str| Difference {
        field: field.to_owned(),
        versions: vec![version(value)],
    };
    let incident = Incident {
        id: IncidentId::founded_by(&claim("i1")),
        status: IncidentStatus::ALL[0],
        date: day,
        place: place(),
        device: Device::ALL[0],
        activity: Some(marked("grazing")),
        killed: Some(CountRange::exactly(1)),
        injured: Some(CountRange::ZERO),
        victims: vec![Victim {
            name: Some(marked("name")),
            also_spelled: vec![marked("name")],
            outcome: Outcome::ALL[0],
            group: VictimGroup::ALL[0],
            sex: None,
            age: Some(61),
            occupation: Some(marked("shepherd")),
            claims: vec![claim("i1")],
        }],
        grade: Grade::ALL[0],
        grade_reason: marked("reason"),
        sources: vec![format!("Interior Ministry with {}", marked("uncle"))],
        reports: vec![ReportOf {
            document: document.label.clone(),
            incident: "i1".to_owned(),
            claim: claim("i1"),
            standing: Standing::Live,
        }],
        links: vec![Link {
            a: claim("i1"),
            b: claim("i1"),
            weight: 1.0,
            joined: true,
            why: marked("why"),
        }],
        differences: vec![differing("killed", "2"), differing("place", &marked("village"))],
        decisions: vec![1],
    };
    store.put_incident(&incident).unwrap();
    let find = Find {
        id: format!("F-{number}"),
        action: FindAction::ALL[0],
        category: Device::ALL[0],
        model: Some(marked("model")),
        count: None,
        date: day,
        place: place(),
        sources: vec![marked("uncle")],
        claims: vec![claim("f1")],
    };
    store.put_find(&find).unwrap();
    let point = |local: &str, value: f64| TallyPoint {
        as_of: None,
        value: ValueRange::new(value, Some(value)).unwrap(),
        said_by: speakers(),
        document: document.label.clone(),
        claim: claim(local),
        standing: Standing::Live,
    };
    let series = TallySeries {
        id: format!("T-{number}"),
        measure: Measure::Killed,
        group: TallyGroup::ALL[0],
        place: None,
        period: "since 2020".to_owned(),
        points: vec![point("t1", 48.0), point("t2", 3.0)],
    };
    store.put_series(&series).unwrap();
    let finding = Finding {
        id: format!("C-{number}"),
        kind: ContradictionKind::ALL[0],
        values: vec![48.0, 45.0],
        note: marked("note"),
        claims: vec![claim("c1")],
        documents: vec![document.label.clone()],
        across_documents: false,
        settled: None,
    };
    store.put_finding(&finding).unwrap();
}

/// All that a store holds, as JSON, a thing a line.
fn contents(store: &dyn Store) -> String {
    let mut lines = Vec::new();
    let mut say = |thing: serde_json::Result<String>| {
        lines.push(thing.unwrap());
        Ok::<(), cairn_store::StoreError>(())
    };
    store.incidents(&mut |one| say(serde_json::to_string(&one))).unwrap();
    store.finds(&mut |one| say(serde_json::to_string(&one))).unwrap();
    store.series(&mut |one| say(serde_json::to_string(&one))).unwrap();
    store.findings(&mut |one| say(serde_json::to_string(&one))).unwrap();
    store.documents(&mut |one| say(serde_json::to_string(&one))).unwrap();
    for kind in ClaimKind::ALL {
        store.claims(kind, &mut |one| say(serde_json::to_string(&one))).unwrap();
    }
    let mut ids = Vec::new();
    store
        .documents(&mut |one| {
            ids.push(one.id);
            Ok(())
        })
        .unwrap();
    for id in ids {
        lines.push(format!("{:?}", store.document(&id).unwrap()));
        lines.push(format!("{:?}", store.original(&id).unwrap()));
    }
    lines.push(format!("{:?}", store.decisions().unwrap()));
    lines.join("\n")
}

fn edition(full: &MemoryStore, hazards: HazardGeometry) -> (MemoryStore, Published) {
    let body = |name: &str| (name == "Interior Ministry").then(|| "interior ministry".to_owned());
    let mut public = MemoryStore::default();
    let rules = Rules { hazards, body: &body };
    let published = publish(full, &mut public, &mut Told::default(), &rules, GoOn::ALWAYS).unwrap();
    (public, published)
}

#[test]
fn nothing_that_is_marked_gets_out() {
    let full = register(9);
    let whole = contents(&full);
    assert!(whole.contains(MARK) && whole.contains("40.271") && whole.contains("46.314"));
    for hazards in [HazardGeometry::Grid, HazardGeometry::Hidden, HazardGeometry::Exact] {
        let (public, published) = edition(&full, hazards);
        assert_eq!((published.incidents, published.finds, published.documents), (9, 9, 9));
        let public = contents(&public);
        assert!(!public.contains(MARK), "{public}");
        assert!(!public.contains("\"age\"") && !public.contains("2021-06-04"), "{public}");
        let shapes = hazards == HazardGeometry::Exact;
        assert_eq!(public.contains("40.271") || public.contains("46.314"), shapes, "{hazards}");
        assert_eq!(public.contains("MultiPolygon"), hazards != HazardGeometry::Hidden);
        assert!(public.contains("interior ministry") && public.contains("another source"));
        assert!(public.contains("Kalbajar") && public.contains("Example Wire"));
    }
}

#[test]
fn exact_shapes_of_land_leave_incidents_coarse() {
    let (public, _) = edition(&register(6), HazardGeometry::Exact);
    let mut seen = 0;
    let mut look = |place: &Place| {
        let position = place.position.as_ref().unwrap();
        assert_eq!((position.lat, position.lon), (40.375, 46.375));
        assert_eq!(position.precision, PRECISION_M);
        seen += 1;
    };
    public
        .incidents(&mut |one| {
            look(&one.place);
            Ok(())
        })
        .unwrap();
    public
        .finds(&mut |one| {
            look(&one.place);
            Ok(())
        })
        .unwrap();
    assert_eq!(seen, 12);
}

#[test]
fn a_figure_of_few_people_is_left_out_and_the_rest_stays() {
    let (public, _) = edition(&register(6), HazardGeometry::Hidden);
    let mut values = Vec::new();
    public
        .series(&mut |series| {
            values.extend(series.points.iter().map(|point| point.value.least()));
            Ok(())
        })
        .unwrap();
    assert_eq!(values, [48.0; 6]);
}

#[test]
fn a_register_of_few_incidents_tells_of_none() {
    let (public, published) = edition(&register(4), HazardGeometry::Hidden);
    assert_eq!((published.incidents, published.withheld), (0, 4));
    assert!(!contents(&public).contains("\"killed\":[1,1]"));
}
