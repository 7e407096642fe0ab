//! Numbers and blood groups whose labels nobody could read.

use super::*;

const CARD: &str = r#"
kind = "id-card"
title = ""
[front]
left_over = ["voter_id", "blood_type", "licence_classes"]
[front.fields.voter_id]
labels = ["CLAVE DE ELECTOR"]
format = "number"
patterns = ["A{6}9{8}[HM]9{3}"]
laws = ["clave-de-elector"]
[front.fields.blood_type]
labels = ["G.S. RH"]
format = "blood"
[front.fields.licence_classes]
labels = ["9."]
format = "classes"
"#;

fn told(texts: &[&str]) -> Vec<(&'static str, String)> {
    let rows = texts.iter().zip([100.0, 200.0, 300.0]);
    let lines: Vec<Line> = rows
        .map(|(text, top)| line(text, 100.0, top, 20.0))
        .collect();
    read_by(CARD, &lines)
}

#[test]
fn a_long_lawful_number_and_a_blood_group_are_told_if_they_are_the_only_ones() {
    let (number, other) = ("GMVLMR80070501M100", "HROCRL06031225H317");
    let voter = ("voter_id", number.to_owned());
    let blood = ("blood_type", "O+".to_owned());
    assert_eq!(told(&[number, "O+"]), [blood, voter]);
    assert_eq!(told(&[number, other]), [], "it may be either");
    assert_eq!(told(&["GMVLMR80073501M100"]), [], "no such day");
    let beside = format!("{number} X");
    assert_eq!(told(&[&beside, "O+ X"]), [], "more stands in their rows");
}

#[test]
fn a_list_of_classes_is_told_and_a_letter_or_a_word_is_none() {
    let classes = [("licence_classes", "A-B-BE".to_owned())];
    assert_eq!(told(&["A-B-BE"]), classes);
    assert_eq!(told(&["B"]), [], "any letter");
    assert_eq!(told(&["A-BERG"]), []);
    assert_eq!(told(&["A-B-BE", "AM/B/L"]), [], "it may be either");
}

/// What is told of a side that prints these days, each under its field's name.
fn days(fields: &[&str], texts: &[&str]) -> Vec<(&'static str, String)> {
    let field =
        |name: &&str| format!("[front.fields.{name}]\nlabels = [\"{name}\"]\nformat = \"date\"\n");
    let head = format!("kind = \"id-card\"\ntitle = \"\"\n[front]\nleft_over = {fields:?}\n");
    let card: String = std::iter::once(head)
        .chain(fields.iter().map(field))
        .collect();
    let rows = texts.iter().zip([100.0, 122.0, 200.0]);
    let lines: Vec<Line> = rows
        .map(|(text, top)| line(text, 100.0, top, 20.0))
        .collect();
    read_by(&card, &lines)
}

#[test]
fn the_day_that_is_left_is_the_field_s_whose_label_could_not_be_read() {
    let born = || ("date_of_birth", "1973-03-27".to_owned());
    let birth = |texts: &[&str]| days(&["date_of_birth"], texts);
    assert_eq!(birth(&["27/03/1973"]), [born()]);
    assert_eq!(birth(&["27/03/1973", "28/03/1973"]), [], "it may be either");
    assert_eq!(birth(&["27/03/2073"]), [], "nobody is born yet");
    let expires = || ("date_of_expiry", "2031-01-02".to_owned());
    let texts = ["Date of expiry", "02/01/2031", "27/03/1973"];
    let two = ["date_of_birth", "date_of_expiry"];
    assert_eq!(days(&two, &texts), [born(), expires()]);
    let three = ["date_of_birth", "date_of_issue", "date_of_expiry"];
    assert_eq!(days(&three, &texts), [expires()], "it may be the issue's");
}

#[test]
fn days_that_no_label_names_are_told_in_the_order_of_time_and_print() {
    let three = ["date_of_birth", "date_of_issue", "date_of_expiry"];
    let told = |born: &str, issued: &str, expires: &str| {
        let values = [born, issued, expires].map(str::to_owned);
        three.into_iter().zip(values).collect::<Vec<_>>()
    };
    let all = told("1973-03-27", "2021-01-02", "2031-01-02");
    let read = |texts: [&str; 3]| {
        let mut read = days(&three, &texts);
        read.sort_by_key(|(name, _)| three.iter().position(|own| own == name));
        read
    };
    assert_eq!(read(["27/03/1973", "02/01/2021", "02/01/2031"]), all);
    let other = read(["02/01/2031", "02/01/2021", "27/03/1973"]);
    assert_eq!(other, [], "they do not stand so");
    let two = days(&three, &["27/03/1973", "02/01/2021"]);
    assert_eq!(two, [], "one could not be read");
}

