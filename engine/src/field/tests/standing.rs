//! Words of a data page whose labels nobody could read.

use super::*;

const DATA_PAGE: &str = r#"
kind = "passport"
title = ""
[front]
left_over = ["place_of_birth", "authority"]
words = ["Lugar de nacimiento"]
[front.fields.date_of_birth]
labels = ["Date of birth"]
format = "date"
[front.fields.date_of_expiry]
labels = ["Date of expiry"]
format = "date"
[front.fields.place_of_birth]
labels = ["Place of birth"]
format = "words"
[front.fields.authority]
labels = ["Authority"]
format = "text"
"#;

/// A data page on which all is printed but the place of birth and the authority.
fn data_page(more: &[Line]) -> Vec<(&'static str, String)> {
    let mut lines = vec![
        line("Date of birth", 300.0, 100.0, 12.0),
        line("12.08.1964", 300.0, 115.0, 20.0),
        line("Date of expiry", 300.0, 220.0, 12.0),
        line("31.10.2029", 300.0, 235.0, 20.0),
    ];
    lines.extend_from_slice(more);
    let mut read = read_by(DATA_PAGE, &lines);
    read.retain(|(name, _)| !name.starts_with("date"));
    read
}

#[test]
fn a_place_and_an_office_are_told_by_where_they_stand() {
    let mut page = [
        line("Piscc sf hirth", 300.0, 158.0, 12.0),
        line("LEEDS", 300.0, 173.0, 20.0),
        line("Auffonly", 300.0, 280.0, 12.0),
        line("HMPO LONDON", 300.0, 295.0, 20.0),
    ];
    let told = [
        ("authority", "HMPO LONDON".to_owned()),
        ("place_of_birth", "LEEDS".to_owned()),
    ];
    assert_eq!(data_page(&page), told);
    page.swap(0, 2);
    assert_eq!(data_page(&page), told, "the order of lines says nothing");
}

#[test]
fn fixed_print_over_a_value_is_its_label_however_high_its_line_was_cut() {
    let page = |label: &str| {
        let lines = [
            line(label, 300.0, 150.0, 20.0),
            line("LEEDS", 300.0, 173.0, 20.0),
        ];
        data_page(&lines)
    };
    assert_eq!(
        page("Lugar de nacimiento"),
        [("place_of_birth", "LEEDS".to_owned())]
    );
    assert_eq!(page("Piscc 5f hirth 8"), [], "as high as a value");
}

#[test]
fn the_line_of_two_labels_is_the_label_of_both_values() {
    let page = [
        line(
            "Piscc of hirth of the bearer Auffonly of issae",
            80.0,
            158.0,
            12.0,
        ),
        line("LEEDS", 300.0, 173.0, 20.0),
    ];
    assert_eq!(data_page(&page), [("place_of_birth", "LEEDS".to_owned())]);
}

#[test]
fn words_that_could_be_something_else_are_not_told() {
    let label = line("Piscc sf hirth", 300.0, 158.0, 12.0);
    let leeds = line("LEEDS", 300.0, 173.0, 20.0);
    let second = [
        line("TEACHER OF", 300.0, 146.0, 20.0),
        line("LEEDS", 300.0, 173.0, 20.0),
    ];
    assert_eq!(data_page(&second), [], "the second row of a value");
    let behind = [
        read_at(line("KINGSTON", 100.0, 173.0, 20.0), 0.3),
        line("HULL", 200.0, 173.0, 20.0),
    ];
    assert_eq!(data_page(&behind), [], "it goes on from the left");
    let other = [
        line("Sroflc", 600.0, 158.0, 12.0),
        line("TEACHER", 600.0, 173.0, 20.0),
    ];
    let two = [&[label.clone(), leeds][..], &other].concat();
    assert_eq!(data_page(&two), [], "two values");
    let high = line("LEEDS", 300.0, 173.0, 40.0);
    assert_eq!(data_page(&[label.clone(), high]), [], "no value's size");
    let inverted = line("1HOdSSVd", 300.0, 173.0, 20.0);
    assert_eq!(data_page(&[label, inverted]), [], "on its head");
}

#[test]
fn own_words_tell_their_field_wherever_they_stand_and_no_other_has_them() {
    let own = "own = { authority = [\"PASSPORT OFFICE\"] }\nwords = ";
    let template = DATA_PAGE.replacen("words = ", own, 1);
    let told = |office: &str| {
        let lines = [
            line("Place of birth", 300.0, 158.0, 12.0),
            line(office, 300.0, 173.0, 20.0),
        ];
        read_by(&template, &lines)
    };
    let value = |name, value: &str| vec![(name, value.to_owned())];
    let office = "PASSPORT OFFICE PUNE";
    assert_eq!(told(office), value("authority", office));
    let city = "PASSPORT OFFICES";
    assert_eq!(
        told(city),
        value("place_of_birth", city),
        "a part of a word"
    );
}

#[test]
fn a_place_is_told_whose_label_was_not_found_or_could_not_be_read() {
    let leeds = line("LEEDS", 300.0, 173.0, 20.0);
    let told = [("place_of_birth", "LEEDS".to_owned())];
    assert_eq!(data_page(std::slice::from_ref(&leeds)), told);
    let label = read_at(line("Piscc sf hirth", 300.0, 151.0, 20.0), 0.2);
    assert_eq!(data_page(&[label, leeds]), told, "cut as high as a value");
}

#[test]
fn on_a_back_that_shows_no_day_of_birth_the_place_stands_anywhere() {
    let back = "kind = \"id-card\"\ntitle = \"\"\n[front]\nleft_over = [\"place_of_birth\"]\n\
        [front.fields.place_of_birth]\nlabels = [\"geboorteplaats\"]\nformat = \"words\"\n\
        [front.fields.height]\nlabels = [\"lengte\"]\nformat = \"height\"\n";
    let height = [
        line("lengte", 300.0, 200.0, 12.0),
        line("1,87 m", 300.0, 215.0, 20.0),
    ];
    let read = |more: &[Line]| read_by(back, &[&height[..], more].concat());
    let place = line("Zwolle", 100.0, 100.0, 20.0);
    let told = ("place_of_birth", "Zwolle".to_owned());
    assert!(read(std::slice::from_ref(&place)).contains(&told));
    let other = line("Utrecht", 100.0, 300.0, 20.0);
    assert!(!read(&[place, other]).contains(&told), "it may be either");
}
