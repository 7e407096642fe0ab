//! kill -9 in the middle of two hundred tickets: none is lost, none is doubled, none is another's.
//!
//! The server is this test's own binary, started anew as a child with a reader that needs no weights.

mod common;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{HAND_IN, ask, look, picture, scratch};
use engine::{Document, Error, Mrz, Scan};
use serde_json::{Value, json};
use server::Settings;

const JOBS: u32 = 200;
const STORE: &str = "IDOCR_KILL_TEST_STORE";

/// Takes its time, and answers with the picture's own number; every tenth picture cannot be read.
fn read(bytes: &[u8], document: Option<&str>) -> Result<Scan, Error> {
    std::thread::sleep(Duration::from_millis(4));
    let number = common::read(bytes, document)?.width;
    if number % 10 == 0 {
        return common::read(b"<html>", document);
    }
    let zone = Mrz {
        chekin: json!({ "mrz_detected": true, "number": number.to_string(), "valid_score": 100 }),
        ..Mrz::default()
    };
    let document = Document {
        mrz: Some(zone),
        ..Document::default()
    };
    Ok(Scan {
        documents: vec![document],
        ..Scan::default()
    })
}

/// The child: serves until it is killed.
#[test]
#[ignore = "started by the test below"]
fn child() {
    let settings = Settings {
        store: Some(std::env::var_os(STORE).unwrap().into()),
        ..common::local()
    };
    let server = common::Running::start(settings, read);
    println!("listening {}", server.address);
    std::io::stdout().flush().unwrap();
    loop {
        std::thread::park();
    }
}

fn start(store: &std::path::Path) -> (Child, SocketAddr) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--ignored", "--nocapture"])
        .env(STORE, store)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address = loop {
        let line = lines.next().expect("the child tells its address").unwrap();
        // The test harness writes its own words on the same line.
        if let Some((_, address)) = line.split_once("listening ") {
            break address.parse().unwrap();
        }
    };
    (child, address)
}

fn hand_in(address: SocketAddr, number: u32) -> Option<u64> {
    let body = json!({ "picture_file": STANDARD.encode(picture(number)) }).to_string();
    let head = format!("{HAND_IN}\r\ncontent-type: application/json");
    let (status, text) = ask(address, &head, body.as_bytes());
    (status == 200).then(|| {
        serde_json::from_str::<Value>(&text).unwrap()["id"]
            .as_u64()
            .unwrap()
    })
}

fn state(address: SocketAddr, id: u64) -> Value {
    let (status, text) = ask(address, &look(&json!(id)), b"");
    assert_eq!(status, 200, "ticket {id}: {text}");
    serde_json::from_str(&text).unwrap()
}

fn is_finished(ticket: &Value) -> bool {
    ticket["status"] == "COM" || ticket["status"] == "ERR"
}

#[test]
fn two_hundred_tickets_survive_three_kills() {
    let store = scratch("kill");
    let (mut child, mut address) = start(&store);
    let mut tickets = BTreeMap::new();
    let mut seen: BTreeMap<u64, Value> = BTreeMap::new();
    let mut number = 1;
    while number <= JOBS {
        // Killed while pictures come in and others are being read.
        if matches!(number, 60 | 120 | 180) && !seen.contains_key(&u64::from(number + 1000)) {
            for (id, _) in tickets.iter().take(20) {
                let ticket = state(address, *id);
                if is_finished(&ticket) {
                    seen.insert(*id, ticket);
                }
            }
            child.kill().unwrap();
            child.wait().unwrap();
            assert_eq!(hand_in(address, 0), None, "it is gone");
            (child, address) = start(&store);
            seen.insert(u64::from(number + 1000), Value::Null);
        }
        let id = hand_in(address, number).expect("a living server takes tickets");
        assert_eq!(
            tickets.insert(id, number),
            None,
            "number {id} was given twice"
        );
        number += 1;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let (mut child, address) = start(&store);
    let deadline = Instant::now() + Duration::from_secs(30);
    let mut states = BTreeMap::new();
    for (id, number) in &tickets {
        let ticket = loop {
            let ticket = state(address, *id);
            if is_finished(&ticket) {
                break ticket;
            }
            assert!(
                Instant::now() < deadline,
                "ticket {id}: {}",
                ticket["status"]
            );
            std::thread::sleep(Duration::from_millis(5));
        };
        let unreadable = number % 10 == 0;
        assert_eq!(
            ticket["status"],
            if unreadable { "ERR" } else { "COM" },
            "ticket {id}"
        );
        let read = if unreadable {
            Value::Null
        } else {
            number.to_string().into()
        };
        assert_eq!(ticket["number"], read, "ticket {id} has its own answer");
        if let Some(before) = seen.get(id) {
            assert_eq!(
                before["number"], ticket["number"],
                "once finished, it stays"
            );
            assert_eq!(
                before["status"], ticket["status"],
                "once finished, it stays"
            );
        }
        *states.entry(ticket["status"].to_string()).or_insert(0) += 1;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(tickets.len(), JOBS as usize);
    assert!(
        seen.len() > 4,
        "some were finished before a kill: {}",
        seen.len()
    );
    println!("{JOBS} tickets, four kills: {states:?}, none lost, none doubled, none crossed");
    std::fs::remove_dir_all(store).unwrap();
}
