//! Each endpoint's values, in the vendor's names, order and print.

use engine::{Document, FieldName as F, Source};
use serde_json::{Map, Value};

use crate::print::{self, DateStyle};

/// An object of texts from pairs.
fn texts<const N: usize>(pairs: [(&str, String); N]) -> Map<String, Value> {
    pairs
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into()))
        .collect()
}

pub(super) fn german_card(d: &Document) -> Map<String, Value> {
    texts([
        ("CardNumber", print::value(d, F::DocumentNumber)),
        ("Surname", print::text(d, F::Surname)),
        ("GivenNames", print::text(d, F::GivenNames)),
        (
            "DateOfBirth",
            print::date(d, F::DateOfBirth, DateStyle::Dotted),
        ),
        ("PlaceOfBirth", print::text(d, F::PlaceOfBirth)),
        (
            "DateOfExpiry",
            print::date(d, F::DateOfExpiry, DateStyle::Dotted),
        ),
        ("Nationality", print::text(d, F::Nationality)),
    ])
}

pub(super) fn german_licence(d: &Document) -> Map<String, Value> {
    texts([
        ("CardId", print::value(d, F::DocumentNumber)),
        ("Surname", print::text(d, F::Surname)),
        ("GivenNames", print::text(d, F::GivenNames)),
        (
            "DateOfBirth",
            print::restyled(d, F::DateOfBirth, DateStyle::DottedShort),
        ),
        ("PlaceOfBirth", print::text(d, F::PlaceOfBirth)),
        (
            "DateOfIssue",
            print::restyled(d, F::DateOfIssue, DateStyle::DottedShort),
        ),
        (
            "DateOfExpiry",
            print::restyled(d, F::DateOfExpiry, DateStyle::DottedShort),
        ),
        ("Address", print::text(d, F::Address)),
        ("Class", print::text(d, F::LicenceClasses)),
    ])
}

/// The sex as printed on the face, or as the card prints it in two languages when it was read elsewhere.
fn sex(d: &Document, [male, female]: [&str; 2]) -> String {
    match print::field(d, F::Sex) {
        Some(field) if field.source != Source::Print => match field.value.as_str() {
            "M" => male.to_owned(),
            "F" => female.to_owned(),
            _ => print::as_printed(field),
        },
        _ => print::text(d, F::Sex),
    }
}

pub(super) fn dutch_card(d: &Document) -> Map<String, Value> {
    texts([
        ("DocumentNo", print::value(d, F::DocumentNumber)),
        ("Surname", print::text(d, F::Surname)),
        ("GivenNames", print::text(d, F::GivenNames)),
        ("Gender", sex(d, ["M/M", "V/F"])),
        (
            "DateOfBirth",
            print::date(d, F::DateOfBirth, DateStyle::Dutch),
        ),
        (
            "DateOfIssue",
            print::date(d, F::DateOfIssue, DateStyle::Dutch),
        ),
        (
            "DateOfExpiry",
            print::date(d, F::DateOfExpiry, DateStyle::Dutch),
        ),
        ("Nationality", print::text(d, F::Nationality)),
    ])
}

pub(super) fn norwegian_card(d: &Document) -> Map<String, Value> {
    texts([
        ("Surname", print::text(d, F::Surname)),
        ("GivenNames", print::text(d, F::GivenNames)),
        ("Sex", print::text(d, F::Sex)),
        ("Nationality", print::text(d, F::Nationality)),
        (
            "DateOfBirth",
            print::date(d, F::DateOfBirth, DateStyle::Norwegian),
        ),
        ("Height", print::compact(d, F::Height).to_uppercase()),
        ("DocumentNo", print::value(d, F::DocumentNumber)),
        ("CanNo", print::value(d, F::CanNumber)),
        (
            "DateOfExpiry",
            print::date(d, F::DateOfExpiry, DateStyle::Norwegian),
        ),
    ])
}

