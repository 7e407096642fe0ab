//! What a barcode of a side holds: how its content is told from any other, and how it falls into fields.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fault::first;
use super::{FieldRule, Format, Law, Order, has_letters};
use crate::name::FieldName;
use crate::pattern::Pattern;

/// What a barcode holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RawCode")]
pub(crate) struct CodeRule {
    /// What stands between its parts; without it the fields stand at fixed places.
    pub(crate) separator: Option<char>,
    /// How many parts, or else characters, it has: the least and the most.
    pub(crate) length: (usize, usize),
    /// Words at fixed places: the first character, and the words.
    pub(crate) constants: Vec<Constant>,
    /// Fields that tell this content from any other: without one of them it is none.
    pub(crate) telling: Vec<FieldName>,
    /// Where each field stands.
    pub(crate) fields: BTreeMap<FieldName, CodeField>,
}

/// Words at a fixed place of the content.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Constant {
    /// The first character, from 0.
    pub(crate) at: usize,
    /// What stands there.
    pub(crate) text: String,
}

/// Where a field stands in the content, and what it may hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RawCodeField")]
pub(crate) struct CodeField {
    /// Its part, from 1.
    pub(crate) part: Option<usize>,
    /// Its characters, from 0: the first and the one after the last of each piece.
    pub(crate) bytes: Vec<(usize, usize)>,
    /// What fills it up at its beginning.
    pub(crate) filler: Option<char>,
    /// What the value is made of.
    pub(crate) rule: FieldRule,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCode {
    separator: Option<char>,
    length: (usize, usize),
    #[serde(default)]
    constants: Vec<Constant>,
    telling: Vec<FieldName>,
    fields: BTreeMap<FieldName, CodeField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCodeField {
    part: Option<usize>,
    #[serde(default)]
    bytes: Vec<(usize, usize)>,
    filler: Option<char>,
    format: Format,
    #[serde(default)]
    patterns: Vec<Pattern>,
    order: Option<Order>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    laws: Vec<Law>,
}

/// One value alone is in many a barcode.
const TELLING: usize = 2;

impl RawCode {
    /// What contradicts itself here.
    fn fault(&self) -> Option<&'static str> {
        let (least, most) = self.length;
        let by_parts = self.separator.is_some();
        let fields = || self.fields.values();
        let within = |end: usize| by_parts || end <= least;
        let ends = |constant: &Constant| constant.at + constant.text.chars().count();
        let faults = [
            (
                least == 0 || least > most,
                "`length` is [least, most], from 1",
            ),
            (
                fields().any(|field| field.part.is_some() != by_parts),
                "with a `separator` each field is a `part`, without one it has `bytes`",
            ),
            (
                fields().any(|field| field.part.is_some_and(|part| part > least)),
                "a `part` is beyond the least `length`",
            ),
            (
                fields().any(|field| field.bytes.iter().any(|(_, end)| !within(*end)))
                    || self.constants.iter().any(|one| !within(ends(one))),
                "`bytes` or a constant end beyond the least `length`",
            ),
            (
                self.constants.iter().any(|one| !has_letters(&one.text)),
                "a constant has a letter or a digit",
            ),
            (
                self.telling.len() < TELLING,
                "`telling` names two fields or more: one value alone tells nothing",
            ),
            (
                self.telling
                    .iter()
                    .any(|name| !self.fields.contains_key(name)),
                "`telling` names a field that has no place",
            ),
        ];
        first(faults)
    }
}

impl TryFrom<RawCode> for CodeRule {
    type Error = String;

    fn try_from(raw: RawCode) -> Result<Self, String> {
        match raw.fault() {
            Some(why) => Err(why.to_owned()),
            None => Ok(Self {
                separator: raw.separator,
                length: raw.length,
                constants: raw.constants,
                telling: raw.telling,
                fields: raw.fields,
            }),
        }
    }
}

impl RawCodeField {
    /// What contradicts itself here.
    fn fault(&self) -> Option<&'static str> {
        let faults = [
            (
                self.part.is_some() != self.bytes.is_empty(),
                "a field of a barcode has a `part` or `bytes`, and not both",
            ),
            (self.part == Some(0), "a `part` is counted from 1"),
            (
                self.bytes.iter().any(|(start, end)| start >= end),
                "`bytes` are [[first, one after the last]]",
            ),
        ];
        first(faults)
    }
}

impl TryFrom<RawCodeField> for CodeField {
    type Error = String;

    fn try_from(raw: RawCodeField) -> Result<Self, String> {
        if let Some(why) = raw.fault() {
            return Err(why.to_owned());
        }
        let rule = FieldRule::unplaced(raw.format, raw.patterns, raw.order, raw.values, raw.laws)?;
        Ok(Self {
            part: raw.part,
            bytes: raw.bytes,
            filler: raw.filler,
            rule,
        })
    }
}
