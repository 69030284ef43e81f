//! The sex of a candidate: words, titles and pronouns, and single letters in a field that is about it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{Around, Sighting, whole};
use crate::candidates::AttributeId;
use crate::detection::haystack::Haystack;

const FEMALE: [&str; 13] = [
    "kvinde", "female", "woman", "hun", "hende", "hendes", "fru", "frk", "kvinna", "kvinne", "weiblich", "frau", "she",
];
const MALE: [&str; 9] = ["mand", "male", "han", "ham", HERR, "mann", "mannlich", "maennlich", "herr"];
/// Also what anybody does: the word for a man counts where little else is said.
const MAN: &str = "man";
/// Characters of a text that says little.
const LITTLE: usize = 40;
/// The title, which is written with a dot; `HR` is a department.
const HERR: &str = "hr";
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
        if trimmed.len() == 1 {
            let small = trimmed.to_ascii_lowercase();
            let (own, other): (&[&str], &[&str]) = self.sides((&FEMALE_LETTERS, &MALE_LETTERS));
            if own.contains(&small.as_str()) && around.about(&FIELDS) && !around.is_one_to_choose(other) {
                push("derived", (0, text.len()));
            }
            return;
        }
        static ANY: LazyLock<AhoCorasick> = LazyLock::new(|| {
            AhoCorasick::new(FEMALE.iter().chain(&MALE).chain([&MAN])).expect("a few words make an automaton")
        });
        if !ANY.is_match(&hay.bytes) {
            return;
        }
        let (own, other): (&[&'static str], &[&'static str]) = self.sides((&FEMALE, &MALE));
        let title = text.contains("Hr. ") || text.contains("hr. ");
        let hit = |words: &[&'static str]| {
            let mut meant = words.iter().filter(|w| **w != HERR || title);
            meant.find_map(|w| whole(hay, w.as_bytes()).map(|at| (*w, at)))
        };
        if !self.female && trimmed.len() <= LITTLE && self.value.eq_ignore_ascii_case(MAN) {
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
        (female, male): (&'a [&'static str], &'a [&'static str]),
    ) -> (&'a [&'static str], &'a [&'static str]) {
        if self.female { (female, male) } else { (male, female) }
    }
}
