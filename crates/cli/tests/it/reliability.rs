//! `cairn reliability`: the answer, its page, saved questions, and what has no answer.

use serde_json::Value;

use crate::common::TestEnvironment;

const RECORDS: &str = include_str!("../../../../examples/layers/record-areas.geojson");
const ACCIDENTS: &str = include_str!("../../../../examples/layers/accidents-by-sheet.csv");
const QUOTED: &str = concat!(
    r#"{"id":"wire-1","publisher":"Example Wire","published":"2022-10-25","language":"en","country":"AZ","text":"The Foreign Ministry said that the minefield maps are 25 percent reliable, and that some 55 percent of recent explosions happened outside the mapped areas."}"#,
    "\n"
);

/// Nineteen areas on three sheets, one without a shape; fifty accidents.
fn register() -> TestEnvironment {
    let env = TestEnvironment::new();
    env.write("records.geojson", RECORDS);
    env.write("accidents.csv", ACCIDENTS);
    env.ok(&["import", "records.geojson", "--as", "records", "--quiet"]);
    env.ok(&["import", "accidents.csv", "--as", "incidents", "--quiet"]);
    env
}

fn json(env: &TestEnvironment, args: &[&str]) -> Value {
    let mut all = vec!["reliability", "--format", "json", "--quiet"];
    all.extend(args);
    serde_json::from_str(&env.ok(&all)).unwrap()
}

/// Text without its line breaks and the bar of long messages.
fn flowing(text: &str) -> String {
    text.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
}

fn count(answer: &Value, why: &str) -> u64 {
    let excluded = answer["excluded"].as_array().unwrap();
    let one = excluded.iter().find(|one| one["why"] == why);
    one.map_or(0, |one| one["count"].as_u64().unwrap())
}

#[test]
fn the_answer_has_every_denominator() {
    let env = register();
    let answer = json(&env, &[]);
    let keys: Vec<&String> = answer.as_object().unwrap().keys().take(5).collect();
    assert_eq!(keys, ["items", "excluded", "tolerance", "model", "seed"]);
    assert_eq!(answer["items"], 49, "one is known to 8 km only");
    assert_eq!(count(&answer, "undetermined"), 1);
    assert_eq!(
        (answer["records"]["wanted"].as_u64(), answer["seed"].as_u64()),
        (Some(19), Some(1))
    );
    assert_eq!(answer["records"]["without_shape"], 1);
    assert_eq!(answer["known_before"], 1, "the accident of 1991");
    let rows = answer["tolerance"].as_array().unwrap();
    let metres: Vec<f64> = rows.iter().map(|row| row["metres"].as_f64().unwrap()).collect();
    assert_eq!(metres, [0.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2000.0]);
    for row in rows {
        let (hits, rate) = (row["hits"].as_f64().unwrap(), row["rate"].as_f64().unwrap());
        assert!((hits / 49.0 - rate).abs() < 1e-12);
        for key in ["area_share", "pai", "null", "excess"] {
            assert!(row[key].is_number(), "{key}: {row}");
        }
        assert_eq!(row["interval90"].as_array().unwrap().len(), 2);
    }
    let model = &answer["model"];
    let interval = &model["sensitivity"]["interval90"];
    let (least, most) = (interval[0].as_f64().unwrap(), interval[1].as_f64().unwrap());
    assert!(least < 0.5 && 0.5 < most, "half of all accidents were laid on areas: {interval}");
    let sheets: Vec<&str> = (model["by_sheet"].as_array().unwrap().iter())
        .map(|row| row["sheet"].as_str().unwrap())
        .collect();
    assert_eq!(sheets, ["X-02-1", "X-02-2", "X-02-3"]);
    let [first, .., last] = model["by_sheet"].as_array().unwrap().as_slice() else { panic!() };
    assert!(first["sensitivity"].as_f64() > last["sensitivity"].as_f64(), "as they were made");
    assert_eq!(model["by_exposure"].as_array().unwrap().len(), 9);
}

#[test]
fn filters_choose_and_say_what_they_cannot_judge() {
    let env = register();
    let sheet = json(&env, &["--records", "sheet=X-02-1", "--items", "bbox=46,40,46.1,40.1"]);
    assert_eq!(sheet["records"]["wanted"], 6);
    assert!(sheet["items"].as_u64().unwrap() < 30);
    let later = json(&env, &["--only-later", "--coarsest", "9000"]);
    assert_eq!((count(&later, "known_before_record"), later["items"].as_u64()), (1, Some(49)));
    assert_eq!(later["known_before"], 0);
    let dated = json(&env, &["--records", "date=..1993-12", "--tolerance", "0,75", "--seed", "9"]);
    assert_eq!(dated["tolerance"].as_array().unwrap().len(), 2);
    assert_eq!(dated["question"]["records"], "date=..1993-12");
    assert_eq!(dated["seed"], 9);
    let named = json(&env, &["--items", "place=\"Example District 3\""]);
    assert_eq!(named["items"], 16);
}

