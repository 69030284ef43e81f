//! Invents people and writes the answer key: every value that could identify each of them.
//! In: a seed and a count. Out: a [`Dataset`] and the documents that these people send.
//! Never: a value that could belong to a real person, a socket, or a clock.

pub mod attribute;
mod candidate;
mod dataset;

pub use attribute::{Attribute, AttributeId, AttributeKind, FixtureClass, Sort, Strength};
pub use candidate::{Candidate, CandidateId, Document, Place, Qualification, Role, Twin};
pub use dataset::{Dataset, DatasetError};
