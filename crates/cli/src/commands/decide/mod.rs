//! `cairn decide`: what people decide about claims, appended to the log with who, when and why.

mod log;
mod what;

use std::path::PathBuf;

use cairn_model::{Decision, DecisionAction, Verdict};
use cairn_pipeline::{DecisionOutcome, Pipeline};
use cairn_store::GeoPackageStore;
use clap::{Args, Subcommand};

use crate::args::{PlacesArg, RegisterArg};
use crate::error::CommandError;
use crate::places::Places;
use crate::render::decisions::in_short;
use crate::render::words::series;
use crate::ui::Ui;
use crate::values;

const EXAMPLES: &str = "\
Nothing is ever deleted: a decision is taken back with `withdraw`, and the log keeps both.
Each entry carries the hash of the one before.

Examples:
  cairn decide reject wire-7.i1 --by \"A. Officer\" --why \"a film scene, not an incident\"
  cairn decide correct I-0f3c9a12 killed 3 --why \"hospital list of 5 June\"
  cairn decide merge I-0f3c9a12 I-77e0b1c4 --why \"same road, same day, same names\"
  cairn decide split wire-9.i2 --why \"the second mine of that day\"
  cairn decide place I-0f3c9a12 40.2441,46.1688 --precision 50 --why \"GPS of the team\"
  cairn decide settle C-0c4f77aa --holds 45 --why \"the names add up to 45\"
  cairn decide weights --learn --why \"two years of reports of this country\"
  cairn decide withdraw 12 --why \"the list was of another accident\"
  cairn decide log";

const SETTLE: &str = "cairn decide settle <ID> <--holds <N>|--all-stand|--none-stands> --by <NAME> \
                      --why <TEXT>";

const SETTLING: &str = "\
The contradiction stays, marked as settled; so do the claims. Those that are misread, or not
credible, are taken out of the figures with `cairn decide reject`. Where a further claim joins
in, it is a new contradiction, and open.";

const WEIGHTS: &str = "\
Weights are bits: positive ones speak for one occasion, negative ones against it. They change
by such a decision only, never by themselves as reports come in. `cairn decide log --format
json` shows them, `cairn decide withdraw` goes back to those before.";

/// Incidents that a decision lists by name at most.
const LISTED: usize = 30;

/// Decide about claims: accept, reject, correct, merge, split, place, settle, weights, withdraw
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct DecideArgs {
    #[command(subcommand)]
    command: DecideCommand,
}

#[derive(Debug, Subcommand)]
enum DecideCommand {
    /// A claim stands as it was read
    Accept(OfClaims),
    /// A claim does not count: misread, or not credible. It stays, marked
    Reject(OfClaims),
    /// Set a value of an incident or a find
    Correct(Correct),
    /// These report one occasion
    Merge(Merge),
    /// These report another occasion than those
    Split(Split),
    /// An incident or a find lies here
    Place(Place),
    /// Say what came of looking into figures that disagree
    Settle(Settle),
    /// How much agreements between reports tell when they are linked
    Weights(Weights),
    /// An earlier decision no longer holds
    Withdraw(Withdraw),
    /// Show the decisions, their chain checked
    Log(log::LogArgs),
}

/// What every decision carries.
#[derive(Args, Debug)]
struct Signed {
    /// Who decides
    #[arg(long, env = "CAIRN_BY", value_name = "NAME", value_parser = values::some_text, hide_env_values = true)]
    by: String,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = values::some_text)]
    why: String,
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    places: PlacesArg,
}

#[derive(Args, Debug)]
struct OfClaims {
    /// A claim, or an incident or find with one report
    id: String,
    /// Every report of the incident or find, where there are several
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Args, Debug)]
struct Correct {
    /// An incident, a find, or one of its claims
    id: String,
    /// The field, as it is called in JSON: killed, injured, date, device, status, activity …
    field: String,
    /// The value: 3, 2-3, 3+, unknown; 2021-06-04, 2021-06; a code; a text
    #[arg(allow_hyphen_values = true)]
    value: String,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Args, Debug)]
struct Merge {
    /// Incidents or claims, two or more
    #[arg(required = true, num_args = 2..)]
    ids: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Args, Debug)]
struct Split {
    /// Claims to set apart
    #[arg(required = true)]
    ids: Vec<String>,
    /// Claims or incidents to set them apart from [default: the other reports of the incident]
    #[arg(long, value_name = "ID", num_args = 1..)]
    from: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Args, Debug)]
struct Place {
    /// An incident, a find, or one of its claims
    id: String,
    /// Degrees north, a comma, degrees east (WGS 84)
    #[arg(value_parser = values::position, value_name = "NORTH,EAST", allow_hyphen_values = true)]
    position: (f64, f64),
    /// Metres within which the true point is thought to lie
    #[arg(long, value_name = "METRES", value_parser = clap::value_parser!(u32).range(1..))]
    precision: u32,
    /// A name for the spot
    #[arg(long, value_name = "TEXT", value_parser = values::some_text)]
    name: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Args, Debug)]
