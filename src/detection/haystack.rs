//! Several texts folded one after the other, with a way back to what was folded and to what stands around it.

use std::borrow::Cow;
use std::ops::Range;

use super::fold::{Folded, block, fold_texts, folded_len, is_invisible};
use super::starts::Starts;
use crate::extraction::Segments;

/// Texts one after the other, and what they fold to.
#[derive(Debug)]
pub(crate) struct Haystack<'t> {
    /// The folded bytes of all texts, without anything between them.
    pub bytes: Vec<u8>,
    /// Where words may begin: wherever [`Haystack::soft`] says so, and at some more bytes.
    pub starts: Starts,
    text: Cow<'t, str>,
    /// Where each text ends in `text`.
    ends: Cow<'t, [usize]>,
    /// How many bytes were there before each block of `text`.
    marks: Vec<usize>,
}

impl<'t> Haystack<'t> {
    /// Folds one text.
    pub fn of(text: &'t str) -> Haystack<'t> {
        Haystack::new(Cow::Borrowed(text), Cow::Owned(vec![text.len()]))
    }

    /// Folds the texts of some segments, which come in order.
    pub fn of_segments(segments: &'t Segments, which: &[Range<usize>]) -> Haystack<'t> {
        if let [range] = which {
            let (text, ends) = segments.texts(range.clone());
            return Haystack::new(Cow::Borrowed(text), ends);
        }
        Haystack::of_all(which.iter().cloned().flatten().map(|number| segments.text(number)))
    }

    /// Folds several texts.
    pub fn of_all<'p>(texts: impl Iterator<Item = &'p str> + Clone) -> Haystack<'static> {
        let mut all = String::with_capacity(texts.clone().map(str::len).sum());
        let ends = texts.map(|text| (all.push_str(text), all.len()).1).collect();
        Haystack::new(Cow::Owned(all), Cow::Owned(ends))
    }

    /// Folds texts that stand one after the other and end at these bytes.
    fn new(text: Cow<'t, str>, ends: Cow<'t, [usize]>) -> Haystack<'t> {
        let Folded { bytes, marks, starts } = fold_texts(&text, &ends);
        Haystack { bytes, starts, text, ends, marks }
    }

    /// The character that made the byte at `at`: where it begins, and how many of its bytes stand before that one. The end of
    /// everything where there is none.
    fn source(&self, at: usize) -> (usize, usize) {
        if at >= self.bytes.len() {
            return (self.text.len(), 0);
        }
        let number = self.marks.partition_point(|mark| *mark <= at).saturating_sub(1);
        let mut before = self.marks[number];
        let begin = block(&self.text, number);
        let raw = self.text.as_bytes();
        let mut offset = begin;
        while offset < raw.len() {
            // Many letters at once, as far as they are before it.
            if let Some(ascii) = raw[offset..].first_chunk::<16>().filter(|chunk| chunk.is_ascii()) {
                let letters = ascii.iter().map(|byte| u8::from(byte.is_ascii_alphanumeric())).sum::<u8>();
                if before + usize::from(letters) <= at {
                    (before, offset) = (before + usize::from(letters), offset + ascii.len());
                    continue;
                }
            }
            let Some(c) = self.text[offset..].chars().next() else { break };
            let len = folded_len(c);
            if before + len > at {
                return (offset, at - before);
            }
            (before, offset) = (before + len, offset + c.len_utf8());
        }
        (raw.len(), 0)
    }

    /// The number of the text that holds a byte of all texts.
    fn number(&self, source: usize) -> usize {
        self.ends.partition_point(|end| *end <= source).min(self.ends.len().saturating_sub(1))
    }

    /// The number of the text that holds the byte at `at`.
    pub fn text_at(&self, at: usize) -> usize {
        self.number(self.source(at).0)
    }

    /// Where a text begins and ends among all texts.
    fn text(&self, number: usize) -> (usize, usize) {
        (number.checked_sub(1).map_or(0, |before| self.ends[before]), self.ends.get(number).copied().unwrap_or(0))
    }

    /// The bytes of a text that fold to the bytes `start..end`, or to those of them that are in the text of the first.
    pub fn locate(&self, start: usize, end: usize) -> (usize, usize) {
        let (from, _) = self.source(start);
        let (begin, stop) = self.text(self.number(from));
        let (last, _) = self.source(end.max(start + 1) - 1);
        let to = last + self.text[last..].chars().next().map_or(0, char::len_utf8);
        (from - begin, to.min(stop) - begin)
    }

    /// How many of the bytes from `at` on are in the text of the byte before them, and are these.
    pub fn goes_on(&self, at: usize, with: &[u8]) -> usize {
        let alike = self.bytes[at..].iter().zip(with).take_while(|(a, b)| a == b).count();
        let (_, stop) = self.text(self.text_at(at.saturating_sub(1)));
        (0..alike).find(|more| self.source(at + more).0 >= stop).unwrap_or(alike)
    }

    /// What stands before the byte at `at`; `None` before and behind everything.
    fn before(&self, at: usize) -> Option<Before> {
        let (source, inside) = self.source(at);
        if inside > 0 {
            return Some(Before::Letter);
        }
        let (begin, _) = self.text(self.number(source));
        let this = self.text[source..].chars().next()?;
        // NUL between letters is UTF-16 seen as bytes, not a boundary of words.
        let last = self.text[begin..source].chars().rev().find(|c| *c != '\0' && !is_invisible(*c))?;
        Some(match (folded_len(last), Class::of(last), Class::of(this)) {
            (0, ..) => Before::Gap,
            (_, Class::Lower | Class::Upper, Class::Digit)
            | (_, Class::Digit, Class::Lower | Class::Upper)
            | (_, Class::Lower, Class::Upper) => Before::Turn,
            _ => Before::Letter,
        })
    }

    /// Whether a word may begin at `at`.
    pub fn clean(&self, at: usize) -> bool {
        matches!(self.before(at), None | Some(Before::Gap))
    }

    /// Whether a word, a number or a camel-case hump may begin at `at`.
    pub fn soft(&self, at: usize) -> bool {
        !matches!(self.before(at), Some(Before::Letter))
    }
}

