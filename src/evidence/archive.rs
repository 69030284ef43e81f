//! The WARC files of a bundle on disk: appending, rolling over, and mending the tail after a crash.

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::index::{Index, Place};
use super::{BundleError, warc};

/// A new file is begun when one is larger than this, as archives do.
const FILE_LIMIT: u64 = 1 << 30;

/// Path of an archive file inside a bundle.
pub(super) fn path(folder: &Path, file: u32) -> PathBuf {
    folder.join("evidence").join(format!("capture-{file:05}.warc.gz"))
}

/// Where records are written to, with how much of them came.
#[derive(Debug)]
pub(super) struct Counted<'a> {
    file: &'a mut File,
    /// Bytes so far.
    pub written: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.written += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// The archive file that is being appended to. Holds a lock, so that no second writer tears the bundle.
#[derive(Debug)]
pub(super) struct Archive {
    folder: PathBuf,
    run: String,
    number: u32,
    file: File,
    length: u64,
}

impl Archive {
    /// Begins the archive of a new bundle.
    pub fn create(folder: &Path, run: &str) -> Result<Self, BundleError> {
        let file = open(&path(folder, 1))?;
        let mut archive = Archive { folder: folder.to_owned(), run: run.to_owned(), number: 1, file, length: 0 };
        archive.begin()?;
        Ok(archive)
    }

    /// Goes on after what the index knows: whatever stands behind it is the torn tail of a record that was never
    /// reported as recorded, and is cut off. Where a file is shorter than the index says (after a power cut), the index
    /// forgets those captures. Gives the archive and the number of captures that were lost.
    pub fn resume(folder: &Path, run: &str, index: &Index) -> Result<(Self, usize), BundleError> {
        let ends = index.ends()?;
        let number = ends.last().map_or(1, |(file, _)| *file);
        let newest = open(&path(folder, number))?;
        let mut lost = 0;
        for (known, _) in &ends {
            let path = path(folder, *known);
            let length = std::fs::metadata(&path).map(|m| m.len()).unwrap_or(0);
            lost += index.forget_beyond(*known, length)?;
        }
        let end = index.ends()?.iter().find(|(file, _)| *file == number).map_or(0, |(_, end)| *end);
        let mut archive = Archive { folder: folder.to_owned(), run: run.to_owned(), number, file: newest, length: end };
        archive.cut(end)?;
        if end == 0 {
            archive.begin()?;
        }
        let next = path(folder, number + 1);
        if next.exists() {
            std::fs::remove_file(&next).map_err(|e| BundleError::io(&next, e))?;
        }
        Ok((archive, lost))
    }

    /// Appends the records of a capture, which `write` writes; it says how long the first of them is. Gives the place of all,
    /// and of the first. When it fails, what was written is taken back, so that the next record stands on a clean end.
    pub fn append(
        &mut self,
        write: impl FnOnce(&mut Counted<'_>) -> std::io::Result<u64>,
    ) -> Result<(Place, Place), BundleError> {
        if self.length > FILE_LIMIT {
            let number = self.number + 1;
            self.file = open(&path(&self.folder, number))?;
            (self.number, self.length) = (number, 0);
            self.begin()?;
        }
        let offset = self.length;
        let mut out = Counted { file: &mut self.file, written: 0 };
        let outcome = write(&mut out);
        let written = out.written;
        let main = match outcome {
            Ok(main) => main,
            Err(source) => {
                self.cut(offset).ok();
                return Err(BundleError::io(&path(&self.folder, self.number), source));
            }
        };
        self.length += written;
        let place = |length| Place { file: self.number, offset, length };
        Ok((place(written), place(main)))
    }

    /// Asks the system to put everything on the disk.
    pub fn flush(&self) -> Result<(), BundleError> {
        self.file.sync_data().map_err(|e| BundleError::io(&path(&self.folder, self.number), e))
    }

    /// Takes back what was appended last, when the index did not accept it.
    pub fn cut(&mut self, end: u64) -> Result<(), BundleError> {
        let outcome = self.file.set_len(end).and_then(|()| self.file.seek(SeekFrom::Start(end)));
        outcome.map_err(|e| BundleError::io(&path(&self.folder, self.number), e))?;
        self.length = end;
        Ok(())
    }

    fn begin(&mut self) -> Result<(), BundleError> {
        let info = warc::info(&self.run, self.number, &super::bundle::now());
        let info = info.map_err(|e| BundleError::io(&path(&self.folder, self.number), e))?;
        self.write(&info)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        let before = self.length;
        if let Err(source) = self.file.write_all(bytes) {
            self.cut(before).ok();
            return Err(BundleError::io(&path(&self.folder, self.number), source));
        }
        self.length += bytes.len() as u64;
        Ok(())
    }
}

fn open(path: &Path) -> Result<File, BundleError> {
    let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path);
    let file = file.map_err(|e| BundleError::io(path, e))?;
    file.try_lock().map_err(|_| BundleError::Damaged {
        path: path.to_owned(),
        reason: "another run is writing to it; wait for that run, or name another folder".into(),
    })?;
    Ok(file)
}
