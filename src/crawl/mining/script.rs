//! Addresses in scripts: string and template literals, and strings joined with `+`.
//!
//! A lexer of strings is enough here: addresses stand in literals, and minified or broken code must be read as well.

use super::{Mined, Weight, text};
use crate::crawl::address::likeness;
use crate::crawl::slots::Pattern;

/// Mines the literals of a script.
pub(super) fn literals(source: &str, how: &str, mined: &mut Mined) {
    let chars: Vec<char> = source.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') && (at == 0 || chars[at - 1] != ':') => {
                let end = chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| at + n);
                comment(&chars[at + 2..end], mined);
                at = end;
            }
            '/' if chars.get(at + 1) == Some(&'*') => {
                let end = (at + 2..chars.len())
                    .find(|n| chars[*n] == '*' && chars.get(n + 1) == Some(&'/'))
                    .unwrap_or(chars.len());
                comment(&chars[(at + 2).min(end)..end], mined);
                at = end + 2;
            }
            quote @ ('"' | '\'' | '`') => {
                let (mut value, mut end) = literal(&chars, at, quote);
                let mut slots = 0;
                // `'/a' + '/b'` is one address, and `'/a/' + id + '/b'` one with a slot.
                while let Some((next, after)) = beside(&chars, end) {
                    value.push_str(&next);
                    end = after;
                    if value.len() > 2_000 {
                        break;
                    }
                }
                while let Some((next, after)) = joined(&chars, end) {
                    slots += 1;
                    value.push_str("{}");
                    value.push_str(&next);
                    end = after;
                    if slots > 5 || value.len() > 2_000 {
                        break;
                    }
                }
                take(&value, how, mined);
                at = end;
            }
            _ => at += 1,
        }
    }
}

fn take(value: &str, how: &str, mined: &mut Mined) {
    let start: String = value.replace("{}", "x");
    if value.contains("{}") || value.contains("/:") || value.contains('{') {
        if let Some(pattern) = Pattern::parse(value)
            && likeness(&start.replace(['{', '}'], "")).is_some()
            && !value.starts_with("{}")
        {
            mined.patterns.push(pattern);
        }
    } else if likeness(value).is_some() {
        mined.mention(value, how, Weight::Mentioned);
    } else if value.contains('<') && value.contains("href") {
        // HTML in a string.
        text::plain(value, how, mined);
    }
}

fn comment(chars: &[char], mined: &mut Mined) {
    let line: String = chars.iter().collect();
    if let Some((_, map)) = line.split_once("sourceMappingURL=") {
        mined.mention(map.split_whitespace().next().unwrap_or_default(), "source map", Weight::Mentioned);
    } else {
        text::plain(&line, "comment", mined);
    }
}

/// The value of a literal that starts at `at`, with `{}` for each `${...}`, and the place behind it.
fn literal(chars: &[char], at: usize, quote: char) -> (String, usize) {
    let mut value = String::new();
    let mut n = at + 1;
    while n < chars.len() {
        match chars[n] {
            '\\' => {
                let (c, next) = escape(chars, n + 1);
                value.extend(c);
                n = next;
                continue;
            }
            '\n' if quote != '`' => return (value, n),
            '$' if quote == '`' && chars.get(n + 1) == Some(&'{') => {
                value.push_str("{}");
                n = behind_braces(chars, n + 2);
                continue;
            }
            c if c == quote => return (value, n + 1),
            c => value.push(c),
        }
        n += 1;
    }
    (value, n)
}

fn escape(chars: &[char], at: usize) -> (Option<char>, usize) {
    let code = |from: usize, to: usize| {
        let digits: String = chars.get(from..to)?.iter().collect();
        char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
    };
    match chars.get(at) {
        Some('x') => (code(at + 1, at + 3), at + 3),
        Some('u') => (code(at + 1, at + 5), at + 5),
        Some('n' | 'r' | 't') => (Some(' '), at + 1),
        Some(c) => (Some(*c), at + 1),
        None => (None, at + 1),
    }
}

/// The place behind the closing brace of a `${`.
fn behind_braces(chars: &[char], from: usize) -> usize {
    let mut depth = 1;
    let end = (from + 500).min(chars.len());
    for (n, c) in chars[from.min(end)..end].iter().enumerate() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return from + n + 1;
        }
    }
    end
}

/// The literal that is joined directly to one that ends at `at`.
fn beside(chars: &[char], at: usize) -> Option<(String, usize)> {
    let plus = skip_blank(chars, at);
    let next = skip_blank(chars, plus + 1);
    match (chars.get(plus), chars.get(next)) {
        (Some('+'), Some(quote @ ('"' | '\'' | '`'))) => Some(literal(chars, next, *quote)),
        _ => None,
    }
}

/// What is joined to a literal that ends at `at`: the next literal (empty where the expression ends the address).
fn joined(chars: &[char], at: usize) -> Option<(String, usize)> {
    let mut n = skip_blank(chars, at);
    if chars.get(n) != Some(&'+') || matches!(chars.get(n + 1), Some('+' | '=')) {
        return None;
    }
    n = skip_blank(chars, n + 1);
    if matches!(chars.get(n), Some('"' | '\'' | '`') | None) {
        return None;
    }
    let mut depth = 0;
    let end = (n + 200).min(chars.len());
    while n < end {
        match chars[n] {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => depth -= 1,
            '+' if depth == 0 => {
                let next = skip_blank(chars, n + 1);
                return match chars.get(next) {
                    Some(quote @ ('"' | '\'' | '`')) => Some(literal(chars, next, *quote)),
                    _ => Some((String::new(), n)),
                };
            }
            '"' | '\'' | '`' if depth == 0 => return Some((String::new(), n)),
            ',' | ';' | ')' | ']' | '}' | '\n' | '{' | '?' | ':' | '=' if depth == 0 => {
                return Some((String::new(), n));
            }
            _ => {}
        }
        n += 1;
    }
    Some((String::new(), end))
}

fn skip_blank(chars: &[char], mut at: usize) -> usize {
    while chars.get(at).is_some_and(|c| c.is_whitespace()) {
        at += 1;
    }
    at
}
