//! The JSON object of one photo.

use std::collections::BTreeMap;

use engine::{Document, Quality, Trace};
use serde::Serialize;

use crate::failure::Failure;
use crate::report::Report;

/// The object, in the order in which it is written.
#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    width: Option<u32>,
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    back: Option<BackObject<'a>>,
    documents: Vec<DocumentObject<'a>>,
    quality: Option<&'a Quality>,
    timings_ms: Option<&'a BTreeMap<String, f64>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    written: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<&'a Trace>,
    error: Option<&'a Failure>,
}

/// The photo of the back, which has its own size.
#[derive(Serialize)]
struct BackObject<'a> {
    file: &'a str,
    width: u32,
    height: u32,
    quality: &'a Quality,
    timings_ms: &'a BTreeMap<String, f64>,
}

/// A document; it names its photo when there are two.
#[derive(Serialize)]
struct DocumentObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(flatten)]
    document: &'a Document,
}

/// The JSON of `report`, on one line or indented.
pub fn json(report: &Report, indented: bool) -> Result<String, serde_json::Error> {
    let object = object(report);
    match indented {
        true => serde_json::to_string_pretty(&object),
        false => serde_json::to_string(&object),
    }
}

fn object(report: &Report) -> Object<'_> {
    let scan = report.scan.as_ref();
    let back = report.back.as_ref();
    let front = scan.iter().flat_map(|scan| &scan.documents);
    let front = front.map(|document| DocumentObject {
        file: back.map(|_| report.file.as_str()),
        document,
    });
    let behind = back.iter().flat_map(|back| {
        let documents = back.scan.documents.iter();
        documents.map(|document| DocumentObject {
            file: Some(&back.file),
            document,
        })
    });
    Object {
        file: &report.file,
        width: scan.map(|scan| scan.width),
        height: scan.map(|scan| scan.height),
        back: back.map(|back| BackObject {
            file: &back.file,
            width: back.scan.width,
            height: back.scan.height,
            quality: &back.scan.quality,
            timings_ms: &back.scan.timings_ms,
        }),
        documents: front.chain(behind).collect(),
        quality: scan.map(|scan| &scan.quality),
        timings_ms: scan.map(|scan| &scan.timings_ms),
        written: report
            .written
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect(),
        trace: report.trace.as_ref(),
        error: report.failure.as_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Scan;
    use serde_json::{Value, json};

    fn parsed(report: &Report) -> Value {
        serde_json::from_str(&super::json(report, false).unwrap()).unwrap()
    }

    #[test]
    fn a_failure_has_no_documents_and_tells_why() {
        let value = parsed(&Report {
            file: "a.txt".to_owned(),
            failure: Some(Failure::no_pictures()),
            ..Report::default()
        });
        assert_eq!(value["documents"], json!([]));
        assert_eq!(value["error"]["kind"], "input");
        assert!(
            value["error"]["message"]
                .as_str()
                .unwrap()
                .contains(".webp")
        );
        assert_eq!(value["width"], Value::Null);
    }

    #[test]
    fn keys_stand_in_the_contract_s_order_and_numbers_are_short() {
        let document = Document {
            confidence: 0.98,
            ..Document::default()
        };
        let report = Report {
            file: "a.jpg".to_owned(),
            scan: Some(Scan {
                width: 3,
                documents: vec![document],
                ..Scan::default()
            }),
            ..Report::default()
        };
        let value = parsed(&report);
        let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
        let expected = [
            "file",
            "width",
            "height",
            "documents",
            "quality",
            "timings_ms",
            "error",
        ];
        assert_eq!(keys, expected);
        assert!(
            super::json(&report, false)
                .unwrap()
                .contains("\"confidence\":0.98,")
        );
    }
}
