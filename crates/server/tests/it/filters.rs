//! Every filter on every list: it chooses, or whoever asks is told that it says nothing there. A page is
//! told so beside its rows, a file is refused.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use cairn_report::query::{Wanted, chooses};
use cairn_store::Collection;
use cairn_store::accounts::PublicSettings;
use cairn_store::table::Kind;
use serde_json::{Value, json};

use crate::common::{As, Site};

/// Reports of incidents with people, a find, statements and figures, of two countries; and land.
async fn site() -> (Site, As) {
    let site = Site::with_accounts(PublicSettings::default());
    let manager = site.log_in("manager").await;
    let text = "Sappers defused two antipersonnel mines near the village of Aghbulag of the Khojavend \
                district on 3 May 2021, the Emergency Ministry said. The Ombudsman called on the \
                United Nations to help with maps of minefields.";
    let line = json!({ "id": "find-1", "text": text, "publisher": "Other Wire", "country": "GE",
                       "published": "2021-05-04", "language": "en" });
    let mut with = manager.clone();
    with.0.push(("content-type", "application/x-ndjson".to_owned()));
    let answer = site.send("POST", "/documents?name=more.jsonl", &with, format!("{line}\n")).await;
    assert!(answer.status.is_success(), "{}", answer.json());
    let mut with = manager.clone();
    with.0.push(("content-type", "application/geo+json".to_owned()));
    let ring = [[46.0, 40.0], [46.1, 40.0], [46.0, 40.1], [46.0, 40.0]];
    for kind in ["hazards", "records", "clearance"] {
        let layer = json!({ "type": "FeatureCollection", "features": [
            { "type": "Feature", "properties": { "id": format!("{kind}-1") },
              "geometry": { "type": "Polygon", "coordinates": [ring] } } ]});
        let address = format!("/import?as={kind}&name={kind}.geojson");
        let answer = site.send("POST", &address, &with, layer.to_string()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json());
    }
    (site, manager)
}

/// Values of a filter of which each leaves fewer rows than there are, at least one of them.
fn values(filter: &str) -> Vec<String> {
    let one = |value: &str| vec![value.to_owned()];
    match filter {
        "from" => one("2990"),
        "to" => one("1990"),
        "bbox" => one("-170,-60,-169,-59"),
        "place" | "country" | "source" | "text" => one("Nowhere at all"),
        term => {
            let fields = Collection::ALL.iter().flat_map(|kind| kind.fields());
            let codes: BTreeSet<&str> = fields
                .filter(|field| {
                    let status = ["action", "outcome", "standing"].contains(&field.name);
                    field.name == term || (term == "status" && status)
                })
                .filter_map(|field| match field.kind {
                    Kind::Code(vocabulary) => Some(vocabulary.terms()),
                    _ => None,
                })
                .flatten()
                .map(|(code, _)| code)
                .collect();
            if codes.is_empty() {
                return one("Nowhere at all");
            }
            codes.into_iter().map(str::to_owned).collect()
        }
    }
}

fn address(list: &str, filter: &str, value: &str) -> String {
    let query = [(filter, value)];
    format!("/{list}?{}", serde_urlencoded::to_string(query).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_filter_chooses_or_says_that_it_does_not() {
    let (site, manager) = site().await;
    let api = site.get("/openapi.json", &manager).await.json();
    for collection in Collection::ALL {
        let list = collection.name();
        let all = site.get(&format!("/{list}"), &manager).await.json()["total"].as_u64().unwrap();
        assert!(all > 0, "{list} is empty: nothing is tested");
        let offered = parameters(&api, &format!("/{list}"));
        for filter in Wanted::names() {
            let works = chooses(collection, filter);
            assert_eq!(offered.contains(filter), works, "{list}: what the API offers, {filter}");
            let mut fewest = u64::MAX;
            for value in values(filter) {
                let address = address(list, filter, &value);
                let page = site.get(&address, &manager).await.json();
                let ignored = if works { json!([]) } else { json!([filter]) };
                assert_eq!(page["ignored"], ignored, "{address}");
                fewest = fewest.min(page["total"].as_u64().unwrap());
                if fewest == 0 {
                    break;
                }
            }
            if works {
                assert!(fewest < all, "{list}: {filter} keeps everything, whatever is asked for");
            } else {
                assert_eq!(fewest, all, "{list}: {filter}");
            }
            let value = values(filter).remove(0);
            for form in ["csv", "geojson", "xlsx"] {
                let address = format!("{}&f={form}", address(list, filter, &value));
                let file = site.get(&address, &manager).await;
                let expected = if works { StatusCode::OK } else { StatusCode::BAD_REQUEST };
                assert_eq!(file.status, expected, "{address}");
                if !works {
                    let said = file.json()["detail"].as_str().unwrap().to_owned();
                    assert!(said.contains(list) && said.contains(filter), "{said}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn features_are_chosen_by_what_they_have_and_by_nothing_else() {
    let (site, manager) = site().await;
    let api = site.get("/openapi.json", &manager).await.json();
    for collection in Collection::MAPPED {
        let items = format!("ogc/collections/{}/items", collection.layer());
        let offered = parameters(&api, &format!("/{items}"));
        let fields: BTreeSet<&str> = collection.fields().iter().map(|field| field.name).collect();
        for filter in Wanted::names().chain(["lat", "west"]) {
            // Values that only other collections have are refused as well.
            let mut chosen = false;
            for value in values(filter) {
                let answer = site.get(&address(&items, filter, &value), &manager).await;
                chosen |= answer.status.is_success();
                if answer.status.is_client_error() {
                    let problem = answer.json();
                    let named = [&problem["parameter"], &problem["detail"]];
                    assert!(named.iter().any(|one| one.as_str().unwrap().contains(filter)));
                }
            }
            assert_eq!(chosen, offered.contains(filter), "{items}: {filter}");
            assert_eq!(offered.contains(filter), filter == "bbox" || is_property(&fields, filter));
        }
    }
}

fn is_property(fields: &BTreeSet<&str>, name: &str) -> bool {
    fields.contains(name) && !["lat", "lon", "west", "south", "east", "north"].contains(&name)
}

fn parameters(api: &Value, path: &str) -> BTreeSet<String> {
    let parameters = api["paths"][path]["get"]["parameters"].as_array().unwrap();
    parameters.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}
