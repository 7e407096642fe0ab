//! The flags and the score that the reader PassportEye defined, as Chekin's API shows them.
//!
//! A pure function of the lines that knows nothing of the rest of this crate: no long numbers, no unknown dates,
//! no national formats; and it keeps the quirk that a short MRV-B line is padded to 44.

use core::fmt;

use crate::class::FILLER;
use crate::date::{Completeness, Date};
use crate::digit::Sum;
use crate::name::Spaced;

/// The format as this view tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Three lines.
    Td1,
    /// Two lines below 40 characters.
    Td2,
    /// Two other lines.
    Td3,
    /// Two other lines, the first opening with `V`.
    MrvA,
    /// Two lines below 40 characters, the first opening with `V`.
    MrvB,
}

impl Kind {
    /// `TD1`, `TD2`, `TD3`, `MRVA`, `MRVB`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRVA",
            Self::MrvB => "MRVB",
        }
    }

    /// What a short line is padded to, and what a line should have.
    const fn lengths(self) -> (usize, usize) {
        match self {
            Self::Td1 => (30, 30),
            Self::Td2 => (36, 36),
            Self::Td3 | Self::MrvA => (44, 44),
            Self::MrvB => (44, 36),
        }
    }
}

/// A piece of a padded line: text of the line, then so many fillers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    text: &'a str,
    fillers: usize,
}

impl Piece<'_> {
    /// The piece with the fillers of its padding.
    pub fn chars(&self) -> impl Iterator<Item = char> {
        self.text
            .chars()
            .chain(core::iter::repeat_n('<', self.fillers))
    }

    /// The piece without any filler.
    pub fn stripped(&self) -> impl Iterator<Item = char> {
        self.text.chars().filter(|c| *c != '<')
    }
}

impl fmt::Display for Piece<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars().try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

impl fmt::Debug for Piece<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// What the view says of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View<'a> {
    /// The format.
    pub kind: Kind,
    /// Document code, two characters.
    pub document_type: Piece<'a>,
    /// Issuing state.
    pub country: Piece<'a>,
    /// The number field, nine characters.
    pub number: Piece<'a>,
    /// Date of birth.
    pub date_of_birth: Piece<'a>,
    /// Date of expiry.
    pub expiration_date: Piece<'a>,
    /// Nationality.
    pub nationality: Piece<'a>,
    /// Sex.
    pub sex: Piece<'a>,
    /// Personal number of a TD3, else optional data.
    pub personal_number: Piece<'a>,
    /// Primary identifier.
    pub surname: Spaced<'a>,
    /// Secondary identifier.
    pub names: Spaced<'a>,
    /// The number's digit holds.
    pub valid_number: bool,
    /// The digit holds and, save in visas, the date is real.
    pub valid_date_of_birth: bool,
    /// The digit holds and, save in visas, the date is real.
    pub valid_expiration_date: bool,
    /// The composite digit holds; none in visas.
    pub valid_composite: Option<bool>,
    /// The personal number's digit holds; TD3 only.
    pub valid_personal_number: Option<bool>,
    /// 0 to 100.
    pub valid_score: u8,
}

/// A line with its padding.
#[derive(Clone, Copy)]
struct Padded<'a> {
    text: &'a str,
    length: usize,
}

impl<'a> Padded<'a> {
    fn piece(&self, start: usize, end: usize) -> Piece<'a> {
        let byte = |column: usize| {
            let mut chars = self.text.char_indices();
            chars.nth(column).map_or(self.text.len(), |(at, _)| at)
        };
        let text = self.text.get(byte(start)..byte(end)).unwrap_or("");
        let wanted = end.min(self.length.max(self.text.chars().count()));
        let fillers = wanted
            .saturating_sub(start)
            .saturating_sub(text.chars().count());
        Piece { text, fillers }
    }
}

fn sum(pieces: &[Piece<'_>]) -> Sum {
    let mut sum = Sum::new();
    for piece in pieces {
        sum.add(piece.text.as_bytes());
        for _ in 0..piece.fillers {
            sum.add(&[FILLER]);
        }
    }
    sum
}

fn holds(pieces: &[Piece<'_>], digit: Piece<'_>) -> bool {
    let mut printed = digit.chars();
    match (sum(pieces).digit(), printed.next()) {
        (Some(expected), Some(printed)) => char::from(expected) == printed,
        _ => false,
    }
}

fn is_real(date: Piece<'_>) -> bool {
    date.fillers == 0
        && Date::read(date.text).is_ok_and(|date| date.completeness() == Completeness::Complete)
}

/// The view of some lines; none where it knows no format, which counts as score 0.
///
/// ```
/// let view = mrz::chekin::view(&[
///     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
///     "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
/// ]);
/// assert_eq!(view.map(|view| view.valid_score), Some(100));
/// ```
pub fn view<'a>(lines: &[&'a str]) -> Option<View<'a>> {
    match lines {
        [a, b, c] => Some(td1(a, b, c)),
        [a, b] => {
            let short = a.chars().count() < 40 && b.chars().count() < 40;
            let kind = match (a.chars().next()?.eq_ignore_ascii_case(&'V'), short) {
                (true, true) => Kind::MrvB,
                (true, false) => Kind::MrvA,
                (false, true) => Kind::Td2,
                (false, false) => Kind::Td3,
            };
            Some(two(kind, a, b))
        }
        _ => None,
    }
}

