//! The likeliest reading of a zone that agrees with itself.

use mrz::state;

use super::law::{Law, Place};
use super::likeness::{Likeness, UNSEEN};
use super::strip::{FILL, SYMBOLS, symbol};

/// A symbol for every place of a zone.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The symbols, in the order of the law's places.
    pub(super) symbols: Vec<usize>,
    /// Probability of just these symbols among all that the law allows.
    pub(super) confidence: f32,
    /// The part of it that stands on the picture and the grammar alone.
    apart: f32,
}

/// A residue of both sums: own field × 10 + composite.
const STATES: usize = 100;
/// The least likelihood that takes part in sums, so that no place rules out every reading.
const FLOOR: f32 = 1e-12;

/// The likeliest symbol at each place by the picture and the grammar, check digits left aside.
pub(super) fn plainly(law: &Law, seen: &[Likeness]) -> Reading {
    let places = || law.places.iter().zip(seen);
    let mut symbols: Vec<usize> = places()
        .map(|(place, seen)| seen.best(place.allowed))
        .collect();
    let share = states(law, seen, &mut symbols);
    let singly = |digits: bool| -> f32 {
        let chosen = places()
            .zip(&symbols)
            .filter(|((place, _), _)| place.is_settled_by_digits() == digits);
        chosen
            .map(|((place, seen), symbol)| seen.share(*symbol, place.allowed))
            .product()
    };
    let apart = singly(false) * share;
    Reading {
        confidence: apart * singly(true),
        apart,
        symbols,
    }
}

/// The likeliest reading with which every check digit of the law holds; `None` if there is none.
///
/// Exact: a sweep over the places with the two running sums as state. Places that no digit may choose in are as
/// in `plain`.
pub(super) fn lawfully(law: &Law, seen: &[Likeness], plain: &Reading) -> Option<Reading> {
    let covered: Vec<usize> = (0..law.places.len())
        .filter(|at| law.places[*at].is_covered())
        .collect();
    let mut best = [f32::NEG_INFINITY; STATES];
    let mut sum = [0.0_f64; STATES];
    (best[0], sum[0]) = (0.0, 1.0);
    let mut trail = Vec::with_capacity(covered.len());
    for at in &covered {
        let place = &law.places[*at];
        let classes = if place.moves {
            residues(place, &seen[*at])
        } else {
            fixed(plain.symbols[*at])
        };
        trail.push(sweep(place, &classes, &mut best, &mut sum));
    }
    if best[0] == f32::NEG_INFINITY || sum[0] <= 0.0 {
        return None;
    }
    let share = (f64::from(best[0]).exp() / sum[0]) as f32;
    let mut symbols = plain.symbols.clone();
    let mut state = 0;
    for (at, steps) in covered.iter().zip(&trail).rev() {
        let (before, taken) = steps[state];
        symbols[*at] = usize::from(taken);
        state = usize::from(before);
    }
    Some(Reading {
        confidence: plain.apart * share,
        apart: plain.apart,
        symbols,
    })
}

/// The best way into each state: the state before and the symbol taken.
type Trail = [(u8, u8); STATES];

fn sweep(
    place: &Place,
    classes: &[Residue; 10],
    best: &mut [f32; STATES],
    sum: &mut [f64; STATES],
) -> Box<Trail> {
    let mut trail = Box::new([(0, 0); STATES]);
    let mut next = [f32::NEG_INFINITY; STATES];
    let mut total = [0.0_f64; STATES];
    for state in (0..STATES).filter(|state| sum[*state] > 0.0) {
        for (worth, class) in classes
            .iter()
            .enumerate()
            .filter(|(_, class)| class.all > 0.0)
        {
            let own = (state / 10 + place.own as usize * worth) % 10;
            let composite = (state % 10 + place.composite as usize * worth) % 10;
            if place.closes && own != 0 {
                continue;
            }
            let into = own * 10 + composite;
            total[into] += sum[state] * f64::from(class.all);
            let score = best[state] + class.log;
            if score > next[into] {
                next[into] = score;
                trail[into] = (state as u8, class.symbol as u8);
            }
        }
    }
    (*best, *sum) = (next, total);
    trail
}

/// The symbols of one worth modulo ten, which no check digit tells apart.
#[derive(Clone, Copy)]
struct Residue {
    log: f32,
    symbol: usize,
    all: f32,
}

const NONE: Residue = Residue {
    log: f32::NEG_INFINITY,
    symbol: FILL,
    all: 0.0,
};

fn worth(symbol: usize) -> usize {
    if symbol == FILL { 0 } else { symbol % 10 }
}

/// One symbol and no other.
fn fixed(symbol: usize) -> [Residue; 10] {
    let mut classes = [NONE; 10];
    classes[worth(symbol)] = Residue {
        log: 0.0,
        symbol,
        all: 1.0,
    };
    classes
}

