//! `data:` addresses and base64 that holds a document.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::extraction::Part;
use crate::extraction::work::{Input, Work, starts_ignoring_case};

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Reads bytes that are a data address.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let span = exact.and_then(|e| input.span(e, e + text.len()));
    work.text(input, Part::PlainText, "", text.as_ref(), span);
    read_address(input, "data", text.trim(), work);
    Ok(())
}

/// Reads the document inside a data address; what does not decode is left to the text that it stands in.
pub(crate) fn read_address(input: &Input<'_>, inner: &str, address: &str, work: &mut Work<'_>) {
    let Some((head, body)) = split(address) else { return };
    let is_base64 = head.rsplit(';').next().is_some_and(|p| p.trim().eq_ignore_ascii_case("base64"));
    let raw: Vec<u8> = percent_encoding::percent_decode_str(body).collect();
    let bytes = if is_base64 {
        match std::str::from_utf8(&raw).ok().and_then(base64) {
            Some(bytes) => bytes,
            None => {
                work.gap(&input.place(inner), "could not decode the base64 of a data address");
                return;
            }
        }
    } else {
        raw
    };
    work.expand(bytes.len());
    let media_type = super::super::envelope::media_type(head);
    let mut nested = input.inside(&bytes, inner);
    nested.media_type = &media_type;
    work.nested(&nested);
}

/// Head and body of a data address.
pub(crate) fn split(address: &str) -> Option<(&str, &str)> {
    if !starts_ignoring_case(address, "data:") {
        return None;
    }
    let (head, body) = address["data:".len()..].split_once(',')?;
    // `data: x, y` in prose is no address.
    (head.len() < 256 && !head.starts_with(' ') && (head.is_empty() || head.contains(['/', ';'])))
        .then_some((head, body))
}

/// Whether text is base64 of a document that is known by its first bytes: PDF, ZIP, JPEG, PNG, GIF, gzip, RTF, OLE.
pub(crate) fn is_document_in_base64(text: &str) -> bool {
    ["JVBERi0", "UEsDB", "/9j/", "_9j_", "iVBORw0KGgo", "R0lGOD", "H4sI", "e1xydGY", "0M8R4KGx", "UklGR"]
        .iter()
        .any(|start| text.starts_with(start))
        && text
            .bytes()
            .take(256)
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_' | b'=' | b'\r' | b'\n'))
}

/// Decodes base64 of either alphabet, with or without padding, with line breaks.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let compact: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let engine = if compact.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    engine.decode(compact.as_bytes()).ok()
}
