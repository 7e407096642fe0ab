//! Chekin's two steps: a picture is handed in for a ticket, the ticket is asked for its data.

use engine::Scan;
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Dialect, Method, Picture, Refusal, Route};
use crate::request::{Request, picture_itself, text};
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
    codes: &[],
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
    /// What was read, once complete: a scan a picture.
    pub scans: &'a [Scan],
}

fn decode(request: &Request) -> Result<Ask, Refusal> {
    match request.method {
        Method::Post => handed_in(request).map(Ask::Job),
        Method::Get => ticket_number(request).map(Ask::Look),
        Method::Delete => ticket_number(request).map(Ask::Forget),
    }
}

/// `picture_file` and, where a later version's client sends it, `picture_file_2`; in JSON, in a form or as
/// files. `do_face_extraction` is taken and changes nothing here.
fn handed_in(request: &Request) -> Result<Vec<Picture>, Refusal> {
    let object = match request.body.is_empty() {
        false => request.object()?,
        true => Map::new(),
    };
    let first = handed(request, &object, "picture_file")?;
    match handed(request, &object, "picture_file_2") {
        Ok(second) => Ok(vec![first, second]),
        Err(Refusal::Missing(_)) => Ok(vec![first]),
        Err(refusal) => Err(refusal),
    }
}

fn handed(
    request: &Request,
    object: &Map<String, Value>,
    name: &'static str,
) -> Result<Picture, Refusal> {
    if let Some((_, bytes)) = request.files.iter().find(|(key, _)| key == name) {
        // A client may send its data URL as a part of a form, too.
        return match std::str::from_utf8(bytes) {
            Ok(text) if text.trim().is_empty() => Err(Refusal::Missing(name)),
            Ok(text) => picture_itself(text),
            Err(_) => Ok(Picture::Bytes(bytes.clone())),
        };
    }
    match request.form(name) {
        Some(form) if form.trim().is_empty() => Err(Refusal::Missing(name)),
        Some(form) => picture_itself(form),
        None => picture_itself(text(object, name)?),
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
    let body = view(&Ticket {
        id: 0,
        picture: None,
        state: TicketState::Complete,
        scans,
    });
    Answer::new(200, body)
}

/// The eighteen keys of a ticket; the zone's view is the engine's, a pure function of its lines.
pub(super) fn view(ticket: &Ticket<'_>) -> Value {
    let nothing = Map::new();
    let zone = zone(ticket.scans).unwrap_or(&nothing);
    let flag = |name: &str| zone.get(name).and_then(Value::as_bool).unwrap_or(false);
    let text = |name: &str| {
        let value = zone.get(name).and_then(Value::as_str).unwrap_or_default();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let score = match ticket.state {
        TicketState::Complete => zone.get("valid_score").cloned().unwrap_or(0.into()),
        _ => Value::Null,
    };
    json!({
        "id": ticket.id,
        "picture_file": ticket.picture,
        "mrz_detected": flag("mrz_detected"),
        "status": ticket.state.as_str(),
        "type_doc": text("type_doc"),
        "country": text("country"),
        "date_of_birth": text("date_of_birth"),
        "expiration_date": text("expiration_date"),
        "names": text("names"),
        "surname": text("surname"),
        "nationality": text("nationality"),
        "number": text("number"),
        "sex": text("sex"),
        "valid_composite": flag("valid_composite"),
        "valid_date_of_birth": flag("valid_date_of_birth"),
        "valid_expiration_date": flag("valid_expiration_date"),
        "valid_number": flag("valid_number"),
        "valid_score": score,
    })
}

/// The zone of the best score in all pictures, the first of several equals.
fn zone(scans: &[Scan]) -> Option<&Map<String, Value>> {
    let score = |zone: &&Map<String, Value>| zone.get("valid_score").and_then(Value::as_u64);
    let documents = scans.iter().flat_map(|scan| &scan.documents);
    let zones = documents.filter_map(|document| document.mrz.as_ref()?.chekin.as_object());
    zones.rev().max_by_key(score)
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
        Refusal::WrongMethod => Answer::new(405, detail("Method not allowed.")),
        Refusal::Unauthorized => Answer::new(401, detail("Invalid token.")),
        Refusal::Forbidden(what) => Answer::new(403, detail(what)),
        Refusal::Busy => Answer::new(429, detail("Request was throttled.")),
        Refusal::Failed(_) => Answer::new(500, detail("A server error occurred.")),
    }
}
