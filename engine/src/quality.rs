//! Measures the picture of a document, so that its advice is tied to a number.

use image::GrayImage;

use crate::card::Card;
use crate::crew::Crew;
use crate::document::Quality;
use crate::geometry::Quad;
use crate::photo::Photo;
use crate::warp::{self, Ground};

/// Millimetres of an ID-1 card's longer side (ISO/IEC 7810) and of a passport page's (ICAO 9303-4).
const CARD_WIDTH: f32 = 85.6;
const PAGE_WIDTH: f32 = 125.0;
/// Between the aspects of an ID-1 card (1.586) and a passport page (1.42).
const CARD_ASPECT: f32 = 1.5;
/// Width at which the measures are taken, so that they do not depend on the photo's size.
const WIDTH: u32 = 480;
/// Pixels a millimetre below which print of 1.5 mm is under 9 pixels high.
const COARSE: f32 = 6.0;
/// Below this, the readers' share of exact lines falls under a half on blurred drawings.
const BLURRED: f32 = 0.25;
/// Mean luminance outside of which print drowns.
const DARK: f32 = 0.22;
const BRIGHT: f32 = 0.94;
/// Share of the document blown out that hides a field; above `PAPER` it is white paper, not glare.
const GLARE: f32 = 0.015;
const PAPER: f32 = 0.35;
/// Longer over shorter of two opposite edges: more is a document that is bent or seen from the side.
const SKEWED: f32 = 1.25;
/// Share of the document's width by which a corner may lie outside the photo.
const OUTSIDE: f32 = 0.02;

/// What can be said of a photo without a document.
pub(crate) fn of_photo(photo: &Photo, crew: &Crew) -> Quality {
    let (width, height) = photo.pixels.dimensions();
    let small = (WIDTH * height / width).clamp(8, 2 * WIDTH);
    let whole = Quad::rectangle(0.0, 0.0, width as f32, height as f32);
    let ground = Ground::under(crew, &photo.pixels, &whole);
    let Some(grey) = warp::scale(ground.grey(), WIDTH, small) else {
        return Quality::default();
    };
    let brightness = mean(&grey);
    let mut hints = Vec::new();
    light(brightness, &mut hints);
    hints.push("no document was recognised: show all of it, and nothing over it".to_owned());
    Quality {
        sharpness: sharpness(&grey),
        glare: blown(&grey).share(),
        brightness,
        resolution: 0.0,
        hints,
    }
}

/// What can be said of a document.
pub(crate) fn of_card(card: &Card, photo: &Photo) -> Quality {
    let aspect = card.quad.width() / card.quad.height().max(1.0);
    let millimetres = if aspect > CARD_ASPECT {
        CARD_WIDTH
    } else {
        PAGE_WIDTH
    };
    let resolution = card.quad.width() / millimetres;
    let (width, height) = card.grey.dimensions();
    let Some(grey) = warp::scale(&card.grey, WIDTH, (WIDTH * height / width).max(8)) else {
        return Quality::default();
    };
    let (brightness, sharp, blown) = (mean(&grey), sharpness(&grey), blown(&grey));
    let mut hints = Vec::new();
    if cut_off(&card.quad, photo) {
        hints.push("a corner is cut off: show the whole document".to_owned());
    }
    if resolution < COARSE {
        hints.push(format!(
            "move closer: {resolution:.1} pixels a millimetre, {COARSE} are needed"
        ));
    }
    if sharp < BLURRED {
        hints.push("hold still and focus: the print is blurred".to_owned());
    }
    light(brightness, &mut hints);
    let share = blown.share();
    if (GLARE..PAPER).contains(&share) {
        hints.push(format!(
            "glare {}: tilt the document or move the light",
            blown.place()
        ));
    }
    if skew(&card.quad) > SKEWED {
        hints.push("hold the document flat and face it squarely".to_owned());
    }
    Quality {
        sharpness: sharp,
        glare: share,
        brightness,
        resolution,
        hints,
    }
}

fn light(brightness: f32, hints: &mut Vec<String>) {
    if brightness < DARK {
        hints.push("more light: the picture is too dark".to_owned());
    } else if brightness > BRIGHT {
        hints.push("less light: the picture is washed out".to_owned());
    }
}

/// Mean luminance, 0–1.
fn mean(grey: &GrayImage) -> f32 {
    let sum: u64 = grey.as_raw().iter().map(|v| u64::from(*v)).sum();
    sum as f32 / grey.as_raw().len().max(1) as f32 / 255.0
}

