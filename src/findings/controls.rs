//! What must be seen, and what must never be seen, for a run to prove anything. Seeing nothing is never clean.

use std::collections::{BTreeMap, BTreeSet};

use crate::candidates::{AttributeId, Candidate};
use crate::evidence::{Engine, Receipt};

use super::finding::{ControlResult, UtilityScore};
use super::group::Grouped;
use super::input::{AssessmentInput, STAGE_BEFORE};
use super::template::fold;

/// How many names a sentence lists before it says "and so many more".
const LISTED: usize = 5;

/// All controls, in the order in which a reader asks for them.
pub fn controls(input: &AssessmentInput, grouped: &Grouped, utility: &UtilityScore) -> Vec<ControlResult> {
    let mut out = Vec::new();
    if !input.is_plain() {
        let accepted = accepted(input);
        out.push(submissions(input, &accepted));
        out.extend(positive(input, grouped, &accepted));
        if input.controls.qualifications {
            out.push(qualifications(&accepted, utility));
        }
        out.extend(cells(input));
        out.extend(reached_enough(input));
    }
    out.push(decoys(input, grouped));
    let looked = !grouped.before_hits.is_empty() || input.sightings.iter().any(|s| s.stage() == STAGE_BEFORE);
    if looked || input.controls.look_before {
        out.push(nothing_before(input, grouped));
    }
    out
}

/// The applicants that the target accepted; without any receipt, all of them.
pub fn accepted(input: &AssessmentInput) -> Vec<&Candidate> {
    let by_id: BTreeMap<&str, bool> = input.receipts.iter().map(|r| (r.candidate.as_str(), r.accepted)).collect();
    input
        .dataset
        .applicants()
        .filter(|c| by_id.is_empty() || by_id.get(c.id.0.as_str()).copied().unwrap_or(false))
        .collect()
}

/// Share of the allowed facts that a reviewer could still see.
pub fn utility(input: &AssessmentInput) -> UtilityScore {
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    for sighting in &input.sightings {
        let by_submission = sighting.capture.as_ref().is_some_and(|c| c.provenance.engine == Engine::Submission);
        if by_submission || !input.is_reviewing(sighting.role()) || sighting.stage() == STAGE_BEFORE {
            continue;
        }
        let typed: Vec<String> = sighting.typed().iter().map(|t| fold(t)).collect();
        for (candidate, fact) in &sighting.matches.qualifications {
            let value = input
                .dataset
                .get(candidate)
                .and_then(|c| c.qualifications.iter().find(|q| &q.id == fact))
                .map(|q| fold(&q.value));
            let echo = value.is_some_and(|v| typed.iter().any(|t| t.contains(&v)));
            if !echo {
                seen.insert((candidate.0.as_str(), fact.as_str()));
            }
        }
    }
    let mut score = UtilityScore::default();
    for candidate in accepted(input) {
        for fact in &candidate.qualifications {
            score.planted += 1;
            if seen.contains(&(candidate.id.0.as_str(), fact.id.as_str())) {
                score.seen += 1;
            } else {
                score.missing.push(format!("{}/{}", candidate.id, fact.id));
            }
        }
    }
    score
}

fn submissions(input: &AssessmentInput, accepted: &[&Candidate]) -> ControlResult {
    let all = input.dataset.applicants().count();
    let name = "submission: every application was accepted".to_owned();
    if input.receipts.is_empty() {
        return ControlResult { name, fired: false, detail: "no receipt shows that an application arrived".into() };
    }
    let last: BTreeMap<&str, &Receipt> = input.receipts.iter().map(|r| (r.candidate.as_str(), r)).collect();
    let failures: Vec<String> = last
        .values()
        .filter(|r| !r.accepted)
        .map(|r| if r.failure.is_empty() { r.candidate.clone() } else { format!("{}: {}", r.candidate, r.failure) })
        .collect();
    let mut detail = format!("{} of {all} applications were accepted", accepted.len());
    if !failures.is_empty() {
        detail.push_str(&format!("; not accepted: {}", list(&failures)));
    }
    ControlResult { name, fired: accepted.len() == all && all > 0, detail }
}

