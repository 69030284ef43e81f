//! Values that prove something only inside a container that is tied to their candidate: sex, age, post code, initials,
//! nationality, names of accounts, and what masks leave.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;
use memchr::memmem;

use super::fold::{fold, fold_str};
use super::haystack::Haystack;
use super::key::{age_on, birth_date};
use super::masks::Masks;
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
    age: Option<(AttributeId, String, String)>,
    female: Option<(bool, String)>,
    masks: Masks,
    /// The family name, and beginnings of both names in one word, as user names are made.
    logins: Option<(String, Vec<String>)>,
    /// Finds what the phrases and the age fold to; made for those who are met.
    any: OnceLock<AhoCorasick>,
}

const FEMALE: [&str; 13] = [
    "kvinde", "female", "woman", "hun", "hende", "hendes", "fru", "frk", "kvinna", "kvinne", "weiblich", "frau", "she",
];
const MALE: [&str; 9] = ["mand", "male", "han", "ham", HERR, "mann", "mannlich", "maennlich", "herr"];
/// Also what anybody does: the word for a man counts where little else is said.
const MAN: &str = "man";
/// Characters of the longest name of an account that is made of beginnings.
const LOGIN: usize = 8;
/// Characters of a text that says little.
const LITTLE: usize = 40;
/// What stands beside a nationality or a mother tongue.
const ORIGIN: [&str; 16] = [
    "national", "nasjonalitet", "statsborger", "citizen", "medborgare", "staatsangeh", "modersmål", "modersmaal",
    "morsmål", "morsmaal", "muttersprache", "født", "född", "geboren", "mother", "pass",
];
/// The title, which is written with a dot; `HR` is a department.
const HERR: &str = "hr";

