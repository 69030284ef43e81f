//! The answer key as a file: one documented JSON file, plus the documents beside it.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::candidate::{Candidate, CandidateId, Role};

/// The version of the dataset's JSON shape.
pub const SCHEMA_VERSION: u32 = 1;

/// A pool of candidates with their answer key.
///
/// The least that is accepted on reading is
/// `{"candidates":[{"id":"c1","attributes":[{"id":"D06","value":"a@b.example"}]}]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dataset {
    /// The version of this shape; 1.
    #[serde(default = "default_version")]
    pub schema_version: u32,
    /// The seed that the generator started from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Language pack, for example `da`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The day on which ages are counted, as `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_date: Option<chrono::NaiveDate>,
    /// The proof that a value points to one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uniqueness: Option<Uniqueness>,
    /// The people.
    pub candidates: Vec<Candidate>,
    /// The folder that document paths are relative to; not part of the file.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// What the strong values of a dataset were compared with, folded, until none stood in another person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uniqueness {
    /// How many people were compared with each other, decoys included.
    pub people: u64,
    /// Whether birth dates differ, too.
    pub birth_dates: bool,
    /// How many ordinary words no value may be.
    pub ordinary_words: u64,
    /// How many texts of the target no value may stand in; nothing where no control crawl was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_texts: Option<u64>,
    /// Their bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_bytes: Option<u64>,
    /// How many draws clashed and were drawn again.
    pub drawn_again: u64,
}

fn default_version() -> u32 {
    SCHEMA_VERSION
}

/// Why a dataset could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum DatasetError {
    /// The file could not be read or written.
    #[error("could not access the answer key {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not an answer key.
    #[error("could not read the answer key {path}: {reason}")]
    Shape {
        /// The file.
        path: PathBuf,
        /// Line, column and cause.
        reason: String,
    },
    /// So many people cannot be invented.
    #[error("could not invent {count} candidates: ask for 1 to {most}")]
    Count {
        /// How many were asked for.
        count: u32,
        /// The most that can be.
        most: u32,
    },
    /// Somebody is drawn again and again, and always clashes.
    #[error(
        "could not find free values for everybody in {draws} draws; ask for fewer candidates, or give a smaller control \
         crawl"
    )]
    Crowded {
        /// How often it was tried.
        draws: u32,
    },
    /// A document of a candidate could not be made.
    #[error("could not make {path}: {reason}; this is a fault of the generator, try another seed and report it")]
    Document {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
}

impl Dataset {
    /// Reads an answer key; `path` may name the JSON file or the folder that holds `candidates.json`.
    pub fn read(path: &Path) -> Result<Dataset, DatasetError> {
        let file = if path.is_dir() { path.join("candidates.json") } else { path.to_owned() };
        let text = std::fs::read_to_string(&file).map_err(|source| DatasetError::Io { path: file.clone(), source })?;
        let mut dataset: Dataset = serde_json::from_str(&text)
            .map_err(|e| DatasetError::Shape { path: file.clone(), reason: e.to_string() })?;
        if dataset.schema_version > SCHEMA_VERSION {
            return Err(DatasetError::Shape {
                path: file,
                reason: format!(
                    "schema_version {} is newer than this klarsyn knows ({SCHEMA_VERSION})",
                    dataset.schema_version
                ),
            });
        }
        if dataset.candidates.is_empty() {
            return Err(DatasetError::Shape { path: file, reason: "it holds no candidates".into() });
        }
        let mut seen = std::collections::BTreeSet::new();
        for candidate in &dataset.candidates {
            if !seen.insert(&candidate.id) {
                return Err(DatasetError::Shape {
                    path: file,
                    reason: format!("candidate `{}` stands twice", candidate.id),
                });
            }
        }
        dataset.folder = file.parent().map(Path::to_owned).unwrap_or_default();
        Ok(dataset)
    }

    /// Writes `candidates.json` into `folder`; documents are written by the generator.
    pub fn write(&self, folder: &Path) -> Result<PathBuf, DatasetError> {
        let mut writer = Writer::create(self, folder)?;
        for candidate in &self.candidates {
            writer.push(&Writer::entry(candidate, folder)?)?;
        }
        writer.finish()
    }

