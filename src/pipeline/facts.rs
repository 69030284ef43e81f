//! What a run leaves in its bundle so that a scan needs nothing else: scenario, tours, oracles.

use serde_json::Value;

use super::PipelineError;
use crate::candidates::Dataset;
use crate::crawl::Tour;
use crate::evidence::{Bundle, BundleError, BundleWriter};
use crate::findings::{AssessmentInput, ControlFacts, OracleSighting, PolicyFact, RoleFacts, StageFacts, TourFacts};
use crate::probes::Oracle;
use crate::scenario::Scenario;

/// Name of the fact that holds the scenario as it was played (placeholders unfilled, so no secret).
pub(super) const SCENARIO: &str = "scenario";
/// Name of the fact that holds what each crawl reached.
pub(super) const TOURS: &str = "tours";
/// Name of the fact that holds the answers that give away.
pub(super) const ORACLES: &str = "oracles";
/// Name of the fact that lists the cells, as (role, stage), in which all questions were asked.
pub(super) const ASKED: &str = "asked";
/// Name of the fact that says at which stage the target is: [`Entered`].
pub(super) const ENTERED: &str = "entered";
/// Name of the fact that says how the run went: started, trouble.
pub(super) const RUN: &str = "run";
/// Folder inside the bundle that holds the answer key and its documents.
pub(super) const CANDIDATES: &str = "evidence/candidates";

/// How far the target was brought to a stage.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Entered {
    /// The stage.
    pub stage: String,
    /// Candidates that are there already, where each is brought by itself.
    pub candidates: Vec<String>,
    /// Whether all of it was done.
    pub whole: bool,
}

/// Stores any serialisable fact.
pub(super) fn store(bundle: &BundleWriter, name: &str, value: &impl serde::Serialize) -> Result<(), PipelineError> {
    bundle.fact(name, &to_json(value))?;
    Ok(())
}

/// Serialises a type of ours.
pub(super) fn to_json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("our own types hold no map with keys that are no strings")
}

/// Reads a fact back into its type; an absent one is the type's default.
pub(super) fn read<T: serde::de::DeserializeOwned + Default>(
    bundle: &Bundle,
    name: &'static str,
) -> Result<T, PipelineError> {
    match bundle.fact(name)? {
        None => Ok(T::default()),
        Some(value) => serde_json::from_value(value).map_err(|e| damaged(bundle, name, &e)),
    }
}

/// Reads the scenario that was played, if the bundle comes from a run.
pub(super) fn scenario(bundle: &Bundle) -> Result<Option<Scenario>, PipelineError> {
    bundle
        .fact(SCENARIO)?
        .map(|value| serde_json::from_value(value).map_err(|e| damaged(bundle, SCENARIO, &e)))
        .transpose()
}

fn damaged(bundle: &Bundle, name: &str, error: &serde_json::Error) -> PipelineError {
    BundleError::Damaged {
        path: bundle.folder().to_owned(),
        reason: format!("its fact `{name}` cannot be read ({error}); was it written by another version?"),
    }
    .into()
}

/// The judgement's input, as far as scenario and run give it: sightings are still empty.
pub(super) fn input(scenario: &Scenario, dataset: Dataset, tours: &[Tour], oracles: &[Oracle]) -> AssessmentInput {
    let mut input = AssessmentInput::plain(scenario.name.clone(), scenario.target.base.clone(), dataset);
    input.roles = scenario
        .roles
        .iter()
        .map(|(name, spec)| RoleFacts {
            name: name.clone(),
            control: spec.control,
            outsider: spec.outsider,
            stranger: name == "anonymous" || spec.ended(),
            reviewing: !spec.control && !spec.outsider && !spec.ended() && name != "anonymous",
        })
        .collect();
    input.stages =
        scenario.stages.iter().map(|s| StageFacts { name: s.name.clone(), roles: s.roles.clone() }).collect();
    input.policy = scenario
        .policy
        .allow
        .iter()
        .map(|rule| PolicyFact {
            attributes: rule.attributes.clone(),
            roles: rule.roles.clone(),
            stages: rule.stages.clone(),
            because: rule.because.clone(),
        })
        .collect();
    input.controls = ControlFacts {
        not_kept: scenario.controls.not_kept.clone(),
        min_pages: scenario.controls.min_pages,
        qualifications: scenario.controls.qualifications,
        look_before: scenario.controls.look_before,
    };
    input.tours = tours.iter().map(tour_facts).collect();
    input.oracles = oracles.iter().map(oracle_sighting).collect();
    input
}

fn tour_facts(tour: &Tour) -> TourFacts {
    let mut counts: std::collections::BTreeMap<String, u64> = [
        ("states", tour.states),
        ("forms", tour.forms),
        ("api_declared", tour.api_declared),
        ("api_called", tour.api_called),
        ("actions", tour.actions.values().sum()),
    ]
    .into_iter()
    .map(|(name, n)| (name.to_owned(), n))
    .collect();
    counts.extend(tour.actions.iter().map(|(gesture, n)| (format!("action {gesture}"), *n)));
    TourFacts {
        role: tour.role.clone(),
        stage: tour.stage.clone(),
        urls: tour.urls.clone(),
        by_browser: tour.by_browser.clone(),
        by_miner: tour.by_miner.clone(),
        counts,
    }
}

fn oracle_sighting(oracle: &Oracle) -> OracleSighting {
    OracleSighting {
        probe: oracle.probe.clone(),
        channel: oracle.channel.clone(),
        candidate: oracle.candidate.clone(),
        attribute: oracle.attribute,
        value: oracle.value.clone(),
        url: oracle.url.clone(),
        proof: oracle.proof.clone(),
        capture: oracle.capture,
        role: oracle.role.clone(),
        stage: oracle.stage.clone(),
    }
}
