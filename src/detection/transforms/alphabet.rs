//! What bytes a text is made of, so that readers are asked only for texts that could hold what they read.

/// A digit of base64, standard or URL-safe.
pub(super) const BASE64: u8 = 1;
/// A hexadecimal digit.
pub(super) const HEX: u8 = 2;
/// A digit of base32 (RFC 4648), in any case.
pub(super) const BASE32: u8 = 4;
/// A digit of base58.
pub(super) const BASE58: u8 = 8;
/// A decimal digit.
pub(super) const DECIMAL: u8 = 16;
/// A capital.
pub(super) const CAPITAL: u8 = 32;
/// A small letter.
pub(super) const SMALL: u8 = 64;
/// A sign that is rare in running text and in addresses.
pub(super) const SIGN: u8 = 128;

/// The alphabets that each byte belongs to.
pub(super) static CLASS: [u8; 256] = {
    let mut table = [0u8; 256];
    let mut i = 0;
    while i < 128 {
        let b = i as u8;
        let mut class = 0;
        if b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_') {
            class |= BASE64;
        }
        if b.is_ascii_hexdigit() {
            class |= HEX;
        }
        if b.is_ascii_alphabetic() || matches!(b, b'2'..=b'7') {
            class |= BASE32;
        }
        if b.is_ascii_alphanumeric() && !matches!(b, b'0' | b'O' | b'I' | b'l') {
            class |= BASE58;
        }
        if b.is_ascii_digit() {
            class |= DECIMAL;
        }
        if b.is_ascii_uppercase() {
            class |= CAPITAL;
        }
        if b.is_ascii_lowercase() {
            class |= SMALL;
        }
        if b.is_ascii_punctuation() && !matches!(b, b'/' | b'.' | b'-' | b'_' | b':' | b'=' | b'&' | b'?' | b'%' | b'+')
        {
            class |= SIGN;
        }
        table[i] = class;
        i += 1;
    }
    table
};

/// Bytes that some reader asks for, each with a bit of its own.
const ASKED: &[u8] = b"&\\%=~\n+@\"'`.";
/// The bits of a rare sign, of a digit, of what is not ASCII, and of the first byte of a letter that is not.
const RARE: u16 = 1 << 12;
const DIGIT: u16 = 1 << 13;
const WIDE: u16 = 1 << 14;
const LEAD: u16 = 1 << 15;

/// What each byte adds to a summary.
static BITS: [u16; 256] = {
    let mut table = [0u16; 256];
    let mut i = 0;
    while i < 256 {
        if i >= 128 {
            table[i] = if i >= 0xc0 { WIDE | LEAD } else { WIDE };
        } else {
            if CLASS[i] & SIGN != 0 {
                table[i] |= RARE;
            }
            if CLASS[i] & DECIMAL != 0 {
                table[i] |= DIGIT;
            }
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
    pub numbers: usize,
    /// Whether two letters that are not ASCII follow each other.
    pub wide_pair: bool,
    /// The longest run of base64 digits; nothing where it is shorter than [`Summary::RUN`].
    pub longest: usize,
    /// Whether any of these runs is more than a word.
    pub packed: bool,
}

impl Summary {
    /// The shortest run of base64 digits that any reader asks for.
    pub const RUN: usize = 10;

    pub fn of(text: &str) -> Summary {
        let raw = text.as_bytes();
        let (mut there, mut last, mut wide_pair, mut numbers) = (0, 0, 0, 0);
        for byte in raw {
            let bits = BITS[*byte as usize];
            there |= bits;
            // The last byte of one letter, and the first one of another.
            wide_pair |= last << 1 & bits;
            numbers += usize::from((last & !bits & DIGIT) / DIGIT);
            last = bits;
        }
        let mut summary = Summary {
            there,
            numbers: numbers + usize::from(last & DIGIT != 0),
            wide_pair: wide_pair & LEAD != 0,
            ..Summary::default()
        };
        runs(raw, BASE64, Summary::RUN, |start, end| {
            summary.longest = summary.longest.max(end - start);
            summary.packed = summary.packed || super::binary::may_be_packed(&raw[start..end]);
        });
        summary
    }

    /// Whether any of these is there; only those of `ASKED` can be asked for.
    #[inline(always)]
    pub fn any(&self, bytes: &[u8]) -> bool {
        bytes.iter().any(|byte| self.there & BITS[*byte as usize] & !(RARE | DIGIT | WIDE | LEAD) != 0)
    }

    /// Whether a sign that is rare in running text is there.
    pub fn signs(&self) -> bool {
        self.there & RARE != 0
    }
}

/// Calls `each(start, end)` for every run of at least `min` bytes that are in one of the alphabets.
pub(super) fn runs(raw: &[u8], alphabet: u8, min: usize, mut each: impl FnMut(usize, usize)) {
    let mut at = 0;
    // A run of at least `min` bytes holds every `min`-th byte of the text somewhere: what lies between is looked at only then.
    while at + min <= raw.len() {
        let probe = at + min - 1;
        if CLASS[raw[probe] as usize] & alphabet == 0 {
            at = probe + 1;
            continue;
        }
        let back = raw[at..probe].iter().rev().take_while(|b| CLASS[**b as usize] & alphabet != 0).count();
        let start = probe - back;
        let end = probe + raw[probe..].iter().take_while(|b| CLASS[**b as usize] & alphabet != 0).count();
        if end - start >= min {
            each(start, end);
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_that_a_reader_asks_for_is_told_from_the_others() {
        for asked in ASKED {
            let summary = Summary::of(&format!("æ{}1", *asked as char));
            assert!(ASKED.iter().all(|other| summary.any(&[*other]) == (other == asked)), "{}", *asked as char);
            assert!(!summary.wide_pair && summary.numbers == 1);
        }
        assert!(Summary::of("<").signs() && !Summary::of("a/b").signs());
        assert!(Summary::of("SÃ¸ren").wide_pair && Summary::of("12-3 a4").numbers == 3);
        assert_eq!(Summary::of("abcdefghij klmnopqrstuv").longest, 12);
    }

    proptest::proptest! {
        #[test]
        fn runs_are_all_the_runs(text in "[ab.]{0,60}", min in 1usize..8) {
            let mut found = Vec::new();
            runs(text.as_bytes(), BASE64, min, |s, e| found.push((s, e)));
            let mut wanted = Vec::new();
            let mut at = 0;
            for piece in text.split('.') {
                if piece.len() >= min {
                    wanted.push((at, at + piece.len()));
                }
                at += piece.len() + 1;
            }
            proptest::prop_assert_eq!(found, wanted);
        }
    }
}
