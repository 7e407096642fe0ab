//! Verifik's deprecated `POST /v2/ocr/scan-studio`.

use engine::{Document, FieldName, Point, Quad, Scan};
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Dialect, Method, Route};
use crate::print;
use crate::stamp::Stamp;
use crate::verifik::{self, FullText, Named};

/// The dialect.
pub(super) const DIALECT: Dialect = Dialect {
    name: "verifik-v2",
    routes: &[Route {
        method: Method::Post,
        path: "/v2/ocr/scan-studio",
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
    Answer::new(
        200,
        json!({
            "data": data(ask, scan, document, stamp),
            "signature": verifik::signature(stamp),
            "id": stamp.short_id(),
            "deprecation": deprecation(),
        }),
    )
}

fn data(ask: &Ask, scan: Option<&Scan>, document: &Document, stamp: &Stamp) -> Value {
    let extraction = extraction(ask, scan, document);
    let age = verifik::age(document, stamp).map(|age| age.to_string());
    let nationality = print::text(document, FieldName::Nationality);
    json!({
        "age": age,
        "client": stamp.object_id(),
        "documentCategory": "Unknown",
        "documentNumber": extraction.get("documentNumber").cloned().unwrap_or_default(),
        "documentType": verifik::code(ask).code,
        "firstNameMatchPercentage": 0,
        "fullNameMatchPercentage": 0,
        "gender": verifik::gender(document),
        "imageValidated": false,
        "infoValidationSupported": true,
        "inputMethod": "NOT_SET",
        "lastNameMatchPercentage": 0,
        "namesMatch": false,
        "nationality": (!nationality.is_empty()).then_some(nationality),
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

/// The three names that v2 extracts from every document.
const EXTRACTED: [&str; 3] = ["documentNumber", "lastName", "firstName"];

fn extraction(ask: &Ask, scan: Option<&Scan>, document: &Document) -> Value {
    let text = FullText::of(document);
    let named = verifik::named(document);
    let mut fields = Map::new();
    let mut flat = Map::new();
    for wanted in EXTRACTED {
        if let Some((_, value)) = named.iter().find(|(_, value)| value.name == wanted) {
            fields.insert(wanted.into(), field(value, document, &text));
            flat.insert(wanted.into(), value.text.clone().into());
        }
    }
    let full_name = verifik::full_name(document);
    if !full_name.is_empty() {
        flat.insert("fullName".into(), full_name.into());
    }
    let mut out = Map::new();
    out.insert(
        "details".into(),
        json!({
            "docType": verifik::code(ask).doc_type,
            "boundingRegions": [region(&whole(scan))],
            "spans": [{ "offset": 0, "length": text.length() }],
            "fields": fields,
            "confidence": document.confidence,
        }),
    );
    out.extend(flat);
    out.into()
}

fn field(value: &Named, document: &Document, text: &FullText) -> Value {
    let known = print::field(document, value.field);
    let regions: Vec<Value> = known
        .filter(|_| verifik::has_place(document, value.field))
        .map(|field| region(&field.quad))
        .into_iter()
        .collect();
    let spans: Vec<Value> = text
        .find(&value.text)
        .map(|(offset, length)| json!({ "offset": offset, "length": length }))
        .into_iter()
        .collect();
    json!({
        "kind": "string",
        "value": value.text,
        "boundingRegions": regions,
        "content": value.text,
        "spans": spans,
        "confidence": known.map(|field| field.confidence),
    })
}

fn whole(scan: Option<&Scan>) -> Quad {
    let (width, height) = scan.map_or((0, 0), |scan| (scan.width, scan.height));
    Quad::rectangle(0.0, 0.0, width as f32, height as f32)
}

/// A polygon in whole pixels of the picture.
fn region(quad: &Quad) -> Value {
    let vertex = |p: &Point| json!({ "x": p.x.round() as i64, "y": p.y.round() as i64 });
    let polygon: Vec<Value> = quad.0.iter().map(vertex).collect();
    json!({ "pageNumber": 1, "polygon": polygon })
}

/// The notice that closes every v2 answer, as the vendor words it.
fn deprecation() -> Value {
    json!({
        "message": "This endpoint is deprecated. Please use the new endpoint instead. \
            This endpoint will be removed on November 25, 2025. \
            Check the documentation for more information.",
        "code": "DEPRECATED",
        "deadline": "2025-11-25 11:59:59",
        "details": {
            "documentation": "https://docs.verifik.co/ocr-engines/scan-studio",
            "endpoint": "https://api.verifik.co/v2/ocr/scan-studio",
            "replacement": "https://api.verifik.co/v3/ocr/scan-studio",
        },
    })
}
