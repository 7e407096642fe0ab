//! Finds documents in a photo and flattens them.

use image::RgbImage;

use crate::geometry::{Homography, Quad};

/// A document cut from the full-resolution photo: upright and flat.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// The pixels.
    pub(crate) pixels: RgbImage,
    /// Corners in the photo, in reading order.
    pub(crate) quad: Quad,
    /// From card pixels to photo pixels.
    pub(crate) to_photo: Homography,
    /// How sure the finder is that this is a document, 0–1.
    pub(crate) score: f32,
}
