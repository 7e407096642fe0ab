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
#[path = "template/side_rule.rs"]
mod side_rule;
#[path = "template/words.rs"]
mod words;

use std::path::Path;

use serde::Deserialize;

#[allow(unused_imports, reason = "the build script names no field")]
pub(crate) use code_rule::{CodeField, CodeRule};
pub use fault::Fault;
use fault::place;
pub(crate) use fault::whole;
pub(crate) use field_rule::FieldRule;
#[allow(unused_imports, reason = "the build script names no part of a side")]
pub(crate) use side_rule::{Anchor, MrzRule, SideRule, ZoneField};
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

/// Whether letters or digits stand in a text.
fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
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
