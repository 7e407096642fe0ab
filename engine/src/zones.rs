//! Reads the zones of a card that machines are meant to read: MRZ and barcodes; names the portrait.
//!
//! The MRZ is decoded from the recogniser's lattices: [`rows`] finds its rows among the lines, [`fit`] lays the
//! columns of each format on their [`grid`], [`cells`] gather what the picture shows in each column, [`settle`]
//! finds the likeliest reading that agrees with itself under the format's [`law`], [`verdict`] says whether the
//! picture supports it.

mod barcode;
mod cells;
mod decode;
mod fit;
mod grid;
mod ink;
mod law;
mod likeness;
mod otherwise;
mod pdf417;
mod rows;
mod settle;
#[cfg(test)]
mod simulate;
mod strip;
#[cfg(test)]
mod tests;
mod verdict;

use image::GrayImage;

use crate::card::Card;
use crate::document::Mrz;
use crate::geometry::Quad;
use crate::read::Line;
use crate::text::{Patch, PatchKind};
pub(crate) use barcode::Code;
pub(crate) use otherwise::reads_otherwise;

/// The zones of one card, quads in card pixels.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zones {
    /// The machine readable zone.
    pub(crate) mrz: Option<Mrz>,
    /// Barcodes, decoded where possible.
    pub(crate) codes: Vec<Code>,
    /// The portrait.
    pub(crate) portrait: Option<Quad>,
}

/// A portrait is so wide, as a share of its height: those on published specimens are between 0.56 and 1.14 …
const FACE: std::ops::Range<f32> = 0.5..1.25;
/// … and found with this score: those of drawn photographs have 0.87 and more, the grain of a table 0.5.
const SEEN: f32 = 0.6;

/// Whether a patch is a face and no shadow along an edge.
fn is_face(patch: &Patch) -> bool {
    let aspect = patch.quad.width() / patch.quad.height().max(1.0);
    patch.score > SEEN && FACE.contains(&aspect)
}

/// The zones among the patches and lines of a card.
pub(crate) fn read(card: &Card, patches: &[Patch], lines: &[Line]) -> Zones {
    let of = |kind| patches.iter().filter(move |patch| patch.kind == kind);
    Zones {
        mrz: machine_readable(&card.grey, lines),
        codes: of(PatchKind::Barcode)
            .map(|patch| barcode::decode(card, patch))
            .collect(),
        portrait: of(PatchKind::Portrait)
            .filter(|patch| is_face(patch))
            .max_by(|a, b| a.score.total_cmp(&b.score))
            .map(|patch| patch.quad),
    }
}

/// The machine readable zone of some lines: the valid one, else the one of most rows; `None` where nothing looks like one.
fn machine_readable(card: &GrayImage, lines: &[Line]) -> Option<Mrz> {
    let rows = rows::find(lines);
    let stacks = rows::stacks(&rows);
    let mut invalid: Option<Mrz> = None;
    for stack in &stacks {
        let Some(decoded) = decode::decode(stack) else {
            continue;
        };
        let zone = verdict::pronounce(&decoded, stack, card);
        if zone.valid {
            return Some(zone);
        }
        let better = invalid.as_ref().is_none_or(|best| {
            best.lines.len() == zone.lines.len() && best.confidence < zone.confidence
        });
        if better {
            invalid = Some(zone);
        }
    }
    invalid.or_else(|| stacks.iter().find_map(|stack| unfitting(stack)))
}

fn unfitting(stack: &[strip::Strip]) -> Option<Mrz> {
    let texts: Vec<String> = stack.iter().map(|row| strip::text(&row.spikes())).collect();
    verdict::is_telling(&texts).then(|| verdict::shrug(texts, stack))
}
