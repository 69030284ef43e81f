//! The folder of a run, as it is written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::archive::Archive;
use super::content::Content;
use super::index::{Index, Stored};
use super::{
    Capture, CaptureId, Gap, GapKind, NewCapture, Receipt, Secrets, files, manifest, reader, secret, signature, warc,
};

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

impl BundleError {
    pub(super) fn io(path: &Path, source: std::io::Error) -> Self {
        BundleError::Io { path: path.to_owned(), source }
    }
}

/// Writes a bundle; cheap to clone, safe to use from many tasks, and readable after a crash at any moment.
#[derive(Debug, Clone)]
pub struct BundleWriter(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    secrets: Secrets,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    index: Index,
    archive: Archive,
    run: String,
    next: u64,
    /// In a run that goes on: what the interrupted one recorded, by [`likeness`]. What is seen again just as it was then
    /// is the same capture and is not recorded twice.
    earlier: HashMap<[u8; 32], Vec<CaptureId>>,
}

impl BundleWriter {
    /// Starts a new bundle in an empty or absent folder.
    pub fn create(folder: &Path, secrets: Secrets) -> Result<Self, BundleError> {
        std::fs::create_dir_all(folder).map_err(|e| BundleError::io(folder, e))?;
        let occupied = std::fs::read_dir(folder).map_err(|e| BundleError::io(folder, e))?.next().is_some();
        if occupied {
            let reason = "the folder is not empty; name another, or resume the run that is in it".into();
            return Err(BundleError::Damaged { path: folder.to_owned(), reason });
        }
        let evidence = folder.join("evidence");
        std::fs::create_dir(&evidence).map_err(|e| BundleError::io(&evidence, e))?;
        let run = hex::encode(rand::random::<[u8; 16]>());
        let archive = Archive::create(folder, &run)?;
        let index = Index::writable(&folder.join("run.sqlite"))?;
        index.set_setting("run", &run)?;
        Ok(Self::from_parts(folder, secrets, State { index, archive, run, next: 1, earlier: HashMap::new() }))
    }

    /// Goes on with a bundle that was left by an earlier run, also after `kill -9`. Captures that a power cut took are a gap.
    pub fn resume(folder: &Path, secrets: Secrets) -> Result<Self, BundleError> {
        if !super::Bundle::is_bundle(folder) {
            let reason = "there is no run.sqlite in it; name the folder of an earlier run".into();
            return Err(BundleError::Damaged { path: folder.to_owned(), reason });
        }
        let index = Index::writable(&folder.join("run.sqlite"))?;
        let run = match index.setting("run")? {
            Some(run) => run,
            None => {
                let run = hex::encode(rand::random::<[u8; 16]>());
                index.set_setting("run", &run)?;
                run
            }
        };
        let highest = index.last_id()?;
        let (archive, lost) = Archive::resume(folder, &run, &index)?;
        if lost > 0 {
            index.gap(&Gap {
                kind: GapKind::Failed,
                what: "evidence".into(),
                reason: format!("{lost} captures were not yet on the disk when the machine stopped; crawl again"),
                role: String::new(),
                stage: String::new(),
                capture: None,
            })?;
        }
        let mut earlier: HashMap<_, Vec<CaptureId>> = HashMap::new();
        for capture in index.captures()? {
            earlier.entry(likeness(&capture)).or_default().push(capture.id);
        }
        Ok(Self::from_parts(folder, secrets, State { index, archive, run, next: highest + 1, earlier }))
    }

    fn from_parts(folder: &Path, secrets: Secrets, state: State) -> Self {
        BundleWriter(Arc::new(Inner { folder: folder.to_owned(), secrets, state: Mutex::new(state) }))
    }

