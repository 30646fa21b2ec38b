//! The register over HTTP: the pages, their JSON at the same addresses, and what other programs read.
//!
//! [`Server::bind`] opens the register and takes the port, so that what can go wrong does so before
//! anything is promised; [`Server::run`] answers until it is told to stop. Nothing outside this crate
//! knows HTTP; this crate prints nothing: what went wrong inside is handed to [`Settings::log`].

pub mod access;
mod api;
mod app;
mod assets;
mod decide;
mod edition;
mod laid;
mod mercator;
mod ogc;
mod openapi;
mod problem;
mod redact;
mod register;
mod respond;
mod review;
mod server;
mod settings;
mod shapes;
mod state;
mod tiles;
mod upload;

/// The moment that is written beside what is added and decided, RFC 3339 in UTC to the second.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

pub use app::router;
pub use problem::Problem;
pub use register::Register;
pub use server::{ServeError, Server};
pub use settings::{Log, Settings};
pub use state::App;
