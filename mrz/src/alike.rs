//! Symbols that readers take for one another.

use crate::class::{Class, FILLER};

/// The symbol of `class` that looks like `byte`; none if none or more than one does.
///
/// ```
/// use mrz::{Class, repair::look_alike};
/// assert_eq!(look_alike(Class::Digit, b'O'), Some(b'0'));
/// assert_eq!(look_alike(Class::Alpha, b'8'), Some(b'B'));
/// assert_eq!(look_alike(Class::Sex, b'P'), Some(b'F'));
/// assert_eq!(look_alike(Class::Alpha, b'9'), None);
/// ```
pub fn look_alike(class: Class, byte: u8) -> Option<u8> {
    let to = match class {
        Class::Digit | Class::Number => digit_like(byte)?,
        Class::Letter | Class::Alpha => letter_like(byte)?,
        Class::Sex if matches!(byte, b'P' | b'E') => b'F',
        Class::Sex if byte == b'N' => b'M',
        Class::Filler => FILLER,
        _ => return None,
    };
    class.allows(to).then_some(to)
}

const fn digit_like(byte: u8) -> Option<u8> {
    Some(match byte {
        b'O' | b'Q' | b'D' | b'U' => b'0',
        b'I' | b'L' => b'1',
        b'Z' => b'2',
        b'A' => b'4',
        b'S' => b'5',
        b'G' => b'6',
        b'T' => b'7',
        b'B' => b'8',
        _ => return None,
    })
}

const fn letter_like(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0' => b'O',
        b'1' => b'I',
        b'2' => b'Z',
        b'4' => b'A',
        b'5' => b'S',
        b'6' => b'G',
        b'8' => b'B',
        _ => return None,
    })
}

/// The letters that a digit in a state's code may be: more than elsewhere, for the table of states decides.
pub(crate) const fn letters_like(byte: u8) -> &'static [u8] {
    match byte {
        b'0' => b"ODQ",
        b'1' => b"ILT",
        b'2' => b"Z",
        b'4' => b"A",
        b'5' => b"S",
        b'6' => b"G",
        b'8' => b"B",
        _ => b"",
    }
}

/// The other of two look-alikes that a check digit tells apart (so not 6 and G).
pub(crate) const fn other(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0' => b'O',
        b'O' => b'0',
        b'1' => b'I',
        b'I' => b'1',
        b'2' => b'Z',
        b'Z' => b'2',
        b'5' => b'S',
        b'S' => b'5',
        b'8' => b'B',
        b'B' => b'8',
        _ => return None,
    })
}