    /// A task that panicked inside left the index as SQLite's last whole transaction; going on is safe.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder of the bundle.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// Stores a capture: body into the WARC (once per hash), entry into the index. When this returns, the capture
    /// survives the death of the process.
    pub fn record(&self, mut new: NewCapture) -> Result<Capture, BundleError> {
        let archive = super::archive::path(&self.0.folder, 1);
        let io = |source| BundleError::io(&archive, source);
        let (body, large) = (std::mem::take(&mut new.body), new.large.take());
        let mut content = Content::new(body, large, &self.0.secrets).map_err(io)?;
        let mut capture = self.blank(new, &mut content).map_err(io)?;
        files::keep(&self.0.folder, &capture, &mut content)?;
        let mut state = self.state();
        if let Some(id) = state.earlier.get_mut(&likeness(&capture)).and_then(Vec::pop)
            && let Some(known) = state.index.capture(id)?
        {
            return Ok(known);
        }
        capture.id = CaptureId(state.next);
        let stored = state.index.stored(&capture.sha256)?;
        let original = stored.as_ref().map(|s| &s.original);
        let run = state.run.clone();
        let (place, main) = state.archive.append(|out| warc::write(&run, &capture, &mut content, original, out))?;
        let new = stored.is_none().then(|| Stored {
            place: main,
            size: capture.size,
            original: warc::Original {
                record: warc::record_id(&state.run, capture.id.0, "main"),
                url: capture.url.clone(),
                at: capture.at.clone(),
            },
        });
        if let Err(error) = state.index.insert(&capture, place, new.as_ref()) {
            state.archive.cut(place.offset)?;
            return Err(error);
        }
        state.next += 1;
        if capture.truncated {
            state.index.gap(&Gap {
                kind: GapKind::NotInspected,
                what: capture.url.clone(),
                reason: format!(
                    "only the first {} bytes were received: the connection ended early or the limit was reached",
                    capture.size
                ),
                role: capture.provenance.role.clone(),
                stage: capture.provenance.stage.clone(),
                capture: Some(capture.id),
            })?;
        }
        Ok(capture)
    }

    /// The entry of a new capture with all secrets out; the number is given later.
    fn blank(&self, new: NewCapture, content: &mut Content) -> std::io::Result<Capture> {
        let secrets = &self.0.secrets;
        let headers = |list: Vec<(String, String)>| -> Vec<(String, String)> {
            list.into_iter().map(|(name, value)| (name, secrets.blank_text(&value))).collect()
        };
        let mut request_headers = headers(new.request_headers);
        for (name, value) in &mut request_headers {
            if is_credential(name) {
                *value = secret::BLANK.to_owned();
            }
        }
        let headers = headers(new.headers);
        let media =
            headers.iter().find(|(n, _)| n.eq_ignore_ascii_case("content-type")).map_or("", |(_, v)| v.as_str());
        let mut provenance = new.provenance;
        provenance.reached.action = secrets.blank_text(&provenance.reached.action);
        provenance.reached.typed.iter_mut().for_each(|typed| *typed = secrets.blank_text(typed));
        let capture = Capture {
            id: CaptureId(0),
            kind: new.kind,
            method: new.method,
            url: secrets.blank_text(&new.url),
            final_url: secrets.blank_text(&new.final_url),
            status: new.status,
            media_type: media.split(';').next().unwrap_or("").trim().to_ascii_lowercase(),
            request_headers,
            request_body: secrets.blank_owned(new.request_body),
            headers,
            sha256: content.sha256()?,
            size: content.len(),
            truncated: new.truncated,
            at: now(),
            provenance,
        };
        Ok(capture)
    }

    /// Stores a gap; the same gap twice is stored once.
    pub fn gap(&self, gap: Gap) -> Result<(), BundleError> {
        let gap =
            Gap { what: self.0.secrets.blank_text(&gap.what), reason: self.0.secrets.blank_text(&gap.reason), ..gap };
        self.state().index.gap(&gap)
    }

    /// Takes back the failures that were noted under just that name for a role at a stage: it was tried again and worked.
    pub fn settle(&self, what: &str, role: &str, stage: &str) -> Result<(), BundleError> {
        let state = self.state();
        for gap in state.index.gaps()? {
            if gap.kind == GapKind::Failed && gap.what == what && gap.role == role && gap.stage == stage {
                state.index.forget_gap(&gap)?;
            }
        }
        Ok(())
    }

