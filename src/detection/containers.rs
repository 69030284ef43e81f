//! Which candidate a place belongs to: the smallest container around it that holds an anchor of exactly one candidate.

use std::collections::HashMap;

use foldhash::quality::RandomState;

use crate::extraction::{PLACE_LIMIT, Places};

/// Who has anchors below a prefix of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    One(u32),
    Several,
}

/// Anchors by every container that holds them.
#[derive(Debug, Default)]
pub(crate) struct Containers {
    holders: HashMap<String, Holder, RandomState>,
    /// Whether any of them has so many bytes: most prefixes of most places need no look.
    lengths: Vec<bool>,
}

impl Containers {
    /// Notes an anchor of a candidate.
    pub fn add(&mut self, place: &str, candidate: u32) {
        for prefix in prefixes(place) {
            if self.lengths.len() <= prefix.len() {
                self.lengths.resize(prefix.len() + 1, false);
            }
            self.lengths[prefix.len()] = true;
            let holder = self.holders.entry(prefix.to_owned()).or_insert(Holder::One(candidate));
            if *holder != Holder::One(candidate) {
                *holder = Holder::Several;
            }
        }
    }

    /// Whether no anchor was noted.
    pub fn is_empty(&self) -> bool {
        self.holders.is_empty()
    }

    /// The candidate that a place is tied to. A row never takes its candidate from a neighbouring row.
    pub fn tied(&self, place: &str) -> Option<u32> {
        self.nearest(place).and_then(Nearest::tied)
    }

    /// The candidate that each of many places is tied to, by their numbers: what a place lies in is asked once.
    pub fn tied_places(&self, places: &Places) -> Vec<Option<u32>> {
        let mut known: Vec<(Option<Nearest>, usize)> = Vec::new();
        for (place, outer, name) in places.iter() {
            let one_step = STEPS.iter().find_map(|step| name.strip_prefix(step)).filter(|name| !holds_a_step(name));
            // A path that is cut short goes on in none.
            let outer =
                outer.map(|outer| known[outer.number()]).filter(|(_, length)| length + name.len() < PLACE_LIMIT);
            let of_place = match (outer, one_step) {
                (Some((nearest, length)), Some(step)) => {
                    let length = length + name.len();
                    let own = self.has_length(length).then(|| self.holder(&places.path(place))).flatten();
                    let own = own.map(|holder| Nearest { holder, here: true, row: false });
                    let above =
                        nearest.map(|n| Nearest { here: false, row: if n.here { is_row(step) } else { n.row }, ..n });
                    (own.or(above), length)
                }
                _ => {
                    let path = places.path(place);
                    (self.nearest(&path), path.len())
                }
            };
            known.push(of_place);
        }
        known.into_iter().map(|(nearest, _)| nearest.and_then(Nearest::tied)).collect()
    }

    /// The holder of the smallest container around a place that has one.
    fn nearest(&self, place: &str) -> Option<Nearest> {
        let mut below = place;
        for prefix in prefixes(place) {
            if let Some(holder) = self.holder(prefix) {
                let row = is_row(below[prefix.len().min(below.len())..].trim_start_matches([' ', '>', '/', '!']));
                let here = prefix == place;
                return Some(Nearest { holder, here, row: row && !here });
            }
            below = prefix;
        }
        None
    }

    fn holder(&self, prefix: &str) -> Option<Holder> {
        self.has_length(prefix.len()).then(|| self.holders.get(prefix).copied()).flatten()
    }

    fn has_length(&self, length: usize) -> bool {
        self.lengths.get(length) == Some(&true)
    }
}

/// The holder of the smallest container around a place that has one.
#[derive(Debug, Clone, Copy)]
struct Nearest {
    holder: Holder,
    /// Whether the container is the place itself.
    here: bool,
    /// Whether the place lies in one of several equal parts of the container.
    row: bool,
}

impl Nearest {
    fn tied(self) -> Option<u32> {
        match self.holder {
            Holder::One(candidate) if !self.row => Some(candidate),
            _ => None,
        }
    }
}

/// What parts the components of a place.
const STEPS: [&str; 3] = [" > ", "/", "!"];

fn holds_a_step(name: &str) -> bool {
    STEPS.iter().any(|step| name.contains(step))
}

/// Whether the first component of a path is one of several equal ones: a table row, a list item, an array element.
fn is_row(path: &str) -> bool {
    let first = path.split([' ', '/', '!']).next().unwrap_or_default();
    first.starts_with("tr[")
        || first.starts_with("li[")
        || first.starts_with("article[")
        || (!first.is_empty() && first.bytes().all(|b| b.is_ascii_digit()))
}

/// The place and all containers around it, innermost first, the whole unit (empty) last.
fn prefixes(place: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(place);
    std::iter::from_fn(move || {
        let now = next?;
        next = if now.is_empty() {
            None
        } else {
            let cut = [now.rfind(" > "), now.rfind('/'), now.rfind('!')].into_iter().flatten().max().unwrap_or(0);
            Some(&now[..cut])
        };
        Some(now)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn places_in_places_are_tied_as_their_paths_are(
            nodes in proptest::collection::vec((0usize..9, "( > |/|!|)(tr\\[[12]\\]|li\\[1\\]|[0-3]|a|a/b| > x!|)"), 1..24),
            anchors in proptest::collection::vec((0usize..24, 0u32..3), 0..5),
        ) {
            let mut places = Places::default();
            let mut all = Vec::new();
            for (back, name) in &nodes {
                let outer = all.len().checked_sub(back + 1).map(|outer| all[outer]);
                all.push(match outer {
                    Some(outer) => places.inside(outer, &[name]),
                    None => places.written(name),
                });
            }
            let mut containers = Containers::default();
            for (place, candidate) in &anchors {
                containers.add(&places.path(all[place % all.len()]), *candidate);
            }
            let tied = containers.tied_places(&places);
            for place in all {
                let path = places.path(place);
                proptest::prop_assert_eq!(tied[place.number()], containers.tied(&path), "{} in {:?}", path, containers);
            }
        }
    }

    #[test]
    fn a_row_without_anchor_does_not_borrow_its_neighbours_candidate() {
        let mut c = Containers::default();
        c.add("/results/0/email", 1);
        assert_eq!(c.tied("/results/0/age"), Some(1));
        assert_eq!(c.tied("/results/1/age"), None);
        c.add("/results/2/email", 2);
        assert_eq!(c.tied("/total"), None);
    }
}
