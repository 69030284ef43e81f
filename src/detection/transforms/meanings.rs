//! What bytes that an encoding stood for may mean: text in any charset, compressed text, a file.

use std::cell::RefCell;
use std::io::Read;
use std::ops::Range;

use super::Output;
use crate::detection::node::{Decoded, bytes_to_text};
use crate::extraction::{self, Limits, Unit, UnitSource};

/// The most that one compressed run may unfold to.
const MAX_INFLATED: u64 = 8 * 1024 * 1024;
/// The most bytes that are tried for a compression that no mark tells.
const MAX_GUESSED: usize = 256 * 1024;

/// Bounds for a file that stands inside a text.
const LIMITS: Limits = Limits { depth: 4, expanded_bytes: 32 * 1024 * 1024, segments: 50_000, seconds: 10 };

/// Yields what the bytes may mean; true where they are text, compressed text or a file as a whole. `guess` says whether
/// compressions are tried that carry no mark.
pub(super) fn meanings(name: &'static str, bytes: &[u8], guess: bool, source: Range<usize>, out: &mut Output) -> bool {
    if !(may_mean(bytes) || guess && may_be_packed(bytes)) {
        return false;
    }
    read(name, bytes, guess, source, out)
}

fn read(name: &'static str, bytes: &[u8], guess: bool, source: Range<usize>, out: &mut Output) -> bool {
    if is_file(bytes) {
        return file(name, bytes, source, out);
    }
    let mut whole = |inner, text| {
        out.decoded.push(Decoded { inner, ..Decoded::opaque(name, text, source.clone()) });
        true
    };
    if let Some((text, cut)) = unfolded(bytes) {
        whole(Some("compressed"), text);
        if cut {
            out.gaps.push("could not unfold all of a compressed run: it is larger than 8 MB".into());
        }
        return true;
    }
    if bytes.len() >= 8 && bytes.iter().skip(1).step_by(2).filter(|b| **b == 0).count() * 4 > bytes.len() {
        return whole(Some("utf-16"), encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned());
    }
    if bytes.len() >= 8 && bytes.iter().step_by(2).filter(|b| **b == 0).count() * 4 > bytes.len() {
        return whole(Some("utf-16"), encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Some(text) = readable(bytes) {
        return whole(None, text.to_owned());
    }
    if let Some(text) = masked(bytes) {
        return whole(Some("xor"), text);
    }
    if guess && let Some(text) = guessed(bytes) {
        return whole(Some("compressed"), text);
    }
    for chunk in bytes.utf8_chunks() {
        for piece in chunk.valid().split(|c: char| c.is_control() && !c.is_whitespace()).filter(|p| p.len() >= PIECE) {
            out.decoded.push(Decoded::opaque(name, piece.to_owned(), source.clone()));
            let begin = piece.as_ptr().addr() - bytes.as_ptr().addr();
            for string in extraction::counted(bytes, begin..begin + piece.len()) {
                if let Ok(string) = std::str::from_utf8(&bytes[string]) {
                    out.decoded.push(Decoded::opaque(name, string.to_owned(), source.clone()));
                }
            }
        }
    }
    let plain = bytes.iter().filter(|b| (0x20..0x7f).contains(*b) || **b >= 0xc0).count();
    if bytes.len() >= PIECE && plain * 20 >= bytes.len() * 19 {
        let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        out.decoded.push(Decoded::opaque(name, text, source));
    }
    false
}

/// Shortest piece of text among other bytes.
pub(super) const PIECE: usize = 6;

/// What a byte may be: a sign of ASCII text, the first or a further byte of another letter, nought, plain.
const ASCII: u8 = 1;
const FIRST: u8 = 2;
const FURTHER: u8 = 4;
const NOUGHT: u8 = 8;
const PLAIN: u8 = 16;
static KINDS: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            0 => NOUGHT,
            b'\t'..=b'\r' => ASCII,
            0x20..=0x7e => ASCII | PLAIN,
            0x80..0xc0 => FURTHER,
            0xc2..0xf5 => FIRST | PLAIN,
            0xc0.. => PLAIN,
            _ => 0,
        };
        i += 1;
    }
    table
};

