//! Things that lie about near documents, and must not be taken for one.

use crate::artwork::{Align, Letters};
use crate::canvas::{Canvas, Rgb, hsv, line_path, mix, oval_path, rect_path, round_path};
use crate::guilloche::{self, Laying};
use crate::lettering::{self, Setting};
use crate::rng::Rng;
use crate::typecase;
use crate::world::World;
use anyhow::Result;

/// A flat thing, as a sheet of its own with round corners.
pub struct Prop {
    /// Its picture.
    pub canvas: Canvas,
    /// Radius of its corners in pixels.
    pub round: f32,
}

const WORDS: [&str; 36] = [
    "the",
    "of",
    "Rechnung",
    "invoice",
    "total",
    "and",
    "fecha",
    "para",
    "les",
    "une",
    "service",
    "Lieferung",
    "account",
    "number",
    "please",
    "within",
    "thank",
    "you",
    "customer",
    "datum",
    "adresse",
    "amount",
    "due",
    "Sehr",
    "geehrte",
    "Damen",
    "und",
    "Herren",
    "payment",
    "order",
    "2024",
    "17",
    "EUR",
    "por",
    "la",
    "contrato",
];

fn setting(letters: Letters, ink: Rgb, align: Align) -> Setting {
    Setting {
        letters,
        ink,
        alpha: 0.95,
        cap: 0.0,
        spacing: 0.0,
        align,
        weight: 0.0,
    }
}

fn write(
    canvas: &mut Canvas,
    world: World,
    text: &str,
    at: [f32; 4],
    how: &Setting,
    rng: &mut Rng,
) -> Result<()> {
    let runs = typecase::of(world)?.runs(how.letters, rng.bits(), text)?;
    lettering::set(canvas, &runs, at, how, 0).map(|_| ())
}

