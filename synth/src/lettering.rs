//! Texts on a card: fitted into boxes, turned, inked, and told to the truth.

use crate::artwork::{Align, Letters};
use crate::canvas::{Canvas, Rgb, Stain};
use crate::fonts::Face;
use crate::ink::{Extent, Ink, Pen};
use crate::raster::Raster;
use crate::truth::{Quad, Xy};
use anyhow::Result;

/// How a run of text is set, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Kind of letters, for the choice of a face.
    pub letters: Letters,
    /// Colour.
    pub ink: Rgb,
    /// Opacity.
    pub alpha: f32,
    /// Height of capitals; nought lets the box decide.
    pub cap: f32,
    /// Space between letters, in em.
    pub spacing: f32,
    /// Where in the box.
    pub align: Align,
    /// Thickening of strokes, in em.
    pub weight: f32,
}

/// The part of a box's height that capitals fill when no height is told.
const CAP_OF_BOX: f32 = 0.70;
/// Letters are squeezed to this before they are made smaller.
const LEAST_STRETCH: f32 = 0.78;

/// One line of text, cut into runs of one face each.
pub type Runs<'a> = [(&'a Face, &'a str)];

/// Sets one line into a box; gives the quad of its ink, or nothing for blank text.
///
/// `turn` counts quarter turns anticlockwise: at 1 the text reads upwards.
pub fn set(
    canvas: &mut Canvas,
    runs: &Runs<'_>,
    at: [f32; 4],
    how: &Setting,
    turn: u8,
) -> Result<Option<Quad>> {
    if runs.iter().all(|(_, text)| text.trim().is_empty()) {
        return Ok(None);
    }
    let (long, high) = if turn.is_multiple_of(2) {
        (at[2] - at[0], at[3] - at[1])
    } else {
        (at[3] - at[1], at[2] - at[0])
    };
    let cap = if how.cap > 0.0 {
        how.cap
    } else {
        high * CAP_OF_BOX
    };
    let mut fit = Fit {
        cap,
        stretch: 1.0,
        spacing: how.spacing,
        weight: how.weight,
    };
    let mut inks = fit.shape(runs)?;
    let mut advance: f32 = inks.iter().map(|i| i.advance).sum();
    if advance > long {
        let share = long / advance;
        fit.stretch = share.max(LEAST_STRETCH);
        fit.cap *= (share / LEAST_STRETCH).min(1.0);
        fit.spacing = fit.spacing.min(0.02);
        inks = fit.shape(runs)?;
        advance = inks.iter().map(|i| i.advance).sum();
    }
    let room = (long - advance).max(0.0);
    let x = match how.align {
        Align::Left => 0.0,
        Align::Centre => room / 2.0,
        Align::Right => room,
    };
    let y = (high + fit.cap) / 2.0;
    let (mut origin, angle) = match turn % 4 {
        1 => ([at[0] + y, at[3] - x], -std::f32::consts::FRAC_PI_2),
        2 => ([at[2] - x, at[3] - y], std::f32::consts::PI),
        3 => ([at[2] - y, at[1] + x], std::f32::consts::FRAC_PI_2),
        _ => ([at[0] + x, at[1] + y], 0.0),
    };
    let mut box_: Option<[f32; 4]> = None;
    let start = origin;
    let mut gone = 0.0;
    for ink in &inks {
        let b = ink.bounds();
        if !b.is_empty() {
            stamp(canvas, ink, origin, angle, how);
            let old = box_.unwrap_or([f32::MAX, f32::MAX, f32::MIN, f32::MIN]);
            box_ = Some([
                old[0].min(gone + b.x0),
                old[1].min(b.y0),
                old[2].max(gone + b.x1),
                old[3].max(b.y1),
            ]);
        }
        gone += ink.advance;
        origin = [start[0] + gone * angle.cos(), start[1] + gone * angle.sin()];
    }
    Ok(box_.map(|b| placed(b, start, angle)))
}

/// Shapes a text at the height, spacing and weight that a setting tells, with no box to fit.
pub fn shaped<'f>(text: &str, face: &'f Face, how: &Setting) -> Result<Ink<'f>> {
    let pen = Pen {
        tracking: how.spacing,
        weight: how.weight,
        stretch: face.stretch,
        ..Pen::new(how.cap / face.cap_height)
    };
    Ink::shape(text, face, pen)
}

/// How a line was made to fit.
struct Fit {
    cap: f32,
    stretch: f32,
    spacing: f32,
    weight: f32,
}

impl Fit {
    fn shape<'a>(&self, runs: &Runs<'a>) -> Result<Vec<Ink<'a>>> {
        let pen = |face: &Face| Pen {
            tracking: self.spacing,
            weight: self.weight,
            stretch: self.stretch * face.stretch,
            ..Pen::new(self.cap / face.cap_height)
        };
        runs.iter()
            .map(|(face, text)| Ink::shape(text, face, pen(face)))
            .collect()
    }
}

