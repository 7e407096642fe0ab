//! The laws that printed numbers obey, one file a law.

mod german;
mod luhn;
mod verhoeff;

use crate::document::Check;
use crate::template::Law;

/// Holds a value against a law; a law never hides a value.
pub(crate) fn check(law: Law, value: &str) -> Check {
    let ok = match law {
        Law::GermanSerial => german::is_serial(value),
        Law::Luhn => luhn::holds(value),
        Law::Personnummer => luhn::is_personnummer(value),
        Law::Verhoeff => verhoeff::holds(value),
    };
    Check {
        check: law.as_str().to_owned(),
        ok,
    }
}
