//! How a document is read: the format of `templates/**/*.toml`, its parser and its checks.
//!
//! The build script compiles this file too, so that a mistake in a built-in template stops the build.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::name::FieldName;
use crate::pattern::Pattern;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal $meaning:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
        pub(crate) enum $name {
            $(#[doc = $meaning] #[serde(rename = $word)] $variant,)+
        }

        impl $name {
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
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawAnchor {
    Words(String),
    Weighted { text: String, weight: f32 },
}

impl From<RawAnchor> for Anchor {
    fn from(raw: RawAnchor) -> Self {
        let (text, weight) = match raw {
            RawAnchor::Words(text) => (text, 1.0),
            RawAnchor::Weighted { text, weight } => (text, weight),
        };
        Self {
            any: text.split('|').map(|t| t.trim().to_owned()).collect(),
            weight,
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
}

/// How a field is found and what it may hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RawField")]
pub(crate) struct FieldRule {
    /// The printed labels; languages after `/` count as one label together.
    pub(crate) labels: Vec<String>,
    /// Where the value stands from the label, the likeliest first.
    pub(crate) value: Vec<Place>,
    /// Where the value stands on the card.
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
    /// A day between birth and expiry that no label names is this field's, when it is the only one: so it is
    /// where a standard says which days the page shows. So is a height with its unit.
    pub(crate) left_over: bool,
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
    left_over: bool,
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
                self.left_over && !matches!(format, Format::Date | Format::Height),
                "only a date or a height can be `left_over`",
            ),
            (
                self.labels.iter().any(|l| l.trim().is_empty()),
                "a label is empty",
            ),
        ];
        faults
            .into_iter()
            .find_map(|(wrong, why)| wrong.then_some(why))
    }
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
            left_over: raw.left_over,
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

impl Template {
    /// A template that says nothing, for an engine without any.
    pub(crate) fn nothing() -> Self {
        Self {
            id: String::new(),
            country: None,
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
        template.check().map_err(|(word, message)| {
            let (line, column) = place(text, text.find(&word).unwrap_or(0));
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
        Ok(())
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

/// All templates in use, by id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Templates {
    all: BTreeMap<String, Arc<Template>>,
}

impl Templates {
    /// The templates of `sources`, pairs of id and text.
    pub(crate) fn parse<'a>(
        sources: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Fault> {
        let mut templates = Self::default();
        for (id, text) in sources {
            templates.insert(Template::parse(id, text)?);
        }
        Ok(templates)
    }

    /// Adds every `*.toml` in `folder` and the folders in it; one of the same id takes the place of the other.
    pub(crate) fn add_folder(&mut self, folder: &Path) -> Result<usize, Fault> {
        let files =
            toml_files(folder).map_err(|e| whole(folder, format!("cannot be read: {e}")))?;
        if files.is_empty() {
            return Err(whole(folder, "no *.toml is in this folder".to_owned()));
        }
        for file in &files {
            let id = id_of(folder, file);
            self.insert(Template::from_file(file, &id)?);
        }
        Ok(files.len())
    }

    fn insert(&mut self, template: Template) {
        self.all.insert(template.id.clone(), Arc::new(template));
    }

    /// Every template, in the order of their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Template>> {
        self.all.values()
    }

    /// The number of templates.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
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

fn whole(file: &Path, message: String) -> Fault {
    Fault {
        file: file.display().to_string(),
        line: 0,
        column: 0,
        message,
    }
}

/// `deu/id-card.toml` under `folder` is `deu/id-card`.
pub(crate) fn id_of(folder: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap_or(file).with_extension("");
    let parts: Vec<_> = inside
        .components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// Every `*.toml` under `folder`, sorted.
pub(crate) fn toml_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(toml_files(&path)?);
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
