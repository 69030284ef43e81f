//! Texts that are searched in one go, and which of them belong together.

use std::ops::RangeInclusive;

use super::fields::Row;
use super::node::{Node, Origin};
use super::steps::last_step;
use crate::extraction::Segments;

/// Texts that are searched in one go.
#[derive(Debug, Clone, Copy)]
pub(super) enum Texts<'a> {
    /// Those of segments with these numbers.
    Segments(&'a Segments, &'a [usize]),
    Decoded(&'a [Node]),
    /// Rows of fields.
    Rows(&'a Segments, &'a [Row]),
}

impl<'a> Texts<'a> {
    /// The number of the segment or node whose text is so many texts behind the first.
    pub fn number(self, at: usize) -> usize {
        match self {
            Texts::Segments(_, numbers) => numbers[at],
            Texts::Decoded(_) | Texts::Rows(..) => at,
        }
    }

    pub fn text(self, number: usize) -> &'a str {
        match self {
            Texts::Segments(segments, _) => segments.text(number),
            Texts::Decoded(nodes) => &nodes[number].decoded.text,
            Texts::Rows(_, rows) => &rows[number].text,
        }
    }

    /// What it is, and the segment at its root.
    pub fn origin(self, number: usize) -> (Origin, usize) {
        match self {
            Texts::Segments(..) => (Origin::Segment(number), number),
            Texts::Decoded(nodes) => (Origin::Node(number), nodes[number].segment),
            Texts::Rows(_, rows) => (Origin::Segment(rows[number].first()), rows[number].first()),
        }
    }

    /// Whether all of them stand in running text.
    pub fn in_a_line(self, mut which: RangeInclusive<usize>) -> bool {
        matches!(self, Texts::Segments(segments, _) if which.all(|number| segments.get(number).inline))
    }

    /// Whether running text goes on from each to the next without a blank.
    pub fn seamless(self, which: RangeInclusive<usize>) -> bool {
        let mut pairs = which.clone().zip(which.clone().skip(1)).map(|(a, b)| (self.text(a), self.text(b)));
        self.in_a_line(which)
            && !pairs.any(|(a, b)| a.ends_with(char::is_whitespace) || b.starts_with(char::is_whitespace))
    }

    /// Whether neighbouring segments may hold one value together: running text, or siblings in one container.
    pub fn joined(self, mut which: RangeInclusive<usize>) -> bool {
        let Texts::Segments(segments, _) = self else { return false };
        if self.in_a_line(which.clone()) {
            return true;
        }
        let parent = |number: usize| {
            let place = segments.get(number).place.to_string();
            last_step(&place).map(|at| place[..at].to_owned())
        };
        let first = parent(*which.start());
        first.is_some() && which.all(|number| parent(number) == first)
    }
}
