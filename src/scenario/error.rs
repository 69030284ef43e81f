//! What is wrong with a scenario, said so that the reader can go there and cure it.

use std::fmt;
use std::path::PathBuf;

use super::located::Position;

/// Why a scenario could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// The file could not be opened.
    #[error("could not read the scenario {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The text is not a valid scenario: one problem or more, in the order of the file.
    #[error("{}", join(.0))]
    Invalid(Vec<Problem>),
    /// A variable of the environment is not usable.
    #[error("could not take `{name}` from the environment: {reason}; set it before the run: `export {name}=...`")]
    Environment {
        /// Its name.
        name: String,
        /// Not set, not text, or too short to be blanked in the evidence.
        reason: String,
    },
    /// An address could not be made from `target.base` and what the scenario says.
    #[error("could not make an address of `{address}`: {reason}")]
    Address {
        /// What was to be an address.
        address: String,
        /// Why it is none.
        reason: String,
    },
}

/// One thing that is wrong, or (as a warning) weak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// The file as the caller named it.
    pub file: String,
    /// Line and column, counted from 1, where known.
    pub at: Option<(usize, usize)>,
    /// The line of the file, without control characters.
    pub source_line: String,
    /// What to try; may be empty.
    pub help: String,
}

impl Problem {
    pub(super) fn new(text: &str, file: &str, at: Option<Position>, message: String, help: String) -> Problem {
        let line = at.and_then(|at| text.lines().nth(at.line - 1)).unwrap_or_default();
        Problem {
            message,
            file: file.to_owned(),
            at: at.map(|at| (at.line, at.column)),
            // Whoever wrote the file, it is shown on a terminal.
            source_line: line.chars().map(|c| if c.is_control() { ' ' } else { c }).take(160).collect(),
            help,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  --> {}", self.message, self.file)?;
        if let Some((line, column)) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        if !self.help.is_empty() {
            write!(f, "   help: {}", self.help)?;
        }
        if let Some((line, column)) = self.at {
            let number = line.to_string();
            let margin = " ".repeat(number.len());
            write!(f, "\n {margin} |\n {number} | {}\n {margin} | ", self.source_line)?;
            write!(f, "{}^", " ".repeat(column.saturating_sub(1).min(160)))?;
        }
        Ok(())
    }
}

fn join(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\nerror: ")
}

/// The word among `known` that was probably meant.
pub(super) fn likely<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(&folded, &k.to_lowercase()), k))
        .filter(|(distance, k)| *distance <= 1 + k.chars().count().max(folded.chars().count()) / 4)
        .min()
        .map(|(_, k)| k)
}

/// "did you mean `x`?", or the list of what is possible.
pub(super) fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match likely(word, known.clone()) {
        Some(k) => format!("did you mean `{k}`?"),
        None => {
            let mut all: Vec<&str> = known.into_iter().collect();
            let more = all.len() > 12;
            all.truncate(12);
            if all.is_empty() {
                return String::new();
            }
            format!("one of {}{}", all.join(", "), if more { " ..." } else { "" })
        }
    }
}
