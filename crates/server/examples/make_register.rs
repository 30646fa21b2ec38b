//! Makes the register on which the server is measured: invented incidents and hazardous areas.
//!
//! `cargo run --release -p cairn-server --example make_register -- FILE [INCIDENTS] [HAZARDS]`
//!
//! Everything is drawn from one seeded generator: the same file each time. Incidents lie around 400
//! villages of 40 districts in four countries that do not exist (in the degrees of the South Caucasus,
//! so that tiles are as full as those of a real register); hazardous areas have 8 to 40 corners.

use cairn_model::place::Position;
use cairn_model::register::{Incident, ReportOf, Standing};
use cairn_model::{
    Claim, ClaimBody, ClaimId, CountRange, DateSpan, Device, Document, DocumentId, DocumentMeta,
    Drawn, Geometry, Grade, Hazard, HazardKind, IncidentId, IncidentStatus, LandStatus, LonLat,
    Place, geometry,
};
use cairn_store::{GeoPackageStore, NewClaim, NewDocument, Store};

type Done<T> = Result<T, Box<dyn std::error::Error>>;

const AT: &str = "2026-01-01T00:00:00Z";
/// Things of one document.
const EACH: usize = 1_000;

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    /// From 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are what a share holds")]
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let place = usize::try_from(self.below(from.len() as u64)).unwrap_or_default();
        from[place]
    }
}

fn main() -> Done<()> {
    let mut given = std::env::args().skip(1);
    let path = given.next().ok_or("usage: make_register FILE [INCIDENTS] [HAZARDS]")?;
    let number = |text: Option<String>, usual| text.map_or(Ok(usual), |text| text.parse());
    let incidents: usize = number(given.next(), 100_000)?;
    let hazards: usize = number(given.next(), 50_000)?;
    let mut random = Random(2026);
    let villages: Vec<(f64, f64)> =
        (0..400).map(|_| (38.5 + random.share() * 3.0, 44.0 + random.share() * 5.0)).collect();
    let mut store = GeoPackageStore::create(&path)?;
    store.begin()?;
    for first in (0..incidents).step_by(EACH) {
        add_incidents(&mut store, &mut random, &villages, first, EACH.min(incidents - first))?;
    }
    for first in (0..hazards).step_by(EACH) {
        add_hazards(&mut store, &mut random, first, EACH.min(hazards - first))?;
    }
    store.commit()?;
    store.close()?;
    Ok(())
}

fn document(label: String) -> Document {
    Document {
        id: DocumentId::of_bytes(label.as_bytes()),
        origin: format!("{label}.txt"),
        media_type: "text/plain".to_owned(),
        meta: DocumentMeta {
            publisher: Some("Invented Wire".to_owned()),
            ..DocumentMeta::default()
        },
        text: format!("{label}: invented for measuring"),
        label,
    }
}

fn add(store: &mut dyn Store, document: &Document, claims: &[NewClaim]) -> Done<()> {
    let new = NewDocument {
        document,
        original: document.text.as_bytes(),
        language: Some("en"),
        revision: None,
        notes: &[],
        claims,
        article_keys: &[],
    };
    Ok(store.add_document(new, AT)?)
}

fn add_incidents(
    store: &mut dyn Store,
    random: &mut Random,
    villages: &[(f64, f64)],
    first: usize,
    count: usize,
) -> Done<()> {
    let document = document(format!("wire-{first}"));
    add(store, &document, &[])?;
    for number in first..first + count {
        let claim = ClaimId::new(&document.id, &format!("i{number}"));
        store.put_incident(&incident(random, villages, &document.label, claim))?;
    }
    Ok(())
}

fn incident(
    random: &mut Random,
    villages: &[(f64, f64)],
    document: &str,
    claim: ClaimId,
) -> Incident {
    let village = usize::try_from(random.below(villages.len() as u64)).unwrap_or_default();
    let (lat, lon) = villages[village];
    let (year, month) = (1990 + random.below(35), 1 + random.below(12));
    let day = jiff::civil::date(
        i16::try_from(year).unwrap_or(2000),
        i8::try_from(month).unwrap_or(1),
        i8::try_from(1 + random.below(28)).unwrap_or(1),
    );
    let killed = random.below(4);
    Incident {
        id: IncidentId::founded_by(&claim),
        status: IncidentStatus::Happened,
        date: if random.below(10) == 0 { DateSpan::UNKNOWN } else { DateSpan::day(day) },
        place: Place {
            settlement: Some(format!("Village {village}")),
            district: Some(format!("District {}", village % 40)),
            country: Some(format!("Country {}", village % 4)),
            position: Some(Position {
                lat: lat + (random.share() - 0.5) * 0.1,
                lon: lon + (random.share() - 0.5) * 0.1,
                gazetteer_id: None,
                precision: 2_000,
            }),
            candidates: Vec::new(),
        },
        device: random.pick(Device::ALL),
        activity: Some(random.pick(&["driving", "grazing", "farming", "clearing"]).to_owned()),
        killed: Some(CountRange::between(killed, killed + random.below(2))),
        injured: Some(CountRange::exactly(random.below(6))),
        victims: Vec::new(),
        grade: random.pick(Grade::ALL),
        grade_reason: "invented for measuring".to_owned(),
        sources: vec![format!("Ministry {}", random.below(50))],
        reports: vec![ReportOf {
            document: document.to_owned(),
            incident: "i1".to_owned(),
            claim,
            standing: Standing::Live,
        }],
        links: Vec::new(),
        differences: Vec::new(),
        decisions: Vec::new(),
    }
}

fn add_hazards(store: &mut dyn Store, random: &mut Random, first: usize, count: usize) -> Done<()> {
    let document = document(format!("layer-{first}"));
    let mut claims = Vec::with_capacity(count);
    for number in first..first + count {
        let body = ClaimBody::Hazard(hazard(random, number)?);
        let id = ClaimId::new(&document.id, body.local_id());
        claims.push(NewClaim {
            claim: Claim { id, document: document.id.clone(), body },
            keys: Vec::new(),
        });
    }
    add(store, &document, &claims)
}

fn hazard(random: &mut Random, number: usize) -> Done<Hazard> {
    let (lat, lon) = (38.5 + random.share() * 3.0, 44.0 + random.share() * 5.0);
    let (size, corners) = (0.0005 + random.share() * 0.004, 8 + random.below(33));
    let mut ring = Vec::new();
    for corner in 0..corners {
        #[expect(clippy::cast_precision_loss, reason = "a few dozen corners")]
        let turn = std::f64::consts::TAU * corner as f64 / corners as f64;
        let reach = size * (0.7 + random.share() * 0.3);
        ring.push(LonLat::new(lon + reach * turn.cos() * 1.3, lat + reach * turn.sin())?);
    }
    ring.push(ring[0]);
    let area = geometry::Polygon::new(geometry::Ring::new(ring)?, Vec::new());
    Ok(Hazard {
        id: format!("h{number}"),
        kind: random.pick(HazardKind::ALL),
        status: random.pick(LandStatus::ALL),
        device: random.pick(Device::ALL),
        drawn: Drawn {
            reference: Some(format!("HA-{number:05}")),
            sheet: Some(format!("J-38-{}", random.below(144))),
            geometry: Some(Geometry::MultiPolygon(vec![area])),
            said_by: vec!["Invented Survey".to_owned()],
            ..Drawn::default()
        },
        ..Hazard::default()
    })
}
