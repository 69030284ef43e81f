//! A crawl of the board, and its score.

use std::collections::{BTreeMap, BTreeSet};

use klarsyn::crawl::{Cell, Tour, crawl};
use klarsyn::evidence::{Bundle, BundleWriter, CaptureKind, Secrets};
use klarsyn::scenario::{Apply, CandidateSource, CrawlLimits, RoleSpec, Scenario, TargetSpec, Via};
use klarsyn::target::{BrowserOptions, Door, DoorOptions, Scope};

use super::{Board, Goal, cases, goal_text};

fn scenario(start: &url::Url, limits: CrawlLimits) -> Scenario {
    Scenario {
        klarsyn: 1,
        name: "board".into(),
        target: TargetSpec {
            base: start.join("/").unwrap().into(),
            authorisation: String::new(),
            scope: Default::default(),
            accept_invalid_certificates: false,
        },
        candidates: CandidateSource { seed: Some(1), count: Some(1), ..CandidateSource::default() },
        apply: Apply { via: Via::Http, steps: Vec::new() },
        roles: BTreeMap::from([(
            "reviewer".into(),
            RoleSpec { start: vec![start.path().into()], ..RoleSpec::default() },
        )]),
        stages: Vec::new(),
        policy: Default::default(),
        crawl: limits,
        probes: Default::default(),
        provided: Default::default(),
        controls: Default::default(),
    }
}

/// How the board is crawled.
#[derive(Debug, Default)]
pub struct How {
    pub limits: CrawlLimits,
    pub browser: BrowserOptions,
    pub http_only: bool,
}

/// What a crawl won and what it sprang.
#[derive(Debug)]
pub struct Score {
    pub missed: Vec<&'static str>,
    pub traps: BTreeMap<String, u32>,
}

/// Crawls the board once; the bundle is in `folder`.
pub async fn run(board: &Board, how: How, folder: &std::path::Path) -> Tour {
    at(&format!("http://{}/", board.address).parse().unwrap(), how, folder).await
}

/// Crawls from a start page.
pub async fn at(start: &url::Url, how: How, folder: &std::path::Path) -> Tour {
    let bundle = BundleWriter::create(folder, Secrets::default()).unwrap();
    let tour = on(&bundle, start, how).await;
    bundle.seal().unwrap();
    tour
}

/// Crawls from a start page into a bundle that may hold something already.
pub async fn on(bundle: &BundleWriter, start: &url::Url, how: How) -> Tour {
    let How { limits, browser, http_only } = how;
    let scenario = scenario(start, limits);
    let origin = url::Url::parse(&scenario.target.base).unwrap();
    let door = Door::open(DoorOptions {
        scope: Scope { origins: vec![origin], deny: Vec::new(), allow: Vec::new() },
        bundle: bundle.clone(),
        rate: 100_000,
        browser,
        accept_invalid_certificates: false,
        body_limit: 256 << 20,
    })
    .await
    .unwrap();
    let spec = RoleSpec { http_only, ..scenario.roles["reviewer"].clone() };
    let cell = Cell { scenario: &scenario, role: "reviewer", spec: &spec, stage: "received", receipts: &[], also: &[] };
    let tour = crawl(&cell, &door, &|_, _| {}).await.unwrap();
    door.close().await;
    tour
}

/// Cases of [`Goal::Text`] whose text stands in a capture that is no response of the server.
fn seen(folder: &std::path::Path) -> BTreeSet<String> {
    let bundle = Bundle::open(folder).unwrap();
    let mut seen = BTreeSet::new();
    for capture in bundle.captures().unwrap() {
        if matches!(capture.kind, CaptureKind::Response | CaptureKind::Screenshot) {
            continue;
        }
        let body = String::from_utf8_lossy(&bundle.body(&capture).unwrap()).into_owned();
        seen.extend(cases().filter(|c| body.contains(&goal_text(c.name))).map(|c| c.name.to_owned()));
    }
    seen
}

/// Keeps the score of a crawl, and prints it.
pub fn score(board: &Board, tour: &Tour, folder: &std::path::Path) -> Score {
    let mut won = board.reached();
    won.extend(seen(folder).into_iter().filter(|name| cases().any(|c| c.name == name && c.goal == Goal::Text)));
    let missed: Vec<&str> = cases().map(|c| c.name).filter(|name| !won.contains(*name)).collect();
    let traps: BTreeMap<String, u32> = board.traps().into_iter().filter(|(name, _)| !name.starts_with('(')).collect();
    println!("{:?} actions, {} states", tour.actions, tour.states);
    println!("reached={} of={} traps={}", cases().count() - missed.len(), cases().count(), traps.len());
    Score { missed, traps }
}
