//! Texts that a script puts together: `"fatima." + "alsayed"`.

use super::{Output, Transform};
use crate::detection::node::{Edit, rewrite};

pub(super) const TRANSFORM: Transform = Transform {
    name: "concatenated",
    doc: "String literals that a script joins with + or a dot, and lists of single letters.",
    example: r#"var a = "fatima." + "alsayed72" + '@' + "mail.example";"#,
    counter_example: r#"var a = "fatima." + "alsayed73" + '@' + "mail.example";"#,
};

pub(super) fn decode(text: &str, out: &mut Output) {
    let raw = text.as_bytes();
    let mut edits = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        if !is_quote(raw[at]) {
            at += 1;
            continue;
        }
        let joint = blank(raw, at + 1);
        if matches!(raw.get(joint), Some(b'+' | b'.' | b'&')) {
            let next = blank(raw, joint + 1);
            if raw.get(next).copied().is_some_and(is_quote) {
                edits.push(Edit { source: at..next + 1, text: String::new() });
                at = next + 1;
                continue;
            }
        }
        // A list of single letters, as `split('')` makes it.
        if raw.get(joint) == Some(&b',') && is_one_letter(text[..at].chars().rev()) {
            let next = blank(raw, joint + 1);
            if raw.get(next).copied().is_some_and(is_quote) && is_one_letter(text[next + 1..].chars()) {
                edits.push(Edit { source: at..next + 1, text: String::new() });
                at = next + 1;
                continue;
            }
        }
        at += 1;
    }
    rewrite("concatenated", text, edits, &mut out.decoded);
}

/// Whether one letter stands before a quote.
fn is_one_letter(mut chars: impl Iterator<Item = char>) -> bool {
    chars.nth(1).is_some_and(|c| u8::try_from(c).is_ok_and(is_quote))
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

fn blank(raw: &[u8], from: usize) -> usize {
    from + raw[from..].iter().take_while(|b| b.is_ascii_whitespace()).count()
}
