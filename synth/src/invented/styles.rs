//! Faces, inks and heights of an invented document's texts.

use crate::artwork::{Align, Hex, Letters, Size, Style};
use crate::canvas::{Rgb, hsv};
use crate::rng::Rng;
use std::collections::BTreeMap;

pub(super) fn styles(rng: &mut Rng, hue: f32, size: Size) -> BTreeMap<String, Style> {
    let dark = |rng: &mut Rng, colourful: f32| {
        if rng.chance(colourful) {
            hsv(
                hue + rng.range(-0.1, 0.1),
                rng.range(0.5, 1.0),
                rng.range(0.25, 0.65),
            )
        } else {
            hsv(0.6, 0.1, rng.range(0.05, 0.35))
        }
    };
    use Letters::{
        Mono, MonoBold, Narrow, NarrowBold, Ocrb, Sans, SansBold, SansItalic, Serif, SerifBold,
    };
    let style = |face: Letters, ink: Rgb, cap: Option<f32>, spacing: f32| Style {
        face,
        ink: Hex(ink),
        cap,
        spacing,
        align: Align::Left,
    };
    let label = *rng.pick(&[Sans, Sans, Narrow, SansItalic, SansBold, Serif, Sans]);
    let value = *rng.pick(&[
        SansBold, Ocrb, Mono, Sans, MonoBold, NarrowBold, Serif, SansBold,
    ]);
    let title = *rng.pick(&[SansBold, Sans, SerifBold, NarrowBold, Serif]);
    let mm = size.mm().1 / size.print();
    let mut out = BTreeMap::new();
    out.insert(
        "label".to_owned(),
        style(
            label,
            dark(rng, 0.55),
            Some(rng.range(0.68, 1.35) / mm),
            0.0,
        ),
    );
    let spread = if rng.chance(0.14) {
        rng.log_range(0.02, 0.35)
    } else {
        0.0
    };
    out.insert(
        "value".to_owned(),
        style(
            value,
            dark(rng, 0.1),
            Some(rng.range(1.55, 2.4) / mm),
            spread,
        ),
    );
    out.insert(
        "title".to_owned(),
        style(title, dark(rng, 0.5), None, rng.range(0.0, 0.06)),
    );
    out.insert(
        "number".to_owned(),
        style(
            *rng.pick(&[Mono, MonoBold, Ocrb, SansBold]),
            if rng.chance(0.3) {
                [180, 30, 40]
            } else {
                dark(rng, 0.2)
            },
            None,
            rng.range(0.0, 0.15),
        ),
    );
    for name in ["label", "value"] {
        if let Some(mut flush) = out.get(name).cloned() {
            flush.align = Align::Right;
            out.insert(format!("{name}-end"), flush);
        }
    }
    out
}
