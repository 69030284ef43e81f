//! Where segments stand: a tree of names, which become a path where somebody asks for it.

use std::fmt;

use super::work::floor_boundary;

/// Longest place in bytes; deeper containers share the place of their ancestor, so that hostile depth stays cheap.
pub(crate) const PLACE_LIMIT: usize = 2048;

/// A place, which stands for its name after the names of all that it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlaceId(u32);

impl PlaceId {
    /// The place whose number is so much greater.
    pub(super) fn behind(self, numbers: u32) -> PlaceId {
        PlaceId(self.0 + numbers)
    }

    /// The place whose number counts from another one.
    pub(super) fn before(self, first: PlaceId) -> PlaceId {
        PlaceId(self.0 - first.0)
    }

    /// Its number among the places of its unit.
    pub fn number(self) -> usize {
        self.0 as usize
    }
}

/// The places of a unit.
#[derive(Debug, Clone, Default)]
pub struct Places {
    names: String,
    /// Where the name of each ends, and in which other one it lies: itself where in none.
    nodes: Vec<(usize, u32)>,
}

impl Places {
    /// Makes room for more places and bytes of names.
    pub(super) fn reserve(&mut self, bytes: usize, places: usize) {
        self.names.reserve(bytes);
        self.nodes.reserve(places);
    }

    /// A place in no other one.
    pub(crate) fn written(&mut self, name: &str) -> PlaceId {
        let name = &name[..floor_boundary(name, PLACE_LIMIT)];
        // Running text stands at one place.
        if let Some(last) = self.nodes.len().checked_sub(1)
            && self.nodes[last].1 as usize == last
            && self.name(last) == name
        {
            return PlaceId(last as u32);
        }
        self.add(None, &[name])
    }

    /// A place in another one; its name has these parts.
    pub(crate) fn inside(&mut self, outer: PlaceId, name: &[&str]) -> PlaceId {
        self.add(Some(outer), name)
    }

    /// Adds all places of other segments behind these; the number of each grows by what is returned.
    pub(crate) fn append(&mut self, other: &Places) -> u32 {
        let (names, nodes) = (self.names.len(), self.nodes.len() as u32);
        self.names.push_str(&other.names);
        self.nodes.extend(other.nodes.iter().map(|(end, outer)| (names + end, nodes + outer)));
        nodes
    }

    /// A copy of a place without its name, and of all that came after it, which lie in it; also how long the longest path from
    /// it is.
    pub(crate) fn copied(&self, root: PlaceId) -> (Places, usize) {
        let first = root.number();
        let start = self.nodes[first].0;
        let mut copy = Places { names: self.names[start..].to_owned(), nodes: vec![(0, 0)] };
        copy.nodes.extend(self.nodes[first + 1..].iter().map(|(end, outer)| (end - start, outer - root.0)));
        let mut lengths = vec![0; copy.nodes.len()];
        for node in 1..lengths.len() {
            lengths[node] = lengths[copy.nodes[node].1 as usize] + copy.name(node).len();
        }
        (copy, lengths.into_iter().max().unwrap_or(0))
    }

    /// Adds all places of a copy inside of another place; returns by how much their numbers grow.
    pub(crate) fn paste(&mut self, copy: &Places, root: PlaceId) -> u32 {
        let (names, grown) = (self.names.len(), self.nodes.len() as u32 - 1);
        self.names.push_str(&copy.names);
        let number = |outer: u32| if outer == 0 { root.0 } else { grown + outer };
        self.nodes.extend(copy.nodes[1..].iter().map(|(end, outer)| (names + end, number(*outer))));
        grown
    }

    /// Bytes of memory that they take.
    pub(super) fn size(&self) -> usize {
        self.names.len() + size_of_val(self.nodes.as_slice())
    }

    fn add(&mut self, outer: Option<PlaceId>, name: &[&str]) -> PlaceId {
        let number = self.nodes.len() as u32;
        name.iter().for_each(|part| self.names.push_str(part));
        self.nodes.push((self.names.len(), outer.map_or(number, |outer| outer.0)));
        PlaceId(number)
    }

    pub(super) fn name(&self, node: usize) -> &str {
        let start = node.checked_sub(1).map_or(0, |before| self.nodes[before].0);
        &self.names[start..self.nodes[node].0]
    }

