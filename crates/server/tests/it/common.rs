//! A register of made-up reports, with accounts, behind the whole router.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use cairn_gazetteer::Gazetteer;
use cairn_intake::{Limits, take_stream};
use cairn_model::Role;
use cairn_pipeline::{Incoming, Pipeline, Silent};
use cairn_reader::Reader;
use cairn_server::access::{password, secret};
use cairn_server::{App, Settings, router};
use cairn_store::accounts::{NewToken, PublicSettings};
use cairn_store::{Accounts, GeoPackageStore};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tower::ServiceExt;

/// Names of made-up people; each stands in a report.
pub const NAMES: [&str; 8] = [
    "Teymur Nadirli",
    "Rovshan Qasimzade",
    "Elmira Tagizade",
    "Kamran Valibeyli",
    "Sevda Aghalarli",
    "Orkhan Musavizade",
    "Lala Rzabeyli",
    "Farid Hajizade",
];

/// How often the public edition is asked for at most; each time waits a while for it.
const ASKED_AGAIN: usize = 100;

/// Where the places of the reports are put by hand, so that their digits are known.
pub const POSITION: (f64, f64) = (40.273_951, 46.317_264);

/// Eight reports of one district and one month, each of its own occasion, and two tallies that
/// disagree.
pub fn reports() -> String {
    let mut lines = String::new();
    for (number, name) in NAMES.iter().enumerate() {
        let day = number * 3 + 1;
        let text = format!(
            "A mine exploded in the village of Susuzlug of the Kalbajar district on {day} June 2021. \
             {name}, 41, was killed, and three people were injured, the Ministry of Internal \
             Affairs said. His brother can be reached at +994 50 555 01 0{number}."
        );
        let line = serde_json::json!({
            "id": format!("wire-{number}"), "text": text, "publisher": "Example Wire",
            "published": format!("2021-06-{:02}", day + 1), "language": "en", "country": "AZ",
            "url": format!("https://example.org/{}", name.replace(' ', "-")),
        });
        lines.push_str(&format!("{line}\n"));
    }
    let sum = "In a statement the Foreign Ministry said that 48 people had been killed by mines since \
               November 2020: 20 soldiers and 25 civilians.";
    let line = serde_json::json!({
        "id": "statement-1", "text": sum, "publisher": "Foreign Ministry",
        "published": "2021-07-01", "language": "en", "country": "AZ",
    });
    lines.push_str(&format!("{line}\n"));
    lines
}

/// A folder with a register, and its accounts if it has some.
pub struct Site {
    pub folder: TempDir,
    pub router: Router,
    app: App,
}

impl Drop for Site {
    /// As a server does when it ends: no edition is left behind.
    fn drop(&mut self) {
        self.app.editions().end();
    }
}

/// Whoever asks.
#[derive(Clone, Debug, Default)]
pub struct As(pub Vec<(&'static str, String)>);

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }
}

pub const PASSWORD: &str = "several plain old words";

impl Site {
    /// Without accounts.
    pub fn open() -> Self {
        Self::new(None)
    }

    /// With one person of each role, called by it.
    pub fn with_accounts(public: PublicSettings) -> Self {
        Self::new(Some(public))
    }

    fn new(public: Option<PublicSettings>) -> Self {
        let folder = TempDir::new().unwrap();
        let register = folder.path().join("cairn.gpkg");
        let gazetteer = Arc::new(Gazetteer::world().unwrap());
        let reader = Reader::new(Arc::clone(&gazetteer)).unwrap();
        let mut store = GeoPackageStore::create(&register).unwrap();
        let taken =
            take_stream("reports.jsonl", std::io::Cursor::new(reports()), &Limits::default());
        let mut incoming = taken.map(|taken| Incoming::from(taken.unwrap()));
        Pipeline::new(&reader, &*gazetteer)
            .add(&mut store, &mut incoming, "2026-01-01T00:00:00Z", &mut Silent)
            .unwrap();
        store.close().unwrap();
        let accounts = public.map(|public| accounts(&folder, public));
        let app = Self::app_of(&folder, &gazetteer, accounts);
        Self { folder, router: router(app.clone()), app }
    }

    fn app_of(folder: &TempDir, gazetteer: &Arc<Gazetteer>, accounts: Option<PathBuf>) -> App {
        let settings = Settings {
            register: folder.path().join("cairn.gpkg"),
            listen: "127.0.0.1:0".parse().unwrap(),
            accounts,
            boundaries: None,
            person: "A. Officer".to_owned(),
            gazetteer: Arc::clone(gazetteer),
            log: Arc::new(|line| eprintln!("log: {line}")),
        };
        App::open(&settings).unwrap()
    }

    pub async fn send(
        &self,
        method: &str,
        address: &str,
        who: &As,
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method.parse::<Method>().unwrap())
            .uri(address)
            .header(header::HOST, "localhost:7700");
        for (name, value) in &who.0 {
            request = request.header(*name, value);
        }
        let request = request.body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Answer { status, headers, body }
    }

    /// Asks; again where the public edition is not ready yet.
    pub async fn get(&self, address: &str, who: &As) -> Answer {
        for _ in 0..ASKED_AGAIN {
            let answer = self.send("GET", address, who, Body::empty()).await;
            let not_ready = answer.status == StatusCode::SERVICE_UNAVAILABLE
                && answer.json()["type"] == "urn:cairn:problem:public-edition-not-ready";
            if !not_ready {
                return answer;
            }
        }
        panic!("{address}: there is no public edition, however often it is asked for")
    }

    pub async fn post(&self, address: &str, who: &As, body: serde_json::Value) -> Answer {
        let mut who = who.clone();
        who.0.push(("content-type", "application/json".to_owned()));
        self.send("POST", address, &who, body.to_string()).await
    }

    /// Whoever has no account, with what changes must carry.
    pub async fn stranger(&self) -> As {
        let csrf = self.get("/session", &As::default()).await.json()["csrf"].clone();
        As(vec![("x-cairn-csrf", csrf.as_str().unwrap().to_owned())])
    }

    /// Logs in.
    pub async fn log_in(&self, name: &str) -> As {
        let stranger = self.stranger().await;
        let login = serde_json::json!({ "name": name, "password": PASSWORD });
        let answer = self.post("/session", &stranger, login).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let csrf = answer.json()["csrf"].as_str().unwrap().to_owned();
        As(vec![("cookie", cookie), ("x-cairn-csrf", csrf)])
    }

    /// The token that a role's person has, narrowed to reading.
    pub fn token(role: Role) -> As {
        As(vec![("authorization", format!("Bearer {}token-{}", secret::TOKEN, role.code()))])
    }
}

fn accounts(folder: &TempDir, public: PublicSettings) -> PathBuf {
    let path = folder.path().join("cairn.accounts");
    let mut accounts = Accounts::open_or_create(&path).unwrap();
    let (hash, now) = (password::hash(PASSWORD).unwrap(), Timestamp::now());
    for role in Role::ALL.iter().filter(|role| **role != Role::Public) {
        accounts.add_person(role.code(), *role, Some(&hash), now).unwrap();
        let scopes = std::collections::BTreeSet::from([cairn_model::Action::Read]);
        let token = format!("{}token-{}", secret::TOKEN, role.code());
        accounts
            .add_token(NewToken {
                id: role.code(),
                hash: &secret::hash(&token),
                person: role.code(),
                label: "test",
                scopes: Some(&scopes),
                made_at: now,
                expires_at: now + SignedDuration::from_hours(1),
            })
            .unwrap();
    }
    accounts.set_public_settings(public).unwrap();
    path
}
