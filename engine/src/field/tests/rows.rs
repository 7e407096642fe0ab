//! Numbers and words in several rows, and numbers with letters that they cannot have.

use super::*;
use crate::read::Rival;

const NUMBERED: &str = r#"
kind = "id-card"
title = ""
[front]
[front.fields.personal_number]
box = [0, 0, 1000, 500]
format = "number"
patterns = ["[2-9]9{3} 9{4} 9{4}"]
laws = ["verhoeff"]
[front.fields.document_number]
box = [0, 500, 1000, 1000]
format = "number"
patterns = ["[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}"]
"#;

#[test]
fn a_number_in_rows_side_by_side_is_one_where_its_law_holds() {
    let card = |end| {
        [
            line("2341", 300.0, 100.0, 40.0),
            line("2341", 395.0, 100.0, 40.0),
            line(end, 490.0, 100.0, 40.0),
        ]
    };
    let number = [("personal_number", "234123412346".to_owned())];
    assert_eq!(read_by(NUMBERED, &card("2346")), number);
    assert_eq!(read_by(NUMBERED, &card("2345")), []);
}

/// A line whose character at `at` could be another one.
pub(super) fn unsure(text: &str, at: usize, rival: (char, f32, f32)) -> Line {
    let (character, odds, share) = rival;
    let mut line = line(text, 100.0, 400.0, 20.0);
    line.glyphs[at].rival = Some(Rival {
        character,
        odds,
        share,
    });
    line
}

#[test]
fn a_letter_that_a_number_cannot_have_is_what_the_reader_saw_there_too() {
    let told = |rival| read_by(NUMBERED, &[unsure("WNCOWV5W6", 3, rival)]);
    let number = [("document_number", "WNC0WV5W6".to_owned())];
    assert_eq!(told(('0', 0.2, 0.9)), number);
    assert_eq!(told(('0', 0.005, 0.9)), number, "drawn alike");
    assert_eq!(told(('Q', 0.2, 0.9)), number, "no O is in such a number");
    let other = |rival| read_by(NUMBERED, &[unsure("WNCBWV5W6", 3, rival)]);
    let eight = [("document_number", "WNC8WV5W6".to_owned())];
    assert_eq!(other(('8', 0.2, 0.9)), eight);
    assert_eq!(other(('8', 0.05, 0.9)), [], "not drawn alike, hardly seen");
    assert_eq!(other(('8', 0.2, 0.4)), [], "one of several");
    assert_eq!(other(('Q', 0.2, 0.9)), [], "no letter of the number either");
    let word = unsure("WNCOWVLWK", 3, ('0', 0.2, 0.9));
    assert_eq!(read_by(NUMBERED, &[word]), [], "a word");
}

const CURP: &str = r#"
kind = "id-card"
title = ""
[front]
[front.fields.personal_number]
box = [0, 0, 1000, 1000]
format = "number"
patterns = ["A{4}9{6}[HM]A{5}99"]
"#;

#[test]
fn letters_and_figures_that_are_drawn_alike_are_what_their_place_asks_for() {
    let told = |text| read_by(CURP, &[line(text, 100.0, 100.0, 20.0)]);
    let number = [("personal_number", "XOOI510422MBCLCT00".to_owned())];
    assert_eq!(told("X001510422MBCLCTO0"), number);
    assert_eq!(told("X001510422MBCLCTQ0"), [], "a Q is no 0");
    assert_eq!(told("X0015I0422MBCLCT0"), [], "one is missing");
}

const PARTS: &str = r#"
kind = "id-card"
title = ""
[front]
[front.fields.address]
box = [0, 0, 1000, 1000]
format = "text"
parts = ["{_}, {city}"]
"#;

