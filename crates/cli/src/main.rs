//! `cairn`, the program: commands, tables on the terminal, progress and errors.
//!
//! The libraries below read no environment and print nothing; all of that happens here.

mod args;
mod commands;
mod error;
mod filter;
mod places;
mod progress;
mod register;
mod render;
mod ui;
mod values;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;
use crate::error::{BAD_USAGE, ErrorKind};
use crate::ui::Ui;

/// Reading makes many small strings, on all threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(asked) => {
            // Help and version come this way too. A reader that has gone is no reason to complain.
            let _ = asked.print();
            return if asked.use_stderr() { ExitCode::from(BAD_USAGE) } else { ExitCode::SUCCESS };
        }
    };
    let ui = Ui::new(cli.color, cli.quiet);
    match commands::run(cli.command, &ui) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if error.kind() != ErrorKind::BrokenPipe {
                ui.error(&error);
            }
            error.exit_code()
        }
    }
}
