//! `select`: one of several.

use std::collections::BTreeMap;

use super::StepWord;
use crate::scenario::form::Entry;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "select",
    doc: "Chooses an option of a list, or one of several radio buttons, by its value or its label.",
    example: "- select: { education: Bachelor }",
};

pub(super) async fn play(fields: &BTreeMap<String, String>, player: &mut Player<'_>) -> Result<(), Trouble> {
    for (key, template) in fields {
        let value = player.values.render(template)?;
        let shown = player.values.render_for_people(template)?;
        player.enter(key, Entry::Choice(value), shown).await?;
    }
    Ok(())
}
