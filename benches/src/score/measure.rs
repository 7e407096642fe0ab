//! One picture's report held against its truth.

use std::collections::BTreeMap;

use super::compare::{distance, overlap, squash, squash_bare};
use super::misses::{Miss, misses};
use super::report::{Failure, Found, Reported};
use super::same::NOTHING;
use super::truth::{Class, Truth, TruthDocument};

/// What was right and wrong about one picture.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The picture.
    pub name: String,
    /// Which pictures it is scored with.
    pub class: Class,
    /// Pictures of one document share a group.
    pub group: String,
    /// Why it could not be processed.
    pub failure: Option<Failure>,
    /// Documents in the picture.
    pub expected: usize,
    /// Documents reported.
    pub found: usize,
    /// Each document of the truth.
    pub documents: Vec<DocumentOutcome>,
    /// Machine readable zones that the command vouches for.
    pub accepted: usize,
    /// Those of them that are not the truth: the lines that were vouched for.
    pub false_accepts: Vec<Vec<String>>,
    /// Milliseconds by stage, and `total`.
    pub timings_ms: BTreeMap<String, f64>,
    /// What was lost, and where.
    pub misses: Vec<Miss>,
}

/// What was right and wrong about one document.
#[derive(Debug, Clone)]
pub struct DocumentOutcome {
    /// As in the truth.
    pub label: String,
    /// Whether the reported template and side are those of the truth, where it names them.
    pub right: Option<bool>,
    /// Shared by united area of true and reported corners, where the truth has them.
    pub overlap: Option<f64>,
    /// Whether the first corner is the document's own top left, where the truth has corners.
    pub upright: Option<bool>,
    /// The machine readable zone, where the truth has one.
    pub mrz: Option<MrzOutcome>,
    /// Printed values, and whether they stand in the text read.
    pub values: Vec<ValueOutcome>,
    /// Fields of our vocabulary, and whether they were reported exactly.
    pub fields: Vec<FieldOutcome>,
}

/// A machine readable zone.
#[derive(Debug, Clone)]
pub struct MrzOutcome {
    /// Every line equals the truth.
    pub exact: bool,
    /// Whether the truth obeys its check digits.
    pub conforming: bool,
    /// Whether any lines were reported.
    pub read: bool,
    /// Edits between the truth and what was reported; all characters when nothing was.
    pub errors: usize,
    /// Characters of the truth.
    pub characters: usize,
}

/// A printed value.
#[derive(Debug, Clone)]
pub struct ValueOutcome {
    /// Its field.
    pub field: String,
    /// What is printed.
    pub text: String,
    /// Whether it stands in the text read, letters and digits only, without case.
    pub found: bool,
    /// The same without accents.
    pub found_bare: bool,
}

/// A field.
#[derive(Debug, Clone)]
pub struct FieldOutcome {
    /// Its name.
    pub field: String,
    /// The true value.
    pub truth: String,
    /// The reported value.
    pub read: Option<String>,
    /// Whether they are the same.
    pub exact: bool,
}

/// Two quadrilaterals that share less than this of their union are not the same document.
const SAME_PLACE: f64 = 0.3;

/// Holds `reported` against `truth`; `None` is a picture that the command never answered.
pub fn measure(truth: &Truth, reported: Option<&Reported>) -> Outcome {
    let nothing = Reported {
        error: Some(Failure {
            kind: "missing".to_owned(),
            stage: "run".to_owned(),
            message: "the command gave no answer for this picture".to_owned(),
        }),
        ..Reported::default()
    };
    let reported = reported.unwrap_or(&nothing);
    let documents: Vec<DocumentOutcome> = truth
        .documents
        .iter()
        .map(|document| of_document(truth.class, document, reported))
        .collect();
    let valid: Vec<&Vec<String>> = reported
        .documents
        .iter()
        .filter_map(|d| d.mrz.as_ref())
        .filter(|mrz| mrz.valid)
        .map(|mrz| &mrz.lines)
        .collect();
    let true_lines = |lines: &Vec<String>| {
        let known = truth.documents.iter().filter_map(|d| d.mrz.as_ref());
        known.into_iter().any(|truth| truth == lines)
    };
    let false_accepts = valid.iter().filter(|lines| !true_lines(lines));
    let mut outcome = Outcome {
        name: truth.name.clone(),
        class: truth.class,
        group: truth.group.clone(),
        failure: reported.error.clone(),
        expected: truth.count,
        found: reported.documents.len(),
        documents,
        accepted: valid.len(),
        false_accepts: false_accepts.map(|lines| (*lines).clone()).collect(),
        timings_ms: reported.timings_ms.clone(),
        misses: Vec::new(),
    };
    outcome.misses = misses(truth, &outcome, reported);
    outcome
}

