//! The words that say so, and who said them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A piece of a document's text, quoted by its bytes.
///
/// `text` is always exactly `document.text[start..end]`; [`Evidence::quote`] cannot make another.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Evidence {
    /// First byte, counted from the start of the document's text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The bytes between, as text.
    pub text: String,
    /// What in the claim these words support; empty when they support the claim as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supports: Vec<Slot>,
}

impl Evidence {
    /// Quotes `text[start..end]`; `None` when that cuts a character in two or lies outside the text.
    pub fn quote(text: &str, start: usize, end: usize) -> Option<Self> {
        text.get(start..end).map(|quoted| Self {
            start,
            end,
            text: quoted.to_owned(),
            supports: Vec::new(),
        })
    }

    /// The same quotation, said to support these slots.
    #[must_use]
    pub fn supporting(mut self, slots: impl IntoIterator<Item = Slot>) -> Self {
        self.supports.extend(slots);
        self.supports.sort_unstable();
        self.supports.dedup();
        self
    }

    /// Whether the quotation is what the text has at its place.
    pub fn holds_in(&self, text: &str) -> bool {
        text.get(self.start..self.end) == Some(self.text.as_str())
    }
}

/// A value of a claim that a piece of evidence may support.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the fields that they stand for")]
pub enum Slot {
    Date,
    Place,
    Device,
    Activity,
    Killed,
    Injured,
    Victims,
    SaidBy,
    Status,
    Count,
    Value,
    Period,
}

/// One step of the way by which a statement reached the reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// The body or person, as the text names them.
    pub name: String,
    /// What they did in the chain.
    pub role: AttributionRole,
    /// Steps from the reader: 0 is the outlet, 1 the source it heard, 2 that source's source.
    pub depth: u8,
    /// Where the text names them; absent for a publisher known only from the document's metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// What a body did in the chain of attribution.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AttributionRole {
    /// Published the document.
    Outlet,
    /// Passed on what another body said ("Trend reports citing …").
    Relay,
    /// Said it.
    Source,
    /// Says otherwise: its version conflicts with another source's.
    OtherVersion,
    /// Denies that it happened.
    Denies,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_never_cuts_a_letter() {
        assert!(Evidence::quote("Kəlbəcər", 0, 2).is_none());
        let quoted = Evidence::quote("Kəlbəcər", 0, 3).unwrap();
        assert_eq!(quoted.text, "Kə");
        assert!(quoted.holds_in("Kəlbəcər"));
        assert!(!quoted.holds_in("Kalbajar"));
        assert!(Evidence::quote("Kəlbəcər", 3, 99).is_none());
    }
}
