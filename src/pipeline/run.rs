//! One run from scenario to report. Whatever goes wrong after the first byte was recorded, the bundle is sealed, scanned
//! and reported: a target that dies half way must not take what was seen with it.

use std::path::{Component, Path, PathBuf};

use serde_json::json;

use super::look::{self, Looked};
use super::{Observer, PipelineError, ScanOptions, facts, scan_bundle};
use crate::candidates::{self, Dataset};
use crate::evidence::{Bundle, BundleWriter, Engine, Gap, GapKind, Reached, Receipt, Secrets};
use crate::extraction::Limits;
use crate::findings::Assessment;
use crate::reports;
use crate::scenario::{STAGE_BEFORE, Scenario};
use crate::submission;
use crate::target::{BrowserOptions, Door, DoorOptions, Query};

/// How a run is made.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// The scenario, read and valid.
    pub scenario: Scenario,
    /// Its text, for the bundle; and the folder that its relative paths start from.
    pub scenario_text: String,
    /// See above.
    pub scenario_folder: PathBuf,
    /// Folder of the run, for example `reports/acme`.
    pub out: PathBuf,
    /// Which browser looks, and where it runs.
    pub browser: BrowserOptions,
    /// Go on with a run that was interrupted.
    pub resume: bool,
}

/// How a run ended.
#[derive(Debug)]
pub struct Outcome {
    /// The judgement.
    pub assessment: Assessment,
    /// What went wrong with the target, the browser or a login; empty when all went well.
    pub trouble: Vec<String>,
    /// Folder of the run.
    pub folder: PathBuf,
    /// The reports, `report.html` first.
    pub reports: Vec<PathBuf>,
}

/// Bodies above this many bytes are cut, which is a gap.
const BODY_LIMIT: u64 = 256 * 1024 * 1024;

/// The whole story of one run.
pub async fn run(options: &RunOptions, observer: &dyn Observer) -> Result<Outcome, PipelineError> {
    let begun = begin(options, observer).await?;
    let mut trouble = match &begun.door {
        Err(reason) => vec![reason.clone()],
        Ok(door) => {
            let trouble = plant_and_look(options, &begun, door, observer).await;
            door.clone().close().await;
            trouble?
        }
    };
    trouble.dedup();
    finish(options, &begun.bundle, trouble, observer)
}

/// Only the first half of a run: the candidates are sent, and the receipts are kept.
pub async fn submit_only(
    options: &RunOptions,
    observer: &dyn Observer,
) -> Result<(Vec<Receipt>, Vec<String>), PipelineError> {
    let begun = begin(options, observer).await?;
    let mut trouble = Vec::new();
    let mut receipts = Vec::new();
    match &begun.door {
        Err(reason) => trouble.push(reason.clone()),
        Ok(door) => {
            let looked = look_before(options, door, observer).await;
            let sent = send(options, &begun.dataset, door, observer).await;
            door.clone().close().await;
            trouble.extend(looked?.trouble);
            match sent {
                Ok(done) => receipts = done,
                Err(reason) => trouble.push(reason),
            }
        }
    }
    begun.bundle.seal()?;
    Ok((receipts, trouble))
}

/// Only the looking half, over an earlier submission in the same folder: no probes are left out, nothing is judged.
pub async fn crawl_only(
    options: &RunOptions,
    observer: &dyn Observer,
) -> Result<(Vec<crate::crawl::Tour>, Vec<String>), PipelineError> {
    let begun = begin(options, observer).await?;
    let receipts = Bundle::open(&options.out)?.receipts()?;
    let (tours, trouble) = match &begun.door {
        Err(reason) => (Vec::new(), vec![reason.clone()]),
        Ok(door) => {
            let before = Looked::before(&Bundle::open(&options.out)?)?;
            let looked = look::look(&options.scenario, &begun.dataset, &receipts, door, before, observer).await;
            door.clone().close().await;
            let mut looked = looked?;
            looked.tours.retain(|tour| tour.stage != STAGE_BEFORE);
            (looked.tours, looked.trouble)
        }
    };
    begun.bundle.seal()?;
    Ok((tours, trouble))
}