#[command(after_help = SETTLING, override_usage = SETTLE)]
struct Settle {
    /// The contradiction
    id: String,
    #[command(flatten)]
    verdict: VerdictArg,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct VerdictArg {
    /// This one of the figures holds
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    holds: Option<f64>,
    /// All figures stand: they count different things, or differ for a reason that is known
    #[arg(long)]
    all_stand: bool,
    /// No figure is to be relied on
    #[arg(long)]
    none_stands: bool,
}

impl VerdictArg {
    fn verdict(&self) -> Verdict {
        match self.holds {
            Some(value) => Verdict::Holds(value),
            None if self.all_stand => Verdict::AllStand,
            None => Verdict::NoneStands,
        }
    }
}

#[derive(Args, Debug)]
#[command(after_help = WEIGHTS)]
struct Weights {
    /// Estimate them from the pairs of reports in the register
    #[arg(long, required_unless_present = "from", conflicts_with = "from")]
    learn: bool,
    /// Take them from a JSON file; what it leaves out is as the program has it
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Args, Debug)]
struct Withdraw {
    /// The decision's number in the log
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    number: u64,
    #[command(flatten)]
    signed: Signed,
}

/// Runs the command.
pub fn run(args: &DecideArgs, ui: &Ui) -> Result<(), CommandError> {
    match &args.command {
        DecideCommand::Accept(args) => {
            each_claim(args, ui, |claim| DecisionAction::Accept { claim })
        }
        DecideCommand::Reject(args) => {
            each_claim(args, ui, |claim| DecisionAction::Reject { claim })
        }
        DecideCommand::Correct(args) => {
            let mut desk = Desk::open(&args.signed, ui)?;
            let action = what::correction(&desk.store, &args.id, &args.field, &args.value)?;
            desk.decide(action)
        }
        DecideCommand::Merge(args) => {
            let mut desk = Desk::open(&args.signed, ui)?;
            let action = what::merge(&desk.store, &args.ids)?;
            desk.decide(action)
        }
        DecideCommand::Split(args) => {
            let mut desk = Desk::open(&args.signed, ui)?;
            let action = what::split(&desk.store, &args.ids, &args.from)?;
            desk.decide(action)
        }
        DecideCommand::Place(args) => {
            let mut desk = Desk::open(&args.signed, ui)?;
            let (lat, lon) = args.position;
            let action = DecisionAction::Place {
                claim: what::any_claim(&desk.store, &args.id)?,
                lat,
                lon,
                precision: args.precision,
                name: args.name.clone(),
            };
            desk.decide(action)
        }
        DecideCommand::Settle(args) => {
            let mut desk = Desk::open(&args.signed, ui)?;
            let action = what::settlement(&desk.store, &args.id, args.verdict.verdict())?;
            desk.decide(action)
        }
        DecideCommand::Weights(args) => {
            let mut desk = Desk::open(&args.signed, ui)?;
            let action = match &args.from {
                Some(file) => what::weights(file)?,
                None => desk.learned()?,
            };
            desk.decide(action)
        }
        DecideCommand::Withdraw(args) => {
            let mut desk = Desk::open(&args.signed, ui)?;
            desk.decide(DecisionAction::Withdraw { decision: args.number })
        }
        DecideCommand::Log(args) => log::run(args, ui),
    }
}

fn each_claim(
    args: &OfClaims,
    ui: &Ui,
    action: impl Fn(cairn_model::ClaimId) -> DecisionAction,
) -> Result<(), CommandError> {
    let mut desk = Desk::open(&args.signed, ui)?;
    for claim in what::claims_to_judge(&desk.store, &args.id, args.all)? {
        desk.decide(action(claim))?;
    }
    Ok(())
}

/// Where decisions are made: the register, who decides and why.
struct Desk<'a> {
    store: GeoPackageStore,
    places: Places,
    signed: &'a Signed,
    ui: &'a Ui,
}

impl<'a> Desk<'a> {
    fn open(signed: &'a Signed, ui: &'a Ui) -> Result<Self, CommandError> {
        Ok(Self {
            store: signed.register.open_to_write()?,
            places: signed.places.open(ui)?,
            signed,
            ui,
        })
    }

    /// To go by the weights that the register's own pairs of reports speak for.
    fn learned(&mut self) -> Result<DecisionAction, CommandError> {
        let pipeline = Pipeline::new(&super::reads_nothing, self.places.gazetteer());
        Ok(pipeline.learn(&mut self.store)?)
    }

    fn decide(&mut self, action: DecisionAction) -> Result<(), CommandError> {
        let now = super::now()?;
        let outcome = Pipeline::new(&super::reads_nothing, self.places.gazetteer()).decide(
            &mut self.store,
            &self.signed.by,
            &now,
            &self.signed.why,
            action,
        )?;
        self.ui.print(&said(&outcome, self.ui))
    }
}

fn said(outcome: &DecisionOutcome, ui: &Ui) -> String {
    let Decision { number, action, by, .. } = &outcome.decision;
    let mut page = ui.page();
    page.paragraph(0, &format!("Decision {number} by {by}: {}.", in_short(action)));
    let ids = |ids: &[cairn_model::IncidentId]| {
        series(&ids.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    if outcome.incidents.len() > LISTED {
        page.paragraph(2, &format!("{} incidents changed.", outcome.incidents.len()));
    } else if !outcome.incidents.is_empty() {
        page.paragraph(2, &format!("Incidents now: {}.", ids(&outcome.incidents)));
    }
    if !outcome.gone.is_empty() {
        page.paragraph(2, &format!("No longer on their own: {}.", ids(&outcome.gone)));
    }
    page.finish()
}
