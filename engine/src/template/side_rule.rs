//! One side of a document: by what it is known, and what stands on it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Area, CodeRule, Element, FieldRule, Law, MrzFormat, has_letters};
use crate::name::FieldName;
use crate::pattern::Pattern;

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
    /// A day that no label names is this field's where all other days of the side are told: so it is where the side has no
    /// others. So is the only height with its unit, blood group, and number of many signs that fills its row and breaks no
    /// law.
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
    /// What the first optional data begins with, where that tells the series; `""` is none at all.
    #[serde(default)]
    pub(crate) optional_1: Vec<String>,
    /// The same of the second optional data.
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

impl SideRule {
    /// What the anchors say of each other: the word to point at, and what is wrong.
    pub(super) fn check(&self, side: &str) -> Result<(), (String, String)> {
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
