//! The words of this room. `findings.json` is the serialised [`Assessment`]; its JSON Schema is derived from here.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::candidates::AttributeId;

use super::channel::Channel;
use super::rendition::ShownDocument;
use super::statistics::ReachEstimate;

/// An id that is stable across runs: hash of attribute id, channel, normalised surface, role, stage and disguise;
/// never of the random value, a run id or a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Fingerprint(pub String);

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Listed, not counted against the target.
    Info,
    /// A proxy, or hard to reach.
    Low,
    /// A protected attribute or quasi-identifier, or a direct identifier that takes tools to see.
    Medium,
    /// A direct identifier that one action shows.
    High,
    /// A direct identifier that is simply there on a page that every reviewer opens.
    Critical,
}

/// What the policy says about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Expectation {
    /// Nobody allowed this role to see it at this stage: a leak.
    Leak,
    /// The policy allows it: an expected disclosure.
    Allowed,
    /// It has a harmless cause that is named in `explanation` (an echo of what we typed, a public page ...).
    Explained,
    /// Seen by a role that serves as the positive control.
    Control,
}

/// Where a finding can be looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Surface {
    /// HTTP method.
    pub method: String,
    /// Address or file.
    pub url: String,
    /// The address with ids replaced by slots: `/reviewer/applications/{id}`.
    pub template: String,
    /// Selector, JSON pointer, or path inside a document.
    pub place: String,
    /// How a person gets there: `click "Eksportér"` on page so-and-so.
    pub reached: String,
}

/// What a person acts on: one attribute of one candidate, on one kind of surface, in one disguise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Stable id; findings about several candidates on the same template share it.
    pub fingerprint: Fingerprint,
    /// Candidate id in the answer key.
    pub candidate: String,
    /// Attribute id and value.
    pub attribute: AttributeValue,
    /// The kind of surface.
    pub channel: Channel,
    /// Decode path, outermost first; empty where the value stands as it is.
    pub disguise: Vec<String>,
    /// Why a person does not see it although it is there, where that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concealed: Option<String>,
    /// Who saw it.
    pub role: String,
    /// When in the hiring process.
    pub stage: String,
    /// Where.
    pub surface: Surface,
    /// The text around it.
    pub snippet: String,
    /// `certain` or `likely`.
    pub confidence: String,
    /// How bad.
    pub severity: Severity,
    /// What the policy says.
    pub expected: Expectation,
    /// Why it is explained or allowed; empty for leaks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub explanation: String,
    /// SHA-256 of the capture's body.
    pub evidence: String,
    /// Number of the capture in the bundle; absent for plain files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capture: Option<u64>,
    /// Start and end of the value in the captured bytes, where it stands there directly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<(u64, u64)>,
    /// Path of a screenshot inside the run's folder, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screenshot: Option<String>,
    /// How often the same thing was seen (same candidate, attribute, channel, template, disguise, role, stage).
    pub occurrences: u64,
}

/// Attribute id with the value that was planted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct AttributeValue {
    /// For example `D06`.
    pub id: AttributeId,
    /// The canonical value.
    pub value: String,
}

/// The answer to the question of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing leaked, the controls fired, and enough was seen.
    Clean,
    /// Nothing can be said: a control did not fire, or coverage is short.
    #[default]
    Inconclusive,
    /// At least one leak is proved.
    Leaking,
}

/// Outcome of one control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ControlResult {
    /// For example `positive: hr sees D06` or `negative: decoys`.
    pub name: String,
    /// Whether it held.
    pub fired: bool,
    /// What was seen, or what is missing, in words.
    pub detail: String,
}

/// How much was looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Numbers by name: `pages`, `states`, `templates`, `api_operations`, `files`, `bytes`, `segments` ...
    pub counts: BTreeMap<String, u64>,
    /// Captures for each `role / stage`.
    pub cells: BTreeMap<String, u64>,
    /// Everything that was not seen, with its reason.
    pub gaps: Vec<GapLine>,
    /// Templates (address with slots) that were reached, with their number of captures.
    pub templates: BTreeMap<String, u64>,
    /// Formats that were read, with their number of units.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub formats: BTreeMap<String, u64>,
    /// What both engines have probably missed, for each role and stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reach: Vec<ReachEstimate>,
}

/// One thing that was not seen, as reports show it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct GapLine {
    /// Sort of gap.
    pub kind: String,
    /// Address, file, element or bound.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Role, where it matters.
    pub role: String,
    /// Stage, where it matters.
    pub stage: String,
    /// Whether it keeps the verdict from being clean.
    pub blocks_clean: bool,
    /// How many gaps of this kind and reason were folded into this line.
    pub count: u64,
}

/// Share of the allowed facts that a reviewer could still see: the price of the anonymisation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UtilityScore {
    /// Allowed facts that were planted.
    pub planted: u64,
    /// Allowed facts that the reviewer saw.
    pub seen: u64,
    /// `candidate/fact` of those that were not seen.
    pub missing: Vec<String>,
}

/// A field of the application form that asks for what an employer may not ask for. It says nothing about the
/// anonymisation, so it counts neither as a leak nor against the verdict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct IntakeNote {
    /// Always `INTAKE`.
    pub class: String,
    /// Name of the form field.
    pub field: String,
    /// What it asks for.
    pub attribute: AttributeId,
    /// Always `info`.
    pub severity: Severity,
    /// The law, in words.
    pub explanation: String,
}

/// Attributes of which a role sees several for one applicant, none of which identifies alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Combination {
    /// Who sees them.
    pub role: String,
    /// What is seen together.
    pub attributes: Vec<AttributeId>,
    /// Of how many applicants.
    pub applicants: u64,
    /// How many of these share their values with no other applicant: in this pool they are singled out.
    pub alone: u64,
    /// The smallest number of applicants that share all values, the one in question included.
    pub smallest_group: u64,
    /// About how many people of the country share the values of the least common applicant: an order of magnitude.
    pub population: u64,
    /// Whether the policy allows each of the attributes, so that none of them is a leak of its own.
    pub allowed: bool,
}

/// The whole result of a scan: this is `findings.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// Version of this shape.
    pub schema_version: u32,
    /// Program and version that made it.
    pub generator: String,
    /// Name of the run.
    pub run: String,
    /// Name or address of the target.
    pub target: String,
    /// Seed of the dataset, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Number of applicants and of decoys in the answer key.
    pub applicants: u64,
    /// See above.
    pub decoys: u64,
    /// The answer.
    pub verdict: Verdict,
    /// Why, one sentence each.
    pub reasons: Vec<String>,
    /// Leaks first, then explained, allowed and control sightings.
    pub findings: Vec<Finding>,
    /// The controls.
    pub controls: Vec<ControlResult>,
    /// How much was looked at.
    pub coverage: Coverage,
    /// What was lost to the anonymisation.
    pub utility: UtilityScore,
    /// What the pieces that identify nobody alone give away together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub combinations: Vec<Combination>,
    /// False discovery rate by decoys: hits, and the upper bound of the 95 % interval of the rate.
    pub decoy_hits: u64,
    /// See above; between 0 and 1.
    pub decoy_rate_upper: f64,
    /// What the application form asks for although it must not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intake: Vec<IntakeNote>,
    /// Documents that reviewers were handed, each beside the one that was sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<ShownDocument>,
}

impl Assessment {
    /// The findings that count against the target.
    pub fn leaks(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.expected == Expectation::Leak)
    }
}
