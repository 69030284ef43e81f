//! The obvious search, to which the others are compared.

use super::{Automaton, Kernel};

#[derive(Debug)]
struct Naive(Vec<Vec<u8>>);

impl Kernel for Naive {
    fn scan(&self, haystack: &[u8], hit: &mut dyn FnMut(usize, usize, u32)) {
        for start in 0..haystack.len() {
            for (pattern, number) in self.0.iter().zip(0u32..) {
                if haystack[start..].starts_with(pattern) {
                    hit(start, start + pattern.len(), number);
                }
            }
        }
    }
}

fn all(kernel: &dyn Kernel, haystack: &[u8]) -> Vec<(usize, usize, u32)> {
    let mut hits = Vec::new();
    kernel.scan(haystack, &mut |s, e, p| hits.push((s, e, p)));
    hits.sort_unstable();
    hits
}

#[test]
fn the_kernel_finds_what_the_obvious_search_finds() {
    use rand::{RngExt, SeedableRng};
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
    for _ in 0..300 {
        let word = |rng: &mut rand_chacha::ChaCha8Rng, max: usize| -> Vec<u8> {
            (0..rng.random_range(1..=max)).map(|_| b"abc"[rng.random_range(0..3)]).collect()
        };
        let mut patterns: Vec<Vec<u8>> = (0..rng.random_range(1..12)).map(|_| word(&mut rng, 5)).collect();
        patterns.sort();
        patterns.dedup();
        let haystack = word(&mut rng, 200);
        assert_eq!(all(&Automaton::new(&patterns), &haystack), all(&Naive(patterns.clone()), &haystack));
    }
}
