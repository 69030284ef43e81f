//! `goto`: opens an address.

use super::StepWord;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "goto",
    doc: "Opens an address, relative to `target.base`; forgets what was filled on the page before.",
    example: "- goto: /jobs/417/apply",
};

pub(super) async fn play(address: &str, player: &mut Player<'_>) -> Result<(), Trouble> {
    let url = player.values.address(address)?;
    player.open(url, "goto").await
}
