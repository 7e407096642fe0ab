//! Shrinks and straightens pixels without losing or inventing detail.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{GrayImage, RgbImage};

use crate::crew::Crew;
use crate::geometry::{Homography, Point, Quad};

/// The upright box `[left, top, right, bottom]` of `picture`, at another size; smaller sizes average.
pub(crate) fn resize(
    picture: &RgbImage,
    area: [f32; 4],
    width: u32,
    height: u32,
) -> Option<RgbImage> {
    let source = ImageRef::new(
        picture.width(),
        picture.height(),
        picture.as_raw(),
        PixelType::U8x3,
    )
    .ok()?;
    let mut target = Image::new(width, height, PixelType::U8x3);
    let [l, t, r, b] = area.map(f64::from);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
        .crop(l, t, r - l, b - t);
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    RgbImage::from_raw(width, height, target.into_vec())
}

/// The luminance of `picture` at another size.
pub(crate) fn grey(picture: &RgbImage, width: u32, height: u32) -> Option<GrayImage> {
    let luma: Vec<u8> = picture.as_raw().as_chunks().0.iter().map(luminance).collect();
    if (width, height) == picture.dimensions() {
        return GrayImage::from_raw(width, height, luma);
    }
    let source = ImageRef::new(picture.width(), picture.height(), &luma, PixelType::U8).ok()?;
    let mut target = Image::new(width, height, PixelType::U8);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    GrayImage::from_raw(width, height, target.into_vec())
}

/// Rec. 601 luminance, the grey that the models were trained on.
fn luminance(rgb: &[u8; 3]) -> u8 {
    let [r, g, b] = rgb.map(u32::from);
    ((19_595 * r + 38_470 * g + 7_471 * b + 32_768) >> 16) as u8
}

/// A quad of a photo cut out flat at `width` × `height`, and the map from the result to the photo.
///
/// `None` when the quad is no quadrilateral.
pub(crate) fn flatten(
    crew: &Crew,
    photo: &RgbImage,
    quad: &Quad,
    (width, height): (u32, u32),
) -> Option<(RgbImage, Homography)> {
    let flat = Quad::rectangle(0.0, 0.0, width as f32, height as f32);
    let to_photo = Homography::between(&flat, quad)?;
    let shrunk = shrink_under(photo, quad, width);
    let (source, to_source) = match &shrunk {
        Some((smaller, from_photo)) => (smaller, from_photo.after(&to_photo)),
        None => (photo, to_photo),
    };
    let mut card = RgbImage::new(width, height);
    crew.rows(&mut card, width as usize * 3, |y, row| {
        sample_row(source, &to_source, y as f32 + 0.5, row);
    });
    Some((card, to_photo))
}

/// The part of the photo under `quad`, averaged down to about the scale of the result, when that is
/// much smaller: sampling alone would skip pixels and alias thin strokes.
fn shrink_under(photo: &RgbImage, quad: &Quad, width: u32) -> Option<(RgbImage, Homography)> {
    let factor = quad.width() / width as f32;
    if factor < 1.5 {
        return None;
    }
    let [l, t, r, b] = quad.bounds();
    let (w, h) = (photo.width() as f32, photo.height() as f32);
    let area = [
        l.floor().max(0.0),
        t.floor().max(0.0),
        r.ceil().min(w),
        b.ceil().min(h),
    ];
    let (wide, high) = (area[2] - area[0], area[3] - area[1]);
    if wide < 2.0 || high < 2.0 {
        return None;
    }
    let (to_wide, to_high) = ((wide / factor).ceil(), (high / factor).ceil());
    let smaller = resize(photo, area, to_wide as u32, to_high as u32)?;
    let before = Quad::rectangle(area[0], area[1], wide, high);
    let after = Quad::rectangle(0.0, 0.0, to_wide, to_high);
    Some((smaller, Homography::between(&before, &after)?))
}

/// One row of the result, interpolated between the four nearest pixels of the source.
fn sample_row(source: &RgbImage, to_source: &Homography, y: f32, row: &mut [u8]) {
    let sampler = Sampler::<3>::new(source.as_raw(), source.dimensions());
    let points = to_source.along(Point::new(0.5, y), 1.0);
    for (pixel, at) in row.as_chunks_mut().0.iter_mut().zip(points) {
        if let Some(at) = at {
            *pixel = sampler.at(at);
        }
    }
}

/// Reads between the pixels of a picture with `C` channels; beyond the border the border's own pixels go on.
struct Sampler<'a, const C: usize> {
    pixels: &'a [[u8; C]],
    stride: usize,
    right: f32,
    bottom: f32,
}

impl<'a, const C: usize> Sampler<'a, C> {
    fn new(bytes: &'a [u8], (width, height): (u32, u32)) -> Self {
        Self {
            pixels: bytes.as_chunks().0,
            stride: width as usize,
            // The last position whose right (lower) neighbour still exists.
            right: (width as f32 - 1.001).max(0.0),
            bottom: (height as f32 - 1.001).max(0.0),
        }
    }

