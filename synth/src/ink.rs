//! Text to a mask of ink: shaped by a real shaper, rasterised with exact coverage.

use crate::fonts::Face;
use crate::raster::Raster;
use anyhow::{Result, anyhow};
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

type Xy = (f32, f32);

/// How the letters of one text are set.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// Size of the em in pixels.
    pub px: f32,
    /// Extra space after each cluster, in em.
    pub tracking: f32,
    /// Horizontal stretch of the letters; 1 leaves them.
    pub stretch: f32,
    /// Slant: x moved per y up; 0.2 is a usual oblique.
    pub slant: f32,
    /// Thickening of every stroke, in em; 0 leaves them.
    pub weight: f32,
    /// Extra width of each space, in em.
    pub word_space: f32,
    /// Capitals with a mark are no higher than plain ones, as OCR-B and the types of some states' cards have them.
    pub squat: bool,
}

impl Pen {
    /// A pen of this size that changes nothing else.
    pub fn new(px: f32) -> Pen {
        Pen {
            px,
            tracking: 0.0,
            stretch: 1.0,
            slant: 0.0,
            weight: 0.0,
            word_space: 0.0,
            squat: false,
        }
    }
}

/// A box in pixels, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl Extent {
    /// The box that holds nothing yet.
    pub const EMPTY: Extent = Extent {
        x0: f32::MAX,
        y0: f32::MAX,
        x1: f32::MIN,
        y1: f32::MIN,
    };

    /// Grows to hold a point.
    pub fn take(&mut self, x: f32, y: f32) {
        self.x0 = self.x0.min(x);
        self.y0 = self.y0.min(y);
        self.x1 = self.x1.max(x);
        self.y1 = self.y1.max(y);
    }

    /// True while nothing was taken.
    pub fn is_empty(&self) -> bool {
        self.x0 > self.x1
    }
}

/// Where the ink of one cluster of characters lies.
#[derive(Clone, Copy, Debug)]
pub struct GlyphBox {
    /// Byte offset of the cluster's first character in the text.
    pub at: usize,
    /// Its ink, in the mask's pixels.
    pub ink: Extent,
}

/// Coverage of a drawn text.
#[derive(Clone, Debug)]
pub struct Mask {
    /// Width in pixels.
    pub w: usize,
    /// Height in pixels.
    pub h: usize,
    /// 0 … 1, row by row.
    pub coverage: Vec<f32>,
    /// One box a cluster that has ink.
    pub glyphs: Vec<GlyphBox>,
    /// x of the pen's start, in the mask's pixels.
    pub origin: f32,
    /// y of the baseline, in the mask's pixels.
    pub baseline: f32,
    /// How far the pen advanced, in pixels.
    pub advance: f32,
}

#[derive(Clone, Copy, Debug)]
struct Placed {
    glyph: GlyphId,
    at: usize,
    x: f32,
    y: f32,
    /// Of its height.
    left: f32,
}

/// A shaped text: glyphs placed on a baseline, in pixels, not yet on any grid.
pub struct Ink<'f> {
    face: &'f Face,
    pen: Pen,
    glyphs: Vec<Placed>,
    /// How far the pen advances over the whole text.
    pub advance: f32,
}

