//! The crawler against our own board: everything is reached, no trap is sprung, every bound that was hit is said.

mod board;

use std::collections::{BTreeMap, BTreeSet};

use board::{Board, Goal, cases, goal_text};
use klarsyn::crawl::{Cell, Tour, crawl};
use klarsyn::evidence::{Bundle, BundleWriter, CaptureKind, GapKind, Secrets};
use klarsyn::scenario::{Apply, CandidateSource, CrawlLimits, RoleSpec, Scenario, TargetSpec, Via};
use klarsyn::target::{Door, DoorOptions, Scope};

fn scenario(board: &Board, limits: CrawlLimits) -> Scenario {
    Scenario {
        klarsyn: 1,
        name: "board".into(),
        target: TargetSpec {
            base: format!("http://{}/", board.address),
            authorisation: String::new(),
            scope: Default::default(),
            accept_invalid_certificates: false,
        },
        candidates: CandidateSource { seed: Some(1), count: Some(1), ..CandidateSource::default() },
        apply: Apply { via: Via::Http, steps: Vec::new() },
        roles: BTreeMap::from([("reviewer".into(), RoleSpec { start: vec!["/".into()], ..RoleSpec::default() })]),
        stages: Vec::new(),
        policy: Default::default(),
        crawl: limits,
        probes: Default::default(),
        provided: Default::default(),
        controls: Default::default(),
    }
}

async fn run(board: &Board, limits: CrawlLimits, folder: &std::path::Path, http_only: bool) -> Tour {
    let scenario = scenario(board, limits);
    let origin = url::Url::parse(&scenario.target.base).unwrap();
    let bundle = BundleWriter::create(folder, Secrets::default()).unwrap();
    let door = Door::open(DoorOptions {
        scope: Scope { origins: vec![origin], deny: Vec::new(), allow: Vec::new() },
        bundle: bundle.clone(),
        rate: 1_000,
        webdriver: None,
        bind: std::net::Ipv4Addr::LOCALHOST.into(),
        accept_invalid_certificates: false,
        body_limit: 50_000_000,
        headed: false,
    })
    .await
    .unwrap();
    let spec = RoleSpec { http_only, ..scenario.roles["reviewer"].clone() };
    let cell = Cell { scenario: &scenario, role: "reviewer", spec: &spec, stage: "received", receipts: &[], also: &[] };
    let tour = crawl(&cell, &door, &|_, _| {}).await.unwrap();
    door.close().await;
    bundle.seal().unwrap();
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_technique_of_the_board_is_reached_and_no_trap_is_sprung() {
    let board = Board::start().await;
    let folder = tempfile::tempdir().unwrap();
    let limits = CrawlLimits { browsers: 2, ..CrawlLimits::default() };
    let tour = run(&board, limits, folder.path(), false).await;
    let mut won = board.reached();
    won.extend(seen(folder.path()).into_iter().filter(|name| cases().any(|c| c.name == name && c.goal == Goal::Text)));
    let missed: Vec<&str> = cases().map(|c| c.name).filter(|name| !won.contains(*name)).collect();
    let traps: BTreeMap<String, u32> = board.traps().into_iter().filter(|(name, _)| !name.starts_with('(')).collect();
    println!("{:?} actions, {} states", tour.actions, tour.states);
    println!("reached={} of={} traps={}", cases().count() - missed.len(), cases().count(), traps.len());
    assert!(traps.is_empty(), "{traps:?}");
    assert!(missed.is_empty(), "missed {missed:?}");
    let gaps = Bundle::open(folder.path()).unwrap().gaps().unwrap();
    for (kind, word) in [
        (GapKind::BoundHit, "/calendar/{}"),
        (GapKind::RefusedForSafety, "Afvis"),
        (GapKind::RefusedForSafety, "logout"),
    ] {
        assert!(gaps.iter().any(|g| g.kind == kind && g.what.contains(word)), "{word}: {gaps:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_bound_that_is_hit_stands_in_the_coverage() {
    let board = Board::start().await;
    let folder = tempfile::tempdir().unwrap();
    let tour = run(&board, CrawlLimits { max_pages: 5, ..CrawlLimits::default() }, folder.path(), true).await;
    assert!(!tour.by_miner.is_empty() && tour.by_browser.is_empty());
    let gaps = Bundle::open(folder.path()).unwrap().gaps().unwrap();
    assert!(gaps.iter().any(|g| g.kind == GapKind::BoundHit && g.what.contains("max_pages")), "{gaps:?}");
}
