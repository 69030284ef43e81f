//! Exact search for many patterns at once.
//! In: folded patterns, then folded bytes. Out: every occurrence, overlapping ones too.
//! Never: knows what a pattern stands for.

mod automaton;
mod filter;
mod grams;
#[cfg(test)]
mod naive;
mod patterns;
mod shares;

pub(crate) use automaton::Automaton;
pub(crate) use filter::{Bits, Filter};
pub(crate) use grams::Grams;
pub(crate) use patterns::Patterns;

/// An index over patterns that reports every occurrence in a haystack.
pub(crate) trait Kernel: std::fmt::Debug + Send + Sync {
    /// Calls `hit(start, end, pattern)` for each occurrence.
    fn scan(&self, haystack: &[u8], hit: &mut dyn FnMut(usize, usize, u32));
}

/// `length` bytes, at most eight, as one number.
fn load(bytes: &[u8], at: usize, length: usize) -> u64 {
    bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Exact search for many values at once, as the detector does it on folded text: for benchmarks, and for who needs no more.
#[derive(Debug)]
pub struct ExactSearch(Grams);

impl ExactSearch {
    /// Builds the index. Values of fewer than four bytes are left out.
    pub fn new(values: &[Vec<u8>]) -> ExactSearch {
        ExactSearch(Grams::new(values.iter().filter(|value| value.len() >= 4).collect()))
    }

    /// How often any of the values stands in the text, overlapping occurrences too.
    pub fn count(&self, text: &[u8]) -> usize {
        let mut count = 0;
        self.0.scan(text, &mut |_, _, _| count += 1);
        count
    }
}