/// Each planted attribute must be seen by the control role, for each accepted candidate.
fn positive(input: &AssessmentInput, grouped: &Grouped, accepted: &[&Candidate]) -> Vec<ControlResult> {
    let roles: Vec<&str> = input.roles.iter().filter(|r| r.control).map(|r| r.name.as_str()).collect();
    if roles.is_empty() {
        return vec![ControlResult {
            name: "positive: a role that may see everything".into(),
            fired: false,
            detail:
                "the scenario names no control role (`control: true`), so nothing proves that the values are there \
                     to be seen"
                    .into(),
        }];
    }
    let who = roles.join(", ");
    let mut wanted: BTreeMap<AttributeId, Vec<&str>> = BTreeMap::new();
    let mut unplanted: Vec<String> = Vec::new();
    for candidate in accepted {
        // What was sent again counts as it was sent the last time, as in `accepted`.
        let receipt = input.receipts.iter().rfind(|r| r.candidate == candidate.id.0);
        let planted: BTreeSet<AttributeId> = match receipt {
            Some(receipt) => receipt.planted.iter().filter_map(|id| AttributeId::parse(id)).collect(),
            None => candidate.attributes.iter().map(|a| a.id).collect(),
        };
        let kept = planted.into_iter().filter(|id| !input.controls.not_kept.contains(id)).collect::<Vec<_>>();
        if kept.is_empty() {
            unplanted.push(candidate.id.0.clone());
        }
        for id in kept {
            wanted.entry(id).or_default().push(&candidate.id.0);
        }
    }
    let mut out = Vec::new();
    if wanted.is_empty() || !unplanted.is_empty() {
        let whose = if unplanted.is_empty() { String::new() } else { format!(" for {}", list(&unplanted)) };
        out.push(ControlResult {
            name: format!("positive: {who} sees what was planted"),
            fired: false,
            detail: format!("no attribute that is kept is known to have been planted{whose}"),
        });
    }
    out.extend(wanted.into_iter().map(|(id, candidates)| {
        let missing: Vec<String> = candidates
            .iter()
            .filter(|c| !grouped.control_hits.contains(&((**c).to_owned(), id)))
            .map(|c| (*c).to_owned())
            .collect();
        let mut detail = format!("seen for {} of {} applicants", candidates.len() - missing.len(), candidates.len());
        if !missing.is_empty() {
            detail.push_str(&format!("; not for {}", list(&missing)));
        }
        ControlResult {
            name: format!("positive: {who} sees {id} ({})", id.kind().name),
            fired: missing.is_empty(),
            detail,
        }
    }));
    out
}

fn qualifications(accepted: &[&Candidate], utility: &UtilityScore) -> ControlResult {
    let missing: BTreeSet<&str> = utility.missing.iter().map(String::as_str).collect();
    let blind: Vec<String> = accepted
        .iter()
        .filter(|c| c.qualifications.iter().all(|q| missing.contains(format!("{}/{}", c.id, q.id).as_str())))
        .map(|c| c.id.0.clone())
        .collect();
    let mut detail =
        format!("a qualification was seen for {} of {} applicants", accepted.len() - blind.len(), accepted.len());
    if !blind.is_empty() {
        detail.push_str(&format!("; not for {}", list(&blind)));
    }
    ControlResult {
        name: "positive: reviewers see a qualification of every applicant".into(),
        fired: blind.is_empty() && !accepted.is_empty(),
        detail,
    }
}

/// Every role must have looked at every stage that it was meant to look at.
fn cells(input: &AssessmentInput) -> Vec<ControlResult> {
    let mut looked: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for sighting in &input.sightings {
        if sighting.capture.as_ref().is_some_and(|c| c.provenance.engine != Engine::Submission) {
            *looked.entry((sighting.role(), sighting.stage())).or_default() += 1;
        }
    }
    let mut missing = Vec::new();
    let mut cells = 0;
    for stage in &input.stages {
        for role in input.roles.iter().filter(|r| stage.roles.is_empty() || stage.roles.contains(&r.name)) {
            cells += 1;
            if !looked.contains_key(&(role.name.as_str(), stage.name.as_str())) {
                missing.push(format!("{} / {}", role.name, stage.name));
            }
        }
    }
    if cells == 0 {
        return Vec::new();
    }
    let detail = if missing.is_empty() {
        format!("all {cells} combinations of role and stage were looked at")
    } else {
        format!("nothing was recorded for {}", list(&missing))
    };
    vec![ControlResult { name: "coverage: every role looked at every stage".into(), fired: missing.is_empty(), detail }]
}

