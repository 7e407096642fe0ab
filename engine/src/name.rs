//! The closed vocabulary of field names.

use serde::{Deserialize, Serialize};

macro_rules! vocabulary {
    ($($variant:ident $word:literal $meaning:literal;)+) => {
        /// The name of a field; a name of this list is never used for another thing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum FieldName {
            $(
                #[doc = $meaning]
                #[serde(rename = $word)]
                $variant,
            )+
        }

        impl FieldName {
            /// Every name, in the order in which a person reads a document.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word used in templates and JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

vocabulary! {
    Surname "surname" "All surnames, as printed.";
    BirthName "birth_name" "The surname at birth.";
    GivenNames "given_names" "All given names.";
    FullName "full_name" "Names in one piece, in the printed order.";
    NameLocal "name_local" "The full name in the document's own script.";
    FatherName "father_name" "The father's name.";
    FirstSurname "first_surname" "The first of two surnames.";
    SecondSurname "second_surname" "The second of two surnames.";
    DocumentNumber "document_number" "The number of the document.";
    PersonalNumber "personal_number" "The number of the person.";
    CardNumber "card_number" "The number of the card, where the document has another.";
    SerialNumber "serial_number" "The number of the blank.";
    CanNumber "can_number" "The card access number.";
    VoterId "voter_id" "The voter's key.";
    VirtualId "virtual_id" "The virtual identity number.";
    TaxNumber "tax_number" "The tax number.";
    DateOfBirth "date_of_birth" "The date of birth.";
    PlaceOfBirth "place_of_birth" "The place of birth.";
    Sex "sex" "M, F or X.";
    Nationality "nationality" "The nationality, a code or a word.";
    Height "height" "The height, in centimetres.";
    EyeColour "eye_colour" "The colour of the eyes.";
    BloodType "blood_type" "The blood group and rhesus factor.";
    DateOfIssue "date_of_issue" "The date of issue.";
    DateOfExpiry "date_of_expiry" "The last day of validity.";
    YearOfIssue "year_of_issue" "The year of issue, where only that is printed.";
    YearOfExpiry "year_of_expiry" "The year of expiry, where only that is printed.";
    DateOfRegistration "date_of_registration" "The date of registration.";
    DateOfDownload "date_of_download" "The date on which a letter was downloaded.";
    PlaceOfIssue "place_of_issue" "The place of issue.";
    Authority "authority" "The issuing authority.";
    Address "address" "The whole address, lines joined by a comma.";
    Street "street" "Street and house number.";
    PostalCode "postal_code" "The postal code.";
    Municipality "municipality" "The municipality.";
    Village "village" "The village.";
    District "district" "The district.";
    City "city" "The city.";
    State "state" "The state or province.";
    Rt "rt" "The neighbourhood (Indonesia).";
    Rw "rw" "The hamlet (Indonesia).";
    Section "section" "The electoral section (Mexico).";
    MunicipalityCode "municipality_code" "The municipality's code.";
    StateCode "state_code" "The state's code.";
    LocalityCode "locality_code" "The locality's code.";
    Religion "religion" "The religion.";
    MaritalStatus "marital_status" "The marital status.";
    Occupation "occupation" "The occupation.";
    MobileNumber "mobile_number" "The mobile number.";
    Email "email" "The e-mail address.";
    LicenceClasses "licence_classes" "The classes of a driving licence.";
    Restrictions "restrictions" "The restrictions of a driving licence.";
    ServiceType "service_type" "The kind of vehicle service allowed.";
    Country "country" "The country, as printed.";
    Title "title" "The title of the document, as printed.";
}

impl std::str::FromStr for FieldName {
    type Err = UnknownField;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|name| name.as_str() == word)
            .ok_or_else(|| {
                let nearest = Self::ALL.iter().max_by(|a, b| {
                    let near = |name: &Self| strsim::jaro_winkler(name.as_str(), word);
                    near(a).total_cmp(&near(b))
                });
                UnknownField {
                    word: word.to_owned(),
                    nearest: nearest.map_or("", |name| name.as_str()),
                }
            })
    }
}

/// A word that is not in the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no field {word:?}; did you mean {nearest:?}?")]
pub struct UnknownField {
    word: String,
    nearest: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names_are_one_to_one() {
        for name in FieldName::ALL {
            assert_eq!(name.as_str().parse(), Ok(*name));
            assert_eq!(serde_json::to_value(name).unwrap(), name.as_str());
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_name() {
        let error = "surnane".parse::<FieldName>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no field \"surnane\"; did you mean \"surname\"?"
        );
    }
}
