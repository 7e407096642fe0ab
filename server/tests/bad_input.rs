//! The table of bad input: each row in each dialect, over real sockets, with the body that it is answered by.

mod common;

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{Running, answer, local, picture};
use engine::{Error, ErrorKind, Scan, Stage};
use serde_json::{Value, json};
use server::Settings;

/// As the engine does: what is no picture is the caller's fault, a bomb is over the limit.
fn read(bytes: &[u8], document: Option<&str>) -> Result<Scan, Error> {
    match bytes.ends_with(b"bomb") {
        true => Err(Error::new(
            ErrorKind::Limit,
            Stage::Decode,
            "the picture has 900 million pixels",
        )),
        false => common::read(bytes, document),
    }
}

/// How a dialect is called: its path, its token's header, and how a picture is put into the body.
struct Way {
    dialect: &'static str,
    path: &'static str,
    token: &'static str,
    body: fn(&str) -> (&'static str, String),
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

const WAYS: [Way; 4] = [
    Way {
        dialect: "verifik-v2",
        path: "/v2/ocr/scan-studio",
        token: "authorization: Bearer secret\r\n",
        body: |image| {
            (
                JSON,
                json!({ "image": image, "documentType": "CC" }).to_string(),
            )
        },
    },
    Way {
        dialect: "verifik-v3",
        path: "/v3/ocr/scan-studio",
        token: "authorization: Bearer secret\r\n",
        body: |image| {
            (
                JSON,
                json!({ "image": image, "documentType": "CC" }).to_string(),
            )
        },
    },
    Way {
        dialect: "videosdk",
        path: "/ai/v1/ocr",
        token: "authorization: secret\r\n",
        body: |image| (JSON, json!({ "frontpart": image }).to_string()),
    },
    Way {
        dialect: "speedin",
        path: "/v1/de_ocr/general?token=secret",
        token: "",
        body: |image| {
            let form = form_urlencoded::Serializer::new(String::new())
                .append_pair("img", image)
                .finish();
            (FORM, form)
        },
    },
];

fn post(server: &Running, path: &str, token: &str, kind: &str, body: &str) -> (u16, Value) {
    let head = format!("POST {path} HTTP/1.1\r\n{token}content-type: {kind}");
    let (status, text) = server.ask(&head, body.as_bytes());
    let told = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: no JSON: {text}"));
    (status, told)
}

fn videosdk(status: u16, error: &str) -> (u16, Value) {
    (status, json!({ "statusCode": status, "error": error }))
}

fn verifik(status: u16, error: &str) -> (u16, Value) {
    (status, json!({ "error": error }))
}

fn speedin(status: u16, word: &str, message: &str) -> (u16, Value) {
    (status, json!({ "status": word, "message": message }))
}

#[test]
fn what_the_engine_refuses_is_refused_in_each_vendors_words() {
    let server = Running::with_tokens(read);
    let html = STANDARD.encode("<html>");
    let bomb = STANDARD.encode([b"\x89PNG\r\n\x1a\n".as_slice(), b"bomb"].concat());
    for way in &WAYS {
        let ask = |image: &str| {
            let (kind, body) = (way.body)(image);
            post(&server, way.path, way.token, kind, &body)
        };
        let (no_picture, too_large) = match way.dialect {
            "videosdk" => (
                videosdk(400, "not a picture; send another"),
                videosdk(413, "the picture has 900 million pixels"),
            ),
            "speedin" => (
                speedin(200, "IMAGE_INVALID_FORMAT", "image format not support"),
                speedin(200, "IMAGE_INVALID_SIZE", "image larger than 2M"),
            ),
            _ => (
                verifik(400, "Invalid request"),
                verifik(413, "Image too large"),
            ),
        };
        assert_eq!(ask(&html), no_picture, "{}: HTML", way.dialect);
        assert_eq!(ask(&bomb), too_large, "{}: a bomb", way.dialect);
        let good = ask(&STANDARD.encode(picture(7)));
        assert_eq!(good.0, 200, "{}: and the server reads on", way.dialect);
    }
}

#[test]
fn no_token_and_a_wrong_one_are_refused_in_each_vendors_words() {
    let server = Running::with_tokens(read);
    for way in &WAYS {
        let (kind, body) = (way.body)(&STANDARD.encode(picture(7)));
        let refused = match way.dialect {
            "videosdk" => videosdk(401, "the token is missing or wrong"),
            "speedin" => speedin(401, "INVALID_REQUEST", "check request params"),
            _ => verifik(401, "Unauthorized"),
        };
        let bare = way.path.split('?').next().unwrap();
        let none = post(&server, bare, "", kind, &body);
        assert_eq!(none, refused, "{}: no token", way.dialect);
        let path = way.path.replace("secret", "wrong");
        let token = way.token.replace("secret", "wrong");
        let wrong = post(&server, &path, &token, kind, &body);
        assert_eq!(wrong, refused, "{}: a wrong token", way.dialect);
    }
    let refused = (401, json!({ "detail": "Invalid token." }));
    let pictures = "/api/v1/tools/ocr/picture/";
    for token in [
        "",
        "authorization: Token wrong\r\n",
        "authorization: Bearer secret\r\n",
    ] {
        assert_eq!(
            post(&server, pictures, token, JSON, "{}"),
            refused,
            "{token:?}"
        );
    }
}

#[test]
fn a_stranger_is_refused_before_its_body_is_read() {
    let server = Running::with_tokens(read);
    let mut stream = TcpStream::connect(server.address).unwrap();
    let head = "POST /v3/ocr/scan-studio HTTP/1.1\r\nhost: a\r\ncontent-length: 50000000\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    assert_eq!(answer(stream).0, 401, "not a byte of the body was sent");
}

#[test]
fn three_megabytes_are_too_much_for_speedin_and_not_for_others() {
    let server = Running::with_tokens(read);
    let mut bytes = picture(7);
    bytes.resize(3 << 20, 0);
    let image = STANDARD.encode(bytes);
    for way in &WAYS {
        let (kind, body) = (way.body)(&image);
        let got = post(&server, way.path, way.token, kind, &body);
        match way.dialect {
            "speedin" => assert_eq!(
                got,
                speedin(200, "IMAGE_INVALID_SIZE", "image larger than 2M")
            ),
            // The stand-in for the engine knows no such picture, so it is at least asked.
            other => assert_eq!(got.0, 400, "{other}"),
        }
    }
}

#[test]
fn the_operators_limit_is_the_bodys_limit() {
    let server = Running::start(
        Settings {
            picture_bytes: 1000,
            ..local()
        },
        read,
    );
    let image = STANDARD.encode(vec![0; 5000]);
    for way in &WAYS {
        let (kind, body) = (way.body)(&image);
        let got = post(&server, way.path, way.token, kind, &body);
        let refused = match way.dialect {
            "videosdk" => videosdk(413, "the body is larger than 4000 bytes"),
            "speedin" => speedin(200, "IMAGE_INVALID_SIZE", "image larger than 2M"),
            _ => verifik(413, "Image too large"),
        };
        assert_eq!(got, refused, "{}", way.dialect);
    }
    assert_eq!(server.ask("POST /scan HTTP/1.1", &[0; 1001]).0, 413);
}

#[test]
fn an_unknown_ticket_and_a_wrong_method_are_told() {
    let server = Running::start(local(), read);
    let get = |path: &str| server.json(&format!("GET {path} HTTP/1.1"), &Value::Null);
    for path in ["/api/v1/tools/ocr/data/99/", "/api/v1/tools/ocr/data/x/"] {
        assert_eq!(
            get(path),
            (404, json!({ "detail": "Not found." })),
            "{path}"
        );
    }
    let not_allowed = (405, json!({ "detail": "Method not allowed." }));
    assert_eq!(get("/api/v1/tools/ocr/picture/"), not_allowed);
    assert_eq!(
        get("/v3/ocr/scan-studio"),
        verifik(405, "Method not allowed")
    );
    assert_eq!(
        get("/ai/v1/ocr"),
        videosdk(405, "this route is called with POST")
    );
    let speedins = speedin(405, "INVALID_REQUEST", "check request params");
    assert_eq!(get("/v1/de_ocr/general"), speedins);
}

#[test]
fn a_slow_body_is_refused_in_each_vendors_words() {
    let server = Running::start(
        Settings {
            timeout: Duration::from_millis(200),
            ..local()
        },
        read,
    );
    for way in &WAYS {
        let (status, text) = answer(server.half_sent(way.path));
        let told: Value = serde_json::from_str(&text).unwrap();
        let refused = match way.dialect {
            "videosdk" => videosdk(400, "the body did not come in time"),
            "speedin" => speedin(200, "INVALID_REQUEST", "check request params"),
            _ => verifik(400, "Invalid request"),
        };
        assert_eq!((status, told), refused, "{}", way.dialect);
    }
}

#[test]
fn a_cut_connection_takes_nothing_else_down() {
    let server = Running::start(local(), read);
    for way in &WAYS {
        let stream = server.half_sent(way.path);
        stream.shutdown(Shutdown::Both).unwrap();
        let (kind, body) = (way.body)(&STANDARD.encode(picture(7)));
        let good = post(&server, way.path, way.token, kind, &body);
        assert_eq!(good.0, 200, "{}", way.dialect);
    }
    let (_, metrics) = server.ask("GET /metrics HTTP/1.1", b"");
    assert!(metrics.contains("idocr_waiting 0\n"), "{metrics}");
}

#[test]
fn a_caller_who_leaves_while_waiting_is_counted_out() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let server = Running::start(local(), move |bytes, document| {
        let _ = wait.lock().unwrap().recv();
        read(bytes, document)
    });
    let gauge = |wanted: &str| {
        let line = format!("idocr_waiting {wanted}\n");
        for _ in 0..200 {
            if server.ask("GET /metrics HTTP/1.1", b"").1.contains(&line) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    };
    let mut stream = TcpStream::connect(server.address).unwrap();
    let body = picture(7);
    let head = format!(
        "POST /scan HTTP/1.1\r\nhost: a\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body).unwrap();
    assert!(gauge("1"), "it waits");
    stream.shutdown(Shutdown::Both).unwrap();
    drop(stream);
    let left = gauge("0");
    drop(go);
    assert!(left, "it left, and the gauge knows");
}

#[test]
fn links_are_for_verifik_alone_and_off_unless_allowed() {
    let server = Running::with_tokens(read);
    for way in &WAYS {
        let (kind, body) = (way.body)("https://127.0.0.1/a.jpg");
        let got = post(&server, way.path, way.token, kind, &body);
        let refused = match way.dialect {
            "videosdk" => videosdk(400, "a link is no picture here; send the picture itself"),
            "speedin" => speedin(200, "IMAGE_INVALID_FORMAT", "image format not support"),
            _ => verifik(
                403,
                "this server fetches no pictures; send the picture itself",
            ),
        };
        assert_eq!(got, refused, "{}", way.dialect);
    }
}

#[test]
fn an_allowed_host_on_this_machine_is_still_turned_away() {
    let decoy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    decoy.set_nonblocking(true).unwrap();
    let host = decoy.local_addr().unwrap().to_string();
    let server = Running::start(
        Settings {
            allow_url: vec![host.clone()],
            ..local()
        },
        read,
    );
    let way = &WAYS[1];
    let (kind, body) = (way.body)(&format!("http://{host}/a.jpg"));
    let got = post(&server, way.path, way.token, kind, &body);
    let why = "the link leads to an address that is not public";
    assert_eq!(got, verifik(403, why));
    assert!(decoy.accept().is_err(), "nobody knocked");
}
