//! A machine readable zone in words and in JSON.

use std::fmt::Write;

use mrz::repair::Repair;
use mrz::{Day, Field, FieldName, Mrz};
use serde_json::{Map, Value, json};

/// Every field on a line of its own, then what is wrong.
pub fn table(zone: &Mrz<'_>, changes: &[Repair], reference: Day) -> String {
    let verdict = if zone.valid() { "valid" } else { "not valid" };
    let mut text = format!("{} {verdict}\n", zone.format());
    for line in zone.lines() {
        let _ = writeln!(text, "  {line}");
    }
    for field in zone.fields() {
        let day = day(zone, field.name, reference);
        let day = day.map_or_else(String::new, |day| format!("  ({day})"));
        let place = place(&field);
        let name = field.name.as_str();
        let _ = writeln!(
            text,
            "  {name:<20} {place:<16} {}{day}",
            value(zone, &field)
        );
    }
    for change in changes {
        let (line, column) = (change.line + 1, change.column + 1);
        let (from, to) = (char::from(change.from), char::from(change.to));
        let _ = writeln!(
            text,
            "  repaired line {line}, column {column}: {from} to {to}: {}",
            change.why
        );
    }
    for finding in zone.findings() {
        let _ = writeln!(text, "  wrong: {finding}");
    }
    text
}

fn place(field: &Field<'_>) -> String {
    let span = field.span;
    match span.is_empty() {
        true => format!("{}:–", span.line + 1),
        false => format!("{}:{}–{}", span.line + 1, span.start + 1, span.end),
    }
}

/// The value; a sex as `M`, `F` or `X` where it is one.
fn value(zone: &Mrz<'_>, field: &Field<'_>) -> String {
    match (field.name, zone.sex()) {
        (FieldName::Sex, Some(sex)) => sex.as_str().to_owned(),
        _ => field.value.to_string(),
    }
}

fn day(zone: &Mrz<'_>, field: FieldName, reference: Day) -> Option<Day> {
    match field {
        FieldName::DateOfBirth => zone.date_of_birth(reference),
        FieldName::DateOfExpiry => zone.date_of_expiry(reference),
        _ => None,
    }
}

/// The object that a photo has as `mrz`, with places, days and findings added.
pub fn json(zone: &Mrz<'_>, changes: &[Repair], reference: Day) -> Value {
    let by_name = |tell: &dyn Fn(&Field<'_>) -> Option<Value>| -> Map<String, Value> {
        let told = zone
            .fields()
            .filter_map(|field| Some((field.name.as_str().to_owned(), tell(&field)?)));
        told.collect()
    };
    let checks = zone
        .checks()
        .map(|check| (check.name.as_str().to_owned(), check.ok.into()));
    let repairs = changes.iter().map(|change| {
        json!({
            "line": change.line + 1, "column": change.column + 1,
            "from": char::from(change.from), "to": char::from(change.to),
            "why": change.why.to_string(),
        })
    });
    let lines: Vec<&str> = zone.lines().collect();
    json!({
        "format": zone.format().as_str(),
        "lines": lines,
        "valid": zone.valid(),
        "checks": checks.collect::<Map<_, _>>(),
        "repairs": repairs.collect::<Vec<_>>(),
        "fields": by_name(&|field| Some(value(zone, field).into())),
        "dates": by_name(&|field| Some(day(zone, field.name, reference)?.to_string().into())),
        "places": by_name(&|field| {
            let span = field.span;
            Some(json!({"line": span.line + 1, "from": span.start + 1, "to": span.end}))
        }),
        "findings": zone.findings().map(|finding| finding.to_string()).collect::<Vec<_>>(),
        "chekin": chekin(&lines),
    })
}

/// The flags and the score of Chekin's interface.
fn chekin(lines: &[&str]) -> Value {
    let Some(view) = mrz::chekin::view(lines) else {
        return json!({"valid_score": 0});
    };
    json!({
        "mrz_type": view.kind.as_str(),
        "valid_number": view.valid_number,
        "valid_date_of_birth": view.valid_date_of_birth,
        "valid_expiration_date": view.valid_expiration_date,
        "valid_composite": view.valid_composite.unwrap_or(false),
        "valid_score": view.valid_score,
    })
}
