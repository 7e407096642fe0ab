//! What the server promises over real sockets.

mod common;

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{HAND_IN, Running, answer, finished, local, look, picture, read, scratch};
use engine::{Error, ErrorKind, Stage};
use serde_json::{Value, json};
use server::Settings;

#[test]
fn a_ticket_is_handed_in_read_and_forgotten() {
    let server = Running::with_defaults();
    let body =
        json!({ "picture_file": format!("data:image/png;base64,{}", STANDARD.encode(picture(7))) });
    let (status, ticket) = server.json(HAND_IN, &body);
    assert_eq!((status, &ticket["status"]), (200, &json!("NEW")));
    let id = ticket["id"].clone();
    assert_eq!(finished(&server, &id)["status"], "COM");

    let link = ticket["picture_file"].as_str().unwrap();
    let path = link
        .strip_prefix(&format!("http://{}", server.address))
        .unwrap();
    assert_eq!(server.ask(&format!("GET {path} HTTP/1.1"), b"").0, 200);
    let forged = path.replace("expires=", "expires=9");
    assert_eq!(server.ask(&format!("GET {forged} HTTP/1.1"), b"").0, 403);

    let forget = look(&id).replace("GET", "DELETE");
    assert_eq!(server.json(&forget, &Value::Null).0, 200);
    assert_eq!(
        server.json(&look(&id), &Value::Null),
        (404, json!({ "detail": "Not found." }))
    );
}

#[test]
fn a_picture_that_cannot_be_read_ends_as_err() {
    let server = Running::with_defaults();
    let body = json!({ "picture_file": STANDARD.encode(b"<html>") });
    let (_, ticket) = server.json(HAND_IN, &body);
    assert_eq!(finished(&server, &ticket["id"])["status"], "ERR");
}

#[test]
fn tickets_survive_a_restart() {
    let folder = scratch("restart");
    let settings = Settings {
        store: Some(folder.clone()),
        ..local()
    };
    // A reader that never comes to an end before the server is gone would hang it; this one fails.
    let first = Running::start(settings.clone(), |_, _| {
        Err(Error::new(ErrorKind::Runtime, Stage::Read, "down"))
    });
    let body = json!({ "picture_file": STANDARD.encode(picture(7)) });
    let (_, ticket) = first.json(HAND_IN, &body);
    assert_eq!(finished(&first, &ticket["id"])["status"], "ERR");
    drop(first);
    let second = Running::start(settings, read);
    assert_eq!(
        finished(&second, &ticket["id"])["status"],
        "ERR",
        "what was answered stays"
    );
    let (_, next) = second.json(HAND_IN, &body);
    assert!(
        next["id"].as_u64() > ticket["id"].as_u64(),
        "numbers are not given twice"
    );
    drop(second);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn without_the_right_token_nothing_is_read() {
    let server = Running::with_tokens(read);
    let body = json!({ "image": STANDARD.encode(picture(7)), "documentType": "CC" });
    let head = |token: &str| format!("POST /v3/ocr/scan-studio HTTP/1.1\r\nauthorization: {token}");
    assert_eq!(
        server.json(&head("Bearer wrong"), &body),
        (401, json!({ "error": "Unauthorized" }))
    );
    assert_eq!(
        server.json(&head("Token secret"), &body).0,
        401,
        "another vendor's scheme"
    );
    assert_eq!(server.json(&head("Bearer secret"), &body).0, 200);
    assert_eq!(
        server.ask("GET /healthz HTTP/1.1", b"").0,
        200,
        "the living need no token"
    );
}

#[test]
fn answers_do_not_cross() {
    let server = Running::with_defaults();
    std::thread::scope(|scope| {
        for number in 1..=20_u32 {
            let server = &server;
            scope.spawn(move || {
                let (status, text) = server.ask("POST /scan HTTP/1.1", &picture(number));
                let scan: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(
                    (status, scan["width"].as_u64()),
                    (200, Some(u64::from(number)))
                );
            });
        }
    });
}

#[test]
fn a_full_queue_is_answered_at_once() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let slow = move |bytes: &[u8], document: Option<&str>| {
        let _ = wait.lock().unwrap().recv();
        read(bytes, document)
    };
    let server = Running::start(
        Settings {
            queue: 1,
            workers: 1,
            ..local()
        },
        slow,
    );
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..6)
            .map(|number| {
                let server = &server;
                scope.spawn(move || server.ask("POST /scan HTTP/1.1", &picture(number)).0)
            })
            .collect();
        std::thread::sleep(Duration::from_millis(500));
        drop(go);
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    let busy = statuses.iter().filter(|status| **status == 503).count();
    let served = statuses.iter().filter(|status| **status == 200).count();
    assert!(
        (1..=2).contains(&served) && busy + served == 6,
        "{statuses:?}"
    );
}

#[test]
fn a_slow_body_and_a_cut_one_lose_nothing_else() {
    let server = Running::start(
        Settings {
            timeout: Duration::from_millis(300),
            ..local()
        },
        read,
    );
    let slow = server.half_sent("/scan");
    let cut = slow.try_clone().unwrap();
    assert_eq!(answer(slow).0, 400);
    drop(cut);
    assert_eq!(server.ask("POST /scan HTTP/1.1", &picture(5)).0, 200);
}

#[test]
fn what_is_no_picture_is_refused_and_counted() {
    let server = Running::with_defaults();
    let (status, text) = server.ask("POST /scan HTTP/1.1", b"<html>");
    assert_eq!(status, 400, "{text}");
    assert_eq!(server.json("POST /ai/v1/ocr HTTP/1.1", &json!({})).0, 400);
    let (_, metrics) = server.ask("GET /metrics HTTP/1.1", b"");
    assert!(
        metrics.contains("idocr_requests_total{dialect=\"videosdk\",status=\"400\"} 1"),
        "{metrics}"
    );
}

#[test]
fn every_route_is_described() {
    let server = Running::with_defaults();
    let (status, text) = server.ask("GET /openapi.json HTTP/1.1", b"");
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((status, &document["openapi"]), (200, &json!("3.1.0")));
    for dialect in server::dialects::ALL {
        for route in dialect.routes {
            assert!(
                document["paths"][route.path].is_object(),
                "{} is not described",
                route.path
            );
        }
    }
}

#[test]
fn an_unspoken_dialect_has_no_routes() {
    let settings = Settings {
        dialects: vec!["chekin".into()],
        ..local()
    };
    let server = Running::start(settings, read);
    assert_eq!(server.ask("POST /ai/v1/ocr HTTP/1.1", b"{}").0, 404);
    let (status, page) = server.ask("GET / HTTP/1.1", b"");
    assert_eq!(status, 200);
    assert!(
        !page.contains("http://") && !page.contains("https://"),
        "the page loads nothing from elsewhere"
    );
}
