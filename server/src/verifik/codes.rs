//! Verifik's document codes and the documents that they stand for.

use engine::Document;

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
    pub(super) country: &'static str,
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
    pub(super) fn fits(&self, document: &Document) -> bool {
        let id = document.document.as_deref().unwrap_or_default();
        let own = |beginning: &&str| id.starts_with(*beginning);
        let state = document.country.as_deref().unwrap_or_default();
        let issued = self.states.is_empty() || self.states.contains(&state);
        let of_no_country = id.starts_with("any/") || self.states.is_empty();
        self.documents.iter().any(own)
            || of_no_country && issued && document.kind.as_deref() == Some(self.kind)
    }

    /// The one beginning that the engine may expect.
    pub(super) fn expected(&self) -> Option<&'static str> {
        match self.documents {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// The code of this name.
pub(super) fn find(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|row| row.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

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
