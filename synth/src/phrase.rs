//! What lines of Latin letters say: names, dates, numbers, addresses, labels, sentences.

use crate::corpus::{Corpus, Language};
use crate::figures::{date, digits, grouped, letters, number};
use crate::rng::Rng;
use crate::spaced;

// The longest line drawn, in characters; documents seldom print longer ones.
const LONGEST: usize = 46;

/// A text to print, its truth, and the texts that stand above and below it.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// What is printed.
    pub print: String,
    /// What a reader must say.
    pub truth: String,
    /// The lines above and below.
    pub neighbours: Vec<String>,
}

impl Phrase {
    /// A phrase that is read as it is printed.
    pub fn same(print: String, neighbours: Vec<String>) -> Phrase {
        Phrase {
            truth: print.clone(),
            print,
            neighbours,
        }
    }
}

/// A phrase in Latin letters.
pub fn latin(corpus: &Corpus, rng: &mut Rng) -> Phrase {
    let truth = corpus.fold_latin(&clip(&text(corpus, rng)));
    let neighbours = (0..2)
        .map(|_| corpus.fold_latin(&clip(&text(corpus, rng))))
        .collect();
    Phrase {
        print: vary(&truth, rng),
        truth,
        neighbours,
    }
}

fn text(corpus: &Corpus, rng: &mut Rng) -> String {
    let language = corpus.language(rng);
    let kinds = [
        13.0, 11.0, 16.0, 16.0, 8.0, 7.0, 14.0, 8.0, 6.0, 6.0, 5.0, 1.5, 6.0, 9.0,
    ];
    match rng.weighted(&kinds) {
        0 => one_name(language, rng),
        1 => whole_name(corpus, rng),
        2 => date(language, rng),
        3 => number(rng),
        4 => address(language, rng),
        5 => authority(language, rng),
        6 => label(language, rng),
        7 => sentence(language, rng),
        8 => soup(corpus, language, rng),
        9 => scrap(language, rng),
        10 => numbered(corpus, language, rng),
        11 => signs(corpus, rng),
        13 => spaced::text(language, rng),
        _ => labelled(language, rng),
    }
}

// Cut at a space, or anywhere if there is none.
fn clip(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    let head: String = text.chars().take(LONGEST).collect();
    let cut = head.rfind(' ').unwrap_or(head.len());
    head[..cut].trim_end().to_owned()
}

// Marks that look alike are printed either way and read one way.
fn vary(truth: &str, rng: &mut Rng) -> String {
    let mut swap = |c: char| match c {
        '\'' if rng.chance(0.4) => '’',
        '-' if rng.chance(0.05) => '–',
        '°' if rng.chance(0.5) => *rng.pick(&['º', 'º', 'ª']),
        '·' if rng.chance(0.3) => '•',
        'Đ' if rng.chance(0.3) => 'Ð',
        c => c,
    };
    truth.chars().map(&mut swap).collect()
}

/// All capitals, as the language writes them.
pub(crate) fn upper(language: &Language, text: &str) -> String {
    if language.code == "tr" {
        return text.replace('i', "İ").to_uppercase();
    }
    text.replace('ß', "\u{1}")
        .to_uppercase()
        .replace('\u{1}', "ß")
}

/// As written, all upper, or (seldom) all lower.
pub(crate) fn cased(language: &Language, text: &str, rng: &mut Rng) -> String {
    match rng.weighted(&[0.45, 0.5, 0.05]) {
        0 => text.to_owned(),
        1 => upper(language, text),
        _ => text.to_lowercase().replace("i\u{307}", "i"),
    }
}

fn named(language: &Language, text: &str, rng: &mut Rng) -> String {
    if rng.chance(0.72) {
        upper(language, text)
    } else {
        text.to_owned()
    }
}

