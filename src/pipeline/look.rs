//! The looking half of a run: every cell of role and stage, pages first, questions after.

use super::facts::{self, Entered};
use super::{Observer, PipelineError};
use crate::candidates::Dataset;
use crate::crawl::{Cell, CrawlError, Preview, Tour, crawl};
use crate::evidence::{Bundle, Engine, Gap, GapKind, Receipt};
use crate::probes::{Oracle, probe};
use crate::scenario::{RoleSpec, STAGE_BEFORE, Scenario, StageSpec, Values, log_in, play};
use crate::target::Door;

/// Whether questions are asked as a role: control roles see all anyway, and who is not logged in is asked for nothing more.
fn is_asked(role: &str, spec: &RoleSpec) -> bool {
    !spec.control && !is_stranger(role, spec)
}

/// Whether nobody is logged in as this role, or nobody any more.
fn is_stranger(role: &str, spec: &RoleSpec) -> bool {
    role == ANONYMOUS || spec.ended()
}

/// The role of nobody in particular.
const ANONYMOUS: &str = "anonymous";

/// What was looked at, and what went wrong on the way.
#[derive(Debug, Default)]
pub(super) struct Looked {
    pub tours: Vec<Tour>,
    pub oracles: Vec<Oracle>,
    pub trouble: Vec<String>,
    /// Cells in which all questions were asked.
    asked: Vec<(String, String)>,
}

impl Looked {
    /// What an interrupted run of this bundle had finished: its cells are not looked at again.
    pub(super) fn earlier(bundle: &Bundle) -> Result<Looked, PipelineError> {
        Ok(Looked {
            tours: facts::read(bundle, facts::TOURS)?,
            oracles: facts::read(bundle, facts::ORACLES)?,
            asked: facts::read(bundle, facts::ASKED)?,
            trouble: Vec::new(),
        })
    }

    /// What was looked at before anybody applied: all that a crawl of its own takes over from the submission.
    pub(super) fn before(bundle: &Bundle) -> Result<Looked, PipelineError> {
        let tours: Vec<Tour> = facts::read(bundle, facts::TOURS)?;
        let tours = tours.into_iter().filter(|tour| tour.stage == STAGE_BEFORE).collect();
        Ok(Looked { tours, ..Looked::default() })
    }

    fn crawled(&self, role: &str, stage: &str) -> Option<&Tour> {
        self.tours.iter().find(|tour| tour.role == role && tour.stage == stage)
    }

    fn asked(&self, role: &str, stage: &str) -> bool {
        self.asked.iter().any(|(r, s)| r == role && s == stage)
    }

    /// Whether nothing is left to do in a cell.
    fn finished(&self, role: &str, spec: &RoleSpec, stage: &str) -> bool {
        self.crawled(role, stage).is_some() && (self.asked(role, stage) || !is_asked(role, spec))
    }
}

