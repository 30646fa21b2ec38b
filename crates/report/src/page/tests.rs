use cairn_ground::{Item, ItemKind, MappedArea, Options};
use geo::{Coord, polygon};

use super::*;
use crate::answer::{Answer, Asked};
use crate::quoted::Quoted;

/// Two sheets with a square each; items on and off them.
fn sample() -> Answer {
    let area = |id: &str, west: f64| MappedArea {
        id: id.to_owned(),
        shape: geo::MultiPolygon::new(vec![polygon![
            (x: west, y: 40.0), (x: west + 0.02, y: 40.0),
            (x: west + 0.02, y: 40.02), (x: west, y: 40.02),
        ]]),
        sheet: Some(format!("<{id}>")),
        region: None,
        dated: None,
        cleared: false,
    };
    let item = |number: u32| {
        let at = f64::from(number);
        Item {
            id: format!("I-{number}"),
            position: Coord { x: 46.0 + at * 0.0071, y: 40.0 + at * 0.0013 },
            position_error_m: Some(100.0),
            date: None,
            laid: None,
            kind: ItemKind::Explosion,
            sheet: None,
            region: None,
        }
    };
    let items: Vec<Item> = (0..30).map(item).collect();
    let options =
        Options { null_repetitions: 20, bootstrap_repetitions: 100, ..Options::default() };
    let areas = [area("A", 46.0), area("B", 46.15)];
    let found = cairn_ground::reliability(&areas, &items, &options).unwrap();
    Answer {
        items: found.items,
        excluded: vec![crate::gather::LeftOut::new(crate::gather::Reason::NoPosition, 3)],
        tolerance: found.tolerance,
        model: found.model,
        seed: found.seed,
        events: found.events,
        by_kind: found.by_kind,
        extent_coverage: None,
        precision: None,
        records: crate::gather::RecordsUsed {
            hazards: 2,
            wanted: 2,
            there: 2,
            ..Default::default()
        },
        records_rearranged: 0,
        records_empty: 0,
        records_km2: found.areas.union_km2,
        study_area: found.study_area,
        positions: Vec::new(),
        known_before: None,
        grounds: crate::Grounds::default(),
        quoted: Quoted::default(),
        question: crate::Question::default(),
        register: Asked { documents: 1, claims: 2, decisions: 0 },
    }
}

#[test]
fn a_page_stands_alone_and_no_name_becomes_markup() {
    let about = About {
        register: "<b>.gpkg",
        saved_as: None,
        made_by: "cairn 0.1.0",
        made_at: "2026-01-01T00:00:00Z",
    };
    let page = html(&sample(), &about);
    for outside in ["http://", "https://", "src=", "@import", "url(", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("&lt;b&gt;.gpkg") && page.contains("&lt;A&gt;"), "names are escaped");
    assert!(!page.contains("<A>") && !page.contains("<b>"));
    assert_eq!(page.matches("<svg").count(), 3, "curve, exposure, sheets");
    assert!(page.contains("3</td>") && page.contains("no position on the earth"));
    assert!(!page.contains("NaN") && !page.contains("inf"));
    let (_, said) = page.split_once("</style>").unwrap();
    assert!(!said.to_lowercase().contains("safe"));
}

#[test]
fn the_command_on_the_page_asks_the_same() {
    let mut answer = sample();
    assert_eq!(words::command(&answer), "cairn reliability --seed 1");
    answer.question.records = "kind=hazard place=\"Upper Mill\"".parse().unwrap();
    answer.question.coarsest_m = 500.0;
    answer.question.only_later = true;
    assert_eq!(
        words::command(&answer),
        "cairn reliability --records 'kind=hazard place=\"Upper Mill\"' --coarsest 500 --only-later \
         --seed 1"
    );
}
