//! Who is a victim: sheets, how each fifth of the texts fares, weights.

use cairn_reader::context::Context;
use cairn_reader::learned::training::{Fared, Random, Sheet, learn_victims, sheet};
use cairn_reader::learned::weights::Weights;

use crate::texts::Text;
use crate::{FOLDS, SEED, fold_of};

/// Times that each text is learned from, each with other victims missed.
const COPIES: usize = 4;
const THRESHOLD: i32 = -250;

const HEADER: &str = "\
Whether somebody named is a victim, and what became of them: weights in thousandths of the logarithm of the
odds against being none, by what stands around the name and what the incident's figures leave open.
feature TAB killed TAB injured TAB unharmed. Made by `cargo xtask train`; docs/decisions/0011 says what for.";

/// A text's sheets.
pub struct Learned {
    set: String,
    id: String,
    /// As rules leave it.
    real: Sheet,
    /// As though rules had found nobody.
    bare: Sheet,
    copies: Vec<Sheet>,
}

/// The weights learned from all texts, as a file.
pub fn file(learned: &[Learned], sources: &str) -> String {
    let weights = learn_victims(learned.iter().flat_map(|l| &l.copies), THRESHOLD);
    weights.file(&format!("{HEADER}\n{sources}"))
}

/// Makes the sheets of a text.
pub fn sheets(text: &Text, context: &Context<'_>) -> Learned {
    let seed =
        text.id.bytes().fold(SEED, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let mut random = Random::new(seed);
    let real = sheet(context, &text.truth, |_| None);
    let bare = sheet(context, &text.truth, |_| Some(false));
    let copies = (0..COPIES)
        .map(|copy| {
            sheet(context, &text.truth, |_| {
                let missed = copy == 0 || random.below(2) == 0;
                missed.then(|| random.below(2) == 0)
            })
        })
        .collect();
    Learned { set: text.set.clone(), id: text.id.clone(), real, bare, copies }
}

/// Learns from four fifths and decides on the fifth, five times.
pub fn cross_validate(learned: &[Learned], wrong: bool) {
    let fold = fold_of(learned.len());
    let models: Vec<Weights> = (0..FOLDS)
        .map(|held| {
            let rest = learned.iter().zip(&fold).filter(|(_, f)| **f != held);
            learn_victims(rest.flat_map(|(text, _)| &text.copies), THRESHOLD)
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
    for threshold in [-1000, -750, -500, -250, 0, 250, 500] {
        let gold = held_out(&|s| !s.starts_with("training"), threshold);
        println!("{:<20}{gold}", format!("gold, from {threshold}"));
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
