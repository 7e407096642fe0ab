//! How a document is read: the format of `templates/**/*.toml`, its parser and its checks.
//!
//! The build script compiles this file too, so that a mistake in a built-in template stops the build.

// The build script has this file under another root, so that the places of its parts are told.
#[path = "template/code_rule.rs"]
mod code_rule;
#[path = "template/fault.rs"]
mod fault;
#[path = "template/field_rule.rs"]
mod field_rule;
#[path = "template/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::name::FieldName;
use crate::pattern::Pattern;
#[allow(unused_imports, reason = "the build script names no field")]
pub(crate) use code_rule::{CodeField, CodeRule};
pub use fault::Fault;
use fault::place;
pub(crate) use fault::whole;
pub(crate) use field_rule::FieldRule;
pub(crate) use words::{Element, Format, Kind, Law, MrzFormat, Order, Place};

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

impl Area {
    /// Where what stands in it begins, and its middle.
    pub(crate) fn begin(self) -> (f32, f32) {
        let [left, top, _, bottom] = self.0.map(|edge| edge as f32);
        (left, (top + bottom) / 2.0)
    }
}

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
    /// The document of which this page shows both sides, to be cut out.
    #[serde(default)]
    cut_out: Option<toml::Spanned<String>>,
    /// Where `cut_out` stands: line and column.
    #[serde(skip)]
    cut_out_place: (usize, usize),
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
    /// Words that stand in values of the side, as they are printed: where the reader was torn, it is one of them.
    #[serde(default)]
    pub(crate) vocabulary: Vec<String>,
    /// Words that the values of one field have and those of no other: no label has to name them.
    #[serde(default)]
    pub(crate) own: BTreeMap<FieldName, Vec<String>>,
    /// The machine readable zone on this side.
    pub(crate) mrz: Option<MrzRule>,
    /// What its barcodes hold, each shape that they may have.
    #[serde(default)]
    pub(crate) barcode: Vec<CodeRule>,
    /// A day between birth and expiry that no label names is this field's, when it is the only one: so it is
    /// where a standard says which days the page shows. So is a height with its unit, a blood group, and a number of
    /// many signs that fills its row and breaks no law.
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

/// Whether letters or digits stand in a text.
fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

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
        for (at, word) in self.vocabulary.iter().enumerate() {
            if !has_letters(word) || word.contains(char::is_whitespace) {
                let why = format!("the vocabulary of the {side} is of single words");
                return Err((word.clone(), why));
            }
            if self.vocabulary[..at].contains(word) {
                let why = format!("{word:?} stands twice in the vocabulary of the {side}");
                return Err((word.clone(), why));
            }
        }
        let mut own = self.own.values().flatten();
        if let Some(empty) = own.find(|words| !has_letters(words)) {
            let why = format!("own words of a field of the {side} are empty");
            return Err((empty.clone(), why));
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
            cut_out: None,
            cut_out_place: (0, 0),
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
        let word = |word: &Option<toml::Spanned<String>>| {
            place(text, word.as_ref().map_or(0, |word| word.span().start))
        };
        template.base_place = word(&template.base);
        template.cut_out_place = word(&template.cut_out);
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

    /// The id of the document that this page shows both sides of.
    pub(crate) fn cut_out(&self) -> Option<&str> {
        self.cut_out.as_ref().map(|id| id.get_ref().as_str())
    }

    /// A fault at the word `base`.
    pub(crate) fn base_fault(&self, message: String) -> Fault {
        self.fault_at(self.base_place, message)
    }

    /// A fault at the word `cut_out`.
    pub(crate) fn cut_out_fault(&self, message: String) -> Fault {
        self.fault_at(self.cut_out_place, message)
    }

    fn fault_at(&self, (line, column): (usize, usize), message: String) -> Fault {
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
            let unsaid = |word: &&String| !own.vocabulary.contains(word);
            let unsaid: Vec<String> = base.vocabulary.iter().filter(unsaid).cloned().collect();
            own.vocabulary.extend(unsaid);
            if own.barcode.is_empty() {
                own.barcode.clone_from(&base.barcode);
            }
            for (name, words) in &base.own {
                own.own.entry(*name).or_insert_with(|| words.clone());
            }
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

#[cfg(test)]
#[path = "template/tests.rs"]
mod tests;
