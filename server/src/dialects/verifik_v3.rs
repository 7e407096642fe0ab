//! Verifik's `POST /v3/ocr/scan-studio`.

use engine::{Document, Quad, Scan};
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Dialect, Method, Route};
use crate::print;
use crate::stamp::Stamp;
use crate::verifik::{self, Asked, FullText, Named};

/// The dialect.
pub(super) const DIALECT: Dialect = Dialect {
    name: "verifik-v3",
    routes: &[Route {
        method: Method::Post,
        path: "/v3/ocr/scan-studio",
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
    let mut data = asked.data(extraction(&asked, stamp), "ID", stamp);
    data.insert("country".into(), asked.country().into());
    Answer::new(
        200,
        json!({
            "data": data,
            "signature": verifik::signature(stamp),
            "id": stamp.short_id(),
        }),
    )
}

fn extraction(asked: &Asked<'_>, stamp: &Stamp) -> Value {
    let named = verifik::named(asked);
    let text = FullText::of(asked);
    let fields: Vec<Value> = named
        .iter()
        .map(|value| field(value, asked.scan, &text))
        .collect();
    let full_name = verifik::full_name(asked, &named);
    let nothing = Document::default();
    let age = verifik::age(asked.document.unwrap_or(&nothing), stamp);
    let mut out = Map::new();
    out.insert("details".into(), json!({ "fields": fields }));
    out.insert("documentType".into(), asked.code_name().into());
    for value in named {
        out.insert(value.name.into(), value.text.into());
    }
    let found = [
        ("fullName", full_name.map(Value::from)),
        ("age", age.map(Value::from)),
        ("country", asked.country().map(Value::from)),
        ("category", Some("ID".into())),
    ];
    for (name, value) in found {
        out.extend(value.map(|value| (name.to_owned(), value)));
    }
    out.into()
}

fn field(value: &Named<'_>, scan: Option<&Scan>, text: &FullText<'_>) -> Value {
    let segments: Vec<Value> = text
        .find(value)
        .map(|(start, length)| {
            json!({ "startIndex": start.to_string(), "endIndex": (start + length).to_string() })
        })
        .into_iter()
        .collect();
    let mut out = json!({
        "textAnchor": { "textSegments": segments },
        "type": value.name,
        "mentionText": value.mention,
        "confidence": print::number(value.confidence),
        "pageAnchor": { "pageRefs": page(value.place, scan) },
        "id": value.id.to_string(),
    });
    if let Some(date) = value.date.and_then(normalized) {
        out["normalizedValue"] = date;
    }
    out
}

/// Where the value stands, TL TR BR BL, as shares of the picture.
fn page(place: Option<&Quad>, scan: Option<&Scan>) -> Value {
    let (Some(place), Some(scan)) = (place, scan) else {
        return json!([]);
    };
    let share = |at: f32, of: u32| print::number((at / of.max(1) as f32).clamp(0.0, 1.0));
    let vertices: Vec<Value> = place
        .0
        .iter()
        .map(|p| json!({ "x": share(p.x, scan.width), "y": share(p.y, scan.height) }))
        .collect();
    json!([{ "boundingPoly": { "normalizedVertices": vertices } }])
}

fn normalized(iso: &str) -> Option<Value> {
    let (year, month, day) = print::whole_date(iso)?;
    Some(json!({ "text": iso, "dateValue": { "year": year, "month": month, "day": day } }))
}
