//! The crawler against our own board: everything is reached, no trap is sprung, every bound that was hit is said.

mod board;

use board::Board;
use board::tour::{How, run, score};
use klarsyn::evidence::{Bundle, GapKind};
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
