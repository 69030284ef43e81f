//! Invents people and writes the answer key: every value that could identify each of them.
//! In: [`Settings`]. Out: a [`Dataset`] and the documents that these people send.
//! Never: a value that could belong to a real person, a socket, or a clock.

mod answer_key;
pub mod attribute;
mod candidate;
mod cast;
mod control;
mod cv;
mod dataset;
mod documents;
mod generate;
mod letter;
pub mod locale;
mod ordered;
mod person;
mod pool;
mod rolls;
mod settings;
mod twins;
mod unique;

pub use attribute::{Attribute, AttributeId, AttributeKind, FixtureClass, Sort, Strength};
pub use candidate::{Candidate, CandidateId, Document, Place, Qualification, Role, Twin};
pub use control::Control;
pub use dataset::{Dataset, DatasetError, Uniqueness};
pub use documents::document_names;
pub use generate::{MAX_COUNT, generate, generate_to_file, people};
pub use locale::{PACKS, Pack};
pub use settings::{NationalIds, OwnedNumber, Refusal, Settings};
pub use unique::{fold, is_common_word};
