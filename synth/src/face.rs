//! Portraits of nobody: heads made of ovals and curves.

use crate::canvas::{Canvas, Rgb, hsv, line_path, mix, oval_path};
use crate::rng::Rng;
use tiny_skia::{Path, PathBuilder};

const SKINS: [Rgb; 8] = [
    [247, 220, 200],
    [238, 200, 175],
    [228, 184, 152],
    [214, 165, 128],
    [190, 138, 100],
    [158, 108, 76],
    [121, 82, 58],
    [92, 62, 46],
];
const HAIRS: [Rgb; 9] = [
    [28, 24, 24],
    [46, 34, 28],
    [74, 52, 36],
    [108, 74, 46],
    [150, 112, 66],
    [196, 164, 108],
    [214, 196, 160],
    [130, 126, 124],
    [196, 194, 192],
];
const GROUNDS: [Rgb; 8] = [
    [236, 238, 240],
    [214, 220, 226],
    [200, 206, 210],
    [226, 224, 218],
    [178, 200, 224],
    [198, 60, 52],
    [62, 98, 170],
    [222, 230, 236],
];

/// How one head looks; the same looks draw the same head at any size.
#[derive(Clone, Debug)]
pub struct Looks {
    skin: Rgb,
    hair: Rgb,
    ground: Rgb,
    wide: f32,
    jaw: f32,
    cut: u8,
    fringe: f32,
    beard: f32,
    glasses: bool,
    eyes: Rgb,
    brow: f32,
    mouth: f32,
    coat: Rgb,
    lean: f32,
    scale: f32,
    seed: u64,
}

impl Looks {
    /// Looks drawn at random; a woman's hair is longer more often.
    pub fn new(rng: &mut Rng, woman: bool) -> Self {
        let skin = *rng.pick(&SKINS);
        let dark = skin[0] < 200;
        let hair = HAIRS[if dark {
            rng.below(3)
        } else {
            rng.below(HAIRS.len())
        }];
        let tint = hsv(rng.unit(), rng.range(0.0, 0.12), rng.range(0.72, 0.96));
        Self {
            skin,
            hair,
            ground: if rng.chance(0.6) {
                *rng.pick(&GROUNDS)
            } else {
                tint
            },
            wide: rng.range(0.84, 1.06),
            jaw: rng.range(0.72, 0.98),
            cut: if woman {
                2 + rng.below(4) as u8
            } else {
                rng.below(4) as u8
            },
            fringe: rng.range(0.18, 0.5),
            beard: if !woman && rng.chance(0.35) {
                rng.range(0.2, 0.9)
            } else {
                0.0
            },
            glasses: rng.chance(0.2),
            eyes: *rng.pick(&[[58, 40, 28], [84, 60, 38], [70, 96, 110], [84, 104, 78]]),
            brow: rng.range(0.6, 1.5),
            mouth: rng.range(0.75, 1.25),
            coat: hsv(rng.unit(), rng.range(0.0, 0.6), rng.range(0.1, 0.85)),
            lean: rng.range(-0.03, 0.03),
            scale: rng.range(0.86, 1.1),
            seed: rng.bits(),
        }
    }

    /// The backdrop's colour, for cards that print one of their own.
    pub fn before(mut self, ground: Rgb) -> Self {
        self.ground = ground;
        self
    }
}

/// Draws a head and shoulders.
#[must_use]
pub fn draw(looks: &Looks, width: usize, height: usize) -> Canvas {
    let mut sheet = Canvas::new(width, height, looks.ground);
    let (w, h) = (width as f32, height as f32);
    sheet.gradient(
        &[
            mix(looks.ground, [255, 255, 255], 0.25),
            looks.ground,
            mix(looks.ground, [60, 60, 60], 0.16),
        ],
        1.2,
        0.8,
    );
    let frame = Frame {
        cx: w * (0.5 + looks.lean),
        cy: h * 0.45,
        rx: h * 0.215 * looks.wide * looks.scale,
        ry: h * 0.285 * looks.scale,
    };
    let mut rng = Rng::new(&[looks.seed]);
    back_hair(&mut sheet, looks, &frame, &mut rng);
    body(&mut sheet, looks, &frame, w, h);
    head(&mut sheet, looks, &frame);
    features(&mut sheet, looks, &frame);
    front_hair(&mut sheet, looks, &frame, &mut rng);
    glasses(&mut sheet, looks, &frame);
    clothes(&mut sheet, looks, &frame, &mut rng);
    loose_hair(&mut sheet, looks, &frame, &mut rng);
    sheet
}

