//! Numbers that obey the laws of the countries which give them out.

use crate::rng::Rng;

/// `count` random digits.
pub fn digits(rng: &mut Rng, count: usize) -> String {
    (0..count)
        .map(|_| char::from(b'0' + rng.below(10) as u8))
        .collect()
}

/// Random characters of an alphabet.
pub fn letters(rng: &mut Rng, alphabet: &str, count: usize) -> String {
    let from: Vec<char> = alphabet.chars().collect();
    (0..count).map(|_| *rng.pick(&from)).collect()
}

fn values(text: &str) -> impl Iterator<Item = u32> + '_ {
    text.chars().map(|c| c.to_digit(36).unwrap_or(0))
}

fn digit(value: u32) -> char {
    char::from_digit(value % 10, 10).unwrap_or('0')
}

fn weighed(text: &str, weights: &[u32]) -> u32 {
    values(text).zip(weights).map(|(v, w)| v * w).sum()
}

/// Nine digits that pass the Dutch test of eleven.
pub fn bsn(rng: &mut Rng) -> String {
    loop {
        let head = format!("{}{}", rng.whole(1, 9), digits(rng, 7));
        let rest = weighed(&head, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        if rest < 10 {
            return format!("{head}{rest}");
        }
    }
}

/// A Norwegian birth number (month + 80: the range of invented persons).
pub fn norwegian(rng: &mut Rng, [year, month, day]: [i32; 3], woman: bool) -> String {
    loop {
        let from = if year < 2000 { 0 } else { 500 };
        let mut serial = from + rng.below(499) as i32;
        if (serial % 2 == 0) != woman {
            serial += 1;
        }
        let head = format!("{day:02}{:02}{:02}{serial:03}", month + 80, year % 100);
        let k1 = (11 - weighed(&head, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11;
        let with = format!("{head}{k1}");
        let k2 = (11 - weighed(&with, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
        if k1 < 10 && k2 < 10 {
            return format!("{head}{k1}{k2}");
        }
    }
}

/// A Swedish personal number `YYMMDD-NNNC`.
pub fn swedish(rng: &mut Rng, [year, month, day]: [i32; 3], woman: bool) -> String {
    let ninth = 2 * rng.below(5) + usize::from(!woman);
    let head = format!(
        "{:02}{month:02}{day:02}{}{ninth}",
        year % 100,
        digits(rng, 2)
    );
    let sum: u32 = values(&head)
        .zip([2, 1].into_iter().cycle())
        .map(|(v, w)| v * w / 10 + v * w % 10)
        .sum();
    format!(
        "{}-{}{}",
        &head[..6],
        &head[6..],
        digit((10 - sum % 10) % 10)
    )
}

const VERHOEFF_D: [&str; 10] = [
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
];
const VERHOEFF_P: [&str; 8] = [
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
];

fn cell(table: &[&str], row: u32, column: u32) -> u32 {
    let row = table.get(row as usize).copied().unwrap_or_default();
    row.chars()
        .nth(column as usize)
        .and_then(|c| c.to_digit(10))
        .unwrap_or(0)
}

/// Twelve digits of an Aadhaar number, its last by Verhoeff's law.
pub fn aadhaar(rng: &mut Rng) -> String {
    let head = format!("{}{}", rng.whole(2, 9), digits(rng, 10));
    let (mut state, back): (u32, Vec<u32>) = (0, values(&head).collect());
    for (i, v) in back.iter().rev().enumerate() {
        state = cell(
            &VERHOEFF_D,
            state,
            cell(&VERHOEFF_P, (i as u32 + 1) % 8, *v),
        );
    }
    let check = (0..10)
        .find(|c| cell(&VERHOEFF_D, state, *c) == 0)
        .unwrap_or(0);
    format!("{head}{}", digit(check))
}

/// An Indian tax account number of a person.
pub fn pan(rng: &mut Rng, surname: &str) -> String {
    let az = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let first = surname
        .chars()
        .find(char::is_ascii_alphabetic)
        .unwrap_or('X')
        .to_ascii_uppercase();
    format!(
        "{}P{first}{}{}",
        letters(rng, az, 3),
        digits(rng, 4),
        letters(rng, az, 1)
    )
}

/// An Indonesian population number: district, birth date (+40 for women), serial.
pub fn nik(rng: &mut Rng, [year, month, day]: [i32; 3], woman: bool) -> String {
    let day = if woman { day + 40 } else { day };
    let place = rng.pick(&["320101", "317101", "357803", "127101", "517103", "337402"]);
    format!(
        "{place}{day:02}{month:02}{:02}{:04}",
        year % 100,
        rng.whole(1, 9999)
    )
}

/// A Thai citizen number.
pub fn thai(rng: &mut Rng) -> String {
    let head = format!("{}{}", rng.whole(1, 8), digits(rng, 11));
    let sum: u32 = values(&head)
        .enumerate()
        .map(|(i, v)| v * (13 - i as u32))
        .sum();
    format!("{head}{}", digit((11 - sum % 11) % 10))
}

fn bare(name: &str) -> String {
    crate::print::unaccented(&name.to_uppercase())
        .replace('Ñ', "X")
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect()
}

fn inner(name: &str, vowel: bool) -> char {
    let wanted = |c: &char| "AEIOU".contains(*c) == vowel;
    name.chars().skip(1).find(wanted).unwrap_or('X')
}

/// A Mexican population key.
pub fn curp(rng: &mut Rng, names: [&str; 3], [year, month, day]: [i32; 3], woman: bool) -> String {
    let [first, second, given] = names.map(bare);
    let initial = |n: &str| n.chars().next().unwrap_or('X');
    let state = rng.pick(&["JC", "NL", "PL", "YN", "GT", "OC", "DF", "BC", "NE"]);
    let mut key = format!(
        "{}{}{}{}",
        initial(&first),
        inner(&first, true),
        initial(&second),
        initial(&given)
    );
    key += &format!(
        "{:02}{month:02}{day:02}{}{state}",
        year % 100,
        if woman { 'M' } else { 'H' }
    );
    key.extend([&first, &second, &given].map(|n| inner(n, false)));
    key.push(if year < 2000 {
        digit(rng.below(3) as u32)
    } else {
        'A'
    });
    let place = |c: char| {
        "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
            .chars()
            .position(|x| x == c)
            .unwrap_or(0) as u32
    };
    let sum: u32 = key
        .chars()
        .enumerate()
        .map(|(i, c)| place(c) * (18 - i as u32))
        .sum();
    format!("{key}{}", digit((10 - sum % 10) % 10))
}

/// A Mexican voter key.
pub fn voter_key(
    rng: &mut Rng,
    names: [&str; 3],
    [year, month, day]: [i32; 3],
    woman: bool,
) -> String {
    let pair = |n: &str| {
        let n = bare(n);
        format!("{}{}", n.chars().next().unwrap_or('X'), inner(&n, false))
    };
    let heads: String = names.map(pair).concat();
    let sex = if woman { 'M' } else { 'H' };
    format!(
        "{heads}{:02}{month:02}{day:02}{:02}{sex}{}",
        year % 100,
        rng.whole(1, 32),
        digits(rng, 3)
    )
}

/// A Chilean run: number, hyphen, check character.
pub fn run(rng: &mut Rng) -> String {
    let number = rng.whole(4_000_000, 26_000_000).to_string();
    let sum: u32 = values(&number)
        .collect::<Vec<_>>()
        .iter()
        .rev()
        .zip([2, 3, 4, 5, 6, 7].into_iter().cycle())
        .map(|(v, w)| v * w)
        .sum();
    let check = match 11 - sum % 11 {
        11 => '0',
        10 => 'K',
        other => digit(other),
    };
    format!("{number}-{check}")
}

/// An Ecuadorian number of nine digits and a check digit.
pub fn ecuadorian(rng: &mut Rng) -> String {
    let head = format!("{:02}{}{}", rng.whole(1, 24), rng.below(6), digits(rng, 6));
    let sum: u32 = values(&head)
        .zip([2, 1].into_iter().cycle())
        .map(|(v, w)| if v * w > 9 { v * w - 9 } else { v * w })
        .sum();
    format!("{head}{}", digit((10 - sum % 10) % 10))
}

/// The digit after a Peruvian number of eight.
#[must_use]
pub fn peruvian(number: &str) -> char {
    let rest = weighed(number, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    "65432110987".chars().nth(rest as usize).unwrap_or('0')
}

/// An Argentine labour number around a national number of eight digits.
#[must_use]
pub fn cuil(number: &str, woman: bool) -> String {
    for prefix in [if woman { "27" } else { "20" }, "23"] {
        let sum = weighed(
            &format!("{prefix}{number}"),
            &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2],
        );
        let check = (11 - sum % 11) % 11;
        if check < 10 {
            return format!("{prefix}-{number}-{check}");
        }
    }
    format!("24-{number}-0")
}

/// The letter after a Spanish number of eight digits.
#[must_use]
pub fn spanish(number: u32) -> char {
    "TRWAGMYFPDXBNJZSQVHLCKE"
        .chars()
        .nth((number % 23) as usize)
        .unwrap_or('T')
}

#[cfg(test)]
mod tests {
    use super::{cuil, peruvian, spanish};

    #[test]
    fn published_examples_hold() {
        assert_eq!(spanish(99_999_999), 'R');
        assert_eq!(peruvian("12345678"), '1');
        assert_eq!(cuil("12345678", false), "20-12345678-6");
    }
}
