//! Lines of a zone whose characters stand in other columns than they should: `BER` of BÉRENGER where the state is.
//!
//! A zone that is not valid may have been laid on its rows one or two columns off. Then each character is plainly read, and
//! the values are parts of others. A state's code that no state has, or a sex that is none, tells it.

use super::PLAIN;
use crate::document::Mrz;

/// Whether an element of a zone that is not valid stands in a line that is plainly shifted.
pub(super) fn is_shifted(zone: &Mrz, element: &str) -> bool {
    let line = line_of(zone, element);
    let telling = ["issuing_state", "nationality", "sex"].into_iter();
    let mut beside = telling.filter(|other| line_of(zone, other) == line);
    !zone.valid && beside.any(|other| is_impossible(zone, other))
}

/// Whether what was plainly read of an element can be none.
fn is_impossible(zone: &Mrz, element: &str) -> bool {
    let plain = zone
        .confidences
        .get(element)
        .is_some_and(|own| *own >= PLAIN);
    let value = zone
        .fields
        .get(element)
        .map(|value| value.trim_end_matches('<'));
    let possible = |value: &str| match element {
        "sex" => matches!(value, "M" | "F" | "X"),
        _ => mrz::state::find(value).is_some(),
    };
    plain
        && value.is_some_and(|value| !value.is_empty() && !value.contains('?') && !possible(value))
}

/// The line in which a format has an element.
fn line_of(zone: &Mrz, element: &str) -> usize {
    let of_three = zone.format == "TD1";
    match element {
        "issuing_state" => 0,
        "document_number" | "optional_1" if of_three => 0,
        "surname" | "given_names" if of_three => 2,
        "surname" | "given_names" => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(fields: [(&str, &str); 3], sure: f32) -> Mrz {
        let named = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let element = |(name, _): (&str, &str)| (name.to_owned(), sure);
        Mrz {
            format: "TD3".to_owned(),
            fields: fields.map(named).into(),
            confidences: fields.map(element).into(),
            ..Mrz::default()
        }
    }

    #[test]
    fn what_stands_beside_no_state_or_no_sex_is_shifted() {
        let other = [
            ("issuing_state", "BER"),
            ("sex", "F"),
            ("nationality", "FRA"),
        ];
        let names = ["surname", "given_names"];
        assert!(names.iter().all(|name| is_shifted(&zone(other, 1.0), name)));
        assert!(
            !is_shifted(&zone(other, 1.0), "document_number"),
            "of the other line"
        );
        assert!(
            !is_shifted(&zone(other, 0.5), "surname"),
            "misread, perhaps"
        );
        let no_sex = [("issuing_state", "D"), ("sex", "0"), ("nationality", "D")];
        assert!(is_shifted(&zone(no_sex, 1.0), "document_number"));
        assert!(!is_shifted(&zone(no_sex, 1.0), "surname"));
        let open = [
            ("issuing_state", "FRA"),
            ("sex", "<"),
            ("nationality", "FRA"),
        ];
        assert!(
            !is_shifted(&zone(open, 1.0), "document_number"),
            "a sex left open"
        );
    }

    #[test]
    fn a_valid_zone_is_not_shifted_and_each_format_has_its_lines() {
        let other = [
            ("issuing_state", "TTH"),
            ("sex", "F"),
            ("nationality", "THA"),
        ];
        let valid = Mrz {
            valid: true,
            ..zone(other, 1.0)
        };
        assert!(!is_shifted(&valid, "surname"));
        let card = Mrz {
            format: "TD1".to_owned(),
            ..zone(other, 1.0)
        };
        assert!(is_shifted(&card, "document_number"));
        assert!(!is_shifted(&card, "surname"));
    }
}