/// Goes through the stages in order; at each, the control roles look first, so that the others can be asked for what
/// these saw. Trouble in one cell is kept as a gap, and the next cell is tried.
pub(super) async fn look(
    scenario: &Scenario,
    dataset: &Dataset,
    receipts: &[Receipt],
    door: &Door,
    earlier: Looked,
    observer: &dyn Observer,
) -> Result<Looked, PipelineError> {
    let mut looked = earlier;
    for stage in &scenario.stages {
        let left = in_order(scenario, stage).iter().any(|(role, spec)| !looked.finished(role, spec, &stage.name));
        if left {
            if let Err(reason) = enter(scenario, stage, dataset, receipts, door, observer).await {
                note_trouble(door, &mut looked, "", &stage.name, reason)?;
                continue;
            }
            door.bundle().settle(&cell_of("", &stage.name), "", &stage.name)?;
        }
        let mut control_urls: Vec<String> = Vec::new();
        // Whoever is not logged in is handed every address that a logged-in reviewer met: links that are secret only by
        // being unknown are no protection.
        let mut met: Vec<String> = Vec::new();
        for (role, spec) in in_order(scenario, stage) {
            let also = if is_stranger(role, spec) { met.clone() } else { Vec::new() };
            let cell = Cell { scenario, role, spec, stage: &stage.name, receipts, also: &also };
            let tour = match looked.crawled(role, &stage.name) {
                Some(tour) => tour.clone(),
                None => {
                    observer.part(&format!("look as {role} at {}", stage.name));
                    match crawl(&cell, door, &|done, of| observer.progress(done, of)).await {
                        Ok(tour) => tour,
                        Err(error) => {
                            note_trouble(door, &mut looked, role, &stage.name, told(&error))?;
                            continue;
                        }
                    }
                }
            };
            if spec.control {
                control_urls.extend(tour.urls.iter().cloned());
            } else if !is_stranger(role, spec) {
                met.extend(tour.urls.iter().cloned());
            }
            if looked.crawled(role, &stage.name).is_none() {
                looked.tours.push(tour.clone());
                // Kept at once: what was seen survives whatever comes next.
                facts::store(door.bundle(), facts::TOURS, &looked.tours)?;
            }
            if is_asked(role, spec) && !looked.asked(role, &stage.name) {
                observer.part(&format!("ask as {role} at {}", stage.name));
                let asked =
                    probe(&cell, &tour, dataset, &control_urls, door, &|done, of| observer.progress(done, of)).await;
                let oracles = match asked {
                    Ok(oracles) => oracles,
                    Err(error) => {
                        note_trouble(door, &mut looked, role, &stage.name, told(&error))?;
                        continue;
                    }
                };
                looked.oracles.retain(|oracle| oracle.role != role || oracle.stage != stage.name);
                looked.oracles.extend(oracles);
                looked.asked.push((role.to_owned(), stage.name.clone()));
                facts::store(door.bundle(), facts::ORACLES, &looked.oracles)?;
                facts::store(door.bundle(), facts::ASKED, &looked.asked)?;
            }
            // What kept an interrupted run from this cell does not any more.
            door.bundle().settle(&cell_of(role, &stage.name), role, &stage.name)?;
        }
    }
    Ok(looked)
}

/// Looks as the reviewing roles before anybody applied, where the scenario asks for it: what is seen then is nobody's leak.
/// `applied` where somebody did already, in an interrupted run: then it is too late, and a gap.
pub(super) async fn look_before(
    scenario: &Scenario,
    applied: bool,
    door: &Door,
    looked: &mut Looked,
    observer: &dyn Observer,
) -> Result<(), PipelineError> {
    if !scenario.controls.look_before {
        return Ok(());
    }
    let roles = scenario.roles.iter().filter(|(role, spec)| is_asked(role, spec) && !spec.outsider);
    for (role, spec) in roles {
        if looked.crawled(role, STAGE_BEFORE).is_some() {
            continue;
        }
        if applied {
            let reason =
                "somebody applied before it was looked what was there; empty the target and run anew".to_owned();
            note_trouble(door, looked, role, STAGE_BEFORE, reason)?;
            continue;
        }
        observer.part(&format!("look as {role} before anybody applies"));
        let cell = Cell { scenario, role, spec, stage: STAGE_BEFORE, receipts: &[], also: &[] };
        match crawl(&cell, door, &|done, of| observer.progress(done, of)).await {
            Ok(tour) => looked.tours.push(tour),
            Err(error) => {
                note_trouble(door, looked, role, STAGE_BEFORE, told(&error))?;
                continue;
            }
        }
        facts::store(door.bundle(), facts::TOURS, &looked.tours)?;
        door.bundle().settle(&cell_of(role, STAGE_BEFORE), role, STAGE_BEFORE)?;
    }
    Ok(())
}

/// What each role would do where it starts, at the first stage: nobody applies, nothing is pressed.
pub(super) async fn preview(
    scenario: &Scenario,
    receipts: &[Receipt],
    door: &Door,
    observer: &dyn Observer,
) -> (Vec<Preview>, Vec<String>) {
    let (mut previews, mut trouble) = (Vec::new(), Vec::new());
    let Some(stage) = scenario.stages.first() else { return (previews, trouble) };
    for (role, spec) in in_order(scenario, stage) {
        observer.part(&format!("see what {role} would do"));
        let cell = Cell { scenario, role, spec, stage: &stage.name, receipts, also: &[] };
        match crate::crawl::preview(&cell, door).await {
            Ok(preview) => previews.push(preview),
            Err(error) => trouble.push(format!("{role}: {}", told(&error))),
        }
    }
    (previews, trouble)
}

