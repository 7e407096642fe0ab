//! Whether each character of a row is whole on the picture: its ink reaches as high and as low as its neighbours'.
//!
//! A recogniser reads an `0` whose upper half is covered as a sure `U`, and no check digit tells the two apart.

use image::GrayImage;

use super::strip::{FILL, Strip};
use crate::geometry::Point;
use crate::median::median;

/// Rows and columns of the raster in which one character is looked at: about a pixel each at 300 dpi.
const ROWS: usize = 24;
const COLUMNS: usize = 8;
/// Share of a pitch that is looked at, so that neighbours stay out.
const WIDTH: f32 = 0.8;
/// Characters of the same kind on each side that a character is compared with.
const NEIGHBOURS: usize = 6;
/// Share of the characters' height by which ink may end early. Half a character covered is 0.5.
const SHORT: f32 = 0.35;

/// Share of a character's darkest ink that its faintest stroke has: the stem of a blurred `T`.
const FAINTEST: f32 = 0.35;

/// Rows, from the top, between which a character has ink.
#[derive(Debug, Clone, Copy)]
struct Extent {
    top: f32,
    bottom: f32,
}

/// The columns of `symbols` whose characters are not whole; `centres` and `pitch` in card pixels along the text.
pub(super) fn broken(
    card: &GrayImage,
    strip: &Strip,
    centres: &[f32],
    pitch: f32,
    symbols: &[usize],
) -> Vec<usize> {
    let extents: Vec<Extent> = centres
        .iter()
        .map(|centre| extent(card, strip, *centre, pitch))
        .collect();
    let is_broken = |at: &usize| {
        let filler = symbols[*at] == FILL;
        let alike = |other: &usize| other != at && (symbols[*other] == FILL) == filler;
        let before = (0..*at).rev().filter(alike).take(NEIGHBOURS);
        let after = (at + 1..symbols.len()).filter(alike).take(NEIGHBOURS);
        let others: Vec<Extent> = before.chain(after).map(|other| extents[other]).collect();
        others.len() >= 4 && is_short(extents[*at], &others)
    };
    (0..symbols.len()).filter(is_broken).collect()
}

fn is_short(this: Extent, others: &[Extent]) -> bool {
    let top = median(others.iter().map(|extent| extent.top));
    let bottom = median(others.iter().map(|extent| extent.bottom));
    let Some((top, bottom)) = top.zip(bottom) else {
        return false;
    };
    let short = SHORT * (bottom - top);
    this.top - top > short || bottom - this.bottom > short
}

fn extent(card: &GrayImage, strip: &Strip, centre: f32, pitch: f32) -> Extent {
    let mut ink = [0.0_f32; ROWS];
    let raster = raster(card, strip, centre, pitch);
    let mut values: Vec<f32> = raster.iter().flatten().copied().collect();
    let paper = *values
        .select_nth_unstable_by(ROWS * COLUMNS * 17 / 20, f32::total_cmp)
        .1;
    for (ink, row) in ink.iter_mut().zip(&raster) {
        *ink = paper - row.iter().copied().fold(f32::INFINITY, f32::min);
    }
    let mut sorted = ink;
    sorted.sort_by(f32::total_cmp);
    let half = sorted[ROWS * 4 / 5] * FAINTEST;
    let top = ink.iter().position(|ink| *ink >= half).unwrap_or(ROWS);
    let bottom = ink.iter().rposition(|ink| *ink >= half).unwrap_or(0);
    Extent {
        top: top as f32,
        bottom: bottom as f32 + 1.0,
    }
}

/// The grey values about one place of a row.
fn raster(card: &GrayImage, strip: &Strip, centre: f32, pitch: f32) -> [[f32; COLUMNS]; ROWS] {
    let [tl, tr, br, bl] = strip.quad.0;
    let width = strip.end() - strip.start;
    let mut raster = [[0.0; COLUMNS]; ROWS];
    for (v, row) in raster.iter_mut().enumerate() {
        let down = (v as f32 + 0.5) / ROWS as f32;
        for (u, value) in row.iter_mut().enumerate() {
            let off = ((u as f32 + 0.5) / COLUMNS as f32 - 0.5) * WIDTH * pitch;
            let along = (centre + off - strip.start) / width;
            *value = grey(
                card,
                tl.toward(tr, along).toward(bl.toward(br, along), down),
            );
        }
    }
    raster
}

/// The grey value at a point.
fn grey(card: &GrayImage, at: Point) -> f32 {
    let clamp = |v: f32, size: u32| (v.max(0.0) as u32).min(size.saturating_sub(1));
    let pixel = card.get_pixel(clamp(at.x, card.width()), clamp(at.y, card.height()));
    f32::from(pixel.0[0])
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;
    use crate::geometry::Quad;

    /// Twelve black bars on white, one pitch apart; those of `covered` lack their upper half.
    fn card(covered: &[usize]) -> (GrayImage, Strip, Vec<f32>) {
        let mut card = GrayImage::from_pixel(200, 60, Luma([230]));
        let centres: Vec<f32> = (0..12).map(|i| 30.0 + 12.0 * i as f32).collect();
        for (at, centre) in centres.iter().enumerate() {
            let top = if covered.contains(&at) { 28 } else { 20 };
            for y in top..36 {
                for x in 0..4 {
                    card.put_pixel(*centre as u32 + x - 2, y, Luma([20]));
                }
            }
        }
        let quad = Quad::rectangle(20.0, 16.0, 152.0, 24.0);
        let strip = Strip {
            quad,
            start: 20.0,
            pace: 4.0,
            steps: vec![[0.0; 38]; 38],
        };
        (card, strip, centres)
    }

    #[test]
    fn a_half_covered_character_is_found_and_whole_ones_are_not() {
        let (picture, strip, centres) = card(&[7]);
        assert_eq!(broken(&picture, &strip, &centres, 12.0, &[1; 12]), [7]);
        let (picture, strip, centres) = card(&[]);
        assert!(broken(&picture, &strip, &centres, 12.0, &[1; 12]).is_empty());
    }
}
