//! Backslash escapes of JSON, JavaScript and CSS-free source: `\u00e6`, `\xe6`, `\346`, `\"`.

use super::{Output, Transform};
use crate::detection::node::{Edit, bytes_to_text, rewrite};

pub(super) const UNICODE: Transform = Transform {
    name: "unicode-escape",
    doc: "Backslash escapes with a code: \\uXXXX, \\xXX, octal.",
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
            } else if let Some(byte) =
                text.get(end + 1..end + 4).and_then(|t| u8::from_str_radix(t, 8).ok()).filter(|_| units.is_empty())
            {
                bytes.push(byte);
                end += 4;
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

fn hex(text: &str, at: usize, len: usize) -> Option<u32> {
    let digits = text.get(at..at + len)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}
