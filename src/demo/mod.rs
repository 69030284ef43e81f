//! The embedded recruitment system: a Danish municipal portal with one switch per leak.
//! In: a port and the switches that are on. Out: a web application, and a truth file of what it really leaked.
//! Never: tells over HTTP what it leaks, or knows anything of the rooms that look for leaks.

mod accounts;
mod api;
mod app;
mod apply;
mod files;
mod graphql;
mod hr;
mod intake;
pub mod leaks;
mod messages;
mod pages;
mod public;
mod rendition;
mod reviewer;
mod router;
mod session;
mod socket;
mod store;
mod truth;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use leaks::{Switch, switches};

/// How long open requests may take after the stop signal.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the embedded system is started with.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// Port on 127.0.0.1; 0 for any free one.
    pub port: u16,
    /// Ids of the switches that are on.
    pub leaks: Vec<String>,
    /// Where the truth file is written (JSON, rewritten as leaks happen); none for no file.
    pub truth: Option<PathBuf>,
    /// The SQLite file; none for a database in memory.
    pub database: Option<PathBuf>,
}

/// A running system; dropping it stops it.
#[derive(Debug)]
pub struct Demo {
    address: SocketAddr,
    app: Arc<app::App>,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<std::io::Result<()>>,
}

impl Demo {
    /// Starts it and waits until it answers.
    ///
    /// # Errors
    /// A port that is taken, a database or truth file that cannot be written, or an id that is no switch
    /// (`InvalidInput`).
    pub async fn start(options: DemoOptions) -> std::io::Result<Demo> {
        let leaks = leaks::Leaks::new(&options.leaks, options.truth)
            .map_err(|reason| std::io::Error::new(std::io::ErrorKind::InvalidInput, reason))?;
        leaks.write_truth()?;
        let store = store::Store::open(options.database.as_deref())
            .map_err(|e| std::io::Error::other(format!("could not open the demo's database: {e}; try another file")))?;
        let app = Arc::new(app::App::new(store, leaks));
        // Bound before it is spawned: from here on the system queues connections, so it answers.
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", options.port)).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, router::router(app.clone())).with_graceful_shutdown(async move {
            // An error means that the sender is gone: the system was dropped, which stops it too.
            let _ = stopped.await;
        });
        let server = tokio::spawn(async move { server.await });
        Ok(Demo { address, app, stop: Some(stop), server })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How often something was touched that must not be touched: logout, reject, delete, mail. One line per touch.
    pub fn traps_sprung(&self) -> Vec<String> {
        self.app.traps()
    }

    /// Stops it and writes the truth file a last time.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            // The server may have ended by itself; then there is nobody to tell.
            let _ = stop.send(());
        }
        if tokio::time::timeout(PATIENCE, &mut self.server).await.is_err() {
            self.server.abort();
        }
        if let Err(error) = self.app.leaks.write_truth() {
            tracing::error!("could not write the truth file: {error}; look whether its folder exists and is writable");
        }
    }
}
