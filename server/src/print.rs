//! Prints values of a document the way vendors print them.

use engine::{Document, Field, FieldName, Source};

const ENGLISH: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const DUTCH: [&str; 12] = [
    "JAN", "FEB", "MAA", "APR", "MEI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC",
];
const NORWEGIAN: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DES",
];
const SWEDISH: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAJ", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC",
];
const SPANISH: [&str; 12] = [
    "ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP", "OCT", "NOV", "DIC",
];
const THAI: [&str; 12] = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
];
const THAI_ENGLISH: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.",
];

/// How a vendor prints a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateStyle {
    /// `12.08.1964`
    Dotted,
    /// `12.08.64`
    DottedShort,
    /// `16/07/2000`
    Slashed,
    /// `01-01-1961`
    Dashed,
    /// `17-ENE-1987`
    Spanish,
    /// `10 MAA/MAR 1965`
    Dutch,
    /// `23 APR/APR 56`
    Norwegian,
    /// `21 AUG/AUG 82`
    Swedish,
    /// `29 ม.ค. 2540`
    Thai,
    /// `29 Jan. 1997`
    ThaiEnglish,
    /// `1997-01-29`
    Iso,
}

impl DateStyle {
    /// Prints an ISO date; `None` when `iso` is no whole date.
    pub(crate) fn print(self, iso: &str) -> Option<String> {
        let (year, month, day) = whole_date(iso)?;
        let short = year % 100;
        let name = |months: &[&'static str; 12]| months[month - 1];
        Some(match self {
            Self::Dotted => format!("{day:02}.{month:02}.{year:04}"),
            Self::DottedShort => format!("{day:02}.{month:02}.{short:02}"),
            Self::Slashed => format!("{day:02}/{month:02}/{year:04}"),
            Self::Dashed => format!("{day:02}-{month:02}-{year:04}"),
            Self::Spanish => format!("{day:02}-{}-{year:04}", name(&SPANISH)),
            Self::Dutch => format!("{day:02} {}/{} {year:04}", name(&DUTCH), name(&ENGLISH)),
            Self::Norwegian => format!(
                "{day:02} {}/{} {short:02}",
                name(&NORWEGIAN),
                name(&ENGLISH)
            ),
            Self::Swedish => format!("{day:02} {}/{} {short:02}", name(&SWEDISH), name(&ENGLISH)),
            Self::Thai => format!("{day} {} {}", name(&THAI), year + 543),
            Self::ThaiEnglish => format!("{day} {} {year}", name(&THAI_ENGLISH)),
            Self::Iso => iso.to_owned(),
        })
    }
}

/// The parts of `YYYY-MM-DD`.
pub(crate) fn whole_date(iso: &str) -> Option<(u32, usize, u32)> {
    let mut parts = iso.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month: usize = parts.next()?.parse().ok()?;
    let day: u32 = parts.next()?.parse().ok()?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

/// The field of this name.
pub(crate) fn field(document: &Document, name: FieldName) -> Option<&Field> {
    document.fields.get(&name)
}

/// As printed, blanks made single; empty when it was not read.
pub(crate) fn text(document: &Document, name: FieldName) -> String {
    field(document, name).map(as_printed).unwrap_or_default()
}

/// As normalised; empty when it was not read.
pub(crate) fn value(document: &Document, name: FieldName) -> String {
    field(document, name)
        .map(|field| field.value.clone())
        .unwrap_or_default()
}

/// As printed, without any blank: `179CM`.
pub(crate) fn compact(document: &Document, name: FieldName) -> String {
    text(document, name).replace(' ', "")
}

/// A date as printed on the face, or in the vendor's style when it was read elsewhere.
pub(crate) fn date(document: &Document, name: FieldName, style: DateStyle) -> String {
    field(document, name)
        .map(|field| date_of(field, style))
        .unwrap_or_default()
}

/// A date in the vendor's style, however it was printed.
pub(crate) fn restyled(document: &Document, name: FieldName, style: DateStyle) -> String {
    field(document, name)
        .and_then(|field| style.print(&field.value))
        .unwrap_or_default()
}

/// A date as printed on the face, or in the vendor's style.
pub(crate) fn date_of(field: &Field, style: DateStyle) -> String {
    match field.source {
        Source::Print => single_blanks(&field.text)
            .replace(" /", "/")
            .replace("/ ", "/"),
        _ => style.print(&field.value).unwrap_or_default(),
    }
}

/// As printed, blanks made single.
pub(crate) fn as_printed(field: &Field) -> String {
    single_blanks(&field.text)
}

/// As few decimals as tell a 32-bit number from its neighbours: 0.9, not 0.8999999761581421.
pub(crate) fn number(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_printed_as_on_the_vendors_pages() {
        for (style, iso, printed) in [
            (DateStyle::Dotted, "2031-08-01", "01.08.2031"),
            (DateStyle::DottedShort, "1964-08-12", "12.08.64"),
            (DateStyle::Slashed, "2000-07-16", "16/07/2000"),
            (DateStyle::Dashed, "1961-01-01", "01-01-1961"),
            (DateStyle::Spanish, "1987-01-17", "17-ENE-1987"),
            (DateStyle::Dutch, "1965-03-10", "10 MAA/MAR 1965"),
            (DateStyle::Norwegian, "1956-04-23", "23 APR/APR 56"),
            (DateStyle::Swedish, "1982-08-21", "21 AUG/AUG 82"),
            (DateStyle::Thai, "1997-01-29", "29 ม.ค. 2540"),
            (DateStyle::ThaiEnglish, "1997-01-29", "29 Jan. 1997"),
        ] {
            assert_eq!(style.print(iso).as_deref(), Some(printed));
        }
    }

    #[test]
    fn a_date_with_unknown_parts_is_not_completed() {
        for iso in ["1987", "1987-01", "1987-00-17", "1987-13-01", ""] {
            assert_eq!(DateStyle::Dotted.print(iso), None, "{iso}");
        }
    }
}
