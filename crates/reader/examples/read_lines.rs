//! `cairn read` without the program around it: JSON Lines in, JSON Lines out. For those who work on
//! the reader and want a short build. `--rules-alone` leaves out what was learned.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use cairn_gazetteer::Gazetteer;
use cairn_model::DocumentMeta;
use cairn_reader::{ABREAST, Reader, Unread};

/// A line of the input.
struct Given {
    id: String,
    text: String,
    meta: DocumentMeta,
}

impl Given {
    fn parse(line: &str) -> serde_json::Result<Self> {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            id: field("id"),
            text: field("text"),
            meta: serde_json::from_value(line.clone())?,
        })
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut reader = Reader::new(Arc::new(Gazetteer::world()?))?;
    if std::env::args().any(|argument| argument == "--rules-alone") {
        reader = reader.by_rules_alone();
    }
    let mut out = io::BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let mut lines = io::stdin().lock().lines();
    loop {
        let some: io::Result<Vec<String>> = lines.by_ref().take(ABREAST).collect();
        let given: serde_json::Result<Vec<Given>> =
            some?.iter().map(|line| Given::parse(line)).collect();
        let given = given?;
        let unread: Vec<Unread<'_>> = given
            .iter()
            .map(|one| Unread { id: &one.id, text: &one.text, meta: &one.meta })
            .collect();
        for reading in reader.read_abreast(&unread) {
            serde_json::to_writer(&mut out, &reading)?;
            out.write_all(b"\n")?;
        }
        if given.is_empty() {
            return Ok(out.flush()?);
        }
    }
}
