//! The clock and the random source of an answer, passed in so that answers can be exact in tests.

use mrz::Day;

/// When and for whom an answer is made, and the randomness of its ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub unix_ms: u64,
    /// Random bytes for the ids of one answer.
    pub random: [u8; 13],
    /// Who asks: the same in every answer to the same token.
    pub client: [u8; 12],
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Stamp {
    /// Five upper-case letters and digits.
    pub(crate) fn short_id(&self) -> String {
        const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        self.random[8..]
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(*byte) % 36]))
            .collect()
    }

    /// Twenty-four hexadecimal digits: four bytes of time, eight of randomness.
    pub(crate) fn object_id(&self) -> String {
        let seconds = (self.unix_ms / 1000) & 0xffff_ffff;
        format!("{seconds:08x}{}", hex(&self.random[..8]))
    }

    /// Twenty-four hexadecimal digits that stand for the caller.
    pub(crate) fn client_id(&self) -> String {
        hex(&self.client)
    }

    /// The day in UTC.
    pub(crate) fn day(&self) -> Day {
        Day::since_1970(self.unix_ms / 86_400_000).expect("the clock shows a year before 10000")
    }

    /// `2025-10-23T23:08:47.863Z`
    pub(crate) fn iso(&self) -> String {
        let day = self.day();
        let ms = self.unix_ms % 86_400_000;
        let (hours, minutes) = (ms / 3_600_000, ms / 60_000 % 60);
        let (seconds, millis) = (ms / 1000 % 60, ms % 1000);
        format!("{day}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z")
    }

    /// `October 23, 2025 11:08 PM`
    pub(crate) fn english(&self) -> String {
        let today = self.day();
        let minutes = self.unix_ms / 60_000 % 1440;
        let (hours, minutes) = (minutes / 60, minutes % 60);
        let half = if hours < 12 { "AM" } else { "PM" };
        let month = today.month().map_or(0, |month| usize::from(month) - 1);
        let (name, day, year) = (MONTHS[month], today.day().unwrap_or(1), today.year());
        let hours = (hours + 11) % 12 + 1;
        format!("{name} {day}, {year} {hours}:{minutes:02} {half}")
    }
}

/// Two lower-case digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(unix_ms: u64) -> Stamp {
        Stamp {
            unix_ms,
            random: *b"abcdefghijklm",
            client: *b"nopqrstuvwxy",
        }
    }

    #[test]
    fn times_are_printed_as_the_vendor_prints_them() {
        let stamp = at(1_761_260_927_863);
        assert_eq!(stamp.iso(), "2025-10-23T23:08:47.863Z");
        assert_eq!(stamp.english(), "October 23, 2025 11:08 PM");
        assert_eq!(at(1_694_022_203_775).english(), "September 6, 2023 5:43 PM");
    }

    #[test]
    fn leap_days_and_midnight() {
        assert_eq!(at(951_782_400_000).iso(), "2000-02-29T00:00:00.000Z");
        assert_eq!(at(951_782_400_000).english(), "February 29, 2000 12:00 AM");
    }

    #[test]
    fn ids_have_the_vendors_shape() {
        assert_eq!(
            at(1_761_260_927_863).object_id(),
            "68fab57f6162636465666768"
        );
        assert_eq!(at(0).short_id().len(), 5);
    }
}
