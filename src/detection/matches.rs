//! The words of this room, and the door to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::describe::snippet;
use super::node::{ceil, floor};
use crate::candidates::{AttributeId, CandidateId};
use crate::extraction::{Concealment, Part, Segment};

/// How sure a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A weak value inside a container that is tied to the candidate, or a fuzzy match.
    Likely,
    /// A value that is unique in the pool, verified forwards.
    Certain,
}

/// The decode path from the captured bytes to the value, outermost first: `["base64", "percent", "case"]`; empty means
/// the value stands there as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Disguise(pub Vec<String>);

impl std::fmt::Display for Disguise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { f.write_str("plain") } else { f.write_str(&self.0.join(" > ")) }
    }
}

/// One hit with its span.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// Whose value it is.
    pub candidate: CandidateId,
    /// What sort of value.
    pub attribute: AttributeId,
    /// The canonical value.
    pub value: String,
    /// How it was disguised.
    pub disguise: Disguise,
    /// How sure.
    pub confidence: Confidence,
    /// What part of the unit it stands in.
    pub part: Part,
    /// The segment's place.
    pub place: String,
    /// Why a person would not see it.
    pub concealed: Option<Concealment>,
    /// Start and end in the unit's bytes, where the segment has them; otherwise in the segment's text.
    pub span: (u64, u64),
    /// Whether `span` counts in the unit's bytes.
    pub span_in_bytes: bool,
    /// About 120 characters around the hit, as they stand in the segment, control characters removed.
    pub snippet: String,
}

/// A span in a segment's text.
pub(super) struct Passage<'a> {
    pub segment: Segment<'a>,
    pub span: (usize, usize),
}

impl Passage<'_> {
    /// What is found there.
    pub fn to_match(
        &self,
        candidate: &CandidateId,
        attribute: AttributeId,
        value: &str,
        names: Vec<String>,
        confidence: Confidence,
    ) -> Match {
        let text = self.segment.text;
        let (start, end) = (floor(text, self.span.0), ceil(text, self.span.1.max(self.span.0)));
        // Only where text and bytes have the same length do offsets carry over.
        let base = self.segment.span.filter(|(a, b)| b.saturating_sub(*a) == text.len() as u64).map(|(a, _)| a);
        let offset = base.unwrap_or(0);
        Match {
            candidate: candidate.clone(),
            attribute,
            value: value.to_owned(),
            disguise: Disguise(names),
            confidence,
            part: self.segment.part,
            place: self.segment.place.to_string(),
            concealed: self.segment.concealed,
            span: (offset + start as u64, offset + end as u64),
            span_in_bytes: base.is_some(),
            snippet: snippet(text, start, end),
        }
    }
}

/// What ties a container to a candidate besides the strong values: ids and links that the target gave.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    /// For each candidate: strings that only stand for that candidate (target ids of at least four characters,
    /// qualifications are added by the detector itself).
    pub ids: BTreeMap<CandidateId, Vec<String>>,
}

/// What was found in one unit.
#[derive(Debug, Clone, Default)]
pub struct UnitMatches {
    /// The hits, sorted.
    pub matches: Vec<Match>,
    /// Candidates whose qualification (allowed fact) stands in this unit, with the qualification's id.
    pub qualifications: Vec<(CandidateId, String)>,
    /// Work that was cut short, one line each with its reason: gaps.
    pub gaps: Vec<String>,
    /// Bytes of all texts and of what they mean, also of those that were searched before and held nothing.
    pub searched_bytes: u64,
}
