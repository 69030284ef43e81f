//! Plays a scenario's `apply` steps once for each applicant, as a person would, and keeps receipts.
//! In: a scenario, a dataset, the door. Out: one receipt for each applicant.
//! Never: sends a decoy, or takes silence for acceptance.

use crate::candidates::Dataset;
use crate::evidence::Receipt;
use crate::scenario::Scenario;
use crate::target::{Door, TargetError};

/// Why submission could not go on at all (a single candidate that is not accepted is a receipt with `failure`).
#[derive(Debug, thiserror::Error)]
pub enum SubmissionError {
    /// The target cannot be used.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The bundle could not be written.
    #[error(transparent)]
    Evidence(#[from] crate::evidence::BundleError),
}

/// Submits every applicant of the dataset; `progress` is called with (done, of).
pub async fn submit(
    scenario: &Scenario,
    dataset: &Dataset,
    door: &Door,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<Vec<Receipt>, SubmissionError> {
    let _ = (scenario, dataset, door, progress);
    todo!("submission room")
}
