//! What every target does: read bytes within small limits, behind a beginning that leads to one reader.

use klarsyn::extraction::{Limits, Unit, UnitSource, extract};

/// Reads `data`, with `start` before it where it does not start so, as one file and checks what holds for every extraction.
pub fn read(start: &[u8], data: &[u8], media_type: &str) {
    // Panics of libraries are caught where they happen, and told as gaps; the fuzzer's own hook would end at the first.
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let mut body = if data.starts_with(start) { Vec::new() } else { start.to_vec() };
    body.extend_from_slice(data);
    let length = body.len() as u64;
    let unit = Unit {
        source: UnitSource::Response,
        url: "https://hr.example/fil".into(),
        media_type: media_type.into(),
        headers: Vec::new(),
        body,
    };
    let limits = Limits { depth: 4, expanded_bytes: 8 * 1024 * 1024, segments: 50_000, seconds: 5 };
    let out = extract(&unit, &limits);
    assert!(out.segments.len() <= limits.segments);
    for segment in &out.segments {
        assert!(segment.span.is_none_or(|(start, end)| start <= end && end <= length));
    }
    // Readers are run behind a catch of panics; to a fuzzer, a reader that broke down is a find.
    assert!(!out.gaps.iter().any(|g| g.contains("its reader broke down")), "{:?}", out.gaps);
}
