//! Licences, sources and known faults of what is built in, by `cargo deny`.

use std::time::Duration;

use crate::error::TaskError;
use crate::run::{self, Ended};
use crate::workspace::{cargo, root};

/// How long the database of known faults may take to come.
const PATIENCE: Duration = Duration::from_secs(90);

/// What of a check could be made.
pub enum Checked {
    /// All of it.
    Everything,
    /// Only what needs no network, and why.
    Skipped(String),
}

/// Checks `deny.toml`; known faults only where their database can be fetched.
pub fn check() -> Result<Checked, TaskError> {
    let deny = || {
        let mut command = cargo();
        command.current_dir(root()).arg("deny");
        command
    };
    run::loudly(deny().args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]))?;

    let fetched = run::within(deny().args(["fetch", "db"]), PATIENCE)?;
    if fetched != Ended::Well {
        return Ok(Checked::Skipped(
            "known faults (cargo deny check advisories): the advisory database cannot be fetched \
             from here"
                .to_owned(),
        ));
    }
    run::loudly(deny().args(["check", "--disable-fetch", "advisories"]))?;
    Ok(Checked::Everything)
}
