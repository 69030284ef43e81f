//! Values as a reader of letters (OCR) gets them: letters that look alike are one letter, and one more in every eight may be
//! wrong. Asked only about text that came out of pictures: elsewhere almost the same is not the same.
//!
//! Mail addresses share their domains, and profiles the address of their site: what is a person's own in them must bear its
//! share of the errors alone, or one person's address would be taken for another's.
//!
//! A value of which at most *k* letters are wrong holds one of its *k* + 1 pieces untouched; where a piece stands, the
//! value is laid beside the text (edit distance with free ends).

use super::fold::fold;
use super::haystack::Haystack;
use super::kernel::{Automaton, Kernel};
use super::key::Key;
use crate::candidates::AttributeId as A;

/// Shorter values are words that somebody may well write.
const SHORTEST: usize = 8;
/// From this length on, two letters may be wrong.
const LONG: usize = 12;
/// One letter of so many may be wrong.
const EACH: usize = 8;

/// A value that is looked for.
#[derive(Debug)]
struct Wanted {
    /// The values that it stands for: two where it is a full name.
    values: Vec<u32>,
    letters: Vec<u8>,
    /// Which of them must be right: a house number that is wrong is another house.
    digits: Vec<bool>,
    /// How many may be wrong.
    errors: usize,
    /// What is the person's own, and how many of it may be wrong.
    own: std::ops::Range<usize>,
    own_errors: usize,
}

impl Wanted {
    /// A value whose text is the person's own between two bytes; `house` where a wrong digit makes another value.
    fn new(values: Vec<u32>, text: &str, own: std::ops::Range<usize>, house: bool) -> Option<Wanted> {
        let letters = fold(text);
        let own = fold(&text[..own.start]).len()..fold(&text[..own.end]).len();
        let digits = letters.iter().map(|letter| house && letter.is_ascii_digit()).collect();
        let letters = alike(letters);
        if letters.len() < SHORTEST || own.is_empty() {
            return None;
        }
        let whole = own.len() == letters.len();
        let few = 1 + usize::from(letters.len() >= LONG);
        // A digit that is wrong makes another number, not another spelling.
        let numbers = text.chars().filter(char::is_ascii_digit).count() * 2 > letters.len();
        let (errors, own_errors) = match own.len() {
            _ if numbers => (0, 0),
            _ if whole => (few.max(letters.len() / EACH), usize::MAX),
            // So short a name says little by itself: the rest must bear it out.
            length if length < SHORTEST => (few, 1),
            length => {
                let own_errors = length.div_ceil(EACH);
                (own_errors + (letters.len() - length).div_ceil(EACH), own_errors)
            }
        };
        Some(Wanted { values, letters, digits, errors, own, own_errors })
    }

    /// The part of the letters of which a piece must stand untouched, and how many of it may be wrong.
    fn looked_up(&self) -> (std::ops::Range<usize>, usize) {
        if self.own.len() < SHORTEST || self.own_errors > self.errors {
            (0..self.letters.len(), self.errors)
        } else {
            (self.own.clone(), self.own_errors)
        }
    }

    /// Where the value stands in a text; the text is given twice, as [`alike`] makes it and as it was.
    fn align(&self, text: (&[u8], &[u8]), edge: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let (start, end) = align((&self.letters, &self.digits), self.errors, text, edge)?;
        if self.own_errors < self.errors {
            let own = self.own.clone();
            let text = (&text.0[start..end], &text.1[start..end]);
            align((&self.letters[own.clone()], &self.digits[own]), self.own_errors, text, |_| true)?;
        }
        Some((start, end))
    }
}

/// The index.
#[derive(Debug)]
pub(crate) struct Fuzzy {
    wanted: Vec<Wanted>,
    pieces: Automaton,
    /// For each piece: the values that hold it, and where.
    of_piece: Vec<Vec<(u32, usize)>>,
}

