//! Which candidate a place belongs to: the smallest container around it that holds an anchor of exactly one candidate.
//!
//! What lies in it, but beside the part that holds the anchor, may be about somebody else, see `siblings`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use foldhash::quality::RandomState;

use super::links::links;
use super::node::{Origin, ceil, floor};
use super::runs::runs;
use super::siblings::{Siblings, Spot};
use super::steps::{STEPS, prefixes};
use crate::extraction::{PLACE_LIMIT, Segments};

/// Who has anchors below a prefix of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    One(u32),
    Several,
}

impl Holder {
    fn add(&mut self, candidate: u32) {
        if *self != Holder::One(candidate) {
            *self = Holder::Several;
        }
    }
}

/// Anchors by every container that holds them.
pub(crate) struct Containers<'s> {
    segments: &'s Segments,
    holders: HashMap<String, Holder, RandomState>,
    /// The places of anchors.
    anchors: Vec<String>,
    /// The lines of texts that hold anchors, by the number of the segment: where each begins and ends.
    lines: HashMap<usize, BTreeMap<(usize, usize), Holder>, RandomState>,
    /// Where anchors stand in texts, also in decoded ones.
    noted: HashMap<Origin, Vec<(usize, u32)>, RandomState>,
    /// Whether any of the holders has so many bytes: most prefixes of most places need no look.
    lengths: Vec<bool>,
    siblings: OnceCell<Siblings<'s>>,
}

/// How often what was linked is looked at for further links.
const ROUNDS: usize = 3;

/// The candidate that a place is tied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tied {
    pub candidate: u32,
    /// Whether the place lies beside the part of the container that holds the anchor, which may then be about somebody else.
    beside: bool,
}

impl<'s> Containers<'s> {
    /// Of a unit, without any anchor.
    pub fn of(segments: &'s Segments) -> Containers<'s> {
        Containers {
            segments,
            holders: HashMap::default(),
            anchors: Vec::new(),
            lines: HashMap::default(),
            noted: HashMap::default(),
            lengths: Vec::new(),
            siblings: OnceCell::new(),
        }
    }

    /// Notes where in a text an anchor of a candidate stands.
    pub fn note(&mut self, origin: Origin, at: usize, candidate: u32) {
        self.noted.entry(origin).or_default().push((at, candidate));
    }

    /// Where anchors stand in a text, and whose they are.
    pub fn noted(&self, origin: Origin) -> &[(usize, u32)] {
        self.noted.get(&origin).map_or(&[], Vec::as_slice)
    }

    /// Notes an anchor of a candidate in a segment of the unit.
    pub fn add_at(&mut self, number: usize, (start, end): (usize, usize), candidate: u32) {
        let text = self.segments.text(number);
        let begin = text[..floor(text, start)].rfind('\n').map_or(0, |at| at + 1);
        let end = ceil(text, end.max(start));
        let end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let lines = self.lines.entry(number).or_default();
        lines.entry((begin, end)).or_insert(Holder::One(candidate)).add(candidate);
        self.add(&self.segments.get(number).place.to_string(), candidate);
    }

    /// The lines of a text that hold anchors of one candidate each. In text of several people a line is about one.
    pub fn lines(&self, number: usize) -> impl Iterator<Item = ((usize, usize), u32)> {
        self.lines.get(&number).into_iter().flatten().filter_map(|(line, holder)| match holder {
            Holder::One(candidate) => Some((*line, *candidate)),
            Holder::Several => None,
        })
    }

    /// Notes an anchor of a candidate.
    fn add(&mut self, place: &str, candidate: u32) {
        self.anchors.push(place.to_owned());
        for prefix in prefixes(place) {
            if self.lengths.len() <= prefix.len() {
                self.lengths.resize(prefix.len() + 1, false);
            }
            self.lengths[prefix.len()] = true;
            let holder = self.holders.entry(prefix.to_owned()).or_insert(Holder::One(candidate));
            holder.add(candidate);
        }
    }

    /// Notes what refers to the anchors' parts, or is referred to by them, and what stands beside them in a list of several people.
    pub fn extend(&mut self) {
        for _ in 0..ROUNDS {
            let mut more = links(self.segments, self);
            more.extend(runs(self.segments, self));
            more.retain(|(place, candidate)| self.holder(place) != Some(Holder::One(*candidate)));
            if more.is_empty() {
                break;
            }
            more.into_iter().for_each(|(place, candidate)| self.add(&place, candidate));
            self.siblings = OnceCell::new();
        }
    }

    /// The candidate that a text at a place is tied to by more than being on the same page, and the container that ties it.
    pub fn firmly_tied<'p>(&self, place: &'p str, text: &str) -> Option<(u32, &'p str)> {
        let container = prefixes(place).find(|prefix| self.holder(prefix).is_some())?;
        let numbered = container.split('/').any(|step| step.bytes().any(|b| b.is_ascii_digit()));
        self.tied(place, text).filter(|_| numbered).map(|candidate| (candidate, container))
    }

    /// The candidate of a container, if it has anchors of one only.
    pub fn only(&self, container: &str) -> Option<u32> {
        match self.holder(container) {
            Some(Holder::One(candidate)) => Some(candidate),
            _ => None,
        }
    }

