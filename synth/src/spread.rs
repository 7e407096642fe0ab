//! Open passports: the page above the data page, and the fold between them.

use crate::artwork::{Align, Letters};
use crate::canvas::{Canvas, Rgb, hsv, mix};
use crate::card::Drawn;
use crate::guilloche::{self, Laying};
use crate::heraldry;
use crate::lettering::{self, Setting};
use crate::rng::Rng;
use crate::truth::{CardTruth, boxed};
use crate::typecase;
use crate::warp::{Homography, project};
use crate::world::World;
use anyhow::Result;

/// Puts a page above a data page; gives the sheet, the truth in it, and its corner radius.
pub fn open(page: Drawn, world: World, rng: &mut Rng) -> Result<(Canvas, CardTruth, f32)> {
    let (w, h) = (page.canvas.width(), page.canvas.height());
    let above = (h as f32
        * if rng.chance(0.75) {
            rng.range(0.96, 1.02)
        } else {
            rng.range(0.15, 0.96)
        }) as usize;
    let mut sheet = Canvas::new(w, above + h, [255, 255, 255]);
    upper(&mut sheet, above, world, rng)?;
    let (wf, top) = (w as f32, above as f32);
    let map = Homography::onto(wf, h as f32, &boxed(0.0, top, wf, top + h as f32))
        .unwrap_or(Homography::IDENTITY);
    project(&mut sheet, &page.canvas, &map, 0.0);
    fold(&mut sheet, top, rng);
    Ok((sheet, page.truth.seen(&map), page.round))
}

fn upper(sheet: &mut Canvas, height: usize, world: World, rng: &mut Rng) -> Result<()> {
    let (w, h) = (sheet.width() as f32, height as f32);
    let hue = rng.unit();
    let pale: Vec<Rgb> = (0..2)
        .map(|n| {
            hsv(
                hue + n as f32 * 0.15,
                rng.range(0.02, 0.18),
                rng.range(0.9, 1.0),
            )
        })
        .collect();
    sheet.gradient(&pale, rng.range(0.0, 6.0), 1.0);
    for _ in 0..rng.whole(1, 2) {
        let laying = Laying {
            inks: vec![hsv(hue, 0.4, 0.7), hsv(hue + 0.2, 0.4, 0.7)],
            alpha: rng.range(0.15, 0.5),
            span: rng.range(0.5, 1.0),
            shift: (rng.unit(), rng.unit()),
        };
        guilloche::lay(
            sheet,
            [0, 0, w as usize, height],
            guilloche::pick(world, rng),
            &laying,
        );
    }
    let ink = mix(hsv(hue, 0.6, 0.4), [30, 30, 30], rng.unit());
    if rng.chance(0.4) {
        let at = [w * 0.35, h * 0.25, w * 0.65, h * 0.75];
        heraldry::draw(sheet, at, ink, 0.5, rng);
    }
    let lines = [
        "OBSERVATIONS / OPMERKINGEN",
        "This passport contains 32 pages",
        "Signature of bearer",
        "Observaciones",
        "Dit paspoort bevat 34 bladzijden",
        "VISA",
        "Der Inhaber dieses Passes",
        "CODE 0042",
    ];
    let mut y = h * rng.range(0.06, 0.2);
    for _ in 0..rng.below(6) {
        let text = *rng.pick(&lines);
        let high = h * rng.range(0.02, 0.04);
        let runs = typecase::of(world)?.runs(Letters::Sans, rng.bits(), text)?;
        let how = Setting {
            letters: Letters::Sans,
            ink,
            alpha: 0.9,
            cap: 0.0,
            spacing: 0.0,
            align: if rng.chance(0.3) {
                Align::Centre
            } else {
                Align::Left
            },
            weight: 0.0,
        };
        if y + high < h * 0.95 {
            lettering::set(sheet, &runs, [w * 0.08, y, w * 0.92, y + high], &how, 0)?;
        }
        y += high * rng.range(1.4, 4.0);
    }
    if rng.chance(0.35) {
        let (px, py) = (w * rng.range(0.05, 0.7), h * rng.range(0.2, 0.5));
        let woman = rng.chance(0.5);
        let head = crate::face::draw(
            &crate::face::Looks::new(rng, woman),
            (w * 0.18) as usize,
            (w * 0.23) as usize,
        );
        sheet.place(
            &head.map,
            tiny_skia::Transform::from_translate(px, py),
            rng.range(0.2, 0.9),
        );
    }
    Ok(())
}

/// The dark line and soft shade of the fold.
fn fold(sheet: &mut Canvas, y: f32, rng: &mut Rng) {
    let w = sheet.width() as f32;
    let wide = w * rng.range(0.005, 0.05);
    for ring in 0..6 {
        let r = wide * (1.0 - ring as f32 / 6.0);
        sheet.rect(0.0, y - r, w, y + r * 0.7, [20, 16, 14], 0.05);
    }
    if rng.chance(0.6) {
        sheet.rect(
            0.0,
            y - w * 0.0015,
            w,
            y + w * 0.0015,
            [40, 30, 30],
            rng.range(0.1, 0.6),
        );
    }
}
