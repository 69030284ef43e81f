//! Base 85 in its three alphabets, uuencoded files, and UTF-7.

use std::sync::LazyLock;

use super::super::alphabet::{self, CLASS};
use super::meanings::meanings;
use super::{Output, Transform};
use crate::detection::node::{Edit, rewrite};

pub(super) const ASCII85: Transform = Transform {
    name: "ascii85",
    doc: "Base 85: Adobe's between <~ and ~>, that of RFC 1924 and Z85 between quotes.",
    example: "<~AmodqD.,&*Cia$1ARm_T5]'qDCbB:D@;Tt\"AH~>",
    counter_example: "<~AmodqD.,&*Cia$1ARm_U5]'qDCbB:D@;Tt\"AH~>",
};
pub(super) const UUENCODE: Transform = Transform {
    name: "uuencode",
    doc: "Lines of a uuencoded file.",
    example: "begin 644 cv\n=9F%T:6UA+F%L<V%Y960W,D!M86EL+F5X86UP;&4\n`\nend",
    counter_example: "begin 644 cv\n=9F%T:6UA+F%L<V%Y960W,T!M86EL+F5X86UP;&4\n`\nend",
};
pub(super) const UTF7: Transform = Transform {
    name: "utf-7",
    doc: "UTF-7: base64 of UTF-16 between + and -.",
    example: "Gl. +AMY-blevej 17",
    counter_example: "Gl. +AMY-blevej 18",
};

const RFC1924: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const Z85: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
static RFC1924_DIGITS: [Option<u8>; 256] = digits(RFC1924);
static Z85_DIGITS: [Option<u8>; 256] = digits(Z85);

/// The value of each byte in an alphabet.
const fn digits(alphabet: &[u8]) -> [Option<u8>; 256] {
    let mut table = [None; 256];
    let mut i = 0;
    while i < alphabet.len() {
        table[alphabet[i] as usize] = Some(i as u8);
        i += 1;
    }
    table
}

/// The longest text between quotes that is tried.
const LONGEST: usize = 64 * 1024;

pub(super) fn decode(text: &str, out: &mut Output) {
    adobe(text, out);
    quoted(text, out);
}

fn adobe(text: &str, out: &mut Output) {
    let mut at = 0;
    while let Some(found) = text[at..].find("<~") {
        let start = at + found;
        let Some(length) = text[start + 2..].find("~>") else { return };
        let end = start + 2 + length;
        let body: Vec<u8> = text[start + 2..end].bytes().filter(|b| !b.is_ascii_whitespace()).collect();
        let digits: Option<Vec<Option<u32>>> = body
            .iter()
            .map(|b| match b {
                b'z' => Some(None),
                b'!'..=b'u' => Some(Some(u32::from(b - b'!'))),
                _ => None,
            })
            .collect();
        if let Some(bytes) = digits.and_then(|d| unpack(&d)) {
            meanings("ascii85", &bytes, true, start..end + 2, out);
        }
        at = end + 2;
    }
}

/// Between quotes, where words and numbers alone do not stand.
fn quoted(text: &str, out: &mut Output) {
    let raw = text.as_bytes();
    let mut start = 0;
    while start < raw.len() {
        let (mut end, mut signs) = (start, 0);
        while end < raw.len() && !matches!(raw[end], b'"' | b'\'' | b' ' | b'\n' | b'\r' | b'\t') {
            signs += usize::from(CLASS[raw[end] as usize] & alphabet::SIGN != 0);
            end += 1;
        }
        let piece = &raw[start..end];
        if signs >= 2 && (12..=LONGEST).contains(&piece.len()) && piece.len() % 5 != 1 {
            for digits in [&RFC1924_DIGITS, &Z85_DIGITS] {
                let read: Option<Vec<Option<u32>>> =
                    piece.iter().map(|b| digits[*b as usize].map(|d| Some(u32::from(d)))).collect();
                if let Some(bytes) = read.and_then(|d| unpack(&d)) {
                    meanings("ascii85", &bytes, true, start..end, out);
                }
            }
        }
        start = end + 1;
    }
}

