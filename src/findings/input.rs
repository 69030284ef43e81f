//! What is handed to [`super::assess`]: everything that was seen and everything that was promised, as plain facts.
//! This room knows neither scenario files nor probes, so their facts arrive here in words of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use url::Url;

use super::rendition::ShownDocument;
use crate::candidates::{AttributeId, Dataset};
use crate::detection::UnitMatches;
use crate::evidence::{Capture, CaptureKind, Gap, Receipt};

/// The role of everything that was read from plain files, where nobody was logged in.
pub const FILE_ROLE: &str = "file";

/// The stage of a crawl that was made before anything was submitted.
pub const STAGE_BEFORE: &str = "before";

/// One unit that was read, with what was found in it.
#[derive(Debug, Clone, Default)]
pub struct Sighting {
    /// The capture; none for a plain file.
    pub capture: Option<Capture>,
    /// The file, where it is no capture.
    pub file: Option<PathBuf>,
    /// SHA-256 of the file's bytes in hexadecimal; for captures the capture's own hash counts.
    pub sha256: String,
    /// Size of the file in bytes; for captures the capture's own size counts.
    pub size: u64,
    /// The hits.
    pub matches: UnitMatches,
    /// Formats that were read, outermost first.
    pub formats: Vec<String>,
    /// What the extraction could not read, one line each.
    pub gaps: Vec<String>,
}

/// What the scenario says about a role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleFacts {
    /// Its name.
    pub name: String,
    /// It may see everything and serves as the positive control.
    pub control: bool,
    /// It has no business with these applications.
    pub outsider: bool,
    /// Nobody is logged in as it, or nobody any more.
    pub stranger: bool,
    /// It reads applications without knowing the applicants: the role that the question is about.
    pub reviewing: bool,
}

/// A point in the hiring process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StageFacts {
    /// Its name.
    pub name: String,
    /// The roles that look at it; empty for all.
    pub roles: Vec<String>,
}

/// One permission: who may see what, when, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyFact {
    /// Attribute ids.
    pub attributes: Vec<AttributeId>,
    /// Role names; empty for all.
    pub roles: Vec<String>,
    /// Stage names; empty for all.
    pub stages: Vec<String>,
    /// Why it is lawful or wanted.
    pub because: String,
}

/// An answer that gives an attribute away although no value is shown (see `probes::Oracle`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OracleSighting {
    /// `search`, `order`, `id_replay` ...
    pub probe: String,
    /// Channel code, for example `C11`.
    pub channel: String,
    /// The candidate that is given away.
    pub candidate: String,
    /// The attribute.
    pub attribute: AttributeId,
    /// The value that was asked for.
    pub value: String,
    /// The question's address.
    pub url: String,
    /// Why this is a proof, in words.
    pub proof: String,
    /// Number of the capture that shows it.
    pub capture: u64,
    /// Who asked.
    pub role: String,
    /// When.
    pub stage: String,
}

/// What one crawl of a role at a stage reached (see `crawl::Tour`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TourFacts {
    /// Role name.
    pub role: String,
    /// Stage name.
    pub stage: String,
    /// Every address that was reached.
    pub urls: BTreeSet<String>,
    /// Addresses that the browser reached.
    pub by_browser: BTreeSet<String>,
    /// Addresses that the HTTP engine reached.
    pub by_miner: BTreeSet<String>,
    /// Numbers by name: `states`, `forms`, `actions`, `api_declared`, `api_called` ...
    pub counts: BTreeMap<String, u64>,
}

/// What must be seen for the run to prove anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlFacts {
    /// Attribute ids that the control role need not see.
    pub not_kept: Vec<AttributeId>,
    /// Least number of addresses that each reviewing role must reach.
    pub min_pages: u32,
    /// Whether a qualification of each candidate must be seen by the reviewing roles.
    pub qualifications: bool,
    /// Whether the reviewing roles had to look before anybody applied.
    pub look_before: bool,
}

impl Default for ControlFacts {
    fn default() -> Self {
        ControlFacts { not_kept: Vec::new(), min_pages: 1, qualifications: true, look_before: false }
    }
}

