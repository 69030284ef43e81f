//! Whether a value that stands in a text means its candidate, from what stands around it.

use super::containers::Containers;
use super::key::{Key, Rule};
use super::labels::{Labels, humps_apart};
use super::matches::Confidence;
use super::neighbours::{in_a_random_id, in_a_random_token};
use super::node::{Node, Origin, ceil, floor, root_span, text_of};
use crate::extraction::Segments;

/// A strong or unusual value at a place of a text, not yet a match.
#[derive(Debug)]
pub(crate) struct Hit {
    pub origin: Origin,
    pub segment: usize,
    /// In the text of `origin`; on the seam of segments, in the first segment.
    pub span: (usize, usize),
    pub value: u32,
    pub rule: Rule,
    pub names: Vec<String>,
    pub split: bool,
    /// The letters of one word stand in several: ordinary words in a row may make a name.
    pub loose: bool,
    /// All segments that it lies in, where these are fields.
    pub fields: Vec<usize>,
}

/// Differences that a decoded name seldom has.
const RARE: [&str; 2] = ["unicode-form", "separators"];

/// Words that make a date a birth date.
const BIRTH: [&str; 11] =
    ["bday", "født", "foedt", "fødsel", "foedsel", "birth", "born", "dob", "cpr", "alder", "fodsel"];

impl Hit {
    /// A value as it stands in one text.
    pub fn new(
        origin: Origin,
        segment: usize,
        span: (usize, usize),
        value: u32,
        rule: Rule,
        names: Vec<String>,
    ) -> Hit {
        Hit { origin, segment, span, value, rule, names, split: false, loose: false, fields: Vec::new() }
    }

    /// How sure it is that the candidate is meant; none where it may well be somebody else, or nobody.
    pub fn confidence(
        &self,
        key: &Key,
        segments: &Segments,
        nodes: &[Node],
        containers: &Containers<'_>,
        labels: &Labels<'_>,
    ) -> Option<Confidence> {
        let value = &key.values[self.value as usize];
        let place = segments.get(self.segment).place.to_string();
        let tied = containers.tied(&place, segments.text(self.segment));
        let own = tied == Some(value.candidate);
        match self.rule {
            Rule::Qualification | Rule::Anchor => None,
            Rule::Given | Rule::Word | Rule::Number if self.loose && !own => None,
            Rule::Given if !own && self.by_chance(segments, nodes) => None,
            Rule::Backwards if !own => None,
            Rule::Date => {
                let text = text_of(self.origin, segments, nodes);
                let end = ceil(text, (self.span.1 + 40).min(text.len()));
                let whole_word = text[end..].bytes().take(64).take_while(u8::is_ascii_alphanumeric).count();
                let near = &text[floor(text, self.span.0.saturating_sub(40))..end + whole_word];
                // Bare numbers and day-and-month forms are birth dates only where the container says whose.
                let full = text[self.span.0..self.span.1].chars().any(|c| !c.is_ascii_digit()) || self.names.is_empty();
                let labelled = || {
                    let mut fields = std::iter::once(self.segment).chain(self.fields.iter().copied());
                    fields.any(|field| labels.any(field, speaks_of_birth))
                };
                let told = speaks_of_birth(near) || speaks_of_birth(&humps_apart(&place)) || labelled();
                match (own, told) {
                    (true, _) if full || told => Some(Confidence::Certain),
                    (false, true) if full && value.unique && tied.is_none() => Some(Confidence::Certain),
                    (false, true) if tied.is_none() => Some(Confidence::Likely),
                    _ => None,
                }
            }
            Rule::Given => {
                let text = text_of(self.origin, segments, nodes);
                let rest = text[self.span.1..].trim_start_matches([' ', '\u{a0}']);
                let initial = key.family_initials[value.candidate as usize];
                let shown = abbreviated(rest);
                let stranger = rest.len() < text.len() - self.span.1
                    && rest.chars().next().is_some_and(char::is_uppercase)
                    && (shown.is_none() || shown != initial);
                let capital = written_as_a_name(&text[self.span.0..self.span.1]);
                match (own, value.unique) {
                    (true, true) => Some(Confidence::Certain),
                    (true, false) => Some(Confidence::Likely),
                    (false, true) if capital && !stranger && tied.is_none() => Some(Confidence::Likely),
                    _ => None,
                }
            }
            Rule::User if !own && (!value.unique || tied.is_some()) => None,
            Rule::Alike | Rule::Masked => Some(Confidence::Likely),
            Rule::Code if !own && (!value.unique || tied.is_some()) => None,
            Rule::User | Rule::Cut | Rule::CutByDots | Rule::CutFile | Rule::Code if !own => Some(Confidence::Likely),
            _ if value.unique || own => Some(Confidence::Certain),
            _ => Some(Confidence::Likely),
        }
    }

    /// Whether a short name was decoded out of what is hardly text: random bytes hold it in some letters or other, and a number
    /// may be hexadecimal digits of one.
    fn by_chance(&self, segments: &Segments, nodes: &[Node]) -> bool {
        if in_a_random_token(text_of(self.origin, segments, nodes), self.span) {
            return true;
        }
        let Origin::Node(number) = self.origin else { return false };
        // Of a long run a few letters alone could be read.
        let decoded = &nodes[number].decoded;
        let source: usize = decoded.pieces.iter().map(|piece| piece.source_len).sum();
        if decoded.text.len() * 5 < source * 2 {
            return true;
        }
        let (start, end) = root_span(self.origin, self.span, nodes);
        let text = segments.text(self.segment);
        if in_a_random_id(text, floor(text, start), ceil(text, end)) {
            return true;
        }
        let source = text.as_bytes().get(start..end).unwrap_or_default();
        self.names.iter().any(|name| RARE.contains(&name.as_str())) || source.iter().all(u8::is_ascii_digit)
    }
}

/// The letter that a text begins with where it stands alone, in small.
fn abbreviated(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| c.is_alphabetic())?;
    let alone = chars.next().is_none_or(|c| !c.is_alphanumeric());
    alone.then(|| first.to_lowercase().next()).flatten()
}

/// Whether a text holds a word about birth. Short ones stand alone or in an ordinary compound, because random tokens hold
/// them as well.
pub(super) fn speaks_of_birth(words: &str) -> bool {
    const BEHIND: [&str; 7] = ["", "nr", "nummer", "no", "number", "dato", "date"];
    words.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| {
        BIRTH.iter().any(|birth| match word.strip_prefix(birth) {
            _ if birth.len() > 4 => word.contains(birth),
            Some(rest) => BEHIND.contains(&rest),
            None => false,
        })
    })
}

/// Whether a word begins with a capital and goes on in one case: `TAGe` is a piece of a random token.
fn written_as_a_name(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    first && (letters.clone().all(char::is_lowercase) || letters.all(char::is_uppercase))
}
