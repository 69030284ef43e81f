//! Active questions that a page does not answer by itself: search, order, other people's ids.
//! In: a role's session, tours of the crawl, planted values and decoys. Out: captures with `reached.probe` set, [`Oracle`]s.
//! Never: writes at the target, or takes an echo of its own question for an answer.

use serde::{Deserialize, Serialize};

use crate::candidates::{AttributeId, Dataset};
use crate::crawl::{Cell, CrawlError, Tour};
use crate::target::Door;

/// A question whose answer gives an attribute away although no value is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oracle {
    /// `search`, `order`, `id_replay` ...
    pub probe: String,
    /// Channel code, for example `C11`.
    pub channel: String,
    /// The candidate that is given away; for an order, one entry for each candidate of the order.
    pub candidate: String,
    /// The attribute.
    pub attribute: AttributeId,
    /// The value that was asked for.
    pub value: String,
    /// The question's address.
    pub url: String,
    /// Why this is a proof, in words: what the planted value gave, what the decoys gave.
    pub proof: String,
    /// The capture that shows it.
    pub capture: u64,
    /// Role and stage.
    pub role: String,
    /// See above.
    pub stage: String,
}

/// Asks all questions that the scenario wants in one cell. `control_urls` are addresses that the control role reached.
pub async fn probe(
    cell: &Cell<'_>,
    tour: &Tour,
    dataset: &Dataset,
    control_urls: &[String],
    door: &Door,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<Vec<Oracle>, CrawlError> {
    let _ = (cell, tour, dataset, control_urls, door, progress);
    todo!("probes room")
}
