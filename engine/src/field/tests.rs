//! Which print fills which field, on cards of a few lines.

use super::*;
use crate::crew::Crew;
use crate::lexicon::{Lexicon, fixed};
use crate::page::tests::{line, read_at};
use crate::read::Line;
use crate::templates::Templates;

mod address;
mod beside;
mod faint;
mod leaning;
mod left_over;
mod licence;
mod placed;
mod rows;
mod spelt;
mod standing;

const CARD: &str = r#"
kind = "unknown"
title = ""
[front]
words = ["Signature of bearer"]
left_over = ["date_of_issue"]
[front.fields.surname]
labels = ["Name/Surname/Nom"]
format = "name"
[front.fields.given_names]
labels = ["Vornamen/Given names/Prénoms"]
format = "name"
[front.fields.nationality]
labels = ["Staatsangehörigkeit/Nationality/Nationalité"]
format = "words"
[front.fields.date_of_birth]
labels = ["Geburtstag/Date of birth"]
format = "date"
[front.fields.date_of_issue]
labels = ["Ausstellungstag/Date of issue"]
format = "date"
[front.fields.date_of_expiry]
labels = ["Gültig bis/Date of expiry"]
format = "date"
"#;

fn read_card(lines: &[Line]) -> Vec<(&'static str, String)> {
    read_by(CARD, lines)
}

fn read_by(template: &str, lines: &[Line]) -> Vec<(&'static str, String)> {
    read_beside(template, lines, &Told::default())
}

/// What is read where a zone has told something.
fn read_beside(template: &str, lines: &[Line], told: &Told) -> Vec<(&'static str, String)> {
    let readings = readings(template, lines, told).into_iter();
    let mut read: Vec<_> = readings.map(|r| (r.name.as_str(), r.value)).collect();
    read.sort();
    read
}

/// A valid zone that says one thing.
fn zone_with(name: FieldName, value: &str, confidence: f32) -> Told {
    Told::valid(vec![Reading {
        name,
        text: value.to_owned(),
        value: value.to_owned(),
        confidence,
        source: Source::Mrz,
        checks: Vec::new(),
        ruled_out: None,
        quad: Quad::rectangle(0.0, 500.0, 856.0, 540.0),
    }])
}

fn readings(template: &str, lines: &[Line], told: &Told) -> Vec<Reading> {
    let templates = Templates::parse([("t", template)]).unwrap();
    let lexicon = Lexicon::of(&templates);
    let mut page = Page::new(lines, (856.0, 540.0), &lexicon);
    let template = templates.iter().next().unwrap();
    let rule = template.front.as_ref().unwrap();
    page.look_for(fixed(rule), &Crew::alone());
    let today = Day::new(2026, 11, 21).unwrap();
    read(rule, &page, told, today)
}

#[test]
fn a_line_fills_one_field() {
    // One value under two labels, the value of the other not read: the nearer label takes it.
    let lines = [
        line("Name/Surname/Nom", 400.0, 100.0, 12.0),
        line("Vornamen/Given names/Prénoms", 400.0, 130.0, 12.0),
        line("ERIKA", 400.0, 145.0, 18.0),
    ];
    assert_eq!(read_card(&lines), [("given_names", "ERIKA".to_owned())]);
}

#[test]
fn a_label_in_a_second_language_is_no_value() {
    let lines = [
        line("Staatsangehörigkeit/Nationality/", 400.0, 100.0, 12.0),
        line("Nationalité", 400.0, 114.0, 12.0),
    ];
    assert_eq!(read_card(&lines), []);
    let mut lines = lines.to_vec();
    lines.push(line("DEUTSCH", 400.0, 130.0, 18.0));
    assert_eq!(read_card(&lines), [("nationality", "DEUTSCH".to_owned())]);
}

#[test]
fn a_label_inside_a_longer_word_is_none() {
    let lines = [
        line("Name/Surname/Nom", 400.0, 100.0, 12.0),
        line("OBERSURNAMENS", 400.0, 115.0, 18.0),
    ];
    assert_eq!(read_card(&lines), [("surname", "OBERSURNAMENS".to_owned())]);
}

#[test]
fn a_label_read_badly_still_names_its_value() {
    let lines = [
        line(
            "7 im wydania/Date od 1ssue/Date de delivrante",
            400.0,
            100.0,
            12.0,
        ),
        line("26.11.2014", 400.0, 115.0, 18.0),
    ];
    assert_eq!(
        read_card(&lines),
        [("date_of_issue", "2014-11-26".to_owned())]
    );
}

