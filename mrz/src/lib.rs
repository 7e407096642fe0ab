//! ICAO 9303 machine readable zones: parse, check, repair, make.
//!
//! ```
//! let zone = mrz::parse(&[
//!     "I<UTOD231458907<<<<<<<<<<<<<<<",
//!     "7408122F1204159UTO<<<<<<<<<<<6",
//!     "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
//! ])?;
//! assert_eq!(zone.format().as_str(), "TD1");
//! assert_eq!(zone.given_names(), "ANNA MARIA");
//! for finding in zone.findings() {
//!     panic!("{finding}");
//! }
//! # Ok::<(), mrz::Error>(())
//! ```
//!
//! A zone is never thrown away because a check fails: [`Mrz`] gives every field with its text, its place and its
//! checks, [`Mrz::valid`] is strict, and [`Mrz::findings`] says what keeps a zone from being valid.
//!
//! Neither a clock nor the heap is used: dates are resolved against a day that the caller gives, texts are borrowed.

#![cfg_attr(not(any(test, feature = "std")), no_std)]
#![forbid(unsafe_code)]
#![deny(clippy::as_conversions, clippy::unwrap_used, clippy::indexing_slicing)]

mod alike;
mod check;
pub mod chekin;
mod class;
mod date;
pub mod digit;
mod error;
mod field;
mod finding;
mod format;
mod grid;
mod key;
mod latin;
mod letter_table;
mod likeness;
mod lines;
pub mod make;
pub mod name;
pub mod national;
mod parse;
pub mod repair;
mod rows;
#[cfg(feature = "serde")]
mod serial;
pub mod state;
mod state_table;
pub mod tidy;

pub use check::Check;
pub use class::{ALPHABET, Class, FILLER, Symbols};
pub use date::{Completeness, Date, DateFault, Day, Meaning};
pub use error::{Error, Lack, Shape};
pub use field::{Field, Value};
pub use finding::Finding;
pub use format::{
    CheckName, Digit, FieldName, FillerRule, Format, LONGEST, MOST_LINES, Row, Slot, Span,
};
pub use lines::Lines;
pub use make::{Fields, make};
pub use name::Names;
pub use parse::{Mrz, Sex, parse, parse_as, parse_text};
