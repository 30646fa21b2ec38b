//! `cairn schema`: JSON Schemas of what other programs read.

use cairn_model::schema::{NAMES, schema};
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::error::CommandError;
use crate::ui::Ui;

const EXAMPLES: &str = "\
Examples:
  cairn schema reading > reading.schema.json      what `cairn read` writes, a line
  cairn schema incident                           what `cairn incidents --format jsonl` writes";

/// Print the JSON Schema of what a command writes
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_parser = PossibleValuesParser::new(NAMES))]
    name: String,
}

/// Runs the command.
pub fn run(args: &SchemaArgs, ui: &Ui) -> Result<(), CommandError> {
    let schema = schema(&args.name)
        .ok_or_else(|| CommandError::internal(format!("no schema of `{}`", args.name)))?;
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    ui.print(&text)
}
