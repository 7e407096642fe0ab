//! What it says of a card that its rows stand where a layout prints its values.

use super::*;

const FIELDS: [&str; 6] = [
    "surname",
    "given_names",
    "nationality",
    "place_of_birth",
    "authority",
    "city",
];
const PRINTED: [(f32, f32); 6] = [
    (300.0, 200.0),
    (300.0, 320.0),
    (300.0, 440.0),
    (620.0, 440.0),
    (300.0, 560.0),
    (300.0, 680.0),
];

/// Whether a card of six values is known by its title and by rows at these places, so high, that nobody could read.
fn is_known_by_rows_at(places: [(f32, f32); 6], height: f32) -> bool {
    let rules = PRINTED.iter().zip(FIELDS).map(|((x, y), name)| {
        let [left, top, right, foot] = [*x, *y, x + 200.0, y + 40.0].map(|edge| edge as u32);
        format!("[front.fields.{name}]\nlabels = [\"Label {name}\"]\nformat = \"words\"\nat = [{left}, {top}, {right}, {foot}]\n")
    });
    let card = format!(
        "country = \"NOR\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
         anchors = [\"KONGERIKET NORGE\", \"Nasjonalt\", \"Etternavn\", \"Fornavn\", \"Myndighet\"]\n{}",
        rules.collect::<String>()
    );
    let mut lines = vec![line("KONGERIKET NORGE", 200.0, 20.0, 20.0)];
    lines.extend(places.map(|(x, y)| {
        let mut row = line("Nsvr", 0.856 * x, 0.54 * (y + 20.0) - height / 2.0, height);
        row.glyphs
            .iter_mut()
            .for_each(|glyph| glyph.confidence = 0.2);
        row
    }));
    shows(&card, &lines, None)
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
