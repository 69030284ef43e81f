//! Pairs that are equal in all but one protected ground and what follows from it, and a triple of which two members are
//! equal: how far equals are apart on a target is the noise above which a difference means something.

use std::collections::HashMap;

use super::AttributeId as A;
use super::cast::{AGES, Part, Style, jobs_at};
use super::locale::Pack;

/// Years between a person and their twin in age.
const TWIN_YEARS: u32 = 21;

/// What one of a pair tells: the first words of the pack's list, or what their twin has instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Differs {
    /// The ground.
    pub id: A,
    /// Whether this is the twin.
    pub twin: bool,
}

/// A place in a pair or triple.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// Position of the original; its own where it is the original.
    pub of: u32,
    /// The ground of the pair.
    ground: A,
    /// What the twin differs in; nothing for an equal one.
    pub differs_in: Option<A>,
}

/// The grounds after sex and age, the most asked for first.
const GROUNDS: [A; 12] =
    [A::P04, A::P05, A::P10, A::P06, A::P11, A::P09, A::P12, A::P08, A::P07, A::P02, A::P13, A::P14];

/// The twins of a pool by position. They stand at its end: the last pair differs in age, the one before in sex, and that
/// one is a triple from five applicants on. Further grounds follow while half of the pool is nobody's twin.
pub fn links(pack: &Pack, count: u32) -> HashMap<u32, Link> {
    let mut links = HashMap::new();
    let mut end = count;
    let mut pair = |end: &mut u32, ground: A, equals: u32| {
        let of = *end - 2 - equals;
        for at in of..*end {
            let differs_in = (at == *end - 1).then_some(ground);
            links.insert(at, Link { of, ground, differs_in });
        }
        *end = of;
    };
    if count >= 4 {
        pair(&mut end, A::P03, 0);
        pair(&mut end, A::P01, u32::from(count >= 5));
    }
    for ground in GROUNDS.into_iter().filter(|id| tells(pack, *id)) {
        if count - end + 2 <= count / 2 {
            pair(&mut end, ground, 0);
        }
    }
    links
}

/// Whether the pack has words for both of a pair.
fn tells(pack: &Pack, id: A) -> bool {
    match id {
        A::P04 | A::P05 => pack.groups.iter().any(|g| g.abroad),
        A::P06 => pack.groups[0].faiths.len() > 1,
        A::P12 => pack.marital.len() > 1,
        _ => pack.ground(id).is_some_and(|g| g.nothing.is_some() || g.women.len().min(g.men.len()) > 1),
    }
}

impl Link {
    /// The original: what its twin differs in has to be there.
    pub fn prepare(&self, pack: &Pack, part: Part) -> Part {
        let abroad = || pack.groups.iter().position(|g| g.abroad).unwrap_or(0);
        let part = Part { style: Style::Plain, ..part };
        let differs = Some(Differs { id: self.ground, twin: false });
        match self.ground {
            // Young enough to have a twin who still works.
            A::P03 => {
                let age = part.age.min(AGES.end() - TWIN_YEARS).max(AGES.start() + 3);
                Part { age, jobs: jobs_at(age, part.jobs), differs, ..part }
            }
            A::P04 => Part { group: 0, roots: 0, differs, ..part },
            A::P05 if !pack.groups[part.group].abroad => Part { group: abroad(), roots: abroad(), ..part },
            A::P06 if pack.groups[part.group].faiths.len() < 2 => Part { group: 0, roots: 0, differs, ..part },
            A::P06 | A::P12 => Part { differs, ..part },
            ground if pack.ground(ground).is_some() => {
                let from = pack.ground(ground).map_or(0, |g| g.from_age);
                let age = part.age.max(from);
                Part { age, jobs: jobs_at(age, part.jobs), differs, ..part }
            }
            _ => part,
        }
    }

    /// What makes the twin of the original, and nothing for an equal one.
    pub fn alter(&self, pack: &Pack, part: Part) -> Part {
        let Some(ground) = self.differs_in else { return part };
        let differs = part.differs.map(|d| Differs { twin: true, ..d });
        match ground {
            A::P01 => Part { sex: part.sex.other(), ..part },
            A::P03 => Part { age: part.age + TWIN_YEARS, ..part },
            A::P04 => Part { group: pack.groups.iter().rposition(|g| g.abroad).unwrap_or(0), differs, ..part },
            A::P05 => Part { citizen: true, ..part },
            _ => Part { differs, ..part },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::attribute::TAXONOMY;
    use crate::candidates::locale::PACKS;

    #[test]
    fn half_of_a_pool_is_nobodys_twin_and_a_large_one_has_a_pair_for_each_ground() {
        for pack in PACKS {
            for count in 0..200 {
                let links = links(pack, count);
                assert!(links.len() as u32 <= (count / 2).max(5), "{} twins of {count}", links.len());
                assert!(links.keys().all(|at| *at < count));
            }
            let mut grounds: Vec<A> = links(pack, 60).values().filter_map(|l| l.differs_in).collect();
            grounds.sort();
            let all: Vec<A> = TAXONOMY.iter().map(|k| k.id).filter(|id| id.code().starts_with('P')).collect();
            assert_eq!(grounds, all, "{}", pack.code);
        }
    }

    #[test]
    fn a_triple_has_two_equal_members() {
        let links = links(PACKS[0], 5);
        let mut triple: Vec<_> = links.iter().filter(|(_, l)| l.of == 0).map(|(at, l)| (*at, l.differs_in)).collect();
        triple.sort_unstable();
        assert_eq!(triple, [(0, None), (1, None), (2, Some(A::P01))]);
    }
}