fn td1<'a>(a: &'a str, b: &'a str, c: &'a str) -> View<'a> {
    let lengths = [a, b, c].map(|line| line.chars().count() == 30);
    let pad = |text| Padded { text, length: 30 };
    let (first, second) = (pad(a), pad(b));
    let (surname, names) = split(c);
    let mut view = View {
        kind: Kind::Td1,
        document_type: first.piece(0, 2),
        country: first.piece(2, 5),
        number: first.piece(5, 14),
        date_of_birth: second.piece(0, 6),
        sex: second.piece(7, 8),
        expiration_date: second.piece(8, 14),
        nationality: second.piece(15, 18),
        personal_number: first.piece(15, 30),
        surname,
        names,
        valid_number: holds(&[first.piece(5, 14)], first.piece(14, 15)),
        valid_date_of_birth: dated(second, 0),
        valid_expiration_date: dated(second, 8),
        valid_composite: Some(holds(
            &[
                first.piece(5, 30),
                second.piece(0, 7),
                second.piece(8, 15),
                second.piece(18, 29),
            ],
            second.piece(29, 30),
        )),
        valid_personal_number: None,
        valid_score: 0,
    };
    view.valid_score = score(&view, &lengths, "IAC");
    view
}

/// A date's digit holds and the date is real.
fn dated(line: Padded<'_>, start: usize) -> bool {
    let date = line.piece(start, start + 6);
    holds(&[date], line.piece(start + 6, start + 7)) && is_real(date)
}

fn two<'a>(kind: Kind, a: &'a str, b: &'a str) -> View<'a> {
    let (padded, wanted) = kind.lengths();
    let lengths = [a, b].map(|line| line.chars().count() == wanted);
    let (first, second) = (
        Padded {
            text: a,
            length: padded,
        },
        Padded {
            text: b,
            length: padded,
        },
    );
    let visa = matches!(kind, Kind::MrvA | Kind::MrvB);
    let date = |start| match visa {
        true => holds(
            &[second.piece(start, start + 6)],
            second.piece(start + 6, start + 7),
        ),
        false => dated(second, start),
    };
    let (surname, names) = split(first.piece(5, wanted.max(padded)).text);
    let optional_end = match kind {
        Kind::Td2 => 35,
        Kind::Td3 => 42,
        _ => padded,
    };
    let mut view = View {
        kind,
        document_type: first.piece(0, 2),
        country: first.piece(2, 5),
        number: second.piece(0, 9),
        date_of_birth: second.piece(13, 19),
        sex: second.piece(20, 21),
        expiration_date: second.piece(21, 27),
        nationality: second.piece(10, 13),
        personal_number: second.piece(28, optional_end),
        surname,
        names,
        valid_number: holds(&[second.piece(0, 9)], second.piece(9, 10)),
        valid_date_of_birth: date(13),
        valid_expiration_date: date(21),
        valid_composite: composite(kind, second),
        valid_personal_number: (kind == Kind::Td3).then(|| personal(second)),
        valid_score: 0,
    };
    let codes = match kind {
        Kind::Td3 => "P",
        Kind::Td2 | Kind::Td1 => "IAC",
        Kind::MrvA | Kind::MrvB => "V",
    };
    view.valid_score = score(&view, &lengths, codes);
    view
}

fn composite(kind: Kind, line: Padded<'_>) -> Option<bool> {
    let last = match kind {
        Kind::Td2 => 35,
        Kind::Td3 => 43,
        _ => return None,
    };
    let over = [line.piece(0, 10), line.piece(13, 20), line.piece(21, last)];
    Some(holds(&over, line.piece(last, last + 1)))
}

/// An empty personal number may have the digit 0 or a filler.
fn personal(line: Padded<'_>) -> bool {
    let number = line.piece(28, 42);
    let digit = line.piece(42, 43);
    let empty = number.chars().all(|c| c == '<');
    let mut printed = digit.chars();
    empty && matches!(printed.next(), Some('<' | '0')) || holds(&[number], digit)
}

fn split(field: &str) -> (Spaced<'_>, Spaced<'_>) {
    let (surname, names) = field.split_once("<<").unwrap_or((field, ""));
    (
        Spaced(surname.trim_matches('<')),
        Spaced(names.trim_matches('<')),
    )
}

/// `100 × (10 × checks + lengths + code + 1) ÷ all of them`, rounded down.
fn score(view: &View<'_>, lengths: &[bool], codes: &str) -> u8 {
    let dates = [view.valid_date_of_birth, view.valid_expiration_date];
    let checks = [
        Some(view.valid_number),
        view.valid_composite,
        view.valid_personal_number,
    ];
    let all = dates.into_iter().chain(checks.into_iter().flatten());
    let (held, count) = all.fold((0, 0), |(held, count), ok| {
        (held + u32::from(ok), count + 1)
    });
    let right: u32 = lengths.iter().map(|ok| u32::from(*ok)).sum();
    let lines = u32::try_from(lengths.len()).unwrap_or(0);
    let code = view
        .document_type
        .chars()
        .next()
        .is_some_and(|c| codes.contains(c));
    let points = 10 * held + right + u32::from(code) + 1;
    let most = 10 * count + lines + 2;
    u8::try_from(100 * points / most).unwrap_or(100)
}
