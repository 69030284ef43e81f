//! Chance with a name: every draw has its own seeded stream, so that drawing one person again leaves all others alone.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The stream for one purpose of one person; the same on every machine.
pub fn stream(seed: u64, purpose: &str, person: u32, attempt: u32) -> ChaCha8Rng {
    ChaCha8Rng::from_seed(blake3::hash(format!("klarsyn {purpose} {seed} {person} {attempt}").as_bytes()).into())
}

/// One entry of a table that is known not to be empty.
pub fn pick<T: Copy>(rng: &mut ChaCha8Rng, table: &[T]) -> T {
    table[index(rng, table.len())]
}

/// A position below `len`; 0 for an empty range. Drawn as 32 bits, so that word size does not matter.
pub fn index(rng: &mut ChaCha8Rng, len: usize) -> usize {
    let len = u32::try_from(len).unwrap_or(u32::MAX);
    if len == 0 { 0 } else { rng.random_range(0..len) as usize }
}

/// A number in `from..=to`.
pub fn between(rng: &mut ChaCha8Rng, from: u32, to: u32) -> u32 {
    rng.random_range(from..=to.max(from))
}

/// True in `per_cent` of a hundred draws.
pub fn chance(rng: &mut ChaCha8Rng, per_cent: u32) -> bool {
    rng.random_range(0..100u32) < per_cent
}

/// Mixes a table's positions.
pub fn shuffled(rng: &mut ChaCha8Rng, len: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    for at in (1..len).rev() {
        order.swap(at, index(rng, at + 1));
    }
    order
}
