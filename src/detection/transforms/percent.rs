//! Percent encoding of addresses, UTF-8 or Latin-1.

use super::{Output, Transform};
use crate::detection::node::{Edit, bytes_to_text, rewrite};

pub(super) const TRANSFORM: Transform = Transform {
    name: "percent",
    doc: "Percent encoding, UTF-8, Latin-1 or %uXXXX, also doubled.",
    example: "?q=fatim%2561.alsayed72%40mail.example",
    counter_example: "?q=fatim%2562.alsayed72%40mail.example",
};

pub(super) fn decode(text: &str, out: &mut Output) {
    escaped_bytes("percent", b'%', text, out);
}

/// Reads escapes of the shape mark + two hexadecimal digits; a mark before a line break joins the lines.
pub(super) fn escaped_bytes(name: &'static str, mark: u8, text: &str, out: &mut Output) {
    let raw = text.as_bytes();
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(mark as char) {
        let start = at + found;
        let (mut end, mut bytes) = (start, Vec::new());
        while raw.get(end) == Some(&mark) {
            if let Some(byte) = raw.get(end + 1..end + 3).and_then(|h| hex::decode(h).ok()) {
                bytes.extend(byte);
                end += 3;
            } else if let (b'%', Some(b'u' | b'U'), Some(unit)) = (mark, raw.get(end + 1), text.get(end + 2..end + 6))
                && let Some(c) = u32::from_str_radix(unit, 16).ok().and_then(char::from_u32)
            {
                // The escapes of JavaScript's `escape`.
                bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
                end += 6;
            } else if mark == b'=' && raw[end + 1..].starts_with(b"\r\n") {
                end += 3;
            } else if mark == b'=' && raw[end + 1..].starts_with(b"\n") {
                end += 2;
            } else {
                break;
            }
        }
        if end > start {
            edits.push(Edit { source: start..end, text: bytes_to_text(&bytes) });
        }
        at = end.max(start + 1);
    }
    rewrite(name, text, edits, &mut out.decoded);
}
