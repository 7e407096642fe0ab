//! Dates as a zone prints them, two digits a part, resolved against a day that the caller gives.

use core::fmt;

/// A date as printed: YYMMDD, with fillers for what is unknown.
///
/// ```
/// use mrz::{Date, Day, Meaning};
/// let today = Day::new(2026, 10, 6).expect("a real day");
/// let born = Date::read("740812").expect("a real date");
/// assert_eq!(born.resolve(Meaning::Birth, today).expect("known").to_string(), "1974-08-12");
/// let partly = Date::read("74<<<<").expect("unknown parts are values");
/// assert_eq!(partly.resolve(Meaning::Birth, today).expect("year known").to_string(), "1974");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    year: Option<u8>,
    month: Option<u8>,
    day: Option<u8>,
}

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Completeness {
    /// Year, month and day.
    Complete,
    /// One or two of them.
    Partial,
    /// None: all filler.
    Unknown,
}

/// What a date says, which decides its century.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// The last such day that is not after the reference.
    Birth,
    /// The same: nothing is issued in the future.
    Issue,
    /// The one less than fifty years before or at most fifty after the reference.
    Expiry,
}

/// Why six characters are no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateFault {
    /// Not six characters.
    Length,
    /// Neither two digits nor two fillers where one of the three parts stands.
    Character,
    /// A month that is not 1 to 12.
    Month,
    /// A day that the month does not have.
    Day,
}

impl fmt::Display for DateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "a date has six characters",
            Self::Character => "year, month and day are two digits or two fillers each",
            Self::Month => "no such month",
            Self::Day => "the month has no such day",
        })
    }
}

impl core::error::Error for DateFault {}

impl Date {
    /// Reads YYMMDD.
    ///
    /// # Errors
    /// A [`DateFault`] if that is no date; unknown parts are no fault.
    pub fn read(text: &str) -> Result<Self, DateFault> {
        Self::from_bytes(text.as_bytes())
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, DateFault> {
        let &[y1, y2, m1, m2, d1, d2] = bytes else {
            return Err(DateFault::Length);
        };
        Self::from_parts(pair(y1, y2)?, pair(m1, m2)?, pair(d1, d2)?)
    }

    /// A date of two-digit year, month and day, each of which may be unknown.
    ///
    /// # Errors
    /// A [`DateFault`] if no year has such a day.
    pub fn from_parts(
        year: Option<u8>,
        month: Option<u8>,
        day: Option<u8>,
    ) -> Result<Self, DateFault> {
        if year.is_some_and(|year| year > 99) {
            return Err(DateFault::Character);
        }
        if month.is_some_and(|month| !(1..=12).contains(&month)) {
            return Err(DateFault::Month);
        }
        // 2000 was a leap year, so a two-digit year may be one whenever four divides it.
        let leap = year.is_none_or(|year| year.is_multiple_of(4));
        if day.is_some_and(|day| day == 0 || day > length(month, leap)) {
            return Err(DateFault::Day);
        }
        Ok(Self { year, month, day })
    }

    /// The last two digits of the year.
    pub const fn year(self) -> Option<u8> {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// How much is known.
    pub const fn completeness(self) -> Completeness {
        match (self.year, self.month, self.day) {
            (Some(_), Some(_), Some(_)) => Completeness::Complete,
            (None, None, None) => Completeness::Unknown,
            _ => Completeness::Partial,
        }
    }

    /// The date with its century, as seen from the day `reference`; none if the year is unknown or no century fits.
    pub fn resolve(self, meaning: Meaning, reference: Day) -> Option<Day> {
        let year = u16::from(self.year?);
        let base = reference.year - reference.year % 100 + year;
        let centuries = [base.saturating_add(100), base, base.saturating_sub(100)];
        centuries
            .into_iter()
            .filter_map(|year| Day::from_parts(year, self.month, self.day))
            .find(|day| match meaning {
                Meaning::Birth | Meaning::Issue => !day.is_after(reference),
                Meaning::Expiry => day.year <= reference.year.saturating_add(50),
            })
    }
}

fn pair(tens: u8, ones: u8) -> Result<Option<u8>, DateFault> {
    match (tens, ones) {
        (b'<', b'<') => Ok(None),
        (b'0'..=b'9', b'0'..=b'9') => Ok(Some((tens - b'0') * 10 + (ones - b'0'))),
        _ => Err(DateFault::Character),
    }
}

/// Days of a month; the most that any month has if it is unknown.
const fn length(month: Option<u8>, leap: bool) -> u8 {
    match month {
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) if leap => 29,
        Some(2) => 28,
        _ => 31,
    }
}

/// A calendar day with its full year, month and day known or not; prints as ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Day {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Day {
    /// A real day of the Gregorian calendar, years 1 to 9999; none if there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        Self::from_parts(year, Some(month), Some(day))
    }

    /// A day of which month or day may be unknown; none if there is no such day.
    pub fn from_parts(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let month_fits = month.is_none_or(|month| (1..=12).contains(&month));
        let day_fits = day.is_none_or(|day| (1..=length(month, leap)).contains(&day));
        let year_fits = (1..=9999).contains(&year);
        (year_fits && month_fits && day_fits).then_some(Self { year, month, day })
    }

    /// A day as ISO 8601 writes it, `2026-11-30`; none if there is no such day.
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        Self::new(
            year,
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
        )
    }

    /// The day so many days after 1 January 1970, for callers with a clock; none after the year 9999.
    ///
    /// ```
    /// let day = mrz::Day::since_1970(11_016).expect("long before the year 10000");
    /// assert_eq!(day.to_string(), "2000-02-29");
    /// ```
    pub fn since_1970(days: u64) -> Option<Self> {
        // Hinnant's `civil_from_days`: its year begins in March, its eras of 400 years have as many days each.
        let shifted = days.checked_add(719_468)?;
        let (era, of_era) = (shifted / 146_097, shifted % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (month, next) = match month {
            0..=9 => (month + 3, 0),
            _ => (month - 9, 1),
        };
        let year = era * 400 + year + next;
        Self::new(
            year.try_into().ok()?,
            month.try_into().ok()?,
            day.try_into().ok()?,
        )
    }

    /// The full year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// The day as YYMMDD, unknown parts as fillers.
    pub fn to_date(self) -> Date {
        Date {
            year: u8::try_from(self.year % 100).ok(),
            month: self.month,
            day: self.day,
        }
    }

    /// Whether the day is surely after `other`: an unknown part counts as its earliest.
    pub fn is_after(self, other: Self) -> bool {
        let earliest = (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1));
        earliest
            > (
                other.year,
                other.month.unwrap_or(12),
                other.day.unwrap_or(31),
            )
    }
}

