use std::sync::LazyLock;

use cairn_model::NoteKind;

use super::OccasionWeights;
use crate::incidents::{IncidentReading, incidents};
use crate::testing::read_weighing;

/// What follows the story was set off by attackers, and rules leave it out.
const ANOTHER: &str = "A farmer was killed by a mine near Orash on Tuesday.\n\n\
    The list leaves out 2 May, when the mayor of Saren was killed and three guards were hurt by a charge that \
    gunmen set off by remote control beside a mill.";

/// Nobody was harmed, whatever is said of mines.
const QUIET: &str = "Two half-days were lost to fog in the hills. Asha Nur taught forty children of Garowe about \
    mines on Friday. Deminers destroyed nine mines near Orash on 2 May. Since 2020 mines have killed 40 people.";

/// Weights that take every sentence for an occasion.
static CREDULOUS: LazyLock<OccasionWeights> =
    LazyLock::new(|| OccasionWeights::parse("threshold\t0\nalways\t1000\n").unwrap());

fn told(text: &str, weights: Option<&'static OccasionWeights>) -> IncidentReading {
    read_weighing(text, Some("2024-05-14"), weights, incidents)
}

#[test]
fn the_weights_of_the_program_can_be_used() {
    let weights = OccasionWeights::built_in().unwrap();
    let again = OccasionWeights::parse(&weights.file("a header\nof two lines")).unwrap();
    assert_eq!(*weights, again);
}

#[test]
fn a_line_that_cannot_be_used_is_named() {
    let problem = |file: &str| OccasionWeights::parse(file).unwrap_err().to_string();
    assert_eq!(
        problem("always\t1\t2\n"),
        "weights, line 1: expected a feature and 1 number; `cargo xtask train` makes the file anew"
    );
    assert!(problem("# weights\nnonsense\t1\n").contains("there is no feature `nonsense`"));
}

#[test]
fn an_occasion_of_which_rules_make_nothing_is_found() {
    assert_eq!(told(ANOTHER, None).incidents.len(), 1);
    let told = told(ANOTHER, OccasionWeights::built_in());
    let [_, other] = told.incidents.as_slice() else { panic!("{:#?}", told.incidents) };
    assert_eq!(other.killed.and_then(|count| count.exact()), Some(1));
    assert_eq!(other.injured.and_then(|count| count.exact()), Some(3));
    assert_eq!(other.date.from.map(|day| day.to_string()).as_deref(), Some("2024-05-02"));
}

#[test]
fn a_note_tells_which_incident_was_weighed() {
    let told = told(ANOTHER, OccasionWeights::built_in());
    let weighed: Vec<_> =
        told.notes.iter().filter(|note| note.kind == NoteKind::IncidentWeighed).collect();
    let [note] = weighed.as_slice() else { panic!("{:#?}", told.notes) };
    assert!(note.text.starts_with("i2: "), "{}", note.text);
    assert!(note.evidence.iter().all(|e| ANOTHER[e.start..e.end] == e.text));
    assert!(note.evidence.iter().any(|e| e.text.contains("2 May")));
}

#[test]
fn a_quiet_text_gets_no_incident_whatever_the_weights() {
    assert!(told(QUIET, Some(&CREDULOUS)).incidents.is_empty());
}
