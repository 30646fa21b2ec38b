//! Who gets in, and who does not.

use axum::http::{StatusCode, header};
use cairn_model::Role;
use cairn_store::Accounts;
use cairn_store::accounts::PublicSettings;

use crate::common::{As, PASSWORD, Site};

#[tokio::test(flavor = "multi_thread")]
async fn without_accounts_only_this_machine_by_its_own_name_and_own_pages() {
    let site = Site::open();
    let session = site.get("/session", &As::default()).await.json();
    assert_eq!(session["accounts"], false);
    assert_eq!(session["user"], "A. Officer");
    // A page elsewhere whose name was made to point here.
    let elsewhere = As(vec![("host", "evil.example:7700".to_owned())]);
    let answer = site.router.clone();
    let request = axum::http::Request::get("/overview")
        .header(header::HOST, "evil.example:7700")
        .body(axum::body::Body::empty())
        .unwrap();
    let refused = tower::ServiceExt::oneshot(answer, request).await.unwrap();
    assert_eq!(refused.status(), StatusCode::MISDIRECTED_REQUEST, "{elsewhere:?}");
    assert_eq!(site.get("/overview", &As::default()).await.status, StatusCode::OK);
    // A page elsewhere that sends a form here, under our own name.
    let decision = serde_json::json!({
        "action": {"decide": "withdraw", "decision": 1}, "why": "no", "seen": 0 });
    let forged = site.post("/decisions", &As::default(), decision.clone()).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert!(forged.json()["type"].as_str().unwrap().ends_with("csrf"));
    let ours = site.post("/decisions", &site.stranger().await, decision).await;
    assert_eq!(ours.status, StatusCode::BAD_REQUEST, "there is nothing to withdraw");
    let login = site.post("/session", &site.stranger().await, serde_json::json!({})).await;
    assert_eq!(login.status, StatusCode::CONFLICT, "there is nothing to log in to");
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_roles_and_tokens() {
    let site = Site::with_accounts(PublicSettings::default());
    let nobody = As::default();
    // Closed to the public: pages and their files, but no data.
    for address in ["/overview", "/incidents", "/documents", "/review", "/some/new/address"] {
        let refused = site.get(address, &nobody).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{address}");
        assert!(refused.json()["hint"].as_str().unwrap().contains("log in"), "{address}");
    }
    let browser = As(vec![("accept", "text/html".to_owned())]);
    assert_eq!(site.get("/overview", &browser).await.status, StatusCode::OK);
    // An address that is no page does not become one by what is accepted.
    for address in ["/audit", "/settings", "/ogc/collections/incidents/items"] {
        let refused = site.get(address, &browser).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{address}");
    }
    // A cookie that nobody was given is nobody's.
    let made_up = As(vec![("cookie", "cairn_session=0123".to_owned())]);
    assert_eq!(site.get("/overview", &made_up).await.status, StatusCode::UNAUTHORIZED);

    let viewer = site.log_in("viewer").await;
    let session = site.get("/session", &viewer).await.json();
    assert_eq!((&session["user"], &session["role"]), (&"viewer".into(), &"viewer".into()));
    assert_eq!(site.get("/overview", &viewer).await.status, StatusCode::OK);
    assert_eq!(site.get("/review", &viewer).await.status, StatusCode::OK);
    let refused = site.get("/audit", &viewer).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.json()["needs"], "read_personal:audit");
    let decision = serde_json::json!({
        "action": {"decide": "withdraw", "decision": 1}, "why": "no", "seen": 0 });
    let refused = site.post("/decisions", &viewer, decision.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // The right cookie without what our own pages carry beside it.
    let forged = As(vec![viewer.0[0].clone()]);
    let refused = site.post("/decisions", &forged, decision.clone()).await;
    assert!(refused.json()["type"].as_str().unwrap().ends_with("csrf"));

    let login = serde_json::json!({"name": "VIEWER", "password": PASSWORD});
    let cookie = site.post("/session", &site.stranger().await, login).await;
    let cookie = cookie.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"));

    // A token narrowed to reading does not decide, whatever its owner may.
    let token = Site::token(Role::Administrator);
    let refused = site.post("/decisions", &token, decision).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "no CSRF is asked of programs");
    assert_eq!(refused.json()["needs"], "decide:decisions");
    let bad = As(vec![("authorization", "Bearer cairn_nothing".to_owned())]);
    assert_eq!(site.get("/overview", &bad).await.status, StatusCode::UNAUTHORIZED);

    // Logged out is logged out, though the cookie is sent again.
    let out = site.send("DELETE", "/session", &viewer, axum::body::Body::empty()).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(site.get("/overview", &viewer).await.status, StatusCode::UNAUTHORIZED);

    // Reads of personal data are noted, with what was asked; figures are not.
    let reviewer = site.log_in("reviewer").await;
    site.get("/review?limit=3", &reviewer).await;
    site.get("/overview", &reviewer).await;
    for tile in ["1/1/0", "2/2/1", "2/2/1"] {
        site.get(&format!("/tiles/incidents/{tile}.mvt"), &reviewer).await;
    }
    let manager = site.log_in("manager").await;
    let log = site.get("/audit", &manager).await.json();
    let said: Vec<String> = (log["items"].as_array().unwrap().iter())
        .filter(|entry| entry["person"] == "reviewer")
        .map(|entry| format!("{} {}", entry["did"], entry["thing"]))
        .collect();
    let map = r#""read" "/tiles/incidents""#;
    assert_eq!(said, [map, r#""read" "/review?limit=3""#, r#""logged in" """#]);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_down_alike_for_names_that_are_not_there() {
    let site = Site::with_accounts(PublicSettings::default());
    let stranger = site.stranger().await;
    let file = site.folder.path().join("cairn.accounts");
    let try_ = async |name: &str, password: &str| {
        let login = serde_json::json!({ "name": name, "password": password });
        site.post("/session", &stranger, login).await
    };
    for name in ["manager", "nobody of this name"] {
        for _ in 0..4 {
            let answer = try_(name, "wrong and long enough").await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name}");
            let said = "There is no account with this name and password.";
            assert_eq!(answer.json()["detail"], said, "{name}");
        }
        // As often again by others, so that the wait is longer than this test.
        let mut accounts = Accounts::open(&file).unwrap();
        for _ in 0..8 {
            accounts.note_failure(&[&format!("name {name}")], jiff::Timestamp::now()).unwrap();
        }
        let answer = try_(name, "wrong and long enough").await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{name}");
        assert!(answer.json()["retry_after"].as_i64().unwrap() > 60, "{}", answer.json());
    }
    // The right password has to wait, too; another name need not.
    assert_eq!(try_("manager", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(try_("viewer", PASSWORD).await.status, StatusCode::OK);
    // An administrator on the machine helps out.
    let mut accounts = Accounts::open(&file).unwrap();
    accounts.forget_failures(&["name manager"]).unwrap();
    assert_eq!(try_("manager", PASSWORD).await.status, StatusCode::OK);
}
