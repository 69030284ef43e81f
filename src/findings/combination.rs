//! What several pieces of information give away together: how many applicants share all that a role sees of one of them,
//! and how many people of the country about do. Each piece may be allowed, or count little, and all of them still point
//! to one person.

use std::collections::{BTreeMap, BTreeSet};

use crate::candidates::{AttributeId, Candidate, Dataset, Sort};

use super::finding::{Combination, Expectation, Finding};
use super::input::AssessmentInput;
use super::template::fold;

/// People of working age, by language pack: round numbers of the national statistical offices.
const POPULATIONS: [(&str, f64); 5] = [("da", 3.7e6), ("sv", 6.3e6), ("no", 3.5e6), ("de", 53.0e6), ("en", 42.0e6)];

/// One in how many people about shares a value of that kind. Orders of magnitude, taken as independent of each other: the
/// estimate says "thousands" or "a handful", and no more than that.
fn one_in(id: AttributeId) -> f64 {
    match id {
        AttributeId::P01 => 2.0,
        AttributeId::P03 => 45.0,
        AttributeId::D05 => 45.0 * 365.0,
        AttributeId::D09 => 1_000.0,
        AttributeId::P05 => 100.0,
        AttributeId::X05 => 40.0,
        AttributeId::X06 => 500.0,
        _ if id.kind().sort == Sort::Protected => 50.0,
        _ => 20.0,
    }
}

type Values = BTreeSet<(AttributeId, String)>;

/// One line for each reviewing role and set of attributes of which it sees at least two of some applicant.
pub fn combinations(input: &AssessmentInput, findings: &[Finding]) -> Vec<Combination> {
    let mut seen: BTreeMap<(&str, &str), (Values, bool)> = BTreeMap::new();
    let counts = |f: &&Finding| matches!(f.expected, Expectation::Leak | Expectation::Allowed);
    for finding in findings.iter().filter(counts).filter(|f| !input.is_control(&f.role)) {
        if finding.attribute.id.kind().sort == Sort::Direct {
            continue;
        }
        let entry = seen.entry((&finding.role, &finding.candidate)).or_insert_with(|| (Values::new(), true));
        entry.0.insert((finding.attribute.id, fold(&finding.attribute.value)));
        entry.1 &= finding.expected == Expectation::Allowed;
    }
    let mut lines: BTreeMap<(&str, Vec<AttributeId>), Combination> = BTreeMap::new();
    for ((role, _), (values, allowed)) in &seen {
        let ids: Vec<AttributeId> = values.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>().into_iter().collect();
        if values.len() < 2 {
            continue;
        }
        let shared = input.dataset.applicants().filter(|other| has_all(other, values)).count().max(1) as u64;
        let people = population(&input.dataset, values);
        let line = lines.entry((*role, ids.clone())).or_insert_with(|| Combination {
            role: (*role).to_owned(),
            attributes: ids,
            applicants: 0,
            alone: 0,
            smallest_group: u64::MAX,
            population: u64::MAX,
            allowed: true,
        });
        line.applicants += 1;
        line.alone += u64::from(shared == 1);
        line.smallest_group = line.smallest_group.min(shared);
        line.population = line.population.min(people);
        line.allowed &= allowed;
    }
    lines.into_values().collect()
}

fn has_all(candidate: &Candidate, values: &Values) -> bool {
    let own: Values = candidate.attributes.iter().map(|a| (a.id, fold(&a.value))).collect();
    values.is_subset(&own)
}

/// About how many people share all of the values; one at least, since the applicant does.
fn population(dataset: &Dataset, values: &Values) -> u64 {
    let locale = dataset.locale.as_deref().unwrap_or("da");
    let all = POPULATIONS.iter().find(|(pack, _)| *pack == locale).map_or(POPULATIONS[0].1, |(_, people)| *people);
    let has_birth_date = values.iter().any(|(id, _)| *id == AttributeId::D05);
    // A birth date tells the age as well: it is not counted twice.
    let counted = values.iter().filter(|(id, _)| !(has_birth_date && *id == AttributeId::P03));
    let left = counted.fold(all, |left, (id, _)| left / one_in(*id));
    // Two figures are more than such an estimate knows.
    let digits = 10f64.powf((left.max(1.0).log10().floor() - 1.0).max(0.0));
    ((left / digits).round() * digits).max(1.0) as u64
}