impl Fuzzy {
    /// Takes the strong values of a key.
    pub fn new(key: &Key) -> Fuzzy {
        let mut wanted = Vec::new();
        let mut add = |values: Vec<u32>, text: &str, own: std::ops::Range<usize>, house: bool| {
            wanted.extend(Wanted::new(values, text, own, house));
        };
        let mut given = None;
        for (number, value) in (0u32..).zip(&key.values) {
            match value.attribute {
                A::D01 => given = Some((number, value)),
                A::D02 => {
                    add(vec![number], &value.text, 0..value.text.len(), false);
                    if let Some((first, name)) = given.filter(|(_, name)| name.candidate == value.candidate) {
                        let full = format!("{}{}", name.text, value.text);
                        add(vec![first, number], &full, 0..full.len(), false);
                    }
                }
                A::D08 => add(vec![number], &value.text, 0..value.text.len(), true),
                A::D06 => add(vec![number], &value.text, 0..value.text.find('@').unwrap_or(value.text.len()), false),
                A::D12 => add(vec![number], &value.text, handle(&value.text), false),
                A::D04 | A::D07 => add(vec![number], &value.text, 0..value.text.len(), false),
                _ => {}
            }
        }
        let mut patterns: Vec<Vec<u8>> = Vec::new();
        let mut numbers = std::collections::HashMap::new();
        let mut of_piece: Vec<Vec<(u32, usize)>> = Vec::new();
        for (number, wanted) in (0u32..).zip(&wanted) {
            let (range, errors) = wanted.looked_up();
            let (length, count) = (range.len(), errors + 1);
            for piece in 0..count {
                let (from, to) = (range.start + length * piece / count, range.start + length * (piece + 1) / count);
                let letters = wanted.letters[from..to].to_vec();
                let at = *numbers.entry(letters.clone()).or_insert_with(|| {
                    patterns.push(letters);
                    of_piece.push(Vec::new());
                    of_piece.len() - 1
                });
                of_piece[at].push((number, from));
            }
        }
        Fuzzy { wanted, pieces: Automaton::new(&patterns), of_piece }
    }

    /// Calls `hit(start, end, value)` for each value in the folded text, in its bytes.
    pub fn scan(&self, hay: &Haystack<'_>, mut hit: impl FnMut(usize, usize, u32)) {
        let text = alike(hay.bytes.clone());
        let mut found: Vec<(usize, usize, u32)> = Vec::new();
        self.pieces.scan(&text, &mut |start, _, piece| {
            for &(number, offset) in &self.of_piece[piece as usize] {
                let wanted = &self.wanted[number as usize];
                let from = start.saturating_sub(offset + wanted.errors);
                let to = (start - offset.min(start) + wanted.letters.len() + wanted.errors).min(text.len());
                let text = (&text[from..to], &hay.bytes[from..to]);
                if let Some((a, b)) = wanted.align(text, |at| hay.clean(from + at)) {
                    found.extend(wanted.values.iter().map(|value| (from + a, from + b, *value)));
                }
            }
        });
        found.sort_unstable_by_key(|(a, b, value)| (*value, *a, std::cmp::Reverse(*b)));
        // One place of a value is found through each of its pieces.
        found.dedup_by(|next, first| next.2 == first.2 && next.0 < first.1);
        for (start, end, value) in found {
            hit(start, end, value);
        }
    }
}

/// The part of a profile's address that names its owner.
fn handle(address: &str) -> std::ops::Range<usize> {
    let end = address.trim_end_matches('/').len();
    address[..end].rfind('/').map_or(0, |slash| slash + 1)..end
}

/// Letters and digits that readers take for each other become one.
fn alike(mut letters: Vec<u8>) -> Vec<u8> {
    for letter in &mut letters {
        *letter = match *letter {
            b'l' | b'1' | b'j' => b'i',
            b'0' => b'o',
            b'5' => b's',
            b'8' => b'b',
            b'9' | b'q' => b'g',
            b'2' => b'z',
            other => other,
        };
    }
    letters
}

/// One letter that is read as two, or two as one (after [`alike`]): one error, not two.
const PAIRS: [(u8, &[u8; 2]); 6] =
    [(b'm', b"rn"), (b'd', b"ci"), (b'w', b"vv"), (b'n', b"ii"), (b'u', b"ii"), (b'h', b"ii")];

