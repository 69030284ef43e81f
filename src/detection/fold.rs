//! The skeleton of a text: lower-case letters and digits only, so that case, separators, markup seams, invisible
//! characters, full width, accents and look-alikes vanish. The answer key is folded the same way.

use std::sync::OnceLock;

use fearless_simd::{Level, Select, Simd, SimdBase, SimdMask, dispatch, mask8x64, u8x64};
use unicode_normalization::UnicodeNormalization;

use super::starts::Starts;

/// What a character folds to.
#[derive(Debug, Clone, Copy)]
struct Letters {
    len: u8,
    bytes: [u8; 6],
}

impl Letters {
    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

const NOTHING: Letters = Letters { len: 0, bytes: [0; 6] };

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

/// What texts that stand one after the other fold to.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    pub bytes: Vec<u8>,
    /// How many bytes there are before each block of the texts.
    pub marks: Vec<usize>,
    /// Where words may begin.
    pub starts: Starts,
}

/// Folds texts that end at these bytes.
pub(crate) fn fold_texts(text: &str, ends: &[usize]) -> Folded {
    fold_texts_with(Level::new(), text, ends)
}

fn fold_texts_with(level: Level, text: &str, ends: &[usize]) -> Folded {
    let mut folded = Folded {
        bytes: Vec::with_capacity(text.len()),
        marks: Vec::with_capacity(text.len() / BLOCK + 1),
        starts: Starts::with_room(text.len()),
    };
    let mut seam = Seam { ends, ..Seam::default() };
    dispatch!(level, simd => {
        let mut from = 0;
        while from < text.len() {
            folded.marks.push(folded.bytes.len());
            let to = block(text, folded.marks.len());
            fold_block(simd, text, (from, to), &mut seam, &mut folded);
            from = to;
        }
    });
    folded
}

/// What the bytes before a place say about whether a word begins there.
#[derive(Default)]
struct Seam<'e> {
    /// Ends of texts that were not reached.
    ends: &'e [usize],
    /// Whether the byte before is a digit, a small letter, a capital: in the lowest bit.
    digit: u64,
    small: u64,
    capital: u64,
}

impl Seam<'_> {
    /// Where a word may begin among the plain bytes `from..to` of the texts. Letters go on from letters but where a small one
    /// is followed by a capital, digits from digits.
    #[inline(always)]
    fn starts(&mut self, (from, to): (usize, usize), digits: u64, small: u64, capitals: u64) -> u64 {
        let behind = |mask: u64, before: u64| mask << 1 | before;
        let letters = behind(small | capitals, self.small | self.capital);
        let goes_on = digits & behind(digits, self.digit) | small & letters | capitals & behind(capitals, self.capital);
        let last = |mask: u64| if to > from { mask >> (to - from - 1) & 1 } else { 0 };
        (self.digit, self.small, self.capital) = (last(digits), last(small), last(capitals));
        let mut texts = 0;
        while let Some((end, rest)) = self.ends.split_first().filter(|(end, _)| **end < to) {
            texts |= u64::from(*end >= from) << (end.wrapping_sub(from) % 64);
            self.ends = rest;
        }
        (digits | small | capitals) & (!goes_on | texts)
    }

    /// Behind any other letter a word may begin.
    fn cut(&mut self) {
        (self.digit, self.small, self.capital) = (0, 0, 0);
    }
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
fn fold_block<S: Simd>(simd: S, text: &str, (from, to): (usize, usize), seam: &mut Seam<'_>, out: &mut Folded) {
    let raw = &text.as_bytes()[..to];
    debug_assert!(to - from < BLOCK + 4, "a block and the rest of a character");
    let mut folded = [0u8; ROOM];
    let (mut at, mut end) = (from, 0);
    while at < to {
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
        let wide = bytes.simd_ge(0x80).to_bitmask();
        let danish = if wide == 0 { Danish::default() } else { Danish::of(bytes) };
        // Up to the first letter of another kind, and without half a letter at the end.
        let plain = ((wide & !danish.both()).trailing_zeros() as usize).min(length);
        let digits = (bytes - b'0').simd_le(9).to_bitmask() & low(plain);
        let capitals = ((bytes - b'A').simd_le(25).to_bitmask() | danish.capitals) & low(plain);
        let smalls = ((bytes - b'a').simd_le(25).to_bitmask() | danish.both() & !danish.capitals) & low(plain);
        let kept = digits | capitals | smalls;
        let starts = seam.starts((at, at + plain), digits, smalls, capitals);
        out.starts.push(gathered(simd, starts, kept), kept.count_ones() as usize);
        // Digits have the bit that makes a capital small.
        let small = bytes | 0x20;
        let small = if danish.both() == 0 { small } else { danish.spelled(simd, small) };
        end = keep(simd, small, kept, &mut folded, end);
        at += plain;
        while let Some(c) = text[at..to].chars().next().filter(|c| !c.is_ascii()) {
            seam.cut();
            at += c.len_utf8();
            let letters = fold_char(c);
            for letter in letters.as_bytes() {
                folded[end] = *letter;
                end += 1;
            }
            out.starts.push(1, usize::from(letters.len));
        }
    }
    out.bytes.extend_from_slice(&folded[..end]);
}

/// Where letters that Danish has besides those of ASCII stand whole: each takes two bytes, and becomes two letters.
#[derive(Default)]
struct Danish {
    /// The first byte of each.
    first: u64,
    /// Of these, the capitals.
    capitals: u64,
    /// Of these, those that begin with an `o`, and those that end in an `a`.
    oe: u64,
    aa: u64,
}

