//! What belongs to a label, and what only stands near it.

use super::*;

const FORM: &str = r#"
kind = "bill"
title = ""
[front]
anchors = ["MALE | FEMALE"]
words = ["Due date"]
[front.fields.address]
labels = ["Domicilio"]
value = ["right"]
lines = 2
format = "text"
[front.fields.village]
labels = ["Village"]
value = ["right"]
format = "words"
[front.fields.date_of_issue]
labels = ["Fecha de emision"]
value = ["right"]
format = "date"
[front.fields.date_of_registration]
labels = ["Fecha de inscripcion"]
value = ["right"]
format = "date"
[front.fields.sex]
box = [500, 0, 1000, 1000]
values = { "FEMALE" = "F", "MALE" = "M" }
format = "choice"
"#;

fn issued() -> Vec<(&'static str, String)> {
    vec![("date_of_issue", "2014-03-11".to_owned())]
}

/// A label and its day so many pixels higher, of lines 20 high.
fn askew(up: f32, more: &[Line]) -> Vec<(&'static str, String)> {
    let mut lines = vec![
        line("Fecha de emision", 40.0, 200.0, 20.0),
        line("11/03/2014", 260.0, 200.0 - up, 20.0),
    ];
    lines.extend_from_slice(more);
    read_by(FORM, &lines)
}

#[test]
fn a_value_that_is_askew_is_its_labels_where_nothing_else_can_be_meant() {
    assert_eq!(askew(16.0, &[]), issued());
    let further = line("Due date", 420.0, 200.0, 20.0);
    assert_eq!(
        askew(16.0, &[further]),
        issued(),
        "level and farther to the right"
    );
    assert_eq!(askew(24.0, &[]), [], "a row higher");
    let label = line("Fecha de inscripcion", 40.0, 176.0, 20.0);
    let registered = vec![("date_of_registration", "2014-03-11".to_owned())];
    assert_eq!(askew(16.0, &[label]), registered, "the nearer label's");
    let rival = line("12/04/2015", 280.0, 214.0, 20.0);
    assert_eq!(askew(14.0, &[rival]), [], "one of two");
}

#[test]
fn what_nothing_was_read_of_hides_no_value() {
    let speck = line(":", 240.0, 200.0, 20.0);
    assert_eq!(askew(0.0, &[speck]), issued());
}

#[test]
fn what_a_colon_was_read_as_hides_no_value() {
    let card = |first: &str, left: f32| {
        let lines = [
            line("Fecha de emision", 40.0, 200.0, 20.0),
            line(first, 240.0, 200.0, 20.0),
            line("11/03/2014", left, 200.0, 20.0),
        ];
        read_by(FORM, &lines)
    };
    assert_eq!(card("81", 262.0), issued());
    assert_eq!(card("81", 242.0), issued(), "seen apart and with its value");
    assert_eq!(card("81", 300.0), [], "apart");
    assert_eq!(card("8127", 282.0), [], "no colon");
}

#[test]
fn an_address_ends_where_the_next_label_has_its_value() {
    let card = |label: &str| {
        let lines = [
            line("Domicilio", 40.0, 200.0, 20.0),
            line("JL. SUDIRMAN", 200.0, 200.0, 20.0),
            line(label, 40.0, 226.0, 20.0),
            line("MEDAN", 200.0, 226.0, 20.0),
        ];
        read_by(FORM, &lines)
    };
    let village = ("village", "MEDAN".to_owned());
    let address = |text: &str| ("address", text.to_owned());
    assert_eq!(card("Village"), [address("JL. SUDIRMAN"), village]);
    assert_eq!(card("xxxx"), [address("JL. SUDIRMAN MEDAN")]);
}

#[test]
fn a_label_in_two_lines_side_by_side_is_one() {
    let card = |gap: f32| {
        let lines = [
            line("Fecha", 40.0, 200.0, 20.0),
            line("de emision", 90.0 + gap, 200.0, 20.0),
            line("11/03/2014", 300.0, 200.0, 20.0),
        ];
        read_by(FORM, &lines)
    };
    assert_eq!(card(8.0), issued());
    assert_eq!(card(60.0), [], "of two columns");
}

#[test]
fn a_word_that_a_field_chooses_from_is_no_fixed_print() {
    let sex = [("sex", "F".to_owned())];
    assert_eq!(read_by(FORM, &[line("FEMALE", 600.0, 200.0, 20.0)]), sex);
    assert_eq!(read_by(FORM, &[line("/ PEMALE", 600.0, 200.0, 20.0)]), sex);
    let male = [("sex", "M".to_owned())];
    assert_eq!(read_by(FORM, &[line("/ MALE", 600.0, 200.0, 20.0)]), male);
    let torn = line("/   MALE", 600.0, 200.0, 20.0);
    assert_eq!(read_by(FORM, &[torn]), [], "two letters had room there");
    let cut = line("MALE", 600.0, 200.0, 20.0);
    assert_eq!(read_by(FORM, &[cut]), [], "what is left of FEMALE, perhaps");
    for word in ["/ FTEMALE", "/ xxxxMALExx"] {
        let inside = line(word, 600.0, 200.0, 20.0);
        assert_eq!(read_by(FORM, &[inside]), [], "a part of {word}");
    }
    assert_eq!(read_by(FORM, &[line("Due date", 600.0, 200.0, 20.0)]), []);
}

