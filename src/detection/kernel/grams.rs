//! Exact search by sampled grams, for patterns of nine bytes and more; shorter ones by four bytes that few others have, and
//! numbers by eight digits.
//!
//! Each long pattern gives the four grams of six bytes that begin in one window of nine; the text is asked at every fourth
//! byte only. Wherever the pattern stands, one of its four grams begins at a byte that is asked, so nothing is missed. A
//! bitmap answers nearly every question; what passes is laid beside the patterns.
//!
//! Patterns of seven and eight bytes are asked for in the same way by grams of four.
//!
//! Short patterns and numbers that stand only where a word may begin are asked for there alone, which is every sixth byte or so.
//!
//! A text of numbers holds every four and most six digits that there are, so that numbers are asked for by eight, and only
//! where eight digits stand.

use fearless_simd::{Level, dispatch};

use super::super::alphabet::{DECIMAL, runs};
use super::super::starts::{Bits as Starting, Starts};
use super::filter::{Bits, Bytes, Filter, hash};
use super::shares::Shares;
use super::{Kernel, Patterns, load};

/// Bytes of a gram, and of the window whose four grams are known.
const GRAM: usize = 6;
const STEP: usize = 4;
const WINDOW: usize = GRAM + STEP - 1;
/// Bytes of a shorter pattern that are looked up, and of one of which four parts are known.
const PART: usize = 4;
const MIDDLE: usize = PART + STEP - 1;
/// Digits of a number that are looked up.
const DIGITS: usize = 8;

/// Where a pattern may stand.
#[derive(Debug, Clone, Copy)]
struct Entry {
    pattern: u32,
    /// How many bytes of the pattern stand before the gram, and in the highest bits where its two further bytes are.
    at: u16,
    /// Of the gram and two further bytes: grams that fall into the same bucket, and those of other patterns, are told apart
    /// without a look at the pattern.
    check: u16,
}

/// Which two bytes of a pattern are checked together with a gram.
const NONE: u16 = 0;
const BEFORE: u16 = 1;
const BEHIND: u16 = 2;
/// Bits of [`Entry::at`] that are the place.
const PLACE: u32 = 14;

impl Entry {
    fn new(number: u32, pattern: &[u8], at: u16, length: usize) -> Entry {
        let begin = usize::from(at);
        let side = if at >= 2 {
            BEFORE
        } else if begin + length + 2 <= pattern.len() {
            BEHIND
        } else {
            NONE
        };
        Entry { pattern: number, at: at | side << PLACE, check: checks(pattern, begin, length)[usize::from(side)] }
    }
}

/// What entries of a gram are told apart by, for each side. A pattern of a side that the text does not have is not there.
fn checks(text: &[u8], at: usize, length: usize) -> [u16; 3] {
    let gram = load(text, at, length);
    let two = |from: Option<usize>| {
        let two =
            from.and_then(|from| text.get(from..from + 2)).map_or(0, |two| u64::from(two[0]) << 8 | u64::from(two[1]));
        (gram.wrapping_add(two.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0xff51_afd7_ed55_8ccd) >> 48) as u16
    };
    [two(None), two(at.checked_sub(2)), two(Some(at + length))]
}

/// Entries by hash: a filter to ask first, then buckets.
#[derive(Debug)]
struct Table<F> {
    filter: F,
    /// Where each bucket begins; one more than there are buckets.
    buckets: Vec<u32>,
    bucket_shift: u32,
    entries: Vec<Entry>,
}

impl<F: Filter> Table<F> {
    /// `each` calls back for every gram with its entry, and does the same each time.
    fn new(each: impl Fn(&mut dyn FnMut(u64, Entry))) -> Table<F> {
        let mut count = 0usize;
        each(&mut |_, _| count += 1);
        let bucket_bits = count.max(64).next_power_of_two().trailing_zeros().min(24);
        let bucket_shift = 64 - bucket_bits;
        let mut filter = F::new(count);
        let mut buckets = vec![0u32; (1usize << bucket_bits) + 2];
        each(&mut |gram, _| {
            filter.add(gram);
            buckets[(hash(gram) >> bucket_shift) as usize + 2] += 1;
        });
        for at in 2..buckets.len() {
            buckets[at] += buckets[at - 1];
        }
        // Each bucket's begin stands one place further until the bucket is full; then it is the begin of the next one.
        let mut entries = vec![Entry { pattern: 0, at: 0, check: 0 }; count];
        each(&mut |gram, entry| {
            let slot = &mut buckets[(hash(gram) >> bucket_shift) as usize + 1];
            entries[*slot as usize] = entry;
            *slot += 1;
        });
        Table { filter, buckets, bucket_shift, entries }
    }

    fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn get(&self, gram: u64) -> &[Entry] {
        let bucket = (hash(gram) >> self.bucket_shift) as usize;
        &self.entries[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize]
    }
}

