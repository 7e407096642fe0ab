//! What people carry beside documents: bank cards, loyalty cards, covers of booklets.

use super::{Prop, sentence, setting, write};
use crate::artwork::{Align, Letters};
use crate::canvas::{Canvas, Rgb, hsv, mix, oval_path};
use crate::guilloche;
use crate::guilloche::Laying;
use crate::heraldry;
use crate::insignia;
use crate::rng::Rng;
use crate::world::World;
use anyhow::Result;

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
        let at = [wf * 0.08, hf * 0.33, wf * 0.22, hf * 0.52];
        insignia::plate(&mut canvas, at, [206, 172, 92], rng);
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
    let at = [wf * 0.3, hf * 0.34, wf * 0.7, hf * 0.64];
    heraldry::draw(&mut canvas, at, gold, 0.95, rng);
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
