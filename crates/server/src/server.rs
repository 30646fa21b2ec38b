//! Taking the port, answering, stopping.

use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

use cairn_store::StoreError;

use crate::app::router;
use crate::assets;
use crate::settings::Settings;
use crate::state::App;

/// How long requests under way may take to finish once the server is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// The server did not start, or broke down.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The register cannot be opened.
    #[error(transparent)]
    Register(#[from] StoreError),
    /// Without accounts nobody but this machine may reach it.
    #[error("{0} can be reached from other machines, and there are no accounts")]
    NotLoopback(SocketAddr),
    /// The accounts cannot be opened, or nobody has one.
    #[error(transparent)]
    Accounts(#[from] cairn_store::AccountsError),
    /// Secrets cannot be drawn.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// Another program listens there.
    #[error("another program listens on {0}")]
    Taken(SocketAddr),
    /// The port cannot be had for another reason.
    #[error("cannot listen on {address}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The boundaries cannot be read, or are not GeoJSON.
    #[error("the boundaries in {path} cannot be used: {why}")]
    Boundaries {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The system does not let it go on.
    #[error("the server broke down")]
    Broken(#[source] io::Error),
}

/// A server that has its port and its register, and does not answer yet.
pub struct Server {
    app: App,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Opens the register and takes the port.
    ///
    /// # Errors
    /// When either cannot be had, or the port can be reached from other machines and there are no
    /// accounts.
    pub fn bind(settings: &Settings) -> Result<Self, ServeError> {
        if settings.accounts.is_none() && !settings.listen.ip().is_loopback() {
            return Err(ServeError::NotLoopback(settings.listen));
        }
        let app = App::open(settings)?;
        let listen = |source: io::Error| match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::Taken(settings.listen),
            _ => ServeError::Listen { address: settings.listen, source },
        };
        let listener = TcpListener::bind(settings.listen).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        Ok(Self { app, listener, address })
    }

    /// Where it listens; the port is the one that was got where 0 was asked for.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stop` is over, or the program is told to end (Ctrl-C).
    ///
    /// # Errors
    /// When the system does not let it go on.
    pub fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(ServeError::Broken)?;
        let Self { app, listener, .. } = self;
        let editions = app.editions().clone();
        let served = runtime.block_on(answer(app, listener, stop));
        // What still reads the register lets go of it before the file is tidied.
        editions.end();
        runtime.shutdown_timeout(LAST_ANSWERS);
        served
    }
}

async fn answer(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::Broken)?;
    let warmed = app.clone();
    tokio::spawn(async move {
        warmed.register().warm().await;
        warmed.follow();
        // Whoever comes before it is done packs what they ask for.
        drop(tokio::task::spawn_blocking(assets::pack));
    });
    let (told, mut over) = tokio::sync::watch::channel(false);
    let stopped = async move {
        tokio::select! {
            () = stop => {}
            () = told_to_end() => {}
        }
        // Nobody listens any more when the server broke down first.
        let _ = told.send(true);
    };
    let router = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, router).with_graceful_shutdown(stopped);
    let patience = async move {
        if over.wait_for(|over| *over).await.is_ok() {
            tokio::time::sleep(LAST_ANSWERS).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        served = served => served.map_err(ServeError::Broken),
        () = patience => Ok(()),
    }
}

/// Ctrl-C, or the request of the system to end.
async fn told_to_end() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
