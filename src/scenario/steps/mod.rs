//! The steps of a scenario: one file each, registered here. The table feeds the reference, the checks and the tests.
//! In: what a scenario says. Out: one action each, played by the player of this room.
//! Never: two words for one thing, or a step that is accepted and does nothing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::player::{Player, Trouble};

mod capture;
mod check;
mod click;
mod expect;
mod fill;
mod goto;
mod request;
mod select;
mod submit;
mod uncheck;
mod upload;
mod wait;

pub use capture::CaptureFrom;
pub use expect::Expect;
pub use request::Request;
pub use submit::Submit;
pub(super) use wait::LONGEST as LONGEST_WAIT;
pub use wait::Wait;

/// One action. In YAML a step is a map with one key, for example `- goto: /jobs`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Opens an address, relative to `base`.
    Goto(String),
    /// Fills text fields: name (or CSS selector) to value.
    Fill(BTreeMap<String, String>),
    /// Chooses an option of a list or of radio buttons: name to the option's value or label.
    Select(BTreeMap<String, String>),
    /// Ticks boxes, by name, or `name=value` where several share a name.
    Check(Vec<String>),
    /// Takes the tick away.
    Uncheck(Vec<String>),
    /// Puts documents of the candidate into file fields: name to `{{candidate.cv_pdf}}`.
    Upload(BTreeMap<String, String>),
    /// Clicks the element of a CSS selector; over HTTP it follows the link or sends the form of that button.
    Click(String),
    /// Sends the form that was filled, with its hidden fields.
    Submit(Submit),
    /// Sends a request of your own making.
    Request(Request),
    /// Stops unless the answer is as described.
    Expect(Expect),
    /// Takes values from the answer, for `{{receipt.NAME}}`.
    Capture(BTreeMap<String, CaptureFrom>),
    /// Waits for an element or a time.
    Wait(Wait),
}

/// One line of the table of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepWord {
    /// The word in the scenario.
    pub word: &'static str,
    /// What it does, in one sentence.
    pub doc: &'static str,
    /// One step as YAML; a test parses it.
    pub example: &'static str,
}

/// Every step, in the order in which people meet them.
pub static STEP_WORDS: [StepWord; 12] = [
    goto::WORD,
    fill::WORD,
    select::WORD,
    check::WORD,
    uncheck::WORD,
    upload::WORD,
    click::WORD,
    submit::WORD,
    request::WORD,
    expect::WORD,
    capture::WORD,
    wait::WORD,
];

/// Every step word, for the reference.
pub fn words() -> &'static [StepWord] {
    &STEP_WORDS
}

impl Step {
    /// Its word.
    pub fn word(&self) -> &'static str {
        match self {
            Step::Goto(_) => goto::WORD.word,
            Step::Fill(_) => fill::WORD.word,
            Step::Select(_) => select::WORD.word,
            Step::Check(_) => check::WORD.word,
            Step::Uncheck(_) => uncheck::WORD.word,
            Step::Upload(_) => upload::WORD.word,
            Step::Click(_) => click::WORD.word,
            Step::Submit(_) => submit::WORD.word,
            Step::Request(_) => request::WORD.word,
            Step::Expect(_) => expect::WORD.word,
            Step::Capture(_) => capture::WORD.word,
            Step::Wait(_) => wait::WORD.word,
        }
    }

    /// Whether it may send what was filled, or anything else that stays.
    pub(super) fn sends(&self) -> bool {
        matches!(self, Step::Click(_) | Step::Submit(_) | Step::Request(_))
    }

    pub(super) async fn play(&self, player: &mut Player<'_>) -> Result<(), Trouble> {
        match self {
            Step::Goto(address) => goto::play(address, player).await,
            Step::Fill(fields) => fill::play(fields, player).await,
            Step::Select(fields) => select::play(fields, player).await,
            Step::Check(fields) => check::play(fields, player).await,
            Step::Uncheck(fields) => uncheck::play(fields, player).await,
            Step::Upload(fields) => upload::play(fields, player).await,
            Step::Click(selector) => click::play(selector, player).await,
            Step::Submit(submit) => submit.play(player).await,
            Step::Request(request) => request.play(player).await,
            Step::Expect(expect) => expect.play(player).await,
            Step::Capture(values) => capture::play(values, player).await,
            Step::Wait(wait) => wait.play(player).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_the_table_is_a_step_of_that_word() {
        for entry in &STEP_WORDS {
            let steps: Vec<Step> = serde_saphyr::from_str(entry.example).expect(entry.word);
            assert_eq!(steps.len(), 1, "{}", entry.word);
            assert_eq!(steps[0].word(), entry.word);
            assert!(entry.doc.ends_with('.'), "{}", entry.word);
        }
    }
}