#[test]
fn a_stop_between_parts_is_a_comma_where_the_reader_saw_one() {
    let told = |text, at, odds| {
        let lines = [unsure(text, at, (',', odds, 0.99))];
        let read = read_by(PARTS, &lines).into_iter();
        let city = read.filter(|(name, _)| *name == "city");
        city.map(|(_, city)| city).next()
    };
    assert_eq!(told("Pune. Lucknow", 4, 0.2).as_deref(), Some("Lucknow"));
    assert_eq!(told("Road 72. Pune", 7, 0.2).as_deref(), Some("Pune"));
    assert_eq!(told("Pune. Lucknow", 4, 0.01), None, "hardly seen");
    assert_eq!(told("St. Lucknow", 2, 0.2), None, "an abbreviation");
    assert_eq!(told("Pune.Lucknow", 4, 0.2), None, "within a word");
}

#[test]
fn a_number_that_obeys_another_field_s_laws_is_no_name() {
    let card = r#"
kind = "tax-form"
title = ""
[front]
[front.fields.full_name]
labels = ["Name"]
format = "text"
[front.fields.tax_number]
labels = ["RIF"]
format = "number"
patterns = ["[VEJGPC]-9{8}-9"]
laws = ["rif"]
"#;
    let told = |text: &str| {
        let lines = [
            line("Name", 100.0, 100.0, 20.0),
            line(text, 100.0, 124.0, 20.0),
        ];
        read_by(card, &lines)
    };
    assert_eq!(told("V123456781"), []);
    let firm = "TALLER 123456781";
    assert_eq!(told(firm), [("full_name", firm.to_owned())]);
}

#[test]
fn the_law_of_a_number_breaks_a_tie_and_what_was_read_is_told_too() {
    let told = |rival| {
        let mut line = line("2341 2341 2348", 100.0, 100.0, 20.0);
        line.glyphs[13].rival = Some(rival);
        let lines = [line];
        let read = readings(NUMBERED, &lines, &Told::default());
        let [one] = read.as_slice() else { panic!() };
        (one.value.clone(), one.ruled_out.clone().map(|d| d.value))
    };
    let rival = |character, odds| Rival {
        character,
        odds,
        share: 0.9,
    };
    let read = "234123412348".to_owned();
    let lawful = "234123412346".to_owned();
    assert_eq!(told(rival('6', 0.5)), (lawful, Some(read.clone())));
    assert_eq!(told(rival('6', 0.1)), (read.clone(), None), "no tie");
    assert_eq!(told(rival('5', 0.5)), (read, None), "as unlawful");
}

#[test]
fn two_letters_that_a_number_cannot_have_are_both_judged() {
    let mut line = unsure("WNCOWV56A", 3, ('0', 0.2, 0.9));
    assert_eq!(read_by(NUMBERED, std::slice::from_ref(&line)), []);
    line.glyphs[8].rival = line.glyphs[3].rival;
    let number = [("document_number", "WNC0WV560".to_owned())];
    assert_eq!(read_by(NUMBERED, std::slice::from_ref(&line)), number);
}

#[test]
fn words_that_go_on_beside_or_under_their_first_row_are_one_value() {
    let lines = [
        line(
            "Staatsangehörigkeit/Nationality/Nationalité",
            100.0,
            100.0,
            12.0,
        ),
        line("BAD", 100.0, 115.0, 18.0),
        line("TÖLZ", 135.0, 115.0, 18.0),
    ];
    let whole = [("nationality", "BAD TÖLZ".to_owned())];
    assert_eq!(read_card(&lines), whole);
    let mut apart = lines.to_vec();
    apart[2] = line("TÖLZ", 180.0, 115.0, 18.0);
    assert_eq!(read_card(&apart), [("nationality", "BAD".to_owned())]);
}

/// A place of birth in two rows: the second so far down, read as surely as this.
fn place_of_two_rows(down: f32, height: f32, sure: f32) -> Vec<(&'static str, String)> {
    let rows = [
        line("LUGAR DE NACIMIENTO", 100.0, 150.0, 12.0),
        line("TUNGURAHUA", 100.0, 170.0, 20.0),
        read_at(line("AMBATO", 100.0, down, height), sure),
    ];
    read_by(&STACKED.replace("\"above\"", "\"below\""), &rows)
}

