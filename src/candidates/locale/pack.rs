//! What a language pack holds: data and no rules. A pack is one folder with one [`Pack`], registered in `mod.rs`.

use super::national::{FirmNumber, Scheme};
use crate::candidates::{AttributeId, FixtureClass};

/// A sex as registers know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// A woman.
    Woman,
    /// A man.
    Man,
}

impl Sex {
    /// The other one.
    pub fn other(self) -> Sex {
        match self {
            Sex::Woman => Sex::Man,
            Sex::Man => Sex::Woman,
        }
    }
}

/// How the family names of one group are put together. Rare on purpose: a pool of the fifty commonest names would give
/// false hits in every page that a real person wrote.
#[derive(Debug)]
pub struct FamilyNames {
    /// First elements.
    pub firsts: &'static [&'static str],
    /// What stands between the two.
    pub joint: &'static str,
    /// Second elements.
    pub seconds: &'static [&'static str],
    /// Second elements for men, where names follow the sex.
    pub seconds_of_men: Option<&'static [&'static str]>,
}

impl FamilyNames {
    /// The second elements for a sex.
    pub fn seconds(&self, sex: Sex) -> &'static [&'static str] {
        match (sex, self.seconds_of_men) {
            (Sex::Man, Some(seconds)) => seconds,
            _ => self.seconds,
        }
    }

    /// How many names this rule can make.
    pub fn combinations(&self) -> usize {
        self.firsts.len() * self.seconds.len()
    }
}

/// The names of one group of people.
#[derive(Debug)]
pub struct Names {
    /// Given names of women.
    pub women: &'static [&'static str],
    /// Given names of men.
    pub men: &'static [&'static str],
    /// Family names.
    pub family: FamilyNames,
    /// Whether these people also write their names in Cyrillic letters.
    pub cyrillic: bool,
}

impl Names {
    /// The given names of a sex.
    pub fn given(&self, sex: Sex) -> &'static [&'static str] {
        match sex {
            Sex::Woman => self.women,
            Sex::Man => self.men,
        }
    }
}

/// Where a family comes from, in the words of the pack's language.
#[derive(Debug)]
pub struct Group {
    /// Names.
    pub names: &'static Names,
    /// How many of those who are drawn belong here, in parts of the sum over all groups.
    pub share: u32,
    /// Nationality as people write it; one is drawn where there are several.
    pub nationalities: &'static [&'static str],
    /// Mother tongue.
    pub tongue: &'static str,
    /// Ethnic origin in a word of the sentence [`Sentences::ethnic`].
    pub ethnic: &'static str,
    /// Whether they have come from outside: then there are language courses and foreign schools.
    pub abroad: bool,
    /// Schools elsewhere; empty for those who went to school here.
    pub schools: &'static [&'static str],
    /// Faith, as told.
    pub faiths: &'static [Tell],
}

/// Something told: the words that betray it, and the sentence in which they stand.
#[derive(Debug, Clone, Copy)]
pub struct Tell {
    /// The words.
    pub value: &'static str,
    /// The sentence.
    pub sentence: &'static str,
}

/// Something that people tell about themselves though nobody needs to know.
#[derive(Debug)]
pub struct Ground {
    /// What it betrays.
    pub id: AttributeId,
    /// How many of a hundred tell it.
    pub per_cent: u32,
    /// From which age on it can be true.
    pub from_age: u32,
    /// Only of people who have come from abroad.
    pub abroad: bool,
    /// In the words of women.
    pub women: &'static [Tell],
    /// In the words of men.
    pub men: &'static [Tell],
    /// For twins: a sentence of about the same length that betrays nothing, where the twin of somebody who tells this is
    /// somebody whom it does not concern; none where the twin tells the next one of the list.
    pub nothing: Option<&'static str>,
}

/// Words and the sentence in which they stand.
pub const fn tell(value: &'static str, sentence: &'static str) -> Tell {
    Tell { value, sentence }
}

/// Told at any age, in the same words by everybody; packs change what is otherwise.
pub const fn ground(id: AttributeId, per_cent: u32, tells: &'static [Tell]) -> Ground {
    Ground { id, per_cent, from_age: 0, abroad: false, women: tells, men: tells, nothing: None }
}

