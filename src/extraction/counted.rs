//! Strings whose length stands before them, as programs store them: what follows one may be a letter that says of what type the
//! next value is, and its length may look like a letter as well.
//! In: bytes of unknown format and a run of letters in them. Out: the strings in it whose ends no sign shows.

use std::ops::Range;

/// Bytes of the shortest string that is told.
const SHORTEST: usize = 6;
/// Strings that are looked at in one run: where each ends another may begin, and in ordinary text these are cut anywhere.
const MOST: usize = 16;

/// The strings of a run that end before a letter or digit, or begin behind one.
pub(crate) fn counted(bytes: &[u8], run: Range<usize>) -> Vec<Range<usize>> {
    if run.len() < SHORTEST {
        return Vec::new();
    }
    let fits = |(start, end): &(usize, usize)| start < end && *end <= run.end;
    let before = lengths_before(&bytes[..run.start]).map(|length| (run.start, run.start.saturating_add(length)));
    let mut found: Vec<(usize, usize)> = before.filter(fits).collect();
    let mut next = 0;
    // Each ends where another may begin: with its length, or with the number of a field and its length.
    let mut heads = Some(run.start..run.start + 1);
    while let Some(at) = heads {
        for head in at.filter(|head| *head < run.end) {
            let string = string(bytes, head);
            if fits(&string) && !found.contains(&string) && found.len() < MOST {
                found.push(string);
            }
        }
        heads = found.get(next).map(|(_, end)| *end..end + 2);
        next += 1;
    }
    found.extend(described(bytes, run.clone()));
    let letter = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    found.retain(|(start, end)| {
        let begun = start.checked_sub(1).is_some_and(letter) && *start > run.start;
        end - start >= SHORTEST && (begun || letter(*end) && *end < run.end)
    });
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(start, end)| start..end).collect()
}

/// The string whose length stands here: a byte, its lowest bits, or the byte after it (MessagePack).
fn string(bytes: &[u8], head: usize) -> (usize, usize) {
    let of = |skip: usize, length: u8| (head + skip, head + skip + usize::from(length));
    match bytes[head] {
        length @ ..0x80 => of(1, length),
        first @ 0xa1..=0xbf => of(1, first & 0x1f),
        0xd9 => of(2, bytes.get(head + 1).copied().unwrap_or(0)),
        _ => (head, head),
    }
}

/// The strings of a list or a map that is nothing but strings (CBOR): a letter, or an x and a byte, says how long each is.
fn described(bytes: &[u8], run: Range<usize>) -> Vec<(usize, usize)> {
    let list = |at: usize| matches!(bytes.get(at), Some(0x81..=0x97 | 0xa1..=0xb7));
    let begin = [(run.start.checked_sub(1), run.start), (Some(run.start), run.start + 1)];
    let Some((_, mut at)) = begin.into_iter().find(|(head, _)| head.is_some_and(list)) else { return Vec::new() };
    let mut found = Vec::new();
    while at < run.end && found.len() < MOST {
        let (start, length) = match bytes[at] {
            first @ 0x60..=0x77 => (at + 1, first & 0x1f),
            0x78 => (at + 2, bytes.get(at + 1).copied().unwrap_or(0)),
            _ => break,
        };
        at = start + usize::from(length);
        if at > run.end {
            break;
        }
        found.push((start, at));
    }
    found
}

/// The lengths that may stand at the end of these bytes. A byte that is a sign stands in the run itself, and half of what an encoding
/// gives by chance is above them all.
fn lengths_before(before: &[u8]) -> impl Iterator<Item = usize> {
    let last = before.last().copied().map(usize::from);
    let two = before.last_chunk::<2>().map(|[a, b]| (usize::from(*a), usize::from(*b)));
    let small = last.filter(|last| *last < 0x80);
    let lowest = last.filter(|last| (0xa0..0xc0).contains(last)).map(|last| last & 0x1f);
    let byte = two.filter(|(a, b)| *a == 0xd9 && *b >= 0x80).map(|(_, b)| b);
    let sevens = two.filter(|(a, b)| *a >= 0x80 && *b < 0x80).map(|(a, b)| a & 0x7f | b << 7);
    let big = two.filter(|(a, _)| *a > 0).map(|(a, b)| a << 8 | b);
    [small, lowest, byte, sevens, big].into_iter().flatten().filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of the run of letters that holds the mail address.
    fn told(bytes: &[u8]) -> Vec<String> {
        let letter = |byte: &u8| (32..127).contains(byte) || *byte >= 0xa0;
        let at = bytes.windows(6).position(|w| w == b"fatima").unwrap();
        let start = at - bytes[..at].iter().rev().take_while(|b| letter(b)).count();
        let end = at + bytes[at..].iter().take_while(|b| letter(b)).count();
        counted(bytes, start..end).into_iter().map(|r| String::from_utf8_lossy(&bytes[r]).into_owned()).collect()
    }

    #[test]
    fn a_string_ends_where_its_length_says() {
        let mail = "fatima.alsayed72@mail.example";
        let long = "fatima.alsayed72@en-meget-lang-afdeling.mail.example";
        for (bytes, want) in [
            // A view state, with what stands for nothing behind it.
            (format!("\u{5}\u{1d}{mail}ddf\u{0}"), mail),
            (format!("\u{5}4{long}ddf\u{0}"), long),
            // Fields of a message by their numbers.
            (format!("\u{a}\u{3}abc2\u{1d}{mail}:\u{1}a"), ""),
            (format!("\u{a}\u{3}abc2\u{1d}{mail}b\u{1}a"), mail),
            (format!("\u{3}abcb4{long}j\u{1}a"), long),
            // Names and values in turn.
            (format!("\u{1}dmailx\u{1d}{mail}dnameaX"), mail),
            // What only looks as if it were counted.
            (format!("\u{1}ab {mail}"), ""),
            (format!("\u{1}name{mail}name"), ""),
        ] {
            let told = told(bytes.as_bytes());
            assert_eq!(told.iter().any(|told| told == want), !want.is_empty(), "{bytes:?}: {told:?}");
        }
        let packed = [b"\x82\xa4mail\xbd".as_slice(), mail.as_bytes(), b"\xa1x\x01"].concat();
        assert!(told(&packed).contains(&mail.to_owned()));
        let described = [b"\xa2dmailx4".as_slice(), long.as_bytes(), b"dnameaX"].concat();
        assert!(told(&described).contains(&long.to_owned()));
        let two_bytes = [b"\xa9\x01".as_slice(), "fatima".repeat(49).as_bytes(), b"abcd"].concat();
        assert_eq!(told(&two_bytes)[0].len(), 0xa9 & 0x7f | 1 << 7);
    }

    proptest::proptest! {
        #[test]
        fn strings_lie_in_their_run(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), a in 0usize..200, b in 0usize..200) {
            let (start, end) = (a.min(b).min(bytes.len()), a.max(b).min(bytes.len()));
            for string in counted(&bytes, start..end) {
                proptest::prop_assert!(start <= string.start && string.end <= end && string.len() >= SHORTEST);
            }
        }
    }
}
