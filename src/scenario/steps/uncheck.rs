//! `uncheck`: boxes.

use super::StepWord;
use crate::scenario::form::Entry;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "uncheck",
    doc: "Unticks boxes, by name, or by `name=value` where several boxes share a name.",
    example: "- uncheck: [consent, \"licence=B\"]",
};

pub(super) async fn play(fields: &[String], player: &mut Player<'_>) -> Result<(), Trouble> {
    for key in fields {
        player.enter(key, Entry::Tick(false), String::new()).await?;
    }
    Ok(())
}
