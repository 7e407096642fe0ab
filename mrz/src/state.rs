//! States, organisations and kinds of persons by their three-letter code, with English names.
//!
//! ISO 3166-1 alpha-3 with what ICAO 9303-3 section 5 adds, and the codes of states that are no more but whose
//! citizens' dates of birth still meet them.

use crate::state_table::STATES;

/// One code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The code as a zone has it, three characters: `FRA`, `D<<`.
    pub code: &'static str,
    /// The English name.
    pub name: &'static str,
    /// What stands behind the code.
    pub kind: StateKind,
}

/// What stands behind a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateKind {
    /// A country or territory of ISO 3166-1.
    Iso,
    /// A code that ICAO or its members use beside ISO's.
    Icao,
    /// An organisation that issues documents.
    Organisation,
    /// A kind of persons, as nationality.
    Person,
    /// A state that is no more.
    Former,
}

/// Finds a code, with or without its fillers.
///
/// ```
/// assert_eq!(mrz::state::find("D<<").map(|state| state.name), Some("Germany"));
/// assert_eq!(mrz::state::find("XPO").map(|state| state.name), Some("Interpol"));
/// assert!(mrz::state::find("BOS").is_none());
/// ```
pub fn find(code: &str) -> Option<&'static State> {
    let code = code.trim_end_matches('<');
    let index = STATES
        .binary_search_by(|state| state.code.trim_end_matches('<').cmp(code))
        .ok()?;
    STATES.get(index)
}

/// For each first and second letter, which third letters make a code: one bit each.
static THIRDS: [u32; 26 * 26] = thirds();

const fn thirds() -> [u32; 26 * 26] {
    let mut table = [0; 26 * 26];
    let mut states = STATES;
    while let [state, rest @ ..] = states {
        states = rest;
        if let [a, b, c] = state.code.as_bytes() {
            let Some((pair, third)) = place(*a, *b, *c) else {
                continue;
            };
            let (_, from) = table.split_at_mut(pair);
            if let [slot, ..] = from {
                *slot |= third;
            }
        }
    }
    table
}

/// The place of three letters in [`THIRDS`] and the bit of the last.
#[allow(clippy::as_conversions)] // u8 to usize is lossless; `From` cannot run at compile time.
const fn place(a: u8, b: u8, c: u8) -> Option<(usize, u32)> {
    let (a, b, c) = (
        a.wrapping_sub(b'A'),
        b.wrapping_sub(b'A'),
        c.wrapping_sub(b'A'),
    );
    if a < 26 && b < 26 && c < 26 {
        Some((a as usize * 26 + b as usize, 1 << c))
    } else {
        None
    }
}

/// Whether the three characters of a zone are a known code.
pub(crate) fn is_known(text: &str) -> bool {
    match text.as_bytes() {
        b"D<<" => true,
        [a, b, c] => place(*a, *b, *c)
            .is_some_and(|(pair, third)| THIRDS.get(pair).is_some_and(|set| set & third != 0)),
        _ => false,
    }
}

/// All codes, in the order of the alphabet.
pub fn all() -> impl ExactSizeIterator<Item = &'static State> {
    STATES.iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_whole() {
        assert!(STATES.is_sorted_by(|a, b| a.code < b.code));
        for state in all() {
            assert!(is_known(state.code), "{}", state.code);
        }
        assert!(!is_known("BOS") && !is_known("D<A") && !is_known("0TO"));
        let iso = all().filter(|state| state.kind == StateKind::Iso).count();
        assert_eq!(iso, 249);
        for code in [
            "D", "RKS", "XKX", "UTO", "GBD", "GBN", "GBO", "GBP", "GBS", "UNO", "EUE", "XOM",
        ] {
            assert!(find(code).is_some(), "{code}");
        }
    }
}
