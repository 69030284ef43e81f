//! Which candidate a place belongs to: the smallest container around it that holds an anchor of exactly one candidate.

use std::collections::HashMap;

use foldhash::quality::RandomState;

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
        let mut below = place;
        for prefix in prefixes(place) {
            if self.lengths.get(prefix.len()) == Some(&true)
                && let Some(holder) = self.holders.get(prefix)
            {
                let row = is_row(below[prefix.len().min(below.len())..].trim_start_matches([' ', '>', '/', '!']));
                return match holder {
                    Holder::One(candidate) if !row || prefix == place => Some(*candidate),
                    _ => None,
                };
            }
            below = prefix;
        }
        None
    }
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
