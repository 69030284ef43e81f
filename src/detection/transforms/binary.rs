//! Runs of base64, base32, base58 and hexadecimal digits.

use std::sync::LazyLock;

use super::super::alphabet::{self, CLASS, runs};
use super::alignment::{may_mean_from, may_mean_in_hex};
use super::meanings::meanings;
use super::{Output, Summary, Transform};

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
const MOST_BASE58: usize = 800;

/// The shortest runs that are tried.
const SHORTEST_HEX: usize = 12;
const SHORTEST_BASE32: usize = 16;
const SHORTEST_BASE58: usize = 11;

pub(super) fn decode(text: &str, out: &mut Output) {
    let mut room = std::mem::take(&mut out.room);
    // The other alphabets lie inside that of base64.
    runs(text.as_bytes(), alphabet::BASE64, Summary::RUN, |start, end| {
        let inner = &text.as_bytes()[start..end];
        from_base64(inner, start, &mut room, out);
        runs(inner, alphabet::HEX, SHORTEST_HEX, |a, b| from_hex(&inner[a..b], start + a, &mut room, out));
        runs(inner, alphabet::BASE32, SHORTEST_BASE32, |a, b| from_base32(&inner[a..b], start + a, out));
        runs(inner, alphabet::BASE58, SHORTEST_BASE58, |a, b| from_base58(&inner[a..b], start + a, out));
    });
    out.room = room;
}

/// Whether a run of base64 digits could hold what [`decode`] reads: most are words, numbers in addresses and digests.
pub(super) fn may_be_packed(run: &[u8]) -> bool {
    small_may_be_packed(run)
        || Base64::of(run).is_some_and(|base64| base64.means.contains(&true) || base64.compressed(run).next().is_some())
        || run.len() >= SHORTEST_BASE58 && is_mixed(run) && holds(run, alphabet::BASE58, SHORTEST_BASE58)
}

/// The same of a run without capitals and digits.
#[inline]
pub(super) fn small_may_be_packed(run: &[u8]) -> bool {
    // So few bytes are in another alphabet where one in their middle is, if at all.
    if run.len() < SHORTEST_BASE32
        && run.get(SHORTEST_HEX - 1).is_none_or(|byte| CLASS[usize::from(*byte)] & alphabet::HEX == 0)
    {
        return false;
    }
    let mut hex = false;
    runs(run, alphabet::HEX, SHORTEST_HEX, |start, end| hex |= may_mean_in_hex(&run[start..end]).contains(&true));
    hex || holds(run, alphabet::BASE32, SHORTEST_BASE32)
}

fn holds(run: &[u8], alphabet: u8, least: usize) -> bool {
    let mut any = false;
    runs(run, alphabet, least, |_, _| any = true);
    any
}

fn may_be_base64(run: &[u8]) -> bool {
    // An ordinary word has no digit, capital or sign inside it. Digits of the first bytes of letters are capitals: what is
    // only hexadecimal (a UUID, a digest) is no base64.
    run.iter().skip(1).any(|b| CLASS[*b as usize] & (alphabet::DECIMAL | alphabet::CAPITAL) != 0)
        && !run.iter().fold(true, |all, b| all & SMALL_HEX[usize::from(*b)])
}

/// Small hexadecimal digits, and the dash of UUIDs.
static SMALL_HEX: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = matches!(i as u8, b'0'..=b'9' | b'a'..=b'f' | b'-');
        i += 1;
    }
    table
};

fn is_mixed(run: &[u8]) -> bool {
    run.iter().any(u8::is_ascii_uppercase) && run.iter().any(u8::is_ascii_lowercase)
}

/// Digits of the shortest line: shorter ones are words.
pub(super) const SHORTEST_LINE: u32 = 40;

/// Base64 in lines of one length, as mails and keys are written: several lines are one run. Pages make a blank of a break.
pub(super) fn lines(text: &str, out: &mut Output) {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let (start, word) = (at, token.trim_end());
        at += token.len();
        if word.is_empty() {
            continue;
        }
        let is_digit = |b: &u8| CLASS[*b as usize] & alphabet::BASE64 != 0;
        let (first, last) = (lines.first().map_or(0, |l| l.1.len()), lines.last().map_or(0, |l| l.1.len()));
        // The first line may stand behind a name, the last one before a quote.
        let begun = word.bytes().take_while(is_digit).count();
        if !lines.is_empty() && last == first && (1..=first).contains(&begun) {
            lines.push((start, &word[..begun]));
            if begun == word.len() {
                continue;
            }
        }
        joined(&lines, out);
        lines.clear();
        let tail = word.bytes().rev().take_while(is_digit).count();
        if tail >= SHORTEST_LINE as usize {
            lines.push((start + word.len() - tail, &word[word.len() - tail..]));
        }
    }
    joined(&lines, out);
}

fn joined(lines: &[(usize, &str)], out: &mut Output) {
    let [(start, _), .., (last, end)] = lines else { return };
    let run: String = lines.iter().map(|(_, digits)| digits.trim_end_matches('=')).collect();
    let mut bytes = Vec::new();
    if base64(run.as_bytes(), &mut bytes) {
        meanings("base64", &bytes, true, *start..last + end.len(), out);
    }
}

/// How a run of base64 digits is read.
struct Base64 {
    /// Whether it may be compressed: that looks like chance, and a word with a number does not.
    guess: bool,
    /// Whether it may mean something from its first, second, third, fourth digit on.
    means: [bool; 4],
}

