//! Addresses in several rows, whole and cut short.

use super::rows::unsure;
use super::*;

/// What is told of an address of two rows behind or under its label; the last row may be a stop, where the reader saw a
/// comma a little.
fn address(rest: &str, rows: &[Line]) -> Option<String> {
    let card = format!(
        "kind = \"id-card\"\ntitle = \"\"\n[front]\n[front.fields.address]\nlabels = [\"Address\"]\n\
         value = [\"right\", \"below\"]\nlines = 2\nformat = \"text\"\njoin = \" \"\n{rest}"
    );
    let read = read_by(&card, rows).into_iter();
    let address = read.filter(|(name, _)| *name == "address");
    address.map(|(_, address)| address).next()
}

#[test]
fn a_value_behind_its_label_goes_on_under_where_it_began() {
    let first = || line("Address 12 Main Road", 100.0, 100.0, 20.0);
    let second = |left: f32| line("Chiang Mai", left, 124.0, 20.0);
    let behind = 100.0 + 8.0 * 10.0;
    let whole = Some("12 Main Road Chiang Mai".to_owned());
    assert_eq!(address("", &[first(), second(behind)]), whole);
    assert_eq!(
        address("", &[first(), second(100.0)]),
        whole,
        "under the label"
    );
    let alone = Some("12 Main Road".to_owned());
    assert_eq!(address("", &[first(), second(behind + 60.0)]), alone);
}

#[test]
fn an_address_without_what_every_whole_one_has_is_not_told() {
    let first = line("Address 12 Main Road", 100.0, 100.0, 20.0);
    let second = line("Chiang Mai", 180.0, 124.0, 20.0);
    let needs = "needs = [\"Chiang\", \"Bangkok\"]";
    assert_eq!(address(needs, std::slice::from_ref(&first)), None);
    assert!(address(needs, &[first, second]).is_some());
    let cut = line("Address 12 Main Road, Chiang Mai,", 100.0, 100.0, 20.0);
    let parts = "parts = [\"{_}, {city}\"]";
    assert_eq!(
        address(parts, &[cut]),
        None,
        "a comma says that more follows"
    );
}

#[test]
fn a_stop_at_a_row_s_end_is_a_comma_behind_a_word_that_is_no_abbreviation() {
    let told = |text: &str| {
        let last = text.chars().count() - 1;
        let first = unsure(text, last, (',', 0.2, 0.99));
        let parts = "parts = [\"{_}, {city}\"]";
        let read = address(parts, &[line("Address", 100.0, 376.0, 20.0), first]);
        read.map(|text| text.ends_with('.'))
    };
    assert_eq!(told("12 Main Road, Lucknow."), None, "cut short");
    assert_eq!(told("AV JUAREZ 28, CDMX."), Some(true), "of a state");
}