/// Collars, ties, lapels, stripes and chains, whose edges look like strokes of letters.
fn clothes(sheet: &mut Canvas, looks: &Looks, f: &Frame, rng: &mut Rng) {
    let light = mix(looks.coat, [255, 255, 255], rng.range(0.3, 0.9));
    let dark = mix(looks.coat, [0, 0, 0], rng.range(0.3, 0.9));
    let ink = if rng.chance(0.5) { light } else { dark };
    let width = rng.range(0.03, 0.09);
    match rng.below(5) {
        0 => {
            for side in [-1.0, 1.0] {
                strand(
                    sheet,
                    f,
                    &[
                        (side * 0.5, 1.2),
                        (0.0, 1.75),
                        (side * 0.75, 1.5),
                        (side * 0.5, 1.2),
                    ],
                    ink,
                    0.9,
                    width,
                );
                strand(
                    sheet,
                    f,
                    &[(side * 0.75, 1.4), (side * 0.3, 2.4)],
                    dark,
                    0.8,
                    width,
                );
            }
        }
        1 => {
            for (a, b) in [
                ((-0.12, 1.5), (-0.2, 2.6)),
                ((0.12, 1.5), (0.2, 2.6)),
                ((-0.15, 1.5), (0.15, 1.5)),
            ] {
                strand(sheet, f, &[a, b], ink, 0.9, width);
            }
            for n in 0..4 {
                let y = 1.6 + n as f32 * 0.2;
                strand(sheet, f, &[(-0.15, y), (0.15, y + 0.1)], light, 0.9, width);
            }
        }
        2 => {
            let (step, lean) = (rng.range(0.12, 0.35), rng.range(-0.3, 0.3));
            let mut x = -2.2;
            while x < 2.2 {
                strand(
                    sheet,
                    f,
                    &[(x, 1.75), (x + lean, 2.6)],
                    ink,
                    0.7,
                    width * 0.7,
                );
                x += step;
            }
        }
        3 => {
            let drop = rng.range(1.45, 1.9);
            let chain: Vec<(f32, f32)> = (0..=10)
                .map(|k| {
                    let x = k as f32 / 5.0 - 1.0;
                    (x * 0.6, drop - (drop - 1.15) * x * x)
                })
                .collect();
            strand(sheet, f, &chain, ink, 0.9, width * 0.6);
            oval(sheet, f, [0.0, drop, 0.07, 0.07], ink, 0.9);
        }
        _ => {}
    }
}

/// Long hair over the shoulders, in single strands.
fn loose_hair(sheet: &mut Canvas, looks: &Looks, f: &Frame, rng: &mut Rng) {
    if looks.cut < 4 || rng.chance(0.4) {
        return;
    }
    let light = mix(looks.hair, [255, 240, 220], 0.35);
    let dark = mix(looks.hair, [0, 0, 0], 0.35);
    let low = rng.range(1.2, 2.2);
    for n in 0..18 {
        let side = if n % 2 == 0 { -1.0 } else { 1.0 };
        let (x, end) = (rng.range(0.75, 1.15), rng.range(0.5, 1.4));
        strand(
            sheet,
            f,
            &[
                (side * x, -0.3),
                (side * (x + 0.1), 0.5),
                (side * end, low * rng.range(0.8, 1.1)),
            ],
            if rng.chance(0.5) { light } else { dark },
            0.8,
            rng.range(0.03, 0.1),
        );
    }
}

