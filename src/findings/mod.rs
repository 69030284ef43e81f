//! Turns hundreds of matches into what a person acts on: grouped, fingerprinted, held against the policy, and judged.
//! In: matches with their captures, policy, receipts, gaps. Out: an [`Assessment`] with findings, controls and verdict.
//! Never: reads bytes, opens a socket, or renders.

pub mod channel;
mod finding;

pub use channel::Channel;
pub use finding::{
    Assessment, ControlResult, Coverage, Expectation, Finding, Fingerprint, Severity, Surface, UtilityScore, Verdict,
};
