//! The shape of a scenario file. Field documentation here becomes the published JSON Schema.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::candidates::AttributeId;
use crate::target::{DenyRule, Secret};

/// A whole scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Version of the format; 1.
    pub klarsyn: u32,
    /// Name of the run; names the folder under `reports/`.
    pub name: String,
    /// The system under test.
    pub target: TargetSpec,
    /// Which people are sent.
    pub candidates: CandidateSource,
    /// How an applicant applies.
    pub apply: Apply,
    /// Who looks, by name. `anonymous` needs no login.
    pub roles: BTreeMap<String, RoleSpec>,
    /// Points in the hiring process, in order. Without it there is one stage, `received`.
    #[serde(default = "one_stage")]
    pub stages: Vec<StageSpec>,
    /// Who may see what.
    #[serde(default)]
    pub policy: Policy,
    /// How much is looked at.
    #[serde(default)]
    pub crawl: CrawlLimits,
    /// Questions that pages do not answer by themselves.
    #[serde(default)]
    pub probes: ProbeSpec,
    /// What must be seen for the run to prove anything.
    #[serde(default)]
    pub controls: ControlsSpec,
    /// Values for `{{env.NAME}}` that the program itself provides; not part of the file. See [`Scenario::provide`].
    #[serde(skip)]
    #[schemars(skip)]
    pub provided: BTreeMap<String, Secret>,
}

fn one_stage() -> Vec<StageSpec> {
    vec![StageSpec { name: "received".into(), enter: None, roles: Vec::new() }]
}

/// The system under test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetSpec {
    /// Address of the start page, for example `http://127.0.0.1:8377/`. May hold `{{env.NAME}}`.
    pub base: String,
    /// Who permitted this test, for the report: a case number, a mail, a contract.
    #[serde(default)]
    pub authorisation: String,
    /// Where we may go.
    #[serde(default)]
    pub scope: ScopeSpec,
    /// Accept certificates that do not verify.
    #[serde(default)]
    pub accept_invalid_certificates: bool,
}

/// Where we may go, and what must not be touched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeSpec {
    /// Further origins besides that of `base`.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Paths that must not be touched, besides the built-in dangerous words.
    #[serde(default)]
    pub deny: Vec<DenyRule>,
    /// Exceptions: safe although a word or rule forbids them.
    #[serde(default)]
    pub allow: Vec<DenyRule>,
    /// Requests a second, at most.
    #[serde(default = "default_rate")]
    pub rate: u32,
}

impl Default for ScopeSpec {
    fn default() -> Self {
        ScopeSpec { origins: Vec::new(), deny: Vec::new(), allow: Vec::new(), rate: default_rate() }
    }
}

fn default_rate() -> u32 {
    20
}

/// Which people are sent: generated from a seed, or read from a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CandidateSource {
    /// An answer key made by `klarsyn generate`, relative to the scenario file. Excludes `seed` and `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// Seed of the generator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// How many apply; as many decoys are made and never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Language pack: `da` (where nothing is said), `sv`, `no`, `de` or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// A mail domain that you own and that catches everything; without it, addresses are on `.example`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_domain: Option<String>,
    /// Telephone numbers that you own, `#` for a digit: `+45 70 20 ## ##`. Without them, numbers are nobody's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// Which national numbers (CPR) these people have.
    #[serde(default, skip_serializing_if = "is_replacement")]
    pub national_ids: NationalIdForm,
    /// Numbers that the authority gave you for tests, a line each, relative to the scenario file: for targets that
    /// refuse replacement numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owned_national_ids: Option<PathBuf>,
    /// What the target shows before anybody applies: a bundle of `klarsyn crawl`, a folder or a file, relative to the
    /// scenario file. Nobody gets a value that stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<PathBuf>,
}

/// The form of national numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NationalIdForm {
    /// A form that is nobody's: a CPR number with its day raised by 60.
    #[default]
    Replacement,
    /// None: for targets that refuse that form, and for those that may not ask.
    Without,
}

fn is_replacement(form: &NationalIdForm) -> bool {
    *form == NationalIdForm::Replacement
}

/// Over which door steps are played.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// Our HTTP client: forms are found and filled by their field names.
    #[default]
    Http,
    /// The browser.
    Browser,
}

/// How an applicant applies: played once for each candidate, each time with empty cookies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Apply {
    /// HTTP or browser.
    #[serde(default)]
    pub via: Via,
    /// The steps, in order.
    pub steps: Vec<super::steps::Step>,
}

