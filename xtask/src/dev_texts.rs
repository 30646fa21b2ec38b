//! `cargo xtask dev-texts`: any number of texts in the manner of `bench/reading/dev`.
//!
//! Paragraphs of its reports are put together anew, with other people, places, dates and numbers,
//! so that speed is measured on many different texts of a natural length. They mean nothing.

mod corpus;
mod vary;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::arguments::Arguments;
use crate::error::TaskError;
use crate::random::Random;
use crate::workspace;
use corpus::{Corpus, Report};
use vary::Day;

/// How often a paragraph gives way to one of another report in the same language, in hundredths.
const EXCHANGED: usize = 40;

/// Runs the task.
pub fn run(mut arguments: Arguments) -> Result<(), TaskError> {
    let count = arguments.number("--count", 10_000_u64)?;
    let seed = arguments.number("--seed", 1_u64)?;
    let output = arguments.value("--output")?.map(PathBuf::from);
    arguments.finish()?;
    match output {
        Some(path) => write_file(&path, count, seed),
        None => {
            let corpus = Corpus::read(&workspace::root().join("bench/reading"))?;
            write(&corpus, count, seed, std::io::stdout().lock())
                .map_err(TaskError::file(Path::new("standard output")))
        }
    }
}

/// Writes `count` texts to a file, one JSON object a line.
pub fn write_file(path: &Path, count: u64, seed: u64) -> Result<(), TaskError> {
    let corpus = Corpus::read(&workspace::root().join("bench/reading"))?;
    let file = File::create(path).map_err(TaskError::file(path))?;
    write(&corpus, count, seed, file).map_err(TaskError::file(path))
}

fn write(corpus: &Corpus, count: u64, seed: u64, output: impl Write) -> std::io::Result<()> {
    let mut output = BufWriter::new(output);
    let mut random = Random::new(seed);
    for number in 1..=count {
        serde_json::to_writer(&mut output, &text(corpus, &mut random, seed, number))?;
        output.write_all(b"\n")?;
    }
    output.flush()
}

fn text(corpus: &Corpus, random: &mut Random, seed: u64, number: u64) -> serde_json::Value {
    let Some(base) = random.pick(&corpus.reports) else {
        return serde_json::Value::Null;
    };
    let day = Day::random(random);
    let cast = corpus.cast(random, &base.country);
    let mut paragraphs = Vec::new();
    for (position, paragraph) in base.paragraphs.iter().enumerate() {
        // The headline and the lead stay, so that a text begins as one does.
        let (from, words) = if position > 1 && random.percent(EXCHANGED) {
            corpus.body_paragraph(random, &base.language).unwrap_or((base, paragraph))
        } else {
            (base, paragraph)
        };
        paragraphs.push(retold(from, words, &cast, day, random));
    }
    // No two texts are the same bytes, whatever the dice say.
    paragraphs.push(format!("[{seed}/{number}]"));
    json!({
        "id": format!("dev-{seed}-{number:07}"),
        "text": paragraphs.join("\n\n"),
        "publisher": cast.outlet,
        "published": day.to_string(),
        "language": base.language,
        "country": base.country,
    })
}

fn retold(
    from: &Report,
    paragraph: &str,
    cast: &corpus::Cast,
    day: Day,
    random: &mut Random,
) -> String {
    let mut words = paragraph.to_owned();
    for (name, other) in from.people.iter().zip(cast.people.iter().cycle()) {
        words = words.replace(name, other);
    }
    for (name, other) in from.places.iter().zip(cast.places.iter().cycle()) {
        words = words.replace(name, other);
    }
    vary::dates_and_numbers(&words, day, random)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: u64, seed: u64) -> Vec<String> {
        let corpus = Corpus::read(&workspace::root().join("bench/reading")).unwrap();
        let mut bytes = Vec::new();
        write(&corpus, count, seed, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        assert_eq!(lines(20, 1), lines(20, 1));
        assert_ne!(lines(20, 1), lines(20, 2));
        assert_eq!(lines(20, 1)[..5], lines(5, 1)[..]);
    }

    #[test]
    fn texts_differ_and_are_of_a_natural_length() {
        let lines = lines(400, 3);
        let mut texts = std::collections::BTreeSet::new();
        for line in &lines {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            texts.insert(value["text"].as_str().unwrap().to_owned());
        }
        assert_eq!(texts.len(), 400);
        let mean = texts.iter().map(String::len).sum::<usize>() / texts.len();
        assert!((1000..2500).contains(&mean), "{mean} bytes a text");
    }
}
