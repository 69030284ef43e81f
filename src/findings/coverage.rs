//! How much was looked at, and what was not: numbers, and every gap folded to one line with its count.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::{CaptureKind, Engine, GapKind};

use super::finding::{Coverage, GapLine};
use super::group::Grouped;
use super::input::AssessmentInput;
use super::statistics::chapman;
use super::template::Slots;

/// Counts everything that was read, and folds the gaps.
pub fn coverage(input: &AssessmentInput, grouped: &Grouped, slots: &Slots) -> Coverage {
    let mut out = Coverage::default();
    let mut add = |name: &str, n: u64| *out.counts.entry(name.to_owned()).or_default() += n;
    let mut pages: BTreeSet<(&str, &str, String)> = BTreeSet::new();
    for (sighting, template) in input.sightings.iter().zip(&grouped.templates) {
        add("bytes", sighting.capture.as_ref().map_or(sighting.size, |c| c.size));
        add("searched_bytes", sighting.matches.searched_bytes);
        match &sighting.capture {
            None => add("files", 1),
            Some(c) if c.provenance.engine == Engine::Submission => {
                add("submission_captures", 1);
                continue;
            }
            Some(c) => {
                add("captures", 1);
                if c.kind == CaptureKind::Screenshot {
                    add("screenshots", 1);
                }
                pages.insert((sighting.role(), sighting.stage(), sighting.address()));
                *out.cells.entry(format!("{} / {}", sighting.role(), sighting.stage())).or_default() += 1;
            }
        }
        *out.templates.entry(template.clone()).or_default() += 1;
        for format in &sighting.formats {
            *out.formats.entry(format.clone()).or_default() += 1;
        }
    }
    add("pages", pages.len() as u64);
    add("templates", out.templates.len() as u64);
    add("submission_matches", grouped.submission_matches);
    if input.documents_left > 0 {
        add("documents_not_compared", input.documents_left);
    }
    for tour in &input.tours {
        for (name, n) in &tour.counts {
            add(name, *n);
        }
        if !tour.by_browser.is_empty() && !tour.by_miner.is_empty() {
            let both = tour.by_browser.intersection(&tour.by_miner).count() as u64;
            let (browser, miner) = (tour.by_browser.len() as u64, tour.by_miner.len() as u64);
            out.reach.push(chapman(&tour.role, &tour.stage, browser, miner, both));
        }
    }
    out.reach.sort_by(|a, b| (&a.role, &a.stage).cmp(&(&b.role, &b.stage)));
    out.gaps = gaps(input, slots);
    out
}

fn gaps(input: &AssessmentInput, slots: &Slots) -> Vec<GapLine> {
    // What a role that may see everything could not be shown is no leak that was missed; whether it saw enough is what the
    // positive controls tell.
    let may_see_all = |role: &str| input.roles.iter().any(|r| r.name == role && r.control);
    let mut folded: BTreeMap<(String, String, String, String, String), GapLine> = BTreeMap::new();
    let mut add = |kind: GapKind, what: &str, reason: &str, role: &str, stage: &str| {
        let template = slots.address(what, &[]);
        // A reason that repeats the address would keep gaps of one template apart.
        let same = if what.is_empty() { reason.to_owned() } else { reason.replace(what, "…") };
        let key = (kind_name(kind), same, role.to_owned(), stage.to_owned(), template);
        let line = folded.entry(key).or_insert_with(|| GapLine {
            kind: kind_name(kind),
            what: what.to_owned(),
            reason: reason.to_owned(),
            role: role.to_owned(),
            stage: stage.to_owned(),
            blocks_clean: kind.blocks_clean()
                && !(matches!(kind, GapKind::NotInspected | GapKind::Undecided) && may_see_all(role)),
            count: 0,
        });
        line.count += 1;
        if what < line.what.as_str() {
            line.what = what.to_owned();
        }
    };
    for gap in &input.gaps {
        add(gap.kind, &gap.what, &gap.reason, &gap.role, &gap.stage);
    }
    for sighting in &input.sightings {
        for reason in sighting.gaps.iter().chain(&sighting.matches.gaps) {
            add(GapKind::NotInspected, &sighting.address(), reason, sighting.role(), sighting.stage());
        }
    }
    let mut lines: Vec<GapLine> = folded.into_values().collect();
    lines.sort_by(|a, b| b.blocks_clean.cmp(&a.blocks_clean).then_with(|| a.cmp(b)));
    lines
}

fn kind_name(kind: GapKind) -> String {
    match kind {
        GapKind::Failed => "failed",
        GapKind::BoundHit => "bound_hit",
        GapKind::RefusedForSafety => "refused_for_safety",
        GapKind::Undecided => "undecided",
        GapKind::OutOfScope => "out_of_scope",
        GapKind::NotInspected => "not_inspected",
        GapKind::SessionLost => "session_lost",
    }
    .to_owned()
}
