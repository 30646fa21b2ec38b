//! What a source did with words: appealed, accused, denied, notified. Never an incident.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::dates::DateSpan;
use crate::evidence::Evidence;
use crate::vocabulary::StatementKind;

/// A speech act that a text reports, attributed and never adopted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Id within the reading, as `s1`.
    pub id: String,
    /// What was done.
    pub kind: StatementKind,
    /// Who said it, as the text names them.
    pub speaker: Option<String>,
    /// To whom: those urged, accused, notified, or who visited.
    #[serde(default)]
    pub addressees: Vec<String>,
    /// What it is about, in words of the text.
    pub about: Option<String>,
    /// When it was said or done.
    #[serde(default)]
    pub date: DateSpan,
    /// Treaties, statements and paragraphs named.
    #[serde(default)]
    pub instruments: Vec<String>,
    /// The words that say so.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}
