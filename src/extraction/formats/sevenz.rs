//! 7z archives: each member in turn, through `sevenz-rust2`, within the bounds of bytes and memory.

use std::io::Cursor;

use sevenz_rust2::{ArchiveReader, Password};

use super::gzip::inflate;
use super::packed::DICTIONARY_KIB;
use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Whether bytes are a 7z archive.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"7z\xBC\xAF\x27\x1C")
}

/// Reads each member in turn.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let mut archive =
        ArchiveReader::new_with_memory_limit(Cursor::new(input.bytes), Password::empty(), DICTIONARY_KIB as usize)
            .map_err(|e| format!("could not be opened as 7z: {e}"))?;
    archive.set_thread_count(1);
    let mut stopped = false;
    let read = archive.for_each_entries(|entry, content| {
        let place = format!("member {}", entry.name());
        work.text(input, Part::FileName, &place, entry.name(), None);
        if entry.is_directory() || !entry.has_stream() {
            return Ok(true);
        }
        let (bytes, fault) = inflate(content, work);
        let mut nested = input.inside(&bytes, &place);
        nested.name = entry.name();
        work.nested(&nested);
        if let Some(reason) = fault {
            work.gap(&input.place(&place), format_args!("could not be unpacked in full: {reason}"));
            stopped = true;
        }
        // What follows in the same block cannot be reached past a fault.
        Ok(!stopped)
    });
    match read {
        Ok(()) if !stopped => Ok(()),
        Ok(()) => Err("could not be read in full: a member could not be unpacked".into()),
        Err(e) => Err(format!("could not be unpacked in full: {e}")),
    }
}
