//! What is a value of a format and what is none.

use super::*;

#[test]
fn sexes_in_two_languages_are_the_second() {
    let rule = crate::template::Template::parse(
        "t",
        "kind = \"unknown\"\ntitle = \"\"\n[front.fields.sex]\nlabels = [\"Sex\"]\nformat = \"sex\"\n",
    )
    .unwrap();
    let rule = &rule.front.unwrap().fields[&FieldName::Sex];
    for (text, value) in [
        ("F", "F"),
        ("K/F", "F"),
        ("V/F", "F"),
        ("M/M", "M"),
        ("W", "F"),
        ("Ž/F", "F"),
    ] {
        assert_eq!(
            sex(rule, text).map(|(_, value)| value).as_deref(),
            Some(value),
            "{text}"
        );
    }
    for text in ["", "12", "SEX", "MUSTERMANN"] {
        assert_eq!(sex(rule, text), None, "{text}");
    }
}

#[test]
fn of_a_span_of_years_each_field_has_its_own() {
    let of = |name, text| year(name, text).map(|(_, value)| value);
    for (name, text, value) in [
        (FieldName::YearOfExpiry, "2023 - 2033", "2033"),
        (FieldName::YearOfIssue, "2023 - 2033", "2023"),
        (FieldName::YearOfExpiry, "2024", "2024"),
        (FieldName::DateOfRegistration, "2007 01", "2007"),
    ] {
        assert_eq!(of(name, text).as_deref(), Some(value), "{text}");
    }
    for text in ["", "203", "20333", "VIGENCIA 2033"] {
        assert_eq!(of(FieldName::YearOfExpiry, text), None, "{text}");
    }
}

#[test]
fn of_words_that_are_alike_the_likest_counts() {
    let rule = crate::template::Template::parse(
        "t",
        "kind = \"unknown\"\ntitle = \"\"\n[front.fields.sex]\nlabels = [\"Sex\"]\nformat = \"choice\"\nvalues = { FEMALE = \"F\", MALE = \"M\", CITIZENO = \"O\", CITIZENA = \"A\" }\n",
    )
    .unwrap();
    let rule = &rule.front.unwrap().fields[&FieldName::Sex];
    let of = |text| choice(rule, text).map(|(_, value)| value);
    for (text, value) in [
        ("FEMALE", "F"),
        ("MALE", "M"),
        ("CITIZENO", "O"),
        ("CITIZENA", "A"),
    ] {
        assert_eq!(of(text).as_deref(), Some(value), "{text}");
    }
    assert_eq!(of("CITIZENX"), None);
    assert_eq!(of("OTHER"), None);
    assert_eq!(of("02/02/1960 | FE 11MALE"), None, "what is left of FEMALE");
    assert_eq!(of("02/02/1960 MALE").as_deref(), Some("M"));
}

#[test]
fn blood_groups_are_few_and_have_a_sign_where_the_document_prints_one() {
    let signed = rule("format = \"blood\"");
    let of = |rule, text| blood(rule, text).map(|(_, value)| value);
    for (text, value) in [("O+", "O+"), ("AB -", "AB-"), ("a–", "A-"), ("0+", "O+")] {
        assert_eq!(of(&signed, text).as_deref(), Some(value), "{text}");
    }
    for text in ["", "C+", "ABO", "O++", "SEXO", "1.75", "AB", "0"] {
        assert_eq!(of(&signed, text), None, "{text}");
    }
    let plain = rule("format = \"blood\"\nvalues = { A = \"A\", O = \"O\" }");
    for (text, value) in [
        ("A", Some("A")),
        ("0", Some("O")),
        ("O+", Some("O+")),
        ("-", None),
    ] {
        assert_eq!(of(&plain, text).as_deref(), value, "{text}");
    }
}

#[test]
fn a_part_of_a_longer_number_is_none() {
    let rule = rule("format = \"number\"\npatterns = [\"9{7}\"]");
    let value = |text| number(&rule, text).map(|(_, value)| value);
    assert_eq!(value("No 0011157").as_deref(), Some("0011157"));
    assert_eq!(value("000-0011157-02"), None);
    assert_eq!(value("ABCDEFG"), None);
}

#[test]
fn letters_alone_are_a_number_without_a_vowel_and_else_a_word() {
    let rule = rule("format = \"number\"\npatterns = [\"X{9}\"]");
    let told = |text: &str| number(&rule, text).map(|(_, value)| value);
    assert_eq!(told("TRRCXVHRW").as_deref(), Some("TRRCXVHRW"));
    assert_eq!(told("WEISSMANN"), None);
}

#[test]
fn a_blank_inside_a_number_does_not_make_two_of_it() {
    let rule = rule("format = \"number\"\npatterns = [\"9{5,10}\"]");
    let value = |text| number(&rule, text).map(|(_, value)| value);
    assert_eq!(value("102 1810926").as_deref(), Some("1021810926"));
    assert_eq!(value("10218109263 1810926"), None, "too many digits");
    assert_eq!(value("No 12 1810926").as_deref(), Some("1810926"));
}

