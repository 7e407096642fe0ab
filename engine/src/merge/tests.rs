//! What stands where print and zone say one thing, each in its own letters.

use super::*;
use crate::document::Source;
use crate::page::tests::line;
use crate::read::Lattice;

/// A surname in print whose letter at `at` was seen with these probabilities, and all others without a doubt.
fn printed(name: &str, at: usize, seen: &[(char, f32)]) -> Line {
    let mut line = line(name, 100.0, 100.0, 20.0);
    let mut alphabet: Vec<char> = name.chars().chain(seen.iter().map(|s| s.0)).collect();
    alphabet.sort_unstable();
    alphabet.dedup();
    let of = |step: usize, own: char, letter: &char| match step == at {
        true => seen.iter().find(|s| s.0 == *letter).map_or(1e-6, |s| s.1),
        false => {
            if own == *letter {
                0.99
            } else {
                1e-6
            }
        }
    };
    let steps = name.chars().enumerate().flat_map(|(step, own)| {
        let letters: Vec<f32> = alphabet.iter().map(|l| of(step, own, l)).collect();
        std::iter::once(1e-6).chain(letters)
    });
    line.lattice = Lattice {
        log_probabilities: steps.map(f32::ln).collect(),
        steps: name.chars().count(),
        alphabet: alphabet.into(),
    };
    line.glyphs[at].confidence = seen[0].1;
    line.confidence = seen[0].1;
    line
}

fn reading(name: FieldName, value: &str, confidence: f32, source: Source, quad: Quad) -> Reading {
    Reading {
        name,
        text: value.to_owned(),
        value: value.to_owned(),
        confidence,
        source,
        checks: Vec::new(),
        ruled_out: None,
        quad,
    }
}

/// What is told of a surname in print and in a valid zone.
fn surname(line: &Line, zone: &str) -> String {
    let name = FieldName::Surname;
    let quad = line.patch.quad;
    let print = reading(name, &line.text, line.confidence, Source::Print, quad);
    let told = Told::valid(vec![reading(name, zone, 0.99, Source::Mrz, quad)]);
    let lines = std::slice::from_ref(line);
    let (fields, _) = settled(vec![print], told, (lines, None), &|quad| *quad);
    fields[&name].value.clone()
}

#[test]
fn an_accent_is_judged_among_its_siblings_and_not_by_the_letter_under_it() {
    // 0 is as likely as Ó; that it is an O, the zone proves.
    let doubtful = [('Ó', 0.5), ('0', 0.45), ('O', 0.05), ('Ö', 0.01)];
    assert_eq!(surname(&printed("GÓMEZ", 1, &doubtful), "GOMEZ"), "GÓMEZ");
    let unclear = [('Ó', 0.5), ('O', 0.4), ('0', 0.1)];
    assert_eq!(surname(&printed("GÓMEZ", 1, &unclear), "GOMEZ"), "GOMEZ");
    let other = [('Ó', 0.5), ('Ö', 0.4), ('0', 0.1)];
    assert_eq!(surname(&printed("GÓMEZ", 1, &other), "GOMEZ"), "GOMEZ");
}

#[test]
fn a_letter_without_its_accent_is_not_told_beside_one_that_has_it() {
    let lost = [('I', 0.5), ('Í', 0.45)];
    let name = printed("RÓDRIGÚEZ", 4, &lost);
    assert_eq!(surname(&name, "RODRIGUEZ"), "RODRIGUEZ");
}

#[test]
fn a_zone_that_spells_a_letter_with_two_proves_it() {
    let doubtful = [('Ü', 0.5), ('U', 0.45)];
    assert_eq!(
        surname(&printed("MÜLLER", 1, &doubtful), "MUELLER"),
        "MÜLLER"
    );
    assert_eq!(
        surname(&printed("MÜLLER", 1, &doubtful), "MULLER"),
        "MULLER"
    );
    let ring = [('Å', 0.5), ('Ä', 0.45)];
    assert_eq!(surname(&printed("BRÅTEN", 2, &ring), "BRAATEN"), "BRÅTEN");
}

