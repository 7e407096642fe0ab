//! `idocr scan`, as a shell sees it.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Said, command, folder, idocr, idocr_with, is_misuse};
use image::RgbImage;
use serde_json::Value;

/// Fails with what to run when no engine can be built: every test below it would only say the same.
fn needs_engine() {
    let said = idocr(&["doctor"]);
    assert_eq!(
        said.code, 0,
        "these tests need ONNX Runtime (`make runtime`) and the models of models/: {}",
        said.err
    );
}

/// A picture in which there is nothing.
fn grey(path: &Path) -> PathBuf {
    RgbImage::from_pixel(320, 200, image::Rgb([128; 3]))
        .save(path)
        .expect("a picture can be written");
    path.to_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is UTF-8")
}

fn object(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.out))
}

#[test]
fn paths_that_lead_nowhere_are_told_without_an_engine() {
    let folder = folder("scan-nowhere");
    fs::write(folder.join("notes.txt"), "no picture").unwrap();
    let missing = folder.join("missing.jpg");
    let said = idocr(&["scan", "--jsonl", text(&missing), text(&folder)]);
    assert_eq!(said.code, 1);
    let objects: Vec<Value> = said
        .out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(objects[0]["file"], text(&missing));
    assert_eq!(objects[0]["error"]["kind"], "input");
    assert_eq!(objects[0]["error"]["stage"], "open");
    let message = objects[1]["error"]["message"].as_str().unwrap();
    assert!(message.contains("no pictures in this folder"), "{message}");
    assert_eq!(said.err.lines().count(), 2);
}

#[test]
fn wrong_usage_ends_with_two_and_says_nothing_on_standard_output() {
    let folder = folder("scan-usage");
    let file = grey(&folder.join("a.png"));
    let [folder, file] = [text(&folder), text(&file)];
    let usage = [
        &["scan"][..],
        &["scan", "--json", "--csv", file],
        &["scan", "--csv", "--trace", file],
        &["scan", "--device", "gpu", file],
        &["scan", "--threads", "many", file],
        &["scan", "--back", file, file, file],
        &["scan", "--back", file, folder],
        &["scan", "--back", folder, file],
        &["scan", "-", "-"],
        // A file where a folder should be.
        &["scan", "--annotate", file, file],
        &["scan", "--crops", file, file],
    ];
    usage.into_iter().for_each(is_misuse);
}

#[test]
fn no_library_and_no_models_end_with_three() {
    let folder = folder("scan-no-engine");
    let file = grey(&folder.join("a.png"));
    let nothing = folder.join("nothing");
    for option in ["--runtime", "--models"] {
        let said = idocr(&["scan", option, text(&nothing), text(&file)]);
        assert_eq!(
            (said.code, said.out.as_str()),
            (3, ""),
            "{option}: {}",
            said.err
        );
        let said = idocr(&["doctor", option, text(&nothing)]);
        assert_eq!(said.code, 3, "{option}: {}", said.err);
        assert!(said.out.contains("missing"));
    }
}

#[test]
fn bad_pictures_have_errors_and_the_others_go_on() {
    needs_engine();
    let folder = folder("scan-bad");
    let bad = [
        ("1-empty.jpg", &b""[..]),
        ("2-text.jpg", b"this is no picture"),
        ("3-cut.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ];
    for (name, bytes) in bad {
        fs::write(folder.join(name), bytes).unwrap();
    }
    grey(&folder.join("4-good.png"));
    let said = idocr(&["scan", "--json", text(&folder)]);
    assert_eq!(said.code, 1);
    let objects = object(&said);
    let objects = objects.as_array().unwrap();
    assert_eq!(objects.len(), 4);
    for object in &objects[..3] {
        assert_eq!(object["error"]["kind"], "input", "{object}");
        assert_eq!(object["error"]["stage"], "decode", "{object}");
        assert!(!object["error"]["message"].as_str().unwrap().is_empty());
        assert_eq!(object["documents"], serde_json::json!([]));
    }
    assert_eq!(objects[3]["error"], Value::Null);
    assert_eq!(objects[3]["width"], 320);
    assert_eq!(said.err.lines().count(), 3, "{}", said.err);
}

#[test]
fn limits_can_be_lowered_and_are_told_apart_from_bad_pictures() {
    needs_engine();
    let folder = folder("scan-limits");
    let file = grey(&folder.join("a.png"));
    for limit in [
        ["--max-bytes", "10"],
        ["--max-pixels", "1000"],
        ["--max-side", "319"],
    ] {
        let said = idocr(&["scan", "--json", limit[0], limit[1], text(&file)]);
        assert_eq!(said.code, 1, "{limit:?}");
        assert_eq!(object(&said)["error"]["kind"], "limit", "{limit:?}");
    }
}

#[test]
fn one_photo_is_an_object_with_the_contract_s_keys_and_finding_nothing_is_no_error() {
    needs_engine();
    let folder = folder("scan-one");
    let file = grey(&folder.join("a.png"));
    let said = idocr(&["scan", "--json", text(&file)]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let object = object(&said);
    let keys: Vec<&str> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "file",
            "width",
            "height",
            "documents",
            "quality",
            "timings_ms",
            "error"
        ]
    );
    assert_eq!(object["file"], text(&file));
    assert_eq!(object["documents"], serde_json::json!([]));
    for measure in ["sharpness", "glare", "brightness", "resolution"] {
        assert!(object["quality"][measure].is_number(), "{measure}");
    }
    assert!(object["timings_ms"]["total"].as_f64().unwrap() > 0.0);
    let table = idocr(&["scan", text(&file)]);
    assert!(table.out.contains("no document found") && !table.out.contains('\u{1b}'));
}

#[test]
fn standard_input_is_a_photo() {
    needs_engine();
    let folder = folder("scan-stdin");
    let bytes = fs::read(grey(&folder.join("a.png"))).unwrap();
    let said = idocr_with(&["scan", "--json", "-"], &bytes);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(object(&said)["file"], "-");
}

#[test]
fn lines_come_in_the_order_given_and_names_survive() {
    needs_engine();
    let folder = folder("scan-order");
    let names = ["z.png", "a b,c.png", "ü\"x\".png"];
    let files: Vec<PathBuf> = names.iter().map(|name| grey(&folder.join(name))).collect();
    let mut arguments = vec!["scan", "--threads", "3", "--jsonl"];
    arguments.extend(files.iter().map(|file| text(file)));
    let said = idocr(&arguments);
    assert_eq!(said.code, 0, "{}", said.err);
    let given: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["file"].clone())
        .collect();
    assert_eq!(
        given,
        files.iter().map(|file| text(file)).collect::<Vec<_>>()
    );
    arguments[3] = "--csv";
    let csv = idocr(&arguments);
    let rows: Vec<&str> = csv.out.lines().collect();
    assert_eq!(rows.len(), 4);
    assert!(rows[0].starts_with("file,error,document,country,kind,side,confidence,mrz_format,"));
    assert!(rows[2].starts_with(&format!("\"{}\",", text(&files[1]))));
    assert!(rows[3].contains("ü\"\"x\"\".png\","));
}

