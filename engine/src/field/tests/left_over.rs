//! Numbers and blood groups whose labels nobody could read.

use super::*;

const CARD: &str = r#"
kind = "id-card"
title = ""
[front]
left_over = ["voter_id", "blood_type"]
[front.fields.voter_id]
labels = ["CLAVE DE ELECTOR"]
format = "number"
patterns = ["A{6}9{8}[HM]9{3}"]
laws = ["clave-de-elector"]
[front.fields.blood_type]
labels = ["G.S. RH"]
format = "blood"
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
fn the_only_day_of_a_side_that_has_none_but_the_birth_is_the_birth() {
    let birth = "[front.fields.date_of_birth]\nlabels = [\"NACIMIENTO\"]\nformat = \"date\"\n";
    let card = CARD.replace("[\"voter_id\"", "[\"date_of_birth\", \"voter_id\"");
    let told = |fields: &str, days: [&str; 2]| {
        let rows = days.iter().zip([100.0, 200.0]);
        let lines: Vec<Line> = rows.map(|(day, top)| line(day, 100.0, top, 20.0)).collect();
        read_by(&[&card, fields].concat(), &lines)
    };
    let born = [("date_of_birth", "1973-03-27".to_owned())];
    assert_eq!(told(birth, ["27/03/1973", "9256"]), born);
    assert_eq!(
        told(birth, ["27/03/1973", "28/03/1973"]),
        [],
        "it may be either"
    );
    assert_eq!(
        told(birth, ["27/03/2073", "9256"]),
        [],
        "nobody is born yet"
    );
    let issue = birth
        .replace("birth", "issue")
        .replace("NACIMIENTO", "EMISION");
    let both = [birth, &issue].concat();
    assert_eq!(
        told(&both, ["27/03/1973", "9256"]),
        [],
        "it may be the issue's"
    );
}
