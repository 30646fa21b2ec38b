//! The server killed while several people decide: what was acknowledged is there, and the chain holds.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::TestEnvironment;

/// People who decide at once.
const CLIENTS: usize = 4;

fn reports(count: usize) -> String {
    (0..count)
        .map(|number| {
            let text = format!(
                "Two people were injured when a mine exploded in the village of Susuzlug of the \
                 Kalbajar district on {} June {}, the police said.",
                number % 28 + 1,
                1990 + number,
            );
            json!({"id": format!("d{number:02}"), "text": text, "country": "AZ"}).to_string() + "\n"
        })
        .collect()
}

/// The server, and the address that it printed.
fn served(env: &TestEnvironment) -> (Child, String) {
    let mut child = env
        .command(&["serve", "--listen", "127.0.0.1:0", "--by", "A. Officer"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).unwrap_or_else(|| panic!("it said {line:?}"));
    let address = address.trim_end().trim_end_matches('/').to_owned();
    (child, address)
}

/// One request on a connection of its own; nothing when the server goes away meanwhile.
fn request(address: &str, head: &str, body: &str) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    // The head may carry a header of its own behind its first line.
    let (first, more) = head.split_once('\n').unwrap_or((head, "Accept: application/json"));
    let length = body.len();
    let text = format!(
        "{first} HTTP/1.1\r\n{more}\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(text.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    let body = answer.split_once("\r\n\r\n")?.1;
    // A body cut off by the kill is no acknowledgement.
    let value = if body.is_empty() { Value::Null } else { serde_json::from_str(body).ok()? };
    Some((status, value))
}

/// Decides about its own claims until told to stop; notes what was acknowledged.
fn client(
    address: &str,
    name: &str,
    claims: &[String],
    acknowledged: &Mutex<BTreeSet<String>>,
    stop: &AtomicBool,
) {
    let Some((_, session)) = request(address, "GET /session", "") else { return };
    let csrf = session["csrf"].as_str().unwrap_or_default().to_owned();
    let head = format!("POST /decisions\nX-Cairn-CSRF: {csrf}");
    let mut seen = 0;
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let why = format!("{name}, {number}");
        let claim = &claims[number % claims.len()];
        let decide = if number % 2 == 0 { "accept" } else { "reject" };
        let body = json!({
            "action": {"decide": decide, "claim": claim}, "why": why, "seen": seen });
        match request(address, &head, &body.to_string()) {
            Some((201, answer)) => {
                seen = answer["decision"]["number"].as_u64().unwrap();
                acknowledged.lock().unwrap().insert(why);
            }
            // What was decided before the last kill.
            Some((409, answer)) => seen = answer["decision"]["number"].as_u64().unwrap(),
            Some((status, answer)) => panic!("{status} {answer}"),
            None => return,
        }
    }
}

fn killed_while_people_decide(times: usize) {
    let env = TestEnvironment::new();
    env.write("docs.jsonl", reports(16));
    env.ok(&["add", "docs.jsonl"]);
    let incidents = env.jsonl(&["incidents"]);
    let claims: Vec<String> = (incidents.iter())
        .flat_map(|incident| incident["reports"].as_array().unwrap().clone())
        .map(|report| report["claim"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(claims.len(), 16);
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    for round in 0..times {
        let (mut child, address) = served(&env);
        let stop = Arc::new(AtomicBool::new(false));
        let people: Vec<_> = (0..CLIENTS)
            .map(|person| {
                let claims = claims.iter().skip(person).step_by(CLIENTS).cloned().collect();
                let (address, stop) = (address.clone(), Arc::clone(&stop));
                let acknowledged = Arc::clone(&acknowledged);
                let claims: Vec<String> = claims;
                std::thread::spawn(move || {
                    let name = format!("round {round}, person {person}");
                    client(&address, &name, &claims, &acknowledged, &stop);
                })
            })
            .collect();
        let reader = {
            let (address, stop) = (address.clone(), Arc::clone(&stop));
            std::thread::spawn(move || {
                while !stop.load(Ordering::Relaxed)
                    && request(&address, "GET /review?f=json", "").is_some()
                {}
            })
        };
        // In the middle of the work: after some acknowledgements, at a moment that differs.
        let before = acknowledged.lock().unwrap().len();
        let wanted = before + 4 + round % 13;
        while acknowledged.lock().unwrap().len() < wanted {
            assert!(child.try_wait().unwrap().is_none(), "round {round}: it ended by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis((round as u64 * 37) % 41));
        child.kill().unwrap();
        child.wait().unwrap();
        stop.store(true, Ordering::Relaxed);
        people.into_iter().for_each(|person| person.join().unwrap());
        reader.join().unwrap();
        // The list checks the chain; it fails where an entry is missing or was changed.
        let log = env.jsonl(&["decide", "log"]);
        let kept: BTreeSet<String> =
            log.iter().map(|entry| entry["why"].as_str().unwrap().to_owned()).collect();
        let acknowledged = acknowledged.lock().unwrap();
        let lost: Vec<&String> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "round {round}: acknowledged and lost: {lost:?}");
        // At most one a person may have been written and not acknowledged.
        assert!(kept.len() <= acknowledged.len() + (round + 1) * CLIENTS, "round {round}");
    }
    let count = acknowledged.lock().unwrap().len();
    // What is derived is as if the decisions had been taken in peace.
    let derived = env.jsonl(&["incidents"]);
    env.ok(&["rebuild"]);
    assert_eq!(env.jsonl(&["incidents"]), derived);
    println!("killed {times} times: {count} decisions acknowledged, none lost");
}

#[cfg(unix)]
#[test]
fn killed_five_times_while_people_decide() {
    killed_while_people_decide(5);
}

/// `cargo nextest run -p cairn --run-ignored only killed_fifty_times --no-capture`
#[cfg(unix)]
#[test]
#[ignore = "takes minutes; run for docs/measurements.md"]
fn killed_fifty_times_while_people_decide() {
    killed_while_people_decide(50);
}
