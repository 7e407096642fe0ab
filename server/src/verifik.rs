//! What both versions of Verifik's Scan Studio share.

use engine::{Document, FieldName, Scan, Source};
use serde_json::{Value, json};

use crate::dialect::{Answer, Ask, Refusal};
use crate::print::{self, DateStyle};
use crate::request::{Request, picture, text};
use crate::stamp::Stamp;

/// A document code, the template ids it stands for, the country's name, and v2's `docType`.
pub(crate) struct Code {
    pub(crate) code: &'static str,
    pub(crate) prefix: Option<&'static str>,
    pub(crate) country: &'static str,
    pub(crate) doc_type: &'static str,
}

/// Verifik's eight codes, in the order of its error message. `DNI` names no country.
pub(crate) const CODES: [Code; 8] = [
    Code {
        code: "CC",
        prefix: Some("col/cedula"),
        country: "Colombia",
        doc_type: "CC",
    },
    Code {
        code: "RUT",
        prefix: Some("col/rut"),
        country: "Colombia",
        doc_type: "RUT",
    },
    Code {
        code: "PA",
        prefix: Some("any/passport"),
        country: "",
        doc_type: "PA",
    },
    Code {
        code: "ENSAPA",
        prefix: Some("pan/ensa"),
        country: "Panama",
        doc_type: "ENSAPA",
    },
    Code {
        code: "DNI",
        prefix: None,
        country: "",
        doc_type: "DNI",
    },
    Code {
        code: "CCVE",
        prefix: Some("ven/cedula"),
        country: "Venezuela",
        doc_type: "VE",
    },
    Code {
        code: "RIFVE",
        prefix: Some("ven/rif"),
        country: "Venezuela",
        doc_type: "RIFVE",
    },
    Code {
        code: "TLCC",
        prefix: Some("col/driving-licence"),
        country: "Colombia",
        doc_type: "TLCC",
    },
];

/// `{image, documentType}` of a JSON body.
pub(crate) fn decode(request: &Request) -> Result<Ask, Refusal> {
    let object = request.object()?;
    let given = text(&object, "documentType")?;
    let code = find(given).ok_or_else(|| Refusal::UnknownDocument(given.to_owned()))?;
    let pictures = vec![picture(text(&object, "image")?)?];
    Ok(Ask::Scan {
        pictures,
        document: code.prefix,
        code: code.code.to_owned(),
    })
}

/// The row of this code.
pub(crate) fn find(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|row| row.code == code)
}

/// The bodies of the page; where it shows none, the same shape with a fitting status.
pub(crate) fn refuse(refusal: &Refusal) -> Answer {
    let invalid = |status, error: &str| Answer::new(status, json!({ "error": error }));
    match refusal {
        Refusal::Missing("documentType") | Refusal::UnknownDocument(_) => {
            let codes: Vec<&str> = CODES.iter().map(|row| row.code).collect();
            let message = format!("documentType must be one of: [{}]", codes.join(","));
            Answer::new(
                409,
                json!({ "code": "MissingParameter", "message": message }),
            )
        }
        Refusal::Malformed(_) | Refusal::Missing(_) | Refusal::NotAPicture(_) => {
            invalid(400, "Invalid request")
        }
        Refusal::TooLarge(_) => invalid(413, "Image too large"),
        Refusal::NotFound => invalid(404, "Not found"),
        Refusal::Unauthorized => invalid(401, "Unauthorized"),
        Refusal::Forbidden(what) => invalid(403, what),
        Refusal::Busy => invalid(503, "Service unavailable, try again later"),
        Refusal::Failed(_) => invalid(500, "Internal server error"),
    }
}

/// A value of the document under Verifik's own name for it.
pub(crate) struct Named {
    /// Verifik's name.
    pub(crate) name: &'static str,
    /// As Verifik prints it.
    pub(crate) text: String,
    /// The field that it was read from.
    pub(crate) field: FieldName,
}