    #[inline]
    fn at(&self, at: Point) -> [u8; C] {
        let x = (at.x - 0.5).clamp(0.0, self.right);
        let y = (at.y - 0.5).clamp(0.0, self.bottom);
        let (left, top) = (x as usize, y as usize);
        // The weights of the right and the lower neighbours, in 1/256.
        let dx = ((x - left as f32) * 256.0) as u32;
        let dy = ((y - top as f32) * 256.0) as u32;
        let offset = top * self.stride + left;
        let upper = &self.pixels[offset..offset + 2];
        let lower = &self.pixels[offset + self.stride..offset + self.stride + 2];
        let mut mixed = [0; C];
        for (channel, value) in mixed.iter_mut().enumerate() {
            let mix = |row: &[[u8; C]]| {
                u32::from(row[0][channel]) * (256 - dx) + u32::from(row[1][channel]) * dx
            };
            *value = ((mix(upper) * (256 - dy) + mix(lower) * dy + 32_768) >> 16) as u8;
        }
        mixed
    }
}

/// The luminance of the part of a photo about a document: lines are cut from it.
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
        let left = place(l - slack, width - 2);
        let top = place(t - slack, height - 2);
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

    /// A line of print: `width` × `height` grey values, 0–255.
    ///
    /// Each value is the mean over a grid as fine as the photo's own pixels, so that a large photo is
    /// averaged and a small one interpolated. Sees nothing and gives white where `to_photo` breaks down.
    pub(crate) fn strip(
        &self,
        to_photo: &Homography,
        (width, height): (usize, usize),
        photo_per_pixel: f32,
    ) -> Vec<f32> {
        let sampler = Sampler::<1>::new(self.grey.as_raw(), self.grey.dimensions());
        // Bilinear reading already spans one pixel; from 1.5 photo pixels a value on, more are read.
        let grid = (photo_per_pixel.round() as usize).clamp(1, 6);
        let (share, step) = (1.0 / (grid * grid) as f32, 1.0 / grid as f32);
        let mut values = vec![0.0; width * height];
        for (y, row) in values.chunks_exact_mut(width).enumerate() {
            for sub in 0..grid {
                let start = Point::new(0.5 * step, y as f32 + (sub as f32 + 0.5) * step);
                let mut points = to_photo.along(start, step);
                for value in row.iter_mut() {
                    for point in points.by_ref().take(grid) {
                        *value += share * point.map_or(255.0, |point| self.value(&sampler, point));
                    }
                }
            }
        }
        values
    }

    /// The luminance at a point of the photo.
    #[inline]
    fn value(&self, sampler: &Sampler<'_, 1>, at: Point) -> f32 {
        let [value] = sampler.at(Point::new(at.x - self.left, at.y - self.top));
        f32::from(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mode;

    fn crew() -> Crew {
        Crew::new(1, Mode::Throughput).unwrap()
    }

    /// A photo whose red is the column and whose green is the row.
    fn ruler(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 0]))
    }

    #[test]
    fn cutting_at_the_same_scale_moves_no_pixel() {
        let quad = Quad::rectangle(10.0, 20.0, 30.0, 8.0);
        let (card, to_photo) = flatten(&crew(), &ruler(100, 60), &quad, (30, 8)).unwrap();
        assert_eq!(card.get_pixel(0, 0).0, [10, 20, 0]);
        assert_eq!(card.get_pixel(29, 7).0, [39, 27, 0]);
        assert_eq!(
            to_photo.apply(Point::new(0.0, 0.0)),
            Some(Point::new(10.0, 20.0))
        );
    }

    #[test]
    fn a_quad_upside_down_is_turned() {
        let [tl, tr, br, bl] = Quad::rectangle(0.0, 0.0, 40.0, 20.0).0;
        let (card, _) =
            flatten(&crew(), &ruler(40, 20), &Quad([br, bl, tl, tr]), (40, 20)).unwrap();
        assert_eq!(card.get_pixel(0, 0).0, [39, 19, 0]);
    }

    #[test]
    fn fine_stripes_average_instead_of_aliasing() {
        let stripes = RgbImage::from_fn(400, 40, |x, _| {
            image::Rgb([if x % 2 == 0 { 0 } else { 200 }; 3])
        });
        let quad = Quad::rectangle(0.0, 0.0, 400.0, 40.0);
        let (card, _) = flatten(&crew(), &stripes, &quad, (100, 10)).unwrap();
        let inner = card
            .enumerate_pixels()
            .filter(|(x, ..)| (2..98).contains(x));
        assert!(inner.into_iter().all(|(.., p)| p[0].abs_diff(100) < 4));
        let flat = Quad::rectangle(0.0, 0.0, 100.0, 10.0);
        let to_photo = Homography::between(&flat, &quad).unwrap();
        let ground = Ground::under(&crew(), &stripes, &quad);
        let values = ground.strip(&to_photo, (100, 10), 4.0);
        assert!(values.iter().all(|v| (v - 100.0).abs() < 30.0));
    }
}