#[test]
fn signs_and_small_letters_are_kept_where_they_are_sure() {
    let sure = [('\'', 0.8), ('L', 0.1)];
    assert_eq!(
        surname(&printed("O'CONNOR", 1, &sure), "OCONNOR"),
        "O'CONNOR"
    );
    let unsure = [('-', 0.5), (' ', 0.4)];
    let name = printed("Jan-Pieter", 3, &unsure);
    assert_eq!(surname(&name, "JAN PIETER"), "JAN PIETER");
}

#[test]
fn a_nationality_stands_where_its_word_is_the_zones_and_not_where_it_is_anothers() {
    let name = FieldName::Nationality;
    let quad = Quad::rectangle(0.0, 0.0, 10.0, 10.0);
    let told = |word: &str, confidence| {
        let print = reading(name, word, confidence, Source::Print, quad);
        let zone = Told::valid(vec![reading(name, "COL", 0.99, Source::Mrz, quad)]);
        let (fields, _) = settled(vec![print], zone, (&[], None), &|quad| *quad);
        fields[&name].value.clone()
    };
    assert_eq!(told("COLOMBIANA", 0.4), "COLOMBIANA");
    assert_eq!(told("PERUANA", 0.99), "COL");
    assert_eq!(told("COLOMBTANA", 0.99), "COL");
    assert_eq!(told("UTOPIANA", 0.99), "UTOPIANA");
    assert_eq!(told("UTOPIANA", 0.4), "COL");
}

/// What is told of a field in print, with this confidence, and in a barcode.
fn beside_a_barcode(name: FieldName, print: &str, told: &str) -> (Field, Vec<Agreement>) {
    let line = line(print, 100.0, 100.0, 20.0);
    let quad = line.patch.quad;
    let printed = reading(name, print, 0.97, Source::Print, quad);
    let code = reading(name, told, 0.999, Source::Barcode, quad);
    let told = Told::default().beside(vec![code]);
    let (mut fields, agreement) = settled(vec![printed], told, (&[line], None), &|quad| *quad);
    (fields.remove(&name).unwrap(), agreement)
}

#[test]
fn a_barcode_is_proof_and_print_that_differs_is_a_dissent() {
    let (field, agreement) = beside_a_barcode(FieldName::DocumentNumber, "31866789", "31866739");
    assert_eq!(
        (field.value.as_str(), field.source),
        ("31866739", Source::Barcode)
    );
    assert_eq!(field.dissent[0].value, "31866789");
    assert!(!agreement[0].same && agreement[0].mrz.is_none());
    assert_eq!(agreement[0].barcode.as_deref(), Some("31866739"));
    // A zone has no century; a barcode has.
    let (field, _) = beside_a_barcode(FieldName::DateOfBirth, "2019-08-23", "1919-08-23");
    assert_eq!(field.value, "1919-08-23");
}

#[test]
fn a_barcode_with_marks_has_them_all_and_print_that_agrees_is_told_as_printed() {
    let name = FieldName::Surname;
    let (field, agreement) = beside_a_barcode(name, "MUNOZ", "MUÑOZ");
    assert_eq!((field.value.as_str(), agreement[0].same), ("MUÑOZ", true));
    let (field, _) = beside_a_barcode(name, "MUÑÓZ", "MUÑOZ");
    assert_eq!(field.value, "MUÑOZ");
    let (field, _) = beside_a_barcode(name, "GÓMEZ", "GOMEZ");
    assert_eq!(
        (field.value.as_str(), field.source),
        ("GÓMEZ", Source::Print)
    );
    let (field, _) = beside_a_barcode(FieldName::BloodType, "O-", "O+");
    assert_eq!(field.value, "O+");
}

#[test]
fn a_barcode_stands_before_an_invalid_zone_and_not_before_a_valid_one() {
    let name = FieldName::DocumentNumber;
    let quad = Quad::rectangle(0.0, 0.0, 10.0, 10.0);
    let zone = || vec![reading(name, "31866789", 0.9, Source::Mrz, quad)];
    let code = || vec![reading(name, "31866739", 0.999, Source::Barcode, quad)];
    let valid = Told::valid(zone()).beside(code());
    assert_eq!(valid.readings[0].source, Source::Mrz);
    let invalid = Told::default().beside(zone()).beside(code());
    assert_eq!(invalid.readings[0].source, Source::Barcode);
}

