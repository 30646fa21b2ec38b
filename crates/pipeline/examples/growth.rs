//! How linking grows with the number of reports: `cargo run --release -p cairn-pipeline --example growth -- 10000 30000`.
//!
//! Makes up reports of made-up occasions, one to four each, in a hundred districts over ten years;
//! the same every time. Reads nothing, so that what is timed is keys, linking and figures.

use std::io::Write;
use std::time::Instant;

use cairn_model::{Document, DocumentId, DocumentMeta, Reading};
use cairn_pipeline::{Incoming, Pipeline, PlaceNames, Silent};
use cairn_store::{MemoryStore, Store};
use serde_json::json;

struct Names;

impl PlaceNames for Names {
    fn spelling_key(&self, name: &str) -> String {
        name.to_lowercase()
    }

    fn country_code(&self, _name: &str) -> Option<String> {
        None
    }
}

/// A small generator of numbers (SplitMix64), so that every run is the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

fn reports(count: usize) -> Vec<(Incoming, String)> {
    let mut dice = Dice(7);
    let mut reports = Vec::new();
    while reports.len() < count {
        let (year, month, day) = (2014 + dice.roll(10), 1 + dice.roll(12), 1 + dice.roll(27));
        let (district, village) = (dice.roll(100), dice.roll(40));
        let (killed, injured) = (dice.roll(4), 1 + dice.roll(4));
        let device = ["antivehicle_mine", "mine_unspecified", "erw_other", "antipersonnel_mine"]
            [usize::try_from(dice.roll(4)).unwrap_or(0)];
        let (total, country) = (
            year * 100 + month * 8,
            ["AA", "BB", "CC", "DD"][usize::try_from(district % 4).unwrap_or(0)],
        );
        for _ in 0..=dice.roll(4) {
            let body = ["Army", "Police", "Hospital"][usize::try_from(dice.roll(3)).unwrap_or(0)];
            let number = reports.len();
            let settlement = (dice.roll(3) > 0).then(|| format!("village{district}x{village}"));
            let mut date = json!({"from": format!("{year}-{month:02}-{day:02}"), "to": format!("{year}-{month:02}-{day:02}")});
            if dice.roll(10) == 0 {
                date = json!({"from": null, "to": null});
            }
            let reading = json!({
                "id": "", "incidents": [{
                    "id": "i1", "status": "happened", "date": date,
                    "place": {"settlement": settlement, "district": format!("district{district}"), "country": null},
                    "device": device, "killed": [killed, killed], "injured": [injured, injured + dice.roll(2)],
                    "said_by": [body],
                }],
                "tallies": [{"id": "t1", "measure": "casualties", "group": "all", "value": [total, total], "place": null,
                    "from": "2013-01-01", "to": null, "said_by": ["Army"]}],
            });
            // No two texts alike: chains of versions are not what is measured here.
            let text: String = (0..40).map(|_| format!("{:x} ", dice.roll(u64::MAX))).collect();
            let incoming = Incoming {
                bytes: text.clone().into_bytes(),
                document: Document {
                    id: DocumentId::of_bytes(text.as_bytes()),
                    label: format!("r{number}"),
                    origin: "growth".to_owned(),
                    media_type: "text/plain".to_owned(),
                    meta: DocumentMeta {
                        publisher: Some(format!("Outlet {}", dice.roll(50))),
                        published: format!("{year}-{month:02}-{:02}", day + 1).parse().ok(),
                        country: Some(country.to_owned()),
                        ..DocumentMeta::default()
                    },
                    text,
                },
            };
            reports.push((incoming, reading.to_string()));
        }
    }
    reports
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for count in std::env::args().skip(1) {
        let reports = reports(count.parse()?);
        let readings: std::collections::HashMap<String, String> = (reports.iter())
            .map(|(incoming, reading)| (incoming.document.label.clone(), reading.clone()))
            .collect();
        let read = |id: &str, _: &str, _: &DocumentMeta| -> Reading {
            readings.get(id).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
        };
        let mut store = MemoryStore::default();
        let start = Instant::now();
        let mut incoming = reports.iter().map(|(incoming, _)| incoming.clone());
        Pipeline::new(&read, &Names).add(
            &mut store,
            &mut incoming,
            "2026-01-01T00:00:00Z",
            &mut Silent,
        )?;
        let seconds = start.elapsed().as_secs_f64();
        let counts = store.counts()?;
        writeln!(
            out,
            "{} reports: {seconds:.1} s, {:.0} a second, {} incidents, {} findings",
            reports.len(),
            reports.len() as f64 / seconds,
            counts.incidents,
            counts.findings
        )?;
    }
    Ok(())
}
