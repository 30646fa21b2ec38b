//! `cairn import`: layers and tables, what is mended, what is refused, and the lists of land.

use crate::common::TestEnvironment;

const AREAS: &str = include_str!("../../../../examples/layers/suspected-areas.geojson");
const ACCIDENTS: &str = include_str!("../../../../examples/layers/accidents.csv");
const RECORDS: &str = include_str!("../../../../examples/layers/minefield-records.csv");

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

fn kinds(list: &serde_json::Value) -> Vec<(String, u64)> {
    let repaired = list["repaired"].as_array().unwrap();
    let kind = |one: &serde_json::Value| {
        (one["kind"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap())
    };
    repaired.iter().map(kind).collect()
}

#[test]
fn areas_become_hazards_that_are_listed_and_shown() {
    let env = TestEnvironment::new();
    env.write("areas.geojson", AREAS);
    let out = env.ok(&["import", "areas.geojson", "--as", "hazards", "--source", "Example Centre"]);
    insta::assert_snapshot!(out, @r#"
    areas: 4 features, 4 taken in

      Columns      id = hazard_id, sheet = map_sheet, position_error_m =
                   position_error_m, device = device_type, status = status, kind
                   = hazard_type

    Mended or in doubt (the file as it came is kept)
      - 1 — no geometry: taken in without a shape (feature 3)
      - 1 — feature inside a geometry: the inner geometry taken (feature 4)
      - 1 — ring crosses itself: parted at the crossings (feature 2)
      - 1 — blanks around a value: taken out (feature 2)
      - 1 — value not understood: left unknown (feature 4)

    1 document added.
      Read         4 hazardous areas
      Incidents    0 new, 0 changed, 0 merged into others
      Now holds    1 document, 4 claims, 0 incidents, 0 finds, 0 series of figures,
                   0 contradictions, 0 decisions
    "#);
    let hazards = env.jsonl(&["hazards"]);
    assert_eq!(hazards.len(), 4);
    assert_eq!(hazards[0]["kind"], "hazard");
    assert_eq!(hazards[0]["said"]["geometry"]["type"], "MultiPolygon");
    assert_eq!(env.jsonl(&["hazards", "--sheet", "X-01-2"]).len(), 2);
    insta::assert_snapshot!(env.ok(&["show", "areas.h2"]), @r#"
    Claim 4232e754bfe1.h2 (hazard)

      Document     areas — Example Centre, not dated

      The publisher's own account
      confirmed hazardous area (antivehicle mine); status worked on; no. EX-2;
      sheet X-01-1; 2 areas of 945,705 m² at 40.1050, 46.2100; within 50 m; [blanks
      around the value of `hazard_id` taken out]; [ring crosses itself: parted at
      the crossings]
      │ suspected areas, feature 2: {"hazard_id":"EX-2
      │ ","hazard_type":"CHA","status":"worked
      │ on","map_sheet":"X-01-1","device_type":"AT mine","position_error_m":50}
      claim 4232e754bfe1.h2
    "#);
    let table = env.ok(&["hazards", "--format", "csv"]);
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), 4);
}

#[test]
fn programs_get_the_repair_list_in_one_shape() {
    let env = TestEnvironment::new();
    env.write("areas.geojson", AREAS);
    let list = json(&env.ok(&[
        "import",
        "areas.geojson",
        "--as",
        "hazards",
        "--format",
        "json",
        "--dry-run",
    ]));
    let keys: Vec<&String> = list.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["features", "imported", "repaired", "refused"]);
    assert_eq!((list["features"].as_u64(), list["imported"].as_u64()), (Some(4), Some(4)));
    let first = list["repaired"][0].as_object().unwrap();
    assert_eq!(first.keys().collect::<Vec<_>>(), ["kind", "count", "examples"]);
    assert!(!env.path("cairn.gpkg").exists(), "a dry run makes no register");
}

#[test]
fn accidents_join_the_incidents_of_reports() {
    let env = TestEnvironment::new();
    env.write("accidents.csv", ACCIDENTS);
    let args = ["import", "accidents.csv", "--as", "incidents", "--format", "json"];
    let list = json(&env.ok(&args));
    assert_eq!(
        kinds(&list),
        [
            ("swapped_coordinates".to_owned(), 1),
            ("number_separator".to_owned(), 1),
            ("duplicate".to_owned(), 1)
        ]
    );
    let incidents = env.jsonl(&["incidents"]);
    assert_eq!(incidents.len(), 6, "equal rows are marked, never merged");
    let place = &incidents.iter().find(|one| one["date"]["from"] == "2021-06-04").unwrap()["place"];
    assert_eq!((place["lat"].as_f64(), place["precision"].as_u64()), (Some(40.105), Some(20)));
    // The same file again changes nothing.
    env.ok(&args);
    assert_eq!(env.jsonl(&["incidents"]).len(), 6);
    let error = env.fails(&["import", "accidents.csv", "--as", "finds"], 1);
    assert!(error.contains("in the register already, as incidents"), "{error}");
}

#[test]
fn points_without_names_keep_their_place() {
    let env = TestEnvironment::new();
    let point = |x: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"fileId":"X-01"}},"geometry":{{"type":"Point","coordinates":[{x},44.5]}}}}"#
        )
    };
    let features = [point(17.25), point(17.5)].join(",");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#);
    env.write("points.geojson", &text);
    env.write("finds.geojson", text.replace("17.5", "17.75"));
    env.ok(&["import", "points.geojson", "--as", "incidents", "--position-error", "50"]);
    env.ok(&["import", "finds.geojson", "--as", "finds"]);
    let places = |list: &str| -> Vec<(f64, u64)> {
        let mut found: Vec<(f64, u64)> = (env.jsonl(&[list]).iter())
            .map(|one| &one["place"])
            .map(|at| (at["lon"].as_f64().unwrap(), at["precision"].as_u64().unwrap()))
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found
    };
    assert_eq!(places("incidents"), [(17.25, 50), (17.5, 50)]);
    assert_eq!(places("finds"), [(17.25, 100), (17.75, 100)]);
}

