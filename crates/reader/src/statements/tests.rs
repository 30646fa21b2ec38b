//! Statements in invented sentences.

use cairn_model::DocumentMeta;

use super::*;
use crate::languages;
use crate::sources::sources;

fn read(text: &str) -> Vec<Statement> {
    let lexicon = languages::lexicon("en").unwrap().unwrap();
    let meta = DocumentMeta::default();
    let text = format!("Headline of the day\n\n{text}");
    let doc = Doc::new(&text, &meta, &lexicon);
    let found = statements(&doc, &sources(&doc), &[]);
    assert!(found.iter().flat_map(|one| &one.evidence).all(|quote| quote.holds_in(&text)));
    found
}

fn first(text: &str, kind: StatementKind) -> Statement {
    let found = read(text);
    found.iter().find(|one| one.kind == kind).cloned().unwrap_or_else(|| panic!("{found:#?}"))
}

#[test]
fn an_appeal_keeps_all_it_names() {
    let appeal = first(
        "The Ombudsman of Norland calls on the UN High Commissioner for Refugees, the Red Cross and the League of Towns to send teams.",
        StatementKind::Appeal,
    );
    assert_eq!(appeal.speaker.as_deref(), Some("Ombudsman of Norland"));
    assert_eq!(
        appeal.addressees,
        ["UN High Commissioner for Refugees", "Red Cross", "League of Towns"]
    );
    assert_eq!(appeal.about.as_deref(), Some("to send teams"));
}

#[test]
fn an_accusation_has_a_speaker_and_an_accused() {
    let accusation =
        first("Norland accuses Sudmark of hiding its maps.", StatementKind::Accusation);
    assert_eq!(accusation.speaker.as_deref(), Some("Norland"));
    assert_eq!(accusation.addressees, ["Sudmark"]);
    // Nobody is quoted, so nobody accuses.
    assert!(
        read("Sudmark violates the truce.").iter().all(|one| one.kind != StatementKind::Accusation)
    );
}

#[test]
fn provisions_are_named_with_their_paragraphs() {
    let agreement = first(
        "The ministry of Norland said the shelling was contrary to paragraph 3 of the ceasefire agreement.",
        StatementKind::Agreement,
    );
    assert_eq!(agreement.instruments, ["paragraph 3 of the ceasefire agreement"]);
}

#[test]
fn forces_are_counted_one_by_one() {
    let found = read(
        "There are 900 soldiers at the river with 12 tanks and 40 mortars, the Norland Defence Ministry said.",
    );
    let counted: Vec<_> = found
        .iter()
        .filter(|one| one.kind == StatementKind::Strength)
        .filter_map(|one| one.about.as_deref())
        .collect();
    assert_eq!(counted, ["900 soldiers", "12 tanks", "40 mortars"]);
}

#[test]
fn attempts_are_no_more_than_said() {
    let attempt = first(
        "A group tried to mine the road at night, the Border Guard said.",
        StatementKind::Attempt,
    );
    assert_eq!(attempt.speaker.as_deref(), Some("Border Guard"));
}
