//! The one sentence: generate, submit, crawl, probe, scan, report.
//! In: a scenario, or paths to look at. Out: a run's folder with its reports, and an [`Outcome`].
//! Never: talks to a terminal, or lets trouble on the way hide what was already seen.

mod control;
mod demo;
mod documents;
mod facts;
mod look;
mod rendition;
mod run;
mod scan;

pub use control::control;
pub use demo::{DemoError, DemoOutcome, DemoRun, demo, demo_scenario, each_switch, score};
pub use rendition::rendition;
pub use run::{Outcome, RunOptions, crawl_only, dry_run, run, submit_only};
pub use scan::{ScanOptions, scan_bundle, scan_paths};

use crate::candidates::DatasetError;
use crate::evidence::BundleError;
use crate::reports::ReportError;
use crate::scenario::ScenarioError;

/// Is told how a run goes on; the terminal draws bars from it.
pub trait Observer: Send + Sync {
    /// A new part of the run begins.
    fn part(&self, name: &str);
    /// Inside the part: done, of (0 where the end is not known).
    fn progress(&self, done: usize, of: usize);
    /// Something that a person should read now.
    fn note(&self, text: &str);
}

/// An observer that looks away.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Observer for Quiet {
    fn part(&self, _: &str) {}
    fn progress(&self, _: usize, _: usize) {}
    fn note(&self, _: &str) {}
}

/// Why a run could not begin or end. What goes wrong in between is [`Outcome::trouble`], so that what was seen is kept.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The scenario is wrong.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// The answer key is wrong, or could not be made.
    #[error(transparent)]
    Candidates(#[from] DatasetError),
    /// The bundle could not be written or read.
    #[error(transparent)]
    Evidence(#[from] BundleError),
    /// A report could not be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The target cannot be used at all.
    #[error("{0}")]
    Target(String),
    /// What was asked for makes no sense.
    #[error("could not {what}: {reason}")]
    Usage {
        /// The end of "could not ...".
        what: String,
        /// Why, and what to try.
        reason: String,
    },
}
