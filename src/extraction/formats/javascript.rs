//! JavaScript: the source as it stands, strings as the program sees them (escapes undone, concatenations joined), and
//! JSON that was written into the program (`window.__STATE__ = {...}`, `push([...])`, `JSON.parse("...")`).

use super::json;
use crate::extraction::Part;
use crate::extraction::work::{Input, Work, floor_boundary};

/// JSON islands that are tried in one script.
const ISLANDS: usize = 500;
/// Bytes that are read again on either side of where a text was broken into pieces.
const SEAM: usize = 64;

/// Reads a script file.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let mut inner = input.inside(input.bytes, "");
    inner.prefix.clone_from(&input.prefix);
    inner.offset = exact.and_then(|e| input.span(e, e)).map(|s| s.0);
    read_source(&inner, &text, work);
    Ok(())
}

/// Reads a script; `input.offset` is where `text` stands in the unit, if it stands there as it is.
pub(super) fn read_source(input: &Input<'_>, text: &str, work: &mut Work<'_>) {
    let span = input.offset.map(|o| (o, o + text.len() as u64));
    let part = input.part_or(Part::Source);
    let mut inner = input.inside(input.bytes, "");
    inner.prefix.clone_from(&input.prefix);
    inner.part = Some(part);
    inner.offset = input.offset;
    work.text(&inner, part, "script", text, span);
    for (index, literal) in literals(text).into_iter().enumerate() {
        if work.stopped() {
            return;
        }
        let place = format!("literal[{}]", index + 1);
        work.text(&inner, part, &place, literal.as_str(), None);
        work.nested_value(&inner, &place, &literal);
    }
    islands(&inner, text, work);
}

/// JSON that begins right after `=`, `(`, `:` or `return`.
fn islands(input: &Input<'_>, text: &str, work: &mut Work<'_>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut tried = 0;
    let mut wasted = 0;
    while let Some(step) = bytes[at..].iter().position(|b| matches!(b, b'=' | b'(')) {
        at += step + 1;
        let start = at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        if !matches!(bytes.get(start), Some(b'{' | b'['))
            || !json::looks_like_json(&bytes[start..(start + 64).min(bytes.len())])
        {
            continue;
        }
        tried += 1;
        if tried > ISLANDS || wasted > 64 * 1024 * 1024 || work.stopped() {
            return;
        }
        let mut inner = input.inside(input.bytes, "");
        inner.prefix = format!("{}json[{tried}]!", input.prefix);
        inner.offset = input.offset.map(|o| o + start as u64);
        inner.part = input.part;
        match json::read_prefix(&inner, &text[start..], work) {
            Some(used) => at = start + used,
            None => wasted += 4096,
        }
        if at >= bytes.len() {
            return;
        }
    }
}

/// Strings as the program sees them, where that differs from the source: with escapes, or joined by `+`. Template
/// literals are given with their placeholders as they stand.
pub(super) fn literals(source: &str) -> Vec<String> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut chain = String::new();
    let mut pieces = 0;
    let mut escaped = false;
    let finish = |chain: &mut String, pieces: &mut usize, escaped: &mut bool, found: &mut Vec<String>| {
        if (*pieces > 1 || *escaped) && !chain.trim().is_empty() {
            found.push(std::mem::take(chain));
        }
        chain.clear();
        *pieces = 0;
        *escaped = false;
    };
    while at < bytes.len() && found.len() < 200_000 {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n);
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = source[at + 2..].find("*/").map_or(bytes.len(), |n| at + 2 + n + 2);
            }
            quote @ (b'"' | b'\'' | b'`') => {
                let mut end = at + 1;
                let mut raw_escape = false;
                while end < bytes.len() && bytes[end] != quote {
                    if bytes[end] == b'\\' {
                        raw_escape = true;
                        end += 1;
                    } else if bytes[end] == b'\n' && quote != b'`' {
                        break;
                    }
                    end += 1;
                }
                let end = end.min(bytes.len());
                if bytes.get(end) != Some(&quote) {
                    // An apostrophe in a regular expression or in text: no literal.
                    finish(&mut chain, &mut pieces, &mut escaped, &mut found);
                    at += 1;
                    continue;
                }
                let raw = &source[at + 1..end];
                chain.push_str(&if raw_escape { json::unescape(raw) } else { raw.to_owned() });
                escaped |= raw_escape;
                pieces += 1;
                at = end + 1;
            }
            b'+' | b' ' | b'\n' | b'\r' | b'\t' => at += 1,
            // `["Fa","tima"].join("")` is a concatenation too, and so is `.concat(`; a comma alone is not.
            _ => {
                if pieces > 0 {
                    finish(&mut chain, &mut pieces, &mut escaped, &mut found);
                }
                at += 1;
            }
        }
    }
    finish(&mut chain, &mut pieces, &mut escaped, &mut found);
    found
}

/// A long text that a server sends in one script after the other, and breaks anywhere.
#[derive(Default)]
pub(super) struct Handed {
    /// What the last piece was handed to, and its end.
    to: String,
    tail: String,
}

impl Handed {
    /// The text on either side of where it was broken before this script, where that goes on with it.
    pub fn seam(&mut self, source: &str) -> Option<String> {
        let (to, piece) = handed_on(source)?;
        let goes_on = self.to == to;
        let seam = goes_on.then(|| format!("{}{}", self.tail, &piece[..floor_boundary(&piece, SEAM)]));
        if !goes_on {
            to.clone_into(&mut self.to);
            self.tail.clear();
        }
        self.tail.push_str(&piece);
        self.tail.drain(..floor_boundary(&self.tail, self.tail.len().saturating_sub(SEAM)));
        seam
    }
}

/// The one string that a script does nothing with but hand it on, and to what: `self.__next_f.push([1,"..."])`.
fn handed_on(source: &str) -> Option<(&str, String)> {
    let call = source.trim().trim_end_matches(';').strip_suffix("])")?;
    let (to, arguments) = call.split_once(".push([")?;
    let number = arguments.find('"')?;
    let plain = to.len() <= 64 && arguments[..number].bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b' '));
    let text = serde_json::from_str(&arguments[number..]).ok().filter(|_| plain)?;
    Some((to, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_as_the_program_sees_them() {
        let source = r#"// don't
            var a = "plain", b = 'F\u0061tima', c = "Al-" + 'Say' + "ed", d = `S\xf8rensen`; /* 'x\n' */"#;
        assert_eq!(literals(source), ["Fatima", "Al-Sayed", "Sørensen"]);
    }
}
