//! `results.sarif`: SARIF 2.1.0 (OASIS), with our own fingerprints so that a result keeps its identity between runs.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::findings::{Assessment, Expectation, Finding, Severity, Verdict};
use crate::reports::ReportError;
use crate::reports::text::{safe_link, visible};

const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// One rule per attribute and channel, one result per finding; what is allowed or explained is not a failure.
pub fn render(a: &Assessment) -> Result<String, ReportError> {
    let mut rules = BTreeMap::new();
    for f in &a.findings {
        rules.entry(rule_id(f)).or_insert_with(|| {
            json!({
                "id": rule_id(f),
                "shortDescription": { "text": format!("{} in {}", f.attribute.id.kind().name, f.channel.name()) },
            })
        });
    }
    let notes: Vec<Value> = a.coverage.gaps.iter().map(|g| {
        json!({
            "level": if g.blocks_clean { "error" } else { "note" },
            "message": { "text": visible(&format!("not seen: {} {} ({} / {}): {}", g.kind, g.what, g.role, g.stage, g.reason), 2_000) },
        })
    }).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "klarsyn",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_values().collect::<Vec<_>>(),
            } },
            "invocations": [{
                "executionSuccessful": a.verdict != Verdict::Inconclusive,
                "toolExecutionNotifications": notes,
            }],
            "results": a.findings.iter().map(result).collect::<Vec<_>>(),
            "properties": { "verdict": a.verdict, "reasons": a.reasons },
        }],
    });
    super::json::pretty(&document, "results.sarif")
}

fn rule_id(f: &Finding) -> String {
    format!("{}/{}", f.attribute.id, f.channel)
}

fn result(f: &Finding) -> Value {
    let leak = f.expected == Expectation::Leak;
    let level = match f.severity {
        _ if !leak => "none",
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    };
    // Anything but a web address is written as a relative path: `javascript:` must not become a link in a viewer.
    let uri = safe_link(&f.surface.url).unwrap_or_else(|| utf8_percent_encode(&f.surface.url, PATH).to_string());
    json!({
        "ruleId": rule_id(f),
        "kind": if leak { "fail" } else { "informational" },
        "level": level,
        "message": { "text": visible(&format!(
            "{} of {} shows to {} at {}: {}", f.attribute.id.kind().name, f.candidate, f.role, f.stage, f.snippet), 2_000) },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri } },
            "logicalLocations": [{ "fullyQualifiedName": visible(&f.surface.place, 500) }],
        }],
        "partialFingerprints": { "klarsyn/v1": f.fingerprint.0, "klarsynCandidate/v1": f.candidate },
        "properties": { "severity": f.severity, "expected": f.expected, "evidence": f.evidence, "disguise": f.disguise },
    })
}