/// Tells what a crawl would do on the pages where it starts, and does none of it. What is recorded on the way is thrown
/// away; the receipts of an earlier submission in the folder of the run are used, if there are any.
pub async fn dry_run(
    options: &RunOptions,
    observer: &dyn Observer,
) -> Result<(Vec<crate::crawl::Preview>, Vec<String>), PipelineError> {
    let scenario = &options.scenario;
    let folder = tempfile::tempdir().map_err(|error| PipelineError::Usage {
        what: "make a folder for the dry run".into(),
        reason: error.to_string(),
    })?;
    let bundle = BundleWriter::create(folder.path(), Secrets::new(scenario.secrets()?.secrets()))?;
    let receipts = match Bundle::is_bundle(&options.out) {
        true => Bundle::open(&options.out)?.receipts()?,
        false => Vec::new(),
    };
    let door = match open(options, &bundle, scenario.scope()?, &scenario.base_url()?).await {
        Ok(door) => door,
        Err(reason) => return Ok((Vec::new(), vec![reason])),
    };
    let previewed = look::preview(scenario, &receipts, &door, observer).await;
    door.close().await;
    Ok(previewed)
}

struct Begun {
    bundle: BundleWriter,
    dataset: Dataset,
    door: Result<Door, String>,
}

/// Makes the bundle and the candidates, opens the door, and sees whether anybody is at home.
async fn begin(options: &RunOptions, observer: &dyn Observer) -> Result<Begun, PipelineError> {
    let scenario = &options.scenario;
    let secrets = Secrets::new(scenario.secrets()?.secrets());
    let base = scenario.base_url()?;
    let scope = scenario.scope()?;
    let going_on = options.resume && Bundle::is_bundle(&options.out);
    let bundle = if going_on {
        BundleWriter::resume(&options.out, secrets)?
    } else {
        set_aside(&options.out)?;
        BundleWriter::create(&options.out, secrets)?
    };
    observer.part("invent candidates");
    let dataset = candidates_of(options, going_on, observer)?;
    // Also by a run that goes on: the interrupted one may have ended before, or a bound was raised since.
    facts::store(&bundle, facts::SCENARIO, scenario)?;
    bundle.attach("scenario.yaml", options.scenario_text.as_bytes())?;
    let door = open(options, &bundle, scope, &base).await;
    match &door {
        Ok(_) => bundle.settle(base.as_str(), "", "")?,
        Err(reason) => bundle.gap(Gap {
            kind: GapKind::Failed,
            what: base.to_string(),
            reason: reason.clone(),
            role: String::new(),
            stage: String::new(),
            capture: None,
        })?,
    }
    Ok(Begun { bundle, dataset, door })
}

async fn open(
    options: &RunOptions,
    bundle: &BundleWriter,
    scope: crate::target::Scope,
    base: &url::Url,
) -> Result<Door, String> {
    let door = Door::open(DoorOptions {
        scope,
        bundle: bundle.clone(),
        rate: options.scenario.target.scope.rate,
        browser: options.browser.clone(),
        accept_invalid_certificates: options.scenario.target.accept_invalid_certificates,
        body_limit: BODY_LIMIT,
    })
    .await
    .map_err(|e| e.to_string())?;
    let session = door.session("anonymous", "preflight", Engine::Submission).await.map_err(|e| e.to_string())?;
    let reached = Reached { action: "is anybody at home".into(), ..Reached::default() };
    let answer = session.http().send(Query::get(base.clone(), reached)).await;
    session.close().await;
    match answer {
        Ok(_) => Ok(door),
        Err(error) => {
            door.close().await;
            Err(format!("{error}; is the target running at {base}?"))
        }
    }
}

/// Sends the candidates and looks; gives what went wrong.
async fn plant_and_look(
    options: &RunOptions,
    begun: &Begun,
    door: &Door,
    observer: &dyn Observer,
) -> Result<Vec<String>, PipelineError> {
    let earlier = look_before(options, door, observer).await?;
    let receipts = match send(options, &begun.dataset, door, observer).await {
        Ok(receipts) => receipts,
        Err(reason) => return Ok(vec![reason]),
    };
    if !receipts.iter().any(|r| r.accepted) {
        let first = receipts.first().map_or("there is no candidate to send", |r| r.failure.as_str());
        return Ok(vec![format!("could not submit any candidate: {first}")]);
    }
    Ok(look::look(&options.scenario, &begun.dataset, &receipts, door, earlier, observer).await?.trouble)
}

