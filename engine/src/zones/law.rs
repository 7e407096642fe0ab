//! A format's grammar as the decoder needs it: what may stand at each place, how it weighs in the check digits.

use mrz::{Class, FieldName, FillerRule, Format, Span, Symbols};

/// The weights of 7-3-1.
const WEIGHTS: [u32; 3] = [7, 3, 1];

/// One place of a zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Line, from 0.
    pub(super) line: usize,
    /// Column, from 0.
    pub(super) column: usize,
    /// What may stand there.
    pub(super) allowed: Symbols,
    /// Weight in the check digit of its own field, 0–9; the digit itself weighs 9, so that a right sum is 0.
    pub(super) own: u32,
    /// Weight in the composite digit.
    pub(super) composite: u32,
    /// Whether the sum of its own field must be 0 after this place.
    pub(super) closes: bool,
    /// Whether a check digit may choose between the symbols here: not in names, states, codes and sexes, where a
    /// misreading that the digits cannot see is as likely as one that they can.
    pub(super) moves: bool,
}

impl Place {
    /// Whether a check digit sees the place.
    pub(super) fn is_covered(&self) -> bool {
        self.own != 0 || self.composite != 0
    }

    /// Whether check digits take part in what is read here.
    pub(super) fn is_settled_by_digits(&self) -> bool {
        self.is_covered() && self.moves
    }
}

/// How a document number goes on in the optional data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Long {
    /// Symbols in the optional data, the check digit included.
    pub(super) run: usize,
    /// Whether the filler in between counts, as on older Belgian and Portuguese cards.
    pub(super) counted: bool,
}

/// A format's grammar, in one of its variants.
#[derive(Debug, Clone)]
pub(super) struct Law {
    /// Which format.
    pub(super) format: Format,
    /// Every place, line by line.
    pub(super) places: Vec<Place>,
}

impl Law {
    /// The grammar of `format`, its number as long as `long` says.
    pub(super) fn of(format: Format, long: Option<Long>) -> Self {
        let mut law = Self {
            format,
            places: blank(format),
        };
        law.narrow_code();
        law.narrow_dates();
        for digit in format.digits() {
            let composite = digit.name == mrz::CheckName::Composite;
            let mut cover: Vec<(usize, usize)> = columns(digit.over).collect();
            let mut end = (digit.line, digit.column);
            if digit.filler == FillerRule::Continues {
                end = law.lengthen(&mut cover, end, long);
            }
            law.weigh(&cover, end, composite);
        }
        law
    }

    fn weigh(&mut self, cover: &[(usize, usize)], end: (usize, usize), composite: bool) {
        let weights = WEIGHTS.iter().cycle();
        for (at, weight) in cover
            .iter()
            .zip(weights)
            .map(|(at, w)| (*at, *w))
            .chain([(end, 9)])
        {
            if let Some(place) = self.at(at) {
                *(if composite {
                    &mut place.composite
                } else {
                    &mut place.own
                }) = weight;
            }
        }
        if let (false, Some(place)) = (composite, self.at(end)) {
            place.closes = true;
        }
    }

    /// Puts the rest of a long number under its digit, or forbids one; gives the digit's place.
    fn lengthen(
        &mut self,
        cover: &mut Vec<(usize, usize)>,
        end: (usize, usize),
        long: Option<Long>,
    ) -> (usize, usize) {
        let optional = self.format.slot(FieldName::Optional1).map(|slot| slot.at);
        let (Some(long), Some(at)) = (long, optional) else {
            self.allow(end, Class::Digit.symbols());
            return end;
        };
        let filler = Class::Filler.symbols();
        self.allow(end, filler);
        if long.counted {
            cover.push(end);
        }
        let last = at.start + long.run - 1;
        for column in at.start..last {
            self.allow((at.line, column), Class::Alnum.symbols());
            cover.push((at.line, column));
        }
        self.allow((at.line, last), Class::Digit.symbols());
        if last + 1 < at.end {
            self.allow((at.line, last + 1), filler);
        }
        (at.line, last)
    }

