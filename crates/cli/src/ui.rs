//! What the program knows of the terminal: its width, whether it takes colour, whether anybody is
//! watching. Data goes to standard output, everything else through [`Ui::notice`] to standard error.

use std::fmt;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use clap::ValueEnum;

use crate::error::{CommandError, Look};
use crate::render::page::{Page, printable};

/// Columns to fill when nobody says how many there are.
const USUAL_WIDTH: usize = 80;
/// Lines longer than this are hard to read, however wide the window.
const WIDEST: usize = 120;
/// Below this a table cannot be drawn.
const NARROWEST: usize = 40;

/// When to use colour: on a terminal unless NO_COLOR is set, always, or never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    // No doc comments: help would give each of these plain words a line.
    #[default]
    Auto,
    Always,
    Never,
}

/// The terminal, as far as the program cares.
#[derive(Clone, Copy, Debug)]
pub struct Ui {
    quiet: bool,
    bold: bool,
    error_color: bool,
    watched: bool,
    width: usize,
}

impl Ui {
    /// Looks at the terminal and the environment.
    pub fn new(color: ColorChoice, quiet: bool) -> Self {
        let out = io::stdout().is_terminal();
        let err = io::stderr().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colored = |terminal: bool| match color {
            ColorChoice::Auto => terminal && !plain,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        Self {
            quiet,
            bold: colored(out),
            error_color: colored(err),
            watched: err && !quiet,
            width: width(),
        }
    }

    /// Columns to fill.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Whether to draw progress bars.
    pub const fn watched(&self) -> bool {
        self.watched
    }

    /// An empty page in the terminal's width.
    pub const fn page(&self) -> Page {
        Page::new(self.width, self.bold)
    }

    /// Standard output, buffered.
    pub fn stdout(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
    }

    /// Writes a page to standard output.
    pub fn print(&self, page: &str) -> Result<(), CommandError> {
        let mut out = self.stdout();
        out.write_all(page.as_bytes())?;
        out.flush()?;
        Ok(())
    }

    /// Says something beside the data, on standard error; nothing with `--quiet`.
    pub fn notice(&self, text: impl fmt::Display) {
        if !self.quiet {
            // Nothing sensible is left to do when standard error cannot be written to.
            let _ = writeln!(io::stderr(), "{}", printable(&text.to_string()));
        }
    }

    /// Says what must be said even with `--quiet`: that something given was not taken.
    pub fn warn(&self, text: impl fmt::Display) {
        let _ = writeln!(io::stderr(), "{}", printable(&text.to_string()));
    }

    /// Shows an error.
    pub fn error(&self, error: &CommandError) {
        let look = Look { color: self.error_color, width: self.width };
        let _ = io::stderr().write_all(error.report(look).as_bytes());
    }
}

fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).unwrap_or(USUAL_WIDTH).clamp(NARROWEST, WIDEST)
}
