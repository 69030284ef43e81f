//! Values of which a few characters are shown and stars stand for the others: `f***@mail.example`, `** ** 24 68`, `F***** A*-S****`,
//! `15/12/****`. Little is said by each, so they count only where the container says whose they are.
//! In: a text and the values of one candidate. Out: what of them is shown, and where.

use super::Sighting;
use crate::candidates::{AttributeId, Candidate};
use crate::detection::fold::fold_str;
use crate::detection::key::birth_date;

/// The fewest characters that are hidden and shown.
const HIDDEN: usize = 2;
const SHOWN: usize = 4;
/// Of a name, whose words begin with what is shown.
const SHOWN_OF_A_NAME: usize = 2;
/// Words on either side of one with stars that may belong to the value.
const WORDS: usize = 4;
/// Bytes of a value with its stars.
const LONGEST: usize = 80;

/// What may be shown of a candidate.
#[derive(Debug, Default)]
pub(super) struct Masks {
    values: Vec<Value>,
    birth: Option<(String, [String; 3])>,
}

#[derive(Debug)]
struct Value {
    attribute: AttributeId,
    text: String,
    /// Folded forms of it.
    forms: Vec<String>,
}

/// A word of a text with where it stands.
type Word<'t> = (usize, &'t str);

impl Masks {
    pub fn new(candidate: &Candidate) -> Masks {
        let mut masks = Masks::default();
        let mut add = |attribute, text: &str, forms: Vec<String>| {
            let forms = forms.into_iter().filter(|form| form.len() >= SHOWN + HIDDEN).collect();
            masks.values.push(Value { attribute, text: text.to_owned(), forms });
        };
        for a in &candidate.attributes {
            let folded = fold_str(&a.value);
            match a.id {
                AttributeId::D04 | AttributeId::D06 => add(a.id, &a.value, vec![folded]),
                AttributeId::D07 => {
                    let national = folded.strip_prefix("45").filter(|rest| rest.len() == 8).map(str::to_owned);
                    add(
                        a.id,
                        &a.value,
                        [Some(format!("00{folded}")), Some(folded), national].into_iter().flatten().collect(),
                    );
                }
                AttributeId::D08 => {
                    let street = a.value.split(',').next().map(fold_str).unwrap_or_default();
                    add(a.id, &a.value, vec![folded, street]);
                }
                _ => {}
            }
        }
        if let (Some(given), Some(family)) = (candidate.value(AttributeId::D01), candidate.value(AttributeId::D02)) {
            let (g, f) = (fold_str(given), fold_str(family));
            add(AttributeId::D02, family, vec![format!("{g}{f}"), format!("{f}{g}")]);
        }
        masks.birth = candidate.value(AttributeId::D05).and_then(|value| {
            let date = birth_date(value)?;
            Some((value.to_owned(), ["%d", "%m", "%Y"].map(|part| date.format(part).to_string())))
        });
        masks
    }

    /// Looks for them in a text.
    pub fn find(&self, text: &str, out: &mut Vec<Sighting>) {
        let words: Vec<Word<'_>> =
            text.split_whitespace().map(|word| (word.as_ptr().addr() - text.as_ptr().addr(), word)).collect();
        for (number, (at, word)) in words.iter().enumerate().filter(|(_, (_, word))| may_be_masked(word)) {
            if let Some((value, parts)) = &self.birth
                && is_partly(word, parts)
            {
                let span = (*at, at + word.len());
                out.push(Sighting { attribute: AttributeId::D05, value: value.clone(), tag: "masked", span });
            }
            let windows = windows(text, &words, number);
            for value in &self.values {
                let shown = windows.iter().find(|window| value.is_shown(window)).map(|window| window.span);
                if let Some(span) = shown
                    && !out.iter().any(|s| s.attribute == value.attribute && s.span == span)
                {
                    out.push(Sighting { attribute: value.attribute, value: value.text.clone(), tag: "masked", span });
                }
            }
        }
    }
}

