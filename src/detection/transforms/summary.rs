//! What bytes a text is made of, so that readers are asked only for texts that could hold what they read.
//!
//! Sixty-four bytes at once become a bit each in one word for each class of bytes, as parsers of JSON do it (Langdale and
//! Lemire, 2019): what texts of twenty bytes are made of is then a matter of a few words.

use fearless_simd::{Level, Simd, SimdBase, SimdMask, dispatch, mask8x64, u8x64};

use super::super::alphabet::{CLASS, SIGN};
use super::binary::{may_be_packed, small_may_be_packed};

/// Bytes that some reader asks for, each with a bit of its own.
const ASKED: &[u8] = b"&\\%=~\n+@\"'`.";
/// The bit of a rare sign.
const RARE: u16 = 1 << 12;

/// What each byte adds to a summary.
static BITS: [u16; 256] = {
    let mut table = [0u16; 256];
    let mut i = 0;
    while i < 256 {
        if CLASS[i] & SIGN != 0 {
            table[i] |= RARE;
        }
        i += 1;
    }
    let mut bit = 0;
    while bit < ASKED.len() {
        table[ASKED[bit] as usize] |= 1 << bit;
        bit += 1;
    }
    table
};

/// What a text is made of.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Summary {
    there: u16,
    /// How many numbers of decimal digits there are.
    pub numbers: u32,
    /// Whether two letters that are not ASCII follow each other.
    pub wide_pair: bool,
    /// The longest run of base64 digits; nothing where it is shorter than [`Summary::RUN`].
    pub longest: u32,
    /// Whether any of these runs is more than a word.
    pub packed: bool,
}

impl Summary {
    /// The shortest run of base64 digits that any reader asks for.
    pub const RUN: usize = 10;

    /// Of one text.
    pub fn of(text: &str) -> Summary {
        let mut summary = [Summary::default()];
        Summary::of_all(text, &[text.len()], &mut summary);
        summary[0]
    }

    /// Of each of several texts that stand one after the other and end at these bytes.
    pub fn of_all(text: &str, ends: &[usize], summaries: &mut [Summary]) {
        let raw = text.as_bytes();
        let masks = Masks::of(raw);
        let mut start = 0;
        for (end, summary) in ends.iter().zip(summaries) {
            *summary = masks.summary(raw, start, *end);
            start = *end;
        }
    }

    /// Whether any of these is there; only those of `ASKED` can be asked for, and the full stop only
    /// beside a quote.
    #[inline(always)]
    pub fn any(&self, bytes: &[u8]) -> bool {
        bytes.iter().any(|byte| self.there & BITS[*byte as usize] & (RARE - 1) != 0)
    }

    /// Whether nothing but ordinary words and numbers is there.
    #[inline(always)]
    pub fn is_plain(&self) -> bool {
        self.there == 0 && !self.wide_pair && !self.packed
    }

    /// Whether a sign that is rare in running text is there.
    pub fn signs(&self) -> bool {
        self.there & RARE != 0
    }
}

/// Bytes of a text that is sooner looked at byte by byte; less than any run that a reader asks for.
const FEW: usize = 8;

/// The summary of a text of so few bytes.
fn few(raw: &[u8]) -> Summary {
    let mut summary = Summary::default();
    let (mut digit, mut wide) = (false, false);
    for byte in raw {
        summary.there |= BITS[usize::from(*byte)];
        summary.numbers += u32::from(byte.is_ascii_digit() && !digit);
        summary.wide_pair |= wide && *byte >= 0xc0;
        (digit, wide) = (byte.is_ascii_digit(), *byte >= 0x80);
    }
    if !summary.any(b"\"'`") {
        summary.there &= !BITS[usize::from(b'.')];
    }
    summary
}

/// Bytes that become one word.
const WORD: usize = 64;

/// A bit for each of sixty-four bytes, by class.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// Digits of base64.
    base64: u64,
    /// Where so many of them begin that a reader asks for them, whatever text they are in.
    runs: u64,
    digits: u64,
    capitals: u64,
    /// Not ASCII; the first byte of such a letter.
    wide: u64,
    leads: u64,
    /// What [`BITS`] knows, but for the full stop, and some more.
    signs: u64,
}

