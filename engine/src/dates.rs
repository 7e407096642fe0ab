//! Reads printed days in every form that documents use.

use mrz::{Date, Day, Meaning};

use crate::template::Order;

/// Names of the months by their first letters, in the languages of the documents, without accents.
///
/// Words that are two months in two languages (LIP, LIS, SRP, TRA) are left out: the second language, which
/// stands beside them, decides.
const MONTHS: [&[&str]; 12] = [
    &[
        "JAN", "ENE", "GEN", "STY", "LED", "IAN", "OCA", "TAM", "SIJ", "JAAN", "JANV",
    ],
    &[
        "FEB", "FEV", "LUT", "UNO", "SUB", "VEL", "FEVR", "HEL", "VEEB",
    ],
    &[
        "MAR", "MAA", "MRT", "BRE", "OZU", "MARS", "MAAL", "MARC", "MARZ",
    ],
    &["APR", "ABR", "AVR", "KWI", "DUB", "NIS", "HUH", "AVRIL"],
    &[
        "MAY", "MAI", "MEI", "MAJ", "MAG", "KVE", "SVI", "TOU", "BEA", "MAGG",
    ],
    &["JUN", "GIU", "CZE", "CER", "HAZ", "JUIN", "KES", "JUNI"],
    &["JUL", "LUG", "LIPI", "CVC", "TEM", "JUIL", "HEI", "JULI"],
    &["AUG", "AGO", "AOU", "SIE", "KOL", "AGU", "AOUT", "ELO"],
    &[
        "SEP", "SET", "WRZ", "ZAR", "EYL", "RUJ", "SEPT", "SYY", "MFO",
    ],
    &["OCT", "OKT", "OUT", "OTT", "PAZ", "RIJ", "EKI", "LOK"],
    &["NOV", "KAS", "STU", "NOI"],
    &[
        "DEC", "DIC", "DEZ", "DES", "GRU", "PRO", "ARA", "DET", "JOU", "DECE",
    ],
];

/// Thailand's months, without their full stops; the years beside them are Buddhist.
const THAI_MONTHS: [&[&str]; 12] = [
    &["มค", "มกราคม"],
    &["กพ", "กุมภาพันธ์"],
    &["มีค", "มีนาคม"],
    &["เมย", "เมษายน"],
    &["พค", "พฤษภาคม"],
    &["มิย", "มิถุนายน"],
    &["กค", "กรกฎาคม"],
    &["สค", "สิงหาคม"],
    &["กย", "กันยายน"],
    &["ตค", "ตุลาคม"],
    &["พย", "พฤศจิกายน"],
    &["ธค", "ธันวาคม"],
];
/// Years between the Buddhist and the common reckoning.
const BUDDHIST: u16 = 543;

/// The first day that stands in `text`, as ISO 8601, and the characters it takes.
///
/// Two-digit years are resolved by what the day means, seen from `today`. A day that does not exist is
/// none, and so is one whose parts run together.
pub(crate) fn find(
    text: &str,
    order: Order,
    meaning: Meaning,
    today: Day,
) -> Option<(String, usize, usize)> {
    day_among(&tokens(text), order, meaning, today)
}

/// As [`find`]; where no whole day stands, the last month or year that does: `2033-02`, `2033`.
///
/// Nothing is completed: a month stays a month. Years are four digits, a month stands before its year.
pub(crate) fn find_partial(
    text: &str,
    order: Order,
    meaning: Meaning,
    today: Day,
) -> Option<(String, usize, usize)> {
    let tokens = tokens(text);
    day_among(&tokens, order, meaning, today)
        .or_else(|| (0..tokens.len()).rev().find_map(|at| partial(&tokens, at)))
}

/// Whether a text is a day whose month is a word, and nothing besides.
pub(crate) fn is_in_words(text: &str) -> bool {
    let tokens = tokens(text);
    let parts: Vec<&Part> = tokens.iter().map(|token| &token.part).collect();
    let [
        Part::Number(1..=31, 1..=2),
        months @ ..,
        Part::Number(_, 2 | 4),
    ] = &parts[..]
    else {
        return false;
    };
    !months.is_empty()
        && months
            .iter()
            .all(|part| matches!(part, Part::Word(Some(_))))
}

