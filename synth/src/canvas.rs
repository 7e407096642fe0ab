//! An opaque RGB sheet with the few ways of marking it that cards and scenes need.

use tiny_skia::{
    BlendMode, Color, FillRule, GradientStop, LinearGradient, Paint, Path, PathBuilder, Pixmap,
    PixmapPaint, Point, Rect, SpreadMode, Stroke, Transform,
};

/// A colour, sRGB.
pub type Rgb = [u8; 3];

/// How much ink lies on each pixel of a rectangle.
#[derive(Clone, Debug)]
pub struct Stain {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Coverage, row by row, 255 is full.
    pub cover: Vec<u8>,
}

/// The sheet.
#[derive(Clone)]
pub struct Canvas {
    /// The pixels; always opaque.
    pub map: Pixmap,
}

impl Canvas {
    /// A sheet of one colour; sides of nought become one.
    #[must_use]
    pub fn new(width: usize, height: usize, colour: Rgb) -> Self {
        let mut map = Pixmap::new(width.max(1) as u32, height.max(1) as u32)
            .expect("a picture of less than 2^31 bytes");
        map.fill(opaque(colour));
        Self { map }
    }

    /// Pixels across.
    #[must_use]
    pub fn width(&self) -> usize {
        self.map.width() as usize
    }

    /// Pixels down.
    #[must_use]
    pub fn height(&self) -> usize {
        self.map.height() as usize
    }

    /// Fills a path with a colour at an opacity 0–1.
    pub fn fill(&mut self, path: &Path, colour: Rgb, alpha: f32) {
        self.map.fill_path(
            path,
            &paint(colour, alpha),
            FillRule::Winding,
            Transform::identity(),
            None,
        );
    }

    /// Fills a path, darkening what lies below like ink on paper.
    pub fn multiply(&mut self, path: &Path, colour: Rgb, alpha: f32) {
        let mut paint = paint(colour, alpha);
        paint.blend_mode = BlendMode::Multiply;
        self.map
            .fill_path(path, &paint, FillRule::Winding, Transform::identity(), None);
    }

    /// Strokes a path.
    pub fn stroke(&mut self, path: &Path, colour: Rgb, alpha: f32, width: f32) {
        let stroke = Stroke {
            width,
            line_cap: tiny_skia::LineCap::Round,
            ..Stroke::default()
        };
        self.map.stroke_path(
            path,
            &paint(colour, alpha),
            &stroke,
            Transform::identity(),
            None,
        );
    }

    /// Fills a rectangle given by its edges in pixels.
    pub fn rect(&mut self, x0: f32, y0: f32, x1: f32, y1: f32, colour: Rgb, alpha: f32) {
        if let Some(path) = rect_path(x0, y0, x1, y1) {
            self.fill(&path, colour, alpha);
        }
    }

    /// Lays a gradient of colours over the whole sheet, along a direction in radians.
    pub fn gradient(&mut self, stops: &[Rgb], angle: f32, alpha: f32) {
        let (w, h) = (self.width() as f32, self.height() as f32);
        let reach = (w * angle.cos().abs() + h * angle.sin().abs()) / 2.0;
        let (dx, dy) = (angle.cos() * reach, angle.sin() * reach);
        let last = stops.len().saturating_sub(1).max(1) as f32;
        let marks = stops
            .iter()
            .enumerate()
            .map(|(i, c)| GradientStop::new(i as f32 / last, faded(*c, alpha)))
            .collect();
        let ends = (
            Point::from_xy(w / 2.0 - dx, h / 2.0 - dy),
            Point::from_xy(w / 2.0 + dx, h / 2.0 + dy),
        );
        let Some(shader) = LinearGradient::new(
            ends.0,
            ends.1,
            marks,
            SpreadMode::Pad,
            Transform::identity(),
        ) else {
            return;
        };
        let paint = Paint {
            shader,
            ..Paint::default()
        };
        if let Some(all) = Rect::from_xywh(0.0, 0.0, w, h) {
            self.map.fill_rect(all, &paint, Transform::identity(), None);
        }
    }

    /// Inks a stain with its upper left corner at a pixel, which may lie outside.
    pub fn stain(&mut self, stain: &Stain, left: i32, top: i32, colour: Rgb, alpha: f32) {
        let (w, h) = (self.width() as i32, self.height() as i32);
        let strength = (alpha.clamp(0.0, 1.0) * 256.0) as u32;
        let (x0, x1) = (left.max(0), (left + stain.width as i32).min(w));
        if x0 >= x1 {
            return;
        }
        let data = self.map.data_mut();
        for y in top.max(0)..(top + stain.height as i32).min(h) {
            let row = (y - top) as usize * stain.width + (x0 - left) as usize;
            let cover = &stain.cover[row..row + (x1 - x0) as usize];
            let at = (y * w + x0) as usize * 4;
            for (c, p) in cover.iter().zip(data[at..].chunks_exact_mut(4)) {
                if *c != 0 {
                    soak(p, colour, u32::from(*c) * strength);
                }
            }
        }
    }