fn sentence(rng: &mut Rng, words: usize) -> String {
    (0..words)
        .map(|_| *rng.pick(&WORDS))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A printed page: letter, bill, form or article.
pub fn page(world: World, w: usize, h: usize, rng: &mut Rng) -> Result<Prop> {
    let paper = mix(hsv(rng.unit(), 0.06, 0.98), [255, 255, 255], rng.unit());
    let mut canvas = Canvas::new(w, h, paper);
    let (wf, hf) = (w as f32, h as f32);
    let ink = mix([20, 20, 24], [90, 90, 100], rng.unit());
    let letters = *rng.pick(&[Letters::Serif, Letters::Sans, Letters::Sans, Letters::Mono]);
    let line = hf * rng.range(0.011, 0.02);
    let margin = wf * rng.range(0.06, 0.14);
    let mut y = hf * rng.range(0.05, 0.12);
    if rng.chance(0.6) {
        let title = sentence(rng, 3);
        write(
            &mut canvas,
            world,
            &title,
            [margin, y, wf * 0.8, y + line * 2.2],
            &setting(Letters::SansBold, hsv(rng.unit(), 0.6, 0.4), Align::Left),
            rng,
        )?;
        y += line * 4.0;
    }
    let columns = if rng.chance(0.2) { 2 } else { 1 };
    // Distant pages need no letters that could be read.
    let readable = line > 5.0;
    while y < hf * rng.range(0.85, 0.95) {
        for column in 0..columns {
            let wide = (wf - 2.0 * margin) / columns as f32;
            let x = margin + column as f32 * wide;
            let long = wide
                * if rng.chance(0.2) {
                    rng.range(0.2, 0.9)
                } else {
                    0.96
                };
            if readable {
                let words = ((long / line / 3.4) as usize).clamp(1, 22);
                let text = sentence(rng, words);
                write(
                    &mut canvas,
                    world,
                    &text,
                    [x, y, x + long, y + line],
                    &setting(letters, ink, Align::Left),
                    rng,
                )?;
            } else {
                grey_words(&mut canvas, [x, y, x + long, y + line * 0.6], ink, rng);
            }
        }
        y += line * if rng.chance(0.12) { 2.6 } else { 1.45 };
    }
    Ok(Prop { canvas, round: 0.0 })
}

fn grey_words(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, rng: &mut Rng) {
    let mut x = at[0];
    while x < at[2] {
        let long = (at[3] - at[1]) * rng.range(1.5, 6.0);
        canvas.rect(x, at[1], (x + long).min(at[2]), at[3], ink, 0.5);
        x += long + (at[3] - at[1]) * 0.8;
    }
}

/// A bank or loyalty card: of a document's size, with a number, but no document.
pub fn bank_card(world: World, w: usize, rng: &mut Rng) -> Result<Prop> {
    let h = (w as f32 / 1.586) as usize;
    let (wf, hf) = (w as f32, h as f32);
    let hue = rng.unit();
    let base = hsv(hue, rng.range(0.1, 0.95), rng.range(0.12, 0.95));
    let mut canvas = Canvas::new(w, h, base);
    canvas.gradient(
        &[base, mix(base, hsv(hue + 0.2, 0.8, 0.9), 0.6)],
        rng.range(0.0, 6.0),
        1.0,
    );
    if rng.chance(0.4) {
        let laying = Laying {
            inks: vec![[255, 255, 255]],
            alpha: 0.25,
            span: 0.8,
            shift: (rng.unit(), rng.unit()),
        };
        guilloche::lay(
            &mut canvas,
            [0, 0, w, h],
            guilloche::pick(world, rng),
            &laying,
        );
    }
    let ink: Rgb = if u32::from(base[0]) + u32::from(base[1]) + u32::from(base[2]) < 380 {
        [245, 245, 245]
    } else {
        [20, 20, 30]
    };
    let name = *rng.pick(&[
        "BANCO NORTE",
        "Kundenkarte",
        "VORTEIL",
        "Citizens Credit",
        "Café Bonus",
        "Biblioteca",
        "FITNESS CLUB",
        "travel pass",
    ]);
    write(
        &mut canvas,
        world,
        name,
        [wf * 0.06, hf * 0.07, wf * 0.7, hf * 0.2],
        &setting(Letters::SansBold, ink, Align::Left),
        rng,
    )?;
    if rng.chance(0.7) {
        let mark = crate::artwork::Mark {
            kind: crate::artwork::Ornament::Chip,
            at: crate::artwork::Place([0.0, 0.0, 1.0, 1.0]),
            inks: Vec::new(),
            alpha: 1.0,
        };
        crate::ornament::draw(
            &mut canvas,
            &mark,
            [wf * 0.08, hf * 0.33, wf * 0.22, hf * 0.52],
            rng,
        );
        let number = crate::print::grouped(&crate::law::digits(rng, 16), &[4], " ");
        write(
            &mut canvas,
            world,
            &number,
            [wf * 0.08, hf * 0.56, wf * 0.9, hf * 0.68],
            &setting(Letters::Ocrb, ink, Align::Left),
            rng,
        )?;
        let until = format!("{:02}/{:02}", rng.whole(1, 12), rng.whole(25, 33));
        write(
            &mut canvas,
            world,
            &until,
            [wf * 0.45, hf * 0.72, wf * 0.6, hf * 0.79],
            &setting(Letters::Ocrb, ink, Align::Left),
            rng,
        )?;
        for n in 0..2 {
            if let Some(path) =
                oval_path(wf * (0.8 + 0.08 * n as f32), hf * 0.82, hf * 0.1, hf * 0.1)
            {
                canvas.fill(&path, hsv(0.02 + 0.08 * n as f32, 0.9, 0.95), 0.85);
            }
        }
    } else if rng.chance(0.6) {
        let code = crate::barcode::code128(&crate::law::digits(rng, 12))?;
        let (x0, module) = (wf * 0.15, wf * 0.7 / code.width as f32);
        canvas.rect(
            wf * 0.1,
            hf * 0.5,
            wf * 0.9,
            hf * 0.85,
            [255, 255, 255],
            1.0,
        );
        for (n, _) in code.dark.iter().enumerate().filter(|(_, d)| **d) {
            canvas.rect(
                x0 + n as f32 * module,
                hf * 0.55,
                x0 + (n + 1) as f32 * module,
                hf * 0.8,
                [10, 10, 10],
                1.0,
            );
        }
    }
    let holder = sentence(rng, 2).to_uppercase();
    write(
        &mut canvas,
        world,
        &holder,
        [wf * 0.08, hf * 0.84, wf * 0.6, hf * 0.92],
        &setting(Letters::Sans, ink, Align::Left),
        rng,
    )?;
    Ok(Prop {
        canvas,
        round: wf * 0.037,
    })
}

/// A closed passport or a book: a cover without a data page.
pub fn cover(world: World, w: usize, rng: &mut Rng) -> Result<Prop> {
    let h = (w as f32 * 1.42) as usize;
    let (wf, hf) = (w as f32, h as f32);
    let base = *rng.pick(&[
        [112, 22, 36],
        [22, 32, 92],
        [20, 70, 48],
        [24, 24, 28],
        [60, 30, 90],
    ]);
    let base = mix(base, hsv(rng.unit(), 0.5, 0.6), rng.range(0.0, 0.3));
    let mut canvas = Canvas::new(w, h, base);
    let gold: Rgb = if rng.chance(0.8) {
        [206, 176, 96]
    } else {
        [220, 222, 226]
    };
    let mark = crate::artwork::Mark {
        kind: crate::artwork::Ornament::Emblem,
        at: crate::artwork::Place([0.0, 0.0, 1.0, 1.0]),
        inks: vec![crate::artwork::Hex(gold)],
        alpha: 0.95,
    };
    crate::ornament::draw(
        &mut canvas,
        &mark,
        [wf * 0.3, hf * 0.34, wf * 0.7, hf * 0.64],
        rng,
    );
    let (state, word) = *rng.pick(&[
        ("REPUBLIC OF UTOPIA", "PASSPORT"),
        ("UNIÓN AUSTRAL", "PASAPORTE"),
        ("KONINKRIJK UTOPIA", "PASPOORT"),
        ("A NOVEL", "THE LONG ROAD"),
        ("Notizbuch", "2026"),
    ]);
    write(
        &mut canvas,
        world,
        state,
        [wf * 0.08, hf * 0.12, wf * 0.92, hf * 0.18],
        &setting(Letters::Serif, gold, Align::Centre),
        rng,
    )?;
    write(
        &mut canvas,
        world,
        word,
        [wf * 0.12, hf * 0.74, wf * 0.88, hf * 0.81],
        &setting(Letters::SerifBold, gold, Align::Centre),
        rng,
    )?;
    Ok(Prop {
        canvas,
        round: wf * 0.03,
    })
}

/// A sheet that fills nothing: a photograph of a landscape, a blank card, a screen.
#[must_use]
pub fn blank(w: usize, h: usize, rng: &mut Rng) -> Prop {
    let hue = rng.unit();
    let mut canvas = Canvas::new(w, h, hsv(hue, 0.2, 0.9));
    let stops: Vec<Rgb> = (0..rng.whole(1, 4))
        .map(|n| {
            hsv(
                hue + n as f32 * 0.13,
                rng.range(0.0, 0.7),
                rng.range(0.2, 1.0),
            )
        })
        .collect();
    canvas.gradient(&stops, rng.range(0.0, 6.0), 1.0);
    for _ in 0..rng.below(14) {
        let (x, y) = (rng.unit() * w as f32, rng.unit() * h as f32);
        let (a, b) = (
            rng.log_range(0.02, 0.4) * w as f32,
            rng.log_range(0.02, 0.4) * h as f32,
        );
        let path = if rng.chance(0.5) {
            oval_path(x, y, a, b)
        } else {
            rect_path(x - a, y - b, x + a, y + b)
        };
        if let Some(path) = path {
            canvas.fill(
                &path,
                hsv(rng.unit(), rng.unit(), rng.unit()),
                rng.range(0.3, 1.0),
            );
        }
    }
    Prop { canvas, round: 0.0 }
}

/// A portrait photograph, alone.
#[must_use]
pub fn portrait(w: usize, rng: &mut Rng) -> Prop {
    let woman = rng.chance(0.5);
    let looks = crate::face::Looks::new(rng, woman);
    Prop {
        canvas: crate::face::draw(&looks, w, w * 9 / 7),
        round: 0.0,
    }
}

/// A keyboard's part, seen from above.
#[must_use]
pub fn keyboard(w: usize, h: usize, rng: &mut Rng) -> Prop {
    let base = hsv(rng.unit(), 0.05, rng.range(0.1, 0.95));
    let key = if base[0] > 128 {
        mix(base, [255, 255, 255], 0.6)
    } else {
        mix(base, [0, 0, 0], 0.5)
    };
    let ink: Rgb = if key[0] > 128 {
        [40, 40, 40]
    } else {
        [220, 220, 220]
    };
    let mut canvas = Canvas::new(w, h, base);
    let size = w as f32 / rng.range(8.0, 15.0);
    let rows = (h as f32 / size) as usize + 1;
    for row in 0..rows {
        let mut x = -(row as f32 * 0.3 % 1.0) * size;
        while x < w as f32 {
            let long = size * if rng.chance(0.08) { 2.2 } else { 1.0 };
            let y = row as f32 * size;
            if let Some(path) = round_path(
                x + size * 0.06,
                y + size * 0.06,
                x + long - size * 0.06,
                y + size * 0.94,
                size * 0.12,
            ) {
                canvas.fill(&path, key, 1.0);
                canvas.stroke(&path, mix(key, [0, 0, 0], 0.4), 0.8, size * 0.03);
            }
            canvas.rect(
                x + size * 0.25,
                y + size * 0.25,
                x + size * rng.range(0.35, 0.5),
                y + size * 0.5,
                ink,
                0.8,
            );
            x += long;
        }
    }
    Prop { canvas, round: 0.0 }
}

/// Round and long things drawn straight onto a scene: mugs, coins, pens, cables.
pub fn clutter(canvas: &mut Canvas, rng: &mut Rng) {
    let (w, h) = (canvas.width() as f32, canvas.height() as f32);
    let (x, y, size) = (rng.unit() * w, rng.unit() * h, w.max(h));
    let colour = hsv(rng.unit(), rng.range(0.0, 0.9), rng.range(0.1, 1.0));
    match rng.below(4) {
        0 => {
            let r = size * rng.range(0.06, 0.2);
            for (scale, shade) in [(1.06, 0.5), (1.0, 0.0), (0.86, 0.35), (0.8, 0.75)] {
                if let Some(path) = oval_path(x, y, r * scale, r * scale * 0.96) {
                    canvas.fill(
                        &path,
                        mix(colour, [20, 10, 0], shade),
                        if scale > 1.0 { 0.35 } else { 1.0 },
                    );
                }
            }
        }
        1 => {
            let (r, gold) = (
                size * rng.range(0.012, 0.03),
                hsv(
                    rng.range(0.08, 0.14),
                    rng.range(0.1, 0.6),
                    rng.range(0.5, 0.9),
                ),
            );
            for scale in [1.0, 0.85] {
                if let Some(path) = oval_path(x, y, r * scale, r * scale) {
                    canvas.fill(&path, mix(gold, [0, 0, 0], 1.0 - scale), 1.0);
                }
            }
        }
        2 => {
            let (sin, cos) = rng.range(0.0, 6.3).sin_cos();
            let (long, wide) = (size * rng.range(0.15, 0.4), size * rng.range(0.008, 0.02));
            let ends = |off: f32| {
                [
                    (x - cos * long + off, y - sin * long + off),
                    (x + cos * long + off, y + sin * long + off),
                ]
            };
            for (off, ink, alpha) in [
                (wide * 0.7, [0, 0, 0], 0.3),
                (0.0, colour, 1.0),
                (-wide * 0.2, mix(colour, [255, 255, 255], 0.5), 0.5),
            ] {
                if let Some(path) = line_path(ends(off)) {
                    canvas.stroke(
                        &path,
                        ink,
                        alpha,
                        if off < 0.0 { wide * 0.25 } else { wide },
                    );
                }
            }
        }
        _ => {
            let points: Vec<(f32, f32)> = (0..30)
                .map(|k| {
                    let t = k as f32 / 29.0;
                    (x + (t - 0.5) * w, y + (t * 7.0).sin() * h * 0.1)
                })
                .collect();
            if let Some(path) = line_path(points) {
                canvas.stroke(&path, colour, 1.0, size * rng.range(0.003, 0.008));
            }
        }
    }
}

/// Fingers or a thumb reaching from a point towards another, `thick` pixels wide.
pub fn fingers(canvas: &mut Canvas, from: [f32; 2], to: [f32; 2], thick: f32, rng: &mut Rng) {
    let skin = *rng.pick(&[
        [240, 204, 180],
        [226, 180, 148],
        [196, 144, 108],
        [146, 100, 72],
        [100, 70, 52],
    ]);
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let length = dx.hypot(dy).max(1.0);
    let (nx, ny) = (-dy / length, dx / length);
    let count = if rng.chance(0.5) { 1 } else { rng.whole(2, 4) };
    for n in 0..count {
        let side = (n as f32 - (count - 1) as f32 / 2.0) * thick * 1.05;
        let short = 1.0 - 0.12 * (n as f32 - 1.0).abs();
        let tip = (
            from[0] + dx * short + nx * side,
            from[1] + dy * short + ny * side,
        );
        let root = (from[0] + nx * side * 1.3, from[1] + ny * side * 1.3);
        let Some(path) = line_path([root, tip]) else {
            continue;
        };
        canvas.stroke(&path, [0, 0, 0], 0.22, thick * 1.22);
        canvas.stroke(&path, mix(skin, [80, 30, 20], 0.35), 1.0, thick * 1.04);
        canvas.stroke(&path, skin, 1.0, thick * 0.9);
        canvas.stroke(&path, mix(skin, [255, 240, 230], 0.35), 0.5, thick * 0.4);
        for fold in [0.9f32, 1.0, 2.1, 2.25] {
            let (fx, fy) = (
                tip.0 - dx / length * thick * fold,
                tip.1 - dy / length * thick * fold,
            );
            let half = thick * rng.range(0.2, 0.4);
            let crease = [
                (fx - nx * half, fy - ny * half),
                (fx + nx * half, fy + ny * half),
            ];
            if let Some(path) = line_path(crease) {
                canvas.stroke(&path, mix(skin, [70, 25, 15], 0.5), 0.6, thick * 0.03);
            }
        }
        let (ux, uy) = (dx / length * thick * 0.22, dy / length * thick * 0.22);
        if let Some(nail) = oval_path(tip.0 + ux, tip.1 + uy, thick * 0.24, thick * 0.24) {
            canvas.fill(&nail, mix(skin, [255, 214, 210], 0.6), 0.9);
        }
    }
}
