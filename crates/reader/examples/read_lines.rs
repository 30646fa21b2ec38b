//! `cairn read` without the program around it: JSON Lines in, JSON Lines out. For those who work on
//! the reader and want a short build. `--rules-alone` leaves out what was learned.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use cairn_gazetteer::Gazetteer;
use cairn_model::DocumentMeta;
use cairn_reader::Reader;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut reader = Reader::new(Arc::new(Gazetteer::world()?))?;
    if std::env::args().any(|argument| argument == "--rules-alone") {
        reader = reader.by_rules_alone();
    }
    let mut out = io::BufWriter::with_capacity(1 << 20, io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let meta: DocumentMeta = serde_json::from_value(line.clone())?;
        let id = line["id"].as_str().unwrap_or_default();
        let text = line["text"].as_str().unwrap_or_default();
        serde_json::to_writer(&mut out, &reader.read(id, text, &meta))?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}
