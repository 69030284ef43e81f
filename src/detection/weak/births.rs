//! Birth dates without their day, their year, or their century.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use memchr::memmem;
use regex::Regex;

use super::glance::Glance;
use super::{Around, Sighting, holds_a_word};
use crate::candidates::AttributeId;
use crate::detection::fold::fold_str;
use crate::detection::judgement::speaks_of_birth;
use crate::detection::key::month_names;

/// The birth date of a candidate.
#[derive(Debug)]
pub(super) struct Birth {
    value: String,
    date: NaiveDate,
    /// Parts of it that count where birth is spoken of, folded; the year last.
    parts: Vec<String>,
}

impl Birth {
    /// Of the date and the value that it was read from.
    pub fn of(date: NaiveDate, value: &str) -> Birth {
        Birth { value: value.to_owned(), date, parts: parts_of_a_date(date) }
    }

    /// Folded parts of it.
    pub fn parts(&self) -> &[String] {
        &self.parts
    }

    /// Looks for it in a text.
    pub fn find(&self, seen: &Glance<'_>, around: &Around<'_>, out: &mut Vec<Sighting>) {
        let text = seen.text;
        let mut add = |tag, span| {
            out.push(Sighting { attribute: AttributeId::D05, value: self.value.clone(), tag, span });
        };
        if seen.any {
            let whole = self.parts.iter().find_map(|part| seen.find(part.as_bytes()));
            let told = |span: &(usize, usize)| is_called_birth(&text[..span.0]) || around.any(speaks_of_birth);
            if let Some(span) = whole.filter(|span| !in_a_date(text, *span) && told(span)) {
                add("partial", span);
            }
        }
        // All else ends with two digits of the year.
        let short = self.parts.last().and_then(|year| year.get(2..)).unwrap_or_default();
        if !seen.digits || memmem::find(text.as_bytes(), short.as_bytes()).is_none() {
            return;
        }
        if let Some(span) = short_year(text, short, around) {
            add("partial", span);
        }
        if let Some(span) = self.in_short(text) {
            add("date-format", span);
        }
    }

    /// A whole date with two digits of its year: `20/6-83`, `20.6.83`, `6/20/83`. Its few digits say nothing about anybody else.
    fn in_short(&self, text: &str) -> Option<(usize, usize)> {
        static DATE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\b(\d{1,2})\. ?(\d{1,2})\. ?(\d\d)\b|\b(\d{1,2})([-/])(\d{1,2})[-/](\d\d)\b")
                .expect("a constant")
        });
        let year = (self.date.year() % 100) as u32;
        let is = |day: u32, month: u32| (day, month) == (self.date.day(), self.date.month());
        DATE.captures_iter(text).find_map(|date| {
            let number = |group: usize| date.get(group).and_then(|digits| digits.as_str().parse::<u32>().ok());
            let (first, second, last) = match number(1) {
                Some(first) => (first, number(2)?, number(3)?),
                None => (number(4)?, number(6)?, number(7)?),
            };
            let american = date.get(5).is_some_and(|sign| sign.as_str() == "/") && is(second, first);
            let span = date.get(0).map(|whole| (whole.start(), whole.end()))?;
            (last == year && (is(first, second) || american) && !in_a_date(text, span)).then_some(span)
        })
    }
}

/// A birth date without its day or year, folded; Danish and English.
fn parts_of_a_date(date: chrono::NaiveDate) -> Vec<String> {
    let mut parts = vec![date.format("%m%Y").to_string(), date.format("%Y%m").to_string()];
    for month in month_names(date) {
        parts.push(fold_str(&format!("{month}{}", date.format("%Y"))));
        parts.push(fold_str(&format!("{}{month}", date.format("%-d"))));
    }
    parts.push(date.format("%Y").to_string());
    parts
}

/// Whether a text ends with what a year of birth is called: `f. 1972`, `årgang 72`.
fn is_called_birth(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\'', '’', ':']).to_lowercase();
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
    matches!(word, "f." | "b." | "årgang" | "aargang" | "født" | "född" | "born")
}

/// A year of birth without its century, as `Født '72` or the value of a field that is called so.
fn short_year(text: &str, short: &str, around: &Around<'_>) -> Option<(usize, usize)> {
    if text.trim() == short {
        return around
            .any(|label| speaks_of_birth(label) && holds_a_word(label, &["year", "år", "aar"]))
            .then_some((0, text.len()));
    }
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "-/.".contains(c));
    text.match_indices(short).map(|(at, _)| (at, at + short.len())).find(|(start, end)| {
        let apart = !digit(text[..*start].chars().next_back()) && !digit(text[*end..].chars().next());
        apart && is_called_birth(&text[..*start])
    })
}

/// Whether digits of a text are a part of a longer date or number.
fn in_a_date(text: &str, (start, end): (usize, usize)) -> bool {
    let digit = |mut chars: std::iter::Peekable<&mut dyn Iterator<Item = char>>| {
        chars.next_if(|c| "-./".contains(*c));
        chars.next().is_some_and(|c| c.is_ascii_digit())
    };
    let before: &mut dyn Iterator<Item = char> = &mut text[..start].chars().rev();
    let after: &mut dyn Iterator<Item = char> = &mut text[end..].chars();
    digit(before.peekable()) || digit(after.peekable())
}
