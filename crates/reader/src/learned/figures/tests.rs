use std::sync::LazyLock;

use cairn_model::{CountRange, NoteKind};
use proptest::prelude::*;

use super::{FigureWeights, fill};
use crate::incidents::{IncidentReading, incidents};
use crate::testing::read;

/// No rule says what became of those whom a doctor saw.
const SEEN: &str = "A mine killed a farmer near Orash on Tuesday. Seven more and a child came before Dr Nada Kral \
    at the clinic.";

/// Nobody was harmed, whatever people are counted.
const QUIET: &str = "Asha Nur taught forty children of Garowe about mines on Friday. Nine deminers of two teams \
    destroyed three mines near Orash on 2 May.";

/// Weights that take the people told first for those whom a figure counts.
static CREDULOUS: LazyLock<FigureWeights> =
    LazyLock::new(|| FigureWeights::parse("threshold\t0\nfigure\t1000\t1000\n").unwrap());

fn told(text: &str, weights: Option<&FigureWeights>) -> IncidentReading {
    read(text, Some("2024-05-14"), |context| {
        let mut told = incidents(context);
        if let Some(weights) = weights {
            fill(context, &mut told, weights);
        }
        told
    })
}

#[test]
fn the_weights_of_the_program_can_be_used() {
    let weights = FigureWeights::built_in().unwrap();
    let again = FigureWeights::parse(&weights.file("a header\nof two lines")).unwrap();
    assert_eq!(*weights, again);
}

#[test]
fn a_line_that_cannot_be_used_is_named() {
    let problem = |file: &str| FigureWeights::parse(file).unwrap_err().to_string();
    assert_eq!(
        problem("figure\t1\t2\t3\n"),
        "weights, line 1: expected a feature and 2 numbers; `cargo xtask train` makes the file anew"
    );
}

#[test]
fn a_figure_is_filled_in_and_said_to_be_weighed() {
    let before = told(SEEN, None);
    assert_eq!(before.incidents[0].injured, None);
    let after = told(SEEN, Some(&CREDULOUS));
    let incident = &after.incidents[0];
    assert_eq!(incident.killed, before.incidents[0].killed);
    assert_eq!(incident.injured, Some(CountRange::exactly(7)));
    let note = after.notes.iter().find(|note| note.kind == NoteKind::FigureWeighed).unwrap();
    assert!(SEEN.contains(&note.evidence[0].text));
    assert!(note.text.starts_with("i1: no rule tells how many were injured; 7 counted here"));
}

#[test]
fn people_told_together_are_weighed_together() {
    let both = "threshold\t0\nsum-of-several\t0\t1000\nfigure\t-500\t-500\n";
    let after = told(SEEN, Some(&FigureWeights::parse(both).unwrap()));
    assert_eq!(after.incidents[0].injured, Some(CountRange::exactly(8)));
}

#[test]
fn nobody_fills_two_figures_and_no_speaker_any() {
    let text = "A mine exploded near Orash on Tuesday. A shepherd was there, police chief Marek Olin said.";
    let after = told(text, Some(&CREDULOUS));
    let filled = |count: Option<CountRange>| count.is_some();
    let [incident] = after.incidents.as_slice() else { panic!("{:?}", after.incidents) };
    assert!(filled(incident.killed) != filled(incident.injured), "{incident:?}");
}

#[test]
fn a_text_without_incident_gets_none() {
    let told = told(QUIET, Some(&CREDULOUS));
    assert!(told.incidents.is_empty() && told.notes.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the weights, what rules read stays, and what is filled in has its words in the text.
    #[test]
    fn figures_of_rules_stay(weights in prop::collection::vec(-2000..2000_i32, 7)) {
        let [threshold, a, b, c, d, e, f] = weights[..] else { unreachable!("seven were asked for") };
        let file = format!("threshold\t{threshold}\nfigure\t{a}\t{b}\none\t{c}\t{d}\nin-plural\t{e}\t{f}\n");
        let weights = FigureWeights::parse(&file).unwrap();
        for text in [SEEN, QUIET] {
            let (before, after) = (told(text, None), told(text, Some(&weights)));
            prop_assert_eq!(before.incidents.len(), after.incidents.len());
            let mut filled = 0;
            for (was, is) in before.incidents.iter().zip(&after.incidents) {
                for (was, is) in [(was.killed, is.killed), (was.injured, is.injured)] {
                    prop_assert!(was.is_none() || was == is);
                    filled += usize::from(was != is);
                }
            }
            let notes = after.notes.iter().filter(|note| note.kind == NoteKind::FigureWeighed);
            prop_assert_eq!(notes.clone().count(), filled);
            for span in notes.flat_map(|note| &note.evidence) {
                prop_assert_eq!(&text[span.start..span.end], span.text.as_str());
            }
        }
    }
}
