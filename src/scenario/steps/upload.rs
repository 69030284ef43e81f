//! `upload`: documents of the candidate, under their real file names.

use std::collections::BTreeMap;

use super::StepWord;
use crate::scenario::form::Entry;
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "upload",
    doc: "Puts documents of the candidate into file fields; the target is told the real file name.",
    example: "- upload: { cv: \"{{candidate.cv_pdf}}\" }",
};

pub(super) async fn play(fields: &BTreeMap<String, String>, player: &mut Player<'_>) -> Result<(), Trouble> {
    for (key, template) in fields {
        let upload = player.values.upload(template)?;
        let shown = upload.file_name.clone();
        player.enter(key, Entry::File(upload), shown).await?;
    }
    Ok(())
}
