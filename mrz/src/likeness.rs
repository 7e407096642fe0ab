//! A printed name beside its form in a zone.

use crate::class::FILLER;
use crate::latin::{forms, is_separator};

/// How a printed name and a zone's name agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// The zone's name is a form of the printed one.
    Same,
    /// It is the beginning of such a form, and the rest was cut off.
    Cut,
    /// It is none.
    Other,
}

/// How many steps a comparison may take. Names of 39 characters of which each has three forms need some hundreds;
/// only a text made to be slow needs more.
const MOST_STEPS: u32 = 20_000;

/// Compares a printed name with a zone's, by all forms that ICAO's tables allow each letter.
///
/// ```
/// use mrz::name::{Likeness, compare};
/// assert_eq!(compare("Müller-Lüdenscheidt", "MUELLER<LUEDENSCHEIDT"), Likeness::Same);
/// assert_eq!(compare("Müller", "MULLER"), Likeness::Same);
/// assert_eq!(compare("Nilavadhanananda", "NILAVADHANA"), Likeness::Cut);
/// assert_eq!(compare("O'Connor", "OCONNOR"), Likeness::Same);
/// assert_eq!(compare("Muster", "MASTER"), Likeness::Other);
/// ```
pub fn compare(printed: &str, zone: &str) -> Likeness {
    let zone = zone.trim_matches('<').as_bytes();
    let mut walk = Walk {
        steps: MOST_STEPS,
        cut: false,
    };
    if walk.same(printed.trim(), zone) {
        Likeness::Same
    } else if walk.cut {
        Likeness::Cut
    } else {
        Likeness::Other
    }
}

struct Walk {
    steps: u32,
    /// The zone ran out before the printed name at least once.
    cut: bool,
}

impl Walk {
    fn same(&mut self, printed: &str, zone: &[u8]) -> bool {
        let Some(left) = self.steps.checked_sub(1) else {
            return false;
        };
        self.steps = left;
        let Some(c) = printed.chars().next() else {
            return zone.is_empty();
        };
        let rest = printed.get(c.len_utf8()..).unwrap_or("");
        if is_separator(c) {
            return self.after_separator(c, rest, zone);
        }
        let silent = forms(c).all(str::is_empty);
        if zone.is_empty() && !silent {
            self.cut |= printed.chars().any(char::is_alphabetic);
            return false;
        }
        forms(c).any(|form| {
            let shared = form.len().min(zone.len());
            let begun = form.as_bytes().get(..shared) == zone.get(..shared);
            let fits = begun && shared == form.len();
            // The cut may fall inside a letter's form.
            self.cut |= begun && !fits;
            fits && self.same(rest, zone.get(shared..).unwrap_or_default())
        })
    }

    /// A space is a filler; a hyphen may be left out.
    fn after_separator(&mut self, c: char, rest: &str, zone: &[u8]) -> bool {
        let rest = rest.trim_start_matches(is_separator);
        match zone {
            [FILLER, tail @ ..] => {
                let fillers = tail.iter().take_while(|byte| **byte == FILLER).count();
                self.same(rest, tail.get(fillers..).unwrap_or_default())
            }
            [] => self.same(rest, zone),
            _ => c != ' ' && self.same(rest, zone),
        }
    }
}