struct Masks(Vec<Word>);

impl Masks {
    fn of(raw: &[u8]) -> Masks {
        let mut words = vec![Word::default(); raw.len().div_ceil(WORD)];
        dispatch!(Level::new(), simd => all(simd, raw, &mut words));
        for at in 0..words.len() {
            let next = words.get(at + 1).map_or(0, |next| next.base64);
            let mut runs = u128::from(next) << WORD | u128::from(words[at].base64);
            for further in [1, 2, 4, 2] {
                runs &= runs >> further;
            }
            words[at].runs = runs as u64;
        }
        Masks(words)
    }

    fn summary(&self, raw: &[u8], start: usize, end: usize) -> Summary {
        if end - start <= FEW {
            return few(&raw[start..end]);
        }
        let mut summary = Summary::default();
        let (mut digits, mut wide, mut runs, mut capitals) = (0, 0, 0, 0);
        for at in start / WORD..=(end - 1) / WORD {
            let (word, within) = (&self.0[at], within(at, start, end));
            let mut signs = word.signs & within;
            while signs != 0 {
                summary.there |= BITS[raw[at * WORD + signs.trailing_zeros() as usize] as usize];
                signs &= signs - 1;
            }
            let behind = |mask: u64, before: u64| mask << 1 | before >> (WORD - 1);
            let before = (digits, wide);
            (digits, wide) = (word.digits & within, word.wide & within);
            summary.numbers += (digits & !behind(digits, before.0)).count_ones();
            summary.wide_pair |= behind(wide, before.1) & word.leads & within != 0;
            runs |= word.runs & within;
            capitals |= word.capitals & within;
        }
        if summary.any(b"\"'`") && raw[start..end].contains(&b'.') {
            summary.there |= BITS[usize::from(b'.')];
        }
        if runs != 0 {
            let small = summary.numbers == 0 && capitals == 0;
            self.runs(raw, (start, end), small, &mut summary);
        }
        summary
    }

    /// `small` says that there are no digits and no capitals at all.
    fn runs(&self, raw: &[u8], (start, end): (usize, usize), small: bool, summary: &mut Summary) {
        let mut from = start;
        while let Some(begin) = self.first(from, end, |word| word.runs) {
            // Most end in the word that they begin in.
            let (at, bit) = (begin / WORD, begin % WORD);
            let length = (self.0[at].base64 >> bit).trailing_ones() as usize;
            let close = if bit + length < WORD {
                (begin + length).min(end)
            } else {
                self.first(begin, end, |word| !word.base64).unwrap_or(end)
            };
            from = close;
            let length = close - begin;
            if length < Summary::RUN {
                continue;
            }
            summary.longest = summary.longest.max(length as u32);
            if !summary.packed {
                let run = &raw[begin..close];
                let small = small || self.first(begin, close, |w| w.digits | w.capitals).is_none();
                summary.packed = if small { small_may_be_packed(run) } else { may_be_packed(run) };
            }
        }
    }

    /// Where the first bit stands that a mask has in a range.
    #[inline(always)]
    fn first(&self, start: usize, end: usize, mask: impl Fn(&Word) -> u64) -> Option<usize> {
        if start >= end {
            return None;
        }
        (start / WORD..=(end - 1) / WORD).find_map(|at| {
            let bits = mask(&self.0[at]) & within(at, start, end);
            (bits != 0).then(|| at * WORD + bits.trailing_zeros() as usize)
        })
    }
}

/// The bits of a word that are in a range, which it has some of.
fn within(at: usize, start: usize, end: usize) -> u64 {
    let from = start.saturating_sub(at * WORD);
    let to = (at * WORD + WORD).saturating_sub(end);
    u64::MAX << from & u64::MAX >> to
}

/// The words of all bytes, the last one filled up with blanks.
#[inline(always)]
fn all<S: Simd>(simd: S, raw: &[u8], words: &mut [Word]) {
    let (blocks, rest) = raw.as_chunks::<WORD>();
    // Not by an iterator's closure, which would be built for any machine; nor pushed to the end, where memory may run out: masks
    // that live on while it is fetched are kept byte by byte.
    for (block, at) in blocks.iter().zip(words.iter_mut()) {
        *at = word(simd, block);
    }
    if let Some(at) = words.get_mut(blocks.len()) {
        let mut last = [b' '; WORD];
        last[..rest.len()].copy_from_slice(rest);
        *at = word(simd, &last);
    }
}

