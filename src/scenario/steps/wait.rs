//! `wait`: for an element, or for a time.

use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::StepWord;
use crate::scenario::page::first_element;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "wait",
    doc: "Waits until an element is there (over HTTP the page is asked again), at most `seconds`; without `for` it sleeps.",
    example: "- wait: { for: \"p.received\", seconds: 20 }",
};

/// Longest wait in seconds; a scenario that needs more has another problem.
pub(in crate::scenario) const LONGEST: u32 = 600;

/// What is waited for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// CSS selector of an element.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// Seconds at most, or exactly where there is no `for`; 10 where absent.
    #[serde(default = "ten")]
    pub seconds: u32,
}

fn ten() -> u32 {
    10
}

impl Wait {
    pub(super) async fn play(&self, player: &mut Player<'_>) -> Result<(), Trouble> {
        let limit = Duration::from_secs(u64::from(self.seconds.min(LONGEST)));
        let Some(selector) = &self.element else {
            tokio::time::sleep(limit).await;
            return Ok(());
        };
        let selector = player.values.render(selector)?;
        let end = Instant::now() + limit;
        loop {
            if first_element(&player.page().await?.body, &selector, None).is_some() {
                return Ok(());
            }
            if Instant::now() >= end {
                let seconds = self.seconds;
                return Err(Trouble::Said(format!("waited {seconds} seconds for `{selector}`, which did not come")));
            }
            tokio::time::sleep(Duration::from_millis(500).min(limit)).await;
            player.look_again().await?;
        }
    }
}