#[test]
fn drawings_are_kept_and_a_full_disk_is_one_photo_s_error() {
    needs_engine();
    let folder = folder("scan-annotate");
    let files = ["a.png", "b.png"].map(|name| grey(&folder.join(name)));
    let drawings = folder.join("new/drawings");
    fs::create_dir_all(&drawings).unwrap();
    #[cfg(target_os = "linux")]
    std::os::unix::fs::symlink("/dev/full", drawings.join("a.png.png")).unwrap();
    let said = idocr(&[
        "scan",
        "--jsonl",
        "--annotate",
        text(&drawings),
        text(&files[0]),
        text(&files[1]),
    ]);
    let objects: Vec<Value> = said
        .out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    if cfg!(target_os = "linux") {
        assert_eq!(said.code, 1, "{}", said.err);
        assert_eq!(objects[0]["error"]["stage"], "annotate");
        assert!(
            objects[0]["error"]["message"]
                .as_str()
                .unwrap()
                .contains("free some space")
        );
        assert_eq!(objects[0]["width"], 320, "the reading itself stands");
    }
    assert_eq!(objects[1]["error"], Value::Null);
    let drawing = image::open(drawings.join("b.png.png")).expect("a drawing");
    assert!(drawing.width() > 320);
    assert_eq!(objects[1]["written"][0], text(&drawings.join("b.png.png")));
}

#[test]
fn trace_tells_what_was_seen() {
    needs_engine();
    let folder = folder("scan-trace");
    let file = grey(&folder.join("a.png"));
    let said = idocr(&["scan", "--json", "--trace", text(&file)]);
    assert!(object(&said)["trace"]["cards"].is_array(), "{}", said.out);
}

#[test]
fn front_and_back_are_one_result() {
    needs_engine();
    let folder = folder("scan-back");
    let files = ["front.png", "back.png"].map(|name| grey(&folder.join(name)));
    let said = idocr(&["scan", "--json", "--back", text(&files[1]), text(&files[0])]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(object(&said)["back"]["file"], text(&files[1]));
    let gone = folder.join("gone.png");
    let said = idocr(&["scan", "--json", "--back", text(&gone), text(&files[0])]);
    assert_eq!(said.code, 1);
    let message = object(&said)["error"]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(message.contains("gone.png"), "{message}");
}

#[test]
#[cfg(unix)]
fn an_interruption_leaves_whole_lines() {
    use std::io::{BufRead, BufReader, Read};
    needs_engine();
    let folder = folder("scan-interrupt");
    let file = grey(&folder.join("a.png"));
    let mut child = command()
        .args(["scan", "--jsonl"])
        .args(std::iter::repeat_n(&file, 5000))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut lines = String::new();
    output.read_line(&mut lines).unwrap();
    let pid = child.id().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(kill.expect("kill is there").success());
    output.read_to_string(&mut lines).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(lines.ends_with("}\n"));
    assert!(lines.lines().count() < 5000);
    for line in lines.lines() {
        serde_json::from_str::<Value>(line).expect("a whole object");
    }
}
