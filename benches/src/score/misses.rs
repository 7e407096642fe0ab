//! What was lost in one picture, and the stage that lost it.

use serde::Serialize;

use super::compare::{nearest_within, squash, squash_bare};
use super::measure::{DocumentOutcome, Outcome, candidates, text_read};
use super::report::{Found, FoundMrz, Reported};
use super::truth::{Truth, TruthDocument};

/// One thing lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The picture.
    pub file: String,
    /// `picture`, `document`, `negative`, `mrz`, `value NAME` or `field NAME`.
    pub what: String,
    /// The stage of the engine that lost it, as far as its report tells.
    pub stage: String,
    /// What was read instead.
    pub detail: String,
}

/// The misses of a picture, the gravest first.
pub(super) fn misses(truth: &Truth, outcome: &Outcome, reported: &Reported) -> Vec<Miss> {
    let miss = |what: String, stage: &str, detail: String| Miss {
        file: truth.name.clone(),
        what,
        stage: stage.to_owned(),
        detail,
    };
    if let Some(failure) = &outcome.failure {
        let detail = format!("{}: {}", failure.kind, failure.message);
        return vec![miss("picture".to_owned(), &failure.stage, detail)];
    }
    let mut lost = Vec::new();
    for lines in &outcome.false_accepts {
        lost.push(miss("false accept".to_owned(), "zones", lines.join(" / ")));
    }
    if outcome.found != outcome.expected {
        let what = match outcome.expected {
            0 => "negative",
            _ => "document",
        };
        lost.push(miss(
            what.to_owned(),
            "card",
            count_detail(outcome, reported),
        ));
    }
    for (document, result) in truth.documents.iter().zip(&outcome.documents) {
        let found = candidates(truth.class, document, reported);
        if found.is_empty() {
            continue;
        }
        for (what, stage, detail) in of_document(document, result, &found, reported) {
            lost.push(miss(what, stage, detail));
        }
    }
    lost
}

fn count_detail(outcome: &Outcome, reported: &Reported) -> String {
    let dropped = reported.trace.iter().flat_map(|t| &t.dropped);
    let notes: Vec<&str> = dropped
        .flat_map(|card| card.notes.iter().map(String::as_str))
        .collect();
    let found = format!("{} of {} found", outcome.found, outcome.expected);
    match notes.is_empty() {
        true => found,
        false => format!("{found}; given up: {}", notes.join("; ")),
    }
}

type Loss = (String, &'static str, String);

fn of_document(
    truth: &TruthDocument,
    outcome: &DocumentOutcome,
    found: &[&Found],
    reported: &Reported,
) -> Vec<Loss> {
    let mut lost = Vec::new();
    if outcome.right == Some(false) {
        let named: Vec<String> = found
            .iter()
            .map(|f| f.label().unwrap_or_else(|| "unknown".to_owned()))
            .collect();
        let detail = format!("{} taken for {}", truth.label, named.join(", "));
        lost.push(("document".to_owned(), "layout", detail));
    }
    if let (Some(lines), Some(false)) = (&truth.mrz, outcome.mrz.as_ref().map(|m| m.exact)) {
        let (stage, detail) = of_mrz(lines, found, reported);
        lost.push(("mrz".to_owned(), stage, detail));
    }
    let read = squash_bare(&text_read(found));
    for value in outcome.values.iter().filter(|value| !value.found) {
        let wanted = squash_bare(&value.text);
        let away = nearest_within(&wanted, &read);
        // Two thirds of the characters in their order: the finder saw it, the reader erred.
        let stage = match away * 3 <= wanted.chars().count() {
            true => "read",
            false => "text",
        };
        let detail = format!("{:?}: nearest text is {away} edits away", value.text);
        lost.push((format!("value {}", value.field), stage, detail));
    }
    for field in outcome.fields.iter().filter(|field| !field.exact) {
        let stage = match shows(found, &field.truth) {
            _ if found.iter().all(|f| f.document.is_none()) => "layout",
            true => "field",
            false => "read",
        };
        let read = field.read.as_deref().unwrap_or("nothing");
        let detail = format!("{:?}: {read:?} was reported", field.truth);
        lost.push((format!("field {}", field.field), stage, detail));
    }
    lost
}

/// Whether a value was read somewhere: a short one as a word of its own, as its letters stand in any text.
fn shows(found: &[&Found], value: &str) -> bool {
    let (text, value) = (text_read(found), squash(value));
    match value.chars().count() < SHORT {
        true => text.split_whitespace().any(|word| squash(word) == value),
        false => squash(&text).contains(&value),
    }
}

/// Values of fewer letters stand in any text.
const SHORT: usize = 4;

/// Whether a line of text has the look of a machine readable one.
fn looks_like_mrz(line: &str) -> bool {
    line.len() >= 24 && line.matches('<').count() >= 3
}

fn of_mrz(truth: &[String], found: &[&Found], reported: &Reported) -> (&'static str, String) {
    let zones: Vec<&FoundMrz> = found.iter().filter_map(|f| f.mrz.as_ref()).collect();
    let Some(nearest) = zones
        .iter()
        .min_by_key(|mrz| super::compare::distance(&truth.join("\n"), &mrz.lines.join("\n")))
    else {
        let lines = found.iter().flat_map(|f| &f.lines);
        let seen = reported.trace.iter().flat_map(|t| &t.cards);
        let patches = seen
            .flat_map(|card| &card.patches)
            .filter(|p| p.kind == "mrz");
        let patches = patches.count();
        return match lines.filter(|line| looks_like_mrz(&line.text)).count() {
            0 if patches == 0 => ("text", "no line of it was found".to_owned()),
            lines => (
                "zones",
                format!("none reported; {patches} patches and {lines} lines looked like it"),
            ),
        };
    };
    let detail = format!("{} for {}", nearest.lines.join(" / "), truth.join(" / "));
    (stage_of_difference(truth, nearest), detail)
}

fn stage_of_difference(truth: &[String], read: &FoundMrz) -> &'static str {
    let shape = |lines: &[String]| lines.iter().map(|l| l.chars().count()).collect::<Vec<_>>();
    if truth.len() != read.lines.len() {
        return "text";
    }
    if shape(truth) != shape(&read.lines) {
        return "read";
    }
    let repaired = |line: usize, column: usize| {
        let mut repairs = read.repairs.iter();
        repairs.any(|r| r.line == line + 1 && r.column == column + 1)
    };
    let wrong = truth.iter().zip(&read.lines).enumerate();
    let by_repair = wrong.flat_map(|(line, (a, b))| {
        let pairs = a.chars().zip(b.chars()).enumerate();
        let wrong = pairs.filter(|(_, (a, b))| a != b);
        wrong.map(move |(column, _)| (line, column))
    });
    match by_repair
        .into_iter()
        .any(|(line, column)| repaired(line, column))
    {
        true => "zones",
        false => "read",
    }
}
