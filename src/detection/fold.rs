//! The skeleton of a text: lower-case letters and digits only, so that case, separators, markup seams, invisible
//! characters, full width, accents and look-alikes vanish. The answer key is folded the same way.

use std::sync::OnceLock;

use fearless_simd::{Level, Simd, SimdBase, SimdInto as _, SimdMask, dispatch, kernel, u8x64};
use unicode_normalization::UnicodeNormalization;

use super::haystack::Haystack;

/// What a character folds to.
#[derive(Debug, Clone, Copy)]
struct Folded {
    len: u8,
    bytes: [u8; 6],
}

impl Folded {
    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

const NOTHING: Folded = Folded { len: 0, bytes: [0; 6] };

/// The small letter or digit of a byte of ASCII; zero for everything else.
static ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut i = 0;
    while i < 128 {
        let b = i as u8;
        if b.is_ascii_alphanumeric() {
            table[i] = b.to_ascii_lowercase();
        }
        i += 1;
    }
    table
};

/// Bytes of text between two marks.
pub(crate) const BLOCK: usize = 256;
/// Bytes that are looked at in one go.
const WORD: usize = 64;
/// More than a block, the rest of its last character and what is moved behind its end ever take.
const ROOM: usize = 1024;

/// Folds a text onto the end of `out`, and notes how many bytes are there before each block of it.
pub(crate) fn fold_blocks(text: &str, out: &mut Vec<u8>, marks: &mut Vec<usize>) {
    fold_blocks_with(Level::new(), text, out, marks);
}

fn fold_blocks_with(level: Level, text: &str, out: &mut Vec<u8>, marks: &mut Vec<usize>) {
    dispatch!(level, simd => {
        let mut from = 0;
        while from < text.len() {
            marks.push(out.len());
            let to = block(text, marks.len());
            fold_block(simd, &text[from..to], out);
            from = to;
        }
    });
}

/// Where a block of a text begins.
pub(crate) fn block(text: &str, number: usize) -> usize {
    let mut at = (number * BLOCK).min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[inline(always)]
fn fold_block<S: Simd>(simd: S, text: &str, out: &mut Vec<u8>) {
    let raw = text.as_bytes();
    debug_assert!(raw.len() < BLOCK + 4, "a block and the rest of a character");
    let mut folded = [0u8; ROOM];
    let (mut at, mut end) = (0, 0);
    while at < raw.len() {
        let mut word = [0; WORD];
        let rest = &raw[at..];
        let length = rest.len().min(WORD);
        let bytes = match rest.first_chunk::<WORD>() {
            Some(whole) => u8x64::from_slice(simd, whole),
            None => {
                word[..length].copy_from_slice(rest);
                u8x64::from_slice(simd, &word)
            }
        };
        // Digits have the bit that makes a capital small.
        let small = bytes | 0x20;
        let kept = ((small - b'a').simd_le(b'z' - b'a') | (bytes - b'0').simd_le(9)).to_bitmask();
        let ascii = (bytes.simd_ge(0x80).to_bitmask().trailing_zeros() as usize).min(length);
        end = keep(simd, small, kept & low(ascii), &mut folded, end);
        at += ascii;
        while let Some(c) = text[at..].chars().next().filter(|c| !c.is_ascii()) {
            at += c.len_utf8();
            for letter in fold_char(c).as_bytes() {
                folded[end] = *letter;
                end += 1;
            }
        }
    }
    out.extend_from_slice(&folded[..end]);
}

/// So many of the lowest bits.
#[inline(always)]
fn low(bits: usize) -> u64 {
    if bits >= WORD { u64::MAX } else { (1 << bits) - 1 }
}

/// Moves the bytes that have a bit to `end`, and returns where they end. What stands behind them is anything.
#[inline(always)]
fn keep<S: Simd>(simd: S, bytes: u8x64<S>, kept: u64, out: &mut [u8; ROOM], end: usize) -> usize {
    let bytes: [u8; WORD] = bytes.into();
    let moved = &mut out[end..][..WORD];
    #[cfg(target_arch = "x86_64")]
    if let Some(avx512) = simd.level().as_avx512() {
        moved.copy_from_slice(&compressed(avx512, &bytes, kept));
        return end + kept.count_ones() as usize;
    }
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = simd.level().as_avx2() {
        return end + extract(avx2, &bytes, kept, moved);
    }
    let (mut left, mut count) = (kept, 0);
    while left != 0 {
        moved[count] = bytes[left.trailing_zeros() as usize];
        (left, count) = (left & (left - 1), count + 1);
    }
    end + count
}

#[cfg(target_arch = "x86_64")]
kernel!(
    /// The bytes that have a bit, and noughts.
    #[inline(always)]
    fn compressed(avx512: Avx512, bytes: &[u8; WORD], kept: u64) -> [u8; WORD] {
        let bytes = u8x64::from_slice(avx512, bytes);
        let moved: u8x64<_> = std::arch::x86_64::_mm512_maskz_compress_epi8(kept, bytes.into()).simd_into(avx512);
        moved.into()
    }
);

#[cfg(target_arch = "x86_64")]
kernel!(
    /// Moves the bytes that have a bit to the front of `out`, and returns how many they are.
    #[inline(always)]
    fn extract(avx2: Avx2, bytes: &[u8; WORD], kept: u64, out: &mut [u8]) -> usize {
        use std::arch::x86_64::{_pdep_u64, _pext_u64};
        let mut count = 0;
        let (eights, _) = bytes.as_chunks::<8>();
        for (eight, bits) in eights.iter().zip(kept.to_le_bytes()) {
            // A bit becomes all bits of its byte.
            let whole = _pdep_u64(u64::from(bits), 0x0101_0101_0101_0101) * 0xff;
            let moved = _pext_u64(u64::from_le_bytes(*eight), whole);
            out[count..count + 8].copy_from_slice(&moved.to_le_bytes());
            count += bits.count_ones() as usize;
        }
        count
    }
);

/// Folds one text alone.
pub(crate) fn fold(text: &str) -> Vec<u8> {
    Haystack::of(text).bytes
}

/// Folds one text alone, as a string.
pub(crate) fn fold_str(text: &str) -> String {
    String::from_utf8_lossy(&fold(text)).into_owned()
}

/// How many bytes a character folds to.
pub(crate) fn folded_len(c: char) -> usize {
    if c.is_ascii() { usize::from(ASCII[c as usize] != 0) } else { fold_char(c).len as usize }
}

/// Whether a character leaves no mark and no boundary: zero-width, soft hyphen, bidi marks, combining marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
        || unicode_normalization::char::is_combining_mark(c)
}