    /// Stores a receipt; a later one for the same candidate replaces the earlier.
    pub fn receipt(&self, receipt: &Receipt) -> Result<(), BundleError> {
        let entry = serde_json::to_value(receipt).expect("a receipt holds only strings, numbers and lists");
        self.state().index.receipt(&receipt.candidate, &self.0.secrets.blank_json(entry))
    }

    /// Stores a named JSON fact of the run: `run`, `coverage`, `policy`, `frontier` ...; a later one replaces the earlier.
    pub fn fact(&self, name: &str, value: &serde_json::Value) -> Result<(), BundleError> {
        let value = self.0.secrets.blank_json(value.clone());
        self.state().index.set_fact(name, &value)
    }

    /// Stores a copy of a file of the run inside the bundle's `evidence/` folder, for example `candidates.json`.
    /// The name is a plain file name: anything else is refused.
    pub fn attach(&self, name: &str, content: &[u8]) -> Result<(), BundleError> {
        let path = files::attachment(&self.0.folder, name)?;
        files::write(&path, &self.0.secrets.blank(content).0)
    }

    /// The captures recorded so far, in order.
    pub fn captures(&self) -> Result<Vec<Capture>, BundleError> {
        self.state().index.captures()
    }

    /// The body of a capture recorded so far.
    pub fn body(&self, id: CaptureId) -> Result<Vec<u8>, BundleError> {
        let stored = {
            let state = self.state();
            let hash = state.index.hash(id)?;
            hash.map(|hash| Ok((state.index.stored(&hash)?, hash))).transpose()?
        };
        match stored {
            Some((Some(stored), hash)) => reader::read(&self.0.folder, &stored, &hash),
            _ => Err(BundleError::Damaged {
                path: self.0.folder.clone(),
                reason: format!("capture {id} is not in the index"),
            }),
        }
    }

    /// A named JSON fact, if it was stored.
    pub fn read_fact(&self, name: &str) -> Result<Option<serde_json::Value>, BundleError> {
        self.state().index.fact(name)
    }

    /// Flushes everything, writes `manifest.json` (SHA-256 of every file of the run) and signs it (`manifest.sig`) with
    /// the key of the user (see [`BundleWriter::seal_with`]). May be called again after reports were added.
    pub fn seal(&self) -> Result<(), BundleError> {
        self.seal_with(&signature::key_file()?)
    }

    /// Like [`BundleWriter::seal`] with a named key file, which is made when it is not there.
    pub fn seal_with(&self, key: &Path) -> Result<(), BundleError> {
        let key = signature::key(key)?;
        let state = self.state();
        state.archive.flush()?;
        state.index.flush()?;
        let manifest = manifest::make(&self.0.folder)?;
        files::write(&self.0.folder.join(manifest::MANIFEST), &manifest)?;
        files::write(&self.0.folder.join(manifest::SIGNATURE), &signature::sign(&key, &manifest))
    }
}

/// Equal for two captures of the same bytes, got by the same role at the same stage in the same way.
fn likeness(capture: &Capture) -> [u8; 32] {
    let by = &capture.provenance;
    // A file that a page made has another address each time.
    let url = if capture.url.starts_with("blob:") { "blob:" } else { &capture.url };
    let same = (
        (capture.kind, &capture.method, url, capture.status, capture.truncated, &capture.sha256),
        (&by.role, &by.stage, by.engine, &by.reached.action, &by.reached.probe, &by.reached.typed),
        &capture.request_body,
    );
    let text = serde_json::to_vec(&same).expect("our own records hold only strings, numbers and lists");
    warc::digest(&text)
}

/// Request headers that hold a session or a token, whatever their value.
fn is_credential(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["cookie", "authorization", "proxy-authorization", "x-xsrf-token", "x-api-key", "x-auth-token"]
        .contains(&name.as_str())
        || name.starts_with("x-csrf")
}

/// The time now, RFC 3339 in UTC.
pub(super) fn now() -> String {
    chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}
