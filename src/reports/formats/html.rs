//! `report.html`: one self-contained page for people; it loads nothing and runs nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Component, Path};

use base64::Engine as _;
use minijinja::{AutoEscape, Environment, Value, context};

use crate::findings::{Assessment, Expectation, Finding, Severity, Verdict};
use crate::reports::ReportError;
use crate::reports::text::{expectation, safe_link, severity, verdict, visible};

const TEMPLATE: &str = include_str!("../templates/report.html");
const MOST_GROUPS: usize = 400;
const MOST_PEOPLE: usize = 20;
const MOST_PICTURE_BYTES: usize = 12 * 1024 * 1024;
const MOST_FILE_BYTES: u64 = 20 * 1024 * 1024;
const PICTURE_WIDTH: u32 = 1_000;

/// Renders the page; screenshots are read from the run's folder, made smaller and embedded up to a total size.
pub fn render(a: &Assessment, folder: &Path) -> Result<String, ReportError> {
    let fail = |e: minijinja::Error| ReportError::Render { format: "report.html", reason: e.to_string() };
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.add_template("report.html", TEMPLATE).map_err(fail)?;
    let mut groups: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for f in &a.findings {
        let rest = f.expected != Expectation::Leak;
        groups.entry((rest, std::cmp::Reverse(f.severity), &f.fingerprint)).or_default().push(f);
    }
    let total = groups.len();
    let leaks = groups.keys().filter(|k| !k.0).count();
    let mut album = Album { left: MOST_PICTURE_BYTES };
    let groups: Vec<Value> = groups.values().take(MOST_GROUPS).map(|g| group(g, folder, &mut album)).collect();
    let (verdict_da, verdict_en) = verdict(a.verdict);
    let class = match a.verdict {
        Verdict::Clean => "clean",
        Verdict::Inconclusive => "inconclusive",
        Verdict::Leaking => "leaking",
    };
    let gaps: Vec<Value> = a
        .coverage
        .gaps
        .iter()
        .map(|g| {
            context! {
                kind => visible(&g.kind, 60), what => visible(&g.what, 300), reason => visible(&g.reason, 400),
                role => visible(&g.role, 60), stage => visible(&g.stage, 60), blocks => g.blocks_clean, count => g.count,
            }
        })
        .collect();
    let controls: Vec<Value> = a
        .controls
        .iter()
        .map(|c| context! { name => visible(&c.name, 200), fired => c.fired, detail => visible(&c.detail, 600) })
        .collect();
    let names = |map: &BTreeMap<String, u64>| -> Vec<(String, u64)> {
        map.iter().map(|(k, n)| (visible(k, 200), *n)).collect()
    };
    let (columns, matrix) = matrix(a);
    let data = context! {
        verdict => class, verdict_da, verdict_en,
        reasons => a.reasons.iter().map(|r| visible(r, 600)).collect::<Vec<_>>(),
        run => visible(&a.run, 200), target => visible(&a.target, 300), generator => visible(&a.generator, 200),
        seed => a.seed, applicants => a.applicants, decoys => a.decoys, decoy_hits => a.decoy_hits,
        decoy_rate => format!("{:.1}", a.decoy_rate_upper * 100.0),
        leaks, total, hidden => total.saturating_sub(MOST_GROUPS), groups, columns, matrix, gaps, controls,
        counts => names(&a.coverage.counts), cells => names(&a.coverage.cells), formats => names(&a.coverage.formats),
        reach => a.coverage.reach.iter().map(|r| context! {
            role => visible(&r.role, 60), stage => visible(&r.stage, 60), seen => r.seen,
            estimate => format!("{:.0}", r.estimate), low => format!("{:.0}", r.low), high => format!("{:.0}", r.high),
        }).collect::<Vec<_>>(),
        utility => context! { planted => a.utility.planted, seen => a.utility.seen,
            missing => a.utility.missing.iter().take(100).map(|m| visible(m, 120)).collect::<Vec<_>>() },
        intake => a.intake.iter().map(|i| context! { field => visible(&i.field, 120),
            kind => i.attribute.kind().name_da, kind_en => i.attribute.kind().name, why => visible(&i.explanation, 400) }).collect::<Vec<_>>(),
    };
    env.get_template("report.html").and_then(|t| t.render(data)).map_err(fail)
}

