//! Exact search for many patterns at once.
//! In: folded patterns, then folded bytes. Out: every occurrence, overlapping ones too.
//! Never: knows what a pattern stands for.

mod automaton;
mod grams;
#[cfg(test)]
mod naive;

pub(crate) use automaton::Automaton;
pub(crate) use grams::Grams;

/// An index over patterns that reports every occurrence in a haystack.
pub(crate) trait Kernel: std::fmt::Debug + Send + Sync {
    /// Calls `hit(start, end, pattern)` for each occurrence.
    fn scan(&self, haystack: &[u8], hit: &mut dyn FnMut(usize, usize, u32));
}