/// The first whole day among the tokens of a text.
fn day_among(
    tokens: &[Token],
    order: Order,
    meaning: Meaning,
    today: Day,
) -> Option<(String, usize, usize)> {
    (0..tokens.len()).find_map(|at| {
        let (day, used) = starting(&tokens[at..], order, meaning, today)?;
        if at > 0 && follows_a_number(&tokens[at - 1], &tokens[at]) {
            return None;
        }
        let last = &tokens[at + used - 1];
        Some((day.to_string(), tokens[at].start, last.end))
    })
}

/// The year at a token, with the month before it if there is one.
fn partial(tokens: &[Token], at: usize) -> Option<(String, usize, usize)> {
    let Part::Number(year, 4) = tokens[at].part else {
        return None;
    };
    if !(1900..=2150).contains(&year) {
        return None;
    }
    let end = tokens[at].end;
    let month = at.checked_sub(1).and_then(|before| {
        let token = &tokens[before];
        let near = tokens[at].start - token.end <= 2;
        let month = match token.part {
            Part::Number(month @ 1..=12, 1..=2) => u8::try_from(month).ok(),
            Part::Word(month) => month,
            _ => None,
        };
        month.filter(|_| near).map(|month| (month, token.start))
    });
    Some(match month {
        Some((month, start)) => (format!("{year}-{month:02}"), start, end),
        None => (year.to_string(), tokens[at].start, end),
    })
}

/// The day of six characters of a machine readable zone, as ISO 8601.
pub(crate) fn of_zone(text: &str, meaning: Meaning, today: Day) -> Option<String> {
    let day = Date::read(text).ok()?.resolve(meaning, today)?;
    Some(day.to_string())
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Number(u16, usize),
    /// A month, or a short word that may be one in a language that is not known.
    Word(Option<u8>),
    /// A month in Thai.
    Thai(u8),
}

#[derive(Debug, Clone, PartialEq)]
struct Token {
    part: Part,
    start: usize,
    end: usize,
}

/// The longest word that may be a month that is not known.
const SHORT: usize = 4;
/// The longest name of a month.
const LONGEST: usize = 10;

/// Runs of digits, months and short words; other words break a date.
fn tokens(text: &str) -> Vec<Token> {
    let mut characters: Vec<char> = text.chars().collect();
    for word in characters.chunk_by_mut(|a, b| a.is_alphanumeric() == b.is_alphanumeric()) {
        letter_the_zero(word);
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        if let Some((month, end)) = thai_month(&characters, at) {
            tokens.push(Token {
                part: Part::Thai(month),
                start: at,
                end,
            });
            at = end;
            continue;
        }
        let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let kind = class(characters[at]);
        let end = (at..characters.len())
            .find(|i| class(characters[*i]) != kind)
            .unwrap_or(characters.len());
        let run: String = characters[at..end].iter().collect();
        let part = match kind {
            (true, _) => run
                .parse()
                .ok()
                .map(|number| Part::Number(number, run.len())),
            (_, true) => Some(Part::Word(month(&run))),
            _ => None,
        };
        tokens.extend(part.map(|part| Token {
            part,
            start: at,
            end,
        }));
        at = end;
    }
    tokens
}

/// The O or the D of a month that was read as a zero: `AG0` and `0IC` are nothing else.
fn letter_the_zero(word: &mut [char]) {
    let zero = word.iter().position(|c| *c == '0');
    let Some(zero) = zero.filter(|_| word.len() == 3) else {
        return;
    };
    let names_a_month = |letter: &char| {
        let spelt = word.iter().map(|c| if *c == '0' { *letter } else { *c });
        let spelt: String = spelt.collect();
        spelt.chars().all(char::is_alphabetic) && month(&spelt).is_some()
    };
    if let Some(letter) = ['O', 'D'].into_iter().find(names_a_month) {
        word[zero] = letter;
    }
}

/// A Thai month that begins at a character, and one after its last; full stops and blanks in it do not count.
fn thai_month(text: &[char], at: usize) -> Option<(u8, usize)> {
    let is_thai = |c: char| ('\u{0e00}'..='\u{0e7f}').contains(&c);
    if !is_thai(*text.get(at)?) || at > 0 && is_thai(text[at - 1]) {
        return None;
    }
    let run = text[at..]
        .iter()
        .take_while(|c| is_thai(**c) || ". ".contains(**c))
        .count();
    let word: String = text[at..at + run].iter().filter(|c| is_thai(**c)).collect();
    let month = THAI_MONTHS
        .iter()
        .position(|names| names.contains(&word.as_str()))?;
    Some((u8::try_from(month + 1).ok()?, at + run))
}

