//! Where we may go, and what we must not touch.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

/// Forbids (or, in an allow list, permits again) requests whose method and path match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DenyRule {
    /// HTTP method, or absent for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Path with `*` for any run of characters, for example `/*/logout`.
    pub path: String,
}

/// What the scope says about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Go.
    Allowed,
    /// Another host than the target's.
    OutOfScope,
    /// Inside, but it destroys, rejects, mails or logs out: the rule, or the word that gave it away.
    Denied(String),
}

/// The allow-list of origins, the built-in dangerous words (Danish and English), and the scenario's own rules.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Origins that may be visited.
    pub origins: Vec<Url>,
    /// The scenario's deny rules.
    pub deny: Vec<DenyRule>,
    /// The scenario's exceptions from built-in words and deny rules.
    pub allow: Vec<DenyRule>,
}

impl Scope {
    /// Judges a request. `writing` says whether the caller was asked by the scenario to change something (submission,
    /// login, stage change): then methods other than GET and HEAD are allowed, but for denied paths.
    pub fn judge(&self, method: &str, url: &Url, writing: bool) -> Judgement {
        let _ = (method, url, writing);
        todo!("target room")
    }

    /// Whether a text (label, title, address, form action) names an action that must not be touched; gives the word.
    pub fn dangerous_word(text: &str) -> Option<&'static str> {
        let _ = text;
        todo!("target room")
    }
}
