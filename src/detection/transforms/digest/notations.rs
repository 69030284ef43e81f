//! How digests are written: hexadecimal digits, base64, the shape of a UUID; whole or cut.

use base64::Engine as _;

use super::super::super::alphabet::{self, runs};
use super::super::summary::Summary;
use super::ways::{Known, SHORTEST};

type Get<'g> = dyn FnMut(u64) -> Option<Known> + 'g;
/// Folders that a digest is parted into, and digits in the name of one.
const FOLDERS: usize = 4;
const FOLDER: usize = 3;

/// Start and end in the text, value, names of the ways.
type Hit<'h> = dyn FnMut(usize, usize, u32, &[&'static str]) + 'h;

/// Whether a text of such bytes may hold a digest in any notation.
pub(crate) fn may_be_a_digest(summary: &Summary) -> bool {
    // The digits of every notation, the dashes of UUIDs included, are digits of base64.
    summary.longest >= SHORTEST as u32
}

/// Asks for everything in a text that may be a digest, in every notation.
pub(super) fn each_digest(text: &str, summary: &Summary, get: &mut Get<'_>, hit: &mut Hit<'_>) {
    if !may_be_a_digest(summary) {
        return;
    }
    let raw = text.as_bytes();
    runs(raw, alphabet::BASE64, SHORTEST, |start, end| {
        let run = &raw[start..end];
        let mut hit = |from: usize, to: usize, value: u32, names: &[&'static str]| {
            hit(start + from, start + to, value, names);
        };
        runs(run, alphabet::HEX, SHORTEST, |from, to| hexadecimal(run, from, to, get, &mut hit));
        base64(run, get, &mut hit);
        dashed(run, get, &mut hit);
        sharded(run, get, &mut hit);
    });
}

/// Digests in a run of hexadecimal digits.
fn hexadecimal(raw: &[u8], start: usize, end: usize, get: &mut Get<'_>, hit: &mut Hit<'_>) {
    let mut key = 0u64;
    for at in start..end {
        // The letters begin at a byte that ends in one, and mean ten.
        let digit = (raw[at] & 15) + (raw[at] >> 6) * 9;
        key = key << 4 | u64::from(digit);
        if at + 1 < start + 16 {
            continue;
        }
        if let Some((value, names, bytes)) = get(key) {
            let from = at + 1 - 16;
            let full = hex::encode(bytes);
            let same =
                raw[from..end].iter().zip(full.bytes()).take_while(|(a, b)| a.to_ascii_lowercase() == *b).count();
            if same == full.len() || same == end - from {
                hit(from, from + same, value, &names);
            }
        }
    }
}

/// Digests in base64, which begin where a run of its digits begins, or after a sign in it.
fn base64(run: &[u8], get: &mut Get<'_>, hit: &mut Hit<'_>) {
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    for at in 0..(run.len() + 1).saturating_sub(22) {
        if at > 0 && run[at - 1].is_ascii_alphanumeric() {
            continue;
        }
        let (mut first, mut head) = ([0u8; 12], [0u8; 9]);
        first.iter_mut().zip(&run[at..]).for_each(|(digit, byte)| *digit = standard(*byte));
        if STANDARD_NO_PAD.decode_slice(first, &mut head).is_ok()
            && let Some(first) = head.first_chunk::<8>()
            && let Some((value, names, bytes)) = get(u64::from_be_bytes(*first))
        {
            let full = STANDARD_NO_PAD.encode(bytes);
            let same = run[at..].iter().zip(full.bytes()).take_while(|(a, b)| standard(**a) == *b).count();
            if same == full.len() {
                let names: Vec<&'static str> = std::iter::once("base64").chain(names).collect();
                hit(at, at + same, value, &names);
            }
        }
    }
}

/// Thirty-two hexadecimal digits in the shape of a UUID.
fn dashed(raw: &[u8], get: &mut Get<'_>, hit: &mut Hit<'_>) {
    let mut at = 0;
    while let Some(shape) = raw.get(at..at + 36) {
        let fits = shape.iter().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => *b == b'-',
            _ => b.is_ascii_hexdigit(),
        });
        if !fits {
            at += 1;
            continue;
        }
        let digits: Vec<u8> = shape.iter().copied().filter(|b| *b != b'-').collect();
        if let Ok(mut bytes) = hex::decode(digits) {
            let mut ask = |bytes: &[u8]| {
                if let Some(first) = bytes.first_chunk::<8>()
                    && let Some((value, names, full)) = get(u64::from_be_bytes(*first))
                    && full.starts_with(bytes)
                {
                    hit(at, at + 36, value, &names);
                }
            };
            ask(&bytes);
            // .NET writes the first three numbers of a GUID with their last byte first.
            for number in [0..4, 4..6, 6..8] {
                bytes[number].reverse();
            }
            ask(&bytes);
        }
        at += 36;
    }
}

