//! Learns `data/victims.tsv` from gold folders and files of short texts; `cargo xtask train` runs it.
//!
//! `train_victims [--check] [--wrong] OUTPUT SOURCE…`: a source is a folder of `NAME.txt` and `NAME.json`
//! (bench/reading/GUIDE.md) or a file of short texts (bench/reading/training/README.md). `--check` also
//! prints how each fifth of the texts fares with weights learned from the other four, `--wrong` what is
//! wrong there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use cairn_gazetteer::Gazetteer;
use cairn_model::{DocumentMeta, Outcome, ReportedIncident};
use cairn_reader::Reader;
use cairn_reader::context::Context;
use cairn_reader::doc::Doc;
use cairn_reader::languages;
use cairn_reader::learned::training::{Fared, Random, Sheet, Truth, learn, sheet};
use cairn_reader::learned::weights::Weights;
use cairn_reader::lexicon::Lexicon;

type Error = Box<dyn std::error::Error>;

const SEED: u64 = 3;
const FOLDS: usize = 5;
/// Times that each text is learned from, each with other victims missed.
const COPIES: usize = 4;
const THRESHOLD: i32 = 0;

const HEADER: &str = "\
Whether somebody named is a victim, and what became of them: weights in thousandths of the logarithm of the
odds against being none, by what stands around the name and what the incident's figures leave open.
feature TAB killed TAB injured TAB unharmed. Made by `cargo xtask train`; docs/decisions/0011 says what for.";

struct Text {
    set: String,
    id: String,
    text: String,
    meta: DocumentMeta,
    truth: Truth,
}

struct Learned {
    set: String,
    id: String,
    /// As rules leave it.
    real: Sheet,
    /// As though rules had found nobody.
    bare: Sheet,
    copies: Vec<Sheet>,
}

fn main() -> Result<(), Error> {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let mut flag = |name: &str| {
        let before = arguments.len();
        arguments.retain(|a| a != name);
        arguments.len() < before
    };
    let (check, wrong) = (flag("--check"), flag("--wrong"));
    let (output, sources) = arguments.split_first().ok_or("expected OUTPUT SOURCE…")?;
    let mut texts = Vec::new();
    for source in sources {
        texts.extend(read(Path::new(source))?);
    }
    let reader = Reader::new(Arc::new(Gazetteer::world()?))?;
    let mut learned = Vec::new();
    let mut lexicons = BTreeMap::new();
    for text in &texts {
        learned.extend(sheets(text, &reader, &mut lexicons)?);
    }
    if check || wrong {
        cross_validate(&learned, wrong);
    }
    let weights = learn(learned.iter().flat_map(|l| &l.copies), THRESHOLD);
    let header = format!("{HEADER}\nLearned from {} texts: {}.", texts.len(), sources_of(&texts));
    fs::write(output, weights.file(&header))?;
    Ok(())
}

/// Learns from four fifths and decides on the fifth, five times.
fn cross_validate(learned: &[Learned], wrong: bool) {
    let mut order: Vec<usize> = (0..learned.len()).collect();
    Random::new(SEED).shuffle(&mut order);
    let mut fold = vec![0; learned.len()];
    for (place, &at) in order.iter().enumerate() {
        fold[at] = place % FOLDS;
    }
    let models: Vec<Weights> = (0..FOLDS)
        .map(|held| {
            let rest = learned.iter().zip(&fold).filter(|(_, f)| **f != held);
            learn(rest.flat_map(|(text, _)| &text.copies), THRESHOLD)
        })
        .collect();
    let mut sets: Vec<&str> = learned.iter().map(|text| text.set.as_str()).collect();
    sets.dedup();
    let held_out = |chosen: &dyn Fn(&str) -> bool, threshold: i32| {
        let (mut real, mut bare) = (Fared::default(), Fared::default());
        for (text, f) in learned.iter().zip(&fold).filter(|(text, _)| chosen(&text.set)) {
            let model = models[*f].with_threshold(threshold);
            real += text.real.fared(&model);
            bare += text.bare.fared(&model);
        }
        format!("{}   {}", shown(real), shown(bare))
    };
    println!("held out            left open by rules               as though rules found nobody");
    println!("                    victims taken right outcome      victims taken right outcome");
    for set in &sets {
        println!("{set:<20}{}", held_out(&|s| s == *set, THRESHOLD));
    }
    println!("{:<20}{}", "gold", held_out(&|s| !s.starts_with("training"), THRESHOLD));
    for threshold in [-500, 0, 250, 500, 1000] {
        println!("{:<20}{}", format!("all, from {threshold}"), held_out(&|_| true, threshold));
    }
    if wrong {
        for (text, f) in learned.iter().zip(&fold) {
            let place = format!("{} {}", text.set, text.id);
            for name in &text.real.unseen {
                println!("{place}: {name} is no candidate");
            }
            for line in text.real.wrong(&models[*f]) {
                println!("{place}: {line}");
            }
        }
    }
}

