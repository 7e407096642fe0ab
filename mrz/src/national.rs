//! What national lines say beyond ICAO's fields.

use crate::date::{Date, Day, Meaning};
use crate::format::{FieldName, Format};
use crate::parse::Mrz;

/// Where and when an old French identity card was issued, from its number and its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrenchIssue<'a> {
    /// YYMM of the application.
    pub year_month: &'a str,
    /// Department, from the number.
    pub department: &'a str,
    /// Department and office, from the first line; fillers on early cards.
    pub administrative_code: &'a str,
}

/// What an old French identity card says of its issue; none for other zones.
///
/// ```
/// let zone = mrz::parse(&[
///     "IDFRABERTHIER<<<<<<<<<<<<<<<<<923255",
///     "8806923102858CORINNE<<<<<<<6512068F2",
/// ])?;
/// let today = mrz::Day::new(2026, 1, 1).expect("a day");
/// let issue = mrz::national::french_issue(&zone).expect("a French card");
/// assert_eq!((issue.year_month, issue.department), ("8806", "923"));
/// let expiry = mrz::national::french_expiry(&zone, today).expect("a month");
/// assert_eq!(expiry.to_string(), "1998-06");
/// # Ok::<(), mrz::Error>(())
/// ```
pub fn french_issue<'a>(zone: &Mrz<'a>) -> Option<FrenchIssue<'a>> {
    if zone.format() != Format::FrenchId {
        return None;
    }
    let number = zone.field(FieldName::DocumentNumber)?.text;
    Some(FrenchIssue {
        year_month: number.get(..4)?,
        department: number.get(4..7)?,
        administrative_code: zone.field(FieldName::AdministrativeCode)?.text,
    })
}

/// The month in which an old French identity card expires: ten years after its issue, fifteen if it was issued from
/// 2014 on to an adult. The later prolongation of cards of 2004 to 2013 is printed nowhere and not counted.
pub fn french_expiry(zone: &Mrz<'_>, reference: Day) -> Option<Day> {
    let issue = french_issue(zone)?;
    let part = |text: &str| text.parse::<u8>().ok();
    let year = part(issue.year_month.get(..2)?)?;
    let month = part(issue.year_month.get(2..)?)?;
    let issued = Date::from_parts(Some(year), Some(month), None)
        .ok()?
        .resolve(Meaning::Issue, reference)?;
    let adult = zone.date_of_birth(issued).is_none_or(|born| {
        let eighteenth = Day::from_parts(born.year() + 18, born.month(), None);
        eighteenth.is_none_or(|day| !day.is_after(issued))
    });
    let years = if issued.year() >= 2014 && adult {
        15
    } else {
        10
    };
    Day::from_parts(issued.year() + years, issued.month(), None)
}

/// The personal number (CNP) of a Romanian card, which the zone splits: its first digit and last six stand in the
/// optional data around the date of birth. None for other zones and where its own check digit does not hold.
pub fn romanian_personal_number(zone: &Mrz<'_>) -> Option<[u8; 13]> {
    if zone.format() != Format::Td2 || zone.issuing_state() != "ROU" {
        return None;
    }
    let optional = zone.field(FieldName::Optional1)?.text.as_bytes();
    let born = zone.field(FieldName::DateOfBirth)?.text.as_bytes();
    let (first, last) = optional.split_first()?;
    let mut number = [0; 13];
    let bytes = core::iter::once(first).chain(born).chain(last);
    for (slot, byte) in number.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    is_personal_number(&number).then_some(number)
}

/// The law of the CNP: weights 279146358279, modulo eleven, ten counts as one.
fn is_personal_number(number: &[u8; 13]) -> bool {
    let [payload @ .., digit] = number;
    let sum: u32 = payload
        .iter()
        .zip(b"279146358279")
        .map(|(byte, weight)| {
            u32::from(byte.wrapping_sub(b'0')) * u32::from(weight.wrapping_sub(b'0'))
        })
        .sum();
    let expected = match sum % 11 {
        10 => 1,
        other => other,
    };
    number.iter().all(u8::is_ascii_digit) && u32::from(digit.wrapping_sub(b'0')) == expected
}

/// Number of the holder (PIN) and version of a Swiss driving licence; none for other zones.
pub fn swiss_pin<'a>(zone: &Mrz<'a>) -> Option<(&'a str, &'a str)> {
    if zone.format() != Format::SwissDl {
        return None;
    }
    let number = zone.field(FieldName::DocumentNumber)?.text;
    number.split_at_checked(9)
}
