//! Runs of base64, base32, base58 and hexadecimal digits.

use super::meanings::meanings;
use super::{Output, Transform};

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
    doc: "Gzip, zlib, deflate or Brotli inside an encoding.",
    example: "eJxLSyzJzE3US8wpTqxMTTE3cshNzMzRS61IzC3ISQUAo28K6g==",
    counter_example: "eJxLSyzJzE3US8wpTqxMTTE3cshNzMzRS61IzC3ISQ==",
};

pub(super) const BASE58: Transform = Transform {
    name: "base58",
    doc: "Base58, Bitcoin's alphabet.",
    example: "5ea86zqK16ARM3AtpeLi3v3wn7AQ4qfZvaNmLKrk",
    counter_example: "5ea86zqK16ARM3AtpeLi3vRGVuosZbZFv6i4LVue",
};
pub(super) const XOR: Transform = Transform {
    name: "xor",
    doc: "An e-mail address in hexadecimal digits, exclusive-or-ed with its first byte.",
    example: "data-cfemail=\"5a3c3b2e33373b743b36293b233f3e6d681a373b3336743f223b372a363f\"",
    counter_example: "data-cfemail=\"5a3c3b2e33373b743b36293b233f3e6d691a373b3336743f223b372a363f\"",
};

/// The longest run that is tried as base58, whose decoding takes time by the square of its length.
const MOST_BASE58: usize = 256;

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
    base58(text, out);
}

fn base58(text: &str, out: &mut Output) {
    runs(
        text,
        11,
        |b| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b),
        |start, end| {
            let run = &text.as_bytes()[start..end];
            let mixed = run.iter().any(u8::is_ascii_uppercase) && run.iter().any(u8::is_ascii_lowercase);
            if run.len() <= MOST_BASE58
                && mixed
                && let Ok(bytes) = bs58::decode(run).into_vec()
                && std::str::from_utf8(&bytes).is_ok()
            {
                meanings("base58", &bytes, start..end, out);
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
