//! What somebody should know about how a document was taken in, though nothing went wrong.

use std::fmt;

/// A remark on one document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// The text was not UTF-8; this encoding was declared or detected.
    Encoding {
        /// Its name in the Encoding Standard, as in `windows-1251`.
        name: &'static str,
        /// Whether the document itself names it.
        declared: bool,
    },
    /// Bytes that mean nothing in the encoding were replaced by U+FFFD.
    Undecodable {
        /// How many replacement characters now stand in the text.
        count: usize,
    },
    /// The file was compressed; identity and original are those of the unpacked bytes.
    Unpacked {
        /// `gzip` or `zstd`.
        method: &'static str,
    },
    /// A field held something else than expected and was left out.
    LeftOut {
        /// The field.
        field: &'static str,
        /// What stood there, shortened.
        given: String,
        /// What was expected.
        expected: &'static str,
    },
    /// No article could be made out in the page, so all of its text was taken.
    WholePage,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding { name, declared: true } => write!(f, "encoding {name}, as declared"),
            Self::Encoding { name, declared: false } => write!(f, "encoding {name}, detected"),
            Self::Undecodable { count } => write!(f, "{count} undecodable byte(s) replaced"),
            Self::Unpacked { method } => write!(f, "unpacked from {method}"),
            Self::LeftOut { field, given, expected } => {
                write!(f, "`{field}` left out: `{given}` is not {expected}")
            }
            Self::WholePage => f.write_str("no article made out, the whole page was taken"),
        }
    }
}

impl Remark {
    /// A remark that a field was left out, its value shortened to one line.
    pub(crate) fn left_out(field: &'static str, given: &str, expected: &'static str) -> Self {
        const SHOWN: usize = 40;
        let mut short: String = given.chars().take(SHOWN).collect();
        if short.len() < given.len() {
            short.push('…');
        }
        Self::LeftOut { field, given: short.replace(char::is_control, " "), expected }
    }
}
