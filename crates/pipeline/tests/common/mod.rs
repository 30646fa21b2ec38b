//! Hand-made readings, so that the register is tested without the reader.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part; a panic is a failure"
)]

use std::collections::BTreeMap;

use cairn_model::place::Place;
use cairn_model::{
    CountRange, DateSpan, Device, Document, DocumentId, DocumentMeta, IncidentStatus, Measure,
    Outcome, Reading, ReportedIncident, ReportedTally, ReportedVictim, TallyGroup, ValueRange,
    VictimGroup,
};
use cairn_pipeline::{Incoming, Pipeline, PlaceNames, Reads, Silent};
use cairn_store::{MemoryStore, Store};
use jiff::civil::Date;

pub const NOW: &str = "2026-01-01T00:00:00Z";

/// Readings by the documents' labels.
#[derive(Clone, Debug, Default)]
pub struct Script {
    readings: BTreeMap<String, Reading>,
    documents: Vec<Incoming>,
}

impl Reads for Script {
    fn read(&self, id: &str, _text: &str, _meta: &DocumentMeta) -> Reading {
        self.readings.get(id).cloned().unwrap_or_default()
    }
}

/// Spelling keys good enough for made-up names.
#[derive(Clone, Copy, Debug)]
pub struct PlainNames;

impl PlaceNames for PlainNames {
    fn spelling_key(&self, name: &str) -> String {
        name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    }

    fn country_code(&self, name: &str) -> Option<String> {
        (name == "Ruritania").then(|| "RU-X".to_owned())
    }
}

impl Script {
    pub fn with(self, label: &str, meta: DocumentMeta, mut reading: Reading) -> Self {
        reading.id = label.to_owned();
        // Long and unlike each other, so that no two texts pass for versions of one article.
        let text = DocumentId::of_bytes(label.as_bytes())
            .as_str()
            .as_bytes()
            .chunks(4)
            .map(|word| String::from_utf8_lossy(word).into_owned())
            .collect::<Vec<_>>()
            .join(" ");
        self.document(label, meta, reading, text)
    }

    pub fn document(
        mut self,
        label: &str,
        meta: DocumentMeta,
        reading: Reading,
        text: String,
    ) -> Self {
        self.readings.insert(label.to_owned(), reading);
        self.documents.push(Incoming {
            bytes: text.clone().into_bytes(),
            document: Document {
                id: DocumentId::of_bytes(text.as_bytes()),
                label: label.to_owned(),
                origin: label.to_owned(),
                media_type: "text/plain".to_owned(),
                meta,
                text,
            },
        });
        self
    }

    pub fn documents(&self) -> &[Incoming] {
        &self.documents
    }

    pub fn pipeline(&self) -> Pipeline<'_> {
        Pipeline::new(self, &PlainNames)
    }

    /// A register of all documents, added at once in their order.
    pub fn register(&self) -> MemoryStore {
        self.register_of(&self.documents)
    }

    pub fn register_of(&self, documents: &[Incoming]) -> MemoryStore {
        let mut store = MemoryStore::default();
        self.add(&mut store, documents);
        store
    }

    pub fn add(&self, store: &mut MemoryStore, documents: &[Incoming]) {
        self.pipeline().add(store, &mut documents.iter().cloned(), NOW, &mut Silent).unwrap();
    }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn meta(publisher: &str, published: &str) -> DocumentMeta {
    DocumentMeta {
        publisher: Some(publisher.to_owned()),
        published: (!published.is_empty()).then(|| day(published)),
        language: Some("en".to_owned()),
        country: Some("RX".to_owned()),
        ..DocumentMeta::default()
    }
}

pub fn place(settlement: &str, district: &str) -> Place {
    let some = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    Place { settlement: some(settlement), district: some(district), ..Place::default() }
}

pub fn incident(id: &str, date: &str, place: Place, device: Device) -> ReportedIncident {
    ReportedIncident {
        id: id.to_owned(),
        status: IncidentStatus::Happened,
        date: if date.is_empty() { DateSpan::UNKNOWN } else { DateSpan::day(day(date)) },
        date_text: None,
        place,
        sheet: None,
        device,
        device_text: None,
        activity: None,
        killed: None,
        injured: None,
        victims: Vec::new(),
        said_by: Vec::new(),
        attribution: Vec::new(),
        evidence: Vec::new(),
    }
}

pub trait Told: Sized {
    fn toll(self, killed: u64, injured: u64) -> Self;
    fn by(self, said_by: &[&str]) -> Self;
    fn named(self, names: &[(&str, Outcome)]) -> Self;
    fn alone(self) -> Reading;
}

impl Told for ReportedIncident {
    fn toll(mut self, killed: u64, injured: u64) -> Self {
        self.killed = Some(CountRange::exactly(killed));
        self.injured = Some(CountRange::exactly(injured));
        self
    }

    fn by(mut self, said_by: &[&str]) -> Self {
        self.said_by = said_by.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    fn named(mut self, names: &[(&str, Outcome)]) -> Self {
        for (name, outcome) in names {
            self.victims.push(ReportedVictim {
                name: Some((*name).to_owned()),
                outcome: *outcome,
                group: VictimGroup::Unknown,
                sex: None,
                age: None,
                occupation: None,
                evidence: Vec::new(),
            });
        }
        self
    }

    fn alone(self) -> Reading {
        Reading { incidents: vec![self], ..Reading::default() }
    }
}

pub fn tally(
    id: &str,
    measure: Measure,
    group: TallyGroup,
    value: f64,
    words: &str,
) -> ReportedTally {
    ReportedTally {
        id: id.to_owned(),
        measure,
        group,
        value: ValueRange::new(value, Some(value)).unwrap(),
        place: None,
        from: None,
        to: None,
        period_text: (!words.is_empty()).then(|| words.to_owned()),
        said_by: vec!["Foreign Ministry".to_owned()],
        evidence: Vec::new(),
    }
}

/// Everything derived, as text: equal texts, equal registers.
pub fn derived(store: &dyn Store) -> String {
    let mut lines = Vec::new();
    let json = |thing: &dyn erased::Json| thing.json();
    store
        .incidents(&mut |thing| {
            lines.push(json(&thing));
            Ok(())
        })
        .unwrap();
    store
        .finds(&mut |thing| {
            lines.push(json(&thing));
            Ok(())
        })
        .unwrap();
    store
        .series(&mut |thing| {
            lines.push(json(&thing));
            Ok(())
        })
        .unwrap();
    store
        .findings(&mut |thing| {
            lines.push(json(&thing));
            Ok(())
        })
        .unwrap();
    store
        .documents(&mut |thing| {
            lines.push(json(&thing));
            Ok(())
        })
        .unwrap();
    lines.join("\n")
}

mod erased {
    pub trait Json {
        fn json(&self) -> String;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

/// The incidents in short: each with its reports, for tests of who is joined to whom.
pub fn grouping(store: &dyn Store) -> Vec<Vec<String>> {
    let mut groups = Vec::new();
    store
        .incidents(&mut |incident| {
            let mut reports: Vec<String> = (incident.reports.iter())
                .map(|report| format!("{}.{}", report.document, report.incident))
                .collect();
            reports.sort();
            groups.push(reports);
            Ok(())
        })
        .unwrap();
    groups.sort();
    groups
}
