//! What is logged: names of the code and numbers, and nothing of what callers send or documents say.

mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{Running, local, picture, scratch};
use engine::{Document, Error, Field, FieldName, Mrz, Scan, Source};
use serde_json::json;
use server::Settings;
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const NAME: &str = "ERIKSSON-SENTINEL";
const NUMBER: &str = "L898902C3";
const TOKEN: &str = "token-sentinel";
const CODE: &str = "code-sentinel";

/// A person on every picture, or an error that quotes one.
fn read(bytes: &[u8], document: Option<&str>) -> Result<Scan, Error> {
    common::read(bytes, document)?;
    let field = |text: &str| Field {
        text: text.into(),
        value: text.into(),
        confidence: 0.9,
        source: Source::Print,
        checks: Vec::new(),
        quad: Default::default(),
        dissent: Vec::new(),
    };
    let fields = [
        (FieldName::Surname, NAME),
        (FieldName::DocumentNumber, NUMBER),
    ];
    let document = Document {
        document: Some("any/passport".into()),
        kind: Some("passport".into()),
        fields: fields.map(|(name, text)| (name, field(text))).into(),
        mrz: Some(Mrz {
            chekin: json!({ "mrz_detected": true, "surname": NAME, "valid_score": 1 }),
            ..Mrz::default()
        }),
        ..Document::default()
    };
    Ok(Scan {
        documents: vec![document],
        ..Scan::default()
    })
}

#[test]
fn logs_hold_no_names_numbers_pictures_or_tokens() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .init();
    let file = scratch("log-tokens");
    std::fs::write(&file, format!("{TOKEN}\n")).unwrap();
    let settings = Settings {
        tokens: Some(file.clone()),
        ..local()
    };
    let server = Running::start(settings, read);
    let image = STANDARD.encode(picture(0x5345_4e54));
    let verifik = |token: &str, code: &str| {
        let head = format!("POST /v3/ocr/scan-studio HTTP/1.1\r\nauthorization: Bearer {token}");
        server.json(&head, &json!({ "image": image, "documentType": code }))
    };
    let (status, body) = verifik(TOKEN, "PA");
    assert_eq!(
        (status, body["data"]["documentNumber"].as_str()),
        (200, Some(NUMBER))
    );
    assert_eq!(verifik("wrong-token-sentinel", "PA").0, 401);
    assert_eq!(verifik(TOKEN, CODE).0, 409);
    let head = format!("POST /api/v1/tools/ocr/picture/ HTTP/1.1\r\nauthorization: Token {TOKEN}");
    let (_, ticket) = server.json(&head, &json!({ "picture_file": image }));
    let look = format!(
        "GET /api/v1/tools/ocr/data/{}/ HTTP/1.1\r\nauthorization: Token {TOKEN}",
        ticket["id"]
    );
    while server.json(&look, &json!(null)).1["status"] != "COM" {
        std::thread::yield_now();
    }
    let form = format!("img={}", image.replace('+', "%2B"));
    let head = format!(
        "POST /v1/de_ocr/general?token={TOKEN} HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded"
    );
    assert_eq!(server.ask(&head, form.as_bytes()).0, 200);
    std::fs::remove_file(file).unwrap();
    drop(server);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let own: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("answered"))
        .collect();
    assert!(
        own.len() >= 5,
        "there is a line a call, else this proves nothing: {log}"
    );
    assert!(own[0].contains("\"dialect\":\"verifik-v3\"") && own[0].contains("\"status\":200"));
    assert!(log.contains("\"refusal\":\"unknown-document\""), "{log}");
    for secret in [
        NAME,
        NUMBER,
        TOKEN,
        CODE,
        "wrong-token",
        &image[..12],
        "SENT",
    ] {
        assert!(!log.contains(secret), "{secret} stands in the log");
    }
}