/// Five digits to four bytes; `None` among the digits stands for four zero bytes.
fn unpack(digits: &[Option<u32>]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() / 5 * 4 + 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for digit in digits {
        match digit {
            Some(digit) => group.push(*digit),
            None if group.is_empty() => bytes.extend([0; 4]),
            None => return None,
        }
        if group.len() == 5 {
            bytes.extend(value(&group)?.to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let there = group.len() - 1;
        group.resize(5, 84);
        bytes.extend(&value(&group)?.to_be_bytes()[..there]);
    }
    Some(bytes)
}

fn value(group: &[u32]) -> Option<u32> {
    group.iter().try_fold(0u32, |sum, digit| sum.checked_mul(85)?.checked_add(*digit))
}

pub(super) fn uuencoded(text: &str, out: &mut Output) {
    let mut at = 0;
    while let Some(found) = text[at..].find("begin ") {
        let start = at + found;
        at = start + 6;
        let Some(first) = text[start..].find('\n').map(|n| start + n + 1) else { return };
        if !text[start + 6..first].bytes().take(3).all(|b| b.is_ascii_digit()) {
            continue;
        }
        let mut bytes = Vec::new();
        let mut end = first;
        for line in text[first..].split_inclusive('\n') {
            let body = line.trim_end_matches(['\n', '\r']).as_bytes();
            let Some(length) =
                body.first().filter(|b| (b' '..=b'`').contains(*b)).map(|b| usize::from((b - b' ') & 63))
            else {
                break;
            };
            if length == 0 || body.starts_with(b"end") {
                break;
            }
            let six = |i: usize| body.get(i).map_or(0, |b| u32::from(b.wrapping_sub(b' ') & 63));
            let mut of_line: Vec<u8> = Vec::new();
            for group in (1..body.len()).step_by(4) {
                let word = six(group) << 18 | six(group + 1) << 12 | six(group + 2) << 6 | six(group + 3);
                of_line.extend(&word.to_be_bytes()[1..]);
            }
            of_line.truncate(length);
            bytes.extend(of_line);
            end += line.len();
        }
        if !bytes.is_empty() {
            meanings("uuencode", &bytes, true, start..end, out);
        }
        at = end.max(at);
    }
}

/// Digits of the longest run of letters that are no ASCII.
const MOST_SHIFTED: usize = 400;

pub(super) fn utf7(text: &str, out: &mut Output) {
    static DIGITS: LazyLock<data_encoding::Encoding> = LazyLock::new(|| {
        let mut spec = data_encoding::BASE64_NOPAD.specification();
        spec.check_trailing_bits = false;
        spec.encoding().expect("the alphabet of RFC 4648")
    });
    let raw = text.as_bytes();
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('+') {
        let start = at + found;
        let digits = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
        let run = raw[start + 1..].iter().take(MOST_SHIFTED + 1).take_while(digits).count();
        let end = start + 1 + run;
        // A plus may be a space in an address, with a letter behind it and the true one soon after.
        at = start + 1;
        // Three digits make the first letter; `+` in addresses and telephone numbers has none such.
        // Whole letters of sixteen bits leave less than one digit.
        if !(3..=MOST_SHIFTED).contains(&run) || run * 6 % 16 >= 6 {
            continue;
        }
        let length = if run % 4 == 1 { run - 1 } else { run };
        let Ok(bytes) = DIGITS.decode(&raw[start + 1..start + 1 + length]) else { continue };
        let units: Vec<u16> = bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
        let Ok(meaning) = String::from_utf16(&units) else { continue };
        // Letters of one script, as people write them.
        if !meaning.is_empty()
            && meaning
                .chars()
                .all(|c| ('\u{a0}'..'\u{2000}').contains(&c) || c.is_ascii_graphic() || "\r\n\t".contains(c))
        {
            let end = end + usize::from(raw.get(end) == Some(&b'-'));
            edits.push(Edit { source: start..end, text: meaning });
            at = end;
        }
    }
    rewrite("utf-7", text, edits, &mut out.decoded);
}