pub(super) fn swedish_card(d: &Document) -> Map<String, Value> {
    texts([
        ("Surname", print::text(d, F::Surname)),
        ("GivenNames", print::text(d, F::GivenNames)),
        ("Sex", sex(d, ["M/M", "K/F"])),
        ("Nationality", print::text(d, F::Nationality)),
        (
            "DateOfBirth",
            print::date(d, F::DateOfBirth, DateStyle::Swedish),
        ),
        ("PersonalId", print::text(d, F::PersonalNumber)),
        ("Height", print::compact(d, F::Height).to_uppercase()),
        ("CardNo", print::value(d, F::DocumentNumber)),
        (
            "DateOfIssue",
            print::date(d, F::DateOfIssue, DateStyle::Swedish),
        ),
        (
            "DateOfExpiry",
            print::date(d, F::DateOfExpiry, DateStyle::Swedish),
        ),
        ("Authority", print::text(d, F::Authority)),
    ])
}

pub(super) fn aadhaar_front(d: &Document) -> Map<String, Value> {
    texts([
        ("CardNumber", print::value(d, F::PersonalNumber)),
        (
            "DateOfBirth",
            print::date(d, F::DateOfBirth, DateStyle::Slashed),
        ),
        (
            "DownloadDate",
            print::date(d, F::DateOfDownload, DateStyle::Slashed),
        ),
        ("Gender", indian_gender(d)),
        (
            "IssueDate",
            print::date(d, F::DateOfIssue, DateStyle::Slashed),
        ),
        ("MobileNumber", print::value(d, F::MobileNumber)),
        ("Name", print::text(d, F::FullName)),
        ("VID", print::value(d, F::VirtualId)),
    ])
}

/// The card prints the word in two scripts; the vendor gives it in English capitals.
fn indian_gender(d: &Document) -> String {
    match print::value(d, F::Sex).as_str() {
        "M" => "MALE",
        "F" => "FEMALE",
        "X" => "TRANSGENDER",
        _ => "",
    }
    .to_owned()
}

pub(super) fn aadhaar_back(d: &Document) -> Map<String, Value> {
    texts([
        ("City", first_read(d, &[F::City, F::District])),
        ("Province", print::text(d, F::State)),
        ("PostCode", print::value(d, F::PostalCode)),
        ("Address", print::text(d, F::Address)),
        ("CardNumber", print::value(d, F::PersonalNumber)),
        ("VID", print::value(d, F::VirtualId)),
    ])
}