fn fold_char(c: char) -> Folded {
    static TABLE: OnceLock<Vec<Folded>> = OnceLock::new();
    let code = c as usize;
    if code < 0x1_0000 {
        let table = TABLE.get_or_init(|| {
            (0..0x1_0000u32).map(|i| char::from_u32(i).map_or(NOTHING, compute)).collect::<Vec<Folded>>()
        });
        table[code]
    } else {
        compute(c)
    }
}

/// The Danish letters become two letters; everything else its base letter, by compatibility decomposition first and by
/// the look-alike table (UTS 39) second.
fn compute(c: char) -> Folded {
    if is_invisible(c) {
        return NOTHING;
    }
    let mut out = String::new();
    push_letters(c, &mut out, 0);
    let mut folded = NOTHING;
    for b in out.bytes().take(6) {
        folded.bytes[folded.len as usize] = b;
        folded.len += 1;
    }
    folded
}

static SMALL_CAPITALS: [(char, char); 24] = [
    ('ᴀ', 'a'),
    ('ʙ', 'b'),
    ('ᴄ', 'c'),
    ('ᴅ', 'd'),
    ('ᴇ', 'e'),
    ('ꜰ', 'f'),
    ('ɢ', 'g'),
    ('ʜ', 'h'),
    ('ɪ', 'i'),
    ('ᴊ', 'j'),
    ('ᴋ', 'k'),
    ('ʟ', 'l'),
    ('ᴍ', 'm'),
    ('ɴ', 'n'),
    ('ᴏ', 'o'),
    ('ᴘ', 'p'),
    ('ʀ', 'r'),
    ('ꜱ', 's'),
    ('ᴛ', 't'),
    ('ᴜ', 'u'),
    ('ᴠ', 'v'),
    ('ᴡ', 'w'),
    ('ʏ', 'y'),
    ('ᴢ', 'z'),
];

