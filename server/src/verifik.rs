//! What both versions of Verifik's Scan Studio share.

use engine::{Document, Field, FieldName, Quad, Scan, Source};
use mrz::Day;
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Refusal};
use crate::print::{self, DateStyle};
use crate::request::{Request, picture, text};
use crate::stamp::Stamp;

/// A document code of Verifik's.
pub(crate) struct Code {
    /// The code itself.
    pub(crate) code: &'static str,
    /// The beginnings of the ids of the templates that it stands for.
    documents: &'static [&'static str],
    /// The kind of document, for pictures that show it in a layout of no country's own.
    kind: &'static str,
    /// The states that issue it; empty: any.
    states: &'static [&'static str],
    /// The country's name as Verifik writes it; empty: the one that the document names.
    country: &'static str,
    /// What v2 calls it.
    pub(crate) doc_type: &'static str,
}

/// Verifik's eight codes, in the order of its error message. `DNI` names no country: three issue one.
pub(crate) const CODES: [Code; 8] = [
    Code {
        code: "CC",
        documents: &["col/cedula"],
        kind: "id-card",
        states: &["COL"],
        country: "Colombia",
        doc_type: "CC",
    },
    Code {
        code: "RUT",
        documents: &["col/rut"],
        kind: "tax-certificate",
        states: &["COL"],
        country: "Colombia",
        doc_type: "RUT",
    },
    Code {
        code: "PA",
        documents: &["any/passport"],
        kind: "passport",
        states: &[],
        country: "",
        doc_type: "PA",
    },
    Code {
        code: "ENSAPA",
        documents: &["pan/ensa"],
        kind: "bill",
        states: &["PAN"],
        country: "Panama",
        doc_type: "ENSAPA",
    },
    Code {
        code: "DNI",
        documents: &["esp/dni", "per/dni", "arg/dni"],
        kind: "id-card",
        states: &["ESP", "PER", "ARG"],
        country: "",
        doc_type: "DNI",
    },
    Code {
        code: "CCVE",
        documents: &["ven/cedula"],
        kind: "id-card",
        states: &["VEN"],
        country: "Venezuela",
        doc_type: "VE",
    },
    Code {
        code: "RIFVE",
        documents: &["ven/rif"],
        kind: "tax-certificate",
        states: &["VEN"],
        country: "Venezuela",
        doc_type: "RIFVE",
    },
    Code {
        code: "TLCC",
        documents: &["col/driving-licence"],
        kind: "driving-licence",
        states: &["COL"],
        country: "Colombia",
        doc_type: "TLCC",
    },
];

/// The codes' names.
pub(crate) const CODE_NAMES: [&str; 8] = [
    CODES[0].code,
    CODES[1].code,
    CODES[2].code,
    CODES[3].code,
    CODES[4].code,
    CODES[5].code,
    CODES[6].code,
    CODES[7].code,
];

impl Code {
    /// Whether a document is one that this code stands for.
    fn fits(&self, document: &Document) -> bool {
        let id = document.document.as_deref().unwrap_or_default();
        let own = |beginning: &&str| id.starts_with(*beginning);
        let state = document.country.as_deref().unwrap_or_default();
        let issued = self.states.is_empty() || self.states.contains(&state);
        let of_no_country = id.starts_with("any/") || self.states.is_empty();
        self.documents.iter().any(own)
            || of_no_country && issued && document.kind.as_deref() == Some(self.kind)
    }

    /// The one beginning that the engine may expect.
    fn expected(&self) -> Option<&'static str> {
        match self.documents {
            [only] => Some(only),
            _ => None,
        }
    }
}

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

fn find(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|row| row.code == code)
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

fn gender(document: &Document) -> Option<&'static str> {
    gender_of(print::field(document, FieldName::Sex)?)
}

/// `Male` or `Female`.
fn gender_of(field: &Field) -> Option<&'static str> {
    match field.value.as_str() {
        "M" => Some("Male"),
        "F" => Some("Female"),
        _ => None,
    }
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

/// The full text of the document, and where values stand in it, in characters.
pub(crate) struct FullText<'a> {
    /// Each line with the number of its first character.
    lines: Vec<(usize, &'a engine::TextLine)>,
    length: usize,
}

