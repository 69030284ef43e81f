//! Renders an assessment for people and for machines, and decides nothing.
//! In: [`crate::findings::Assessment`]. Out: files of a run's folder, and text for the terminal.
//! Never: trusts captured text: it is escaped by type in every format.

use std::path::{Path, PathBuf};

use crate::findings::Assessment;

pub mod console;
pub mod danish;
pub mod formats;
mod scoreboard;
mod text;

pub use formats::json::schema;
pub use scoreboard::{ScoreRow, ScoreState, Scoreboard};

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file system refused.
    #[error("could not write {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A template or format failed.
    #[error("could not render {format}: {reason}")]
    Render {
        /// The format.
        format: &'static str,
        /// Why.
        reason: String,
    },
}

/// Writes every report of a run into its folder; gives the paths, `report.html` first.
pub fn write_all(assessment: &Assessment, folder: &Path) -> Result<Vec<PathBuf>, ReportError> {
    std::fs::create_dir_all(folder).map_err(|source| ReportError::Io { path: folder.to_owned(), source })?;
    let mut paths = Vec::new();
    for format in &formats::FORMATS {
        let path = folder.join(format.file);
        let bytes = (format.render)(assessment, folder)?;
        std::fs::write(&path, bytes).map_err(|source| ReportError::Io { path: path.clone(), source })?;
        paths.push(path);
    }
    Ok(paths)
}
