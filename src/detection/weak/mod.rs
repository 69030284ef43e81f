//! Values that prove something only inside a container that is tied to their candidate: sex, age, post code, initials,
//! nationality, parts of a birth date, names of accounts, and what masks leave.

mod ages;
mod births;
mod masks;
mod nations;
mod periods;
mod places;
mod sex;
mod words;

pub(crate) use masks::is_star;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use memchr::memmem;

use ages::Age;
use births::Birth;
use masks::Masks;
use nations::Shown;
use periods::Period;
use sex::Sex;
use words::{Synonym, synonyms};

use super::fold::{fold, fold_str};
use super::haystack::Haystack;
use super::key::{age_on, birth_date};
use super::labels::{Labels, humps_apart};
use crate::candidates::{AttributeId, Candidate, Dataset, Strength};
use crate::extraction::Place;

/// A weak value found in a text.
#[derive(Debug)]
pub(crate) struct Sighting {
    pub attribute: AttributeId,
    pub value: String,
    pub tag: &'static str,
    pub span: (usize, usize),
}

/// The weak values of one candidate.
#[derive(Debug, Default)]
pub(crate) struct WeakValues {
    phrases: Vec<(AttributeId, String, Vec<u8>)>,
    initials: Vec<(String, String)>,
    age: Option<Age>,
    sex: Option<Sex>,
    nation: Option<(String, Shown)>,
    birth: Option<Birth>,
    masks: Masks,
    synonyms: Vec<Synonym>,
    periods: Vec<Period>,
    /// The family name, and beginnings of both names in one word, as user names are made.
    logins: Option<(String, Vec<String>)>,
    /// Finds what the phrases and the age fold to; made for those who are met.
    any: OnceLock<AhoCorasick>,
}

/// Characters of the longest name of an account that is made of beginnings.
const LOGIN: usize = 8;
/// What stands beside a nationality or a mother tongue.
const ORIGIN: [&str; 23] = [
    "national", "nasjonalitet", "statsborger", "citizen", "medborgare", "staatsangeh", "modersmål", "modersmaal",
    "morsmål", "morsmaal", "muttersprache", "født", "född", "geboren", "mother", "pass", "birth", "born", "fødeland",
    "fødested", "oprindelse", "herkomst", "origin",
];
/// What stands before a country that somebody is from.
const FROM: [&str; 4] = ["fra", "from", "från", "aus"];
/// What stands beside the name of an account: the beginnings of two names may be any word.
const ACCOUNT: [&str; 8] = ["bruger", "user", "username", "login", "initial", "account", "konto", "alias"];

/// What initials are labelled with.
const INITIALS: [&str; 3] = ["initialer", "initials", "initialen"];

/// What stands around a text that may hold a weak value.
pub(crate) struct Around<'a> {
    text: &'a str,
    place: &'a Place<'a>,
    labels: Option<(&'a Labels<'a>, usize)>,
    /// Whether it is only on one page with what the candidate is known by.
    apart: Option<&'a dyn Fn() -> bool>,
    /// Place and text: most texts hold none of the values, and then nobody asks.
    told: OnceCell<String>,
}

