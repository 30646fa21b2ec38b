//! What the public gets to see: nothing that tells who somebody is or where exactly, at any address,
//! in any form, however it is asked for.

use axum::http::StatusCode;
use cairn_store::accounts::{HazardGeometry, PublicSettings};
use serde_json::{Value, json};

use crate::common::{As, NAMES, POSITION, Site};

const OPEN: PublicSettings = PublicSettings { open: true, hazards: HazardGeometry::Grid };

/// Every address that answers with data, without ids.
const ADDRESSES: &[&str] = &[
    "/",
    "/overview",
    "/incidents",
    "/finds",
    "/tallies",
    "/contradictions",
    "/victims",
    "/documents",
    "/statements",
    "/hazards",
    "/records",
    "/releases",
    "/decisions",
    "/review",
    "/ground",
    "/repairs",
    "/methods",
    "/audit",
    "/settings",
    "/openapi.json",
    "/ogc",
    "/ogc/collections",
    "/ogc/collections/incidents",
    "/ogc/collections/incidents/items",
    "/ogc/collections/incidents/queryables",
    "/ogc/collections/finds/items",
    "/ogc/collections/hazards/items",
    "/tiles/incidents/0/0/0.mvt",
    "/tiles/finds/0/0/0.mvt",
    "/tiles/hazards/0/0/0.mvt",
];

/// What a filter may be asked for that an answer does not show.
const QUERIES: &[&str] = &[
    "",
    "?f=csv",
    "?f=xlsx",
    "?f=geojson",
    "?text=Nadirli",
    "?text=Susuzlug",
    "?place=Susuzlug",
    "?bbox=46.317,40.273,46.318,40.274",
    "?from=2021-06-04&to=2021-06-04",
    "?sort=-date&limit=1000",
];

/// Words and digits that must not get out.
fn secrets() -> Vec<String> {
    let names = NAMES.iter().flat_map(|name| name.split(' ')).map(str::to_owned);
    let digits =
        [POSITION.0, POSITION.1].map(|degrees| format!("{degrees}").chars().take(6).collect());
    let other = ["Susuzlug", "555 01", "His brother", "wire-0", "example.org"].map(str::to_owned);
    names.chain(digits).chain(other).collect()
}

/// All that a body says, unpacked if it is a workbook.
fn text(body: &[u8]) -> String {
    if !body.starts_with(b"PK") {
        return String::from_utf8_lossy(body).into_owned();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(body)).unwrap();
    let mut all = String::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        std::io::Read::read_to_string(&mut part, &mut all).unwrap();
    }
    all
}

/// Without the addresses of links, which repeat what was asked for.
fn without_links(text: &str) -> String {
    let mut pieces = text.split("\"href\":\"");
    let mut left = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        left.push_str(piece.split_once('"').map_or("", |(_, rest)| rest));
    }
    left
}

fn leaks(body: &[u8]) -> Vec<String> {
    let text = without_links(&text(body));
    secrets().into_iter().filter(|secret| text.contains(secret.as_str())).collect()
}

/// Puts one incident at a position whose digits are known, and a layer there.
async fn with_exact_positions(site: &Site) -> Value {
    let manager = site.log_in("manager").await;
    let waiting = site.get("/review?kind=new_casualties", &manager).await.json();
    for (seen, item) in waiting["items"].as_array().unwrap().iter().enumerate() {
        let place = json!({
            "action": {
                "decide": "place", "claim": item["claims"][0], "precision": 20,
                "lat": POSITION.0, "lon": POSITION.1, "name": "Susuzlug, the house of Nadirli",
            },
            "why": "GPS; Teymur Nadirli showed us", "seen": seen,
        });
        let answer = site.post("/decisions", &manager, place).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json());
    }
    let mut layer = manager.clone();
    layer.0.push(("content-type", "application/geo+json".to_owned()));
    let (lat, lon) = POSITION;
    let area = json!({ "type": "FeatureCollection", "features": [
        { "type": "Feature", "properties": { "id": "field of Nadirli" },
          "geometry": { "type": "Polygon", "coordinates":
            [[[lon, lat], [lon + 0.01, lat], [lon, lat + 0.01], [lon, lat]]] } } ]});
    let answer =
        site.send("POST", "/import?as=hazards&name=areas.geojson", &layer, area.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json());
    waiting
}

