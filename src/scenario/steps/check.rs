//! `check`: boxes.

use super::StepWord;
use crate::scenario::form::Entry;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "check",
    doc: "Ticks boxes, by name, or by `name=value` where several boxes share a name.",
    example: "- check: [consent, \"licence=B\"]",
};

pub(super) async fn play(fields: &[String], player: &mut Player<'_>) -> Result<(), Trouble> {
    for key in fields {
        player.enter(key, Entry::Tick(true), String::new()).await?;
    }
    Ok(())
}
