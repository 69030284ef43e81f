//! `coverage.json`: how much was looked at and what was not, without the findings; for a script that compares two runs.

use serde_json::json;

use super::json::pretty;
use crate::findings::Assessment;
use crate::reports::ReportError;

/// The coverage of `findings.json` on its own, with the controls that prove it.
pub fn render(assessment: &Assessment) -> Result<String, ReportError> {
    let file = json!({
        "schema_version": assessment.schema_version,
        "run": assessment.run,
        "verdict": assessment.verdict,
        "coverage": assessment.coverage,
        "controls": assessment.controls,
    });
    pretty(&file, "coverage.json")
}