impl<'a> Around<'a> {
    /// Of a text at a place; with the labels of a unit and the number of the segment, where it is one.
    pub fn new(text: &'a str, place: &'a Place<'a>, labels: Option<(&'a Labels<'a>, usize)>) -> Around<'a> {
        Around { text, place, labels, apart: None, told: OnceCell::new() }
    }

    /// The same with whether it is only on one page with what the candidate is known by.
    #[must_use]
    pub fn apart(self, apart: &'a dyn Fn() -> bool) -> Around<'a> {
        Around { apart: Some(apart), ..self }
    }

    /// Whether the text, its place or any label is of a kind.
    fn any(&self, is: impl Fn(&str) -> bool) -> bool {
        is(self.told()) || self.labels.is_some_and(|(labels, number)| labels.any(number, &is))
    }

    /// Whether any of these words stands in the text, its place or a label.
    fn about(&self, words: &[&str]) -> bool {
        self.any(|text| holds_a_word(text, words))
    }

    /// Whether any of these words stands in its place or a label.
    fn is_labelled(&self, words: &[&str]) -> bool {
        holds_a_word(&humps_apart(&self.place.to_string()), words)
            || self.labels.is_some_and(|(labels, number)| labels.any(number, |text| holds_a_word(text, words)))
    }

    fn told(&self) -> &str {
        self.told.get_or_init(|| format!("{} {}", humps_apart(&self.place.to_string()), self.text))
    }

    /// Whether the field that the text stands in has one of these names.
    fn is_called(&self, names: &[&str]) -> bool {
        let place = humps_apart(&self.place.to_string()).to_lowercase();
        let name = place.rsplit(['/', '>', '@']).next().unwrap_or_default();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        names.contains(&words.join(" ").as_str())
    }

    /// Whether the text is one of several to choose from, of which another is among these, and not the one that is chosen.
    fn is_one_to_choose(&self, others: &[&str]) -> bool {
        let Some((labels, number)) = self.labels else { return false };
        let other = |text: &str| others.iter().any(|other| text.trim().eq_ignore_ascii_case(other));
        labels.is_one_of_a_choice(number, other) && !labels.is_chosen(number)
            || labels.is_one_of_an_array(number, other)
                && self.apart.is_some_and(|apart| apart())
                && !labels.is_chosen_by_its_code(number)
    }
}

/// Whether any of these words stands in a text. The last part of `user-agent` is no `age`.
fn holds_a_word(text: &str, words: &[&str]) -> bool {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|part| words.iter().any(|w| part == *w || (w.len() >= 5 && part.starts_with(w))))
}

impl WeakValues {
    /// Collects them.
    pub fn new(candidate: &Candidate, dataset: &Dataset) -> WeakValues {
        let mut weak = WeakValues { masks: Masks::new(candidate), ..WeakValues::default() };
        let birth = candidate.value(AttributeId::D05).and_then(birth_date);
        if let (Some(birth), Some(day), Some(value)) =
            (birth, dataset.reference_date, candidate.value(AttributeId::D05))
        {
            let age = |digits| Age { attribute: AttributeId::D05, value: value.to_owned(), digits };
            weak.age = age_on(birth, day).map(|years| age(years.to_string()));
        }
        for a in &candidate.attributes {
            weak.synonyms.extend(synonyms(a.id, &a.value));
            weak.periods
                .extend(Some(&a.value).filter(|_| a.id == AttributeId::X05).and_then(|years| Period::of(years)));
            match a.id {
                AttributeId::P01 => weak.sex = Some(Sex::of(&a.value)),
                AttributeId::P03 => {
                    weak.age = Some(Age { attribute: a.id, value: a.value.clone(), digits: a.value.clone() });
                }
                AttributeId::D03 => weak.initials.push((a.value.clone(), a.value.replace('.', ""))),
                AttributeId::D01 if fold(&a.value).len() >= 4 => {}
                AttributeId::D01 => weak.phrases.push((a.id, a.value.clone(), fold(&a.value))),
                AttributeId::D20 | AttributeId::D21 => {}
                _ if a.id.kind().strength == Strength::Weak => {
                    weak.phrases.push((a.id, a.value.clone(), fold(&a.value)));
                }
                _ => {}
            }
        }
        let nationality = candidate.value(AttributeId::P05);
        weak.nation = nationality.and_then(|value| Some((value.to_owned(), nations::shown(value)?)));
        weak.birth = birth.zip(candidate.value(AttributeId::D05)).map(|(date, value)| Birth::of(date, value));
        if let (Some(given), Some(family)) = (candidate.value(AttributeId::D01), candidate.value(AttributeId::D02)) {
            weak.logins = Some((family.to_owned(), logins(&fold_str(given), &fold_str(family))));
        }
        weak
    }

