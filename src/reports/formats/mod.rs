//! One file per format, and the table that lists them.
//! In: an assessment, and the run's folder (for its screenshots). Out: the text of one file.
//! Never: writes a file, or lets captured text become markup, a formula or a link that acts.

use std::path::Path;

use crate::findings::Assessment;

use super::ReportError;

pub mod coverage;
pub mod csv;
pub mod html;
pub mod json;
pub mod junit;
pub mod sarif;

/// Renders one file from an assessment and the run's folder.
pub type Render = fn(&Assessment, &Path) -> Result<String, ReportError>;

/// One format of report.
pub struct Format {
    /// Name of its file in the run's folder.
    pub file: &'static str,
    /// Renders it.
    pub render: Render,
}

/// Every format, the one for people first.
pub static FORMATS: [Format; 6] = [
    Format { file: "report.html", render: html::render },
    Format { file: "findings.json", render: |a, _| json::render(a) },
    Format { file: "results.sarif", render: |a, _| sarif::render(a) },
    Format { file: "junit.xml", render: |a, _| junit::render(a) },
    Format { file: "coverage.json", render: |a, _| coverage::render(a) },
    Format { file: "findings.csv", render: |a, _| csv::render(a) },
];
