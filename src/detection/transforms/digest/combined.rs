//! Digests of several values together, as systems make pseudonyms: name and birth date, number of the application and address.
//! In: what is known of each person. Out: what stands behind digests that are none of one value alone.

use std::sync::OnceLock;

use super::notations::each_digest;
use super::ways::{ALGORITHMS, Known};
use crate::detection::transforms::Summary;

/// What a digest may be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    /// The given name.
    Given,
    /// The family name.
    Family,
    /// Both names.
    Name,
    /// The birth date, in one of the usual notations.
    Date,
    /// The national number.
    Number,
    /// The e-mail address.
    Mail,
    /// The telephone number.
    Phone,
    /// The post code.
    Code,
    /// What the target calls the person or the application.
    Id,
}

/// What systems put together, in this order.
static RECIPES: [&[Fact]; 26] = {
    use Fact::{Code, Date, Family, Given, Id, Mail, Name, Number, Phone};
    [
        &[Mail],
        &[Number],
        &[Name],
        &[Phone],
        &[Given, Family],
        &[Family, Given],
        &[Name, Date],
        &[Date, Name],
        &[Given, Family, Date],
        &[Family, Given, Date],
        &[Family, Date],
        &[Name, Mail],
        &[Mail, Name],
        &[Mail, Date],
        &[Mail, Number],
        &[Mail, Phone],
        &[Number, Name],
        &[Name, Number],
        &[Name, Phone],
        &[Name, Code],
        &[Id, Mail],
        &[Mail, Id],
        &[Id, Number],
        &[Number, Id],
        &[Id, Name],
        &[Name, Id],
    ]
};
/// What stands between them.
const BETWEEN: [&str; 11] = ["", " ", "|", ":", ";", ",", ", ", "-", "_", "#", "/"];
/// What stands around one value that was hashed with more than itself: the end of a line, the quotes of JSON.
const AROUND: [(&str, &str); 3] = [("", "\n"), ("\"", "\""), ("", "\r\n")];
/// The digests that every language has.
const USUAL: usize = 4;
/// People of whom they are tried: several thousand digests for each.
const MOST: usize = 500;
/// How many numbers of forms and digests a person has.
const STRIDE: u32 = 1 << 14;

/// A fact in one notation, and the numbers of its values.
type Notation<'p> = (&'p str, &'p [u32]);

/// What is known of a person, each with the numbers of its values.
#[derive(Debug, Default)]
pub(crate) struct Person(Vec<(Fact, String, Vec<u32>)>);

impl Person {
    /// Adds a fact in one notation.
    pub fn add(&mut self, fact: Fact, text: String, values: &[u32]) {
        self.0.push((fact, text, values.to_vec()));
    }

    /// Every text that may be hashed, with the values that it is made of.
    fn forms<'a>(&'a self) -> Vec<(String, Vec<u32>)> {
        let mut forms = Vec::new();
        for recipe in RECIPES {
            // All notations of each.
            let mut rows: Vec<Vec<Notation<'a>>> = vec![Vec::new()];
            for fact in recipe {
                let of_fact = self.0.iter().filter(|(of, ..)| of == fact);
                let notations: Vec<Notation<'_>> =
                    of_fact.map(|(_, text, values)| (text.as_str(), values.as_slice())).collect();
                let longer = |row: &Vec<Notation<'a>>| {
                    notations.iter().map(|one| row.iter().copied().chain([*one]).collect()).collect::<Vec<Vec<_>>>()
                };
                rows = rows.iter().flat_map(longer).collect();
            }
            for row in rows {
                let texts: Vec<&str> = row.iter().map(|(text, _)| *text).collect();
                let joined: Vec<String> = match texts.as_slice() {
                    [one] => AROUND
                        .iter()
                        .map(|(before, behind)| format!("{before}{one}{behind}"))
                        .chain([one.to_string()])
                        .collect(),
                    several => BETWEEN.iter().map(|between| several.join(between)).collect(),
                };
                let values: Vec<u32> = row.iter().flat_map(|(_, values)| values.iter().copied()).collect();
                for text in joined {
                    let (small, capital) = (text.to_lowercase(), text.to_uppercase());
                    forms.extend([text, small, capital].map(|text| (text, values.clone())));
                }
            }
        }
        forms.truncate(STRIDE as usize / USUAL);
        forms
    }
}

