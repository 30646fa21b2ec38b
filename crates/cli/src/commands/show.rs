//! `cairn show`: one thing of the register with everything behind it.

use cairn_store::Store;
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::args::RegisterArg;
use crate::error::CommandError;
use crate::render;
use crate::ui::Ui;
use cairn_report::dossier::Gatherer;
use cairn_report::lookup::{self, Thing};

const EXAMPLES: &str = "\
An id may be shortened as long as it stays clear. An incident's id from an earlier day
still finds it after reports were added or merged.

Examples:
  cairn show I-0f3c9a12                 an incident: values, victims, every report quoted
  cairn show report-7                   a document: versions, what changed, its claims
  cairn show report-7.i1                one claim
  cairn show C-51d0aa02 --format json   figures that disagree, for a program";

/// Show one thing with every claim behind it, sentences quoted and sources named
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ShowArgs {
    /// An incident (I-…), find (F-…), series (T-…), finding (C-…), claim or document
    id: String,
    #[command(flatten)]
    register: RegisterArg,
    /// How to write it
    #[arg(long, short = 'f', value_enum, default_value_t)]
    format: PageFormat,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// Runs the command.
pub fn run(args: &ShowArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let text = page_of(&store, &args.id, args.format, ui)?;
    ui.print(&text)
}

fn page_of(
    store: &dyn Store,
    id: &str,
    format: PageFormat,
    ui: &Ui,
) -> Result<String, CommandError> {
    let mut gather = Gatherer::new(store);
    let mut page = ui.page();
    let json = match lookup::thing(store, id)? {
        Thing::Incident(incident) => {
            let dossier = gather.incident(*incident)?;
            render::incident::page(&mut page, &dossier);
            pretty(format, &dossier)?
        }
        Thing::Find(find) => {
            let dossier = gather.find(*find)?;
            render::find::page(&mut page, &dossier);
            pretty(format, &dossier)?
        }
        Thing::Series(series) => {
            let dossier = gather.series(*series)?;
            render::series::page(&mut page, &dossier);
            pretty(format, &dossier)?
        }
        Thing::Finding(finding) => {
            let dossier = gather.finding(*finding)?;
            render::finding::page(&mut page, &dossier);
            pretty(format, &dossier)?
        }
        Thing::Claim(claim) => {
            let dossier = gather.claim(*claim)?;
            render::claim::page(&mut page, &dossier);
            pretty(format, &dossier)?
        }
        Thing::Document(stored) => {
            let dossier = gather.document(*stored)?;
            render::document::page(&mut page, &dossier);
            pretty(format, &dossier)?
        }
    };
    Ok(json.unwrap_or_else(|| page.finish()))
}

fn pretty(format: PageFormat, dossier: &impl Serialize) -> Result<Option<String>, CommandError> {
    match format {
        PageFormat::Text => Ok(None),
        PageFormat::Json => {
            let mut text = serde_json::to_string_pretty(dossier)?;
            text.push('\n');
            Ok(Some(text))
        }
    }
}
