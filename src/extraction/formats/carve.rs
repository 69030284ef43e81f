//! Text out of bytes of unknown format: runs of letters in 8 bit (UTF-8 or Windows-1252) and 16 bit.

use std::io::Read;
use std::ops::Range;

use crate::extraction::work::{Input, Work, find};
use crate::extraction::{Part, counted};

/// Shortest run that is kept, in characters.
const SHORTEST: usize = 4;
/// Files inside that are tried.
const TRIES: usize = 400;
/// Most bytes that come out of one packed piece.
const LARGEST_PACKED: u64 = 16 * 1024 * 1024;

/// Carves text; that the format is unknown is a gap.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let format = file_format::FileFormat::from_bytes(&input.bytes[..input.bytes.len().min(1 << 20)]);
    if raw_deflate(input, work) {
        return Ok(());
    }
    carve(input, input.part_or(Part::Carved), work);
    inside(input, work);
    if format.kind() != file_format::Kind::Font && input.bytes.len() >= 16 {
        let reason = if format == file_format::FileFormat::ArbitraryBinaryData {
            "could not be read: its format is unknown; runs of letters were searched".to_owned()
        } else {
            format!("could not be read as {}: no reader for it; runs of letters were searched", format.name())
        };
        // Fonts hold no words about anybody. A film or a voice does, and nobody here can watch or listen.
        work.gap(&input.prefix, reason);
    }
    Ok(())
}

/// A file that is nothing but deflated bytes, without a head that says so: it unfolds to its very end.
fn raw_deflate(input: &Input<'_>, work: &mut Work<'_>) -> bool {
    let mut some = [0u8; 64];
    let starts = flate2::read::DeflateDecoder::new(input.bytes).read(&mut some).is_ok_and(|n| n >= 16);
    if !starts || !some.iter().take(16).all(|b| *b == b'\n' || *b == b'\r' || *b >= b' ') {
        return false;
    }
    let mut decoder = flate2::bufread::DeflateDecoder::new(input.bytes);
    let (content, fault) = super::gzip::inflate(&mut decoder, work);
    if fault.is_some() || decoder.total_in() as usize + 16 < input.bytes.len() {
        return false;
    }
    work.nested(&input.inside(&content, "deflate"));
    true
}

/// Files that stand inside of bytes of an unknown format: pictures, documents, archives, and what was packed by zlib.
pub(super) fn inside(input: &Input<'_>, work: &mut Work<'_>) {
    let bytes = input.bytes;
    let (mut at, mut tries) = (0, 0);
    while at + 8 < bytes.len() && tries < TRIES && !work.stopped() {
        let here = &bytes[at..];
        let length = match here {
            [0xFF, 0xD8, 0xFF, ..] => jpeg_length(here),
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => {
                find(here, b"IEND", 8).map(|end| (end + 8).min(here.len()))
            }
            [b'G', b'I', b'F', b'8', ..]
            | [b'%', b'P', b'D', b'F', b'-', ..]
            | [b'P', b'K', 3, 4, ..]
            | [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Some(here.len()),
            [0x78, 0x01 | 0x5E | 0x9C | 0xDA, ..] => {
                tries += 1;
                packed(here, input, at, work)
            }
            _ => None,
        };
        match length {
            // What begins at the first byte is the file itself, which another reader had already.
            Some(length) if at > 0 && here[0] != 0x78 => {
                tries += 1;
                let mut nested = input.inside(&here[..length], &format!("offset[{at}]"));
                nested.offset = input.offset.map(|o| o + at as u64);
                work.nested(&nested);
                at += length;
            }
            Some(length) => at += length.max(1),
            None => at += 1,
        }
    }
    if tries >= TRIES {
        work.gap(
            &input.prefix,
            format_args!("more than {TRIES} files may stand inside; the others were not looked for"),
        );
    }
}

/// Reads what zlib packed in the bytes, where it comes to a sound end; how many bytes that were.
fn packed(bytes: &[u8], input: &Input<'_>, at: usize, work: &mut Work<'_>) -> Option<usize> {
    let mut decoder = flate2::bufread::ZlibDecoder::new(bytes);
    let mut content = Vec::new();
    let bound = work.expandable().min(LARGEST_PACKED);
    let sound = (&mut decoder).take(bound).read_to_end(&mut content).is_ok();
    if !sound || content.len() < SHORTEST {
        return None;
    }
    work.expand(content.len());
    if content.len() as u64 == bound {
        work.gap(&input.place(&format!("packed[{at}]")), "could not be unpacked in full: too much came out of it");
    }
    let length = usize::try_from(decoder.total_in()).unwrap_or(usize::MAX).min(bytes.len());
    work.nested(&input.inside(&content, &format!("packed[{at}]")));
    Some(length)
}

/// Where a JPEG that begins here ends: segment by segment, then the scan up to its end mark.
pub(super) fn jpeg_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let [0xFF, marker, rest @ ..] = bytes.get(at..)? else { return None };
        match marker {
            0xD9 => return Some(at + 2),
            0xFF => at += 1,
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
                at += 2 + length.max(2);
                if *marker == 0xDA {
                    // Inside of a scan a mark is followed by zero or counts restarts.
                    at += bytes.get(at..)?.windows(2).position(|w| w[0] == 0xFF && !matches!(w[1], 0 | 0xD0..=0xD7))?;
                }
            }
        }
    }
}

