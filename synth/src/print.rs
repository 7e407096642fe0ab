//! How values are put on paper: dates by pattern, numbers in groups, letters with or without accents.

use anyhow::{Result, bail};

/// Month names as cards print them, by language.
const MONTHS: [(&str, [&str; 12]); 15] = [
    (
        "en",
        [
            "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
        ],
    ),
    (
        "nl",
        [
            "JAN", "FEB", "MAA", "APR", "MEI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC",
        ],
    ),
    (
        "no",
        [
            "JAN", "FEB", "MAR", "APR", "MAI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DES",
        ],
    ),
    (
        "sv",
        [
            "JAN", "FEB", "MAR", "APR", "MAJ", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC",
        ],
    ),
    (
        "de",
        [
            "JAN", "FEB", "MRZ", "APR", "MAI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEZ",
        ],
    ),
    (
        "da",
        [
            "JAN", "FEB", "MAR", "APR", "MAJ", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC",
        ],
    ),
    (
        "es",
        [
            "ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP", "OCT", "NOV", "DIC",
        ],
    ),
    (
        "fr",
        [
            "JAN", "FÉV", "MARS", "AVR", "MAI", "JUIN", "JUIL", "AOÛT", "SEPT", "OCT", "NOV", "DÉC",
        ],
    ),
    (
        "pl",
        [
            "STY", "LUT", "MAR", "KWI", "MAJ", "CZE", "LIP", "SIE", "WRZ", "PAŹ", "LIS", "GRU",
        ],
    ),
    (
        "is",
        [
            "JAN", "FEB", "MAR", "APR", "MAÍ", "JÚN", "JÚL", "ÁGÚ", "SEP", "OKT", "NÓV", "DES",
        ],
    ),
    (
        "hu",
        [
            "JAN", "FEB", "MÁR", "ÁPR", "MÁJ", "JÚN", "JÚL", "AUG", "SZE", "OKT", "NOV", "DEC",
        ],
    ),
    (
        "id",
        [
            "JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOV", "DES",
        ],
    ),
    (
        "th",
        [
            "ม.ค.",
            "ก.พ.",
            "มี.ค.",
            "เม.ย.",
            "พ.ค.",
            "มิ.ย.",
            "ก.ค.",
            "ส.ค.",
            "ก.ย.",
            "ต.ค.",
            "พ.ย.",
            "ธ.ค.",
        ],
    ),
    (
        "ten",
        [
            "Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.",
            "Dec.",
        ],
    ),
    (
        "full",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
];

/// A month's printed name; an unknown language speaks English.
#[must_use]
pub fn month(language: &str, month: usize) -> &'static str {
    let row = MONTHS
        .iter()
        .find(|(l, _)| *l == language)
        .unwrap_or(&MONTHS[0]);
    row.1.get(month.wrapping_sub(1)).copied().unwrap_or("JAN")
}

/// Prints an ISO date by a pattern.
///
/// `dd d mm yyyy yy bbbb` stand for day, month, year, year of the Buddhist era; `MMM` for a month's
/// name in the next of the languages after `@`, as in `dd MMM/MMM yyyy@nl,en`; all else is itself.
pub fn date(iso: &str, pattern: &str) -> Result<String> {
    let (pattern, languages) = pattern.split_once('@').unwrap_or((pattern, "en"));
    let parts: Vec<i32> = iso.split('-').filter_map(|p| p.parse().ok()).collect();
    let [year, at, day] = parts[..] else {
        bail!("{iso:?} is no date yyyy-mm-dd, so {pattern:?} cannot print it")
    };
    let mut languages = languages.split(',').cycle();
    let (mut out, mut rest) = (String::new(), pattern);
    while let Some(c) = rest.chars().next() {
        let tokens = ["yyyy", "bbbb", "yy", "MMM", "mm", "dd", "d"];
        let token = tokens.iter().find(|t| rest.starts_with(**t));
        match token.copied() {
            Some("yyyy") => out += &format!("{year:04}"),
            Some("bbbb") => out += &format!("{:04}", year + 543),
            Some("yy") => out += &format!("{:02}", year % 100),
            Some("MMM") => {
                out += month(languages.next().unwrap_or("en"), at.unsigned_abs() as usize)
            }
            Some("mm") => out += &format!("{at:02}"),
            Some("dd") => out += &format!("{day:02}"),
            Some(_) => out += &day.to_string(),
            None => out.push(c),
        }
        rest = &rest[token.map_or(c.len_utf8(), |t| t.len())..];
    }
    Ok(out)
}

/// Cuts digits into groups of these sizes, the last size repeating.
#[must_use]
pub fn grouped(text: &str, sizes: &[usize], joint: &str) -> String {
    let mut chars = text.chars().peekable();
    let (mut out, mut n) = (Vec::new(), 0);
    while chars.peek().is_some() {
        let size = sizes.get(n).or(sizes.last()).copied().unwrap_or(3).max(1);
        out.push(chars.by_ref().take(size).collect::<String>());
        n += 1;
    }
    out.join(joint)
}

/// Thousands with dots, as in Spanish-speaking countries.
#[must_use]
pub fn dotted(digits: &str) -> String {
    let head = digits.len() % 3;
    let sizes: Vec<usize> = if head == 0 { vec![3] } else { vec![head, 3] };
    grouped(digits, &sizes, ".")
}

/// Letters without their accents; Ñ stays.
#[must_use]
pub fn unaccented(text: &str) -> String {
    const FROM: &str = "ÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÝáàâäãåçéèêëíìîïóòôöõúùûüý";
    const TO: &str = "AAAAAACEEEEIIIIOOOOOUUUUYaaaaaaceeeeiiiiooooouuuuy";
    text.chars()
        .map(|c| {
            FROM.chars()
                .zip(TO.chars())
                .find(|(f, _)| *f == c)
                .map_or(c, |(_, t)| t)
        })
        .collect()
}

/// First letters high, the others low.
#[must_use]
pub fn titled(text: &str) -> String {
    let mut start = true;
    text.chars()
        .map(|c| {
            let out = if start {
                c.to_uppercase().next()
            } else {
                c.to_lowercase().next()
            };
            start = !c.is_alphanumeric() && c != '\'';
            out.unwrap_or(c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{date, dotted, grouped};

    #[test]
    fn prints_as_cards_do() -> anyhow::Result<()> {
        assert_eq!(
            date("1965-03-10", "dd MMM/MMM yyyy@nl,en")?,
            "10 MAA/MAR 1965"
        );
        assert_eq!(date("2000-01-01", "d MMM bbbb@th")?, "1 ม.ค. 2543");
        assert_eq!(date("1987-03-14", "dd.mm.yy")?, "14.03.87");
        assert_eq!(dotted("1999999999"), "1.999.999.999");
        assert_eq!(
            grouped("1234567890123", &[1, 4, 5, 2, 1], " "),
            "1 2345 67890 12 3"
        );
        Ok(())
    }
}
