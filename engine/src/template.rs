//! How a document is read: the format of `templates/**/*.toml`, its parser and its checks.
//!
//! The build script compiles this file too, so that a mistake in a built-in template stops the build.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;

use crate::name::FieldName;
use crate::parts::Parts;
use crate::pattern::Pattern;

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

/// An ICAO three-letter code, or two letters where a state has its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Country(pub(crate) String);

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
            return Ok(Self(code));
        }
        Err(format!(
            "country {code:?} is not a code of three capitals such as \"DEU\""
        ))
    }
}

/// A rectangle on the card: left, top, right, bottom in thousandths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "[u32; 4]")]
pub(crate) struct Area(pub(crate) [u32; 4]);

impl TryFrom<[u32; 4]> for Area {
    type Error = String;

    fn try_from(area: [u32; 4]) -> Result<Self, String> {
        let [left, top, right, bottom] = area;
        if left < right && top < bottom && right <= 1000 && bottom <= 1000 {
            return Ok(Self(area));
        }
        Err(format!(
            "box {area:?} is not [left, top, right, bottom] in thousandths of the card, left < right and top < bottom"
        ))
    }
}

/// A document and how each of its sides is read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    /// Such as `deu/id-card-2021`: folder and file name.
    #[serde(skip)]
    pub(crate) id: String,
    /// The issuing state; absent when the document is not of one state.
    pub(crate) country: Option<Country>,
    /// The template whose words and fields hold where this one is silent.
    #[serde(default)]
    base: Option<toml::Spanned<String>>,
    /// Where `base` stands: line and column.
    #[serde(skip)]
    base_place: (usize, usize),
    /// What it is.
    pub(crate) kind: Kind,
    /// What the document calls itself.
    pub(crate) title: String,
    /// The side with the portrait.
    pub(crate) front: Option<SideRule>,
    /// The other side.
    pub(crate) back: Option<SideRule>,
}

/// One side of a document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SideRule {
    /// Fixed words by which the side is known.
    #[serde(default)]
    pub(crate) anchors: Vec<Anchor>,
    /// Words that stand on other documents and never on this one.
    #[serde(default)]
    pub(crate) not: Vec<Anchor>,
    /// Other fixed words: never a value.
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// The machine readable zone on this side.
    pub(crate) mrz: Option<MrzRule>,
    /// A day between birth and expiry that no label names is this field's, when it is the only one: so it is
    /// where a standard says which days the page shows. So is a height with its unit.
    #[serde(default)]
    pub(crate) left_over: Vec<FieldName>,
    /// How each field is found.
    #[serde(default)]
    pub(crate) fields: BTreeMap<FieldName, FieldRule>,
}

/// Fixed words on a document.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "RawAnchor")]
pub(crate) struct Anchor {
    /// The words; any one of several.
    pub(crate) any: Vec<String>,
    /// How telling they are; 1 is usual.
    pub(crate) weight: f32,
    /// Where on the card they stand, where only that tells the series.
    pub(crate) area: Option<Area>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawAnchor {
    Words(String),
    Placed(PlacedAnchor),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacedAnchor {
    text: String,
    weight: Option<f32>,
    #[serde(rename = "box")]
    area: Option<Area>,
}

impl From<RawAnchor> for Anchor {
    fn from(raw: RawAnchor) -> Self {
        let (text, weight, area) = match raw {
            RawAnchor::Words(text) => (text, None, None),
            RawAnchor::Placed(anchor) => (anchor.text, anchor.weight, anchor.area),
        };
        Self {
            any: text.split('|').map(|t| t.trim().to_owned()).collect(),
            weight: weight.unwrap_or(1.0),
            area,
        }
    }
}

/// What the machine readable zone of a side looks like.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MrzRule {
    /// Its format.
    pub(crate) format: MrzFormat,
    /// What the document code begins with; any when empty.
    #[serde(default)]
    pub(crate) code: Vec<String>,
    /// The issuing state; any when empty.
    #[serde(default)]
    pub(crate) issuer: Vec<String>,
    /// The shapes of its document number, where that tells the series; any when empty.
    #[serde(default)]
    pub(crate) number: Vec<Pattern>,
    /// What the second optional data begins with, where that tells the series; `""` is none at all.
    #[serde(default)]
    pub(crate) optional_2: Vec<String>,
    /// What the letter for the sex means, where it is not ICAO's.
    #[serde(default)]
    pub(crate) sex: BTreeMap<char, char>,
    /// Fields that stand in the zone under another name.
    #[serde(default)]
    pub(crate) fields: BTreeMap<FieldName, ZoneField>,
}

/// A field that stands in the zone under another name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ZoneField {
    /// What the zone calls it.
    pub(crate) from: Element,
    /// Shapes of its number, a filler being a blank; none takes the whole.
    #[serde(default)]
    pub(crate) patterns: Vec<Pattern>,
    /// The laws of the value.
    #[serde(default)]
    pub(crate) laws: Vec<Law>,
}

