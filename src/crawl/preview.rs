//! What a crawl would do, seen from the pages where it starts: which addresses it would open, what it would press, and what
//! it would leave alone and why. Nothing is pressed, and nothing is opened but the starts.

use std::collections::BTreeSet;

use serde::Serialize;

use super::desk::Desk;
use super::presence::Presence;
use super::{Cell, CrawlError, browsers_for, explorer, miner};
use crate::evidence::{Engine, GapKind};
use crate::target::Door;

/// What one role would do at one stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// Role name.
    pub role: String,
    /// Stage name.
    pub stage: String,
    /// The start pages, which were opened to see what is on them.
    pub opened: Vec<String>,
    /// Addresses that would be opened next.
    pub open: BTreeSet<String>,
    /// What would be done on the start pages, in words.
    pub press: Vec<String>,
    /// What would be left alone, with the reason.
    pub left_alone: BTreeSet<(String, String)>,
    /// What did not work.
    pub failed: BTreeSet<(String, String)>,
}

/// Logs in, opens the start pages of a cell, and tells what a crawl would do from there.
pub async fn preview(cell: &Cell<'_>, door: &Door) -> Result<Preview, CrawlError> {
    let desk = Desk::new(cell, door, &|_, _| {})?;
    let presence = Presence::open(cell, door, Engine::Miner).await?;
    miner::first_look(&desk, &presence).await;
    presence.session.close().await;
    let press = match browsers_for(cell, 1) {
        0 => Vec::new(),
        _ => explorer::first_look(cell, &desk, door).await?,
    };
    let mut frontier = desk.frontier();
    let (mut left_alone, mut failed) = (BTreeSet::new(), BTreeSet::new());
    for gap in frontier.gaps() {
        match gap.kind {
            GapKind::RefusedForSafety | GapKind::OutOfScope | GapKind::Undecided => {
                left_alone.insert((gap.what, gap.reason))
            }
            _ => failed.insert((gap.what, gap.reason)),
        };
    }
    let opened: Vec<String> = desk.starts.iter().map(ToString::to_string).collect();
    let open = frontier.waiting_addresses().into_iter().filter(|url| !opened.contains(url)).collect();
    let (role, stage) = (cell.role.to_owned(), cell.stage.to_owned());
    Ok(Preview { role, stage, opened, open, press, left_alone, failed })
}
