//! Printed letters as a zone writes them, by the tables of ICAO 9303-3 section 6.

use crate::class::FILLER;
use crate::letter_table::LETTERS;

const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// All forms that a zone may give the letter `c`, the usual one first; one empty form for what a zone leaves out.
///
/// ```
/// assert_eq!(mrz::name::forms('ü').collect::<Vec<_>>(), ["UE", "UXX", "U"]);
/// assert_eq!(mrz::name::forms('\'').collect::<Vec<_>>(), [""]);
/// ```
pub fn forms(c: char) -> impl Iterator<Item = &'static str> + Clone {
    let row = row(c).or_else(|| row(upper(c)));
    let single = match (plain(c), row) {
        (None, Some(_)) => None,
        (letter, _) => Some(letter.unwrap_or("")),
    };
    let several = row.filter(|_| single.is_none()).unwrap_or_default();
    several.iter().copied().chain(single)
}

/// The printed letters that a zone may write as `form`: `AE` is Ä or Æ.
pub fn origins(form: &str) -> impl Iterator<Item = char> {
    LETTERS
        .iter()
        .filter(move |(_, forms)| !form.is_empty() && forms.contains(&form))
        .map(|(letter, _)| *letter)
}

fn plain(c: char) -> Option<&'static str> {
    let c = c.to_ascii_uppercase();
    let index = usize::from(u8::try_from(c).ok()?.checked_sub(b'A')?);
    CAPITALS.get(index..=index)
}

fn row(c: char) -> Option<&'static [&'static str]> {
    let index = LETTERS
        .binary_search_by_key(&c, |(letter, _)| *letter)
        .ok()?;
    LETTERS.get(index).map(|(_, forms)| *forms)
}

fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

/// Whether a zone writes a filler for `c`.
pub(crate) const fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '<' | ',' | '/' | '\u{a0}' | '\u{2010}'..='\u{2015}' | '\u{202f}'
    )
}

/// How many characters `text` takes in a zone.
pub fn length(text: &str) -> usize {
    let mut count = 0;
    transliterate(text, |_| count += 1);
    count
}

/// Writes `text` as a zone has it: capitals, single fillers for spaces and hyphens, apostrophes and points left out.
///
/// ```
/// let mut line = Vec::new();
/// mrz::name::transliterate("d'Ågård-Løvø", |byte| line.push(byte));
/// assert_eq!(line, b"DAAGAARD<LOEVOE");
/// ```
pub fn transliterate(text: &str, mut put: impl FnMut(u8)) {
    let mut started = false;
    let mut pending = false;
    let mut last = '\0';
    for c in text.chars() {
        pending = started && (pending || is_separator(c));
        for byte in form_after(last, c).bytes() {
            if pending {
                put(FILLER);
            }
            (started, pending) = (true, false);
            put(byte);
        }
        last = c;
    }
}

/// The usual form of `c`; a Greek upsilon after an omicron is the U of OU.
fn form_after(last: char, c: char) -> &'static str {
    if is_separator(c) {
        return "";
    }
    let omicron = matches!(last, 'ο' | 'Ο');
    if omicron && matches!(c, 'υ' | 'Υ' | 'ύ' | 'Ύ') {
        return "U";
    }
    forms(c).next().unwrap_or("")
}