impl Base64 {
    /// None where it is a word or hexadecimal.
    fn of(run: &[u8]) -> Option<Base64> {
        if !may_be_base64(run) {
            return None;
        }
        let least = (run.len() / 12).max(2);
        let count = |class: u8| run.iter().filter(|b| CLASS[**b as usize] & class != 0).count();
        let guess = count(alphabet::CAPITAL) >= least && count(alphabet::SMALL) >= least;
        Some(Base64 { guess, means: if guess { [true; 4] } else { may_mean_from(run) } })
    }

    /// Where gzip and zlib begin inside of it.
    fn compressed(&self, run: &[u8]) -> impl Iterator<Item = usize> {
        let magics = [b"H4sI".as_slice(), b"eJ"].into_iter();
        magics.filter_map(move |magic| run.windows(magic.len()).position(|w| w == magic)).filter(|at| *at > 0)
    }
}

fn from_base64(run: &[u8], start: usize, bytes: &mut Vec<u8>, out: &mut Output) {
    let end = start + run.len();
    let Some(how) = Base64::of(run) else { return };
    for offset in (0..4).filter(|offset| how.means[*offset]) {
        if base64(&run[offset..], bytes) && meanings("base64", bytes, how.guess, start + offset..end, out) {
            break;
        }
    }
    for at in how.compressed(run) {
        if base64(&run[at..], bytes) {
            meanings("base64", bytes, how.guess, start + at..end, out);
        }
    }
}

fn from_hex(run: &[u8], start: usize, bytes: &mut Vec<u8>, out: &mut Output) {
    let may_mean = may_mean_in_hex(run);
    for offset in (0..2).filter(|offset| may_mean[*offset]) {
        let len = (run.len() - offset) / 2 * 2;
        let source = start + offset..start + offset + len;
        bytes.resize(len / 2, 0);
        if data_encoding::HEXLOWER_PERMISSIVE.decode_mut(&run[offset..offset + len], bytes).is_ok()
            && meanings("hex", bytes, true, source, out)
        {
            break;
        }
    }
}

fn from_base32(run: &[u8], start: usize, out: &mut Output) {
    static BASE32: LazyLock<data_encoding::Encoding> = LazyLock::new(|| {
        let mut spec = data_encoding::BASE32_NOPAD.specification();
        spec.check_trailing_bits = false;
        spec.translate.from.push_str("abcdefghijklmnopqrstuvwxyz");
        spec.translate.to.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        spec.encoding().expect("the alphabet of RFC 4648 in two cases")
    });
    let len = run.len() - [0, 1, 0, 1, 0, 0, 1, 0][run.len() % 8];
    if let Ok(bytes) = BASE32.decode(&run[..len]) {
        meanings("base32", &bytes, true, start..start + run.len(), out);
    }
}

fn from_base58(run: &[u8], start: usize, out: &mut Output) {
    if run.len() <= MOST_BASE58
        && is_mixed(run)
        && let Ok(bytes) = bs58::decode(run).into_vec()
        && std::str::from_utf8(&bytes).is_ok()
    {
        meanings("base58", &bytes, true, start..start + run.len(), out);
    }
}

/// Reads a run into `bytes`; false where it is none.
pub(super) fn base64(run: &[u8], bytes: &mut Vec<u8>) -> bool {
    static LAX: LazyLock<data_encoding::Encoding> = LazyLock::new(|| {
        let mut spec = data_encoding::BASE64_NOPAD.specification();
        spec.check_trailing_bits = false;
        spec.translate.from.push_str("-_");
        spec.translate.to.push_str("+/");
        spec.encoding().expect("the alphabets of RFC 4648 together")
    });
    let len = if run.len() % 4 == 1 { run.len() - 1 } else { run.len() };
    let Ok(room) = LAX.decode_len(len) else { return false };
    bytes.clear();
    bytes.resize(room, 0);
    match LAX.decode_mut(&run[..len], bytes) {
        Ok(length) => {
            bytes.truncate(length);
            true
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::*;

    proptest::proptest! {
        #[test]
        fn a_run_that_is_a_word_is_nothing_else(
            run in "[a-zA-Z0-9+/_-]{10,40}|[A-Z][a-z]{9,20}|[a-z]{10,24}|[0-9a-f-]{10,36}|[a-z/]{10,14}[0-9]{0,6}|[A-F0-9]{12,30}",
            path in "[a-z/]{0,50}",
            text in "[a-zæø]{1,9}[0-9]{0,6}",
        ) {
            use std::io::Write as _;
            let pack = |to: &mut dyn FnMut() -> Vec<u8>| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(to());
            let zlib = pack(&mut || {
                let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
                packed.write_all(text.as_bytes()).expect("memory");
                packed.finish().expect("memory")
            });
            let hexadecimal = hex::encode(&text);
            let runs = [
                format!("{path}{hexadecimal}"),
                format!("{path}{}", hexadecimal.to_uppercase()),
                format!("{path}{}", pack(&mut || text.clone().into_bytes())),
                format!("{path}{zlib}"),
                run,
            ];
            for run in runs.iter().filter(|run| run.len() >= Summary::RUN) {
                let mut out = Output::default();
                decode(run, &mut out);
                proptest::prop_assert!(may_be_packed(run.as_bytes()) || out.decoded.is_empty(), "{run}");
                proptest::prop_assert_eq!(Summary::of(run).packed, may_be_packed(run.as_bytes()), "{}", run);
            }
        }
    }
}