    /// Whether a container has anchors of several candidates.
    pub fn is_of_several(&self, container: &str) -> bool {
        self.holder(container) == Some(Holder::Several)
    }

    /// Whether any container has.
    pub fn are_several(&self) -> bool {
        self.is_of_several("")
    }

    /// Whether no anchor was noted.
    pub fn is_empty(&self) -> bool {
        self.holders.is_empty()
    }

    /// The candidate that a text at a place is tied to.
    pub fn tied(&self, place: &str, text: &str) -> Option<u32> {
        self.nearest(place).and_then(Nearest::tied).filter(|tied| self.holds(*tied, place, text)).map(|t| t.candidate)
    }

    /// The candidates that many places are tied to, by their numbers: what a place lies in is asked once. What lies beside an
    /// anchor has to be asked again with its text, by `holds`.
    pub fn tied_places(&self) -> Vec<Option<Tied>> {
        let places = self.segments.all_places();
        let mut known: Vec<(Option<Nearest>, usize)> = Vec::new();
        for (place, outer, name) in places.iter() {
            let one_step = STEPS.iter().find_map(|step| name.strip_prefix(step)).filter(|name| !holds_a_step(name));
            // A path that is cut short goes on in none.
            let outer =
                outer.map(|outer| known[outer.number()]).filter(|(_, length)| length + name.len() < PLACE_LIMIT);
            let of_place = match (outer, one_step) {
                (Some((nearest, length)), Some(_)) => {
                    let length = length + name.len();
                    let own = self.has_length(length).then(|| self.holder(&places.path(place))).flatten();
                    let own = own.map(|holder| Nearest { holder, here: true });
                    (own.or(nearest.map(|n| Nearest { here: false, ..n })), length)
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

    /// Whether a text is tied where its place is: parts of a container that lie beside the one with the anchor may be about
    /// somebody else.
    pub fn holds(&self, tied: Tied, place: &str, text: &str) -> bool {
        if !tied.beside {
            return true;
        }
        let Some(container) = prefixes(place).find(|prefix| self.holder(prefix).is_some()) else { return false };
        let Some(spot) = Spot::of(container, place) else { return true };
        if is_somebody_else(&place[container.len()..]) {
            return false;
        }
        let siblings = self.siblings.get_or_init(|| Siblings::of(self.segments, &self.anchors));
        siblings.are_of_one(&spot, text)
    }

    /// The holder of the smallest container around a place that has one.
    fn nearest(&self, place: &str) -> Option<Nearest> {
        prefixes(place).find_map(|prefix| self.holder(prefix).map(|holder| Nearest { holder, here: prefix == place }))
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
}

impl Nearest {
    fn tied(self) -> Option<Tied> {
        match self.holder {
            Holder::One(candidate) => Some(Tied { candidate, beside: !self.here }),
            Holder::Several => None,
        }
    }
}

/// Names of records of those who deal with an application, in small letters without signs.
const DEAL: [&str; 16] = [
    "currentuser", "loggedinuser", "sessionuser", "viewer", "reviewer", "actor", "manager", "hiringmanager",
    "recruiter", "createdby", "updatedby", "modifiedby", "assignee", "contactperson", "kontaktperson", "sagsbehandler",
];

/// Whether a path in data leads through a record of one who deals with the application.
fn is_somebody_else(path: &str) -> bool {
    let small = |step: &str| step.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    path.starts_with('/') && path.split('/').any(|step| DEAL.contains(&small(step).as_str()))
}

fn holds_a_step(name: &str) -> bool {
    STEPS.iter().any(|step| name.contains(step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::{Part, Places, Segment};

    proptest::proptest! {
        #[test]
        fn places_in_places_are_tied_as_their_paths_are(
            nodes in proptest::collection::vec((0usize..9, "( > |/|!|)(tr\\[[12]\\]|li\\[1\\]|[0-3]|a|a/b| > x!|)"), 1..24),
            anchors in proptest::collection::vec((0usize..24, 0u32..3), 0..5),
        ) {
            let mut segments = Segments::default();
            let mut all = Vec::new();
            for (back, name) in &nodes {
                let outer = all.len().checked_sub(back + 1).map(|outer| all[outer]);
                let places: &mut Places = segments.places();
                let place = match outer {
                    Some(outer) => places.inside(outer, &[name]),
                    None => places.written(name),
                };
                let (part, span, concealed) = (Part::Data, None, None);
                segments.push_at(place, &Segment { text: "54", part, place: "".into(), span, concealed, inline: false });
                all.push(place);
            }
            let mut containers = Containers::of(&segments);
            for (place, candidate) in &anchors {
                containers.add(&segments.all_places().path(all[place % all.len()]), *candidate);
            }
            let tied = containers.tied_places();
            for place in all {
                let path = segments.all_places().path(place);
                let by_places = tied[place.number()].filter(|t| containers.holds(*t, &path, "54")).map(|t| t.candidate);
                proptest::prop_assert_eq!(by_places, containers.tied(&path, "54"), "{}", path);
            }
        }
    }
}
