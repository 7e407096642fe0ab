//! Writes results to standard output, whole lines at a time.

use std::io::{self, Write};

use crate::dialect::Asked;
use crate::paint::Paint;
use crate::report::Report;
use crate::{csv, object, table};

/// How results are written.
#[derive(Debug, Clone)]
pub enum Format {
    /// For people.
    Table,
    /// One object, or an array of them.
    Json {
        /// Whether it is an array.
        array: bool,
    },
    /// An object a line.
    JsonLines,
    /// A row a document.
    Csv,
    /// Another service's body a photo.
    Dialect {
        /// The service.
        asked: Asked,
        /// Whether it is one body, which may take many lines.
        one: bool,
    },
}

/// Results on their way out.
pub struct Output<W: Write> {
    to: W,
    format: Format,
    paint: Paint,
    written: usize,
}

impl<W: Write> Output<W> {
    /// Results in `format` to `to`.
    pub fn new(to: W, format: Format, paint: Paint) -> Self {
        Self {
            to,
            format,
            paint,
            written: 0,
        }
    }

    /// Writes what comes before the first result.
    pub fn begin(&mut self) -> io::Result<()> {
        match self.format {
            Format::Json { array: true } => self.put("[\n"),
            Format::Csv => self.put(&csv::header()),
            _ => Ok(()),
        }
    }

    /// Writes one result.
    pub fn add(&mut self, report: &Report) -> io::Result<()> {
        let text = match &self.format {
            Format::Table => table::table(report, self.paint),
            Format::Json { array: false } => object::json(report, true)? + "\n",
            Format::Json { array: true } => {
                let before = if self.written == 0 { "" } else { ",\n" };
                format!("{before}{}", object::json(report, true)?)
            }
            Format::JsonLines => object::json(report, false)? + "\n",
            Format::Csv => csv::rows(report),
            Format::Dialect { asked, one: true } => format!("{:#}\n", asked.body(report)),
            Format::Dialect { asked, one: false } => format!("{}\n", asked.body(report)),
        };
        self.written += 1;
        self.put(&text)
    }

    /// Writes what comes after the last result.
    pub fn end(&mut self) -> io::Result<()> {
        match self.format {
            Format::Json { array: true } if self.written == 0 => self.put("]\n"),
            Format::Json { array: true } => self.put("\n]\n"),
            _ => Ok(()),
        }
    }

    /// One write for one text, so that an interruption falls between texts.
    fn put(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(text.as_bytes())?;
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: Format, count: usize) -> String {
        let mut bytes = Vec::new();
        let mut output = Output::new(&mut bytes, format, Paint::PLAIN);
        output.begin().unwrap();
        for at in 0..count {
            let file = format!("{at}.jpg");
            output
                .add(&Report {
                    file,
                    ..Report::default()
                })
                .unwrap();
        }
        output.end().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn an_array_is_json_whatever_its_length() {
        for count in 0..3 {
            let text = written(Format::Json { array: true }, count);
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value.as_array().unwrap().len(), count);
        }
    }

    #[test]
    fn lines_hold_one_object_each() {
        let text = written(Format::JsonLines, 3);
        assert_eq!(text.lines().count(), 3);
        for line in text.lines() {
            assert!(
                serde_json::from_str::<serde_json::Value>(line)
                    .unwrap()
                    .is_object()
            );
        }
        let one = written(Format::Json { array: false }, 1);
        assert!(
            serde_json::from_str::<serde_json::Value>(&one)
                .unwrap()
                .is_object()
        );
    }
}
