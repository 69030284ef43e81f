//! The alphabets of encodings, and runs of their digits.

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

    proptest::proptest! {
        #[test]
        fn runs_are_all_the_runs(text in "[ab.]{0,60}", min in 1usize..10) {
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