const OTHERS: &str = r#"
kind = "id-card"
title = ""
[front]
left_over = ["sex", "height", "personal_number", "year_of_expiry", "full_name"]
[front.fields.sex]
labels = ["Sexo"]
value = ["below"]
format = "sex"
[front.fields.height]
labels = ["Estatura"]
format = "height"
[front.fields.personal_number]
labels = ["burgerservicenummer"]
format = "number"
patterns = ["9{9}"]
laws = ["bsn"]
[front.fields.year_of_expiry]
labels = ["VIGENCIA"]
format = "year"
[front.fields.section]
labels = ["SECCION"]
format = "number"
patterns = ["9{4}"]
[front.fields.full_name]
labels = ["Name"]
format = "name"
[front.fields.surname]
labels = ["Apellidos"]
value = ["below"]
format = "name"
"#;

/// What is read of some rows under a surname in a usual size.
fn beside_a_surname(rows: &[Line]) -> Vec<(&'static str, String)> {
    let surname = [
        line("Apellidos", 500.0, 20.0, 12.0),
        line("ARANGO", 500.0, 36.0, 20.0),
    ];
    let mut read = read_by(OTHERS, &[&surname[..], rows].concat());
    read.retain(|(name, _)| *name != "surname");
    read
}

#[test]
fn a_lone_letter_under_a_label_is_the_sex_if_it_is_as_high_as_values_are() {
    let label = read_at(line("Sexe", 100.0, 184.0, 12.0), 0.3);
    let told = |letter: Line| beside_a_surname(&[label.clone(), letter]);
    let sex = [("sex", "F".to_owned())];
    assert_eq!(told(line("F", 100.0, 200.0, 20.0)), sex);
    assert_eq!(told(line("F", 100.0, 200.0, 40.0)), [], "a stain");
    assert_eq!(told(read_at(line("F", 100.0, 200.0, 20.0), 0.7)), []);
    let two = ["F", "M"].map(|sex| line(sex, if sex == "F" { 100.0 } else { 300.0 }, 200.0, 20.0));
    assert_eq!(beside_a_surname(&two), [], "it may be either");
}

#[test]
fn metres_and_plain_lawful_numbers_are_told_without_their_labels() {
    let told =
        |text: &str, sure: f32| beside_a_surname(&[read_at(line(text, 100.0, 200.0, 20.0), sure)]);
    assert_eq!(told("1.75", 1.0), [("height", "175".to_owned())]);
    assert_eq!(told("175", 1.0), [], "any number");
    let number = [("personal_number", "218795312".to_owned())];
    assert_eq!(told("218795312", 1.0), number);
    assert_eq!(told("218795312", 0.8), [], "a sign of nine may be misread");
    assert_eq!(told("218795313", 1.0), [], "it breaks its law");
}

#[test]
fn a_year_is_told_where_no_other_field_can_have_it() {
    let section = [
        line("SECCION", 300.0, 184.0, 12.0),
        line("6985", 300.0, 200.0, 20.0),
    ];
    let year = line("2029", 100.0, 300.0, 20.0);
    let told = beside_a_surname(&[&section[..], std::slice::from_ref(&year)].concat());
    assert!(told.contains(&("year_of_expiry", "2029".to_owned())));
    assert_eq!(beside_a_surname(&[year]), [], "the section, perhaps");
}

#[test]
fn a_name_that_is_printed_twice_needs_no_label() {
    let rows = |texts: &[&str]| {
        let at = texts.iter().zip([200.0, 300.0, 400.0]);
        let rows: Vec<Line> = at.map(|(text, top)| line(text, 100.0, top, 20.0)).collect();
        beside_a_surname(&rows)
    };
    let name = [("full_name", "Kavita Patel".to_owned())];
    assert_eq!(rows(&["Kavita Patel", "Kavita Patel"]), name);
    assert_eq!(rows(&["Kavita Patel", "Kavita Pate"]), []);
}