impl<'a> FullText<'a> {
    /// All lines, one a line.
    pub(crate) fn of(asked: &Asked<'a>) -> Self {
        let all = asked
            .document
            .map(|d| d.lines.as_slice())
            .unwrap_or_default();
        let mut start = 0;
        let mut lines = Vec::new();
        for line in all {
            lines.push((start, line));
            start += line.text.chars().count() + 1;
        }
        Self {
            lines,
            length: start.saturating_sub(1),
        }
    }

    /// Its length in characters.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// Offset and length of a value in the line where it stands; a value that occurs in several lines
    /// and stands in none of them by its place is in none of them.
    pub(crate) fn find(&self, value: &Named<'_>) -> Option<(usize, usize)> {
        let hits: Vec<_> = self
            .lines
            .iter()
            .filter_map(|(start, line)| Some((start + word(&line.text, &value.mention)?, *line)))
            .collect();
        let here = |hit: &&(usize, &engine::TextLine)| {
            value
                .place
                .is_some_and(|place| stands_in(place, &hit.1.quad))
        };
        let hit = match hits.as_slice() {
            [only] => Some(only),
            several => several.iter().find(here),
        };
        hit.map(|(at, _)| (*at, value.mention.chars().count()))
    }
}

/// Where `value` stands in `line` between the ends of words, in characters.
fn word(line: &str, value: &str) -> Option<usize> {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: &usize| {
        let before = line[..*at].chars().next_back();
        !inside(before) && !inside(line[at + value.len()..].chars().next())
    };
    let at = line.match_indices(value).map(|(at, _)| at).find(whole)?;
    (!value.is_empty()).then(|| line[..at].chars().count())
}

/// Whether the middle of `place` lies within the box around `line`.
fn stands_in(place: &Quad, line: &Quad) -> bool {
    let range = |of: fn(&engine::Point) -> f32| {
        let low = line.0.iter().map(of).fold(f32::INFINITY, f32::min);
        low..=line.0.iter().map(of).fold(f32::NEG_INFINITY, f32::max)
    };
    let middle = |of: fn(&engine::Point) -> f32| place.0.iter().map(of).sum::<f32>() / 4.0;
    range(|p| p.x).contains(&middle(|p| p.x)) && range(|p| p.y).contains(&middle(|p| p.y))
}

/// The signature that closes every answer.
pub(crate) fn signature(stamp: &Stamp) -> Value {
    json!({ "dateTime": stamp.english(), "message": "Certified by Verifik.co" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_as_a_whole_word_only() {
        assert_eq!(word("V 117 OFICINA", "117"), Some(2));
        assert_eq!(word("V 1178", "117"), None);
        assert_eq!(word("É 1178 117", "117"), Some(7));
        assert_eq!(word("NADA", ""), None);
    }

    #[test]
    fn a_code_takes_its_own_documents_and_no_others() {
        let document = |id: &str, kind: &str, country: &str| Document {
            document: Some(id.into()),
            kind: Some(kind.into()),
            country: Some(country.into()),
            ..Document::default()
        };
        for (code, id, kind, country, fits) in [
            ("CC", "col/cedula-2000", "id-card", "COL", true),
            ("CC", "any/id-card", "id-card", "COL", true),
            ("CC", "any/id-card", "id-card", "ESP", false),
            ("CC", "col/driving-licence", "driving-licence", "COL", false),
            ("CC", "ven/cedula", "id-card", "VEN", false),
            ("PA", "any/passport", "passport", "FRA", true),
            ("PA", "fra/passport-2013", "passport", "FRA", true),
            ("PA", "any/visa", "visa", "FRA", false),
            ("DNI", "per/dni-2013", "id-card", "PER", true),
            ("DNI", "esp/dni-2015", "id-card", "ESP", true),
            ("DNI", "ven/cedula", "id-card", "VEN", false),
            (
                "TLCC",
                "col/driving-licence-2013",
                "driving-licence",
                "COL",
                true,
            ),
        ] {
            let code = find(code).unwrap();
            let document = document(id, kind, country);
            assert_eq!(code.fits(&document), fits, "{} {id} {country}", code.code);
        }
    }
}
