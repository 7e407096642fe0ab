//! What every dialect is made of.

use engine::Scan;
use serde_json::Value;

use crate::request::Request;
use crate::stamp::Stamp;

/// A vendor's way of asking and answering.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// The word that names it, such as `verifik-v3`.
    pub name: &'static str,
    /// Where it listens.
    pub routes: &'static [Route],
    /// The vendor's codes of what can be asked: document codes, endpoints; empty where it has none.
    pub codes: &'static [&'static str],
    /// The largest picture it takes, in bytes, where the vendor names one.
    pub largest_picture: Option<usize>,
    /// The caller's token, taken from where this vendor's clients put it.
    pub token: fn(&Request) -> Option<String>,
    /// What the caller wants.
    pub decode: fn(&Request) -> Result<Ask, Refusal>,
    /// The answer to `Ask::Scan`, one scan a picture.
    pub encode: fn(&Ask, &[Scan], &Stamp) -> Answer,
    /// The answer to a request that cannot be served.
    pub refuse: fn(&Refusal) -> Answer,
}

/// A method and a path; a segment in braces stands for any segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// How it is called.
    pub method: Method,
    /// Where, such as `/api/v1/tools/ocr/data/{id}/`.
    pub path: &'static str,
}

impl Route {
    /// Whether a path is this route's.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        let parts = |path: &str| -> Vec<String> {
            path.trim_matches('/')
                .split('/')
                .map(str::to_owned)
                .collect()
        };
        let (own, given) = (parts(self.path), parts(path));
        let same = |(own, given): (&String, &String)| own == given || own.starts_with('{');
        own.len() == given.len() && own.iter().zip(&given).all(same)
    }
}

/// The methods in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    #[default]
    Post,
    /// `DELETE`
    Delete,
}

/// What a caller wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Read these pictures and answer at once.
    Scan {
        /// One picture a side.
        pictures: Vec<Picture>,
        /// The only document expected, for the engine: the beginning of its template id.
        document: Option<&'static str>,
        /// The vendor's own code of what was asked, one of [`Dialect::codes`]; empty: whatever the
        /// picture shows.
        code: String,
    },
    /// Keep these pictures of one document, answer with a ticket, read them later.
    Job(Vec<Picture>),
    /// What became of this ticket.
    Look(u64),
    /// Forget this ticket, its picture and its result.
    Forget(u64),
}

/// A picture as a caller gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// The encoded picture itself.
    Bytes(Vec<u8>),
    /// Where it is to be fetched, if the operator allows the host.
    Url(String),
}

/// Why a request is not served.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The body is not what the content type says, or a value has the wrong type.
    Malformed(String),
    /// A required value is missing.
    Missing(&'static str),
    /// The document code is none of the vendor's.
    UnknownDocument(String),
    /// The bytes are not a picture that this vendor takes.
    NotAPicture(String),
    /// The picture is larger than the vendor or the engine takes.
    TooLarge(String),
    /// There is no such ticket.
    NotFound,
    /// The route is called in another way than this.
    WrongMethod,
    /// No token, or a wrong one.
    Unauthorized,
    /// The token or the operator's settings do not allow this.
    Forbidden(String),
    /// The queue is full or the time is up; later it may do.
    Busy,
    /// The engine failed.
    Failed(String),
}

impl Refusal {
    /// Its kind in a word, for logs: nothing of what the caller sent.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Missing(_) => "missing",
            Self::UnknownDocument(_) => "unknown-document",
            Self::NotAPicture(_) => "not-a-picture",
            Self::TooLarge(_) => "too-large",
            Self::NotFound => "not-found",
            Self::WrongMethod => "wrong-method",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden(_) => "forbidden",
            Self::Busy => "busy",
            Self::Failed(_) => "failed",
        }
    }
}

/// What is sent back.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The JSON body.
    pub body: Value,
}

impl Answer {
    /// An answer of `status` with `body`.
    pub fn new(status: u16, body: Value) -> Self {
        Self { status, body }
    }
}
