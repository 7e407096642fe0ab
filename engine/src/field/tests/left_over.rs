//! Numbers and blood groups whose labels nobody could read.

use super::*;

const CARD: &str = r#"
kind = "id-card"
title = ""
[front]
left_over = ["voter_id", "blood_type", "licence_classes"]
[front.fields.voter_id]
labels = ["CLAVE DE ELECTOR"]
format = "number"
patterns = ["A{6}9{8}[HM]9{3}"]
laws = ["clave-de-elector"]
[front.fields.blood_type]
labels = ["G.S. RH"]
format = "blood"
[front.fields.licence_classes]
labels = ["9."]
format = "classes"
"#;

fn told(texts: &[&str]) -> Vec<(&'static str, String)> {
    let rows = texts.iter().zip([100.0, 200.0, 300.0]);
    let lines: Vec<Line> = rows
        .map(|(text, top)| line(text, 100.0, top, 20.0))
        .collect();
    read_by(CARD, &lines)
}

#[test]
fn a_long_lawful_number_and_a_blood_group_are_told_if_they_are_the_only_ones() {
    let (number, other) = ("GMVLMR80070501M100", "HROCRL06031225H317");
    let voter = ("voter_id", number.to_owned());
    let blood = ("blood_type", "O+".to_owned());
    assert_eq!(told(&[number, "O+"]), [blood, voter]);
    assert_eq!(told(&[number, other]), [], "it may be either");
    assert_eq!(told(&["GMVLMR80073501M100"]), [], "no such day");
    let beside = format!("{number} X");
    assert_eq!(told(&[&beside, "O+ X"]), [], "more stands in their rows");
}

#[test]
fn a_list_of_classes_is_told_and_a_letter_or_a_word_is_none() {
    let classes = [("licence_classes", "A-B-BE".to_owned())];
    assert_eq!(told(&["A-B-BE"]), classes);
    assert_eq!(told(&["B"]), [], "any letter");
    assert_eq!(told(&["A-BERG"]), []);
    assert_eq!(told(&["A-B-BE", "AM/B/L"]), [], "it may be either");
}

/// What is told of a side that prints these days, each under its field's name.
fn days(fields: &[&str], texts: &[&str]) -> Vec<(&'static str, String)> {
    let field =
        |name: &&str| format!("[front.fields.{name}]\nlabels = [\"{name}\"]\nformat = \"date\"\n");
    let head = format!("kind = \"id-card\"\ntitle = \"\"\n[front]\nleft_over = {fields:?}\n");
    let card: String = std::iter::once(head)
        .chain(fields.iter().map(field))
        .collect();
    let rows = texts.iter().zip([100.0, 122.0, 200.0]);
    let lines: Vec<Line> = rows
        .map(|(text, top)| line(text, 100.0, top, 20.0))
        .collect();
    read_by(&card, &lines)
}

#[test]
fn the_day_that_is_left_is_the_field_s_whose_label_could_not_be_read() {
    let born = || ("date_of_birth", "1973-03-27".to_owned());
    let birth = |texts: &[&str]| days(&["date_of_birth"], texts);
    assert_eq!(birth(&["27/03/1973"]), [born()]);
    assert_eq!(birth(&["27/03/1973", "28/03/1973"]), [], "it may be either");
    assert_eq!(birth(&["27/03/2073"]), [], "nobody is born yet");
    let expires = || ("date_of_expiry", "2031-01-02".to_owned());
    let texts = ["Date of expiry", "02/01/2031", "27/03/1973"];
    let two = ["date_of_birth", "date_of_expiry"];
    assert_eq!(days(&two, &texts), [born(), expires()]);
    let three = ["date_of_birth", "date_of_issue", "date_of_expiry"];
    assert_eq!(days(&three, &texts), [expires()], "it may be the issue's");
}