fn is_pair(one: u8, two: &[u8]) -> bool {
    PAIRS.iter().any(|(letter, pair)| *letter == one && pair.as_slice() == two)
}

/// Where `wanted` stands in `text` with the fewest errors, if these are at most `most`; of several places the first. It
/// begins and ends at an `edge`, of a word. The text stands there twice, as [`alike`] makes it and as it was.
fn align(
    (wanted, digits): (&[u8], &[bool]),
    most: usize,
    (text, plain): (&[u8], &[u8]),
    edge: impl Fn(usize) -> bool,
) -> Option<(usize, usize)> {
    let house = digits.contains(&true);
    let price = |digit: bool| if digit { most + 1 } else { 1 };
    // Row by row over the text: the fewest errors that bring the first letters of `wanted` to an end here, and where
    // that began. Two rows are kept, for letters that are read as two.
    let begin = |at: usize| (if edge(at) { 0 } else { most + 1 }, at);
    let mut row: Vec<(usize, usize)> = (0..=wanted.len()).map(|errors| (begin(0).0 + errors, 0)).collect();
    let (mut last, mut last_but_one) = (row.clone(), row.clone());
    let mut best: Option<(usize, usize, usize)> = None;
    for at in 0..=text.len() {
        if at > 0 {
            std::mem::swap(&mut last_but_one, &mut last);
            std::mem::swap(&mut last, &mut row);
            row[0] = begin(at);
            for n in 1..=wanted.len() {
                let (missing, extra) = (price(digits[n - 1]), price(house && plain[at - 1].is_ascii_digit()));
                let same = if wanted[n - 1] == text[at - 1] { 0 } else { missing.max(extra) };
                let plus = |step: (usize, usize), errors: usize| (step.0 + errors, step.1);
                let mut step = plus(last[n - 1], same);
                let mut or = |other: (usize, usize)| step = step.min(other);
                or(plus(last[n], extra));
                or(plus(row[n - 1], missing));
                if at >= 2 && is_pair(wanted[n - 1], &text[at - 2..at]) {
                    or(plus(last_but_one[n - 1], 1));
                }
                if n >= 2 && is_pair(text[at - 1], &wanted[n - 2..n]) {
                    or(plus(last[n - 2], 1));
                }
                row[n] = step;
            }
        }
        let (errors, start) = row[wanted.len()];
        if errors <= most && best.is_none_or(|(fewest, ..)| errors < fewest) && edge(at) {
            best = Some((errors, start, at));
        }
    }
    best.map(|(_, start, end)| (start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::sample;

    fn found(text: &str) -> Vec<&'static str> {
        let dataset = sample();
        let key = Key::new(&dataset, &Default::default());
        let hay = Haystack::of(text);
        let mut codes = Vec::new();
        Fuzzy::new(&key).scan(&hay, |_, _, value| codes.push(key.values[value as usize].attribute.code()));
        codes.sort_unstable();
        codes
    }

    #[test]
    fn what_a_reader_of_letters_makes_of_a_value_is_still_the_value() {
        assert!(found("E-mail: fatirna.alsayed72&mail.example").contains(&"D06"));
        assert!(found("mail fatimaalsaved72mail.exampie her").contains(&"D06"));
        assert_eq!(found("Fatlma AI-Sayed"), ["D01", "D02"]);
        assert_eq!(found("Gl. Æbleve] 17, 2. tv."), ["D08"]);
        assert_eq!(found("CPR 7S1272-1234"), ["D04"]);
        assert_eq!(found("CPR 751272-1235"), Vec::<&str>::new());
        assert_eq!(found("fritime.alsaced72@male.example"), Vec::<&str>::new());
    }

    proptest::proptest! {
        #[test]
        fn one_letter_in_eight_may_be_wrong(at in 0usize..22, with in "[a-z]", second in 0usize..22) {
            let mut letters: Vec<u8> = b"fatimaalsayed72mailexample".to_vec();
            letters[at] = with.as_bytes()[0];
            letters[second] = b'w';
            let text = String::from_utf8(letters).expect("ASCII");
            proptest::prop_assert!(found(&text).contains(&"D06"), "{}", text);
        }
    }
}