/// Whether bytes may be anything but chance; most that are tried are not, and are told so by one look at each byte.
fn may_mean(bytes: &[u8]) -> bool {
    let (mut noughts, mut plain) = (0, 0);
    // A bit for each of the last bytes that is part of a letter or sign.
    let (mut text, mut piece, mut last) = (0u64, false, 0);
    for byte in bytes {
        let kind = KINDS[usize::from(*byte)];
        // A first byte counts once a further one has followed it.
        let further = kind & FURTHER != 0 && last & (FIRST | FURTHER) != 0;
        text = (text | u64::from(further)) << 1 | u64::from(kind & ASCII != 0 || further);
        piece |= text & ((1 << PIECE) - 1) == (1 << PIECE) - 1;
        noughts += usize::from(kind & NOUGHT) / usize::from(NOUGHT);
        plain += usize::from(kind & PLAIN) / usize::from(PLAIN);
        last = if kind & FURTHER != 0 && !further { 0 } else { kind };
    }
    // So few are text as a whole, or nothing.
    let few = bytes.len() < PIECE && text | u64::MAX << bytes.len() == u64::MAX;
    piece
        || few
        || noughts * 4 > bytes.len()
        || plain * 20 >= bytes.len() * 19
        || is_file(bytes)
        || matches!(bytes, [0x1f, 0x8b, ..] | [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..])
        || masked(bytes).is_some()
}

fn readable(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.chars().any(|c| c.is_control() && !c.is_whitespace())).then_some(text)
}

/// Compressed data that says so, and whether it was cut.
fn unfolded(bytes: &[u8]) -> Option<(String, bool)> {
    let mut plain = Vec::new();
    match bytes {
        [0x1f, 0x8b, ..] => flate2::read::GzDecoder::new(bytes).take(MAX_INFLATED).read_to_end(&mut plain).ok(),
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => {
            flate2::read::ZlibDecoder::new(bytes).take(MAX_INFLATED).read_to_end(&mut plain).ok()
        }
        _ => return None,
    };
    (!plain.is_empty()).then(|| (bytes_to_text(&plain), plain.len() as u64 == MAX_INFLATED))
}

/// Whether bytes may be compressed without a mark.
fn may_be_packed(bytes: &[u8]) -> bool {
    (12..=MAX_GUESSED).contains(&bytes.len()) && (may_be_deflate(bytes) || may_be_brotli(bytes))
}

/// Deflate and Brotli carry no mark: they count where the whole run unfolds to readable text.
fn guessed(bytes: &[u8]) -> Option<String> {
    if !may_be_packed(bytes) {
        return None;
    }
    if may_be_deflate(bytes)
        && let Some(plain) = inflated(bytes)
        && plain.len() >= 8
        && let Some(text) = readable(&plain)
    {
        return Some(text.to_owned());
    }
    if !may_be_brotli(bytes) {
        return None;
    }
    let mut plain = Vec::new();
    let unfolded = brotli::Decompressor::new(bytes, 4096).take(MAX_INFLATED).read_to_end(&mut plain);
    (unfolded.is_ok() && plain.len() >= 8).then(|| readable(&plain).map(str::to_owned)).flatten()
}

/// The plain bytes of a run that is deflate from its first byte to its last. Most runs that are tried are none and fail
/// within a few bytes, so that the inflater and its output are made once for each thread.
fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    thread_local! {
        static INFLATER: RefCell<(flate2::Decompress, Vec<u8>)> =
            RefCell::new((flate2::Decompress::new(false), Vec::with_capacity(16 * 1024)));
    }
    INFLATER.with_borrow_mut(|(inflater, plain)| {
        inflater.reset(false);
        plain.clear();
        loop {
            let from = inflater.total_in() as usize;
            let before = plain.len();
            match inflater.decompress_vec(&bytes[from..], plain, flate2::FlushDecompress::Finish) {
                Ok(flate2::Status::StreamEnd) => {
                    let whole = inflater.total_in() as usize == bytes.len();
                    return whole.then(|| plain.clone());
                }
                Ok(_) if plain.len() == plain.capacity() && (plain.len() as u64) < MAX_INFLATED => {
                    plain.reserve(plain.len());
                }
                // It wants more than there is, or is no deflate.
                Ok(_) if plain.len() > before => {}
                _ => return None,
            }
        }
    })
}

/// Whether the head of the first block is possible, and what it says to unfold to is not absurd (RFC 7932, 9.1 and 9.2).
fn may_be_brotli(bytes: &[u8]) -> bool {
    let Some(head) = bytes.first_chunk::<8>() else { return false };
    let mut bits = u64::from_le_bytes(*head);
    let mut take = |count: u32| {
        let value = bits & ((1 << count) - 1);
        bits >>= count;
        value
    };
    // The size of the window.
    if take(1) == 1 && take(3) == 0 && take(3) == 1 {
        return false;
    }
    let last = take(1) == 1;
    if last && take(1) == 1 {
        return false;
    }
    let digits = take(2);
    if digits == 3 {
        // A block of notes; there is none at the beginning of a text.
        return false;
    }
    let digits = 4 + digits as u32;
    let length = take(4 * digits) + 1;
    // The highest digit of a longer number is not zero.
    let shortest = digits == 4 || length > 1 << (4 * (digits - 1));
    shortest && length <= 1_000 + 400 * bytes.len() as u64
}

