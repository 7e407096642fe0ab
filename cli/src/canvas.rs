//! Lines and labels on a picture.

use engine::{Picture, Point, Quad};
use image::{Rgb, RgbImage};
use noto_sans_mono_bitmap::{FontWeight, RasterHeight, get_raster};

/// A colour.
pub type Ink = [u8; 3];

/// A picture to draw on.
pub struct Canvas {
    pixels: RgbImage,
}

/// Letters of one size; all are equally wide.
#[derive(Debug, Clone, Copy)]
pub struct Letters(RasterHeight);

impl Letters {
    /// Letters that can be read on a picture whose longer side is `side`.
    pub fn for_side(side: u32) -> Self {
        Self(match side {
            0..1000 => RasterHeight::Size16,
            1000..2200 => RasterHeight::Size24,
            _ => RasterHeight::Size32,
        })
    }

    /// Pixels from one line to the next.
    pub fn height(self) -> i64 {
        self.0 as i64
    }

    /// Pixels from one letter to the next.
    pub fn width(self) -> i64 {
        let letter = get_raster('x', FontWeight::Regular, self.0);
        letter.map_or(self.height(), |letter| {
            i64::try_from(letter.width()).unwrap_or(0)
        })
    }
}

impl Canvas {
    /// An empty canvas.
    pub fn new(width: u32, height: u32, ground: Ink) -> Self {
        Self {
            pixels: RgbImage::from_pixel(width, height, Rgb(ground)),
        }
    }

    /// Lays `picture` down with its top left at the canvas's; what goes beyond is cut.
    pub fn lay(&mut self, picture: &Picture) {
        let rows = picture.rgb.chunks_exact(picture.width.max(1) as usize * 3);
        for (y, row) in (0..self.pixels.height()).zip(rows) {
            for (x, colour) in (0..self.pixels.width()).zip(row.chunks_exact(3)) {
                self.pixels
                    .put_pixel(x, y, Rgb([colour[0], colour[1], colour[2]]));
            }
        }
    }

    /// The picture.
    pub fn into_pixels(self) -> RgbImage {
        self.pixels
    }

    /// The outline of `quad`, `thick` pixels wide.
    pub fn outline(&mut self, quad: &Quad, ink: Ink, thick: i64) {
        for (i, from) in quad.0.iter().enumerate() {
            self.line(*from, quad.0[(i + 1) % 4], ink, thick);
        }
    }

    /// A straight line.
    pub fn line(&mut self, from: Point, to: Point, ink: Ink, thick: i64) {
        // Corners may lie outside; far outside there is nothing to draw.
        let steps = from.distance(to).min(40_000.0).ceil().max(1.0);
        let mut at = 0.0;
        while at <= steps {
            let p = from.toward(to, at / steps);
            let (x, y) = (p.x.round() as i64, p.y.round() as i64);
            self.fill(x - thick / 2, y - thick / 2, thick, thick, ink);
            at += 1.0;
        }
    }

    /// A filled rectangle.
    pub fn fill(&mut self, x: i64, y: i64, width: i64, height: i64, ink: Ink) {
        for row in y..y + height {
            for column in x..x + width {
                self.mix(column, row, ink, 255);
            }
        }
    }

    /// A line of text with its top left at `(x, y)`; letters that the font lacks become a box.
    pub fn text(&mut self, x: i64, y: i64, text: &str, letters: Letters, ink: Ink) {
        for (c, left) in text
            .chars()
            .zip((0..).map(|i: i64| x + i * letters.width()))
        {
            let known = |c| get_raster(c, FontWeight::Regular, letters.0);
            let Some(letter) = known(c).or_else(|| known('\u{fffd}')) else {
                continue;
            };
            for (row, top) in letter.rows().zip(y..) {
                for (cover, column) in row.iter().zip(left..) {
                    self.mix(column, top, ink, *cover);
                }
            }
        }
    }

    /// Text on a ground of its own, kept inside the picture as far as it fits.
    pub fn label(&mut self, x: i64, y: i64, text: &str, letters: Letters, ink: Ink, ground: Ink) {
        let width = letters.width() * i64::try_from(text.chars().count()).unwrap_or(0) + 4;
        let most = |side: u32, size: i64| (i64::from(side) - size).max(0);
        let x = x.clamp(0, most(self.pixels.width(), width));
        let y = y.clamp(0, most(self.pixels.height(), letters.height()));
        self.fill(x, y, width, letters.height(), ground);
        self.text(x + 2, y, text, letters, ink);
    }

    fn mix(&mut self, x: i64, y: i64, ink: Ink, cover: u8) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
            return;
        };
        let Some(pixel) = self.pixels.get_pixel_mut_checked(x, y) else {
            return;
        };
        for (below, above) in pixel.0.iter_mut().zip(ink) {
            let (cover, under) = (u32::from(cover), u32::from(255 - cover));
            let mixed = (u32::from(above) * cover + u32::from(*below) * under) / 255;
            *below = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawing_outside_is_cut_not_fatal() {
        let mut canvas = Canvas::new(20, 20, [255; 3]);
        let far = Quad::rectangle(-1e6, -1e6, 2e6, 2e6);
        canvas.outline(&far, [0; 3], 3);
        canvas.label(500, -9, "ĄŽ ไทย", Letters::for_side(0), [0; 3], [9; 3]);
        canvas.line(Point::new(0.0, 10.0), Point::new(19.0, 10.0), [1, 2, 3], 1);
        assert_eq!(canvas.into_pixels().get_pixel(5, 10).0, [1, 2, 3]);
    }

    #[test]
    fn a_label_has_ink_and_ground() {
        let mut canvas = Canvas::new(60, 20, [255; 3]);
        canvas.label(0, 0, "Hm", Letters::for_side(0), [0, 0, 255], [255, 255, 0]);
        let pixels = canvas.into_pixels();
        let ground = pixels.pixels().filter(|p| p.0 == [255, 255, 0]).count();
        let inked = pixels
            .pixels()
            .filter(|p| p.0[2] > 128 && p.0[0] < 128)
            .count();
        assert!(inked > 10 && ground > 100, "{inked} {ground}");
    }
}
