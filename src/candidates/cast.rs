//! Casts the pool: how many people of which sex, age and origin there are, who is a twin of whom, and which given name
//! each of them gets. Nothing here identifies anybody yet.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::candidate::{CandidateId, Role, Twin};
use super::locale::Pack;
use super::locale::pack::{Group, Sex};
use super::person::REFERENCE_DATE;
use super::rolls::{between, chance, index, shuffled, stream};
use super::settings::{NationalIds, OwnedNumber, Settings};
use super::twins::{self, Differs, Link};

/// A part in the pool, to be filled with a person.
#[derive(Debug, Clone)]
pub struct Part {
    /// Name in the dataset.
    pub id: CandidateId,
    /// Applicant or decoy.
    pub role: Role,
    /// Set on twins.
    pub twin: Option<Twin>,
    /// Position in the pool: names the streams of everything that identifies.
    pub number: u32,
    /// Names the streams of career and wording; twins share that of their original.
    pub story: u32,
    /// Names the stream that decides what is told at all; a decoy shares that of its applicant.
    pub kinds: u32,
    /// Group whose names are borne, a position in the pack's list.
    pub group: usize,
    /// Group whose mother tongue, schools and nationality are told: nearly always the same.
    pub roots: usize,
    /// Whether the nationality is that of the country, wherever somebody comes from.
    pub citizen: bool,
    /// What a pair of twins tells, each in their way.
    pub differs: Option<Differs>,
    /// Sex.
    pub sex: Sex,
    /// Years on the reference date.
    pub age: u32,
    /// Jobs in the CV.
    pub jobs: u32,
    /// How the name is made.
    pub style: Style,
    /// Given name.
    pub given: &'static str,
    /// Whether there are more people of this origin than its family names carry.
    pub crowded: bool,
    /// Whether there are more people than houses.
    pub crowded_town: bool,
    /// A national number that the team was given.
    pub owned: Option<OwnedNumber>,
}

/// How a name is made: most are plain, and the others are where detectors and databases fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A given and a family name.
    Plain,
    /// The given name is an ordinary word.
    Word,
    /// Two given names with a hyphen.
    Hyphen,
    /// A particle before the family name.
    Particle,
    /// One name, which fills both fields of a form.
    One,
    /// Three given names and two family names.
    Long,
}

/// The youngest and the oldest.
pub const AGES: std::ops::RangeInclusive<u32> = 22..=64;

/// The parts of a pool. Any of them can be asked for at any time, so that nobody has to keep them all.
#[derive(Debug)]
pub struct Cast<'a> {
    settings: &'a Settings,
    /// For each part, how many of the same origin and sex came before it.
    nth: Vec<u32>,
    /// How many people there are of a group.
    people: HashMap<usize, usize>,
    /// The order in which the given names of a group and sex are handed out.
    orders: HashMap<(usize, bool), Vec<usize>>,
    /// Twins by position.
    links: HashMap<u32, Link>,
}

/// The largest pool (decoys included) in which people may live in houses.
const ROOMY: usize = 4_000;

impl<'a> Cast<'a> {
    /// Casts the applicants and as many decoys, equal in kind.
    pub fn new(settings: &'a Settings) -> Cast<'a> {
        let owned = matches!(settings.national_ids, NationalIds::Owned(_));
        let links = if owned { HashMap::new() } else { twins::links(settings.pack, settings.count) };
        let mut cast = Cast { settings, nth: Vec::new(), people: HashMap::new(), orders: HashMap::new(), links };
        let mut groups: HashMap<(usize, bool), u32> = HashMap::new();
        for number in 0..2 * settings.count {
            let part = cast.unnamed(number);
            let group = group(&part);
            *cast.people.entry(group.0).or_default() += 1;
            let members = groups.entry(group).or_default();
            cast.nth.push(*members);
            *members += 1;
            // Given names differ as long as the pool of the group lasts; then it starts over.
            cast.orders.entry(group).or_insert_with(|| {
                let mut rng = stream(settings.seed, "given names", group.0 as u32, u32::from(group.1));
                shuffled(&mut rng, settings.pack.groups[group.0].names.given(part.sex).len())
            });
        }
        cast
    }

    /// Applicants and decoys.
    pub fn len(&self) -> usize {
        self.nth.len()
    }

    /// The part of that number: applicants first, then the decoys in the same order.
    pub fn part(&self, number: u32) -> Part {
        let mut part = self.unnamed(number);
        let names = self.group(part.group).names;
        let given = names.given(part.sex);
        let order = self.orders.get(&group(&part)).map_or(&[][..], Vec::as_slice);
        let nth = self.nth.get(number as usize).copied().unwrap_or_default() as usize;
        part.given = order.get(nth % order.len().max(1)).and_then(|at| given.get(*at)).copied().unwrap_or(given[0]);
        if part.style == Style::Word {
            let words = self.pack().word_names[usize::from(part.sex == Sex::Man)];
            part.given = words.get(nth % words.len().max(1)).copied().unwrap_or(part.given);
        }
        let people = self.people.get(&part.group).copied().unwrap_or_default();
        part.crowded = people > names.family.combinations() / 4;
        part.crowded_town = self.len() > ROOMY;
        part
    }

    fn pack(&self) -> &'static Pack {
        self.settings.pack
    }

