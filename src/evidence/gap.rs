//! What we did not see, and why: every gap stands in the report and keeps the verdict from being clean.

use serde::{Deserialize, Serialize};

use super::CaptureId;

/// The sort of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// A page or file did not load.
    Failed,
    /// A limit was reached: pages, states, time, size, depth.
    BoundHit,
    /// Not touched because it deletes, rejects, mails or logs out.
    RefusedForSafety,
    /// Not touched because its name may be that of an action or of a plain page; the scenario has to say which.
    Undecided,
    /// Outside of the scope.
    OutOfScope,
    /// A file or page was fetched but could not be read, or not in full.
    NotInspected,
    /// The session was lost and could not be restored.
    SessionLost,
}

impl GapKind {
    /// Whether a gap of this sort keeps the verdict from being clean. What was refused for safety or lies out of scope
    /// is listed but was never promised to be looked at.
    pub fn blocks_clean(self) -> bool {
        !matches!(self, GapKind::RefusedForSafety | GapKind::OutOfScope)
    }
}

/// One thing that was not seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gap {
    /// The sort of gap.
    pub kind: GapKind,
    /// Address, file, element or bound.
    pub what: String,
    /// Why, in words that a reader can act on.
    pub reason: String,
    /// Role at that time; empty where it does not matter.
    #[serde(default)]
    pub role: String,
    /// Stage at that time; empty where it does not matter.
    #[serde(default)]
    pub stage: String,
    /// The capture concerned, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capture: Option<CaptureId>,
}
