//! Portraits of nobody: heads made of ovals and curves.

mod clothes;
mod hair;
mod head;

use crate::canvas::{Canvas, Rgb, hsv, line_path, mix, oval_path};
use crate::rng::Rng;
use clothes::{body, clothes};
use hair::{back_hair, front_hair, loose_hair};
use head::{features, glasses, head};

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
