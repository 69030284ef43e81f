//! ZIP and everything zipped: each member in turn, bounded in depth, in bytes, and in how far a member may swell.

use std::io::Cursor;

use ::zip::ZipArchive;

use super::office;
use crate::extraction::Part;
use crate::extraction::work::{Input, Work, find};

/// Members that are read.
const MEMBERS: usize = 20_000;

/// Whether bytes are a ZIP archive.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads each member in turn; an office document by the part that each member plays in it.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let before = bytes_before(input.bytes);
    if before > 0 {
        work.nested(&input.inside(&input.bytes[..before], "before"));
    }
    let mut archive =
        ZipArchive::new(Cursor::new(&input.bytes[before..])).map_err(|e| format!("could not be opened as ZIP: {e}"))?;
    let names: Vec<String> = (0..archive.len()).map(|i| member_name(&mut archive, i)).collect();
    let kind = office::kind(&names);
    if let Some(kind) = kind {
        work.note(&super::OFFICE);
        work.out.formats.push(kind.name());
        work.out.formats.dedup();
    }
    let comment = archive.comment().to_vec();
    if !comment.is_empty() {
        let text = super::super::charset::decode(&comment, "", "").0.into_owned();
        work.text(input, Part::DocumentMeta, "comment", text, None);
    }
    if archive.len() > MEMBERS {
        work.gap(
            &input.prefix,
            format_args!("could not be read in full: it has {} members, of which {MEMBERS} are read", archive.len()),
        );
    }
    let mut fault = None;
    let mut strings = office::SharedStrings::default();
    let mut order: Vec<usize> = (0..names.len()).collect();
    if kind.is_some() {
        // Cells point into the table of strings: it is needed before them, and its loose strings after them.
        order.sort_by_key(|i| !names[*i].eq_ignore_ascii_case(office::SHARED_STRINGS));
    }
    for index in order.into_iter().take(MEMBERS) {
        let name = &names[index];
        if work.stopped_now() {
            break;
        }
        let place = format!("member {name}");
        if kind.is_none() {
            work.text(input, Part::FileName, &place, name.as_str(), None);
        }
        let comment = archive.by_index_raw(index).map(|file| file.comment().to_owned()).unwrap_or_default();
        if !comment.is_empty() {
            work.text(input, Part::DocumentMeta, &format!("{place} > comment"), comment, None);
        }
        let content = match unpack(&mut archive, index, work) {
            Ok(content) => content,
            Err(reason) => {
                work.gap(&input.place(&place), reason);
                continue;
            }
        };
        let Some(content) = content else { continue };
        let mut nested = input.inside(&content, &place);
        nested.name = name;
        match kind {
            Some(kind) => office::read_member(kind, name, &nested, &mut strings, work),
            None => work.nested(&nested),
        }
        if work.expandable() == 0 {
            fault = Some(format!(
                "could not be read in full: more than {} MB came out of it",
                work.limits.expanded_bytes / (1024 * 1024)
            ));
            break;
        }
    }
    strings.take_loose(input, work);
    if find(input.bytes, b"PK\x03\x04", 0).is_none() && names.is_empty() && input.bytes.len() > 64 {
        fault = Some("could not be read: it names no members".into());
    }
    fault.map_or(Ok(()), Err)
}

/// How many bytes stand before the archive: where its list of members is, against where its end says that it is. Such
/// archives are sound (they unpack themselves, or are a picture too), and the offsets in them count from their own start.
pub(crate) fn bytes_before(bytes: &[u8]) -> usize {
    let lowest = bytes.len().saturating_sub(0x1_0000 + 22);
    let Some(end) = bytes[lowest..].windows(4).rposition(|w| w == b"PK\x05\x06").map(|at| lowest + at) else {
        return 0;
    };
    let number =
        |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
    let (size, offset) = (number(end + 12), number(end + 16));
    match end.checked_sub(size).and_then(|list| list.checked_sub(offset)) {
        Some(before) if bytes[before..].starts_with(b"PK\x03\x04") => before,
        _ => 0,
    }
}

/// The name of a member, in UTF-8 where it says so or is it, and else in the code page that fits.
fn member_name(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> String {
    match archive.by_index_raw(index) {
        Ok(file) => {
            let raw = file.name_raw();
            match std::str::from_utf8(raw) {
                Ok(name) => name.to_owned(),
                Err(_) => old_code_page(raw),
            }
        }
        Err(_) => format!("{index}"),
    }
}

/// Old DOS names: code page 850 is what Danish systems wrote; only the letters of the north matter in it.
fn old_code_page(raw: &[u8]) -> String {
    let dos = raw.iter().any(|b| matches!(b, 0x91 | 0x92 | 0x9B | 0x9D | 0x86 | 0x8F | 0x84 | 0x94 | 0x81 | 0x82))
        && !raw.iter().any(|b| matches!(b, 0xE0..=0xFF));
    if !dos {
        return super::super::charset::decode(raw, "", "").0.into_owned();
    }
    raw.iter()
        .map(|b| match b {
            0x91 => 'æ',
            0x92 => 'Æ',
            0x9B => 'ø',
            0x9D => 'Ø',
            0x86 => 'å',
            0x8F => 'Å',
            0x84 => 'ä',
            0x8E => 'Ä',
            0x94 => 'ö',
            0x99 => 'Ö',
            0x81 => 'ü',
            0x9A => 'Ü',
            0x82 => 'é',
            0x90 => 'É',
            0x8A => 'è',
            0x87 => 'ç',
            0xA4 => 'ñ',
            0xA0 => 'á',
            0xA1 => 'í',
            0xA2 => 'ó',
            0xA3 => 'ú',
            b if b.is_ascii() => *b as char,
            _ => '\u{FFFD}',
        })
        .collect()
}

/// The content of a member; nothing for folders.
fn unpack(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    work: &mut Work<'_>,
) -> Result<Option<Vec<u8>>, String> {
    let mut file = archive.by_index(index).map_err(|e| format!("could not be unpacked: {e}"))?;
    if file.is_dir() {
        return Ok(None);
    }
    if file.encrypted() {
        return Err("could not be unpacked: it is encrypted".into());
    }
    let (content, fault) = super::gzip::inflate(&mut file, work);
    match fault {
        // What came out before the fault is read all the same; the gap stands beside it.
        Some(reason) if content.is_empty() => Err(format!("could not be unpacked: {reason}")),
        Some(reason) => {
            let name = file.name().map(|n| n.into_owned()).unwrap_or_default();
            work.gap(&format!("member {name}"), format_args!("could not be unpacked in full: {reason}"));
            Ok(Some(content))
        }
        None => Ok(Some(content)),
    }
}
