//! WARC files (ISO 28500): every record; a kept answer is read with its headers, its transfer and content codings undone.

use std::io::Read;

use super::gzip::inflate;
use crate::extraction::Part;
use crate::extraction::work::{Input, Work, find};

/// Whether bytes are a WARC file; a compressed one is a gzip file first.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/1.") || bytes.starts_with(b"WARC/0.")
}

/// Reads each record in turn.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let mut at = 0;
    let mut number = 0;
    while at < input.bytes.len() {
        if work.stopped_now() {
            return Ok(());
        }
        let rest = &input.bytes[at..];
        if rest.starts_with(b"\r\n") {
            at += 2;
            continue;
        }
        if !sniff(rest) {
            return Err(format!("could not be read as WARC after record {number}: no record begins there"));
        }
        let cut = || format!("could not be read as WARC in full: record {} is cut", number + 1);
        let head_end = find(rest, b"\r\n\r\n", 0).ok_or_else(cut)? + 4;
        let head = String::from_utf8_lossy(&rest[..head_end]).into_owned();
        let field = |name: &str| {
            let mut lines = head.lines().filter_map(|l| l.split_once(':'));
            lines.find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_owned()).unwrap_or_default()
        };
        let length: usize = field("content-length").parse().map_err(|_| cut())?;
        let end = head_end.checked_add(length).filter(|end| *end <= rest.len()).ok_or_else(cut)?;
        number += 1;
        let place = format!("record[{number}]");
        work.text(input, Part::Source, &format!("{place} > head"), head.as_str(), input.span(at, at + head_end));
        let block = &rest[head_end..end];
        let kind = field("content-type").to_ascii_lowercase();
        if kind.starts_with("application/http") {
            message(block, &place, &field("warc-target-uri"), input, work);
        } else if !block.is_empty() {
            let media_type = kind.split(';').next().unwrap_or_default().trim().to_owned();
            let mut nested = input.inside(block, &place);
            // The fields of a record about other records.
            nested.media_type = if media_type == "application/warc-fields" { "text/plain" } else { &media_type };
            work.nested(&nested);
        }
        at += end;
    }
    Ok(())
}

/// A request or an answer.
fn message(block: &[u8], place: &str, url: &str, input: &Input<'_>, work: &mut Work<'_>) {
    let head_end = find(block, b"\r\n\r\n", 0).map_or(block.len(), |at| at + 4);
    let head = String::from_utf8_lossy(&block[..head_end]).into_owned();
    for line in head.lines().filter(|l| !l.is_empty()) {
        let name = line.split_once(':').map_or("first line", |(name, _)| name);
        work.text(input, Part::Header, &format!("{place} > {}", name.to_ascii_lowercase()), line, None);
    }
    let field = |name: &str| {
        let mut lines = head.lines().skip(1).filter_map(|l| l.split_once(':'));
        lines
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.trim().to_ascii_lowercase())
            .unwrap_or_default()
    };
    let mut body = block[head_end..].to_vec();
    if field("transfer-encoding").contains("chunked") {
        match unchunked(&body) {
            Some(whole) => body = whole,
            // Some archives keep the body whole and the header as it was; then nothing is lost.
            None if body.first().is_some_and(u8::is_ascii_hexdigit) => {
                work.gap(&input.place(place), "could not be put together: its chunks are damaged");
            }
            None => {}
        }
    }
    // Outermost coding last; what says nothing of itself but is gzip or zlib is known by its content.
    for coding in field("content-encoding").split(',').map(str::trim).rev() {
        let unpacked = match coding {
            "gzip" | "x-gzip" => inflate(&mut flate2::read::MultiGzDecoder::new(body.as_slice()), work),
            "deflate" if body.first() == Some(&0x78) => {
                inflate(&mut flate2::read::ZlibDecoder::new(body.as_slice()), work)
            }
            "deflate" => inflate(&mut flate2::read::DeflateDecoder::new(body.as_slice()), work),
            "br" => inflate(&mut brotli::Decompressor::new(body.as_slice(), 4096).take(u64::MAX), work),
            _ => continue,
        };
        // Some archives keep bodies decoded and the header as it was: then the body is taken as it is.
        if unpacked.1.is_none() || !unpacked.0.is_empty() {
            if let Some(reason) = unpacked.1 {
                work.gap(&input.place(place), format_args!("could not be unpacked in full: {reason}"));
            }
            body = unpacked.0;
        }
    }
    if body.is_empty() {
        return;
    }
    let declared = field("content-type");
    let (media_type, charset) = declared.split_once(';').map_or((declared.as_str(), ""), |(m, rest)| {
        (m, rest.split_once("charset=").map_or("", |(_, c)| c.trim_matches(['"', ' '])))
    });
    let mut nested = input.inside(&body, place);
    nested.media_type = media_type.trim();
    nested.charset = charset;
    nested.name = url;
    work.nested(&nested);
}

/// The body without the marks of its chunks; none where they are damaged.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let line_end = find(body, b"\r\n", 0)?;
        let line = std::str::from_utf8(&body[..line_end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        let start = line_end + 2;
        if length == 0 {
            return Some(whole);
        }
        let end = start.checked_add(length)?;
        whole.extend_from_slice(body.get(start..end)?);
        body = body.get(end + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together_and_damaged_ones_are_none() {
        assert_eq!(unchunked(b"3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n").as_deref(), Some(b"abcde".as_slice()));
        assert_eq!(unchunked(b"9\r\nabc\r\n0\r\n\r\n"), None);
    }
}
