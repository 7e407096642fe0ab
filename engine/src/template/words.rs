//! The closed vocabularies of templates.

use serde::Deserialize;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal $meaning:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
        pub(crate) enum $name {
            $(#[doc = $meaning] #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word of the vocabulary.
            #[allow(dead_code, reason = "not every vocabulary is gone through")]
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word used in templates.
            #[allow(dead_code, reason = "not every vocabulary is printed")]
            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

words! {
    /// What a document is.
    Kind {
        IdCard "id-card" "An identity card.",
        Passport "passport" "The data page of a passport.",
        ResidencePermit "residence-permit" "A residence permit.",
        DrivingLicence "driving-licence" "A driving licence.",
        Visa "visa" "A visa sticker.",
        TaxCard "tax-card" "A card with a tax number.",
        TaxForm "tax-form" "A page with a tax number.",
        Bill "bill" "A bill.",
        Unknown "unknown" "The labels that documents of any kind share.",
    }
}

words! {
    /// The format of a machine readable zone.
    MrzFormat {
        Td1 "TD1" "Three lines of 30.",
        Td2 "TD2" "Two lines of 36.",
        Td3 "TD3" "Two lines of 44.",
        MrvA "MRV-A" "A visa of two lines of 44.",
        MrvB "MRV-B" "A visa of two lines of 36.",
    }
}

words! {
    /// Where a value stands, seen from its label.
    Place {
        Right "right" "On the same row, to the right.",
        Below "below" "Under it.",
        Above "above" "Over it.",
    }
}

words! {
    /// What a value is made of.
    Format {
        Name "name" "A person's name: letters, spaces, hyphens, apostrophes and full stops.",
        Words "words" "Letters mostly; digits are allowed.",
        Thai "thai" "Words in Thai script.",
        Text "text" "Anything.",
        Number "number" "What `patterns` say; separators are dropped from the value.",
        Date "date" "A day; with `partial`, a month or a year too.",
        Year "year" "Four digits that are a year.",
        Sex "sex" "M, F or X, or a word of `values`.",
        Height "height" "A height in centimetres or metres.",
        Blood "blood" "A blood group.",
        Choice "choice" "One of the printed words of `values`.",
        Classes "classes" "Classes of a driving licence.",
        Email "email" "An e-mail address.",
    }
}

impl Default for Format {
    /// What asks for nothing.
    fn default() -> Self {
        Self::Text
    }
}

words! {
    /// A value of a machine readable zone that another field may hold.
    Element {
        DocumentNumber "document_number" "The zone's document number.",
        IssuingState "issuing_state" "The issuing state, as the zone writes it.",
        Optional1 "optional_1" "The first optional data.",
        Optional2 "optional_2" "The second optional data.",
    }
}

words! {
    /// The order in which a numeric date is printed.
    Order {
        Dmy "dmy" "Day, month, year.",
        Mdy "mdy" "Month, day, year.",
        Ymd "ymd" "Year, month, day.",
    }
}

words! {
    /// A law that a value obeys.
    Law {
        GermanSerial "german-serial" "Nine characters of the German alphabet without vowels.",
        Luhn "luhn" "The last digit is Luhn's.",
        Personnummer "personnummer" "A Swedish personal or coordination number.",
        Verhoeff "verhoeff" "The last digit is Verhoeff's.",
        Icao "icao-7-3-1" "The last character is ICAO's digit of those before it.",
        LicenceLine "eu-licence-line" "The line of a European driving licence, ICAO's digit last.",
        Pan "pan" "India's PAN: its shape and a holder that exists.",
        Nik "nik" "Indonesia's NIK: a province and a day that exist.",
        ThaiId "thai-id" "Thailand's thirteen digits, the last modulo 11.",
        Curp "curp" "Mexico's CURP: its shape and its digit.",
        ClaveDeElector "clave-de-elector" "Mexico's voter's key: its shape, day and state.",
        Run "run" "Chile's RUN or RUT: the last character modulo 11.",
        Nit "nit" "Colombia's NIT: the last digit modulo 11.",
        Nuip "nuip" "Colombia's number of a person: a shape only.",
        Rif "rif" "Venezuela's RIF: the last digit modulo 11.",
        SpanishLetter "spanish-letter" "Spain's DNI or NIE: the letter modulo 23.",
        PeruvianDigit "peruvian-digit" "Peru's DNI: the digit or letter after eight digits.",
        EcuadorCedula "ecuador-cedula" "Ecuador's cédula: a province and Luhn's digit.",
        Cuil "cuil" "Argentina's CUIL: the last digit modulo 11.",
        Bsn "bsn" "The Dutch citizen service number's test of eleven.",
        Fodselsnummer "fodselsnummer" "Norway's fødselsnummer or D-number: both digits modulo 11.",
    }
}