/// The reported documents that `truth` may be: the one in its place, or all where no place is known.
pub(super) fn candidates<'a>(
    class: Class,
    truth: &TruthDocument,
    reported: &'a Reported,
) -> Vec<&'a Found> {
    let all: Vec<&Found> = reported.documents.iter().collect();
    match truth.quad {
        Some(quad) if class == Class::DrawnPhoto => all
            .into_iter()
            .map(|found| (overlap(&quad, &found.quad), found))
            .filter(|(shared, _)| *shared >= SAME_PLACE)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, found)| vec![found])
            .unwrap_or_default(),
        _ => all,
    }
}

fn of_document(class: Class, truth: &TruthDocument, reported: &Reported) -> DocumentOutcome {
    let found = candidates(class, truth, reported);
    let best = truth.quad.and_then(|quad| {
        let nearest = found
            .iter()
            .map(|f| (overlap(&quad, &f.quad), f.quad))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        Some((quad, nearest?))
    });
    DocumentOutcome {
        label: truth.label.clone(),
        right: truth.templated.then(|| is_right(truth, &found)),
        overlap: truth
            .quad
            .map(|_| best.map_or(0.0, |(_, (shared, _))| shared)),
        upright: best.map(|(quad, (_, read))| first_corner_is_nearest(&quad, &read)),
        mrz: truth
            .mrz
            .as_ref()
            .map(|lines| of_mrz(lines, truth.conforming, &found)),
        values: of_values(truth, &found),
        fields: of_fields(class, truth, &found),
    }
}

/// Whether the side was named, or one that nothing printed tells from it; of a side without print, nothing is right.
fn is_right(truth: &TruthDocument, found: &[&Found]) -> bool {
    let named = |f: &&Found| {
        let label = f.label();
        label.is_some_and(|label| label == truth.label || truth.accepted.contains(&label))
    };
    let nothing = truth.accepted.iter().any(|label| label == NOTHING);
    found.iter().any(named) || nothing && found.iter().all(|f| f.document.is_none())
}

fn first_corner_is_nearest(truth: &[[f64; 2]; 4], read: &[[f64; 2]; 4]) -> bool {
    let away = |corner: &[f64; 2]| (corner[0] - read[0][0]).hypot(corner[1] - read[0][1]);
    truth[1..].iter().all(|other| away(&truth[0]) < away(other))
}

fn of_mrz(truth: &[String], conforming: bool, found: &[&Found]) -> MrzOutcome {
    let whole = truth.join("\n");
    let read: Vec<&Vec<String>> = found
        .iter()
        .filter_map(|f| f.mrz.as_ref())
        .map(|mrz| &mrz.lines)
        .collect();
    let characters = truth.iter().map(|line| line.chars().count()).sum();
    let nearest = read
        .iter()
        .map(|lines| distance(&whole, &lines.join("\n")))
        .min();
    MrzOutcome {
        exact: nearest == Some(0),
        conforming,
        read: !read.is_empty(),
        errors: nearest.map_or(characters, |errors| errors.min(characters)),
        characters,
    }
}

/// Whether a field's printed value is one of those counted as "printed values found".
fn counted_in_text(field: &str) -> bool {
    let named = [
        "surname",
        "given_names",
        "authority",
        "nationality",
        "address",
    ];
    named.contains(&field) || field.ends_with("_number") || field.starts_with("place_of_")
}

/// Everything read on `found`, in reading order, machine readable zones last.
pub(super) fn text_read(found: &[&Found]) -> String {
    let lines = found.iter().flat_map(|f| f.lines.iter().map(|l| &l.text));
    let zones = found.iter().filter_map(|f| f.mrz.as_ref());
    lines
        .chain(zones.flat_map(|mrz| &mrz.lines))
        .map(|line| format!("{line} "))
        .collect()
}

