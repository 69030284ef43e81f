//! `findings.json`: the assessment as it is, and its JSON Schema.

use crate::findings::Assessment;
use crate::reports::ReportError;

/// Pretty JSON with a line end; the same assessment gives the same bytes.
pub fn render(assessment: &Assessment) -> Result<String, ReportError> {
    pretty(assessment, "findings.json")
}

/// The JSON Schema of `findings.json`.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Assessment).to_value()
}

pub(super) fn pretty(value: &impl serde::Serialize, format: &'static str) -> Result<String, ReportError> {
    let mut out =
        serde_json::to_string_pretty(value).map_err(|e| ReportError::Render { format, reason: e.to_string() })?;
    out.push('\n');
    Ok(out)
}
