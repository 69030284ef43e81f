//! The leaks as a person mends them: one article for each broken place (a channel on a template), with a row for each
//! attribute that shows there.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use crate::findings::{Assessment, Channel, Expectation, Finding, Severity};
use crate::reports::text::{expectation, safe_link, severity, visible};

use super::album::{Album, Picture};

/// Articles on the page; what is left out is counted there and stands in `findings.json`.
const MOST_PLACES: usize = 150;
const MOST_ROWS: usize = 12;
const MOST_NAMES: usize = 12;
const MOST_OTHERS: usize = 100;

/// The articles, worst first, and how many there are in all.
pub(super) fn places(a: &Assessment, album: &mut Album) -> (Vec<Value>, usize) {
    let mut places: BTreeMap<(Channel, &str), Vec<&Finding>> = BTreeMap::new();
    for f in a.leaks() {
        places.entry((f.channel, f.surface.template.as_str())).or_default().push(f);
    }
    let mut places: Vec<Vec<&Finding>> = places.into_values().collect();
    // Stable: what weighs the same stays in the order of channels and templates.
    places.sort_by_key(|members| {
        let worst = members.iter().map(|f| f.severity).max();
        let sure = members.iter().any(|f| f.confidence == "certain");
        std::cmp::Reverse((worst, sure, people(members).len(), attributes(members)))
    });
    let total = places.len();
    let articles =
        places.iter().take(MOST_PLACES).enumerate().map(|(n, members)| article(members, n + 1, album)).collect();
    (articles, total)
}

fn people<'a>(members: &[&'a Finding]) -> BTreeSet<&'a str> {
    members.iter().map(|f| f.candidate.as_str()).collect()
}

fn attributes(members: &[&Finding]) -> usize {
    members.iter().map(|f| f.attribute.id).collect::<BTreeSet<_>>().len()
}

fn article(members: &[&Finding], number: usize, album: &mut Album) -> Value {
    let worst = members.iter().map(|f| f.severity).max().unwrap_or(Severity::Info);
    let Some(f) = members.iter().filter(|f| f.severity == worst).min_by_key(|f| (f.disguise.len(), f.capture)) else {
        return Value::UNDEFINED;
    };
    let mut rows: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for m in members {
        rows.entry((std::cmp::Reverse(m.severity), m.attribute.id, m.disguise.len(), &m.disguise)).or_default().push(m);
    }
    let cells: BTreeSet<(&str, &str)> = members.iter().map(|m| (m.role.as_str(), m.stage.as_str())).collect();
    let picture = members.iter().find_map(|m| m.screenshot.as_deref()).map(|p| album.picture(p, number));
    let (uri, shown_at, no_picture) = match picture {
        Some(Picture::Embedded(uri)) => (Some(uri), None, None),
        Some(Picture::ShownAt(article)) => (None, Some(article), None),
        Some(Picture::Missing(reason)) => (None, None, Some(reason)),
        None => (None, None, None),
    };
    let (severity_da, severity_en) = severity(worst);
    let people = people(members);
    context! {
        channel => f.channel.code(), channel_da => f.channel.name_da(), channel_en => f.channel.name(),
        severity => severity_en, severity_da, severity_en,
        likely => members.iter().all(|m| m.confidence != "certain"),
        template => visible(if f.surface.template.is_empty() { &f.surface.url } else { &f.surface.template }, 200),
        method => visible(&f.surface.method, 12), url => visible(&f.surface.url, 400), link => safe_link(&f.surface.url),
        reached => visible(&f.surface.reached, 400),
        cells => cells.iter().take(MOST_NAMES).map(|(r, s)| cell(r, s)).collect::<Vec<_>>(),
        people_count => people.len(),
        people => people.iter().take(MOST_NAMES).map(|p| visible(p, 60)).collect::<Vec<_>>(),
        rows => rows.values().take(MOST_ROWS).map(|r| row(r)).collect::<Vec<_>>(),
        more => rows.len().saturating_sub(MOST_ROWS),
        // Base64 of our own making holds nothing to escape, and escaping would make it half as long again.
        picture => uri.map(Value::from_safe_string), shown_at, no_picture,
    }
}

fn cell(role: &str, stage: &str) -> String {
    if stage.is_empty() { visible(role, 60) } else { format!("{} / {}", visible(role, 60), visible(stage, 60)) }
}