/// Everything that the judgement rests on.
#[derive(Debug, Clone)]
pub struct AssessmentInput {
    /// Name of the run.
    pub run: String,
    /// Address of the target, or the name of what was scanned.
    pub target: String,
    /// The answer key.
    pub dataset: Dataset,
    /// Everything that was read, in the order of recording.
    pub sightings: Vec<Sighting>,
    /// The roles; empty for a plain scan, which can prove a leak but never that there is none.
    pub roles: Vec<RoleFacts>,
    /// The stages, in order.
    pub stages: Vec<StageFacts>,
    /// The permissions.
    pub policy: Vec<PolicyFact>,
    /// Proofs of submission.
    pub receipts: Vec<Receipt>,
    /// What was not seen, as the bundle says.
    pub gaps: Vec<Gap>,
    /// Answers that give away.
    pub oracles: Vec<OracleSighting>,
    /// What the crawls reached.
    pub tours: Vec<TourFacts>,
    /// What must be seen.
    pub controls: ControlFacts,
    /// Documents that reviewers were handed, compared with what was sent.
    pub documents: Vec<ShownDocument>,
    /// How many there were that could not be compared.
    pub documents_left: u64,
    /// Path inside the run's folder of each screenshot, by the number of the page state's capture that it shows.
    pub screenshots: BTreeMap<u64, String>,
}

impl AssessmentInput {
    /// An input without any facts but the answer key: the start of a plain scan.
    pub fn plain(run: impl Into<String>, target: impl Into<String>, dataset: Dataset) -> Self {
        AssessmentInput {
            run: run.into(),
            target: target.into(),
            dataset,
            sightings: Vec::new(),
            roles: Vec::new(),
            stages: Vec::new(),
            policy: Vec::new(),
            receipts: Vec::new(),
            gaps: Vec::new(),
            oracles: Vec::new(),
            tours: Vec::new(),
            controls: ControlFacts::default(),
            documents: Vec::new(),
            documents_left: 0,
            screenshots: BTreeMap::new(),
        }
    }

    /// The target's address. A scenario may name it by a placeholder that only the run knew; then it is the origin that
    /// most captures came from, so that fingerprints do not depend on where the target ran.
    pub fn target_address(&self) -> String {
        if Url::parse(&self.target).is_ok_and(|u| u.has_host()) {
            return self.target.clone();
        }
        let mut origins: BTreeMap<String, u64> = BTreeMap::new();
        for capture in self.sightings.iter().filter_map(|s| s.capture.as_ref()) {
            if capture.kind != CaptureKind::Refused
                && let Ok(url) = Url::parse(&capture.final_url)
                && url.has_host()
            {
                *origins.entry(url.origin().ascii_serialization()).or_default() += 1;
            }
        }
        // The smallest of equals, so that the answer does not hang on the order of the captures.
        let most = origins.into_iter().max_by_key(|(origin, n)| (*n, std::cmp::Reverse(origin.clone())));
        most.map_or_else(|| self.target.clone(), |(origin, _)| origin)
    }

    /// Whether nothing is known about roles: files or a bundle without a scenario.
    pub fn is_plain(&self) -> bool {
        self.roles.is_empty()
    }

    /// The facts of a role, where the scenario names it.
    pub fn role(&self, name: &str) -> Option<&RoleFacts> {
        self.roles.iter().find(|r| r.name == name)
    }

    /// Whether a role serves as the positive control.
    pub fn is_control(&self, name: &str) -> bool {
        self.role(name).is_some_and(|r| r.control)
    }

    /// Whether what a role sees counts as seen by a reviewer; in a plain scan everything does.
    pub fn is_reviewing(&self, name: &str) -> bool {
        self.is_plain() || self.role(name).is_some_and(|r| r.reviewing)
    }

    /// The place of a stage in the process, counted from 0.
    pub fn stage_index(&self, name: &str) -> Option<usize> {
        self.stages.iter().position(|s| s.name == name)
    }
}

impl Sighting {
    /// Who saw it.
    pub fn role(&self) -> &str {
        self.capture.as_ref().map_or(FILE_ROLE, |c| c.provenance.role.as_str())
    }

    /// When in the hiring process; empty for plain files.
    pub fn stage(&self) -> &str {
        self.capture.as_ref().map_or("", |c| c.provenance.stage.as_str())
    }

    /// The address in the end, or the file's path.
    pub fn address(&self) -> String {
        match (&self.capture, &self.file) {
            (Some(c), _) if !c.final_url.is_empty() => c.final_url.clone(),
            (Some(c), _) => c.url.clone(),
            (None, Some(file)) => file.display().to_string(),
            (None, None) => String::new(),
        }
    }

    /// Hash of the bytes.
    pub fn hash(&self) -> &str {
        self.capture.as_ref().map_or(self.sha256.as_str(), |c| c.sha256.as_str())
    }

    /// What we typed ourselves before this came back.
    pub fn typed(&self) -> &[String] {
        self.capture.as_ref().map_or(&[], |c| c.provenance.reached.typed.as_slice())
    }
}
