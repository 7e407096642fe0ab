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

/// What a digit's arithmetic says; where it stands is the row's.
#[derive(Clone, Copy, Debug)]
struct Verdict {
    found: u8,
    expected: Option<u8>,
    ok: bool,
}

impl Verdict {
    const NONE: Self = Self {
        found: FILLER,
        expected: None,
        ok: true,
    };
}

/// The verdicts of one zone, in the order of its format's row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checks {
    verdicts: [Verdict; 5],
    /// Length of the rest of a long number, at the start of the optional data; 0 if there is none.
    continued: u8,
    format: Format,
}

impl Checks {
    pub(crate) fn iter(&self, format: Format) -> impl Iterator<Item = Check> + use<> {
        let continued = self.continued();
        let verdicts = self.verdicts.into_iter();
        verdicts.zip(format.digits()).map(move |(verdict, digit)| {
            let long = continued.filter(|_| digit.filler == FillerRule::Continues);
            let (line, column) = long.map_or((digit.line, digit.column), |at| (at.line, at.end));
            Check {
                name: digit.name,
                line,
                column,
                found: verdict.found,
                expected: verdict.expected,
                ok: verdict.ok,
            }
        })
    }

    /// Whether all digits hold.
    pub(crate) fn hold(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.ok)
    }

    /// Where a long number goes on.
    pub(crate) fn continued(&self) -> Option<Span> {
        if self.continued == 0 {
            return None;
        }
        let at = self.format.slot(FieldName::Optional1)?.at;
        let end = at.start + usize::from(self.continued);
        Some(Span { end, ..at })
    }
}

/// All verdicts of `lines` read as `format`.
pub(crate) fn all(format: Format, lines: &[&str; MOST_LINES]) -> Checks {
    let mut checks = Checks {
        verdicts: [Verdict::NONE; 5],
        continued: 0,
        format,
    };
    for (verdict, digit) in checks.verdicts.iter_mut().zip(format.digits()) {
        let found = byte(lines, digit.line, digit.column);
        let long = match digit.filler {
            FillerRule::Continues if found == FILLER => continuation(format, lines),
            _ => None,
        };
        *verdict = match long {
            Some(long) => {
                checks.continued = u8::try_from(long.len()).unwrap_or(0);
                judge_long(digit, lines, long)
            }
            None => judge(digit, lines, found),
        };
    }
    checks
}

fn byte(lines: &[&str; MOST_LINES], line: usize, column: usize) -> u8 {
    let text = lines.get(line).copied().unwrap_or("");
    text.as_bytes().get(column).copied().unwrap_or(FILLER)
}

fn bytes<'a>(lines: &[&'a str; MOST_LINES], span: Span) -> &'a [u8] {
    lines
        .get(span.line)
        .and_then(|line| line.as_bytes().get(span.start..span.end))
        .unwrap_or_default()
}

fn sum_of(digit: &Digit, lines: &[&str; MOST_LINES]) -> Sum {
    let mut sum = Sum::new();
    for span in digit.over {
        sum.add(bytes(lines, *span));
    }
    sum
}

fn judge(digit: &Digit, lines: &[&str; MOST_LINES], found: u8) -> Verdict {
    let expected = sum_of(digit, lines).digit();
    let empty = || {
        let mut over = digit.over.iter();
        over.all(|span| format::is_empty(bytes(lines, *span)))
    };
    let blank = digit.filler == FillerRule::WhenEmpty && found == FILLER;
    Verdict {
        found,
        expected,
        ok: expected == Some(found) || blank && empty(),
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
fn judge_long(digit: &Digit, lines: &[&str; MOST_LINES], long: Span) -> Verdict {
    let found = byte(lines, long.line, long.end);
    let with = |middle: &[u8]| {
        let mut sum = sum_of(digit, lines);
        sum.add(middle);
        sum.add(bytes(lines, long));
        sum.digit()
    };
    let expected = with(b"");
    Verdict {
        found,
        expected,
        ok: expected == Some(found) || with(b"<") == Some(found),
    }
}
