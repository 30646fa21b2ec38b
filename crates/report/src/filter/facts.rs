//! What filters look at, the same for everything that is filtered.

use cairn_model::{DateSpan, Place};

use super::terms::Field;

/// What is known of something that may be wanted.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// What it is, in codes from wide to narrow: `hazard`, `sha`.
    pub kinds: &'a [&'a str],
    /// Who says so.
    pub sources: &'a [String],
    /// The code of its device.
    pub device: Option<&'a str>,
    /// When.
    pub date: DateSpan,
    /// The code of its status.
    pub status: Option<&'a str>,
    /// The places that it names.
    pub place: &'a Place,
    /// West, south, east and north.
    pub bounds: Option<[f64; 4]>,
    /// The map sheet.
    pub sheet: Option<&'a str>,
    /// What the documents behind it are called.
    pub documents: &'a [String],
}

/// What a filter says of something. Ordered: the greatest of several terms holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Wanted.
    Keep,
    /// Cannot be told, as it has nothing to be judged by.
    Unknown(Field),
    /// Not wanted.
    Drop,
}
