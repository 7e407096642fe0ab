//! What contents of barcodes tell by the built-in templates, and what they do not.

use super::*;
use crate::engine::built_in;
use crate::template::SideRule;

const NEW: &str = "00402999830@IBÁÑEZ@ROCÍO BELÉN@F@31866739@A@23/08/1983@27/12/2018@274";
const OLD: &str = "@12345678    @A@1@PEREZ@JUAN CARLOS@ARGENTINA@01/01/1990@M@03/04/2010@x";

/// What a content tells by the rules of a document: names and values, and how many places hold something else.
fn told(document: &str, content: &str) -> Option<(Vec<(&'static str, String)>, usize)> {
    let templates = built_in().unwrap();
    let template = templates.get(document).unwrap();
    let rules: Vec<CodeRule> = template
        .sides()
        .flat_map(|(_, side): (_, &SideRule)| side.barcode.clone())
        .collect();
    let code = Code {
        format: "pdf417",
        content: Some(content.to_owned()),
        quad: Quad::default(),
    };
    let payload = read(&rules, &[code], Day::new(2026, 11, 21).unwrap())?;
    let readings = payload.readings.into_iter();
    let values = readings.map(|reading| (reading.name.as_str(), reading.value));
    Some((values.collect(), payload.notes.len()))
}

fn value(document: &str, content: &str, name: &str) -> Option<String> {
    let (values, _) = told(document, content)?;
    values.into_iter().find(|v| v.0 == name).map(|v| v.1)
}

fn argentina(content: &str, name: &str) -> Option<String> {
    value("arg/dni-2012", content, name)
}

/// Colombia's record: number, surnames, names, sex, birth and blood in their places, noise after them.
fn record(number: &str, names: [&str; 4], rest: &str) -> String {
    let names: String = names.map(|name| format!("{name:\0<23}")).concat();
    let head = format!("03{:0>8}{:\0<14}PubDSK_1{:0>16}", 7, "", 1);
    let record = format!("{head}{number}{names}0{rest}");
    format!("{record:\u{1b}<531}")
}

fn colombia(content: &str, name: &str) -> Option<String> {
    value("col/cedula-2000", content, name)
}

const NAMES: [&str; 4] = ["MUÑOZ", "GOMEZ", "ANA", "MARIA"];
const REST: &str = "F19850314110010O+";

#[test]
fn each_shape_is_told_by_the_forms_of_its_fields() {
    for (content, name, value) in [
        (NEW, "surname", "IBÁÑEZ"),
        (NEW, "given_names", "ROCÍO BELÉN"),
        (NEW, "document_number", "31866739"),
        (NEW, "serial_number", "00402999830"),
        (NEW, "card_number", "A"),
        (NEW, "date_of_birth", "1983-08-23"),
        (NEW, "date_of_issue", "2018-12-27"),
        (OLD, "surname", "PEREZ"),
        (OLD, "given_names", "JUAN CARLOS"),
        (OLD, "document_number", "12345678"),
        (OLD, "nationality", "ARGENTINA"),
        (OLD, "date_of_birth", "1990-01-01"),
        (OLD, "sex", "M"),
    ] {
        assert_eq!(argentina(content, name).as_deref(), Some(value), "{name}");
    }
}

#[test]
fn a_content_without_what_tells_it_is_none() {
    let truncated = "00402999830@IBÁÑEZ@ROCÍO BELÉN@F@31866739@A@23/08/1983";
    let swapped = NEW.replace("31866739", "23/08/1983");
    let impossible = NEW.replace("23/08/1983", "31/02/1983");
    for content in [
        truncated,
        &swapped,
        &impossible,
        "",
        "@",
        "8-123-456;PEREZ;JUAN",
    ] {
        assert_eq!(told("arg/dni-2012", content), None, "{content}");
    }
}

#[test]
fn a_value_that_is_not_of_its_form_is_left_out_and_said() {
    let odd = NEW
        .replace("IBÁÑEZ", "IBÁÑEZ\u{7}")
        .replace("00402999830", "4029");
    let (values, notes) = told("arg/dni-2012", &odd).unwrap();
    assert_eq!(notes, 2, "{values:?}");
    assert!(
        values
            .iter()
            .all(|v| v.0 != "surname" && v.0 != "serial_number")
    );
}

#[test]
fn a_record_of_fixed_places_is_cut_by_characters() {
    let content = record("0012345678", NAMES, REST);
    for (name, value) in [
        ("document_number", "12345678"),
        ("surname", "MUÑOZ GOMEZ"),
        ("first_surname", "MUÑOZ"),
        ("second_surname", "GOMEZ"),
        ("given_names", "ANA MARIA"),
        ("sex", "F"),
        ("date_of_birth", "1985-03-14"),
        ("blood_type", "O+"),
    ] {
        assert_eq!(colombia(&content, name).as_deref(), Some(value), "{name}");
    }
}

#[test]
fn a_record_of_another_document_or_length_is_none() {
    let content = record("0012345678", NAMES, REST);
    let cut: String = content.chars().take(529).collect();
    let minor = content.replacen('0', "I", 1);
    let other = content.replace("PubDSK_1", "PubDSK_2");
    let bad_sex = record("0012345678", NAMES, "Q19850314110010O+");
    for content in [cut, minor, other, bad_sex, content.clone() + "xx"] {
        assert_eq!(told("col/cedula-2000", &content), None);
    }
    let short: String = content.chars().take(530).collect();
    assert!(told("col/cedula-2000", &short).is_some());
}

#[test]
fn what_stands_in_no_place_is_nowhere_and_a_name_that_may_be_cut_off_is_no_name() {
    let long = ["ABCDEFGHIJKLMNOPQRSTUVW", "GOMEZ", "ANA", ""];
    let (values, notes) = told("col/cedula-2000", &record("0012345678", long, REST)).unwrap();
    assert_eq!(notes, 2);
    assert!(
        values
            .iter()
            .all(|v| v.0 != "surname" && v.0 != "first_surname")
    );
    assert!(values.iter().all(|v| !v.1.contains('\u{1b}')));
    let alone = record("0012345678", ["MUÑOZ", "", "ANA", ""], REST);
    assert_eq!(colombia(&alone, "surname").as_deref(), Some("MUÑOZ"));
    assert_eq!(colombia(&alone, "second_surname"), None);
}

#[test]
fn a_wrong_law_is_shown_and_hides_nothing() {
    let templates = built_in().unwrap();
    let rules = templates
        .get("col/cedula-2000")
        .unwrap()
        .back
        .clone()
        .unwrap()
        .barcode;
    let code = Code {
        format: "pdf417",
        content: Some(record("0000000123", NAMES, REST)),
        quad: Quad::default(),
    };
    let payload = read(&rules, &[code], Day::new(2026, 11, 21).unwrap()).unwrap();
    let mut readings = payload.readings.iter();
    let number = readings
        .find(|r| r.name == FieldName::DocumentNumber)
        .unwrap();
    assert_eq!((number.value.as_str(), number.checks.len()), ("123", 1));
}
