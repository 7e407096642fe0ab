//! How a server is set up, and what of it is refused.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::dialect::Dialect;
use crate::dialects;

/// How a server is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens; anything but loopback needs `tokens`.
    pub listen: SocketAddr,
    /// A file of tokens, one a line; without it every caller on this machine is served.
    pub tokens: Option<PathBuf>,
    /// The dialects spoken; empty means all.
    pub dialects: Vec<String>,
    /// The folder of the tickets' database; without it tickets live in memory.
    pub store: Option<PathBuf>,
    /// How long pictures and results of tickets are kept; zero keeps nothing beyond the answer.
    pub keep: Duration,
    /// Requests that may wait for a worker; one more is told to come later.
    pub queue: usize,
    /// Pictures read at once; zero means one a core.
    pub workers: usize,
    /// How long a caller waits at most, body included.
    pub timeout: Duration,
    /// Bytes of a picture that a request may hold: that of the engine's own [`engine::Engine::limits`], which does not
    /// know these settings.
    pub picture_bytes: usize,
    /// Hosts from which pictures are fetched, `host` or `host:port`; none when empty.
    pub allow_url: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8730)),
            tokens: None,
            dialects: Vec::new(),
            store: None,
            // Long enough for a client that polls, short enough that a disk tells little.
            keep: Duration::from_secs(3600),
            // At some 100 ms a picture the last in the queue waits under ten seconds.
            queue: 64,
            workers: 0,
            timeout: Duration::from_secs(30),
            picture_bytes: engine::Limits::default().bytes,
            allow_url: Vec::new(),
        }
    }
}

/// A setting that cannot be obeyed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// An open server by accident.
    #[error(
        "{0} can be reached from other machines: name a file of tokens with --tokens, or listen on 127.0.0.1"
    )]
    Open(SocketAddr),
    /// A dialect that does not exist.
    #[error("there is no dialect {0:?}; there are {1}")]
    UnknownDialect(String, String),
    /// A host of `--allow-url` that is none.
    #[error("--allow-url {0}: expected a host such as cdn.example.com, or host:port")]
    Host(String),
    /// A token file that cannot be used.
    #[error("tokens {path}: {what}")]
    Tokens {
        /// The file.
        path: String,
        /// What is wrong with it and what to do.
        what: String,
    },
}

impl Settings {
    /// Refuses a server that other machines reach without a token.
    pub(crate) fn check(&self) -> Result<(), SettingsError> {
        if self.tokens.is_none() && !self.listen.ip().is_loopback() {
            return Err(SettingsError::Open(self.listen));
        }
        Ok(())
    }

    /// The dialects that are spoken.
    pub(crate) fn spoken(&self) -> Result<Vec<&'static Dialect>, SettingsError> {
        if self.dialects.is_empty() {
            return Ok(dialects::ALL.to_vec());
        }
        self.dialects.iter().map(|name| named(name)).collect()
    }
}

fn named(name: &str) -> Result<&'static Dialect, SettingsError> {
    dialects::named(name).ok_or_else(|| {
        let known: Vec<&str> = dialects::ALL.iter().map(|dialect| dialect.name).collect();
        SettingsError::UnknownDialect(name.to_owned(), known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_machines_need_a_token() {
        let open = Settings {
            listen: "0.0.0.0:8730".parse().unwrap(),
            ..Settings::default()
        };
        assert!(matches!(open.check(), Err(SettingsError::Open(_))));
        let closed = Settings {
            tokens: Some("tokens".into()),
            ..open
        };
        assert!(closed.check().is_ok());
        assert!(Settings::default().check().is_ok());
    }

    #[test]
    fn an_unknown_dialect_is_answered_with_the_known_ones() {
        let settings = Settings {
            dialects: vec!["chekkin".into()],
            ..Settings::default()
        };
        let error = settings.spoken().unwrap_err().to_string();
        assert!(error.contains("chekin"), "{error}");
    }
}