/// One attribute in one disguise: the first of its findings stands for the others.
fn row(members: &[&Finding]) -> Value {
    let Some(f) = members.iter().min_by_key(|f| (f.confidence != "certain", f.capture, &f.candidate)) else {
        return Value::UNDEFINED;
    };
    let kind = f.attribute.id.kind();
    let (before, hit, after) = split(&f.snippet, &f.attribute.value);
    let fingerprints: BTreeSet<&str> = members.iter().map(|m| m.fingerprint.0.as_str()).collect();
    context! {
        attribute => f.attribute.id.code(), name_da => kind.name_da, name_en => kind.name, ground => kind.ground,
        value => visible(&f.attribute.value, 120), before, hit, after,
        disguise => f.disguise.iter().map(|d| visible(d, 60)).collect::<Vec<_>>(),
        concealed => f.concealed.as_ref().map(|c| visible(c, 60)),
        likely => f.confidence != "certain",
        place => visible(&f.surface.place, 160), candidate => visible(&f.candidate, 60),
        people => people(members).len(),
        occurrences => members.iter().fold(0u64, |n, m| n.saturating_add(m.occurrences)),
        evidence => visible(&f.evidence, 64), evidence_short => visible(&f.evidence, 16), capture => f.capture,
        fingerprint => fingerprints.first().map(|p| visible(p, 40)), more => fingerprints.len().saturating_sub(1),
    }
}

/// The snippet before, at and after the value; a disguised value is not found there, and nothing is highlighted.
fn split(snippet: &str, value: &str) -> (String, String, String) {
    match snippet.find(value).filter(|_| !value.is_empty()) {
        Some(at) => (visible(&snippet[..at], 300), visible(value, 300), visible(&snippet[at + value.len()..], 300)),
        None => (visible(snippet, 600), String::new(), String::new()),
    }
}

/// What was seen and is no leak, folded by reason: sightings of the control role only as a number.
pub(super) fn others(a: &Assessment) -> (Vec<Value>, usize) {
    let mut rows: BTreeMap<_, (BTreeSet<&str>, usize)> = BTreeMap::new();
    for f in a.findings.iter().filter(|f| f.expected != Expectation::Leak) {
        let role = f.role.as_str();
        let row = rows.entry((f.expected, f.explanation.as_str(), f.attribute.id, role)).or_default();
        row.0.insert(&f.candidate);
        row.1 += 1;
    }
    rows.retain(|key, _| key.0 != Expectation::Control);
    let total = rows.len();
    let shown = rows
        .iter()
        .take(MOST_OTHERS)
        .map(|((expected, why, id, role), (people, findings))| {
            context! {
                word_da => expectation(*expected).0, word_en => expectation(*expected).1, why => visible(why, 300),
                attribute => id.code(), name_da => id.kind().name_da, name_en => id.kind().name,
                role => visible(role, 60), people => people.len(), findings,
            }
        })
        .collect();
    (shown, total)
}

/// Channel by attribute: how many applicants leak there, and the worst severity of the cell. Channels are the rows: their
/// names are long, and there may be many attributes.
pub(super) fn matrix(a: &Assessment) -> (Vec<Value>, Vec<Value>) {
    let mut cells: BTreeMap<_, (BTreeSet<&str>, Severity)> = BTreeMap::new();
    for f in a.leaks() {
        let cell = cells.entry((f.channel, f.attribute.id)).or_insert((BTreeSet::new(), f.severity));
        cell.0.insert(&f.candidate);
        cell.1 = cell.1.max(f.severity);
    }
    let channels: BTreeSet<_> = cells.keys().map(|k| k.0).collect();
    let ids: BTreeSet<_> = cells.keys().map(|k| k.1).collect();
    let columns =
        ids.iter().map(|id| context! { code => id.code(), name_da => id.kind().name_da, name_en => id.kind().name });
    let rows = channels.iter().map(|channel| {
        let row: Vec<Value> = ids
            .iter()
            .map(|id| match cells.get(&(*channel, *id)) {
                Some((people, worst)) => {
                    let (da, en) = severity(*worst);
                    context! { people => people.len(), severity => en, word => da }
                }
                None => context! { people => 0 },
            })
            .collect();
        context! { code => channel.code(), name_da => channel.name_da(), name_en => channel.name(), cells => row }
    });
    (columns.collect(), rows.collect())
}
