//! Character references and line ends, where their meaning is beyond doubt.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;

/// Longest name of a reference that the standard has.
const LONGEST: usize = 32;

/// The text that a stretch of source stands for; `None` where a reference is written in a way that only the standard's
/// own rules for broken ones tell. In the value of an attribute, `&copy=` is part of an address.
pub(super) fn decode(source: &str, attribute: bool) -> Option<Cow<'_, str>> {
    let Some(first) = memchr::memchr2(b'&', b'\r', source.as_bytes()) else { return Some(Cow::Borrowed(source)) };
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    let mut next = Some(first);
    while let Some(at) = next {
        text.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        rest = if rest.as_bytes()[at] == b'\r' {
            text.push('\n');
            tail.strip_prefix('\n').unwrap_or(tail)
        } else {
            reference(tail, attribute, &mut text)?
        };
        next = memchr::memchr2(b'&', b'\r', rest.as_bytes());
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// Reads what follows an ampersand and returns what follows that.
fn reference<'s>(tail: &'s str, attribute: bool, text: &mut String) -> Option<&'s str> {
    let bytes = tail.as_bytes();
    if bytes.first() == Some(&b'#') {
        let (digits, radix) = match bytes.get(1) {
            Some(b'x' | b'X') => (&tail[2..], 16),
            _ => (&tail[1..], 10),
        };
        let len = digits.bytes().take(8).take_while(u8::is_ascii_hexdigit).count();
        let after = digits[len..].strip_prefix(';')?;
        let code = u32::from_str_radix(&digits[..len], radix).ok()?;
        if code < 0x20 && code != 0x09 && code != 0x0a || (0x7f..0xa0).contains(&code) {
            return None;
        }
        text.push(char::from_u32(code)?);
        return Some(after);
    }
    let len = bytes.iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    match bytes.get(len) {
        _ if len == LONGEST => return None,
        Some(b';') if len > 0 => {
            if let Some(&(first, second)) = NAMED_ENTITIES.get(&tail[..=len]).filter(|meaning| meaning.0 != 0) {
                text.push(char::from_u32(first)?);
                if second != 0 {
                    text.push(char::from_u32(second)?);
                }
                return Some(&tail[len + 1..]);
            }
        }
        Some(b'=') if attribute => {
            text.push('&');
            return Some(tail);
        }
        _ => {}
    }
    // A name that lacks its semicolon may still mean a letter: not for us to say.
    let named = |len: usize| NAMED_ENTITIES.get(&tail[..len]).is_some_and(|meaning| meaning.0 != 0);
    if (2..=len.min(6)).any(named) {
        return None;
    }
    text.push('&');
    Some(tail)
}