    /// Looks for them in one text; what stands around it tells what a bare word or number means.
    pub fn find(&self, text: &str, around: &Around<'_>, out: &mut Vec<Sighting>) {
        let hay = Haystack::of(text);
        let trimmed = text.trim();
        let any = self.any.get_or_init(|| self.automaton()).is_match(&hay.bytes);
        for (id, value, skeleton) in self.phrases.iter().filter(|_| any) {
            // The language of the page is not that of the person.
            let common = matches!(
                skeleton.as_slice(),
                b"dansk"
                    | b"danish"
                    | b"danmark"
                    | b"svensk"
                    | b"svenska"
                    | b"norsk"
                    | b"deutsch"
                    | b"british"
                    | b"english"
            );
            if let Some((s, e)) = whole(&hay, skeleton)
                && (!common || around.about(&ORIGIN))
            {
                let span = hay.locate(s, e);
                out.push(Sighting { attribute: *id, value: value.clone(), tag: "", span });
            }
            if *id == AttributeId::D09
                && let Some(span) = places::part_of(&hay, text, value, around)
            {
                out.push(Sighting { attribute: *id, value: value.clone(), tag: "partial", span });
            }
        }
        if let Some(sex) = &self.sex {
            sex.find(&hay, text, around, out);
        }
        self.origin(&hay, text, around, out);
        if let Some(birth) = &self.birth {
            birth.find(&hay, text, any, around, out);
        }
        if let Some(age) = self.age.as_ref().filter(|_| Age::may_stand_in(text)) {
            age.find(text, around, out);
        }
        let said = behind_a_label(trimmed);
        for synonym in self.synonyms.iter().filter(|synonym| any || synonym.is(said)) {
            let span = match synonym.is_code() || synonym.stands_alone() {
                true => (synonym.is(said) || fold(said) == synonym.skeleton).then_some((0, text.len())),
                false => whole(&hay, &synonym.skeleton).map(|(s, e)| hay.locate(s, e)),
            };
            if let Some(span) = span.filter(|_| synonym.labels.is_empty() || around.about(synonym.labels)) {
                let (attribute, value) = (synonym.attribute, synonym.value.clone());
                out.push(Sighting { attribute, value, tag: "derived", span });
            }
        }
        for period in self.periods.iter().filter(|_| any) {
            if let Some(span) = period.find(text) {
                out.push(Sighting { attribute: AttributeId::X05, value: period.value.clone(), tag: "", span });
            }
        }
        for (value, letters) in &self.initials {
            let said = trimmed.rsplit_once(':').filter(|(label, _)| holds_a_word(label, &INITIALS));
            let said = said.map_or(trimmed, |(_, said)| said.trim());
            if said == value || said.len() <= 2 * value.len() && said.replace(['.', ' ', '-'], "") == *letters {
                let tag = if said == value { "" } else { "initials" };
                out.push(Sighting { attribute: AttributeId::D03, value: value.clone(), tag, span: (0, text.len()) });
            } else if let Some(span) = initials_in(text, value) {
                out.push(Sighting { attribute: AttributeId::D03, value: value.clone(), tag: "", span });
            }
        }
        if let Some((family, logins)) = self.logins.as_ref().filter(|_| trimmed.len() <= LOGIN)
            && logins.iter().any(|login| trimmed.eq_ignore_ascii_case(login))
            && around.about(&ACCOUNT)
        {
            let (value, span) = (family.clone(), (0, text.len()));
            out.push(Sighting { attribute: AttributeId::D02, value, tag: "user-name", span });
        }
        self.masks.find(text, out);
    }

    /// The years of which one field holds the first and another the last.
    pub fn period_in(&self, from: &str, to: &str) -> Option<&str> {
        self.periods.iter().find(|period| period.stands_in(from, to)).map(|period| period.value.as_str())
    }

