//! The double-array automaton of the `daachorse` crate.

use daachorse::DoubleArrayAhoCorasick;

use super::Kernel;

/// Patterns in a double array; empty where there are none.
pub(crate) struct Automaton(Option<DoubleArrayAhoCorasick<u32>>);

impl Automaton {
    /// Builds the index; patterns are numbered by their position, must differ from each other and must not be empty.
    pub fn new(patterns: &[Vec<u8>]) -> Automaton {
        if patterns.is_empty() {
            return Automaton(None);
        }
        let numbered = patterns.iter().zip(0u32..);
        Automaton(Some(
            DoubleArrayAhoCorasick::with_values(numbered)
                .expect("patterns are distinct and not empty, and far fewer than the automaton's limit"),
        ))
    }
}

impl std::fmt::Debug for Automaton {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Automaton").field(&self.0.as_ref().map(DoubleArrayAhoCorasick::num_states)).finish()
    }
}

impl Kernel for Automaton {
    fn scan(&self, haystack: &[u8], hit: &mut dyn FnMut(usize, usize, u32)) {
        let Some(automaton) = &self.0 else { return };
        for m in automaton.find_overlapping_iter(haystack) {
            hit(m.start(), m.end(), m.value());
        }
    }
}
