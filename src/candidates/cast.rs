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
}

/// The youngest and the oldest.
pub const AGES: std::ops::RangeInclusive<u32> = 22..=64;

/// Years between a person and their twin in age.
const TWIN_YEARS: u32 = 21;

/// Casts `count` applicants and as many decoys, equal in kind.
pub fn cast(seed: u64, count: u32) -> Vec<Part> {
    let mut parts = Vec::new();
    for number in 0..count {
        let mut rng = stream(seed, "part", number, 0);
        let origin = draw_origin(&mut rng);
        let sex = if chance(&mut rng, 50) { Sex::Woman } else { Sex::Man };
        let age = between(&mut rng, *AGES.start(), *AGES.end());
        parts.push(Part {
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
        });
    }
    if let [.., sex_of, sex_twin, age_of, age_twin] = parts.as_mut_slice() {
        make_twin(sex_twin, sex_of, AttributeId::P01);
        sex_twin.sex = sex_of.sex.other();
        // The original must be young enough to have a twin who still works.
        age_of.age = age_of.age.min(AGES.end() - TWIN_YEARS).max(AGES.start() + 3);
        age_of.jobs = jobs_at(age_of.age, age_of.jobs);
        make_twin(age_twin, age_of, AttributeId::P03);
        age_twin.age = age_of.age + TWIN_YEARS;
    }
    for number in 0..count {
        let mut decoy = parts[number as usize].clone();
        decoy.id = CandidateId(format!("d{}", number + 1));
        decoy.role = Role::Decoy;
        decoy.twin = None;
        decoy.number = count + number;
        decoy.story = count + number;
        parts.push(decoy);
    }
    hand_out_names(seed, &mut parts);
    parts
}

fn make_twin(twin: &mut Part, of: &Part, differs_in: AttributeId) {
    *twin = Part {
        id: twin.id.clone(),
        number: twin.number,
        twin: Some(Twin { of: of.id.clone(), differs_in }),
        ..of.clone()
    };
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

/// Given names differ as long as the pool of the group lasts; then it starts over.
fn hand_out_names(seed: u64, parts: &mut [Part]) {
    let mut groups: HashMap<(usize, bool), (Vec<usize>, usize)> = HashMap::new();
    for part in parts.iter_mut() {
        let pool = given_names(part.origin, part.sex);
        let group = (part.origin as usize, part.sex == Sex::Woman);
        let (order, next) = groups.entry(group).or_insert_with(|| {
            let mut rng = stream(seed, "given names", group.0 as u32, u32::from(group.1));
            (shuffled(&mut rng, pool.len()), 0)
        });
        part.given = pool[order[*next % order.len()]];
        *next += 1;
    }
    for part in parts.iter_mut() {
        let people: usize =
            [true, false].iter().filter_map(|w| groups.get(&(part.origin as usize, *w))).map(|g| g.1).sum();
        part.crowded = people > family_names(part.origin, part.sex).len() / 4;
    }
}
