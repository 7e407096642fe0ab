//! Decodes PDF417 symbols.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::GrayImage;
use rxing::common::HybridBinarizer;
use rxing::pdf417::PDF417Reader;
use rxing::{BinaryBitmap, Luma8Source, Reader};

use crate::card::Card;
use crate::geometry::{Homography, Quad};

/// Share of the symbol's width that is looked at on each side of it, so that its first and last bars are whole.
const MARGIN: f32 = 0.06;
/// Pixels across a symbol: as many as the photo has, but enough for the library, which wants two for each of the 222 to
/// 341 modules that symbols on cards have, and not so many that one costs more than some milliseconds. Of 15 symbols in
/// `testdata/` 11 are read so, and the other four are on cards that are not found.
const ACROSS: std::ops::RangeInclusive<f32> = 700.0..=1100.0;
/// The least height at which the library sees a symbol.
const LEAST: u32 = 12;

/// What the symbol in a quad of the card holds, a character a byte where it names no other alphabet.
pub(super) fn decode(card: &Card, quad: &Quad) -> Option<String> {
    symbol(&cut(card, lying(*quad))?)
}

/// The quad with its longer side across: rows of a symbol may run down a card.
fn lying(mut quad: Quad) -> Quad {
    if quad.height() > quad.width() {
        quad.0.rotate_left(1);
    }
    quad
}

/// The quad with its margins, from the photo, so that no detail is lost between.
fn cut(card: &Card, quad: Quad) -> Option<GrayImage> {
    let share = MARGIN * quad.width() / quad.height().max(1.0);
    let unit = Quad::rectangle(0.0, 0.0, 1.0, 1.0);
    let sides = (1.0 + 2.0 * MARGIN, 1.0 + 2.0 * share);
    let larger = Quad::rectangle(-MARGIN, -share, sides.0, sides.1);
    let in_photo = larger
        .through(&Homography::between(&unit, &quad)?)?
        .through(&card.to_photo)?;
    let across = in_photo.width().clamp(*ACROSS.start(), *ACROSS.end());
    let scale = across / in_photo.width().max(1.0);
    let width = across as usize;
    let height = ((scale * in_photo.height()) as usize).min(width);
    let flat = Quad::rectangle(0.0, 0.0, width as f32, height as f32);
    let to_photo = Homography::between(&flat, &in_photo)?;
    let strip = card.ground.strip(&to_photo, (width, height), 1.0 / scale);
    let pixels = strip.into_iter().map(|value| value as u8).collect();
    GrayImage::from_raw(width as u32, height as u32, pixels)
}

/// What the symbol in a picture holds.
///
/// The library was written for symbols that are whole; on one that is not it may index past an end, which must take no
/// process down.
fn symbol(picture: &GrayImage) -> Option<String> {
    if picture.height() < LEAST {
        return None;
    }
    let look = || {
        let (width, height) = picture.dimensions();
        let shades = Luma8Source::new_with_slice(picture.as_raw(), width, height).ok()?;
        let mut bits = BinaryBitmap::new(HybridBinarizer::new(shades));
        let found = PDF417Reader::new().decode(&mut bits).ok()?;
        Some(found.getText().to_owned())
    };
    catch_unwind(AssertUnwindSafe(look)).ok().flatten()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use image::Luma;

    use super::*;

    /// Bars of chance widths under the start pattern of a symbol, from rows that begin at chance.
    fn scrawl(seed: u32) -> GrayImage {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let mut next = move || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state
        };
        let mut picture = GrayImage::from_pixel(600, 120, Luma([235]));
        let start = [24, 3, 3, 3, 3, 3, 3, 9];
        for row in 0..12 {
            let chance: Vec<u32> = (0..120).map(|_| 3 * (1 + next() % 6)).collect();
            let begin = if seed.is_multiple_of(3) {
                next() % 9
            } else {
                20
            };
            let runs = start.iter().chain(&chance);
            let (mut x, mut dark) = (begin, true);
            for run in runs {
                for at in x..(x + run).min(600) {
                    for y in 10 * row..10 * row + 10 {
                        let shade = if dark { 20 } else { 235 };
                        picture.put_pixel(at, y, Luma([shade]));
                    }
                }
                (x, dark) = (x + run, !dark);
            }
        }
        picture
    }

    #[test]
    fn what_only_looks_like_a_symbol_is_none_and_takes_no_time() {
        let begun = Instant::now();
        for seed in 0..200 {
            assert_eq!(symbol(&scrawl(seed)), None, "{seed}");
        }
        // Some milliseconds each; the rest is for machines that have much else to do.
        assert!(begun.elapsed() < Duration::from_secs(60));
    }

    #[test]
    fn a_blank_and_a_sliver_are_none() {
        for (width, height) in [(1100, 200), (1100, 11), (1, 40), (0, 0)] {
            let blank = GrayImage::from_pixel(width, height, Luma([200]));
            assert_eq!(symbol(&blank), None);
        }
    }

    #[test]
    fn a_symbol_that_runs_down_is_laid_across() {
        let lies = lying(Quad::rectangle(0.0, 0.0, 40.0, 200.0));
        assert!(lies.width() > lies.height());
        let lay = Quad::rectangle(0.0, 0.0, 200.0, 40.0);
        assert_eq!(lying(lay), lay);
    }
}
