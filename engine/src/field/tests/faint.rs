//! Labels that nobody could read.

use super::*;
use crate::spot::tests::torn;

const CARD: &str = r#"
kind = "unknown"
title = ""
[front]
[front.fields.place_of_birth]
labels = ["Departamento"]
value = ["below"]
format = "words"
[front.fields.district]
labels = ["Departamenta"]
value = ["below"]
format = "words"
[front.fields.authority]
labels = ["Nacionalidad"]
value = ["below"]
format = "words"
"#;

/// A line that its reader takes for the first of several texts, and for the others less and less.
fn blurred(texts: &[&str]) -> Line {
    let mut line = line(texts[0], 400.0, 100.0, 12.0);
    let (lattice, glyphs) = torn(texts);
    (line.lattice, line.glyphs) = (lattice, glyphs);
    line
}

/// What is read of a value under a blurred line.
fn under(texts: &[&str]) -> Vec<(&'static str, String)> {
    let value = line("BERLIN MITTE", 400.0, 116.0, 18.0);
    read_by(CARD, &[blurred(texts), value])
}

const NOISE: [&str; 3] = ["Qxqjbvjbqwjk", "Wwwkkqqpxwwq", "Jjhxxjjxhbhj"];

#[test]
fn the_one_label_that_a_blur_may_be_names_the_value_under_it() {
    let [a, b, c] = NOISE;
    let authority = [("authority", "BERLIN MITTE".to_owned())];
    assert_eq!(under(&[a, b, c, "Nacionalidad"]), authority);
    assert_eq!(
        under(&[a, b, c, "Nacionxlqdad"]),
        [],
        "letters that rule it out"
    );
    assert_eq!(under(&[a, b, c, "Departamento"]), [], "one of two labels");
}

#[test]
fn a_label_that_was_read_elsewhere_is_not_looked_for_in_a_blur() {
    let [a, b, c] = NOISE;
    let lines = [
        blurred(&[a, b, c, "Nacionalidad"]),
        line("BERLIN MITTE", 400.0, 116.0, 18.0),
        line("Nacionalidad", 100.0, 300.0, 12.0),
    ];
    assert_eq!(read_by(CARD, &lines), []);
}