/// Looks before anybody applies, where the scenario asks for it; gives what was looked at so far, also by an interrupted run.
async fn look_before(options: &RunOptions, door: &Door, observer: &dyn Observer) -> Result<Looked, PipelineError> {
    let (mut looked, applied) = match options.resume {
        true => {
            let bundle = Bundle::open(&options.out)?;
            (Looked::earlier(&bundle)?, !bundle.receipts()?.is_empty())
        }
        false => (Looked::default(), false),
    };
    look::look_before(&options.scenario, applied, door, &mut looked, observer).await?;
    Ok(looked)
}

async fn send(
    options: &RunOptions,
    dataset: &Dataset,
    door: &Door,
    observer: &dyn Observer,
) -> Result<Vec<Receipt>, String> {
    observer.part("submit");
    submission::submit(&options.scenario, dataset, door, &|done, of| observer.progress(done, of))
        .await
        .map_err(|e| e.to_string())
}

/// Seals the bundle, scans it, writes the reports, and seals again so that the manifest knows them.
fn finish(
    options: &RunOptions,
    bundle: &BundleWriter,
    trouble: Vec<String>,
    observer: &dyn Observer,
) -> Result<Outcome, PipelineError> {
    bundle.fact(facts::RUN, &json!({ "version": env!("CARGO_PKG_VERSION"), "trouble": trouble }))?;
    bundle.seal()?;
    let assessment = scan_bundle(&options.out, &ScanOptions::default(), observer)?;
    observer.part("report");
    let written = reports::write_all(&assessment, &options.out)?;
    bundle.seal()?;
    Ok(Outcome { assessment, trouble, folder: options.out.clone(), reports: written })
}

/// The answer key of a run lives inside its bundle, with its documents, so that the evidence explains itself.
fn candidates_of(options: &RunOptions, going_on: bool, observer: &dyn Observer) -> Result<Dataset, PipelineError> {
    let own = options.out.join(facts::CANDIDATES);
    if going_on && own.join("candidates.json").is_file() {
        return Ok(Dataset::read(&own)?);
    }
    let source = &options.scenario.candidates;
    match &source.file {
        Some(file) => {
            let dataset = Dataset::read(&options.scenario_folder.join(file))?;
            for document in dataset.candidates.iter().flat_map(|c| &c.documents) {
                if !document.path.components().all(|part| matches!(part, Component::Normal(_))) {
                    return Err(PipelineError::Usage {
                        what: format!("take the document {}", document.path.display()),
                        reason: "its path leads out of the folder of the answer key".into(),
                    });
                }
                copy(&dataset.folder.join(&document.path), &own.join(&document.path))?;
            }
            dataset.write(&own)?;
            Ok(Dataset::read(&own)?)
        }
        None => {
            let folder = &options.scenario_folder;
            let mut settings = source.settings(Some(folder)).map_err(|bad| {
                let (what, reason) = bad.refusal.halves();
                PipelineError::Usage { what: format!("invent candidates with `{}`: {what}", bad.field), reason }
            })?;
            if let Some(shown) = &source.control {
                let control = super::control(&folder.join(shown), &Limits::default(), observer)?;
                settings.control = Some(std::sync::Arc::new(control));
            }
            Ok(candidates::generate(&settings, &own, &|done, of| observer.progress(done, of))?)
        }
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), PipelineError> {
    let failed = |error: std::io::Error| PipelineError::Usage {
        what: format!("copy the document {}", from.display()),
        reason: format!("{error}; the answer key names it, so it must lie beside it"),
    };
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::copy(from, to).map_err(failed)?;
    Ok(())
}

/// An earlier run of the same name is moved aside, never overwritten: nothing that was seen is lost.
fn set_aside(out: &Path) -> Result<(), PipelineError> {
    if !out.exists() || std::fs::read_dir(out).is_ok_and(|mut d| d.next().is_none()) {
        return Ok(());
    }
    let name = out.file_name().map_or_else(|| "run".into(), |n| n.to_string_lossy().into_owned());
    let free = (1..)
        .map(|n| out.with_file_name(format!("{name}.{n}")))
        .find(|p| !p.exists())
        .expect("the numbers do not run out before the file names do");
    std::fs::rename(out, &free).map_err(|error| PipelineError::Usage {
        what: format!("move the earlier run {} aside", out.display()),
        reason: format!("{error}; move it yourself, or name another folder with `--out`"),
    })
}
