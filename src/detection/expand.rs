//! Decodes every text of a unit to a fixpoint, within bounds that become gaps when they are hit.

use std::collections::HashSet;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::quality::RandomState;

use super::node::{Node, Origin};
use super::transforms::{self, Output, Summary};
use crate::extraction::Segments;

/// How many decoders may lie inside each other.
const DEPTH: u8 = 4;
/// How many texts are remembered as holding nothing more: 1 MB of hashes.
const REMEMBERED: usize = 1 << 17;

/// Texts that no decoder read anything in: the frame of a page comes again with every page.
#[derive(Debug)]
pub(crate) struct Barren {
    /// Keyed by chance, so that no page can be made to look like another.
    keys: RandomState,
    /// Each hash has one place, which the next text with that place takes over.
    hashes: Vec<AtomicU64>,
}

impl Default for Barren {
    fn default() -> Self {
        Barren { keys: RandomState::default(), hashes: (0..REMEMBERED).map(|_| AtomicU64::new(0)).collect() }
    }
}

impl Barren {
    fn place(&self, hash: u64) -> &AtomicU64 {
        &self.hashes[hash as usize % REMEMBERED]
    }

    fn holds(&self, hash: u64) -> bool {
        self.place(hash).load(Ordering::Relaxed) == hash
    }

    fn add(&self, hash: u64) {
        self.place(hash).store(hash, Ordering::Relaxed);
    }
}

/// What the texts of a unit are made of and may mean.
#[derive(Debug)]
pub(crate) struct Expanded {
    /// What each segment is made of.
    pub summaries: Vec<Summary>,
    /// All texts that the segments may mean.
    pub nodes: Vec<Node>,
    /// What was cut short.
    pub gaps: Vec<String>,
}

/// All texts that the segments may mean, and what was cut short.
pub(crate) fn expand(segments: &Segments, barren: &Barren) -> Expanded {
    let (text, ends) = segments.texts();
    let summaries = Summary::of_all(text, ends);
    let total = text.len();
    let mut budget = (total.saturating_mul(16)).clamp(1 << 20, 512 << 20);
    let mut nodes: Vec<Node> = Vec::new();
    let mut gaps = Vec::new();
    let mut output = Output::default();
    let mut next = 0;
    for number in 0..segments.len() {
        // Most segments are plain words.
        if !transforms::may_hold_more(&summaries[number]) {
            continue;
        }
        let mut origin = Origin::Segment(number);
        // What this segment was seen to mean; most mean nothing else, and then no set is made.
        let mut seen: HashSet<u64> = HashSet::new();
        loop {
            let (text, summary, depth) = match origin {
                Origin::Segment(s) => (segments.text(s), summaries[s], 0),
                Origin::Node(n) => (nodes[n].decoded.text.as_str(), nodes[n].summary, nodes[n].depth),
            };
            if transforms::may_hold_more(&summary) {
                let hash = barren.keys.hash_one(text);
                if !barren.holds(hash) {
                    transforms::decode(text, &summary, &mut output);
                    if output.decoded.is_empty() && output.gaps.is_empty() {
                        barren.add(hash);
                    } else {
                        seen.insert(hash);
                    }
                }
            }
            gaps.append(&mut output.gaps);
            for decoded in output.decoded.drain(..) {
                if decoded.text.len() < 3 || !seen.insert(barren.keys.hash_one(decoded.text.as_str())) {
                    continue;
                }
                if depth >= DEPTH {
                    gaps.push(format!("could not decode all of a text: it is nested deeper than {DEPTH} encodings"));
                    continue;
                }
                if decoded.text.len() > budget {
                    gaps.push("could not decode all of the unit: the budget of decoded bytes is used up".into());
                    gaps.sort();
                    gaps.dedup();
                    return Expanded { summaries, nodes, gaps };
                }
                budget -= decoded.text.len();
                let summary = Summary::of(&decoded.text);
                nodes.push(Node { parent: origin, segment: number, decoded, summary, depth: depth + 1 });
            }
            if next == nodes.len() {
                break;
            }
            origin = Origin::Node(next);
            next += 1;
        }
    }
    gaps.sort();
    gaps.dedup();
    Expanded { summaries, nodes, gaps }
}
