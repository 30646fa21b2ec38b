//! Errors at the edge: what the user sees and the code that the program ends with.
//!
//! Libraries say what went wrong and where; here each error gets a kind, the chain of its causes
//! and hints that say what to do next, printed apart from the message.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::process::ExitCode;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use crate::render::page::printable;

/// Something failed.
pub const FAILED: u8 = 1;
/// The command line does not make sense.
pub const BAD_USAGE: u8 = 2;

/// Whose move it is after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The given data or id is at fault, or the machine (a disk, a permission).
    User,
    /// The register or the places file is missing, locked, of another version.
    Config,
    /// The command line does not make sense.
    Usage,
    /// Whoever read our output has stopped; not an error worth a word.
    BrokenPipe,
    /// A fault of the program's own.
    Internal,
}

/// An error as the program reports it.
#[derive(Debug)]
pub struct CommandError {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
    hints: Vec<String>,
}

impl CommandError {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None, hints: Vec::new() }
    }

    /// The given data or id is at fault, or the machine.
    pub fn user(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::User, message)
    }

    /// The register or the places file is at fault.
    pub fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// The command line is at fault.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    /// The program is at fault.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, message)
            .hint("this is a fault in cairn itself: please report it with the command that you ran")
    }

    /// The same error with its cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The same error with a further hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(printable(&hint.into()).into_owned());
        self
    }

    /// The same error with a further hint, if there is one.
    #[must_use]
    pub fn maybe_hint(self, hint: Option<impl Into<String>>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// Whose move it is.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The code that the program ends with.
    pub fn exit_code(&self) -> ExitCode {
        match self.kind {
            // `cairn incidents | head` did what was asked of it.
            ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            ErrorKind::Usage => ExitCode::from(BAD_USAGE),
            ErrorKind::User | ErrorKind::Config | ErrorKind::Internal => ExitCode::from(FAILED),
        }
    }

    /// The message, its causes and hints, as they are shown.
    pub fn report(&self, look: Look) -> String {
        let mut theme =
            if look.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        // A word instead of a sign, as in the errors about the command line.
        "error:".clone_into(&mut theme.characters.error);
        let handler = GraphicalReportHandler::new_themed(theme).with_width(look.width);
        let mut page = String::new();
        // Writing to a String cannot fail; should the handler fail, the bare message remains.
        if handler.render_report(&mut page, self).is_err() {
            page = format!("{self}\n");
        }
        page.trim_start().to_owned()
    }
}

/// How an error is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// With colour.
    pub color: bool,
    /// In how many columns.
    pub width: usize,
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for CommandError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

impl Diagnostic for CommandError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.hints.is_empty()).then(|| Box::new(self.hints.join("\n")) as Box<dyn fmt::Display>)
    }
}

/// An error while writing what was asked for to standard output or a file.
impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(ErrorKind::BrokenPipe, "the reader has gone"),
            io::ErrorKind::StorageFull => Self::user("cannot write the output: the disk is full")
                .because(error)
                .hint("free some space or name another place with --output"),
            _ => Self::user("cannot write the output").because(error),
        }
    }
}

impl From<serde_json::Error> for CommandError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() {
            return Self::from(io::Error::from(error));
        }
        Self::internal("cannot write a value as JSON").because(error)
    }
}

impl From<csv::Error> for CommandError {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::from(error),
            other => Self::internal(format!("cannot write a line of CSV: {other:?}")),
        }
    }
}

impl From<cairn_pipeline::PipelineError> for CommandError {
    fn from(error: cairn_pipeline::PipelineError) -> Self {
        match error {
            cairn_pipeline::PipelineError::Store(error) => Self::from(error),
            cairn_pipeline::PipelineError::NothingToWithdraw { .. } => {
                Self::user(error.to_string()).hint("`cairn decide log` shows the decisions")
            }
            // The other messages say what to do.
            other => Self::user(other.to_string()),
        }
    }
}

impl From<cairn_report::Astray> for CommandError {
    fn from(astray: cairn_report::Astray) -> Self {
        use cairn_report::Astray;
        let hint = astray.hint();
        match astray {
            Astray::Store(error) => Self::from(error),
            Astray::Empty => Self::usage(astray.to_string()).maybe_hint(hint),
            _ => Self::user(astray.to_string()).maybe_hint(hint),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look { color: false, width: 80 };

    #[test]
    fn an_error_says_what_where_and_what_to_do() {
        let cause = io::Error::other("file is locked");
        let error = CommandError::config("cannot open the register cairn.gpkg")
            .because(cause)
            .hint("close the other program and try again")
            .hint("or name another register with --register");
        insta::assert_snapshot!(error.report(PLAIN), @r#"
        error: cannot open the register cairn.gpkg
          ╰─▶ file is locked
          help: close the other program and try again
                or name another register with --register
        "#);
    }

    #[test]
    fn an_error_without_cause_or_hint_is_one_line() {
        let error = CommandError::user("no such thing");
        insta::assert_snapshot!(error.report(PLAIN), @r#"error: no such thing"#);
    }

    #[test]
    fn a_reader_that_has_gone_is_no_failure() {
        let error = CommandError::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
        assert_eq!(error.exit_code(), ExitCode::SUCCESS);
    }
}
