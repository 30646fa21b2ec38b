//! `cairn schema`: JSON Schemas of what other programs read.

use cairn_model::schema::{NAMES, schema};
use cairn_report::Answer;
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::error::CommandError;
use crate::ui::Ui;

const EXAMPLES: &str = "\
Examples:
  cairn schema reading > reading.schema.json      what `cairn read` writes, a line
  cairn schema incident                           what `cairn incidents --format jsonl` writes
  cairn schema reliability                        what `cairn reliability --format json` writes";

/// What is not of the model.
const RELIABILITY: &str = "reliability";

/// Print the JSON Schema of what a command writes
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_parser = PossibleValuesParser::new(NAMES.iter().copied().chain([RELIABILITY])))]
    name: String,
}

/// Runs the command.
pub fn run(args: &SchemaArgs, ui: &Ui) -> Result<(), CommandError> {
    let own = || (args.name == RELIABILITY).then(|| schemars::schema_for!(Answer));
    let schema = schema(&args.name)
        .or_else(own)
        .ok_or_else(|| CommandError::internal(format!("no schema of `{}`", args.name)))?;
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    ui.print(&text)
}
