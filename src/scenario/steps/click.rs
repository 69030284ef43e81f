//! `click`: an element of the page.

use super::StepWord;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "click",
    doc: "Clicks the element of a CSS selector; over HTTP it follows that link, or sends the form of that button.",
    example: "- click: \"a.apply-now\"",
};

pub(super) async fn play(selector: &str, player: &mut Player<'_>) -> Result<(), Trouble> {
    let selector = player.values.render(selector)?;
    player.click(&selector).await
}
