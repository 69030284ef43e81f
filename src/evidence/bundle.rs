//! The folder of a run: written as we look, read years later.

use std::path::{Path, PathBuf};

use super::{Capture, CaptureId, Gap, NewCapture, Receipt, Secrets};

/// Why a bundle could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The file system refused.
    #[error("could not access {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The index refused.
    #[error("could not use the index {path}: {source}")]
    Index {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The bundle is not what its manifest says.
    #[error("could not trust the bundle {path}: {reason}")]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// Writes a bundle; cheap to clone, safe to use from many tasks, and readable after a crash at any moment.
#[derive(Debug, Clone)]
pub struct BundleWriter {}

impl BundleWriter {
    /// Starts a new bundle in an empty or absent folder.
    pub fn create(folder: &Path, secrets: Secrets) -> Result<Self, BundleError> {
        let _ = (folder, secrets);
        todo!("evidence room")
    }

    /// Goes on with a bundle that was left by an earlier run, also after `kill -9`.
    pub fn resume(folder: &Path, secrets: Secrets) -> Result<Self, BundleError> {
        let _ = (folder, secrets);
        todo!("evidence room")
    }

    /// The folder of the bundle.
    pub fn folder(&self) -> &Path {
        todo!("evidence room")
    }

    /// Stores a capture: body into the WARC (once per hash), entry into the index.
    pub fn record(&self, capture: NewCapture) -> Result<Capture, BundleError> {
        let _ = capture;
        todo!("evidence room")
    }

    /// Stores a gap; the same gap twice is stored once.
    pub fn gap(&self, gap: Gap) -> Result<(), BundleError> {
        let _ = gap;
        todo!("evidence room")
    }

    /// Stores a receipt; a later one for the same candidate replaces the earlier.
    pub fn receipt(&self, receipt: &Receipt) -> Result<(), BundleError> {
        let _ = receipt;
        todo!("evidence room")
    }

    /// Stores a named JSON fact of the run: `run`, `coverage`, `policy`, `frontier` ...; a later one replaces the earlier.
    pub fn fact(&self, name: &str, value: &serde_json::Value) -> Result<(), BundleError> {
        let _ = (name, value);
        todo!("evidence room")
    }

    /// Stores a copy of a file of the run inside the bundle's `evidence/` folder, for example `candidates.json`.
    pub fn attach(&self, name: &str, content: &[u8]) -> Result<(), BundleError> {
        let _ = (name, content);
        todo!("evidence room")
    }

    /// The captures recorded so far, in order.
    pub fn captures(&self) -> Result<Vec<Capture>, BundleError> {
        todo!("evidence room")
    }

    /// The body of a capture recorded so far.
    pub fn body(&self, id: CaptureId) -> Result<Vec<u8>, BundleError> {
        let _ = id;
        todo!("evidence room")
    }

    /// A named JSON fact, if it was stored.
    pub fn read_fact(&self, name: &str) -> Result<Option<serde_json::Value>, BundleError> {
        let _ = name;
        todo!("evidence room")
    }

    /// Flushes everything, writes `manifest.json` (SHA-256 of every file of the run) and signs it (`manifest.sig`).
    /// May be called again after reports were added.
    pub fn seal(&self) -> Result<(), BundleError> {
        todo!("evidence room")
    }
}

/// A bundle opened for reading; needs no network and changes nothing.
#[derive(Debug)]
pub struct Bundle {}

impl Bundle {
    /// Opens the folder of a run.
    pub fn open(folder: &Path) -> Result<Self, BundleError> {
        let _ = folder;
        todo!("evidence room")
    }

    /// Whether that folder looks like a bundle.
    pub fn is_bundle(folder: &Path) -> bool {
        folder.join("run.sqlite").is_file()
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        todo!("evidence room")
    }

    /// All captures in the order of recording.
    pub fn captures(&self) -> Result<Vec<Capture>, BundleError> {
        todo!("evidence room")
    }

    /// The body of a capture, checked against its hash.
    pub fn body(&self, capture: &Capture) -> Result<Vec<u8>, BundleError> {
        let _ = capture;
        todo!("evidence room")
    }

    /// All gaps, sorted.
    pub fn gaps(&self) -> Result<Vec<Gap>, BundleError> {
        todo!("evidence room")
    }

    /// All receipts, by candidate.
    pub fn receipts(&self) -> Result<Vec<Receipt>, BundleError> {
        todo!("evidence room")
    }

    /// A named JSON fact of the run.
    pub fn fact(&self, name: &str) -> Result<Option<serde_json::Value>, BundleError> {
        let _ = name;
        todo!("evidence room")
    }

    /// The content of an attached file.
    pub fn attachment(&self, name: &str) -> Result<Option<Vec<u8>>, BundleError> {
        let _ = name;
        todo!("evidence room")
    }

    /// Checks every file against the manifest, the manifest against its signature, and every body against its hash.
    /// Returns one line per problem; empty means whole.
    pub fn verify(&self) -> Result<Vec<String>, BundleError> {
        todo!("evidence room")
    }
}