/// Takes all runs of letters.
pub(super) fn carve(input: &Input<'_>, part: Part, work: &mut Work<'_>) {
    narrow(input, part, work);
    for shift in [0, 1] {
        wide(input, part, shift, u16::from_le_bytes, work);
        wide(input, part, shift, u16::from_be_bytes, work);
    }
}

fn narrow(input: &Input<'_>, part: Part, work: &mut Work<'_>) {
    let bytes = input.bytes;
    let printable = |b: u8| (32..127).contains(&b) || b == b'\t' || b >= 0xA0;
    let mut at = 0;
    while at < bytes.len() && !work.stopped() {
        let Some(step) = bytes[at..].iter().position(|b| printable(*b)) else { break };
        let start = at + step;
        // Bytes 0x80..0x9F stand inside letters of UTF-8, never at their start.
        let end = bytes[start..].iter().position(|b| !(printable(*b) || *b >= 0x80)).map_or(bytes.len(), |n| start + n);
        at = end + 1;
        let run = &bytes[start..end];
        if run.len() < SHORTEST || run.iter().filter(|b| b.is_ascii_alphanumeric() || **b >= 0xC0).count() < SHORTEST {
            continue;
        }
        // Compressed bytes make short runs of signs: without a few plain letters in a row a run says nothing.
        if longest_word(run) < 3 {
            continue;
        }
        let whole = std::iter::once(start..end).chain(counted(bytes, start..end));
        for Range { start, end } in whole {
            let text = match std::str::from_utf8(&bytes[start..end]) {
                Ok(text) => text.to_owned(),
                Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[start..end]).0.into_owned(),
            };
            work.text(input, part, &format!("offset[{start}]"), text, input.span(start, end));
        }
    }
}

fn longest_word(run: &[u8]) -> usize {
    let mut longest = 0;
    let mut current = 0;
    for b in run {
        if b.is_ascii_alphanumeric() || matches!(b, b'@' | b'.' | b'-') {
            current += 1;
            longest = longest.max(current);
        } else {
            current = 0;
        }
    }
    longest
}

fn wide(input: &Input<'_>, part: Part, shift: usize, order: fn([u8; 2]) -> u16, work: &mut Work<'_>) {
    let is_big = order([0, 1]) == 1;
    let bytes = input.bytes.get(shift..).unwrap_or_default();
    let mut run = String::new();
    let mut start = 0;
    for (index, pair) in bytes.chunks(2).chain([&[0u8, 0][..]]).enumerate() {
        if index.is_multiple_of(4096) && work.stopped_now() {
            return;
        }
        let code = if pair.len() == 2 { order([pair[0], pair[1]]) } else { 0 };
        // Latin letters only: any pair of bytes is some sign of some script.
        let letter = char::from_u32(u32::from(code)).filter(|c| (' '..='\u{024F}').contains(c) && !c.is_control());
        if let Some(letter) = letter {
            if run.is_empty() {
                start = shift + index * 2;
            }
            run.push(letter);
        } else if !run.is_empty() {
            if run.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST
                && run.chars().filter(char::is_ascii).count() * 2 > run.chars().count()
                // Read the other way about it is the same word but for its ends: once is enough where it has them all.
                && !(is_big
                    && start > 0
                    && input.bytes[start - 1].is_ascii_alphanumeric()
                    && input.bytes.get(shift + index * 2) == Some(&0))
            {
                work.text(
                    input,
                    part,
                    &format!("offset[{start}] wide"),
                    run.as_str(),
                    input.span(start, shift + index * 2),
                );
            }
            run.clear();
        }
    }
}
