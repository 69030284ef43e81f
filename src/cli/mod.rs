//! The only room with a terminal: arguments, progress, exit codes.
//! In: the command line. Out: results on standard output, conversation on standard error, and an exit code.
//! Never: decides what a leak is.

mod args;
mod commands;
mod exit;
mod progress;

use std::process::ExitCode;

use clap::Parser;

pub use args::Cli;
pub use exit::Exit;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    logging(cli.verbose);
    // The ring provider is built in; a second call would only say that it is already there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return exit::fail(&format!("could not start: {error}"), Exit::Usage).into(),
    };
    let exit = runtime.block_on(commands::run(cli));
    // A reader of a large file may still be at work on its own thread: the result is out, so nobody waits for it.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    exit.into()
}

fn logging(verbose: u8) {
    let level = match verbose {
        0 => "klarsyn=warn",
        1 => "klarsyn=info",
        2 => "klarsyn=debug",
        _ => "debug",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("KLARSYN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .without_time()
        .init();
}
