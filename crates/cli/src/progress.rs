//! Progress of long work on a terminal that somebody watches; nothing in a pipe.

use std::time::Duration;

use cairn_pipeline::{Observer, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::render::words::grouped;
use crate::ui::Ui;

/// A bar on standard error, or nothing at all.
#[derive(Clone, Debug)]
pub struct Progress {
    bar: ProgressBar,
    documents: u64,
    stage: &'static str,
}

impl Progress {
    /// Begins to show work on so many bytes; an unknown amount shows only that work goes on.
    pub fn of_bytes(bytes: Option<u64>, ui: &Ui) -> Self {
        let template = match bytes {
            Some(_) => "{bar:30} {percent:>3} %  {msg}  {eta} left",
            None => "{spinner} {msg}  {elapsed}",
        };
        Self::new(bytes, template, ui)
    }

    /// Begins to show work of unknown length.
    pub fn of_unknown_length(ui: &Ui) -> Self {
        Self::of_bytes(None, ui)
    }

    fn new(length: Option<u64>, template: &str, ui: &Ui) -> Self {
        let target = if ui.watched() {
            ProgressDrawTarget::stderr_with_hz(8)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(length, target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if ui.watched() {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, documents: 0, stage: "reading" }
    }

    /// So many bytes are behind us.
    pub fn at_byte(&self, position: u64) {
        self.bar.set_position(position);
    }

    /// Says what is being done.
    pub fn say(&self, what: String) {
        self.bar.set_message(what);
    }

    /// Says something without breaking the bar.
    pub fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self) {
        self.bar.set_message(format!(
            "{} documents, {}",
            grouped(&self.documents.to_string()),
            self.stage
        ));
    }
}

impl Observer for Progress {
    fn stage(&mut self, stage: Stage) {
        self.stage = match stage {
            Stage::Reading => "reading",
            Stage::Linking => "linking",
            Stage::Writing => "writing",
        };
        self.show();
    }

    fn documents_done(&mut self, more: u64) {
        self.documents += more;
        self.show();
    }
}