#[test]
fn a_value_in_rows_begins_with_the_first_of_its_box() {
    let template = r#"
kind = "id-card"
title = ""
[front]
[front.fields.full_name]
box = [300, 200, 900, 500]
lines = 2
format = "name"
"#;
    let mut first = line("Aristides", 300.0, 150.0, 30.0);
    for glyph in &mut first.glyphs {
        glyph.confidence = 0.9;
    }
    let lines = [first, line("De Gracia", 300.0, 186.0, 30.0)];
    let name = [("full_name", "Aristides De Gracia".to_owned())];
    assert_eq!(
        read_by(template, &lines),
        name,
        "the second was read better"
    );
}

#[test]
fn of_a_name_in_two_rows_each_is_told_as_surely_as_it_was_read() {
    let template = r#"
kind = "id-card"
title = ""
[front]
[front.fields.full_name]
labels = ["Name Vorname"]
lines = 2
format = "name"
parts = ["{surname}|{given_names}"]
"#;
    let card = |unsure: &[usize]| {
        let mut lines = [
            line("Name Vorname", 300.0, 100.0, 12.0),
            line("OBERHUBER", 300.0, 116.0, 20.0),
            line("ROSEMARIE", 300.0, 140.0, 20.0),
        ];
        for row in unsure {
            lines[*row].glyphs[0].confidence = 0.5;
        }
        read_by(template, &lines)
    };
    let surname = ("surname", "OBERHUBER".to_owned());
    let given = ("given_names", "ROSEMARIE".to_owned());
    let full = ("full_name", "OBERHUBER ROSEMARIE".to_owned());
    assert_eq!(card(&[]), [full, given.clone(), surname.clone()]);
    assert_eq!(card(&[1]), [given]);
    assert_eq!(card(&[2]), [surname]);
    assert_eq!(card(&[1, 2]), []);
}

#[test]
fn behind_a_label_that_goes_on_in_its_row_stands_a_number_and_no_word() {
    let by = |text: &str| {
        let lines = [
            line(text, 100.0, 100.0, 14.0),
            line("Date of expiry 3 May 2034", 100.0, 122.0, 14.0),
        ];
        read_by(LABELS, &lines)
    };
    let issued = |read: &[(&str, String)]| {
        let issue = read.iter().find(|(name, _)| *name == "date_of_issue");
        issue.map(|(_, value)| value.clone())
    };
    // What stands between is a label in a language that nobody reads; the day in the next row is another's.
    let read = by("Date of issue / asgt 3 May 2024");
    assert_eq!(issued(&read).as_deref(), Some("2024-05-03"));
    assert_eq!(issued(&by("Date of issue / asgt utb")), None);
    let read = by("Date of issue · 03/05/2024");
    assert_eq!(issued(&read).as_deref(), Some("2024-05-03"));
}

#[test]
fn a_label_may_be_cut_with_the_beginning_of_its_value() {
    let card = |label: &str| {
        let lines = [
            line(label, 100.0, 100.0, 20.0),
            line("3 May 2024", 225.0, 100.0, 20.0),
        ];
        read_by(LABELS, &lines)
    };
    let issued = [("date_of_issue", "2024-05-03".to_owned())];
    assert_eq!(card("Date of issue C"), issued);
    assert_eq!(card("Date of issue unknown"), [], "that is its value");
}

const LABELS: &str = r#"
kind = "unknown"
title = ""
[front]
[front.fields.date_of_issue]
labels = ["Date of issue"]
value = ["right"]
format = "date"
[front.fields.date_of_expiry]
labels = ["Date of expiry"]
value = ["right"]
format = "date"
"#;

#[test]
fn marks_over_and_under_the_last_letter_of_a_label_are_the_label_s() {
    let card = "kind = \"bill\"\ntitle = \"\"\n[front]\n[front.fields.address]\nlabels = [\"ที่อยู่\"]\n\
        value = [\"right\"]\nformat = \"thai\"\n";
    let told = |text: &str| read_by(card, &[line(text, 100.0, 100.0, 20.0)]);
    let address = [("address", "ต.ในเมือง".to_owned())];
    assert_eq!(told("ที่อยู่ ต.ในเมือง"), address);
    assert_eq!(told("ที่อยู่อาศัย"), [], "a longer word");
}

#[test]
fn a_label_behind_a_stroke_begins_where_its_line_does() {
    let card = "kind = \"passport\"\ntitle = \"\"\n[front]\n[front.fields.document_number]\nlabels = [\"Passport No.\"]\n\
        format = \"number\"\npatterns = [\"A{2}9{7}\"]\n";
    let told = |label: &str| {
        let lines = [
            line(label, 100.0, 100.0, 20.0),
            line("BB2498501", 100.0, 125.0, 20.0),
        ];
        read_by(card, &lines)
    };
    let number = [("document_number", "BB2498501".to_owned())];
    assert_eq!(
        told("u            / Passport No."),
        number,
        "a script that is not read"
    );
    assert_eq!(told("u            Passport No."), [], "another column");
    assert_eq!(
        told("THAILAND     / Passport No."),
        [],
        "words that were read"
    );
}

#[test]
fn a_label_in_two_languages_outweighs_another_field_s_that_one_of_them_is_like() {
    let page = r#"
kind = "unknown"
title = ""
[front]
[front.fields.birth_name]
labels = ["Nom de naissance"]
format = "words"
[front.fields.place_of_birth]
labels = ["Place of birth", "Lieu de naissance"]
format = "words"
"#;
    let told = |label: &str| {
        let lines = [
            line(label, 100.0, 100.0, 12.0),
            line("LONDON", 100.0, 116.0, 20.0),
        ];
        read_by(page, &lines)
    };
    let of = |name| [(name, "LONDON".to_owned())];
    assert_eq!(
        told("Place of birth/Niu de naissance"),
        of("place_of_birth")
    );
    assert_eq!(told("Nom de naissance"), of("birth_name"));
}
