//! Turns hundreds of matches into what a person acts on: grouped, fingerprinted, held against the policy, and judged.
//! In: matches with their captures, policy, receipts, gaps ([`AssessmentInput`]). Out: an [`Assessment`] with findings,
//! controls and verdict.
//! Never: reads bytes, opens a socket, or renders.

mod assess;
pub mod channel;
mod classify;
mod combination;
mod controls;
mod coverage;
mod echo;
mod finding;
mod group;
mod input;
mod rendition;
mod severity;
mod statistics;
mod template;

pub use assess::{SCHEMA_VERSION, assess};
pub use channel::Channel;
pub use finding::{
    Assessment, AttributeValue, Combination, ControlResult, Coverage, Expectation, Finding, Fingerprint, GapLine,
    IntakeNote, Severity, Surface, UtilityScore, Verdict,
};
pub use input::{
    AssessmentInput, ControlFacts, FILE_ROLE, OracleSighting, PolicyFact, RoleFacts, STAGE_BEFORE, Sighting,
    StageFacts, TourFacts,
};
pub use rendition::{RenditionReport, ShownDocument, Side, Survivor, compare_rendition};
pub use severity::{Effort, effort, severity};
pub use statistics::{ReachEstimate, upper_bound_95};
pub use template::Slots;