impl WeakValues {
    /// Collects them.
    pub fn new(candidate: &Candidate, dataset: &Dataset) -> WeakValues {
        let mut weak = WeakValues { masks: Masks::new(candidate), ..WeakValues::default() };
        let birth = candidate.value(AttributeId::D05).and_then(birth_date);
        if let (Some(birth), Some(day), Some(value)) =
            (birth, dataset.reference_date, candidate.value(AttributeId::D05))
        {
            weak.age = age_on(birth, day).map(|a| (AttributeId::D05, value.to_owned(), a.to_string()));
        }
        for a in &candidate.attributes {
            match a.id {
                AttributeId::P01 => {
                    let lower = a.value.to_lowercase();
                    let female = ["kvinde", "kvinna", "kvinne", "weiblich", "frau", "female", "woman", "f", "k", "w"]
                        .contains(&lower.as_str());
                    weak.female = Some((female, a.value.clone()));
                }
                AttributeId::P03 => weak.age = Some((a.id, a.value.clone(), a.value.clone())),
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
        if let (Some(given), Some(family)) = (candidate.value(AttributeId::D01), candidate.value(AttributeId::D02)) {
            weak.logins = Some((family.to_owned(), logins(&fold_str(given), &fold_str(family))));
        }
        weak
    }

    /// Looks for them in one text; `place` tells what a bare word or number means.
    pub fn find(&self, text: &str, place: &Place<'_>, out: &mut Vec<Sighting>) {
        // Most texts hold none of the values: what stands beside one is asked where there is one.
        let told = LazyCell::new(|| format!("{place} {text}").to_lowercase());
        // The last part of `user-agent` is no `age`.
        let about = |words: &[&str]| {
            told.split(|c: char| !c.is_alphanumeric())
                .any(|part| words.iter().any(|w| part == *w || (w.len() >= 5 && part.starts_with(w))))
        };
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
                && (!common || about(&ORIGIN))
            {
                let span = hay.locate(s, e);
                out.push(Sighting { attribute: *id, value: value.clone(), tag: "", span });
            }
            if *id == AttributeId::D09 && (trimmed == post_code(value) || trimmed == town(value)) {
                out.push(Sighting { attribute: *id, value: value.clone(), tag: "partial", span: (0, text.len()) });
            }
        }
        self.sex(&hay, text, out);
        if let Some((id, value, age)) = self.age.as_ref().filter(|_| any)
            && let Some((s, e)) = whole(&hay, age.as_bytes())
            && about(&[
                "år", "årig", "årige", "årgang", "age", "aged", "alder", "years", "year", "ålder", "alter", "jahre",
            ])
        {
            let span = hay.locate(s, e);
            out.push(Sighting { attribute: *id, value: value.clone(), tag: "", span });
        }
        for (value, letters) in &self.initials {
            if trimmed == letters || trimmed == value {
                let tag = if trimmed == value { "" } else { "initials" };
                out.push(Sighting { attribute: AttributeId::D03, value: value.clone(), tag, span: (0, text.len()) });
            } else if let Some(span) = initials_in(text, value) {
                out.push(Sighting { attribute: AttributeId::D03, value: value.clone(), tag: "", span });
            }
        }
        if let Some((family, logins)) = self.logins.as_ref().filter(|_| trimmed.len() <= LOGIN)
            && logins.iter().any(|login| trimmed.eq_ignore_ascii_case(login))
        {
            let (value, span) = (family.clone(), (0, text.len()));
            out.push(Sighting { attribute: AttributeId::D02, value, tag: "user-name", span });
        }
        self.masks.find(text, out);
    }

    fn automaton(&self) -> AhoCorasick {
        let phrases = self.phrases.iter().map(|(_, _, skeleton)| skeleton.clone());
        let places = self.phrases.iter().filter(|(id, ..)| *id == AttributeId::D09);
        let codes = places.flat_map(|(_, value, _)| [post_code(value), town(value)]).map(fold);
        let age = self.age.iter().map(|(_, _, age)| age.clone().into_bytes());
        let all = phrases.chain(codes).chain(age).filter(|pattern| !pattern.is_empty());
        AhoCorasick::new(all).expect("a few values make an automaton")
    }

    fn sex(&self, hay: &Haystack<'_>, text: &str, out: &mut Vec<Sighting>) {
        static ANY: LazyLock<AhoCorasick> = LazyLock::new(|| {
            AhoCorasick::new(FEMALE.iter().chain(&MALE).chain([&MAN])).expect("a few words make an automaton")
        });
        let Some((female, value)) = self.female.as_ref().filter(|_| ANY.is_match(&hay.bytes)) else { return };
        let (own, other): (&[&'static str], &[&'static str]) =
            if *female { (&FEMALE, &MALE) } else { (&MALE, &FEMALE) };
        let title = text.contains("Hr. ") || text.contains("hr. ");
        let hit = |words: &[&'static str]| {
            let mut meant = words.iter().filter(|w| **w != HERR || title);
            meant.find_map(|w| whole(hay, w.as_bytes()).map(|at| (*w, at)))
        };
        if !*female && text.trim().len() <= LITTLE && value.eq_ignore_ascii_case(MAN) {
            if let Some((s, e)) = whole(hay, MAN.as_bytes()) {
                out.push(Sighting {
                    attribute: AttributeId::P01,
                    value: value.clone(),
                    tag: "",
                    span: hay.locate(s, e),
                });
            }
            return;
        }
        if let (Some((word, (s, e))), None) = (hit(own), hit(other)) {
            let tag = if word.eq_ignore_ascii_case(value) { "" } else { "derived" };
            let span = hay.locate(s, e);
            out.push(Sighting { attribute: AttributeId::P01, value: value.clone(), tag, span });
        }
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

/// What follows a post code.
fn town(value: &str) -> &str {
    value.split_once(' ').map_or("", |(_, town)| town.trim())
}

/// What a post code and its town begin with.
fn post_code(value: &str) -> &str {
    value.split(' ').next().unwrap_or_default()
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
