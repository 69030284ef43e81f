//! JSON: every key and value with its pointer and span. Our own reader, because others drop duplicate keys, keep no
//! offsets, and give up on the first fault; it is a loop with a stack of its own, so depth costs no recursion.

mod scan;

use super::super::UnitSource;
use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

pub(crate) use scan::looks_like_json;
pub(super) use scan::unescape;

/// Reads one JSON document; what follows it, or what is damaged, as text and with a gap.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let start = guard_length(&text);
    work.out.segments.reserve(text.len());
    let mut reader = scan::Reader::new(input, exact.map(|e| e + start));
    match reader.run(&text[start..], work) {
        Ok(used) => {
            let rest = &text[start + used..];
            if rest.trim().is_empty() {
                return Ok(());
            }
            // Several documents one after the other, as streams send them.
            let mut at = start + used;
            let mut number = 1;
            while !text[at..].trim().is_empty() && !work.stopped() {
                let gap =
                    text[at..].len() - text[at..].trim_start_matches([' ', '\t', '\r', '\n', ',', ';', '\u{1e}']).len();
                at += gap;
                if text[at..].is_empty() {
                    break;
                }
                let mut inner = input.inside(input.bytes, &format!("document[{number}]"));
                inner.offset = input.offset;
                match scan::Reader::new(&inner, exact.map(|e| e + at)).run(&text[at..], work) {
                    Ok(0) => break,
                    Ok(used) => at += used,
                    Err(_) => break,
                }
                number += 1;
            }
            if !text[at..].trim().is_empty() {
                let span = exact.and_then(|e| input.span(e + at, e + text.len()));
                work.text(input, Part::Data, "trailing", &text[at..], span);
            }
            Ok(())
        }
        Err(at) => {
            // Nothing is lost: the whole text is kept, since the pointers stop at the fault.
            let span = exact.and_then(|e| input.span(e, e + text.len()));
            work.text(input, Part::Data, "", text.as_ref(), span);
            if input.media_type.contains("json") && input.prefix.is_empty() {
                work.out.remarks.push(format!("unit: JSON is damaged at character {at}; read as text from there"));
            }
            Ok(())
        }
    }
}

/// Reads text as JSON where all of it is JSON; otherwise takes nothing and says so.
pub(crate) fn read_strictly(input: &Input<'_>, text: &str, work: &mut Work<'_>) -> bool {
    let before = work.mark();
    let start = guard_length(text);
    let whole = scan::Reader::new(input, Some(start)).run(&text[start..], work).is_ok_and(|used| {
        let rest = text[start + used..].trim_matches([';', ' ', '\n', '\r', '\t']);
        rest.is_empty()
    });
    if !whole {
        work.back_to(&before);
    }
    whole
}

/// Reads the JSON value at the start of `text`; how many bytes it took, or nothing where it is none.
pub(crate) fn read_prefix(input: &Input<'_>, text: &str, work: &mut Work<'_>) -> Option<usize> {
    let before = work.mark();
    match scan::Reader::new(input, Some(0)).run(text, work) {
        Ok(used) => Some(used),
        Err(_) => {
            work.back_to(&before);
            None
        }
    }
}

/// Reads one JSON document a line; other lines are text. Frames say themselves whether they are text or base64.
pub(crate) fn read_lines(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        if work.stopped() {
            break;
        }
        let shift = start + (line.len() - line.trim_start().len());
        let place = format!("line[{}]", number + 1);
        let mut inner = input.inside(trimmed.as_bytes(), "");
        inner.prefix = format!("{}{place}", input.prefix);
        inner.offset = exact.and_then(|e| input.span(e + shift, 0)).map(|s| s.0);
        if looks_like_json(trimmed.as_bytes()) && read_strictly(&inner, trimmed, work) {
            if input.source == UnitSource::Frames {
                frame_bytes(&inner, trimmed, work);
            }
            continue;
        }
        let span = inner.offset.map(|o| (o, o + trimmed.len() as u64));
        work.text(input, Part::PlainText, &place, trimmed, span);
    }
    Ok(())
}

/// A binary frame is kept as base64, however short: what it holds is read too.
fn frame_bytes(input: &Input<'_>, line: &str, work: &mut Work<'_>) {
    let Ok(serde_json::Value::Object(frame)) = serde_json::from_str(line) else { return };
    if let Some(serde_json::Value::String(encoded)) = frame.get("base64")
        && let Some(bytes) = super::data_url::base64(encoded)
    {
        work.expand(bytes.len());
        let mut nested = input.inside(&bytes, "/base64");
        nested.part = Some(Part::Frame);
        work.nested(&nested);
    }
}

/// Whether text is one JSON document a line: the first line is whole and another follows.
pub(crate) fn is_lines(head: &str) -> bool {
    let mut lines = head.lines().filter(|l| !l.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    second.trim_start().starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok()
}

/// Length of the guard that some interfaces put before JSON against inclusion as a script.
fn guard_length(text: &str) -> usize {
    for guard in [")]}',", ")]}'", "for(;;);", "for (;;);", "while(1);", "while (1);"] {
        if text.trim_start().starts_with(guard) {
            let skipped = text.len() - text.trim_start().len() + guard.len();
            return skipped;
        }
    }
    0
}

#[cfg(test)]
mod tests;