fn one_name(language: &Language, rng: &mut Rng) -> String {
    let list = if rng.chance(0.5) {
        &language.given
    } else {
        &language.surnames
    };
    let mut text = rng.pick(list).clone();
    if rng.chance(0.35) {
        text = format!("{text} {}", rng.pick(list));
    }
    named(language, &text, rng)
}

fn whole_name(corpus: &Corpus, rng: &mut Rng) -> String {
    let person = corpus.person(rng);
    let (given, surname) = (person.given, person.surname);
    let plain = corpus.language(rng);
    let text = match rng.below(5) {
        0 => format!("{surname}, {given}"),
        1 => format!("{surname} {given}"),
        2 => format!("{given} {}", surname.to_uppercase()),
        _ => format!("{given} {surname}"),
    };
    if plain.code == "tr" {
        text.to_uppercase()
    } else {
        named(plain, &text, rng)
    }
}

fn authority(language: &Language, rng: &mut Rng) -> String {
    let one = rng.pick::<String>(&language.authorities).clone();
    let text = match rng.below(4) {
        0 => format!("{one} / {}", rng.pick::<String>(&language.authorities)),
        1 => format!("{one} {}", rng.pick::<String>(&language.places)),
        _ => one,
    };
    cased(language, &text, rng)
}

fn address(language: &Language, rng: &mut Rng) -> String {
    let (street, place) = (rng.pick(&language.streets), rng.pick(&language.places));
    let (house, zip) = (rng.whole(1, 240), digits(rng, 5));
    let text = match rng.below(9) {
        0 => format!("{street}, {house}"),
        1 => format!("{street} {house}"),
        2 => format!("{zip} {place}"),
        3 => format!("{place}, {}", rng.pick(&language.places)),
        4 => format!("{street} N° {house} {place}"),
        5 if rng.chance(0.3) => format!("{place}*{}", rng.pick(&language.places)),
        5 => format!("{place} ({})", rng.pick(&language.places)),
        6 => format!(
            "{street}, {house}, {}° {}",
            rng.whole(1, 9),
            letters(rng, 1)
        ),
        7 => format!(
            "{} {place}",
            grouped(&digits(rng, 6), 3, rng.word(&[" ", "-"]))
        ),
        _ => place.clone(),
    };
    cased(language, &text, rng)
}

fn label(language: &Language, rng: &mut Rng) -> String {
    let one = rng.pick(&language.labels).clone();
    let text = match rng.below(8) {
        0 => format!("{one} / {}", rng.pick(&language.labels)),
        1 => format!("{one}:"),
        2 => format!("{}. {one}", rng.whole(1, 14)),
        3 => format!("({}) {one}", rng.whole(1, 14)),
        _ => one,
    };
    cased(language, &text, rng)
}

fn sentence(language: &Language, rng: &mut Rng) -> String {
    let n = rng.whole(1, 6);
    let mut text = String::new();
    for place in 0..n {
        if place > 0 {
            text.push_str(rng.word(&[
                " ", " ", " ", " ", ", ", ". ", "; ", " - ", "/", "·", " · ", "*",
            ]));
        }
        text.push_str(rng.pick::<String>(&language.words));
    }
    if rng.chance(0.15) {
        text.push_str(rng.word(&[".", ",", ":", "!", "?"]));
    }
    cased(language, &text, rng)
}

// Words with letters swapped for rarer ones, so that every character of the alphabet is seen.
fn soup(corpus: &Corpus, language: &Language, rng: &mut Rng) -> String {
    let list = *rng.pick(&[
        &language.words,
        &language.given,
        &language.surnames,
        &language.places,
    ]);
    let word = cased(language, rng.pick::<String>(list), rng);
    let share = rng.range(0.05, 0.6);
    let mut swap = |c: char| {
        if !c.is_alphabetic() || !rng.chance(share) {
            return c;
        }
        corpus.rare(c.is_uppercase(), rng)
    };
    let mut text: String = word.chars().map(&mut swap).collect();
    if rng.chance(0.3) {
        // Thin strokes side by side, where few pixels must hold them apart.
        let thin = [
            "il", "ii", "ill", "li", "tt", "ffi", "rn", "nn", "Il", "lt", "ij", "iii", "11", "ti",
        ];
        let at = text
            .char_indices()
            .nth(rng.below(text.chars().count().max(1)))
            .map_or(0, |(at, _)| at);
        text.insert_str(at, rng.word(&thin));
    }
    text
}

