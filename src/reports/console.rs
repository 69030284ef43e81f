//! The result as text for a terminal: verdict first, then what leaked, what was not seen, and the next command.

use std::collections::BTreeMap;
use std::path::Path;

use anstyle::{AnsiColor, Style};

use crate::findings::{Assessment, Finding, Verdict};

use super::text::{severity, verdict, visible};

const MOST_LEAKS: usize = 25;
const MOST_GAPS: usize = 10;

/// Plain text without any escape sequence.
pub fn render(assessment: &Assessment, folder: &Path) -> String {
    render_with(assessment, Some(folder), false)
}

/// What was found in files that have no run's folder, hence no report beside them.
pub fn render_files(assessment: &Assessment) -> String {
    render_with(assessment, None, false)
}

/// The same, with colours where the caller knows that a terminal reads it.
pub fn render_with(a: &Assessment, folder: Option<&Path>, colour: bool) -> String {
    let style = match a.verdict {
        _ if !colour => Style::new(),
        Verdict::Clean => Style::new().bold().fg_color(Some(AnsiColor::Green.into())),
        Verdict::Inconclusive => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
        Verdict::Leaking => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
    };
    let (da, en) = verdict(a.verdict);
    let mut out = format!("{style}{da} / {en}{style:#}\n");
    for reason in &a.reasons {
        out.push_str(&format!("  {}\n", visible(reason, 200)));
    }
    let mut groups: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for f in a.leaks() {
        groups.entry((std::cmp::Reverse(f.severity), &f.fingerprint)).or_default().push(f);
    }
    if !groups.is_empty() {
        out.push_str(&format!("\nLæk / leaks: {}\n", groups.len()));
    }
    for members in groups.values().take(MOST_LEAKS) {
        let Some(f) = members.first() else { continue };
        let kind = f.attribute.id.kind();
        out.push_str(&format!(
            "  [{}] {} {} -> {} {} ({} x)\n      {} {}\n      {}\n",
            severity(f.severity).0,
            f.attribute.id,
            kind.name_da,
            f.channel,
            f.channel.name_da(),
            members.len(),
            visible(&f.surface.method, 10),
            visible(if f.surface.template.is_empty() { &f.surface.url } else { &f.surface.template }, 90),
            visible(&f.snippet, 90),
        ));
    }
    more(&mut out, groups.len(), MOST_LEAKS, "findings.json");
    let held = a.controls.iter().filter(|c| c.fired).count();
    out.push_str(&format!("\nKontroller / controls: {held} af {} holdt\n", a.controls.len()));
    for c in a.controls.iter().filter(|c| !c.fired) {
        out.push_str(&format!("  svigtede / failed: {}: {}\n", visible(&c.name, 60), visible(&c.detail, 100)));
    }
    let counts: Vec<String> = a.coverage.counts.iter().map(|(k, n)| format!("{}={n}", visible(k, 40))).collect();
    out.push_str(&format!("Dækning / coverage: {}\n", counts.join(" ")));
    out.push_str(&format!("Ikke set / not seen: {}\n", a.coverage.gaps.len()));
    for g in a.coverage.gaps.iter().take(MOST_GAPS) {
        let mark = if g.blocks_clean { "!" } else { "-" };
        out.push_str(&format!(
            "  {mark} {} {} ({} x): {}\n",
            visible(&g.kind, 20),
            visible(&g.what, 70),
            g.count,
            visible(&g.reason, 90)
        ));
    }
    more(&mut out, a.coverage.gaps.len(), MOST_GAPS, "report.html");
    if let Some(seed) = a.seed {
        out.push_str(&format!("Seed: {seed}\n"));
    }
    if let Some(folder) = folder {
        let shown = visible(&folder.display().to_string(), 400);
        out.push_str(&format!("Rapport / report: {shown}/report.html\nEfterprøv / check it: klarsyn verify {shown}\n"));
    }
    out
}

fn more(out: &mut String, total: usize, most: usize, file: &str) {
    if total > most {
        out.push_str(&format!("  ... og {} mere / more, in {file}\n", total - most));
    }
}
