//! The taxonomy of what must not reach a reviewer: ids, words, legal ground, and how much a match proves.
//! The ids are those of the project's domain notes; they never change their meaning.

mod forms;
mod id;
mod taxonomy;

use serde::{Deserialize, Serialize};

pub use forms::{DefaultPolicy, Form};
pub use id::AttributeId;
pub use taxonomy::{TAXONOMY, by_field};

/// How a value points to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Identifies alone.
    Direct,
    /// Identifies in combination.
    Quasi,
    /// A legally protected ground.
    Protected,
    /// Betrays one of the others.
    Proxy,
}

/// How much a single occurrence of a value proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Unique in the pool: any occurrence anywhere is a match.
    Strong,
    /// A word that is rare enough when unique in the pool, and needs its container otherwise.
    Unusual,
    /// Proves something only inside a container that is tied to the candidate.
    Weak,
    /// Compared as a picture.
    Image,
}

/// Whether a value could pass for a real one; leaks of each class are scored separately.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixtureClass {
    /// Looks real, and the team owns it or nobody can.
    #[default]
    RealisticOwned,
    /// From a range or domain that a standard reserves.
    Reserved,
    /// Outside the space of valid values, such as a CPR number with its day raised by 60.
    OutOfSpace,
}

/// One entry of the taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeKind {
    /// For example `D06`.
    pub id: AttributeId,
    /// Name of the placeholder: `{{candidate.email}}`.
    pub field: &'static str,
    /// English name.
    pub name: &'static str,
    /// Danish name.
    pub name_da: &'static str,
    /// How it points to a person.
    pub sort: Sort,
    /// How much one occurrence proves.
    pub strength: Strength,
    /// The law that protects it, or nothing where it only identifies.
    pub ground: Option<&'static str>,
}

/// An identifying value of one candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// What sort of value it is.
    pub id: AttributeId,
    /// The canonical value.
    pub value: String,
    /// Whether it could pass for a real one.
    #[serde(default)]
    pub fixture_class: FixtureClass,
    /// Where it was planted; empty where the answer key does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<super::candidate::Place>,
}
