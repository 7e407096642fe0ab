//! How much of what stands in pictures the `idocr` command reads, and how much it invents.

mod compare;
mod ledger;
mod measure;
mod misses;
mod report;
mod run;
mod same;
mod table;
mod tally;
mod truth;

pub use ledger::Ledger;
pub use measure::{Outcome, measure};
pub use misses::Miss;
pub use report::{Found, Reported};
pub use run::{Call, outcomes};
pub use table::table;
pub use tally::{Ratio, Score, Section, tally};
pub use truth::{Class, Truth, TruthDocument, read as read_truth};
