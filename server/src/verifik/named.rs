//! The values of a document under Verifik's own names.

use engine::{Document, Field, FieldName, Quad, Source};

use super::Asked;
use crate::print::{self, DateStyle};

/// A value of the document under Verifik's own name for it.
pub(crate) struct Named<'a> {
    /// The number that v3 gives to the name.
    pub(crate) id: usize,
    /// Verifik's name.
    pub(crate) name: &'static str,
    /// As Verifik prints it.
    pub(crate) text: String,
    /// As it stands on the document.
    pub(crate) mention: String,
    /// How sure the engine is of it.
    pub(crate) confidence: f32,
    /// Where it is printed; `None` for what came from the zone or a barcode.
    pub(crate) place: Option<&'a Quad>,
    /// The normalised date, for dates.
    pub(crate) date: Option<&'a str>,
}

/// Verifik's names, in the alphabetical order that gives the page's ids, and the fields that tell them:
/// the first that was read, or all of a row of parts.
const NAMES: [(&str, &[&[FieldName]]); 10] = [
    ("civilStatus", &[&[FieldName::MaritalStatus]]),
    ("dateOfBirth", &[&[FieldName::DateOfBirth]]),
    (
        "documentNumber",
        &[
            &[FieldName::DocumentNumber],
            &[FieldName::PersonalNumber],
            &[FieldName::TaxNumber],
        ],
    ),
    ("expeditionDate", &[&[FieldName::DateOfIssue]]),
    ("expireDate", &[&[FieldName::DateOfExpiry]]),
    ("firstName", &[&[FieldName::GivenNames]]),
    ("gender", &[&[FieldName::Sex]]),
    ("issuingOffice", &[&[FieldName::Authority]]),
    (
        "lastName",
        &[
            &[FieldName::Surname],
            &[FieldName::FirstSurname, FieldName::SecondSurname],
        ],
    ),
    ("nationality", &[&[FieldName::Nationality]]),
];

/// What other documents than the one of the page's list show, named in the same manner.
const FURTHER: [(&str, &[&[FieldName]]); 10] = [
    ("address", &[&[FieldName::Address]]),
    ("bloodType", &[&[FieldName::BloodType]]),
    ("email", &[&[FieldName::Email]]),
    ("height", &[&[FieldName::Height]]),
    ("licenseClasses", &[&[FieldName::LicenceClasses]]),
    ("personalNumber", &[&[FieldName::PersonalNumber]]),
    ("placeOfBirth", &[&[FieldName::PlaceOfBirth]]),
    ("placeOfIssue", &[&[FieldName::PlaceOfIssue]]),
    ("restrictions", &[&[FieldName::Restrictions]]),
    ("serviceType", &[&[FieldName::ServiceType]]),
];

/// The one code whose names the page lists in full.
const LISTED: &str = "CCVE";

/// Every value that was read, in the order of v3's ids.
pub(crate) fn named<'a>(asked: &Asked<'a>) -> Vec<Named<'a>> {
    let Some(document) = asked.document else {
        return Vec::new();
    };
    let further = match asked.code_name() {
        Some(LISTED) => &[],
        _ => FURTHER.as_slice(),
    };
    let rows = NAMES.iter().chain(further).enumerate();
    rows.filter_map(|(id, (name, ways))| {
        let fields = ways.iter().find_map(|way| read(document, way))?;
        row(id, name, &fields)
    })
    .collect()
}

/// The fields of these names; `None` when none was read.
fn read<'a>(document: &'a Document, names: &[FieldName]) -> Option<Vec<(FieldName, &'a Field)>> {
    let field = |name: &FieldName| Some((*name, print::field(document, *name)?));
    let fields: Vec<_> = names.iter().filter_map(field).collect();
    (!fields.is_empty()).then_some(fields)
}

fn row<'a>(id: usize, name: &'static str, fields: &[(FieldName, &'a Field)]) -> Option<Named<'a>> {
    let (first, field) = *fields.first()?;
    let join = |of: &dyn Fn(FieldName, &Field) -> String| {
        let parts: Vec<String> = fields
            .iter()
            .map(|(name, field)| of(*name, field))
            .collect();
        parts.join(" ")
    };
    let text = join(&printed);
    let date = DATES.contains(&first).then_some(field.value.as_str());
    (!text.is_empty()).then(|| Named {
        id,
        name,
        text,
        mention: join(&|_, field| print::as_printed(field)),
        confidence: fields.iter().map(|(_, f)| f.confidence).fold(1.0, f32::min),
        place: (field.source == Source::Print).then_some(&field.quad),
        date,
    })
}

const DATES: [FieldName; 3] = [
    FieldName::DateOfBirth,
    FieldName::DateOfIssue,
    FieldName::DateOfExpiry,
];

fn printed(name: FieldName, field: &Field) -> String {
    match name {
        FieldName::Sex => gender_of(field).unwrap_or_default().to_owned(),
        name if DATES.contains(&name) => print::date_of(field, DateStyle::Slashed),
        _ => print::as_printed(field),
    }
}

/// `Male` or `Female`.
pub(super) fn gender_of(field: &Field) -> Option<&'static str> {
    match field.value.as_str() {
        "M" => Some("Male"),
        "F" => Some("Female"),
        _ => None,
    }
}
