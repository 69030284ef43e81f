//! The truth file: what was really written into a response, when it was. Never told over HTTP.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::candidates::attribute::AttributeId;

/// More entries than any sensible run makes; further ones are only counted.
const MOST_ENTRIES: usize = 50_000;

/// One value that went out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Value {
    pub id: AttributeId,
    pub value: String,
}

/// One switch that showed something of one applicant to one role.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Entry {
    pub switch: &'static str,
    pub channel: &'static str,
    pub role: String,
    pub applicant_email: String,
    pub attributes: Vec<Value>,
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    entry: &'a Entry,
    url: &'a str,
}

#[derive(Serialize)]
struct Report<'a> {
    switches: &'a [String],
    leaks: Vec<Line<'a>>,
    /// Entries that came after the bound; 0 in any sensible run.
    not_listed: u64,
}

#[derive(Debug, Default)]
struct Known {
    /// Each entry with the address where it happened first.
    entries: BTreeMap<Entry, String>,
    not_listed: u64,
}

/// Collects what leaked and keeps the file up to date.
#[derive(Debug)]
pub(super) struct Truth {
    path: Option<PathBuf>,
    switches: Vec<String>,
    known: Mutex<Known>,
}

impl Truth {
    /// `switches` are the ids that are on.
    pub fn new(path: Option<PathBuf>, switches: Vec<String>) -> Truth {
        Truth { path, switches, known: Mutex::default() }
    }

    /// Notes an entry; the first time that it is seen, the file is rewritten before the response leaves.
    pub fn leaked(&self, entry: Entry, url: &str) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.entries.contains_key(&entry) {
            return;
        }
        if known.entries.len() >= MOST_ENTRIES {
            known.not_listed += 1;
            return;
        }
        known.entries.insert(entry, url.to_owned());
        if let Err(error) = self.write_known(&known) {
            tracing::error!("could not write the truth file: {error}; look whether its folder exists and is writable");
        }
    }

    /// Writes the file, whether something leaked or not.
    pub fn write(&self) -> std::io::Result<()> {
        self.write_known(&self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A reader must never see half a file: written beside it, then renamed.
    fn write_known(&self, known: &Known) -> std::io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let report = Report {
            switches: &self.switches,
            leaks: known.entries.iter().map(|(entry, url)| Line { entry, url }).collect(),
            not_listed: known.not_listed,
        };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, &report)?;
        file.write_all(b"\n")?;
        file.persist(path).map_err(|e| e.error)?;
        Ok(())
    }
}
