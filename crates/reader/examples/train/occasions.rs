//! Which sentences tell of an occasion: sheets, how each fifth of the texts fares, weights.

use cairn_model::ReportedIncident;
use cairn_reader::Reader;
use cairn_reader::context::Context;
use cairn_reader::doc::Doc;
use cairn_reader::learned::occasions::OccasionWeights;
use cairn_reader::learned::training::{
    Found, OccasionSheet, found, learn_occasions, lines, occasion_sheet,
};

use crate::texts::Text;
use crate::{FOLDS, fold_of};

const THRESHOLD: i32 = -500;

const HEADER: &str = "\
Whether a sentence of which rules make nothing tells of an occasion: weights in thousandths of the logarithm of
the odds, by what it holds. feature TAB weight. Made by `cargo xtask train`; docs/decisions/0013 says what for.";

/// A text with its sheet.
pub struct Occasions<'d> {
    set: &'d str,
    id: &'d str,
    gold: &'d [ReportedIncident],
    doc: &'d Doc<'d>,
    sheet: OccasionSheet,
}

impl<'d> Occasions<'d> {
    /// Of a text.
    pub fn of(
        text: &'d Text,
        gold: &'d [ReportedIncident],
        doc: &'d Doc<'d>,
        context: &Context<'_>,
    ) -> Self {
        Self { set: &text.set, id: &text.id, gold, doc, sheet: occasion_sheet(context, gold) }
    }

    fn found(&self, reader: &Reader, weights: Option<&OccasionWeights>) -> Found {
        let mut context = Context::new(self.doc, reader);
        context.occasion_weights = weights;
        found(&context, self.gold)
    }
}

/// The weights learned from all texts, as a file.
pub fn file(texts: &[Occasions<'_>], sources: &str) -> String {
    let weights = learn_occasions(texts.iter().map(|text| &text.sheet), THRESHOLD);
    weights.file(&format!("{HEADER}\n{sources}"))
}

/// Learns from four fifths and reads the fifth, five times.
pub fn cross_validate(texts: &[Occasions<'_>], reader: &Reader, wrong: bool) {
    let fold = fold_of(texts.len());
    let models: Vec<OccasionWeights> = (0..FOLDS)
        .map(|held| {
            let rest = texts.iter().zip(&fold).filter(|(_, f)| **f != held);
            learn_occasions(rest.map(|(text, _)| &text.sheet), THRESHOLD)
        })
        .collect();
    let mut sets: Vec<&str> = texts.iter().map(|text| text.set).collect();
    sets.dedup();
    let held_out = |chosen: &dyn Fn(&str) -> bool, threshold: Option<i32>| {
        let mut all = Found::default();
        for (text, f) in texts.iter().zip(&fold).filter(|(text, _)| chosen(text.set)) {
            let weights = threshold.map(|threshold| models[*f].with_threshold(threshold));
            all += text.found(reader, weights.as_ref());
        }
        let Found { gold, read, right, killed, injured, false_alarms } = all;
        format!("{gold:>6} {read:>5} {right:>6} {killed:>7} {injured:>8} {false_alarms:>12}")
    };
    println!("held out              incidents  read  right  killed  injured  false alarms");
    for set in &sets {
        println!("{set:<25}{}", held_out(&|s| s == *set, None));
        println!("{:<25}{}", "  weighed", held_out(&|s| s == *set, Some(THRESHOLD)));
    }
    let fresh = |s: &str| matches!(s, "d" | "f" | "h" | "i");
    println!("{:<25}{}", "d f h i", held_out(&fresh, None));
    for threshold in [-1500, -1000, -500, 0, 500] {
        println!(
            "{:<25}{}",
            format!("d f h i from {threshold}"),
            held_out(&fresh, Some(threshold))
        );
    }
    if wrong {
        for (text, f) in texts.iter().zip(&fold) {
            let mut context = Context::new(text.doc, reader);
            let before = lines(&context, text.gold);
            context.occasion_weights = Some(&models[*f]);

            let after = lines(&context, text.gold);
            for line in before.iter().filter(|line| !after.contains(line)) {
                println!("{} {}: no longer {line}", text.set, text.id);
            }
            for line in after.iter().filter(|line| !before.contains(line)) {
                println!("{} {}: now {line}", text.set, text.id);
            }
        }
    }
}
