//! Compound files: old Word, Excel and PowerPoint, Outlook messages. Their text is carved in 8 and 16 bit, which finds
//! all but what is compressed inside; a reader that knows their structure is not there, and the report says so.

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Whether bytes are a compound file.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// Carves its text.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    super::carve::carve(input, input.part_or(Part::DocumentText), work);
    work.gap(
        &input.prefix,
        "could not be read in full: an old Office or Outlook file, of which runs of letters were searched",
    );
    Ok(())
}
