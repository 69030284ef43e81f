//! Renders an assessment for people and for machines, and decides nothing.
//! In: [`crate::findings::Assessment`]. Out: files of a run's folder, and text for the terminal.
//! Never: trusts captured text: it is escaped by type in every format.

use std::path::{Path, PathBuf};

use crate::findings::Assessment;

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
    let _ = (assessment, folder);
    todo!("reports room")
}
