//! Where a line's ink ends: the finder sees a dot, or half of a large figure, less well than the letters beside it.

use super::grown;
use crate::card::Card;
use crate::geometry::{Point, Quad};
use crate::text::{Patch, PatchKind};

/// Pixels of a line's height at which its ink is looked at.
const FINE: usize = 16;
/// How far beyond a cut ink is followed, in heights: half of a wide figure, and the margin before it.
const REACH: f32 = 0.9;
/// Columns without ink that a cut leaves clear behind a line's last sign.
const CLEAR: usize = 2;
/// Columns without ink that end a line: a dot stands nearer to its letter.
const GAP: usize = 4;
/// A region so many times as long as high holds several signs.
const LONG: f32 = 1.7;
/// Ink is darker than its ground by so much of what the line's own ink is …
const DARK: f32 = 0.5;
/// … and that by so many levels of grey; fainter print tells no ink from ground.
const CONTRAST: f32 = 25.0;
/// The shares of a line's pixels that are at least as dark as its ink, and as its ground.
const INK: f32 = 0.06;
const GROUND: f32 = 0.6;

/// The margins before and after a line, as shares of its width: `nominal`, or more where a sign would be cut through and
/// nothing else was found there.
pub(super) fn of(card: &Card, patch: &Patch, others: &[Patch], nominal: [f32; 2]) -> [f32; 2] {
    let aspect = patch.quad.height() / patch.quad.width().max(1.0);
    let found = (patch.kind == PatchKind::Text)
        .then(|| Ink::of(card, patch, nominal, REACH * aspect))
        .flatten();
    let Some(ink) = found else {
        return nominal;
    };
    let [before, after] = nominal;
    let is_free = |share: f32| {
        let at = place(&patch.quad, share);
        let mut lines = others.iter().filter(|other| other.quad != patch.quad);
        !lines.any(|other| is_long(&other.quad) && other.quad.holds(at))
    };
    let wider = |more: Option<f32>, own: f32, sign: f32, edge: f32| {
        let more = more.map(|more| more * aspect);
        let free = |more: &f32| is_free(edge + sign * own) && is_free(edge + sign * (own + more));
        own + more.filter(free).unwrap_or(0.0)
    };
    [
        wider(ink.before(), before, -1.0, 0.0),
        wider(ink.after(), after, 1.0, 1.0),
    ]
}

/// Whether a region is longer than a sign: what is not may be the part of one that is cut through.
fn is_long(quad: &Quad) -> bool {
    quad.width() > LONG * quad.height()
}

/// The point at half of a line's height and a share of its width.
fn place(quad: &Quad, share: f32) -> Point {
    let [tl, tr, br, bl] = quad.0;
    tl.toward(bl, 0.5).toward(tr.toward(br, 0.5), share)
}

/// Which columns of a line hold ink, from far before it to far behind it.
struct Ink {
    columns: Vec<bool>,
    /// The columns where the cut would begin and end.
    cut: (usize, usize),
}

impl Ink {
    /// The ink of a line with these margins, and `reach` more on both sides, in shares of its width; `None` where ink
    /// and ground are not told apart.
    fn of(card: &Card, patch: &Patch, nominal: [f32; 2], reach: f32) -> Option<Self> {
        let ends = nominal.map(|margin| margin + reach);
        let quad = grown(&patch.quad, ends, 0.0)?;
        let whole = 1.0 + ends[0] + ends[1];
        let width = (quad.width() / quad.height().max(1.0) * FINE as f32).round() as usize;
        let width = width.clamp(FINE, 100 * FINE);
        let values = sampled(card, &quad, width);
        let column = |share: f32| ((share / whole * width as f32) as usize).min(width - 1);
        let own = (column(ends[0]), column(ends[0] + 1.0));
        let least = darkness(&values[own.0 * FINE..own.1 * FINE])?;
        let columns = values.chunks_exact(FINE);
        let columns: Vec<bool> = columns
            .map(|column| column.iter().any(|value| *value < least))
            .collect();
        Some(Self {
            columns,
            cut: (column(reach), column(whole - reach)),
        })
    }

    /// How much farther to the left the cut has to begin, in heights, so that it is clear.
    fn before(&self) -> Option<f32> {
        let from = (self.cut.0 + CLEAR).min(self.columns.len());
        clear(self.columns[..from].iter().rev().copied())
    }

    /// How much farther to the right it has to end.
    fn after(&self) -> Option<f32> {
        let from = self.cut.1.saturating_sub(CLEAR);
        clear(self.columns[from..].iter().copied())
    }
}

