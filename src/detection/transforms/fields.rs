//! A value in several fields of an address or a form that was sent: `vej=Gl.+%C3%86blevej&nr=17`.

use super::{Output, Transform};
use crate::detection::node::{Edit, rewrite};

pub(super) const TRANSFORM: Transform = Transform {
    name: "fields",
    doc: "A CPR number, a date or a street with its number in neighbouring fields of an address.",
    example: "/opslag?cpr1=751272&cpr2=1234",
    counter_example: "/opslag?cpr1=751272&cpr2=1235",
};

/// Characters of a number that is a part of a value, and of a name of a field.
const DIGITS: usize = 6;
const NAME: usize = 40;

pub(super) fn decode(text: &str, out: &mut Output) {
    let raw = text.as_bytes();
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('&') {
        let name = raw[at + 1..].iter().take(NAME).take_while(|b| !b"=&? \"'<>\n".contains(b)).count();
        let next = at + 1 + name + 1;
        if name == 0 || raw.get(next - 1) != Some(&b'=') {
            continue;
        }
        let before = raw[..at].iter().rev().take(NAME).take_while(|b| !b"=&? \"'<>\n".contains(b)).count();
        let behind = raw[next..].iter().take(NAME).take_while(|b| !b"=&#? \"'<>\n".contains(b)).count();
        if belong_together(&raw[at - before..at], &raw[next..next + behind]) {
            edits.push(Edit { source: at..next, text: " ".into() });
        }
    }
    rewrite("fields", text, edits, &mut out.decoded);
}

/// Whether two values may be parts of one: two years beside each other are a span of time, and make the number of a telephone.
fn belong_together(a: &[u8], b: &[u8]) -> bool {
    match (digits(a), digits(b)) {
        (Some(a), Some(b)) => a + b == 10 || a.min(b) <= 2 && a.max(b) <= 4,
        (None, None) => false,
        _ => !a.is_empty() && !b.is_empty(),
    }
}

/// How many digits a short number has.
fn digits(value: &[u8]) -> Option<usize> {
    let number = !value.is_empty() && value.len() <= DIGITS && value.iter().all(u8::is_ascii_digit);
    number.then_some(value.len())
}
