//! Multipart bodies, as forms with files are sent in: each part with its name, file name and content.

use crate::extraction::Part;
use crate::extraction::envelope;
use crate::extraction::work::{Input, Work, find};

/// Parts that are read.
const PARTS: usize = 10_000;

/// Whether bytes are a multipart body: a boundary line, then a header of a part.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"--") {
        return false;
    }
    let head = &bytes[..bytes.len().min(512)];
    let Some(line) = head.iter().position(|b| *b == b'\n') else { return false };
    head[line + 1..].len() > 8 && head[line + 1..].get(..8).is_some_and(|h| h.eq_ignore_ascii_case(b"content-"))
}

/// Reads each part in turn.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let bytes = input.bytes;
    let Some(line) = bytes.iter().position(|b| *b == b'\n').filter(|_| bytes.starts_with(b"--")) else {
        return Err("could not be read as multipart: its boundary is missing".into());
    };
    let mut boundary = bytes[..line].to_vec();
    while boundary.last().is_some_and(u8::is_ascii_whitespace) {
        boundary.pop();
    }
    let mut at = 0;
    for number in 1..=PARTS {
        let Some(start) = find(bytes, &boundary, at) else { break };
        let start = start + boundary.len();
        if bytes[start..].starts_with(b"--") || work.stopped_now() {
            return Ok(());
        }
        let end = find(bytes, &boundary, start).unwrap_or(bytes.len());
        at = end;
        part(input, work, number, start, end);
    }
    Ok(())
}

fn part(input: &Input<'_>, work: &mut Work<'_>, number: usize, start: usize, end: usize) {
    let bytes = &input.bytes[start..end];
    let (head, body) = match (find(bytes, b"\r\n\r\n", 0), find(bytes, b"\n\n", 0)) {
        (Some(a), Some(b)) if b < a => (b, b + 2),
        (Some(a), _) => (a, a + 4),
        (None, Some(b)) => (b, b + 2),
        (None, None) => (bytes.len(), bytes.len()),
    };
    let place = format!("part[{number}]");
    let header = super::super::charset::decode(&bytes[..head], "", "").0.into_owned();
    let mut media_type = String::new();
    let mut name = String::new();
    for line in header.lines().filter(|l| !l.trim().is_empty()) {
        let (field, value) = line.split_once(':').unwrap_or(("", line));
        if field.trim().eq_ignore_ascii_case("content-type") {
            media_type = envelope::media_type(value);
        }
        let names = if field.trim().eq_ignore_ascii_case("content-disposition") {
            envelope::file_names(value)
        } else {
            Vec::new()
        };
        if names.is_empty() {
            work.text(
                input,
                Part::Header,
                &format!("{place} > {}", field.trim().to_ascii_lowercase()),
                value.trim(),
                None,
            );
        }
        for found in names {
            work.text(input, Part::FileName, &format!("{place} > name"), found.as_str(), None);
            name = found;
        }
    }
    let mut content = &bytes[body.min(bytes.len())..];
    for ending in [&b"\r\n"[..], b"\n"] {
        if let Some(cut) = content.strip_suffix(ending) {
            content = cut;
            break;
        }
    }
    let mut nested = input.inside(content, &place);
    nested.media_type = &media_type;
    nested.name = &name;
    nested.offset = input.offset.map(|o| o + (start + body) as u64);
    work.nested(&nested);
}