/// Streets that do not exist.
#[derive(Debug)]
pub struct Streets {
    /// First elements of their names.
    pub firsts: &'static [&'static str],
    /// Second elements.
    pub seconds: &'static [&'static str],
    /// `{street}`, `{number}` and `{door}` in the order of the country.
    pub pattern: &'static str,
    /// Floors and doors; the empty one is a house.
    pub doors: &'static [&'static str],
    /// Floors and doors without houses.
    pub doors_of_flats: &'static [&'static str],
}

/// One line of work.
#[derive(Debug)]
pub struct Job {
    /// Title, as it stands inside a sentence.
    pub title: &'static str,
    /// Education, as it stands in a CV.
    pub education: &'static str,
    /// Kind of school that gives it here; a town follows.
    pub school: &'static str,
    /// Years that it takes.
    pub years: u32,
    /// What the work is about, finishing "experience with ...".
    pub topic: &'static str,
    /// Whether those who do it are in the register of health staff.
    pub health: bool,
    /// Facts that a reviewer must be able to see; `#` stands for the tracer.
    pub facts: &'static [&'static str],
}

/// The sentences of an application; `{name}` stands for a value.
#[derive(Debug)]
pub struct Sentences {
    /// First lines, without the comma.
    pub greetings: &'static [&'static str],
    /// Why this job (`{job}`, `{topic}`); tells nothing about the person.
    pub openings: &'static [&'static str],
    /// `{sex}` and `{age}`.
    pub sex_and_age: &'static [&'static str],
    /// `{tongue}`, where it is not that of the country.
    pub tongue_foreign: &'static [&'static str],
    /// `{tongue}`, where it is.
    pub tongue_home: &'static [&'static str],
    /// `{nationality}`.
    pub nationality: &'static [&'static str],
    /// `{ethnic}`.
    pub ethnic: &'static str,
    /// `{cpr}`, volunteered.
    pub national_id: &'static [&'static str],
    /// `{native}`: the name in the letters of the passport.
    pub native: &'static str,
    /// Tell nothing; ten at least.
    pub neutral: &'static [&'static str],
    /// Introduces the facts.
    pub facts_lead: &'static [&'static str],
    /// Last lines; tell nothing.
    pub closings: &'static [&'static str],
    /// With `{given}`.
    pub sign_offs: &'static [&'static str],
    /// Closes a letter that tells nothing.
    pub neutral_sign_off: &'static str,
    /// `Experience with {topic}`.
    pub headline: &'static str,
    /// What somebody writes who claims the right to a preferential interview, where the law knows one.
    pub preferential: Option<&'static str>,
}

