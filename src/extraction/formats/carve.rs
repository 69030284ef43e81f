//! Text out of bytes of unknown format: runs of letters in 8 bit (UTF-8 or Windows-1252) and 16 bit.

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Shortest run that is kept, in characters.
const SHORTEST: usize = 4;
/// Carves text; that the format is unknown is a gap.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let format = file_format::FileFormat::from_bytes(&input.bytes[..input.bytes.len().min(1 << 20)]);
    carve(input, input.part_or(Part::Carved), work);
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

/// Takes all runs of letters.
pub(super) fn carve(input: &Input<'_>, part: Part, work: &mut Work<'_>) {
    narrow(input, part, work);
    for shift in [0, 1] {
        wide(input, part, shift, work);
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
        let text = match std::str::from_utf8(run) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(run).0.into_owned(),
        };
        work.text(input, part, &format!("offset[{start}]"), text, input.span(start, end));
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

fn wide(input: &Input<'_>, part: Part, shift: usize, work: &mut Work<'_>) {
    let bytes = input.bytes.get(shift..).unwrap_or_default();
    let mut run = String::new();
    let mut start = 0;
    for (index, pair) in bytes.chunks(2).chain([&[0u8, 0][..]]).enumerate() {
        if index.is_multiple_of(4096) && work.stopped_now() {
            return;
        }
        let code = if pair.len() == 2 { u16::from_le_bytes([pair[0], pair[1]]) } else { 0 };
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
