//! The rows of the format table.

use crate::class::Class::{Alnum, Alpha, Any, Letter, Number, Sex};
use crate::class::{Class, Class::Digit as Decimal};
use crate::format::FieldName as F;
use crate::format::{CheckName as C, Digit, FillerRule, Format, Row, Slot, Span};

const fn slot(name: F, line: usize, start: usize, end: usize, class: Class) -> Slot {
    Slot {
        name,
        at: Span::new(line, start, end),
        class,
    }
}

const fn digit(name: C, line: usize, column: usize, over: &'static [Span]) -> Digit {
    Digit {
        name,
        line,
        column,
        over,
        filler: FillerRule::Never,
    }
}

const fn with(filler: FillerRule, digit: Digit) -> Digit {
    Digit { filler, ..digit }
}

const fn span(line: usize, start: usize, end: usize) -> Span {
    Span::new(line, start, end)
}

pub(crate) static TD1: Row = Row {
    format: Format::Td1,
    name: "TD1",
    lengths: &[30, 30, 30],
    codes: b"IACP",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alpha),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::DocumentNumber, 0, 5, 14, Any),
        slot(F::Optional1, 0, 15, 30, Any),
        slot(F::DateOfBirth, 1, 0, 6, Number),
        slot(F::Sex, 1, 7, 8, Sex),
        slot(F::DateOfExpiry, 1, 8, 14, Number),
        slot(F::Nationality, 1, 15, 18, Alpha),
        slot(F::Optional2, 1, 18, 29, Any),
        slot(F::Names, 2, 0, 30, Alpha),
    ],
    digits: &[
        with(
            FillerRule::Continues,
            digit(C::Number, 0, 14, &[span(0, 5, 14)]),
        ),
        digit(C::DateOfBirth, 1, 6, &[span(1, 0, 6)]),
        digit(C::DateOfExpiry, 1, 14, &[span(1, 8, 14)]),
        digit(
            C::Composite,
            1,
            29,
            &[
                span(0, 5, 30),
                span(1, 0, 7),
                span(1, 8, 15),
                span(1, 18, 29),
            ],
        ),
    ],
};

pub(crate) static TD2: Row = Row {
    format: Format::Td2,
    name: "TD2",
    lengths: &[36, 36],
    codes: b"IACP",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alpha),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::Names, 0, 5, 36, Alpha),
        slot(F::DocumentNumber, 1, 0, 9, Any),
        slot(F::Nationality, 1, 10, 13, Alpha),
        slot(F::DateOfBirth, 1, 13, 19, Number),
        slot(F::Sex, 1, 20, 21, Sex),
        slot(F::DateOfExpiry, 1, 21, 27, Number),
        slot(F::Optional1, 1, 28, 35, Any),
    ],
    digits: &[
        with(
            FillerRule::Continues,
            digit(C::Number, 1, 9, &[span(1, 0, 9)]),
        ),
        digit(C::DateOfBirth, 1, 19, &[span(1, 13, 19)]),
        digit(C::DateOfExpiry, 1, 27, &[span(1, 21, 27)]),
        digit(
            C::Composite,
            1,
            35,
            &[span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)],
        ),
    ],
};

pub(crate) static TD3: Row = Row {
    format: Format::Td3,
    name: "TD3",
    lengths: &[44, 44],
    codes: b"PIAC",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alpha),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::Names, 0, 5, 44, Alpha),
        slot(F::DocumentNumber, 1, 0, 9, Any),
        slot(F::Nationality, 1, 10, 13, Alpha),
        slot(F::DateOfBirth, 1, 13, 19, Number),
        slot(F::Sex, 1, 20, 21, Sex),
        slot(F::DateOfExpiry, 1, 21, 27, Number),
        slot(F::Optional1, 1, 28, 42, Any),
    ],
    digits: &[
        digit(C::Number, 1, 9, &[span(1, 0, 9)]),
        digit(C::DateOfBirth, 1, 19, &[span(1, 13, 19)]),
        digit(C::DateOfExpiry, 1, 27, &[span(1, 21, 27)]),
        with(
            FillerRule::WhenEmpty,
            digit(C::Optional, 1, 42, &[span(1, 28, 42)]),
        ),
        digit(
            C::Composite,
            1,
            43,
            &[span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)],
        ),
    ],
};

pub(crate) static MRV_A: Row = Row {
    format: Format::MrvA,
    name: "MRV-A",
    lengths: &[44, 44],
    codes: b"V",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alpha),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::Names, 0, 5, 44, Alpha),
        slot(F::DocumentNumber, 1, 0, 9, Any),
        slot(F::Nationality, 1, 10, 13, Alpha),
        slot(F::DateOfBirth, 1, 13, 19, Number),
        slot(F::Sex, 1, 20, 21, Sex),
        slot(F::DateOfExpiry, 1, 21, 27, Number),
        slot(F::Optional1, 1, 28, 44, Any),
    ],
    digits: &[
        digit(C::Number, 1, 9, &[span(1, 0, 9)]),
        digit(C::DateOfBirth, 1, 19, &[span(1, 13, 19)]),
        digit(C::DateOfExpiry, 1, 27, &[span(1, 21, 27)]),
    ],
};

