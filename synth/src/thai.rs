//! What lines in Thai say, with digits and Latin mixed in as on the cards.

use crate::corpus::{Corpus, Language};
use crate::phrase::Phrase;
use crate::print;
use crate::rng::Rng;

// The longest line drawn, in code points; marks above and below take no width.
const LONGEST: usize = 44;

// Thai names as they are written in Latin letters.
const GIVEN: &[&str] = &[
    "Somchai",
    "Somying",
    "Wichai",
    "Prasert",
    "Kittisak",
    "Nattaphon",
    "Siriporn",
    "Kanokwan",
    "Piya",
    "Orathai",
    "Chiraphon",
    "Thanakorn",
    "Wanna",
    "Phongphat",
    "Suphaphon",
    "Anucha",
    "Chonthicha",
    "Phairot",
    "Thitima",
    "Yuwadi",
];
const SURNAMES: &[&str] = &[
    "Jaidee",
    "Rakthai",
    "Srisuwan",
    "Kaewmanee",
    "Thongdi",
    "Suksawat",
    "Wongsakul",
    "Bunma",
    "Phromma",
    "Chankaew",
    "Sae-Li",
    "Charoensuk",
    "Chaiwat",
    "Saithong",
    "Khamhaeng",
    "Intharakamhaeng",
    "Thammarak",
    "Naksuk",
    "Fasai",
    "Yimyaem",
];

/// A phrase in Thai.
pub fn phrase(corpus: &Corpus, rng: &mut Rng) -> Phrase {
    let line = |rng: &mut Rng| corpus.fold_thai(&clip(text(corpus, rng)));
    let print = line(rng);
    let neighbours = vec![line(rng), line(rng)];
    Phrase::same(print, neighbours)
}

// Marks hang on the letter before them: a cut leaves none alone.
fn clip(text: String) -> String {
    if text.chars().count() <= LONGEST {
        return text;
    }
    let mut head: Vec<char> = text.chars().take(LONGEST).collect();
    if let Some(space) = head.iter().rposition(|c| *c == ' ').filter(|at| *at > 0) {
        head.truncate(space);
    }
    head.into_iter().collect()
}

fn text(corpus: &Corpus, rng: &mut Rng) -> String {
    let th = &corpus.thai;
    let pick = |list: &[String], rng: &mut Rng| rng.pick::<String>(list).clone();
    match rng.weighted(&[16.0, 12.0, 14.0, 12.0, 14.0, 8.0, 12.0, 6.0, 8.0, 18.0]) {
        0 => {
            let title = rng.word(&["นาย", "นาง", "นางสาว", "น.ส.", "ด.ช.", "ด.ญ.", ""]);
            let space = if rng.chance(0.5) { " " } else { "" };
            format!(
                "{title}{space}{} {}",
                pick(&th.given, rng),
                pick(&th.surnames, rng)
            )
        }
        1 => {
            let list = if rng.chance(0.5) {
                &th.given
            } else {
                &th.surnames
            };
            pick(list, rng)
        }
        2 => date(th, rng),
        3 => number(rng),
        4 => pick(&th.labels, rng),
        5 => pick(&th.authorities, rng),
        6 => address(th, rng),
        7 => format!(
            "{} {} {}",
            pick(&th.words, rng),
            pick(&th.words, rng),
            pick(&th.words, rng)
        ),
        8 => syllables(rng),
        _ => bilingual(corpus, rng),
    }
    .trim()
    .to_owned()
}

/// A label in both languages, and often its value in the same line: a finder takes for one line what stands close.
fn bilingual(corpus: &Corpus, rng: &mut Rng) -> String {
    let th = &corpus.thai;
    let own = rng.pick::<String>(&th.labels).clone();
    let english = corpus
        .languages
        .iter()
        .find(|language| language.code == "en");
    let english = english.map_or("No.", |language| {
        rng.pick::<String>(&language.labels).as_str()
    });
    let label = match rng.below(4) {
        0 => own,
        1 => format!("{own} {english}"),
        _ => format!("{own} / {english}"),
    };
    let value = match rng.below(6) {
        0 | 1 => number(rng),
        2 | 3 => english_date(rng),
        4 => format!(
            "{} {} {}",
            rng.word(&["Mr.", "Mrs.", "Miss"]),
            rng.word(GIVEN),
            rng.word(SURNAMES)
        ),
        _ => return label,
    };
    let value = if rng.chance(0.3) {
        value.to_uppercase()
    } else {
        value
    };
    format!("{label} {value}")
}

