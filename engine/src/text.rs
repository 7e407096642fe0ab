//! Finds lines of text, the portrait and barcodes on a card.

use crate::geometry::Quad;

/// What stands in a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PatchKind {
    /// A printed line.
    Text,
    /// One line of a machine readable zone.
    Mrz,
    /// The holder's portrait.
    Portrait,
    /// A barcode of any kind.
    Barcode,
}

/// A place on the card where something stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Patch {
    /// Tight around the characters, in card pixels, in reading order.
    pub(crate) quad: Quad,
    /// What stands there.
    pub(crate) kind: PatchKind,
    /// How sure the finder is, 0–1.
    pub(crate) score: f32,
}
