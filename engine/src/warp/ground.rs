//! The grey of a photo under a document: cards are flattened from it, and lines cut.

use image::{GrayImage, RgbImage};

use super::Pixels;
use crate::crew::Crew;
use crate::geometry::{Homography, Point, Quad};

/// The luminance of the part of a photo about a document.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    grey: GrayImage,
    /// Its upper left corner in the photo.
    left: f32,
    top: f32,
}

/// By how much lines may reach over their document, as a share of its longer side.
const OVERHANG: f32 = 0.05;

impl Ground {
    /// What lies under `quad`, and a little around it.
    pub(crate) fn under(crew: &Crew, photo: &RgbImage, quad: &Quad) -> Self {
        let slack = OVERHANG * quad.width().max(quad.height());
        let [l, t, r, b] = quad.bounds();
        let place = |at: f32, side: u32| at.clamp(0.0, side as f32) as u32;
        let (width, height) = photo.dimensions();
        // Two pixels at least, so that each has a neighbour to mix with.
        let left = place(l - slack, width.saturating_sub(2));
        let top = place(t - slack, height.saturating_sub(2));
        let right = place((r + slack).ceil(), width).max(left + 2);
        let bottom = place((b + slack).ceil(), height).max(top + 2);
        let mut grey = GrayImage::new(right - left, bottom - top);
        crew.rows(&mut grey, (right - left) as usize, |y, row| {
            let start = ((top as usize + y) * width as usize + left as usize) * 3;
            let pixels = photo.as_raw()[start..start + row.len() * 3].as_chunks().0;
            for (value, rgb) in row.iter_mut().zip(pixels) {
                *value = luminance(rgb);
            }
        });
        let (left, top) = (left as f32, top as f32);
        Self { grey, left, top }
    }

    /// The pixels.
    pub(crate) fn grey(&self) -> &GrayImage {
        &self.grey
    }

    /// A quad of the photo cut out flat at `width` × `height`, and the map from the result to the photo.
    ///
    /// `None` when the quad is no quadrilateral.
    pub(crate) fn flatten(
        &self,
        crew: &Crew,
        quad: &Quad,
        (width, height): (u32, u32),
    ) -> Option<(GrayImage, Homography)> {
        let here = Quad(quad.0.map(|corner| self.point(corner)));
        let (flat, _) = Pixels::grey(&self.grey).flatten(crew, &here, (width, height))?;
        let own = Quad::rectangle(0.0, 0.0, width as f32, height as f32);
        let to_photo = Homography::between(&own, quad)?;
        Some((GrayImage::from_raw(width, height, flat)?, to_photo))
    }

    /// A line of print: `width` × `height` grey values, 0–255.
    ///
    /// Each value is the mean over a grid as fine as the photo's own pixels, so that a large photo is
    /// averaged and a small one interpolated.
    pub(crate) fn strip(
        &self,
        to_photo: &Homography,
        (width, height): (usize, usize),
        photo_per_pixel: f32,
    ) -> Vec<f32> {
        let pixels = Pixels::grey(&self.grey);
        // Bilinear reading already spans one pixel; from 1.5 photo pixels a value on, more are read.
        let grid = (photo_per_pixel.round() as usize).clamp(1, 6);
        let (share, step) = (1.0 / (grid * grid) as f32, 1.0 / grid as f32);
        let mut places = vec![Point::new(0.0, 0.0); width * grid];
        let mut values = vec![0.0; width * height];
        for (y, row) in values.chunks_exact_mut(width).enumerate() {
            for sub in 0..grid {
                let start = Point::new(0.5 * step, y as f32 + (sub as f32 + 0.5) * step);
                to_photo.along(start, step, &mut places);
                for (mean, places) in row.iter_mut().zip(places.chunks_exact(grid)) {
                    let seen = places.iter().map(|at| pixels.at(self.point(*at))[0]);
                    *mean += share * seen.map(f32::from).sum::<f32>();
                }
            }
        }
        values
    }

    /// A point of the photo, in the ground's own pixels.
    #[inline]
    fn point(&self, at: Point) -> Point {
        Point::new(at.x - self.left, at.y - self.top)
    }
}

/// Rec. 601 luminance, the grey that the models were trained on.
fn luminance(rgb: &[u8; 3]) -> u8 {
    let [r, g, b] = rgb.map(u32::from);
    ((19_595 * r + 38_470 * g + 7_471 * b + 32_768) >> 16) as u8
}
