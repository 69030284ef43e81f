//! The reviewer's eyes: browser and HTTP, every page, endpoint and file. Records and never judges.
//! In: a logged-in session, limits, the strings that stand for our candidates. Out: captures in the bundle, a [`Tour`].
//! Never: touches what the scope denies, or stops silently at a limit.

pub(crate) mod address;
mod combine;
mod desk;
mod earlier;
mod explorer;
mod forms;
mod frontier;
mod miner;
pub(crate) mod mining;
pub(crate) mod presence;
mod preview;
mod slots;

use std::collections::BTreeSet;

pub use preview::{Preview, preview};

use desk::Desk;
use presence::Presence;

use crate::evidence::{Engine, Receipt};
use crate::scenario::{RoleSpec, Scenario};
use crate::target::{Door, TargetError};

/// Why a cell could not be crawled.
#[derive(Debug, thiserror::Error)]
pub enum CrawlError {
    /// The target or the browser cannot be used.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The login did not work.
    #[error("could not log in as `{role}`: {reason}")]
    Login {
        /// The role.
        role: String,
        /// What is wrong and what to try.
        reason: String,
    },
    /// An address of the scenario is none.
    #[error("could not make an address of `{text}`: {reason}; write it relative to `target.base`")]
    Address {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The bundle could not be written.
    #[error(transparent)]
    Evidence(#[from] crate::evidence::BundleError),
}

/// What one pass over a cell (role at a stage) reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tour {
    /// Role name.
    pub role: String,
    /// Stage name.
    pub stage: String,
    /// Every address and client-side route that was reached.
    pub urls: BTreeSet<String>,
    /// Addresses that the browser engine reached, and those that the miner reached: the overlap estimates what both missed.
    pub by_browser: BTreeSet<String>,
    /// See above.
    pub by_miner: BTreeSet<String>,
    /// Page states seen in the browser.
    pub states: u64,
    /// Actions done, by gesture.
    pub actions: std::collections::BTreeMap<String, u64>,
    /// Forms met.
    pub forms: u64,
    /// Search forms and search addresses, for the probes: address with `{{value}}` in the place of the query.
    pub searches: BTreeSet<String>,
    /// Operations of the target's API that were declared (OpenAPI and the like) and called.
    pub api_declared: u64,
    /// See above.
    pub api_called: u64,
}

/// What the crawl needs to know about one cell.
#[derive(Debug)]
pub struct Cell<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Name of the role.
    pub role: &'a str,
    /// The role.
    pub spec: &'a RoleSpec,
    /// Name of the stage.
    pub stage: &'a str,
    /// Receipts: their captured values name pages of our own candidates, which are always visited.
    pub receipts: &'a [Receipt],
    /// Addresses to visit besides `start` (from other cells).
    pub also: &'a [String],
}

/// Crawls one cell; `progress` is called with (addresses done, addresses known).
pub async fn crawl(
    cell: &Cell<'_>,
    door: &Door,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<Tour, CrawlError> {
    let desk = Desk::new(cell, door, progress)?;
    miner::seed(&desk);
    explorer::remember(&desk);
    let browsers = browsers_for(cell, desk.limits.browsers);
    desk.set_browsers(browsers);
    // The first login happens alone: a wrong password must not be tried by several sessions at the same time.
    let mut presence = Presence::open(cell, door, Engine::Miner).await?;
    let mining = async {
        let result = miner::run(cell, &desk, &mut presence).await;
        if result.is_err() {
            desk.stop();
        }
        result
    };
    let looking = futures::future::join_all((0..browsers).map(|_| explorer::run(cell, &desk, door)));
    let (mined, looked) = futures::join!(mining, looking);
    presence.session.close().await;
    let tour = desk.finish()?;
    mined?;
    looked.into_iter().collect::<Result<(), CrawlError>>()?;
    Ok(tour)
}

/// How many browsers a role gets. `anonymous` is read over HTTP unless the scenario sets limits for it.
fn browsers_for(cell: &Cell<'_>, asked: u32) -> u32 {
    let stranger = cell.role == "anonymous" && cell.spec.crawl.is_none();
    if cell.spec.http_only || stranger { 0 } else { asked.clamp(1, 16) }
}
