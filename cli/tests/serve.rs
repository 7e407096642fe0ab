//! `idocr serve` and `idocr scan --as`, as a shell sees them.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use common::{command, folder, idocr};
use serde_json::Value;

/// A server on a port of its own, with its address.
fn server(arguments: &[&str]) -> (Child, String) {
    let mut child = command()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(arguments)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let told = BufReader::new(child.stderr.take().expect("its log is piped"));
    let mut lines = told.lines().map_while(Result::ok);
    let address =
        lines.find_map(|line| Some(line.split_once("listening on http://")?.1.to_owned()));
    // Its log goes on; nobody reading it must not stop it.
    std::thread::spawn(move || lines.for_each(drop));
    let missing = "no address: run `make runtime`, and see `idocr doctor`";
    (child, address.expect(missing))
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
#[cfg(unix)]
fn it_answers_and_stops_when_told() {
    let (mut child, address) = server(&["--dialects", "chekin,verifik-v3"]);
    let healthy = get(&address, "/healthz");
    let pid = child.id().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-TERM", &pid])
        .status();
    assert!(kill.expect("kill is there").success());
    assert!(healthy.starts_with("HTTP/1.1 200"), "{healthy}");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// The status of a picture of zeros, handed in.
fn hand_in(address: &str, bytes: usize) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let head = format!("POST /scan HTTP/1.1\r\nHost: x\r\nContent-Length: {bytes}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    // A server that refuses a body may close before it has read all of it.
    let _ = stream.write_all(&vec![0; bytes]);
    let mut status = [0; 12];
    stream.read_exact(&mut status).expect("a status");
    String::from_utf8_lossy(&status).into_owned()
}

#[test]
fn a_pictures_limit_is_the_bodys_limit_lower_or_higher_than_usual() {
    let usual = engine::Limits::default().bytes;
    let low = (1000, 1001, "HTTP/1.1 413");
    // What is let in is no picture.
    let high = (usual + 2000, usual + 1000, "HTTP/1.1 400");
    for (limit, bytes, status) in [low, high] {
        let (mut child, address) = server(&["--max-bytes", &limit.to_string()]);
        let answered = hand_in(&address, bytes);
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        assert_eq!(answered, status, "{bytes} bytes where {limit} are allowed");
    }
}

#[test]
fn an_open_address_and_an_unknown_dialect_are_refused() {
    for arguments in [["--listen", "0.0.0.0:0"], ["--dialects", "chekkin"]] {
        let said = idocr(&[&["serve"], &arguments[..]].concat());
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
    }
}

#[test]
fn a_photo_is_told_in_a_dialect() {
    let folder = folder("scan-as");
    let file = folder.join("a.png");
    image::RgbImage::new(300, 200)
        .save(&file)
        .expect("a picture can be written");
    let file = file.to_str().expect("the path is UTF-8");
    let said = idocr(&["scan", "--as", "chekin", file]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        serde_json::from_str::<Value>(&said.out)
            .expect("one body")
            .is_object()
    );
    let said = idocr(&["scan", "--as", "videosdk", file, file]);
    assert_eq!(said.out.lines().count(), 2, "{}", said.err);
    assert_eq!(idocr(&["scan", "--as", "nobody", file]).code, 2);
    assert_eq!(idocr(&["scan", "--as", "chekin", "--json", file]).code, 2);
}
