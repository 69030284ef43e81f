//! Exact search by sampled grams, for patterns of nine bytes and more; shorter ones by their first four.
//!
//! Each long pattern gives the four grams of six bytes that begin in its rarest window of nine; the text is asked at every
//! fourth byte only. Wherever the pattern stands, one of its four grams begins at a byte that is asked, so nothing is
//! missed. A bitmap that stays in the cache answers nearly every question; what passes is laid beside the patterns.

use super::Kernel;

/// Bytes of a gram, and of the window whose four grams are known.
const GRAM: usize = 6;
const STEP: usize = 4;
const WINDOW: usize = GRAM + STEP - 1;
/// Bytes of a short pattern that are looked up.
const HEAD: usize = 4;

/// Where a pattern may stand: `at` bytes before the gram.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Low bits of the gram's hash: others that fall into the same bucket are told apart by them.
    check: u32,
    pattern: u32,
    at: u16,
}

/// Entries by hash: a bitmap to ask first, then buckets.
#[derive(Debug)]
struct Table {
    /// One bit for each value of the hash's first bits.
    bitmap: Vec<u64>,
    shift: u32,
    /// Where each bucket begins; one more than there are buckets.
    buckets: Vec<u32>,
    bucket_shift: u32,
    entries: Vec<Entry>,
}

impl Table {
    fn new(grams: &[(u64, u32, u16)]) -> Table {
        let hashed: Vec<(u64, u32, u16)> =
            grams.iter().map(|(gram, pattern, at)| (hash(*gram), *pattern, *at)).collect();
        // Sixteen bits for each entry: one question in sixteen that has no answer goes on.
        let bits = (grams.len().max(64) * 16).next_power_of_two().trailing_zeros().min(27);
        let bucket_bits = grams.len().max(64).next_power_of_two().trailing_zeros().min(24);
        let (shift, bucket_shift) = (64 - bits, 64 - bucket_bits);
        let mut bitmap = vec![0u64; (1usize << bits) / 64];
        let mut buckets = vec![0u32; (1usize << bucket_bits) + 1];
        for (hash, ..) in &hashed {
            let bit = (hash >> shift) as usize;
            bitmap[bit / 64] |= 1 << (bit % 64);
            buckets[(hash >> bucket_shift) as usize + 1] += 1;
        }
        for at in 1..buckets.len() {
            buckets[at] += buckets[at - 1];
        }
        let mut next = buckets.clone();
        let mut entries = vec![Entry { check: 0, pattern: 0, at: 0 }; hashed.len()];
        for (hash, pattern, at) in &hashed {
            let slot = &mut next[(hash >> bucket_shift) as usize];
            entries[*slot as usize] = Entry { check: *hash as u32, pattern: *pattern, at: *at };
            *slot += 1;
        }
        Table { bitmap, shift, buckets, bucket_shift, entries }
    }

    fn get(&self, gram: u64) -> &[Entry] {
        let hash = hash(gram);
        let bit = (hash >> self.shift) as usize;
        if self.bitmap[bit / 64] >> (bit % 64) & 1 == 0 {
            return &[];
        }
        let bucket = (hash >> self.bucket_shift) as usize;
        &self.entries[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize]
    }
}

/// Spreads a gram over all bits; the first ones are used, and the last ones tell apart.
fn hash(gram: u64) -> u64 {
    let mixed = gram.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// Patterns by their grams.
#[derive(Debug)]
pub(crate) struct Grams {
    /// All patterns behind one another, and where each begins.
    bytes: Vec<u8>,
    starts: Vec<u32>,
    long: Option<Table>,
    short: Option<Table>,
}

impl Grams {
    /// Builds the index; patterns are numbered by their position and have four bytes at least.
    pub fn new(patterns: &[Vec<u8>]) -> Grams {
        let mut bytes = Vec::with_capacity(patterns.iter().map(Vec::len).sum());
        let mut starts = Vec::with_capacity(patterns.len() + 1);
        let (mut long, mut short) = (Vec::new(), Vec::new());
        for (pattern, number) in patterns.iter().zip(0u32..) {
            starts.push(bytes.len() as u32);
            bytes.extend_from_slice(pattern);
            if pattern.len() < WINDOW {
                debug_assert!(pattern.len() >= HEAD, "shorter patterns have no head to look up");
                short.push((load(pattern, 0, HEAD), number, 0));
                continue;
            }
            let window = rarest(pattern);
            for at in window..window + STEP {
                long.push((load(pattern, at, GRAM), number, at as u16));
            }
        }
        starts.push(bytes.len() as u32);
        let table = |grams: Vec<(u64, u32, u16)>| (!grams.is_empty()).then(|| Table::new(&grams));
        Grams { bytes, starts, long: table(long), short: table(short) }
    }

    fn pattern(&self, number: u32) -> &[u8] {
        &self.bytes[self.starts[number as usize] as usize..self.starts[number as usize + 1] as usize]
    }

    /// Notes the pattern where it stands around a gram.
    fn check(&self, haystack: &[u8], at: usize, gram: u64, table: &Table, found: &mut Vec<(usize, usize, u32)>) {
        let low = hash(gram) as u32;
        for entry in table.get(gram) {
            if entry.check != low {
                continue;
            }
            let pattern = self.pattern(entry.pattern);
            if let Some(start) = at.checked_sub(usize::from(entry.at))
                && haystack.get(start..start + pattern.len()) == Some(pattern)
            {
                found.push((start + pattern.len(), start, entry.pattern));
            }
        }
    }
}

impl Kernel for Grams {
    fn scan(&self, haystack: &[u8], hit: &mut dyn FnMut(usize, usize, u32)) {
        let mut found = Vec::new();
        if let Some(table) = &self.long {
            let mut at = 0;
            while at + GRAM <= haystack.len() {
                let gram = load(haystack, at, GRAM);
                self.check(haystack, at, gram, table, &mut found);
                at += STEP;
            }
        }
        if let Some(table) = &self.short {
            for at in 0..(haystack.len() + 1).saturating_sub(HEAD) {
                self.check(haystack, at, load(haystack, at, HEAD), table, &mut found);
            }
        }
        // By their ends, as an automaton finds them.
        found.sort_unstable();
        found.into_iter().for_each(|(end, start, pattern)| hit(start, end, pattern));
    }
}

/// `length` bytes, at most eight, as one number.
fn load(bytes: &[u8], at: usize, length: usize) -> u64 {
    let whole = bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()).map(u64::from_le_bytes);
    let number = whole.unwrap_or_else(|| {
        let tail = &bytes[at..];
        tail.iter().take(8).rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    });
    number & ((1 << (8 * length)) - 1)
}

/// Where the window of rare letters begins: grams of ordinary words would be asked about too often.
fn rarest(pattern: &[u8]) -> usize {
    let weight = |byte: &u8| match byte {
        b'e' | b'n' | b'r' | b't' | b'a' | b'i' | b's' => 0,
        b'd' | b'l' | b'o' | b'g' | b'k' | b'm' | b'u' | b'v' | b'f' | b'h' => 1,
        b'0'..=b'2' | b'9' => 1,
        b'3'..=b'8' => 2,
        _ => 3,
    };
    // A place is kept in sixteen bits, and a longer search would find nothing much rarer.
    let windows = pattern.windows(WINDOW).take(4_096);
    let weights = windows.map(|window| window.iter().map(weight).sum::<u32>());
    weights.enumerate().max_by_key(|(at, weight)| (*weight, usize::MAX - at)).map_or(0, |(at, _)| at)
}