    /// Draws another sheet over this one through a transform, at an opacity.
    pub fn place(&mut self, other: &Pixmap, transform: Transform, alpha: f32) {
        self.lay(other, transform, alpha, BlendMode::SourceOver);
    }

    /// Draws another sheet as ink does: its light parts show what lies below.
    pub fn place_like_ink(&mut self, other: &Pixmap, transform: Transform, alpha: f32) {
        self.lay(other, transform, alpha, BlendMode::Multiply);
    }

    fn lay(&mut self, other: &Pixmap, transform: Transform, alpha: f32, blend_mode: BlendMode) {
        let paint = PixmapPaint {
            opacity: alpha,
            blend_mode,
            quality: tiny_skia::FilterQuality::Bilinear,
        };
        self.map
            .draw_pixmap(0, 0, other.as_ref(), &paint, transform, None);
    }

    /// The pixels as RGB triples.
    #[must_use]
    pub fn rgb(&self) -> Vec<u8> {
        self.map
            .data()
            .chunks_exact(4)
            .flat_map(|p| [p[0], p[1], p[2]])
            .collect()
    }
}

/// Moves one RGBA pixel towards a colour by a weight of 65,280ths.
fn soak(pixel: &mut [u8], colour: Rgb, weight: u32) {
    for (p, ink) in pixel.iter_mut().zip(colour) {
        let (old, new) = (u32::from(*p), u32::from(ink));
        *p = ((old * (65_280 - weight) + new * weight + 32_640) / 65_280) as u8;
    }
}

/// A stain as a pixmap of one colour, for drawing through a transform.
#[must_use]
pub fn tinted(stain: &Stain, colour: Rgb) -> Option<Pixmap> {
    let mut map = Pixmap::new(stain.width as u32, stain.height as u32)?;
    for (p, c) in map.data_mut().chunks_exact_mut(4).zip(&stain.cover) {
        for (out, ink) in p.iter_mut().zip(colour) {
            *out = (u32::from(ink) * u32::from(*c) / 255) as u8;
        }
        p[3] = *c;
    }
    Some(map)
}

/// A rectangle as a path.
#[must_use]
pub fn rect_path(x0: f32, y0: f32, x1: f32, y1: f32) -> Option<Path> {
    Rect::from_ltrb(x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)).map(PathBuilder::from_rect)
}

/// A rectangle with round corners as a path.
#[must_use]
pub fn round_path(x0: f32, y0: f32, x1: f32, y1: f32, r: f32) -> Option<Path> {
    let r = r.min((x1 - x0) / 2.0).min((y1 - y0) / 2.0);
    let k = r * 0.448;
    let mut b = PathBuilder::new();
    b.move_to(x0 + r, y0);
    b.line_to(x1 - r, y0);
    b.cubic_to(x1 - k, y0, x1, y0 + k, x1, y0 + r);
    b.line_to(x1, y1 - r);
    b.cubic_to(x1, y1 - k, x1 - k, y1, x1 - r, y1);
    b.line_to(x0 + r, y1);
    b.cubic_to(x0 + k, y1, x0, y1 - k, x0, y1 - r);
    b.line_to(x0, y0 + r);
    b.cubic_to(x0, y0 + k, x0 + k, y0, x0 + r, y0);
    b.close();
    b.finish()
}

/// An ellipse as a path.
#[must_use]
pub fn oval_path(cx: f32, cy: f32, rx: f32, ry: f32) -> Option<Path> {
    Rect::from_ltrb(cx - rx, cy - ry, cx + rx, cy + ry).and_then(PathBuilder::from_oval)
}

/// A line through points as a path.
#[must_use]
pub fn line_path(points: impl IntoIterator<Item = (f32, f32)>) -> Option<Path> {
    let mut b = PathBuilder::new();
    for (i, (x, y)) in points.into_iter().enumerate() {
        if i == 0 {
            b.move_to(x, y)
        } else {
            b.line_to(x, y)
        }
    }
    b.finish()
}

/// A colour between two, `t` from 0 to 1.
#[must_use]
pub fn mix(a: Rgb, b: Rgb, t: f32) -> Rgb {
    [0, 1, 2].map(|i| (f32::from(a[i]) * (1.0 - t) + f32::from(b[i]) * t).round() as u8)
}

/// A colour of hue in turns, saturation and value 0–1.
#[must_use]
pub fn hsv(hue: f32, saturation: f32, value: f32) -> Rgb {
    let part = |n: f32| {
        let k = (n + hue.rem_euclid(1.0) * 6.0).rem_euclid(6.0);
        let f = value - value * saturation * k.min(4.0 - k).clamp(0.0, 1.0);
        (f * 255.0).round() as u8
    };
    [part(5.0), part(3.0), part(1.0)]
}

fn opaque(colour: Rgb) -> Color {
    Color::from_rgba8(colour[0], colour[1], colour[2], 255)
}

fn faded(colour: Rgb, alpha: f32) -> Color {
    Color::from_rgba8(
        colour[0],
        colour[1],
        colour[2],
        (alpha.clamp(0.0, 1.0) * 255.0) as u8,
    )
}

fn paint(colour: Rgb, alpha: f32) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(faded(colour, alpha));
    paint.anti_alias = true;
    paint
}
