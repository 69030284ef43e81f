//! The browser engine: opens pages, looks, does what can be done, and looks again.
//!
//! A state without an address of its own is reached again by loading its page and replaying the actions that led there.

mod explore;
mod gestures;
mod page;
mod snapshot;

use std::time::{Duration, Instant};

use page::Page;

use super::desk::Desk;
use super::frontier::Visit;
use super::miner;
use super::mining::{self, Weight};
use super::presence::{Presence, sent_to_login};
use super::{Cell, CrawlError};
use crate::evidence::{Engine, GapKind};
use crate::target::{Door, TargetError};

/// How long after loading we come back for what late timers did, once for each template.
const LATE: Duration = Duration::from_millis(1_800);
/// How often a lost browser is started again.
const MOST_RESTARTS: u32 = 4;
/// How long an idle browser sleeps before it looks for work.
const IDLE: Duration = Duration::from_millis(80);

/// What became of a page.
enum Outcome {
    Done,
    /// The target sent us to its login.
    SentAway,
}

/// One browser: takes pages from the frontier until neither engine has anything left.
pub(super) async fn run(cell: &Cell<'_>, desk: &Desk<'_>, door: &Door) -> Result<(), CrawlError> {
    let result = work(cell, desk, door).await;
    desk.browser_gone();
    result
}

async fn work(cell: &Cell<'_>, desk: &Desk<'_>, door: &Door) -> Result<(), CrawlError> {
    let mut presence = Presence::open(cell, door, Engine::Browser).await?;
    prepare(&mut presence).await?;
    let mut restarts = 0;
    loop {
        if desk.nothing_left() || !desk.states_left() {
            break;
        }
        let Some(visit) = desk.take_page() else {
            tokio::time::sleep(IDLE).await;
            continue;
        };
        if desk.was_finished_before(&visit) {
            desk.reached_by_browser(&visit.url);
            desk.browser_busy(false);
            continue;
        }
        let result = open_page(cell, desk, &mut presence, &visit).await;
        desk.browser_busy(false);
        desk.report();
        let lost = match result {
            Ok(Outcome::Done) => {
                desk.finish_page(&visit)?;
                false
            }
            Ok(Outcome::SentAway) => presence.alive(cell).await != Some(true) && presence.has_login(),
            Err(TargetError::Refused { url, reason }) => {
                desk.frontier().note(GapKind::RefusedForSafety, url, reason);
                false
            }
            Err(TargetError::Evidence(error)) => return Err(error.into()),
            Err(error) => {
                desk.frontier().note(GapKind::Failed, visit.url.to_string(), error.to_string());
                matches!(error, TargetError::BrowserLost(_))
            }
        };
        if lost {
            restarts += 1;
            if restarts > MOST_RESTARTS {
                let reason =
                    "the browser or its session was lost again and again; the rest was not opened in it".to_owned();
                desk.frontier().note(GapKind::SessionLost, format!("browser of `{}`", cell.role), reason);
                break;
            }
            let fresh = Presence::open(cell, door, Engine::Browser).await?;
            std::mem::replace(&mut presence, fresh).session.close().await;
            prepare(&mut presence).await?;
            if !visit.retried {
                desk.frontier().page_again(visit);
            }
        }
    }
    presence.session.close().await;
    Ok(())
}

/// Takes what the states mention that an interrupted run of this cell met.
pub(super) fn remember(desk: &Desk<'_>) {
    for (url, dom, html) in desk.documents_before() {
        desk.reached_by_browser(&url);
        miner::take(desk, &url, Some(dom), mining::mine(&url, "text/html", &[], &html));
        desk.frontier().page(Visit::new(url, Weight::Linked, Some(dom), "met before the run was interrupted"), false);
    }
}

/// Opens the start pages and tells what would be done on them, in words; does none of it.
pub(super) async fn first_look(cell: &Cell<'_>, desk: &Desk<'_>, door: &Door) -> Result<Vec<String>, CrawlError> {
    let mut presence = Presence::open(cell, door, Engine::Browser).await?;
    prepare(&mut presence).await?;
    let mut words = Vec::new();
    for start in &desk.starts {
        let visit = Visit::new(start.clone(), Weight::Linked, None, "start of the scenario");
        let found = would_do(cell, desk, &mut presence, &visit).await;
        match found {
            Ok(found) => words.extend(found),
            Err(error) => desk.frontier().note(GapKind::Failed, start.to_string(), error.to_string()),
        }
    }
    presence.session.close().await;
    Ok(words)
}

async fn would_do(
    cell: &Cell<'_>,
    desk: &Desk<'_>,
    presence: &mut Presence,
    visit: &Visit,
) -> Result<Vec<String>, TargetError> {
    let browser = presence.session.browser().await?;
    let mut page = Page::new(cell, desk, browser, visit);
    page.load().await?;
    let look = page.look(false).await?;
    page.keep(&look, &page.reached(&[])).await?;
    let found = gestures::discover(page.browser).await?;
    Ok(page.choose(found).iter().map(|action| format!("{}: {}", visit.url, action.words())).collect())
}

/// Installs what must run before the scripts of every page.
async fn prepare(presence: &mut Presence) -> Result<(), TargetError> {
    presence.session.browser().await?.run_first(include_str!("preload.js")).await
}

async fn open_page(
    cell: &Cell<'_>,
    desk: &Desk<'_>,
    presence: &mut Presence,
    visit: &Visit,
) -> Result<Outcome, TargetError> {
    let browser = presence.session.browser().await?;
    let mut page = Page::new(cell, desk, browser, visit);
    page.load().await?;
    let loaded = Instant::now();
    let first = page.look(true).await?;
    if sent_to_login(&visit.url, &first.url) {
        return Ok(Outcome::SentAway);
    }
    page.keep(&first, &page.reached(&[])).await?;
    if desk.first_variant(&format!("late {}", page.template)) && page.may_change().await? {
        tokio::time::sleep(LATE.saturating_sub(loaded.elapsed())).await;
        let later = page.look(false).await?;
        if later.content != first.content {
            let mut reached = page.reached(&[]);
            reached.action = "waited for late timers".into();
            page.keep(&later, &reached).await?;
        }
    }
    page.explore().await?;
    // Once for each template as a phone shows it: menus and pages that narrow windows alone have.
    if desk.first_variant(&format!("phone {}", page.template)) {
        page.browser.phone(true).await?;
        let shown = page.on_a_phone(&first).await;
        page.browser.phone(false).await?;
        shown?;
    }
    Ok(Outcome::Done)
}