/// A table of all patterns of a kind, by so many grams of a length in a row: the first ones where words begin, and elsewhere
/// those that are few others'.
fn table<F: Filter>(patterns: &Patterns, kind: Kind, length: usize, grams: u16) -> Table<F> {
    let is_of = move |number: u32, pattern: &[u8]| Kind::of(pattern, patterns.is_anywhere(number)) == kind;
    let of_kind = || patterns.iter().filter(move |(number, pattern)| is_of(*number, pattern));
    let begins: Vec<u16> = if matches!(kind, Kind::Word | Kind::NumberWord) {
        of_kind().map(|_| 0).collect()
    } else {
        let shares = Shares::of(of_kind().map(|(_, pattern)| pattern), length);
        of_kind().map(|(_, pattern)| shares.least(pattern, grams)).collect()
    };
    Table::new(|each| {
        for ((number, pattern), begin) in of_kind().zip(&begins) {
            for at in *begin..*begin + grams {
                each(load(pattern, usize::from(at), length), Entry::new(number, pattern, at, length));
            }
        }
    })
}

/// How a pattern is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Long,
    /// Shorter, but of seven bytes and more.
    Middle,
    Short,
    Number,
    /// Not long, and only where a word may begin.
    Word,
    /// A number, only where a word may begin.
    NumberWord,
}

impl Kind {
    fn of(pattern: &[u8], anywhere: bool) -> Kind {
        let number = pattern.len() >= DIGITS && pattern.iter().all(u8::is_ascii_digit);
        match (number, pattern.len()) {
            (true, _) if anywhere => Kind::Number,
            (true, _) => Kind::NumberWord,
            (_, WINDOW..) => Kind::Long,
            _ if !anywhere => Kind::Word,
            (_, MIDDLE..) => Kind::Middle,
            _ => Kind::Short,
        }
    }
}

/// Patterns by their grams.
#[derive(Debug)]
pub(crate) struct Grams {
    patterns: Patterns,
    long: Table<Bits>,
    middle: Table<Bytes>,
    short: Table<Bytes>,
    numbers: Table<Bits>,
    /// Of those that stand only where words begin.
    words: Table<Bytes>,
    number_words: Table<Bits>,
}

/// What was found: end, start, pattern.
type Found = Vec<(usize, usize, u32)>;

/// Bytes after which the grams that may be there are laid beside the patterns.
const BLOCK: usize = 4096;

/// Places of a block that passed a filter, counted from its begin.
type Passed = [u16; BLOCK];

/// Asks a filter for the gram of `LENGTH` bytes at every `STRIDE`th byte of the first ones of a text, but for those that go on
/// behind its end; where at most so many as are in a block begin. Notes the places that pass and returns how many these are.
#[inline(always)]
fn sift<const LENGTH: usize, const STRIDE: usize, F: Filter>(filter: &F, text: &[u8], passed: &mut Passed) -> usize {
    // Eight bytes at once hold the grams that begin at each of the first of them.
    let per_word = 8 - LENGTH + 1;
    let advance = per_word.div_ceil(STRIDE) * STRIDE;
    let mask = u64::MAX >> (8 * (8 - LENGTH));
    let (mut at, mut count) = (0, 0);
    let mut note = |place: usize, passes: bool| {
        if F::SELDOM && !passes {
            return;
        }
        // Written in any case, and kept where it passes: cheaper than to ask first.
        passed[count % BLOCK] = place as u16;
        count += usize::from(passes);
    };
    while at < BLOCK - 8
        && let Some(eight) = text.get(at..at + 8).and_then(|eight| eight.first_chunk::<8>())
    {
        let word = u64::from_le_bytes(*eight);
        let mut within = 0;
        while within < per_word {
            note(at + within, filter.may_hold(word >> (8 * within) & mask));
            within += STRIDE;
        }
        at += advance;
    }
    // The last grams have no eight bytes.
    while at < BLOCK - 8 && at + LENGTH <= text.len() {
        note(at, filter.may_hold(load(text, at, LENGTH)));
        at += STRIDE;
    }
    count
}

/// Bytes of the longest gram that begins in a piece, and those before it.
const REACH: usize = 64 + DIGITS;

/// Asks two filters for the short pattern and the number that begin where a word may begin, as these bits say: of a block at most.
/// Notes the places of which one passes and returns how many these are.
#[inline(always)]
fn sift_words((short, number): (&Bytes, &Bits), text: &[u8], pieces: &[Starting], passed: &mut Passed) -> usize {
    let mut count = 0;
    for piece in pieces {
        let base = piece.first - pieces[0].first;
        let rest = text.get(base..).unwrap_or_default();
        // The last ones have fewer bytes, and no digits behind them.
        let mut end = [u8::MAX; REACH];
        let bytes = rest.first_chunk().unwrap_or_else(|| {
            end[..rest.len()].copy_from_slice(rest);
            &end
        });
        let mut left = piece.bits;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let eight: [u8; 8] = std::array::from_fn(|byte| bytes[at + byte]);
            let gram = u64::from_le_bytes(eight);
            let passes = short.may_hold(gram & u64::from(u32::MAX)) || is_number(&eight) && number.may_hold(gram);
            passed[count % BLOCK] = (base + at) as u16;
            count += usize::from(passes);
        }
    }
    count
}