#[inline(always)]
fn word<S: Simd>(simd: S, block: &[u8; WORD]) -> Word {
    let bytes = u8x64::from_slice(simd, block);
    let digits = between(bytes, b'0', b'9');
    let capitals = between(bytes, b'A', b'Z');
    let dash = bytes.simd_eq(b'/') | bytes.simd_eq(b'-') | bytes.simd_eq(b'_');
    let plain = digits | between(bytes | 0x20, b'a', b'z') | dash;
    let wide = bytes.simd_ge(0x80);
    // What is in nearly every text and asked for by nobody.
    let blank = bytes.simd_eq(b' ') | bytes.simd_eq(b'\t') | bytes.simd_eq(b'\r');
    let dull = blank | bytes.simd_eq(b':') | bytes.simd_eq(b'?') | bytes.simd_eq(b'.');
    Word {
        base64: (plain | bytes.simd_eq(b'+')).to_bitmask(),
        runs: 0,
        digits: digits.to_bitmask(),
        capitals: capitals.to_bitmask(),
        wide: wide.to_bitmask(),
        leads: bytes.simd_ge(0xc0).to_bitmask(),
        signs: !(plain | dull | wide).to_bitmask(),
    }
}

#[inline(always)]
fn between<S: Simd>(bytes: u8x64<S>, first: u8, last: u8) -> mask8x64<S> {
    (bytes - first).simd_le(last - first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::alphabet::{BASE64, runs};

    #[test]
    fn every_byte_that_a_reader_asks_for_is_told_from_the_others() {
        // The full stop counts beside a quote alone.
        for asked in ASKED.iter().filter(|asked| **asked != b'.') {
            let summary = Summary::of(&format!("æ{}1", *asked as char));
            assert!(ASKED.iter().all(|other| summary.any(&[*other]) == (other == asked)), "{}", *asked as char);
            assert!(!summary.wide_pair && summary.numbers == 1);
        }
        assert!(Summary::of("<").signs() && !Summary::of("a/b").signs());
        assert!(Summary::of("SÃ¸ren").wide_pair && Summary::of("12-3 a4").numbers == 3);
        assert_eq!(Summary::of("abcdefghij klmnopqrstuv").longest, 12);
    }

    /// The plain way: byte by byte.
    fn plainly(text: &str) -> (Vec<bool>, bool, u32, bool, u32, bool) {
        let raw = text.as_bytes();
        let quoted = raw.iter().any(|byte| b"\"'`".contains(byte));
        let asked = |asked: &u8| raw.contains(asked) && (*asked != b'.' || quoted);
        let signs = raw.iter().any(|byte| CLASS[*byte as usize] & SIGN != 0);
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).count() as u32;
        let wide = raw.windows(2).any(|two| two[0] >= 0x80 && two[1] >= 0xc0);
        let (mut longest, mut packed) = (0u32, false);
        runs(raw, BASE64, Summary::RUN, |start, end| {
            longest = longest.max((end - start) as u32);
            packed |= may_be_packed(&raw[start..end]);
        });
        (ASKED.iter().map(asked).collect(), signs, numbers, wide, longest, packed)
    }

    proptest::proptest! {
        #[test]
        fn several_texts_are_summed_up_as_each_alone(
            texts in proptest::collection::vec("[a-zA-Z0-9+/_-]{0,70}|[ -~\n\t]{0,30}|[æøåÆa1]{0,9}|\\PC{0,80}", 0..9),
        ) {
            let ends: Vec<usize> = texts.iter().scan(0, |end, text| { *end += text.len(); Some(*end) }).collect();
            let mut summaries = vec![Summary::default(); texts.len()];
            Summary::of_all(&texts.concat(), &ends, &mut summaries);
            for (text, s) in texts.iter().zip(summaries) {
                let any = ASKED.iter().map(|asked| s.any(&[*asked])).collect();
                proptest::prop_assert_eq!((any, s.signs(), s.numbers, s.wide_pair, s.longest, s.packed), plainly(text), "{}", text);
            }
        }
    }
}
