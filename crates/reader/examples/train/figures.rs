//! How many were killed or hurt: sheets, how each fifth of the texts fares, weights.

use cairn_model::ReportedIncident;
use cairn_reader::context::Context;
use cairn_reader::devices::is_about_ordnance;
use cairn_reader::doc::Doc;
use cairn_reader::learned::figures::FigureWeights;
use cairn_reader::learned::training::{FigureSheet, FiguresFared, figure_sheet, learn_figures};

use crate::texts::Text;
use crate::{FOLDS, fold_of};

const THRESHOLD: i32 = 1000;

const HEADER: &str = "\
Whether people are those whom a figure counts that rules leave open: weights in thousandths of the logarithm of
the odds, by what stands around them, in the occasion's sentences and in the other figure.
feature TAB killed TAB injured. Made by `cargo xtask train`; docs/decisions/0014 says what for.";

/// A text's sheet.
pub struct Figures {
    set: String,
    id: String,
    sheet: FigureSheet,
}

impl Figures {
    /// Of a text; `None` where it is not about ordnance.
    pub fn of(
        text: &Text,
        gold: &[ReportedIncident],
        doc: &Doc<'_>,
        context: &mut Context<'_>,
    ) -> Option<Self> {
        let about = is_about_ordnance(doc, &context.devices);
        let sheet = about.then(|| figure_sheet(context, gold))?;
        Some(Self { set: text.set.clone(), id: text.id.clone(), sheet })
    }
}

/// The weights learned from all texts, as a file.
pub fn file(texts: &[Figures], sources: &str) -> String {
    let weights = learn_figures(texts.iter().map(|text| &text.sheet), THRESHOLD);
    weights.file(&format!("{HEADER}\n{sources}"))
}

/// Learns from four fifths and decides on the fifth, five times.
pub fn cross_validate(texts: &[Figures], wrong: bool) {
    let fold = fold_of(texts.len());
    let models: Vec<FigureWeights> = (0..FOLDS)
        .map(|held| {
            let rest = texts.iter().zip(&fold).filter(|(_, f)| **f != held);
            learn_figures(rest.map(|(text, _)| &text.sheet), THRESHOLD)
        })
        .collect();
    let held_out = |chosen: &dyn Fn(&str) -> bool, threshold: i32| {
        let mut all = FiguresFared::default();
        for (text, f) in texts.iter().zip(&fold).filter(|(text, _)| chosen(&text.set)) {
            all += text.sheet.fared(&models[*f].with_threshold(threshold));
        }
        let FiguresFared { silent, within_reach, mended, spoilt, otherwise } = all;
        format!("{silent:>6} {within_reach:>12} {mended:>6} {spoilt:>6} {otherwise:>9}")
    };
    println!("held out figures          silent within reach mended spoilt otherwise");
    let mut sets: Vec<&str> = texts.iter().map(|text| text.set.as_str()).collect();
    sets.dedup();
    for set in &sets {
        println!("{set:<25}{}", held_out(&|s| s == *set, THRESHOLD));
    }
    for threshold in [-250, 0, 250, 500, 750, 1000, 1250, 1500] {
        println!("{:<25}{}", format!("all, from {threshold}"), held_out(&|_| true, threshold));
    }
    if wrong {
        for (text, f) in texts.iter().zip(&fold) {
            for line in text.sheet.lines(&models[*f]) {
                println!("{} {}: {line}", text.set, text.id);
            }
        }
    }
}