#[test]
fn a_blank_between_the_characters_of_a_number_is_none_of_it() {
    let rule = rule("format = \"number\"\npatterns = [\"A{3}9{6}\"]");
    let value = |text| number(&rule, text).map(|(_, value)| value);
    assert_eq!(value("MAJ 82 3795").as_deref(), Some("MAJ823795"));
    assert_eq!(value("No MAJ 823795"), None, "more than the number");
    assert_eq!(value("MAJ 823 7951"), None, "too many digits");
}

#[test]
fn a_day_ends_a_word_and_a_mark_is_none() {
    let (rule, today) = (rule("format = \"words\""), Day::new(2026, 11, 21).unwrap());
    let words = |text| before_a_day(text, &rule, today);
    assert_eq!(
        words("ÉIREANNACH/IRISH 09 NOL/DEC 1975"),
        Some("ÉIREANNACH/IRISH")
    );
    assert_eq!(words("BERLIN 12"), Some("BERLIN 12"));
    assert_eq!(words("SI"), Some("SI"));
    for none in ["01 01 2003", "ut", "Ø", "t", "M/M", "V / F"] {
        assert_eq!(words(none), None, "{none}");
    }
}

/// The rule of a field.
fn rule(rest: &str) -> FieldRule {
    let text = format!(
        "kind = \"unknown\"\ntitle = \"\"\n[front.fields.title]\nlabels = [\"T\"]\n{rest}\n"
    );
    let template = crate::template::Template::parse("t", &text).unwrap();
    template
        .front
        .unwrap()
        .fields
        .remove(&FieldName::Title)
        .unwrap()
}

#[test]
fn heights_are_centimetres() {
    assert_eq!(height("160 cm").map(|h| h.1).as_deref(), Some("160"));
    assert_eq!(height("1,72 m").map(|h| h.1).as_deref(), Some("172"));
    assert_eq!(height("1965"), None);
}

#[test]
fn a_digit_within_a_word_is_a_letter_misread() {
    for text in ["ÍÑIG0 NÚÑEZ", "MELB0URNE", "TRUR0"] {
        assert!(!mostly_letters(text), "{text}");
    }
    for text in [
        "VILNIAUS VPK MV (19)",
        "UD04 MADRID",
        "Burg. van 's-Gravenhage",
    ] {
        assert!(mostly_letters(text), "{text}");
    }
}

#[test]
fn a_name_has_no_digits() {
    assert!(is_a_name("SJÖGREN") && is_a_name("VON DER LEYEN"));
    for none in ["5. JOGREN", "J0GREN", "8", "K", "<<"] {
        assert!(!is_a_name(none), "{none}");
    }
    assert!(mostly_letters("CALLE 5 NORTE"), "a street may");
}

#[test]
fn nobody_is_born_tomorrow_and_no_card_outlasts_its_holder() {
    let rule = crate::template::Template::parse(
        "t",
        "kind = \"unknown\"\ntitle = \"\"\n[front.fields.date_of_birth]\nlabels = [\"Born\"]\nformat = \"date\"\n",
    )
    .unwrap();
    let rule = &rule.front.unwrap().fields[&FieldName::DateOfBirth];
    let today = Day::new(2026, 11, 21).unwrap();
    let told = |name, text| date(name, rule, text, today).map(|(_, iso)| iso);
    assert_eq!(told(FieldName::DateOfBirth, "06.01.2088"), None);
    assert_eq!(told(FieldName::DateOfBirth, "22.11.2026"), None);
    assert!(told(FieldName::DateOfBirth, "21.11.2026").is_some());
    assert_eq!(told(FieldName::DateOfIssue, "22.11.2026"), None);
    assert!(told(FieldName::DateOfIssue, "21.11.2026").is_some());
    assert!(told(FieldName::DateOfExpiry, "06.01.2078").is_some());
    assert_eq!(told(FieldName::DateOfExpiry, "06.01.2131"), None);
}

#[test]
fn the_part_behind_a_day_of_birth_is_a_place_or_its_code() {
    let rule = crate::template::Template::parse(
        "t",
        "kind = \"unknown\"\ntitle = \"\"\n[front.fields.date_of_birth]\nlabels = [\"Nacimiento\"]\nformat = \"date\"\n",
    )
    .unwrap();
    let rule = &rule.front.unwrap().fields[&FieldName::DateOfBirth];
    let today = Day::new(2026, 11, 24).unwrap();
    let place = |text: &str| of_part(FieldName::PlaceOfBirth, rule, text, today).is_some();
    assert!(place("BERLIN") && place("023666"));
    assert!(!place("0236") && !place("2001 023666"));
}

#[test]
fn a_father_s_name_is_not_the_holder_s_and_one_thai_letter_is_none() {
    assert!(is_a_name("Sunita Devi Reddy") && is_a_name("SO YOUNG"));
    assert!(!is_a_name("S/O Arjun Reddy"));
    let thai = |text: &str| {
        let head = "kind = \"unknown\"\ntitle = \"\"\n[front.fields.name_local]\nlabels = [\"ชื่อ\"]\nformat = \"thai\"\n";
        let template = crate::template::Template::parse("t", head).unwrap();
        let rule = &template.front.unwrap().fields[&FieldName::NameLocal];
        let today = Day::new(2026, 11, 24).unwrap();
        normalise(FieldName::NameLocal, rule, text, today).is_some()
    };
    assert!(thai("นาย สมชาย"));
    assert!(!thai("ใ"));
}
