//! `findings.csv` for the tender team's spreadsheet: semicolons and a byte order mark, as a Danish Excel expects.

use crate::findings::Assessment;
use crate::reports::ReportError;
use crate::reports::text::{expectation, severity, visible};

/// One line per finding. A cell that a spreadsheet would run as a formula is made text by an apostrophe.
pub fn render(assessment: &Assessment) -> Result<String, ReportError> {
    let fail = |reason: String| ReportError::Render { format: "findings.csv", reason };
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer
        .write_record([
            "fingerprint", "alvor", "vurdering", "kandidat", "oplysning_id", "oplysning", "værdi", "kanal_id", "kanal",
            "forklædning", "rolle", "fase", "adresse", "sted", "vej", "uddrag", "sikkerhed", "forklaring", "antal",
            "bevis_sha256",
        ])
        .map_err(|e| fail(e.to_string()))?;
    for f in &assessment.findings {
        let row = [
            f.fingerprint.0.as_str(),
            severity(f.severity).0,
            expectation(f.expected).0,
            &f.candidate,
            f.attribute.id.code(),
            f.attribute.id.kind().name_da,
            &f.attribute.value,
            f.channel.code(),
            f.channel.name_da(),
            &f.disguise.join(" > "),
            &f.role,
            &f.stage,
            &format!("{} {}", f.surface.method, f.surface.url),
            &f.surface.place,
            &f.surface.reached,
            &f.snippet,
            &f.confidence,
            &f.explanation,
            &f.occurrences.to_string(),
            &f.evidence,
        ]
        .map(cell);
        writer.write_record(&row).map_err(|e| fail(e.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|e| fail(e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|e| fail(e.to_string()))?;
    Ok(format!("\u{feff}{text}"))
}

/// OWASP "CSV Injection": a leading `= + - @` starts a formula, also behind blanks.
fn cell(text: &str) -> String {
    let clean = visible(text, 8_000);
    match clean.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{clean}"),
        _ => clean,
    }
}
