//! A card with numbered labels, whose values have marks, parts and words of their own.

use super::*;

const LICENCE: &str = r#"
kind = "driving-licence"
title = ""
[front]
anchors = ["LICENCE"]
[front.fields.surname]
labels = ["^1."]
value = ["right"]
format = "name"
[front.fields.birth_name]
box = [0, 500, 1000, 600]
format = "name"
marks = ["GEB."]
marked = true
[front.fields.date_of_birth]
labels = ["^3."]
value = ["right"]
format = "date"
parts = ["{date_of_birth} {place_of_birth}"]
[front.fields.address]
labels = ["Address"]
format = "text"
lines = 2
join = ", "
parts = ["{postal_code} {city}|{street}"]
[front.fields.rt]
labels = ["RT/RW"]
value = ["right"]
format = "text"
parts = ["{rt}/{rw}"]
[front.fields.height]
labels = ["Height"]
value = ["below"]
box = [0, 0, 500, 1000]
format = "height"
[front.fields.date_of_expiry]
labels = ["Valid"]
value = ["right"]
format = "date"
partial = true
values = { "FOREVER" = "FOREVER" }
"#;

fn read_licence(lines: &[Line]) -> Vec<(&'static str, String)> {
    read_by(LICENCE, lines)
}

#[test]
fn a_number_is_a_label_only_where_its_row_begins() {
    let lines = [
        line("1. MUSTER", 100.0, 100.0, 18.0),
        line("SECTION 1. OTHER", 100.0, 200.0, 18.0),
    ];
    assert_eq!(read_licence(&lines), [("surname", "MUSTER".to_owned())]);
}

#[test]
fn the_parts_of_a_value_go_to_their_fields() {
    let lines = [
        line("3. 12.08.64 BERLIN", 100.0, 100.0, 18.0),
        line("Address", 100.0, 200.0, 12.0),
        line("51147 KÖLN", 100.0, 215.0, 18.0),
        line("HEIDESTRASSE 17", 100.0, 237.0, 18.0),
    ];
    let read: Vec<_> = read_licence(&lines);
    let told = |name, value: &str| (name, value.to_owned());
    assert_eq!(
        read,
        [
            told("address", "51147 KÖLN, HEIDESTRASSE 17"),
            told("city", "KÖLN"),
            told("date_of_birth", "1964-08-12"),
            told("place_of_birth", "BERLIN"),
            told("postal_code", "51147"),
            told("street", "HEIDESTRASSE 17"),
        ]
    );
}

#[test]
fn a_value_that_is_its_own_part_is_nothing_without_its_shape() {
    let rw = |text| read_licence(&[line(text, 100.0, 100.0, 18.0)]);
    assert_eq!(
        rw("RT/RW 007/017"),
        [("rt", "007".to_owned()), ("rw", "017".to_owned())]
    );
    assert_eq!(rw("RT/RW 007017"), []);
}

#[test]
fn a_value_that_must_be_marked_is_none_without_its_mark() {
    let named = |text| read_licence(&[line(text, 100.0, 290.0, 18.0)]);
    assert_eq!(named("GEB. GABLER"), [("birth_name", "GABLER".to_owned())]);
    assert_eq!(named("GABLER"), []);
    assert_eq!(named("GEBHARD"), []);
}

#[test]
fn beside_a_label_a_box_is_a_bound() {
    let at = |left| {
        let lines = [
            line("Height", left, 100.0, 12.0),
            line("172 cm", left, 115.0, 18.0),
        ];
        // The box is the left half of a card of 856 pixels.
        read_licence(&lines).len()
    };
    assert_eq!((at(100.0), at(600.0)), (1, 0));
}

#[test]
fn an_expiry_may_be_a_month_or_a_word() {
    let valid = |text| read_licence(&[line(text, 100.0, 100.0, 18.0)]);
    assert_eq!(
        valid("Valid 02/2033"),
        [("date_of_expiry", "2033-02".to_owned())]
    );
    assert_eq!(
        valid("Valid FOREVER"),
        [("date_of_expiry", "FOREVER".to_owned())]
    );
    assert_eq!(valid("Valid NEVER"), []);
}