/// A role at the target.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSpec {
    /// True for a role that is allowed to see everything and serves as the positive control (HR, organiser).
    #[serde(default)]
    pub control: bool,
    /// True for a role that has no business with these applications (another administration): whatever it sees is a leak
    /// of channel C16.
    #[serde(default)]
    pub outsider: bool,
    /// HTTP or browser, for the login.
    #[serde(default)]
    pub via: Via,
    /// Steps that log in; none for `anonymous` or when `headers` do it.
    #[serde(default)]
    pub login: Vec<super::steps::Step>,
    /// Steps that log out again. A role with such steps looks with what is left of an ended session (cookies, headers), as
    /// somebody would whose time as a reviewer is over: whatever it sees is a leak of channel C38.
    #[serde(default)]
    pub logout: Vec<super::steps::Step>,
    /// Headers with every request of this role, for example `Authorization: Token {{env.TOKEN}}`.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// How to tell that the session is alive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<LoginCheck>,
    /// Where the crawl starts, relative to `base`. `{{receipt.NAME}}` makes one address for each candidate.
    #[serde(default)]
    pub start: Vec<String>,
    /// Use only the HTTP engine for this role (an API token, a control role of a slow system).
    #[serde(default)]
    pub http_only: bool,
    /// Limits of this role that differ from `crawl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crawl: Option<CrawlLimits>,
}

impl RoleSpec {
    /// Whether the role looks after its session was ended.
    pub fn ended(&self) -> bool {
        !self.logout.is_empty()
    }
}

/// How to tell that the session is alive: ask `url`; the answer must hold `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginCheck {
    /// Address to ask, relative to `base`.
    pub url: String,
    /// Text that only a logged-in user sees.
    pub text: String,
}

/// A point in the hiring process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageSpec {
    /// Its name.
    pub name: String,
    /// How the target is brought there; none for the stage right after submission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enter: Option<StageChange>,
    /// The roles that look at this stage; empty for all.
    #[serde(default)]
    pub roles: Vec<String>,
}

/// How the target is brought to a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageChange {
    /// The role that does it.
    pub role: String,
    /// True: the steps are played once for each candidate, with `{{receipt.NAME}}`.
    #[serde(default)]
    pub each_candidate: bool,
    /// The steps.
    pub steps: Vec<super::steps::Step>,
}

/// Who may see what. Whatever is not listed is a leak.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The permissions.
    #[serde(default)]
    pub allow: Vec<PolicyRule>,
}

/// One permission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyRule {
    /// Attribute ids, for example `[X05, X06]`.
    pub attributes: Vec<AttributeId>,
    /// Role names; empty for all.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Stage names; empty for all.
    #[serde(default)]
    pub stages: Vec<String>,
    /// Why it is lawful or wanted, for the report.
    #[serde(default)]
    pub because: String,
}

/// How much is looked at. A limit that is hit stands in the report and keeps the verdict from being clean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CrawlLimits {
    /// Addresses fetched over HTTP, for each role and stage.
    pub max_pages: u32,
    /// Page states opened in the browser, for each role and stage.
    pub max_states: u32,
    /// Actions (clicks and the like) in the browser, for each role and stage.
    pub max_actions: u32,
    /// Clicks away from a page that has an address.
    pub max_depth: u32,
    /// Addresses of one template (`/archive/{n}`) that do not belong to a candidate of ours.
    pub max_per_template: u32,
    /// Minutes for each role and stage.
    pub max_minutes: u32,
    /// Browsers at the same time.
    pub browsers: u32,
    /// Paths with `*` that are not visited, each with the reader's knowledge that they hold nothing (listed in the report).
    pub skip: Vec<String>,
}

impl Default for CrawlLimits {
    fn default() -> Self {
        CrawlLimits {
            max_pages: 2000,
            max_states: 300,
            max_actions: 600,
            max_depth: 4,
            max_per_template: 12,
            max_minutes: 30,
            browsers: 2,
            skip: Vec::new(),
        }
    }
}

/// Questions that pages do not answer by themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProbeSpec {
    /// Type planted values into search fields, and compare with decoys.
    pub search: bool,
    /// Look whether lists are ordered by hidden values.
    pub order: bool,
    /// Ask for addresses that the control role saw, with the reviewer's session.
    pub id_replay: bool,
    /// Search addresses with `{{value}}`, besides the search forms that the crawl found.
    pub search_urls: Vec<String>,
}

impl Default for ProbeSpec {
    fn default() -> Self {
        ProbeSpec { search: true, order: true, id_replay: true, search_urls: Vec::new() }
    }
}

/// The stage under which is recorded what is seen before anybody applies; no stage of a scenario has this name.
pub const STAGE_BEFORE: &str = "before";

/// What must be seen for the run to prove anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ControlsSpec {
    /// Attribute ids that the control role need not see, because the target does not keep them.
    pub not_kept: Vec<AttributeId>,
    /// Least number of addresses that each reviewing role must reach.
    pub min_pages: u32,
    /// Whether each candidate's allowed facts must be seen by the reviewing roles.
    pub qualifications: bool,
    /// Whether the reviewing roles look once before anybody applies: what is seen then is nobody's leak, and a strong value
    /// of a candidate among it spoils the run. Takes about as long as one stage.
    pub look_before: bool,
}

impl Default for ControlsSpec {
    fn default() -> Self {
        ControlsSpec { not_kept: Vec::new(), min_pages: 1, qualifications: true, look_before: false }
    }
}
