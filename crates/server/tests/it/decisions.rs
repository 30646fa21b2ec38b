//! Deciding, and the queue of what waits for it.

use axum::http::StatusCode;
use cairn_store::accounts::PublicSettings;
use cairn_store::{GeoPackageStore, Store};
use serde_json::{Value, json};

use crate::common::{As, Site};

async fn queue(site: &Site, who: &As, kind: &str) -> Vec<Value> {
    let answer = site.get(&format!("/review?kind={kind}"), who).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    answer.json()["items"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_leaves_the_queue_and_comes_back_when_it_is_withdrawn() {
    let site = Site::with_accounts(PublicSettings::default());
    let reviewer = site.log_in("reviewer").await;
    let all = site.get("/review", &reviewer).await.json();
    let first = &all["items"][0];
    assert_eq!(first["kind"], "contradiction", "what matters most comes first: {all}");
    assert!(first["why"].as_str().unwrap().contains("nobody has settled it"));
    assert_eq!(first["seen"], 0);

    let before = queue(&site, &reviewer, "contradiction").await;
    let verdict = json!({ "holds": first["values"][1] });
    let settle = json!({
        "action": {"decide": "settle", "claims": first["claims"], "verdict": verdict},
        "why": "the parts add up to it", "seen": 0,
    });
    let answer = site.post("/decisions", &reviewer, settle).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json());
    assert_eq!(answer.json()["decision"]["by"], "reviewer");
    let after = queue(&site, &reviewer, "contradiction").await;
    assert_eq!(after.len(), before.len() - 1);
    assert!(after.iter().all(|item| item["id"] != first["id"]));

    let casualties = queue(&site, &reviewer, "new_casualties").await;
    assert!(casualties.len() >= 6, "{casualties:?}");
    let accept = json!({
        "action": {"decide": "accept", "claim": casualties[0]["claims"][0]},
        "why": "as the hospital has it", "seen": 1,
    });
    assert_eq!(site.post("/decisions", &reviewer, accept).await.status, StatusCode::CREATED);
    let left = queue(&site, &reviewer, "new_casualties").await;
    assert_eq!(left.len(), casualties.len() - 1);

    for number in [1, 2] {
        let withdraw = json!({
            "action": {"decide": "withdraw", "decision": number}, "why": "too soon", "seen": 4 });
        let answer = site.post("/decisions", &reviewer, withdraw).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json());
    }
    let again = site.get("/review", &reviewer).await.json();
    assert_eq!(again["total"], all["total"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_the_second_is_told_and_nothing_is_overwritten() {
    let site = Site::with_accounts(PublicSettings::default());
    let (one, other) = (site.log_in("reviewer").await, site.log_in("manager").await);
    let item = queue(&site, &one, "new_casualties").await.swap_remove(0);
    let correct = |killed: u64| {
        json!({
            "action": {
                "decide": "correct", "claim": item["claims"][0], "field": "killed",
                "value": [killed, killed],
            },
            "why": format!("{killed}, says the hospital"), "seen": item["seen"],
        })
    };
    let (a, b) = tokio::join!(
        site.post("/decisions", &one, correct(2)),
        site.post("/decisions", &other, correct(3))
    );
    let (told, taken) = if a.status == StatusCode::CONFLICT { (a, b) } else { (b, a) };
    assert_eq!((told.status, taken.status), (StatusCode::CONFLICT, StatusCode::CREATED));
    let (told, taken) = (told.json(), taken.json());
    for what in ["by", "at", "why"] {
        assert_eq!(told["decision"][what], taken["decision"][what], "{told}");
    }
    let detail = told["detail"].as_str().unwrap();
    assert!(detail.contains(taken["decision"]["by"].as_str().unwrap()), "{detail}");

    let store = GeoPackageStore::open_read_only(site.folder.path().join("cairn.gpkg")).unwrap();
    assert_eq!(store.decisions().unwrap().entries().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_with_what_was_expected() {
    let site = Site::with_accounts(PublicSettings::default());
    let reviewer = site.log_in("reviewer").await;
    let claim = queue(&site, &reviewer, "new_casualties").await[0]["claims"][0].clone();
    let post = async |action: Value, why: &str| {
        let body = json!({ "action": action, "why": why, "seen": 0 });
        let answer = site.post("/decisions", &reviewer, body).await;
        (answer.status.as_u16(), answer.json()["detail"].as_str().unwrap_or_default().to_owned())
    };
    let (status, said) = post(json!({"decide": "bless", "claim": claim}), "?").await;
    assert!(status == 400 && said.contains("bless") && said.contains("accept"), "{said}");
    let (status, said) = post(json!({"decide": "accept", "claim": claim}), "  ").await;
    assert!(status == 400 && said.contains("no reason is given"), "{said}");
    let nowhere =
        json!({"decide": "place", "claim": claim, "lat": 99.0, "lon": 0.0, "precision": 5});
    let (status, said) = post(nowhere, "?").await;
    assert!(status == 400 && said.contains("nowhere on Earth"), "{said}");
    let unknown = json!({"decide": "accept", "claim": "000000000000.i1"});
    let (status, said) = post(unknown, "?").await;
    assert!(status == 400 && said.contains("no claim 000000000000.i1"), "{said}");
    // Weights change everything: not a reviewer's.
    let weigh = json!({"decide": "weigh", "weights": {}});
    assert_eq!(post(weigh, "?").await.0, 403);
    let store = GeoPackageStore::open_read_only(site.folder.path().join("cairn.gpkg")).unwrap();
    assert_eq!(store.decisions().unwrap().entries().len(), 0);
}