    /// The nationality by its country, code or flag.
    fn origin(&self, hay: &Haystack<'_>, text: &str, around: &Around<'_>, out: &mut Vec<Sighting>) {
        let Some((value, shown)) = &self.nation else { return };
        let flag = shown.flag.as_ref().filter(|_| !text.is_ascii());
        let flag = flag.and_then(|flag| text.find(flag.as_str()).map(|at| (at, at + flag.len())));
        let flag = flag.or_else(|| shown.is_called_after_the_flag(text).then_some((0, text.len())));
        let trimmed = text.trim();
        let said = behind_a_label(trimmed);
        let word = || {
            shown.words.iter().find_map(|word| match word.len() {
                // A code stands alone.
                2 | 3 => (said == *word).then_some((0, text.len())),
                _ => whole(hay, &fold(word)).map(|(s, e)| hay.locate(s, e)),
            })
        };
        let adjective = || {
            shown.adjectives.iter().find_map(|word| {
                let (s, e) = whole(hay, &fold(word))?;
                let (start, end) = hay.locate(s, e);
                // What one does to nails is written small.
                (*word != "polish" || text[start..].starts_with('P')).then_some((start, end))
            })
        };
        let from = |span: &(usize, usize)| {
            let before = text[..span.0].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            FROM.contains(&before.to_lowercase().as_str()) || around.about(&ORIGIN) || around.is_labelled(&FROM)
        };
        if let Some(span) = flag.or_else(|| word().filter(from)).or_else(adjective) {
            out.push(Sighting { attribute: AttributeId::P05, value: value.clone(), tag: "derived", span });
        }
    }

    fn automaton(&self) -> AhoCorasick {
        let phrases = self.phrases.iter().map(|(_, _, skeleton)| skeleton.clone());
        let towns = self.phrases.iter().filter(|(id, ..)| *id == AttributeId::D09);
        let codes = towns.flat_map(|(_, value, _)| [places::post_code(value), places::town(value)]).map(fold);
        let words = self.synonyms.iter().filter(|synonym| !synonym.is_code());
        let synonyms = words.map(|synonym| synonym.skeleton.clone());
        let years = self.periods.iter().map(|period| period.begin().as_bytes().to_vec());
        let birth = self.birth.iter().flat_map(Birth::parts).map(|part| part.clone().into_bytes());
        let all = phrases.chain(codes).chain(birth).chain(synonyms).chain(years).filter(|pattern| !pattern.is_empty());
        AhoCorasick::new(all).expect("a few values make an automaton")
    }
}

/// Beginnings of two names in one word: two letters of each as initials, three or four as the name of an account.
fn logins(given: &str, family: &str) -> Vec<String> {
    let mut logins = Vec::new();
    for (of_given, of_family) in [(2, 2), (3, 3), (3, 4), (4, 4)] {
        if let (Some(given), Some(family)) = (given.get(..of_given), family.get(..of_family)) {
            logins.extend([format!("{given}{family}"), format!("{family}{given}")]);
        }
    }
    logins
}

/// What a text says behind a label of its own, as in `Sprog: ar`.
fn behind_a_label(text: &str) -> &str {
    text.rsplit_once(':').map_or(text, |(_, said)| said.trim())
}

/// Initials with dots as a word of a text, in capitals, and not a part of longer ones.
fn initials_in(text: &str, value: &str) -> Option<(usize, usize)> {
    if !value.contains('.') {
        return None;
    }
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '.');
    text.match_indices(value).map(|(at, _)| (at, at + value.len())).find(|(start, end)| {
        let ends = text[*end..].chars().next();
        apart(text[..*start].chars().next_back()) && apart(ends)
    })
}

/// The first occurrence of `word` as a whole word or phrase.
fn whole(hay: &Haystack<'_>, word: &[u8]) -> Option<(usize, usize)> {
    if word.is_empty() || word.len() > hay.bytes.len() {
        return None;
    }
    // Places that overlap count too: a word may begin within what was none.
    let mut from = 0;
    while let Some(at) = memmem::find(&hay.bytes[from..], word) {
        let (start, end) = (from + at, from + at + word.len());
        if hay.clean(start) && hay.clean(end) {
            return Some((start, end));
        }
        from = start + 1;
    }
    None
}

/// Sightings by candidate are kept sorted, so that the output does not depend on hashing.
pub(crate) type WeakTable = BTreeMap<u32, WeakValues>;

#[cfg(test)]
mod tests;