fn reached_enough(input: &AssessmentInput) -> Vec<ControlResult> {
    let reviewing: Vec<&str> = input.roles.iter().filter(|r| r.reviewing).map(|r| r.name.as_str()).collect();
    if reviewing.is_empty() {
        return vec![ControlResult {
            name: "coverage: a reviewing role".into(),
            fired: false,
            detail: "the scenario names no role that reads applications, so nobody looked as a reviewer".into(),
        }];
    }
    let least = u64::from(input.controls.min_pages);
    reviewing
        .into_iter()
        .map(|role| {
            let reached = reached_by(input, role);
            ControlResult {
                name: format!("coverage: {role} reaches at least {least} addresses"),
                fired: reached >= least && reached > 0,
                detail: format!("{reached} addresses were reached"),
            }
        })
        .collect()
}

/// Distinct addresses that a role reached: from its tours, or from its captures where there are no tours.
fn reached_by(input: &AssessmentInput, role: &str) -> u64 {
    let tours: BTreeSet<&str> = input
        .tours
        .iter()
        .filter(|t| t.role == role && t.stage != STAGE_BEFORE)
        .flat_map(|t| t.urls.iter().map(String::as_str))
        .collect();
    if !tours.is_empty() {
        return tours.len() as u64;
    }
    let captures: BTreeSet<&str> = input
        .sightings
        .iter()
        .filter_map(|s| s.capture.as_ref())
        .filter(|c| c.provenance.role == role && c.provenance.stage != STAGE_BEFORE)
        .filter(|c| c.provenance.engine != Engine::Submission)
        .map(|c| c.final_url.as_str())
        .collect();
    captures.len() as u64
}

fn decoys(input: &AssessmentInput, grouped: &Grouped) -> ControlResult {
    let name = "negative: decoys that were never submitted are never seen".to_owned();
    let decoys = input.dataset.decoys().count();
    if decoys == 0 {
        let detail = "the answer key holds no decoys, so chance hits cannot be told from real ones".to_owned();
        // A plain scan of somebody else's answer key need not have any: it can never be clean anyway.
        return ControlResult { name, fired: input.is_plain(), detail };
    }
    let hits: Vec<String> = grouped.decoy_hits.iter().map(|(c, id)| format!("{c} {id}")).collect();
    let detail = if hits.is_empty() {
        format!("none of {decoys} decoys was seen")
    } else {
        format!("{} values of decoys were seen: {}", hits.len(), list(&hits))
    };
    ControlResult { name, fired: hits.is_empty(), detail }
}

fn nothing_before(input: &AssessmentInput, grouped: &Grouped) -> ControlResult {
    let hits: Vec<String> = grouped.before_hits.iter().map(|(c, id)| format!("{c} {id}")).collect();
    let looked = |role: &str| input.tours.iter().any(|tour| tour.role == role && tour.stage == STAGE_BEFORE);
    let missing: Vec<String> = match input.controls.look_before {
        true => input.roles.iter().filter(|r| r.reviewing && !looked(&r.name)).map(|r| r.name.clone()).collect(),
        false => Vec::new(),
    };
    ControlResult {
        name: "negative: nothing of the applicants is there before they apply".into(),
        fired: hits.is_empty() && missing.is_empty(),
        detail: if !hits.is_empty() {
            format!(
                "already there before submission: {}; empty the target or take another seed, then run again",
                list(&hits)
            )
        } else if !missing.is_empty() {
            format!("{} did not look before anybody applied", list(&missing))
        } else {
            "the crawl before submission showed no strong value of an applicant".into()
        },
    }
}

/// The first few names, and how many more there are.
pub(super) fn list(names: &[String]) -> String {
    let shown = names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
