//! `manifest.json`: the SHA-256 of every file of a run.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::BundleError;

/// Name of the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// Name of its signature.
pub(super) const SIGNATURE: &str = "manifest.sig";
/// Folders deeper than this are not ours.
const DEPTH: usize = 16;

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    schema_version: u32,
    files: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    path: String,
    size: u64,
    sha256: String,
}

/// The manifest of the folder as it is now.
pub(super) fn make(folder: &Path) -> Result<Vec<u8>, BundleError> {
    let files = list(folder)?;
    let files = files.iter().map(|(name, path)| entry(name, path)).collect::<Result<Vec<_>, _>>()?;
    let mut text = serde_json::to_vec_pretty(&Manifest { schema_version: 1, files })
        .expect("a manifest holds only strings and numbers");
    text.push(b'\n');
    Ok(text)
}

/// One line for each difference between the folder and its manifest.
pub(super) fn compare(folder: &Path, manifest: &[u8]) -> Result<Vec<String>, BundleError> {
    let listed: BTreeMap<String, Entry> = match serde_json::from_slice::<Manifest>(manifest) {
        Ok(manifest) => manifest.files.into_iter().map(|e| (e.path.clone(), e)).collect(),
        Err(error) => return Ok(vec![format!("{MANIFEST} does not parse: {error}")]),
    };
    let mut problems = Vec::new();
    let present = list(folder)?;
    for (name, entry_of_manifest) in &listed {
        match present.get(name) {
            None => problems.push(format!("{name} is missing")),
            Some(path) if entry(name, path)? != *entry_of_manifest => {
                problems.push(format!("{name} was changed after the bundle was sealed"))
            }
            Some(_) => {}
        }
    }
    problems.extend(
        present
            .keys()
            .filter(|n| !listed.contains_key(*n))
            .map(|n| format!("{n} was added after the bundle was sealed")),
    );
    Ok(problems)
}

fn entry(name: &str, path: &Path) -> Result<Entry, BundleError> {
    let mut file = File::open(path).map_err(|e| BundleError::io(path, e))?;
    let mut digest = Sha256::new();
    let size = std::io::copy(&mut file, &mut Hasher(&mut digest)).map_err(|e| BundleError::io(path, e))?;
    Ok(Entry { path: name.to_owned(), size, sha256: hex::encode(digest.finalize()) })
}

struct Hasher<'a>(&'a mut Sha256);

impl std::io::Write for Hasher<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Every file below the folder by its name with forward slashes; not the manifest, its signature, or SQLite's log.
fn list(folder: &Path) -> Result<BTreeMap<String, PathBuf>, BundleError> {
    let mut found = BTreeMap::new();
    let mut open = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((directory, prefix, depth)) = open.pop() {
        for item in std::fs::read_dir(&directory).map_err(|e| BundleError::io(&directory, e))? {
            let item = item.map_err(|e| BundleError::io(&directory, e))?;
            let name = format!("{prefix}{}", item.file_name().to_string_lossy());
            let kind = item.file_type().map_err(|e| BundleError::io(&item.path(), e))?;
            if kind.is_dir() && depth < DEPTH {
                open.push((item.path(), format!("{name}/"), depth + 1));
            } else if kind.is_file()
                && ![MANIFEST, SIGNATURE, "run.sqlite-wal", "run.sqlite-shm"].contains(&name.as_str())
            {
                found.insert(name, item.path());
            }
        }
    }
    Ok(found)
}
