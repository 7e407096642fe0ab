//! The program itself under load, on loopback: `make load` runs this, and prints what it measures.
//!
//! `IDOCR` names the program; `LOAD_REQUESTS` (default 300) and `LOAD_THREADS` (default one a core) bound
//! the run.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{HAND_IN, ask, look, scratch};
use serde_json::{Value, json};

const CONNECTIONS: usize = 50;
/// Pictures that are sent over and over; each has an answer of its own, so that crossed ones are seen.
const PICTURES: usize = 24;
const JOBS: usize = 200;

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
}

fn program() -> PathBuf {
    std::env::var_os("IDOCR")
        .expect("IDOCR names the program; run this with make load")
        .into()
}

fn threads() -> usize {
    number(
        "LOAD_THREADS",
        std::thread::available_parallelism().unwrap().get(),
    )
}

/// Drawn pictures, evenly from all documents; small ones, so that many are read in a short time.
fn pictures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata");
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "card-1.jpg") {
                found.push(path);
            }
        }
    }
    found.sort();
    let step = (found.len() / PICTURES).max(1);
    let some: Vec<PathBuf> = found.into_iter().step_by(step).take(PICTURES).collect();
    assert!(some.len() >= PICTURES / 2, "testdata is missing");
    some
}

/// A server of the program's own, killed when it goes out of scope.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(more: &[&str]) -> Self {
        let mut child = Command::new(program())
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--timeout",
                "600",
                "--threads",
            ])
            .arg(threads().to_string())
            .args(more)
            .env("IDOCR_LOG", "warn")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.next().expect("it tells where it listens").unwrap();
        let (_, address) = line
            .split_once("http://")
            .unwrap_or_else(|| panic!("{line}"));
        let address = address.trim().parse().unwrap();
        // Whatever else it has to say is the tester's to see.
        std::thread::spawn(move || {
            lines
                .map_while(Result::ok)
                .for_each(|line| eprintln!("{line}"))
        });
        Self { child, address }
    }

    /// Resident memory in KiB.
    fn memory(&self) -> usize {
        let file = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(file).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
            .unwrap_or(0)
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a scan says, without its timings.
fn said(scan: &Value) -> Value {
    scan["documents"].clone()
}

fn scan(address: SocketAddr, picture: &[u8]) -> Value {
    let (status, text) = ask(address, "POST /scan HTTP/1.1", picture);
    assert_eq!(status, 200, "a picture was lost: {text}");
    said(&serde_json::from_str(&text).expect("JSON"))
}

/// The same through a dialect: Base64 in JSON, and the vendor's words back.
fn verifik(address: SocketAddr, picture: &[u8]) -> Value {
    let head = "POST /v2/ocr/scan-studio HTTP/1.1\r\ncontent-type: application/json";
    let body = json!({ "image": STANDARD.encode(picture), "documentType": "PA" });
    let (status, text) = ask(address, head, body.to_string().as_bytes());
    assert_eq!(status, 200, "a picture was lost: {text}");
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    answer["data"]["OCRExtraction"].clone()
}

/// Pictures a second of the engine alone, on the same threads: from its first answer to its last.
fn engine_alone(pictures: &[PathBuf], requests: usize) -> f64 {
    let mut child = Command::new(program())
        .args(["scan", "--jsonl", "--threads"])
        .arg(threads().to_string())
        .args(pictures.iter().cycle().take(requests))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let times: Vec<Instant> = lines
        .map(|line| line.map(|_| Instant::now()).unwrap())
        .collect();
    child.wait().unwrap();
    assert_eq!(times.len(), requests, "the engine alone read every picture");
    (requests - 1) as f64 / (times[requests - 1] - times[0]).as_secs_f64()
}

/// Pictures a second over fifty connections; every answer is held against its picture's own.
fn fifty_connections(
    server: &Server,
    pictures: &[(Vec<u8>, Value, Value)],
    requests: usize,
) -> f64 {
    let next = AtomicUsize::new(0);
    let answered = Mutex::new(BTreeMap::new());
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= requests {
                        return;
                    }
                    let (picture, scanned, extracted) = &pictures[at % pictures.len()];
                    let right = match at % 2 {
                        0 => scan(server.address, picture) == *scanned,
                        _ => verifik(server.address, picture) == *extracted,
                    };
                    assert!(right, "request {at} was given another's answer");
                    answered.lock().unwrap().insert(at, ());
                }
            });
        }
    });
    let rate = requests as f64 / begun.elapsed().as_secs_f64();
    assert_eq!(
        answered.lock().unwrap().len(),
        requests,
        "no answer is lost"
    );
    rate
}

