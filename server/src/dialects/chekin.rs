//! Chekin's two steps: a picture is handed in for a ticket, the ticket is asked for its data.

use engine::{Document, Mrz, Scan};
use serde_json::{Value, json};

use crate::dialect::{Answer, Ask, Dialect, Method, Picture, Refusal, Route};
use crate::request::{Request, picture, text};
use crate::stamp::Stamp;

/// The dialect.
pub(super) const DIALECT: Dialect = Dialect {
    name: "chekin",
    routes: &[
        Route {
            method: Method::Post,
            path: "/api/v1/tools/ocr/picture/",
        },
        Route {
            method: Method::Get,
            path: "/api/v1/tools/ocr/data/{id}/",
        },
        Route {
            method: Method::Delete,
            path: "/api/v1/tools/ocr/data/{id}/",
        },
    ],
    largest_picture: None,
    token: |request| request.authorization("token"),
    decode,
    encode,
    refuse,
};

/// How far a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketState {
    /// Stored, not read yet.
    New,
    /// Being read.
    Processing,
    /// Read.
    Complete,
    /// Could not be read.
    Failed,
}

impl TicketState {
    /// The vendor's word: `NEW`, `PRO`, `COM` or `ERR`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::Processing => "PRO",
            Self::Complete => "COM",
            Self::Failed => "ERR",
        }
    }
}

/// A picture that was handed in.
#[derive(Debug, Clone, Copy)]
pub struct Ticket<'a> {
    /// Its number.
    pub id: u64,
    /// A signed link to the stored picture, that expires; `None` once it is deleted.
    pub picture: Option<&'a str>,
    /// How far it is.
    pub state: TicketState,
    /// What was read, once complete.
    pub scan: Option<&'a Scan>,
}

fn decode(request: &Request) -> Result<Ask, Refusal> {
    match request.method {
        Method::Post => handed_in(request).map(Ask::Job),
        Method::Get => ticket_number(request).map(Ask::Look),
        Method::Delete => ticket_number(request).map(Ask::Forget),
    }
}

fn handed_in(request: &Request) -> Result<Picture, Refusal> {
    if let Some((_, bytes)) = request
        .files
        .iter()
        .find(|(name, _)| name == "picture_file")
    {
        return Ok(Picture::Bytes(bytes.clone()));
    }
    match request.form("picture_file") {
        Some(form) => picture(form),
        None => picture(text(&request.object()?, "picture_file")?),
    }
}

fn ticket_number(request: &Request) -> Result<u64, Refusal> {
    request
        .last_segment()
        .parse()
        .map_err(|_| Refusal::NotFound)
}

/// A finished ticket, for callers that do not wait: the library and the command line.
fn encode(_: &Ask, scans: &[Scan], _: &Stamp) -> Answer {
    let scan = scans.first();
    let body = view(&Ticket {
        id: 0,
        picture: None,
        state: TicketState::Complete,
        scan,
    });
    Answer::new(200, body)
}

/// The seventeen keys of a ticket.
pub(super) fn view(ticket: &Ticket<'_>) -> Value {
    let documents = ticket
        .scan
        .map(|scan| scan.documents.as_slice())
        .unwrap_or_default();
    let mrz = documents
        .iter()
        .find_map(|document: &Document| document.mrz.as_ref());
    let empty = json!({});
    let flags = mrz.map_or(&empty, |mrz| &mrz.chekin);
    let flag = |name: &str| flags.get(name).and_then(Value::as_bool).unwrap_or(false);
    let score = match ticket.state {
        TicketState::Complete => flags
            .get("valid_score")
            .cloned()
            .unwrap_or_else(|| 0.into()),
        _ => Value::Null,
    };
    json!({
        "id": ticket.id,
        "picture_file": ticket.picture,
        "mrz_detected": mrz.is_some(),
        "status": ticket.state.as_str(),
        "type_doc": stripped(mrz, "document_code"),
        "country": stripped(mrz, "issuing_state"),
        "date_of_birth": stripped(mrz, "date_of_birth"),
        "expiration_date": stripped(mrz, "date_of_expiry"),
        "names": stripped(mrz, "given_names"),
        "surname": stripped(mrz, "surname"),
        "nationality": stripped(mrz, "nationality"),
        "number": stripped(mrz, "document_number"),
        "sex": stripped(mrz, "sex"),
        "valid_composite": flag("valid_composite"),
        "valid_date_of_birth": flag("valid_date_of_birth"),
        "valid_expiration_date": flag("valid_expiration_date"),
        "valid_number": flag("valid_number"),
        "valid_score": score,
    })
}

/// A value of the zone without fillers; null when there is none.
fn stripped(mrz: Option<&Mrz>, name: &str) -> Option<String> {
    let value = mrz?.fields.get(name)?.replace('<', "");
    (!value.is_empty()).then_some(value)
}

fn refuse(refusal: &Refusal) -> Answer {
    let field = |message: &str| json!({ "picture_file": [message] });
    let detail = |message: &str| json!({ "detail": message });
    match refusal {
        Refusal::Malformed(what) => Answer::new(400, detail(what)),
        Refusal::Missing(_) => Answer::new(400, field("This field is required.")),
        Refusal::NotAPicture(what) | Refusal::TooLarge(what) => Answer::new(400, field(what)),
        Refusal::UnknownDocument(code) => Answer::new(400, detail(code)),
        Refusal::NotFound => Answer::new(404, detail("Not found.")),
        Refusal::Unauthorized => Answer::new(401, detail("Invalid token.")),
        Refusal::Forbidden(what) => Answer::new(403, detail(what)),
        Refusal::Busy => Answer::new(429, detail("Request was throttled.")),
        Refusal::Failed(what) => Answer::new(500, detail(what)),
    }
}