/// A box relative to a pen's start, as a quad on the sheet.
fn placed(b: [f32; 4], origin: Xy, angle: f32) -> Quad {
    let (sin, cos) = if angle == 0.0 {
        (0.0, 1.0)
    } else {
        angle.sin_cos()
    };
    [(b[0], b[1]), (b[2], b[1]), (b[2], b[3]), (b[0], b[3])]
        .map(|(x, y)| [origin[0] + x * cos - y * sin, origin[1] + x * sin + y * cos])
}

/// Inks a shaped text with its pen's start at a point and its baseline at an angle.
pub fn stamp(canvas: &mut Canvas, ink: &Ink<'_>, origin: Xy, angle: f32, how: &Setting) -> Quad {
    let (sin, cos) = if angle == 0.0 {
        (0.0, 1.0)
    } else {
        angle.sin_cos()
    };
    let put = |x: f32, y: f32| (origin[0] + x * cos - y * sin, origin[1] + x * sin + y * cos);
    let b = ink.bounds();
    let quad = [(b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1)].map(|(x, y)| {
        let (x, y) = put(x, y);
        [x, y]
    });
    if let Some((stain, left, top)) = coverage(ink, &quad, put) {
        canvas.stain(&stain, left, top, how.ink, how.alpha);
    }
    quad
}

/// Coverage of a shaped text through a map, with its place.
fn coverage(
    ink: &Ink<'_>,
    quad: &Quad,
    put: impl Fn(f32, f32) -> (f32, f32),
) -> Option<(Stain, i32, i32)> {
    let mut box_ = Extent::EMPTY;
    quad.iter().for_each(|p| box_.take(p[0], p[1]));
    if box_.is_empty() || box_.x1 - box_.x0 > 8000.0 || box_.y1 - box_.y0 > 8000.0 {
        return None;
    }
    let (left, top) = (box_.x0.floor() - 1.0, box_.y0.floor() - 1.0);
    let (width, height) = (
        (box_.x1 - left).ceil() as usize + 2,
        (box_.y1 - top).ceil() as usize + 2,
    );
    let mut raster = Raster::new(width, height);
    ink.stamp(&mut raster, |x, y| {
        let (x, y) = put(x, y);
        (x - left, y - top)
    });
    let cover = raster
        .coverage()
        .iter()
        .map(|c| (c * 255.0) as u8)
        .collect();
    Some((
        Stain {
            width,
            height,
            cover,
        },
        left as i32,
        top as i32,
    ))
}

/// Prints the outlines of letters only, as SPECIMEN is printed over cards.
pub fn outline(
    canvas: &mut Canvas,
    face: &Face,
    text: &str,
    origin: Xy,
    angle: f32,
    px: f32,
    how: &Setting,
) -> Result<()> {
    let thin = Ink::shape(text, face, Pen::new(px))?;
    let thick = Ink::shape(
        text,
        face,
        Pen {
            weight: how.weight,
            ..Pen::new(px)
        },
    )?;
    let (sin, cos) = angle.sin_cos();
    let put = |x: f32, y: f32| (origin[0] + x * cos - y * sin, origin[1] + x * sin + y * cos);
    let b = thick.bounds();
    let quad = [(b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1)].map(|(x, y)| {
        let (x, y) = put(x, y);
        [x, y]
    });
    if let (Some((mut outer, left, top)), Some((inner, _, _))) =
        (coverage(&thick, &quad, put), coverage(&thin, &quad, put))
    {
        outer
            .cover
            .iter_mut()
            .zip(&inner.cover)
            .for_each(|(o, i)| *o = o.saturating_sub(*i));
        canvas.stain(&outer, left, top, how.ink, how.alpha);
    }
    Ok(())
}

/// Sets a line of a machine readable zone at its fixed pitch between two ends.
pub fn machine(
    canvas: &mut Canvas,
    face: &Face,
    text: &str,
    x: [f32; 2],
    y: [f32; 2],
    how: &Setting,
) -> Result<Quad> {
    let cap = y[1] - y[0];
    let px = cap / face.cap_height;
    let count = text.chars().count().max(1) as f32;
    let plain = Ink::shape(
        text,
        face,
        Pen {
            stretch: face.stretch,
            ..Pen::new(px)
        },
    )?;
    let pitch = (x[1] - x[0]) / count;
    let stretch = (pitch * 0.98 / (plain.advance / count)).clamp(0.8, 1.08) * face.stretch;
    let set = Ink::shape(
        text,
        face,
        Pen {
            stretch,
            weight: how.weight,
            ..Pen::new(px)
        },
    )?;
    let tracking = (x[1] - x[0] - set.advance) / count / px;
    let ink = Ink::shape(
        text,
        face,
        Pen {
            stretch,
            tracking,
            weight: how.weight,
            ..Pen::new(px)
        },
    )?;
    Ok(stamp(canvas, &ink, [x[0], y[1]], 0.0, how))
}