impl fmt::Display for Day {
    /// `1974-08-12`, `1974-08` or `1974`: ISO 8601 has no day without a month.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Date {
    /// As printed in a zone: `740812`, `74<<<<`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        [self.year, self.month, self.day]
            .into_iter()
            .try_for_each(|part| match part {
                Some(part) => write!(f, "{part:02}"),
                None => f.write_str("<<"),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u16, month: u8, day: u8) -> Day {
        Day::new(year, month, day).expect("a real day")
    }

    #[test]
    fn centuries_follow_the_meaning() {
        let today = day(2026, 10, 6);
        for (text, meaning, full) in [
            ("261006", Meaning::Birth, "2026-10-06"),
            ("261007", Meaning::Birth, "1926-10-07"),
            ("000229", Meaning::Birth, "2000-02-29"),
            ("700601", Meaning::Expiry, "2070-06-01"),
            ("961210", Meaning::Expiry, "1996-12-10"),
            ("120415", Meaning::Expiry, "2012-04-15"),
            ("7408<<", Meaning::Birth, "1974-08"),
        ] {
            let date = Date::read(text).expect("a date");
            let full_day = date.resolve(meaning, today).expect("a known year");
            assert_eq!(full_day.to_string(), full, "{text}");
        }
    }

    #[test]
    fn only_real_days_are_dates() {
        for (text, fault) in [
            ("750229", DateFault::Day),
            ("740431", DateFault::Day),
            ("741301", DateFault::Month),
            ("740001", DateFault::Month),
            ("7X0812", DateFault::Character),
            ("7<0812", DateFault::Character),
            ("", DateFault::Length),
        ] {
            assert_eq!(Date::read(text), Err(fault), "{text}");
        }
        assert_eq!(
            Date::read("74<<12").map(Date::completeness),
            Ok(Completeness::Partial)
        );
    }

    #[test]
    fn days_are_counted_from_1970_and_end_with_the_year_9999() {
        let mut day = Day::new(1970, 1, 1);
        for days in 0..2_932_897 {
            assert_eq!(Day::since_1970(days), day, "{days}");
            day = day.and_then(next);
        }
        assert_eq!(day, None);
        assert_eq!(Day::since_1970(2_932_897), None);
        assert_eq!(Day::since_1970(u64::MAX), None);
    }

    /// The day after, by trying: the next of the month, the first of the next month, the first of the next year.
    fn next(day: Day) -> Option<Day> {
        let (year, month, day) = (day.year, day.month?, day.day?);
        let tomorrow = Day::new(year, month, day + 1);
        let month = || Day::new(year, month + 1, 1);
        tomorrow.or_else(month).or_else(|| Day::new(year + 1, 1, 1))
    }

    #[test]
    fn only_real_days_are_read_as_iso() {
        let read = |text| Day::from_iso(text).map(|day| day.to_string());
        assert_eq!(read("2024-02-29").as_deref(), Some("2024-02-29"));
        for wrong in [
            "2023-02-29",
            "2024-2",
            "x",
            "2024-13-01",
            "",
            "2024-02-29-1",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn leap_day_of_1900_has_no_century() {
        let date = Date::read("000229").expect("a day of 2000");
        assert_eq!(date.resolve(Meaning::Birth, day(1999, 1, 1)), None);
    }
}