#[test]
#[ignore = "minutes, and the program: make load"]
fn fifty_connections_lose_nothing_cross_nothing_and_keep_the_engine_busy() {
    let requests = number("LOAD_REQUESTS", 300);
    let files = pictures();
    let server = Server::start(&["--queue", "64"]);
    let pictures: Vec<(Vec<u8>, Value, Value)> = files
        .iter()
        .map(|file| {
            let picture = std::fs::read(file).unwrap();
            let scanned = scan(server.address, &picture);
            let extracted = verifik(server.address, &picture);
            (picture, scanned, extracted)
        })
        .collect();
    let distinct: BTreeSet<String> = pictures.iter().map(|p| p.1.to_string()).collect();
    assert_eq!(
        distinct.len(),
        pictures.len(),
        "each picture has its own answer"
    );
    // The first round is the warm-up: sessions, arenas and buffers grow to what fifty callers need.
    fifty_connections(&server, &pictures, requests / 3);
    let before = server.memory();
    // Alone and served in turns, so that whatever else the machine does meets both.
    let rounds: Vec<(f64, f64)> = (0..3)
        .map(|_| {
            let alone = engine_alone(&files, requests / 3);
            (alone, fifty_connections(&server, &pictures, requests / 3))
        })
        .collect();
    let after = server.memory();
    let sum = |of: fn(&(f64, f64)) -> f64| rounds.iter().map(of).sum::<f64>() / 3.0;
    let (alone, served) = (sum(|round| round.0), sum(|round| round.1));
    println!(
        "{} pictures, {CONNECTIONS} connections, {} threads: {served:.2} a second served, {alone:.2} by the \
         engine alone, ratio {:.2}; none lost, none crossed; memory {} MiB, then {} MiB",
        requests,
        threads(),
        served / alone,
        before / 1024,
        after / 1024
    );
    assert!(served / alone >= 0.9, "the server keeps the engine busy");
    assert!(after < before + before / 10, "memory is flat");
}

#[test]
#[ignore = "minutes, and the program: make load"]
fn two_hundred_tickets_survive_kill_9() {
    let store = scratch("load-kill");
    let folder = store.display().to_string();
    let files = pictures();
    let server = Server::start(&["--store", &folder]);
    let pictures: Vec<Vec<u8>> = files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect();
    let mut tickets = BTreeMap::new();
    for at in 0..JOBS {
        let id = hand_in(server.address, &pictures[at % pictures.len()]);
        assert_eq!(tickets.insert(id, at), None, "number {id} was given twice");
    }
    let done = finished(server.address, tickets.keys());
    assert!(done.len() < JOBS, "it is killed in the middle");
    server.kill();
    let server = Server::start(&["--store", &folder]);
    let begun = Instant::now();
    let all = loop {
        let all = finished(server.address, tickets.keys());
        if all.len() == JOBS {
            break all;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(1500),
            "{} of {JOBS}",
            all.len()
        );
        std::thread::sleep(Duration::from_millis(500));
    };
    for (id, ticket) in &done {
        assert_eq!(
            ticket["number"], all[id]["number"],
            "once finished, it stays"
        );
    }
    let mut answers: BTreeMap<usize, &Value> = BTreeMap::new();
    for (id, at) in &tickets {
        let number = &all[id]["number"];
        let first = answers.entry(at % pictures.len()).or_insert(number);
        assert_eq!(*first, number, "the same picture has the same answer");
    }
    let read: BTreeSet<String> = answers.values().map(|number| number.to_string()).collect();
    assert!(read.len() > 3, "crossed answers would be seen: {read:?}");
    println!(
        "{JOBS} tickets: {} were finished when it was killed, all after {:.0} s more; none lost, none doubled",
        done.len(),
        begun.elapsed().as_secs_f64()
    );
    drop(server);
    std::fs::remove_dir_all(store).unwrap();
}

fn hand_in(address: SocketAddr, picture: &[u8]) -> u64 {
    let body = json!({ "picture_file": STANDARD.encode(picture) }).to_string();
    let head = format!("{HAND_IN}\r\ncontent-type: application/json");
    let (status, text) = ask(address, &head, body.as_bytes());
    assert_eq!(status, 200, "{text}");
    serde_json::from_str::<Value>(&text).unwrap()["id"]
        .as_u64()
        .unwrap()
}

/// The tickets that are COM or ERR; one that is unknown is lost.
fn finished<'a>(address: SocketAddr, ids: impl Iterator<Item = &'a u64>) -> BTreeMap<u64, Value> {
    let tickets = ids.map(|id| {
        let (status, text) = ask(address, &look(&json!(id)), b"");
        assert_eq!(status, 200, "ticket {id} is lost: {text}");
        (*id, serde_json::from_str::<Value>(&text).unwrap())
    });
    let done = |ticket: &Value| ticket["status"] == "COM" || ticket["status"] == "ERR";
    tickets.filter(|(_, ticket)| done(ticket)).collect()
}
