//! Verifik's `POST /v3/ocr/scan-studio`.

use engine::{Document, Scan};
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Dialect, Method, Route};
use crate::print::{self, DateStyle};
use crate::stamp::Stamp;
use crate::verifik::{self, FullText, Named};

/// The dialect.
pub(super) const DIALECT: Dialect = Dialect {
    name: "verifik-v3",
    routes: &[Route {
        method: Method::Post,
        path: "/v3/ocr/scan-studio",
    }],
    largest_picture: None,
    token: |request| request.authorization("bearer"),
    decode: verifik::decode,
    encode,
    refuse: verifik::refuse,
};

fn encode(ask: &Ask, scans: &[Scan], stamp: &Stamp) -> Answer {
    let (scan, document) = verifik::answered(ask, scans);
    let nothing = Document::default();
    let document = document.unwrap_or(&nothing);
    let extraction = extraction(ask, scan, document, stamp);
    Answer::new(
        200,
        json!({
            "data": data(ask, document, extraction, stamp),
            "signature": verifik::signature(stamp),
            "id": stamp.short_id(),
        }),
    )
}

fn data(ask: &Ask, document: &Document, extraction: Value, stamp: &Stamp) -> Value {
    let code = verifik::code(ask);
    let age = verifik::age(document, stamp).map(|age| age.to_string());
    json!({
        "age": age,
        "client": stamp.object_id(),
        "country": country(ask, document),
        "documentCategory": "ID",
        "documentNumber": extraction.get("documentNumber").cloned().unwrap_or_default(),
        "documentType": code.code,
        "firstNameMatchPercentage": 0,
        "fullNameMatchPercentage": 0,
        "gender": verifik::gender(document),
        "imageValidated": false,
        "infoValidationSupported": true,
        "inputMethod": "NOT_SET",
        "lastNameMatchPercentage": 0,
        "namesMatch": false,
        "nationality": extraction.get("nationality").cloned().unwrap_or_default(),
        "OCRExtraction": extraction,
        "requiresBackSide": false,
        "scoreValidated": false,
        "status": "ACTIVE_BUT_UNVERIFIED",
        "type": "ocr",
        "url": "",
        "validationMethod": "SCAN_STUDIO",
        "_id": stamp.object_id(),
        "updatedAt": stamp.iso(),
        "createdAt": stamp.iso(),
        "__v": 0,
    })
}

/// The code's country; for codes of any country, the issuing state's English name.
fn country(ask: &Ask, document: &Document) -> String {
    match verifik::code(ask).country {
        "" => {
            let state = document.country.as_deref().unwrap_or_default();
            mrz::state::find(state).map_or_else(|| state.to_owned(), |state| state.name.to_owned())
        }
        country => country.to_owned(),
    }
}

fn extraction(ask: &Ask, scan: Option<&Scan>, document: &Document, stamp: &Stamp) -> Value {
    let named = verifik::named(document);
    let text = FullText::of(document);
    let fields: Vec<Value> = named
        .iter()
        .map(|(id, value)| field(*id, value, scan, document, &text))
        .collect();
    let mut out = Map::new();
    out.insert("details".into(), json!({ "fields": fields }));
    out.insert("documentType".into(), verifik::code(ask).code.into());
    for (_, value) in named {
        out.insert(value.name.into(), value.text.into());
    }
    let full_name = verifik::full_name(document);
    if !full_name.is_empty() {
        out.insert("fullName".into(), full_name.into());
    }
    if let Some(age) = verifik::age(document, stamp) {
        out.insert("age".into(), age.into());
    }
    out.insert("country".into(), country(ask, document).into());
    out.insert("category".into(), "ID".into());
    out.into()
}

fn field(
    id: usize,
    value: &Named,
    scan: Option<&Scan>,
    document: &Document,
    text: &FullText,
) -> Value {
    let segments: Vec<Value> = text
        .find(&value.text)
        .map(|(start, length)| {
            json!({ "startIndex": start.to_string(), "endIndex": (start + length).to_string() })
        })
        .into_iter()
        .collect();
    let known = print::field(document, value.field);
    let mut out = json!({
        "textAnchor": { "textSegments": segments },
        "type": value.name,
        "mentionText": value.text,
        "confidence": known.map(|field| field.confidence),
        "pageAnchor": { "pageRefs": page(value, scan, document) },
        "id": id.to_string(),
    });
    if let Some(date) = normalized_date(document, value) {
        out["normalizedValue"] = date;
    }
    out
}

/// Where the value stands, TL TR BR BL, as shares of the picture.
fn page(value: &Named, scan: Option<&Scan>, document: &Document) -> Value {
    let (Some(scan), Some(field)) = (scan, print::field(document, value.field)) else {
        return json!([]);
    };
    if !verifik::has_place(document, value.field) {
        return json!([]);
    }
    let (width, height) = (scan.width.max(1) as f32, scan.height.max(1) as f32);
    let vertices: Vec<Value> = field
        .quad
        .0
        .iter()
        .map(|p| json!({ "x": p.x / width, "y": p.y / height }))
        .collect();
    json!([{ "boundingPoly": { "normalizedVertices": vertices } }])
}

fn normalized_date(document: &Document, value: &Named) -> Option<Value> {
    if !value.name.to_ascii_lowercase().contains("date") {
        return None;
    }
    let iso = print::restyled(document, value.field, DateStyle::Iso);
    let (year, month, day) = print::whole_date(&iso)?;
    Some(json!({ "text": iso, "dateValue": { "year": year, "month": month, "day": day } }))
}
