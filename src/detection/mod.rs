//! Segments meet the answer key and yield matches. Pure, fast, deterministic.
//! In: [`crate::extraction::Extraction`] and a [`crate::candidates::Dataset`]. Out: [`Match`]es.
//! Never: knows where a unit came from, who may see it, or what the verdict is.

mod addresses;
mod alphabet;
mod beside;
mod braces;
#[cfg(test)]
mod cases;
mod containers;
mod describe;
mod detector;
mod expand;
mod familiar;
mod fields;
mod fold;
mod fuzzy;
mod haystack;
mod judgement;
mod kernel;
mod key;
mod labels;
mod links;
mod matches;
mod neighbours;
mod node;
mod portrait;
mod questions;
mod remembered;
mod runs;
mod sample;
mod siblings;
mod signature;
mod starts;
mod steps;
mod texts;
mod transforms;
mod weak;

pub use detector::Detector;
pub use kernel::ExactSearch;
pub use matches::{Anchors, Confidence, Disguise, Match, UnitMatches};
pub use sample::{detect_text, sample};
pub use transforms::{Transform, transforms};
