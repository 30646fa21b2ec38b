//! What all lists have in common: judge, write, say what was left out.

use std::io::{BufWriter, StdoutLock};

use crate::args::ListArgs;
use crate::error::CommandError;
use crate::filter::{LeftOut, Verdict};
use crate::render::list::{ListWriter, Row};
use crate::render::words::plural;
use crate::ui::Ui;

/// What is listed, for the sentences beside the list: one and many.
pub type Noun = (&'static str, &'static str);

/// A list in the making. A visitor of the store gives it rows; an error is kept until the visit is
/// over.
pub struct Listing<'a> {
    ui: &'a Ui,
    args: ListArgs,
    writer: ListWriter<BufWriter<StdoutLock<'static>>>,
    written: u64,
    more: u64,
    left_out: LeftOut,
    failure: Option<CommandError>,
}

impl<'a> Listing<'a> {
    /// Begins a list of `R`s.
    pub fn begin<R: Row>(args: ListArgs, ui: &'a Ui) -> Result<Self, CommandError> {
        Ok(Self {
            ui,
            args,
            writer: ListWriter::begin::<R>(args.format, ui.width(), ui.stdout())?,
            written: 0,
            more: 0,
            left_out: LeftOut::default(),
            failure: None,
        })
    }

    /// Writes the row if it is wanted.
    pub fn offer<R: Row>(&mut self, verdict: Verdict, row: impl FnOnce() -> R) {
        if self.failure.is_some() || !self.left_out.admit(verdict) {
            return;
        }
        if self.args.limit.is_some_and(|limit| self.written >= limit) {
            self.more += 1;
            return;
        }
        match self.writer.push(&row()) {
            Ok(()) => self.written += 1,
            Err(error) => self.failure = Some(error),
        }
    }

    /// Ends the list, and says beside it what it does not show.
    pub fn finish(self, noun: Noun) -> Result<(), CommandError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let rows = self.writer.finish()?;
        if rows == 0 {
            self.ui.notice(format!("No {} to show.", noun.1));
        }
        if self.more > 0 {
            let shown = plural(rows, noun.0, noun.1);
            self.ui.notice(format!("{shown} shown; {} more match.", self.more));
        }
        if let Some(sentence) = self.left_out.sentence() {
            self.ui.notice(sentence);
        }
        Ok(())
    }
}
