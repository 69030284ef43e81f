//! Invents people and writes the answer key: every value that could identify each of them.
//! In: a seed and a count. Out: a [`Dataset`] and the documents that these people send.
//! Never: a value that could belong to a real person, a socket, or a clock.

mod answer_key;
pub mod attribute;
mod candidate;
mod cast;
mod cv;
mod dataset;
mod documents;
mod generate;
mod letter;
mod locale;
mod ordered;
mod person;
mod pool;
mod rolls;
mod unique;

pub use attribute::{Attribute, AttributeId, AttributeKind, FixtureClass, Sort, Strength};
pub use candidate::{Candidate, CandidateId, Document, Place, Qualification, Role, Twin};
pub use dataset::{Dataset, DatasetError};
pub use generate::{MAX_COUNT, generate, generate_to_file, people};
pub use unique::fold;
