//! What came in: a news story, a ministry statement, a row, a feature.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::DocumentId;

/// What is known about a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentMeta {
    /// Headline, when it is given apart from the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub published: Option<Date>,
    /// Its language, ISO 639-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The country it is about, ISO 3166 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A document as it was taken in: its text and what is known about it.
///
/// The untouched bytes are kept by the store; `id` is their SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Identity: SHA-256 of the bytes.
    pub id: DocumentId,
    /// What people call it: the `id` of its JSON line, or its file name without the ending. Unique
    /// in a register.
    pub label: String,
    /// Where it came from: a path, or a path and line number.
    pub origin: String,
    /// The format it came in, as an IANA media type.
    pub media_type: String,
    /// What is known about it.
    pub meta: DocumentMeta,
    /// The text that claims quote; every span counts bytes of this.
    pub text: String,
}
