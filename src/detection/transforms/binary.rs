//! Runs of base64, base32 and hexadecimal digits, and what is compressed inside them.

use std::io::Read;

use super::{Output, Transform};
use crate::detection::node::Decoded;

pub(super) const BASE64: Transform = Transform {
    name: "base64",
    doc: "Base64, standard or URL-safe, padded or not, also inside a longer run.",
    example: "/a/x/ZmF0aW1hLmFsc2F5ZWQ3MkBtYWlsLmV4YW1wbGU",
    counter_example: "/a/x/ZmF0aW1hLmFsc2F5ZWQ3M0BtYWlsLmV4YW1wbGU",
};
pub(super) const HEX: Transform = Transform {
    name: "hex",
    doc: "Hexadecimal digits.",
    example: "666174696d612e616c73617965643732406d61696c2e6578616d706c65",
    counter_example: "666174696d612e616c73617965643733406d61696c2e6578616d706c65",
};
pub(super) const BASE32: Transform = Transform {
    name: "base32",
    doc: "Base32 (RFC 4648).",
    example: "MZQXI2LNMEXGC3DTMF4WKZBXGJAG2YLJNQXGK6DBNVYGYZI=",
    counter_example: "MZQXI2LNMEXGC3DTMF4WKZBXGNAG2YLJNQXGK6DBNVYGYZI=",
};
pub(super) const GZIP: Transform = Transform {
    name: "compressed",
    doc: "Gzip or zlib inside base64 or hexadecimal digits.",
    example: "eJxLSyzJzE3US8wpTqxMTTE3cshNzMzRS61IzC3ISQUAo28K6g==",
    counter_example: "eJxLSyzJzE3US8wpTqxMTTE3cshNzMzRS61IzC3ISQ==",
};

/// The most that one compressed run may unfold to.
const MAX_INFLATED: u64 = 8 * 1024 * 1024;

pub(super) fn decode(text: &str, out: &mut Output) {
    runs(
        text,
        10,
        |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_'),
        |start, end| {
            let run = &text.as_bytes()[start..end];
            let inner = run.get(1..).unwrap_or_default();
            // An ordinary word has no digit, capital or sign inside it.
            if !inner.iter().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
                return;
            }
            for offset in 0..4.min(run.len()) {
                if let Some(bytes) = base64(&run[offset..]) {
                    let whole = meanings("base64", &bytes, start + offset..end, out);
                    if whole {
                        break;
                    }
                }
            }
            for magic in [b"H4sI".as_slice(), b"eJ"] {
                if let Some(at) = run.windows(magic.len()).position(|w| w == magic).filter(|&at| at % 4 != 0 || at > 0)
                    && let Some(bytes) = base64(&run[at..])
                {
                    meanings("base64", &bytes, start + at..end, out);
                }
            }
        },
    );
    runs(
        text,
        12,
        |b| b.is_ascii_hexdigit(),
        |start, end| {
            for offset in 0..2 {
                let len = (end - start - offset) / 2 * 2;
                if let Ok(bytes) = hex::decode(&text.as_bytes()[start + offset..start + offset + len])
                    && meanings("hex", &bytes, start + offset..end, out)
                {
                    break;
                }
            }
        },
    );
    runs(
        text,
        16,
        |b| b.is_ascii_alphabetic() || (b'2'..=b'7').contains(&b),
        |start, end| {
            let run = text[start..end].to_ascii_uppercase();
            let len = run.len() - [0, 1, 0, 1, 0, 0, 1, 0][run.len() % 8];
            let mut spec = data_encoding::BASE32_NOPAD.specification();
            spec.check_trailing_bits = false;
            if let Ok(encoding) = spec.encoding()
                && let Ok(bytes) = encoding.decode(&run.as_bytes()[..len])
            {
                meanings("base32", &bytes, start..end, out);
            }
        },
    );
}

fn runs(text: &str, min: usize, member: impl Fn(u8) -> bool, mut each: impl FnMut(usize, usize)) {
    let raw = text.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        if !member(raw[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < raw.len() && member(raw[at]) {
            at += 1;
        }
        if at - start >= min {
            each(start, at);
        }
    }
}

fn base64(run: &[u8]) -> Option<Vec<u8>> {
    use base64::Engine;
    use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
    const LAX: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let len = if run.len() % 4 == 1 { run.len() - 1 } else { run.len() };
    let plain: Vec<u8> = run[..len]
        .iter()
        .map(|b| match b {
            b'-' => b'+',
            b'_' => b'/',
            other => *other,
        })
        .collect();
    LAX.decode(plain).ok()
}

/// Yields what the bytes may mean; true where they are text or compressed text as a whole.
fn meanings(name: &'static str, bytes: &[u8], source: std::ops::Range<usize>, out: &mut Output) -> bool {
    if let Some(text) = inflate(bytes, out) {
        out.decoded.push(Decoded { inner: Some("compressed"), ..Decoded::opaque(name, text, source) });
        return true;
    }
    if bytes.len() >= 8 && bytes.iter().skip(1).step_by(2).filter(|b| **b == 0).count() * 4 > bytes.len() {
        let text = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned();
        out.decoded.push(Decoded { inner: Some("utf-16"), ..Decoded::opaque(name, text, source) });
        return true;
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.chars().any(|c| c.is_control() && !c.is_whitespace())
    {
        out.decoded.push(Decoded::opaque(name, text.to_owned(), source));
        return true;
    }
    for chunk in bytes.utf8_chunks() {
        for piece in chunk.valid().split(|c: char| c.is_control() && !c.is_whitespace()).filter(|p| p.len() >= 6) {
            out.decoded.push(Decoded::opaque(name, piece.to_owned(), source.clone()));
        }
    }
    let readable = bytes.iter().filter(|b| (0x20..0x7f).contains(*b) || **b >= 0xc0).count();
    if bytes.len() >= 6 && readable * 20 >= bytes.len() * 19 {
        let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        out.decoded.push(Decoded::opaque(name, text, source));
    }
    false
}

fn inflate(bytes: &[u8], out: &mut Output) -> Option<String> {
    let mut plain = Vec::new();
    match bytes {
        [0x1f, 0x8b, ..] => flate2::read::GzDecoder::new(bytes).take(MAX_INFLATED).read_to_end(&mut plain).ok(),
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => {
            flate2::read::ZlibDecoder::new(bytes).take(MAX_INFLATED).read_to_end(&mut plain).ok()
        }
        _ => return None,
    };
    if plain.len() as u64 == MAX_INFLATED {
        out.gaps.push("could not unfold all of a compressed run: it is larger than 8 MB".into());
    }
    (!plain.is_empty()).then(|| crate::detection::node::bytes_to_text(&plain))
}