#[test]
fn the_only_day_between_birth_and_expiry_needs_no_label_and_one_of_two_does() {
    let mut lines = vec![
        line("Geburtstag/Date of birth", 400.0, 100.0, 12.0),
        line("12.08.1964", 400.0, 115.0, 18.0),
        line("Gültig bis/Date of expiry", 400.0, 200.0, 12.0),
        line("31.10.2029", 400.0, 215.0, 18.0),
        line("01.11.2019", 700.0, 215.0, 18.0),
    ];
    let issue = ("date_of_issue", "2019-11-01".to_owned());
    assert!(read_card(&lines).contains(&issue));
    lines.push(line("02.11.2019", 700.0, 300.0, 18.0));
    assert_eq!(read_card(&lines).len(), 2);
}

#[test]
fn a_day_and_a_word_in_one_line_fill_the_two_columns_over_them() {
    let lines = [
        line("Geburtstag/Date of birth", 400.0, 100.0, 12.0),
        line("Nationality", 570.0, 100.0, 12.0),
        line("12.08.1964 DEUTSCH", 400.0, 118.0, 30.0),
    ];
    let both = [
        ("date_of_birth", "1964-08-12".to_owned()),
        ("nationality", "DEUTSCH".to_owned()),
    ];
    assert_eq!(read_card(&lines), both);
    // A name of two words stays whole, although the second begins under another label.
    let lines = [
        line("Name/Surname/Nom", 400.0, 100.0, 12.0),
        line("Nationality", 535.0, 100.0, 12.0),
        line("MUSTERMANN GABLER", 400.0, 118.0, 24.0),
    ];
    assert_eq!(
        read_card(&lines),
        [("surname", "MUSTERMANN GABLER".to_owned())]
    );
}

#[test]
fn a_value_may_end_where_its_label_does() {
    let lines = [
        line("Nationality", 600.0, 100.0, 12.0),
        line("DEUTSCHLAND", 546.0, 114.0, 20.0),
    ];
    let told = [("nationality", "DEUTSCHLAND".to_owned())];
    assert_eq!(read_card(&lines), told);
}

#[test]
fn the_label_that_stands_before_a_day_is_no_name() {
    let template = r#"
kind = "id-card"
title = ""
[front]
[front.fields.full_name]
box = [0, 0, 1000, 500]
format = "name"
[front.fields.date_of_birth]
labels = ["DOB"]
value = ["right"]
format = "date"
"#;
    let day = line("DOB: 23/10/1959", 100.0, 140.0, 20.0);
    let name = line("Rajesh Verma", 100.0, 100.0, 20.0);
    let birth = ("date_of_birth", "1959-10-23".to_owned());
    let own = ("full_name", "Rajesh Verma".to_owned());
    assert_eq!(
        read_by(template, &[name, day.clone()]),
        [birth.clone(), own]
    );
    assert_eq!(read_by(template, &[day]), [birth]);
}

#[test]
fn a_value_that_begins_like_a_label_is_a_value() {
    let template = CARD.replace("Signature of bearer", "Passport No");
    let lines = [
        line("Nationality", 400.0, 100.0, 12.0),
        line("PASSPORT OFFICE", 400.0, 116.0, 20.0),
    ];
    let read = read_by(&template, &lines);
    assert_eq!(read, [("nationality", "PASSPORT OFFICE".to_owned())]);
}

#[test]
fn a_nationality_needs_no_label_where_the_zone_has_its_code() {
    let told = |code: &str| zone_with(FieldName::Nationality, code, 0.99);
    let lines = [
        line("COLOMBIANA", 400.0, 115.0, 18.0),
        line("COLOMBIA", 400.0, 300.0, 18.0),
    ];
    let read = |told| read_beside(CARD, &lines, &told);
    let own = [("nationality", "COLOMBIANA".to_owned())];
    assert_eq!(read(told("COL")), own);
    let code = [
        line("Name/Surname/Nom", 400.0, 100.0, 12.0),
        line("COL", 400.0, 115.0, 18.0),
    ];
    assert_eq!(read_beside(CARD, &code, &told("COL")), []);
    assert_eq!(read_beside(CARD, &code, &told("PER")).len(), 1);
    assert_eq!(read(told("PER")), []);
    assert_eq!(read(Told::default()), []);
}

const STACKED: &str = r#"
kind = "id-card"
title = ""
[front]
[front.fields.place_of_birth]
labels = ["LUGAR DE NACIMIENTO"]
value = ["above"]
lines = 2
format = "words"
[front.fields.surname]
labels = ["APELLIDOS"]
value = ["right"]
format = "name"
box = [0, 0, 500, 300]
"#;

