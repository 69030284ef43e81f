//! One compressed file: bzip2, xz, lzma, Zstandard and zlib, each through the reader of a library, within the bounds.

use std::io::Read;

use super::gzip::inflate;
use crate::extraction::work::{Input, Work};

/// Memory that a dictionary may take, in KiB.
pub(super) const DICTIONARY_KIB: u32 = 128 * 1024;

/// Whether bytes are a compressed file of one of these kinds.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    kind(bytes).is_some()
}

#[derive(Clone, Copy)]
enum Kind {
    Bzip2,
    Xz,
    Lzma,
    Zstandard,
    Zlib,
}

fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => Some(Kind::Bzip2),
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Kind::Xz),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Kind::Zstandard),
        // No mark, but a dictionary of some megabytes at most and a length that is unknown or possible.
        [0x5D, 0, 0, _, 0..=8, size @ ..] if size.len() > 8 => {
            let size = size.first_chunk::<8>().map(|s| u64::from_le_bytes(*s))?;
            (size == u64::MAX || size < 1 << 40).then_some(Kind::Lzma)
        }
        [0x78, 0x01 | 0x5E | 0x9C | 0xDA, ..] => {
            // Two bytes are little of a mark: what they begin must unfold.
            let mut some = [0u8; 16];
            let mut decoder = flate2::read::ZlibDecoder::new(bytes);
            matches!(decoder.read(&mut some), Ok(n) if n > 0).then_some(Kind::Zlib)
        }
        _ => None,
    }
}

/// Reads the content in turn.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let bytes = input.bytes;
    let no_head = |e: &dyn std::fmt::Display| format!("could not be unpacked: {e}");
    let (name, (content, fault)) = match kind(bytes).ok_or_else(|| no_head(&"its head is damaged"))? {
        Kind::Bzip2 => ("bzip2", inflate(&mut bzip2::read::MultiBzDecoder::new(bytes), work)),
        Kind::Xz => ("xz", inflate(&mut lzma_rust2::XzReader::new_mem_limit(bytes, true, DICTIONARY_KIB), work)),
        Kind::Lzma => {
            let mut decoder =
                lzma_rust2::LzmaReader::new_mem_limit(bytes, DICTIONARY_KIB, None).map_err(|e| no_head(&e))?;
            ("lzma", inflate(&mut decoder, work))
        }
        Kind::Zlib => ("zlib", inflate(&mut flate2::read::ZlibDecoder::new(bytes), work)),
        Kind::Zstandard => ("zstd", zstandard(bytes, work)),
    };
    let ending = input.name.rsplit_once('.').filter(|(_, e)| e.len() <= 4).map_or("", |(stem, _)| stem).to_owned();
    let mut nested = input.inside(&content, name);
    nested.name = &ending;
    work.nested(&nested);
    match fault {
        Some(reason) => Err(format!("could not be unpacked in full: {reason}")),
        None => Ok(()),
    }
}

/// Every frame, since the library's reader ends with the first.
fn zstandard(mut bytes: &[u8], work: &mut Work<'_>) -> (Vec<u8>, Option<String>) {
    let mut content = Vec::new();
    while !bytes.is_empty() {
        let mut decoder = match ruzstd::decoding::StreamingDecoder::new(&mut bytes) {
            Ok(decoder) => decoder,
            Err(e) => return (content, Some(e.to_string())),
        };
        let (more, fault) = inflate(&mut decoder, work);
        content.extend(more);
        if fault.is_some() {
            return (content, fault);
        }
    }
    (content, None)
}
