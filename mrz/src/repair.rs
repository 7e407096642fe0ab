//! Repair of misread characters, apart from parsing, off unless asked.
//!
//! Two kinds of evidence count. Where only letters or only digits can stand, a character of the other kind is its
//! look-alike (`0` in a state's code is an `O` if that makes the one known code). Where both can stand, look-alikes
//! are exchanged if that makes every failed check digit hold in one way only, with few enough ways tried that luck
//! is unlikely. What a check digit then contradicts is taken back. A valid zone is returned as it is.
//!
//! What 7-3-1 cannot see is never repaired by it: `<`, 0, A, K and U are all worth 0 to it, G is worth 6, any two
//! symbols ten apart are one, and so are neighbours five apart in either order. A name is never changed by a
//! digit's proof. [`Format::blind`] says what is invisible at a position.

use core::fmt;

pub use crate::alike::look_alike;
use crate::alike::{letters_like, other};
use crate::class::{Class, FILLER};
use crate::error::Error;
use crate::format::{CheckName, FieldName, Format, Slot};
use crate::lines::Lines;
use crate::parse;
use crate::state;

/// The most repairs of one zone; lines that need more are no reading of a zone. A quarter of a TD1.
pub const MOST_REPAIRS: usize = 24;

/// The most positions that an exchange of look-alikes tries together.
const MOST_TRIED: usize = 6;

/// One character changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Line, from 0.
    pub line: usize,
    /// Column, from 0.
    pub column: usize,
    /// What was read.
    pub from: u8,
    /// What stands there now.
    pub to: u8,
    /// The evidence.
    pub why: Why,
}

/// The evidence for a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Only this class can stand there, and one symbol of it looks like what was read.
    Class(Class),
    /// It makes the only known code of a state.
    State,
    /// It alone makes the failed check digits hold.
    Digits,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Class(Class::Letter | Class::Alpha) => "only a letter can stand here",
            Self::Class(Class::Digit | Class::Number) => "only a digit can stand here",
            Self::Class(Class::Sex) => "only M, F, X or < can stand here",
            Self::Class(Class::Filler) => "only a filler can stand here",
            Self::Class(_) => "no other symbol of the class looks like it",
            Self::State => "it makes the only known code of a state",
            Self::Digits => "it alone makes the failed check digits hold",
        })
    }
}

/// Lines after repair, with what was changed.
#[derive(Clone, Copy, Debug)]
pub struct Repaired {
    lines: Lines,
    repairs: [Option<Repair>; MOST_REPAIRS],
}

impl Repaired {
    /// The lines as they are now.
    pub const fn lines(&self) -> &Lines {
        &self.lines
    }

    /// What was changed, in the order in which it was.
    pub fn repairs(&self) -> impl Iterator<Item = Repair> {
        self.repairs.iter().copied().flatten()
    }

    fn new(lines: Lines) -> Self {
        Self {
            lines,
            repairs: [None; MOST_REPAIRS],
        }
    }

    /// Changes one character; false if there are too many.
    fn change(&mut self, line: usize, column: usize, to: u8, why: Why) -> bool {
        let Some(from) = self.lines.get(line, column) else {
            return true;
        };
        let Some(slot) = self.repairs.iter_mut().find(|slot| slot.is_none()) else {
            return false;
        };
        self.lines.set(line, column, to);
        *slot = Some(Repair {
            line,
            column,
            from,
            to,
            why,
        });
        true
    }

    /// Takes back the repairs that `wrong` holds for.
    fn take_back(&mut self, wrong: impl Fn(&Repair) -> bool) {
        for slot in &mut self.repairs {
            if let Some(repair) = slot.filter(|repair| wrong(repair)) {
                self.lines.set(repair.line, repair.column, repair.from);
                *slot = None;
            }
        }
    }

    fn holds(&self, name: CheckName) -> bool {
        let zone = self.lines.parse().ok();
        zone.and_then(|zone| zone.check(name))
            .is_none_or(|check| check.ok)
    }
}

