//! Speaks the dialects of five identity-document services over the local engine.
//!
//! A dialect is three pure functions: [`Dialect::decode`] (request to ask), [`Dialect::encode`] (ask and
//! scans to answer) and [`Dialect::refuse`] (refusal to answer). The server, the command line and the
//! tests call the same three.

pub mod dialect;
pub mod dialects;
mod print;
mod request;
mod stamp;
mod verifik;

pub use dialect::{Answer, Ask, Dialect, Method, Picture, Refusal, Route};
pub use request::Request;
pub use stamp::Stamp;
