//! `cairn serve`: what other programs read, by OGC API – Features and as GDAL does.

use std::process::Command;

use serde_json::Value;

use crate::common::TestEnvironment;
use crate::serve::Serving;

#[test]
fn features_are_paged_filtered_and_placed() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let items = "/ogc/collections/incidents/items";
    let landing = serving.json("/ogc");
    for rel in ["self", "service-desc", "conformance", "data"] {
        assert!(
            landing["links"].as_array().unwrap().iter().any(|link| link["rel"] == rel),
            "{rel}"
        );
    }
    assert_eq!(serving.json("/ogc/collections")["collections"].as_array().unwrap().len(), 5);
    let total = serving.json("/incidents")["total"].clone();
    let all = serving.json(&format!("{items}?limit=10000"));
    assert_eq!((&all["numberMatched"], &all["numberReturned"]), (&total, &total));

    // By pages of two, following the links, every feature comes once.
    let mut seen = Vec::new();
    let mut next = Some(format!("{items}?limit=2"));
    while let Some(path) = next.take() {
        let page = serving.json(&path);
        seen.extend(page["features"].as_array().unwrap().iter().map(|one| one["id"].clone()));
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == "next");
        next = link.map(|link| {
            let href = link["href"].as_str().unwrap();
            href[href.find("/ogc").unwrap()..].to_owned()
        });
    }
    let ids = |page: &Value| {
        let features = page["features"].as_array().unwrap();
        features.iter().map(|one| one["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(seen, ids(&all));

    let matched = |query: &str| {
        let page = serving.json(&format!("{items}?limit=10000&{query}"));
        page["numberMatched"].as_u64().unwrap()
    };
    let known = |list: &str| serving.json(&format!("/incidents?{list}"))["total"].as_u64().unwrap();
    for (asked, list) in [
        ("filter=device%20%3D%20%27antivehicle_mine%27", "device=antivehicle_mine"),
        ("device=antivehicle_mine", "device=antivehicle_mine"),
        ("datetime=2021-06-01T00:00:00Z/2021-12-31T00:00:00Z", "from=2021-06&to=2021-12"),
        ("bbox=46,39.5,47,40.5", "bbox=46,39.5,47,40.5"),
        (
            "bbox=39.5,46,40.5,47&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
            "bbox=46,39.5,47,40.5",
        ),
        ("filter=S_INTERSECTS(geometry,BBOX(46,39.5,47,40.5))", "bbox=46,39.5,47,40.5"),
    ] {
        assert_eq!(matched(asked), known(list), "{asked}");
        assert!(matched(asked) > 0, "{asked} shows nothing");
    }
    let fatal = "filter=killed_most%20%3E%3D%201%20AND%20NOT%20(device%20IS%20NULL)";
    assert!(matched(fatal) > 0 && matched(fatal) < total.as_u64().unwrap());

    let first = all["features"].as_array().unwrap().iter().find(|one| !one["geometry"].is_null());
    let id = first.unwrap()["id"].as_str().unwrap();
    let coordinates = |crs: &str| {
        let one = serving.json(&format!("{items}/{id}?crs=http://www.opengis.net/def/crs/{crs}"));
        let at = |place: usize| one["geometry"]["coordinates"][place].as_f64().unwrap();
        (at(0), at(1))
    };
    let (lon, lat) = coordinates("OGC/1.3/CRS84");
    assert_eq!(coordinates("EPSG/0/4326"), (lat, lon), "latitude first");
    assert!((coordinates("EPSG/0/3857").0 - lon * 111_319.490_793_273_57).abs() < 0.01);
}

#[test]
fn what_other_programs_get_wrong_is_named() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let items = "/ogc/collections/incidents/items";
    for (query, parameter) in [
        ("bbox=1,2,3", "bbox"),
        ("bbox=0,0,1,1&bbox-crs=EPSG:9999", "bbox-crs"),
        ("crs=EPSG:32638", "crs"),
        ("datetime=June", "datetime"),
        ("filter=device%20%3D", "filter"),
        ("filter=colour%20%3D%201", "filter"),
        ("filter=device%20%3D%201", "filter"),
        ("filter-lang=cql-json", "filter-lang"),
        ("limit=0", "limit"),
        ("limit=many", "limit"),
        ("offset=-1", "offset"),
        ("properties=colour", "properties"),
        ("colour=red", "colour"),
        ("device=gun", "device"),
        ("killed_least=two", "killed_least"),
    ] {
        let answer = serving.get(&format!("{items}?{query}"));
        let problem: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((answer.status, &problem["parameter"]), (400, &parameter.into()), "{problem}");
    }
    for path in ["/ogc/collections/documents", "/ogc/collections/incidents/items/I-0", "/ogc/x"] {
        assert_eq!(serving.get(path).status, 404, "{path}");
    }
}

/// What GDAL makes of the server; `None` where there is no GDAL.
fn gdal(serving: &Serving, arguments: &[&str]) -> Option<String> {
    let there = Command::new("ogrinfo").arg("--version").output().is_ok();
    let required = std::env::var("CAIRN_REQUIRE_GDAL").is_ok_and(|value| value == "1");
    assert!(there || !required, "ogrinfo is missing: install gdal-bin");
    if !there {
        eprintln!("skipped: ogrinfo is missing (install gdal-bin)");
        return None;
    }
    let source = format!("OAPIF:http://{}/ogc", serving.address);
    let mut command = Command::new("ogrinfo");
    command.args(["-ro", &source]).args(arguments);
    for proxy in
        ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"]
    {
        command.env_remove(proxy);
    }
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !errors.contains("ERROR"), "{arguments:?}: {text}{errors}");
    Some(text)
}

#[test]
fn gdal_reads_the_register() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let Some(layers) = gdal(&serving, &[]) else { return };
    for layer in ["incidents", "finds", "hazards", "minefield_records", "land_releases"] {
        assert!(layers.contains(layer), "{layer} is not in {layers}");
    }
    let total = serving.json("/incidents")["total"].as_u64().unwrap();
    let summary = gdal(&serving, &["-so", "incidents"]).unwrap();
    assert!(summary.contains(&format!("Feature Count: {total}")), "{summary}");
    for field in ["date_from: Date", "killed_least: Integer", "device: String"] {
        assert!(summary.contains(field), "{field} is not in {summary}");
    }
    let known = serving.json("/incidents?device=antivehicle_mine")["total"].as_u64().unwrap();
    let filtered =
        gdal(&serving, &["-so", "-where", "device = 'antivehicle_mine'", "incidents"]).unwrap();
    assert!(filtered.contains(&format!("Feature Count: {known}")), "{filtered}");
    let known = serving.json("/incidents?bbox=46,39.5,47,40.5")["total"].as_u64().unwrap();
    let near = gdal(&serving, &["-so", "-spat", "46", "39.5", "47", "40.5", "incidents"]).unwrap();
    assert!(near.contains(&format!("Feature Count: {known}")), "{near}");
}
