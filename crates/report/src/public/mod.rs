//! The public edition: a register of its own, redacted, from which people without the right to see
//! personal data are served.
//!
//! A copy rather than a filter on answers, because filters leak: whoever may narrow a map down to a
//! square metre, or search a text for a name, learns what no answer shows. What is not in the copy
//! cannot be asked for.
//!
//! Left out: names and descriptions of people, settlements and positions finer than a district, texts,
//! quotations, notes, links, decisions and their reasons, addresses of pages. Coarsened: where and when,
//! until nothing small stands alone ([`coarse`]). Land has its shape as the manager chooses.

pub mod coarse;
mod edition;
mod land;
mod redact;
pub mod suppress;
mod survey;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use cairn_store::accounts::HazardGeometry;

pub use edition::{Published, Told, publish};

use cairn_store::StoreError;

/// Fewer than this stand nowhere alone.
pub const LEAST: u64 = 5;

/// Degrees of the grid on which public positions lie, some 28 km.
pub const GRID: f64 = 0.25;

/// Metres within which the true point lies, from a public position.
pub const PRECISION_M: u32 = 30_000;

/// What the public edition goes by.
pub struct Rules<'a> {
    /// How the public sees where land is.
    pub hazards: HazardGeometry,
    /// What a body is called in public; `None` for names that are no known body, such as a person's.
    pub body: &'a dyn Fn(&str) -> Option<String>,
}

impl std::fmt::Debug for Rules<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rules").field("hazards", &self.hazards).finish_non_exhaustive()
    }
}

/// Asked now and then whether the work is still wanted.
#[derive(Clone, Copy)]
pub struct GoOn<'a>(pub &'a dyn Fn() -> bool);

impl GoOn<'_> {
    /// Whatever happens.
    pub const ALWAYS: GoOn<'static> = GoOn(&|| true);

    fn check(self) -> Result<(), StoreError> {
        if (self.0)() { Ok(()) } else { Err(StoreError::visitor(Stopped)) }
    }
}

impl std::fmt::Debug for GoOn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GoOn")
    }
}

/// The work was told to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the public edition is not wanted any more")]
pub struct Stopped;

/// Who may be named as a source.
struct Sources<'a> {
    rules: &'a Rules<'a>,
    publishers: BTreeSet<String>,
}

impl Sources<'_> {
    /// A source as the public sees it: a publisher, a known body, or just that there is one.
    fn public(&self, name: &str) -> String {
        if self.publishers.contains(name) {
            return name.to_owned();
        }
        (self.rules.body)(name).unwrap_or_else(|| "another source".to_owned())
    }

    fn all(&self, names: &[String]) -> Vec<String> {
        let mut public: Vec<String> = names.iter().map(|name| self.public(name)).collect();
        public.dedup();
        public
    }

    /// Sources that are counted as one are joined by ` with `.
    fn joined(&self, names: &str) -> String {
        let names: Vec<String> = names.split(" with ").map(str::to_owned).collect();
        self.all(&names).join(" with ")
    }
}

/// The middle of the cell of the grid that a position lies in: longitude, latitude.
fn on_grid(lon: f64, lat: f64) -> (f64, f64) {
    let middle = |degrees: f64| (degrees / GRID).floor() * GRID + GRID / 2.0;
    (middle(lon).clamp(-180.0, 180.0), middle(lat).clamp(-90.0, 90.0))
}
