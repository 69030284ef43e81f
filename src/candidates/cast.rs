//! Casts the pool: how many people of which sex, age and origin there are, who is a twin of whom, and which given name
//! each of them gets. Nothing here identifies anybody yet.

use std::collections::HashMap;

use super::AttributeId;
use super::candidate::{CandidateId, Role, Twin};
use super::locale::da::family::family_names;
use super::locale::da::given::given_names;
use super::locale::da::{Origin, Sex};
use super::rolls::{between, chance, shuffled, stream};

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
    /// Origin.
    pub origin: Origin,
    /// Sex.
    pub sex: Sex,
    /// Years on the reference date.
    pub age: u32,
    /// Jobs in the CV.
    pub jobs: u32,
    /// Given name.
    pub given: &'static str,
    /// Whether there are more people of this origin than its family names carry.
    pub crowded: bool,
    /// Whether there are more people than houses.
    pub crowded_town: bool,
}

/// The youngest and the oldest.
pub const AGES: std::ops::RangeInclusive<u32> = 22..=64;

/// Years between a person and their twin in age.
const TWIN_YEARS: u32 = 21;

/// The parts of a pool. Any of them can be asked for at any time, so that nobody has to keep them all.
#[derive(Debug)]
pub struct Cast {
    seed: u64,
    count: u32,
    /// For each part, how many of the same origin and sex came before it.
    nth: Vec<u32>,
    /// How many people there are of an origin.
    people: HashMap<usize, usize>,
    /// The order in which the given names of an origin and sex are handed out.
    orders: HashMap<(usize, bool), Vec<usize>>,
}

/// The largest pool (decoys included) in which people may live in houses.
const ROOMY: usize = 4_000;

impl Cast {
    /// Casts `count` applicants and as many decoys, equal in kind.
    pub fn new(seed: u64, count: u32) -> Cast {
        let mut cast = Cast { seed, count, nth: Vec::new(), people: HashMap::new(), orders: HashMap::new() };
        let mut groups: HashMap<(usize, bool), u32> = HashMap::new();
        for number in 0..2 * count {
            let part = cast.unnamed(number);
            let group = group(&part);
            *cast.people.entry(group.0).or_default() += 1;
            let members = groups.entry(group).or_default();
            cast.nth.push(*members);
            *members += 1;
            // Given names differ as long as the pool of the group lasts; then it starts over.
            cast.orders.entry(group).or_insert_with(|| {
                let mut rng = stream(seed, "given names", group.0 as u32, u32::from(group.1));
                shuffled(&mut rng, given_names(part.origin, part.sex).len())
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
        let pool = given_names(part.origin, part.sex);
        let order = self.orders.get(&group(&part)).map_or(&[][..], Vec::as_slice);
        let nth = self.nth.get(number as usize).copied().unwrap_or_default() as usize;
        part.given = order.get(nth % order.len().max(1)).and_then(|at| pool.get(*at)).copied().unwrap_or(pool[0]);
        let people = self.people.get(&(part.origin as usize)).copied().unwrap_or_default();
        part.crowded = people > family_names(part.origin, part.sex).len() / 4;
        part.crowded_town = self.len() > ROOMY;
        part
    }

    fn unnamed(&self, number: u32) -> Part {
        if number < self.count {
            return self.applicant(number);
        }
        let mut decoy = self.applicant(number - self.count);
        decoy.id = CandidateId(format!("d{}", number - self.count + 1));
        decoy.role = Role::Decoy;
        decoy.twin = None;
        decoy.number = number;
        decoy.story = number;
        decoy
    }

    fn applicant(&self, number: u32) -> Part {
        let part = self.drawn(number);
        // The last four are two pairs: one differs in sex, one in age.
        match (self.count >= 4).then(|| self.count - number) {
            Some(3) => {
                let of = self.drawn(number - 1);
                Part { sex: of.sex.other(), ..twin(part, of, AttributeId::P01) }
            }
            Some(2) => young(part),
            Some(1) => {
                let of = young(self.drawn(number - 1));
                Part { age: of.age + TWIN_YEARS, ..twin(part, of, AttributeId::P03) }
            }
            _ => part,
        }
    }

    fn drawn(&self, number: u32) -> Part {
        let mut rng = stream(self.seed, "part", number, 0);
        let origin = draw_origin(&mut rng);
        let sex = if chance(&mut rng, 50) { Sex::Woman } else { Sex::Man };
        let age = between(&mut rng, *AGES.start(), *AGES.end());
        Part {
            id: CandidateId(format!("c{}", number + 1)),
            role: Role::Applicant,
            twin: None,
            number,
            story: number,
            kinds: number,
            origin,
            sex,
            age,
            jobs: jobs_at(age, between(&mut rng, 1, 3)),
            given: "",
            crowded: false,
            crowded_town: false,
        }
    }
}

fn group(part: &Part) -> (usize, bool) {
    (part.origin as usize, part.sex == Sex::Woman)
}

/// Young enough to have a twin who still works.
fn young(part: Part) -> Part {
    let age = part.age.min(AGES.end() - TWIN_YEARS).max(AGES.start() + 3);
    Part { age, jobs: jobs_at(age, part.jobs), ..part }
}

fn twin(part: Part, of: Part, differs_in: AttributeId) -> Part {
    Part { id: part.id, number: part.number, twin: Some(Twin { of: of.id.clone(), differs_in }), ..of }
}

/// Jobs that fit into the years since the longest education.
fn jobs_at(age: u32, wanted: u32) -> u32 {
    wanted.min(age.saturating_sub(23).max(1))
}

fn draw_origin(rng: &mut rand_chacha::ChaCha8Rng) -> Origin {
    let mut left = between(rng, 1, Origin::ALL.iter().map(|o| o.share()).sum());
    for origin in Origin::ALL {
        if left <= origin.share() {
            return origin;
        }
        left -= origin.share();
    }
    Origin::Danish
}
