//! gzip: the content, and what the header says about the file.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Whether bytes are gzip.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B, 8])
}

/// Reads the content in turn.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let mut decoder = MultiGzDecoder::new(input.bytes);
    if let Some(header) = decoder.header() {
        for (part, place, text) in
            [(Part::FileName, "name", header.filename()), (Part::DocumentMeta, "comment", header.comment())]
        {
            if let Some(text) = text {
                let text = super::super::charset::decode(text, "", "").0.into_owned();
                work.text(input, part, place, text, None);
            }
        }
    }
    let (content, fault) = inflate(&mut decoder, work);
    let name = input.name.strip_suffix(".gz").unwrap_or("").to_owned();
    let mut nested = input.inside(&content, "gzip");
    nested.name = &name;
    work.nested(&nested);
    match fault {
        Some(reason) => Err(format!("could not be unpacked in full: {reason}")),
        None => Ok(()),
    }
}

/// Reads a decoder to its end or to the bound; what came out, and why it stopped early.
pub(super) fn inflate(decoder: &mut (impl Read + ?Sized), work: &mut Work<'_>) -> (Vec<u8>, Option<String>) {
    let mut content = Vec::new();
    let mut buffer = vec![0u8; 64 * 1024];
    let bound = work.expandable();
    let mut fault = None;
    loop {
        if work.stopped_now() {
            fault = Some("it took too long".to_owned());
            break;
        }
        match decoder.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) if content.len() as u64 + n as u64 > bound => {
                fault = Some(format!("more than {} MB would come out", work.limits.expanded_bytes / (1024 * 1024)));
                break;
            }
            Ok(n) => content.extend_from_slice(&buffer[..n]),
            Err(e) => {
                fault = Some(e.to_string());
                break;
            }
        }
    }
    work.expand(content.len());
    (content, fault)
}