/// Words in a row that may be one value with stars.
struct Window<'t> {
    text: &'t str,
    span: (usize, usize),
    /// Folded, with one star for all in a row.
    pattern: String,
    /// Characters of it that are no stars.
    shown: usize,
    /// Whether there are several words, and each begins with a letter.
    names: bool,
}

/// Those around a word with stars, the widest first. Stars that follow a number and stand before it are an emphasis.
fn windows<'t>(text: &'t str, words: &[Word<'t>], number: usize) -> Vec<Window<'t>> {
    let stars = |word: Option<&Word<'_>>| word.is_some_and(|(_, word)| word.chars().all(is_star));
    let ends = number..words.len().min(number + WORDS + 1);
    (number.saturating_sub(WORDS)..=number)
        .flat_map(|first| ends.clone().rev().map(move |last| (first, last)))
        .filter(|(first, last)| {
            let before = first.checked_sub(1).and_then(|n| words.get(n));
            let ((start, _), (end, word)) = (words[*first], words[*last]);
            end + word.len() - start <= LONGEST && !stars(before) && !stars(words.get(last + 1))
        })
        .map(|(first, last)| {
            let words = &words[first..=last];
            let span = (words[0].0, words[words.len() - 1].0 + words[words.len() - 1].1.len());
            let pattern = pattern(words);
            let shown = pattern.bytes().filter(|b| *b != b'*').count();
            let names = words.len() > 1 && words.iter().all(|(_, word)| word.starts_with(char::is_alphabetic));
            Window { text: &text[span.0..span.1], span, pattern, shown, names }
        })
        .filter(|window| window.shown >= SHOWN_OF_A_NAME)
        .collect()
}

/// What stands for a character that is hidden, whatever else the text holds.
pub(crate) fn is_star(c: char) -> bool {
    matches!(c, '*' | '•' | '●' | '#' | '·' | '∗' | '█' | '▒')
}

/// Whether a text has two stars in a row; letters are stars among digits.
pub(super) fn may_be_masked(text: &str) -> bool {
    let ascii = |two: &[u8]| two[0] == two[1] && matches!(two[0], b'*' | b'#' | b'x' | b'X');
    let other = |(a, b): (char, char)| a == b && is_star(a);
    text.as_bytes().windows(2).any(ascii) || !text.is_ascii() && text.chars().zip(text.chars().skip(1)).any(other)
}

/// Whether an x is a star in a word: where all else is digits and separators.
fn x_is_a_star(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'x' | 'X' | '-' | '/' | '.' | '+' | '(' | ')') || c.is_ascii_digit())
}

impl Value {
    /// Whether words show a part of it.
    fn is_shown(&self, window: &Window<'_>) -> bool {
        let Window { pattern, shown, .. } = window;
        let enough = match self.attribute {
            AttributeId::D02 => window.names,
            AttributeId::D06 => *shown >= SHOWN && window.text.contains('@') && !pattern.starts_with('*'),
            // The number of the house with the beginning of the street.
            AttributeId::D08 => {
                let ends = pattern.ends_with(|c: char| c.is_ascii_digit());
                *shown > SHOWN_OF_A_NAME && ends && pattern.starts_with(char::is_alphabetic)
            }
            // What is shown stands at one end.
            _ => *shown >= SHOWN && !(pattern.starts_with('*') && pattern.ends_with('*')),
        };
        let hidden = |form: &&String| form.len() >= shown + HIDDEN && matches(pattern.as_bytes(), form.as_bytes());
        enough && pattern.contains('*') && self.forms.iter().any(|form| hidden(&form))
    }
}

