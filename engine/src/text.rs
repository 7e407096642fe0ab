//! Finds lines of text, the portrait and barcodes on a card.

use image::GrayImage;

use crate::crew::Crew;
use crate::error::{Error, ErrorKind, Stage};
use crate::geometry::{Point, Quad};
use crate::model::{Model, Tensor, output};
use crate::warp;

mod rectangle;
mod region;
mod spine;
mod stacked;
mod zone;

use rectangle::{Rectangle, around, hull, smallest};
use region::{Region, regions};

/// What stands in a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PatchKind {
    /// A printed line.
    Text,
    /// One line of a machine readable zone.
    Mrz,
    /// The holder's portrait.
    Portrait,
    /// A barcode of any kind.
    Barcode,
}

impl PatchKind {
    /// Whether it is a line of characters.
    pub(crate) fn is_line(self) -> bool {
        matches!(self, Self::Text | Self::Mrz)
    }
}

/// A place on the card where something stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Patch {
    /// Tight around the characters, in card pixels, in reading order.
    pub(crate) quad: Quad,
    /// What stands there.
    pub(crate) kind: PatchKind,
    /// How sure the finder is, 0–1.
    pub(crate) score: f32,
}

impl Patch {
    /// The same, to be read the other way.
    pub(crate) fn upside_down(&self) -> Self {
        Self {
            quad: self.quad.upside_down(),
            ..*self
        }
    }
}

/// The finder's channels, in its order.
const CHANNELS: [PatchKind; 4] = [
    PatchKind::Text,
    PatchKind::Mrz,
    PatchKind::Portrait,
    PatchKind::Barcode,
];
/// Input pixels a cell.
const CELL: f32 = 2.0;
/// How much a line's region grows on every side, as a share of its height. Lines are marked shrunk by a
/// quarter of their height, which would ask for half; but the map's slopes reach over the mark at the
/// threshold. Fields of published specimens, drawn cards and drawn photographs: .45 and .35 → 559, 856 and 1,467 of
/// 679, 926 and 1,854; .4 and .35 → 561, 860 and 1,473; .5 and .4 → 550, 869 and 1,480; these → 558, 875 and 1,473.
const GROWTH: f32 = 0.4;
/// Below this score a patch of print is not read: on published specimens it would keep all but 0.4 % of
/// the lines that can be read, and drop 44 % of what is none.
const PRINT: f32 = 0.5;
/// Below this score a portrait is not sure enough to drop what stands on it.
const FACE: f32 = 0.6;
/// Below this aspect a region has no direction of its own: the smallest rectangle about a letter is a lozenge.
const STOUT: f32 = 1.7;
/// A region of which more than this share lies on another is a part of it.
const PART: f32 = 0.6;
/// Width at which a card is searched: print of 1.5 mm is 14 pixels high on an ID-1 card.
pub(crate) const USUAL: f32 = 832.0;
/// Width that suffices for machine readable lines: they are 12 pixels high on a passport page.
pub(crate) const NARROW: f32 = 640.0;
/// Width at which a photo is searched when its letters may be too small at the usual one.
pub(crate) const WIDE: f32 = 1280.0;
/// The finder's strides ask for sides that are multiples of this.
const MULTIPLE: usize = 32;

/// Everything that stands on `card`, in its own frame, in reading order; at most `most` patches.
///
/// They are searched at `width`, such as [`USUAL`]; a tall page at less, so that the cost stays the same.
pub(crate) fn find(
    card: &GrayImage,
    finder: &dyn Model,
    width: f32,
    most: usize,
    crew: &Crew,
) -> Result<Vec<Patch>, Error> {
    let (input, scale) = prepare(card, width).ok_or_else(|| {
        let message = "the card cannot be scaled; send the photo in another size";
        Error::new(ErrorKind::Input, Stage::Text, message)
    })?;
    let (high, wide) = (input.shape[2] / 2, input.shape[3] / 2);
    let outputs = finder.run(input)?;
    let maps = output(&outputs, 0, &[1, CHANNELS.len(), high, wide], Stage::Text)?;
    let each = CHANNELS
        .into_iter()
        .zip(maps.data.chunks_exact(high * wide));
    let found = crew.map(&each.collect::<Vec<_>>(), |(kind, map)| {
        let mut regions = regions(map, wide as u32);
        if *kind == PatchKind::Text {
            regions = stacked::parted(regions, map, wide as u32);
        }
        of_kind(*kind, &regions, scale)
    });
    let mut patches = found.concat();
    patches.retain(|patch| patch.kind != PatchKind::Text || patch.score > PRINT);
    drop_faces(&mut patches);
    patches.sort_by(|a, b| b.score.total_cmp(&a.score));
    patches.truncate(most);
    // Each is held against each: a picture of noise has thousands before they are counted.
    drop_parts(&mut patches);
    Ok(in_reading_order(zone::straighten(patches)))
}