#[test]
fn a_value_of_two_rows_over_its_label_is_whole_with_its_brackets() {
    let lines = [
        line("TUNJA", 400.0, 200.0, 18.0),
        line("(BOYACA)", 400.0, 224.0, 20.0),
        line("LUGAR DE NACIMIENTO", 400.0, 250.0, 12.0),
    ];
    let place = [("place_of_birth", "TUNJA (BOYACA)".to_owned())];
    assert_eq!(read_by(STACKED, &lines), place);
}

#[test]
fn a_row_that_names_something_itself_goes_on_with_no_value() {
    let under = |second: &str| {
        let lines = [
            line("PLACE", 400.0, 180.0, 12.0),
            line("BAD", 400.0, 200.0, 18.0),
            line(second, 400.0, 224.0, 18.0),
        ];
        read_by(UNDER, &lines)
    };
    let place = |value: &str| [("place_of_birth", value.to_owned())];
    assert_eq!(under("ISCHL"), place("BAD ISCHL"));
    assert_eq!(under("NOTE: NOT ABROAD"), place("BAD"));
}

#[test]
fn a_name_of_two_rows_is_not_told_by_its_second_alone() {
    let template = UNDER.replace("format = \"words\"", "format = \"name\"");
    let under = |sure: f32| {
        let first = read_at(line("BAD", 100.0, 120.0, 20.0), sure);
        let lines = [
            line("Place", 100.0, 100.0, 14.0),
            first,
            line("ISCHL", 100.0, 146.0, 20.0),
        ];
        read_by(&template, &lines)
    };
    assert_eq!(under(0.9), [("place_of_birth", "BAD ISCHL".to_owned())]);
    assert_eq!(under(0.4), []);
}

#[test]
fn a_word_surely_read_is_no_label_that_it_is_a_little_like() {
    let read = |name: &str| {
        let template = CARD.replace("Signature of bearer", "Carmel");
        let label = line("Vornamen/Given names/Prénoms", 100.0, 100.0, 12.0);
        read_by(&template, &[label, line(name, 100.0, 115.0, 18.0)])
    };
    let named = [("given_names", "CARMEN".to_owned())];
    assert_eq!(read("CARMEN"), named);
    assert_eq!(read("CARMEL"), []);
}

const UNDER: &str = r#"
kind = "id-card"
title = ""
[front.fields.place_of_birth]
labels = ["Place"]
format = "words"
lines = 2
"#;

#[test]
fn a_box_alone_holds_a_value_where_no_label_was_read_and_it_is_the_only_one() {
    let mut lines = vec![line("ZAMBRANO", 100.0, 50.0, 18.0)];
    let surname = [("surname", "ZAMBRANO".to_owned())];
    assert_eq!(read_by(STACKED, &lines), surname);
    lines.push(line("RONDON", 100.0, 80.0, 18.0));
    assert_eq!(read_by(STACKED, &lines), []);
    lines.truncate(1);
    // The label, and nothing beside it: what stands elsewhere is another field's.
    lines.push(line("APELLIDOS", 100.0, 120.0, 12.0));
    assert_eq!(read_by(STACKED, &lines), []);
}

#[test]
fn a_number_before_a_label_in_its_row_is_no_label() {
    let template = STACKED.to_owned()
        + "[front.fields.personal_number]\nlabels = [\"CURP\"]\nvalue = [\"right\"]\nformat = \"number\"\npatterns = [\"9{8}\"]\n";
    let lines = [
        line("CURP", 100.0, 400.0, 12.0),
        line("99999999 APELLIDOS", 200.0, 398.0, 16.0),
    ];
    let number = [("personal_number", "99999999".to_owned())];
    assert_eq!(read_by(&template, &lines), number);
}

#[test]
fn a_number_of_no_known_shape_is_told_where_the_zone_has_it_letter_for_letter() {
    let template = STACKED.to_owned()
        + "[front.fields.document_number]\nlabels = [\"No\"]\nvalue = [\"right\"]\nformat = \"number\"\npatterns = [\"9{8}\"]\n";
    let lines = [line("CN6KJW26Y", 200.0, 398.0, 16.0)];
    let told = |number: &str| {
        let zone = zone_with(FieldName::DocumentNumber, number, 0.1);
        read_beside(&template, &lines, &zone).len()
    };
    assert_eq!((told("CN6KJW26Y"), told("CN6KJW28Y")), (1, 0));
}
