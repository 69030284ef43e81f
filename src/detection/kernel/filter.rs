//! Nearly every gram of a text is in no pattern: filters that tell so without a look at the patterns.

/// Answers nearly every question whether a gram is known.
pub(crate) trait Filter {
    /// Whether grams pass so seldom that it pays to expect that they do not.
    const SELDOM: bool;
    /// An empty one for so many grams.
    fn new(count: usize) -> Self;
    /// Notes a gram.
    fn add(&mut self, gram: u64);
    /// Whether a gram may be there.
    fn may_hold(&self, gram: u64) -> bool;
}

/// Two bits for each gram, in one word, which the hash's first bits choose: for many grams.
#[derive(Debug)]
pub(crate) struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Bits {
    #[inline(always)]
    fn place(&self, gram: u64) -> (usize, u64) {
        let hash = hash(gram);
        let bit = |bits: u32| 1u64 << (hash >> (self.shift - bits) & 63);
        ((hash >> self.shift) as usize, bit(6) | bit(12))
    }
}

impl Filter for Bits {
    const SELDOM: bool = true;

    /// Eight bits for each, or up to sixteen: one question in twenty that has no answer goes on at most, and all stay near.
    fn new(count: usize) -> Bits {
        let words = (count / 8).next_power_of_two().clamp(16, 1 << 22);
        Bits { words: vec![0; words], shift: 64 - words.trailing_zeros() }
    }

    fn add(&mut self, gram: u64) {
        let (word, bits) = self.place(gram);
        self.words[word] |= bits;
    }

    #[inline(always)]
    fn may_hold(&self, gram: u64) -> bool {
        let (word, bits) = self.place(gram);
        self.words.get(word).is_some_and(|word| word & bits == bits)
    }
}

/// A byte for each gram, which takes less time to look at: for few grams of four bytes.
#[derive(Debug)]
pub(super) struct Bytes {
    known: Vec<u8>,
    shift: u32,
}

impl Bytes {
    #[inline(always)]
    fn place(&self, gram: u64) -> usize {
        ((gram as u32).wrapping_mul(0x9e37_79b9) >> self.shift) as usize
    }
}

impl Filter for Bytes {
    const SELDOM: bool = false;

    fn new(count: usize) -> Bytes {
        let bytes = (count * 32).next_power_of_two().clamp(1 << 14, 1 << 22);
        Bytes { known: vec![0; bytes], shift: 32 - bytes.trailing_zeros() }
    }

    fn add(&mut self, gram: u64) {
        let place = self.place(gram);
        self.known[place] = 1;
    }

    #[inline(always)]
    fn may_hold(&self, gram: u64) -> bool {
        self.known.get(self.place(gram)).is_some_and(|known| *known != 0)
    }
}

/// Spreads a gram over the first bits.
#[inline(always)]
pub(super) fn hash(gram: u64) -> u64 {
    gram.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
