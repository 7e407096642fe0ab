//! Speaks the dialects of five identity-document services over the local engine.
//!
//! A dialect is three pure functions: [`Dialect::decode`] (request to ask), [`Dialect::encode`] (ask and
//! scans to answer) and [`Dialect::refuse`] (refusal to answer). The server, the command line and the
//! tests call the same three.

mod app;
mod body;
mod call;
mod clerk;
pub mod dialect;
pub mod dialects;
mod fetch;
mod http;
mod links;
mod metrics;
mod openapi;
mod pool;
mod print;
mod request;
mod serve;
mod settings;
mod stamp;
mod store;
mod tokens;
mod verifik;

pub use dialect::{Answer, Ask, Dialect, Method, Picture, Refusal, Route};
pub use request::Request;
pub use serve::{ServeError, Server};
pub use settings::{Settings, SettingsError};
pub use stamp::Stamp;
pub use store::StoreError;
