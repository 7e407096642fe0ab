//! The part of `idocr scan --json` that is scored.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One photo's object.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Reported {
    /// The file as it was given to the command.
    pub file: String,
    /// What was found.
    pub documents: Vec<Found>,
    /// Milliseconds by stage, and `total`.
    pub timings_ms: BTreeMap<String, f64>,
    /// Why nothing could be done.
    pub error: Option<Failure>,
    /// What the engine saw on the way.
    pub trace: Option<Seen>,
    /// Drawings that were written.
    pub written: Vec<String>,
}

/// Why a photo could not be processed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Failure {
    /// Whose fault.
    pub kind: String,
    /// Where.
    pub stage: String,
    /// What and what to do.
    pub message: String,
}

/// One document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Found {
    /// The template's id.
    pub document: Option<String>,
    /// `front` or `back`.
    pub side: Option<String>,
    /// Corners in the photo.
    pub quad: [[f64; 2]; 4],
    /// Fields by name.
    pub fields: BTreeMap<String, FoundField>,
    /// The machine readable zone.
    pub mrz: Option<FoundMrz>,
    /// All text.
    pub lines: Vec<FoundLine>,
}

impl Found {
    /// The template's id with its side, as the truth of drawn documents names it.
    pub fn label(&self) -> Option<String> {
        let id = self.document.as_deref()?;
        Some(match &self.side {
            Some(side) if !id.ends_with(side.as_str()) => format!("{id}/{side}"),
            _ => id.to_owned(),
        })
    }
}

/// A field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FoundField {
    /// As printed.
    pub text: String,
    /// Normalised.
    pub value: String,
}

/// A machine readable zone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FoundMrz {
    /// Its lines.
    pub lines: Vec<String>,
    /// Whether the command vouches for it.
    pub valid: bool,
    /// Characters that were not taken as the glyphs suggested.
    pub repairs: Vec<FoundRepair>,
}

/// A repaired character.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FoundRepair {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

/// A line of text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FoundLine {
    /// Its characters.
    pub text: String,
}

/// What the engine saw on the way.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Documents that were read.
    pub cards: Vec<SeenCard>,
    /// Places that were given up.
    pub dropped: Vec<SeenCard>,
}

/// A card on the way.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SeenCard {
    /// Places where something stands.
    pub patches: Vec<SeenPatch>,
    /// Why it was kept, turned or given up.
    pub notes: Vec<String>,
}

/// A place where something stands.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SeenPatch {
    /// `text`, `mrz`, `portrait` or `barcode`.
    pub kind: String,
}
