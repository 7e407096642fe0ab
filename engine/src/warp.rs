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
    let luma: Vec<u8> = picture.as_raw().chunks_exact(3).map(luminance).collect();
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
fn luminance(rgb: &[u8]) -> u8 {
    let [r, g, b] = [rgb[0], rgb[1], rgb[2]].map(u32::from);
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
    let sampler = Sampler::new(source);
    for (x, pixel) in row.chunks_exact_mut(3).enumerate() {
        if let Some(at) = to_source.apply(Point::new(x as f32 + 0.5, y)) {
            pixel.copy_from_slice(&sampler.rgb(at));
        }
    }
}

/// Reads between pixels; beyond the border the border's own pixels go on.
struct Sampler<'a> {
    bytes: &'a [u8],
    stride: usize,
    right: f32,
    bottom: f32,
}

impl<'a> Sampler<'a> {
    fn new(source: &'a RgbImage) -> Self {
        Self {
            bytes: source.as_raw(),
            stride: source.width() as usize * 3,
            // The last position whose right (lower) neighbour still exists.
            right: (source.width() as f32 - 1.001).max(0.0),
            bottom: (source.height() as f32 - 1.001).max(0.0),
        }
    }

    /// The offset of the upper left neighbour and the weights, in 1/256, of its right and lower ones.
    fn corner(&self, at: Point) -> (usize, u32, u32) {
        let x = (at.x - 0.5).clamp(0.0, self.right);
        let y = (at.y - 0.5).clamp(0.0, self.bottom);
        let (left, top) = (x as usize, y as usize);
        let (dx, dy) = ((x - left as f32) * 256.0, (y - top as f32) * 256.0);
        (top * self.stride + left * 3, dx as u32, dy as u32)
    }

    fn rgb(&self, at: Point) -> [u8; 3] {
        let (offset, dx, dy) = self.corner(at);
        let upper = &self.bytes[offset..offset + 6];
        let lower = &self.bytes[offset + self.stride..offset + self.stride + 6];
        std::array::from_fn(|channel| {
            let mix = |row: &[u8]| {
                u32::from(row[channel]) * (256 - dx) + u32::from(row[channel + 3]) * dx
            };
            ((mix(upper) * (256 - dy) + mix(lower) * dy + 32_768) >> 16) as u8
        })
    }
}

/// A line of print cut straight from the photo: `width` × `height` grey values, 0–255.
///
/// Each value is the mean over a grid as fine as the photo's own pixels, so that a large photo is
/// averaged and a small one interpolated. Sees nothing and gives white where `to_photo` breaks down.
pub(crate) fn strip(
    photo: &RgbImage,
    to_photo: &Homography,
    (width, height): (usize, usize),
    photo_per_pixel: f32,
) -> Vec<f32> {
    let sampler = Sampler::new(photo);
    // Bilinear reading already spans one pixel; from 1.5 photo pixels a value on, more are read.
    let grid = (photo_per_pixel.round() as usize).clamp(1, 6);
    let share = 1.0 / (grid * grid) as f32;
    let mut values = Vec::with_capacity(width * height);
    for at in 0..width * height {
        let (x, y) = ((at % width) as f32, (at / width) as f32);
        let mut sum = 0.0;
        for sub in 0..grid * grid {
            let dx = ((sub % grid) as f32 + 0.5) / grid as f32;
            let dy = ((sub / grid) as f32 + 0.5) / grid as f32;
            let seen = to_photo.apply(Point::new(x + dx, y + dy));
            sum += seen.map_or(255.0, |point| f32::from(luminance(&sampler.rgb(point))));
        }
        values.push(sum * share);
    }
    values
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
        let values = strip(&stripes, &to_photo, (100, 10), 4.0);
        assert!(values.iter().all(|v| (v - 100.0).abs() < 30.0));
    }
}