#[test]
fn a_row_goes_on_under_another_up_to_a_row_s_height_and_a_third_below_it() {
    let whole = [("place_of_birth", "TUNGURAHUA AMBATO".to_owned())];
    assert_eq!(place_of_two_rows(211.0, 20.0, 0.99), whole);
    assert_eq!(place_of_two_rows(216.0, 20.0, 0.99), whole);
    let first = [("place_of_birth", "TUNGURAHUA".to_owned())];
    assert_eq!(place_of_two_rows(221.0, 20.0, 0.99), first);
}

#[test]
fn a_value_with_which_a_row_goes_on_that_nobody_could_read_is_not_told() {
    let first = [("place_of_birth", "TUNGURAHUA".to_owned())];
    assert_eq!(place_of_two_rows(195.0, 20.0, 0.3), []);
    assert_eq!(place_of_two_rows(195.0, 13.0, 0.3), first, "a label");
    assert_eq!(place_of_two_rows(208.0, 20.0, 0.3), first, "farther below");
}

#[test]
fn a_digit_among_the_letters_of_a_name_is_the_letter_that_was_seen_there_too() {
    let card = |rival| {
        let mut value = line("CEVALLO5", 100.0, 115.0, 18.0);
        value.glyphs[7].rival = rival;
        [line("Name/Surname/Nom", 100.0, 100.0, 12.0), value]
    };
    let of = |character| {
        Some(Rival {
            character,
            odds: 0.3,
            share: 0.9,
        })
    };
    let surname = |name: &str| [("surname", name.to_owned())];
    assert_eq!(read_card(&card(of('S'))), surname("CEVALLOS"));
    assert!(read_card(&card(of('6'))).is_empty(), "no name has a digit");
    assert!(read_card(&card(None)).is_empty());
}

#[test]
fn a_number_leaves_the_rest_of_its_row_to_others() {
    let template = NUMBERED
        .replace(
            "box = [0, 0, 1000, 500]",
            "labels = [\"Aadhaar\"]\nvalue = [\"right\"]",
        )
        .replace(
            "box = [0, 500, 1000, 1000]\nformat = \"number\"",
            "labels = [\"Serial\"]\nvalue = [\"right\"]\nformat = \"number\"",
        );
    let lines = [
        line("Aadhaar", 100.0, 100.0, 20.0),
        line("2341 2341 2346 Serial L01X00T47", 180.0, 100.0, 20.0),
    ];
    let both = [
        ("document_number", "L01X00T47".to_owned()),
        ("personal_number", "234123412346".to_owned()),
    ];
    assert_eq!(read_by(&template, &lines), both);
}

#[test]
fn a_value_that_plainly_lacks_a_letter_is_not_told() {
    let name = |text: &str| {
        let label = line("Vornamen/Given names/Prénoms", 100.0, 100.0, 12.0);
        read_card(&[label, line(text, 100.0, 115.0, 18.0)])
    };
    let told = |name: &str| [("given_names", name.to_owned())];
    assert_eq!(name("Eva Maria"), told("Eva Maria"));
    assert_eq!(name("va Maria"), []);
    assert_eq!(name("EVA (MARIA)"), told("EVA (MARIA)"));
    assert_eq!(name("EVA MARIA)"), []);
}

#[test]
fn a_row_of_an_address_may_be_two_pieces() {
    const ADDRESS: &str = r#"
kind = "id-card"
title = ""
[front]
[front.fields.address]
labels = ["DOMICILIO"]
value = ["below"]
lines = 2
format = "text"
parts = ["{street}|{municipality}, {state}"]
"#;
    let card = |left| {
        [
            line("DOMICILIO", 100.0, 100.0, 12.0),
            line("C HIDALGO 115", 100.0, 116.0, 14.0),
            line("MONTERREY,", 100.0, 134.0, 14.0),
            line("N.L.", left, 134.0, 14.0),
        ]
    };
    let read = read_by(ADDRESS, &card(174.0));
    assert!(read.contains(&("state", "N.L.".to_owned())), "{read:?}");
    let apart = read_by(ADDRESS, &card(300.0));
    assert!(apart.iter().all(|(name, _)| *name != "state"), "{apart:?}");
}