fn first_read(d: &Document, names: &[F]) -> String {
    names
        .iter()
        .map(|name| print::text(d, *name))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

pub(super) fn pan(d: &Document) -> Map<String, Value> {
    texts([
        ("CardNumber", print::value(d, F::TaxNumber)),
        (
            "DateOfBirth",
            print::date(d, F::DateOfBirth, DateStyle::Slashed),
        ),
        ("FatherName", print::text(d, F::FatherName)),
        ("Name", print::text(d, F::FullName)),
    ])
}

pub(super) fn ktp(d: &Document) -> Map<String, Value> {
    texts([
        ("name", print::text(d, F::FullName)),
        ("id", print::value(d, F::PersonalNumber)),
        ("pob", print::text(d, F::PlaceOfBirth)),
        ("dob", print::date(d, F::DateOfBirth, DateStyle::Dashed)),
        ("gender", print::text(d, F::Sex)),
        ("address", print::text(d, F::Address)),
        ("rt", print::text(d, F::Rt)),
        ("rw", print::text(d, F::Rw)),
        ("village", print::text(d, F::Village)),
        ("district", print::text(d, F::District)),
        ("religion", print::text(d, F::Religion)),
        ("marital_status", print::text(d, F::MaritalStatus)),
        ("work", print::text(d, F::Occupation)),
        ("nationnality", print::text(d, F::Nationality)),
        ("city", print::text(d, F::City)),
        ("province", print::text(d, F::State)),
    ])
}

/// One endpoint reads the identity card and the driving licence; each has its own names.
pub(super) fn thai(d: &Document) -> Map<String, Value> {
    let licence = d
        .document
        .as_deref()
        .is_some_and(|id| id.starts_with("tha/driving-licence"));
    if licence {
        thai_licence(d)
    } else {
        thai_card(d)
    }
}

pub(super) fn thai_card(d: &Document) -> Map<String, Value> {
    texts([
        ("cardTypeTh", "บัตรประจำตัวประชาชน".into()),
        ("cardTypeEn", "Thai National ID Card".into()),
        ("idNumber", print::value(d, F::PersonalNumber)),
        ("serialNumber", print::text(d, F::SerialNumber)),
        ("nameTh", print::text(d, F::NameLocal)),
        ("nameEn", print::text(d, F::GivenNames)),
        ("lastNameEn", print::text(d, F::Surname)),
        (
            "birthTh",
            print::restyled(d, F::DateOfBirth, DateStyle::Thai),
        ),
        (
            "birthEn",
            print::restyled(d, F::DateOfBirth, DateStyle::ThaiEnglish),
        ),
        (
            "issueDateEN",
            print::restyled(d, F::DateOfIssue, DateStyle::ThaiEnglish),
        ),
        (
            "issueDateTH",
            print::restyled(d, F::DateOfIssue, DateStyle::Thai),
        ),
        (
            "expiryDateEN",
            print::restyled(d, F::DateOfExpiry, DateStyle::ThaiEnglish),
        ),
        (
            "expiryDateTH",
            print::restyled(d, F::DateOfExpiry, DateStyle::Thai),
        ),
        ("religion", print::text(d, F::Religion)),
        ("address", print::text(d, F::Address)),
    ])
}

pub(super) fn thai_licence(d: &Document) -> Map<String, Value> {
    texts([
        ("licenseNumber", print::value(d, F::DocumentNumber)),
        ("idNumber", print::value(d, F::PersonalNumber)),
        ("nameTh", print::text(d, F::NameLocal)),
        ("nameEn", full_name(d)),
        (
            "birthTh",
            print::restyled(d, F::DateOfBirth, DateStyle::Thai),
        ),
        (
            "birthEn",
            print::restyled(d, F::DateOfBirth, DateStyle::ThaiEnglish),
        ),
        (
            "issueDate",
            print::restyled(d, F::DateOfIssue, DateStyle::ThaiEnglish),
        ),
        (
            "expiryDate",
            print::restyled(d, F::DateOfExpiry, DateStyle::ThaiEnglish),
        ),
    ])
}

/// The full name as printed, or given names and surname.
fn full_name(d: &Document) -> String {
    let parts = [print::text(d, F::GivenNames), print::text(d, F::Surname)];
    match print::text(d, F::FullName) {
        name if name.is_empty() => parts.join(" ").trim().to_owned(),
        name => name,
    }
}

pub(super) fn mexican_card(d: &Document) -> Map<String, Value> {
    texts([
        ("gender", print::text(d, F::Sex)),
        ("idNumber", print::value(d, F::PersonalNumber)),
        ("voterId", print::value(d, F::VoterId)),
        ("fullName", print::text(d, F::FullName)),
        ("fatherLastName", print::text(d, F::FirstSurname)),
        ("motherLastName", print::text(d, F::SecondSurname)),
        ("name", print::text(d, F::GivenNames)),
        (
            "birthday",
            print::date(d, F::DateOfBirth, DateStyle::Slashed),
        ),
        ("issueYear", print::value(d, F::YearOfIssue)),
        ("expiryYear", print::value(d, F::YearOfExpiry)),
        (
            "registrationYearAndMonth",
            print::compact(d, F::DateOfRegistration),
        ),
        ("municipalNumber", print::value(d, F::MunicipalityCode)),
        ("postalCode", print::value(d, F::PostalCode)),
        ("placeNumber", print::value(d, F::LocalityCode)),
        ("stateNumber", print::value(d, F::StateCode)),
        ("state", print::text(d, F::State)),
        ("district", first_read(d, &[F::Municipality, F::City])),
        ("addressAll", print::text(d, F::Address)),
    ])
}

pub(super) fn colombian_front(d: &Document) -> Map<String, Value> {
    texts([
        (
            "CardNumber",
            first_read(d, &[F::DocumentNumber, F::PersonalNumber]),
        ),
        ("Surname", print::text(d, F::Surname)),
        ("GivenNames", print::text(d, F::GivenNames)),
    ])
}

pub(super) fn colombian_back(d: &Document) -> Map<String, Value> {
    texts([
        (
            "DateOfBirth",
            print::date(d, F::DateOfBirth, DateStyle::Spanish),
        ),
        ("Height", print::text(d, F::Height)),
        ("BloodType", print::compact(d, F::BloodType)),
        (
            "DateOfIssue",
            print::date(d, F::DateOfIssue, DateStyle::Spanish),
        ),
        ("PlaceOfIssue", print::text(d, F::PlaceOfIssue)),
        ("Gender", print::text(d, F::Sex)),
        ("PlaceOfBirth", print::text(d, F::PlaceOfBirth)),
    ])
}