struct Frame {
    cx: f32,
    cy: f32,
    rx: f32,
    ry: f32,
}

impl Frame {
    /// A place in head units: ±1 is the edge of the face.
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.cx + x * self.rx, self.cy + y * self.ry)
    }
}

fn oval(sheet: &mut Canvas, f: &Frame, [x, y, rx, ry]: [f32; 4], colour: Rgb, alpha: f32) {
    let (cx, cy) = f.at(x, y);
    if let Some(path) = oval_path(cx, cy, rx * f.rx, ry * f.ry) {
        sheet.fill(&path, colour, alpha);
    }
}

fn strand(
    sheet: &mut Canvas,
    f: &Frame,
    points: &[(f32, f32)],
    colour: Rgb,
    alpha: f32,
    width: f32,
) {
    if let Some(path) = line_path(points.iter().map(|p| f.at(p.0, p.1))) {
        sheet.stroke(&path, colour, alpha, (width * f.rx).max(0.5));
    }
}

fn back_hair(sheet: &mut Canvas, looks: &Looks, f: &Frame, rng: &mut Rng) {
    let dark = mix(looks.hair, [0, 0, 0], 0.2);
    match looks.cut {
        0 => {}
        1 | 2 => oval(sheet, f, [0.0, -0.25, 1.14, 1.0], dark, 1.0),
        3 => {
            for _ in 0..40 {
                let t = rng.range(2.8, 6.6);
                oval(
                    sheet,
                    f,
                    [t.cos() * 1.05, -0.25 + t.sin() * 0.95, 0.24, 0.2],
                    dark,
                    1.0,
                );
            }
        }
        4 => {
            oval(sheet, f, [0.0, -0.15, 1.2, 1.1], dark, 1.0);
            for side in [-1.0, 1.0] {
                oval(sheet, f, [side * 0.85, 0.75, 0.42, 1.0], dark, 1.0);
            }
        }
        _ => {
            oval(sheet, f, [0.0, -0.2, 1.16, 1.05], dark, 1.0);
            oval(sheet, f, [0.0, -1.12, 0.5, 0.36], dark, 1.0);
        }
    }
}

fn body(sheet: &mut Canvas, looks: &Looks, f: &Frame, w: f32, h: f32) {
    let mut b = PathBuilder::new();
    let top = f.at(0.0, 1.32).1;
    b.move_to(f.cx - f.rx * 2.3, h + 2.0);
    b.cubic_to(
        f.cx - f.rx * 2.2,
        top + 0.05 * h,
        f.cx - f.rx * 1.1,
        top,
        f.cx - f.rx * 0.55,
        top - 0.05 * h,
    );
    b.line_to(f.cx + f.rx * 0.55, top - 0.05 * h);
    b.cubic_to(
        f.cx + f.rx * 1.1,
        top,
        f.cx + f.rx * 2.2,
        top + 0.05 * h,
        f.cx + f.rx * 2.3,
        h + 2.0,
    );
    b.close();
    let Some(path) = b.finish() else { return };
    sheet.fill(&path, looks.coat, 1.0);
    sheet.stroke(&path, mix(looks.coat, [0, 0, 0], 0.4), 0.5, w * 0.01);
    let neck = mix(looks.skin, [60, 30, 20], 0.22);
    oval(sheet, f, [0.0, 1.0, 0.52, 0.52], neck, 1.0);
    oval(sheet, f, [0.0, 1.36, 0.42, 0.16], neck, 1.0);
}

