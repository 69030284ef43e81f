//! The words of the reports, and what makes captured text harmless to look at.

use crate::findings::{Expectation, Severity, Verdict};

/// Captured text on one line of at most `max` characters: what would steer a terminal or turn the reading direction is
/// written out as `‹U+202E›`, so that a disguise is seen instead of acting.
pub(super) fn visible(text: &str, max: usize) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == max {
            out.push('…');
            break;
        }
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if steers(c) => out.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Control and format characters, and those that XML 1.0 forbids.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}')
}

/// The address where it is a plain web address without a password, and nothing otherwise.
pub(super) fn safe_link(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none())
        .then(|| url.to_string())
}

/// Danish and English sentence of a verdict.
pub(super) fn verdict(v: Verdict) -> (&'static str, &'static str) {
    match v {
        Verdict::Clean => ("Intet identificerende blev set", "Nothing identifying was seen"),
        Verdict::Inconclusive => ("Der kan ikke konkluderes noget", "Nothing can be concluded"),
        Verdict::Leaking => ("Ansøgernes identitet kan ses", "Applicants can be identified"),
    }
}

/// Danish and English word of a severity.
pub(super) fn severity(s: Severity) -> (&'static str, &'static str) {
    match s {
        Severity::Info => ("oplysning", "info"),
        Severity::Low => ("lav", "low"),
        Severity::Medium => ("middel", "medium"),
        Severity::High => ("høj", "high"),
        Severity::Critical => ("kritisk", "critical"),
    }
}

/// Danish and English word of what the policy says.
pub(super) fn expectation(e: Expectation) -> (&'static str, &'static str) {
    match e {
        Expectation::Leak => ("læk", "leak"),
        Expectation::Allowed => ("tilladt", "allowed"),
        Expectation::Explained => ("forklaret", "explained"),
        Expectation::Control => ("kontrol", "control"),
    }
}
