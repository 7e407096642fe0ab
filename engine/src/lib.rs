//! Reads identity documents from photographs, on the machine where it runs.

mod caption;
mod card;
mod clock;
mod columns;
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
mod law;
mod layout;
mod letters;
mod lexicon;
mod limits;
mod marks;
mod median;
mod merge;
mod model;
mod name;
mod nationality;
mod options;
mod ort;
mod page;
#[cfg(test)]
mod parity;
mod parts;
mod pattern;
mod payload;
mod photo;
mod place;
mod quality;
mod read;
mod search;
mod split;
mod spot;
mod template;
mod templates;
mod text;
mod told;
mod trace;
mod upright;
mod value;
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