/// What stands before a byte in its text.
enum Before {
    /// A visible character that is no letter or digit.
    Gap,
    /// A letter before a digit, a digit before a letter, or a small letter before a capital.
    Turn,
    /// Another letter or digit.
    Letter,
}

enum Class {
    Lower,
    Upper,
    Digit,
}

impl Class {
    fn of(c: char) -> Class {
        match c {
            '0'..='9' => Class::Digit,
            c if c.is_uppercase() => Class::Upper,
            _ => Class::Lower,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::fold::fold_str;

    #[test]
    fn locate_gives_the_bytes_that_made_the_skeleton() {
        let text = "x æøå Fa\u{200b}tima y";
        let skeleton = fold_str(text);
        let at = skeleton.find("fatima").expect("folded");
        let (from, to) = Haystack::of(text).locate(at, at + 6);
        assert_eq!(&text[from..to], "Fa\u{200b}tima");
    }

    proptest::proptest! {
        /// Against the plain way: character by character from the begin.
        #[test]
        fn every_byte_knows_its_character_and_what_stands_before_it(
            texts in proptest::collection::vec("([a-zA-Z0-9]{0,4}|[ .\u{ad}\u{200b}\0æÅ㎏ﷺ]{0,3}|\\PC| {300}){0,12}", 1..6),
        ) {
            let hay = Haystack::of_all(texts.iter().map(String::as_str));
            let starts: std::collections::BTreeSet<usize> = hay.starts.iter().collect();
            proptest::prop_assert!((0..hay.bytes.len()).all(|at| !hay.soft(at) || starts.contains(&at)));
            // No more of them than there have to be, where everything is ASCII.
            let ascii = texts.iter().all(|text| text.is_ascii() && !text.contains('\0'));
            proptest::prop_assert!(!ascii || starts.iter().all(|at| hay.soft(*at)));
            let mut at = 0;
            for (number, text) in texts.iter().enumerate() {
                let (mut gap, mut last) = (true, None);
                for (offset, c) in text.char_indices() {
                    let folded = crate::detection::fold::fold(&text[offset..offset + c.len_utf8()]);
                    for (inside, byte) in folded.iter().enumerate() {
                        proptest::prop_assert_eq!(hay.bytes[at], *byte);
                        proptest::prop_assert_eq!(hay.text_at(at), number);
                        proptest::prop_assert_eq!(hay.locate(at, at + 1), (offset, offset + c.len_utf8()));
                        let class = |c: char| (c.is_ascii_digit(), c.is_uppercase());
                        let turn = last.is_some_and(|last| class(last).0 != class(c).0 || (!class(last).1 && class(c).1));
                        proptest::prop_assert_eq!(hay.clean(at), gap && inside == 0);
                        proptest::prop_assert_eq!(hay.soft(at), (gap || turn) && inside == 0);
                        at += 1;
                    }
                    if !folded.is_empty() {
                        (gap, last) = (false, Some(c));
                    } else if c != '\0' && !is_invisible(c) {
                        gap = true;
                    }
                }
            }
            proptest::prop_assert_eq!(at, hay.bytes.len());
            proptest::prop_assert!(hay.clean(at) && hay.soft(at));
        }
    }
}
