//! What holds for every zone.

use mrz::{CheckName, Class, Date, Day, FieldName, Fields, Format, Meaning, make};
use proptest::prelude::*;

fn name() -> impl Strategy<Value = String> {
    "[A-Z]{1,12}( [A-Z]{1,9}){0,2}"
}

fn date() -> impl Strategy<Value = String> {
    (0..100u8, 1..13u8, 1..29u8).prop_map(|(y, m, d)| format!("{y:02}{m:02}{d:02}"))
}

fn state() -> impl Strategy<Value = &'static str> {
    let codes: Vec<_> = mrz::state::all()
        .map(|state| state.code.trim_end_matches('<'))
        .collect();
    proptest::sample::select(codes)
}

#[derive(Clone, Debug)]
struct Person {
    format: Format,
    states: (&'static str, &'static str),
    names: (String, String),
    number: String,
    dates: (String, String),
    sex: &'static str,
    optional: String,
    filler: bool,
}

fn icao() -> impl Strategy<Value = Format> {
    proptest::sample::select(vec![
        Format::Td1,
        Format::Td2,
        Format::Td3,
        Format::MrvA,
        Format::MrvB,
        Format::SlovakId,
    ])
}

fn person() -> impl Strategy<Value = Person> {
    let number = "[A-Z0-9]{1,9}";
    let parts = (
        icao(),
        (state(), state()),
        (name(), name()),
        number,
        (date(), date()),
    );
    let rest = (
        proptest::sample::select(vec!["M", "F", "X"]),
        "[A-Z0-9]{0,6}",
        any::<bool>(),
    );
    (parts, rest).prop_map(|(parts, rest)| Person {
        format: parts.0,
        states: parts.1,
        names: parts.2,
        number: parts.3,
        dates: parts.4,
        sex: rest.0,
        optional: rest.1,
        filler: rest.2,
    })
}

impl Person {
    fn fields(&self) -> Fields<'_> {
        let code = match self.format {
            Format::Td3 => "P",
            Format::MrvA | Format::MrvB => "V",
            _ => "I",
        };
        Fields {
            document_code: code,
            issuing_state: self.states.0,
            nationality: self.states.1,
            surname: &self.names.0,
            given_names: &self.names.1,
            document_number: &self.number,
            date_of_birth: &self.dates.0,
            sex: self.sex,
            date_of_expiry: &self.dates.1,
            optional_1: &self.optional,
            optional_digit_filler: self.filler,
            ..Fields::new(self.format)
        }
    }
}

