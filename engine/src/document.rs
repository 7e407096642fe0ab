//! What a caller holds in the end: scans, documents and fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::geometry::Quad;

pub use crate::name::FieldName;

/// Everything that was read in one photo.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// Width of the photo in pixels, after EXIF orientation.
    pub width: u32,
    /// Height of the photo in pixels, after EXIF orientation.
    pub height: u32,
    /// Every document found, the most confident first; empty when there is none.
    pub documents: Vec<Document>,
    /// How good the picture is and how to make a better one.
    pub quality: Quality,
    /// Milliseconds by stage, in the order of the stages, and `total`.
    pub timings_ms: BTreeMap<String, f64>,
}

/// One side of one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Template id such as `deu/id-card-2021`, or `None` when the layout is unknown.
    pub document: Option<String>,
    /// Issuing state, ICAO three-letter code.
    pub country: Option<String>,
    /// `id-card`, `passport`, `residence-permit`, `driving-licence`, `visa` …
    pub kind: Option<String>,
    /// Which side the picture shows.
    pub side: Option<Side>,
    /// How sure the engine is that this document is what `document` says, 0–1.
    pub confidence: f32,
    /// Corners in the photo, in reading order from the document's top left.
    pub quad: Quad,
    /// One field a name.
    pub fields: BTreeMap<FieldName, Field>,
    /// The machine readable zone, whether or not the layout is known.
    pub mrz: Option<Mrz>,
    /// Barcodes found.
    pub barcodes: Vec<Barcode>,
    /// The portrait, if one was found.
    pub portrait: Option<Portrait>,
    /// Every line of text that was read.
    pub lines: Vec<TextLine>,
    /// Print compared with the machine readable zone or the barcode, field by field.
    pub agreement: Vec<Agreement>,
    /// Why this template and not another, for people: what the nearest ones lacked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A side of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The side with the portrait.
    Front,
    /// The other side.
    Back,
}

/// A value and the evidence for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// As printed.
    pub text: String,
    /// Normalised: dates ISO 8601, sex `M`, `F` or `X`, numbers without separators.
    pub value: String,
    /// How sure the engine is of `value`, 0–1.
    pub confidence: f32,
    /// Where the value comes from.
    pub source: Source,
    /// The laws that the value was held against.
    pub checks: Vec<Check>,
    /// Where it stands in the photo.
    pub quad: Quad,
    /// What says something else: another source, or the likeliest reading where a law of the number ruled it out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dissent: Vec<Dissent>,
}

/// Where a value was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Printed text.
    Print,
    /// The machine readable zone.
    Mrz,
    /// A barcode.
    Barcode,
}

/// A law and whether the value obeys it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The law's name, such as `icao-7-3-1` or `luhn`.
    pub check: String,
    /// Whether it holds.
    pub ok: bool,
}

/// A reading that differs from the one that was chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dissent {
    /// Where it was read.
    pub source: Source,
    /// Its normalised value.
    pub value: String,
    /// How sure the engine is of it, 0–1.
    pub confidence: f32,
}

/// The machine readable zone as the picture supports it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Mrz {
    /// `TD1`, `TD2`, `TD3`, `MRV-A`, `MRV-B` or a national format's name.
    pub format: String,
    /// The lines as read; a character without evidence is `?`.
    pub lines: Vec<String>,
    /// All check digits hold, all values are possible, and every character has evidence.
    pub valid: bool,
    /// Each check digit by name.
    pub checks: BTreeMap<String, bool>,
    /// Characters where grammar or check digits chose another reading than the glyphs alone.
    pub repairs: Vec<Repair>,
    /// Values by name, as ICAO 9303 names them; dates as six digits.
    pub fields: BTreeMap<String, String>,
    /// How sure the engine is of all lines together, 0–1.
    pub confidence: f32,
    /// How sure it is of each value by itself, that of its least sure character, 0–1.
    #[serde(skip)]
    pub confidences: BTreeMap<String, f32>,
    /// Around all lines, in the photo.
    pub quad: Quad,
    /// Chekin's flags and score, a pure function of the lines.
    pub chekin: serde_json::Value,
}

impl Mrz {
    /// The issuing state as three letters, Germany's own code being one. What a valid zone says stands; of another one, what
    /// is no state's code was misread and is none.
    pub(crate) fn issuer(&self) -> Option<String> {
        match self.fields.get("issuing_state")?.trim_end_matches('<') {
            "" => None,
            "D" => Some("DEU".to_owned()),
            code if self.valid || mrz::state::find(code).is_some() => Some(code.to_owned()),
            _ => None,
        }
    }

    /// The line that ends with the names.
    pub(crate) fn names_line(&self) -> Option<&String> {
        self.lines.get(if self.format == "TD1" { 2 } else { 0 })
    }
}

/// A character that was not taken as the glyphs alone suggested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What the glyphs alone suggested.
    pub from: char,
    /// What was taken.
    pub to: char,
    /// The reason.
    pub why: String,
}

/// A barcode and its content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Barcode {
    /// `pdf417`, `qr`, `code128` … or `unknown` when it was found and not decoded.
    pub format: String,
    /// The content, when it was decoded and is text; what is not may be a template of a finger and is not told.
    pub text: Option<String>,
    /// Where it stands in the photo.
    pub quad: Quad,
}

/// The holder's portrait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Portrait {
    /// Where it stands in the photo.
    pub quad: Quad,
}

/// A line of text as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextLine {
    /// Its characters.
    pub text: String,
    /// How sure the engine is of all of them, 0–1.
    pub confidence: f32,
    /// Where it stands in the photo.
    pub quad: Quad,
}

/// Print against machine readable zone or barcode for one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Which field.
    pub field: FieldName,
    /// The printed value, normalised.
    pub print: String,
    /// The value of the machine readable zone, normalised, where that was compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mrz: Option<String>,
    /// The value of the barcode, normalised, where that was compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// Whether they say the same, transliteration allowed.
    pub same: bool,
}

/// Measurements of the picture of the document, and advice that follows from them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// 0 (blurred beyond reading) to 1 (sharp).
    pub sharpness: f32,
    /// Share of the document that is blown out, 0–1.
    pub glare: f32,
    /// Mean luminance, 0–1.
    pub brightness: f32,
    /// Pixels of the photo per millimetre of the document.
    pub resolution: f32,
    /// What to do for a better picture; empty when it is good.
    pub hints: Vec<String>,
}
