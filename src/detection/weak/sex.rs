//! The sex of a candidate: words, titles and pronouns, and single letters in a field that is about it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::glance::{Glance, WORDS};
use super::{Around, Sighting, holds_a_word};
use crate::candidates::AttributeId;

const FEMALE: [&str; 21] = [
    "kvinde", "kvinden", "kvindens", "kvindelig", "kvindelige", "dame", "damen", "female", "woman", "hun", "hende",
    "hendes", "fru", "frk", "kvinna", "kvinne", "weiblich", "frau", "she", "mortil", "familiemor",
];
const MALE: [&str; 21] = [
    "mand", "manden", "mandens", "mandlig", "mandlige", "herre", "herren", "male", "han", "ham", "he", "him", "his",
    HERR, HANS, "mann", "mannlich", "maennlich", "herr", "fartil", "familiefar",
];
/// Titles and signs, as they are written.
const FEMALE_SIGNS: [&str; 8] = ["Mrs.", "Ms.", "Mrs ", "Ms ", "♀", "👩", "fa-venus", "icon-venus"];
const MALE_SIGNS: [&str; 6] = ["Mr.", "Mr ", "♂", "👨", "fa-mars", "icon-mars"];
/// What is said of anybody; the word for what is hers is another one in Danish, and not looked for.
const ANYBODY: [&str; 4] = ["his/her", "his or her", "him/her", "him or her"];
/// Titles that are all that a field holds.
const FEMALE_TITLES: [&str; 3] = ["mrs", "ms", "miss"];
const MALE_TITLES: [&str; 2] = ["mr", "hr"];
const TITLES: [&str; 7] = ["titel", "title", "salutation", "tiltale", "anrede", "honorific", "prefix"];
/// Names of fields that hold yes or no.
const FEMALE_FIELDS: [&str; 5] = ["is female", "female", "is woman", "er kvinde", "kvinde"];
const MALE_FIELDS: [&str; 5] = ["is male", "male", "is man", "er mand", "mand"];
/// Also what anybody does: the word for a man counts where little else is said.
const MAN: &str = "man";
/// Characters of a text that says little.
const LITTLE: usize = 40;
/// The title, which is written with a dot; `HR` is a department.
const HERR: &str = "hr";
/// What is his; with a capital it is a name.
const HANS: &str = "hans";
/// Letters for it.
const FEMALE_LETTERS: [&str; 3] = ["k", "f", "w"];
const MALE_LETTERS: [&str; 1] = ["m"];
/// What a field is called that holds such a letter.
const FIELDS: [&str; 7] = ["køn", "koen", "gender", "sex", "kjønn", "kön", "geschlecht"];

/// Finds the signs.
pub(super) static SIGNS: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(signs()).expect("a few signs make an automaton"));

/// The signs for both.
pub(super) fn signs() -> impl Iterator<Item = &'static str> {
    FEMALE_SIGNS.iter().chain(&MALE_SIGNS).copied()
}

/// The words for both.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    FEMALE.iter().chain(&MALE).chain([&MAN]).copied()
}

/// The sex of a candidate.
#[derive(Debug)]
pub(super) struct Sex {
    female: bool,
    value: String,
}

impl Sex {
    pub fn of(value: &str) -> Sex {
        let lower = value.to_lowercase();
        let words = ["kvinde", "kvinna", "kvinne", "weiblich", "frau", "female", "woman", "f", "k", "w"];
        Sex { female: words.contains(&lower.as_str()), value: value.to_owned() }
    }

