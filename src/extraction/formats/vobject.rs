//! Calendar entries and contact cards (RFC 5545, RFC 6350).

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Reads every property and parameter.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let mut component: Vec<String> = Vec::new();
    let mut counts = std::collections::HashMap::<String, usize>::new();
    let mut lines = Vec::<(usize, usize, String)>::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_end_matches(['\r', '\n']);
        // A line that begins with a space goes on with the one before; so does quoted-printable that ends in `=`.
        match lines.last_mut() {
            Some((_, end, whole)) if content.starts_with([' ', '\t']) => {
                whole.push_str(&content[1..]);
                *end = 0;
            }
            Some((_, end, whole))
                if whole.ends_with('=') && whole.to_ascii_uppercase().contains("QUOTED-PRINTABLE") =>
            {
                whole.pop();
                whole.push_str(content);
                *end = 0;
            }
            _ => lines.push((start, start + content.len(), content.to_owned())),
        }
    }
    for (start, end, line) in lines {
        if line.trim().is_empty() {
            continue;
        }
        if work.stopped() {
            break;
        }
        let split = split_outside_quotes(&line, ':');
        let (head, value) = split.map_or(("", line.as_str()), |at| (&line[..at], &line[at + 1..]));
        let mut pieces = pieces_outside_quotes(head).into_iter();
        let property = pieces.next().unwrap_or_default().to_ascii_uppercase();
        match property.as_str() {
            "BEGIN" => {
                let path = format!("{}/{}", component.join("/"), value.trim());
                let count = counts.entry(path).or_default();
                *count += 1;
                component.push(format!("{}[{count}]", value.trim().to_ascii_lowercase()));
                if component.len() > 64 {
                    return Err("could not be read in full: its components nest too deep".into());
                }
                continue;
            }
            "END" => {
                component.pop();
                continue;
            }
            _ => {}
        }
        let place =
            if component.is_empty() { property.clone() } else { format!("{} > {property}", component.join(" > ")) };
        let mut quoted_printable = false;
        for parameter in pieces {
            let (name, content) = parameter.split_once('=').unwrap_or(("", parameter));
            quoted_printable |= content.eq_ignore_ascii_case("QUOTED-PRINTABLE");
            let content = content.trim_matches('"');
            if !content.is_empty() {
                work.text(input, Part::Calendar, &format!("{place} > @{}", name.to_ascii_lowercase()), content, None);
            }
        }
        let decoded = if quoted_printable { decode_quoted_printable(value) } else { unescape(value) };
        let exact_span = exact
            .filter(|_| end > 0 && decoded == value)
            .and_then(|e| input.span(e + start + line.len() - value.len(), e + end));
        work.text(input, Part::Calendar, &place, decoded.as_str(), exact_span);
        work.nested_value(input, &place, &decoded);
    }
    Ok(())
}

fn split_outside_quotes(line: &str, sign: char) -> Option<usize> {
    let mut quoted = false;
    line.char_indices()
        .find(|(_, c)| {
            quoted ^= *c == '"';
            *c == sign && !quoted
        })
        .map(|(at, _)| at)
}

fn pieces_outside_quotes(head: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = head;
    while let Some(at) = split_outside_quotes(rest, ';') {
        pieces.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    pieces.push(rest);
    pieces
}

fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

fn decode_quoted_printable(value: &str) -> String {
    // The same escapes as in addresses, with another sign; a real percent sign is kept.
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(&value.replace('%', "%25").replace('=', "%")).collect();
    super::super::charset::decode(&bytes, "", "").0.into_owned()
}
