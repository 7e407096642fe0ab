//! Where a line's text lies in its crop: margins, tilt, bend, and the neighbours that reach in.

use crate::fonts::Face;
use crate::ink::{Extent, Ink, Pen};
use crate::line::Script;
use crate::rng::Rng;
use crate::stranger;
use crate::stratum::{Plan, Stratum};

// The widest line drawn: some 90 letters of the loosest setting.
const WIDEST: usize = 1600;

// Where the text lies in its crop, in pixels of the photograph.
pub(crate) struct Frame {
    pub(crate) w: usize,
    pub(crate) h: usize,
    pub(crate) cap: f32,
    pub(crate) left: f32,
    pub(crate) baseline: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    pub(crate) tilt: f32,
    pub(crate) sag: f32,
    pub(crate) lean: f32,
    pub(crate) taper: f32,
    pub(crate) middle: f32,
}

impl Frame {
    pub(crate) fn around(
        ink: &Ink<'_>,
        face: &Face,
        pen: Pen,
        plan: &mut Plan,
        script: Script,
        rng: &mut Rng,
    ) -> Frame {
        let cap = plan.cap;
        let mut bounds = ink.bounds();
        if bounds.is_empty() {
            bounds = Extent {
                x0: 0.0,
                y0: -cap,
                x1: 1.4 * cap * stranger::aspect(rng),
                y1: 0.0,
            };
        }
        let tight = rng.chance(if script == Script::Mrz { 0.9 } else { 0.55 });
        if !tight {
            bounds.y0 = bounds
                .y0
                .min(-face.cap_height * pen.px * rng.range(1.0, 1.15));
            bounds.y1 = bounds.y1.max(0.22 * pen.px);
        }
        let dose = plan.dose(Stratum::Geometry, 0.6, rng);
        let long = bounds.x1 - bounds.x0;
        let steep = (0.052 * long).min(0.55 * cap) / long.max(1.0);
        let tilt = steep * dose * rng.range(-1.0, 1.0);
        let sag = if rng.chance(0.3) {
            0.25 * cap * dose * rng.range(-1.0, 1.0)
        } else {
            0.0
        };
        let taper = if rng.chance(0.5) {
            0.16 * dose * rng.range(-1.0, 1.0)
        } else {
            0.0
        };
        let lean = if rng.chance(0.5) {
            0.14 * dose * rng.range(-1.0, 1.0)
        } else {
            0.0
        };
        let drift = 0.5 * tilt.abs() * long + sag.abs();
        let clean = plan.has(Stratum::Clean);
        let (over, under) = margins(clean, script, rng);
        let (over, under) = (over * cap, under * cap);
        let side = |rng: &mut Rng| match rng.below(10) {
            0 => cap * rng.range(-0.06, 0.08),
            1 => cap * rng.range(0.6, 2.2),
            _ => cap * rng.range(0.05, 0.6),
        };
        let (before, after) = (side(rng), side(rng));
        let keep = if rng.chance(0.7) { drift } else { drift * 0.6 };
        let jitter = rng.unit();
        let h = (bounds.y1 - bounds.y0 + over + under + 2.0 * keep)
            .round()
            .max(8.0);
        let w = (long + before + after + lean.abs() * cap)
            .round()
            .clamp(8.0, WIDEST as f32);
        Frame {
            w: w as usize,
            h: h as usize,
            cap,
            left: before - bounds.x0 + (jitter - 0.5),
            baseline: over + keep - bounds.y0 + rng.range(-0.5, 0.5),
            top: over + keep,
            bottom: under + keep,
            tilt,
            sag,
            lean,
            taper,
            middle: w * 0.5,
        }
    }

    pub(crate) fn map(&self, x: f32, y: f32) -> (f32, f32) {
        let along = x + self.left - self.middle;
        let t = along / self.middle.max(1.0);
        let grow = 1.0 + self.taper * t;
        let px = x + self.left - self.lean * y;
        let py = self.baseline + y * grow + self.tilt * along + self.sag * (t * t - 0.5);
        (px, py)
    }
}

// Room above and below the letters, their marks included, in cap heights. Finders cut most lines closely, some loosely
// and one of thirty through its edge, but by no more than a sixteenth: measured on 5,500 lines of drawn cards and
// photographs. They hold machine readable lines wholly.
fn margins(clean: bool, script: Script, rng: &mut Rng) -> (f32, f32) {
    let mut margin = || {
        let x = rng.unit() * rng.unit();
        if clean {
            0.05 + 0.45 * x
        } else {
            0.03 + 0.75 * x
        }
    };
    let (mut over, mut under) = (margin(), margin());
    if clean {
        return (over, under);
    }
    match rng.below(20) {
        0..4 => over += rng.range(0.1, 0.6),
        4..8 => under += rng.range(0.1, 0.6),
        8..10 => {
            over += rng.range(0.2, 0.6);
            under += rng.range(0.2, 0.6);
        }
        10 if script != Script::Mrz => over = -rng.range(0.0, THROUGH),
        11 if script != Script::Mrz => under = -rng.range(0.0, THROUGH),
        _ => {}
    }
    (over, under)
}

// How far a finder cuts through a line's edge.
const THROUGH: f32 = 0.06;
