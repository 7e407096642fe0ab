//! Finds documents in a photo and flattens them.

use image::GrayImage;

use crate::crew::Crew;
use crate::error::Error;
use crate::geometry::{Homography, Quad};
use crate::model::Model;
use crate::photo::Photo;
use crate::warp::Ground;

mod corners;
mod found;
mod look;
mod maps;
#[cfg(test)]
mod tests;

pub(crate) use found::Found;

/// A document cut from the full-resolution photo: upright and flat.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// Its luminance: no model and no measure asks for colours.
    pub(crate) grey: GrayImage,
    /// What it was cut from; its lines are cut from there too, so that no detail is lost between.
    pub(crate) ground: Ground,
    /// Corners in the photo, in reading order.
    pub(crate) quad: Quad,
    /// From card pixels to photo pixels.
    pub(crate) to_photo: Homography,
    /// How sure the finder is that this is a document, 0–1.
    pub(crate) score: f32,
}

impl Card {
    /// Width and height in its own pixels.
    pub(crate) fn size(&self) -> (f32, f32) {
        let (width, height) = self.grey.dimensions();
        (width as f32, height as f32)
    }
}

/// Longest side of a card in pixels: ID-1 at 380 dpi, in which a PDF417's modules are 2.5 pixels.
const LONGEST: f32 = 1280.0;
/// The same of what is searched at more, as a share of the width at which it is.
const SEARCHED: f32 = 1.2;
/// Widths of a card, as shares of the width at which it is searched: smaller documents are enlarged to the first,
/// larger ones keep more pixels for their barcodes and for the ink of the zone's characters.
const WIDTHS: (f32, f32) = (1.08, 1.54);

/// Every document in `photo`, the most certain first, at most `most`.
///
/// If `twice`, each find is looked at a second time from near: small cards gain pixels, and their corners precision.
/// A machine readable zone alone is found without.
pub(crate) fn find(
    photo: &Photo,
    finder: &dyn Model,
    most: usize,
    twice: bool,
) -> Result<Vec<Found>, Error> {
    let (width, height) = photo.pixels.dimensions();
    let mut kept = look::look(photo, finder, [0.0, 0.0, width as f32, height as f32])?;
    kept.truncate(most);
    for find in kept.iter_mut().filter(|_| twice) {
        *find = look::again(photo, finder, find)?;
    }
    Ok(found::distinct(kept))
}

/// Cuts `found` out of the photo, flat, upright, and never larger than the photo shows it unless it
/// would be too small to search at `searched` pixels.
pub(crate) fn flatten(photo: &Photo, found: &Found, searched: f32, crew: &Crew) -> Option<Card> {
    let (width, height) = (found.quad.width(), found.quad.height());
    if width < 8.0 || height < 8.0 {
        return None;
    }
    let longest = LONGEST.min(WIDTHS.1 * searched).max(SEARCHED * searched);
    let scale = (longest / width.max(height)).min((WIDTHS.0 * searched / width).max(1.0));
    let size = (width * scale, height * scale);
    let size = (
        size.0.round().max(2.0) as u32,
        size.1.round().max(2.0) as u32,
    );
    let ground = Ground::under(crew, &photo.pixels, &found.quad);
    let (grey, to_photo) = ground.flatten(crew, &found.quad, size)?;
    Some(Card {
        grey,
        ground,
        quad: found.quad,
        to_photo,
        score: found.score,
    })
}