/// The month that a word names.
fn month(word: &str) -> Option<u8> {
    let folded: String = crate::fuzzy::letters(word);
    if folded.len() < 3 {
        return None;
    }
    let named = |names: &&[&str]| names.iter().any(|name| folded == *name);
    let begun = |names: &&[&str]| {
        names
            .iter()
            .any(|name| name.len() == 3 && folded.starts_with(name))
    };
    let twice = |names: &&[&str]| is_named_twice(&folded, names);
    let at = MONTHS
        .iter()
        .position(named)
        .or_else(|| MONTHS.iter().position(begun))
        .or_else(|| MONTHS.iter().position(twice));
    at.and_then(|at| u8::try_from(at + 1).ok())
}

/// Whether a word is one month in two languages whose stroke was taken for a letter, or lost: `MEUMAY`.
fn is_named_twice(word: &str, names: &[&str]) -> bool {
    let short = names.iter().filter(|name| name.len() == 3);
    let first = short.filter_map(|name| word.strip_suffix(name)).next();
    first.is_some_and(|first| {
        (2..=4).contains(&first.len()) && names.iter().any(|name| first.starts_with(&name[..2]))
    })
}

/// Whether a number stands so closely before another that the second may not be a day: `01 2/FEB 1987`.
fn follows_a_number(before: &Token, number: &Token) -> bool {
    matches!(before.part, Part::Number(_, 1..=2)) && number.start - before.end <= 2
}

/// The day that the first tokens say, and how many they are.
fn starting(tokens: &[Token], order: Order, meaning: Meaning, today: Day) -> Option<(Day, usize)> {
    let number = |at: usize| match tokens.get(at)?.part {
        Part::Number(value, digits) => Some((value, digits)),
        Part::Word(_) | Part::Thai(_) => None,
    };
    let (first, first_digits) = number(0)?;
    if let Part::Thai(month) = tokens.get(1)?.part {
        let year = number(2)
            .filter(|(year, digits)| *digits == 4 && *year > BUDDHIST)?
            .0;
        let first = u8::try_from(first).ok()?;
        return Some((whole(year - BUDDHIST, 4, month, first, meaning, today)?, 3));
    }
    if let Part::Word(_) = tokens.get(1)?.part {
        let words = |token: &&Token| {
            matches!(token.part, Part::Word(_)) && token.end - token.start <= LONGEST
        };
        let months = tokens[1..].iter().take(3).take_while(words).count();
        // The same month in a second language may follow; the last one is English or French.
        let Part::Word(Some(month)) = tokens.get(months)?.part else {
            return None;
        };
        if tokens[1..months]
            .iter()
            .any(|t| t.end - t.start > SHORT && t.part == Part::Word(None))
        {
            return None;
        }
        let (year, digits) = number(1 + months)?;
        let day = whole(
            year,
            digits,
            month,
            u8::try_from(first).ok()?,
            meaning,
            today,
        )?;
        return (first_digits <= 2).then_some((day, months + 2));
    }
    let ((second, second_digits), (third, third_digits)) = (number(1)?, number(2)?);
    let near = tokens[1].start - tokens[0].end <= 2 && tokens[2].start - tokens[1].end <= 2;
    if !near || second_digits > 2 {
        return None;
    }
    let (year, digits, month, day) = match (first_digits, third_digits, order) {
        (4, 1..=2, _) => (first, 4, second, third),
        (2, 2, Order::Ymd) => (first, 2, second, third),
        (1..=2, 2 | 4, Order::Mdy) => (third, third_digits, first, second),
        (1..=2, 2 | 4, _) => (third, third_digits, second, first),
        _ => return None,
    };
    // Documents print days and months with two digits: beside a month of two, a day of one has lost another.
    let beside = if first_digits == 4 {
        third_digits
    } else {
        first_digits
    };
    if beside != second_digits {
        return None;
    }
    let day = whole(
        year,
        digits,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
        meaning,
        today,
    )?;
    Some((day, 3))
}

fn whole(
    year: u16,
    digits: usize,
    month: u8,
    day: u8,
    meaning: Meaning,
    today: Day,
) -> Option<Day> {
    match digits {
        4 if (1850..=2150).contains(&year) => Day::new(year, month, day),
        2 => {
            let short = Date::read(&format!("{year:02}{month:02}{day:02}")).ok()?;
            short.resolve(meaning, today)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
