//! Reads identity documents from photographs, on the machine where it runs.

mod card;
mod clock;
mod crew;
mod dates;
mod document;
mod engine;
mod error;
#[cfg(test)]
mod fakes;
mod field;
mod fuzzy;
mod geometry;
mod known;
mod labels;
mod law;
mod layout;
mod limits;
mod merge;
mod model;
mod name;
mod options;
mod ort;
#[cfg(test)]
mod parity;
mod pattern;
mod photo;
mod quality;
mod read;
mod search;
mod template;
mod text;
mod trace;
mod upright;
mod warp;
mod zones;

pub use document::{
    Agreement, Barcode, Check, Dissent, Document, Field, FieldName, Mrz, Portrait, Quality, Repair,
    Scan, Side, Source, TextLine,
};
pub use engine::Engine;
pub use error::{Error, ErrorKind, Stage};
pub use geometry::{Homography, Point, Quad};
pub use known::{KnownDocument, KnownSide};
pub use limits::Limits;
pub use options::{Device, Health, Mode, ModelHealth, Options};
pub use trace::{Picture, Trace, TracedCard, TracedLine, TracedPatch};