fn skull(looks: &Looks, f: &Frame) -> Option<Path> {
    let mut b = PathBuilder::new();
    let p = |x: f32, y: f32| f.at(x, y);
    let jaw = looks.jaw;
    let ((ax, ay), (bx, by), (cx, cy)) = (p(0.0, -1.0), p(1.0, -0.05), p(0.0, 1.0));
    let curve = |b: &mut PathBuilder, one: (f32, f32), two: (f32, f32), to: (f32, f32)| {
        b.cubic_to(one.0, one.1, two.0, two.1, to.0, to.1)
    };
    b.move_to(ax, ay);
    curve(&mut b, p(0.62, -1.0), p(1.0, -0.6), (bx, by));
    curve(&mut b, p(1.0, 0.45), p(0.55 * jaw + 0.1, 1.0), (cx, cy));
    curve(
        &mut b,
        p(-0.55 * jaw - 0.1, 1.0),
        p(-1.0, 0.45),
        p(-1.0, -0.05),
    );
    curve(&mut b, p(-1.0, -0.6), p(-0.62, -1.0), (ax, ay));
    b.close();
    b.finish()
}

fn head(sheet: &mut Canvas, looks: &Looks, f: &Frame) {
    let shade = mix(looks.skin, [70, 30, 20], 0.28);
    for side in [-1.0, 1.0] {
        oval(sheet, f, [side * 1.0, 0.06, 0.14, 0.2], shade, 1.0);
    }
    let Some(path) = skull(looks, f) else { return };
    sheet.fill(&path, looks.skin, 1.0);
    for ring in 0..5 {
        let r = 0.9 - 0.12 * ring as f32;
        oval(
            sheet,
            f,
            [-0.08, -0.1, r * 0.8, r * 0.85],
            mix(looks.skin, [255, 240, 230], 0.3),
            0.10,
        );
    }
    oval(sheet, f, [0.62, 0.3, 0.3, 0.5], shade, 0.22);
    oval(sheet, f, [0.0, 0.9, 0.5, 0.14], shade, 0.25);
    for side in [-1.0, 1.0] {
        oval(
            sheet,
            f,
            [side * 0.5, 0.28, 0.24, 0.16],
            [214, 110, 96],
            0.13,
        );
        oval(sheet, f, [side * 0.42, -0.08, 0.27, 0.14], shade, 0.35);
    }
    if looks.beard > 0.0 {
        oval(
            sheet,
            f,
            [0.0, 0.72, 0.62, 0.36],
            looks.hair,
            looks.beard * 0.8,
        );
        oval(sheet, f, [0.0, 0.44, 0.34, 0.07], looks.hair, looks.beard);
    }
}

fn features(sheet: &mut Canvas, looks: &Looks, f: &Frame) {
    let dark = mix(looks.hair, [20, 14, 12], 0.5);
    for side in [-1.0f32, 1.0] {
        let x = side * 0.4;
        oval(sheet, f, [x, -0.07, 0.185, 0.068], [242, 240, 236], 1.0);
        oval(sheet, f, [x, -0.07, 0.078, 0.068], looks.eyes, 1.0);
        oval(sheet, f, [x, -0.07, 0.036, 0.034], [12, 10, 10], 1.0);
        oval(
            sheet,
            f,
            [x - 0.03, -0.09, 0.016, 0.014],
            [255, 255, 255],
            0.9,
        );
        strand(
            sheet,
            f,
            &[
                (x - 0.2, -0.06),
                (x - 0.1, -0.125),
                (x + 0.08, -0.13),
                (x + 0.2, -0.06),
            ],
            [30, 20, 18],
            0.85,
            0.03,
        );
        strand(
            sheet,
            f,
            &[
                (x - 0.24 * side, -0.24),
                (x, -0.29),
                (x + 0.24 * side, -0.21),
            ],
            dark,
            0.85,
            0.055 * looks.brow,
        );
    }
    let shade = mix(looks.skin, [80, 34, 24], 0.45);
    strand(
        sheet,
        f,
        &[(0.07, -0.05), (0.1, 0.2), (0.15, 0.3), (0.04, 0.345)],
        shade,
        0.55,
        0.04,
    );
    for side in [-1.0, 1.0] {
        oval(
            sheet,
            f,
            [side * 0.075, 0.335, 0.042, 0.02],
            mix(shade, [30, 10, 10], 0.4),
            0.8,
        );
    }
    let m = looks.mouth;
    oval(
        sheet,
        f,
        [0.0, 0.56, 0.27 * m, 0.055],
        mix(looks.skin, [168, 60, 62], 0.55),
        1.0,
    );
    strand(
        sheet,
        f,
        &[
            (-0.29 * m, 0.55),
            (-0.1, 0.565),
            (0.0, 0.557),
            (0.1, 0.565),
            (0.29 * m, 0.55),
        ],
        [96, 40, 40],
        0.8,
        0.026,
    );
}

