//! The reviewer's eyes: browser and HTTP, every page, endpoint and file. Records and never judges.
//! In: a logged-in session, limits, the strings that stand for our candidates. Out: captures in the bundle, a [`Tour`].
//! Never: touches what the scope denies, or stops silently at a limit.

mod address;
mod desk;
mod forms;
mod frontier;
mod miner;
mod mining;
mod presence;
mod slots;

use std::collections::BTreeSet;

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
    let mut presence = Presence::open(cell, door, Engine::Miner).await?;
    miner::run(cell, &desk, &mut presence).await?;
    presence.session.close().await;
    desk.finish()
}
