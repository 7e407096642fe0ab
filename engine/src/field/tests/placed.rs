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

#[test]
fn a_value_is_as_high_as_its_place_beside_the_others() {
    let number = "[front.fields.document_number]\nlabels = [\"no\"]\nformat = \"number\"\n\
        patterns = [\"A9{6}\"]\nat = [350, 100, 980, 200]\n";
    let card = |height: f32| {
        let lines = [
            line("E123456", 300.0, 56.0, 50.0),
            line("Visser", 300.0, 173.0 - height / 2.0, height),
            line("10 MAA/MAR 1965", 300.0, 303.0, 20.0),
        ];
        let mut read = read_by(&[PLACED, number].concat(), &lines);
        read.retain(|(name, _)| *name == "surname");
        read
    };
    assert_eq!(card(20.0), [("surname", "Visser".to_owned())]);
    assert_eq!(card(8.0), [], "a label");
}

#[test]
fn a_frame_that_is_too_wide_hides_no_place() {
    let number = "[front.fields.document_number]\nlabels = [\"no\"]\nformat = \"number\"\n\
        patterns = [\"A9{6}\"]\nat = [800, 740, 950, 780]\n";
    let can = "[front.fields.can_number]\nlabels = [\"can\"]\nformat = \"number\"\n\
        patterns = [\"9{6}\"]\nat = [500, 860, 640, 900]\n";
    let across = |thousandths: f32| 0.856 * 0.9 * thousandths;
    let told = |left: f32| {
        let lines = [
            line("Visser", across(350.0), 163.0, 20.0),
            line("10 MAA/MAR 1965", across(350.0), 303.0, 20.0),
            line("09 MAA/MAR 2024", across(350.0), 400.0, 20.0),
            line("123456", across(500.0), 465.0, 20.0),
            line("E123456", left, 400.0, 20.0),
        ];
        let read = read_by(&[PLACED, number, can].concat(), &lines);
        read.iter().any(|(name, _)| *name == "document_number")
    };
    assert!(told(across(800.0)), "all places are as much nearer");
    assert!(!told(across(700.0)), "it alone is nearer still");
}

/// The same without a label that can be read, in a picture that is stretched downward by a share.
fn unlabelled(stretch: f32) -> Vec<(&'static str, String)> {
    let at = |text: &str, top: f32| line(text, 300.0, top * stretch, 20.0);
    let lines = [
        at("Visser", 163.0),
        at("10 MAA/MAR 1965", 303.0),
        at("09 MAA/MAR 2024", 400.0),
    ];
    read_by(PLACED, &lines)
}

#[test]
fn days_in_their_places_tell_that_a_card_lies_right() {
    let all = [
        ("date_of_birth", "1965-03-10".to_owned()),
        ("date_of_expiry", "2024-03-09".to_owned()),
        ("surname", "Visser".to_owned()),
    ];
    assert_eq!(unlabelled(1.0), all);
    assert_eq!(
        unlabelled(1.04),
        all,
        "two to three hundredths too far down"
    );
    assert_eq!(unlabelled(1.2), [], "days elsewhere tell nothing");
}

#[test]
fn a_value_that_its_label_told_in_another_place_does_not_hide_those_in_theirs() {
    let number = |field: &str, label: &str, at: &str| {
        format!(
            "[front.fields.{field}]\nlabels = [\"{label}\"]\nvalue = [\"right\"]\nformat = \"number\"\npatterns = [\"A9{{6}}\"]\nat = {at}\n"
        )
    };
    let more = [
        number("document_number", "Nummer", "[100, 100, 250, 140]"),
        number("card_number", "Kaart", "[100, 850, 250, 890]"),
        "[front.fields.date_of_issue]\nlabels = [\"afgifte\"]\nformat = \"date\"\nat = [350, 650, 640, 690]\n".to_owned(),
    ];
    let card = |left: f32| {
        let lines = [
            line("Nummer", 10.0, 56.0, 20.0),
            line("E123456", left, 56.0, 20.0),
            line("Kaart", 10.0, 460.0, 20.0),
            line("F123456", left, 460.0, 20.0),
            line("Visser", 300.0, 163.0, 20.0),
            line("10 MAA/MAR 1965", 300.0, 303.0, 20.0),
            line("09 MAA/MAR 2014", 300.0, 352.0, 20.0),
            line("09 MAA/MAR 2024", 300.0, 400.0, 20.0),
        ];
        let mut read = read_by(&[PLACED, &more.concat()].concat(), &lines);
        read.retain(|(name, _)| *name == "date_of_birth");
        read
    };
    let born = [("date_of_birth", "1965-03-10".to_owned())];
    assert_eq!(card(86.0), born);
    assert_eq!(
        card(130.0),
        born,
        "two are 50 thousandths off, three are not"
    );
}