/// The roles of a stage: control roles first, then reviewers, outsiders, whose session is over, and nobody in particular.
fn in_order<'a>(scenario: &'a Scenario, stage: &'a StageSpec) -> Vec<(&'a str, &'a RoleSpec)> {
    let mut roles: Vec<_> = scenario
        .roles
        .iter()
        .filter(|(name, _)| stage.roles.is_empty() || stage.roles.contains(name))
        .map(|(name, spec)| (name.as_str(), spec))
        .collect();
    roles.sort_by_key(|(name, spec)| {
        (!spec.control, *name == ANONYMOUS, is_stranger(name, spec), spec.outsider, name.to_owned())
    });
    roles
}

/// Brings the target to a stage by the steps of the scenario.
async fn enter(
    scenario: &Scenario,
    stage: &StageSpec,
    dataset: &Dataset,
    receipts: &[Receipt],
    door: &Door,
    observer: &dyn Observer,
) -> Result<(), String> {
    let Some(change) = &stage.enter else { return Ok(()) };
    let Some(spec) = scenario.roles.get(&change.role) else {
        return Err(format!("the role `{}` that enters the stage is not there", change.role));
    };
    // A run that goes on finds the target where the interrupted one left it.
    let read = door.bundle().read_fact(facts::ENTERED).map_err(|e| e.to_string())?;
    let mut entered: Entered = read.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
    if entered.stage != stage.name {
        entered = Entered { stage: stage.name.clone(), ..Entered::default() };
    }
    if entered.whole {
        return Ok(());
    }
    let keep = |entered: &Entered| facts::store(door.bundle(), facts::ENTERED, entered).map_err(|e| e.to_string());
    observer.part(&format!("enter {}", stage.name));
    let mut session = door.session(&change.role, &stage.name, Engine::Submission).await.map_err(|e| e.to_string())?;
    log_in(&change.role, spec, scenario, &mut session).await.map_err(|e| e.to_string())?;
    let values = Values::of(scenario).map_err(|e| e.to_string())?;
    if change.each_candidate {
        let accepted: Vec<_> = receipts.iter().filter(|r| r.accepted).collect();
        for (done, receipt) in accepted.iter().enumerate() {
            if entered.candidates.contains(&receipt.candidate) {
                continue;
            }
            let mut values = values.clone().with_receipt(&receipt.captured);
            if let Some(candidate) = dataset.candidates.iter().find(|c| c.id.0 == receipt.candidate) {
                values = values.with_candidate(candidate, &dataset.folder);
            }
            play(&change.steps, &mut session, spec.via, &mut values)
                .await
                .map_err(|e| format!("candidate {}: {e}", receipt.candidate))?;
            entered.candidates.push(receipt.candidate.clone());
            keep(&entered)?;
            observer.progress(done + 1, accepted.len());
        }
    } else {
        play(&change.steps, &mut session, spec.via, &mut values.clone()).await.map_err(|e| e.to_string())?;
    }
    session.close().await;
    entered.whole = true;
    keep(&entered)
}

fn told(error: &CrawlError) -> String {
    error.to_string()
}

/// A cell in words; a stage as a whole where no role is named.
fn cell_of(role: &str, stage: &str) -> String {
    if role.is_empty() { format!("stage `{stage}`") } else { format!("role `{role}` at stage `{stage}`") }
}

fn note_trouble(
    door: &Door,
    looked: &mut Looked,
    role: &str,
    stage: &str,
    reason: String,
) -> Result<(), PipelineError> {
    door.bundle().gap(Gap {
        kind: GapKind::Failed,
        what: cell_of(role, stage),
        reason: reason.clone(),
        role: role.to_owned(),
        stage: stage.to_owned(),
        capture: None,
    })?;
    looked.trouble.push(reason);
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_seen_before_anybody_applies_has_one_name_in_all_rooms() {
        assert_eq!(crate::scenario::STAGE_BEFORE, crate::findings::STAGE_BEFORE);
    }
}