/// Verifik's names in the alphabetical order that gives v3 its ids.
const NAMES: [(&str, FieldName); 10] = [
    ("civilStatus", FieldName::MaritalStatus),
    ("dateOfBirth", FieldName::DateOfBirth),
    ("documentNumber", FieldName::DocumentNumber),
    ("expeditionDate", FieldName::DateOfIssue),
    ("expireDate", FieldName::DateOfExpiry),
    ("firstName", FieldName::GivenNames),
    ("gender", FieldName::Sex),
    ("issuingOffice", FieldName::Authority),
    ("lastName", FieldName::Surname),
    ("nationality", FieldName::Nationality),
];

/// Every value that was read, with the id that v3 gives to its name.
pub(crate) fn named(document: &Document) -> Vec<(usize, Named)> {
    let mut all = Vec::new();
    for (id, (name, field)) in NAMES.into_iter().enumerate() {
        let text = printed(document, field);
        if !text.is_empty() {
            all.push((id, Named { name, text, field }));
        }
    }
    all
}

fn printed(document: &Document, name: FieldName) -> String {
    match name {
        FieldName::DateOfBirth | FieldName::DateOfIssue | FieldName::DateOfExpiry => {
            print::date(document, name, DateStyle::Slashed)
        }
        FieldName::Sex => gender(document).unwrap_or_default().to_owned(),
        FieldName::DocumentNumber if print::field(document, name).is_none() => {
            print::text(document, FieldName::PersonalNumber)
        }
        _ => print::text(document, name),
    }
}

/// `Male` or `Female`.
pub(crate) fn gender(document: &Document) -> Option<&'static str> {
    match print::value(document, FieldName::Sex).as_str() {
        "M" => Some("Male"),
        "F" => Some("Female"),
        _ => None,
    }
}

/// Given names, then surnames; or the full name as printed.
pub(crate) fn full_name(document: &Document) -> String {
    let parts = [
        print::text(document, FieldName::GivenNames),
        print::text(document, FieldName::Surname),
    ];
    match parts.join(" ").trim() {
        "" => print::text(document, FieldName::FullName),
        name => name.to_owned(),
    }
}

/// Whole years from the date of birth to the day of the answer.
pub(crate) fn age(document: &Document, stamp: &Stamp) -> Option<i64> {
    let birth = print::value(document, FieldName::DateOfBirth);
    let (year, month, day) = print::whole_date(&birth)?;
    let (now_year, now_month, now_day) = stamp.date();
    let had_birthday = (now_month as usize, now_day) >= (month, day);
    let age = now_year - i64::from(year) - i64::from(!had_birthday);
    (age >= 0).then_some(age)
}

/// The full text of the document and where a value stands in it, in characters.
pub(crate) struct FullText(String);

impl FullText {
    /// All lines, one a line.
    pub(crate) fn of(document: &Document) -> Self {
        let lines: Vec<&str> = document
            .lines
            .iter()
            .map(|line| line.text.as_str())
            .collect();
        Self(lines.join("\n"))
    }

    /// Its length in characters.
    pub(crate) fn length(&self) -> usize {
        self.0.chars().count()
    }

    /// Offset and length of `value`, when it stands in the text as it is.
    pub(crate) fn find(&self, value: &str) -> Option<(usize, usize)> {
        let at = self.0.find(value)?;
        Some((self.0[..at].chars().count(), value.chars().count()))
    }
}

/// Whether a field was seen as print on this picture, so that it has a place there.
pub(crate) fn has_place(document: &Document, name: FieldName) -> bool {
    print::field(document, name).is_some_and(|field| field.source == Source::Print)
}

/// The signature and id that close every answer.
pub(crate) fn signature(stamp: &Stamp) -> Value {
    json!({ "dateTime": stamp.english(), "message": "Certified by Verifik.co" })
}

/// The picture and its document, if it is the one asked for.
pub(crate) fn answered<'a>(
    ask: &Ask,
    scans: &'a [Scan],
) -> (Option<&'a Scan>, Option<&'a Document>) {
    let prefix = match ask {
        Ask::Scan { document, .. } => *document,
        _ => None,
    };
    (scans.first(), print::document(scans, prefix))
}

/// The code that was asked for.
pub(crate) fn code(ask: &Ask) -> &'static Code {
    match ask {
        Ask::Scan { code, .. } => find(code).unwrap_or(&CODES[0]),
        _ => &CODES[0],
    }
}