#[test]
fn records_come_from_the_grid_of_an_old_map() {
    let env = TestEnvironment::new();
    env.write("records.csv", RECORDS);
    let list = json(&env.ok(&[
        "import",
        "records.csv",
        "--as",
        "records",
        "--crs",
        "EPSG:28408",
        "--format",
        "json",
    ]));
    assert_eq!(
        kinds(&list),
        [("number_separator".to_owned(), 1), ("value_not_understood".to_owned(), 1)]
    );
    let records = env.jsonl(&["records"]);
    let at = &records[0]["said"]["geometry"]["coordinates"][0];
    assert!((at[0].as_f64().unwrap() - 46.0307).abs() < 0.001, "{at}");
    assert_eq!(records[0]["said"]["count"], serde_json::json!([1200, 1200]));
    assert_eq!(records[1]["said"]["date"]["to"], "1993-06-30");
}

#[test]
fn a_mapping_is_suggested_and_taken() {
    let env = TestEnvironment::new();
    env.write("records.csv", RECORDS.replace("sheet", "Blatt"));
    let suggested = env.ok(&["import", "records.csv", "--as", "records", "--suggest"]);
    assert!(suggested.contains("# \"Blatt\""), "{suggested}");
    let edited = suggested.replace("[columns]\n", "[columns]\nsheet = \"Blatt\"\n");
    env.write("map.toml", edited);
    env.ok(&["import", "records.csv", "--map", "map.toml", "--crs", "EPSG:28408"]);
    assert_eq!(env.jsonl(&["records"])[0]["said"]["sheet"], "X-01-1");
}

#[test]
fn what_cannot_be_read_says_why_and_leaves_nothing() {
    let env = TestEnvironment::new();
    env.write("cut.geojson", &AREAS[..AREAS.len() - 40]);
    env.write("page.csv", "<html>");
    env.write("empty.csv", "");
    env.write("a.csv", "a,b\n1,2\n");
    let says = |args: &[&str], code, words: &str| {
        let error = env.fails(args, code);
        assert!(error.contains(words) && error.contains("help"), "{args:?}: {error}");
    };
    says(&["import", "cut.geojson", "--as", "hazards"], 1, "cannot be read as GeoJSON");
    says(&["import", "page.csv", "--as", "hazards"], 1, "XML or HTML");
    says(&["import", "empty.csv", "--as", "hazards"], 1, "empty");
    says(&["import", "none.csv", "--as", "hazards"], 1, "cannot be read");
    says(&["import", "a.csv"], 2, "--as");
    says(&["import", "a.csv", "--as", "hazards", "--crs", "EPSG:99"], 1, "EPSG:99");
    env.write("bad.toml", "[columns]\nsheet = \"c\"\n");
    says(&["import", "a.csv", "--as", "hazards", "--map", "bad.toml"], 1, "there are: a, b");
    assert!(!env.path("cairn.gpkg").exists());
}

/// The same area as other formats have it, made by GDAL where it is installed.
#[test]
fn layers_of_other_programs_say_the_same() {
    let env = TestEnvironment::new();
    env.write("areas.geojson", AREAS.replace("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[46.15,40.20]}}", "null"));
    let convert = |format: &str, to: &str, more: &[&str]| {
        let done = std::process::Command::new("ogr2ogr")
            .args(["-f", format])
            .arg(env.path(to))
            .arg(env.path("areas.geojson"))
            .args(more)
            .status();
        assert!(done.is_ok_and(|status| status.success()), "ogr2ogr (Debian: gdal-bin) to {to}");
    };
    std::fs::create_dir(env.path("shape")).unwrap();
    convert("ESRI Shapefile", "shape/areas.shp", &["-t_srs", "EPSG:32638"]);
    convert("GPKG", "areas.gpkg", &["-t_srs", "EPSG:28408"]);
    convert("KML", "areas.kml", &[]);
    for (file, most) in [("shape/areas.shp", 1e-7), ("areas.gpkg", 1e-4), ("areas.kml", 1e-9)] {
        let register = format!("{}.register.gpkg", file.replace('/', "-"));
        env.ok(&["import", file, "--as", "hazards", "--register", &register]);
        let hazards = env.jsonl(&["hazards", "--register", &register]);
        assert_eq!(hazards.len(), 4, "{file}");
        let first = &hazards[0]["said"];
        let at = &first["geometry"]["coordinates"][0][0][0];
        let near =
            (at[0].as_f64().unwrap() - 46.10).abs() + (at[1].as_f64().unwrap() - 40.10).abs();
        assert!(near < most, "{file}: {at}");
        assert_eq!((&first["sheet"], &first["kind"]), (&"X-01-1".into(), &"sha".into()), "{file}");
        assert!(hazards[2]["said"]["geometry"].is_null(), "{file}");
    }
    // Without the files beside it: degrees are asked for, and the rest is said.
    std::fs::remove_file(env.path("shape/areas.prj")).unwrap();
    let error = env.fails(&["import", "shape/areas.shp", "--as", "hazards", "--dry-run"], 1);
    assert!(error.contains("no degrees") && error.contains("--crs"), "{error}");
    std::fs::remove_file(env.path("shape/areas.dbf")).unwrap();
    let args = ["import", "shape/areas.shp", "--as", "hazards", "--crs", "EPSG:32638", "--dry-run"];
    let page = env.ok(&args).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("areas.dbf is missing"), "{page}");
}
