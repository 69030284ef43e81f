//! What an interrupted run of the same cell already saw: its answers are read from the evidence instead of being asked for
//! again, and pages that the browser had finished are not opened again.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::CrawlError;
use super::frontier::{SECOND_LOOK, Visit};
use crate::evidence::{BundleWriter, Capture, CaptureId, CaptureKind, Engine};
use crate::target::Answer;

/// Headers that tell one visit of an address from another; what a plain visit sends is left out.
const SPECIAL: [(&str, &str); 2] = [("accept", "*/*"), ("hx-request", "")];
/// Redirects that are followed inside of the evidence.
const REDIRECTS: usize = 10;

/// What the evidence holds of one cell.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// By [`question`].
    answers: BTreeMap<String, Capture>,
    /// Page states, in the order in which they were met.
    pub states: Vec<Capture>,
    /// What was recorded of each of them, by their identity.
    kinds: BTreeMap<String, BTreeMap<CaptureKind, CaptureId>>,
    /// Pages that were finished, by [`page`].
    pub pages: BTreeSet<String>,
}

/// A page under the name that the evidence keeps it by once it is finished.
pub(super) fn page(visit: &Visit) -> String {
    page_name(&visit.how, visit.url.as_str())
}

/// Name of the fact that lists the finished pages of a cell.
pub(super) fn fact(role: &str, stage: &str) -> String {
    format!("pages/{role}/{stage}")
}

impl Earlier {
    /// Reads it; empty where the cell was never begun.
    pub(super) fn of(bundle: &BundleWriter, role: &str, stage: &str) -> Result<Earlier, CrawlError> {
        let mut earlier = Earlier::default();
        for capture in bundle.captures()? {
            let by = &capture.provenance;
            if by.role != role || by.stage != stage || by.reached.probe.is_some() {
                continue;
            }
            if let Some(state) = &by.reached.state {
                earlier.kinds.entry(state.clone()).or_default().insert(capture.kind, capture.id);
            }
            match (capture.kind, by.engine) {
                (CaptureKind::Dom, Engine::Browser) => earlier.states.push(capture),
                (CaptureKind::Response, Engine::Miner) if may_stand(&capture) => {
                    earlier
                        .answers
                        .insert(question(&capture.url, &capture.request_headers, &by.reached.action), capture);
                }
                _ => {}
            }
        }
        let pages = bundle.read_fact(&fact(role, stage))?;
        earlier.pages = pages.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
        Ok(earlier)
    }

    /// The answer to a visit, with its redirects; none where it has to be asked for.
    pub(super) fn answer(&self, bundle: &BundleWriter, visit: &Visit) -> Option<Answer> {
        if visit.retried {
            return None;
        }
        let mut url = visit.url.clone();
        let mut hops: Vec<Capture> = Vec::new();
        loop {
            let capture = self.answers.get(&question(url.as_str(), &visit.headers, &visit.how))?;
            hops.push(capture.clone());
            let next = (300..400).contains(&capture.status).then(|| capture.header("location")).flatten();
            match next.and_then(|text| url.join(text.trim()).ok()) {
                // A redirect that was not followed when the run ended has to be followed now.
                Some(_) if hops.len() > REDIRECTS => return None,
                Some(next) => url = next,
                None => break,
            }
        }
        let capture = hops.last()?.clone();
        // A body that cannot be read back is asked for again.
        let body = bundle.body(capture.id).ok()?;
        Some(Answer { capture, body, url, hops })
    }

    /// What there is of the state of that identity.
    pub(super) fn state(&self, identity: &str) -> BTreeMap<CaptureKind, CaptureId> {
        self.kinds.get(identity).cloned().unwrap_or_default()
    }

    /// The document of a state; none where it cannot be read back.
    pub(super) fn document(bundle: &BundleWriter, state: &Capture) -> Option<(Url, CaptureId, String)> {
        let url = Url::parse(&state.url).ok()?;
        let body = bundle.body(state.id).ok()?;
        Some((url, state.id, String::from_utf8_lossy(&body).into_owned()))
    }
}

/// What was asked: an address, headers that matter, and whether it was looked at for a second time (because it may have
/// changed by then).
fn question(url: &str, headers: &[(String, String)], how: &str) -> String {
    let mut text = page_name(how, url);
    for (special, plain) in SPECIAL {
        for (_, value) in headers.iter().filter(|(name, value)| name.eq_ignore_ascii_case(special) && value != plain) {
            text.push_str(&format!(" [{special}: {value}]"));
        }
    }
    text
}

fn page_name(how: &str, url: &str) -> String {
    format!("{}{url}", if how == SECOND_LOOK { "again " } else { "" })
}

/// Whether an answer can stand for a new one: whole, from a target that was well and knew us.
fn may_stand(capture: &Capture) -> bool {
    capture.method == "GET" && !capture.truncated && capture.status < 500 && capture.status != 401
}
