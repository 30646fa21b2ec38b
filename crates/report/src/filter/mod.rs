//! What is wanted, in a small language that is the same for mapped areas, items and quoted figures.
//!
//! ```text
//! kind=hazard,record  status=open  date=1992..1995  place="Upper Mill"  source!=Wire
//! ```
//!
//! Terms stand apart by blanks, and all must hold. A term is a field, `=` or `!=`, and values set
//! apart by commas, of which one must hold (with `!=`: none). Values with blanks or commas stand in
//! double quotes. What a term cannot judge (a date, of something undated) is not dropped silently:
//! [`Verdict::Unknown`] says so, and callers count it.

mod error;
mod facts;
mod parse;
mod terms;

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use error::FilterError;
pub use facts::{Facts, Verdict};
pub use terms::{Field, Subject};

use terms::Term;

/// What is wanted; without terms, everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    text: String,
    terms: Vec<Term>,
}

impl Filter {
    /// The filter that a person wrote about this subject.
    ///
    /// # Errors
    /// When it is no filter, or asks for what the subject does not have.
    pub fn parse(text: &str, subject: Subject) -> Result<Self, FilterError> {
        let filter = Self::from_str(text)?;
        for term in &filter.terms {
            term.check(subject)?;
        }
        Ok(filter)
    }

    /// Whether something is wanted.
    pub fn judge(&self, facts: &Facts<'_>) -> Verdict {
        let verdicts = self.terms.iter().map(|term| term.judge(facts));
        // What one term drops is dropped, whatever the others cannot tell.
        verdicts.max().unwrap_or(Verdict::Keep)
    }

    /// Whether everything is wanted.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

impl FromStr for Filter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        let terms = parse::words(text)?.into_iter().map(Term::of).collect::<Result<_, _>>()?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Self { text, terms })
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Filter {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Filter {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Filter".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Terms that must all hold, as in `kind=hazard status=open`; empty: everything."
        })
    }
}

#[cfg(test)]
mod tests;
