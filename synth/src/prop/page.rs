//! A printed page: letter, bill, form or article.

use super::{Prop, sentence, setting, write};
use crate::artwork::{Align, Letters};
use crate::canvas::{Canvas, Rgb, hsv, mix};
use crate::rng::Rng;
use crate::world::World;
use anyhow::Result;

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