fn group(members: &[&Finding], folder: &Path, album: &mut Album) -> Value {
    let Some(f) = members.first() else { return Value::UNDEFINED };
    let kind = f.attribute.id.kind();
    let people: BTreeSet<String> = members.iter().map(|m| visible(&m.candidate, 80)).collect();
    let (before, hit, after) = split(&f.snippet, &f.attribute.value);
    let picture = members.iter().find_map(|m| m.screenshot.as_deref()).map(|p| album.embed(folder, p));
    context! {
        id => visible(&f.fingerprint.0, 80), attribute => f.attribute.id.code(), name_da => kind.name_da, name => kind.name,
        value => visible(&f.attribute.value, 200), channel => f.channel.code(), channel_da => f.channel.name_da(),
        channel_name => f.channel.name(), severity => severity(f.severity).1, severity_da => severity(f.severity).0,
        severity_en => severity(f.severity).1, expected => expectation(f.expected).1, expected_da => expectation(f.expected).0,
        expected_en => expectation(f.expected).1, ground => kind.ground,
        disguise => f.disguise.iter().map(|d| visible(d, 80)).collect::<Vec<_>>(),
        concealed => f.concealed.as_ref().map(|c| visible(c, 200)), role => visible(&f.role, 80), stage => visible(&f.stage, 80),
        method => visible(&f.surface.method, 12), url => visible(&f.surface.url, 600), link => safe_link(&f.surface.url),
        place => visible(&f.surface.place, 300), reached => visible(&f.surface.reached, 600),
        before, hit, after, confidence => visible(&f.confidence, 40), explanation => visible(&f.explanation, 600),
        evidence => visible(&f.evidence, 80), capture => f.capture,
        occurrences => members.iter().fold(0u64, |n, m| n.saturating_add(m.occurrences)),
        people_count => people.len(), people => people.into_iter().take(MOST_PEOPLE).collect::<Vec<_>>(),
        picture => picture.as_ref().and_then(|p| p.as_ref().ok()), no_picture => picture.as_ref().and_then(|p| p.as_ref().err()),
    }
}

/// The snippet before, at and after the value; a disguised value is not found there, and nothing is highlighted.
fn split(snippet: &str, value: &str) -> (String, String, String) {
    match snippet.find(value).filter(|_| !value.is_empty()) {
        Some(at) => (visible(&snippet[..at], 600), visible(value, 300), visible(&snippet[at + value.len()..], 600)),
        None => (visible(snippet, 1_200), String::new(), String::new()),
    }
}

/// Attribute by channel: how many applicants leak there, and the worst severity of the cell.
fn matrix(a: &Assessment) -> (Vec<Value>, Vec<Value>) {
    let mut cells: BTreeMap<_, (BTreeSet<&str>, Severity)> = BTreeMap::new();
    for f in a.leaks() {
        let cell = cells.entry((f.attribute.id, f.channel)).or_insert((BTreeSet::new(), f.severity));
        cell.0.insert(&f.candidate);
        cell.1 = cell.1.max(f.severity);
    }
    let channels: BTreeSet<_> = cells.keys().map(|k| k.1).collect();
    let ids: BTreeSet<_> = cells.keys().map(|k| k.0).collect();
    let columns =
        channels.iter().map(|c| context! { code => c.code(), name_da => c.name_da(), name => c.name() }).collect();
    let rows = ids
        .iter()
        .map(|id| {
            let row: Vec<Value> = channels
                .iter()
                .map(|c| match cells.get(&(*id, *c)) {
                    Some((people, worst)) => {
                        context! { people => people.len(), severity => severity(*worst).1, word => severity(*worst).0 }
                    }
                    None => context! { people => 0 },
                })
                .collect();
            context! { code => id.code(), name_da => id.kind().name_da, name => id.kind().name, cells => row }
        })
        .collect();
    (columns, rows)
}

/// Embeds screenshots until the page would become too big to send.
struct Album {
    left: usize,
}

impl Album {
    /// A data URI, or why there is none.
    fn embed(&mut self, folder: &Path, path: &str) -> Result<String, String> {
        let inside = Path::new(path);
        if !inside.components().all(|c| matches!(c, Component::Normal(_))) {
            return Err("the path leaves the run's folder".to_owned());
        }
        if self.left == 0 {
            return Err("the report is full; the picture is in the run's folder".to_owned());
        }
        let file = folder.join(inside);
        let size = std::fs::symlink_metadata(&file).map_err(|_| "the file is missing".to_owned())?;
        if !size.is_file() || size.len() > MOST_FILE_BYTES {
            return Err("not a plain file of a size that is embedded".to_owned());
        }
        let jpeg = shrink(&file).map_err(|e| format!("could not read the picture: {}", visible(&e, 200)))?;
        if jpeg.len() > self.left {
            self.left = 0;
            return Err("the report is full; the picture is in the run's folder".to_owned());
        }
        self.left -= jpeg.len();
        Ok(format!("data:image/jpeg;base64,{}", base64::engine::general_purpose::STANDARD.encode(jpeg)))
    }
}

fn shrink(file: &Path) -> Result<Vec<u8>, String> {
    let mut reader = image::ImageReader::open(file).and_then(|r| r.with_guessed_format()).map_err(|e| e.to_string())?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(20_000);
    limits.max_image_height = Some(40_000);
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    let mut picture = reader.decode().map_err(|e| e.to_string())?;
    if picture.width() > PICTURE_WIDTH {
        // A full-page picture of an endless list is cut by the height, never stretched.
        picture = picture.resize(PICTURE_WIDTH, 4 * PICTURE_WIDTH, image::imageops::FilterType::Triangle);
    }
    let mut out = Cursor::new(Vec::new());
    picture.to_rgb8().write_to(&mut out, image::ImageFormat::Jpeg).map_err(|e| e.to_string())?;
    Ok(out.into_inner())
}
