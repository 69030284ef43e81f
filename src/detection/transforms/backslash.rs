//! Backslash escapes of JSON, JavaScript and CSS: `\u00e6`, `\xe6`, `\346`, `\u{e6}`, `\e6 `, `\"`.

use super::{Output, Transform};
use crate::detection::node::{Edit, bytes_to_text, rewrite};

pub(super) const UNICODE: Transform = Transform {
    name: "unicode-escape",
    doc: "Backslash escapes with a code: \\uXXXX, \\u{XX}, \\xXX, octal, CSS.",
    example: r"\u0066\u0061tima.alsayed72\u0040mail.example",
    counter_example: r"\u0066\u0062tima.alsayed72\u0040mail.example",
};
pub(super) const JSON: Transform = Transform {
    name: "json-string",
    doc: "JSON inside a JSON string.",
    example: r#"{\"mail\":\"fatima.als\nayed72@mail.example\"}"#,
    counter_example: r#"{\"mail\":\"fatima.als\nayed73@mail.example\"}"#,
};

pub(super) fn decode(text: &str, out: &mut Output) {
    let raw = text.as_bytes();
    let mut edits = Vec::new();
    let mut coded = false;
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        let start = at + found;
        at = start + 1;
        // Neighbouring byte escapes are read together, because one letter may take several.
        let (mut units, mut bytes, mut end) = (Vec::new(), Vec::new(), start);
        while raw.get(end) == Some(&b'\\') {
            if let (Some(b'u'), Some(unit)) = (raw.get(end + 1), hex(text, end + 2, 4)) {
                if !bytes.is_empty() {
                    break;
                }
                units.push(unit as u16);
                end += 6;
            } else if let (Some(b'x'), Some(byte)) = (raw.get(end + 1), hex(text, end + 2, 2)) {
                if !units.is_empty() {
                    break;
                }
                bytes.push(byte as u8);
                end += 4;
            } else if let Some(c) = six(text, end + 1).filter(|_| bytes.is_empty()) {
                units.extend(c.encode_utf16(&mut [0; 2]).iter());
                end += 7;
            } else if let Some((byte, length)) = octal(text, end + 1, 3).filter(|_| units.is_empty()) {
                bytes.push(byte);
                end += 1 + length;
            } else if let Some((c, length)) = long(&text[end..]).filter(|_| bytes.is_empty()) {
                units.extend(c.encode_utf16(&mut [0; 2]).iter());
                end += length;
            } else if let Some((byte, length)) = octal(text, end + 1, 2).filter(|_| units.is_empty()) {
                bytes.push(byte);
                end += 1 + length;
            } else {
                break;
            }
        }
        if end > start {
            coded = true;
            let meaning = if bytes.is_empty() { String::from_utf16_lossy(&units) } else { bytes_to_text(&bytes) };
            edits.push(Edit { source: start..end, text: meaning });
            at = end;
            continue;
        }
        let meaning = match raw.get(at) {
            Some(b'n' | b'r' | b't' | b'f' | b'b') => " ",
            Some(b'"') => "\"",
            Some(b'/') => "/",
            Some(b'\'') => "'",
            Some(b'\\') => "\\",
            _ => continue,
        };
        edits.push(Edit { source: start..at + 1, text: meaning.into() });
        at += 1;
    }
    rewrite(if coded { "unicode-escape" } else { "json-string" }, text, edits, &mut out.decoded);
}

/// A byte in so many octal digits and no more: with two, `\56`, it is a sign or digit, as no path has after its backslash.
fn octal(text: &str, at: usize, len: usize) -> Option<(u8, usize)> {
    let digits = text.get(at..at + len).filter(|digits| digits.bytes().all(|b| matches!(b, b'0'..=b'7')))?;
    let byte = u8::from_str_radix(digits, 8).ok()?;
    (len == 3 || byte.is_ascii_punctuation() || byte.is_ascii_digit() || byte == b' ').then_some((byte, len))
}

/// Six digits as a style sheet writes a letter, such as `\\0000e6`: three octal ones would be nothing.
fn six(text: &str, at: usize) -> Option<char> {
    let code = hex(text, at, 6).filter(|_| text[at..].starts_with("000"))?;
    char::from_u32(code).filter(|c| !c.is_control())
}

/// `\u{e6}`, `\U000000e6`, and the escapes of CSS with the blank that ends them; gives the character and the length.
fn long(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('\\')?;
    let code = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    if let Some(inner) = body.strip_prefix("u{") {
        let end = inner.find('}').filter(|end| (1..=6).contains(end))?;
        return Some((code(&inner[..end])?, end + 4));
    }
    if let Some(digits) = body.strip_prefix('U').and_then(|rest| rest.get(..8)) {
        return Some((code(digits)?, 10));
    }
    let digits = body.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    let blank = usize::from(body.as_bytes().get(digits) == Some(&b' '));
    // Two digits or more, so that a path such as `C:\a` stays one.
    (digits >= 2 && (blank == 1 || digits == 6))
        .then(|| code(&body[..digits]))
        .flatten()
        .map(|c| (c, 1 + digits + blank))
}

fn hex(text: &str, at: usize, len: usize) -> Option<u32> {
    let digits = text.get(at..at + len)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}
