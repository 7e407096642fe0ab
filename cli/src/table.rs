//! What came of one photo, for people.

use std::fmt::Write;

use engine::{Document, Field, Mrz, Scan, Side, Source};

use crate::paint::{Paint, harmless};
use crate::report::Report;

/// The whole of a photo's result; a failure is told elsewhere.
pub fn table(report: &Report, paint: Paint) -> String {
    let mut text = String::new();
    if let Some(scan) = &report.scan {
        write_scan(&mut text, &report.file, scan, paint);
    }
    if let Some(back) = &report.back {
        write_scan(&mut text, &back.file, &back.scan, paint);
    }
    if let Some(trace) = &report.trace {
        write_trace(&mut text, trace, paint);
    }
    text
}

/// The word for a side.
pub fn side(side: Side) -> &'static str {
    match side {
        Side::Front => "front",
        Side::Back => "back",
    }
}

fn write_scan(text: &mut String, file: &str, scan: &Scan, paint: Paint) {
    let size = format!("{} × {}", scan.width, scan.height);
    let took = scan
        .timings_ms
        .get("total")
        .map_or_else(String::new, |ms| format!("{ms:.0} ms"));
    let about = paint.dim(&format!("{size}   {took}"));
    let _ = writeln!(text, "{}   {about}", paint.bold(&harmless(file)));
    if scan.documents.is_empty() {
        let _ = writeln!(text, "  {}", paint.warn("no document found"));
    }
    for document in &scan.documents {
        write_document(text, document, paint);
    }
    for hint in &scan.quality.hints {
        let _ = writeln!(text, "  {} {hint}", paint.warn("hint:"));
    }
    text.push('\n');
}