    fn group(&self, at: usize) -> &'static Group {
        &self.pack().groups[at]
    }

    fn unnamed(&self, number: u32) -> Part {
        let count = self.settings.count;
        if number < count {
            return self.applicant(number);
        }
        let mut decoy = self.applicant(number - count);
        decoy.id = CandidateId(format!("d{}", number - count + 1));
        decoy.role = Role::Decoy;
        decoy.twin = None;
        decoy.number = number;
        decoy.story = number;
        decoy.owned = None;
        decoy
    }

    fn applicant(&self, number: u32) -> Part {
        let Some(link) = self.links.get(&number) else { return self.drawn(number) };
        let original = link.prepare(self.pack(), self.drawn(link.of));
        if link.of == number {
            return original;
        }
        let id = CandidateId(format!("c{}", number + 1));
        let twin = Some(Twin { of: original.id.clone(), differs_in: link.differs_in });
        link.alter(self.pack(), Part { id, number, twin, ..original })
    }

    fn drawn(&self, number: u32) -> Part {
        let mut rng = stream(self.settings.seed, "part", number, 0);
        let group = draw_group(&mut rng, self.pack().groups);
        let mut sex = if chance(&mut rng, 50) { Sex::Woman } else { Sex::Man };
        let mut age = between(&mut rng, *AGES.start(), *AGES.end());
        let jobs = between(&mut rng, 1, 3);
        let style = draw_style(&mut rng);
        let owned = match &self.settings.national_ids {
            NationalIds::Owned(owned) => owned.get(number as usize).cloned(),
            _ => None,
        };
        if let Some(owned) = &owned {
            sex = owned.sex;
            age = years(owned.birth);
        }
        Part {
            id: CandidateId(format!("c{}", number + 1)),
            role: Role::Applicant,
            twin: None,
            number,
            story: number,
            kinds: number,
            group,
            roots: group,
            citizen: false,
            differs: None,
            sex,
            age,
            jobs: jobs_at(age, jobs),
            style,
            given: "",
            crowded: false,
            crowded_town: false,
            owned,
        }
    }
}

fn group(part: &Part) -> (usize, bool) {
    (part.group, part.sex == Sex::Woman)
}

fn years(birth: NaiveDate) -> u32 {
    REFERENCE_DATE.years_since(birth).unwrap_or(0)
}

/// Jobs that fit into the years since the longest education.
pub(super) fn jobs_at(age: u32, wanted: u32) -> u32 {
    wanted.min(age.saturating_sub(23).max(1))
}

fn draw_group(rng: &mut rand_chacha::ChaCha8Rng, groups: &[Group]) -> usize {
    let mut left = between(rng, 1, groups.iter().map(|g| g.share).sum());
    for (at, group) in groups.iter().enumerate() {
        if left <= group.share {
            return at;
        }
        left -= group.share;
    }
    0
}

/// One name in eight is not plain.
fn draw_style(rng: &mut rand_chacha::ChaCha8Rng) -> Style {
    let hard = [Style::Word, Style::Hyphen, Style::Particle, Style::One, Style::Long];
    if chance(rng, 12) { hard[index(rng, hard.len())] } else { Style::Plain }
}
