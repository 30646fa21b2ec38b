//! How adding grows with the number of documents: time by stage, peak memory, size of the file.
//!
//! `cargo run --release -p cairn-pipeline --example growth -- made 30000 register.gpkg` adds reports of
//! made-up occasions, which are not read, so that what is timed is keys, linking, figures and the
//! file. `… -- texts TEXTS.jsonl 30000 register.gpkg` takes in the first texts of a file of JSON Lines
//! and reads them. The file must not exist; one run each, as the peak is the process's.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use cairn_gazetteer::Gazetteer;
use cairn_intake::{Input, Limits, take};
use cairn_model::{Document, DocumentId, DocumentMeta, Reading};
use cairn_pipeline::{Incoming, Observer, Pipeline, PlaceNames, Reads, Stage};
use cairn_reader::Reader;
use cairn_store::{GeoPackageStore, Store};
use serde_json::json;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

/// Reads with another reader and counts the time, over all threads.
struct Timed<'a> {
    reader: &'a dyn Reads,
    nanoseconds: AtomicU64,
}

impl Reads for Timed<'_> {
    fn read(&self, id: &str, text: &str, meta: &DocumentMeta) -> Reading {
        let start = Instant::now();
        let reading = self.reader.read(id, text, meta);
        let taken = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(taken, Ordering::Relaxed);
        reading
    }
}

/// Counts the time of each stage.
struct Stages {
    now: Stage,
    since: Instant,
    times: [Duration; 3],
}

impl Stages {
    fn new() -> Self {
        Self { now: Stage::Reading, since: Instant::now(), times: [Duration::ZERO; 3] }
    }
}

impl Observer for Stages {
    fn stage(&mut self, stage: Stage) {
        let [reading, linking, writing] = &mut self.times;
        *match self.now {
            Stage::Reading => reading,
            Stage::Linking => linking,
            Stage::Writing => writing,
        } += self.since.elapsed();
        (self.now, self.since) = (stage, Instant::now());
    }
}

/// The most memory that the process has held, in MB, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    (status.lines())
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes / 1000)
}

fn measure(
    reader: &dyn Reads,
    names: &dyn PlaceNames,
    documents: &mut dyn Iterator<Item = Incoming>,
    path: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut store = GeoPackageStore::create(path)?;
    let before = peak();
    let reader = Timed { reader, nanoseconds: AtomicU64::new(0) };
    let mut stages = Stages::new();
    let start = Instant::now();
    let added = Pipeline::new(&reader, names).add(
        &mut store,
        documents,
        "2026-01-01T00:00:00Z",
        &mut stages,
    )?;
    let seconds = start.elapsed().as_secs_f64();
    let counts = store.counts()?;
    store.close()?;
    let [reading, linking, writing] = stages.times.map(|time| time.as_secs_f64());
    let read = Duration::from_nanos(reader.nanoseconds.into_inner()).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate in whole numbers")]
    let rate = added.added as f64 / seconds;
    writeln!(
        std::io::stdout().lock(),
        "{} documents in {seconds:.1} s, {rate:.0} a second: taken in, read and kept {reading:.1} s \
         ({read:.1} s of threads in the reader), linked {linking:.1} s, committed {writing:.1} s; \
         peak {} MB ({before} before); file {} MB; {} claims, {} incidents, {} series, {} findings, \
         {} version links",
        added.added,
        peak(),
        std::fs::metadata(path)?.len() / 1_000_000,
        counts.claims,
        counts.incidents,
        counts.series,
        counts.findings,
        added.version_links,
    )?;
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["made", count, path] => {
            let reports = reports(count.parse()?);
            let readings: HashMap<String, String> = (reports.iter())
                .map(|(incoming, reading)| (incoming.document.label.clone(), reading.clone()))
                .collect();
            let read = |id: &str, _: &str, _: &DocumentMeta| -> Reading {
                (readings.get(id))
                    .and_then(|text| serde_json::from_str(text).ok())
                    .unwrap_or_default()
            };
            let mut documents = reports.into_iter().map(|(incoming, _)| incoming);
            measure(&read, &Names, &mut documents, Path::new(path))
        }
        ["texts", texts, count, path] => {
            let gazetteer = Arc::new(Gazetteer::world()?);
            let reader = Reader::new(Arc::clone(&gazetteer))?;
            let inputs = [Input::Path(texts.into())];
            let mut documents = take(&inputs, &Limits::default())
                .filter_map(Result::ok)
                .take(count.parse()?)
                .map(Incoming::from);
            measure(&reader, gazetteer.as_ref(), &mut documents, Path::new(path))
        }
        _ => Err("expected: made COUNT FILE, or texts TEXTS COUNT FILE".into()),
    }
}