#[test]
fn people_get_a_page_of_eighty_columns() {
    let env = register();
    let page = env.ok(&["reliability"]);
    let widest = page.lines().max_by_key(|line| line.chars().count()).unwrap();
    assert!(widest.chars().count() <= 80, "{widest}");
    for said in [
        "How far the records can be trusted",
        "18 of 19 mapped areas used",
        "not used: 1 without a shape",
        "49 of 50 counted",
        "Hits by distance, of 49 items",
        "If people enter mapped ground r times as often",
        "Sheet by sheet",
        "What was left out of 50 items, and why",
        "What these figures do not say",
        "Seed 1",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.to_lowercase().contains("safe"), "{page}");
}

#[test]
fn a_saved_question_gets_the_same_answer_until_the_register_changes() {
    let env = register();
    let asked = ["--records", "sheet=X-02-1,X-02-2", "--seed", "4"];
    let first = json(&env, &[&asked[..], &["--save", "two sheets"]].concat());
    let again = env.run(&["reliability", "--saved", "two sheets", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&again.out).unwrap(), first);
    assert!(again.err.contains("the same answer as on 2026-01-01"), "{}", again.err);
    let list: Value =
        serde_json::from_str(&env.ok(&["reliability", "--list", "--format", "json"])).unwrap();
    assert_eq!((list[0]["name"].as_str(), list.as_array().unwrap().len()), (Some("two sheets"), 1));
    assert!(env.ok(&["reliability", "--list"]).contains("items hit at 0 m"));

    let taken = flowing(&env.fails(&["reliability", "--save", "two sheets"], 1));
    assert!(taken.contains("saved as two sheets already"), "{taken}");
    let none = env.fails(&["reliability", "--saved", "three sheets"], 1);
    assert!(none.contains("no question is saved as three sheets"), "{none}");
    let both = env.fails(&["reliability", "--saved", "two sheets", "--seed", "5"], 2);
    assert!(both.contains("cannot be used with"), "{both}");

    env.write("more.csv", "id;date;latitude;longitude\n1;2012-01-01;40.01;46.01\n");
    env.ok(&["import", "more.csv", "--as", "incidents", "--quiet"]);
    let changed = env.run(&["reliability", "--saved", "two sheets", "--quiet"]);
    assert_eq!(changed.code, Some(0), "{}", changed.err);
    assert!(changed.err.contains("held 2 documents, 69 claims"), "{}", changed.err);
}

#[test]
fn quoted_figures_stand_beside_computed_ones() {
    let env = register();
    env.write("report.jsonl", QUOTED);
    env.ok(&["add", "report.jsonl", "--quiet"]);
    let answer = json(&env, &[]);
    let figures = answer["quoted"]["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 2, "{figures:?}");
    let reliable = figures.iter().find(|one| one["measure"] == "map_reliability_percent").unwrap();
    assert_eq!(reliable["percent"], serde_json::json!([25.0, 25.0]));
    let ways = reliable["ways"].as_array().unwrap();
    let way = |reading: &str| ways.iter().find(|way| way["reading"] == reading).unwrap();
    let (r, s) = (
        way("relative_exposure")["takes"].as_f64().unwrap(),
        answer["model"]["sensitivity"]["median"].as_f64().unwrap(),
    );
    // The exposure that it names does give the quoted figure.
    assert!((s / (s + (1.0 - s) * r) - 0.25).abs() < 1e-9, "{r} {s}");
    let together = &answer["quoted"]["together"][0];
    assert!((together["relative_exposure"].as_f64().unwrap() - 2.4545).abs() < 1e-3, "{together}");
    let page = flowing(&env.ok(&["reliability"]));
    assert!(page.contains("“25 %, stated reliability of maps"), "{page}");
    assert!(page.contains("2.45 times as often as other ground"), "{page}");
    let none = json(&env, &["--quoted", "source=Nobody"]);
    assert_eq!(none["quoted"]["figures"].as_array().unwrap().len(), 0);
}

#[test]
fn the_page_is_one_file_that_asks_for_nothing() {
    let env = register();
    env.ok(&["reliability", "--page", "out.html", "--save", "<all>"]);
    let page = env.text("out.html");
    for outside in ["http:", "https:", "src=", "@import", "url(", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(page.matches("<svg").count(), 3);
    assert!(page.contains("cairn reliability --saved &#39;&lt;all&gt;&#39;"));
    let again = env.ok(&["reliability", "--page", "again.html", "--saved", "<all>"]);
    assert!(!again.is_empty());
    assert_eq!(env.text("again.html"), page);
    let nowhere = env.fails(&["reliability", "--page", "none/out.html"], 1);
    assert!(nowhere.contains("cannot write the page"), "{nowhere}");
}

#[test]
fn regions_come_from_layers_and_stay_in_the_question() {
    let env = register();
    let square = |west: f64, east: f64| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[{west},39.9],[{east},39.9],[{east},40.2],[{west},40.2],[{west},39.9]]]}}}}]}}"#
        )
    };
    env.write("west.geojson", square(45.9, 46.1055));
    env.write("wide.geojson", square(45.0, 47.0));
    let args = ["--study-area", "west.geojson", "--extent", "west.geojson", "--save", "west"];
    let west = json(&env, &args);
    assert!(count(&west, "outside_study_area") > 20, "{}", west["excluded"]);
    assert!(west["study_area"]["source"] == "given");
    assert!(west["extent_coverage"]["of"].as_u64() == west["items"].as_u64());
    std::fs::remove_file(env.path("west.geojson")).unwrap();
    assert_eq!(json(&env, &["--saved", "west"]), west, "the file is no longer needed");
    let wide = json(&env, &["--study-area", "wide.geojson"]);
    assert!(
        wide["tolerance"][0]["area_share"].as_f64() < west["tolerance"][0]["area_share"].as_f64()
    );
    let points = flowing(&env.fails(&["reliability", "--extent", "accidents.csv"], 1));
    assert!(points.contains("is an area; --extent expects polygons"), "{points}");
}

