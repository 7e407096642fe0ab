//! Shrinks and straightens pixels without losing or inventing detail.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{GrayImage, RgbImage};

use crate::crew::Crew;
use crate::geometry::{Homography, Point, Quad};

mod ground;

pub(crate) use ground::Ground;

/// The upright box `[left, top, right, bottom]` of `picture`, at another size; smaller sizes average.
pub(crate) fn resize(
    picture: &RgbImage,
    area: [f32; 4],
    width: u32,
    height: u32,
) -> Option<RgbImage> {
    let small = Pixels::rgb(picture).resize(area, width, height)?;
    RgbImage::from_raw(width, height, small)
}

/// A grey picture at another size; smaller sizes average.
pub(crate) fn scale(grey: &GrayImage, width: u32, height: u32) -> Option<GrayImage> {
    if (width, height) == grey.dimensions() {
        return Some(grey.clone());
    }
    let whole = [0.0, 0.0, grey.width() as f32, grey.height() as f32];
    let small = Pixels::grey(grey).resize(whole, width, height)?;
    GrayImage::from_raw(width, height, small)
}

/// A quad of a photo cut out flat, in colours, at `width` × `height`; `None` when it is no quadrilateral.
pub(crate) fn flatten(
    crew: &Crew,
    photo: &RgbImage,
    quad: &Quad,
    (width, height): (u32, u32),
) -> Option<RgbImage> {
    let (flat, _) = Pixels::rgb(photo).flatten(crew, quad, (width, height))?;
    RgbImage::from_raw(width, height, flat)
}

/// Points of a row that are placed before they are looked up: the stack holds them.
const SPAN: usize = 256;

/// A picture with `C` channels, to be read between its pixels; beyond the border the border's own go on.
struct Pixels<'a, const C: usize> {
    bytes: &'a [u8],
    width: u32,
    height: u32,
    right: f32,
    bottom: f32,
}

impl<'a> Pixels<'a, 1> {
    fn grey(picture: &'a GrayImage) -> Self {
        Self::new(picture.as_raw(), picture.width(), picture.height())
    }
}

impl<'a> Pixels<'a, 3> {
    fn rgb(picture: &'a RgbImage) -> Self {
        Self::new(picture.as_raw(), picture.width(), picture.height())
    }
}

impl<'a, const C: usize> Pixels<'a, C> {
    fn new(bytes: &'a [u8], width: u32, height: u32) -> Self {
        Self {
            bytes,
            width,
            height,
            // The last position whose right (lower) neighbour still exists.
            right: (width as f32 - 1.001).max(0.0),
            bottom: (height as f32 - 1.001).max(0.0),
        }
    }

    /// The value at a point, mixed from the four nearest pixels.
    #[inline(always)]
    fn at(&self, at: Point) -> [u8; C] {
        // In 1/256 of a pixel, so that one conversion gives both the pixel and its neighbours' weights. 32 bits hold
        // every picture's sides; the wider conversions are slow on old processors.
        let fixed = |at: f32, last: f32| ((at - 0.5).clamp(0.0, last) * 256.0) as i32 as u32;
        let (x, y) = (fixed(at.x, self.right), fixed(at.y, self.bottom));
        let (dx, dy) = (x % 256, y % 256);
        let stride = self.width as usize;
        let offset = (y / 256) as usize * stride + (x / 256) as usize;
        let near = &self.bytes.as_chunks::<C>().0[offset..][..stride + 2];
        let mut mixed = [0; C];
        for (channel, value) in mixed.iter_mut().enumerate() {
            let mix = |left: [u8; C], right: [u8; C]| {
                u32::from(left[channel]) * (256 - dx) + u32::from(right[channel]) * dx
            };
            let (upper, lower) = (mix(near[0], near[1]), mix(near[stride], near[stride + 1]));
            *value = ((upper * (256 - dy) + lower * dy + 32_768) >> 16) as u8;
        }
        mixed
    }

    /// The upright box `[left, top, right, bottom]` at another size; smaller sizes average.
    fn resize(&self, area: [f32; 4], width: u32, height: u32) -> Option<Vec<u8>> {
        let kind = if C == 1 {
            PixelType::U8
        } else {
            PixelType::U8x3
        };
        let source = ImageRef::new(self.width, self.height, self.bytes, kind).ok()?;
        let mut target = Image::new(width, height, kind);
        let [l, t, r, b] = area.map(f64::from);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
            .crop(l, t, r - l, b - t);
        Resizer::new().resize(&source, &mut target, &options).ok()?;
        Some(target.into_vec())
    }

