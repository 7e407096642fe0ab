//! Links that lead where they should not, each beside one that is let pass.

use super::*;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Stands in for the public internet: all else on this machine's loopback is "private" to the tests.
const PUBLIC: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 1));
const PRIVATE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 9));

/// A server of pictures that counts who came.
struct Pictures {
    port: u16,
    visits: Arc<AtomicUsize>,
}

impl Pictures {
    /// Listens at `address` and answers each path as it says.
    fn at(address: IpAddr, answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let visits = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&visits);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                count.fetch_add(1, Ordering::SeqCst);
                let mut stream = stream.unwrap();
                let mut head = [0; 2048];
                let length = stream.read(&mut head).unwrap_or(0);
                let head = String::from_utf8_lossy(&head[..length]).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                let _ = stream.write_all(&answer(&path));
            }
        });
        Self { port, visits }
    }

    fn visits(&self) -> usize {
        self.visits.load(Ordering::SeqCst)
    }
}

fn ok(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn redirect(to: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
    .into_bytes()
}

/// A fetcher that may go to these hosts, at the ports given with them.
fn fetcher(hosts: &[String], admits: fn(IpAddr) -> bool, look_up: LookUp) -> Fetcher {
    let doorman = Doorman {
        hosts: hosts
            .iter()
            .map(|host| Host::parse(host).unwrap())
            .collect(),
        look_up,
        admits,
    };
    let settings = Settings {
        picture_bytes: 1000,
        timeout: Duration::from_millis(800),
        ..Settings::default()
    };
    Fetcher::with(doorman, &settings)
}

/// `*.public` is at the public address, everything else at the private one.
fn names(host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
    let public = host.ends_with(".public");
    Ok(vec![SocketAddr::new(
        if public { PUBLIC } else { PRIVATE },
        port,
    )])
}

fn only_public(address: IpAddr) -> bool {
    address == PUBLIC
}

fn fetch(fetcher: &Fetcher, url: &str) -> Result<Vec<u8>, Refusal> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(fetcher.fetch(url.to_owned()))
}

