//! tar: 512-byte headers, then contents. Written here, since the format is a page long and nothing is unpacked to disk.

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Whether bytes are a tar archive.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

/// Reads each member in turn.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let bytes = input.bytes;
    let mut at = 0;
    let mut long_name: Option<String> = None;
    while let Some(header) = bytes.get(at..at + 512) {
        if header.iter().all(|b| *b == 0) {
            return Ok(());
        }
        if work.stopped_now() {
            return Ok(());
        }
        let Some(size) = octal(&header[124..136]) else {
            return Err("could not be read as tar in full: a size is damaged".into());
        };
        let start = at + 512;
        let end = usize::try_from(size).ok().and_then(|s| start.checked_add(s)).filter(|e| *e <= bytes.len());
        let Some(end) = end else { return Err("could not be read as tar in full: it is cut".into()) };
        let content = &bytes[start..end];
        let field = |range: std::ops::Range<usize>| {
            let raw = &header[range];
            let raw = &raw[..raw.iter().position(|b| *b == 0).unwrap_or(raw.len())];
            super::super::charset::decode(raw, "", "").0.into_owned()
        };
        let short = if header[345] == 0 { field(0..100) } else { format!("{}/{}", field(345..500), field(0..100)) };
        let kind = header[156];
        at = end.div_ceil(512) * 512;
        if kind == b'L' || kind == b'K' {
            long_name = Some(String::from_utf8_lossy(content).trim_end_matches('\0').to_owned());
            continue;
        }
        if kind == b'x' || kind == b'g' {
            work.text(input, Part::DocumentMeta, "extended header", String::from_utf8_lossy(content), None);
            continue;
        }
        let name = long_name.take().unwrap_or(short);
        let place = format!("member {name}");
        work.text(input, Part::FileName, &place, name.as_str(), None);
        for (label, range) in [("owner", 265..297), ("group", 297..329), ("link", 157..257)] {
            let value = field(range);
            if !value.is_empty() && value != "root" {
                work.text(input, Part::DocumentMeta, &format!("{place} > {label}"), value, None);
            }
        }
        if !content.is_empty() {
            let mut nested = input.inside(content, &place);
            nested.name = &name;
            nested.offset = input.offset.map(|o| o + start as u64);
            work.nested(&nested);
        }
    }
    Ok(())
}

fn octal(field: &[u8]) -> Option<u64> {
    let text: String = field.iter().map(|b| *b as char).filter(char::is_ascii_digit).collect();
    if text.is_empty() { Some(0) } else { u64::from_str_radix(&text, 8).ok() }
}
