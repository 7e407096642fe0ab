//! VideoSDK's `POST /ai/v1/ocr`: front and back in, one flat answer out.

use engine::{Document, FieldName, Scan};
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Dialect, Method, Refusal, Route};
use crate::print::{self, DateStyle};
use crate::request::{Request, picture_itself, text};
use crate::stamp::Stamp;

/// The dialect.
pub(super) const DIALECT: Dialect = Dialect {
    name: "videosdk",
    routes: &[Route {
        method: Method::Post,
        path: "/ai/v1/ocr",
    }],
    codes: &[],
    largest_picture: None,
    token: |request| {
        request
            .header("authorization")
            .map(|token| token.trim().to_owned())
    },
    decode,
    encode,
    refuse,
};

/// The page's prose and its snippet spell the two parts differently; both are taken.
const FRONT: [&str; 2] = ["frontpart", "frontPart"];
const BACK: [&str; 2] = ["backpart", "backPart"];

fn decode(request: &Request) -> Result<Ask, Refusal> {
    let object = request.object()?;
    let parts = [part(&object, FRONT), part(&object, BACK)];
    let pictures = parts
        .into_iter()
        .filter(|part| !matches!(part, Err(Refusal::Missing(_))))
        .map(|part| part.and_then(picture_itself))
        .collect::<Result<Vec<_>, _>>()?;
    if pictures.is_empty() {
        return Err(Refusal::Missing("frontpart"));
    }
    Ok(Ask::Scan {
        pictures,
        document: None,
        code: String::new(),
    })
}

fn part<'a>(
    object: &'a Map<String, Value>,
    spellings: [&'static str; 2],
) -> Result<&'a str, Refusal> {
    let [first, second] = spellings;
    let name = if object.contains_key(second) {
        second
    } else {
        first
    };
    text(object, name)
}

/// The fields that may be the document's number, the likeliest first.
const NUMBERS: [FieldName; 4] = [
    FieldName::DocumentNumber,
    FieldName::PersonalNumber,
    FieldName::TaxNumber,
    FieldName::CardNumber,
];

/// Front and back: a document of each picture, or both sides of one document that one picture shows.
fn sides(scans: &[Scan]) -> Vec<&Document> {
    match scans {
        [only] => {
            let front = only.documents.iter().take(1);
            let other = |document: &&Document| {
                let shown = &only.documents[0];
                document.document == shown.document && document.side != shown.side
            };
            let back = only.documents.iter().skip(1).filter(other).take(1);
            front.chain(back).collect()
        }
        _ => scans
            .iter()
            .filter_map(|scan| scan.documents.first())
            .collect(),
    }
}

fn encode(_: &Ask, scans: &[Scan], _: &Stamp) -> Answer {
    let sides = sides(scans);
    let one = |names: &[FieldName]| -> String {
        names
            .iter()
            .map(|name| surest(&sides, *name))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    };
    let id_type = sides
        .iter()
        .find_map(|side| side.kind.clone())
        .unwrap_or_default();
    Answer::new(
        200,
        json!({
            "idType": id_type,
            "idNumber": one(&NUMBERS),
            "name": name(&sides),
            "dateOfBirth": one(&[FieldName::DateOfBirth]),
            "address": one(&[FieldName::Address]),
            "gender": one(&[FieldName::Sex]),
            "mobileNumber": one(&[FieldName::MobileNumber]),
        }),
    )
}

/// The value of the side that is surest of it, as printed; the first side wins a tie.
fn surest(sides: &[&Document], name: FieldName) -> String {
    let mut best: Option<(&Document, f32)> = None;
    for side in sides {
        let Some(field) = print::field(side, name) else {
            continue;
        };
        if best.is_none_or(|(_, confidence)| field.confidence > confidence) {
            best = Some((side, field.confidence));
        }
    }
    best.map(|(side, _)| printed(side, name))
        .unwrap_or_default()
}

fn printed(side: &Document, name: FieldName) -> String {
    match name {
        FieldName::DateOfBirth => print::date(side, name, DateStyle::Iso),
        _ => print::text(side, name),
    }
}

fn name(sides: &[&Document]) -> String {
    let full = surest(sides, FieldName::FullName);
    if !full.is_empty() {
        return full;
    }
    let parts = [
        surest(sides, FieldName::GivenNames),
        surest(sides, FieldName::Surname),
    ];
    parts.join(" ").trim().to_owned()
}

fn refuse(refusal: &Refusal) -> Answer {
    let (status, message) = match refusal {
        Refusal::Malformed(what) => (400, what.clone()),
        Refusal::Missing(what) => (400, format!("{what} is required")),
        Refusal::UnknownDocument(code) => (400, format!("unknown document {code}")),
        Refusal::NotAPicture(what) => (400, what.clone()),
        Refusal::TooLarge(what) => (413, what.clone()),
        Refusal::NotFound => (404, "not found".into()),
        Refusal::WrongMethod => (405, "this route is called with POST".into()),
        Refusal::Unauthorized => (401, "the token is missing or wrong".into()),
        Refusal::Forbidden(what) => (403, what.clone()),
        Refusal::Busy => (503, "busy, try again later".into()),
        Refusal::Failed(_) => (500, "internal server error".into()),
    };
    Answer::new(status, json!({ "statusCode": status, "error": message }))
}
