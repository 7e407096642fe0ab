//! Check digits of a zone: what is printed, what belongs there.

use crate::class::FILLER;
use crate::digit::Sum;
use crate::format::{self, CheckName, Digit, FieldName, FillerRule, Format, MOST_LINES, Span};

/// One check digit's verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which digit.
    pub name: CheckName,
    /// Line, from 0.
    pub line: usize,
    /// Column, from 0; of a long number where its digit stands in the optional data.
    pub column: usize,
    /// The character printed.
    pub found: u8,
    /// The digit that belongs there; none if what it covers holds a character that no zone has.
    pub expected: Option<u8>,
    /// Whether the digit holds.
    pub ok: bool,
}

/// The verdicts of one zone, in the order of its format's row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checks {
    verdicts: [Option<Check>; 5],
    continued: Option<Span>,
}

impl Checks {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Check> + use<> {
        self.verdicts.into_iter().flatten()
    }

    /// Where a long number goes on.
    pub(crate) const fn continued(&self) -> Option<Span> {
        self.continued
    }
}

/// All verdicts of `lines` read as `format`.
pub(crate) fn all(format: Format, lines: &[&str; MOST_LINES]) -> Checks {
    let mut checks = Checks {
        verdicts: [None; 5],
        continued: None,
    };
    for (verdict, digit) in checks.verdicts.iter_mut().zip(format.digits()) {
        let found = bytes(lines, Span::new(digit.line, digit.column, digit.column + 1));
        let found = found.first().copied().unwrap_or(FILLER);
        let long = match digit.filler {
            FillerRule::Continues if found == FILLER => continuation(format, lines),
            _ => None,
        };
        *verdict = Some(match long {
            Some(long) => {
                checks.continued = Some(long);
                judge_long(digit, lines, long)
            }
            None => judge(digit, lines, found),
        });
    }
    checks
}

fn bytes<'a>(lines: &[&'a str; MOST_LINES], span: Span) -> &'a [u8] {
    lines
        .get(span.line)
        .and_then(|line| line.as_bytes().get(span.start..span.end))
        .unwrap_or_default()
}

fn judge(digit: &Digit, lines: &[&str; MOST_LINES], found: u8) -> Check {
    let mut sum = Sum::new();
    for span in digit.over {
        sum.add(bytes(lines, *span));
    }
    let expected = sum.digit();
    let empty = digit.filler == FillerRule::WhenEmpty
        && found == FILLER
        && digit
            .over
            .iter()
            .all(|span| format::is_empty(bytes(lines, *span)));
    Check {
        name: digit.name,
        line: digit.line,
        column: digit.column,
        found,
        expected,
        ok: empty || expected == Some(found),
    }
}

/// The rest of a long number, without its check digit: the run of symbols that opens the optional data.
fn continuation(format: Format, lines: &[&str; MOST_LINES]) -> Option<Span> {
    let at = format.slot(FieldName::Optional1)?.at;
    let run = bytes(lines, at)
        .iter()
        .take_while(|byte| **byte != FILLER)
        .count();
    // One symbol alone would be a check digit of nothing more.
    (run >= 2).then(|| Span::new(at.line, at.start, at.start + run - 1))
}

/// ICAO counts the number without the filler in its midst; older Belgian and Portuguese cards count that too.
fn judge_long(digit: &Digit, lines: &[&str; MOST_LINES], long: Span) -> Check {
    let rest = bytes(lines, long);
    let found = bytes(lines, Span::new(long.line, long.end, long.end + 1));
    let found = found.first().copied().unwrap_or(FILLER);
    let sum_with = |middle: &[u8]| {
        let mut sum = Sum::new();
        for span in digit.over {
            sum.add(bytes(lines, *span));
        }
        sum.add(middle);
        sum.add(rest);
        sum.digit()
    };
    let expected = sum_with(b"");
    Check {
        name: digit.name,
        line: long.line,
        column: long.end,
        found,
        expected,
        ok: expected == Some(found) || sum_with(b"<") == Some(found),
    }
}
