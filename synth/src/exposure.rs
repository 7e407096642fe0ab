//! From print to the pixels that a recogniser sees: lens, light, sensor, file, crop.

use crate::degrade;
use crate::line::HEIGHT;
use crate::pixels::{Filter, Pixels};
use crate::rng::Rng;
use crate::stratum::{Plan, Stratum};

// Lens, light, sensor and file, in the order in which they act.
pub(crate) fn expose(photo: &mut Pixels, plan: &mut Plan, rng: &mut Rng) {
    let cap = plan.cap;
    let lens = plan.dose(Stratum::Blur, 0.45, rng);
    // A blur of a fifth of the cap height still leaves strokes apart.
    let softness = if lens > 0.0 {
        (0.03 + lens * 0.11) * cap
    } else {
        rng.range(0.0, 0.35)
    };
    degrade::blur(photo, softness.min(0.2 * cap));
    let shake = plan.dose(Stratum::Motion, 0.15, rng);
    if shake > 0.0 {
        let turn = rng.range(0.0, std::f32::consts::PI);
        degrade::motion(photo, shake * 0.28 * cap, turn);
    }
    let glare = plan.dose(Stratum::Glare, 0.15, rng);
    if glare > 0.0 {
        for _ in 0..=rng.below(2) {
            degrade::glare(photo, glare * 0.8, rng);
        }
    }
    if !plan.has(Stratum::Clean) && rng.chance(0.3) {
        let turn = rng.range(0.0, std::f32::consts::TAU);
        degrade::shade(photo, turn, rng.range(0.62, 1.0), rng.range(0.8, 1.05));
    }
    let grain = plan.dose(Stratum::Noise, 0.5, rng);
    if grain > 0.0 {
        // Small print drowns sooner: 1 part in 4 of the contrast at most, less below 12 px.
        let most = plan.contrast * 0.25 * (cap / 14.0).clamp(0.35, 1.0);
        let sigma = grain * most * rng.range(0.3, 1.0);
        degrade::noise(photo, sigma * 0.7, sigma * 0.5, rng);
    } else {
        degrade::noise(photo, rng.range(0.0, 1.5), 0.0, rng);
    }
    if plan.has(Stratum::Mixture) && rng.chance(0.15) {
        degrade::sharpen(photo, rng.range(0.3, 1.3), rng.range(0.6, 1.2));
    }
    let pressed = plan.dose(Stratum::Jpeg, 0.5, rng);
    if pressed > 0.0 {
        photo.clip();
        let worst = if cap < 9.0 { 45.0 } else { 20.0 };
        let quality = 96.0 - pressed * (96.0 - worst);
        degrade::jpeg(photo, quality, (rng.below(8), rng.below(8)));
    }
}

/// How a finder's crop becomes a line: resampled once or twice, its width squeezed by a factor.
pub(crate) fn crop(mut photo: Pixels, squeeze: f32, plan: &Plan, rng: &mut Rng) -> Pixels {
    let filters = [
        Filter::Linear,
        Filter::Cubic,
        Filter::Lanczos,
        Filter::Nearest,
    ];
    let filter = filters[rng.weighted(&[0.6, 0.25, 0.12, 0.03])];
    let wide = photo.w as f32 * HEIGHT as f32 / photo.h as f32 * squeeze;
    // A card is flattened before its lines are cut: two resamplings in a row.
    if photo.h < 30 && rng.chance(0.45) {
        let grow = rng.range(1.15, 36.0 / photo.h as f32);
        let to = |n: usize| ((n as f32 * grow) as usize).max(8);
        photo = photo.resize(to(photo.w), to(photo.h), filter);
        if plan.has(Stratum::Mixture) && rng.chance(0.3) {
            photo.clip();
            let quality = rng.range(45.0, 92.0);
            degrade::jpeg(&mut photo, quality, (rng.below(8), rng.below(8)));
        }
    }
    let last = if rng.chance(0.7) {
        Filter::Linear
    } else {
        Filter::Cubic
    };
    let mut line = photo.resize((wide.round() as usize).max(8), HEIGHT, last);
    if plan.has(Stratum::Mixture) && rng.chance(0.12) {
        degrade::sharpen(&mut line, rng.range(0.3, 1.4), rng.range(0.7, 1.6));
    }
    line.clip();
    line
}
