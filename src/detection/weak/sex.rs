//! The sex of a candidate: words, titles and pronouns, and single letters in a field that is about it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{Around, Sighting, holds_a_word, whole};
use crate::candidates::AttributeId;
use crate::detection::haystack::Haystack;

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
    pub fn find(&self, hay: &Haystack<'_>, text: &str, around: &Around<'_>, out: &mut Vec<Sighting>) {
        let mut push = |tag, span| {
            out.push(Sighting { attribute: AttributeId::P01, value: self.value.clone(), tag, span });
        };
        let trimmed = text.trim();
        // `Køn: M` is a field as well.
        let (label, said) = trimmed.rsplit_once(':').map_or(("", trimmed), |(label, said)| (label, said.trim()));
        let labelled = |words: &[&str]| holds_a_word(label, words) || around.about(words);
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
        if let (Some(span), None) = (sign(own), sign(other)) {
            push("derived", span);
            return;
        }
        static ANY: LazyLock<AhoCorasick> = LazyLock::new(|| {
            AhoCorasick::new(FEMALE.iter().chain(&MALE).chain([&MAN])).expect("a few words make an automaton")
        });
        if !ANY.is_match(&hay.bytes) {
            return;
        }
        if ANYBODY.iter().any(|words| text.contains(words)) {
            return;
        }
        let (own, other) = self.sides(&FEMALE, &MALE);
        let hit = |words: &[&'static str]| {
            words.iter().find_map(|word| {
                let at = whole(hay, word.as_bytes())?;
                let (start, end) = hay.locate(at.0, at.1);
                let meant = match *word {
                    HERR => is_the_title(text, (start, end)),
                    HANS => &text[start..end] == *word,
                    "he" | "him" | "his" => is_in_a_sentence(text, (start, end)),
                    _ => true,
                };
                meant.then_some((*word, at))
            })
        };
        let man = self.value.eq_ignore_ascii_case(MAN) || labelled(&FIELDS) || trimmed.contains("avatar");
        if !self.female && trimmed.len() <= LITTLE && man && hit(&MALE).is_none() {
            if let Some((s, e)) = whole(hay, MAN.as_bytes()) {
                push("", hay.locate(s, e));
            }
            return;
        }
        if let (Some((word, (s, e))), None) = (hit(own), hit(other))
            && !(trimmed.len() <= LITTLE && around.is_one_to_choose(other))
        {
            let tag = if word.eq_ignore_ascii_case(&self.value) { "" } else { "derived" };
            push(tag, hay.locate(s, e));
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
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "ja" => Some(true),
        "false" | "no" | "nej" => Some(false),
        _ => None,
    }
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
