//! What a machine readable zone says for and against a side of a layout.

use super::LEGIBLE;
use crate::document::Mrz;
use crate::pattern::Pattern;
use crate::template::{MrzRule, SideRule, Template};

/// Whether a zone that is not the side's own says that it is another document: one of another format or issuer does,
/// a torn one may be of any format.
pub(super) fn rules_out(zone: &Mrz, template: &Template, rule: &SideRule) -> bool {
    (rule.mrz.is_some() && zone.valid) || is_of_another_state(template, zone)
}

/// Whether a zone plainly names another issuer than a layout's state. What is no state's code was misread.
fn is_of_another_state(template: &Template, zone: &Mrz) -> bool {
    let sure = zone.confidences.get("issuing_state").copied();
    if !zone.valid && sure.unwrap_or(0.0) < LEGIBLE {
        return false;
    }
    let state = template.country.as_ref().map(|code| code.0.as_str());
    zone.issuer()
        .zip(state)
        .is_some_and(|(issuer, state)| issuer != state)
}

/// Whether a zone is such as a side has.
pub(super) fn fits(wanted: &MrzRule, zone: &Mrz) -> bool {
    let value = |field: &str| {
        let value = zone.fields.get(field).map_or("", String::as_str);
        value.trim_end_matches('<')
    };
    let begins = |field: &str, any: &[String]| {
        let begun = |beginning: &String| match beginning.as_str() {
            "" => value(field).is_empty(),
            beginning => value(field).starts_with(beginning),
        };
        any.is_empty() || any.iter().any(begun)
    };
    let is =
        |field: &str, any: &[String]| any.is_empty() || any.iter().any(|code| value(field) == code);
    let number: Vec<char> = value("document_number").chars().collect();
    let shaped = |pattern: &Pattern| {
        let found = pattern.find(&number, 0);
        found.is_some_and(|found| found.start == 0 && found.end == number.len())
    };
    // The holder's state stands for an issuer that was not read.
    let unread = !zone.valid && zone.issuer().is_none();
    let numbered = wanted.number.is_empty() || wanted.number.iter().any(shaped);
    numbered
        && zone.format == wanted.format.as_str()
        && (begins("document_code", &wanted.code) || is_covered(value("document_code")))
        && begins("optional_1", &wanted.optional_1)
        && begins("optional_2", &wanted.optional_2)
        && (is("issuing_state", &wanted.issuer) || (unread && is("nationality", &wanted.issuer)))
}

/// Whether no letter of a value could be seen.
fn is_covered(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|character| character == '?')
}
