//! Bytes that belong to no object: comments between objects, and whatever stands behind the end.

use super::Job;
use crate::extraction::work::find;
use crate::extraction::{Concealment, Part};

/// Comments that are kept.
const COMMENTS: usize = 10_000;

/// Takes comments and trailing bytes. Streams are skipped: their bytes are others' business.
pub(super) fn read(bytes: &[u8], job: &Job) {
    let hidden = Some(Concealment::NotRendered);
    let (mut at, mut number) = (0, 0);
    while at < bytes.len() && number < COMMENTS && !job.late() {
        let end = bytes[at..].iter().position(|b| matches!(b, b'\r' | b'\n')).map_or(bytes.len(), |n| at + n);
        let line = &bytes[at..end];
        if line.ends_with(b"stream") && !line.ends_with(b"endstream") {
            at = find(bytes, b"endstream", end).map_or(bytes.len(), |n| n + b"endstream".len());
            continue;
        }
        let is_mark = line.starts_with(b"%%EOF") || line.starts_with(b"%PDF-");
        let comment = line.iter().position(|b| *b == b'%').map(|from| &line[from + 1..]);
        if let Some(comment) = comment.filter(|c| !is_mark && is_words(c)) {
            number += 1;
            let text = String::from_utf8_lossy(comment).into_owned();
            job.text(Part::DocumentHidden, &format!("comment[{number}]"), text, hidden);
        }
        at = end + 1;
    }
    if number == COMMENTS {
        job.gap(&format!("it has more than {COMMENTS} comments; the others were not read"));
    }
    let behind = bytes.windows(5).rposition(|w| w == b"%%EOF").map_or(bytes.len(), |n| n + 5);
    let tail = bytes[behind..].trim_ascii();
    if tail.len() >= 4 {
        job.embedded("bytes behind the end", tail.to_vec());
    }
    let before = find(bytes, b"%PDF-", 0).unwrap_or(0);
    if before >= 4 {
        job.embedded("bytes before the start", bytes[..before].to_vec());
    }
}

/// Whether bytes could be words: binary comments only tell programs that the file is binary.
fn is_words(bytes: &[u8]) -> bool {
    bytes.len() >= 4 && std::str::from_utf8(bytes).is_ok_and(|t| t.chars().filter(|c| c.is_alphanumeric()).count() >= 4)
}