fn of_values(truth: &TruthDocument, found: &[&Found]) -> Vec<ValueOutcome> {
    let read = text_read(found);
    let (whole, bare) = (squash(&read), squash_bare(&read));
    truth
        .fields
        .iter()
        .filter(|(field, _)| counted_in_text(field))
        .map(|(field, (value, text))| text.as_ref().map_or((field, value), |text| (field, text)))
        .filter(|(_, text)| !squash(text).is_empty())
        .map(|(field, text)| ValueOutcome {
            field: field.clone(),
            text: text.clone(),
            found: whole.contains(&squash(text)),
            found_bare: bare.contains(&squash_bare(text)),
        })
        .collect()
}

fn of_fields(class: Class, truth: &TruthDocument, found: &[&Found]) -> Vec<FieldOutcome> {
    let known = |field: &str| field.parse::<engine::FieldName>().is_ok();
    truth
        .fields
        .iter()
        .filter(|(field, _)| known(field))
        .map(|(field, (value, _))| {
            let read: Vec<_> = found.iter().filter_map(|f| f.fields.get(field)).collect();
            let same = |f: &&super::report::FoundField| match class {
                Class::Specimen => loosely_same(field, value, &f.value, &f.text),
                _ => *value == f.value,
            };
            let right = read.iter().copied().find(same);
            FieldOutcome {
                field: field.clone(),
                truth: value.clone(),
                exact: right.is_some(),
                read: right
                    .or(read.first().copied())
                    .map(|f| f.value.clone())
                    .filter(|value| !value.is_empty()),
            }
        })
        .collect()
}

/// Specimens' truths are written down as printed: letters and digits decide, in the value or the text,
/// and a unit after a height does not count.
fn loosely_same(field: &str, truth: &str, value: &str, text: &str) -> bool {
    let plain = |s: &str| {
        let squashed = squash(s);
        match field {
            "height" => squashed.trim_end_matches("cm").to_owned(),
            _ => squashed,
        }
    };
    let truth = plain(truth);
    truth == plain(value) || truth == plain(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    const LINES: [&str; 2] = ["P<UTOERIKSSON<<ANNA", "L898902C36UTO740812"];

    fn specimen() -> Truth {
        Truth {
            path: "a.jpg".into(),
            name: "a.jpg".to_owned(),
            class: Class::Specimen,
            group: "g".to_owned(),
            count: 1,
            documents: vec![TruthDocument {
                label: "passport UTO".to_owned(),
                mrz: Some(LINES.map(str::to_owned).to_vec()),
                conforming: true,
                fields: BTreeMap::from([("surname".to_owned(), ("Eriksson".to_owned(), None))]),
                ..TruthDocument::default()
            }],
        }
    }

    fn reported(lines: &[&str], valid: bool) -> Reported {
        from_value(json!({"file": "a.jpg", "documents": [{
            "document": null, "quad": [[0, 0], [1, 0], [1, 1], [0, 1]],
            "mrz": {"lines": lines, "valid": valid},
            "lines": [{"text": "ERIK SSON"}],
            "fields": {"surname": {"text": "ERIKSSON", "value": "ERIKSSON"}}}]}))
        .unwrap()
    }

    #[test]
    fn the_truth_itself_is_exact() {
        let outcome = measure(&specimen(), Some(&reported(&LINES, true)));
        let document = &outcome.documents[0];
        assert!(document.mrz.as_ref().unwrap().exact);
        assert!(document.values[0].found && document.fields[0].exact);
        assert!(outcome.false_accepts.is_empty() && outcome.accepted == 1);
        assert!(outcome.misses.is_empty(), "{:?}", outcome.misses);
    }

    #[test]
    fn a_valid_lie_is_a_false_accept() {
        let lines = ["P<UTOERIKSSON<<ANNB", LINES[1]];
        let outcome = measure(&specimen(), Some(&reported(&lines, true)));
        assert_eq!(outcome.false_accepts, [lines.map(str::to_owned).to_vec()]);
        assert_eq!(outcome.documents[0].mrz.as_ref().unwrap().errors, 1);
        assert!(
            measure(&specimen(), Some(&reported(&lines, false)))
                .false_accepts
                .is_empty()
        );
    }

    #[test]
    fn no_answer_loses_everything() {
        let outcome = measure(&specimen(), None);
        let mrz = outcome.documents[0].mrz.as_ref().unwrap();
        assert!(!mrz.exact && mrz.errors == mrz.characters);
        assert!(outcome.failure.is_some() && outcome.misses[0].stage == "run");
    }
}
