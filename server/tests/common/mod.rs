//! The server over real sockets, with a reader that needs no weights.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use engine::{Error, ErrorKind, Scan, Stage};
use serde_json::Value;
use server::{Server, Settings};
use tokio::sync::oneshot;

/// A PNG's first bytes and a number; the reader below answers a scan of that width.
pub fn picture(number: u32) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n".as_slice(), &number.to_be_bytes()].concat()
}

pub fn read(bytes: &[u8], _: Option<&str>) -> Result<Scan, Error> {
    let number = bytes
        .strip_prefix(b"\x89PNG\r\n\x1a\n")
        .and_then(|rest| rest.try_into().ok());
    match number.map(u32::from_be_bytes) {
        Some(width) => Ok(Scan {
            width,
            ..Scan::default()
        }),
        None => Err(Error::new(
            ErrorKind::Input,
            Stage::Decode,
            "not a picture; send another",
        )),
    }
}

/// A running server that stops when it goes out of scope.
pub struct Running {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Running {
    pub fn start<R>(settings: Settings, read: R) -> Self
    where
        R: Fn(&[u8], Option<&str>) -> Result<Scan, Error> + Send + Sync + 'static,
    {
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let server = Server::bind(settings, read).await.unwrap();
                tell.send(server.address().unwrap()).unwrap();
                let stop = async {
                    let _ = stopped.await;
                };
                server.run(stop).await.unwrap();
            });
        });
        Self {
            address: told.recv().unwrap(),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub fn with_defaults() -> Self {
        Self::start(local(), read)
    }

    /// One that serves callers with the token `secret` alone.
    pub fn with_tokens<R>(read: R) -> Self
    where
        R: Fn(&[u8], Option<&str>) -> Result<Scan, Error> + Send + Sync + 'static,
    {
        let file = scratch("tokens");
        std::fs::write(&file, "secret\n").unwrap();
        let tokens = Some(file.clone());
        let server = Self::start(Settings { tokens, ..local() }, read);
        std::fs::remove_file(file).unwrap();
        server
    }

    /// A caller who sends the first byte of a hundred and waits.
    pub fn half_sent(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let head = format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{{");
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    /// Status and body of one request.
    pub fn ask(&self, head: &str, body: &[u8]) -> (u16, String) {
        ask(self.address, head, body)
    }

    pub fn json(&self, head: &str, body: &Value) -> (u16, Value) {
        let head = format!("{head}\r\ncontent-type: application/json");
        let (status, text) = self.ask(&head, body.to_string().as_bytes());
        (
            status,
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text}")),
        )
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap();
    }
}

/// Status and body of one request; status 0 where nobody answers.
pub fn ask(address: SocketAddr, head: &str, body: &[u8]) -> (u16, String) {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return (0, String::new());
    };
    stream
        .set_read_timeout(Some(Duration::from_secs(600)))
        .unwrap();
    let length = body.len();
    let head = format!("{head}\r\nhost: {address}\r\ncontent-length: {length}\r\n");
    let head = format!("{head}connection: close\r\n\r\n");
    // A server that refuses early may close before it has read everything.
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
    answer(stream)
}

pub fn answer(mut stream: TcpStream) -> (u16, String) {
    let mut text = Vec::new();
    let _ = stream.read_to_end(&mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    let status = text
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    let body = text
        .split_once("\r\n\r\n")
        .map(|(_, body)| body.to_owned())
        .unwrap_or_default();
    (status, body)
}

pub fn local() -> Settings {
    Settings {
        listen: "127.0.0.1:0".parse().unwrap(),
        workers: 2,
        ..Settings::default()
    }
}

/// A place for files that no other test, of this process or another, is given.
pub fn scratch(name: &str) -> PathBuf {
    static GIVEN: AtomicUsize = AtomicUsize::new(0);
    let number = GIVEN.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("idocr-http-{name}-{}-{number}", std::process::id()))
}

pub const HAND_IN: &str = "POST /api/v1/tools/ocr/picture/ HTTP/1.1\r\nauthorization: Token T";

pub fn look(id: &Value) -> String {
    format!("GET /api/v1/tools/ocr/data/{id}/ HTTP/1.1\r\nauthorization: Token T")
}

/// Asks for a ticket until it is finished.
pub fn finished(server: &Running, id: &Value) -> Value {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let (status, ticket) = server.json(&look(id), &Value::Null);
        assert_eq!(status, 200, "{ticket}");
        if ticket["status"] == "COM" || ticket["status"] == "ERR" {
            return ticket;
        }
        assert!(Instant::now() < deadline, "still {}", ticket["status"]);
        std::thread::sleep(Duration::from_millis(20));
    }
}
