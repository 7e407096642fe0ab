//! Two looks at one zone that read its names otherwise.

use crate::document::Mrz;

/// Names differ in so many letters at most where two looks read one of them otherwise; a poor look, which counts for
/// nothing, differs in more.
const OTHERWISE: usize = 3;

/// Whether a valid zone reads letters of the names otherwise than an earlier look at it did. No digit says which of the two
/// is right: MARQUEZ came as MAROUEZ from the whole photo, and surely.
pub(crate) fn reads_otherwise(before: &Mrz, zone: &Mrz) -> bool {
    let Some((one, other)) = before.names_line().zip(zone.names_line()) else {
        return false;
    };
    let pairs = one.chars().zip(other.chars());
    let unlike = pairs.filter(|(a, b)| a != b && *a != '?');
    let alike = before.format == zone.format && one.len() == other.len();
    zone.valid && alike && (1..=OTHERWISE).contains(&unlike.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(format: &str, lines: &[&str], valid: bool) -> Mrz {
        Mrz {
            format: format.to_owned(),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            valid,
            ..Mrz::default()
        }
    }

    #[test]
    fn a_letter_of_the_names_that_was_another_before_speaks_against_a_zone() {
        let after = |name: &str, before: &str| {
            let zone = |name: &str, valid| zone("TD3", &[name, "L898902C36UTO"], valid);
            reads_otherwise(&zone(before, false), &zone(name, true))
        };
        let (marquez, marouez) = ("P<VENMARQUEZ<<JOSE", "P<VENMAROUEZ<<JOSE");
        assert!(after(marouez, marquez));
        assert!(after(marquez, marouez));
        assert!(!after(marquez, marquez));
        assert!(!after(marquez, "P<VENMAR?UEZ<<JOSE"), "it was not seen");
        assert!(!after(marquez, "P<VFNNARDUFZ<<J0SE"), "a poor look");
        assert!(!after(marquez, "P<VENMARQUEZ<JOSE"), "of another length");
    }

    #[test]
    fn digits_prove_the_other_rows() {
        let card = |number: &str, names: &str, valid| {
            zone("TD1", &[number, "9612187M3404229PER", names], valid)
        };
        let before = card("I<PER45065062", "CHAVEZ<<EDWIN", false);
        assert!(!reads_otherwise(
            &before,
            &card("I<PER45O65062", "CHAVEZ<<EDWIN", true)
        ));
        assert!(reads_otherwise(
            &before,
            &card("I<PER45065062", "CHAVEZ<<EOWIN", true)
        ));
        assert!(!reads_otherwise(
            &before,
            &card("I<PER45065062", "CHAVEZ<<EOWIN", false)
        ));
    }
}
