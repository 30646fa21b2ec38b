//! How fast documents are taken in on one thread: JSON Lines, web pages of two sizes, and the keys by
//! which versions of one article are looked for.
//!
//! `cargo run --release -p cairn-intake --example speed`

use std::fmt::Write;
use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

use cairn_intake::revision::{Version, article_keys, same_article};
use cairn_intake::{IntakeError, Limits, take_bytes, take_stream};
use cairn_model::{DocumentId, DocumentMeta};

/// Each thing is done again and again for about this long.
const PATIENCE: Duration = Duration::from_secs(3);

fn main() -> Result<(), IntakeError> {
    let limits = Limits::default();

    let lines: String = (0..2_000).map(json_line).collect();
    let documents = repeat(|round| {
        let reader = Cursor::new(lines.clone().into_bytes());
        let name = format!("{round}.jsonl");
        take_stream(&name, reader, &limits).try_fold(0, |count, taken| {
            black_box(taken?);
            Ok(count + 1)
        })
    })?;
    report("JSON Lines", lines.len() / 2_000, &documents);

    for letters in [2_400, 120_000] {
        let page = page(letters);
        let pages = repeat(|_| {
            black_box(take_bytes("page.html", page.clone().into_bytes(), &limits)?);
            Ok(1)
        })?;
        report("HTML", page.len(), &pages);
    }

    for letters in [700, 2_400, 20_000] {
        let text = text(17, letters);
        let id = DocumentId::of_bytes(text.as_bytes());
        let meta = DocumentMeta {
            publisher: Some("Example Wire".to_owned()),
            published: Some(jiff::civil::date(2021, 6, 4)),
            ..DocumentMeta::default()
        };
        let version = Version { id: &id, meta: &meta, text: &text, announced: None };
        let keys = repeat(|_| {
            black_box(article_keys(black_box(&version)));
            Ok(1)
        })?;
        report("article_keys", text.len(), &keys);
        let compared = repeat(|_| {
            black_box(same_article(black_box(&version), black_box(&version)));
            Ok(1)
        })?;
        report("same_article", text.len(), &compared);
    }
    Ok(())
}

struct Measured {
    done: u32,
    took: Duration,
}

fn repeat(mut work: impl FnMut(u32) -> Result<u32, IntakeError>) -> Result<Measured, IntakeError> {
    // The first round warms caches and is not counted.
    work(0)?;
    let start = Instant::now();
    let mut done = 0;
    for round in 1.. {
        done += work(round)?;
        if start.elapsed() > PATIENCE {
            break;
        }
    }
    Ok(Measured { done, took: start.elapsed() })
}

#[expect(clippy::print_stdout, reason = "an example is a program")]
fn report(what: &str, bytes: usize, measured: &Measured) {
    let seconds = measured.took.as_secs_f64();
    let rate = f64::from(measured.done) / seconds;
    let each = 1e6 / rate;
    let megabytes = rate * bytes as f64 / 1e6;
    println!(
        "{what:<13} {bytes:>7} bytes each  {rate:>9.0} a second  {each:>8.1} µs  {megabytes:>6.1} MB/s"
    );
}

/// Sentences that differ from document to document.
fn text(seed: usize, letters: usize) -> String {
    const PLACES: [&str; 5] = ["Orta", "Yuxari", "Asagi", "Sahil", "Bulaq"];
    let mut text = String::with_capacity(letters + 200);
    for line in 0.. {
        if text.len() >= letters {
            break;
        }
        let place = PLACES.get((seed + line) % PLACES.len()).copied().unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "A mine exploded near the village of {place} on day {line} of year {seed}, injuring {} \
             residents who were gathering firewood, the district police said in report {}.\n",
            line % 7 + 1,
            seed * 31 + line,
        );
    }
    text
}

fn json_line(number: usize) -> String {
    let text = text(number, 2_400).replace('\n', "\\n");
    format!(
        "{{\"id\":\"d{number}\",\"title\":\"Blast near Orta\",\"publisher\":\"Example Wire\",\
         \"published\":\"2021-06-04\",\"language\":\"en\",\"url\":\"https://example.org/{number}\",\
         \"text\":\"{text}\"}}\n"
    )
}

fn page(letters: usize) -> String {
    let paragraphs: String =
        text(17, letters).split("\n\n").map(|line| format!("<p>{line}</p>\n")).collect();
    let links: String = (0..letters / 400)
        .map(|n| format!("<li><a href='/{n}'>Story number {n}</a></li>"))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Blast near Orta</title>\
         <meta property='og:site_name' content='Example Wire'></head><body>\
         <nav><ul>{links}</ul></nav><main><article><h1>Blast near Orta</h1>{paragraphs}</article>\
         </main><footer><p>Example Wire</p></footer></body></html>"
    )
}
