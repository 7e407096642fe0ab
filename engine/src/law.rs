//! The laws that printed numbers obey, one file a law.

mod argentina;
mod bsn;
mod chile;
mod colombia;
mod curp;
mod ecuador;
mod elector;
mod german;
mod icao;
mod luhn;
mod nik;
mod norway;
mod pan;
mod peru;
mod spain;
mod thai;
mod venezuela;
mod verhoeff;

use mrz::Day;

use crate::document::Check;
use crate::name::FieldName;
use crate::template::{FieldRule, Law};
use crate::value::{normalise, under_law};

/// Holds a value against a law; a law never hides a value.
pub(crate) fn check(law: Law, value: &str) -> Check {
    Check {
        check: law.as_str().to_owned(),
        ok: holds(law, value),
    }
}

/// Holds a value that was read in a text against the laws of its field.
pub(crate) fn checks(rule: &FieldRule, text: &str, value: &str) -> Vec<Check> {
    if rule.laws.is_empty() {
        return Vec::new();
    }
    let held = under_law(rule, text, value);
    rule.laws.iter().map(|law| check(*law, &held)).collect()
}

/// Whether it obeys them all.
pub(crate) fn obeys(rule: &FieldRule, text: &str, value: &str) -> bool {
    checks(rule, text, value).iter().all(|check| check.ok)
}

/// Whether a text is nothing but a value of a field that obeys its laws.
pub(crate) fn is_lawful(name: FieldName, rule: &FieldRule, text: &str, today: Day) -> bool {
    let told = normalise(name, rule, text, today);
    told.is_some_and(|(printed, value)| printed == text && obeys(rule, &printed, &value))
}

fn holds(law: Law, value: &str) -> bool {
    match law {
        Law::GermanSerial => german::is_serial(value),
        Law::Icao => icao::holds(value),
        Law::LicenceLine => icao::is_licence_line(value),
        Law::Luhn => luhn::holds(value),
        Law::Personnummer => luhn::is_personnummer(value),
        Law::Verhoeff => verhoeff::holds(value),
        Law::Pan => pan::is_pan(value),
        Law::Nik => nik::is_nik(value),
        Law::ThaiId => thai::holds(value),
        Law::Curp => curp::holds(value),
        Law::ClaveDeElector => elector::is_key(value),
        Law::Run => chile::holds(value),
        Law::Nit => colombia::is_nit(value),
        Law::Nuip => colombia::is_nuip(value),
        Law::Rif => venezuela::is_rif(value),
        Law::SpanishLetter => spain::holds(value),
        Law::PeruvianDigit => peru::holds(value),
        Law::EcuadorCedula => ecuador::holds(value),
        Law::Cuil => argentina::is_cuil(value),
        Law::Bsn => bsn::holds(value),
        Law::Fodselsnummer => norway::holds(value),
    }
}

/// The digits of a text that is nothing else.
fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// The number that a stretch of a text is.
fn number(text: &str, from: usize, to: usize) -> Option<u32> {
    let stretch = text.get(from..to)?;
    let all = stretch.bytes().all(|b| b.is_ascii_digit());
    stretch.parse().ok().filter(|_| all)
}

/// The sum of each digit times the weight of its place.
fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}

/// Whether a day of this number may stand in a month; in which year is not known, so 29 February may.
fn may_be_a_day(month: u32, day: u32) -> bool {
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=longest).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Laws whose check finds every single wrong digit, and a number that obeys each.
    const SURE: [(Law, &str); 10] = [
        (Law::Luhn, "79927398713"),
        (Law::Verhoeff, "234123412346"),
        (Law::Icao, "L898902C36"),
        (Law::Run, "76086428-5"),
        (Law::SpanishLetter, "54362315K"),
        (Law::Bsn, "111222333"),
        (Law::Fodselsnummer, "15108695088"),
        (Law::EcuadorCedula, "1714307103"),
        (Law::PeruvianDigit, "10117410G"),
        (Law::Personnummer, "8803200016"),
    ];

    #[test]
    fn one_wrong_digit_is_always_found_where_the_law_promises_it() {
        for (law, good) in SURE {
            assert!(check(law, good).ok, "{law:?} {good}");
            for (at, digit) in good.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
                for other in ('0'..='9').filter(|c| *c != digit) {
                    let mut bad = good.to_owned();
                    bad.replace_range(at..=at, &other.to_string());
                    assert!(!check(law, &bad).ok, "{law:?} {bad}");
                }
            }
        }
    }

    #[test]
    fn no_law_holds_for_nothing_or_for_words_or_breaks_on_accents() {
        for law in Law::ALL {
            for bad in ["", "-", "ÄÖÜ", "MUSTERMANN ERIKA", "ประเทศไทย", "é2345678é"]
            {
                assert!(!check(*law, bad).ok, "{law:?} {bad}");
            }
        }
    }

    #[test]
    fn months_have_their_days() {
        assert!(may_be_a_day(2, 29) && may_be_a_day(12, 31) && may_be_a_day(4, 30));
        assert!(!may_be_a_day(2, 30) && !may_be_a_day(4, 31) && !may_be_a_day(13, 1));
        assert!(!may_be_a_day(1, 0) && !may_be_a_day(0, 1));
    }
}