/// Whether the head of the first block is possible (RFC 1951, 3.2.3).
fn may_be_deflate(bytes: &[u8]) -> bool {
    match bytes[0] >> 1 & 3 {
        0 => bytes.len() > 5 && bytes[1] == !bytes[3] && bytes[2] == !bytes[4],
        1 | 2 => true,
        _ => false,
    }
}

/// An address that is exclusive-or-ed with its first byte, as a large content network hides them from scrapers.
fn masked(bytes: &[u8]) -> Option<String> {
    let (key, rest) = bytes.split_first()?;
    if *key == 0 || rest.len() < 6 || rest.len() > 320 {
        return None;
    }
    let plain = || rest.iter().map(|b| b ^ key);
    let is_address = plain().all(|b| b.is_ascii_graphic()) && plain().filter(|b| *b == b'@').count() == 1;
    is_address.then(|| bytes_to_text(&plain().collect::<Vec<u8>>()))
}

/// Whether the bytes begin like a file that holds more than text.
fn is_file(bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 12] = [
        b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*",
        b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c", b"SQLite format 3\0",
    ];
    // Which may pack in nine sizes.
    let bzip2 = || bytes.starts_with(b"BZh") && bytes[4..].starts_with(b"1AY&SY");
    bytes.len() >= 32 && (MARKS.iter().any(|mark| bytes[0] == mark[0] && bytes.starts_with(mark)) || bzip2())
}

/// Hands a file to the extraction, and yields its texts.
fn file(name: &'static str, bytes: &[u8], source: Range<usize>, out: &mut Output) -> bool {
    let unit = Unit {
        source: UnitSource::File,
        url: String::new(),
        media_type: String::new(),
        headers: Vec::new(),
        body: bytes.to_vec(),
    };
    let extraction = extraction::extract(&unit, &LIMITS);
    for segment in extraction.segments.iter() {
        let decoded = Decoded { inner: Some("file"), ..Decoded::opaque(name, segment.text.to_owned(), source.clone()) };
        out.decoded.push(decoded);
    }
    out.gaps.extend(extraction.gaps.into_iter().map(|gap| format!("in a file inside {name}: {gap}")));
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::sample::detect_answer;
    use base64::Engine as _;
    use proptest::prelude::*;

    /// Bytes as encodings give them: by chance, letters, and both.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..12),
            "[a-zA-Z0-9@. \\n\u{1}æøå]{0,9}".prop_map(String::into_bytes),
            "[a-zæøåÆØÅ ]{1,9}".prop_map(|text| encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()),
            "[a-z]{1,5}".prop_map(|text| text.bytes().flat_map(|byte| [byte, 0]).collect()),
            ("[a-z]{3,6}@[a-z]{3,6}", any::<u8>())
                .prop_map(|(text, key)| std::iter::once(key).chain(text.bytes().map(|b| b ^ key)).collect()),
            "[a-z ]{8,20}".prop_map(|text| {
                let mut packed = flate2::read::DeflateEncoder::new(text.as_bytes(), flate2::Compression::best());
                let mut bytes = Vec::new();
                packed.read_to_end(&mut bytes).expect("it is in memory");
                bytes
            }),
        ];
        proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn strings_among_other_bytes_end_where_their_lengths_say() {
        let shown = |mail: &str| {
            let stored = format!("\u{5}\u{a}-123456789d\u{16}\u{2}f\u{f}\u{5}\u{1d}{mail}ddfe");
            let state = [b"\xff\x01\x0f\x0f".as_slice(), stored.as_bytes(), b"\x9c\xff\x81"].concat();
            let state = base64::engine::general_purpose::STANDARD.encode(state);
            let page = format!("<input type=hidden name=__VIEWSTATE value=\"{state}\">");
            detect_answer("text/html", &page).iter().any(|m| m.attribute.code() == "D06")
        };
        assert!(shown("fatima.alsayed72@mail.example"));
        assert!(!shown("fatima.alsayed73@mail.example"));
    }

    proptest! {
        #[test]
        fn what_is_passed_over_means_nothing(bytes in bytes(), guess in any::<bool>()) {
            let mut quick = Output::default();
            let mut thorough = Output::default();
            let told = meanings("hex", &bytes, guess, 0..1, &mut quick);
            prop_assert_eq!(told, read("hex", &bytes, guess, 0..1, &mut thorough));
            let texts = |out: &Output| out.decoded.iter().map(|d| d.text.clone()).collect::<Vec<_>>();
            prop_assert_eq!(texts(&quick), texts(&thorough));
        }
    }
}
