//! Exact search by sampled grams, for patterns of nine bytes and more; shorter ones by four bytes that few others have.
//!
//! Each long pattern gives the four grams of six bytes that begin in its rarest window of nine; the text is asked at every
//! fourth byte only. Wherever the pattern stands, one of its four grams begins at a byte that is asked, so nothing is
//! missed. A bitmap that stays in the cache answers nearly every question; what passes is laid beside the patterns.

use super::{Kernel, Patterns};

/// Bytes of a gram, and of the window whose four grams are known.
const GRAM: usize = 6;
const STEP: usize = 4;
const WINDOW: usize = GRAM + STEP - 1;
/// Bytes of a short pattern that are looked up.
const PART: usize = 4;

/// Where a pattern may stand: `at` bytes before the gram.
#[derive(Debug, Clone, Copy)]
struct Entry {
    pattern: u32,
    at: u16,
    /// Low bits of the gram's hash: others that fall into the same bucket are told apart by them.
    check: u16,
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
    /// `each` calls back for every gram with its pattern and its place in it, and does the same each time.
    fn new(each: impl Fn(&mut dyn FnMut(u64, u32, u16))) -> Option<Table> {
        let mut count = 0usize;
        each(&mut |_, _, _| count += 1);
        if count == 0 {
            return None;
        }
        // Sixteen bits for each entry: one question in sixteen that has no answer goes on.
        let bits = (count.max(64) * 16).next_power_of_two().trailing_zeros().min(27);
        let bucket_bits = count.max(64).next_power_of_two().trailing_zeros().min(24);
        let (shift, bucket_shift) = (64 - bits, 64 - bucket_bits);
        let mut bitmap = vec![0u64; (1usize << bits) / 64];
        let mut buckets = vec![0u32; (1usize << bucket_bits) + 2];
        each(&mut |gram, _, _| {
            let hash = hash(gram);
            let bit = (hash >> shift) as usize;
            bitmap[bit / 64] |= 1 << (bit % 64);
            buckets[(hash >> bucket_shift) as usize + 2] += 1;
        });
        for at in 2..buckets.len() {
            buckets[at] += buckets[at - 1];
        }
        // Each bucket's begin stands one place further until the bucket is full; then it is the begin of the next one.
        let mut entries = vec![Entry { pattern: 0, at: 0, check: 0 }; count];
        each(&mut |gram, pattern, at| {
            let hash = hash(gram);
            let slot = &mut buckets[(hash >> bucket_shift) as usize + 1];
            entries[*slot as usize] = Entry { pattern, at, check: check(gram) };
            *slot += 1;
        });
        Some(Table { bitmap, shift, buckets, bucket_shift, entries })
    }

