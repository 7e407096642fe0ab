//! Reads the zones of a card that machines are meant to read: MRZ and barcodes; names the portrait.

use crate::document::{Barcode, Mrz};
use crate::geometry::Quad;

/// The zones of one card, quads in card pixels.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zones {
    /// The machine readable zone.
    pub(crate) mrz: Option<Mrz>,
    /// Barcodes, decoded where possible.
    pub(crate) barcodes: Vec<Barcode>,
    /// The portrait.
    pub(crate) portrait: Option<Quad>,
}
