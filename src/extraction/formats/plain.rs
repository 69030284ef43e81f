//! Plain text, paragraph by paragraph, and the fields of an event stream.

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Lines that are taken together at most: a longer stretch is a list or a log, whose lines are about different things.
const PARAGRAPH: usize = 30;

/// Reads plain text: one segment a paragraph, since lines break inside of names and addresses; one a line in long
/// stretches without an empty line.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').chain(["\n"]).enumerate() {
        if work.stopped() {
            return Ok(());
        }
        if !line.trim().is_empty() {
            lines.push((at, line.trim_end_matches(['\r', '\n'])));
        } else if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let (start, end) = (first.0, last.0 + last.1.len());
            let first_number = number - lines.len() + 1;
            if lines.len() <= PARAGRAPH {
                take(input, work, first_number, &text[start..end], start, exact);
            } else {
                for (index, (start, line)) in lines.iter().enumerate() {
                    take(input, work, first_number + index, line, *start, exact);
                }
            }
            lines.clear();
        }
        at += line.len();
    }
    Ok(())
}

fn take(input: &Input<'_>, work: &mut Work<'_>, number: usize, text: &str, start: usize, exact: Option<usize>) {
    let span = exact.and_then(|e| input.span(e + start, e + start + text.len()));
    let place = format!("line[{number}]");
    work.text(input, Part::PlainText, &place, text, span);
    work.nested_value(input, &place, text);
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