fn scrap(language: &Language, rng: &mut Rng) -> String {
    const SCRAPS: &[&str] = &[
        "M", "F", "X", "M/M", "F/F", "V/F", "K/F", "H", "K/M", "Ž/F", "M / M", "P", "ID", "AR",
        "B", "AM", "B1", "BE", "A1, B, T", "L/M", "O+", "A-", "ESP", "PRT", "D", "DEU", "NLD", "E",
        "(1)", "I", "1", "UTO", "PO", "P/PO", "---", "***", "-", "S/N", "N°", "Nº", "T.C.", "1/1",
        "08", "EU", "UE", "No.", "II", "III", "IV", "1,75 m", "180", "S.", "V",
    ];
    match rng.below(6) {
        0 => format!("{},{:02} m", rng.whole(1, 2), rng.whole(0, 99)),
        1 => format!("{} cm", rng.whole(140, 210)),
        2 => format!("{}'-{:02}\"", rng.whole(4, 6), rng.whole(0, 11)),
        3 => rng.pick(&language.words).to_uppercase(),
        4 => {
            let n = rng.below(3);
            format!("{}{}", letters(rng, 1), digits(rng, n))
        }
        _ => rng.word(SCRAPS).to_owned(),
    }
}

// The numbered lines of a European driving licence.
fn numbered(corpus: &Corpus, language: &Language, rng: &mut Rng) -> String {
    let person = corpus.person(rng);
    match rng.below(8) {
        0 => format!("1. {}", person.surname.to_uppercase()),
        1 => format!("2. {}", person.given.to_uppercase()),
        2 => format!("3. {} {}", date(language, rng), rng.pick(&language.places)),
        3 => format!(
            "4a. {}  4c. {}",
            date(language, rng),
            rng.pick(&language.authorities)
        ),
        4 => format!("4b. {}", date(language, rng)),
        5 => format!("5. {}", number(rng)),
        6 => format!(
            "9. {}",
            rng.word(&["AM/B1/B", "B/BE/C1", "A2 B", "AM B L", "B, AM, T"])
        ),
        _ => format!("4d. {}", number(rng)),
    }
}

fn signs(corpus: &Corpus, rng: &mut Rng) -> String {
    let n = rng.whole(2, 10);
    let mut text = String::new();
    for _ in 0..n {
        match rng.below(5) {
            0 => text.push_str(&digits(rng, 2)),
            1 => text.push_str(rng.word(&[
                "€", "$", "£", "%", "§", "&", "+", "#", "=", "*", "<<", ">", "\"", "«", "»", "¿",
                "¡", "!", "?", ";", "ª", "°",
            ])),
            2 => text.push(corpus.any(rng)),
            3 => text.push(' '),
            _ => text.push_str(&letters(rng, 1)),
        }
    }
    let text = text.trim().to_owned();
    if text.is_empty() {
        "§ 12".to_owned()
    } else {
        text
    }
}

fn labelled(language: &Language, rng: &mut Rng) -> String {
    let label = rng
        .pick(&language.labels)
        .split('/')
        .next()
        .unwrap_or("")
        .trim()
        .to_owned();
    let value = match rng.below(4) {
        0 => date(language, rng),
        1 => number(rng),
        2 => rng.pick(&language.places).to_uppercase(),
        _ => rng.pick(&language.surnames).to_uppercase(),
    };
    format!("{label}{}{value}", rng.word(&[" ", ": ", " : ", ". ", " "]))
}