proptest! {
    #[test]
    fn parse_after_make_is_identity(person in person()) {
        let lines = make(&person.fields()).expect("values that fit");
        let zone = lines.parse().expect("lines of the format");
        prop_assert!(zone.valid(), "{lines}: {:?}", zone.findings().collect::<Vec<_>>());
        let strs = lines.as_strs();
        let shaped = mrz::parse(&strs[..lines.count()]).expect("its shape tells the format");
        prop_assert_eq!(shaped.format(), person.format);
        prop_assert_eq!(zone.document_number(), person.number.as_str());
        prop_assert_eq!(zone.issuing_state(), person.states.0);
        prop_assert_eq!(zone.nationality(), person.states.1);
        let field = |name| zone.field(name).expect("an ICAO field").value;
        prop_assert_eq!(field(FieldName::DateOfBirth), person.dates.0.as_str());
        prop_assert_eq!(field(FieldName::DateOfExpiry), person.dates.1.as_str());
        prop_assert_eq!(field(FieldName::Optional1), person.optional.as_str());
        let room = person.format.slot(FieldName::Names).expect("names").at.len();
        if person.names.0.len() + person.names.1.len() + 2 <= room {
            prop_assert_eq!(zone.surname(), person.names.0.as_str());
            prop_assert_eq!(zone.given_names(), person.names.1.as_str());
        } else {
            prop_assert!(zone.names().expect("names").truncated, "{lines}");
            prop_assert!(!zone.given_names().is_empty(), "{lines}");
        }
    }

    #[test]
    fn long_numbers_go_on_and_come_back(number in "[A-Z0-9]{10,20}", names in (name(), name())) {
        for format in [Format::Td1, Format::Td2] {
            let fits = if format == Format::Td1 { 23 } else { 14 };
            let fields = Fields {
                document_code: "I", issuing_state: "UTO", nationality: "UTO", sex: "F",
                date_of_birth: "740812", date_of_expiry: "120415",
                surname: &names.0, given_names: &names.1, document_number: &number,
                ..Fields::new(format)
            };
            let made = make(&fields);
            prop_assert_eq!(made.is_ok(), number.len() <= fits + 1, "{:?}", made);
            if let Ok(lines) = made {
                let zone = lines.parse().expect("lines of the format");
                prop_assert!(zone.valid(), "{}", lines);
                prop_assert_eq!(zone.document_number(), number.as_str());
            }
        }
    }

    #[test]
    fn a_changed_character_is_caught_unless_its_worth_is_the_same(
        person in person(), at in any::<proptest::sample::Index>(), to in 0..37usize
    ) {
        let lines = make(&person.fields()).expect("values that fit");
        let digits = person.format.digits().iter();
        let spans = digits.flat_map(|digit| digit.over);
        let covered: Vec<_> = spans.flat_map(|s| (s.start..s.end).map(|c| (s.line, c))).collect();
        let (line, column) = covered[at.index(covered.len())];
        let (from, to) = (lines.get(line, column).expect("inside"), mrz::ALPHABET[to]);
        prop_assume!(from != to);
        // A digit that says where a long number goes on changes what is covered.
        prop_assume!(!person.format.digits().iter().any(|d| (d.line, d.column) == (line, column)));
        let mut changed = lines;
        changed.set(line, column, to);
        let holds = changed.parse().expect("the same shape").checks_hold();
        let blind = mrz::digit::blind(from).contains(to);
        // A filler that stands for the digit of an empty field is right for fillers alone.
        prop_assert_eq!(holds, blind && !(person.filler && person.optional.is_empty() && column >= 28
            && person.format == Format::Td3), "{} {}", lines, changed);
    }

    #[test]
    fn repair_leaves_a_valid_zone_alone(person in person()) {
        let lines = make(&person.fields()).expect("values that fit");
        let strs = lines.as_strs();
        let repaired = mrz::repair::repair(&strs[..lines.count()]).expect("a zone");
        prop_assert_eq!(repaired.repairs().count(), 0);
        prop_assert_eq!(*repaired.lines(), lines);
    }

    #[test]
    fn repair_confesses_every_change(person in person(), damage in proptest::collection::vec((0..2usize, 0..30usize, 0..37usize), 1..5)) {
        let mut lines = make(&person.fields()).expect("values that fit");
        for (line, column, to) in damage {
            lines.set(line, column, mrz::ALPHABET[to]);
        }
        let strs = lines.as_strs();
        let Ok(repaired) = mrz::repair::repair(&strs[..lines.count()]) else { return Ok(()) };
        let mut again = mrz::Lines::of(&mrz::parse(&strs[..lines.count()]).expect("a zone"));
        for repair in repaired.repairs() {
            prop_assert_eq!(again.get(repair.line, repair.column), Some(repair.from));
            prop_assert_ne!(repair.from, repair.to);
            again.set(repair.line, repair.column, repair.to);
        }
        prop_assert_eq!(again, *repaired.lines());
    }

    #[test]
    fn repair_by_digits_touches_no_name(person in person(), column in 5..30usize, to in 0..37usize) {
        let mut lines = make(&person.fields()).expect("values that fit");
        let line = person.format.slot(FieldName::Names).expect("names").at.line;
        lines.set(line, column, mrz::ALPHABET[to]);
        let strs = lines.as_strs();
        let Ok(repaired) = mrz::repair::repair(&strs[..lines.count()]) else { return Ok(()) };
        prop_assert!(repaired.repairs().all(|r| r.line != line || r.why != mrz::repair::Why::Digits));
    }

    #[test]
    fn what_is_written_is_of_the_alphabet(text in "\\PC{0,40}") {
        mrz::name::transliterate(&text, |byte| assert!(Class::Alpha.allows(byte)));
        let _ = mrz::tidy::tidy(&text);
        let _ = mrz::parse_text(&text).map_err(|error| assert!(!error.to_string().is_empty()));
    }

    #[test]
    fn a_made_name_is_a_form_of_the_printed_one(surname in "[A-ZÄÖÜÅÆØÑÇÉŁŠŽÞ]{1,12}([- ][A-ZÄÖÜÉ]{1,6})?") {
        let mut zone = String::new();
        mrz::name::transliterate(&surname, |byte| zone.push(char::from(byte)));
        prop_assert_eq!(mrz::name::compare(&surname, &zone), mrz::name::Likeness::Same);
    }

    #[test]
    fn births_lie_behind_and_expiries_near(text in date(), year in 1950..2100u16, month in 1..13u8, day in 1..29u8) {
        let reference = Day::new(year, month, day).expect("a real day");
        let date = Date::read(&text).expect("a real date");
        let birth = date.resolve(Meaning::Birth, reference).expect("known");
        prop_assert!(!birth.is_after(reference) && birth.year() + 100 >= year);
        let expiry = date.resolve(Meaning::Expiry, reference).expect("known");
        prop_assert!(expiry.year().abs_diff(year) <= 50);
        prop_assert_eq!(birth.to_date(), date);
        prop_assert_eq!(date.to_string(), text);
    }

    #[test]
    fn tidy_finds_the_lines_again(person in person()) {
        prop_assume!(person.format != Format::SlovakId);
        let lines = make(&person.fields()).expect("values that fit");
        let text = format!("REPUBLIC\n\n{lines}\nend of page");
        prop_assert_eq!(mrz::tidy::tidy(&text), Some(lines));
    }
}

