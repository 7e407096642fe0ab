//! Verifik's deprecated `POST /v2/ocr/scan-studio`.

use engine::{Point, Quad, Scan};
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Dialect, Method, Route};
use crate::stamp::Stamp;
use crate::verifik::{self, Asked, FullText, Named};

/// The dialect.
pub(super) const DIALECT: Dialect = Dialect {
    name: "verifik-v2",
    routes: &[Route {
        method: Method::Post,
        path: "/v2/ocr/scan-studio",
    }],
    codes: &verifik::CODE_NAMES,
    largest_picture: None,
    token: |request| request.authorization("bearer"),
    decode: verifik::decode,
    encode,
    refuse: verifik::refuse,
};

fn encode(ask: &Ask, scans: &[Scan], stamp: &Stamp) -> Answer {
    let asked = Asked::of(ask, scans);
    Answer::new(
        200,
        json!({
            "data": asked.data(extraction(&asked), "Unknown", stamp),
            "signature": verifik::signature(stamp),
            "id": stamp.short_id(),
            "deprecation": deprecation(),
        }),
    )
}

/// The three names that v2 extracts from every document.
const EXTRACTED: [&str; 3] = ["documentNumber", "lastName", "firstName"];

fn extraction(asked: &Asked<'_>) -> Value {
    let text = FullText::of(asked);
    let named = verifik::named(asked);
    let full_name = verifik::full_name(asked, &named);
    let extracted = |wanted: &str| named.iter().find(|value| value.name == wanted);
    let (mut fields, mut flat) = (Map::new(), Map::new());
    for value in EXTRACTED.into_iter().filter_map(extracted) {
        fields.insert(value.name.into(), field(value, &text));
        flat.insert(value.name.into(), value.text.clone().into());
    }
    flat.extend(full_name.map(|name| ("fullName".to_owned(), name.into())));
    let details = json!({
        "docType": asked.code.map(|code| code.doc_type),
        "boundingRegions": [region(&whole(asked.scan))],
        "spans": [{ "offset": 0, "length": text.length() }],
        "fields": fields,
        "confidence": thousandths(asked.document.map_or(0.0, |document| document.confidence)),
    });
    let mut out = Map::new();
    out.insert("details".into(), details);
    out.extend(flat);
    out.into()
}

fn field(value: &Named<'_>, text: &FullText<'_>) -> Value {
    let regions: Vec<Value> = value.place.map(region).into_iter().collect();
    let spans: Vec<Value> = text
        .find(value)
        .map(|(offset, length)| json!({ "offset": offset, "length": length }))
        .into_iter()
        .collect();
    json!({
        "kind": "string",
        "value": value.text,
        "boundingRegions": regions,
        "content": value.mention,
        "spans": spans,
        "confidence": thousandths(value.confidence),
    })
}

/// This version gives three decimals.
fn thousandths(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
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