/// Whether folded bytes begin with a number of eight digits: letters are all beyond these.
#[inline(always)]
fn is_number(folded: &[u8]) -> bool {
    folded.first_chunk::<DIGITS>().is_some_and(|digits| u64::from_le_bytes(*digits) & 0xc0c0_c0c0_c0c0_c0c0 == 0)
}

/// Where [`sift`] ends: a multiple of what it advances by.
const fn end_of_block<const LENGTH: usize, const STRIDE: usize>() -> usize {
    let advance = (8 - LENGTH + 1).div_ceil(STRIDE) * STRIDE;
    (BLOCK - 8).div_ceil(advance) * advance
}

impl Grams {
    /// Builds the index; patterns have four bytes at least.
    pub fn new(mut patterns: Patterns) -> Grams {
        patterns.shrink();
        Grams {
            long: table(&patterns, Kind::Long, GRAM, STEP as u16),
            middle: table(&patterns, Kind::Middle, PART, STEP as u16),
            short: table(&patterns, Kind::Short, PART, 1),
            numbers: table(&patterns, Kind::Number, DIGITS, 1),
            words: table(&patterns, Kind::Word, PART, 1),
            number_words: table(&patterns, Kind::NumberWord, DIGITS, 1),
            patterns,
        }
    }

    /// Lays the patterns of the grams that may be there beside the text.
    fn check<F: Filter>(&self, haystack: &[u8], at: usize, length: usize, table: &Table<F>, found: &mut Found) {
        let checks = checks(haystack, at, length);
        for entry in table.get(load(haystack, at, length)) {
            if entry.check != checks[usize::from(entry.at >> PLACE) % 3] {
                continue;
            }
            let pattern = self.patterns.get(entry.pattern);
            if let Some(start) = at.checked_sub(usize::from(entry.at & ((1 << PLACE) - 1)))
                && haystack.get(start..start + pattern.len()) == Some(pattern)
            {
                found.push((start + pattern.len(), start, entry.pattern));
            }
        }
    }

    /// Asks for a gram of `LENGTH` bytes at every `STRIDE`th byte from `from` on, but none that goes on behind `to`.
    fn ask<const LENGTH: usize, const STRIDE: usize, F: Filter>(
        &self,
        haystack: &[u8],
        (from, to): (usize, usize),
        table: &Table<F>,
        passed: &mut Passed,
        found: &mut Found,
    ) {
        if table.is_empty() {
            return;
        }
        let mut block = from;
        while block + LENGTH <= to {
            let text = &haystack[block..to];
            let count = dispatch!(Level::new(), _ => sift::<LENGTH, STRIDE, F>(&table.filter, text, passed));
            for place in &passed[..count] {
                self.check(haystack, block + usize::from(*place), LENGTH, table, found);
            }
            block += end_of_block::<LENGTH, STRIDE>();
        }
    }
}

impl Kernel for Grams {
    fn scan(&self, haystack: &[u8], hit: &mut dyn FnMut(usize, usize, u32)) {
        let words = !(self.words.is_empty() && self.number_words.is_empty());
        let starts = if words { Starts::everywhere(haystack.len()) } else { Starts::default() };
        self.scan_words(haystack, &starts, hit);
    }
}

impl Grams {
    /// As [`Kernel::scan`], where words may begin at these bytes alone.
    pub fn scan_words(&self, haystack: &[u8], starts: &Starts, hit: &mut dyn FnMut(usize, usize, u32)) {
        let mut found = Vec::new();
        let mut passed = [0; BLOCK];
        let all = (0, haystack.len());
        self.ask::<GRAM, STEP, _>(haystack, all, &self.long, &mut passed, &mut found);
        self.ask::<PART, STEP, _>(haystack, all, &self.middle, &mut passed, &mut found);
        self.ask::<PART, 1, _>(haystack, all, &self.short, &mut passed, &mut found);
        if !self.numbers.is_empty() {
            runs(haystack, DECIMAL, DIGITS, |start, end| {
                self.ask::<DIGITS, 1, _>(haystack, (start, end), &self.numbers, &mut passed, &mut found)
            });
        }
        self.ask_words(haystack, starts, &mut passed, &mut found);
        // By their ends, as an automaton finds them.
        found.sort_unstable();
        found.into_iter().for_each(|(end, start, pattern)| hit(start, end, pattern));
    }

    /// Asks for the patterns that begin where words may begin.
    fn ask_words(&self, haystack: &[u8], starts: &Starts, passed: &mut Passed, found: &mut Found) {
        let filters = (&self.words.filter, &self.number_words.filter);
        for pieces in starts.pieces().chunks(BLOCK / 64) {
            let block = pieces[0].first;
            let text = &haystack[block.min(haystack.len())..];
            let count = dispatch!(Level::new(), _ => sift_words(filters, text, pieces, passed));
            for place in &passed[..count] {
                let at = block + usize::from(*place);
                if at + PART <= haystack.len() {
                    self.check(haystack, at, PART, &self.words, found);
                }
                if is_number(&haystack[at.min(haystack.len())..]) {
                    self.check(haystack, at, DIGITS, &self.number_words, found);
                }
            }
        }
    }
}
