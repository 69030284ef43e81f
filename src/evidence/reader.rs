//! The folder of a run, as it is read years later: no network, nothing changed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::index::{Index, Stored};
use super::{BundleError, Capture, CaptureKind, Gap, Receipt, archive, files, manifest, signature, warc};

/// A bundle opened for reading; needs no network and changes nothing.
#[derive(Debug)]
pub struct Bundle {
    folder: PathBuf,
    index: Mutex<Index>,
}

impl Bundle {
    /// Opens the folder of a run.
    pub fn open(folder: &Path) -> Result<Self, BundleError> {
        if !Self::is_bundle(folder) {
            let reason = "there is no run.sqlite in it; name the folder of a run".into();
            return Err(BundleError::Damaged { path: folder.to_owned(), reason });
        }
        let index = Index::readable(&folder.join("run.sqlite"))?;
        Ok(Bundle { folder: folder.to_owned(), index: Mutex::new(index) })
    }

    /// Whether that folder looks like a bundle.
    pub fn is_bundle(folder: &Path) -> bool {
        folder.join("run.sqlite").is_file()
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All captures in the order of recording.
    pub fn captures(&self) -> Result<Vec<Capture>, BundleError> {
        self.index().captures()
    }

    /// The body of a capture, checked against its hash.
    pub fn body(&self, capture: &Capture) -> Result<Vec<u8>, BundleError> {
        let stored = self
            .index()
            .stored(&capture.sha256)?
            .ok_or_else(|| self.damaged(capture, "its body is not in the index"))?;
        read(&self.folder, &stored, &capture.sha256)
    }

    fn damaged(&self, capture: &Capture, why: &str) -> BundleError {
        BundleError::Damaged { path: self.folder.clone(), reason: format!("capture {}: {why}", capture.id) }
    }

    /// All gaps, sorted.
    pub fn gaps(&self) -> Result<Vec<Gap>, BundleError> {
        self.index().gaps()
    }

    /// All receipts, by candidate.
    pub fn receipts(&self) -> Result<Vec<Receipt>, BundleError> {
        self.index().receipts()
    }

    /// A named JSON fact of the run.
    pub fn fact(&self, name: &str) -> Result<Option<serde_json::Value>, BundleError> {
        self.index().fact(name)
    }

    /// The content of an attached file.
    pub fn attachment(&self, name: &str) -> Result<Option<Vec<u8>>, BundleError> {
        optional(&files::attachment(&self.folder, name)?)
    }

    /// The public key (64 hexadecimal digits) that signed the bundle, when its signature holds. Whether that key is
    /// the right one is for the reader to say: compare it with the key that the trial team published.
    pub fn signer(&self) -> Result<Option<String>, BundleError> {
        let manifest = optional(&self.folder.join(manifest::MANIFEST))?;
        let signature = optional(&self.folder.join(manifest::SIGNATURE))?;
        Ok(manifest.zip(signature).and_then(|(manifest, signature)| signature::signer(&manifest, &signature).ok()))
    }

    /// Checks every file against the manifest, the manifest against its signature, and every body against its hash.
    /// Returns one line per problem; empty means whole.
    pub fn verify(&self) -> Result<Vec<String>, BundleError> {
        let mut problems = Vec::new();
        match optional(&self.folder.join(manifest::MANIFEST))? {
            None => problems.push(format!("{} is missing: the run was not sealed", manifest::MANIFEST)),
            Some(manifest) => {
                match optional(&self.folder.join(manifest::SIGNATURE))? {
                    None => problems.push(format!("{} is missing", manifest::SIGNATURE)),
                    Some(signature) => {
                        problems.extend(
                            signature::signer(&manifest, &signature)
                                .err()
                                .map(|why| format!("{}: {why}", manifest::SIGNATURE)),
                        );
                    }
                }
                problems.extend(manifest::compare(&self.folder, &manifest)?);
            }
        }
        let captures = match self.captures() {
            Ok(captures) => captures,
            Err(error) => {
                problems.push(error.to_string());
                Vec::new()
            }
        };
        let by_hash: BTreeMap<&str, &Capture> = captures.iter().rev().map(|c| (c.sha256.as_str(), c)).collect();
        let mut bodies: Vec<&Capture> = by_hash.into_values().collect();
        bodies.sort_by_key(|c| c.id);
        problems.extend(bodies.iter().filter_map(|c| self.body(c).err()).map(|e| e.to_string()));
        for capture in captures.iter().filter(|c| c.kind == CaptureKind::Screenshot) {
            let picture = self.folder.join("evidence/screens").join(format!("{}.png", capture.sha256));
            if !picture.is_file() {
                problems.push(format!("the picture of capture {} is missing", capture.id));
            }
        }
        Ok(problems)
    }
}

/// Reads a body from the archive and checks it.
pub(super) fn read(folder: &Path, stored: &Stored, sha256: &str) -> Result<Vec<u8>, BundleError> {
    let path = archive::path(folder, stored.place.file);
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = File::open(&path)?;
        file.seek(SeekFrom::Start(stored.place.offset))?;
        warc::body(file.take(stored.place.length), stored.size)
    };
    let body = read().map_err(|e| BundleError::Damaged {
        path: path.clone(),
        reason: format!("the record of body {sha256} does not read: {e}"),
    })?;
    if warc::sha256(&body) == sha256 {
        Ok(body)
    } else {
        Err(BundleError::Damaged { path, reason: format!("body {sha256} is not what was recorded") })
    }
}

fn optional(path: &Path) -> Result<Option<Vec<u8>>, BundleError> {
    match std::fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(BundleError::io(path, error)),
    }
}
