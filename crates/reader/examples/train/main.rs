//! Learns `data/victims.tsv`, `data/occasions.tsv` and `data/figures.tsv` from gold folders and files of short
//! texts; `cargo xtask train` runs it.
//!
//! `train [--check] [--wrong] FOLDER SOURCE…`: writes the files into FOLDER. A source is a folder of `NAME.txt`
//! and `NAME.json` (bench/reading/GUIDE.md), a file of such readings with their texts, or a file of short texts
//! from which only victims are learned (bench/reading/training/README.md). `--check` also prints how each fifth of the texts fares with weights learned
//! from the other four, `--wrong` what is wrong there.

mod figures;
mod occasions;
mod texts;
mod victims;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use cairn_gazetteer::Gazetteer;
use cairn_reader::Reader;
use cairn_reader::context::Context;
use cairn_reader::doc::Doc;
use cairn_reader::languages;
use cairn_reader::learned::training::{Random, Truth};
use cairn_reader::lexicon::Lexicon;

use crate::figures::Figures;
use crate::occasions::Occasions;

type Error = Box<dyn std::error::Error>;

const SEED: u64 = 3;
const FOLDS: usize = 5;

fn main() -> Result<(), Error> {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let mut flag = |name: &str| {
        let before = arguments.len();
        arguments.retain(|a| a != name);
        arguments.len() < before
    };
    let (check, wrong) = (flag("--check"), flag("--wrong"));
    let (output, sources) = arguments.split_first().ok_or("expected FOLDER SOURCE…")?;
    let mut texts = Vec::new();
    for source in sources {
        texts.extend(texts::read(Path::new(source))?);
    }
    let reader = Reader::new(Arc::new(Gazetteer::world()?))?;
    let mut lexicons: BTreeMap<&str, Lexicon> = BTreeMap::new();
    for text in &texts {
        let code = languages::lexicon_of(text.meta.language.as_deref().unwrap_or("en"));
        if !lexicons.contains_key(code)
            && let Some(lexicon) = languages::lexicon(code)
        {
            lexicons.insert(code, lexicon?);
        }
    }
    let mut docs = Vec::new();
    for text in &texts {
        let code = languages::lexicon_of(text.meta.language.as_deref().unwrap_or("en"));
        let Some(lexicon) = lexicons.get(code) else { continue };
        docs.push((text, Doc::knowing(&text.text, &text.meta, lexicon, &reader)));
    }
    let mut learned = Vec::new();
    let mut told = Vec::new();
    let mut figured = Vec::new();
    for (text, doc) in &docs {
        let mut context = Context::new(doc, &reader);
        learned.push(victims::sheets(text, &context));
        if let Truth::Incidents(gold) = &text.truth {
            told.push(Occasions::of(text, gold, doc, &context));
            figured.extend(Figures::of(text, gold, doc, &mut context));
        }
    }
    if check || wrong {
        occasions::cross_validate(&told, &reader, wrong);
        figures::cross_validate(&figured, wrong);
        victims::cross_validate(&learned, wrong);
    }
    let sources = format!("Learned from {} texts: {}.", texts.len(), texts::sources_of(&texts));
    let output = Path::new(output);
    fs::write(output.join("victims.tsv"), victims::file(&learned, &sources))?;
    fs::write(output.join("occasions.tsv"), occasions::file(&told, &sources))?;
    fs::write(output.join("figures.tsv"), figures::file(&figured, &sources))?;
    Ok(())
}

/// The fifth that each of so many texts belongs to.
fn fold_of(texts: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..texts).collect();
    Random::new(SEED).shuffle(&mut order);
    let mut fold = vec![0; texts];
    for (place, &at) in order.iter().enumerate() {
        fold[at] = place % FOLDS;
    }
    fold
}
