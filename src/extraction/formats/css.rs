//! CSS: the source as it stands, what it writes onto the page (`content`), and addresses.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Something in a style sheet that is more than looks.
pub(super) enum Value {
    /// Text of a `content` property.
    Content(String),
    /// Address of an `url()` or `@import`.
    Address(String),
}

/// Reads a style sheet.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let span = exact.and_then(|e| input.span(e, e + text.len()));
    work.text(input, Part::Source, "stylesheet", text.as_ref(), span);
    for (index, value) in values(&text).into_iter().enumerate() {
        if work.stopped() {
            break;
        }
        match value {
            Value::Content(content) => {
                work.text(input, Part::VisibleText, &format!("content[{}]", index + 1), content, None)
            }
            Value::Address(address) => {
                let place = format!("url[{}]", index + 1);
                if address.starts_with("data:") {
                    work.nested_value(input, &place, &address);
                } else {
                    work.text(input, Part::ImageLink, &place, address, None);
                }
            }
        }
    }
    Ok(())
}

fn words() -> &'static AhoCorasick {
    static WORDS: OnceLock<AhoCorasick> = OnceLock::new();
    WORDS.get_or_init(|| AhoCorasick::new(["url(", "content", "@import"]).expect("three short words always build"))
}

/// The texts and addresses of a style sheet or inline style.
pub(super) fn values(style: &str) -> Vec<Value> {
    let mut found = Vec::new();
    if !style.contains("url(") && !style.contains("content") && !style.contains("@import") {
        return found;
    }
    let mut rest = style;
    // Position by position over the three words that matter; each search goes forward only.
    while let Some(at) = words().find(rest).map(|m| m.start()) {
        let here = &rest[at..];
        if let Some(inside) = here.strip_prefix("url(") {
            let inside = inside.trim_start();
            let (address, used) = match inside.chars().next() {
                Some(q @ ('"' | '\'')) => quoted(&inside[1..], q),
                _ => {
                    let end = inside.find(')').unwrap_or(inside.len());
                    (inside[..end].trim().to_owned(), end)
                }
            };
            if !address.is_empty() {
                found.push(Value::Address(address));
            }
            let skipped = here.len() - inside.len();
            rest = &here[(skipped + used).clamp(4, here.len())..];
        } else if let Some(after) = here.strip_prefix("@import") {
            let inside = after.trim_start();
            if let Some(q @ ('"' | '\'')) = inside.chars().next() {
                found.push(Value::Address(quoted(&inside[1..], q).0));
            }
            rest = after;
        } else {
            let after = &here["content".len()..];
            let value = after.trim_start();
            if let Some(value) = value.strip_prefix(':') {
                let end = value.find([';', '}']).unwrap_or(value.len()).max(end_of_quotes(value));
                let mut text = String::new();
                let mut part = &value[..end.min(value.len())];
                while let Some(start) = part.find(['"', '\'']) {
                    let quote = if part.as_bytes()[start] == b'"' { '"' } else { '\'' };
                    let (piece, used) = quoted(&part[start + 1..], quote);
                    text.push_str(&piece);
                    part = part.get(start + 1 + used + 1..).unwrap_or_default();
                }
                if !text.trim().is_empty() {
                    found.push(Value::Content(text));
                }
            }
            rest = after;
        }
        if found.len() > 100_000 {
            break;
        }
    }
    found
}

/// Where a value ends that begins with a quote: a semicolon inside of quotes ends nothing.
fn end_of_quotes(value: &str) -> usize {
    let trimmed = value.trim_start();
    match trimmed.chars().next() {
        Some(q @ ('"' | '\'')) => value.len() - trimmed.len() + quoted(&trimmed[1..], q).1 + 2,
        _ => 0,
    }
}

/// Text up to the closing quote, CSS escapes undone; and how many bytes it took.
fn quoted(text: &str, quote: char) -> (String, usize) {
    let mut out = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return (out, at);
        }
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut number = String::new();
        while let Some((_, digit)) = chars.peek() {
            if digit.is_ascii_hexdigit() && number.len() < 6 {
                number.push(*digit);
                chars.next();
            } else {
                break;
            }
        }
        if number.is_empty() {
            if let Some((_, escaped)) = chars.next() {
                out.push(escaped);
            }
        } else {
            if chars.peek().is_some_and(|(_, c)| c.is_whitespace()) {
                chars.next();
            }
            out.extend(u32::from_str_radix(&number, 16).ok().and_then(char::from_u32));
        }
    }
    (out, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_content_and_addresses_are_read_with_escapes_undone() {
        let css = r#".a::after { content: "F\61 tima; ok" } .b{background:url( 'p/fatima.png' )} @import "x.css"; .c{background:url(q.png)}"#;
        let texts: Vec<String> = values(css)
            .into_iter()
            .map(|v| match v {
                Value::Content(t) => format!("content {t}"),
                Value::Address(a) => format!("address {a}"),
            })
            .collect();
        assert_eq!(texts, ["content Fatima; ok", "address p/fatima.png", "address x.css", "address q.png"]);
    }
}
