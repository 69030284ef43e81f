//! `expect`: what must hold, or the step fails.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::StepWord;
use crate::scenario::page::{glob_matches, visible_text};
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "expect",
    doc: "Stops with an error unless the answer has that status, text and address; without it, silence would count as success.",
    example: "- expect: { status: 200, text: Tak for din ansøgning, url: \"/*/received\" }",
};

/// What must hold for the last answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Text that must be on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Text that must not be on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_text: Option<String>,
    /// Path of the final address, with `*` for any run of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Expect {
    pub(super) async fn play(&self, player: &mut Player<'_>) -> Result<(), Trouble> {
        let page = player.page().await?;
        if let Some(status) = self.status
            && status != page.status
        {
            return Err(Trouble::Said(format!("expected status {status}, got {}", page.status)));
        }
        if let Some(pattern) = &self.url {
            let pattern = player.values.render(pattern)?;
            let address = page.url.as_str();
            if !glob_matches(&pattern, page.url.path()) && !glob_matches(&pattern, address) {
                return Err(Trouble::Said(format!("expected to end at `{pattern}`, ended at {address}")));
            }
        }
        let visible = visible_text(&page.body);
        let holds = |text: &str| page.body.contains(text) || visible.contains(&collapse(text));
        if let Some(text) = &self.text {
            let text = player.values.render(text)?;
            if !holds(&text) {
                return Err(Trouble::Said(format!("expected the text `{text}`, which is not on the page")));
            }
        }
        if let Some(text) = &self.not_text {
            let text = player.values.render(text)?;
            if holds(&text) {
                return Err(Trouble::Said(format!("the page holds `{text}`, which must not be there")));
            }
        }
        Ok(())
    }
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
