//! The board in other browsers than a local Chromium. What these need is no part of a bare machine, so `make browsers`
//! installs it and asks for these tests by name.

mod board;

use board::Board;
use board::tour::{How, run, score};
use klarsyn::scenario::CrawlLimits;
use klarsyn::target::{BrowserKind, BrowserOptions};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Firefox and geckodriver: `make browsers`"]
async fn the_board_in_firefox() {
    let board = Board::start().await;
    let folder = tempfile::tempdir().unwrap();
    let limits = CrawlLimits { browsers: 2, ..CrawlLimits::default() };
    let browser = BrowserOptions { kind: BrowserKind::Firefox, ..BrowserOptions::default() };
    let tour = run(&board, How { limits, browser, ..How::default() }, folder.path()).await;
    let score = score(&board, &tour, folder.path());
    assert!(score.traps.is_empty(), "{:?}", score.traps);
    assert!(score.missed.is_empty(), "missed {:?}", score.missed);
}
