//! One row a document, one column a field.

use engine::{Document, FieldName};

use crate::report::Report;

/// The first row.
pub fn header() -> String {
    let fixed = [
        "file",
        "error",
        "document",
        "country",
        "kind",
        "side",
        "confidence",
        "mrz_format",
        "mrz_valid",
        "mrz_lines",
    ];
    let names = FieldName::ALL.iter().map(|name| name.as_str());
    row(fixed.into_iter().chain(names))
}

/// A photo's rows: one a document, or one that tells that there is none.
pub fn rows(report: &Report) -> String {
    let error = report.failure.as_ref().map(ToString::to_string);
    let error = error.unwrap_or_default();
    let of_front = report.scan.iter().flat_map(|scan| &scan.documents);
    let of_back = report.back.iter().flat_map(|back| {
        let documents = back.scan.documents.iter();
        documents.map(|document| (back.file.as_str(), document))
    });
    let documents: Vec<(&str, &Document)> = of_front
        .map(|document| (report.file.as_str(), document))
        .chain(of_back)
        .collect();
    if documents.is_empty() {
        let empty = vec![""; 8 + FieldName::ALL.len()];
        return row([report.file.as_str(), &error].into_iter().chain(empty));
    }
    documents
        .into_iter()
        .map(|(file, document)| of_document(file, &error, document))
        .collect()
}

fn of_document(file: &str, error: &str, document: &Document) -> String {
    let mrz = document.mrz.as_ref();
    let mut cells = vec![
        file.to_owned(),
        error.to_owned(),
        document.document.clone().unwrap_or_default(),
        document.country.clone().unwrap_or_default(),
        document.kind.clone().unwrap_or_default(),
        document
            .side
            .map(crate::table::side)
            .unwrap_or_default()
            .to_owned(),
        document.confidence.to_string(),
        mrz.map(|mrz| mrz.format.clone()).unwrap_or_default(),
        mrz.map(|mrz| mrz.valid.to_string()).unwrap_or_default(),
        // No line of a machine readable zone holds a space.
        mrz.map(|mrz| mrz.lines.join(" ")).unwrap_or_default(),
    ];
    cells.extend(FieldName::ALL.iter().map(|name| {
        let field = document.fields.get(name);
        field.map(|field| field.value.clone()).unwrap_or_default()
    }));
    row(cells.iter().map(String::as_str))
}

/// One row as RFC 4180 has it, but for the line's end, which is the system's.
fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    cells.join(",") + "\n"
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;
    use engine::{Field, Quad, Scan, Source};

    #[test]
    fn cells_are_quoted_when_they_must_be() {
        assert_eq!(
            row(["a", "b,c", "say \"x\"", "two\nlines"]),
            "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\"\n"
        );
    }

    #[test]
    fn every_row_has_every_column() {
        let field = Field {
            text: "A ST 1".to_owned(),
            value: "A ST 1".to_owned(),
            confidence: 1.0,
            source: Source::Print,
            checks: Vec::new(),
            quad: Quad::default(),
            dissent: Vec::new(),
        };
        let mut document = Document::default();
        document.fields.insert(FieldName::Address, field);
        let read = Report {
            file: "a.jpg".to_owned(),
            scan: Some(Scan {
                documents: vec![document.clone(), document],
                ..Scan::default()
            }),
            ..Report::default()
        };
        let failed = Report {
            file: "b.jpg".to_owned(),
            failure: Some(Failure {
                kind: "input",
                stage: "decode",
                message: "no picture".to_owned(),
            }),
            ..Report::default()
        };
        let columns = |text: &str| text.trim_end().split(',').count();
        let rows = rows(&read);
        assert_eq!(rows.lines().count(), 2);
        assert!(rows.contains(",A ST 1,"));
        assert!(rows.lines().all(|row| columns(row) == columns(&header())));
        assert_eq!(columns(&super::rows(&failed)), columns(&header()));
    }
}
