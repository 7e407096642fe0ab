//! What both versions of Verifik's Scan Studio share.

mod codes;
mod full_text;
mod named;

use engine::{Document, FieldName, Scan};
use mrz::Day;
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Refusal};
use crate::print;
use crate::request::{Request, picture, text};
use crate::stamp::Stamp;
pub(crate) use codes::{CODE_NAMES, Code};
use codes::{CODES, find};
pub(crate) use full_text::FullText;
use named::gender_of;
pub(crate) use named::{Named, named};

/// `{image, documentType}` of a JSON body; `cropFace` is taken and changes nothing here.
pub(crate) fn decode(request: &Request) -> Result<Ask, Refusal> {
    let object = request.object()?;
    let given = text(&object, "documentType")?;
    let code = find(given).ok_or_else(|| Refusal::UnknownDocument(given.to_owned()))?;
    let pictures = vec![picture(text(&object, "image")?)?];
    Ok(Ask::Scan {
        pictures,
        document: code.expected(),
        code: code.code.to_owned(),
    })
}

/// The bodies of the page; where it shows none, the same shape with a fitting status.
pub(crate) fn refuse(refusal: &Refusal) -> Answer {
    let invalid = |status, error: &str| Answer::new(status, json!({ "error": error }));
    match refusal {
        Refusal::Missing("documentType") | Refusal::UnknownDocument(_) => {
            let message = format!("documentType must be one of: [{}]", CODE_NAMES.join(","));
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
        Refusal::WrongMethod => invalid(405, "Method not allowed"),
        Refusal::Unauthorized => invalid(401, "Unauthorized"),
        Refusal::Forbidden(what) => invalid(403, what),
        Refusal::Busy => invalid(503, "Service unavailable, try again later"),
        Refusal::Failed(_) => invalid(500, "Internal server error"),
    }
}

/// What is answered: the picture, the document in it that was asked for, and under which code.
pub(crate) struct Asked<'a> {
    /// The picture.
    pub(crate) scan: Option<&'a Scan>,
    /// The document; `None` where the picture shows none or another one.
    pub(crate) document: Option<&'a Document>,
    /// The code asked for or, where none was, the one that fits the document.
    pub(crate) code: Option<&'static Code>,
}

impl<'a> Asked<'a> {
    /// Looks for what was asked.
    pub(crate) fn of(ask: &Ask, scans: &'a [Scan]) -> Self {
        let asked = match ask {
            Ask::Scan { code, .. } => find(code),
            _ => None,
        };
        let mut codes = CODES
            .iter()
            .filter(|row| asked.is_none_or(|asked| asked.code == row.code));
        let documents = || scans.iter().flat_map(|scan| &scan.documents);
        let hit = codes.find_map(|code| Some((code, documents().find(|d| code.fits(d))?)));
        Self {
            scan: scans.first(),
            document: hit.map(|(_, document)| document),
            code: hit.map(|(code, _)| code).or(asked),
        }
    }

    /// The code's country; for codes of any country, the issuing state's English name.
    pub(crate) fn country(&self) -> Option<String> {
        let country = self.code.map(|code| code.country).unwrap_or_default();
        if !country.is_empty() {
            return Some(country.to_owned());
        }
        let state = self.document?.country.as_deref()?;
        let name = mrz::state::find(state).map_or(state, |state| state.name);
        Some(name.to_owned())
    }

    /// The code's name.
    pub(crate) fn code_name(&self) -> Option<&'static str> {
        self.code.map(|code| code.code)
    }

    /// The `data` object; `country` and `documentCategory` are what the versions differ in.
    pub(crate) fn data(
        &self,
        extraction: Value,
        category: &str,
        stamp: &Stamp,
    ) -> Map<String, Value> {
        let of = |name: &str| extraction.get(name).cloned().unwrap_or_default();
        let nothing = Document::default();
        let document = self.document.unwrap_or(&nothing);
        let age = age(document, stamp).map(|age| age.to_string());
        let nationality = Some(print::text(document, FieldName::Nationality));
        let data = json!({
            "age": age,
            "client": stamp.client_id(),
            "documentCategory": category,
            "documentNumber": of("documentNumber"),
            "documentType": self.code_name(),
            "firstNameMatchPercentage": 0,
            "fullNameMatchPercentage": 0,
            "gender": gender(document),
            "imageValidated": false,
            "infoValidationSupported": true,
            "inputMethod": "NOT_SET",
            "lastNameMatchPercentage": 0,
            "namesMatch": false,
            "nationality": nationality.filter(|text| !text.is_empty()),
            "OCRExtraction": extraction,
            "requiresBackSide": false,
            "scoreValidated": false,
            "status": "ACTIVE_BUT_UNVERIFIED",
            "type": "ocr",
            "url": "",
            "validationMethod": "SCAN_STUDIO",
            "_id": stamp.object_id(),
            "updatedAt": stamp.iso(),
            "createdAt": stamp.iso(),
            "__v": 0,
        });
        match data {
            Value::Object(data) => data,
            _ => Map::new(),
        }
    }
}

fn gender(document: &Document) -> Option<&'static str> {
    gender_of(print::field(document, FieldName::Sex)?)
}

/// Given names, then surnames; or the full name as printed.
pub(crate) fn full_name(asked: &Asked<'_>, named: &[Named<'_>]) -> Option<String> {
    let of = |wanted: &str| named.iter().find(|value| value.name == wanted);
    let parts: Vec<&str> = [of("firstName"), of("lastName")]
        .into_iter()
        .flatten()
        .map(|value| value.text.as_str())
        .collect();
    let name = if parts.is_empty() {
        print::text(asked.document?, FieldName::FullName)
    } else {
        parts.join(" ")
    };
    (!name.is_empty()).then_some(name)
}

/// Whole years from the date of birth to the day of the answer.
pub(crate) fn age(document: &Document, stamp: &Stamp) -> Option<i64> {
    let birth = Day::from_iso(&print::value(document, FieldName::DateOfBirth))?;
    let today = stamp.day();
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    let age = i64::from(today.year()) - i64::from(birth.year()) - i64::from(!had_birthday);
    (age >= 0).then_some(age)
}

/// The signature that closes every answer.
pub(crate) fn signature(stamp: &Stamp) -> Value {
    json!({ "dateTime": stamp.english(), "message": "Certified by Verifik.co" })
}