pub(crate) static MRV_B: Row = Row {
    format: Format::MrvB,
    name: "MRV-B",
    lengths: &[36, 36],
    codes: b"V",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alpha),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::Names, 0, 5, 36, Alpha),
        slot(F::DocumentNumber, 1, 0, 9, Any),
        slot(F::Nationality, 1, 10, 13, Alpha),
        slot(F::DateOfBirth, 1, 13, 19, Number),
        slot(F::Sex, 1, 20, 21, Sex),
        slot(F::DateOfExpiry, 1, 21, 27, Number),
        slot(F::Optional1, 1, 28, 36, Any),
    ],
    digits: &[
        digit(C::Number, 1, 9, &[span(1, 0, 9)]),
        digit(C::DateOfBirth, 1, 19, &[span(1, 13, 19)]),
        digit(C::DateOfExpiry, 1, 27, &[span(1, 21, 27)]),
    ],
};

pub(crate) static FRENCH_ID: Row = Row {
    format: Format::FrenchId,
    name: "FRA-ID",
    lengths: &[36, 36],
    codes: b"I",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alpha),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::Surname, 0, 5, 30, Alpha),
        slot(F::AdministrativeCode, 0, 30, 36, Any),
        slot(F::DocumentNumber, 1, 0, 12, Any),
        slot(F::GivenNames, 1, 13, 27, Alpha),
        slot(F::DateOfBirth, 1, 27, 33, Number),
        slot(F::Sex, 1, 34, 35, Sex),
    ],
    digits: &[
        digit(C::Number, 1, 12, &[span(1, 0, 12)]),
        digit(C::DateOfBirth, 1, 33, &[span(1, 27, 33)]),
        digit(C::Composite, 1, 35, &[span(0, 0, 36), span(1, 0, 35)]),
    ],
};

pub(crate) static FRENCH_DL: Row = Row {
    format: Format::FrenchDl,
    name: "FRA-DL",
    lengths: &[30],
    codes: b"D",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alnum),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::DocumentNumber, 0, 5, 14, Alnum),
        slot(F::DateOfExpiry, 0, 15, 21, Number),
        slot(F::Surname, 0, 21, 29, Alpha),
    ],
    digits: &[
        digit(C::Number, 0, 14, &[span(0, 0, 14)]),
        digit(C::Composite, 0, 29, &[span(0, 0, 29)]),
    ],
};

pub(crate) static DUTCH_DL: Row = Row {
    format: Format::DutchDl,
    name: "NLD-DL",
    lengths: &[30],
    codes: b"D",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alnum),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::Version, 0, 5, 6, Decimal),
        slot(F::DocumentNumber, 0, 6, 16, Decimal),
        slot(F::Optional1, 0, 16, 29, Any),
    ],
    digits: &[digit(C::Composite, 0, 29, &[span(0, 0, 29)])],
};

pub(crate) static SWISS_DL: Row = Row {
    format: Format::SwissDl,
    name: "CHE-DL",
    lengths: &[9, 30, 30],
    codes: b"F",
    fields: &[
        slot(F::BlankNumber, 0, 0, 6, Alnum),
        slot(F::Language, 0, 6, 7, Letter),
        slot(F::DocumentCode, 1, 0, 2, Alpha),
        slot(F::IssuingState, 1, 2, 5, Alpha),
        slot(F::DocumentNumber, 1, 5, 17, Decimal),
        slot(F::DateOfBirth, 1, 19, 25, Number),
        slot(F::Names, 2, 0, 30, Alpha),
    ],
    digits: &[],
};

pub(crate) static SLOVAK_ID: Row = Row {
    format: Format::SlovakId,
    name: "SVK-ID",
    lengths: &[34, 34],
    codes: b"I",
    fields: &[
        slot(F::DocumentCode, 0, 0, 2, Alpha),
        slot(F::IssuingState, 0, 2, 5, Alpha),
        slot(F::Names, 0, 5, 34, Alpha),
        slot(F::DocumentNumber, 1, 0, 9, Any),
        slot(F::Nationality, 1, 10, 13, Alpha),
        slot(F::DateOfBirth, 1, 13, 19, Number),
        slot(F::Sex, 1, 20, 21, Sex),
        slot(F::DateOfExpiry, 1, 21, 27, Number),
        slot(F::Optional1, 1, 28, 34, Any),
    ],
    digits: &[
        digit(C::Number, 1, 9, &[span(1, 0, 9)]),
        digit(C::DateOfBirth, 1, 19, &[span(1, 13, 19)]),
        digit(C::DateOfExpiry, 1, 27, &[span(1, 21, 27)]),
    ],
};
