//! `submit`: sends a form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::StepWord;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "submit",
    doc: "Sends the form that holds the filled fields, with its hidden fields; `form` and `button` name them where several fit.",
    example: "- submit: { form: \"form#application\", button: \"action=submit\" }",
};

/// Which form is sent, and by which button; `{}` where only one form fits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// CSS selector of the form, or of anything in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The button that is pressed: CSS selector, or `name=value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub button: Option<String>,
}

impl Submit {
    pub(super) async fn play(&self, player: &mut Player<'_>) -> Result<(), Trouble> {
        player.submit(self.form.as_deref(), self.button.as_deref()).await
    }
}
