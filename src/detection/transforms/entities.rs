//! HTML and XML character references.

use super::{Output, Transform};
use crate::detection::node::{Edit, rewrite};

pub(super) const TRANSFORM: Transform = Transform {
    name: "entities",
    doc: "HTML character references, named or numbered.",
    example: "f&#97;tima.alsayed72&commat;mail.example",
    counter_example: "f&#98;tima.alsayed72&commat;mail.example",
};

pub(super) fn decode(text: &str, out: &mut Output) {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('&') {
        let start = at + found;
        at = start + 1;
        let body = &text[at..];
        let len = body.bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        if len < 2 {
            continue;
        }
        let name = &body[..len];
        let closed = body.as_bytes().get(len) == Some(&b';');
        let meaning = if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            code.and_then(char::from_u32).map(String::from)
        } else if closed {
            html5ever::data::NAMED_ENTITIES.get(&body[..=len]).and_then(|&(a, b)| {
                let first = char::from_u32(a).filter(|_| a != 0)?;
                Some(std::iter::once(first).chain(char::from_u32(b).filter(|_| b != 0)).collect())
            })
        } else {
            None
        };
        if let Some(meaning) = meaning {
            let end = at + len + usize::from(closed);
            edits.push(Edit { source: start..end, text: meaning });
            at = end;
        }
    }
    rewrite("entities", text, edits, &mut out.decoded);
}
