//! Earlier revisions: a PDF that was saved again keeps its former self. Each prefix up to an end mark is a whole file and
//! is interpreted as one: nothing else finds the old text of fonts with codes of their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Job, objects, pages};
use crate::extraction::Concealment;
use crate::extraction::work::find;

/// Revisions that are read.
const REVISIONS: usize = 50;

/// Reads every revision but the newest, and takes what is not in a newer one.
pub(super) fn read(bytes: &Arc<Vec<u8>>, job: &Job, seen: &mut BTreeSet<String>) -> Result<(), String> {
    let mut ends = Vec::new();
    let mut at = 0;
    while let Some(found) = find(bytes, b"%%EOF", at) {
        at = found + 5;
        ends.push(at);
    }
    // The last mark ends the newest revision; one that is followed by nearly nothing is the same file.
    ends.pop();
    ends.retain(|end| bytes.len() - end > 64);
    let count = ends.len();
    let mut fault = None;
    if count > REVISIONS {
        fault = Some(format!("it has {count} revisions, of which {REVISIONS} are read"));
    }
    for (index, end) in ends.into_iter().enumerate().rev().take(REVISIONS) {
        if job.late() {
            return Err("time was up".into());
        }
        let prefix = Arc::new(bytes[..end].to_vec());
        job.forget_drawn();
        // A file written for the web has a first mark that ends no revision: its prefix has no pages, and that is fine.
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pages::read(&prefix, job)));
        let Ok((lines, _)) = outcome else { continue };
        let fresh: Vec<_> = lines.into_iter().filter(|l| seen.insert(l.text.clone())).collect();
        let place = format!("revision[{}]!", index + 1);
        job.hand_over(fresh, &place, Some(Concealment::EarlierRevision));
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| objects::read_earlier(&prefix, &place, job)));
    }
    fault.map_or(Ok(()), Err)
}