    /// A quad cut out flat at `width` × `height`, and the map from the result to this picture.
    ///
    /// `None` when the quad is no quadrilateral.
    fn flatten(
        &self,
        crew: &Crew,
        quad: &Quad,
        (width, height): (u32, u32),
    ) -> Option<(Vec<u8>, Homography)> {
        let flat = Quad::rectangle(0.0, 0.0, width as f32, height as f32);
        let to_self = Homography::between(&flat, quad)?;
        let stride = width as usize * C;
        let mut card = vec![0; stride * height as usize];
        match self.shrink_under(quad, width) {
            Some((bytes, (wide, high), from_self)) => {
                let smaller = Pixels::<C>::new(&bytes, wide, high);
                let to_smaller = from_self.after(&to_self);
                crew.rows(&mut card, stride, |y, row| smaller.row(&to_smaller, y, row));
            }
            None => crew.rows(&mut card, stride, |y, row| self.row(&to_self, y, row)),
        }
        Some((card, to_self))
    }

    /// Row `y` of a result whose points lie here where the map says.
    fn row(&self, to_self: &Homography, y: usize, row: &mut [u8]) {
        let mut places = [Point::new(0.0, 0.0); SPAN];
        let mut left = 0.5;
        for span in row.as_chunks_mut().0.chunks_mut(SPAN) {
            let places = &mut places[..span.len()];
            to_self.along(Point::new(left, y as f32 + 0.5), 1.0, places);
            for (pixel, at) in span.iter_mut().zip(places) {
                *pixel = self.at(*at);
            }
            left += SPAN as f32;
        }
    }

    /// The part under `quad`, averaged down to about the scale of the result, when that is much smaller:
    /// sampling alone would skip pixels and alias thin strokes. Its bytes, its size and the map to it.
    fn shrink_under(&self, quad: &Quad, width: u32) -> Option<(Vec<u8>, (u32, u32), Homography)> {
        let factor = quad.width() / width as f32;
        if factor < 1.5 {
            return None;
        }
        let [l, t, r, b] = quad.bounds();
        let (w, h) = (self.width as f32, self.height as f32);
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
        let size = (to_wide as u32, to_high as u32);
        let smaller = self.resize(area, size.0, size.1)?;
        let before = Quad::rectangle(area[0], area[1], wide, high);
        let after = Quad::rectangle(0.0, 0.0, to_wide, to_high);
        Some((smaller, size, Homography::between(&before, &after)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photo whose red is the column and whose green is the row.
    fn ruler(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 0]))
    }

    #[test]
    fn cutting_at_the_same_scale_moves_no_pixel() {
        let quad = Quad::rectangle(10.0, 20.0, 30.0, 8.0);
        let card = flatten(&Crew::alone(), &ruler(100, 60), &quad, (30, 8)).unwrap();
        assert_eq!(card.get_pixel(0, 0).0, [10, 20, 0]);
        assert_eq!(card.get_pixel(29, 7).0, [39, 27, 0]);
        let ground = Ground::under(&Crew::alone(), &ruler(100, 60), &quad);
        let (grey, to_photo) = ground.flatten(&Crew::alone(), &quad, (30, 8)).unwrap();
        // Rec. 601: 299 ‰ of the red and 587 ‰ of the green.
        assert_eq!(
            grey.get_pixel(29, 7).0,
            [(39 * 299 + 27 * 587 + 500) / 1000].map(|v: u32| v as u8)
        );
        assert_eq!(
            to_photo.apply(Point::new(0.0, 0.0)),
            Some(Point::new(10.0, 20.0))
        );
    }

    #[test]
    fn a_quad_upside_down_is_turned() {
        let [tl, tr, br, bl] = Quad::rectangle(0.0, 0.0, 40.0, 20.0).0;
        let card = flatten(
            &Crew::alone(),
            &ruler(40, 20),
            &Quad([br, bl, tl, tr]),
            (40, 20),
        )
        .unwrap();
        assert_eq!(card.get_pixel(0, 0).0, [39, 19, 0]);
    }

    #[test]
    fn fine_stripes_average_instead_of_aliasing() {
        let stripes = RgbImage::from_fn(400, 40, |x, _| {
            image::Rgb([if x % 2 == 0 { 0 } else { 200 }; 3])
        });
        let quad = Quad::rectangle(0.0, 0.0, 400.0, 40.0);
        let card = flatten(&Crew::alone(), &stripes, &quad, (100, 10)).unwrap();
        let inner = card
            .enumerate_pixels()
            .filter(|(x, ..)| (2..98).contains(x));
        assert!(inner.into_iter().all(|(.., p)| p[0].abs_diff(100) < 4));
        let flat = Quad::rectangle(0.0, 0.0, 100.0, 10.0);
        let to_photo = Homography::between(&flat, &quad).unwrap();
        let ground = Ground::under(&Crew::alone(), &stripes, &quad);
        let values = ground.strip(&to_photo, (100, 10), 4.0);
        assert!(values.iter().all(|v| (v - 100.0).abs() < 30.0));
    }
}