    fn narrow_code(&mut self) {
        self.allow((0, 0), Symbols::from_bytes(self.format.row().codes));
    }

    /// No month begins above 1, no day above 3; whether the whole is a date is judged on the reading.
    fn narrow_dates(&mut self) {
        for name in [FieldName::DateOfBirth, FieldName::DateOfExpiry] {
            if let Some(slot) = self.format.slot(name) {
                let Span { line, start, .. } = slot.at;
                self.allow((line, start + 2), Symbols::from_bytes(b"01<"));
                self.allow((line, start + 4), Symbols::from_bytes(b"0123<"));
            }
        }
    }

    fn allow(&mut self, at: (usize, usize), symbols: Symbols) {
        if let Some(place) = self.at(at) {
            place.allowed = place.allowed.and(symbols);
        }
    }

    fn at(&mut self, (line, column): (usize, usize)) -> Option<&mut Place> {
        self.places
            .iter_mut()
            .find(|place| (place.line, place.column) == (line, column))
    }
}

fn blank(format: Format) -> Vec<Place> {
    let lines = format.lengths().iter().enumerate();
    let places = lines.flat_map(|(line, length)| (0..*length).map(move |column| (line, column)));
    places
        .map(|(line, column)| {
            let class = format.class(line, column).unwrap_or(Class::Any);
            Place {
                line,
                column,
                allowed: class.symbols(),
                own: 0,
                composite: 0,
                closes: false,
                moves: !matches!(
                    class,
                    Class::Alpha | Class::Letter | Class::Sex | Class::Filler
                ),
            }
        })
        .collect()
}

fn columns(spans: &[Span]) -> impl Iterator<Item = (usize, usize)> {
    spans
        .iter()
        .flat_map(|span| (span.start..span.end).map(|column| (span.line, column)))
}

#[cfg(test)]
mod tests {
    use super::super::simulate::{Dice, truth};
    use super::super::strip::{FILL, symbol};
    use super::*;

    /// Whether every sum of the law is 0 over a zone.
    fn holds(law: &Law, lines: &[String]) -> bool {
        let (mut own, mut composite, mut right) = (0, 0, true);
        for place in &law.places {
            let symbol = symbol(lines[place.line].as_bytes()[place.column]).unwrap();
            let worth = if symbol == FILL { 0 } else { symbol as u32 };
            own += place.own * worth;
            composite += place.composite * worth;
            if place.closes {
                right &= own % 10 == 0;
                own = 0;
            }
        }
        right && composite % 10 == 0
    }

    #[test]
    fn one_wrong_digit_breaks_a_sum_and_a_right_zone_none() {
        for seed in 0..300 {
            let mut dice = Dice(seed);
            let (format, mut lines) = truth(&mut dice);
            let long = (format == Format::Td1 && lines[0].as_bytes()[14] == b'<').then(|| {
                let rest = lines[0][15..].find('<').unwrap();
                Long {
                    run: rest,
                    counted: false,
                }
            });
            let law = Law::of(format, long);
            assert!(holds(&law, &lines), "{format} {lines:?}");
            let digits: Vec<&Place> = law
                .places
                .iter()
                .filter(|p| p.is_covered() && lines[p.line].as_bytes()[p.column].is_ascii_digit())
                .collect();
            let hit = digits[dice.below(digits.len())];
            let old = lines[hit.line].as_bytes()[hit.column] - b'0';
            let new = char::from(b'0' + (old + 1) % 10).to_string();
            lines[hit.line].replace_range(hit.column..=hit.column, &new);
            assert!(!holds(&law, &lines), "{format} {lines:?}");
        }
    }

    #[test]
    fn no_digit_may_choose_in_a_name() {
        let law = Law::of(Format::FrenchId, None);
        let name = law
            .places
            .iter()
            .find(|place| (place.line, place.column) == (0, 5))
            .unwrap();
        assert!(name.is_covered() && !name.is_settled_by_digits());
    }
}
