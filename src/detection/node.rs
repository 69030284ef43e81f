//! Decoded text with a map back to the text that it was decoded from.

use super::transforms::Summary;
use crate::extraction::Segments;

/// A stretch of decoded text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    /// First decoded byte.
    pub at: usize,
    /// First byte of the parent's text.
    pub source: usize,
    /// Length in the parent's text.
    pub source_len: usize,
    /// Whether the stretch was copied as it is, so that offsets inside it can be carried over.
    pub copied: bool,
}

/// What a decoder yields.
#[derive(Debug, Clone)]
pub(crate) struct Decoded {
    /// Name of the transform.
    pub name: &'static str,
    /// A second transform that was undone in the same step.
    pub inner: Option<&'static str>,
    /// The text.
    pub text: String,
    /// Ordered map to the parent's bytes.
    pub pieces: Vec<Piece>,
}

impl Decoded {
    /// Text whose every byte stands for the whole of `source`.
    pub fn opaque(name: &'static str, text: String, source: std::ops::Range<usize>) -> Decoded {
        let piece = Piece { at: 0, source: source.start, source_len: source.len(), copied: false };
        Decoded { name, inner: None, text, pieces: vec![piece] }
    }
}

/// Where a node's text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// The segment of that number.
    Segment(usize),
    /// The node of that number.
    Node(usize),
}

/// One decoded text inside a unit.
#[derive(Debug)]
pub(crate) struct Node {
    /// Which text it was decoded from.
    pub parent: Origin,
    /// The segment at the root.
    pub segment: usize,
    /// The text, its name and its map.
    pub decoded: Decoded,
    /// What the text is made of.
    pub summary: Summary,
    /// How many decoders deep.
    pub depth: u8,
}

/// Carries the decoded range `start..end` over to the parent's text.
pub(crate) fn to_source(pieces: &[Piece], start: usize, end: usize) -> (usize, usize) {
    let piece_at = |at: usize| pieces.partition_point(|p| p.at <= at).checked_sub(1).and_then(|i| pieces.get(i));
    let from =
        piece_at(start).map_or(0, |p| if p.copied { p.source + (start - p.at).min(p.source_len) } else { p.source });
    let to = piece_at(end.saturating_sub(1))
        .map_or(from, |p| if p.copied { p.source + (end - p.at).min(p.source_len) } else { p.source + p.source_len });
    (from, to.max(from))
}

/// The text of an origin.
pub(crate) fn text_of<'a>(origin: Origin, segments: &'a Segments, nodes: &'a [Node]) -> &'a str {
    match origin {
        Origin::Segment(i) => segments.text(i),
        Origin::Node(i) => &nodes[i].decoded.text,
    }
}

/// The decode path of a text, outermost first.
pub(crate) fn path(mut origin: Origin, nodes: &[Node]) -> Vec<String> {
    let mut names = Vec::new();
    while let Origin::Node(i) = origin {
        let decoded = &nodes[i].decoded;
        names.extend(decoded.inner.map(str::to_owned));
        names.push(decoded.name.to_owned());
        origin = nodes[i].parent;
    }
    names.reverse();
    names
}

/// Carries a span of a decoded text back to its segment's text.
pub(crate) fn root_span(mut origin: Origin, mut span: (usize, usize), nodes: &[Node]) -> (usize, usize) {
    while let Origin::Node(i) = origin {
        span = to_source(&nodes[i].decoded.pieces, span.0, span.1);
        origin = nodes[i].parent;
    }
    span
}

/// One replacement inside a text.
#[derive(Debug)]
pub(crate) struct Edit {
    /// Bytes to replace.
    pub source: std::ops::Range<usize>,
    /// What they mean.
    pub text: String,
}

/// How much untouched text is kept around an edit: longer than any value.
const MARGIN: usize = 160;
/// How much of a run without a blank or a quote is kept whole: what is packed in it unfolds as a whole or not at all.
const RUN: usize = 64 * 1024;

fn ends_a_run(byte: &u8) -> bool {
    byte.is_ascii_whitespace() || b"\"'`<>".contains(byte)
}

/// Applies edits (ordered, not overlapping) and yields one text for each cluster of them, with the text around: a page
/// with one escape is not copied as a whole.
pub(crate) fn rewrite(name: &'static str, text: &str, edits: Vec<Edit>, out: &mut Vec<Decoded>) {
    let bytes = text.as_bytes();
    let mut edits = edits.into_iter().peekable();
    while let Some(first) = edits.next() {
        let before = &bytes[first.source.start.saturating_sub(RUN)..first.source.start];
        let run = before.iter().rev().take_while(|b| !ends_a_run(b)).count();
        let begin = floor(text, first.source.start.saturating_sub(run.max(MARGIN)));
        let mut decoded = Decoded { name, inner: None, text: String::new(), pieces: Vec::new() };
        let mut at = begin;
        let mut edit = first;
        loop {
            copy(&mut decoded, text, at, edit.source.start);
            let piece = Piece {
                at: decoded.text.len(),
                source: edit.source.start,
                source_len: edit.source.len(),
                copied: false,
            };
            if !edit.text.is_empty() {
                decoded.pieces.push(piece);
                decoded.text.push_str(&edit.text);
            }
            at = edit.source.end;
            match edits.peek() {
                Some(next) if next.source.start < at + 2 * MARGIN => {}
                // A long run with an escape here and there is one.
                Some(next) if next.source.start < at + RUN && !bytes[at..next.source.start].iter().any(ends_a_run) => {}
                _ => break,
            }
            match edits.next() {
                Some(next) => edit = next,
                None => break,
            }
        }
        let run = bytes[at..].iter().take(RUN).take_while(|b| !ends_a_run(b)).count();
        copy(&mut decoded, text, at, ceil(text, (at + run.max(MARGIN)).min(text.len())));
        out.push(decoded);
    }
}

fn copy(decoded: &mut Decoded, text: &str, from: usize, to: usize) {
    if from < to {
        let piece = Piece { at: decoded.text.len(), source: from, source_len: to - from, copied: true };
        decoded.pieces.push(piece);
        decoded.text.push_str(&text[from..to]);
    }
}

/// The nearest character boundary at or before `at`.
pub(crate) fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest character boundary at or after `at`.
pub(crate) fn ceil(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Reads bytes that escapes stood for: UTF-8 where it is valid, otherwise Windows-1252.
pub(crate) fn bytes_to_text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
