//! `fill`: text fields.

use std::collections::BTreeMap;

use super::StepWord;
use crate::scenario::form::Entry;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "fill",
    doc: "Fills text fields: the field's name (or a CSS selector such as `#email`) to its value.",
    example: "- fill: { email: \"{{candidate.email}}\", letter: \"{{candidate.letter}}\" }",
};

pub(super) async fn play(fields: &BTreeMap<String, String>, player: &mut Player<'_>) -> Result<(), Trouble> {
    for (key, template) in fields {
        let value = player.values.render(template)?;
        let shown = player.values.render_for_people(template)?;
        player.enter(key, Entry::Text(value), shown).await?;
    }
    Ok(())
}
