//! `cairn import`: the same layer or table in other formats, made by GDAL where a program is needed.

use std::path::Path;
use std::process::Command;

use crate::common::TestEnvironment;

const AREAS: &str = include_str!("../../../../examples/layers/suspected-areas.geojson");
const ACCIDENTS: &str = include_str!("../../../../examples/layers/accidents.csv");

fn ogr2ogr(args: &[&str], to: &Path, from: &Path) {
    let done = Command::new("ogr2ogr").args(args).arg(to).arg(from).status();
    assert!(done.is_ok_and(|status| status.success()), "ogr2ogr (Debian: gdal-bin) to {to:?}");
}

#[test]
fn flatgeobuf_with_and_without_an_index_says_what_geojson_says() {
    let env = TestEnvironment::new();
    env.write("areas.geojson", AREAS);
    let areas = env.path("areas.geojson");
    let plain = ["-f", "FlatGeobuf", "-lco", "SPATIAL_INDEX=NO", "-t_srs", "EPSG:32638"];
    ogr2ogr(&plain, &env.path("plain.fgb"), &areas);
    ogr2ogr(&["-f", "FlatGeobuf"], &env.path("indexed.fgb"), &areas);
    let hazards = |file: &str| {
        let register = format!("{file}.gpkg");
        env.ok(&["import", file, "--as", "hazards", "--register", &register]);
        let mut list = env.jsonl(&["hazards", "--register", &register]);
        list.sort_by_key(|one| one["said"]["reference"].to_string());
        list
    };
    let (given, plain, indexed) =
        (hazards("areas.geojson"), hazards("plain.fgb"), hazards("indexed.fgb"));
    // GDAL leaves out what has no shape.
    assert_eq!((given.len(), plain.len(), indexed.len()), (4, 2, 2));
    for (one, other) in given.iter().zip(&plain).chain(given.iter().zip(&indexed)) {
        for key in ["reference", "kind", "sheet", "status", "position_error_m"] {
            assert_eq!(one["said"][key], other["said"][key], "{key}");
        }
    }
    let corner = |list: &[serde_json::Value], at: usize| {
        let at = &list[at]["said"]["geometry"]["coordinates"][0][0][0];
        (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
    };
    for other in [&plain, &indexed] {
        let ((x, y), (u, v)) = (corner(&given, 0), corner(other, 0));
        assert!((x - u).abs() + (y - v).abs() < 1e-7, "{x} {y}, {u} {v}");
    }
}

#[test]
fn every_type_of_geometry_comes_out_of_flatgeobuf() {
    let env = TestEnvironment::new();
    let hole = "[[46,40],[46.4,40],[46.4,40.4],[46,40.4],[46,40]],\
                [[46.1,40.1],[46.1,40.2],[46.2,40.2],[46.1,40.1]]";
    let other = "[[47,40],[47.1,40],[47.1,40.1],[47,40]]";
    let geometries = [
        ("Point", "[46.5,40.5]".to_owned()),
        ("MultiPoint", "[[46.5,40.5],[46.6,40.6]]".to_owned()),
        ("LineString", "[[46.5,40.5],[46.6,40.6]]".to_owned()),
        ("MultiLineString", "[[[46.5,40.5],[46.6,40.6]],[[46,40],[46.1,40],[46.2,40]]]".to_owned()),
        ("Polygon", format!("[{hole}]")),
        ("MultiPolygon", format!("[[{hole}],[{other}]]")),
    ];
    let features: Vec<String> = (geometries.iter().enumerate())
        .map(|(at, (kind, coordinates))| {
            format!(
                r#"{{"type":"Feature","properties":{{"id":"{at}"}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
            )
        })
        .collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    env.write("all.geojson", text);
    ogr2ogr(&["-f", "FlatGeobuf"], &env.path("all.fgb"), &env.path("all.geojson"));
    let shapes = |file: &str| {
        let register = format!("{file}.gpkg");
        env.ok(&["import", file, "--as", "hazards", "--register", &register]);
        let list = env.jsonl(&["hazards", "--register", &register]);
        let mut shapes: Vec<String> = (list.iter())
            .map(|one| format!("{} {}", one["said"]["reference"], one["said"]["geometry"]))
            .collect();
        shapes.sort();
        shapes
    };
    let given = shapes("all.geojson");
    assert_eq!(given.len(), 6);
    assert_eq!(shapes("all.fgb"), given);
}

#[test]
fn workbooks_say_what_the_table_says() {
    let env = TestEnvironment::new();
    // GDAL takes a sign of seconds for a quotation.
    env.write(
        "accidents.csv",
        ACCIDENTS.replace("40°06'30\"N", "40°06.5'N").replace("46°06'45\"E", "46°06.75'E"),
    );
    for (format, file) in [("XLSX", "accidents.xlsx"), ("ODS", "accidents.ods")] {
        ogr2ogr(&["-f", format], &env.path(file), &env.path("accidents.csv"));
    }
    let incidents = |file: &str| {
        let register = format!("{file}.gpkg");
        let list = env.ok(&[
            "import",
            file,
            "--as",
            "incidents",
            "--format",
            "json",
            "--register",
            &register,
        ]);
        let told: Vec<String> = (env.jsonl(&["incidents", "--register", &register]).iter())
            .map(|one| {
                format!("{} {} {} {}", one["date"], one["place"], one["device"], one["killed"])
            })
            .collect();
        (list, told)
    };
    let given = incidents("accidents.csv");
    assert_eq!(given.1.len(), 6);
    assert_eq!(incidents("accidents.xlsx"), given);
    assert_eq!(incidents("accidents.ods"), given);
}

/// Written with xlwt 1.3, which writes the format of Excel 97.
#[test]
fn workbooks_of_old_are_read() {
    let env = TestEnvironment::new();
    std::fs::write(env.path("old.xls"), include_bytes!("files/accidents.xls")).unwrap();
    env.ok(&["import", "old.xls", "--as", "incidents"]);
    let told: Vec<(String, f64)> = (env.jsonl(&["incidents"]).iter())
        .map(|one| (one["date"]["from"].to_string(), one["place"]["lat"].as_f64().unwrap()))
        .collect();
    assert_eq!(
        told,
        [("\"2021-06-04\"".to_owned(), 40.105), ("\"2021-07-01\"".to_owned(), 40.106)]
    );
}

/// The fields of the minimum data list, kept as fields and shown.
#[test]
fn land_released_is_listed_by_kind_with_its_yield() {
    let env = TestEnvironment::new();
    env.write(
        "released.csv",
        "id,release_type,area_m2,devices_found,depth,clearance_method,start_date,end_date,qc_date,qa_org,severity\n\
         a,cleared,500000,2,0.2,manual,2022-03-01,2022-09-30,2022-10-05,Example QA,conforms\n\
         b,cancelled,9000000,,,,,2022-10-02,,,\n\
         c,BAC,20000,40,,,,2022-10-03,,,\n",
    );
    let out = env.ok(&["import", "released.csv", "--as", "clearance"]);
    let page = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        page.contains("1 — cleared land that yields next to nothing: marked (feature 1)"),
        "{page}"
    );
    assert!(page.contains("land of different kinds is not added together"), "{page}");
    let ran = env.run(&["releases", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(ran.out.as_bytes());
    let at = table.headers().unwrap().iter().position(|name| name == "yield_per_hectare").unwrap();
    let yields: Vec<String> = table.records().map(|row| row.unwrap()[at].to_owned()).collect();
    assert_eq!(yields, ["0.04", "", "20"]);
    insta::assert_snapshot!(ran.err, @r"
    cancelled: 1 area, 900.0 ha.
    cleared: 1 area, 50.0 ha; 2 devices on the 50.0 ha that tell, 0.04 a hectare, next to nothing for land called cleared; 1 area below 0.1 a hectare.
    battle area clearance: 1 area, 2.0 ha; 40 devices on the 2.0 ha that tell, 20.00 a hectare.
    land of different kinds is not added together.
    ");
    insta::assert_snapshot!(env.ok(&["show", "released.l1"]), @r#"
    Claim 34b7c854399a.l1 (release)

      Document     released — publisher not known, not dated

      The publisher's own account
      land cleared; method manual; to 0.2 m deep; 2 devices found (0.04 a hectare);
      begun 1 March 2022; no. a; 30 September 2022; no shape; checked 5 October 2022
      by Example QA: conforms; [2 devices on 50.0 ha called cleared: 0.04 a hectare]
      │ released, feature 1:
      │ {"id":"a","release_type":"cleared","area_m2":"500000","devices_found":"2","d
      │ epth":"0.2","clearance_method":"manual","start_date":"2022-03-01","end_date"
      │ :"2022-09-30","qc_date":"2022-10-05","qa_org":"Example
      │ QA","severity":"conforms"}
      claim 34b7c854399a.l1
    "#);
    // Of a part of the list, the sums of that part.
    let ran = env.run(&["releases", "--text", "cancelled", "--format", "csv"]);
    assert!(
        !ran.err.contains("cleared:") && ran.err.contains("cancelled: 1 area, 900.0 ha"),
        "{}",
        ran.err
    );
}
