//! The demonstration: a run against the embedded system, held against what that system really leaked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Observer, Outcome, PipelineError, RunOptions, run};
use crate::candidates::{AttributeId, Dataset};
use crate::demo::{Demo, DemoOptions, switches};
use crate::findings::{Assessment, Finding, Verdict};
use crate::reports::{ScoreRow, ScoreState, Scoreboard};
use crate::scenario::Scenario;
use crate::target::BrowserOptions;

/// The scenario that a reader would copy; the demonstration plays the same file.
const SCENARIO: &str = include_str!("../../scenarios/demo.yaml");
/// Requests a second towards our own system in this very process: there is nobody to be gentle with. The file keeps a pace
/// that a reader can copy.
const RATE: u32 = 400;
/// The password of the embedded system's accounts: published, for a system that holds nobody's data.
const PASSWORD: &str = "Klarsyn-Demo-1";

/// How the demonstration is made.
#[derive(Debug, Clone)]
pub struct DemoRun {
    /// Ids of the switches that are on.
    pub leaks: Vec<String>,
    /// Folder of the run.
    pub out: PathBuf,
    /// How many candidates; none for what the scenario says.
    pub count: Option<u32>,
    /// Which browser looks, and where it runs.
    pub browser: BrowserOptions,
    /// Leave the browser out: every role looks over HTTP alone.
    pub http_only: bool,
}

/// Why a demonstration could not be made.
pub type DemoError = PipelineError;

/// What came of it.
#[derive(Debug)]
pub struct DemoOutcome {
    /// The run.
    pub outcome: Outcome,
    /// Planted, found, missed, false.
    pub scoreboard: Scoreboard,
    /// What was touched that must not be touched; empty when all went well.
    pub traps: Vec<String>,
}

/// The scenario of the demonstration for a system at `base`.
pub fn demo_scenario(base: &str) -> Result<Scenario, PipelineError> {
    let mut scenario = Scenario::parse(SCENARIO, "scenarios/demo.yaml")?;
    scenario.provide("KLARSYN_DEMO_URL", base);
    scenario.provide("KLARSYN_DEMO_PASSWORD", PASSWORD);
    Ok(scenario)
}

/// Starts the embedded system with the given switches, runs against it, and keeps score.
pub async fn demo(options: &DemoRun, observer: &dyn Observer) -> Result<DemoOutcome, DemoError> {
    let failed = |error: std::io::Error| PipelineError::Usage {
        what: "start the embedded system".into(),
        reason: error.to_string(),
    };
    // The truth lies outside of the run's folder: the looking half must not be able to read it.
    let private = tempfile::tempdir().map_err(failed)?;
    let truth_file = private.path().join("truth.json");
    let system = Demo::start(DemoOptions {
        port: 0,
        leaks: options.leaks.clone(),
        truth: Some(truth_file.clone()),
        database: None,
    })
    .await
    .map_err(failed)?;
    let mut scenario = demo_scenario(&format!("http://{}/", system.address()))?;
    if let Some(count) = options.count {
        scenario.candidates.count = Some(count);
    }
    scenario.target.scope.rate = RATE;
    for role in scenario.roles.values_mut() {
        role.http_only |= options.http_only;
    }
    let outcome = run(
        &RunOptions {
            scenario,
            scenario_text: SCENARIO.into(),
            scenario_folder: PathBuf::from("scenarios"),
            out: options.out.clone(),
            browser: options.browser.clone(),
            resume: false,
        },
        observer,
    )
    .await;
    let traps = system.traps_sprung();
    system.stop().await;
    let outcome = outcome?;
    let truth = read_truth(&truth_file).map_err(failed)?;
    let dataset = Dataset::read(&options.out.join(super::facts::CANDIDATES))?;
    let scoreboard = score(&options.leaks, &truth, &dataset, &outcome.assessment);
    Ok(DemoOutcome { outcome, scoreboard, traps })
}

/// Runs the demonstration once for each switch, with that switch alone: over HTTP first, which takes seconds, and with the
/// browser, too, where that did not find it. The detail of a row says which it was.
pub async fn each_switch(options: &DemoRun, observer: &dyn Observer) -> Result<Scoreboard, DemoError> {
    let mut board = Scoreboard::default();
    for (done, id) in options.leaks.iter().enumerate() {
        observer.note(&format!("switch {} of {}: {id}", done + 1, options.leaks.len()));
        let alone = DemoRun { leaks: vec![id.clone()], out: options.out.join(id), http_only: true, ..options.clone() };
        let mut made = demo(&alone, observer).await?;
        let by_http = made.scoreboard.found() == made.scoreboard.rows.len();
        if !by_http {
            made = demo(&DemoRun { http_only: options.http_only, ..alone }, observer).await?;
        }
        for row in &mut made.scoreboard.rows {
            if row.state == ScoreState::Found {
                row.detail = if by_http { "over HTTP alone" } else { "by the browser" }.into();
            }
        }
        board.rows.extend(made.scoreboard.rows);
        board.false_positives.extend(made.scoreboard.false_positives.into_iter().map(|f| format!("{id}: {f}")));
        board.traps.extend(made.traps);
    }
    Ok(board)
}

