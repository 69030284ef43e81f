//! The judgement: from everything that was seen to one verdict with its reasons.

use std::collections::{BTreeMap, BTreeSet};

use crate::candidates::AttributeId;

use super::channel::Channel;
use super::combination::combinations;
use super::controls::{self, list};
use super::coverage::coverage;
use super::finding::{Assessment, ControlResult, Coverage, Expectation, Finding, IntakeNote, Severity, Verdict};
use super::group::{Grouped, group};
use super::input::AssessmentInput;
use super::statistics::upper_bound_95;
use super::template::Slots;

/// The version of the shape of `findings.json`.
pub const SCHEMA_VERSION: u32 = 1;

/// What an application form may not ask for, since 1 July 2022.
const NOT_TO_BE_ASKED: [AttributeId; 3] = [AttributeId::D04, AttributeId::D05, AttributeId::P03];

/// Judges a run or a plain scan. Pure: the same input gives the same bytes.
pub fn assess(input: &AssessmentInput) -> Assessment {
    let slots = Slots::new(&input.dataset, &input.receipts, &input.target_address());
    let grouped = group(input, &slots);
    let coverage = coverage(input, &grouped, &slots);
    let utility = controls::utility(input);
    let controls = controls::controls(input, &grouped, &utility);
    let (verdict, reasons) = judge(input, &grouped, &controls, &coverage);
    Assessment {
        schema_version: SCHEMA_VERSION,
        generator: format!("klarsyn {}", env!("CARGO_PKG_VERSION")),
        run: input.run.clone(),
        target: input.target_address(),
        seed: input.dataset.seed,
        applicants: input.dataset.applicants().count() as u64,
        decoys: input.dataset.decoys().count() as u64,
        verdict,
        reasons,
        controls,
        coverage,
        utility,
        combinations: combinations(input, &grouped.findings),
        decoy_hits: grouped.decoy_hits.len() as u64,
        decoy_rate_upper: decoy_rate_upper(input, &grouped),
        intake: intake(input),
        documents: input.documents.clone(),
        findings: grouped.findings,
    }
}

fn judge(
    input: &AssessmentInput,
    grouped: &Grouped,
    controls: &[ControlResult],
    coverage: &Coverage,
) -> (Verdict, Vec<String>) {
    let leaks: Vec<&Finding> = grouped.findings.iter().filter(|f| f.expected == Expectation::Leak).collect();
    let mut reasons = if leaks.is_empty() { Vec::new() } else { leak_reasons(&leaks) };
    if input.is_plain() && leaks.is_empty() {
        reasons.push(
            "Nothing of the answer key was found, but a plain scan has no positive control: nothing proves that the \
             values were there to be found. Run a scenario with a control role to get a clean verdict."
                .into(),
        );
    }
    for control in controls.iter().filter(|c| !c.fired) {
        reasons.push(format!("A control did not hold ({}): {}.", control.name, control.detail));
    }
    let mut blocking: BTreeMap<&str, u64> = BTreeMap::new();
    for gap in coverage.gaps.iter().filter(|g| g.blocks_clean) {
        *blocking.entry(gap.kind.as_str()).or_default() += gap.count;
    }
    for (kind, count) in &blocking {
        reasons.push(format!("Not everything was seen: {count} x {}.", gap_words(kind)));
    }
    let looked =
        coverage.counts.get("captures").copied().unwrap_or(0) + coverage.counts.get("files").copied().unwrap_or(0);
    if looked == 0 {
        reasons.push("Nothing was looked at.".into());
    }
    let verdict = if !leaks.is_empty() {
        Verdict::Leaking
    } else if reasons.is_empty() {
        reasons.push(
            "Nothing leaked to any role that may not see it, every control held, and nothing was left unseen within \
             the agreed bounds. This holds for the tested roles, stages and documents."
                .into(),
        );
        Verdict::Clean
    } else {
        Verdict::Inconclusive
    };
    (verdict, reasons)
}

fn leak_reasons(leaks: &[&Finding]) -> Vec<String> {
    let places: BTreeSet<(Channel, &str)> = leaks.iter().map(|f| (f.channel, f.surface.template.as_str())).collect();
    let candidates: BTreeSet<&str> = leaks.iter().map(|f| f.candidate.as_str()).collect();
    let attributes: BTreeSet<AttributeId> = leaks.iter().map(|f| f.attribute.id).collect();
    let names: Vec<String> = attributes.iter().map(|id| id.kind().name.to_owned()).collect();
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut out = vec![format!(
        "{} away {} about {}: {}.",
        count(places.len(), "broken place gives", "broken places give"),
        count(attributes.len(), "kind of information", "kinds of information"),
        count(candidates.len(), "applicant", "applicants"),
        list(&names),
    )];
    if leaks.iter().all(|f| f.confidence != "certain") {
        out.push(
            "All of them are likely, none is certain: a person must look at the evidence before this is used.".into(),
        );
    }
    out
}

fn gap_words(kind: &str) -> &str {
    match kind {
        "failed" => "a page or file that did not load",
        "bound_hit" => "a limit that was hit",
        "not_inspected" => "a page or file that could not be read in full",
        "session_lost" => "a session that was lost",
        "undecided" => "an address that the scenario has to decide about (`target.scope.allow` or `deny`)",
        other => other,
    }
}

/// False discovery rate by target and decoy: each false hit falls on a decoy or an applicant in proportion to their
/// numbers, so the share `p` of decoys among all hits bounds the false share of the real ones by
/// `p / (1 - p) x applicants / decoys`. Hits are counted once for each person and attribute.
fn decoy_rate_upper(input: &AssessmentInput, grouped: &Grouped) -> f64 {
    let (hits, real) = (grouped.decoy_hits.len() as u64, grouped.real_hits.len() as u64);
    let decoys = input.dataset.decoys().count() as f64;
    if decoys == 0.0 || real == 0 {
        return 1.0;
    }
    let share = upper_bound_95(hits, hits + real);
    let rate = share / (1.0 - share) * input.dataset.applicants().count() as f64 / decoys;
    if rate.is_finite() { ((rate * 10_000.0).round() / 10_000.0).min(1.0) } else { 1.0 }
}

/// Fields of the application form that were filled with an age, a birth date or a CPR number: the form asked for it.
fn intake(input: &AssessmentInput) -> Vec<IntakeNote> {
    let mut notes = BTreeSet::new();
    for (field, what) in input.receipts.iter().flat_map(|r| &r.sent) {
        for id in what.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(AttributeId::parse) {
            if NOT_TO_BE_ASKED.contains(&id) {
                notes.insert(IntakeNote {
                    class: "INTAKE".into(),
                    field: field.clone(),
                    attribute: id,
                    severity: Severity::Info,
                    explanation: format!(
                        "The application form has a field for {}. Since 1 July 2022 an employer may not ask for \
                         information on age when an application is submitted (forskelsbehandlingsloven § 5, stk. 2), \
                         unless it is objectively justified.",
                        id.kind().name
                    ),
                });
            }
        }
    }
    notes.into_iter().collect()
}

#[cfg(test)]
#[path = "assess_tests/mod.rs"]
mod tests;
