//! Sources in invented sentences.

use cairn_model::{AttributionRole, DocumentMeta};

use super::*;
use crate::languages;

fn with<T>(text: &str, publisher: Option<&str>, see: impl FnOnce(&Doc<'_>) -> T) -> T {
    let lexicon = languages::lexicon("en").unwrap().unwrap();
    let meta = DocumentMeta { publisher: publisher.map(str::to_owned), ..DocumentMeta::default() };
    see(&Doc::new(text, &meta, &lexicon))
}

fn names(text: &str) -> Vec<String> {
    let text = format!("Headline of the day\n\n{text}");
    with(&text, None, |doc| sources(doc).into_iter().map(|source| source.name).collect())
}

#[test]
fn bodies_that_say_it_together_are_two_sources() {
    assert_eq!(
        names(
            "Two men were hurt, the Health Ministry and the Civil Defence Office said on Monday."
        ),
        ["Health Ministry", "Civil Defence Office"]
    );
    assert_eq!(
        names("The Ministry of Foreign Affairs and Trade said so."),
        ["Ministry of Foreign Affairs and Trade"]
    );
}

#[test]
fn an_official_speaks_for_the_body() {
    assert_eq!(
        names("One man died, said Ana Beltran, a spokeswoman for the Lake Hospital."),
        ["Lake Hospital"]
    );
    assert_eq!(
        names("Tomo Varga, who runs the regional mine office, told reporters that it rained."),
        ["regional mine office"]
    );
    assert_eq!(
        names("The head of the River Mine Action Centre said two died."),
        ["River Mine Action Centre"]
    );
    assert_eq!(names("Two neighbours said they heard a blast."), ["Two neighbours"]);
}

#[test]
fn pronouns_and_common_nouns_find_their_source() {
    assert_eq!(
        names(
            "A cow died, the Rescue Service said. It added that a calf lived. The service repeated its advice."
        ),
        ["Rescue Service", "Rescue Service", "Rescue Service"]
    );
}

#[test]
fn doers_and_hearers_are_no_sources() {
    assert_eq!(names("The army cleared a field near Dorne. Sappers lifted nine mines."), [""; 0]);
    assert_eq!(names("Our reporter was told at the gate that nobody was hurt."), [""; 0]);
}

#[test]
fn an_agency_passes_on_what_a_body_says() {
    let text = "Blast in Dorne\n\nOne man died, Delta Wire reports citing the press service of the Interior Ministry.";
    with(text, Some("Delta Wire"), |doc| {
        let sources = sources(doc);
        let claim = doc.sentences[1].tokens.clone();
        let said: Vec<_> =
            said_by(&sources, claim.clone()).iter().map(|s| s.name.clone()).collect();
        assert_eq!(said, ["Interior Ministry"]);
        let chain: Vec<_> = attribution(doc, &sources, claim)
            .into_iter()
            .map(|step| (step.name, step.role))
            .collect();
        assert_eq!(
            chain,
            [
                ("Delta Wire".to_owned(), AttributionRole::Outlet),
                ("Interior Ministry".to_owned(), AttributionRole::Source)
            ]
        );
    });
}

#[test]
fn a_sentence_without_a_source_goes_on_with_that_of_its_paragraph() {
    let text =
        "Blast\n\nOne man died, police said. His dog lived.\n\nIt rained all day in the hills.";
    with(text, None, |doc| {
        let sources = sources(doc);
        let said =
            |sentence: usize| said_by(&sources, doc.sentences[sentence].tokens.clone()).len();
        assert_eq!((said(2), said(3)), (1, 0));
    });
}

#[test]
fn denials_and_entries_with_a_source_line_are_seen() {
    with("Notes\n\n1) 3 May, Dorne. Tractor hit a mine. Source: CIVDEF.", None, |doc| {
        let sources = sources(doc);
        assert_eq!(said_by(&sources, 4..8)[0].name, "CIVDEF");
    });
    with("Notes\n\nThe Defence Ministry denies that a soldier died.", None, |doc| {
        assert_eq!(sources(doc)[0].role, SourceRole::Denies);
    });
}
