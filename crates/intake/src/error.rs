//! What went wrong with one file or line, where, and what to do about it.

use std::io;

use crate::limits::human_bytes;

/// One file or line that could not be taken in; the others are not affected.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {problem}")]
pub struct IntakeError {
    origin: String,
    document: Option<String>,
    #[source]
    problem: Problem,
}

/// What is wrong with a file or line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The operating system would not read it.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    /// Found in a folder, but neither a file nor a folder.
    #[error("is neither a file nor a folder")]
    NotAFile,
    /// Not one character.
    #[error("is empty, expected {expected}")]
    Empty {
        /// What should have been there.
        expected: &'static str,
    },
    /// Larger than [`crate::Limits`] allow.
    #[error("{what} is larger than {}", human_bytes(*.limit))]
    TooLarge {
        /// The thing measured: the file, the line, the text.
        what: &'static str,
        /// The limit, in bytes.
        limit: u64,
    },
    /// Not text, and of no format that Cairn reads.
    #[error("is {found}, expected text, HTML, PDF or JSON Lines")]
    Binary {
        /// What it seems to be.
        found: &'static str,
        /// What can be done.
        hint: &'static str,
    },
    /// A line that must be UTF-8 is not.
    #[error("is not UTF-8: invalid byte 0x{value:02x} at byte {at} of the line")]
    NotUtf8 {
        /// Position of the byte within the line, from 0.
        at: usize,
        /// The byte.
        value: u8,
    },
    /// JSON in UTF-16 or the like.
    #[error("is encoded in {encoding}, expected UTF-8")]
    JsonEncoding {
        /// The encoding.
        encoding: &'static str,
    },
    /// Not JSON.
    #[error("is not a JSON object: {message} at column {column}")]
    Json {
        /// What the parser expected.
        message: String,
        /// Position in the line, from 1.
        column: usize,
    },
    /// JSON, but no object.
    #[error("is {found}, expected a JSON object with `text`")]
    NotAnObject {
        /// What it is instead, as in "an array".
        found: &'static str,
    },
    /// A field that must be there is not.
    #[error("has no `{field}`, expected {expected}")]
    MissingField {
        /// The field.
        field: &'static str,
        /// What it should hold.
        expected: &'static str,
    },
    /// A field that must be of one kind is of another.
    #[error("`{field}` is {found}, expected {expected}")]
    WrongField {
        /// The field.
        field: &'static str,
        /// What it is.
        found: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// Compressed data that cannot be unpacked.
    #[error("cannot be unpacked: {0}")]
    Unpack(io::Error),
    /// Compressed data that unpacks to far more than a text would.
    #[error("unpacks to more than {}", human_bytes(*.limit))]
    UnpacksTooLarge {
        /// The limit reached, in bytes.
        limit: u64,
    },
    /// Elements within elements without end.
    #[error("HTML nested more than {limit} elements deep")]
    TooDeep {
        /// The limit reached.
        limit: usize,
    },
    /// More tags than a page has.
    #[error("HTML with more than {limit} tags")]
    TooManyTags {
        /// The limit reached.
        limit: usize,
    },
    /// HTML that the parser gives up on.
    #[error("cannot be read as HTML: {0}")]
    HtmlBroken(String),
    /// HTML that takes too long.
    #[error("HTML took longer than {seconds} s to read")]
    HtmlTooSlow {
        /// The limit.
        seconds: u64,
    },
    /// HTML in which no text was found.
    #[error("HTML without text")]
    HtmlWithoutText,
    /// A PDF that the parser gives up on.
    #[error("cannot be read as PDF: {0}")]
    PdfBroken(String),
    /// A PDF that asks for a password.
    #[error("is an encrypted PDF")]
    PdfEncrypted,
    /// A PDF made of pictures.
    #[error("PDF has no text layer on its {pages} page(s)")]
    PdfWithoutText {
        /// How many pages it has.
        pages: usize,
    },
    /// A PDF with more pages than allowed.
    #[error("PDF has {pages} pages, the limit is {limit}")]
    PdfTooLong {
        /// How many it has.
        pages: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A PDF that takes too long.
    #[error("PDF took longer than {seconds} s to read")]
    PdfTooSlow {
        /// The limit.
        seconds: u64,
    },
}

impl IntakeError {
    /// An error about `origin`: a path, or a path and line number.
    pub(crate) fn new(origin: impl Into<String>, problem: Problem) -> Self {
        Self { origin: origin.into(), document: None, problem }
    }

    /// The same error, naming the document that it is about.
    pub(crate) fn about(mut self, document: Option<String>) -> Self {
        self.document = document;
        self
    }

    /// Where: a path, `path:line`, or the name given for a stream.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The document's own id as far as it could be made out: the `id` of a broken line, or the
    /// file's name without its ending.
    pub fn document_id_hint(&self) -> Option<&str> {
        self.document.as_deref()
    }

    /// What is wrong.
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }

    /// What to do about it, where something can be done.
    pub fn hint(&self) -> Option<&str> {
        self.problem.hint()
    }
}

