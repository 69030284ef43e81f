//! The published JSON Schemas are those of the code. `KLARSYN_BLESS=1` writes them anew.

use std::path::Path;

fn is_published(name: &str, schema: serde_json::Value) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let now = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    if std::env::var_os("KLARSYN_BLESS").is_some() {
        std::fs::write(&file, &now).unwrap();
    }
    let published = std::fs::read_to_string(&file).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(&published, &now).unified_diff().to_string();
    assert!(diff.is_empty(), "docs/{name} is not what the code says:\n{diff}");
}

#[test]
fn the_schema_of_scenario_files_is_published() {
    is_published("scenario.schema.json", serde_json::to_value(klarsyn::scenario::Scenario::json_schema()).unwrap());
}

#[test]
fn the_schema_of_findings_is_published() {
    is_published("findings.schema.json", serde_json::to_value(klarsyn::reports::schema()).unwrap());
}