/// Repairs the lines of a zone as far as the evidence goes.
///
/// # Errors
/// As [`parse()`](crate::parse()): lines of no format are not repaired.
///
/// ```
/// let repaired = mrz::repair::repair(&[
///     "I<UTOD231458907<<<<<<<<<<<<<<<",
///     "74O8122F1204159UTO<<<<<<<<<<<6",
///     "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
/// ])?;
/// assert!(repaired.lines().parse()?.valid());
/// let repair = repaired.repairs().next().expect("one repair");
/// assert_eq!((repair.line, repair.column, repair.from, repair.to), (1, 2, b'O', b'0'));
/// # Ok::<(), mrz::Error>(())
/// ```
pub fn repair(lines: &[&str]) -> Result<Repaired, Error> {
    let zone = parse::parse(lines)?;
    let original = Repaired::new(Lines::of(&zone));
    if zone.valid() {
        return Ok(original);
    }
    let mut repaired = original;
    let few = by_class(&mut repaired) && by_digits(&mut repaired);
    if !few {
        return Ok(original);
    }
    take_back_contradicted(&mut repaired);
    Ok(repaired)
}

fn positions(format: Format) -> impl Iterator<Item = (usize, usize)> {
    let lengths = format.lengths().iter().enumerate();
    lengths.flat_map(|(line, length)| (0..*length).map(move |column| (line, column)))
}

fn slot_at(format: Format, line: usize, column: usize) -> Option<&'static Slot> {
    let mut fields = format.fields().iter();
    fields.find(|slot| slot.at.contains(line, column))
}

/// Repairs by what can stand where; false if there is too much to repair.
fn by_class(repaired: &mut Repaired) -> bool {
    let format = repaired.lines.format();
    positions(format).all(|(line, column)| {
        let byte = repaired.lines.get(line, column).unwrap_or(FILLER);
        let class = format.class(line, column).unwrap_or(Class::Any);
        if class.allows(byte) {
            return true;
        }
        let slot = slot_at(format, line, column);
        match slot.map(|slot| slot.name) {
            Some(FieldName::IssuingState | FieldName::Nationality) => state_at(repaired, slot),
            _ => look_alike(class, byte)
                .is_none_or(|to| repaired.change(line, column, to, Why::Class(class))),
        }
    })
}

/// Repairs a state's code if its look-alikes make one known code, and only one.
fn state_at(repaired: &mut Repaired, slot: Option<&'static Slot>) -> bool {
    let Some(at) = slot.map(|slot| slot.at) else {
        return true;
    };
    let Ok(read) = <[u8; 3]>::try_from(repaired.lines.bytes(at)) else {
        return true;
    };
    let Some(code) = code_like(read) else {
        return true;
    };
    (at.start..at.end)
        .zip(read)
        .zip(code)
        .filter(|((_, from), to)| from != to)
        .all(|((column, _), to)| repaired.change(at.line, column, to, Why::State))
}

/// The one known code that looks like the three characters.
///
/// ```
/// assert_eq!(mrz::repair::code_like(*b"N0R"), Some(*b"NOR"));
/// assert_eq!(mrz::repair::code_like(*b"N00"), None);
/// ```
pub fn code_like(read: [u8; 3]) -> Option<[u8; 3]> {
    let fits = |code: &[u8]| {
        code.iter()
            .zip(read)
            .all(|(letter, byte)| *letter == byte || letters_like(byte).contains(letter))
    };
    let mut codes = state::all().filter(|state| fits(state.code.as_bytes()));
    match (codes.next(), codes.next()) {
        (Some(state), None) => <[u8; 3]>::try_from(state.code.as_bytes()).ok(),
        _ => None,
    }
}

/// Exchanges look-alikes under failed check digits, if one way of doing so makes all of them hold.
///
/// First those that differ in kind from most of their field (`O` among digits), in every combination; then each
/// look-alike by itself.
fn by_digits(repaired: &mut Repaired) -> bool {
    let failed = CheckName::ALL
        .into_iter()
        .filter(|name| !repaired.holds(*name))
        .count();
    if failed == 0 {
        return true;
    }
    // A wrong way passes by luck once in 10^failed; ways are tried while that stays near one in ten.
    let most = 10_usize.pow(u32::try_from(failed).unwrap_or(1).min(3)) / 10 + 1;
    let odd = Places::of(repaired, true);
    let combinations = 1..odd.ways();
    let singles = Places::of(repaired, false);
    let alone = (0..singles.count).map(|place| 1 << place);
    let way = if odd.ways() <= most.max(2) {
        only(combinations.filter(|way| odd.settles(repaired, *way))).map(|way| (odd, way))
    } else {
        None
    };
    let way = way.or_else(|| {
        let few = singles.count <= most;
        let found = alone.filter(|way| few && singles.settles(repaired, *way));
        only(found).map(|way| (singles, way))
    });
    way.is_none_or(|(places, way)| places.apply(repaired, way))
}

