//! The skeleton of a text: lower-case letters and digits only, so that case, separators, markup seams, invisible
//! characters, full width, accents and look-alikes vanish. The answer key is folded the same way.

use std::sync::OnceLock;

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

/// Bytes of text that are folded in one go.
pub(crate) const BLOCK: usize = 256;
/// More than these, and the rest of a character that begins in them, ever fold to.
const ROOM: usize = 1024;

/// Folds a block of text and the rest of its last character onto the end of `out`.
pub(crate) fn fold_block(text: &str, out: &mut Vec<u8>) {
    let raw = text.as_bytes();
    debug_assert!(raw.len() < BLOCK + 4, "a block and the rest of a character");
    let mut folded = [0u8; ROOM];
    let (mut at, mut end) = (0, 0);
    while at < raw.len() {
        if let Some(small) = ASCII.get(usize::from(raw[at])) {
            // Written in any case, and kept where it is a letter or a digit: cheaper than to ask first.
            folded[end % ROOM] = *small;
            end += usize::from(*small != 0);
            at += 1;
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            for letter in fold_char(c).as_bytes() {
                folded[end % ROOM] = *letter;
                end += 1;
            }
        }
    }
    out.extend_from_slice(&folded[..end]);
}

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

    proptest::proptest! {
        #[test]
        fn a_text_folds_to_what_its_characters_fold_to(text in "\\PC{0,20}[ﷺ㎏ﬃæA-Z0-9 .]{0,20}") {
            let each: Vec<u8> = text.chars().flat_map(|c| fold(c.encode_utf8(&mut [0; 4]))).collect();
            proptest::prop_assert_eq!(fold(&text), each);
        }
    }
}
