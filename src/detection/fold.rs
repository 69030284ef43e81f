//! The skeleton of a text: lower-case letters and digits only, so that case, separators, markup seams, invisible
//! characters, full width, accents and look-alikes vanish. The answer key is folded the same way.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// A visible character that is no letter or digit stands before this byte.
pub(crate) const GAP: u8 = 1;
/// Letters turn into digits, digits into letters, or small letters into capitals before this byte.
pub(crate) const TURN: u8 = 2;
/// A new text begins at this byte.
pub(crate) const SEAM: u8 = 4;

/// Several texts folded into one haystack, each byte with what stands before it.
#[derive(Debug, Default)]
pub(crate) struct Haystack {
    /// The folded bytes of all texts, without anything between them.
    pub bytes: Vec<u8>,
    /// For each byte: [`GAP`], [`TURN`], [`SEAM`].
    pub flags: Vec<u8>,
    /// Where each text begins in `bytes`.
    pub starts: Vec<usize>,
}

/// What a character folds to.
#[derive(Debug, Clone, Copy)]
struct Folded {
    len: u8,
    bytes: [u8; 6],
    invisible: bool,
}

const NOTHING: Folded = Folded { len: 0, bytes: [0; 6], invisible: false };

impl Haystack {
    /// Folds one more text onto the end.
    pub fn push(&mut self, text: &str) {
        self.starts.push(self.bytes.len());
        self.bytes.reserve(text.len());
        self.flags.reserve(text.len());
        let mut flag = SEAM;
        let mut last = Class::Other;
        let raw = text.as_bytes();
        let mut at = 0;
        while at < raw.len() {
            let byte = raw[at];
            if byte < 0x80 {
                at += 1;
                let folded = ASCII[byte as usize];
                if folded == 0 {
                    // NUL between letters is UTF-16 seen as bytes, not a word boundary.
                    if byte != 0 {
                        flag |= GAP;
                    }
                    continue;
                }
                let class = Class::of(byte);
                self.bytes.push(folded);
                self.flags.push(flag | turn(last, class));
                (flag, last) = (0, class);
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            let folded = fold_char(c);
            if folded.len == 0 {
                if !folded.invisible {
                    flag |= GAP;
                }
                continue;
            }
            let class = if c.is_uppercase() { Class::Upper } else { Class::Lower };
            for &b in &folded.bytes[..folded.len as usize] {
                self.bytes.push(b);
                self.flags.push(flag | turn(last, class));
                (flag, last) = (0, class);
            }
        }
    }

    /// The number of the text that holds the byte at `at`.
    pub fn text_at(&self, at: usize) -> usize {
        self.starts.partition_point(|&s| s <= at).saturating_sub(1)
    }

    /// Whether a word may begin at `at`.
    pub fn clean(&self, at: usize) -> bool {
        self.flags.get(at).is_none_or(|f| f & (GAP | SEAM) != 0)
    }

    /// Whether a word, a number or a camel-case hump may begin at `at`.
    pub fn soft(&self, at: usize) -> bool {
        self.flags.get(at).is_none_or(|&f| f != 0)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Lower,
    Upper,
    Digit,
}

impl Class {
    fn of(byte: u8) -> Class {
        match byte {
            b'0'..=b'9' => Class::Digit,
            b'A'..=b'Z' => Class::Upper,
            _ => Class::Lower,
        }
    }
}

fn turn(last: Class, now: Class) -> u8 {
    match (last, now) {
        (Class::Other, _) => 0,
        (Class::Digit, Class::Digit) => 0,
        (Class::Digit, _) | (_, Class::Digit) | (Class::Lower, Class::Upper) => TURN,
        _ => 0,
    }
}

static ASCII: [u8; 128] = {
    let mut table = [0u8; 128];
    let mut i = 0;
    while i < 128 {
        let b = i as u8;
        table[i] = if b.is_ascii_alphanumeric() { b.to_ascii_lowercase() } else { 0 };
        i += 1;
    }
    table
};

/// Folds one text alone.
pub(crate) fn fold(text: &str) -> Vec<u8> {
    let mut hay = Haystack::default();
    hay.push(text);
    hay.bytes
}

/// Folds one text alone, as a string.
pub(crate) fn fold_str(text: &str) -> String {
    String::from_utf8_lossy(&fold(text)).into_owned()
}

/// The bytes of `text` that fold to the skeleton bytes `start..end` (counted from the start of this text).
pub(crate) fn locate(text: &str, start: usize, end: usize) -> (usize, usize) {
    let mut at = 0;
    let (mut from, mut to) = (None, text.len());
    for (offset, c) in text.char_indices() {
        let len = folded_len(c);
        if len == 0 {
            continue;
        }
        if from.is_none() && at + len > start {
            from = Some(offset);
        }
        at += len;
        if at >= end {
            to = offset + c.len_utf8();
            break;
        }
    }
    (from.unwrap_or(to).min(to), to)
}

fn folded_len(c: char) -> usize {
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
        return Folded { invisible: true, ..NOTHING };
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

    #[test]
    fn locate_gives_the_bytes_that_made_the_skeleton() {
        let text = "x æøå Fa\u{200b}tima y";
        let skeleton = fold_str(text);
        let at = skeleton.find("fatima").expect("folded");
        let (from, to) = locate(text, at, at + 6);
        assert_eq!(&text[from..to], "Fa\u{200b}tima");
    }
}