impl Danish {
    #[inline(always)]
    fn of<S: Simd>(bytes: u8x64<S>) -> Danish {
        let lead = bytes.simd_eq(0xc3).to_bitmask();
        // The second byte of a capital lacks a bit that the small letter's has.
        let small = bytes | 0x20;
        let before = |second: u8| small.simd_eq(second).to_bitmask() >> 1;
        let (ae, oe, aa) = (before(0xa6), before(0xb8), before(0xa5));
        let first = lead & (ae | oe | aa);
        let capitals = first & !(bytes & 0x20).simd_eq(0x20).to_bitmask() >> 1;
        Danish { first, capitals, oe: first & oe, aa: first & aa }
    }

    #[inline(always)]
    fn both(&self) -> u64 {
        self.first | self.first << 1
    }

    /// The bytes with the letters that these become.
    #[inline(always)]
    fn spelled<S: Simd>(&self, simd: S, bytes: u8x64<S>) -> u8x64<S> {
        let all = |letter: u8| u8x64::splat(simd, letter);
        let mask = |bits: u64| mask8x64::from_bitmask(simd, bits);
        let a = mask(self.both()).select(all(b'a'), bytes);
        let e = mask((self.first & !self.aa) << 1).select(all(b'e'), a);
        mask(self.oe).select(all(b'o'), e)
    }
}

/// The bits of some that stand where others are set, next to each other.
#[inline(always)]
fn gathered<S: Simd>(simd: S, bits: u64, kept: u64) -> u64 {
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = simd.level().as_avx2() {
        return gathered_at_once(avx2, bits, kept);
    }
    let (mut left, mut count, mut gathered) = (kept, 0, 0);
    while left != 0 {
        gathered |= (bits >> left.trailing_zeros() & 1) << count;
        (left, count) = (left & (left - 1), count + 1);
    }
    gathered
}

#[cfg(target_arch = "x86_64")]
fearless_simd::kernel!(
    #[inline(always)]
    fn gathered_at_once(_avx2: Avx2, bits: u64, kept: u64) -> u64 {
        std::arch::x86_64::_pext_u64(bits, kept)
    }
);

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
fearless_simd::kernel!(
    /// The bytes that have a bit, and noughts.
    #[inline(always)]
    fn compressed(avx512: Avx512, bytes: &[u8; WORD], kept: u64) -> [u8; WORD] {
        use fearless_simd::SimdInto as _;
        let bytes = u8x64::from_slice(avx512, bytes);
        let moved: u8x64<_> = std::arch::x86_64::_mm512_maskz_compress_epi8(kept, bytes.into()).simd_into(avx512);
        moved.into()
    }
);

#[cfg(target_arch = "x86_64")]
fearless_simd::kernel!(
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

/// Folds one text alone, a short one: what a value means in an answer key of a million forms.
pub(crate) fn fold(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        let mut folded = vec![0; text.len()];
        let mut end = 0;
        for byte in text.bytes() {
            let letter = ASCII[usize::from(byte & 127)];
            folded[end] = letter;
            end += usize::from(letter != 0);
        }
        folded.truncate(end);
        return folded;
    }
    let mut folded = Vec::with_capacity(text.len());
    for c in text.chars() {
        match ASCII.get(c as usize) {
            Some(0) => {}
            Some(letter) => folded.push(*letter),
            None => folded.extend_from_slice(fold_char(c).as_bytes()),
        }
    }
    folded
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

fn fold_char(c: char) -> Letters {
    static TABLE: OnceLock<Vec<Letters>> = OnceLock::new();
    let code = c as usize;
    if code < 0x1_0000 {
        let table = TABLE.get_or_init(|| {
            (0..0x1_0000u32).map(|i| char::from_u32(i).map_or(NOTHING, compute)).collect::<Vec<Letters>>()
        });
        table[code]
    } else {
        compute(c)
    }
}

/// The Danish letters become two letters; everything else its base letter, by compatibility decomposition first and by
/// the look-alike table (UTS 39) second.
fn compute(c: char) -> Letters {
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
        fn every_machine_folds_alike(text in "([a-zA-Z0-9 ]{0,90}|[@-\\[`-{/:\0]{0,9}|[a-zæøåÆØÅãéÃáﷺ㎏]{0,9}){0,20}") {
            let mut plain: Vec<u8> = Vec::new();
            text.chars().for_each(|c| plain.extend_from_slice(&fold_char(c).bytes[..folded_len(c)]));
            for level in levels() {
                let folded = fold_texts_with(level, &text, &[text.len()]);
                proptest::prop_assert_eq!(&folded.bytes, &plain, "{:?}", level);
                let starts = |folded: &Folded| folded.starts.iter().collect::<Vec<_>>();
                proptest::prop_assert_eq!(starts(&folded), starts(&fold_texts(&text, &[text.len()])), "{:?}", level);
                // The last character of a block may be the last of all.
                let blocks = (0..).take_while(|number| block(&text, *number) < text.len()).count();
                proptest::prop_assert_eq!(folded.marks.len(), blocks);
            }
        }

        #[test]
        fn a_text_folds_to_what_its_characters_fold_to(text in "\\PC{0,20}[ﷺ㎏ﬃæA-Z0-9 .]{0,20}") {
            let each: Vec<u8> = text.chars().flat_map(|c| fold(c.encode_utf8(&mut [0; 4]))).collect();
            proptest::prop_assert_eq!(fold(&text), each);
        }
    }
}
