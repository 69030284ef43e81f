//! Proof that a candidate arrived at the target.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CaptureId;

/// What was sent for one candidate, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The candidate's id in the dataset.
    pub candidate: String,
    /// True where the target accepted the application (all `expect` steps held).
    pub accepted: bool,
    /// Why it was not accepted, otherwise empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub failure: String,
    /// Which attribute ids and document names were sent, by field name of the target's form.
    pub sent: BTreeMap<String, String>,
    /// Attribute ids that were planted by this submission: those in fields and those inside uploaded documents.
    pub planted: Vec<String>,
    /// Values that `capture` steps took from the target: `id`, `link` ...
    pub captured: BTreeMap<String, String>,
    /// The last captures of the submission (confirmation page and the like).
    pub captures: Vec<CaptureId>,
    /// When, RFC 3339 in UTC.
    pub at: String,
}
