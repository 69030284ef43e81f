//! The board in other browsers than a local Chromium. What these need is no part of a bare machine, and 300 MB that nobody who
//! changes a detector should have to install for `make test`: `make browsers` installs it and asks for these tests by name, and
//! `.ci/run` does so for every change.

mod board;
#[path = "browsers/grid.rs"]
mod grid;

use board::Board;
use board::tour::{How, run, score};
use grid::Grid;
use klarsyn::evidence::{Bundle, Gap, GapKind};
use klarsyn::scenario::CrawlLimits;
use klarsyn::target::{BrowserKind, BrowserOptions};

async fn whole_board(browser: BrowserOptions, beyond: &[&str]) {
    let board = Board::start().await;
    let folder = tempfile::tempdir().unwrap();
    let limits = CrawlLimits { browsers: 2, ..CrawlLimits::default() };
    let tour = run(&board, How { limits, browser, ..How::default() }, folder.path()).await;
    let score = score(&board, &tour, folder.path());
    assert!(score.traps.is_empty(), "{:?}", score.traps);
    assert_eq!(score.missed, beyond, "missed");
    let gaps = Bundle::open(folder.path()).unwrap().gaps().unwrap();
    let foreign: Vec<&Gap> = gaps.iter().filter(|gap| gap.kind == GapKind::OutOfScope).collect();
    assert!(foreign.iter().all(|gap| !gap.what.contains("mozilla") && !gap.what.contains("google")), "{foreign:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Firefox and geckodriver: `make browsers`"]
async fn the_board_in_firefox() {
    // Firefox begins no drag of its own when WebDriver moves the mouse: pages that trust nobody else stay still.
    whole_board(BrowserOptions { kind: BrowserKind::Firefox, ..BrowserOptions::default() }, &["trusted-drag"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Java and Selenium: `make browsers`"]
async fn the_board_over_a_grid_of_two_nodes() {
    let grid = Grid::start(2).await;
    let browser = BrowserOptions { webdriver: Some(grid.hub.clone()), ..BrowserOptions::default() };
    let both_at_work = async {
        loop {
            if grid.nodes().await == [1, 1] {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
    };
    let mut met = false;
    let crawl = whole_board(browser, &[]);
    tokio::pin!(crawl, both_at_work);
    loop {
        tokio::select! {
            () = &mut crawl => break,
            () = &mut both_at_work, if !met => met = true,
        }
    }
    assert!(met, "only one node had a browser");
    assert_eq!(grid.nodes().await, [0, 0], "a browser was left on the grid");
}
