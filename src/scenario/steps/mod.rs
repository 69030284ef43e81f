//! The steps of a scenario: one file each, registered here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One action. In YAML a step is a map with one key, for example `- goto: /jobs`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Opens an address, relative to `base`.
    Goto(String),
    /// Fills text fields: name (or CSS selector, in the browser) to value.
    Fill(BTreeMap<String, String>),
}
