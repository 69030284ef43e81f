//! Hashes of what was seen, in memory that does not grow.

use std::hash::{BuildHasher, Hash};
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::quality::RandomState;

/// Hashes that share their places.
const SHARE: usize = 4;
/// Places that are shared: all hashes take 1 MB.
const SHARES: usize = (1 << 17) / SHARE;

/// What was seen and need not be looked at again, each with a small number; forgets some of it, and takes nothing for something
/// else.
#[derive(Debug)]
pub(crate) struct Remembered {
    /// Keyed by chance, so that no page can be made to look like another.
    keys: RandomState,
    /// Each hash stands in one of its places, or another has taken it over: its higher bits, and the number in the lowest.
    /// The other bits are those that choose the places.
    hashes: Vec<[AtomicU64; SHARE]>,
}

impl Default for Remembered {
    fn default() -> Self {
        Remembered { keys: RandomState::default(), hashes: (0..SHARES).map(|_| Default::default()).collect() }
    }
}

impl Remembered {
    /// What stands for a thing here.
    pub fn hash(&self, thing: impl Hash) -> u64 {
        self.keys.hash_one(thing)
    }

    fn places(&self, hash: u64) -> &[AtomicU64; SHARE] {
        &self.hashes[hash as usize % SHARES]
    }

    /// The number that is remembered with a hash.
    pub fn get(&self, hash: u64) -> Option<u16> {
        let all = self.places(hash).iter().map(|place| place.load(Ordering::Relaxed));
        all.into_iter().find(|one| *one & HIGHER == known(hash)).map(|one| one as u16)
    }

    /// Remembers a hash with a number.
    pub fn add(&self, hash: u64, number: u16) {
        let places = self.places(hash);
        let free = places.iter().find(|place| place.load(Ordering::Relaxed) == 0);
        let place = free.unwrap_or(&places[(hash >> 48) as usize % SHARE]);
        place.store(known(hash) | u64::from(number), Ordering::Relaxed);
    }
}

/// The bits of a hash that are kept.
const HIGHER: u64 = !0xffff;

/// What is kept of a hash, which is never nothing.
fn known(hash: u64) -> u64 {
    hash & HIGHER | 1 << 63
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_known_with_its_number_until_others_take_its_place() {
        let remembered = Remembered::default();
        let hashes: Vec<u64> = (0..20_000).map(|number| remembered.hash(number)).collect();
        assert!(hashes.iter().all(|hash| remembered.get(*hash).is_none()));
        hashes.iter().zip(0u16..).for_each(|(hash, number)| remembered.add(*hash, number));
        let kept = hashes.iter().zip(0u16..).filter(|(hash, number)| remembered.get(**hash) == Some(*number)).count();
        assert!(kept > 19_900, "{kept}");
        assert!((20_000..40_000).all(|number| remembered.get(remembered.hash(number)).is_none()));
        (20_000..2_000_000).for_each(|number| remembered.add(remembered.hash(number), 7));
        assert!(hashes.iter().filter(|hash| remembered.get(**hash).is_some()).count() < 100);
    }
}
