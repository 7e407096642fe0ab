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
