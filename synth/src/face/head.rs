//! A head's skin, eyes, nose and mouth, with glasses for some.

use super::{Frame, Looks, oval, strand};
use crate::canvas::{Canvas, mix, oval_path};
use tiny_skia::{Path, PathBuilder};

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

pub(super) fn head(sheet: &mut Canvas, looks: &Looks, f: &Frame) {
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

pub(super) fn features(sheet: &mut Canvas, looks: &Looks, f: &Frame) {
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

pub(super) fn glasses(sheet: &mut Canvas, looks: &Looks, f: &Frame) {
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
