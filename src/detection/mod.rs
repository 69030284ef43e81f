//! Segments meet the answer key and yield matches. Pure, fast, deterministic.
//! In: [`crate::extraction::Extraction`] and a [`crate::candidates::Dataset`]. Out: [`Match`]es.
//! Never: knows where a unit came from, who may see it, or what the verdict is.

mod matches;

pub use matches::{Anchors, Confidence, Detector, Disguise, Match, UnitMatches};