fn front_hair(sheet: &mut Canvas, looks: &Looks, f: &Frame, rng: &mut Rng) {
    if looks.cut == 0 {
        return;
    }
    let mut b = PathBuilder::new();
    let (low, part) = (-1.0 + looks.fringe, rng.range(-0.5, 0.5));
    let start = f.at(-1.06, -0.1);
    b.move_to(start.0, start.1);
    for (one, two, to) in [
        ((-1.2, -0.9), (-0.6, -1.25), (0.0, -1.22)),
        ((0.6, -1.25), (1.2, -0.9), (1.06, -0.1)),
        ((0.98, -0.4), (0.8, low), (part, low)),
        ((-0.8, low), (-0.98, -0.4), (-1.06, -0.1)),
    ] {
        let (one, two, to) = (f.at(one.0, one.1), f.at(two.0, two.1), f.at(to.0, to.1));
        b.cubic_to(one.0, one.1, two.0, two.1, to.0, to.1);
    }
    b.close();
    if let Some(path) = b.finish() {
        sheet.fill(&path, looks.hair, 1.0);
    }
    for _ in 0..26 {
        let x = rng.range(-0.95, 0.95);
        let shine = if rng.chance(0.5) {
            mix(looks.hair, [255, 240, 220], 0.25)
        } else {
            mix(looks.hair, [0, 0, 0], 0.3)
        };
        strand(
            sheet,
            f,
            &[
                (x * 0.6, -1.18 + 0.1 * x * x),
                (x * 0.9, -1.0 + 0.2 * x * x),
                (x, low - 0.03 + 0.4 * x * x),
            ],
            shine,
            0.4,
            0.03,
        );
    }
}

fn glasses(sheet: &mut Canvas, looks: &Looks, f: &Frame) {
    if !looks.glasses {
        return;
    }
    for side in [-1.0f32, 1.0] {
        let (cx, cy) = f.at(side * 0.41, -0.05);
        if let Some(path) = oval_path(cx, cy, 0.29 * f.rx, 0.16 * f.ry) {
            sheet.stroke(&path, [36, 32, 34], 0.9, (0.045 * f.rx).max(0.6));
        }
        strand(
            sheet,
            f,
            &[(side * 0.7, -0.07), (side * 1.0, -0.1)],
            [36, 32, 34],
            0.9,
            0.045,
        );
    }
    strand(
        sheet,
        f,
        &[(-0.12, -0.07), (0.12, -0.07)],
        [36, 32, 34],
        0.9,
        0.045,
    );
}

/// Turns a portrait into the grey of laser engraving, or of a ghost image in one colour.
pub fn engrave(sheet: &mut Canvas, ink: Rgb, paper: Rgb) {
    for p in sheet.map.data_mut().chunks_exact_mut(4) {
        let grey =
            (f32::from(p[0]) * 0.3 + f32::from(p[1]) * 0.59 + f32::from(p[2]) * 0.11) / 255.0;
        let tone = mix(ink, paper, grey);
        p[..3].copy_from_slice(&tone);
    }
}

/// Breaks a portrait into the lines of a screen, as ghost images are printed.
pub fn screen(sheet: &mut Canvas, every: usize) {
    let row = sheet.width() * 4;
    for (y, line) in sheet.map.data_mut().chunks_exact_mut(row).enumerate() {
        if y % every == 0 {
            line.fill(255);
        }
    }
}