impl Problem {
    /// What to do about it, where something can be done.
    pub fn hint(&self) -> Option<&str> {
        let hint = match self {
            Self::Unreadable(error) => return unreadable_hint(error),
            Self::NotAFile => "give a file, or take the entry out of the folder",
            Self::Empty { .. } => "check whether the download or copy was complete",
            Self::TooLarge { .. } => "split it, or raise the limit",
            Self::Binary { hint, .. } => return Some(*hint).filter(|hint| !hint.is_empty()),
            Self::NotUtf8 { .. } => {
                "write the file as UTF-8, for example with `iconv -t UTF-8 -f ITS-ENCODING`"
            }
            Self::JsonEncoding { .. } => {
                "write the file as UTF-8, for example with `iconv -t UTF-8 -f UTF-16`"
            }
            Self::Json { .. } => "each line must be one complete JSON object",
            Self::NotAnObject { found: "an array" } => {
                "write one object a line, for example with `jq -c '.[]'`"
            }
            Self::NotAnObject { .. } => "each line must be one JSON object, as {\"text\": \"…\"}",
            Self::MissingField { .. } | Self::WrongField { .. } => {
                "the fields are: id, text, title, publisher, published, language, country, url"
            }
            Self::Unpack(_) => "the file may be cut off or damaged: fetch or copy it again",
            Self::UnpacksTooLarge { .. } => {
                "unpack it by hand and look at it; if it is sound, raise the limit"
            }
            Self::TooDeep { .. }
            | Self::TooManyTags { .. }
            | Self::HtmlBroken(_)
            | Self::HtmlTooSlow { .. } => {
                "no article looks like this: save the page's text and add that"
            }
            Self::HtmlWithoutText => "the page may be drawn by scripts: save its text and add that",
            Self::PdfBroken(_) => {
                "open it in a PDF reader and print it to a new PDF, or save its text and add that"
            }
            Self::PdfEncrypted => {
                "remove the password, for example with `qpdf --decrypt`, if you have the right to"
            }
            Self::PdfWithoutText { .. } => {
                "run OCR first, for example with `ocrmypdf in.pdf out.pdf`, and add the result"
            }
            Self::PdfTooLong { .. } => "split it, or raise the limit",
            Self::PdfTooSlow { .. } => "save its text, for example with `pdftotext`, and add that",
        };
        Some(hint)
    }
}

fn unreadable_hint(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::NotFound => Some("check the path"),
        io::ErrorKind::PermissionDenied => Some("check who may read it"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_what_and_what_to_do() {
        let error = IntakeError::new("scan.pdf", Problem::PdfWithoutText { pages: 3 })
            .about(Some("scan".to_owned()));
        assert_eq!(error.to_string(), "scan.pdf: PDF has no text layer on its 3 page(s)");
        assert!(error.hint().is_some_and(|hint| hint.contains("OCR")));
        assert_eq!(error.document_id_hint(), Some("scan"));
    }
}
