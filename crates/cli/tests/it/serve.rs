//! `cairn serve`: pages for people, data for programs, at one address.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::common::TestEnvironment;

/// The program, serving; it is told to end when this is dropped.
pub struct Serving {
    child: Child,
    pub address: String,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Serving {
    pub fn of(env: &TestEnvironment, more: &[&str]) -> Self {
        let mut args = vec!["serve", "--listen", "127.0.0.1:0", "--by", "A. Officer"];
        args.extend(more);
        let mut command = env.command(&args);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap_or_else(|| panic!("no address: {line}"));
        let address = address.trim().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let host = &self.address;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Content-Length: {length}\r\n{headers}\r\n{body}"
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut body = bytes[end + 4..].to_vec();
        if head.contains("transfer-encoding: chunked") {
            body = unchunked(&body);
        }
        Answer { status, head, body }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "Accept: application/json\r\n", "")
    }

    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        let text = String::from_utf8_lossy(&answer.body);
        assert_eq!(answer.status, 200, "{path}: {text}");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}: {text}"))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = String::from_utf8_lossy(&bytes[..end]);
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        whole.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 2 + size + 2..];
    }
    whole
}

#[test]
fn people_get_a_page_and_programs_its_data() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let page = serving.ask("GET", "/incidents", "Accept: text/html,*/*;q=0.8\r\n", "");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html"), "{}", page.head);
    assert!(String::from_utf8_lossy(&page.body).contains("<title>Cairn</title>"));
    for header in [
        "content-security-policy: default-src 'none'; script-src 'self'",
        "frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "vary: ",
    ] {
        assert!(page.head.contains(header), "{header} is not in {}", page.head);
    }
    let list = serving.json("/incidents");
    let told: Vec<Value> =
        serde_json::from_str(&env.ok(&["incidents", "--format", "json"])).unwrap();
    assert_eq!(list["total"], told.len());
    let ids = |rows: &[Value]| rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(list["items"].as_array().unwrap()), ids(&told), "the same, in the same order");
    assert!(list["facets"]["device"][0]["count"].as_u64().unwrap() > 0);
}

#[test]
fn lists_filter_as_the_commands_do() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    for (path, args) in [
        (
            "/incidents?from=2021-06&to=2021-12",
            vec!["incidents", "--from", "2021-06", "--to", "2021-12"],
        ),
        ("/incidents?place=K%C9%99lb%C9%99c%C9%99r", vec!["incidents", "--place", "Kəlbəcər"]),
        ("/incidents?device=antivehicle_mine", vec!["incidents", "--device", "antivehicle_mine"]),
        ("/incidents?source=ministry", vec!["incidents", "--source", "ministry"]),
        ("/finds?country=Azerbaijan", vec!["finds", "--country", "Azerbaijan"]),
        ("/tallies?measure=casualties", vec!["tallies", "--measure", "casualties"]),
        ("/victims?outcome=killed", vec!["victims", "--outcome", "killed"]),
        ("/statements?kind=appeal", vec!["statements", "--kind", "appeal"]),
        ("/documents?language=en", vec!["documents", "--language", "en"]),
        (
            "/contradictions?kind=cumulative_fell",
            vec!["contradictions", "--kind", "cumulative_fell"],
        ),
    ] {
        let mut args = args;
        args.extend(["--format", "json"]);
        let told: Vec<Value> = serde_json::from_str(&env.ok(&args)).unwrap();
        let list = serving.json(path);
        assert_eq!(list["total"], told.len(), "{path}: {list}");
        let shown = serving.json(&format!("{path}&limit=1000"));
        for (row, told) in shown["items"].as_array().unwrap().iter().zip(&told) {
            let mut row = row.as_object().unwrap().clone();
            for added in ["lat", "lon", "precision_m", "status"] {
                if told.get(added).is_none() {
                    row.remove(added);
                }
            }
            assert_eq!(&Value::Object(row), told, "{path}");
        }
    }
}

