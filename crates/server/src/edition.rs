//! The public edition: a redacted register in a file of its own, which follows the register.
//!
//! Whoever may not see personal data is served from it by the same code as everybody else
//! (docs/decisions/0008). It is written by a thread of its own, below all others in priority: one at a
//! time, and what is asked for meanwhile is done together in one further round, after a rest. Until a
//! round is done the edition of before is served; where there is none, the answer says so.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use cairn_register::Bodies;
use cairn_report::public::{GoOn, Rules, Stopped, Told, publish};
use cairn_store::accounts::HazardGeometry;
use cairn_store::{Follower, GeoPackageStore, Store, StoreError};
use tokio::sync::watch;

use crate::problem::Problem;
use crate::register::Register;

/// How long a request waits for the first edition.
const PATIENCE: Duration = Duration::from_secs(3);

/// The longest rest between two rounds; else a rest is as long as the round before it took.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// Kibibytes of the register that are kept in memory while an edition is made of it.
const CACHE: u32 = 16 << 10;

/// The editions of a register; the latest is served.
#[derive(Clone)]
pub struct Editions(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    /// Wakes the writer from its rest.
    wake: Condvar,
    /// Counts the rounds that are done.
    rounds: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    latest: Option<Edition>,
    /// What was asked for since the writer last began.
    wanted: Option<HazardGeometry>,
    writer: Option<JoinHandle<()>>,
    is_writing: bool,
    /// What stood against the last round.
    failed: Option<Problem>,
    /// The server ends.
    ended: bool,
}

#[derive(Clone)]
struct Edition {
    register: Register,
    /// The version of the register that it was made of.
    version: u64,
    hazards: HazardGeometry,
    /// What it holds; nothing where that is not sure any more.
    told: Arc<Mutex<Option<Told>>>,
}

impl Default for Editions {
    fn default() -> Self {
        let (rounds, _) = watch::channel(0);
        Self(Arc::new(Shared { state: Mutex::default(), wake: Condvar::new(), rounds }))
    }
}

impl Editions {
    /// The latest edition; one that is behind the register is brought up to it in the background. The
    /// first one, and the first under other rules for land, is waited for a little.
    ///
    /// # Errors
    /// When there is none yet, the register cannot be read, or there is no room for the edition.
    pub async fn latest(
        &self,
        full: &Register,
        hazards: HazardGeometry,
    ) -> Result<Register, Problem> {
        let version = full.read(|store| Ok(store.version()?)).await?;
        let mut rounds = self.0.rounds.subscribe();
        if let Some(edition) = self.current(hazards) {
            if edition.version != version {
                self.ask(full, hazards);
            }
            return Ok(edition.register);
        }
        self.ask(full, hazards);
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while let Ok(Ok(())) = tokio::time::timeout_at(deadline, rounds.changed()).await {
            if let Some(edition) = self.current(hazards) {
                return Ok(edition.register);
            }
            if let Some(failed) = self.0.state().failed.clone() {
                return Err(failed);
            }
        }
        Err(not_ready())
    }

    /// Asks for an edition of the register as it now is.
    pub fn ask(&self, full: &Register, hazards: HazardGeometry) {
        let mut state = self.0.state();
        state.wanted = Some(hazards);
        self.0.wake.notify_all();
        if state.is_writing || state.ended {
            return;
        }
        let (shared, full) = (Arc::clone(&self.0), full.clone());
        let thread = std::thread::Builder::new().name("public edition".to_owned());
        match thread.spawn(move || shared.keep_up(&full)) {
            Ok(writer) => {
                state.is_writing = true;
                state.writer = Some(writer);
            }
            Err(error) => {
                state.failed = Some(Problem::internal(format!("no thread for editions: {error}")));
            }
        }
    }

    /// Ends what is being written, and waits until it is gone.
    pub fn end(&self) {
        let writer = {
            let mut state = self.0.state();
            state.ended = true;
            self.0.wake.notify_all();
            state.writer.take()
        };
        // How it ended does not matter to anybody any more.
        let _ = writer.map(JoinHandle::join);
        self.0.state().latest = None;
    }

