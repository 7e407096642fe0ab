//! Fetches pictures by URL, from hosts that the operator allows and from public addresses alone.
//!
//! The client resolves through [`Doorman`] and connects to the very addresses that it let pass, for the
//! first request and for every redirect: nothing is looked up twice, so nothing can change in between.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use axum::http::Uri;
use tokio::sync::Semaphore;
use ureq::config::Config;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use crate::dialect::Refusal;
use crate::settings::{Settings, SettingsError};

/// Redirects that are followed: a picture's short link, and `http` to `https`.
const REDIRECTS: u32 = 3;
/// Seconds that a picture may take at most; a caller waits no longer than for the server itself.
const PATIENCE: Duration = Duration::from_secs(10);
/// Pictures fetched at once; each holds a thread.
const AT_ONCE: usize = 16;

/// Fetches pictures, if hosts are allowed at all.
pub(crate) struct Fetcher {
    agent: Option<ureq::Agent>,
    largest: u64,
    places: Arc<Semaphore>,
}

impl Fetcher {
    /// Fetches as the settings allow.
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let hosts: Vec<Host> = settings
            .allow_url
            .iter()
            .map(|host| Host::parse(host))
            .collect::<Result<_, _>>()?;
        let doorman = Doorman {
            hosts,
            look_up: |host, port| Ok((host, port).to_socket_addrs()?.collect()),
            admits: is_public,
        };
        Ok(Self::with(doorman, settings))
    }

    fn with(doorman: Doorman, settings: &Settings) -> Self {
        let config = Config::builder()
            // A proxy of the environment would resolve names behind the doorman's back.
            .proxy(None)
            .max_redirects(REDIRECTS)
            .max_idle_connections(0)
            .timeout_global(Some(PATIENCE.min(settings.timeout)))
            .user_agent(concat!("idocr/", env!("CARGO_PKG_VERSION")))
            .build();
        let agent = (!doorman.hosts.is_empty())
            .then(|| ureq::Agent::with_parts(config, DefaultConnector::default(), doorman));
        Self {
            agent,
            largest: u64::try_from(settings.picture_bytes).unwrap_or(u64::MAX),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The picture at `url`.
    pub(crate) async fn fetch(&self, url: String) -> Result<Vec<u8>, Refusal> {
        let agent = self.agent.clone().ok_or_else(|| {
            Refusal::Forbidden("this server fetches no pictures; send the picture itself".into())
        })?;
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| Refusal::Busy)?;
        let largest = self.largest;
        let fetched = tokio::task::spawn_blocking(move || {
            let _place = place;
            get(&agent, &url, largest)
        });
        fetched
            .await
            .map_err(|_| Refusal::Failed("the picture could not be fetched".into()))?
    }
}

fn get(agent: &ureq::Agent, url: &str, largest: u64) -> Result<Vec<u8>, Refusal> {
    let mut answer = agent.get(url).call().map_err(refusal_of)?;
    // One byte more than may come: a picture of exactly the limit is no error.
    let body = answer.body_mut().with_config().limit(largest + 1);
    let bytes = body.read_to_vec().map_err(refusal_of)?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= largest => Ok(bytes),
        _ => Err(refusal_of(ureq::Error::BodyExceedsLimit(largest))),
    }
}

/// The caller learns which rule it met, and nothing about the network behind the server.
fn refusal_of(error: ureq::Error) -> Refusal {
    match error {
        ureq::Error::Other(inner) if inner.is::<Turned>() => Refusal::Forbidden(inner.to_string()),
        ureq::Error::BodyExceedsLimit(_) => {
            Refusal::TooLarge("the picture at the link is too large".into())
        }
        _ => Refusal::NotAPicture("the picture could not be fetched".into()),
    }
}

/// A host that is allowed, with its port where that is not the scheme's own.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Host {
    name: String,
    port: Option<u16>,
}

impl Host {
    fn parse(text: &str) -> Result<Self, SettingsError> {
        let fault = || SettingsError::Host(text.to_owned());
        // A whole address would allow less than it seems to: hosts are allowed, not paths.
        let uri: Uri = format!("http://{text}/").parse().map_err(|_| fault())?;
        let authority = uri.authority().ok_or_else(fault)?;
        let whole = authority.as_str() == text && !authority.host().is_empty();
        if !whole || text.contains('@') || uri.path() != "/" {
            return Err(fault());
        }
        Ok(Self {
            name: folded(authority.host()),
            port: authority.port_u16(),
        })
    }

    fn is(&self, name: &str, port: u16, usual: u16) -> bool {
        self.name == folded(name) && port == self.port.unwrap_or(usual)
    }
}

/// Names of hosts know no case, and a dot at the end is the root's.
fn folded(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

type LookUp = fn(&str, u16) -> std::io::Result<Vec<SocketAddr>>;

/// Resolves allowed hosts to public addresses, and turns everything else away.
#[derive(Debug)]
struct Doorman {
    hosts: Vec<Host>,
    look_up: LookUp,
    admits: fn(IpAddr) -> bool,
}

/// Why a link was turned away.
#[derive(Debug, thiserror::Error)]
enum Turned {
    #[error("the link's host is not one that this server may fetch from")]
    Host,
    #[error("the link leads to an address that is not public")]
    Address,
}

impl Doorman {
    fn addresses(&self, uri: &Uri) -> Result<Vec<SocketAddr>, ureq::Error> {
        let turned = |why: Turned| ureq::Error::Other(Box::new(why));
        let name = uri.host().unwrap_or_default();
        let usual = match uri.scheme_str() {
            Some("https") => 443,
            _ => 80,
        };
        let port = uri.port_u16().unwrap_or(usual);
        if !self.hosts.iter().any(|host| host.is(name, port, usual)) {
            return Err(turned(Turned::Host));
        }
        let bare = folded(name.trim_start_matches('[').trim_end_matches(']'));
        let addresses = (self.look_up)(&bare, port)?;
        // One bad address among good ones is no accident.
        match addresses.iter().all(|address| (self.admits)(address.ip())) {
            true => Ok(addresses),
            false => Err(turned(Turned::Address)),
        }
    }
}

impl Resolver for Doorman {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut out = self.empty();
        for address in self.addresses(uri)?.into_iter().take(MOST_ADDRESSES) {
            out.push(address);
        }
        match out.is_empty() {
            true => Err(ureq::Error::HostNotFound),
            false => Ok(out),
        }
    }
}

/// Addresses of one host that are tried; the client's list holds sixteen.
const MOST_ADDRESSES: usize = 16;

/// Whether an address is one of the public internet's.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// Not what IANA's registry of special addresses lists.
fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let special = v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_multicast()
        || v4.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b));
    !special
}

/// Global unicast only: that leaves out loopback, link-local, multicast, unique local, IPv4-mapped and
/// translated addresses; of global unicast, not the tunnels that carry an IPv4 address, nor documentation.
fn is_public_v6(v6: Ipv6Addr) -> bool {
    let [a, b, ..] = v6.segments();
    let global = (0x2000..0x4000).contains(&a);
    let special = a == 0x2002 || (a == 0x2001 && (b < 0x200 || b == 0xdb8)) || a == 0x3fff;
    global && !special
}

#[cfg(test)]
mod tests;