    /// All of them: the number of what each lies in, if it lies in one, and its name. What a place lies in stands before it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (PlaceId, Option<PlaceId>, &str)> {
        self.nodes.iter().zip(0u32..).map(|((_, outer), number)| {
            (PlaceId(number), (*outer != number).then_some(PlaceId(*outer)), self.name(number as usize))
        })
    }

    /// Whether any name has this in it.
    pub(crate) fn mention(&self, part: &str) -> bool {
        memchr::memmem::find(self.names.as_bytes(), part.as_bytes()).is_some()
    }

    /// The names of a place and of all that it lies in, outermost first.
    pub(crate) fn path(&self, place: PlaceId) -> String {
        let mut around = Vec::with_capacity(16);
        let mut at = place.0 as usize;
        loop {
            around.push(at);
            let outer = self.nodes[at].1 as usize;
            if outer == at {
                break;
            }
            at = outer;
        }
        let mut path: String = around.iter().rev().map(|at| self.name(*at)).collect();
        path.truncate(floor_boundary(&path, PLACE_LIMIT));
        path
    }
}

/// The paths of many places, one after the other: what one has in common with the one before is not made again.
pub(crate) struct Paths<'p> {
    places: &'p Places,
    path: String,
    /// What the place lies in, outermost first, and the place; with where the name of each ends.
    steps: Vec<(u32, usize)>,
    /// Steps that are new, innermost first.
    new: Vec<u32>,
}

impl<'p> Paths<'p> {
    pub fn of(places: &'p Places) -> Paths<'p> {
        Paths { places, path: String::new(), steps: Vec::new(), new: Vec::new() }
    }

    /// The same as [`Places::path`].
    pub fn path(&mut self, place: PlaceId) -> &str {
        let mut at = place.0;
        // What lies in another place has a greater number.
        loop {
            while self.steps.last().is_some_and(|(step, _)| *step > at) {
                self.steps.pop();
            }
            if self.steps.last().is_some_and(|(step, _)| *step == at) {
                break;
            }
            self.new.push(at);
            let outer = self.places.nodes[at as usize].1;
            if outer == at {
                self.steps.clear();
                break;
            }
            at = outer;
        }
        self.path.truncate(self.steps.last().map_or(0, |(_, end)| *end));
        while let Some(step) = self.new.pop() {
            self.path.push_str(self.places.name(step as usize));
            self.steps.push((step, self.path.len()));
        }
        &self.path[..floor_boundary(&self.path, PLACE_LIMIT)]
    }
}

/// Where a segment stands, in words: as it was written, or made of the names of what it lies in.
#[derive(Clone, Copy)]
#[expect(private_interfaces, reason = "nobody outside makes one out of the second kind")]
pub enum Place<'a> {
    /// As it is.
    Written(&'a str),
    /// By its number.
    Known(&'a Places, PlaceId),
}

impl<'a> Place<'a> {
    /// The innermost of its names, or as it was written.
    pub fn name(&self) -> &'a str {
        match self {
            Place::Written(place) => place,
            Place::Known(places, place) => places.name(place.0 as usize),
        }
    }

    /// The name of what it lies in, or all that was written.
    pub(crate) fn around(&self) -> Option<&'a str> {
        match self {
            Place::Written(place) => Some(place),
            Place::Known(places, place) => {
                let outer = places.nodes[place.number()].1;
                Some(places.name(outer as usize))
            }
        }
    }

    /// Whether it begins with this.
    pub fn starts_with(&self, start: &str) -> bool {
        self.to_string().starts_with(start)
    }
}

impl<'a> From<&'a str> for Place<'a> {
    fn from(place: &'a str) -> Place<'a> {
        Place::Written(place)
    }
}

impl<'a> From<&'a String> for Place<'a> {
    fn from(place: &'a String) -> Place<'a> {
        Place::Written(place)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Written(place) => f.write_str(place),
            Place::Known(places, node) => f.write_str(&places.path(*node)),
        }
    }
}

impl fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Place<'_>) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Place<'_> {}

impl PartialEq<&str> for Place<'_> {
    fn eq(&self, other: &&str) -> bool {
        let place: String = self.to_string();
        place.as_str() == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_path_is_the_same_whatever_was_asked_before(
            nodes in proptest::collection::vec((0usize..9, "[a-cæ]{1,3}|[xå]{900}"), 1..24),
            asked in proptest::collection::vec(0usize..24, 1..48),
        ) {
            let mut places = Places::default();
            let mut all = Vec::new();
            for (back, name) in &nodes {
                let outer = all.len().checked_sub(back + 1).map(|outer| all[outer]);
                all.push(match outer {
                    Some(outer) => places.inside(outer, &[" > ", name]),
                    None => places.written(name),
                });
            }
            let mut paths = Paths::of(&places);
            for place in asked {
                let place = all[place % all.len()];
                proptest::prop_assert_eq!(paths.path(place), places.path(place));
            }
        }
    }
}