fn residues(place: &Place, seen: &Likeness) -> [Residue; 10] {
    let mut classes = [NONE; 10];
    let mut best = [0.0; 10];
    for candidate in (0..SYMBOLS).filter(|symbol| place.allowed.bits() >> symbol & 1 == 1) {
        let (class, likelihood) = (worth(candidate), seen.of[candidate].max(FLOOR));
        classes[class].all += likelihood;
        if likelihood > best[class] {
            (best[class], classes[class].symbol) = (likelihood, candidate);
        }
    }
    for (class, best) in classes.iter_mut().zip(best) {
        class.log = best.ln();
    }
    classes
}

/// Reads each state's code as a whole, the likeliest that exists; gives the probability of the choice against the
/// one by single letters that was counted already.
fn states(law: &Law, seen: &[Likeness], symbols: &mut [usize]) -> f32 {
    let mut correction = 1.0;
    for name in [mrz::FieldName::IssuingState, mrz::FieldName::Nationality] {
        let Some(slot) = law.format.slot(name) else {
            continue;
        };
        let Some(first) = law
            .places
            .iter()
            .position(|p| slot.at.contains(p.line, p.column))
        else {
            continue;
        };
        let places = first..first + slot.at.len();
        let single: f32 = places
            .clone()
            .map(|at| seen[at].share(symbols[at], law.places[at].allowed))
            .product();
        let likelihood = |code: &str| -> f32 {
            let letters = code.bytes().filter_map(symbol).zip(places.clone());
            letters.map(|(letter, at)| seen[at].of[letter]).product()
        };
        let (mut best, mut all) = (("", 0.0), 0.0);
        for code in state::all().map(|state| state.code) {
            let likelihood = likelihood(code);
            all += likelihood;
            if likelihood > best.1 {
                best = (code, likelihood);
            }
        }
        let unseen: f32 = places
            .clone()
            .map(|at| UNSEEN * (1.0 - seen[at].seen).max(0.0))
            .sum();
        if best.1 > 0.0 && single > 0.0 {
            for (letter, at) in best.0.bytes().filter_map(symbol).zip(places) {
                symbols[at] = letter;
            }
            correction *= best.1 / (all + unseen) / single;
        }
    }
    correction
}

#[cfg(test)]
mod tests {
    use mrz::Format;

    use super::super::cells::Cell;
    use super::*;

    const SEEN: [&str; 2] = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];

    /// Sure views of `lines`, but for some places with their own shares.
    fn views(lines: [&str; 2], doubts: &[(usize, &[(u8, f32)])]) -> Vec<Likeness> {
        let view = |(at, byte): (usize, u8)| {
            let mut cell = Cell {
                empty: 0.0,
                ..Cell::UNSEEN
            };
            let doubt = doubts
                .iter()
                .find(|(place, _)| *place == at)
                .map(|(_, doubt)| *doubt);
            for (byte, share) in doubt.unwrap_or(&[(byte, 1.0)]) {
                cell.shows[symbol(*byte).unwrap()] = *share;
            }
            Likeness::new(&cell)
        };
        lines
            .iter()
            .flat_map(|line| line.bytes())
            .enumerate()
            .map(view)
            .collect()
    }

    fn text(reading: &Reading) -> String {
        reading
            .symbols
            .iter()
            .map(|s| char::from(mrz::ALPHABET[*s]))
            .collect()
    }

    #[test]
    fn a_doubtful_name_is_not_settled_by_digits() {
        let law = Law::of(Format::Td3, None);
        let seen = views(SEEN, &[(5, &[(b'E', 0.5), (b'F', 0.5)])]);
        let plain = plainly(&law, &seen);
        let lawful = lawfully(&law, &seen, &plain).unwrap();
        assert!(lawful.confidence < 0.6);
    }

    #[test]
    fn what_digits_cannot_see_stays_doubtful() {
        let law = Law::of(Format::Td3, None);
        // 0 and U are worth the same modulo ten.
        let seen = views(SEEN, &[(44 + 5, &[(b'0', 0.6), (b'U', 0.4)])]);
        let plain = plainly(&law, &seen);
        let lawful = lawfully(&law, &seen, &plain).unwrap();
        assert_eq!(text(&lawful), SEEN.concat());
        assert!(lawful.confidence < 0.7);
    }

    #[test]
    fn what_digits_can_see_they_settle() {
        let law = Law::of(Format::Td3, None);
        let seen = views(SEEN, &[(44 + 1, &[(b'B', 0.7), (b'8', 0.3)])]);
        let plain = plainly(&law, &seen);
        assert_ne!(text(&plain), SEEN.concat());
        let lawful = lawfully(&law, &seen, &plain).unwrap();
        assert_eq!(text(&lawful), SEEN.concat());
        assert!(lawful.confidence > 0.99);
    }

    #[test]
    fn states_are_read_as_a_whole() {
        let law = Law::of(Format::Td3, None);
        let seen = views(SEEN, &[(3, &[(b'I', 0.6), (b'T', 0.4)])]);
        let plain = plainly(&law, &seen);
        assert_eq!(&text(&plain)[2..5], "UTO");
    }
}