fn forbidden(got: &Result<Vec<u8>, Refusal>, why: &str) {
    match got {
        Err(Refusal::Forbidden(said)) => assert!(said.contains(why), "{said}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_picture_of_an_allowed_host_at_a_public_address_is_fetched() {
    let server = Pictures::at(PUBLIC, |_| ok(b"picture"));
    let host = format!("a.public:{}", server.port);
    let fetcher = fetcher(std::slice::from_ref(&host), only_public, names);
    assert_eq!(
        fetch(&fetcher, &format!("http://{host}/p")),
        Ok(b"picture".to_vec())
    );
    let shouted = format!("HTTP://A.PUBLIC:{}/p", server.port);
    assert_eq!(fetch(&fetcher, &shouted), Ok(b"picture".to_vec()));
}

#[test]
fn nothing_is_fetched_unless_hosts_are_allowed() {
    let server = Pictures::at(PUBLIC, |_| ok(b"picture"));
    let none = fetcher(&[], |_| true, names);
    let url = format!("http://a.public:{}/p", server.port);
    forbidden(&fetch(&none, &url), "fetches no pictures");
    let other = fetcher(&["b.public".into()], |_| true, names);
    forbidden(&fetch(&other, &url), "host is not one");
    for disguise in [
        format!("http://b.public@a.public:{}/p", server.port),
        format!("http://b.public.a.public:{}/p", server.port),
        format!("http://b.public:{}/p", server.port),
    ] {
        assert!(fetch(&other, &disguise).is_err(), "{disguise}");
    }
    assert_eq!(server.visits(), 0);
}

#[test]
fn an_allowed_host_at_a_private_address_is_turned_away_before_anything_is_sent() {
    let server = Pictures::at(PRIVATE, |_| ok(b"secret"));
    let host = format!("inside.example:{}", server.port);
    let url = format!("http://{host}/p");
    forbidden(
        &fetch(
            &fetcher(std::slice::from_ref(&host), only_public, names),
            &url,
        ),
        "not public",
    );
    assert_eq!(server.visits(), 0);
    // The same link, with the check taken out, arrives: it is the check that turned it away.
    let open = fetcher(&[host], |_| true, names);
    assert_eq!(fetch(&open, &url), Ok(b"secret".to_vec()));
}

#[test]
fn the_real_check_turns_away_this_machine() {
    let server = Pictures::at(PUBLIC, |_| ok(b"secret"));
    let host = format!("localhost:{}", server.port);
    let literal = format!("127.0.0.1:{}", server.port);
    let look_up: LookUp = |host, port| Ok((host, port).to_socket_addrs()?.collect());
    let fetcher = fetcher(&[host.clone(), literal.clone()], is_public, look_up);
    forbidden(&fetch(&fetcher, &format!("http://{host}/p")), "not public");
    forbidden(
        &fetch(&fetcher, &format!("http://{literal}/p")),
        "not public",
    );
    assert_eq!(server.visits(), 0);
}

#[test]
fn a_redirect_is_held_to_the_same_rules() {
    let inside = Pictures::at(PRIVATE, |_| ok(b"secret"));
    let port = inside.port;
    let server = Pictures::at(PUBLIC, move |path| match path {
        "/near" => redirect("/picture"),
        "/inside" => redirect(&format!("http://inside.example:{port}/")),
        "/elsewhere" => redirect("http://elsewhere.public/"),
        "/round" => redirect("/round"),
        _ => ok(b"picture"),
    });
    let host = format!("a.public:{}", server.port);
    let hosts = [host.clone(), format!("inside.example:{port}")];
    let get = |path: &str| {
        fetch(
            &fetcher(&hosts, only_public, names),
            &format!("http://{host}{path}"),
        )
    };
    assert_eq!(
        get("/near"),
        Ok(b"picture".to_vec()),
        "a good one is followed"
    );
    forbidden(&get("/inside"), "not public");
    forbidden(&get("/elsewhere"), "host is not one");
    assert!(get("/round").is_err(), "not for ever");
    assert_eq!(inside.visits(), 0);
}

#[test]
fn a_name_that_changes_between_check_and_connection_changes_nothing() {
    static LOOK_UPS: AtomicUsize = AtomicUsize::new(0);
    let server = Pictures::at(PUBLIC, |path| match path {
        "/again" => redirect("/picture"),
        _ => ok(b"picture"),
    });
    // Public when it is first asked for, private ever after.
    let look_up: LookUp = |_, port| match LOOK_UPS.fetch_add(1, Ordering::SeqCst) {
        0 => Ok(vec![SocketAddr::new(PUBLIC, port)]),
        _ => Ok(vec![SocketAddr::new(PRIVATE, port)]),
    };
    let host = format!("a.public:{}", server.port);
    let fetcher = fetcher(std::slice::from_ref(&host), only_public, look_up);
    let got = fetch(&fetcher, &format!("http://{host}/picture"));
    assert_eq!(got, Ok(b"picture".to_vec()));
    assert_eq!(
        LOOK_UPS.load(Ordering::SeqCst),
        1,
        "checked and used: one look-up"
    );
    LOOK_UPS.store(0, Ordering::SeqCst);
    forbidden(
        &fetch(&fetcher, &format!("http://{host}/again")),
        "not public",
    );
}

#[test]
fn one_private_address_among_public_ones_is_enough() {
    let look_up: LookUp = |_, port| {
        Ok(vec![
            SocketAddr::new(PUBLIC, port),
            SocketAddr::new(PRIVATE, port),
        ])
    };
    let fetcher = fetcher(&["a.public".into()], only_public, look_up);
    forbidden(&fetch(&fetcher, "http://a.public/"), "not public");
}

#[test]
fn what_is_too_large_too_slow_or_not_there_is_refused() {
    let server = Pictures::at(PUBLIC, |path| match path {
        "/limit" => ok(&[7; 1000]),
        "/large" => ok(&[7; 1001]),
        "/endless" => [
            b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec(),
            vec![7; 100_000],
        ]
        .concat(),
        "/slow" => {
            std::thread::sleep(Duration::from_millis(1500));
            ok(b"late")
        }
        _ => {
            b"HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\nconnection: close\r\n\r\nnone".to_vec()
        }
    });
    let host = format!("a.public:{}", server.port);
    let fetcher = fetcher(std::slice::from_ref(&host), only_public, names);
    let get = |path: &str| fetch(&fetcher, &format!("http://{host}{path}"));
    assert_eq!(get("/limit").map(|bytes| bytes.len()), Ok(1000));
    for path in ["/large", "/endless"] {
        assert!(matches!(get(path), Err(Refusal::TooLarge(_))), "{path}");
    }
    assert!(matches!(get("/none"), Err(Refusal::NotAPicture(_))));
    let begun = std::time::Instant::now();
    assert!(matches!(get("/slow"), Err(Refusal::NotAPicture(_))));
    assert!(
        begun.elapsed() < Duration::from_millis(1400),
        "given up in time"
    );
}

#[test]
fn special_addresses_are_not_public() {
    for special in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "2002:7f00:1::",
        "3fff::1",
    ] {
        assert!(!is_public(special.parse().unwrap()), "{special}");
    }
    for public in [
        "8.8.8.8",
        "100.63.0.1",
        "172.32.0.1",
        "193.0.0.1",
        "2606:4700::1111",
        "2a00:1450::1",
    ] {
        assert!(is_public(public.parse().unwrap()), "{public}");
    }
}

#[test]
fn hosts_are_names_with_a_port_or_without() {
    let host = Host::parse("CDN.Example.com.:8080").unwrap();
    assert_eq!(
        (host.name.as_str(), host.port),
        ("cdn.example.com", Some(8080))
    );
    assert!(
        Host::parse("cdn.example.com")
            .unwrap()
            .is("cdn.example.com", 443, 443)
    );
    assert!(
        !Host::parse("cdn.example.com")
            .unwrap()
            .is("cdn.example.com", 22, 443)
    );
    for wrong in [
        "",
        "https://a.example",
        "a.example/path",
        "u@a.example",
        "a b",
        ":80",
    ] {
        assert!(Host::parse(wrong).is_err(), "{wrong:?}");
    }
}