impl<'f> Ink<'f> {
    /// Shapes a text; a character that the face lacks is an error.
    pub fn shape(text: &str, face: &'f Face, pen: Pen) -> Result<Ink<'f>> {
        if let Some(lost) = face.lacks(text) {
            return Err(anyhow!(
                "face {} (package {}) has no glyph for {lost:?} (U+{:04X}) of {text:?}: choose another face",
                face.name,
                face.package,
                u32::from(lost)
            ));
        }
        let shaped = face.shape(text);
        let em = pen.px / face.units_per_em();
        let wide = em * pen.stretch;
        let (mut x, mut glyphs) = (0.0, Vec::with_capacity(shaped.len()));
        let (infos, places) = (shaped.glyph_infos(), shaped.glyph_positions());
        for (n, (info, place)) in infos.iter().zip(places).enumerate() {
            let (glyph, at) = (GlyphId(info.glyph_id as u16), info.cluster as usize);
            let capital = text[at..].starts_with(char::is_uppercase);
            glyphs.push(Placed {
                glyph,
                at,
                left: if pen.squat && capital {
                    lowered(face, glyph)
                } else {
                    1.0
                },
                x: x + place.x_offset as f32 * wide,
                y: -(place.y_offset as f32) * em,
            });
            x += place.x_advance as f32 * wide;
            let ends = infos
                .get(n + 1)
                .is_none_or(|next| next.cluster != info.cluster);
            if ends && place.x_advance != 0 {
                x += pen.tracking * pen.px;
            }
            if text.as_bytes().get(info.cluster as usize) == Some(&b' ') {
                x += pen.word_space * pen.px;
            }
        }
        Ok(Ink {
            face,
            pen,
            glyphs,
            advance: x,
        })
    }

    /// The pen that it was shaped with.
    pub fn pen(&self) -> Pen {
        self.pen
    }

    /// The text's ink on a mask of its own, one pixel of room around it.
    pub fn draw(text: &str, face: &Face, px: f32) -> Result<Mask> {
        Ink::shape(text, face, Pen::new(px)).map(|ink| ink.mask())
    }

    /// The shaped text's ink on a mask of its own, one pixel of room around it.
    pub fn mask(&self) -> Mask {
        let bounds = self.bounds();
        let (left, top) = if bounds.is_empty() {
            (-1.0, -1.0)
        } else {
            (bounds.x0.floor() - 1.0, bounds.y0.floor() - 1.0)
        };
        let w = (bounds.x1.max(0.0) - left).ceil() as usize + 1;
        let h = (bounds.y1.max(0.0) - top).ceil() as usize + 1;
        let mut raster = Raster::new(w, h);
        let glyphs = self.stamp(&mut raster, |x, y| (x - left, y - top));
        Mask {
            w,
            h,
            coverage: raster.coverage(),
            glyphs,
            origin: -left,
            baseline: -top,
            advance: self.advance,
        }
    }

    /// The box of all ink, relative to the pen's start on the baseline.
    pub fn bounds(&self) -> Extent {
        let grow = self.pen.weight * self.pen.px;
        let mut all = Extent::EMPTY;
        for placed in &self.glyphs {
            for (x, y) in self.face.outline(placed.glyph).corners() {
                let (x, y) = self.put(placed, x, y);
                all.take(x - grow, y - grow);
                all.take(x + grow, y + grow);
            }
        }
        all
    }

    /// Adds the ink to a grid through any map of the plane; gives each cluster's box.
    pub fn stamp(&self, raster: &mut Raster, map: impl Fn(f32, f32) -> Xy) -> Vec<GlyphBox> {
        let mut boxes: Vec<GlyphBox> = Vec::with_capacity(self.glyphs.len());
        for placed in &self.glyphs {
            let mut ink = Extent::EMPTY;
            for (dx, dy) in self.strokes() {
                let put = |x, y| {
                    let (x, y) = self.put(placed, x, y);
                    map(x + dx, y + dy)
                };
                self.face.outline(placed.glyph).trace(raster, put, &mut ink);
            }
            if ink.is_empty() {
                continue;
            }
            match boxes.last_mut().filter(|last| last.at == placed.at) {
                Some(last) => {
                    last.ink.take(ink.x0, ink.y0);
                    last.ink.take(ink.x1, ink.y1);
                }
                None => boxes.push(GlyphBox { at: placed.at, ink }),
            }
        }
        boxes
    }

    // A thicker stroke is the same outline laid over itself, moved all round.
    fn strokes(&self) -> impl Iterator<Item = Xy> + use<> {
        let by = self.pen.weight * self.pen.px;
        let around = [(-by, -by), (by, by), (-by, by), (by, -by)];
        around.into_iter().take(if by > 0.02 { 4 } else { 1 })
    }

    fn put(&self, placed: &Placed, x: f32, y: f32) -> Xy {
        let em = self.pen.px / self.face.units_per_em();
        let up = y * em * placed.left;
        let x = placed.x + x * em * self.pen.stretch + self.pen.slant * (up - placed.y);
        (x, placed.y - up)
    }
}

/// What is left of a glyph's height when it may be no higher than an H.
fn lowered(face: &Face, glyph: GlyphId) -> f32 {
    let capital = face.cap_height * face.units_per_em();
    let top = face.outline(glyph).bounds().map_or(0.0, |[.., top]| top);
    if top > capital { capital / top } else { 1.0 }
}

#[derive(Clone, Copy, Debug)]
enum Edge {
    Move(Xy),
    Line(Xy),
    Quad(Xy, Xy),
    Cubic(Xy, Xy, Xy),
}

/// One glyph's outline in font units, y up.
#[derive(Debug, Default)]
pub struct Outline {
    edges: Vec<Edge>,
    bounds: Option<[f32; 4]>,
}

impl Outline {
    /// The outline of a glyph; empty for a space.
    pub fn of(face: &rustybuzz::Face<'_>, glyph: GlyphId) -> Outline {
        let mut outline = Outline::default();
        outline.bounds = face
            .outline_glyph(glyph, &mut outline)
            .map(|b| [b.x_min, b.y_min, b.x_max, b.y_max].map(f32::from));
        outline
    }

    /// Left, bottom, right, top in font units; nothing for a space.
    pub fn bounds(&self) -> Option<[f32; 4]> {
        self.bounds
    }

    fn corners(&self) -> impl Iterator<Item = Xy> + use<> {
        self.bounds
            .into_iter()
            .flat_map(|[l, b, r, t]| [(l, b), (r, b), (r, t), (l, t)])
    }

    fn trace(&self, raster: &mut Raster, put: impl Fn(f32, f32) -> Xy, ink: &mut Extent) {
        let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
        for edge in &self.edges {
            let to = match *edge {
                Edge::Move(to) => {
                    raster.line(at, start);
                    start = put(to.0, to.1);
                    start
                }
                Edge::Line(to) => {
                    let to = put(to.0, to.1);
                    raster.line(at, to);
                    to
                }
                Edge::Quad(by, to) => {
                    let to = put(to.0, to.1);
                    raster.quad(at, put(by.0, by.1), to);
                    to
                }
                Edge::Cubic(one, two, to) => {
                    let to = put(to.0, to.1);
                    raster.cubic(at, put(one.0, one.1), put(two.0, two.1), to);
                    to
                }
            };
            ink.take(to.0, to.1);
            at = to;
        }
        raster.line(at, start);
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.edges.push(Edge::Move((x, y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.edges.push(Edge::Line((x, y)));
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.edges.push(Edge::Quad((x1, y1), (x, y)));
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.edges.push(Edge::Cubic((x1, y1), (x2, y2), (x, y)));
    }
    fn close(&mut self) {}
}