/// What the embedded system says it leaked.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Truth {
    /// One entry for each switch, role and applicant.
    pub leaks: Vec<TruthLine>,
}

/// One thing that went out.
#[derive(Debug, Clone, Deserialize)]
pub struct TruthLine {
    /// The switch that did it.
    pub switch: String,
    /// Whom it is about.
    pub applicant_email: String,
    /// What it showed.
    pub attributes: Vec<TruthValue>,
}

/// An attribute that went out.
#[derive(Debug, Clone, Deserialize)]
pub struct TruthValue {
    /// The attribute.
    pub id: AttributeId,
}

fn read_truth(file: &Path) -> std::io::Result<Truth> {
    serde_json::from_slice(&std::fs::read(file)?).map_err(std::io::Error::other)
}

/// Holds the findings against the truth. A switch is found when a leak is reported for a candidate and an attribute that
/// it really showed, on its own channel. A finding is false when no switch showed that attribute, or one that it follows
/// from, of that candidate.
pub fn score(on: &[String], truth: &Truth, dataset: &Dataset, assessment: &Assessment) -> Scoreboard {
    let by_email: BTreeMap<&str, &str> =
        dataset.candidates.iter().filter_map(|c| Some((c.value(AttributeId::D06)?, c.id.0.as_str()))).collect();
    let mut shown: BTreeMap<&str, BTreeSet<(&str, AttributeId)>> = BTreeMap::new();
    let mut whole: BTreeSet<(&str, AttributeId)> = BTreeSet::new();
    for line in &truth.leaks {
        let Some(candidate) = by_email.get(line.applicant_email.as_str()) else { continue };
        let entry = shown.entry(line.switch.as_str()).or_default();
        entry.extend(line.attributes.iter().map(|a| (*candidate, a.id)));
        // Whoever holds the original file, or HR's own page, knows everything that the applicant wrote into it.
        let original = switches().iter().any(|s| s.id == line.switch && s.disguise.starts_with("original"));
        if original && let Some(person) = dataset.candidates.iter().find(|c| c.id.0 == *candidate) {
            whole.extend(person.attributes.iter().map(|a| (*candidate, a.id)));
        }
    }
    let leaks: Vec<&Finding> = assessment.leaks().collect();
    let mut board = Scoreboard::default();
    for switch in switches().iter().filter(|s| on.iter().any(|id| id == s.id)) {
        let facts = shown.get(switch.id).cloned().unwrap_or_default();
        let about = |f: &&&Finding| facts.contains(&(f.candidate.as_str(), f.attribute.id));
        let seen: BTreeSet<&str> = leaks.iter().filter(about).map(|f| f.channel.code()).collect();
        let state = if facts.is_empty() {
            ScoreState::NotShown
        } else if seen.contains(switch.channel) {
            ScoreState::Found
        } else {
            ScoreState::Missed
        };
        let detail = match state {
            ScoreState::Missed if !seen.is_empty() => {
                format!("its attributes were seen as {}", seen.into_iter().collect::<Vec<_>>().join(", "))
            }
            ScoreState::NotShown => "nobody opened the place where it shows".into(),
            _ => String::new(),
        };
        board.rows.push(ScoreRow {
            switch: switch.id.into(),
            title: switch.title.into(),
            channel: switch.channel.into(),
            state,
            detail,
        });
    }
    let all: BTreeSet<(&str, AttributeId)> = shown.values().flatten().copied().chain(whole).collect();
    for finding in &leaks {
        let true_one = all.iter().any(|(candidate, shown)| {
            *candidate == finding.candidate && follows(*shown).any(|id| id == finding.attribute.id)
        });
        if !true_one {
            board.false_positives.push(format!(
                "{} {} of {} on {} at {}",
                finding.attribute.id, finding.attribute.value, finding.candidate, finding.channel, finding.surface.url
            ));
        }
    }
    board
}

/// The attributes that a person knows who knows this one.
fn follows(id: AttributeId) -> impl Iterator<Item = AttributeId> {
    use AttributeId as A;
    let more: &[A] = match id {
        A::D04 => &[A::D05, A::P01, A::P03],
        A::D05 => &[A::P03],
        A::D08 => &[A::D09],
        A::D01 => &[A::D03, A::X17],
        A::D02 => &[A::D03, A::X17],
        A::D06 => &[A::D01, A::D02, A::D03, A::X02],
        A::D12 | A::X03 => &[A::D01, A::D02, A::D03],
        A::P03 => &[A::D05],
        // One word for both: `polsk`.
        A::P05 => &[A::X07],
        _ => &[],
    };
    std::iter::once(id).chain(more.iter().copied())
}

impl DemoOutcome {
    /// Whether the demonstration did what it promises: with switches, at least nine of ten are found; without, the
    /// verdict is clean; and in no case is anything false, or touched that must not be.
    pub fn kept_its_promise(&self) -> bool {
        let found = self.scoreboard.found();
        let enough = match self.scoreboard.rows.len() {
            0 => self.outcome.assessment.verdict == Verdict::Clean,
            planted => found * 10 >= planted * 9,
        };
        enough && self.scoreboard.false_positives.is_empty() && self.traps.is_empty() && self.outcome.trouble.is_empty()
    }
}
