//! UTF-8 that was read as Windows-1252.

use super::{Output, Transform};
use crate::detection::node::{Edit, rewrite};

pub(super) const TRANSFORM: Transform = Transform {
    name: "mojibake",
    doc: "UTF-8 that was read as Latin-1 or Windows-1252.",
    example: "Gl. Ã†blevej 17",
    counter_example: "Gl. Ã†blevej 18",
};

pub(super) fn decode(text: &str, out: &mut Output) {
    if text.is_ascii() {
        return;
    }
    let mut edits = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let Some(lead) = byte(c).filter(|b| (0xc2..=0xf4).contains(b)) else { continue };
        let want = if lead >= 0xf0 {
            3
        } else if lead >= 0xe0 {
            2
        } else {
            1
        };
        let mut bytes = vec![lead];
        let mut end = start + c.len_utf8();
        for (offset, next) in text[end..].char_indices().take(want) {
            match byte(next).filter(|b| (0x80..0xc0).contains(b)) {
                Some(b) => bytes.push(b),
                None => break,
            }
            if bytes.len() > want {
                end += offset + next.len_utf8();
            }
        }
        if let (true, Ok(meaning)) = (bytes.len() == want + 1, std::str::from_utf8(&bytes)) {
            edits.push(Edit { source: start..end, text: meaning.into() });
            while chars.next_if(|(o, _)| *o < end).is_some() {}
        }
    }
    rewrite("mojibake", text, edits, &mut out.decoded);
}

fn byte(c: char) -> Option<u8> {
    if c.is_ascii() {
        return None;
    }
    if (c as u32) < 0x100 {
        return Some(c as u8);
    }
    let mut text = [0; 4];
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut text));
    if lost { None } else { bytes.first().copied() }
}