fn english_date(rng: &mut Rng) -> String {
    let months = if rng.chance(0.5) { "full" } else { "ten" };
    let month = print::month(months, rng.below(12) + 1);
    format!("{} {month} {}", rng.whole(1, 31), rng.whole(1940, 2040))
}

fn date(th: &Language, rng: &mut Rng) -> String {
    let (day, month) = (rng.whole(1, 31), rng.below(12));
    let year = rng.whole(1940, 2040);
    let text = match rng.below(5) {
        0 | 1 => format!("{day} {} {}", print::month("th", month + 1), year + 543),
        2 => format!("{day} {} {}", th.months[month], year + 543),
        3 => format!("{day} {} {year}", print::month("ten", month + 1)),
        _ => format!("{day:02}/{:02}/{}", month + 1, year + 543),
    };
    let text = if rng.chance(0.2) {
        format!("{} {text}", rng.pick::<String>(&th.labels))
    } else {
        text
    };
    if rng.chance(0.12) {
        thai_digits(&text)
    } else {
        text
    }
}

fn thai_digits(text: &str) -> String {
    let digit = |c: char| match c.to_digit(10) {
        Some(d) => char::from_u32(0x0E50 + d).unwrap_or(c),
        None => c,
    };
    text.chars().map(digit).collect()
}

fn digits(rng: &mut Rng, n: usize) -> String {
    (0..n)
        .map(|_| char::from(b'0' + rng.below(10) as u8))
        .collect()
}

fn number(rng: &mut Rng) -> String {
    let mark = rng.word(&[" ", " ", "-", ""]);
    let parts = [1, 4, 5, 2, 1].map(|n| digits(rng, n));
    match rng.below(4) {
        0 => format!("{}-{}-{}", digits(rng, 4), digits(rng, 2), digits(rng, 8)),
        1 => digits(rng, 8),
        _ => parts.join(mark),
    }
}

fn address(th: &Language, rng: &mut Rng) -> String {
    let (street, place) = (
        rng.pick::<String>(&th.streets).clone(),
        rng.pick::<String>(&th.places).clone(),
    );
    let house = format!("{}/{}", rng.whole(1, 299), rng.whole(1, 30));
    let text = match rng.below(4) {
        0 => format!("{house} {street}"),
        1 => format!("ที่อยู่ {house} หมู่ที่ {} ต.{place}", rng.whole(1, 15)),
        2 => format!("{place} {}", digits(rng, 5)),
        _ => format!("{street} {place}"),
    };
    if rng.chance(0.08) {
        thai_digits(&text)
    } else {
        text
    }
}

// Lawful syllables of any letters, so that rare ones are seen too.
fn syllables(rng: &mut Rng) -> String {
    const CONSONANTS: &str = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ";
    let letters: Vec<char> = CONSONANTS.chars().collect();
    let mut text = String::new();
    for _ in 0..rng.whole(2, 7) {
        if rng.chance(0.3) {
            text.push(*rng.pick(&['เ', 'แ', 'โ', 'ใ', 'ไ']));
        }
        text.push(*rng.pick(&letters));
        if rng.chance(0.55) {
            text.push(*rng.pick(&['ั', 'ิ', 'ี', 'ึ', 'ื', 'ุ', 'ู', '็', '์']));
            if rng.chance(0.3) && !text.ends_with(['็', '์']) {
                text.push(*rng.pick(&['่', '้', '๊', '๋']));
            }
        } else if rng.chance(0.3) {
            text.push(*rng.pick(&['่', '้', '๊', '๋']));
        }
        if rng.chance(0.3) {
            text.push(*rng.pick(&['า', 'ะ', 'ำ']));
        }
        if rng.chance(0.4) {
            text.push(*rng.pick(&letters));
        }
    }
    if rng.chance(0.06) {
        text.push(*rng.pick(&['ๆ', 'ฯ', '฿', 'ฤ']));
    }
    text
}