    /// The latest edition with land as the manager has it shown now: what was closed is closed at once.
    fn current(&self, hazards: HazardGeometry) -> Option<Edition> {
        self.0.state().latest.clone().filter(|edition| edition.hazards == hazards)
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // Every change of it is one assignment: it is whole whatever happened to whoever held it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes editions for as long as some are asked for.
    fn keep_up(&self, full: &Register) {
        give_way();
        while let Some((hazards, before)) = self.next() {
            let begun = Instant::now();
            let go_on = || {
                let state = self.state();
                !state.ended && state.wanted.is_none_or(|wanted| wanted == hazards)
            };
            let done = write(full, hazards, before, GoOn(&go_on));
            let mut state = self.state();
            match done {
                Ok(Some(edition)) => (state.latest, state.failed) = (Some(edition), None),
                Ok(None) => {}
                Err(problem) => state.failed = Some(problem),
            }
            self.rounds.send_modify(|rounds| *rounds += 1);
            // Changes come in rows, and others want the processor as well.
            let rest = begun.elapsed().min(LONGEST_REST);
            let rests = |state: &mut State| {
                let shown = state.latest.as_ref().map(|edition| edition.hazards);
                !state.ended && state.wanted.is_none_or(|wanted| Some(wanted) == shown)
            };
            drop(self.wake.wait_timeout_while(state, rest, rests));
        }
    }

    /// What is to be written, and the edition that it may be made from.
    fn next(&self) -> Option<(HazardGeometry, Option<Edition>)> {
        let mut state = self.state();
        let wanted = state.wanted.take().filter(|_| !state.ended);
        state.is_writing = wanted.is_some();
        let hazards = wanted?;
        let before = state.latest.clone().filter(|edition| edition.hazards == hazards);
        Some((hazards, before))
    }
}

/// Brings the edition of before up to the register, or writes the first; nothing where that was not
/// wanted any more.
fn write(
    full: &Register,
    hazards: HazardGeometry,
    before: Option<Edition>,
    go_on: GoOn<'_>,
) -> Result<Option<Edition>, Problem> {
    let store = GeoPackageStore::open_read_only(full.path())?;
    store.set_cache(CACHE)?;
    let written = store.at_one_moment(|store| match before {
        Some(edition) => follow(store, edition, go_on),
        None => first(store, hazards, go_on),
    });
    match written {
        Ok(edition) => Ok(Some(edition)),
        Err(Failed::Store(StoreError::Visitor(why))) if why.is::<Stopped>() => Ok(None),
        Err(Failed::Store(error)) => Err(error.into()),
        Err(Failed::Room(error)) => {
            Err(Problem::internal(format!("no folder for the public edition: {error}")))
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Room(#[from] std::io::Error),
}

fn first(
    full: &GeoPackageStore,
    hazards: HazardGeometry,
    go_on: GoOn<'_>,
) -> Result<Edition, Failed> {
    let folder = tempfile::Builder::new().prefix("cairn-public-").tempdir()?;
    let path = folder.path().join("public.gpkg");
    let version = full.version()?;
    let mut told = Told::default();
    let mut edition = GeoPackageStore::create_follower(&path)?;
    bring_up(full, &mut edition, &mut told, hazards, go_on)?;
    edition.close()?;
    Ok(Edition {
        register: Register::open_public(&path, folder)?,
        version,
        hazards,
        told: Arc::new(Mutex::new(Some(told))),
    })
}

fn follow(full: &GeoPackageStore, edition: Edition, go_on: GoOn<'_>) -> Result<Edition, Failed> {
    let version = full.version()?;
    if version == edition.version {
        return Ok(edition);
    }
    let mut kept = edition.told.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(mut told) = kept.take() else {
        return first(full, edition.hazards, go_on);
    };
    let done = edition
        .register
        .write_now(|store| bring_up(full, store, &mut told, edition.hazards, go_on))?;
    match done {
        Ok(()) => {}
        // It was undone, and stays what it was.
        Err(StoreError::Visitor(why)) => {
            *kept = Some(told);
            return Err(StoreError::Visitor(why).into());
        }
        Err(error) => return Err(error.into()),
    }
    *kept = Some(told);
    drop(kept);
    Ok(Edition { version, ..edition })
}

fn bring_up(
    full: &GeoPackageStore,
    edition: &mut dyn Follower,
    told: &mut Told,
    hazards: HazardGeometry,
    go_on: GoOn<'_>,
) -> Result<(), StoreError> {
    let bodies = Bodies::parse(include_str!("../../../lexicon/bodies.tsv"));
    let body = |name: &str| public_name(&bodies, name);
    publish(full, edition, told, &Rules { hazards, body: &body }, go_on).map(drop)
}

/// Puts this thread behind all others of the machine, where the system knows how.
fn give_way() {
    #[cfg(target_os = "linux")]
    {
        // Where it may not, it works as fast as the others.
        let own = rustix::thread::gettid();
        let _ = rustix::process::setpriority_process(Some(own), 10);
    }
}

fn not_ready() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "public-edition-not-ready",
        "Not ready yet",
        "What the public may see is being written: a copy of the register without what tells who \
         somebody is. After a start, and when other shapes of land are to be shown, this takes a few \
         seconds, or minutes where the register is large.",
    )
    .hint("try again in a few seconds")
}

/// A body by the kinds that the lexicon knows of; nothing else of a name, which may be a person's.
fn public_name(bodies: &Bodies, name: &str) -> Option<String> {
    let key = bodies.key(name);
    let kinds: Vec<String> = (key.split(' '))
        .filter_map(|word| word.strip_prefix('#'))
        .map(|word| word.replace('-', " "))
        .collect();
    (!kinds.is_empty()).then(|| kinds.join(" and "))
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use axum::response::IntoResponse;
    use tempfile::TempDir;

    use super::*;

    const GRID: HazardGeometry = HazardGeometry::Grid;
    const EXACT: HazardGeometry = HazardGeometry::Exact;

    fn register() -> (TempDir, Register) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cairn.gpkg");
        GeoPackageStore::create(&path).unwrap().close().unwrap();
        let register = Register::open(&path).unwrap();
        (folder, register)
    }

    fn change(register: &Register) {
        register.write_now(|store| store.begin().and_then(|()| store.commit())).unwrap().unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_not_ready_is_said_and_nothing_else_is_served() {
        let (_folder, full) = register();
        let editions = Editions::default();
        editions.0.state().is_writing = true;
        let problem = editions.latest(&full, GRID).await.err().unwrap();
        assert_eq!(problem.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(problem.detail().contains("is being written"), "{}", problem.detail());
        assert!(problem.into_response().headers().contains_key(header::RETRY_AFTER));

        // The manager closes what was open while nothing can be written.
        let editions = Editions::default();
        let open = editions.latest(&full, EXACT).await.unwrap();
        assert!(open.is_public() && open.path() != full.path());
        while editions.0.state().is_writing {
            tokio::task::yield_now().await;
        }
        editions.0.state().is_writing = true;
        assert!(editions.latest(&full, GRID).await.is_err());
        assert!(editions.latest(&full, EXACT).await.is_ok());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn changes_in_a_row_are_one_further_round() {
        let (_folder, full) = register();
        let editions = Editions::default();
        let first = editions.latest(&full, GRID).await.unwrap();
        while editions.0.state().is_writing {
            tokio::task::yield_now().await;
        }
        let rounds = *editions.0.rounds.borrow();
        editions.0.state().is_writing = true;
        for _ in 0..10 {
            let changed = full.clone();
            tokio::task::spawn_blocking(move || change(&changed)).await.unwrap();
            let served = editions.latest(&full, GRID).await.unwrap();
            assert_eq!(served.path(), first.path(), "the edition of before");
        }
        editions.0.state().is_writing = false;
        assert_eq!(*editions.0.rounds.borrow(), rounds);
        let (shared, register) = (Arc::clone(&editions.0), full.clone());
        tokio::task::spawn_blocking(move || shared.keep_up(&register)).await.unwrap();
        assert_eq!(*editions.0.rounds.borrow(), rounds + 1);
        let version = full.read(|store| Ok(store.version()?)).await.unwrap();
        assert_eq!(editions.current(GRID).unwrap().version, version);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_ends_leaves_no_edition_behind() {
        let (_folder, full) = register();
        let editions = Editions::default();
        let path = editions.latest(&full, GRID).await.unwrap().path().to_owned();
        assert!(path.exists());
        let ending = editions.clone();
        tokio::task::spawn_blocking(move || ending.end()).await.unwrap();
        assert!(!path.exists());
        editions.ask(&full, GRID);
        assert!(!editions.0.state().is_writing);
    }

    #[test]
    fn a_body_is_named_by_its_kind_and_a_person_not_at_all() {
        let bodies = Bodies::parse(include_str!("../../../lexicon/bodies.tsv"));
        let said = |name| public_name(&bodies, name);
        assert_eq!(said("Ministry of Internal Affairs").as_deref(), Some("interior ministry"));
        assert_eq!(
            said("police spokesman Teymur Nadirli").as_deref(),
            Some("police"),
            "a name beside a body stays behind"
        );
        assert_eq!(said("Teymur Nadirli"), None);
        assert_eq!(said("the victim's brother"), None);
    }
}