/// How a field is found and what it may hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RawField")]
pub(crate) struct FieldRule {
    /// The printed labels; languages after `/` count as one label together.
    pub(crate) labels: Vec<String>,
    /// Where the value stands from the label, the likeliest first.
    pub(crate) value: Vec<Place>,
    /// Where the value stands on the card: all there is without labels, a bound with them.
    pub(crate) area: Option<Area>,
    /// What the value is made of.
    pub(crate) format: Format,
    /// Shapes of a number.
    pub(crate) patterns: Vec<Pattern>,
    /// The order of a numeric date.
    pub(crate) order: Order,
    /// Rows that a value may take.
    pub(crate) lines: usize,
    /// What stands between rows in the value.
    pub(crate) join: String,
    /// Words that end the value.
    pub(crate) until: Vec<String>,
    /// What printed words mean.
    pub(crate) values: BTreeMap<String, String>,
    /// The laws of the value.
    pub(crate) laws: Vec<Law>,
    /// What may stand before the value and is no part of it, such as `[a]` or `4b.`.
    pub(crate) marks: Vec<String>,
    /// Whether one of the marks must stand there.
    pub(crate) marked: bool,
    /// Whether a month or a year alone is a date too.
    pub(crate) partial: bool,
    /// How the value falls into other fields; the first shape that fits counts.
    pub(crate) parts: Vec<Parts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    #[serde(default)]
    labels: Vec<String>,
    value: Option<Vec<Place>>,
    #[serde(rename = "box")]
    area: Option<Area>,
    format: Format,
    #[serde(default)]
    patterns: Vec<Pattern>,
    order: Option<Order>,
    lines: Option<usize>,
    join: Option<String>,
    #[serde(default)]
    until: Vec<String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    laws: Vec<Law>,
    #[serde(default)]
    marks: Vec<String>,
    #[serde(default)]
    marked: bool,
    #[serde(default)]
    partial: bool,
    #[serde(default)]
    parts: Vec<Parts>,
}

impl RawField {
    /// What contradicts itself here.
    fn fault(&self) -> Option<&'static str> {
        let placed = !self.labels.is_empty() || self.area.is_some();
        let format = self.format;
        let faults = [
            (!placed, "a field needs `labels` or a `box`"),
            (
                format == Format::Number && self.patterns.is_empty(),
                "a number needs `patterns`",
            ),
            (
                format == Format::Choice && self.values.is_empty(),
                "a choice needs `values`",
            ),
            (
                self.lines.is_some_and(|n| n == 0 || n > 9),
                "`lines` is 1 to 9",
            ),
            (
                self.labels.iter().any(|l| !has_letters(l)),
                "a label is empty",
            ),
            (repeats(&self.labels), "a label stands twice"),
            (repeats(&self.laws), "a law stands twice"),
            (
                self.value
                    .as_ref()
                    .is_some_and(|value| value.is_empty() || repeats(value)),
                "`value` names each direction once",
            ),
            (
                self.marks.iter().any(|mark| !has_letters(mark)),
                "a mark has a letter or a digit",
            ),
            (
                self.marked && self.marks.is_empty(),
                "`marked` needs `marks`",
            ),
            (
                self.partial && format != Format::Date,
                "only a date is `partial`",
            ),
            (
                self.order.is_some() && format != Format::Date,
                "only a date has an `order`",
            ),
            (
                !self.patterns.is_empty() && format != Format::Number,
                "only a number has `patterns`",
            ),
        ];
        faults
            .into_iter()
            .find_map(|(wrong, why)| wrong.then_some(why))
    }
}

/// Whether letters or digits stand in a text.
fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether something stands in a list twice.
fn repeats<T: PartialEq>(list: &[T]) -> bool {
    list.iter()
        .enumerate()
        .any(|(at, one)| list[..at].contains(one))
}

impl TryFrom<RawField> for FieldRule {
    type Error = String;

    fn try_from(raw: RawField) -> Result<Self, String> {
        if let Some(why) = raw.fault() {
            return Err(why.to_owned());
        }
        Ok(Self {
            labels: raw.labels,
            value: raw.value.unwrap_or_else(|| vec![Place::Below]),
            area: raw.area,
            format: raw.format,
            patterns: raw.patterns,
            order: raw.order.unwrap_or(Order::Dmy),
            lines: raw.lines.unwrap_or(1),
            join: raw.join.unwrap_or_else(|| " ".to_owned()),
            until: raw.until,
            values: raw.values,
            laws: raw.laws,
            marks: raw.marks,
            marked: raw.marked,
            partial: raw.partial,
            parts: raw.parts,
        })
    }
}

/// A mistake in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, or the id of a built-in template.
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            message,
        } = self;
        write!(f, "{file}:{line}:{column}: {message}")
    }
}