#[test]
fn every_position_of_every_format_has_a_class_and_no_two_fields() {
    for format in Format::ALL {
        for (line, length) in format.lengths().iter().enumerate() {
            for column in 0..*length {
                assert!(
                    !format.symbols(line, column).is_empty(),
                    "{format} {line} {column}"
                );
                let fields = format
                    .fields()
                    .iter()
                    .filter(|s| s.at.contains(line, column))
                    .count();
                let digits = format
                    .digits()
                    .iter()
                    .filter(|d| (d.line, d.column) == (line, column))
                    .count();
                assert!(fields + digits <= 1, "{format} {line} {column}");
            }
            assert_eq!(format.class(line, *length), None);
        }
        assert_eq!(Format::from_name(format.as_str()), Some(format));
    }
}

#[test]
fn national_lines_are_made_as_their_issuers_write_them() {
    let cases = [
        (
            Fields {
                document_code: "ID",
                issuing_state: "FRA",
                surname: "BERTHIER",
                given_names: "CORINNE",
                document_number: "880692310285",
                date_of_birth: "651206",
                sex: "F",
                administrative_code: "923255",
                ..Fields::new(Format::FrenchId)
            },
            "IDFRABERTHIER<<<<<<<<<<<<<<<<<923255\n8806923102858CORINNE<<<<<<<6512068F2",
        ),
        (
            Fields {
                document_code: "D1",
                issuing_state: "FRA",
                document_number: "13AA00002",
                date_of_expiry: "181231",
                surname: "MARTIN",
                ..Fields::new(Format::FrenchDl)
            },
            "D1FRA13AA000026181231MARTIN<<9",
        ),
        (
            Fields {
                document_code: "D1",
                issuing_state: "NLD",
                version: "3",
                document_number: "6236186433",
                optional_1: "2VD9S5D36V7R2",
                ..Fields::new(Format::DutchDl)
            },
            "D1NLD362361864332VD9S5D36V7R25",
        ),
        (
            Fields {
                blank_number: "AAA001",
                language: "D",
                document_code: "FA",
                issuing_state: "CHE",
                document_number: "305142128097",
                date_of_birth: "800126",
                surname: "MARCHAND",
                given_names: "FABIENNE",
                ..Fields::new(Format::SwissDl)
            },
            "AAA001D<<\nFACHE305142128097<<800126<<<<<\nMARCHAND<<FABIENNE<<<<<<<<<<<<",
        ),
    ];
    for (fields, text) in cases {
        let lines = make(&fields).expect("values that fit");
        assert_eq!(lines.to_string(), text);
        let zone = mrz::parse_text(text).expect("a zone");
        assert_eq!(zone.format(), fields.format);
        assert!(
            zone.valid(),
            "{text}: {:?}",
            zone.findings().collect::<Vec<_>>()
        );
        assert_eq!(zone.document_number(), fields.document_number);
    }
}

#[test]
fn what_no_format_has_is_told_with_place_and_remedy() {
    let line = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    let full_width = line.replace("ANNA", "ＡＮＮＡ");
    let second = "L898902C36UTO7408122F1204159ZE184226B<<<<<1";
    for (text, told) in [
        (String::new(), "no text"),
        ("\u{feff}\r\n \t".into(), "no text"),
        (line.into(), "give 1 more"),
        (
            format!("{line}\n{second}"),
            "line 2 needs 44 characters, has 43",
        ),
        (format!("{full_width}\n{second}0"), "line 1, column 16"),
        (format!("{line}\n{second}😀"), "line 2, column 44"),
        ("<".repeat(10_000_000), "fit no format"),
    ] {
        let error = mrz::parse_text(&text).expect_err("no zone").to_string();
        assert!(error.contains(told), "{error}");
    }
    for (from, to) in [
        ("ANNA", "anna"),
        ("ANNA", "AN A"),
        ("ANNA", "A\0NA"),
        ("ANNA", "A\tNA"),
    ] {
        let text = format!("\u{feff} {}\r\n{second}0\r\n", line.replace(from, to));
        let zone = mrz::parse_text(&text).expect("a zone with findings");
        let finding = zone.findings().next().expect("a finding").to_string();
        assert!(
            !zone.valid() && finding.starts_with("line 1, column 1"),
            "{finding}"
        );
    }
}

#[test]
fn a_romanian_number_is_put_together() {
    let fields = Fields {
        document_code: "ID",
        issuing_state: "ROU",
        nationality: "ROU",
        surname: "POPESCU",
        given_names: "ION",
        document_number: "XX000000",
        date_of_birth: "800101",
        sex: "M",
        date_of_expiry: "300101",
        optional_1: "1420010",
        ..Fields::new(Format::Td2)
    };
    let number = (0..10).find_map(|digit| {
        let optional = format!("142001{digit}");
        let lines = make(&Fields {
            optional_1: &optional,
            ..fields
        })
        .expect("values that fit");
        let zone = lines.parse().expect("a zone");
        assert!(
            zone.checks()
                .all(|check| check.ok && check.name != CheckName::Optional)
        );
        mrz::national::romanian_personal_number(&zone)
    });
    let number = number.expect("one of ten last digits holds");
    assert!(number.starts_with(b"180010142001"), "{number:?}");
}