/// Words folded, with one star for all in a row.
fn pattern(words: &[Word<'_>]) -> String {
    let mut pattern = String::new();
    for (_, word) in words {
        let x = x_is_a_star(word);
        for c in word.chars() {
            if is_star(c) || x && matches!(c, 'x' | 'X') {
                if !pattern.ends_with('*') {
                    pattern.push('*');
                }
            } else {
                pattern.push_str(&fold_str(c.encode_utf8(&mut [0; 4])));
            }
        }
    }
    pattern
}

/// Whether a text is a pattern with something in the place of each star.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    // After a star, what was tried last is tried again one byte further on.
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t + 1));
            (p, t) = (p + 1, t + 1);
        } else if pattern.get(p) == Some(&text[t]) {
            (p, t) = (p + 1, t + 1);
        } else if let Some((at, next)) = star {
            star = Some((at, next + 1));
            (p, t) = (at + 1, next + 1);
        } else {
            return false;
        }
    }
    pattern[p..].is_empty()
}

/// Whether a word is a date of which parts are hidden, and shows of a day, month and year the last one or both others.
fn is_partly(word: &str, [day, month, year]: &[String; 3]) -> bool {
    let trimmed = word.trim_matches([',', ';', '(', ')', ':']);
    let parts: Vec<&str> = trimmed.split(['-', '/', '.']).collect();
    let hidden = |part: &str| part.len() >= HIDDEN && part.chars().all(|c| is_star(c) || matches!(c, 'x' | 'X'));
    let [a, b, c] = parts.as_slice() else { return false };
    [[a, b, c], [b, a, c], [c, b, a]].into_iter().any(|[d, m, y]| {
        let fits = |part: &str, whole: &str| (hidden(part) || part == whole).then(|| part == whole);
        let (Some(d), Some(m), Some(y)) = (fits(d, day), fits(m, month), fits(y, year)) else { return false };
        !(d && m && y) && (y || d && m)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::sample;

    fn seen(text: &str) -> Vec<&'static str> {
        let mut out = Vec::new();
        Masks::new(&sample().candidates[0]).find(text, &mut out);
        out.iter().map(|s| s.attribute.code()).collect()
    }

    #[test]
    fn what_a_mask_leaves_is_seen() {
        for (text, want) in [
            ("f***@mail.example", "D06"),
            ("skriv til fat•••••••@m•••.example nu", "D06"),
            ("fatima.a**********@****.example", "D06"),
            ("tlf. ** ** 24 68", "D07"),
            ("+45 13 •• •• 68", "D07"),
            ("xxxx2468", "D07"),
            ("CPR ******-1234", "D04"),
            ("XXXXXX-1234", "D04"),
            ("7512**-****", "D04"),
            ("F***** A*-S****", "D02"),
            ("Al-S**** F****a", "D02"),
            ("Gl. Æ****** 17", "D08"),
            ("født **/**/1972", "D05"),
            ("15.12.xxxx", "D05"),
            ("1972-##-##", "D05"),
        ] {
            assert_eq!(seen(text), [want], "{text}");
        }
    }

    #[test]
    fn stars_around_something_else_are_none() {
        for text in [
            "**Vigtigt**", "f***@post.example", "g***@mail.example", "***@***", "** ** 24 69", "** 2468 **",
            "** ** ** 68", "F***** B***", "F***", "**/**/1973", "15/**/****", "15.12.1972", "xx", "Exxon 2468",
            "Gl. Æ****** 18", "##", "**** **** **** ****", "",
        ] {
            assert_eq!(seen(text), Vec::<&str>::new(), "{text}");
        }
    }

    proptest::proptest! {
        /// Against the plain way.
        #[test]
        fn a_pattern_fits_as_by_trying_everything(pattern in "[ab*]{0,7}", text in "[ab]{0,9}") {
            fn plain(pattern: &[u8], text: &[u8]) -> bool {
                match pattern.split_first() {
                    None => text.is_empty(),
                    Some((b'*', rest)) => (1..=text.len()).any(|hidden| plain(rest, &text[hidden..])),
                    Some((byte, rest)) => text.first() == Some(byte) && plain(rest, &text[1..]),
                }
            }
            proptest::prop_assert_eq!(matches(pattern.as_bytes(), text.as_bytes()), plain(pattern.as_bytes(), text.as_bytes()));
        }
    }
}