/// The patches that regions of one kind make.
fn of_kind(kind: PatchKind, regions: &[Region], scale: f32) -> Vec<Patch> {
    let spine = |region: &Region| kind.is_line().then(|| spine::straight(region))?;
    let spines: Vec<Option<Rectangle>> = regions.iter().map(spine).collect();
    let usual = spine::direction(spines.iter().flatten());
    let each = regions.iter().zip(spines);
    each.filter_map(|(region, spine)| patch(kind, region, spine, usual, scale))
        .collect()
}

/// Drops what was taken for print in the portrait: eyes and collars look like it.
fn drop_faces(patches: &mut Vec<Patch>) {
    let faces: Vec<[f32; 4]> = patches
        .iter()
        .filter(|patch| patch.kind == PatchKind::Portrait && patch.score > FACE)
        .map(|patch| patch.quad.bounds())
        .collect();
    patches.retain(|patch| {
        let at = patch.quad.centre();
        let inside = |[l, t, r, b]: &[f32; 4]| (*l..*r).contains(&at.x) && (*t..*b).contains(&at.y);
        patch.kind != PatchKind::Text || !faces.iter().any(inside)
    });
}

/// Drops regions of print that lie mostly on a larger one: of large letters a part is found twice.
fn drop_parts(patches: &mut Vec<Patch>) {
    let all: Vec<Quad> = patches
        .iter()
        .filter(|patch| patch.kind == PatchKind::Text)
        .map(|patch| patch.quad)
        .collect();
    let is_part = |patch: &Patch| {
        let mut larger = all.iter().filter(|quad| quad.area() > patch.quad.area());
        larger.any(|quad| patch.quad.share_on(quad) > PART)
    };
    patches.retain(|patch| patch.kind != PatchKind::Text || !is_part(patch));
}

/// The finder's input and the card's pixels an input pixel.
fn prepare(card: &GrayImage, target: f32) -> Option<(Tensor, f32)> {
    let (width, height) = (card.width() as f32, card.height() as f32);
    let scale = (target / width).min(target / (width * height).sqrt());
    let small = |length: f32| ((length * scale).round() as u32).max(1);
    let (wide, high) = (small(width), small(height));
    let grey = warp::scale(card, wide, high)?;
    let padded = |length: u32| (length as usize).next_multiple_of(MULTIPLE);
    let stride = padded(wide);
    let mut input = Tensor::zeros(&[1, 1, padded(high), stride]);
    for (to, from) in input.data.chunks_exact_mut(stride).zip(grey.rows()) {
        for (value, pixel) in to.iter_mut().zip(from) {
            *value = (f32::from(pixel.0[0]) - 127.5) / 64.0;
        }
    }
    Some((input, width / wide as f32))
}

/// The patch of a region with its spine, in card pixels; one without a direction lies in the usual one.
fn patch(
    kind: PatchKind,
    region: &Region,
    spine: Option<Rectangle>,
    usual: Point,
    scale: f32,
) -> Option<Patch> {
    let line = kind.is_line();
    let hull = hull(&region.rows);
    let mut rectangle = smallest(&hull)?;
    let (short, long) = (
        rectangle.wide.min(rectangle.high),
        rectangle.wide.max(rectangle.high),
    );
    // A colon and an I stand higher than wide, and yet in their row.
    let stands = rectangle.runs_across(usual) && long < spine::LONG * short;
    let stout = line && (stands || long + 1.0 < STOUT * (short + 1.0));
    if stout {
        rectangle = around(&hull, usual);
    } else if line && long > spine::LONG * short {
        rectangle = spine.unwrap_or(rectangle);
    }
    // Cells have an extent beyond their centres, on each side half a cell.
    rectangle.grow(0.5);
    if line {
        rectangle.grow(rectangle.high * GROWTH);
    }
    let quad = rectangle.quad(line && !stout);
    Some(Patch {
        quad: Quad(
            quad.0
                .map(|p| Point::new(p.x * CELL * scale, p.y * CELL * scale)),
        ),
        kind,
        score: region.sum / region.cells as f32,
    })
}

