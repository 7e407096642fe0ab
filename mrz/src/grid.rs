//! What may stand at each position of each format, worked out from the table's rows at compile time.

use crate::class::{Class, Grid};
use crate::format::{Digit, Format, LONGEST, Row, Slot};
use crate::rows;

/// The grid of a format.
pub(crate) const fn of(format: Format) -> &'static Grid {
    match format {
        Format::Td1 => &TD1,
        Format::Td2 => &TD2,
        Format::Td3 => &TD3,
        Format::MrvA => &MRV_A,
        Format::MrvB => &MRV_B,
        Format::FrenchId => &FRENCH_ID,
        Format::FrenchDl => &FRENCH_DL,
        Format::DutchDl => &DUTCH_DL,
        Format::SwissDl => &SWISS_DL,
        Format::SlovakId => &SLOVAK_ID,
    }
}

static TD1: Grid = grid(&rows::TD1);
static TD2: Grid = grid(&rows::TD2);
static TD3: Grid = grid(&rows::TD3);
static MRV_A: Grid = grid(&rows::MRV_A);
static MRV_B: Grid = grid(&rows::MRV_B);
static FRENCH_ID: Grid = grid(&rows::FRENCH_ID);
static FRENCH_DL: Grid = grid(&rows::FRENCH_DL);
static DUTCH_DL: Grid = grid(&rows::DUTCH_DL);
static SWISS_DL: Grid = grid(&rows::SWISS_DL);
static SLOVAK_ID: Grid = grid(&rows::SLOVAK_ID);

const fn grid(row: &Row) -> Grid {
    [line(row, 0), line(row, 1), line(row, 2)]
}

const fn line(row: &Row, line: usize) -> [u8; LONGEST] {
    let mut kinds = [0; LONGEST];
    let mut rest: &mut [u8] = &mut kinds;
    let mut column = 0;
    while let [kind, tail @ ..] = rest {
        *kind = class(row.fields, row.digits, line, column).kinds();
        column += 1;
        rest = tail;
    }
    kinds
}

/// [`Format::class`] as the compiler can run it.
const fn class(mut fields: &[Slot], mut digits: &[Digit], line: usize, column: usize) -> Class {
    while let [slot, rest @ ..] = fields {
        if slot.at.contains(line, column) {
            return slot.class;
        }
        fields = rest;
    }
    while let [digit, rest @ ..] = digits {
        if digit.line == line && digit.column == column {
            return digit.class();
        }
        digits = rest;
    }
    Class::Filler
}
