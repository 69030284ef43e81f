//! The age of a candidate: in years, or the band of years that it lies in.

use super::glance::Glance;
use super::{Around, Sighting, holds_a_word};
use crate::candidates::AttributeId;
use crate::detection::labels::humps_apart;
use crate::detection::node::{ceil, floor};
use crate::extraction::Segment;

/// What stands beside an age, and what it is labelled with: a number of years may be anything.
const AGE: [&str; 14] = [
    "år", "årig", "årige", "årgang", "aar", "aarig", "age", "aged", "alder", "years", "year", "ålder", "alter", "jahre",
];
const AGE_LABELS: [&str; 10] = ["årgang", "old", "age", "aged", "alder", "ålder", "alter", "gammel", "gamle", "gammal"];
/// Units that are written right behind the number.
const UNITS: [&str; 6] = ["yo", "y.o", "y/o", "yrs", "aar", "år"];
/// Decades of an age in words, from the twenties on.
const DECADES: [[&str; 2]; 5] = [
    ["tyverne", "twenties"],
    ["trediverne", "thirties"],
    ["fyrrerne", "forties"],
    ["halvtredserne", "fifties"],
    ["tresserne", "sixties"],
];
/// What stands before the decade of an age, and not before that of a century.
const WITHIN: [&str; 8] = ["midt", "sidst", "først", "slutningen", "starten", "mid", "late", "early"];
/// Bytes of a text that says little, and beside a number in which a word tells what it is in a longer one.
const LITTLE: usize = 40;
const BESIDE: usize = 20;
/// Years of the widest band that says something.
const WIDEST: u32 = 15;

/// Words in the names of two fields that hold the ends of a band of years.
const LOWEST: [&str; 9] = ["min", "minimum", "from", "fra", "lower", "start", "gte", "low", "von"];
const HIGHEST: [&str; 9] = ["max", "maximum", "to", "til", "upper", "end", "lte", "high", "bis"];

/// Decades in words.
pub(super) fn decades() -> impl Iterator<Item = &'static str> {
    DECADES.iter().flatten().copied()
}

/// The age of a candidate.
#[derive(Debug)]
pub(super) struct Age {
    pub attribute: AttributeId,
    pub value: String,
    /// Its digits.
    pub digits: String,
}

impl Age {
    /// Looks for it in one text.
    pub fn find(&self, seen: &Glance<'_>, around: &Around<'_>, out: &mut Vec<Sighting>) {
        let text = seen.text;
        let Ok(years) = self.digits.parse::<u32>() else { return };
        let mut push = |tag, span| {
            out.push(Sighting { attribute: self.attribute, value: self.value.clone(), tag, span });
        };
        let numbers = if seen.digits { numbers(text) } else { Vec::new() };
        let mut spans = numbers.iter().filter(|span| text[span.0..span.1] == self.digits);
        // In a long text the word stands beside the number.
        let beside = |span: &(usize, usize)| {
            let (start, end) =
                (floor(text, span.0.saturating_sub(BESIDE)), ceil(text, (span.1 + BESIDE).min(text.len())));
            holds_a_word(&text[start..end], &AGE)
        };
        let told = |span: &(usize, usize)| {
            around.about(&AGE_LABELS) && text.len() <= LITTLE || around.is_labelled(&AGE_LABELS) || beside(span)
        };
        if let Some(span) = spans.find(|span| has_a_unit(&text[span.1..]) || (is_apart(text, **span) && told(span))) {
            push("", *span);
            return;
        }
        if let Some(span) = band(text, &numbers, years).filter(|_| around.about(&AGE_LABELS)) {
            push("partial", span);
        } else if let Some(span) = seen.words.then(|| decade_in_words(text, years)).flatten() {
            push("partial", span);
        }
    }
}

impl Age {
    /// Whether two fields hold the ends of a band of ages that it lies in: `{"ageRange": {"min": 50, "max": 59}}`.
    pub fn is_between(&self, lowest: &Segment<'_>, highest: &Segment<'_>) -> bool {
        let number = |text: &str| Some(text.trim()).filter(|text| text.len() == 2)?.parse::<u32>().ok();
        let (Some(from), Some(to), Ok(years)) = (number(lowest.text), number(highest.text), self.digits.parse::<u32>())
        else {
            return false;
        };
        let called = |field: &Segment<'_>, words: &[&str]| holds_a_word(&humps_apart(field.place.name()), words);
        from <= years
            && years <= to
            && to - from <= WIDEST
            && called(lowest, &LOWEST)
            && called(highest, &HIGHEST)
            && [lowest, highest].iter().all(|field| Around::new("", &field.place, None).is_labelled(&AGE_LABELS))
    }
}

/// Where the numbers of two digits stand in a text.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let begin = at + next;
        let digits = bytes[begin..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 2 {
            numbers.push((begin, begin + 2));
        }
        at = begin + digits;
    }
    numbers
}

/// Whether a number is a word for itself, and no part of a fraction, an address or a date.
fn is_apart(text: &str, (start, end): (usize, usize)) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let mark = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| b".,:/".contains(b));
    let fraction = mark(start.checked_sub(1)) && digit(start.checked_sub(2)) || mark(Some(end)) && digit(Some(end + 1));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !fraction && !letter(text[..start].chars().next_back()) && !letter(text[end..].chars().next())
}

fn has_a_unit(behind: &str) -> bool {
    let behind = behind.trim_start_matches([' ', '\u{a0}', '-']);
    UNITS.iter().any(|unit| {
        behind.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(unit))
            && behind[unit.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    }) && !behind.contains("erfaring")
        && !behind.contains("experience")
}

/// A band of years around the age: `50-59`, `50+`.
fn band(text: &str, numbers: &[(usize, usize)], years: u32) -> Option<(usize, usize)> {
    let number = |span: (usize, usize)| text[span.0..span.1].parse::<u32>().unwrap_or(0);
    let mut bands = numbers.windows(2).filter(|pair| {
        let between = text[pair[0].1..pair[1].0].trim();
        matches!(between, "-" | "–" | "til" | "to" | "bis") && number(pair[0]) < number(pair[1])
    });
    let first = bands.next();
    // Several bands are those of a statistic.
    if bands.next().is_some() {
        return None;
    }
    let pair = first.filter(|pair| {
        let (from, to) = (number(pair[0]), number(pair[1]));
        from <= years && years <= to && to - from <= WIDEST
    });
    let open = || {
        let open = numbers.iter().find(|span| text[span.1..].starts_with('+') && number(**span) <= years)?;
        (years - number(*open) <= WIDEST).then_some((open.0, open.1 + 1))
    };
    let decade = || {
        let marks = ["'erne", "’erne", "erne", "s"];
        let decade = numbers.iter().find(|s| number(**s) == years / 10 * 10)?;
        let mark = marks.iter().find(|mark| text[decade.1..].starts_with(**mark))?;
        Some((decade.0, decade.1 + mark.len()))
    };
    pair.map(|pair| (pair[0].0, pair[1].1)).or_else(open).or_else(decade)
}

/// The decade of the age in words: `midt i halvtredserne`.
fn decade_in_words(text: &str, years: u32) -> Option<(usize, usize)> {
    let words = DECADES.get((years / 10).checked_sub(2)? as usize)?;
    let small = text.to_lowercase();
    let (at, word) = words.iter().find_map(|word| small.find(word).map(|at| (at, word)))?;
    let mut before = small[..at].split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).rev().take(3);
    let within = before.any(|word| WITHIN.contains(&word));
    (within && small.len() == text.len()).then_some((at, at + word.len()))
}