/// The words of a CV and of the papers that come with it.
#[derive(Debug)]
pub struct Labels {
    /// Headings: contact, personal data, experience, education, qualifications, languages, papers.
    pub headings: [&'static str; 7],
    /// Address, post code and town, telephone, e-mail, profile, website.
    pub contact: [&'static str; 6],
    /// Born, age (with `{age}`), sex, nationality, marital status, referee.
    pub personal: [&'static str; 6],
    /// Authorisation, own firm's number, document number, membership number.
    pub numbers: [&'static str; 4],
    /// `{tongue} (mother tongue), {others}`.
    pub tongues: &'static str,
    /// Other languages of people whose mother tongue is that of the country, and of all others.
    pub others: [&'static str; 2],
    /// The end of a span that goes on.
    pub now: &'static str,
    /// School leaving examination abroad.
    pub leaving_examination: &'static str,
    /// A comment in a draft.
    pub comment: &'static str,
    /// The deleted line, with `{street}`.
    pub deleted: &'static str,
    /// The hidden line, with `{phone}`.
    pub hidden: &'static str,
    /// A photograph of somebody, for those who cannot see it: with `{name}`.
    pub portrait: &'static str,
    /// The name as it stands in the passport: with `{native}`.
    pub native: &'static str,
}

/// The papers that come with an application.
#[derive(Debug)]
pub struct Papers {
    /// Title of a reference.
    pub reference: &'static str,
    /// Its sentences, with `{name}`, `{job}`, `{employer}`, `{years}`, `{given}`.
    pub reference_text: &'static [&'static str],
    /// The titles of those who sign it.
    pub referee_titles: &'static [&'static str],
    /// Title of a diploma.
    pub diploma: &'static str,
    /// Its sentences, with `{name}`, `{born}`, `{cpr}`, `{education}`, `{school}`, `{year}`.
    pub diploma_text: &'static [&'static str],
    /// Title of a course certificate.
    pub certificate: &'static str,
    /// Its sentences, with `{name}`, `{fact}`.
    pub certificate_text: &'static [&'static str],
}

/// Parts of file names: each in the way of one kind of person.
#[derive(Debug)]
pub struct Files {
    /// `CV`, letter, photo, reference, diploma, certificate.
    pub words: [&'static str; 6],
    /// A draft, and what is final.
    pub states: [&'static str; 2],
}

/// A language pack.
#[derive(Debug)]
pub struct Pack {
    /// Code, for example `da`.
    pub code: &'static str,
    /// English name of the language.
    pub name: &'static str,
    /// Groups of origin, the home group first.
    pub groups: &'static [Group],
    /// Given names that are ordinary words, of women and of men.
    pub word_names: [&'static [&'static str]; 2],
    /// What some families have before their name, with its blank.
    pub particles: &'static [&'static str],
    /// The words for woman and man.
    pub sexes: [&'static str; 2],
    /// Names of the months.
    pub months: [&'static str; 12],
    /// How a date is written: `{day}`, `{month}`, `{year}`.
    pub date: &'static str,
    /// The number by which the state knows people.
    pub national_id: Scheme,
    /// Telephone numbers that are nobody's, `#` for a digit and `^` for one from 1 to 9.
    pub phones: &'static [&'static str],
    /// Whether those are kept for fiction or lie outside of the numbering plan.
    pub phone_class: FixtureClass,
    /// Published substitutes for the numbers of authorised health staff; empty where there are none.
    pub authorisations: &'static [&'static str],
    /// The number by which the state knows firms.
    pub firm: FirmNumber,
    /// Degrees north and east of a fifth of a degree of open sea.
    pub sea: (f64, f64),
    /// Providers of mail, on reserved domains.
    pub mail: &'static [&'static str],
    /// A network of professional profiles on a reserved domain, ending in the path before the handle.
    pub network: &'static str,
    /// Post code and town as one line; they exist.
    pub towns: &'static [&'static str],
    /// Streets that do not.
    pub streets: Streets,
    /// Towns in which schools stand.
    pub school_towns: &'static [&'static str],
    /// What joins a school and its town.
    pub school_in: &'static str,
    /// Lines of work, neutral as to who does them.
    pub jobs: &'static [Job],
    /// Employers that do not exist under these names.
    pub employers: &'static [&'static str],
    /// Marital status.
    pub marital: &'static [&'static str],
    /// The words of a ground by which somebody claims the right to an interview, where the law knows one.
    pub preferential: Option<&'static str>,
    /// What is told.
    pub grounds: &'static [Ground],
    /// Sentences.
    pub sentences: Sentences,
    /// Words of a CV.
    pub labels: Labels,
    /// Papers.
    pub papers: Papers,
    /// File names.
    pub files: Files,
    /// Words that stand on many pages, folded, with blanks between: no name may fold to one of them.
    pub common: &'static str,
}

impl Pack {
    /// The word for a sex.
    pub fn sex(&self, sex: Sex) -> &'static str {
        self.sexes[usize::from(sex == Sex::Man)]
    }

    /// A date as people write it: `15. december 1972`.
    pub fn write_date(&self, date: chrono::NaiveDate) -> String {
        use chrono::Datelike;
        self.date
            .replace("{day}", &date.day().to_string())
            .replace("{month}", self.months[date.month0() as usize])
            .replace("{year}", &date.year().to_string())
    }

    /// What is told of that kind.
    pub fn ground(&self, id: AttributeId) -> Option<&'static Ground> {
        self.grounds.iter().find(|g| g.id == id)
    }
}
