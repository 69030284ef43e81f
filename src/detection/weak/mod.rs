//! Values that prove something only inside a container that is tied to their candidate: sex, age, post code, initials,
//! nationality, parts of a birth date, names of accounts, and what masks leave.

mod ages;
mod births;
mod glance;
mod masks;
mod nations;
mod periods;
mod places;
mod sex;
mod words;

pub(crate) use masks::is_star;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::sync::OnceLock;

use ages::Age;
use aho_corasick::AhoCorasick;
use births::Birth;
use glance::Glance;
use masks::Masks;
use nations::Shown;
use periods::Period;
use sex::Sex;
use words::{Synonym, synonyms};

use super::fold::{fold, fold_str};
use super::key::{age_on, birth_date};
use super::labels::{Labels, humps_apart};
use crate::candidates::{AttributeId, Candidate, Dataset, Strength};
use crate::extraction::{Place, Segment};

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
    /// Finds what they fold to, but for codes, numbers and what everybody may have; made for those who are met.
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
    /// Whether anybody asked for more than the text: most texts hold none of the values, and then nobody does.
    asked: Cell<bool>,
    /// Place and text.
    told: OnceCell<String>,
}

impl<'a> Around<'a> {
    /// Of a text at a place; with the labels of a unit and the number of the segment, where it is one.
    pub fn new(text: &'a str, place: &'a Place<'a>, labels: Option<(&'a Labels<'a>, usize)>) -> Around<'a> {
        Around { text, place, labels, apart: None, asked: Cell::new(false), told: OnceCell::new() }
    }

    /// The same with whether it is only on one page with what the candidate is known by.
    #[must_use]
    pub fn apart(self, apart: &'a dyn Fn() -> bool) -> Around<'a> {
        Around { apart: Some(apart), ..self }
    }

    /// Whether anybody asked for more than the text. What was found without is found in the same text wherever it stands.
    pub fn was_asked(&self) -> bool {
        self.asked.get()
    }

    fn place(&self) -> String {
        self.asked.set(true);
        self.place.to_string()
    }

    fn labels(&self) -> Option<(&'a Labels<'a>, usize)> {
        self.asked.set(true);
        self.labels
    }

    /// Whether the text, its place or any label is of a kind.
    fn any(&self, is: impl Fn(&str) -> bool) -> bool {
        is(self.told()) || self.labels().is_some_and(|(labels, number)| labels.any(number, &is))
    }

    /// Whether any of these words stands in the text, its place or a label.
    fn about(&self, words: &[&str]) -> bool {
        self.any(|text| holds_a_word(text, words))
    }

    /// Whether any of these words stands in its place or a label.
    fn is_labelled(&self, words: &[&str]) -> bool {
        holds_a_word(&humps_apart(&self.place()), words)
            || self.labels().is_some_and(|(labels, number)| labels.any(number, |text| holds_a_word(text, words)))
    }

    fn told(&self) -> &str {
        self.told.get_or_init(|| format!("{} {}", humps_apart(&self.place()), self.text))
    }

    /// Whether the field that the text stands in has one of these names.
    fn is_called(&self, names: &[&str]) -> bool {
        let place = humps_apart(&self.place()).to_lowercase();
        let name = place.rsplit(['/', '>', '@']).next().unwrap_or_default();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        names.contains(&words.join(" ").as_str())
    }

    /// Whether the text is one of several to choose from, of which another is among these, and not the one that is chosen.
    fn is_one_to_choose(&self, others: &[&str]) -> bool {
        let Some((labels, number)) = self.labels() else { return false };
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
        let seen = Glance::of(text, self.any.get_or_init(|| self.automaton()));
        let Glance { trimmed, said, any, .. } = seen;
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
            if let Some(span) = seen.find(skeleton)
                && (!common || around.about(&ORIGIN))
            {
                out.push(Sighting { attribute: *id, value: value.clone(), tag: "", span });
            }
            if *id == AttributeId::D09
                && let Some(span) = places::part_of(&seen, value, around)
            {
                out.push(Sighting { attribute: *id, value: value.clone(), tag: "partial", span });
            }
        }
        if let Some(sex) = &self.sex {
            sex.find(&seen, around, out);
        }
        self.origin(&seen, around, out);
        if let Some(birth) = &self.birth {
            birth.find(&seen, around, out);
        }
        if let Some(age) = &self.age {
            age.find(&seen, around, out);
        }
        for synonym in self.synonyms.iter().filter(|synonym| any || synonym.is(said)) {
            let span = match synonym.is_code() || synonym.stands_alone() {
                true => (synonym.is(said) || fold(said) == synonym.skeleton).then_some((0, text.len())),
                false => seen.find(&synonym.skeleton),
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
            let are = |said: &str| {
                let letters = letters.chars().eq(said.chars().filter(|c| !matches!(c, '.' | ' ' | '-')));
                said == value || letters && said.len() <= 2 * value.len()
            };
            let labelled = || trimmed.rsplit_once(':').filter(|(label, _)| holds_a_word(label, &INITIALS));
            let said = if are(said) { labelled().map_or(trimmed, |_| said) } else { trimmed };
            if are(said) {
                let tag = if said == value { "" } else { "initials" };
                out.push(Sighting { attribute: AttributeId::D03, value: value.clone(), tag, span: (0, text.len()) });
            } else if let Some(span) = initials_in(&seen, value) {
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
        if seen.masked {
            self.masks.find(text, out);
        }
    }

    /// Years of which one field holds the first and another the last, and how that disguises them: a period, or some around the
    /// age.
    pub fn over_fields(&self, from: &Segment<'_>, to: &Segment<'_>) -> Option<(AttributeId, &str, &'static str)> {
        let period = self.periods.iter().find(|period| period.stands_in(from.text, to.text));
        let period = period.map(|period| (AttributeId::X05, period.value.as_str(), "split"));
        let age = || self.age.as_ref().filter(|age| age.is_between(from, to));
        period.or_else(|| age().map(|age| (age.attribute, age.value.as_str(), "partial")))
    }

    /// The nationality by its country, code or flag.
    fn origin(&self, seen: &Glance<'_>, around: &Around<'_>, out: &mut Vec<Sighting>) {
        let Some((value, shown)) = &self.nation else { return };
        let text = seen.text;
        let flag = shown.flag.as_ref().filter(|_| !text.is_ascii());
        let flag = flag.and_then(|flag| text.find(flag.as_str()).map(|at| (at, at + flag.len())));
        let flag = flag.or_else(|| (seen.any && shown.is_called_after_the_flag(text)).then_some((0, text.len())));
        let word = || {
            shown.words.iter().find_map(|word| match word.len() {
                // A code stands alone.
                2 | 3 => (seen.said == *word).then_some((0, text.len())),
                _ => Some(word).filter(|_| seen.any).and_then(|word| seen.find(&fold(word))),
            })
        };
        let adjective = || {
            shown.adjectives.iter().filter(|_| seen.any).find_map(|word| {
                let (start, end) = seen.find(&fold(word))?;
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
        let nations = self.nation.iter().flat_map(|(_, shown)| shown.phrases());
        let all = phrases
            .chain(codes)
            .chain(birth)
            .chain(synonyms)
            .chain(nations)
            .chain(years)
            .filter(|pattern| !pattern.is_empty());
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

/// Initials with dots as a word of a text, in capitals, and not a part of longer ones.
fn initials_in(seen: &Glance<'_>, value: &str) -> Option<(usize, usize)> {
    let text = seen.text;
    if !seen.dots || !value.contains('.') {
        return None;
    }
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '.');
    text.match_indices(value).map(|(at, _)| (at, at + value.len())).find(|(start, end)| {
        let ends = text[*end..].chars().next();
        apart(text[..*start].chars().next_back()) && apart(ends)
    })
}

/// Sightings by candidate are kept sorted, so that the output does not depend on hashing.
pub(crate) type WeakTable = BTreeMap<u32, WeakValues>;

#[cfg(test)]
mod tests;