#[test]
fn what_has_no_answer_says_why() {
    let env = TestEnvironment::new();
    env.write("accidents.csv", ACCIDENTS);
    env.ok(&["import", "accidents.csv", "--as", "incidents", "--quiet"]);
    let says = |env: &TestEnvironment, args: &[&str], code, words: &str| {
        let mut all = vec!["reliability"];
        all.extend(args);
        let error = flowing(&env.fails(&all, code));
        assert!(error.contains(words), "{args:?}: {error}");
    };
    says(&env, &[], 1, "the register holds no mapped areas");
    says(&env, &["--register", "none.gpkg"], 1, "no such register");
    let env = TestEnvironment::new();
    env.write("records.geojson", RECORDS);
    env.ok(&["import", "records.geojson", "--as", "records", "--quiet"]);
    says(&env, &[], 1, "the register holds no items");

    let env = register();
    says(&env, &["--records", "colour=red"], 2, "no field is called `colour`");
    says(&env, &["--quoted", "sheet=X-02-1"], 2, "quoted figures are not filtered by sheet");
    says(&env, &["--items", "sheet=X-02-1"], 1, "50 state no sheet");
    says(&env, &["--records", "kind=sha"], 1, "none of the 19 mapped areas of the register fit");
    says(&env, &["--records", "place=Nowhere"], 1, "19 state no place");
    says(&env, &["--items", "date=1890"], 1, "none of the 50 items of the register fit");
    says(&env, &["--records", "bbox=46,40,46.001,40.0001"], 1, "none of the 19");
    says(&env, &["--coarsest", "10"], 1, "none of the 50 items can be counted");
    says(&env, &["--tolerance", "100,50"], 1, "tolerances: expected rising distances");
    says(&env, &["--exposure", "0"], 1, "exposures");
    says(&env, &["--save", " "], 2, "1 to 80 characters");

    // An item beyond all sheets takes the nearest; one on the other side of the globe is counted out.
    env.write(
        "far.csv",
        "id;date;latitude;longitude\n1;2012-01-01;41.50012;47.90012\n2;2013-01-01;4.50012;-73.90012\n",
    );
    env.ok(&["import", "far.csv", "--as", "incidents", "--quiet"]);
    let answer = json(&env, &[]);
    assert_eq!((count(&answer, "far_from_areas"), answer["items"].as_u64()), (1, Some(50)));

    let points = TestEnvironment::new();
    points.write("points.csv", "id,lat,lon\n1,40.1,46.1\n");
    points.write("accidents.csv", ACCIDENTS);
    points.ok(&["import", "points.csv", "--as", "records", "--quiet"]);
    points.ok(&["import", "accidents.csv", "--as", "incidents", "--quiet"]);
    says(&points, &[], 1, "none of the 1 mapped areas can be counted: 1 points or lines");
}

#[test]
fn what_people_decided_counts() {
    let env = register();
    let before = json(&env, &[]);
    let incident = env.jsonl(&["incidents"])[1]["reports"][0]["claim"].as_str().unwrap().to_owned();
    let record = env.jsonl(&["records"])[0]["claim"].as_str().unwrap().to_owned();
    for claim in [&incident, &record] {
        env.ok(&["decide", "reject", claim, "--by", "A. Officer", "--why", "test", "--quiet"]);
    }
    let after = json(&env, &[]);
    assert_eq!(after["records"]["rejected"], 1);
    assert_eq!(count(&after, "discounted"), 1);
    assert_eq!(after["items"].as_u64().unwrap() + 1, before["items"].as_u64().unwrap());
}
