//! Every case of `testdata/dialects/`: a request and fixed scans must give exactly the answer beside it.

use std::path::{Path, PathBuf};

use engine::Scan;
use serde_json::{Value, json};
use server::{Answer, Ask, Dialect, Method, Refusal, Request, Stamp, dialects};

/// The moment of the vendor's own example, and random bytes that are easy to recognise.
fn stamp() -> Stamp {
    Stamp {
        unix_ms: 1_761_260_927_863,
        random: *b"abcdefghijklm",
        client: *b"nopqrstuvwxy",
    }
}

/// The stamp beside a case, `{unix_ms, random, client}` with bytes in hexadecimal, or the usual one.
fn stamp_of(case: &Path) -> Stamp {
    let file = case.with_extension("stamp.json");
    if !file.exists() {
        return stamp();
    }
    let given = read_json(&file);
    Stamp {
        unix_ms: given["unix_ms"].as_u64().unwrap(),
        random: unhex(&given["random"]).try_into().unwrap(),
        client: unhex(&given["client"]).try_into().unwrap(),
    }
}

fn unhex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(byte).collect()
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

fn answer(dialect: &Dialect, request: &Request, scans: Option<Vec<Scan>>, stamp: &Stamp) -> Answer {
    match (dialect.decode)(request) {
        Ok(ask) => (dialect.encode)(
            &ask,
            &scans.expect("this request is served, so it needs a scan"),
            stamp,
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
            let got = answer(dialect, &request, scans, &stamp_of(&case));
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
    let got = answer(speedin, &request, None, &stamp());
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

/// The page's two answers, word for word.
#[test]
fn a_ticket_looks_as_on_the_page() {
    use dialects::{Ticket, TicketState, ticket};
    let new = ticket(&Ticket {
        id: 15,
        picture: Some("https://example/15"),
        state: TicketState::New,
        scans: &[],
    });
    assert_eq!(
        new,
        json!({
            "id": 15, "picture_file": "https://example/15", "mrz_detected": false, "status": "NEW",
            "type_doc": null, "country": null, "date_of_birth": null, "expiration_date": null,
            "names": null, "surname": null, "nationality": null, "number": null, "sex": null,
            "valid_composite": false, "valid_date_of_birth": false,
            "valid_expiration_date": false, "valid_number": false, "valid_score": null
        })
    );
    let scans: Vec<Scan> =
        serde_json::from_value(read_json(&folder().join("chekin/read.scan.json"))).unwrap();
    let complete = ticket(&Ticket {
        id: 458,
        picture: Some("https://example/458"),
        state: TicketState::Complete,
        scans: &scans,
    });
    assert_eq!(
        complete,
        json!({
            "id": 458, "picture_file": "https://example/458", "mrz_detected": true, "status": "COM",
            "type_doc": "P", "country": "ESP", "date_of_birth": "400515",
            "expiration_date": "160803", "names": "MARTIN", "surname": "SANCHEZ",
            "nationality": "ESP", "number": "09953192H", "sex": "M",
            "valid_composite": true, "valid_date_of_birth": true,
            "valid_expiration_date": true, "valid_number": true, "valid_score": 100
        })
    );
    for state in [TicketState::Processing, TicketState::Failed] {
        let unread = ticket(&Ticket {
            id: 1,
            picture: None,
            state,
            scans: &[],
        });
        assert_eq!(unread["status"], state.as_str());
        assert_eq!(unread["valid_score"], Value::Null);
        assert_eq!(unread["mrz_detected"], false);
    }
}

#[test]
fn tickets_are_asked_for_by_number() {
    let chekin = dialects::named("chekin").unwrap();
    let look = Request {
        method: Method::Get,
        path: "/api/v1/tools/ocr/data/458/".into(),
        ..Request::default()
    };
    assert_eq!((chekin.decode)(&look), Ok(Ask::Look(458)));
}

/// Without a code, as on the command line, the answer is of what the picture shows.
#[test]
fn without_a_code_the_document_tells_it() {
    let whatever = Ask::Scan {
        pictures: Vec::new(),
        document: None,
        code: String::new(),
    };
    let scans = |file: &str| -> Vec<Scan> {
        serde_json::from_value(read_json(&folder().join(file))).unwrap()
    };
    for (dialect, scan, pointer, word) in [
        (
            "verifik-v3",
            "verifik-v3/ccve.scan.json",
            "/data/documentType",
            "CCVE",
        ),
        (
            "verifik-v2",
            "verifik-v2/ccve.scan.json",
            "/data/documentType",
            "CCVE",
        ),
        (
            "verifik-v3",
            "speedin/co_ocr_front.scan.json",
            "/data/documentType",
            "CC",
        ),
        (
            "speedin",
            "speedin/nl_ocr.scan.json",
            "/message/DocumentNo",
            "SPECI2021",
        ),
        (
            "speedin",
            "speedin/in_ocr_back.scan.json",
            "/message/PostCode",
            "261131",
        ),
        (
            "speedin",
            "speedin/nothing-found.scan.json",
            "/status",
            "FAIL",
        ),
    ] {
        let encode = dialects::named(dialect).unwrap().encode;
        let body = encode(&whatever, &scans(scan), &stamp()).body;
        assert_eq!(
            body.pointer(pointer),
            Some(&json!(word)),
            "{dialect} {body}"
        );
    }
}

/// Every refusal in every dialect: a status that fits, and never the engine's inner words.
#[test]
fn every_refusal_has_a_body_and_a_status() {
    let all = [
        (Refusal::Malformed("m".into()), 400),
        (Refusal::Missing("image"), 400),
        (Refusal::NotAPicture("n".into()), 400),
        (Refusal::TooLarge("t".into()), 413),
        (Refusal::NotFound, 404),
        (Refusal::WrongMethod, 405),
        (Refusal::Unauthorized, 401),
        (Refusal::Forbidden("f".into()), 403),
        (Refusal::Busy, 503),
        (Refusal::Failed("the model broke".into()), 500),
    ];
    for dialect in dialects::ALL {
        for (refusal, usual) in &all {
            let answer = (dialect.refuse)(refusal);
            let own = match (dialect.name, refusal) {
                ("speedin", Refusal::Unauthorized | Refusal::Forbidden(_)) => 401,
                ("speedin", Refusal::NotFound) => 404,
                ("speedin", Refusal::WrongMethod) => 405,
                ("speedin", _) => 200,
                ("chekin", Refusal::TooLarge(_)) => 400,
                ("chekin", Refusal::Busy) => 429,
                _ => *usual,
            };
            assert_eq!(answer.status, own, "{} {refusal:?}", dialect.name);
            assert!(answer.body.is_object(), "{} {refusal:?}", dialect.name);
            let told = answer.body.to_string();
            assert!(!told.contains("model broke"), "{}: {told}", dialect.name);
        }
    }
}