/// The card's grey within a quad, in columns of [`FINE`] pixels one after the other. The nearest pixel suffices: a line of
/// the card is about as high.
fn sampled(card: &Card, quad: &Quad, width: usize) -> Vec<f32> {
    let [tl, tr, br, bl] = quad.0;
    let (right, bottom) = card.size();
    let share = |at: usize, all: usize| (at as f32 + 0.5) / all as f32;
    let columns = (0..width).map(|x| {
        let along = share(x, width);
        (tl.toward(tr, along), bl.toward(br, along))
    });
    let grey = |at: Point| {
        let (x, y) = (at.x.clamp(0.0, right - 1.0), at.y.clamp(0.0, bottom - 1.0));
        f32::from(card.grey.get_pixel(x as u32, y as u32).0[0])
    };
    let column = |(top, foot): (Point, Point)| {
        (0..FINE).map(move |y| grey(top.toward(foot, share(y, FINE))))
    };
    columns.flat_map(column).collect()
}

/// How far beyond a cut it is clear again, in heights, by the columns from shortly within it outward; `None` where
/// nothing stands close to it, or where ink does not end.
fn clear(columns: impl Iterator<Item = bool>) -> Option<f32> {
    let columns: Vec<bool> = columns.collect();
    let near = &columns[..columns.len().min(CLEAR + GAP)];
    let outmost = near.iter().rposition(|ink| *ink)?;
    let mut runs = columns[outmost..].windows(GAP);
    let end = outmost + runs.position(|run| !run.contains(&true))?;
    Some(end as f32 / FINE as f32)
}

/// The grey below which a line's pixels are ink, by all of its own.
fn darkness(own: &[f32]) -> Option<f32> {
    if own.is_empty() {
        return None;
    }
    let mut own = own.to_vec();
    let mut at = |share: f32| {
        let rank = (share * own.len() as f32) as usize;
        *own.select_nth_unstable_by(rank, f32::total_cmp).1
    };
    let (ink, ground) = (at(INK), at(GROUND));
    (ground - ink > CONTRAST).then_some(ground - DARK * (ground - ink))
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;
    use crate::card::Found;
    use crate::crew::Crew;
    use crate::photo::Photo;

    const NOMINAL: [f32; 2] = [0.02, 0.03];

    /// The margins of a line at (100, 100), 200 × 20 pixels, on a card where these columns are dark all down.
    fn margins(ink: &[std::ops::Range<u32>], others: &[Quad]) -> [f32; 2] {
        let dark =
            |x: u32, y: u32| (90..130).contains(&y) && ink.iter().any(|run| run.contains(&x));
        let photo = RgbImage::from_fn(856, 540, |x, y| Rgb([if dark(x, y) { 20 } else { 200 }; 3]));
        let patch = |quad: Quad| Patch {
            quad,
            kind: PatchKind::Text,
            score: 1.0,
        };
        let line = patch(Quad::rectangle(100.0, 100.0, 200.0, 20.0));
        let others: Vec<Patch> = others.iter().map(|quad| patch(*quad)).collect();
        of(&card(photo), &line, &others, NOMINAL)
    }

    fn card(photo: RgbImage) -> Card {
        let quad = Quad::rectangle(0.0, 0.0, 856.0, 540.0);
        let found = Found { quad, score: 1.0 };
        crate::card::flatten(&Photo { pixels: photo }, &found, 700.0, &Crew::alone()).unwrap()
    }

    /// Letters with gaps between them from 102 to 298, of which a third is ink.
    fn letters() -> Vec<std::ops::Range<u32>> {
        (102..298).step_by(12).map(|x| x..x + 4).collect()
    }

    #[test]
    fn a_sign_that_would_be_cut_through_is_cut_out_whole() {
        let mut ink = letters();
        ink.push(303..309);
        let [before, after] = margins(&ink, &[]);
        assert_eq!(before, NOMINAL[0]);
        assert!((0.045..0.075).contains(&after), "{after}");
    }

    #[test]
    fn what_is_clear_endless_or_found_as_something_else_stays_as_it_is() {
        assert_eq!(margins(&letters(), &[]), NOMINAL);
        let with = |run: std::ops::Range<u32>| [letters(), vec![run]].concat();
        assert_eq!(margins(&with(303..500), &[]), NOMINAL, "a rule");
        let other = Quad::rectangle(303.0, 100.0, 60.0, 20.0);
        assert_eq!(margins(&with(303..309), &[other]), NOMINAL, "another line");
        let part = Quad::rectangle(301.0, 100.0, 10.0, 20.0);
        assert!(
            margins(&with(303..309), &[part])[1] > NOMINAL[1],
            "a part of the sign"
        );
    }
}
