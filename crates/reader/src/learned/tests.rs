use cairn_model::{NoteKind, Outcome};
use proptest::prelude::*;

use super::decide::complete;
use super::weights::Weights;
use crate::incidents::{IncidentReading, incidents};
use crate::testing::read;

/// A list that no word of harm governs: as many names as were killed.
const LIST: &str = "Eight people lost their lives on Friday when a bus hit a mine near Garowe. It was \
    carrying traders. They were Asha Nur, Yusuf Nur, Bile Jama, Hodan Ali, Cabdi Xasan, Farhiya Cige, \
    Muse Robleh and Sahro Warsame.";

/// Officials, and victims whose names are not told.
const OFFICIALS: &str = "A mine killed two soldiers near Orash on Tuesday. Major Agus Hartono and Captain \
    Budi Rahayu visited the place, the district governor, Marek Olin, said.";

fn told(text: &str, weights: Option<&Weights>) -> IncidentReading {
    read(text, Some("2024-05-14"), |context| {
        let mut told = incidents(context);
        if let Some(weights) = weights {
            complete(context, &mut told, weights);
        }
        told
    })
}

/// The names of all victims.
fn names(told: &IncidentReading) -> Vec<String> {
    let victims = told.incidents.iter().flat_map(|incident| &incident.victims);
    victims.filter_map(|victim| victim.name.clone()).collect()
}

/// Weights that take everybody for killed.
fn credulous() -> Weights {
    Weights::parse("threshold\t500\nalways\t1000\t0\t0\n").unwrap()
}

#[test]
fn the_weights_of_the_program_can_be_used() {
    let weights = Weights::built_in().unwrap();
    let again = Weights::parse(&weights.file("a header\nof two lines")).unwrap();
    assert_eq!(*weights, again);
}

#[test]
fn a_line_that_cannot_be_used_is_named() {
    let problem = |file: &str| Weights::parse(file).unwrap_err().to_string();
    assert_eq!(
        problem("# weights\nnonsense\t1\t2\t3\n"),
        "weights, line 2: there is no feature `nonsense`; `cargo xtask train` makes the file anew"
    );
    assert!(problem("always\t1\tmany\t3\n").contains("`many` is no whole number"));
    assert!(problem("always\t1\n").contains("expected a feature and 3 numbers"));
}

#[test]
fn names_that_rules_leave_open_are_victims() {
    let told = told(LIST, Weights::built_in());
    assert_eq!(names(&told).len(), 8);
    assert!(told.incidents[0].victims.iter().all(|v| v.outcome == Outcome::Killed));
}

#[test]
fn officials_are_no_victims() {
    assert!(names(&told(OFFICIALS, Weights::built_in())).is_empty());
}

#[test]
fn no_more_are_taken_than_figures_leave_open() {
    let told = told(OFFICIALS, Some(&credulous()));
    assert_eq!(names(&told).len(), 2);
    let note = told.notes.iter().find(|note| note.kind == NoteKind::VictimsWeighed).unwrap();
    assert_eq!(note.evidence.len(), 2);
    assert!(names(&told).iter().all(|name| !note.text.contains(name.as_str())));
}

#[test]
fn a_text_without_incident_gets_none() {
    let quiet = "Asha Nur and Yusuf Nur taught forty children of Garowe about mines on Friday.";
    let told = told(quiet, Some(&credulous()));
    assert!(told.incidents.is_empty() && told.notes.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the weights, what rules found stays, and names come from the text.
    #[test]
    fn names_stand_in_the_text(weights in prop::collection::vec(-2000..2000_i32, 6)) {
        let file = format!(
            "threshold\t{}\nalways\t{}\t{}\t{}\nname-only\t{}\t{}\t0\n",
            weights[0], weights[1], weights[2], weights[3], weights[4], weights[5]
        );
        let weights = Weights::parse(&file).unwrap();
        for text in [LIST, OFFICIALS] {
            let (before, after) = (told(text, None), told(text, Some(&weights)));
            let found = names(&after);
            prop_assert!(names(&before).iter().all(|name| found.contains(name)));
            prop_assert!(found.iter().all(|name| text.contains(name.as_str())));
            let spans = after.incidents.iter().flat_map(|i| &i.victims).flat_map(|v| &v.evidence);
            for span in spans {
                prop_assert_eq!(&text[span.start..span.end], span.text.as_str());
            }
            prop_assert_eq!(found, names(&told(text, Some(&weights))));
        }
    }
}
