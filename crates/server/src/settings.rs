//! What the server is told when it starts.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use cairn_gazetteer::Gazetteer;

/// Takes one line about something that went wrong inside; the user who met it sees less.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// What the server is told when it starts.
#[derive(Clone)]
pub struct Settings {
    /// The register's file.
    pub register: PathBuf,
    /// Where to listen. Loopback only, unless there are accounts.
    pub listen: SocketAddr,
    /// The file of accounts; without it everybody who reaches the port is `person`.
    pub accounts: Option<PathBuf>,
    /// Boundaries of the user's own, GeoJSON, shown in place of those that come with the program.
    pub boundaries: Option<PathBuf>,
    /// Who sits at this machine; decisions are recorded under this name where there are no accounts.
    pub person: String,
    /// The places that reports are compared by.
    pub gazetteer: Arc<Gazetteer>,
    /// Where a line about an inner fault goes.
    pub log: Log,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("register", &self.register)
            .field("listen", &self.listen)
            .field("accounts", &self.accounts)
            .field("boundaries", &self.boundaries)
            .field("person", &self.person)
            .finish_non_exhaustive()
    }
}
