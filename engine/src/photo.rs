//! Turns the bytes of a picture into an upright RGB photo within limits.

use image::RgbImage;

/// An upright picture: EXIF orientation applied, RGB, alpha laid on white.
#[derive(Debug, Clone)]
pub(crate) struct Photo {
    /// The pixels.
    pub(crate) pixels: RgbImage,
}