/// Digits of the shortest word that may be the begin of a digest where it is known whose.
const SHORT: usize = 8;

/// Calls `each(start, end, first)` for words of hexadecimal digits that are too short to be found anywhere, with their first 32 bits.
pub(super) fn each_short(text: &str, each: &mut dyn FnMut(usize, usize, u32)) {
    let raw = text.as_bytes();
    let in_word = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let mut at = 0;
    // In each such word is every eighth byte, or one of any eight.
    while let Some(byte) = raw.get(at + SHORT - 1) {
        if !byte.is_ascii_hexdigit() {
            at += SHORT;
            continue;
        }
        let inside = at + SHORT - 1;
        let start = inside - raw[..inside].iter().rev().take_while(in_word).count();
        at = inside + raw[inside..].iter().take_while(in_word).count();
        let word = &raw[start..at];
        if (SHORT..SHORTEST).contains(&word.len()) && word.iter().all(u8::is_ascii_hexdigit) {
            let first = text.get(start..start + SHORT).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            first.into_iter().for_each(|first| each(start, at, first));
        }
    }
}

/// Digests of which the first digits are the names of folders: `ab/cd/ef01...`.
fn sharded(run: &[u8], get: &mut Get<'_>, hit: &mut Hit<'_>) {
    let is_hex = |part: &&[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_hexdigit);
    let parts: Vec<&[u8]> = run.split(|byte| *byte == b'/').collect();
    let mut end = 0;
    for (at, part) in parts.iter().enumerate() {
        end += part.len() + usize::from(at > 0);
        if part.len() < SHORTEST || !is_hex(part) {
            continue;
        }
        let folders =
            parts[..at].iter().rev().take(FOLDERS).take_while(|part| part.len() <= FOLDER && is_hex(part)).count();
        for folders in 1..=folders {
            let digits = parts[at - folders..=at].concat();
            let start = end - digits.len() - folders;
            if matches!(digits.len(), 32 | 40 | 64 | 128) {
                let mut whole = |from: usize, to: usize, value: u32, names: &[&'static str]| {
                    if (from, to) == (0, digits.len()) {
                        hit(start, end, value, names);
                    }
                };
                hexadecimal(&digits, 0, digits.len(), get, &mut whole);
            }
        }
    }
}

/// Whether a text has hexadecimal digits of the length of a digest.
pub(crate) fn holds_a_digest(text: &str, summary: &Summary) -> bool {
    summary.longest >= 32 && hex_runs(text).next().is_some()
}

/// Runs of hexadecimal digits of the length of a digest.
pub(super) fn hex_runs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let raw = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < raw.len() {
            let start = at;
            at += raw[at..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
            if matches!(at - start, 32 | 40 | 64 | 128) {
                return Some((start, at));
            }
            at = at.max(start + 1);
        }
        None
    })
}

fn standard(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::{detect_text, sample};

    #[test]
    fn a_digest_is_known_in_folders_and_as_a_guid() {
        let md5 = "a55c36cd2123fcfb930e93c7e330d17e";
        for (text, want) in [
            (format!("/f/{}/{}/{}.jpg", &md5[..2], &md5[2..4], &md5[4..]), true),
            (format!("store/{}/{}", &md5[..2], &md5[2..]), true),
            (format!("store/x/{}/{}", &md5[..3], &md5[3..]), true),
            (format!("store/{}/{}", &md5[..2], &md5[3..]), false),
            ("{cd365ca5-2321-fbfc-930e-93c7e330d17e}".to_owned(), true),
            ("A55C36CD-2123-FCFB-930E-93C7E330D17E".to_owned(), true),
            ("cd365ca5-2123-fbfc-930e-93c7e330d17e".to_owned(), false),
        ] {
            let found = detect_text(&text, &sample()).iter().any(|m| m.attribute.code() == "D06");
            assert_eq!(found, want, "{text}");
        }
    }
}
