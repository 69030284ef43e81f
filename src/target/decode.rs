//! Undoes the content encoding of a recorded body. We ask for none, but some servers compress all the same.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::evidence::NewCapture;

/// More layers than this are an attack.
const LAYERS: usize = 4;

/// Decodes the body of a response in place, to at most `limit` bytes (then it counts as cut). What does not decode stays
/// as it came; the reason is returned, because nobody can read it then.
pub(super) fn response(capture: &mut NewCapture, limit: usize) -> Option<String> {
    let codings: Vec<String> = capture
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-encoding"))
        .flat_map(|(_, value)| value.split(','))
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    if capture.body.is_empty() {
        return None;
    }
    if codings.len() > LAYERS {
        return Some(format!("its content encoding has {} layers", codings.len()));
    }
    for coding in codings.iter().rev() {
        match decode(coding, &capture.body, limit) {
            Ok((body, whole)) => {
                capture.truncated |= !whole;
                capture.body = body;
            }
            Err(why) => return Some(format!("its content encoding `{coding}` could not be undone: {why}")),
        }
    }
    None
}

/// The decoded bytes, and whether they are all.
fn decode(coding: &str, body: &[u8], limit: usize) -> Result<(Vec<u8>, bool), String> {
    match coding {
        "gzip" | "x-gzip" => drain(MultiGzDecoder::new(body), limit),
        // RFC 9110 means zlib; servers that send the bare stream are known to every browser.
        "deflate" => drain(ZlibDecoder::new(body), limit).or_else(|_| drain(DeflateDecoder::new(body), limit)),
        "br" => drain(brotli::Decompressor::new(body, 4096), limit),
        "zstd" => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(body).map_err(|error| error.to_string())?;
            drain(decoder, limit)
        }
        _ => Err("it is not known here".into()),
    }
}

fn drain(reader: impl Read, limit: usize) -> Result<(Vec<u8>, bool), String> {
    let mut out = Vec::new();
    match reader.take(limit as u64 + 1).read_to_end(&mut out) {
        // A stream that was cut still gave what stands before the cut.
        Err(error) if out.is_empty() => Err(error.to_string()),
        Err(_) => Ok((out, false)),
        Ok(_) if out.len() > limit => {
            out.truncate(limit);
            Ok((out, false))
        }
        Ok(_) => Ok((out, true)),
    }
}
