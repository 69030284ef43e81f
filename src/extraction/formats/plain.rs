//! Plain text, line by line, and the fields of an event stream.

use crate::extraction::work::{Input, Work};
use crate::extraction::{Part, Segment};

/// Reads plain text: one segment a line, joined as running text, since lines break inside of sentences.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let content = line.trim_end_matches(['\r', '\n']);
        if content.trim().is_empty() {
            continue;
        }
        if work.stopped() {
            break;
        }
        let span = exact.and_then(|e| input.span(e + start, e + start + content.len()));
        let place = input.place(&format!("line[{}]", number + 1));
        work.push(Segment {
            text: content.to_owned(),
            part: input.part_or(Part::PlainText),
            place: place.clone(),
            span,
            concealed: input.concealed,
            inline: false,
        });
        work.nested_value(input, &format!("line[{}]", number + 1), content);
    }
    Ok(())
}

/// Reads server-sent events.
pub(crate) fn read_events(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let mut at = 0;
    let mut data = String::new();
    let mut event = 1;
    for line in text.split_inclusive('\n').chain(["\n"]) {
        let start = at;
        at += line.len();
        let content = line.trim_end_matches(['\r', '\n']);
        if work.stopped() {
            break;
        }
        if content.is_empty() {
            // An event may spread one document over several lines.
            work.nested_value(input, &format!("event[{event}]"), &std::mem::take(&mut data));
            event += 1;
            continue;
        }
        let (field, value) = content.split_once(':').unwrap_or(("", content));
        let value_start = start + content.len() - value.len();
        if field == "data" {
            if !data.is_empty() {
                data.push('\n');
            }
            data.push_str(value.strip_prefix(' ').unwrap_or(value));
        }
        let span = exact.and_then(|e| input.span(e + value_start, e + value_start + value.len()));
        work.text(input, Part::Frame, &format!("event[{event}] > {field}"), value, span);
    }
    Ok(())
}
