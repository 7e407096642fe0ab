//! What a machine readable zone says of a layout.

use super::*;

#[test]
fn a_zone_of_another_state_is_another_document() {
    assert!(is_known(CARD, None));
    assert!(is_known(CARD, Some(&zone_of("THA", true))));
    assert!(!is_known(CARD, Some(&zone_of("AUS", true))));
    let torn = |state: f32| Mrz {
        confidences: [("issuing_state".to_owned(), state)].into(),
        ..zone_of("AUS", false)
    };
    assert!(!is_known(CARD, Some(&torn(0.9))));
    assert!(is_known(CARD, Some(&torn(0.1))), "no letter of it was read");
}

#[test]
fn the_holders_state_stands_for_an_issuer_that_was_not_read() {
    let card = format!("{CARD}{ZONE}");
    let held_in = |issuer: &str, valid: bool| {
        let mut zone = zone_of(issuer, valid);
        let nationality = ("nationality".to_owned(), "THA".to_owned());
        zone.fields.extend([nationality]);
        shows(&card, &[line("Date", 100.0, 100.0, 20.0)], Some(&zone))
    };
    assert!(held_in("THA", false) && held_in("TTH", false));
    assert!(!held_in("AUS", false), "a permit of another state");
    assert!(!held_in("TTH", true), "what a valid zone says stands");
}

#[test]
fn the_optional_data_of_a_zone_part_series() {
    let card = |optional: &str| {
        format!(
            "country = \"THA\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\nanchors = [\"Nobody\"]\n[front.mrz]\nformat = \"TD3\"\noptional_1 = [{optional:?}]\n"
        )
    };
    let with = |number: &str| {
        let mut zone = zone_of("THA", true);
        let number = ("optional_1".to_owned(), number.to_owned());
        zone.fields.extend([number]);
        zone
    };
    assert!(shows(&card("9"), &[], Some(&with("999999990<<<<<"))));
    assert!(!shows(&card("9"), &[], Some(&with("<<<<<<<<<<<<<<"))));
    assert!(shows(&card(""), &[], Some(&with("<<<<<<<<<<<<<<"))));
    assert!(!shows(&card(""), &[], Some(&with("999999990<<<<<"))));
}

#[test]
fn a_side_with_a_zone_of_which_nothing_was_read_is_no_document() {
    let found = |template: String| {
        let templates = Templates::parse([("tha/card", template.as_str())]).unwrap();
        Match {
            template: Arc::clone(templates.iter().next().unwrap()),
            side: Some(Side::Front),
            score: 0.6,
            notes: Vec::new(),
        }
    };
    let today = Day::new(2026, 11, 21).unwrap();
    let plausible = |found: &Match, mrz: Option<Mrz>| {
        let zones = Zones {
            mrz,
            ..Zones::default()
        };
        is_plausible(found, &zones, &[], &[], today)
    };
    let zoned = found([CARD, ZONE].concat());
    assert!(!plausible(&zoned, None));
    assert!(plausible(&zoned, Some(zone_of("THA", false))));
    assert!(plausible(&found(CARD.to_owned()), None), "it has no zone");
}

#[test]
fn what_a_valid_zone_says_is_its_issuer_be_it_a_state_or_not() {
    assert_eq!(zone_of("THA", false).issuer().as_deref(), Some("THA"));
    assert_eq!(zone_of("TTH", true).issuer().as_deref(), Some("TTH"));
    assert_eq!(zone_of("TTH", false).issuer(), None, "misread");
    assert!(
        !is_known(CARD, Some(&zone_of("TTH", true))),
        "another document"
    );
    assert!(is_known(CARD, Some(&zone_of("TTH", false))));
}