    /// Looks for it in one text.
    pub fn find(&self, seen: &Glance<'_>, around: &Around<'_>, out: &mut Vec<Sighting>) {
        let mut push = |tag, span| {
            out.push(Sighting { attribute: AttributeId::P01, value: self.value.clone(), tag, span });
        };
        let Glance { text, trimmed, said, .. } = *seen;
        // `Køn: M` is a field as well.
        let label = || trimmed.rsplit_once(':').map_or("", |(label, _)| label);
        let labelled = |words: &[&str]| holds_a_word(label(), words) || around.about(words);
        if said.len() == 1 {
            let small = said.to_ascii_lowercase();
            let (own, other) = self.sides(&FEMALE_LETTERS, &MALE_LETTERS);
            if own.contains(&small.as_str()) && labelled(&FIELDS) && !around.is_one_to_choose(other) {
                push("derived", (0, text.len()));
            }
            return;
        }
        if let Some(yes) = yes_or_no(trimmed) {
            let (own, other) = self.sides(&FEMALE_FIELDS, &MALE_FIELDS);
            if around.is_called(if yes { own } else { other }) {
                push("derived", (0, text.len()));
            }
            return;
        }
        let (own, other) = self.sides(&FEMALE_TITLES, &MALE_TITLES);
        let is_title = |titles: &[&str]| titles.iter().any(|t| trimmed.trim_end_matches('.').eq_ignore_ascii_case(t));
        if is_title(own) && around.about(&TITLES) && !around.is_one_to_choose(other) {
            push("derived", (0, text.len()));
            return;
        }
        let (own, other) = self.sides(&FEMALE_SIGNS, &MALE_SIGNS);
        let sign = |signs: &[&str]| {
            let spans = signs.iter().find_map(|sign| text.find(sign).map(|at| (at, at + sign.len())));
            // A title stands before a name.
            spans.filter(|span| !text[..span.1].ends_with(' ') || text[span.1..].starts_with(char::is_uppercase))
        };
        if seen.signs
            && let (Some(span), None) = (sign(own), sign(other))
        {
            push("derived", span);
            return;
        }
        if !seen.words || ANYBODY.iter().any(|words| text.contains(words)) {
            return;
        }
        let (own, other) = self.sides(&FEMALE, &MALE);
        let found = whole_words(seen);
        let hit = |of: &[&'static str]| {
            of.iter().find_map(|word| {
                let (start, end) = *found.get(word)?;
                let meant = match *word {
                    HERR => is_the_title(text, (start, end)),
                    HANS => &text[start..end] == *word,
                    "he" | "him" | "his" => is_in_a_sentence(text, (start, end)),
                    _ => true,
                };
                meant.then_some((*word, (start, end)))
            })
        };
        let man = || self.value.eq_ignore_ascii_case(MAN) || labelled(&FIELDS) || trimmed.contains("avatar");
        let little = trimmed.len() <= LITTLE;
        if !self.female && little && found.contains_key(MAN) && hit(&MALE).is_none() && man() {
            push("", found[MAN]);
        } else if let (Some((word, span)), None) = (hit(own), hit(other))
            && !(little && around.is_one_to_choose(other))
        {
            push(if word.eq_ignore_ascii_case(&self.value) { "" } else { "derived" }, span);
        }
    }

    /// What is for the candidate's sex, and for the other one.
    fn sides<'a>(
        &self,
        female: &'a [&'static str],
        male: &'a [&'static str],
    ) -> (&'a [&'static str], &'a [&'static str]) {
        if self.female { (female, male) } else { (male, female) }
    }
}

/// Whether a text is the answer to a question of yes or no.
fn yes_or_no(text: &str) -> Option<bool> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    is(["true", "yes", "ja"]).then_some(true).or_else(|| is(["false", "no", "nej"]).then_some(false))
}

/// Where each of the words stands as a whole word for the first time.
fn whole_words(seen: &Glance<'_>) -> BTreeMap<&'static str, (usize, usize)> {
    let hay = seen.hay();
    let mut whole = BTreeMap::new();
    for found in WORDS.find_overlapping_iter(&hay.bytes) {
        // Behind the words for a sex are others.
        let Some(word) = words().nth(found.pattern().as_usize()) else { continue };
        if hay.clean(found.start()) && hay.clean(found.end()) {
            whole.entry(word).or_insert_with(|| hay.locate(found.start(), found.end()));
        }
    }
    whole
}

/// Whether the two letters are the title before a name, and no department or number of hours.
fn is_the_title(text: &str, (start, end): (usize, usize)) -> bool {
    let after_a_number = text[..start].trim_end().ends_with(|c: char| c.is_ascii_digit());
    // The host `hr.example` goes on.
    let ends = text[end..].strip_prefix('.').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    matches!(&text[start..end], "hr" | "Hr") && ends && !after_a_number
}

/// Whether an English pronoun stands beside other words, or is told as one's own: `he` is a language as well.
fn is_in_a_sentence(text: &str, (start, end): (usize, usize)) -> bool {
    text[..start].ends_with(' ') || text[end..].starts_with(' ') || text.to_lowercase().contains("he/him")
}
