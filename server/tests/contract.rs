//! Every case of `testdata/dialects/`: a request and fixed scans must give exactly the answer beside it.

use std::path::{Path, PathBuf};

use engine::Scan;
use serde_json::{Value, json};
use server::{Answer, Ask, Dialect, Method, Refusal, Request, Stamp, dialects};

/// The moment of the vendor's own example, and random bytes that are easy to recognise.
fn stamp() -> Stamp {
    Stamp {
        unix_ms: 1_761_260_927_863,
        random: *b"abcdefghijklmnopq",
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/dialects")
}

/// A request as it stands in a file: a line with method and target, headers, an empty line, the body.
fn parse(text: &str) -> Request {
    let (head, body) = text
        .split_once("\n\n")
        .expect("an empty line ends the headers");
    let mut lines = head.lines();
    let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").expect("a header has a colon"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let is_form = headers
        .iter()
        .any(|(_, value)| value.contains("form-urlencoded"));
    let pairs = |text: &str| {
        form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect()
    };
    Request {
        method: match method {
            "GET" => Method::Get,
            "DELETE" => Method::Delete,
            _ => Method::Post,
        },
        path: path.to_owned(),
        query: pairs(query),
        headers,
        body: body.as_bytes().to_vec(),
        form: if is_form { pairs(body) } else { Vec::new() },
        files: Vec::new(),
    }
}

fn answer(dialect: &Dialect, request: &Request, scans: Option<Vec<Scan>>) -> Answer {
    match (dialect.decode)(request) {
        Ok(ask) => (dialect.encode)(
            &ask,
            &scans.expect("this request is served, so it needs a scan"),
            &stamp(),
        ),
        Err(refusal) => (dialect.refuse)(&refusal),
    }
}

fn read_json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Numbers that passed through 32 bits are the same when they agree to six digits.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= 1e-6 * a.abs().max(1.0)
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

#[test]
fn every_case_is_answered_as_the_vendor_answers() {
    let mut failures = Vec::new();
    for dialect in dialects::ALL {
        let cases: Vec<PathBuf> = std::fs::read_dir(folder().join(dialect.name))
            .unwrap_or_else(|e| panic!("no cases for {}: {e}", dialect.name))
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "request"))
            .collect();
        assert!(!cases.is_empty(), "{} has no cases", dialect.name);
        for case in cases {
            let request = parse(&std::fs::read_to_string(&case).unwrap());
            let scan = case.with_extension("scan.json");
            let scans = scan
                .exists()
                .then(|| serde_json::from_value(read_json(&scan)).unwrap());
            let got = answer(dialect, &request, scans);
            let want = read_json(&case.with_extension("answer.json"));
            if !same(&json!({ "status": got.status, "body": got.body }), &want) {
                failures.push(format!(
                    "{}\n  got  {}\n  want {}",
                    case.display(),
                    got.body,
                    want["body"]
                ));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} cases:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn three_megabytes_are_too_much_for_speedin() {
    let speedin = dialects::named("speedin").unwrap();
    let mut bytes = b"\xff\xd8\xff".to_vec();
    bytes.resize(3 << 20, 0);
    let img = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes);
    let request = Request {
        path: "/v1/de_ocr/general".into(),
        form: vec![("img".into(), img)],
        ..Request::default()
    };
    let got = answer(speedin, &request, None);
    assert_eq!(
        got.body,
        json!({ "status": "IMAGE_INVALID_SIZE", "message": "image larger than 2M" })
    );
}

#[test]
fn tokens_stand_where_each_vendors_clients_put_them() {
    for (name, header, query, token) in [
        ("verifik-v2", "Bearer abc", "", Some("abc")),
        ("verifik-v3", "bearer  abc ", "", Some("abc")),
        ("verifik-v3", "Token abc", "", None),
        ("chekin", "Token abc", "", Some("abc")),
        ("chekin", "abc", "", None),
        ("videosdk", "abc", "", Some("abc")),
        ("speedin", "", "abc", Some("abc")),
    ] {
        let request = Request {
            headers: vec![("authorization".into(), header.into())],
            query: vec![("token".into(), query.into())],
            ..Request::default()
        };
        let got = (dialects::named(name).unwrap().token)(&request);
        assert_eq!(got.as_deref(), token, "{name} {header:?} {query:?}");
    }
}

#[test]
fn a_full_queue_is_said_in_each_vendors_words() {
    for (name, status, word) in [
        ("speedin", 200, "RETRY_LATER"),
        ("chekin", 429, "throttled"),
        ("verifik-v3", 503, "unavailable"),
        ("videosdk", 503, "busy"),
    ] {
        let answer = (dialects::named(name).unwrap().refuse)(&Refusal::Busy);
        assert_eq!(answer.status, status, "{name}");
        assert!(
            answer.body.to_string().contains(word),
            "{name}: {}",
            answer.body
        );
    }
}

#[test]
fn a_ticket_goes_from_new_to_complete() {
    use dialects::{Ticket, TicketState, ticket};
    let new = ticket(&Ticket {
        id: 15,
        picture: Some("/p"),
        state: TicketState::New,
        scan: None,
    });
    assert_eq!(new["status"], "NEW");
    assert_eq!(new["valid_score"], Value::Null);
    assert_eq!(new["valid_composite"], false);
    let chekin = dialects::named("chekin").unwrap();
    let look = Request {
        method: Method::Get,
        path: "/api/v1/tools/ocr/data/458/".into(),
        ..Request::default()
    };
    assert_eq!((chekin.decode)(&look), Ok(Ask::Look(458)));
}
