use cairn_model::{DateSpan, Place};
use proptest::prelude::*;

use super::*;

fn facts<'a>(place: &'a Place, kinds: &'a [&'a str]) -> Facts<'a> {
    Facts {
        kinds,
        sources: &[],
        device: Some("antipersonnel_mine"),
        date: DateSpan::year(1994).unwrap(),
        status: Some("open"),
        place,
        bounds: Some([46.1, 40.1, 46.2, 40.2]),
        sheet: Some("X-01"),
        documents: &[],
    }
}

fn judge(text: &str) -> Verdict {
    let place = Place { district: Some("Kəlbəcər".to_owned()), ..Place::default() };
    let filter = Filter::parse(text, Subject::Records).unwrap();
    filter.judge(&facts(&place, &["hazard", "sha"]))
}

#[test]
fn all_terms_must_hold_and_one_value_of_each() {
    for kept in [
        "",
        "kind=hazard",
        "kind=record,sha",
        "kind!=record",
        "device=antipersonnel_mine status=open",
        "date=1993..1995",
        "date=..1994-02",
        "date=1994-05",
        "place=kalbajar",
        "place=\"kəlb\"",
        "bbox=46,40,46.1,40.1",
        "sheet=x-01,x-02",
        "KIND=Hazard",
    ] {
        assert_eq!(judge(kept), Verdict::Keep, "{kept}");
    }
    for dropped in [
        "kind=release",
        "kind=hazard status=closed",
        "kind!=hazard",
        "date=1995..",
        "place=Lachin",
        "bbox=47,40,48,41",
        "sheet=X-02",
        "source=wire",
    ] {
        assert_eq!(judge(dropped), Verdict::Drop, "{dropped}");
    }
}

#[test]
fn what_cannot_be_told_is_neither_kept_nor_dropped() {
    let unnamed = Place::default();
    let nothing = Facts {
        kinds: &["hazard"],
        sources: &[],
        device: None,
        date: DateSpan::UNKNOWN,
        status: None,
        place: &unnamed,
        bounds: None,
        sheet: None,
        documents: &[],
    };
    let judge = |text: &str| Filter::parse(text, Subject::Records).unwrap().judge(&nothing);
    assert_eq!(judge("date=1994"), Verdict::Unknown(Field::Date));
    assert_eq!(judge("date!=1994"), Verdict::Unknown(Field::Date));
    assert_eq!(judge("place=x"), Verdict::Unknown(Field::Place));
    assert_eq!(judge("bbox=1,1,2,2"), Verdict::Unknown(Field::Bbox));
    assert_eq!(judge("sheet=1"), Verdict::Unknown(Field::Sheet));
    assert_eq!(judge("sheet=1 kind=record"), Verdict::Drop, "dropped by what can be told");
    assert_eq!(judge("device=unknown status=unknown"), Verdict::Keep);
}

#[test]
fn what_is_no_filter_says_what_would_be() {
    let says = |text: &str, subject, words: &str| {
        let error = Filter::parse(text, subject).unwrap_err();
        assert!(error.to_string().contains(words) && error.hint().is_some(), "{text}: {error}");
    };
    says(
        "colour=red",
        Subject::Records,
        "no field is called `colour`; expected one of: kind, source",
    );
    says("hazard", Subject::Records, "as in kind=hazard");
    says("kind=", Subject::Records, "as in kind=hazard");
    says("kind=minefield", Subject::Records, "one of: hazard, record, release, sha, cha");
    says("kind=sha", Subject::Items, "one of: incident, find");
    says("sheet=X", Subject::Quoted, "quoted figures are not filtered by sheet");
    says("kind=incident", Subject::Quoted, "quoted figures are not filtered by kind");
    says("date=94", Subject::Items, "2021-06-04");
    says("date=1995..1994", Subject::Items, "1992..1995");
    says("bbox=1,2,3", Subject::Items, "west,south,east,north");
    says("bbox=3,2,1,4", Subject::Items, "west,south,east,north");
    says("place=\"Upper Mill", Subject::Items, "quotation mark");
}

#[test]
fn a_saved_filter_is_the_same_filter() {
    let filter =
        Filter::parse("kind=hazard  place=\"Upper Mill\",Lower", Subject::Records).unwrap();
    let json = serde_json::to_string(&filter).unwrap();
    assert_eq!(json, r#""kind=hazard place=\"Upper Mill\",Lower""#);
    assert_eq!(serde_json::from_str::<Filter>(&json).unwrap(), filter);
}

proptest! {
    /// No text makes it stumble, and what is written again reads the same.
    #[test]
    fn any_text_is_a_filter_or_says_why(text in "[a-z=!,\" .0-9\\PC]{0,40}") {
        if let Ok(filter) = text.parse::<Filter>() {
            let again: Filter = filter.to_string().parse().unwrap();
            prop_assert_eq!(again.terms.len(), filter.terms.len());
        }
    }
}
