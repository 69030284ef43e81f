//! Decodes every text of a unit to a fixpoint, within bounds that become gaps when they are hit.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;

use super::node::{Node, Origin};
use super::transforms::{self, Output, Summary};
use crate::extraction::Segment;

/// How many decoders may lie inside each other.
const DEPTH: u8 = 4;
/// How many texts are remembered as holding nothing more: 16 MB of hashes at most.
const REMEMBERED: usize = 1 << 20;

/// Texts that no decoder read anything in: the frame of a page comes again with every page.
#[derive(Debug, Default)]
pub(crate) struct Barren {
    /// Keyed by chance, so that no page can be made to look like another.
    keys: RandomState,
    shards: [Mutex<HashSet<u64>>; 16],
}

impl Barren {
    fn shard(&self, hash: u64) -> std::sync::MutexGuard<'_, HashSet<u64>> {
        self.shards[hash as usize % 16].lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn holds(&self, hash: u64) -> bool {
        self.shard(hash).contains(&hash)
    }

    fn add(&self, hash: u64) {
        let mut shard = self.shard(hash);
        if shard.len() < REMEMBERED / 16 {
            shard.insert(hash);
        }
    }
}

/// All texts that the segments may mean, and what was cut short.
pub(crate) fn expand(segments: &[Segment], barren: &Barren) -> (Vec<Node>, Vec<String>) {
    let total: usize = segments.iter().map(|s| s.text.len()).sum();
    let mut budget = (total.saturating_mul(16)).clamp(1 << 20, 512 << 20);
    let mut nodes: Vec<Node> = Vec::new();
    let mut gaps = Vec::new();
    let mut output = Output::default();
    let mut next = 0;
    for number in 0..segments.len() {
        let mut origin = Origin::Segment(number);
        // What this segment was seen to mean; most mean nothing else, and then no set is made.
        let mut seen: HashSet<u64> = HashSet::new();
        loop {
            let (text, depth) = match origin {
                Origin::Segment(s) => (segments[s].text.as_str(), 0),
                Origin::Node(n) => (nodes[n].decoded.text.as_str(), nodes[n].depth),
            };
            let summary = Summary::of(text);
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
                    return (nodes, gaps);
                }
                budget -= decoded.text.len();
                nodes.push(Node { parent: origin, segment: number, decoded, depth: depth + 1 });
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
    (nodes, gaps)
}