#[test]
fn what_is_printed_twice_and_read_alike_is_wrong_only_where_both_are() {
    let mut torn = line("KAVITA IYER", 400.0, 145.0, 18.0);
    torn.glyphs[2].confidence = 0.4;
    let label = line("Vornamen/Given names/Prénoms", 400.0, 130.0, 12.0);
    let again = |text: &str| line(text, 100.0, 400.0, 14.0);
    let told = |lines: &[Line]| read_card(lines).len();
    assert_eq!(told(&[label.clone(), torn.clone()]), 0);
    assert_eq!(
        told(&[label.clone(), torn.clone(), again("KAVITA IYER")]),
        1
    );
    assert_eq!(
        told(&[label.clone(), torn.clone(), again("KAUITA IYER")]),
        0
    );
    let mut unsure = again("KAVITA IYER");
    unsure.glyphs[2].confidence = 0.4;
    assert_eq!(told(&[label.clone(), torn.clone(), unsure.clone()]), 1);
    unsure.glyphs[2].confidence = 0.1;
    assert_eq!(told(&[label, torn, unsure]), 0);
}

#[test]
fn the_letter_of_a_day_is_the_digit_that_was_seen_there_too() {
    let label = line("Gültig bis/Date of expiry", 400.0, 300.0, 12.0);
    let told = |share: f32| read_card(&[label.clone(), day(share)]);
    let day_of = [("date_of_expiry", "2028-08-06".to_owned())];
    assert_eq!(told(0.9), day_of);
    assert_eq!(told(0.5), [], "it may be another digit as well");

    fn day(share: f32) -> Line {
        let mut day = unsure("OG 08 2028", 0, ('0', 0.5, share));
        day.patch = line("OG 08 2028", 400.0, 318.0, 18.0).patch;
        day.glyphs[1].rival = Some(Rival {
            character: '6',
            odds: 0.5,
            share,
        });
        day
    }
}

#[test]
fn a_day_in_two_pieces_is_one_where_they_stand_as_words_do() {
    let label = line("Gültig bis/Date of expiry", 100.0, 300.0, 12.0);
    let told = |left: f32, year: &str| {
        let day = line("03 MAY", 100.0, 318.0, 18.0);
        read_card(&[label.clone(), day, line(year, left, 318.0, 18.0)])
    };
    let day = [("date_of_expiry", "2033-05-03".to_owned())];
    assert_eq!(told(162.0, "33"), day);
    assert_eq!(told(220.0, "33"), [], "another column");
    assert_eq!(told(162.0, "B7"), [], "no year");
}

#[test]
fn a_row_that_a_tilde_makes_higher_is_followed_by_the_next_and_not_by_the_one_after() {
    let card = "kind = \"id-card\"\ntitle = \"\"\n[front]\n[front.fields.full_name]\nlabels = [\"NOMBRE\"]\nformat = \"name\"\nlines = 3\n";
    let told = |second: f32| {
        let lines = [
            line("NOMBRE", 100.0, 100.0, 18.0),
            line("RAMON", 100.0, 196.0, 21.0),
            line("NUÑEZ", 100.0, 122.0, 34.0),
            line("VELAZQUEZ", 100.0, 164.0, second),
        ];
        read_by(card, &lines)
    };
    let name = |name: &str| [("full_name", name.to_owned())];
    assert_eq!(told(20.5), name("NUÑEZ VELAZQUEZ RAMON"));
    assert_eq!(
        told(14.0),
        name("NUÑEZ"),
        "another kind of print stands between"
    );
}
