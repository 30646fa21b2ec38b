use std::collections::BTreeSet;
use std::sync::LazyLock;

use cairn_model::DocumentMeta;
use proptest::prelude::*;

use super::records;
use crate::dates::dates;
use crate::doc::Doc;
use crate::languages;
use crate::lexicon::Lexicon;
use crate::places::{NoPlaces, places};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| languages::lexicon("en").unwrap().unwrap());

/// What the heads of a text's records say, a line each: day, place and the first words behind.
fn shown(text: &str) -> String {
    let meta = DocumentMeta { published: "2024-05-09".parse().ok(), ..DocumentMeta::default() };
    let doc = Doc::new(text, &meta, &LEXICON);
    let (mut dates, mut places) = (dates(&doc), places(&doc, &NoPlaces));
    let records = records(&doc, &mut dates, &mut places, &NoPlaces);
    let mut lines = Vec::new();
    for record in &records.all {
        let in_head = |at: usize| record.heads.iter().any(|head| head.contains(&at));
        let day =
            dates.mentions.iter().find(|d| in_head(d.tokens.start)).map(|d| d.span.to_string());
        let place = places.iter().find(|p| in_head(p.tokens.start));
        let place = place.map(|p| {
            let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".to_owned());
            format!("{}, {}", name(&p.settlement), name(&p.district))
        });
        lines.push(format!(
            "{} | {}",
            day.unwrap_or_else(|| "-".to_owned()),
            place.unwrap_or_else(|| "-".to_owned())
        ));
    }
    lines.join("\n")
}

#[test]
fn heads_of_one_shape_make_a_list() {
    insta::assert_snapshot!(shown("Week 18 (29 April to 5 May)\n\n\
        Mon 29 | Orash, Saren. A mine.\n\nThu 2 | Belin. A shell."), @r"
    2024-04-29 | Orash, Saren
    2024-05-02 | Belin, -
    ");
}

#[test]
fn a_single_head_makes_none() {
    assert_eq!(shown("News\n\nOrash, 2 May: a mine killed two.\n\nMore was not known."), "");
}

#[test]
fn paragraphs_of_a_story_are_no_entries() {
    assert_eq!(
        shown("News\n\nOn Monday, a mine killed two.\n\nOn Tuesday, a shell killed one."),
        ""
    );
    assert_eq!(shown("News\n\nTwo men, both farmers, died.\n\nThree women, all nurses, live."), "");
}

#[test]
fn a_header_says_what_stands_in_the_cells() {
    insta::assert_snapshot!(shown("Sheet for APRIL 2024\n\n\
        No / day / district and village / effect\n\
        1 / 4 / Saren, Orash / one dead\n2 / 9 / Tolek, Belin / two hurt"), @r"
    2024-04-04 | Orash, Saren
    2024-04-09 | Belin, Tolek
    ");
}

#[test]
fn a_form_is_one_record_until_its_day_is_told_again() {
    insta::assert_snapshot!(shown("Report\n\nDate: 2 May 2024\nPlace: Orash\nDevice: mine\n\n\
        Date: 4 May 2024\nPlace: Belin\nDevice: shell"), @r"
    2024-05-02 | Orash, -
    2024-05-04 | Belin, -
    ");
}

#[test]
fn a_weekday_that_the_period_has_twice_is_the_latest() {
    insta::assert_snapshot!(shown("Log for April 2024\n\nTue | Orash. A mine.\n\nFri | Belin. A shell."), @r"
    2024-05-07 | Orash, -
    2024-05-03 | Belin, -
    ");
}

proptest! {
    /// Records do not overlap, and the days and places of a text stay in order.
    #[test]
    fn records_keep_the_order(lines in prop::collection::vec(
        "(Mon 2|Tue|04/29|- 2 May|Date|Place|1|)( / |: |, | [|] |)(Orash|Saren district|mine|two)( / |: |[.] |)(one dead|12|[|]|)", 0..12)
    ) {
        let text = lines.join("\n");
        let meta = DocumentMeta::default();
        let doc = Doc::new(&text, &meta, &LEXICON);
        let (mut dates, mut places) = (dates(&doc), places(&doc, &NoPlaces));
        let records = records(&doc, &mut dates, &mut places, &NoPlaces);
        prop_assert!(dates.mentions.windows(2).all(|d| d[0].tokens.end <= d[1].tokens.start));
        prop_assert!(places.windows(2).all(|p| p[0].tokens.end <= p[1].tokens.start));
        let mut seen = BTreeSet::new();
        for sentence in records.all.iter().flat_map(|record| record.sentences.clone()) {
            prop_assert!(seen.insert(sentence));
        }
    }
}
