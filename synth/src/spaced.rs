//! Texts in which a space, a stroke or a hyphen is what must be read.

use crate::corpus::Language;
use crate::figures::letters;
use crate::phrase::{cased, upper};
use crate::rng::Rng;

// Words of one letter or two that stand between others on documents.
const SHORT: &[&str] = &[
    "E", "Y", "I", "O", "A", "U", "R", "S", "W", "i", "V", "Z", "DE", "DA", "OF", "DO", "PU", "MV",
    "J.", "M.", "D'", "LA", "SV.", "ul.", "II",
];

/// One such text.
pub(crate) fn text(language: &Language, rng: &mut Rng) -> String {
    match rng.below(4) {
        0 => shortened(language, rng),
        1 => tongues(language, rng),
        2 => office(language, rng),
        _ => joined(language, rng),
    }
}

// A name with initials or particles.
fn shortened(language: &Language, rng: &mut Rng) -> String {
    let name = rng.pick::<String>(&language.surnames);
    let other = rng.pick::<String>(&language.given);
    let text = match rng.below(4) {
        0 => format!("{} {name}", letters(rng, 1)),
        1 => format!("{name} {} {other}", rng.word(SHORT)),
        2 => format!("{other} {} {} {name}", rng.word(SHORT), rng.word(SHORT)),
        _ => format!("{}. {}. {name}", letters(rng, 1), letters(rng, 1)),
    };
    if rng.chance(0.7) {
        upper(language, &text)
    } else {
        text
    }
}

// The same word in several languages, with strokes that are set close or wide.
fn tongues(language: &Language, rng: &mut Rng) -> String {
    let n = rng.whole(2, 3);
    let joint = rng.word(&[" / ", "/", "/ ", " /", " - ", "-", " · "]);
    let words: Vec<&str> = (0..n)
        .map(|_| rng.pick::<String>(&language.words).as_str())
        .collect();
    cased(language, &words.join(joint), rng)
}

// Who issued it, in abbreviations.
fn office(language: &Language, rng: &mut Rng) -> String {
    let many = rng.whole(2, 4) as usize;
    let sign = letters(rng, many);
    let place = rng.pick::<String>(&language.places);
    let text = match rng.below(5) {
        0 => format!("{sign} {} {place}", rng.word(SHORT)),
        1 => format!("{sign} - {place} {}", rng.word(SHORT)),
        2 => format!("{sign} / {} / {}", letters(rng, 3), letters(rng, 3)),
        3 => format!("{sign}/{place}"),
        _ => format!("{place} {} ({})", letters(rng, 2), rng.whole(1, 40)),
    };
    if rng.chance(0.8) {
        upper(language, &text)
    } else {
        text
    }
}

// Two names with a hyphen, an apostrophe or nothing but a space.
fn joined(language: &Language, rng: &mut Rng) -> String {
    let list = if rng.chance(0.5) {
        &language.given
    } else {
        &language.places
    };
    let joint = rng.word(&["-", "-", " - ", " ", "'", ", "]);
    let text = format!("{}{joint}{}", rng.pick(list), rng.pick(list));
    if rng.chance(0.75) {
        upper(language, &text)
    } else {
        text
    }
}