    /// Whether there may be entries of a gram.
    #[inline]
    fn may_hold(&self, gram: u64) -> bool {
        let bit = (hash(gram) >> self.shift) as usize;
        self.bitmap.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    fn get(&self, gram: u64) -> &[Entry] {
        let bucket = (hash(gram) >> self.bucket_shift) as usize;
        &self.entries[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize]
    }
}

/// Spreads a gram over the first bits.
#[inline]
fn hash(gram: u64) -> u64 {
    gram.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Other bits of a gram.
fn check(gram: u64) -> u16 {
    (gram ^ gram >> 17 ^ gram >> 31) as u16
}

/// Patterns by their grams.
#[derive(Debug)]
pub(crate) struct Grams {
    patterns: Patterns,
    long: Option<Table>,
    short: Option<Table>,
}

impl Grams {
    /// Builds the index; patterns have four bytes at least.
    pub fn new(mut patterns: Patterns) -> Grams {
        patterns.shrink();
        let shares = Shares::of(&patterns);
        let windows: Vec<u16> = patterns
            .iter()
            .map(|(_, pattern)| if pattern.len() < WINDOW { shares.least(pattern) } else { rarest(pattern) })
            .collect();
        let long = Table::new(|each| {
            for (number, pattern) in patterns.iter().filter(|(_, pattern)| pattern.len() >= WINDOW) {
                let window = windows[number as usize];
                for at in window..window + STEP as u16 {
                    each(load(pattern, usize::from(at), GRAM), number, at);
                }
            }
        });
        let short = Table::new(|each| {
            for (number, pattern) in patterns.iter().filter(|(_, pattern)| pattern.len() < WINDOW) {
                debug_assert!(pattern.len() >= PART, "shorter patterns have no part to look up");
                let at = windows[number as usize];
                each(load(pattern, usize::from(at), PART), number, at);
            }
        });
        Grams { patterns, long, short }
    }

    /// Notes the pattern where it stands around a gram.
    #[cold]
    fn check(&self, haystack: &[u8], at: usize, gram: u64, table: &Table, found: &mut Vec<(usize, usize, u32)>) {
        let low = check(gram);
        for entry in table.get(gram) {
            if entry.check != low {
                continue;
            }
            let pattern = self.patterns.get(entry.pattern);
            if let Some(start) = at.checked_sub(usize::from(entry.at))
                && haystack.get(start..start + pattern.len()) == Some(pattern)
            {
                found.push((start + pattern.len(), start, entry.pattern));
            }
        }
    }

    /// Asks for a gram of `length` bytes at every `step`th byte.
    #[inline]
    fn ask<const LENGTH: usize, const STRIDE: usize>(
        &self,
        haystack: &[u8],
        table: &Table,
        found: &mut Vec<(usize, usize, u32)>,
    ) {
        // Eight bytes at once hold the grams that begin at each of the first of them.
        let per_word = 8 - LENGTH + 1;
        let advance = per_word.div_ceil(STRIDE) * STRIDE;
        let mask = (1u64 << (8 * LENGTH)) - 1;
        let mut at = 0;
        while let Some(eight) = haystack.get(at..at + 8).and_then(|eight| eight.first_chunk::<8>()) {
            let word = u64::from_le_bytes(*eight);
            let mut within = 0;
            while within < per_word {
                let gram = word >> (8 * within) & mask;
                if table.may_hold(gram) {
                    self.check(haystack, at + within, gram, table, found);
                }
                within += STRIDE;
            }
            at += advance;
        }
        while at + LENGTH <= haystack.len() {
            let gram = load(haystack, at, LENGTH);
            if table.may_hold(gram) {
                self.check(haystack, at, gram, table, found);
            }
            at += STRIDE;
        }
    }
}

impl Kernel for Grams {
    fn scan(&self, haystack: &[u8], hit: &mut dyn FnMut(usize, usize, u32)) {
        let mut found = Vec::new();
        if let Some(table) = &self.long {
            self.ask::<GRAM, STEP>(haystack, table, &mut found);
        }
        if let Some(table) = &self.short {
            self.ask::<PART, 1>(haystack, table, &mut found);
        }
        // By their ends, as an automaton finds them.
        found.sort_unstable();
        found.into_iter().for_each(|(end, start, pattern)| hit(start, end, pattern));
    }
}

/// `length` bytes, at most eight, as one number.
fn load(bytes: &[u8], at: usize, length: usize) -> u64 {
    bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// How many short patterns share four bytes: telephone numbers of one range all begin alike, and differ in their ends.
struct Shares {
    counts: Vec<u32>,
    shift: u32,
}

impl Shares {
    fn of(patterns: &Patterns) -> Shares {
        let short = || patterns.iter().filter(|(_, pattern)| pattern.len() < WINDOW);
        let bits = (short().count().max(64) * 8).next_power_of_two().trailing_zeros();
        let mut shares = Shares { counts: vec![0; 1 << bits], shift: 64 - bits };
        for (_, pattern) in short() {
            for at in 0..=pattern.len() - PART {
                let slot = shares.slot(pattern, at);
                shares.counts[slot] += 1;
            }
        }
        shares
    }

    fn slot(&self, pattern: &[u8], at: usize) -> usize {
        (hash(load(pattern, at, PART)) >> self.shift) as usize
    }

    /// Where the four bytes begin that the fewest other patterns have.
    fn least(&self, pattern: &[u8]) -> u16 {
        (0u16..)
            .zip(0..=pattern.len() - PART)
            .min_by_key(|(_, at)| self.counts[self.slot(pattern, *at)])
            .map_or(0, |(at, _)| at)
    }
}

/// Where the window of rare letters begins: grams of ordinary words would be asked about too often.
fn rarest(pattern: &[u8]) -> u16 {
    let weight = |byte: &u8| match byte {
        b'e' | b'n' | b'r' | b't' | b'a' | b'i' | b's' => 0,
        b'd' | b'l' | b'o' | b'g' | b'k' | b'm' | b'u' | b'v' | b'f' | b'h' => 1,
        b'0'..=b'2' | b'9' => 1,
        b'3'..=b'8' => 2,
        _ => 3,
    };
    // A place is kept in sixteen bits, and a longer search would find nothing much rarer.
    let windows = pattern.windows(WINDOW).take(4_096);
    let weights = (0u16..).zip(windows.map(|window| window.iter().map(weight).sum::<u32>()));
    weights.max_by_key(|(at, weight)| (*weight, u16::MAX - at)).map_or(0, |(at, _)| at)
}