fn write_document(text: &mut String, document: &Document, paint: Paint) {
    let id = document.document.as_deref().unwrap_or("unknown layout");
    let about = [
        document.side.map(side).map(str::to_owned),
        document.kind.clone(),
        document.country.clone(),
        Some(percent(document.confidence)),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let _ = writeln!(
        text,
        "  {}   {}",
        paint.bold(id),
        paint.dim(&about.join("   "))
    );
    let widest = document
        .fields
        .values()
        .map(|field| shown(field).chars().count());
    let width = widest.max().unwrap_or(0).min(48);
    for (name, field) in &document.fields {
        write_field(text, name.as_str(), field, width, paint);
    }
    if let Some(mrz) = &document.mrz {
        write_mrz(text, mrz, paint);
    }
    for barcode in &document.barcodes {
        let content = barcode
            .text
            .as_deref()
            .map_or_else(|| "not decoded".to_owned(), harmless);
        let _ = writeln!(
            text,
            "    {:<20} {content}",
            format!("barcode {}", barcode.format)
        );
    }
    if document.fields.is_empty() && document.mrz.is_none() {
        for line in &document.lines {
            let _ = writeln!(
                text,
                "    {:<20} {}",
                paint.dim("text"),
                harmless(&line.text)
            );
        }
    }
    for differs in document
        .agreement
        .iter()
        .filter(|agreement| !agreement.same)
    {
        let (source, told) = match &differs.barcode {
            Some(told) => ("barcode", Some(told)),
            None => ("machine readable zone", differs.mrz.as_ref()),
        };
        let told = told.map_or("", String::as_str);
        let _ = writeln!(
            text,
            "    {} {}: print {:?}, {source} {told:?}",
            paint.bad("differs:"),
            differs.field.as_str(),
            differs.print,
        );
    }
    for note in &document.notes {
        let _ = writeln!(text, "    {}", paint.dim(note));
    }
}

/// The value, and the printed text where it says more.
fn shown(field: &Field) -> String {
    match field.text == field.value || field.text.is_empty() {
        true => harmless(&field.value),
        false => format!("{}  ({})", harmless(&field.value), harmless(&field.text)),
    }
}

fn write_field(text: &mut String, name: &str, field: &Field, width: usize, paint: Paint) {
    let source = match field.source {
        Source::Print => "print",
        Source::Mrz => "mrz",
        Source::Barcode => "barcode",
    };
    let sure = percent(field.confidence);
    let sure = match field.confidence {
        // Below this a person should look.
        low if low < 0.8 => paint.warn(&sure),
        _ => paint.dim(&sure),
    };
    let failed = field.checks.iter().filter(|check| !check.ok);
    let failed: String = failed
        .map(|check| format!("  {}", paint.bad(&format!("✗ {}", check.check))))
        .collect();
    let value = shown(field);
    let gap = " ".repeat(width.saturating_sub(value.chars().count()));
    let source = paint.dim(source);
    let _ = writeln!(text, "    {name:<20} {value}{gap}  {sure} {source}{failed}");
}

fn write_mrz(text: &mut String, mrz: &Mrz, paint: Paint) {
    let verdict = match mrz.valid {
        true => paint.good("valid"),
        false => paint.bad("not valid"),
    };
    let sure = paint.dim(&percent(mrz.confidence));
    let _ = writeln!(text, "    mrz {:<16} {verdict}  {sure}", mrz.format);
    for line in &mrz.lines {
        let _ = writeln!(text, "      {}", harmless(line));
    }
    let failed: Vec<&str> = mrz
        .checks
        .iter()
        .filter(|(_, ok)| !**ok)
        .map(|(name, _)| name.as_str())
        .collect();
    if !failed.is_empty() {
        let _ = writeln!(
            text,
            "      {}",
            paint.bad(&format!("✗ {}", failed.join(", ")))
        );
    }
    for repair in &mrz.repairs {
        let place = format!("line {} column {}", repair.line, repair.column);
        let change = format!("{} taken as {}: {}", repair.from, repair.to, repair.why);
        let _ = writeln!(text, "      {}", paint.warn(&format!("{place}: {change}")));
    }
}

fn write_trace(text: &mut String, trace: &engine::Trace, paint: Paint) {
    let kept = trace.cards.iter().map(|card| ("card", card));
    let dropped = trace.dropped.iter().map(|card| ("given up", card));
    for (what, card) in kept.chain(dropped) {
        let corners = card
            .quad
            .0
            .map(|p| format!("{:.0},{:.0}", p.x, p.y))
            .join(" ");
        let about = format!(
            "{what}: {corners}   {}   {} places",
            percent(card.score),
            card.patches.len()
        );
        let _ = writeln!(text, "  {}", paint.bold(&about));
        for note in &card.notes {
            let _ = writeln!(text, "    {note}");
        }
        for line in &card.lines {
            let weakest = percent(line.confidence);
            let _ = writeln!(
                text,
                "    {:<5} {weakest:>5} {}",
                line.kind,
                harmless(&line.text)
            );
        }
    }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Check, FieldName, Quad};

    fn field(value: &str, text: &str) -> Field {
        Field {
            text: text.to_owned(),
            value: value.to_owned(),
            confidence: 0.97,
            source: Source::Print,
            checks: vec![Check {
                check: "luhn".to_owned(),
                ok: false,
            }],
            quad: Quad::default(),
            dissent: Vec::new(),
        }
    }

    fn report(document: Document) -> Report {
        Report {
            file: "a.jpg".to_owned(),
            scan: Some(Scan {
                width: 640,
                height: 480,
                documents: vec![document],
                ..Scan::default()
            }),
            ..Report::default()
        }
    }

    #[test]
    fn a_field_shows_value_text_and_failed_check() {
        let mut document = Document::default();
        let born = field("1964-08-12", "12.08.1964");
        document.fields.insert(FieldName::DateOfBirth, born);
        let text = table(&report(document), Paint::PLAIN);
        assert!(
            text.contains("date_of_birth        1964-08-12  (12.08.1964)  97 % print  ✗ luhn"),
            "{text}"
        );
        assert!(text.contains("unknown layout"));
    }

    #[test]
    fn a_barcode_cannot_steer_the_terminal() {
        let mut document = Document::default();
        document.barcodes.push(engine::Barcode {
            format: "qr".to_owned(),
            text: Some("\u{1b}[2Jgone".to_owned()),
            quad: Quad::default(),
        });
        let text = table(&report(document), Paint::PLAIN);
        assert!(!text.contains('\u{1b}') && text.contains("[2Jgone"));
    }

    #[test]
    fn nothing_found_is_said() {
        let mut nothing = report(Document::default());
        nothing
            .scan
            .iter_mut()
            .for_each(|scan| scan.documents.clear());
        assert!(table(&nothing, Paint::PLAIN).contains("no document found"));
    }
}
