//! `run.sqlite`: what was captured, where its bytes stand, gaps, receipts and facts.
//!
//! Write-ahead log with `synchronous = NORMAL`: a commit survives the death of our process at any moment; only a power
//! cut can take the last ones back, and then the archive is merely longer than the index.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde_json::Value;

use super::{BundleError, Capture, CaptureId, Gap, Receipt};

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS captures (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL,
    status INTEGER NOT NULL, role TEXT NOT NULL, stage TEXT NOT NULL, engine TEXT NOT NULL, media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, truncated INTEGER NOT NULL, at TEXT NOT NULL,
    file INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
    request_body BLOB NOT NULL, entry TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS bodies (
    sha256 TEXT PRIMARY KEY, file INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
    size INTEGER NOT NULL, record TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS gaps (entry TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS receipts (candidate TEXT PRIMARY KEY, entry TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS run (name TEXT PRIMARY KEY, value TEXT NOT NULL);
";

/// A stretch of an archive file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Number of the WARC file.
    pub file: u32,
    /// Offset of the first byte.
    pub offset: u64,
    /// Length in bytes, compressed.
    pub length: u64,
}

/// Where a body stands.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    /// The record that holds it.
    pub place: Place,
    /// Size of the body, not compressed.
    pub size: u64,
    /// What a revisit says about it.
    pub original: super::warc::Original,
}

/// The open index.
#[derive(Debug)]
pub(super) struct Index {
    db: Connection,
    path: PathBuf,
}

impl Index {
    /// Opens for writing; makes the tables where they are missing.
    pub fn writable(path: &Path) -> Result<Self, BundleError> {
        let index = Index { db: Connection::open(path).map_err(|e| failed(path, e))?, path: path.to_owned() };
        index.check(index.db.busy_timeout(std::time::Duration::from_secs(10)))?;
        index.check(index.db.pragma_update(None, "journal_mode", "WAL"))?;
        index.check(index.db.pragma_update(None, "synchronous", "NORMAL"))?;
        index.check(index.db.execute_batch(SCHEMA))?;
        Ok(index)
    }

    /// Opens for reading. A sealed index has no write-ahead log: it is opened as immutable, so that not even a lock file
    /// is made beside it and a bundle on read-only media can be read.
    pub fn readable(path: &Path) -> Result<Self, BundleError> {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let whole = std::fs::metadata(&log).map_or(true, |m| m.len() == 0);
        let absolute = std::path::absolute(path).map_err(|e| BundleError::io(path, e))?;
        let mut address = url::Url::from_file_path(&absolute)
            .map_err(|()| BundleError::io(path, std::io::Error::other("the path cannot be written as an address")))?;
        address.set_query(Some(if whole { "immutable=1" } else { "mode=ro" }));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(address.as_str(), flags).map_err(|e| failed(path, e))?;
        let index = Index { db, path: path.to_owned() };
        index.check(index.db.busy_timeout(std::time::Duration::from_secs(10)))?;
        Ok(index)
    }

    fn check<T>(&self, result: rusqlite::Result<T>) -> Result<T, BundleError> {
        result.map_err(|e| failed(&self.path, e))
    }

    fn parse<T: serde::de::DeserializeOwned>(&self, text: &str) -> Result<T, BundleError> {
        serde_json::from_str(text).map_err(|e| BundleError::Damaged {
            path: self.path.clone(),
            reason: format!("an entry of the index does not parse: {e}"),
        })
    }

    /// A setting of the run itself, such as the stem of record ids.
    pub fn setting(&self, name: &str) -> Result<Option<String>, BundleError> {
        self.check(self.db.query_row("SELECT value FROM run WHERE name = ?1", [name], |row| row.get(0)).optional())
    }

    /// Stores such a setting.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), BundleError> {
        self.check(self.db.execute("INSERT OR REPLACE INTO run VALUES (?1, ?2)", [name, value])).map(drop)
    }

    /// The highest number given so far.
    pub fn last_id(&self) -> Result<u64, BundleError> {
        self.check(self.db.query_row("SELECT COALESCE(MAX(id), 0) FROM captures", [], |row| row.get::<_, i64>(0)))
            .map(i64::cast_unsigned)
    }

    /// Stores a capture; and its body's place, when it is new. One transaction: after it the capture is recorded.
    pub fn insert(&mut self, capture: &Capture, place: Place, stored: Option<&Stored>) -> Result<(), BundleError> {
        let slim = Capture { request_body: Vec::new(), ..capture.clone() };
        let entry = json(&slim);
        let path = self.path.clone();
        let mut work = || -> rusqlite::Result<()> {
            let transaction = self.db.transaction()?;
            transaction
                .prepare_cached(
                    "INSERT INTO captures VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19)",
                )?
                .execute(params![
                    capture.id.0.cast_signed(),
                    word(&capture.kind),
                    capture.method,
                    capture.url,
                    capture.final_url,
                    capture.status,
                    capture.provenance.role,
                    capture.provenance.stage,
                    word(&capture.provenance.engine),
                    capture.media_type,
                    capture.sha256,
                    capture.size.cast_signed(),
                    capture.truncated,
                    capture.at,
                    place.file,
                    place.offset.cast_signed(),
                    place.length.cast_signed(),
                    capture.request_body,
                    entry,
                ])?;
            if let Some(new) = stored {
                transaction.prepare_cached("INSERT OR IGNORE INTO bodies VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")?.execute(
                    params![
                        capture.sha256,
                        new.place.file,
                        new.place.offset.cast_signed(),
                        new.place.length.cast_signed(),
                        new.size.cast_signed(),
                        new.original.record,
                        new.original.url,
                        new.original.at,
                    ],
                )?;
            }
            transaction.commit()
        };
        work().map_err(|e| failed(&path, e))
    }

    /// Where the body with that hash stands, if it was stored.
    pub fn stored(&self, sha256: &str) -> Result<Option<Stored>, BundleError> {
        let query = "SELECT file, offset, length, size, record, url, at FROM bodies WHERE sha256 = ?1";
        self.check(self.db.prepare_cached(query).and_then(|mut statement| {
            statement
                .query_row([sha256], |row| {
                    Ok(Stored {
                        place: Place {
                            file: row.get(0)?,
                            offset: row.get::<_, i64>(1)?.cast_unsigned(),
                            length: row.get::<_, i64>(2)?.cast_unsigned(),
                        },
                        size: row.get::<_, i64>(3)?.cast_unsigned(),
                        original: super::warc::Original { record: row.get(4)?, url: row.get(5)?, at: row.get(6)? },
                    })
                })
                .optional()
        }))
    }

    /// All captures in the order of recording.
    pub fn captures(&self) -> Result<Vec<Capture>, BundleError> {
        let rows: Vec<(String, Vec<u8>)> = self.check(
            self.db
                .prepare("SELECT entry, request_body FROM captures ORDER BY id")
                .and_then(|mut statement| statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()),
        )?;
        rows.into_iter().map(|(entry, request_body)| Ok(Capture { request_body, ..self.parse(&entry)? })).collect()
    }

    /// One capture.
    pub fn capture(&self, id: CaptureId) -> Result<Option<Capture>, BundleError> {
        let query = "SELECT entry, request_body FROM captures WHERE id = ?1";
        let row: Option<(String, Vec<u8>)> = self
            .check(self.db.query_row(query, [id.0.cast_signed()], |row| Ok((row.get(0)?, row.get(1)?))).optional())?;
        row.map(|(entry, request_body)| Ok(Capture { request_body, ..self.parse(&entry)? })).transpose()
    }

    /// The hash of one capture's body.
    pub fn hash(&self, id: CaptureId) -> Result<Option<String>, BundleError> {
        let query = "SELECT sha256 FROM captures WHERE id = ?1";
        self.check(self.db.query_row(query, [id.0.cast_signed()], |row| row.get(0)).optional())
    }

    /// Stores a gap, once.
    pub fn gap(&self, gap: &Gap) -> Result<(), BundleError> {
        self.check(self.db.execute("INSERT OR IGNORE INTO gaps VALUES (?1)", [json(gap)])).map(drop)
    }

    /// Removes a gap.
    pub fn forget_gap(&self, gap: &Gap) -> Result<(), BundleError> {
        self.check(self.db.execute("DELETE FROM gaps WHERE entry = ?1", [json(gap)])).map(drop)
    }

    /// All gaps, sorted.
    pub fn gaps(&self) -> Result<Vec<Gap>, BundleError> {
        let mut gaps: Vec<Gap> =
            self.texts("SELECT entry FROM gaps")?.iter().map(|t| self.parse(t)).collect::<Result<_, _>>()?;
        gaps.sort();
        Ok(gaps)
    }

    /// Stores a receipt under its candidate; `entry` is its JSON, secrets blanked.
    pub fn receipt(&self, candidate: &str, entry: &Value) -> Result<(), BundleError> {
        let statement = "INSERT OR REPLACE INTO receipts VALUES (?1, ?2)";
        self.check(self.db.execute(statement, params![candidate, entry.to_string()])).map(drop)
    }

    /// All receipts, by candidate.
    pub fn receipts(&self) -> Result<Vec<Receipt>, BundleError> {
        self.texts("SELECT entry FROM receipts ORDER BY candidate")?.iter().map(|t| self.parse(t)).collect()
    }

    /// Stores a fact.
    pub fn set_fact(&self, name: &str, value: &Value) -> Result<(), BundleError> {
        self.check(self.db.execute("INSERT OR REPLACE INTO facts VALUES (?1, ?2)", params![name, value.to_string()]))
            .map(drop)
    }

    /// A fact, if it was stored.
    pub fn fact(&self, name: &str) -> Result<Option<Value>, BundleError> {
        let text: Option<String> = self
            .check(self.db.query_row("SELECT value FROM facts WHERE name = ?1", [name], |row| row.get(0)).optional())?;
        text.map(|t| self.parse(&t)).transpose()
    }

    /// For each archive file, where the last indexed record ends.
    pub fn ends(&self) -> Result<Vec<(u32, u64)>, BundleError> {
        let query = "SELECT file, MAX(offset + length) FROM captures GROUP BY file ORDER BY file";
        self.check(self.db.prepare(query).and_then(|mut statement| {
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?.collect()
        }))
    }

    /// Forgets captures and bodies that stand beyond the end of an archive file; says how many captures.
    pub fn forget_beyond(&self, file: u32, end: u64) -> Result<usize, BundleError> {
        let end = end.cast_signed();
        self.check(self.db.execute("DELETE FROM bodies WHERE file = ?1 AND offset + length > ?2", params![file, end]))?;
        self.check(self.db.execute(
            "DELETE FROM captures WHERE (file = ?1 AND offset + length > ?2) OR sha256 NOT IN (SELECT sha256 FROM bodies)",
            params![file, end],
        ))
    }

    /// Puts everything into the one file `run.sqlite`.
    pub fn flush(&self) -> Result<(), BundleError> {
        self.check(self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
    }

    fn texts(&self, query: &str) -> Result<Vec<String>, BundleError> {
        self.check(
            self.db.prepare(query).and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect()),
        )
    }
}

fn failed(path: &Path, source: rusqlite::Error) -> BundleError {
    BundleError::Index { path: path.to_owned(), source }
}

/// The snake-case word of an enum.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("our own records hold only strings, numbers and lists")
}
