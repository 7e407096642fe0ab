//! The vendors' own snippets, a browser and a public validator against a running server.
//!
//! What is not installed is skipped aloud; with `IDOCR_CLIENTS=required`, as `make test-clients` has it,
//! nothing is skipped.

mod common;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{Running, local, scratch};
use engine::{Error, Scan};
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where `make test-clients` has put the scripts and what they need.
fn clients() -> PathBuf {
    root().join("target/clients")
}

/// Whether all of these can be run; aloud when not.
fn has(test: &str, tools: &[&str], modules: &[&str]) -> bool {
    let runs = |tool: &&&str| Command::new(tool).arg("--version").output().is_err();
    let mut missing: Vec<String> = tools.iter().filter(runs).map(|t| t.to_string()).collect();
    let absent = |module: &&&str| !clients().join("node_modules").join(module).is_dir();
    missing.extend(modules.iter().filter(absent).map(|m| format!("npm's {m}")));
    if missing.is_empty() {
        return true;
    }
    let told = format!(
        "{test}: SKIPPED, {} is not here (make test-clients)",
        missing.join(", ")
    );
    assert!(std::env::var_os("IDOCR_CLIENTS").is_none(), "{told}");
    // Not the macro: the harness would keep it to itself.
    let _ = writeln!(std::io::stderr(), "{told}");
    false
}

fn fixture(case: &str, what: &str) -> Value {
    let file = root().join(format!("testdata/dialects/{case}.{what}.json"));
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// A server whose engine sees a case's scans, picture by picture in turn; what does not begin as a JPEG is
/// no picture.
fn seeing(case: &str) -> Running {
    let scans: Vec<Scan> = serde_json::from_value(fixture(case, "scan")).unwrap();
    let turn = AtomicUsize::new(0);
    let read = move |bytes: &[u8], document: Option<&str>| -> Result<Scan, Error> {
        match bytes.starts_with(b"\xff\xd8\xff") {
            true => Ok(scans[turn.fetch_add(1, Ordering::SeqCst) % scans.len()].clone()),
            false => common::read(b"<html>", document),
        }
    };
    Running::start(local(), read)
}

/// A drawn picture; what is on it does not matter here.
fn image() -> PathBuf {
    root().join("testdata/esp/dni-2015-front/card-1.jpg")
}

/// What a script of `server/clients` prints.
fn run(server: &Running, program: &str, script: &str, more: &[(&str, &str)]) -> String {
    let folder = match program {
        "node" => clients(),
        _ => root().join("server/clients"),
    };
    let output = Command::new(program)
        .arg(script)
        .current_dir(folder)
        .env("BASE", format!("http://{}", server.address))
        .env("IMAGE", image().canonicalize().unwrap())
        .env("no_proxy", "127.0.0.1")
        .envs(more.iter().copied())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{script}: {told}");
    String::from_utf8(output.stdout).unwrap() + &told
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text.trim()).unwrap_or_else(|_| panic!("no JSON: {text}"))
}

#[test]
fn verifiks_axios_snippet() {
    if !has("verifik", &["node"], &["axios"]) {
        return;
    }
    for (version, path) in [("v2", "/v2/ocr/scan-studio"), ("v3", "/v3/ocr/scan-studio")] {
        let case = format!("verifik-{version}/ccve");
        let server = seeing(&case);
        let more = [("PATH_OF_API", path), ("CODE", "CCVE")];
        let got = json_of(&run(&server, "node", "verifik.cjs", &more));
        let want = fixture(&case, "answer");
        let extraction = "/data/OCRExtraction/details/fields";
        let same = |pointer: &str| got.pointer(pointer) == want["body"].pointer(pointer);
        assert!(
            same("/data/documentNumber") && same("/data/documentType"),
            "{got}"
        );
        let count = |body: &Value| match body.pointer(extraction) {
            Some(Value::Array(fields)) => fields.len(),
            Some(Value::Object(fields)) => fields.len(),
            _ => 0,
        };
        assert_eq!(count(&got), count(&want["body"]), "{got}");
        let refused = run(
            &server,
            "node",
            "verifik.cjs",
            &[("PATH_OF_API", path), ("CODE", "XX")],
        );
        assert!(
            refused.contains("409") && refused.contains("RIFVE"),
            "{refused}"
        );
    }
}

