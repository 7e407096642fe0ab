//! The names of fields with those of check digits.

/// The fields that a zone can hold; their names are those of the JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FieldName {
    /// One or two characters that say what the document is.
    DocumentCode,
    /// Who issued it, by ICAO's three-letter code.
    IssuingState,
    /// Primary and secondary identifier in one field.
    Names,
    /// Primary identifier.
    Surname,
    /// Secondary identifier.
    GivenNames,
    /// The document's number; all of it, also when it goes on in the optional data.
    DocumentNumber,
    /// The holder's nationality, by ICAO's three-letter code.
    Nationality,
    /// YYMMDD, with fillers for what is unknown.
    DateOfBirth,
    /// `M`, `F`, `X` or a filler.
    Sex,
    /// YYMMDD.
    DateOfExpiry,
    /// Optional data; what a long number took is not in it.
    Optional1,
    /// The second optional data of a TD1.
    Optional2,
    /// French card: department and office of issue.
    AdministrativeCode,
    /// Swiss licence: number of the blank.
    BlankNumber,
    /// Swiss licence: language of the blank.
    Language,
    /// Dutch licence: version of the line's layout.
    Version,
}

impl FieldName {
    /// The name as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DocumentCode => "document_code",
            Self::IssuingState => "issuing_state",
            Self::Names => "names",
            Self::Surname => "surname",
            Self::GivenNames => "given_names",
            Self::DocumentNumber => "document_number",
            Self::Nationality => "nationality",
            Self::DateOfBirth => "date_of_birth",
            Self::Sex => "sex",
            Self::DateOfExpiry => "date_of_expiry",
            Self::Optional1 => "optional_1",
            Self::Optional2 => "optional_2",
            Self::AdministrativeCode => "administrative_code",
            Self::BlankNumber => "blank_number",
            Self::Language => "language",
            Self::Version => "version",
        }
    }
}

impl core::fmt::Display for FieldName {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The check digits that a zone can hold; their names are those of the JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckName {
    /// Over the document number.
    Number,
    /// Over the date of birth.
    DateOfBirth,
    /// Over the date of expiry.
    DateOfExpiry,
    /// Over the optional data of a TD3.
    Optional,
    /// Over several fields or the whole line.
    Composite,
}

impl CheckName {
    /// All, in the order of the JSON.
    pub const ALL: [Self; 5] = [
        Self::Number,
        Self::DateOfBirth,
        Self::DateOfExpiry,
        Self::Optional,
        Self::Composite,
    ];

    /// The name as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::DateOfBirth => "date_of_birth",
            Self::DateOfExpiry => "date_of_expiry",
            Self::Optional => "optional",
            Self::Composite => "composite",
        }
    }
}
