//! Pages whose print runs aslant, and lines that are cut out with more than their print.

use super::*;

/// A line that runs up by a tenth, of a page whose left edge stands upright.
fn aslant(text: &str, left: f32, top: f32) -> Line {
    let mut line = line(text, left, top - 0.1 * left, 14.0);
    let rise = 0.1 * 7.0 * text.chars().count() as f32;
    line.patch.quad.0[1].y -= rise;
    line.patch.quad.0[2].y -= rise;
    line
}

fn to_the_right() -> String {
    CARD.replace(
        "format = \"date\"",
        "value = [\"right\"]\nformat = \"date\"",
    )
}

#[test]
fn a_value_in_a_far_column_stands_beside_its_label() {
    let lines = [
        aslant("Geburtstag/Date of birth", 100.0, 200.0),
        aslant("Ausstellungstag/Date of issue", 100.0, 224.0),
        aslant("12.08.1964", 400.0, 200.0),
        aslant("01.11.2019", 400.0, 224.0),
    ];
    let days = [
        ("date_of_birth", "1964-08-12".to_owned()),
        ("date_of_issue", "2019-11-01".to_owned()),
    ];
    assert_eq!(read_by(&to_the_right(), &lines), days);
}

#[test]
fn a_value_under_its_label_may_end_above_it() {
    let name = "VON UND ZU HOHENSTAUFEN-WEISSENBERG";
    let lines = [
        aslant("Name/Surname/Nom", 100.0, 200.0),
        aslant(name, 100.0, 216.0),
        aslant("Geburtstag/Date of birth", 100.0, 260.0),
    ];
    assert_eq!(read_card(&lines), [("surname", name.to_owned())]);
}

#[test]
fn a_value_may_begin_before_its_labels_line_ends() {
    let mut label = line("Geburtstag/Date of birth", 100.0, 200.0, 14.0);
    let wide = label.patch.quad.width();
    label.patch.quad = Quad::rectangle(100.0, 200.0, 1.2 * wide, 14.0);
    for glyph in &mut label.glyphs {
        glyph.left /= 1.2;
        glyph.right /= 1.2;
    }
    let value = line("12.08.1964", 110.0 + wide, 200.0, 14.0);
    let day = [("date_of_birth", "1964-08-12".to_owned())];
    assert_eq!(read_by(&to_the_right(), &[label.clone(), value]), day);
    // What stands inside it is a speck of its own print.
    let speck = line("1", 110.0 + wide, 200.0, 14.0);
    let value = line("12.08.1964", 140.0 + 1.2 * wide, 200.0, 14.0);
    assert_eq!(read_by(&to_the_right(), &[label, speck, value]), day);
}