#[test]
fn videosdks_axios_snippet() {
    if !has("videosdk", &["node"], &["axios", "dotenv"]) {
        return;
    }
    let server = seeing("videosdk/spelt-as-in-the-snippet");
    let folder = scratch("videosdk");
    std::fs::create_dir_all(folder.join("image")).unwrap();
    for name in ["img4.jpg", "img5.jpg"] {
        std::fs::copy(image(), folder.join("image").join(name)).unwrap();
    }
    // The snippet looks for its pictures below the folder that it is started in.
    let output = Command::new("node")
        .arg(clients().canonicalize().unwrap().join("videosdk.mjs"))
        .current_dir(&folder)
        .env("BASE", format!("http://{}", server.address))
        .env("API_KEY", "token")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let want = fixture("videosdk/spelt-as-in-the-snippet", "answer");
    for (name, value) in want["body"].as_object().unwrap() {
        let line = format!("{name}: '{}'", value.as_str().unwrap());
        assert!(told.contains(&line), "{line} is not in {told}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn chekins_curl_snippet() {
    if !has("chekin", &["curl", "base64", "sed"], &[]) {
        return;
    }
    let server = seeing("chekin/read");
    let got = json_of(&run(&server, "sh", "chekin.sh", &[]));
    let mut want = fixture("chekin/read", "answer")["body"].clone();
    want["id"] = got["id"].clone();
    want["picture_file"] = got["picture_file"].clone();
    assert_eq!(got, want);
    assert!(
        got["id"].is_u64() && got["picture_file"].is_string(),
        "{got}"
    );
}

#[test]
fn speedins_curl_snippet() {
    if !has("speedin", &["curl", "base64"], &[]) {
        return;
    }
    let endpoints = [
        "de_ocr",
        "nl_ocr",
        "no_ocr",
        "se_ocr",
        "in_ocr_front",
        "in_ocr_back",
        "in_ocr_pan",
        "th_ocr",
        "mx_ocr",
        "co_ocr_front",
        "co_ocr_back",
        "de_dl_ocr",
    ];
    for endpoint in endpoints {
        let case = format!("speedin/{endpoint}");
        let server = seeing(&case);
        let got = json_of(&run(&server, "sh", "speedin.sh", &[("ENDPOINT", endpoint)]));
        assert_eq!(got, fixture(&case, "answer")["body"], "{endpoint}");
    }
}

#[test]
fn the_description_of_the_routes_is_valid() {
    let module = "@seriousme/openapi-schema-validator";
    if !has("openapi", &["node"], &[module]) {
        return;
    }
    let server = seeing("chekin/read");
    let verdict = json_of(&run(&server, "node", "openapi.mjs", &[]));
    assert_eq!(verdict["own"]["valid"], true, "{verdict}");
    assert_eq!(verdict["broken"], false, "a broken one would be seen");
}

/// The browser: named by `CHROMIUM`, or where the systems' packages put it.
fn chromium() -> String {
    let named = std::env::var("CHROMIUM").ok();
    let usual = ["chromium", "chromium-browser", "google-chrome"];
    let found = usual
        .into_iter()
        .map(|name| PathBuf::from("/usr/bin").join(name))
        .find(|path| path.exists());
    let found = found.map(|path| path.display().to_string());
    named.or(found).unwrap_or_else(|| "chromium".to_owned())
}

#[test]
fn the_page_shows_what_was_read() {
    let browser = chromium();
    if !has("page", &["node", &browser], &["puppeteer-core"]) {
        return;
    }
    let server = seeing("verifik-v3/ccve");
    let none = clients().join("no-picture.txt");
    std::fs::write(&none, "<html>").unwrap();
    let none = none.canonicalize().unwrap().display().to_string();
    let more = [("CHROMIUM", browser.as_str()), ("NO_IMAGE", &none)];
    let seen = json_of(&run(&server, "node", "page.mjs", &more));
    assert_eq!(
        seen["elsewhere"],
        json!([]),
        "nothing is loaded from elsewhere"
    );
    assert_eq!(seen["faults"], json!([]));
    assert_eq!(seen["lang"], "en");
    assert_eq!(seen["named"], json!([true, true]), "each input has a name");
    let chosen = &seen["chosen"];
    assert_eq!(chosen["state"], "1 document found.");
    assert_eq!(chosen["size"], json!([720, 436]));
    for drawn in ["visible", "outline", "field"] {
        assert_eq!(chosen[drawn], true, "{drawn}: {chosen}");
    }
    let rows = chosen["rows"].as_array().unwrap();
    assert_eq!(rows[0][1], "ven/cedula");
    let surname = json!(["surname", "TOVAR RATTIA", "1.00", ""]);
    assert!(rows.contains(&surname), "{rows:?}");
    assert_eq!(seen["dropped"], "1 document found.");
    assert_eq!(seen["refused"], "not a picture; send another");
}