fn shown(fared: Fared) -> String {
    let Fared { victims, taken, right, outcome } = fared;
    format!("{victims:>7} {taken:>5} {right:>5} {outcome:>7}      ")
}

fn sheets(
    text: &Text,
    reader: &Reader,
    lexicons: &mut BTreeMap<String, Lexicon>,
) -> Result<Option<Learned>, Error> {
    let language = text.meta.language.as_deref().unwrap_or("en");
    let code = languages::lexicon_of(language);
    if !lexicons.contains_key(code) {
        let Some(lexicon) = languages::lexicon(code) else { return Ok(None) };
        lexicons.insert(code.to_owned(), lexicon?);
    }
    let lexicon = &lexicons[code];
    let doc = Doc::knowing(&text.text, &text.meta, lexicon, reader);
    let context = Context::new(&doc, reader);
    let seed =
        text.id.bytes().fold(SEED, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let mut random = Random::new(seed);
    let real = sheet(&context, &text.truth, |_| None);
    let bare = sheet(&context, &text.truth, |_| Some(false));
    let copies = (0..COPIES)
        .map(|copy| {
            sheet(&context, &text.truth, |_| {
                let missed = copy == 0 || random.below(2) == 0;
                missed.then(|| random.below(2) == 0)
            })
        })
        .collect();
    Ok(Some(Learned { set: text.set.clone(), id: text.id.clone(), real, bare, copies }))
}

fn read(source: &Path) -> Result<Vec<Text>, Error> {
    if source.is_dir() { folder(source) } else { blocks(source) }
}

/// The sets and how many texts are of each.
fn sources_of(texts: &[Text]) -> String {
    let mut sets: Vec<(&str, usize)> = Vec::new();
    for text in texts {
        match sets.last_mut() {
            Some((set, count)) if *set == text.set => *count += 1,
            _ => sets.push((&text.set, 1)),
        }
    }
    sets.iter().map(|(set, count)| format!("{set} {count}")).collect::<Vec<_>>().join(", ")
}

fn set_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn folder(folder: &Path) -> Result<Vec<Text>, Error> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let gold: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let incidents: Vec<ReportedIncident> = serde_json::from_value(gold["incidents"].clone())
            .map_err(|error| format!("{}: {error}", path.display()))?;
        texts.push(Text {
            set: set_of(folder),
            id: set_of(&path),
            text: fs::read_to_string(path.with_extension("txt"))?,
            meta: serde_json::from_value(gold["meta"].clone())?,
            truth: Truth::Incidents(incidents),
        });
    }
    Ok(texts)
}

/// `LANGUAGE.txt`: texts parted by empty lines, each followed by a line `= NAME OUTCOME, …` of its victims;
/// ` | ` stands for a new paragraph.
fn blocks(file: &Path) -> Result<Vec<Text>, Error> {
    let content = fs::read_to_string(file)?;
    let mut texts = Vec::new();
    for block in content.split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with('#')).collect();
        let Some((last, body)) = lines.split_last() else { continue };
        let victims = last.strip_prefix('=').ok_or_else(|| format!("no `=` line: {last}"))?;
        let mut known = Vec::new();
        for victim in victims.split(',').map(str::trim).filter(|v| !v.is_empty()) {
            let (name, outcome) = victim.rsplit_once(' ').ok_or("expected NAME OUTCOME")?;
            let outcome: Outcome = outcome.parse().map_err(|_| format!("outcome: {victim}"))?;
            known.push((name.to_owned(), outcome));
        }
        texts.push(Text {
            set: format!("training-{}", set_of(file)),
            id: format!("{}", texts.len() + 1),
            text: body.join("\n").replace(" | ", "\n\n"),
            meta: DocumentMeta {
                language: Some(set_of(file)),
                published: "2024-05-14".parse().ok(),
                ..DocumentMeta::default()
            },
            truth: Truth::Names(known),
        });
    }
    Ok(texts)
}