fn push_letters(c: char, out: &mut String, depth: u8) {
    match c {
        'æ' | 'Æ' => return out.push_str("ae"),
        'ø' | 'Ø' | 'œ' | 'Œ' => return out.push_str("oe"),
        'å' | 'Å' => return out.push_str("aa"),
        'ß' | 'ẞ' => return out.push_str("ss"),
        'þ' | 'Þ' => return out.push_str("th"),
        'ð' | 'Ð' | 'đ' | 'Đ' => return out.push('d'),
        'ł' | 'Ł' => return out.push('l'),
        'ı' | 'İ' => return out.push('i'),
        'ħ' | 'Ħ' => return out.push('h'),
        _ => {}
    }
    // Digits of other scripts, and small capitals, which compatibility leaves as they are.
    const ZEROS: [char; 6] = ['٠', '۰', '०', '০', '๐', '၀'];
    if let Some(zero) = ZEROS.iter().find(|z| (**z..=char::from_u32(**z as u32 + 9).unwrap_or(**z)).contains(&c)) {
        return out.push((b'0' + (c as u32 - *zero as u32) as u8) as char);
    }
    if let Some((_, letter)) = SMALL_CAPITALS.iter().find(|(small, _)| *small == c) {
        return out.push(*letter);
    }
    let mut found = false;
    for d in std::iter::once(c).nfkd() {
        if d.is_ascii() {
            if d.is_ascii_alphanumeric() {
                out.push(d.to_ascii_lowercase());
                found = true;
            }
        } else if d != c && depth == 0 && !is_invisible(d) {
            push_letters(d, out, 1);
            found = true;
        }
    }
    if found || !c.is_alphanumeric() {
        return;
    }
    let look: String = unicode_security::skeleton(c.encode_utf8(&mut [0; 4])).collect();
    let ascii: String = look.chars().filter(char::is_ascii_alphanumeric).map(|d| d.to_ascii_lowercase()).collect();
    if look.chars().all(|d| d.is_ascii_alphanumeric() || is_invisible(d)) && !ascii.is_empty() {
        out.push_str(&ascii);
        return;
    }
    for lower in c.to_lowercase() {
        out.push(lower);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_harmless_difference_folds_to_the_same_skeleton() {
        for (text, want) in [
            ("Fatima Al-Sayed", "fatimaalsayed"),
            ("F\u{200b}a\u{ad}t\u{202e}ima", "fatima"),
            ("ｆａｔｉｍａ", "fatima"),
            ("𝐅𝐚𝐭𝐢𝐦𝐚", "fatima"),
            ("Fаtimа", "fatima"), // Cyrillic а
            ("Sørensen", "soerensen"),
            ("Nørga\u{30a}rd", "noergard"),
            ("Şükran Çelik", "sukrancelik"),
            ("Kowalczyk Łukasz", "kowalczyklukasz"),
            ("Nguyễn", "nguyen"),
        ] {
            assert_eq!(fold_str(text), want, "{text}");
        }
    }

    /// Every kind of machine that this one can stand in for.
    fn levels() -> Vec<Level> {
        let level = Level::new();
        let mut levels = vec![level];
        #[cfg(target_arch = "x86_64")]
        levels.extend(level.as_avx2().map(Level::Avx2).into_iter().chain(level.as_sse2().map(Level::Sse2)));
        levels
    }

    proptest::proptest! {
        #[test]
        fn every_machine_folds_alike(text in "([a-zA-Z0-9 ]{0,90}|[@-\\[`-{/:\0]{0,9}|[æøåﷺ㎏]{0,9}){0,20}") {
            let mut plain: Vec<u8> = Vec::new();
            text.chars().for_each(|c| plain.extend_from_slice(&fold_char(c).bytes[..folded_len(c)]));
            for level in levels() {
                let (mut folded, mut marks) = (Vec::new(), Vec::new());
                fold_blocks_with(level, &text, &mut folded, &mut marks);
                proptest::prop_assert_eq!(&folded, &plain, "{:?}", level);
                proptest::prop_assert_eq!(marks.len(), text.len().div_ceil(BLOCK));
            }
        }

        #[test]
        fn a_text_folds_to_what_its_characters_fold_to(text in "\\PC{0,20}[ﷺ㎏ﬃæA-Z0-9 .]{0,20}") {
            let each: Vec<u8> = text.chars().flat_map(|c| fold(c.encode_utf8(&mut [0; 4]))).collect();
            proptest::prop_assert_eq!(fold(&text), each);
        }
    }
}