impl std::error::Error for Fault {}

impl SideRule {
    /// What the anchors say of each other: the word to point at, and what is wrong.
    fn check(&self, side: &str) -> Result<(), (String, String)> {
        let mut seen: Vec<&str> = Vec::new();
        for anchor in self.anchors.iter().chain(&self.not) {
            for words in &anchor.any {
                if !has_letters(words) {
                    return Err((words.clone(), format!("an anchor of the {side} is empty")));
                }
                if seen.contains(&words.as_str()) {
                    return Err((
                        words.clone(),
                        format!("{words:?} stands twice among the anchors of the {side}"),
                    ));
                }
                seen.push(words);
            }
            if !(0.1..=10.0).contains(&anchor.weight) {
                let word = anchor.any.first().cloned().unwrap_or_default();
                return Err((
                    word,
                    format!("an anchor weighs 0.1 to 10 and not {}", anchor.weight),
                ));
            }
        }
        let zone = self.mrz.is_some();
        if self.anchors.is_empty() && self.fields.is_empty() && !zone {
            return Err((side.to_owned(), format!("nothing is said of the {side}")));
        }
        Ok(())
    }
}

impl Template {
    /// A template that says nothing, for an engine without any.
    pub(crate) fn nothing() -> Self {
        Self {
            id: String::new(),
            country: None,
            base: None,
            base_place: (0, 0),
            kind: Kind::Unknown,
            title: String::new(),
            front: None,
            back: None,
        }
    }

    /// The template in `text`; `id` names it and stands in faults as the file.
    pub(crate) fn parse(id: &str, text: &str) -> Result<Self, Fault> {
        let mut template: Self = toml::from_str(text).map_err(|e| {
            let (line, column) = place(text, e.span().map_or(0, |s| s.start));
            Fault {
                file: id.to_owned(),
                line,
                column,
                message: e.message().trim().to_owned(),
            }
        })?;
        template.id = id.to_owned();
        template.base_place = place(text, template.base.as_ref().map_or(0, |b| b.span().start));
        template.check().map_err(|(word, message)| {
            // The second of two is the one too many.
            let (line, column) = place(text, text.rfind(&word).unwrap_or(0));
            Fault {
                file: id.to_owned(),
                line,
                column,
                message,
            }
        })?;
        Ok(template)
    }

    /// What the parts say of each other: the word to point at, and what is wrong.
    fn check(&self) -> Result<(), (String, String)> {
        if self.sides().next().is_none() {
            let why = "a document has a `front` or a `back`";
            return Err((String::new(), why.to_owned()));
        }
        for (side, rule) in self.sides() {
            rule.check(side)?;
        }
        Ok(())
    }

    /// The id of the template that this one builds on.
    pub(crate) fn base(&self) -> Option<&str> {
        self.base.as_ref().map(|base| base.get_ref().as_str())
    }

    /// A fault at the word `base`.
    pub(crate) fn base_fault(&self, message: String) -> Fault {
        let (line, column) = self.base_place;
        Fault {
            file: self.id.clone(),
            line,
            column,
            message,
        }
    }

    /// Takes over the words and fields of `base` that this template does not state itself.
    pub(crate) fn build_on(&mut self, base: &Self) {
        let pairs = [(&mut self.front, &base.front), (&mut self.back, &base.back)];
        for (own, base) in pairs {
            let (Some(own), Some(base)) = (own.as_mut(), base.as_ref()) else {
                continue;
            };
            own.words.extend(base.words.iter().cloned());
            if own.left_over.is_empty() {
                own.left_over.clone_from(&base.left_over);
            }
            for (name, field) in &base.fields {
                own.fields.entry(*name).or_insert_with(|| field.clone());
            }
        }
    }

    /// The sides that it has, with their names.
    pub(crate) fn sides(&self) -> impl Iterator<Item = (&'static str, &SideRule)> {
        let sides = [("front", &self.front), ("back", &self.back)];
        sides
            .into_iter()
            .filter_map(|(name, side)| Some((name, side.as_ref()?)))
    }
}

/// Line and column, from 1, of the byte `at`.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    (line, column)
}

impl Template {
    /// The template in a file.
    pub(crate) fn from_file(file: &Path, id: &str) -> Result<Self, Fault> {
        let text = std::fs::read_to_string(file)
            .map_err(|e| whole(file, format!("cannot be read: {e}")))?;
        Self::parse(id, &text).map_err(|fault| Fault {
            file: file.display().to_string(),
            ..fault
        })
    }
}

/// A fault of a whole file.
pub(crate) fn whole(file: &Path, message: String) -> Fault {
    Fault {
        file: file.display().to_string(),
        line: 0,
        column: 0,
        message,
    }
}

#[cfg(test)]
// The build script has this file under another root, so that the place is told.
#[path = "template/tests.rs"]
mod tests;