    fn without_people(&self) -> Dataset {
        Dataset {
            schema_version: self.schema_version,
            seed: self.seed,
            locale: self.locale.clone(),
            reference_date: self.reference_date,
            uniqueness: self.uniqueness.clone(),
            candidates: Vec::new(),
            folder: PathBuf::new(),
        }
    }

    /// The candidates that are submitted.
    pub fn applicants(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|c| c.role == Role::Applicant)
    }

    /// The candidates that are never submitted.
    pub fn decoys(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|c| c.role == Role::Decoy)
    }

    /// The candidate of that id.
    pub fn get(&self, id: &CandidateId) -> Option<&Candidate> {
        self.candidates.iter().find(|c| &c.id == id)
    }
}

/// Writes an answer key person by person, so that a large one never stands in memory. It has another name until it is
/// whole: who finds `candidates.json` finds all of it.
pub(super) struct Writer {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<std::fs::File>,
    /// What closes the file.
    tail: String,
    empty: bool,
}

impl Writer {
    /// Begins the file with everything of `dataset` but its people.
    pub(super) fn create(dataset: &Dataset, folder: &Path) -> Result<Writer, DatasetError> {
        let path = folder.join("candidates.json");
        let head = dataset.without_people();
        let text = pretty(&head, &path)?;
        // The list of people is the last field, and it is empty.
        let (head, tail) = text.rsplit_once("[]").unwrap_or((&text, ""));
        let io = |source| DatasetError::Io { path: path.clone(), source };
        std::fs::create_dir_all(folder).map_err(io)?;
        let part = folder.join("candidates.json.part");
        let mut file = BufWriter::new(std::fs::File::create(&part).map_err(io)?);
        file.write_all(head.as_bytes()).and_then(|()| file.write_all(b"[")).map_err(io)?;
        let tail = tail.to_owned();
        Ok(Writer { file, tail, path, part, empty: true })
    }

    /// A person as they stand in the list. Apart from [`Writer::push`], so that many threads can do it.
    pub(super) fn entry(candidate: &Candidate, folder: &Path) -> Result<String, DatasetError> {
        // Line feeds inside values are escaped, so every one here is a line of the file.
        Ok(pretty(candidate, &folder.join("candidates.json"))?.replace('\n', "\n    "))
    }

    /// Adds a person.
    pub(super) fn push(&mut self, entry: &str) -> Result<(), DatasetError> {
        let before: &[u8] = if self.empty { b"\n    " } else { b",\n    " };
        self.empty = false;
        let written = self.file.write_all(before).and_then(|()| self.file.write_all(entry.as_bytes()));
        written.map_err(|source| DatasetError::Io { path: self.path.clone(), source })
    }

    /// Closes the list and the file.
    pub(super) fn finish(mut self) -> Result<PathBuf, DatasetError> {
        let close: &[u8] = if self.empty { b"]" } else { b"\n  ]" };
        let mut end = || -> std::io::Result<()> {
            self.file.write_all(close)?;
            self.file.write_all(self.tail.as_bytes())?;
            self.file.write_all(b"\n")?;
            self.file.flush()?;
            std::fs::rename(&self.part, &self.path)
        };
        match end() {
            Ok(()) => Ok(self.path),
            Err(source) => Err(DatasetError::Io { path: self.path, source }),
        }
    }
}

fn pretty(value: &impl Serialize, path: &Path) -> Result<String, DatasetError> {
    serde_json::to_string_pretty(value)
        .map_err(|e| DatasetError::Shape { path: path.to_owned(), reason: e.to_string() })
}

#[cfg(test)]
mod tests {

    #[test]
    fn a_key_written_person_by_person_is_the_key_written_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        for count in [1, 3] {
            let dataset = super::super::people(&super::super::Settings::new(5, count)).expect("people");
            let file = dataset.write(folder.path()).expect("it is written");
            let mut whole = serde_json::to_string_pretty(&dataset).expect("it serialises");
            whole.push('\n');
            assert!(std::fs::read_to_string(file).expect("it is there") == whole, "{count} people differ");
        }
    }
}
