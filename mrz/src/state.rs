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

/// The codes as numbers in the order of the table, for a search without comparing text.
static KEYS: [u32; STATES.len()] = keys();

const fn keys() -> [u32; STATES.len()] {
    let mut keys = [0; STATES.len()];
    let (mut slots, mut states): (&mut [u32], &[State]) = (&mut keys, STATES);
    while let ([slot, more_slots @ ..], [state, more_states @ ..]) = (slots, states) {
        if let [a, b, c] = state.code.as_bytes() {
            *slot = key(*a, *b, *c);
        }
        (slots, states) = (more_slots, more_states);
    }
    keys
}

const fn key(a: u8, b: u8, c: u8) -> u32 {
    u32::from_be_bytes([0, a, b, c])
}

/// Whether the three characters of a zone are a known code.
pub(crate) fn is_known(text: &str) -> bool {
    match text.as_bytes() {
        [a, b, c] => KEYS.binary_search(&key(*a, *b, *c)).is_ok(),
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
        let iso = all().filter(|state| state.kind == StateKind::Iso).count();
        assert_eq!(iso, 249);
        for code in [
            "D", "RKS", "XKX", "UTO", "GBD", "GBN", "GBO", "GBP", "GBS", "UNO", "EUE", "XOM",
        ] {
            assert!(find(code).is_some(), "{code}");
        }
    }
}
