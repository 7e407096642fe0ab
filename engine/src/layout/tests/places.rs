//! What it says of a card that its rows stand where a layout prints its values.

use super::*;

const WORDS: [(&str, &str); 6] = [
    ("surname", "words"),
    ("given_names", "words"),
    ("nationality", "words"),
    ("place_of_birth", "words"),
    ("authority", "words"),
    ("city", "words"),
];
const DAYS: [(&str, &str); 6] = [
    ("date_of_birth", "date"),
    ("date_of_expiry", "date"),
    WORDS[2],
    WORDS[3],
    WORDS[4],
    WORDS[5],
];
const PRINTED: [(f32, f32); 6] = [
    (300.0, 200.0),
    (300.0, 320.0),
    (300.0, 440.0),
    (620.0, 440.0),
    (300.0, 560.0),
    (300.0, 680.0),
];

/// The state's card of six values, each with its format.
fn card(fields: [(&str, &str); 6]) -> String {
    let rules = PRINTED.iter().zip(fields).map(|((x, y), (name, format))| {
        let [left, top, right, foot] = [*x, *y, x + 200.0, y + 40.0].map(|edge| edge as u32);
        format!("[front.fields.{name}]\nlabels = [\"Label {name}\"]\nformat = {format:?}\nat = [{left}, {top}, {right}, {foot}]\n")
    });
    format!(
        "country = \"NOR\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
         anchors = [\"KONGERIKET NORGE\", \"Nasjonalt\", \"Etternavn\", \"Fornavn\", \"Myndighet\"]\n{}",
        rules.collect::<String>()
    )
}

/// A row of a height, in the middle of a place, read as surely as this.
fn row(text: &str, (x, y): (f32, f32), height: f32, sure: f32) -> Line {
    let top = 0.54 * (y + 20.0) - height / 2.0;
    read_at(line(text, 0.856 * x, top, height), sure)
}

/// Whether a card of six values is known by its title and by rows at these places, so high, that nobody could read.
fn is_known_by_rows_at(places: [(f32, f32); 6], height: f32) -> bool {
    let mut lines = vec![line("KONGERIKET NORGE", 200.0, 20.0, 20.0)];
    lines.extend(places.map(|place| row("Nsvr", place, height, 0.2)));
    shows(&card(WORDS), &lines, None)
}

/// Whether a card none of whose words can be read is known by two texts, and by rows at these places.
fn is_known_by(texts: [&str; 2], places: [(f32, f32); 6]) -> bool {
    let rows = places.iter().enumerate().map(|(at, place)| {
        let text = texts.get(at);
        text.map_or_else(
            || row("Nsvr", *place, 21.0, 0.2),
            |text| row(text, *place, 21.0, 0.99),
        )
    });
    shows(&card(DAYS), &rows.collect::<Vec<_>>(), None)
}

#[test]
fn rows_that_stand_where_a_card_of_the_state_has_its_values_speak_for_it() {
    assert!(is_known_by_rows_at(PRINTED, 21.0));
    let shifted = PRINTED.map(|(x, y)| (x + 40.0, y - 30.0));
    assert!(
        is_known_by_rows_at(shifted, 21.0),
        "the frame is a little off"
    );
    assert!(
        !is_known_by_rows_at(PRINTED, 9.0),
        "labels are lower than values"
    );
    let aslant = |by: f32| {
        [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].map(|row: f32| (300.0 + by * row, 200.0 + 90.0 * row))
    };
    assert!(
        !is_known_by_rows_at(aslant(0.0), 21.0),
        "rows of another layout"
    );
    assert!(!is_known_by_rows_at(aslant(60.0), 21.0));
}

#[test]
fn days_and_rows_where_a_card_has_its_values_tell_it_without_a_word() {
    let days = ["14.03.1985", "01.08.2031"];
    assert!(is_known_by(days, PRINTED));
    assert!(!is_known_by(["14.03.1985", "Nsvrt"], PRINTED), "one day");
    let mut elsewhere = PRINTED;
    elsewhere[1] = (620.0, 680.0);
    assert!(
        !is_known_by(days, elsewhere),
        "the second in no place of its own"
    );
    let two_off = [(300.0, 800.0), (620.0, 120.0)];
    elsewhere = PRINTED;
    elsewhere[4..].copy_from_slice(&two_off);
    assert!(!is_known_by(days, elsewhere), "four of six rows in place");
}
