//! Plays a scenario's `apply` steps once for each applicant, as a person would, and keeps receipts.
//! In: a scenario, a dataset, the door. Out: one receipt for each applicant.
//! Never: sends a decoy, or takes silence for acceptance.

mod planted;

use std::collections::BTreeMap;

use planted::{planted, sent_by_field};

use crate::candidates::{Candidate, Dataset};
use crate::evidence::{Bundle, CaptureId, Engine, Receipt};
use crate::scenario::{Played, Scenario, ScenarioError, StepError, Values, Via, play_once};
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
    /// The scenario asks for what the environment does not give.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
}

/// The role of the sessions in which candidates apply.
const ROLE: &str = "applicant";

/// Name of the fact that names the candidate whose application was about to be sent.
const SENDING: &str = "sending";

/// What a receipt says of an application that an interrupted run may have sent.
const UNKNOWN: &str = "could not tell whether the application arrived: the run was ended while it was sent, and nobody \
    applies twice; look in the target, or start a new run";

/// Captures that a receipt names at most: the confirmation and what led to it.
const LAST_CAPTURES: usize = 8;

/// Submits every applicant of the dataset; `progress` is called with (done, of).
///
/// One after the other in the order of the dataset: a target may number and sort its applications by arrival, and the
/// same run must give the same numbers. Applicants whose receipt in the bundle is accepted are not sent again, and neither
/// is the one whom an interrupted run may have sent.
pub async fn submit(
    scenario: &Scenario,
    dataset: &Dataset,
    door: &Door,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<Vec<Receipt>, SubmissionError> {
    let values = Values::of(scenario)?;
    let mut settled = earlier(door)?;
    let applicants: Vec<&Candidate> = dataset.applicants().collect();
    let mut receipts = Vec::with_capacity(applicants.len());
    progress(0, applicants.len());
    for (i, candidate) in applicants.iter().enumerate() {
        let receipt = match settled.remove(&candidate.id.0) {
            Some(earlier) => earlier,
            None => {
                let (receipt, trouble) = apply(scenario, candidate, &values, dataset, door).await?;
                door.bundle().receipt(&receipt)?;
                if let Some(error) = trouble {
                    return Err(error);
                }
                receipt
            }
        };
        receipts.push(receipt);
        progress(i + 1, applicants.len());
    }
    Ok(receipts)
}

/// Receipts that an interrupted run left behind and that need no second submission.
fn earlier(door: &Door) -> Result<BTreeMap<String, Receipt>, SubmissionError> {
    let folder = door.bundle().folder().to_owned();
    if !Bundle::is_bundle(&folder) {
        return Ok(BTreeMap::new());
    }
    let bundle = Bundle::open(&folder)?;
    let receipts = bundle.receipts()?;
    let sending = bundle.fact(SENDING)?.and_then(|fact| fact.as_str().map(str::to_owned));
    if let Some(candidate) = sending.filter(|id| !receipts.iter().any(|r| r.candidate == *id)) {
        door.bundle().receipt(&Receipt {
            candidate,
            accepted: false,
            failure: UNKNOWN.into(),
            sent: BTreeMap::new(),
            planted: Vec::new(),
            captured: BTreeMap::new(),
            captures: Vec::new(),
            at: now(),
        })?;
        return earlier(door);
    }
    let settled = receipts.into_iter().filter(|r| r.accepted || r.failure == UNKNOWN);
    Ok(settled.map(|r| (r.candidate.clone(), r)).collect())
}

fn now() -> String {
    chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Sends one candidate with empty cookies. The error beside the receipt says that the target cannot be used any more.
async fn apply(
    scenario: &Scenario,
    candidate: &Candidate,
    values: &Values,
    dataset: &Dataset,
    door: &Door,
) -> Result<(Receipt, Option<SubmissionError>), SubmissionError> {
    let stage = scenario.stages.first().map_or("received", |s| s.name.as_str());
    let before = match scenario.apply.via {
        Via::Http => Vec::new(),
        Via::Browser => browser_captures(door, &[])?,
    };
    let mut session = door.session(ROLE, stage, Engine::Submission).await?;
    let mut values = values.clone().with_candidate(candidate, &dataset.folder);
    let sends = || door.bundle().fact(SENDING, &candidate.id.0.clone().into()).map_err(|error| error.to_string());
    let outcome = play_once(&scenario.apply.steps, &mut session, scenario.apply.via, &mut values, &sends).await;
    session.close().await;
    let (played, failure, trouble) = match outcome {
        Ok(played) => (played, String::new(), None),
        Err(StepError::Failed(failure)) => {
            let text = failure.to_string();
            (failure.played, text, None)
        }
        Err(StepError::Target(error, played)) => (*played, error.to_string(), Some(error.into())),
        Err(StepError::Scenario(error)) => (Played::default(), error.to_string(), Some(error.into())),
        Err(other @ StepError::Login { .. }) => (Played::default(), other.to_string(), None),
    };
    let captures = match scenario.apply.via {
        Via::Http => played.captures.clone(),
        Via::Browser => browser_captures(door, &before)?,
    };
    let last = captures.len().saturating_sub(LAST_CAPTURES);
    let receipt = Receipt {
        candidate: candidate.id.0.clone(),
        accepted: failure.is_empty(),
        failure,
        sent: sent_by_field(candidate, &played),
        planted: planted(candidate, &played),
        captured: played.captured,
        captures: captures[last..].to_vec(),
        at: now(),
    };
    Ok((receipt, trouble))
}

/// The browser's answers are recorded by the proxy: those of this applicant are the role's that were not there `before`.
fn browser_captures(door: &Door, before: &[CaptureId]) -> Result<Vec<CaptureId>, SubmissionError> {
    let all = door.bundle().captures()?;
    Ok(all.iter().filter(|c| c.provenance.role == ROLE).map(|c| c.id).filter(|id| !before.contains(id)).collect())
}
