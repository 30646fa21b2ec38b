//! What can be wrong with a filter.

use thiserror::Error;

use super::terms::{Field, Subject};

/// Why a text is no filter.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FilterError {
    /// A word without `=`.
    #[error("`{word}` is no part of a filter; expected a field and a value, as in kind=hazard")]
    NoTerm {
        /// The word.
        word: String,
    },
    /// A quotation that does not end.
    #[error("the filter `{text}` has a quotation mark without its partner")]
    OpenQuote {
        /// The filter.
        text: String,
    },
    /// A field that there is not.
    #[error("no field is called `{name}`; expected one of: {}", Field::names(None))]
    UnknownField {
        /// What was written.
        name: String,
    },
    /// A field that this subject does not have.
    #[error("{subject} are not filtered by {field}; expected one of: {}", Field::names(Some(*subject)))]
    NotOfSubject {
        /// What is filtered.
        subject: Subject,
        /// The field.
        field: Field,
    },
    /// A value that the field does not take.
    #[error("`{value}` is no {field}; expected {expected}")]
    BadValue {
        /// The field.
        field: Field,
        /// The value.
        value: String,
        /// What would do.
        expected: String,
    },
}

impl FilterError {
    /// What a person can do next.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::OpenQuote { .. } => {
                Some("put values with blanks in double quotes, as in 'place=\"Upper Mill\"'")
            }
            _ => Some("`cairn help reliability` explains filters, with examples"),
        }
    }
}
