//! The embedded recruitment system: a Danish municipal portal with one switch per leak.
//! In: a port and the switches that are on. Out: a web application, and a truth file of what it really leaked.
//! Never: tells over HTTP what it leaks, or knows anything of the rooms that look for leaks.

use std::net::SocketAddr;
use std::path::PathBuf;

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
pub struct Demo {}

impl Demo {
    /// Starts it and waits until it answers.
    pub async fn start(options: DemoOptions) -> std::io::Result<Demo> {
        let _ = options;
        todo!("demo room")
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        todo!("demo room")
    }

    /// How often something was touched that must not be touched: logout, reject, delete, mail.
    pub fn traps_sprung(&self) -> Vec<String> {
        todo!("demo room")
    }

    /// Stops it and writes the truth file a last time.
    pub async fn stop(self) {
        todo!("demo room")
    }
}
