//! Files that stand beside the archive: pictures, downloads, attachments. Names of captured files are hashes.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::content::Content;
use super::{BundleError, Capture, CaptureKind};

/// Keeps a copy of a picture or download under its hash, for people who open the folder.
pub(super) fn keep(folder: &Path, capture: &Capture, content: &mut Content) -> Result<(), BundleError> {
    let path = match capture.kind {
        CaptureKind::Screenshot => folder.join("evidence/screens").join(format!("{}.png", capture.sha256)),
        CaptureKind::ClientFile => download(folder, capture, content)?,
        CaptureKind::Response if content.len() > 0 && is_download(capture) => download(folder, capture, content)?,
        _ => return Ok(()),
    };
    if path.exists() { Ok(()) } else { write_with(&path, |file| content.copy(file)) }
}

fn download(folder: &Path, capture: &Capture, content: &mut Content) -> Result<PathBuf, BundleError> {
    let head = content.head().map_err(|e| BundleError::io(folder, e))?;
    let format = file_format::FileFormat::from_bytes(head);
    Ok(folder.join("evidence/downloads").join(format!("{}.{}", capture.sha256, format.extension())))
}

/// Whether a response is a file to keep and not a part of a page.
fn is_download(capture: &Capture) -> bool {
    let disposition = capture.header("content-disposition").unwrap_or("").trim_start().to_ascii_lowercase();
    let media = capture.media_type.as_str();
    let page = media.is_empty()
        || ["text/", "image/", "font/", "multipart/"].iter().any(|start| media.starts_with(start))
        || ["json", "javascript", "xml", "font", "wasm", "ecmascript", "urlencoded", "octet-stream"]
            .iter()
            .any(|part| media.contains(part));
    let office = media.contains("officedocument") || media.contains("opendocument");
    disposition.starts_with("attachment") || office || !page
}

/// Where an attachment of that name stands. Refuses names that would leave the folder or hide there.
pub(super) fn attachment(folder: &Path, name: &str) -> Result<PathBuf, BundleError> {
    let plain = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        && !name.starts_with('.');
    if !plain || name.ends_with(".warc.gz") || ["screens", "downloads"].contains(&name) {
        let reason =
            format!("`{}` is no name for an attachment; use letters, digits, dots and dashes", name.escape_debug());
        return Err(BundleError::Damaged { path: folder.to_owned(), reason });
    }
    Ok(folder.join("evidence").join(name))
}

/// Writes a file as a whole or not at all.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), BundleError> {
    write_with(path, |file| file.write_all(content))
}

fn write_with(path: &Path, fill: impl FnOnce(&mut std::fs::File) -> std::io::Result<()>) -> Result<(), BundleError> {
    let failed = |e| BundleError::io(path, e);
    let parent = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(failed)?;
    let mut file = tempfile::Builder::new().prefix(".writing-").tempfile_in(parent).map_err(failed)?;
    fill(file.as_file_mut()).map_err(failed)?;
    readable(file.as_file()).map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}

/// Temporary files are made for their owner alone; the files of a bundle are like others.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
