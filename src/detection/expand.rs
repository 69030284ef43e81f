//! Decodes every text of a unit to a fixpoint, within bounds that become gaps when they are hit.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::node::{Node, Origin};
use super::transforms::{DECODERS, Output};
use crate::extraction::Segment;

/// How many decoders may lie inside each other.
const DEPTH: u8 = 4;

/// All texts that the segments may mean, and what was cut short.
pub(crate) fn expand(segments: &[Segment]) -> (Vec<Node>, Vec<String>) {
    let total: usize = segments.iter().map(|s| s.text.len()).sum();
    let mut budget = (total.saturating_mul(16)).clamp(1 << 20, 512 << 20);
    let mut nodes: Vec<Node> = Vec::new();
    let mut gaps = Vec::new();
    let mut seen = HashSet::new();
    let mut output = Output::default();
    let mut next = 0;
    for number in 0..segments.len() {
        let mut origin = Origin::Segment(number);
        seen.clear();
        loop {
            let (text, depth) = match origin {
                Origin::Segment(s) => (segments[s].text.as_str(), 0),
                Origin::Node(n) => (nodes[n].decoded.text.as_str(), nodes[n].depth),
            };
            seen.insert(hash(text));
            for decode in DECODERS {
                decode(text, &mut output);
            }
            gaps.append(&mut output.gaps);
            for decoded in output.decoded.drain(..) {
                if decoded.text.len() < 3 || !seen.insert(hash(&decoded.text)) {
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

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
