//! `cairn gazetteer`: spellings meet, dumps are taken in.

use crate::common::TestEnvironment;

/// A GeoNames line: 19 columns.
fn geonames(
    id: u32,
    name: &str,
    others: &str,
    lat: f64,
    lon: f64,
    class: &str,
    code: &str,
) -> String {
    format!(
        "{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{class}\t{code}\tAZ\t\t00\t\t\t\t120\t\t1500\tAsia/Baku\t2020-01-01\n"
    )
}

#[test]
fn spellings_of_one_name_meet() {
    let env = TestEnvironment::new();
    let first = |name: &str| {
        let rows = env.jsonl(&["gazetteer", "find", name]);
        rows[0]["gazetteer_id"].as_str().unwrap().to_owned()
    };
    let wanted = first("Kalbajar");
    for spelling in ["Kelbajar", "Kəlbəcər", "Кельбаджар"] {
        assert_eq!(first(spelling), wanted, "{spelling}");
    }
}

#[test]
fn a_dump_adds_villages_and_names_the_lines_it_leaves_out() {
    let env = TestEnvironment::new();
    let dump = geonames(
        99_000_001,
        "Yuxarı Nümunə",
        "Yukhari Numune,Verkhnyaya Nyumune",
        40.1,
        46.2,
        "P",
        "PPL",
    ) + &geonames(99_000_002, "Nümunə Çayı", "", 40.2, 46.3, "H", "STM")
        + "99000003\tBroken\n";
    env.write("AZ.txt", dump);
    assert_eq!(env.run(&["gazetteer", "find", "Yukhari Numune"]).code, Some(1));
    let ran = env.run(&["gazetteer", "add", "AZ.txt"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("AZ.txt, line 3"), "{}", ran.err);
    assert_eq!(ran.out, "places.cairn: 1 place (1 more than before).\n");
    let found = env.jsonl(&["gazetteer", "find", "Yukhari Numune"]);
    assert_eq!(found[0]["gazetteer_id"], "geonames:99000001");
    assert!(env.ok(&["gazetteer", "info"]).contains("places.cairn (1 places)"));
}

#[test]
fn a_file_that_is_no_dump_makes_no_places_file() {
    let env = TestEnvironment::new();
    env.write("notes.txt", "just a note");
    let said = env.fails(&["gazetteer", "add", "notes.txt"], 1);
    assert!(said.contains("notes.txt"), "{said}");
    assert!(!env.path("places.cairn").exists());
}

#[test]
fn a_name_that_is_nowhere_says_what_to_do() {
    let env = TestEnvironment::new();
    insta::assert_snapshot!(env.fails(&["gazetteer", "find", "Qqqqxxyzzy"], 1), @r#"
    error: no place is called `Qqqqxxyzzy`
      help: add the country's villages with `cairn gazetteer add` (GeoNames or
            Who's On First dump)
    "#);
}
