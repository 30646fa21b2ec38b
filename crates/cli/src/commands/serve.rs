//! `cairn serve`: the register in a browser, and for other programs.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use cairn_server::{ServeError, Server, Settings};
use clap::Args;

use cairn_store::Accounts;

use crate::args::{PlacesArg, RegisterArg};
use crate::error::CommandError;
use crate::places::Places;
use crate::register::Cause;
use crate::ui::Ui;

const EXAMPLES: &str = "\
Without accounts the register can be reached from this machine only, and whoever reaches it is
you. With accounts (`cairn user add`) a team can use it: put a proxy before it that speaks https,
and sends X-Forwarded-For and X-Forwarded-Proto. Every page has its data at the same address: add ?f=json, csv, xlsx or geojson.
QGIS, GDAL and other OGC clients read http://127.0.0.1:7700/ogc.

Examples:
  cairn serve
  cairn serve --register my.gpkg --listen 127.0.0.1:8080
  cairn serve --accounts cairn.accounts --listen 10.0.0.5:7700
  cairn demo --serve";

/// Open the register in a browser, and to other programs
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ServeArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    listen: ListenArgs,
    /// The file of accounts, as made by `cairn user add` [default: the one beside the register, if it is there]
    #[arg(long, value_name = "FILE", env = "CAIRN_ACCOUNTS", hide_env_values = true)]
    accounts: Option<PathBuf>,
    /// Boundaries to show in place of those that come with the program
    #[arg(long, value_name = "FILE.geojson")]
    boundaries: Option<PathBuf>,
    #[command(flatten)]
    places: PlacesArg,
}

/// Where to listen, and as whom.
#[derive(Args, Clone, Debug)]
pub struct ListenArgs {
    /// Where to listen; a port of 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7700")]
    listen: SocketAddr,
    /// Who decides, where there are no accounts [default: your login name]
    #[arg(long, value_name = "NAME", value_parser = crate::values::some_text)]
    by: Option<String>,
}

/// Runs the command.
pub fn run(args: &ServeArgs, ui: &Ui) -> Result<(), CommandError> {
    let register = args.register.path()?;
    // Once there are accounts, nobody gets in without one because a flag was forgotten.
    let beside = Accounts::beside(&register);
    let accounts = args.accounts.clone().or_else(|| beside.exists().then_some(beside));
    let places = args.places.open(ui)?;
    serve(register, &places, &args.listen, accounts, args.boundaries.clone(), ui)
}

/// Serves a register until Ctrl-C.
pub fn serve(
    register: PathBuf,
    places: &Places,
    listen: &ListenArgs,
    accounts: Option<PathBuf>,
    boundaries: Option<PathBuf>,
    ui: &Ui,
) -> Result<(), CommandError> {
    let log = *ui;
    let settings = Settings {
        register,
        listen: listen.listen,
        accounts,
        boundaries,
        person: listen.by.clone().unwrap_or_else(super::login_name),
        gazetteer: places.shared(),
        log: Arc::new(move |line| log.warn(line)),
    };
    let server = Server::bind(&settings)?;
    let register = settings.register.display();
    ui.print(&format!("{register} is served at http://{}/\n", server.address()))?;
    match &settings.accounts {
        Some(file) => ui.notice(format!("Accounts: {}.", file.display())),
        None => ui.notice(format!(
            "No accounts: this machine only; decisions are recorded as {}.",
            settings.person
        )),
    }
    ui.notice("Ctrl-C stops it.");
    Ok(server.run(std::future::pending())?)
}

impl From<ServeError> for CommandError {
    fn from(error: ServeError) -> Self {
        let hint = match &error {
            ServeError::Taken(_) => {
                "stop the other program, or take another port with --listen 127.0.0.1:7701"
            }
            ServeError::NotLoopback(_) => {
                "listen on this machine only, as in --listen 127.0.0.1:7700; or make accounts with \
                 `cairn user add` and name their file with --accounts"
            }
            ServeError::Listen { .. } => "try another address or port with --listen",
            ServeError::Boundaries { .. } => {
                "give a GeoJSON file that holds a FeatureCollection, as QGIS exports it"
            }
            ServeError::Register(_)
            | ServeError::Accounts(_)
            | ServeError::NoRandomness
            | ServeError::Broken(_) => "",
        };
        let hint = Some(hint).filter(|hint| !hint.is_empty());
        match error {
            ServeError::Register(error) => Self::from(error),
            ServeError::Accounts(error) => Self::from(error),
            error => {
                let shown = Self::config(error.to_string()).maybe_hint(hint);
                match std::error::Error::source(&error) {
                    Some(_) => shown.because(Cause::of(&error)),
                    None => shown,
                }
            }
        }
    }
}
