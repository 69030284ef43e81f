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
    /// Folds several texts.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Haystack {
        let mut hay = Haystack::default();
        let room = texts.clone().map(str::len).sum();
        hay.bytes.reserve(room);
        hay.flags.reserve(room);
        texts.for_each(|text| hay.push(text));
        hay
    }

    /// Folds one more text onto the end.
    pub fn push(&mut self, text: &str) {
        let raw = text.as_bytes();
        // Owned here for the time being: a compiler cannot know that what they hold does not move.
        let (mut bytes, mut flags) = (std::mem::take(&mut self.bytes), std::mem::take(&mut self.flags));
        let mut end = bytes.len();
        self.starts.push(end);
        // No character folds to more bytes than it has, but for a few that are given room where they stand.
        bytes.resize(end + raw.len(), 0);
        flags.resize(end + raw.len(), 0);
        let mut flag = SEAM;
        let mut last = Class::Other as u8;
        for (at, &byte) in raw.iter().enumerate() {
            if byte < 0x80 {
                // Written in any case, and kept where it is a letter or a digit: cheaper than to ask first.
                let Ascii { folded, class, gap } = ASCII[usize::from(byte)];
                bytes[end] = folded;
                flags[end] = flag | TURNS[usize::from(last | class << 3)];
                let kept = class != 0;
                end += usize::from(kept);
                flag = if kept { 0 } else { flag | gap };
                last = if kept { class } else { last };
                continue;
            }
            // The first byte of a character stands for all of them.
            let Some(c) = (byte >= 0xc0).then(|| text[at..].chars().next()).flatten() else { continue };
            let folded = fold_char(c);
            if folded.len == 0 {
                if !folded.invisible {
                    flag |= GAP;
                }
                continue;
            }
            let class = if c.is_uppercase() { Class::Upper } else { Class::Lower } as u8;
            let more = end + folded.len as usize + (raw.len() - at);
            if bytes.len() < more {
                bytes.resize(more, 0);
                flags.resize(more, 0);
            }
            for &b in &folded.bytes[..folded.len as usize] {
                bytes[end] = b;
                flags[end] = flag | TURNS[usize::from(last | class << 3)];
                end += 1;
                (flag, last) = (0, class);
            }
        }
        bytes.truncate(end);
        flags.truncate(end);
        (self.bytes, self.flags) = (bytes, flags);
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

/// What a character is; one bit each.
#[derive(Clone, Copy)]
enum Class {
    /// No letter or digit, or the beginning of a text.
    Other = 0,
    Lower = 1,
    Upper = 2,
    Digit = 4,
}

/// The flag of a character of one class after one of another: the former's bits are the lower ones.
static TURNS: [u8; 64] = {
    let mut table = [0; 64];
    let letters = [Class::Lower as usize, Class::Upper as usize];
    let mut i = 0;
    while i < letters.len() {
        table[letters[i] | (Class::Digit as usize) << 3] = TURN;
        table[Class::Digit as usize | letters[i] << 3] = TURN;
        i += 1;
    }
    table[Class::Lower as usize | (Class::Upper as usize) << 3] = TURN;
    table
};

/// What a byte of ASCII folds to.
#[derive(Clone, Copy)]
struct Ascii {
    /// The small letter or digit; zero for everything else.
    folded: u8,
    /// The bit of its class.
    class: u8,
    /// The flag that it leaves for what follows. NUL between letters is UTF-16 seen as bytes, not a word boundary.
    gap: u8,
}

static ASCII: [Ascii; 128] = {
    let mut table = [Ascii { folded: 0, class: 0, gap: GAP }; 128];
    table[0].gap = 0;
    let mut i = 0;
    while i < 128 {
        let b = i as u8;
        if b.is_ascii_alphanumeric() {
            let class = match b {
                b'0'..=b'9' => Class::Digit,
                b'A'..=b'Z' => Class::Upper,
                _ => Class::Lower,
            };
            table[i] = Ascii { folded: b.to_ascii_lowercase(), class: class as u8, gap: 0 };
        }
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
    if c.is_ascii() { usize::from(ASCII[c as usize].class != 0) } else { fold_char(c).len as usize }
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

    proptest::proptest! {
        #[test]
        fn a_text_folds_to_what_its_characters_fold_to(text in "\\PC{0,20}[ﷺ㎏ﬃæA-Z0-9 .]{0,20}") {
            let each: Vec<u8> = text.chars().flat_map(|c| fold(c.encode_utf8(&mut [0; 4]))).collect();
            let mut hay = Haystack::default();
            hay.push("før");
            hay.push(&text);
            proptest::prop_assert_eq!(&hay.bytes[4..], &each);
            proptest::prop_assert_eq!(hay.flags.len(), hay.bytes.len());
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
