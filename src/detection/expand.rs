//! Decodes every text of a unit to a fixpoint, within bounds that become gaps when they are hit.

use std::collections::HashSet;
use std::ops::Range;

use super::familiar::Look;
use super::node::{Node, Origin};
use super::remembered::Remembered;
use super::transforms::{self, Output, Summary};
use crate::extraction::Segments;

/// Bytes of a text that is remembered where no decoder reads anything in it.
const LONG: usize = 64;
/// How many decoders may lie inside each other.
const DEPTH: u8 = 4;

/// What the texts of a unit are made of and may mean, as far as was asked.
#[derive(Debug)]
pub(crate) struct Expansion<'a> {
    segments: &'a Segments,
    /// Texts that no decoder read anything in.
    barren: &'a Remembered,
    /// What each segment is made of; nothing where it was not asked for.
    pub summaries: Vec<Summary>,
    /// All texts that segments may mean.
    pub nodes: Vec<Node>,
    /// What was cut short.
    gaps: Vec<String>,
    /// Bytes of these, and of what familiar segments mean.
    pub decoded: usize,
    /// Bytes that may yet be decoded; none where there were too many.
    budget: Option<usize>,
    output: Output,
    /// The node that is decoded next.
    next: usize,
}

impl<'a> Expansion<'a> {
    /// Decodes what is unfamiliar, and counts what is familiar.
    pub fn new(segments: &'a Segments, look: &Look, barren: &'a Remembered) -> Expansion<'a> {
        let mut expansion = Expansion::empty(segments, barren);
        let mut coded = look.coded.iter().peekable();
        for range in &look.unfamiliar {
            expansion.sum_up(range.clone());
            for number in range.clone() {
                // Most segments are plain words.
                if !transforms::may_hold_more(&expansion.summaries[number]) {
                    continue;
                }
                while let Some((_, bytes)) = coded.next_if(|(before, _)| *before < number) {
                    expansion.spend(*bytes);
                }
                expansion.decode(number);
            }
        }
        coded.for_each(|(_, bytes)| expansion.spend(*bytes));
        expansion
    }

    /// Decodes what is familiar as well.
    pub fn with_familiar(mut self, look: &Look) -> Expansion<'a> {
        for (number, bytes) in &look.coded {
            self.budget = self.budget.map(|left| left + bytes);
            self.sum_up(*number..number + 1);
            self.decode(*number);
        }
        self
    }

    /// How many bytes each segment means besides its own, where it does.
    pub fn bytes_of_segments(&self) -> Vec<(usize, usize)> {
        let of_segments = self.nodes.chunk_by(|a, b| a.segment == b.segment);
        of_segments.map(|of_one| (of_one[0].segment, of_one.iter().map(|node| node.decoded.text.len()).sum())).collect()
    }

    fn empty(segments: &'a Segments, barren: &'a Remembered) -> Expansion<'a> {
        Expansion {
            segments,
            barren,
            summaries: vec![Summary::default(); segments.len()],
            nodes: Vec::new(),
            gaps: Vec::new(),
            decoded: 0,
            budget: Some(budget(segments)),
            output: Output::default(),
            next: 0,
        }
    }

    /// Takes bytes of the budget.
    fn spend(&mut self, bytes: usize) {
        let Some(left) = self.budget else { return };
        self.decoded += bytes;
        self.budget = left.checked_sub(bytes);
        if self.budget.is_none() {
            // However it was used up.
            self.decoded = budget(self.segments);
            self.gaps.push("could not decode all of the unit: the budget of decoded bytes is used up".into());
        }
    }

    /// Sums up segments.
    fn sum_up(&mut self, which: Range<usize>) {
        let (text, ends) = self.segments.texts(which.clone());
        Summary::of_all(text, &ends, &mut self.summaries[which]);
    }

    /// Adds all texts that a segment may mean, which was summed up before.
    fn decode(&mut self, number: usize) {
        let mut origin = Origin::Segment(number);
        // What this segment was seen to mean; most mean nothing else, and then no set is made.
        let mut seen: HashSet<u64> = HashSet::new();
        while self.budget.is_some() {
            self.decode_one(origin, number, &mut seen);
            if self.next == self.nodes.len() {
                break;
            }
            origin = Origin::Node(self.next);
            self.next += 1;
        }
    }

    fn decode_one(&mut self, origin: Origin, segment: usize, seen: &mut HashSet<u64>) {
        let (text, summary, depth) = match origin {
            Origin::Segment(s) => (self.segments.text(s), self.summaries[s], 0),
            Origin::Node(n) => (self.nodes[n].decoded.text.as_str(), self.nodes[n].summary, self.nodes[n].depth),
        };
        if transforms::may_hold_more(&summary) {
            // Short ones are sooner read than remembered.
            let known = (text.len() >= LONG).then(|| self.barren.hash(text));
            if known.is_none_or(|hash| self.barren.get(hash).is_none()) {
                transforms::decode(text, &summary, &mut self.output);
                let barren = self.output.decoded.is_empty() && self.output.gaps.is_empty();
                match known {
                    Some(hash) if barren => self.barren.add(hash, 0),
                    _ if !barren => _ = seen.insert(known.unwrap_or_else(|| self.barren.hash(text))),
                    _ => {}
                }
            }
        }
        self.gaps.append(&mut self.output.gaps);
        let mut all = std::mem::take(&mut self.output.decoded);
        for decoded in all.drain(..) {
            if decoded.text.len() < 3 || !seen.insert(self.barren.hash(decoded.text.as_str())) {
                continue;
            }
            if depth >= DEPTH {
                self.gaps.push(format!("could not decode all of a text: it is nested deeper than {DEPTH} encodings"));
                continue;
            }
            self.spend(decoded.text.len());
            if self.budget.is_none() {
                return;
            }
            let summary = Summary::of(&decoded.text);
            self.nodes.push(Node { parent: origin, segment, decoded, summary, depth: depth + 1 });
        }
        self.output.decoded = all;
    }

    /// What was cut short, each once.
    pub fn take_gaps(&mut self) -> Vec<String> {
        let mut gaps = std::mem::take(&mut self.gaps);
        gaps.sort();
        gaps.dedup();
        gaps
    }
}

/// Bytes that a unit may mean at most.
fn budget(segments: &Segments) -> usize {
    segments.all_text().len().saturating_mul(16).clamp(1 << 20, 512 << 20)
}