/// Rows from top to bottom, each from left to right; patches share a row when the middle of one lies
/// within the height of the other.
fn in_reading_order(mut patches: Vec<Patch>) -> Vec<Patch> {
    patches.sort_by(|a, b| a.quad.centre().y.total_cmp(&b.quad.centre().y));
    let mut rows: Vec<Vec<Patch>> = Vec::new();
    for patch in patches {
        let middle = patch.quad.centre().y;
        let here = |row: &&mut Vec<Patch>| {
            row.last().is_some_and(|last| {
                let reach = last.quad.height().min(patch.quad.height()) / 2.0;
                (last.quad.centre().y - middle).abs() < reach
            })
        };
        match rows.iter_mut().rev().take(3).find(here) {
            Some(row) => row.push(patch),
            None => rows.push(vec![patch]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.quad.centre().x.total_cmp(&b.quad.centre().x));
    }
    rows.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map with one filled rectangle of cells, turned about its middle.
    fn bar(angle: f32, wide: f32, high: f32) -> Vec<f32> {
        let (sin, cos) = angle.sin_cos();
        let cell = |at: usize| {
            let (x, y) = (
                (at % 200) as f32 + 0.5 - 100.0,
                (at / 200) as f32 + 0.5 - 60.0,
            );
            let (u, v) = (x * cos + y * sin, y * cos - x * sin);
            if u.abs() < wide / 2.0 && v.abs() < high / 2.0 {
                0.9
            } else {
                0.0
            }
        };
        (0..200 * 120).map(cell).collect()
    }

    fn framed(kind: PatchKind, region: &Region, usual: Point) -> Patch {
        patch(kind, region, spine::straight(region), usual, 1.0).unwrap()
    }

    const LEVEL: Point = Point::new(1.0, 0.0);

    #[test]
    fn a_tilted_bar_grows_back_to_its_line() {
        for angle in [0.0_f32, 0.08, -0.3] {
            let found = regions(&bar(angle, 120.0, 8.0), 200);
            assert_eq!(found.len(), 1);
            let patch = framed(PatchKind::Mrz, &found[0], LEVEL);
            // Cells are two pixels; 8 of them grow by a share of themselves on either side.
            let grown = 2.0 * 2.0 * 8.0 * GROWTH;
            assert!(
                (patch.quad.width() - 240.0 - grown).abs() < 6.0,
                "{:?}",
                patch.quad
            );
            assert!(
                (patch.quad.height() - 16.0 - grown).abs() < 4.0,
                "{:?}",
                patch.quad
            );
            let [tl, tr, ..] = patch.quad.0;
            assert!(((tr.y - tl.y).atan2(tr.x - tl.x) - angle).abs() < 0.02);
            assert!(patch.quad.area() > 0.0);
        }
    }

    #[test]
    fn a_steep_line_reads_downward() {
        let found = regions(&bar(std::f32::consts::FRAC_PI_2, 90.0, 8.0), 200);
        let patch = framed(PatchKind::Text, &found[0], LEVEL);
        let [tl, tr, ..] = patch.quad.0;
        assert!(tr.y - tl.y > 150.0 && (tr.x - tl.x).abs() < 5.0);
        assert!(patch.quad.area() > 0.0);
    }

    #[test]
    fn a_colon_stands_in_its_row() {
        let found = regions(&bar(std::f32::consts::FRAC_PI_2, 20.0, 8.0), 200);
        let patch = framed(PatchKind::Text, &found[0], LEVEL);
        let [tl, tr, ..] = patch.quad.0;
        assert!(
            tr.x > tl.x + 10.0 && (tr.y - tl.y).abs() < 1.0,
            "{:?}",
            patch.quad
        );
    }

    #[test]
    fn a_region_without_a_direction_lies_as_the_others_do() {
        let lozenge: Vec<f32> = (0..200 * 120)
            .map(|at| {
                let (x, y) = ((at % 200) as f32 - 50.0, (at / 200) as f32 - 50.0);
                if x.abs() + y.abs() < 6.0 { 0.9 } else { 0.0 }
            })
            .collect();
        let long = regions(&bar(0.1, 120.0, 8.0), 200);
        let usual = spine::direction(spine::straight(&long[0]).iter());
        let found = regions(&lozenge, 200);
        let patch = framed(PatchKind::Text, &found[0], usual);
        let [tl, tr, ..] = patch.quad.0;
        assert!(((tr.y - tl.y).atan2(tr.x - tl.x) - 0.1).abs() < 0.03);
    }

    #[test]
    fn rows_come_before_columns() {
        let at = |x: f32, y: f32| Patch {
            quad: Quad::rectangle(x, y, 50.0, 10.0),
            kind: PatchKind::Text,
            score: 1.0,
        };
        let order = in_reading_order(vec![at(100.0, 2.0), at(0.0, 30.0), at(0.0, 0.0)]);
        let corners: Vec<_> = order
            .iter()
            .map(|p| p.quad.0[0])
            .map(<[f32; 2]>::from)
            .collect();
        assert_eq!(corners, [[0.0, 0.0], [100.0, 2.0], [0.0, 30.0]]);
    }
}
