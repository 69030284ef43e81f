//! A text at a glance: most texts hold nothing that a weak value could be, and are not looked at any further.

use std::cell::OnceCell;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memmem;

use super::masks::may_be_masked;
use super::{ages, sex};
use crate::detection::fold::fold;
use crate::detection::haystack::Haystack;

/// Words that tell something whoever the candidate is, folded: for a sex, and decades of an age.
pub(super) static WORDS: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(sex::words().chain(ages::decades())).expect("a few words make an automaton"));

/// Kinds of bytes: what signs for a sex have in them, what hides others; letters with those that are not ASCII.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const DOT: u8 = 4;
const SIGN: u8 = 8;
const STAR: u8 = 16;
/// Two of the same that hide others.
const STARS: u8 = 32;

static KINDS: [u8; 256] = {
    let mut kinds = [LETTER; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'M' => LETTER | SIGN,
            b'x' | b'X' => LETTER | STAR,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'.' => DOT,
            b'-' => SIGN,
            b'*' | b'#' => STAR,
            _ => 0,
        };
        byte += 1;
    }
    // What the signs that are not ASCII begin with.
    kinds[0xc2] = LETTER | STARS;
    kinds[0xe2] = LETTER | STARS | SIGN;
    kinds[0xf0] = LETTER | SIGN;
    kinds
};

/// The kinds of all bytes of a text.
fn kinds(text: &str) -> u8 {
    let (mut all, mut last) = (0, 0);
    for byte in text.bytes() {
        let kind = KINDS[usize::from(byte)];
        all |= kind;
        if byte == last && kind & STAR != 0 {
            all |= STARS;
        }
        last = byte;
    }
    all
}

/// A text, and which kinds of values it may hold.
pub(super) struct Glance<'t> {
    pub text: &'t str,
    /// Without blanks around it.
    pub trimmed: &'t str,
    /// What it says behind a label of its own, as in `Sprog: ar`.
    pub said: &'t str,
    /// Whether signs for a sex are in it.
    pub signs: bool,
    /// Whether words that tell something whoever the candidate is are in it.
    pub words: bool,
    /// Whether what is looked for in its folded form is in it.
    pub any: bool,
    /// Whether digits are.
    pub digits: bool,
    /// Whether dots are.
    pub dots: bool,
    /// Whether parts of it may be hidden.
    pub masked: bool,
    hay: OnceCell<Haystack<'t>>,
}

impl<'t> Glance<'t> {
    /// Of a text, in which the folded words of an automaton are looked for.
    pub fn of(text: &'t str, any: &AhoCorasick) -> Glance<'t> {
        let trimmed = text.trim();
        let folded = fold(text);
        let kinds = kinds(text);
        let is = |kind: u8| kinds & kind != 0;
        Glance {
            text,
            trimmed,
            said: trimmed.rsplit_once(':').map_or(trimmed, |(_, said)| said.trim()),
            signs: is(SIGN) && sex::SIGNS.is_match(text),
            words: is(LETTER) && WORDS.is_match(&folded),
            any: any.is_match(&folded),
            digits: is(DIGIT),
            dots: is(DOT),
            masked: is(STARS) && may_be_masked(text),
            hay: OnceCell::new(),
        }
    }

    /// The text folded.
    pub fn hay(&self) -> &Haystack<'t> {
        self.hay.get_or_init(|| Haystack::of(self.text))
    }

    /// Where what folds to `word` stands in the text for the first time as a whole word or phrase.
    pub fn find(&self, word: &[u8]) -> Option<(usize, usize)> {
        let hay = self.hay();
        if word.is_empty() || word.len() > hay.bytes.len() {
            return None;
        }
        // Places that overlap count too: a word may begin within what was none.
        let mut from = 0;
        while let Some(at) = memmem::find(&hay.bytes[from..], word) {
            let (start, end) = (from + at, from + at + word.len());
            if hay.clean(start) && hay.clean(end) {
                return Some(hay.locate(start, end));
            }
            from = start + 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::weak::is_star;

    #[test]
    fn no_sign_and_no_star_is_passed_over() {
        for sign in sex::signs() {
            assert!(kinds(sign) & SIGN != 0, "{sign}");
        }
        for star in (' '..'\u{ffff}').filter(|c| is_star(*c) || matches!(c, 'x' | 'X')) {
            assert!(kinds(&format!("a{star}{star}b")) & STARS != 0, "{star}");
        }
        assert_eq!(kinds("Ansøger 12 x1x") & (SIGN | STARS), 0);
    }
}
