//! Values without a label that can be read, in the places where published cards print them.

use super::*;

const PLACED: &str = r#"
kind = "id-card"
title = ""
[front]
[front.fields.surname]
labels = ["naam / surname"]
format = "name"
at = [350, 300, 680, 340]
[front.fields.date_of_birth]
labels = ["geboortedatum / date of birth"]
format = "date"
at = [350, 560, 640, 600]
[front.fields.date_of_expiry]
labels = ["geldig tot / date of expiry"]
format = "date"
at = [350, 740, 640, 780]
"#;

/// A card that is cut out two hundredths too far to the left and three too far down, the surname's line at `surname`.
fn card(surname: Line) -> Vec<(&'static str, String)> {
    let lines = [
        line("naan I sumane", 282.0, 133.0, 12.0),
        surname,
        line("geboortedatum / date of birth", 282.0, 275.0, 12.0),
        line("10 MAA/MAR 1965", 282.0, 289.0, 20.0),
        line("geldig tot / date of expiry", 282.0, 372.0, 12.0),
        line("09 MAA/MAR 2024", 282.0, 386.0, 20.0),
    ];
    let mut read = read_by(PLACED, &lines);
    read.retain(|(name, _)| *name == "surname");
    read
}

#[test]
fn a_value_is_told_by_its_place_where_its_label_cannot_be_read() {
    let visser = line("Visser", 282.0, 148.0, 20.0);
    assert_eq!(card(visser), [("surname", "Visser".to_owned())]);
}

#[test]
fn what_stands_in_another_row_or_size_is_not_in_its_place() {
    assert_eq!(card(line("Visser", 282.0, 190.0, 20.0)), [], "a row lower");
    assert_eq!(card(line("Visser", 340.0, 148.0, 20.0)), [], "to the right");
    assert_eq!(card(line("Visser", 282.0, 142.0, 32.0)), [], "too large");
}