/// Digests of what is known of all people together, made when the first one is asked for.
#[derive(Debug, Default)]
pub(crate) struct Combined {
    people: Vec<Person>,
    /// First bits of a digest, and the number of its person, form and algorithm; in order.
    entries: OnceLock<Vec<(u32, u32)>>,
}

impl Combined {
    /// Adds a person; beyond as many as are tried, what is known of each is not kept.
    pub fn add(&mut self, person: Person) {
        let kept = self.people.len() < MOST;
        self.people.push(if kept { person } else { Person::default() });
    }

    /// Calls `hit(start, end, value, names)` for each value in a digest of several.
    pub fn scan(&self, text: &str, summary: &Summary, mut hit: impl FnMut(usize, usize, u32, &[&'static str])) {
        if self.people.len() > MOST {
            return;
        }
        let entries = self.entries.get_or_init(|| self.entries());
        let mut get = |first: u64| self.get(entries, first);
        each_digest(text, summary, &mut get, &mut |start, end, code, names| {
            let form = self.form(code);
            form.iter().flat_map(|(_, values)| values).for_each(|value| hit(start, end, *value, names));
        });
    }

    fn entries(&self) -> Vec<(u32, u32)> {
        let mut entries = Vec::new();
        for (person, number) in self.people.iter().zip(0u32..) {
            for ((text, _), at) in person.forms().iter().zip(0u32..) {
                for (algorithm, digest) in (0u32..).zip(&ALGORITHMS[..USUAL]) {
                    if let Some(first) = digest.1(text.as_bytes()).first_chunk::<4>() {
                        let code = number * STRIDE + at * USUAL as u32 + algorithm;
                        entries.push((u32::from_be_bytes(*first), code));
                    }
                }
            }
        }
        entries.sort_unstable();
        entries
    }

    fn form(&self, code: u32) -> Option<(String, Vec<u32>)> {
        let person = self.people.get((code / STRIDE) as usize)?;
        person.forms().into_iter().nth((code % STRIDE) as usize / USUAL)
    }

    fn get(&self, entries: &[(u32, u32)], first: u64) -> Option<Known> {
        let key = (first >> 32) as u32;
        let alike = entries[entries.partition_point(|(k, _)| *k < key)..].iter().take_while(|(k, _)| *k == key);
        alike.into_iter().find_map(|(_, code)| {
            let (name, digest) = ALGORITHMS[(code % STRIDE) as usize % USUAL];
            let digest = digest(self.form(*code)?.0.as_bytes());
            let same = digest.first_chunk::<8>().is_some_and(|head| u64::from_be_bytes(*head) == first);
            same.then(|| (*code, vec!["combined", name], digest))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::{detect_text, sample};

    fn shown(text: &str) -> Vec<&'static str> {
        let mut codes: Vec<_> = detect_text(text, &sample()).iter().map(|m| m.attribute.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    #[test]
    fn digests_of_several_values_show_each_of_them() {
        for (text, want) in [
            ("Fatima Al-Sayed|1972-12-15", vec!["D01", "D02", "D05"]),
            ("fatima al-sayed15121972", vec!["D01", "D02", "D05"]),
            ("FATIMA;AL-SAYED;1972-12-15", vec!["D01", "D02", "D05"]),
            ("Al-Sayed, Fatima", vec!["D01", "D02"]),
            ("fatima.alsayed72@mail.example:751272-1234", vec!["D04", "D06"]),
            ("fatima.alsayed72@mail.example\n", vec!["D06"]),
            ("\"7512721234\"", vec!["D04"]),
            ("Fatima Al-Sayed|1972-12-16", vec![]),
        ] {
            for (_, digest) in &ALGORITHMS[..USUAL] {
                let digits = hex::encode(digest(text.as_bytes()));
                assert_eq!(shown(&format!("id={digits}")), want, "{text}");
            }
        }
    }

    #[test]
    fn a_person_has_fewer_forms_than_numbers_for_them() {
        let mut person = Person::default();
        for (fact, notations) in [(Fact::Date, 3), (Fact::Phone, 3), (Fact::Number, 2), (Fact::Id, 3)] {
            (0..notations).for_each(|n: u32| person.add(fact, n.to_string(), &[n]));
        }
        for fact in [Fact::Given, Fact::Family, Fact::Name, Fact::Mail, Fact::Code] {
            person.add(fact, "x".into(), &[0]);
        }
        assert!(person.forms().len() < STRIDE as usize / USUAL, "{}", person.forms().len());
    }
}
