//! JSON Schemas of what other programs read.

use schemars::{Schema, schema_for};

use crate::register::Incident;
use crate::{Claim, Decision, Reading};

/// The names that [`schema`] knows.
pub const NAMES: &[&str] = &["reading", "incident", "claim", "decision"];

/// The JSON Schema of `name`; `None` when there is none of that name.
pub fn schema(name: &str) -> Option<Schema> {
    match name {
        "reading" => Some(schema_for!(Reading)),
        "incident" => Some(schema_for!(Incident)),
        "claim" => Some(schema_for!(Claim)),
        "decision" => Some(schema_for!(Decision)),
        _ => None,
    }
}
