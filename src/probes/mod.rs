//! Active questions that a page does not answer by itself: search, order, other people's ids.
//! In: a role's session, tours of the crawl, planted values and decoys. Out: captures with `reached.probe` set, [`Oracle`]s.
//! Never: writes at the target, or takes an echo of its own question for an answer.

mod asking;
mod order;
mod replay;
mod search;

use serde::{Deserialize, Serialize};

use crate::candidates::{AttributeId, Dataset};
use asking::Asker;

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
    let wanted = &cell.scenario.probes;
    let mut asker = Asker::open(cell, dataset, door).await?;
    let mut found = Vec::new();
    if wanted.order {
        found.extend(order::look(&asker)?);
    }
    if wanted.search {
        found.extend(search::ask(&mut asker, tour, progress).await?);
    }
    if wanted.id_replay {
        replay::ask(&mut asker, tour, control_urls, progress).await?;
    }
    asker.close().await;
    found.sort_by(|a, b| {
        (&a.probe, &a.candidate, a.attribute, &a.url).cmp(&(&b.probe, &b.candidate, b.attribute, &b.url))
    });
    found.dedup_by(|a, b| {
        (&a.probe, &a.candidate, a.attribute, &a.url) == (&b.probe, &b.candidate, b.attribute, &b.url)
    });
    Ok(found)
}
