//! The crawler against our own board: everything is reached, no trap is sprung, every bound that was hit is said.

mod board;

use board::Board;
use board::tour::{How, on, run, score};
use klarsyn::evidence::{Bundle, BundleWriter, CaptureKind, GapKind, Secrets};
use klarsyn::scenario::CrawlLimits;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_technique_of_the_board_is_reached_and_no_trap_is_sprung() {
    let board = Board::start().await;
    let folder = tempfile::tempdir().unwrap();
    let limits = CrawlLimits { browsers: 2, ..CrawlLimits::default() };
    let tour = run(&board, How { limits, ..How::default() }, folder.path()).await;
    let score = score(&board, &tour, folder.path());
    assert!(score.traps.is_empty(), "{:?}", score.traps);
    assert!(score.missed.is_empty(), "missed {:?}", score.missed);
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
    let limits = CrawlLimits { max_pages: 5, ..CrawlLimits::default() };
    let tour = run(&board, How { limits, http_only: true, ..How::default() }, folder.path()).await;
    assert!(!tour.by_miner.is_empty() && tour.by_browser.is_empty());
    let gaps = Bundle::open(folder.path()).unwrap().gaps().unwrap();
    assert!(gaps.iter().any(|g| g.kind == GapKind::BoundHit && g.what.contains("max_pages")), "{gaps:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_left_undone_on_a_page_that_was_finished_before_a_crash_is_a_gap_of_the_run_that_goes_on() {
    // Start pages are opened again at the end of every run: this one is not one of them.
    let links: String = (0..9).map(|n| format!("<a href=/side/{n}>Side {n}</a> ")).collect();
    let home = format!("<a href=/knapper>Knapper</a> {links}");
    let router = axum::Router::new()
        .route("/", axum::routing::get(|| async { axum::response::Html(home) }))
        .route("/side/{n}", axum::routing::get(|| async { axum::response::Html("<p>Intet her</p>") }))
        .route("/knapper", axum::routing::get(|| async { axum::response::Html("<button>Afvis ansøger</button>") }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let start: url::Url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let folder = tempfile::tempdir().unwrap();
    let how = How::default;
    let bundle = BundleWriter::create(folder.path(), Secrets::default()).unwrap();
    let finished = async {
        loop {
            let pages = bundle.read_fact("pages/reviewer/received").unwrap_or_default();
            if pages.is_some_and(|pages| pages.to_string().contains("/knapper")) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        _ = on(&bundle, &start, how()) => panic!("the crawl ended before it could be cut off"),
        () = finished => {}
    }
    // What a crash would leave: the files as they are, without anything that is done at an end.
    let left = tempfile::tempdir().unwrap();
    std::fs::create_dir(left.path().join("evidence")).unwrap();
    for inside in ["", "evidence"] {
        for file in std::fs::read_dir(folder.path().join(inside)).unwrap().map(|file| file.unwrap()) {
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), left.path().join(inside).join(file.file_name())).unwrap();
            }
        }
    }
    let bundle = BundleWriter::resume(left.path(), Secrets::default()).unwrap();
    on(&bundle, &start, how()).await;
    bundle.seal().unwrap();
    let bundle = Bundle::open(left.path()).unwrap();
    let gaps = bundle.gaps().unwrap();
    let afvis = |gap: &&klarsyn::evidence::Gap| gap.reason.contains("not pressed") && gap.what.contains("Afvis");
    assert_eq!(gaps.iter().filter(afvis).count(), 1, "{gaps:?}");
    let opened =
        |kind| bundle.captures().unwrap().iter().filter(|c| c.kind == kind && c.url.ends_with("/knapper")).count();
    assert_eq!((opened(CaptureKind::Dom), opened(CaptureKind::Storage)), (1, 1));
}
