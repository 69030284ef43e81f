//! Addresses with a tag that many providers ignore: mail to `fatima+job@mail.example` comes to `fatima@mail.example`.

use super::{Output, Transform};
use crate::detection::node::{Edit, rewrite};

pub(super) const TRANSFORM: Transform = Transform {
    name: "plus-address",
    doc: "A tag behind a plus in the local part of an address.",
    example: "fatima.alsayed72+job@mail.example",
    counter_example: "anders.alsen72+job@mail.example",
};

/// Characters of the longest tag.
const LONGEST: usize = 64;

pub(super) fn decode(text: &str, out: &mut Output) {
    let raw = text.as_bytes();
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('+') {
        let inside = at > 0 && raw[at - 1].is_ascii_alphanumeric();
        let tag =
            raw[at + 1..].iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || b"._-".contains(b)).count();
        if inside && tag > 0 && raw.get(at + 1 + tag) == Some(&b'@') {
            edits.push(Edit { source: at..at + 1 + tag, text: String::new() });
        }
    }
    rewrite("plus-address", text, edits, &mut out.decoded);
}
