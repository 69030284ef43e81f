//! Lists of character codes: `0x66, 0x61`, `66:61`, `102,97`, `01100110 01100001`, also inside `String.fromCharCode`.

use super::{Output, Transform};
use crate::detection::node::{Decoded, bytes_to_text};

pub(super) const TRANSFORM: Transform = Transform {
    name: "character-codes",
    doc: "One code for each character: hexadecimal, decimal or binary, with separators between them.",
    example: "String.fromCharCode(102,97,116,105,109,97,46,97,108,115,97,121,101,100,55,50,64,109,97,105,108,46,101,120,97,109,112,108,101)",
    counter_example: "String.fromCharCode(102,97,116,105,109,97,46,97,108,115,97,121,101,100,55,51,64,109,97,105,108,46,101,120,97,109,112,108,101)",
};

/// Shorter lists say nothing that could be told from numbers.
const FEWEST: usize = 6;
/// Fewer numbers make no list: of six codes of letters in hexadecimal digits, two may lack a decimal one.
pub(super) const FEWEST_NUMBERS: u32 = 4;
/// What may stand between two codes.
const BETWEEN: &str = " +,;:-\t\r\n[]()\"'|\\";

/// A number in the text, with what it may stand for.
struct Code<'a> {
    start: usize,
    end: usize,
    digits: &'a str,
    prefixed: bool,
    /// Whether a minus stands before it, and no digit before that.
    negative: bool,
}

pub(super) fn decode(text: &str, out: &mut Output) {
    let raw = text.as_bytes();
    let mut list: Vec<Code<'_>> = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        if !raw[at].is_ascii_hexdigit() {
            at += 1;
            continue;
        }
        let start = at;
        let prefixed = raw[at] == b'0' && matches!(raw.get(at + 1), Some(b'x' | b'X'));
        at += if prefixed { 2 } else { 0 };
        let from = at;
        while at < raw.len() && raw[at].is_ascii_hexdigit() {
            at += 1;
        }
        let negative = start > 0 && raw[start - 1] == b'-' && !(start > 1 && raw[start - 2].is_ascii_alphanumeric());
        let code = Code { start, end: at, digits: &text[from..at], prefixed, negative };
        let neighbour = list.last().is_none_or(|last| follows(&text[last.end..start]));
        let word =
            start > 0 && raw[start - 1].is_ascii_alphanumeric() || raw.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let fits = !word && matches!(code.digits.len(), 1..=5 | 8);
        if !neighbour || !fits {
            meaning(&list, out);
            list.clear();
        }
        if fits {
            list.push(code);
        }
    }
    meaning(&list, out);
}

fn follows(between: &str) -> bool {
    (1..=4).contains(&between.len()) && between.chars().all(|c| BETWEEN.contains(c))
}

/// Reads a list in each way in which all of its codes can be read.
fn meaning(list: &[Code<'_>], out: &mut Output) {
    if list.len() < FEWEST {
        return;
    }
    let source = list[0].start..list[list.len() - 1].end;
    let mut push = |text: String| out.decoded.push(Decoded::opaque("character-codes", text, source.clone()));
    let read = |radix: u32| -> Option<Vec<u32>> {
        list.iter().map(|code| u32::from_str_radix(code.digits, radix).ok()).collect()
    };
    if list.iter().all(|c| c.digits.len() == 8) {
        if let Some(bytes) = read(2).and_then(|codes| bytes(&codes)) {
            push(bytes_to_text(&bytes));
        }
        return;
    }
    if list.iter().any(|c| c.digits.len() == 8) {
        return;
    }
    if list.iter().all(|c| c.digits.len() <= 2)
        && let Some(bytes) = read(16).and_then(|codes| bytes(&codes))
    {
        push(bytes_to_text(&bytes));
    }
    if !list.iter().any(|c| c.prefixed)
        && let Some(codes) = read(10)
    {
        // Some languages have bytes with a sign.
        let signed = list.iter().any(|c| c.negative) && codes.iter().all(|c| *c <= 128);
        let sign = |(code, c): (&Code<'_>, &u32)| if signed && code.negative { 256 - c } else { *c };
        let codes: Vec<u32> = list.iter().zip(&codes).map(sign).collect();
        match bytes(&codes) {
            Some(bytes) => push(bytes_to_text(&bytes)),
            None => push(codes.iter().filter_map(|c| char::from_u32(*c)).collect()),
        }
    }
}

/// The codes as bytes of a text; none where they are no text.
fn bytes(codes: &[u32]) -> Option<Vec<u8>> {
    codes.iter().map(|c| u8::try_from(*c).ok().filter(|b| *b >= 9)).collect()
}