/// How much of the variation between neighbours a further blur takes away (Crété-Roffet 2007): a sharp
/// picture loses most of it, a blurred one has little to lose. 0 blurred, 1 sharp.
fn sharpness(grey: &GrayImage) -> f32 {
    let (width, height) = grey.dimensions();
    let wide = width as usize;
    // In ninths of a grey level, so that a sum of nine needs no division.
    let (mut before, mut lost) = (0_u64, 0_u64);
    for row in grey.as_raw().chunks_exact(wide).take(height as usize) {
        let sums: Vec<u16> = row
            .windows(9)
            .map(|near| near.iter().map(|v| u16::from(*v)).sum())
            .collect();
        let pairs = row.get(4..).unwrap_or_default().windows(2);
        for (pair, blurred) in pairs.zip(sums.windows(2)) {
            let sharp = 9 * u16::from(pair[1].abs_diff(pair[0]));
            let dull = blurred[1].abs_diff(blurred[0]);
            before += u64::from(sharp);
            lost += u64::from(sharp.saturating_sub(dull));
        }
    }
    if before == 0 {
        0.0
    } else {
        (lost as f64 / before as f64) as f32
    }
}

/// Cells of a grid over the document that are blown out.
struct Blown {
    cells: Vec<(f32, f32)>,
    all: usize,
}

/// Side of a cell in pixels: 2 mm of a card.
const CELL: u32 = 12;

/// A cell is blown out when it is white and flat: print on white paper leaves marks, glare none.
fn blown(grey: &GrayImage) -> Blown {
    let (columns, rows) = (grey.width() / CELL, grey.height() / CELL);
    let white = |column: u32, row: u32| {
        let cell = (0..CELL * CELL).map(|k| (column * CELL + k % CELL, row * CELL + k / CELL));
        cell.into_iter()
            .all(|(x, y)| grey.get_pixel(x, y).0[0] >= 250)
    };
    let grid = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    let cells = grid
        .filter(|&(column, row)| white(column, row))
        .map(|(column, row)| {
            let share = |at: u32, all: u32| (at as f32 + 0.5) / all as f32;
            (share(column, columns), share(row, rows))
        })
        .collect();
    Blown {
        cells,
        all: (columns * rows) as usize,
    }
}

impl Blown {
    fn share(&self) -> f32 {
        self.cells.len() as f32 / self.all.max(1) as f32
    }

    /// Where it lies, in words.
    fn place(&self) -> &'static str {
        let count = self.cells.len().max(1) as f32;
        let x = self.cells.iter().map(|cell| cell.0).sum::<f32>() / count;
        let y = self.cells.iter().map(|cell| cell.1).sum::<f32>() / count;
        let (dx, dy) = (x - 0.5, y - 0.5);
        match () {
            () if dx.abs().max(dy.abs()) < 0.17 => "in the middle",
            () if dx.abs() > dy.abs() && dx < 0.0 => "on the left edge",
            () if dx.abs() > dy.abs() => "on the right edge",
            () if dy < 0.0 => "on the upper edge",
            () => "on the lower edge",
        }
    }
}

/// Whether a corner lies outside the photo.
fn cut_off(quad: &Quad, photo: &Photo) -> bool {
    let (width, height) = photo.pixels.dimensions();
    let slack = OUTSIDE * quad.width();
    quad.0.iter().any(|p| {
        p.x < -slack || p.y < -slack || p.x > width as f32 + slack || p.y > height as f32 + slack
    })
}

/// The larger ratio of opposite edges.
fn skew(quad: &Quad) -> f32 {
    let [tl, tr, br, bl] = quad.0;
    let ratio = |a: f32, b: f32| a.max(b) / a.min(b).max(1.0);
    ratio(tl.distance(tr), bl.distance(br)).max(ratio(tl.distance(bl), tr.distance(br)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripes(period: u32) -> GrayImage {
        GrayImage::from_fn(480, 300, |x, _| {
            image::Luma([if (x / period).is_multiple_of(2) {
                30
            } else {
                220
            }])
        })
    }

    #[test]
    fn blur_lowers_sharpness() {
        let sharp = stripes(40);
        let blurred = imageproc::filter::gaussian_blur_f32(&sharp, 3.0);
        assert!(sharpness(&sharp) > 0.6, "{}", sharpness(&sharp));
        assert!(sharpness(&blurred) < sharpness(&sharp) - 0.2);
    }

    #[test]
    fn glare_has_a_place() {
        let mut card = stripes(3);
        for y in 240..300 {
            for x in 100..380 {
                card.put_pixel(x, y, image::Luma([255]));
            }
        }
        let blown = blown(&card);
        assert!(blown.share() > GLARE && blown.share() < PAPER);
        assert_eq!(blown.place(), "on the lower edge");
    }
}
