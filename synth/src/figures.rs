//! Dates and numbers as offices print them.

use crate::corpus::Language;
use crate::phrase::{cased, upper};
use crate::print;
use crate::rng::Rng;

/// So many digits.
pub(crate) fn digits(rng: &mut Rng, n: usize) -> String {
    (0..n)
        .map(|_| char::from(b'0' + rng.below(10) as u8))
        .collect()
}

/// So many capitals.
pub(crate) fn letters(rng: &mut Rng, n: usize) -> String {
    (0..n)
        .map(|_| char::from(b'A' + rng.below(26) as u8))
        .collect()
}

/// A date as some language and office prints it.
pub(crate) fn date(language: &Language, rng: &mut Rng) -> String {
    let (d, m, y) = (rng.whole(1, 31), rng.whole(1, 12), rng.whole(1930, 2045));
    let short = y % 100;
    let mark = rng.word(&[".", "/", "-", " ", ".", "/", ". ", "-"]);
    let month = &language.months[(m - 1) as usize];
    let abbreviated = |n: usize| month.chars().take(n).collect::<String>();
    let english = print::month("en", m as usize);
    let text = match rng.below(14) {
        0..=3 => format!("{d:02}{mark}{m:02}{mark}{y}"),
        4 => format!("{y}{mark}{m:02}{mark}{d:02}"),
        5 => format!("{y}-{m:02}-{d:02}"),
        6 => format!("{d:02}{mark}{m:02}{mark}{short:02}"),
        7 => format!("{d:02} {} {y}", upper(language, &abbreviated(3))),
        8 => format!(
            "{d:02} {}/{} {short:02}",
            upper(language, &abbreviated(3)),
            english
        ),
        9 => format!(
            "{d:02} {} /{} {y}",
            upper(language, &abbreviated(4)),
            english
        ),
        10 => format!("{d} {month} {y}"),
        11 => format!("{m:02}/{d:02}/{y}"),
        12 => format!("{d:02}{mark}{} {y}", cased(language, &abbreviated(3), rng)),
        _ => format!("{d:02}-{}-{y}", cased(language, &abbreviated(3), rng)),
    };
    match rng.below(24) {
        0 => format!("{text} - {:02}{mark}{m:02}{mark}{}", d, y + 10),
        1 => format!("({text})"),
        _ => text,
    }
}

// Specimens carry runs of one digit, which readers like to shorten.
fn run(rng: &mut Rng) -> String {
    let long = rng.whole(2, 10) as usize;
    let run = digits(rng, 1).repeat(long);
    match rng.below(4) {
        0 => format!("{}{run}", letters(rng, 1)),
        1 => format!("{run}/{}", digits(rng, 1).repeat(4)),
        2 => format!("{run}{}", letters(rng, 1)),
        _ => run,
    }
}

/// A document's, person's or card's number in one of many shapes.
pub(crate) fn number(rng: &mut Rng) -> String {
    let many = rng.whole(5, 14) as usize;
    if rng.chance(0.08) {
        return run(rng);
    }
    match rng.below(17) {
        0 => digits(rng, many),
        1 => format!("{}{}", digits(rng, 8), letters(rng, 1)),
        2 => format!("{}{}", letters(rng, 2), digits(rng, 7)),
        3 => format!("{}{}{}", letters(rng, 3), digits(rng, 6), letters(rng, 1)),
        4 => (0..many)
            .map(|_| {
                if rng.chance(0.5) {
                    digits(rng, 1)
                } else {
                    letters(rng, 1)
                }
            })
            .collect(),
        5 => grouped(&digits(rng, 9), 3, rng.word(&[" ", ".", "-"])),
        6 => grouped(&digits(rng, 12), 4, rng.word(&[" ", "-"])),
        7 => format!(
            "{}.{}.{}-{}",
            digits(rng, 2),
            digits(rng, 3),
            digits(rng, 3),
            rng.word(&["K", "7", "0", "3"])
        ),
        8 => format!(
            "{}.{}.{}-{}",
            digits(rng, 3),
            digits(rng, 3),
            digits(rng, 3),
            digits(rng, 2)
        ),
        9 => format!(
            "{}.{}.{}-{}.{}",
            digits(rng, 2),
            digits(rng, 2),
            digits(rng, 2),
            digits(rng, 3),
            digits(rng, 2)
        ),
        10 => format!("{}/{}", digits(rng, 6), digits(rng, 4)),
        11 => format!(
            "{}{}{}{}",
            letters(rng, 4),
            digits(rng, 6),
            letters(rng, 6),
            digits(rng, 2)
        ),
        12 => format!("{} {}", letters(rng, 2), digits(rng, 6)),
        14 => format!(
            "{} {} {} {}",
            letters(rng, 1),
            letters(rng, 1),
            digits(rng, 6),
            letters(rng, 1)
        ),
        15 => format!("{} {}", letters(rng, 1), digits(rng, 8)),
        13 => format!("{}-{}-{}", digits(rng, 3), digits(rng, 4), digits(rng, 7)),
        _ => format!("{}-{}", digits(rng, 6), digits(rng, 4)),
    }
}

/// Digits in groups with a mark between.
pub(crate) fn grouped(digits: &str, by: usize, mark: &str) -> String {
    let groups: Vec<String> = digits
        .as_bytes()
        .chunks(by)
        .map(|g| g.iter().map(|b| char::from(*b)).collect())
        .collect();
    groups.join(mark)
}