#[test]
fn what_only_a_zone_that_is_not_valid_says_is_told_where_it_is_plain_or_its_digit_holds() {
    let told = |confidence: f32, ok: Option<bool>, proven: bool| {
        let quad = Quad::rectangle(0.0, 0.0, 10.0, 10.0);
        let name = FieldName::DateOfBirth;
        let mut born = reading(name, "1946-07-15", confidence, Source::Mrz, quad);
        born.checks.extend(ok.map(|ok| crate::document::Check {
            check: "icao-7-3-1".to_owned(),
            ok,
        }));
        let mut zone = Told::valid(vec![born]);
        zone.proven = proven;
        let (fields, _) = settled(Vec::new(), zone, (&[], None), &|quad| *quad);
        fields.contains_key(&name)
    };
    assert!(told(0.1, None, true), "a valid zone");
    assert!(told(0.75, None, false));
    assert!(!told(0.65, None, false));
    assert!(!told(0.5, Some(false), false));
    assert!(told(0.5, Some(true), false), "its own digit holds");
    assert!(
        !told(0.2, Some(true), false),
        "a digit holds by chance once in ten"
    );
}

#[test]
fn each_value_of_a_zone_that_is_not_valid_has_its_own_confidence_unless_its_digit_is_against_it() {
    let fields = [("document_number", "CVK7NFKMC"), ("surname", "OEZTUERK")];
    let sure = [("document_number", 0.8), ("surname", 0.9)];
    let zone = |valid: bool| Mrz {
        valid,
        confidence: 0.1,
        fields: fields.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
        confidences: sure.map(|(k, sure)| (k.to_owned(), sure)).into(),
        checks: [("number".to_owned(), false)].into(),
        ..Mrz::default()
    };
    let told = |zone: &Mrz| {
        let told = Told::of(zone, mrz::Day::new(2026, 11, 22).unwrap());
        let of = |name| told.of_field(name).unwrap().confidence;
        (of(FieldName::DocumentNumber), of(FieldName::Surname))
    };
    assert_eq!(told(&zone(false)), (0.1, 0.9));
    assert_eq!(told(&zone(true)), (0.1, 0.1), "it is sure as a whole");
}

#[test]
fn a_mark_that_the_state_does_not_write_and_a_small_letter_among_capitals_are_no_doubt() {
    let told = |line: &Line, zone: &str, state| {
        let name = FieldName::Surname;
        let quad = line.patch.quad;
        let print = reading(name, &line.text, line.confidence, Source::Print, quad);
        let told = Told::valid(vec![reading(name, zone, 0.99, Source::Mrz, quad)]);
        let print_of = (std::slice::from_ref(line), Some(state));
        let (fields, _) = settled(vec![print], told, print_of, &|quad| *quad);
        fields[&name].value.clone()
    };
    let foreign = [('Í', 0.5), ('Î', 0.4)];
    let name = printed("ÍÑIGO", 0, &foreign);
    assert_eq!(told(&name, "INIGO", "ESP"), "ÍÑIGO");
    assert_eq!(told(&name, "INIGO", "ROU"), "INIGO");
    let small = [('O', 0.2), ('o', 0.7)];
    assert_eq!(told(&printed("ROCÍO", 4, &small), "ROCIO", "MEX"), "ROCÍO");
    assert_eq!(told(&printed("RocíO", 4, &small), "ROCIO", "MEX"), "ROCIO");
}

#[test]
fn what_is_covered_behind_two_fillers_takes_no_name_away() {
    let told = |given: &str| {
        let zone = Mrz {
            fields: [("given_names".to_owned(), given.to_owned())].into(),
            ..Mrz::default()
        };
        let told = Told::of(&zone, mrz::Day::new(2026, 11, 24).unwrap());
        told.of_field(FieldName::GivenNames)
            .map(|own| own.value.clone())
    };
    assert_eq!(told("NATTAPONG<<<<??").as_deref(), Some("NATTAPONG"));
    assert_eq!(told("NATTAPONG<??"), None, "another name, perhaps");
    assert_eq!(told("NATTA????"), None);
}