#[tokio::test(flavor = "multi_thread")]
async fn no_name_and_no_exact_position_at_any_address_in_any_form() {
    let site = Site::with_accounts(OPEN);
    let waiting = with_exact_positions(&site).await;
    let mut addresses: Vec<String> = ADDRESSES.iter().map(|&address| address.to_owned()).collect();
    for item in waiting["items"].as_array().unwrap() {
        let (thing, claim) = (item["thing"].as_str().unwrap(), item["claims"][0].as_str().unwrap());
        let document = claim.split('.').next().unwrap();
        addresses.extend([
            format!("/incidents/{thing}"),
            format!("/claims/{claim}"),
            format!("/documents/{document}"),
            format!("/documents/{document}/original"),
            format!("/ogc/collections/incidents/items/{thing}"),
        ]);
    }
    let viewer = site.log_in("viewer").await;
    let mut seen_by_viewer = 0;
    // A program that was not given the right to personal data is treated like the public.
    let public = [As::default(), Site::token(cairn_model::Role::Administrator)];
    let mut answered = 0;
    for address in &addresses {
        for query in QUERIES {
            let address = format!("{address}{query}");
            for who in &public {
                let answer = site.get(&address, who).await;
                assert!(
                    answer.status.is_success() || answer.status.is_client_error(),
                    "{address}: {} {}",
                    answer.status,
                    text(&answer.body)
                );
                let out = leaks(&answer.body);
                assert!(out.is_empty(), "{address} tells {out:?}: {}", text(&answer.body));
                answered += usize::from(answer.status.is_success());
            }
            let answer = site.get(&address, &viewer).await;
            seen_by_viewer += usize::from(!leaks(&answer.body).is_empty());
        }
    }
    assert!(answered > 20, "the public was answered {answered} times");
    assert!(seen_by_viewer > 5, "those with the right see them: {seen_by_viewer}");
}

/// The square of this zoom that a position lies in, as its tile's address has it.
fn square(zoom: u32, (lat, lon): (f64, f64)) -> String {
    let count = f64::from(1u32 << zoom);
    let north = lat.to_radians();
    let y = (1.0 - (north.tan() + 1.0 / north.cos()).ln() / std::f64::consts::PI) / 2.0;
    let (x, y) = (((lon + 180.0) / 360.0 * count).floor(), (y * count).floor());
    format!("{zoom}/{x}/{y}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_map_drawn_near_does_not_tell_where() {
    let site = Site::with_accounts(OPEN);
    with_exact_positions(&site).await;
    let viewer = site.log_in("viewer").await;
    let near = format!("/tiles/incidents/{}.mvt", square(14, POSITION));
    assert!(!site.get(&near, &viewer).await.body.is_empty(), "those with the right see it there");
    let shown = site.get(&near, &As::default()).await;
    assert!(shown.status.is_success() && shown.body.is_empty(), "{}", text(&shown.body));
    let far = site.get("/tiles/incidents/0/0/0.mvt", &As::default()).await;
    assert!(!far.body.is_empty(), "the public sees that there is something");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_manager_closes_is_closed_at_once() {
    let site = Site::with_accounts(OPEN);
    let nobody = As::default();
    assert_eq!(site.get("/overview", &nobody).await.status, StatusCode::OK);
    let mut manager = site.log_in("manager").await;
    manager.0.push(("content-type", "application/json".to_owned()));
    let closed = json!({ "public": { "open": false, "hazards": "hidden" } }).to_string();
    let answer = site.send("PUT", "/settings", &manager, closed).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    assert_eq!(site.get("/overview", &nobody).await.status, StatusCode::UNAUTHORIZED);
    let wrong = json!({ "public": { "open": true, "hazards": "blurred" } }).to_string();
    let answer = site.send("PUT", "/settings", &manager, wrong).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.json()["detail"].as_str().unwrap().contains("exact, grid, hidden"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_edition_follows_what_is_decided() {
    let site = Site::with_accounts(OPEN);
    let (nobody, manager) = (As::default(), site.log_in("manager").await);
    let most = async |who: &As| {
        let list = site.get("/incidents?sort=-killed&limit=1", who).await.json();
        list["items"][0]["killed"].clone()
    };
    assert_eq!(most(&nobody).await, json!([1, 1]));
    let waiting = site.get("/review?kind=new_casualties", &manager).await.json();
    let correct = json!({
        "action": { "decide": "correct", "claim": waiting["items"][0]["claims"][0],
                    "field": "killed", "value": [3, 3] },
        "why": "two died later", "seen": 0,
    });
    let answer = site.post("/decisions", &manager, correct).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json());
    assert_eq!(most(&manager).await, json!([3, 3]));
    // Until it is done the edition of before is served.
    for _ in 0..1000 {
        if most(&nobody).await == json!([3, 3]) {
            return;
        }
        assert_eq!(most(&manager).await, json!([3, 3]));
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the edition does not follow")
}
