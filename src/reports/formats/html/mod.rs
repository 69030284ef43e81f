//! `report.html`: one self-contained page for people; it loads nothing and runs nothing.

use std::collections::BTreeMap;
use std::path::Path;

use minijinja::{AutoEscape, Environment, Value, context};

use crate::findings::{Assessment, Verdict};
use crate::reports::text::{verdict, visible};
use crate::reports::{ReportError, danish};

use self::album::Album;

mod album;
mod places;

const TEMPLATE: &str = include_str!("../../templates/report.html");

/// Renders the page; screenshots are read from the run's folder, made smaller and embedded up to a total size.
pub fn render(a: &Assessment, folder: &Path) -> Result<String, ReportError> {
    let fail = |e: minijinja::Error| ReportError::Render { format: "report.html", reason: e.to_string() };
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.add_template("report.html", TEMPLATE).map_err(fail)?;
    let mut album = Album::new(folder);
    let (articles, places) = places::places(a, &mut album);
    let (others, other_rows) = places::others(a);
    let (columns, matrix) = places::matrix(a);
    let (verdict_da, verdict_en) = verdict(a.verdict);
    let data = context! {
        verdict => match a.verdict {
            Verdict::Clean => "clean",
            Verdict::Inconclusive => "inconclusive",
            Verdict::Leaking => "leaking",
        },
        verdict_da, verdict_en,
        reasons_da => danish::reasons(a),
        reasons => a.reasons.iter().map(|r| visible(r, 600)).collect::<Vec<_>>(),
        run => visible(&a.run, 200), target => visible(&a.target, 300), generator => visible(&a.generator, 200),
        seed => a.seed, applicants => a.applicants, decoys => a.decoys, decoy_hits => a.decoy_hits,
        decoy_rate => format!("{:.1}", a.decoy_rate_upper * 100.0).replace('.', ","),
        decoy_rate_en => format!("{:.1}", a.decoy_rate_upper * 100.0),
        places, hidden => places - articles.len(), articles,
        hidden_others => other_rows - others.len(), others,
        control_sightings => a.findings.iter().filter(|f| f.expected == crate::findings::Expectation::Control).count(),
        columns, matrix, gaps => gaps(a), controls => controls(a),
        counts => counts(a), cells => names(&a.coverage.cells), formats => names(&a.coverage.formats),
        templates => a.coverage.templates.len(),
        reach => reach(a), utility => utility(a), combinations => combinations(a), intake => intake(a),
        documents => documents(a), hidden_documents => a.documents.len().saturating_sub(DOCUMENTS),
    };
    env.get_template("report.html").and_then(|t| t.render(data)).map_err(fail)
}

fn names(map: &BTreeMap<String, u64>) -> Vec<(String, u64)> {
    map.iter().map(|(k, n)| (visible(k, 200), *n)).collect()
}

fn counts(a: &Assessment) -> Vec<Value> {
    let row = |(name, n): (&String, &u64)| context! { da => danish::count(name), en => visible(name, 80), n };
    a.coverage.counts.iter().map(row).collect()
}

fn gaps(a: &Assessment) -> Vec<Value> {
    let row = |g: &crate::findings::GapLine| {
        context! {
            kind_da => danish::gap(&g.kind), kind => visible(&g.kind, 60), what => visible(&g.what, 300),
            reason => visible(&g.reason, 400), role => visible(&g.role, 60), stage => visible(&g.stage, 60),
            blocks => g.blocks_clean, count => g.count,
        }
    };
    a.coverage.gaps.iter().map(row).collect()
}

fn controls(a: &Assessment) -> Vec<Value> {
    let row = |c: &crate::findings::ControlResult| {
        context! {
            name_da => danish::control(&c.name), name => visible(&c.name, 200), fired => c.fired,
            detail => visible(&c.detail, 600),
        }
    };
    // What did not hold comes first: it is what a reader must know.
    let (held, failed): (Vec<_>, Vec<_>) = a.controls.iter().partition(|c| c.fired);
    failed.into_iter().chain(held).map(row).collect()
}

fn reach(a: &Assessment) -> Vec<Value> {
    let row = |r: &crate::findings::ReachEstimate| {
        context! {
            role => visible(&r.role, 60), stage => visible(&r.stage, 60), browser => r.browser, miner => r.miner,
            both => r.both, seen => r.seen, estimate => format!("{:.0}", r.estimate), low => format!("{:.0}", r.low),
            high => format!("{:.0}", r.high),
        }
    };
    a.coverage.reach.iter().map(row).collect()
}

fn utility(a: &Assessment) -> Value {
    let missing: Vec<String> = a.utility.missing.iter().take(100).map(|m| visible(m, 120)).collect();
    context! { planted => a.utility.planted, seen => a.utility.seen, missing }
}

/// Compared documents that are shown; the rest stands in `findings.json`.
const DOCUMENTS: usize = 100;

fn documents(a: &Assessment) -> Vec<Value> {
    let row = |d: &crate::findings::ShownDocument| {
        let o = &d.outcome;
        let ids = |ids: std::collections::BTreeSet<crate::candidates::AttributeId>| {
            ids.iter().map(|id| format!("{id} {}", id.kind().name_da)).collect::<Vec<_>>().join(", ")
        };
        context! {
            role => visible(&d.role, 60), stage => visible(&d.stage, 60), url => visible(&d.url, 200),
            candidate => visible(&o.candidate, 60), original => visible(&d.original, 60),
            survived => ids(o.survived.iter().map(|s| s.attribute.id).collect()),
            removed => ids(o.removed.iter().map(|v| v.id).collect()),
            kept => o.kept.len(), qualifications => o.kept.len() + o.lost.len(),
            lost => o.lost.iter().take(10).map(|q| visible(q, 80)).collect::<Vec<_>>().join(", "),
            words_kept => o.words_kept, words => o.words, gaps => o.gaps.len(),
        }
    };
    a.documents.iter().take(DOCUMENTS).map(row).collect()
}

fn combinations(a: &Assessment) -> Vec<Value> {
    let row = |c: &crate::findings::Combination| {
        let names = |of: fn(&crate::candidates::AttributeKind) -> &'static str| {
            c.attributes.iter().map(|id| of(id.kind())).collect::<Vec<_>>().join(", ")
        };
        context! {
            role => visible(&c.role, 60), attributes => names(|k| k.name_da), attributes_en => names(|k| k.name),
            applicants => c.applicants, alone => c.alone, smallest => c.smallest_group, population => c.population,
            allowed => c.allowed,
        }
    };
    a.combinations.iter().map(row).collect()
}

fn intake(a: &Assessment) -> Vec<Value> {
    let row = |i: &crate::findings::IntakeNote| {
        context! {
            field => visible(&i.field, 120), kind => i.attribute.kind().name_da, kind_en => i.attribute.kind().name,
            why => visible(&i.explanation, 400),
        }
    };
    a.intake.iter().map(row).collect()
}
