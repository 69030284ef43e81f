//! Undoes the content encoding of a recorded body. We ask for none, but some servers compress all the same.

use std::io::{Read, Seek as _, Write as _};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use tempfile::SpooledTempFile;

use crate::evidence::IN_MEMORY;

/// More layers than this are an attack.
const LAYERS: usize = 4;
/// How much is decoded at a time.
const PIECE: usize = 64 << 10;

/// A body without its content encoding.
pub(super) struct Decoded {
    /// The bytes; as they came where the encoding could not be undone.
    pub body: SpooledTempFile,
    /// Whether they are all.
    pub whole: bool,
    /// Why the encoding could not be undone: nobody can read the body then.
    pub problem: Option<String>,
}

/// Decodes the body of a response, to at most `limit` bytes.
pub(super) fn response(headers: &[(String, String)], body: SpooledTempFile, limit: usize) -> Decoded {
    let codings: Vec<String> = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-encoding"))
        .flat_map(|(_, value)| value.split(','))
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    let mut decoded = Decoded { body, whole: true, problem: None };
    let empty = decoded.body.seek(std::io::SeekFrom::End(0)).is_ok_and(|length| length == 0);
    if empty {
        return decoded;
    }
    if codings.len() > LAYERS {
        decoded.problem = Some(format!("its content encoding has {} layers", codings.len()));
        return decoded;
    }
    for coding in codings.iter().rev() {
        match decode(coding, &mut decoded.body, limit) {
            Ok((body, whole)) => {
                decoded.body = body;
                decoded.whole &= whole;
            }
            Err(why) => {
                decoded.problem = Some(format!("its content encoding `{coding}` could not be undone: {why}"));
                break;
            }
        }
    }
    decoded
}

/// The decoded bytes, and whether they are all.
fn decode(coding: &str, body: &mut SpooledTempFile, limit: usize) -> Result<(SpooledTempFile, bool), String> {
    body.rewind().map_err(|error| error.to_string())?;
    match coding {
        "gzip" | "x-gzip" => drain(MultiGzDecoder::new(body), limit),
        // RFC 9110 means zlib; servers that send the bare stream are known to every browser.
        "deflate" => match drain(ZlibDecoder::new(&mut *body), limit) {
            Ok(decoded) => Ok(decoded),
            Err(_) => {
                body.rewind().map_err(|error| error.to_string())?;
                drain(DeflateDecoder::new(body), limit)
            }
        },
        "br" => drain(brotli::Decompressor::new(body, 4096), limit),
        "zstd" => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(body).map_err(|error| error.to_string())?;
            drain(decoder, limit)
        }
        _ => Err("it is not known here".into()),
    }
}

fn drain(mut reader: impl Read, limit: usize) -> Result<(SpooledTempFile, bool), String> {
    let mut out = tempfile::spooled_tempfile(IN_MEMORY);
    let mut piece = vec![0; PIECE];
    let mut length = 0;
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return Ok((out, true)),
            Ok(n) => {
                let fits = n.min(limit - length);
                out.write_all(&piece[..fits]).map_err(|error| error.to_string())?;
                length += fits;
                if fits < n {
                    return Ok((out, false));
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            // A stream that was cut still gave what stands before the cut.
            Err(error) if length == 0 => return Err(error.to_string()),
            Err(_) => return Ok((out, false)),
        }
    }
}
