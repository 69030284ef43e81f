//! Every disguise that is undone, in one table. In: a text. Out: what it may mean, with offsets back.
//! Never: decides whether a decoded text names anybody.

mod alignment;
mod backslash;
mod base85;
mod binary;
mod codes;
mod concatenated;
mod digest;
mod entities;
mod fields;
mod folded;
mod meanings;
mod mojibake;
mod percent;
mod plus_address;
mod quoted_printable;
mod summary;

pub(crate) use digest::{DigestSet, Effort, Fact, Person, holds_a_digest, may_be_a_digest, salts, speaks_of_salt};

use super::node::Decoded;
pub(crate) use summary::Summary;

/// A way that a value may be altered and is found all the same.
#[derive(Debug, Clone, Copy)]
pub struct Transform {
    /// The name that stands in a match's disguise.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub doc: &'static str,
    /// A text in which a value of the sample candidate must be found.
    pub example: &'static str,
    /// A text that looks alike and in which that value must not be found.
    pub counter_example: &'static str,
}

/// A reader of one family of encodings.
type Decoder = fn(&str, &mut Output);

/// What the decoders found in one text.
#[derive(Debug, Default)]
pub(crate) struct Output {
    /// The texts.
    pub decoded: Vec<Decoded>,
    /// What was cut short.
    pub gaps: Vec<String>,
    /// Room for bytes, kept from one text to the next.
    room: Vec<u8>,
}

/// The readers, in the order in which they are tried.
static DECODERS: [Decoder; 14] = [
    entities::decode,
    backslash::decode,
    percent::decode,
    quoted_printable::decode,
    mojibake::decode,
    binary::decode,
    binary::lines,
    base85::decode,
    base85::uuencoded,
    base85::utf7,
    codes::decode,
    plus_address::decode,
    concatenated::decode,
    fields::decode,
];

/// The readers that could find something in a text of such bytes, a bit for each.
fn readers(s: &Summary) -> u16 {
    let possible = [
        s.any(b"&"),
        s.any(b"\\"),
        s.any(b"%"),
        s.any(b"="),
        s.wide_pair,
        s.packed,
        s.longest >= binary::SHORTEST_LINE,
        s.any(b"~") || s.signs(),
        s.any(b"\n"),
        s.any(b"+"),
        s.numbers >= codes::FEWEST_NUMBERS,
        s.any(b"@") && s.any(b"+"),
        s.any(b"\"'`") && s.any(b"+.&"),
        s.any(b"&") && s.any(b"=") && s.numbers > 0,
    ];
    possible.iter().rev().fold(0, |bits, possible| bits << 1 | u16::from(*possible))
}

/// Asks every reader that could find something in a text of such bytes.
pub(crate) fn decode(text: &str, summary: &Summary, out: &mut Output) {
    let readers = readers(summary);
    for (number, decode) in DECODERS.iter().enumerate() {
        if readers >> number & 1 == 1 {
            decode(text, out);
        }
    }
}

/// Whether any reader could find something in a text of such bytes.
#[inline]
pub(crate) fn may_hold_more(summary: &Summary) -> bool {
    // Most texts have nothing that any reader asks for.
    !(summary.is_plain() && summary.numbers < codes::FEWEST_NUMBERS && summary.longest < binary::SHORTEST_LINE)
        && readers(summary) != 0
}

/// The table of all transforms.
pub fn transforms() -> &'static [Transform] {
    &TABLE
}

static TABLE: [Transform; 39] = [
    folded::CASE,
    folded::SEPARATORS,
    folded::INVISIBLE,
    folded::UNICODE_FORM,
    folded::LETTERS,
    folded::REVERSED,
    folded::ROT13,
    folded::DATE,
    folded::PHONE,
    folded::LOCAL_PART,
    plus_address::TRANSFORM,
    folded::SPELLED_OUT,
    folded::HANDLE,
    folded::USER_NAME,
    folded::MASKED,
    folded::TRUNCATED,
    entities::TRANSFORM,
    backslash::UNICODE,
    backslash::JSON,
    percent::TRANSFORM,
    quoted_printable::TRANSFORM,
    mojibake::TRANSFORM,
    binary::BASE64,
    binary::HEX,
    binary::GZIP,
    binary::BASE32,
    binary::BASE58,
    binary::XOR,
    base85::ASCII85,
    base85::UUENCODE,
    base85::UTF7,
    codes::TRANSFORM,
    concatenated::TRANSFORM,
    fields::TRANSFORM,
    digest::MD5,
    digest::SHA256,
    digest::UUID,
    digest::COMBINED,
    digest::SALTED,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::{detect_text, sample};

    #[test]
    fn every_example_is_found_and_no_counter_example_is() {
        let person = sample();
        let mut names: Vec<_> = transforms().iter().map(|t| t.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), transforms().len(), "a name stands twice");
        let mut wrong = Vec::new();
        for t in transforms() {
            let found = detect_text(t.example, &person);
            let named: Vec<_> =
                found.iter().filter(|m| m.disguise.0.iter().any(|d| d == t.name)).map(|m| m.attribute).collect();
            let none = detect_text(t.counter_example, &person);
            if named.is_empty() || none.iter().any(|m| named.contains(&m.attribute)) {
                wrong.push(format!("{}: found {found:#?}, counter example {none:#?}", t.name));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
