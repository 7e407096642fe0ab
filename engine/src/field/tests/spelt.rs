//! Names and nationalities whose letters a valid zone has.

use super::*;

fn told_of(text: &str, confidence: f32, zone: &str, valid: bool) -> Option<String> {
    let lines = [
        line("Name/Surname/Nom", 250.0, 100.0, 14.0),
        seen_at(text, confidence),
    ];
    let mut told = zone_with(FieldName::Surname, zone, 0.99);
    told.proven = valid;
    let read = read_beside(CARD, &lines, &told).into_iter();
    read.filter(|(name, _)| *name == "surname")
        .map(|(_, value)| value)
        .next()
}

fn seen_at(text: &str, confidence: f32) -> Line {
    let mut line = line(text, 250.0, 120.0, 20.0);
    line.glyphs[0].confidence = confidence;
    line
}

#[test]
fn a_valid_zone_proves_the_letters_of_a_name_that_was_hardly_read() {
    let told = |text, valid| told_of(text, 0.1, "GOMEZ", valid);
    assert_eq!(told("GÓMEZ", true).as_deref(), Some("GÓMEZ"));
    assert_eq!(told("GÓMEZ", false), None);
    assert_eq!(told("GÓMES", true), None);
}
