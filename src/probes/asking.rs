//! Asks questions with the session of the cell's role, and knows the anchors of our candidates.

use std::collections::BTreeMap;

use url::Url;

use crate::candidates::{Candidate, Dataset};
use crate::crawl::presence::Presence;
use crate::crawl::{Cell, CrawlError};
use crate::evidence::{BundleWriter, Engine, Gap, GapKind, Reached};
use crate::target::{Answer, Door, Query, TargetError};

/// Shortest anchor: shorter strings stand in every page.
const SHORTEST: usize = 3;

/// One cell's session, with who is who.
pub(super) struct Asker<'a> {
    /// The cell.
    pub cell: &'a Cell<'a>,
    /// The answer key.
    pub dataset: &'a Dataset,
    /// The bundle.
    pub bundle: &'a BundleWriter,
    /// Anchors of each submitted candidate, in the order of submission: strings that stand for them without naming them.
    pub anchors: Vec<(String, Vec<String>)>,
    presence: Presence,
}

impl<'a> Asker<'a> {
    /// Opens the session and logs in.
    pub(super) async fn open(
        cell: &'a Cell<'a>,
        dataset: &'a Dataset,
        door: &'a Door,
    ) -> Result<Asker<'a>, CrawlError> {
        let presence = Presence::open(cell, door, Engine::Probe).await?;
        Ok(Asker { cell, dataset, bundle: door.bundle(), anchors: anchors(cell, dataset), presence })
    }

    /// Asks one address; nothing is typed that is not said in `typed`. A failed question is a gap, and `None`.
    pub(super) async fn ask(&mut self, url: &Url, probe: &str, typed: &[&str]) -> Result<Option<Answer>, CrawlError> {
        if self.presence.due()
            && self.presence.alive(self.cell).await == Some(false)
            && !self.presence.restore(self.cell).await
        {
            let reason = "logging in again did not help; the probes ended here".into();
            self.gap(GapKind::SessionLost, format!("session of `{}`", self.cell.role), reason)?;
            return Err(CrawlError::Login {
                role: self.cell.role.into(),
                reason: "the session was lost during the probes".into(),
            });
        }
        let reached = Reached {
            action: format!("probe {probe}"),
            probe: Some(probe.to_owned()),
            typed: typed.iter().map(|t| t.to_string()).collect(),
            ..Reached::default()
        };
        match self.presence.session.http().send(Query::get(url.clone(), reached)).await {
            Ok(answer) => Ok(Some(answer)),
            Err(TargetError::Evidence(error)) => Err(error.into()),
            Err(TargetError::Refused { url, reason }) => {
                self.gap(GapKind::RefusedForSafety, url, reason)?;
                Ok(None)
            }
            Err(error) => {
                self.gap(GapKind::Failed, url.to_string(), error.to_string())?;
                Ok(None)
            }
        }
    }

    /// Notes something that was not asked.
    pub(super) fn gap(&self, kind: GapKind, what: String, reason: String) -> Result<(), CrawlError> {
        let (role, stage) = (self.cell.role.to_owned(), self.cell.stage.to_owned());
        Ok(self.bundle.gap(Gap { kind, what, reason, role, stage, capture: None })?)
    }

    /// Ends the session.
    pub(super) async fn close(self) {
        self.presence.session.close().await;
    }
}

/// Accepted candidates in the order of submission, each with captured values and qualifications that nobody shares.
fn anchors(cell: &Cell<'_>, dataset: &Dataset) -> Vec<(String, Vec<String>)> {
    let mut receipts: Vec<_> = cell.receipts.iter().filter(|r| r.accepted).collect();
    receipts.sort_by(|a, b| a.at.cmp(&b.at));
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for receipt in receipts {
        let Some(candidate) = dataset.candidates.iter().find(|c| c.id.0 == receipt.candidate) else { continue };
        let captured = receipt.captured.values().map(String::as_str);
        let facts = candidate.qualifications.iter().map(|q| q.value.as_str());
        let mine = captured.chain(facts).map(str::trim).filter(|v| v.len() >= SHORTEST).map(str::to_owned).collect();
        all.push((receipt.candidate.clone(), mine));
    }
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for value in all.iter().flat_map(|(_, values)| values) {
        *owners.entry(value.clone()).or_default() += 1;
    }
    for (_, values) in &mut all {
        values.retain(|v| owners.get(v) == Some(&1));
        values.sort();
        values.dedup();
    }
    all
}

/// Where an anchor stands as a whole word in a text, first place first.
pub(super) fn place(text: &str, anchor: &str) -> Option<usize> {
    text.match_indices(anchor).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + anchor.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The candidate of an id.
pub(super) fn person<'d>(dataset: &'d Dataset, id: &str) -> Option<&'d Candidate> {
    dataset.candidates.iter().find(|c| c.id.0 == id)
}