#[test]
fn a_parameter_that_makes_no_sense_is_named() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    for (path, parameter) in [
        ("/incidents?from=yesterday", "from"),
        ("/incidents?device=gun", "device"),
        ("/incidents?bbox=1,2,3", "bbox"),
        ("/incidents?bbox=a,b,c,d", "bbox"),
        ("/incidents?limit=0", "limit"),
        ("/incidents?limit=1001", "limit"),
        ("/incidents?offset=-1", "offset"),
        ("/incidents?sort=colour", "sort"),
        ("/incidents?colour=red", "colour"),
        ("/incidents?f=pdf", "f"),
        ("/overview?grade=sure", "grade"),
    ] {
        let answer = serving.get(path);
        let problem: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(answer.status, 400, "{path}: {problem}");
        assert!(answer.head.contains("content-type: application/problem+json"), "{path}");
        assert_eq!(problem["parameter"], parameter, "{path}: {problem}");
        assert!(problem["expected"].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
    }
    for path in ["/incidents/I-000000000000", "/documents/nothing", "/claims/x", "/nowhere"] {
        let answer = serving.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.head.contains("problem+json"), "{path}");
    }
    let session: Value = serde_json::from_slice(&serving.get("/session").body).unwrap();
    let csrf = format!("X-Cairn-CSRF: {}\r\n", session["csrf"].as_str().unwrap());
    let refused = serving.ask("DELETE", "/incidents", &csrf, "");
    assert_eq!(refused.status, 405);
}

#[test]
fn a_figure_is_followed_to_its_sentence() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let incidents = serving.json("/incidents?limit=1000");
    for row in incidents["items"].as_array().unwrap() {
        let page = serving.json(&format!("/incidents/{}", row["id"].as_str().unwrap()));
        assert_eq!(
            page["reports"].as_array().unwrap().len(),
            row["reports"].as_array().unwrap().len()
        );
        for field in page["grid"].as_array().unwrap() {
            for version in field["versions"].as_array().unwrap() {
                let document = version["document"].as_str().unwrap();
                let document = serving.json(&format!("/documents/{document}"));
                let text = document["text"].as_str().unwrap();
                for evidence in version["evidence"].as_array().unwrap() {
                    let at = |end: &str| usize::try_from(evidence[end].as_u64().unwrap()).unwrap();
                    assert_eq!(text.get(at("start")..at("end")), evidence["text"].as_str());
                }
            }
        }
    }
    let contradictions = serving.json("/contradictions");
    for row in contradictions["items"].as_array().unwrap() {
        let page = serving.json(&format!("/contradictions/{}", row["id"].as_str().unwrap()));
        let sides = page["sides"].as_array().unwrap();
        assert!(sides.len() >= 2, "{page}");
        assert!(
            sides.iter().all(|side| !side["evidence"].as_array().unwrap().is_empty()),
            "{page}"
        );
        assert_eq!(page["status"], "open");
    }
    let tallies = serving.json("/tallies");
    let series = tallies["items"][0]["series"].as_str().unwrap();
    assert!(!serving.json(&format!("/tallies/{series}"))["points"].as_array().unwrap().is_empty());
}

#[test]
fn spans_are_counted_in_bytes_and_as_browsers_do() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let documents = serving.json("/documents?limit=1000");
    let mut seen = 0;
    for row in documents["items"].as_array().unwrap() {
        let page = serving.json(&format!("/documents/{}", &row["id"].as_str().unwrap()[..12]));
        let text = page["text"].as_str().unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        for span in page["claims"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|one| one["spans"].as_array().unwrap())
        {
            let at = |end: &str| usize::try_from(span[end].as_u64().unwrap()).unwrap();
            let bytes = text.get(at("start")..at("end")).unwrap();
            let letters = String::from_utf16(&units[at("start16")..at("end16")]).unwrap();
            assert_eq!(bytes, letters);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn all_that_is_shown_can_be_taken_along() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let total = serving.json("/incidents")["total"].as_u64().unwrap();
    let csv = serving.get("/incidents?f=csv");
    assert!(csv.head.contains("content-disposition: attachment; filename=\"incidents.csv\""));
    let text = String::from_utf8(csv.body).unwrap();
    let told = env.ok(&["incidents", "--format", "csv"]);
    assert_eq!(text.trim_start_matches('\u{feff}'), told);
    let geojson: Value = serde_json::from_slice(&serving.get("/incidents?f=geojson").body).unwrap();
    assert_eq!(geojson["features"].as_array().unwrap().len() as u64, total);
    let book = serving.get("/incidents?f=xlsx&device=antivehicle_mine");
    assert_eq!(&book.body[..2], b"PK");
    for list in
        ["finds", "tallies", "contradictions", "documents", "statements", "victims", "hazards"]
    {
        for format in ["csv", "xlsx", "geojson", "json"] {
            assert_eq!(serving.get(&format!("/{list}?f={format}")).status, 200, "{list} {format}");
        }
    }
}

#[test]
fn the_overview_adds_up() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let overview = serving.json("/overview");
    let figures = &overview["figures"];
    assert_eq!(figures["incidents"], serving.json("/incidents")["total"]);
    assert_eq!(figures["finds"], serving.json("/finds")["total"]);
    assert_eq!(figures["documents"], serving.json("/documents")["total"]);
    let waiting = figures["documents_waiting"].as_u64().unwrap();
    let claim = serving.json("/incidents")["items"][0]["reports"][0]["claim"].clone();
    env.ok(&["decide", "accept", claim.as_str().unwrap(), "--by", "A. Officer", "--why", "a test"]);
    let after = serving.json("/overview");
    assert_eq!(after["figures"]["documents_waiting"].as_u64().unwrap() + 1, waiting);
    assert!(after["version"].as_u64() > overview["version"].as_u64(), "written by another program");
    let months = overview["timeline"].as_array().unwrap();
    let count =
        |field: &str| months.iter().map(|month| month[field].as_u64().unwrap()).sum::<u64>();
    let placed = count("incidents") + count("finds");
    let all = figures["incidents"].as_u64().unwrap() + figures["finds"].as_u64().unwrap();
    assert_eq!(placed + overview["without_month"].as_u64().unwrap(), all);
    for path in ["/methods", "/ground", "/repairs", "/decisions", "/session"] {
        serving.json(path);
    }
}