/// The only one there is.
fn only<T>(mut ways: impl Iterator<Item = T>) -> Option<T> {
    match (ways.next(), ways.next()) {
        (Some(way), None) => Some(way),
        _ => None,
    }
}

/// Where look-alikes may be exchanged.
#[derive(Clone, Copy)]
struct Places {
    at: [(usize, usize); MOST_TRIED],
    count: usize,
}

impl Places {
    /// Places under a failed digit, in fields of letters and digits, that hold one of two look-alikes.
    ///
    /// With `odd`, only what differs in kind from most of its field. None at all if there are more than are tried.
    fn of(repaired: &Repaired, odd: bool) -> Self {
        let format = repaired.lines.format();
        let mut places = Self {
            at: [(0, 0); MOST_TRIED],
            count: 0,
        };
        let wanted = |slot: &&Slot| matches!(slot.class, Class::Any | Class::Alnum);
        for slot in format.fields().iter().filter(wanted) {
            let bytes = repaired.lines.bytes(slot.at);
            let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
            let letters = bytes
                .iter()
                .filter(|byte| byte.is_ascii_uppercase())
                .count();
            for (column, byte) in (slot.at.start..).zip(bytes) {
                let minor = byte.is_ascii_digit() == (digits < letters);
                let exchangeable = other(*byte).is_some() && (minor || !odd);
                if exchangeable && is_doubted(repaired, slot.at.line, column) {
                    places.push(slot.at.line, column);
                }
            }
        }
        if places.count > MOST_TRIED {
            places.count = 0;
        }
        places
    }

    fn push(&mut self, line: usize, column: usize) {
        if let Some(slot) = self.at.get_mut(self.count) {
            *slot = (line, column);
        }
        self.count += 1;
    }

    /// How many combinations there are, the one of no exchange included.
    const fn ways(&self) -> usize {
        1 << self.count
    }

    /// The places that take part in a combination.
    fn chosen(self, way: usize) -> impl Iterator<Item = (usize, usize)> {
        let places = self.at.into_iter().take(self.count).enumerate();
        places
            .filter(move |(index, _)| way >> index & 1 == 1)
            .map(|(_, place)| place)
    }

    /// Whether every check digit holds after these exchanges.
    fn settles(&self, repaired: &Repaired, way: usize) -> bool {
        let mut lines = repaired.lines;
        for (line, column) in self.chosen(way) {
            if let Some(to) = lines.get(line, column).and_then(other) {
                lines.set(line, column, to);
            }
        }
        lines.parse().is_ok_and(|zone| zone.checks_hold())
    }

    fn apply(&self, repaired: &mut Repaired, way: usize) -> bool {
        self.chosen(way).all(|(line, column)| {
            let to = repaired.lines.get(line, column).and_then(other);
            to.is_none_or(|to| repaired.change(line, column, to, Why::Digits))
        })
    }
}

/// Whether a failed digit covers the place; a digit of the field's own speaks before the composite.
fn is_doubted(repaired: &Repaired, line: usize, column: usize) -> bool {
    let digits = repaired.lines.format().digits().iter();
    let mut covering = digits.filter(|digit| digit.covers(line, column));
    covering
        .next()
        .is_some_and(|digit| !repaired.holds(digit.name))
}

/// Takes back what the digit over it, or the digit that it is, contradicts.
fn take_back_contradicted(repaired: &mut Repaired) {
    let format = repaired.lines.format();
    let failed = CheckName::ALL.map(|name| (name, repaired.holds(name)));
    let fails = |name| failed.contains(&(name, false));
    repaired.take_back(|repair| {
        let mut digits = format.digits().iter();
        let judge = digits.find(|digit| {
            (digit.line, digit.column) == (repair.line, repair.column)
                || digit.covers(repair.line, repair.column)
        });
        judge.is_some_and(|digit| fails(digit.name))
    });
}