#[test]
fn tiles_hold_what_the_filter_keeps() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let tile = serving.get("/tiles/incidents/0/0/0.mvt");
    assert_eq!(tile.status, 200);
    assert!(
        tile.head.contains("content-type: application/vnd.mapbox-vector-tile"),
        "{}",
        tile.head
    );
    let holds =
        |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(holds(&tile.body, "incidents") && holds(&tile.body, "count"));
    let etag = tile.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let again =
        serving.ask("GET", "/tiles/incidents/0/0/0.mvt", &format!("If-None-Match: {etag}\r\n"), "");
    assert_eq!((again.status, again.body.len()), (304, 0));
    let placed = serving.json("/incidents?bbox=-180,-85,180,85&limit=1");
    let (lat, lon) =
        (placed["items"][0]["lat"].as_f64().unwrap(), placed["items"][0]["lon"].as_f64().unwrap());
    let side = f64::from(1 << 14);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tile's number")]
    let number = |share: f64| (share * side) as u32;
    let x = number((lon + 180.0) / 360.0);
    let y = number((1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0);
    let near = serving.get(&format!("/tiles/incidents/14/{x}/{y}.mvt"));
    let id = placed["items"][0]["id"].as_str().unwrap();
    assert!(holds(&near.body, id), "{id} is not on {x}/{y}");
    let none = serving.get("/tiles/incidents/0/0/0.mvt?from=1850&to=1851");
    assert_eq!((none.status, none.body.len()), (204, 0));
    for (path, status) in [
        ("/tiles/incidents/1/2/0.mvt", 400),
        ("/tiles/incidents/30/0/0.mvt", 400),
        ("/tiles/incidents/0/0/0.mvt?grade=sure", 400),
        ("/tiles/documents/0/0/0.mvt", 404),
    ] {
        assert_eq!(serving.get(path).status, status, "{path}");
    }
}

#[test]
fn a_page_elsewhere_cannot_pass_for_this_machine() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let mut stream = TcpStream::connect(&serving.address).unwrap();
    write!(stream, "GET /incidents HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 421"), "{text}");
}

#[test]
fn what_does_not_start_says_why() {
    let env = TestEnvironment::with_demo();
    let serving = Serving::of(&env, &[]);
    let said = env.fails(&["serve", "--listen", &serving.address], 1);
    assert!(said.contains("another program listens on"), "{said}");
    assert!(said.contains("--listen"), "{said}");
    let said = env.fails(&["serve", "--listen", "0.0.0.0:0"], 1);
    assert!(said.contains("can be reached from other machines"), "{said}");
    let said = env.fails(&["serve", "--register", "none.gpkg"], 1);
    assert!(said.contains("none.gpkg"), "{said}");
    env.write("lines.geojson", "{\"type\": \"Point\"}");
    let said = env.fails(&["serve", "--boundaries", "lines.geojson"], 1);
    assert!(said.contains("FeatureCollection"), "{said}");
}

#[cfg(unix)]
#[test]
fn it_ends_when_told_to_and_leaves_one_file() {
    let env = TestEnvironment::with_demo();
    let mut serving = Serving::of(&env, &[]);
    serving.json("/incidents");
    let pid = serving.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let ended = serving.child.wait().unwrap();
    assert!(ended.success(), "{ended}");
    assert!(!env.path("cairn.gpkg-wal").exists(), "nothing is left beside the register");
}
