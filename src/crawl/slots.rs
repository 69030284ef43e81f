//! Address patterns with slots (`/api/x/${id}/y`, `/x/{id}`, `/x/:id`), and the ids that fill them.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::address::{Ours, is_id};

/// Most addresses that one pattern is filled into.
const MOST_FILLED: usize = 200;
/// Most ids kept for one slot; the rest of a long list is reached by the list's own links.
const MOST_IDS: usize = 400;

/// An address with slots: literal parts, with a slot between each two of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pattern {
    /// One literal more than there are slots.
    literals: Vec<String>,
}

impl Pattern {
    /// Reads `{name}` (also in capital, also `${...}` and `%s`) and `:name` as slots; none where the text has no slot.
    pub(crate) fn parse(text: &str) -> Option<Pattern> {
        let mut literals = vec![String::new()];
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            let skip = if rest.starts_with("${") || next == '{' {
                rest.find('}').map(|end| end + 1)
            } else if next == ':' && literals.last().is_some_and(|l| l.ends_with('/')) {
                let name = rest[1..].find(|c: char| !c.is_alphanumeric() && c != '_').map_or(rest.len(), |end| end + 1);
                (name > 1).then_some(name)
            } else {
                None
            };
            match skip {
                Some(length) => {
                    rest = &rest[length..];
                    // `:id?` and `:id(\\d+)` of route tables: the decoration is no part of the address.
                    literals.push(String::new());
                }
                None => {
                    if let Some(last) = literals.last_mut() {
                        last.push(next);
                    }
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        (literals.len() > 1 && literals.len() <= 6).then_some(Pattern { literals })
    }

    /// The text with `{}` for each slot.
    pub(crate) fn text(&self) -> String {
        self.literals.join("{}")
    }

    fn fill(&self, values: &[&str]) -> String {
        let mut out = self.literals[0].clone();
        for (value, literal) in values.iter().zip(&self.literals[1..]) {
            out.push_str(
                &percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC)
                    .to_string()
                    .replace("%2D", "-")
                    .replace("%2E", ".")
                    .replace("%5F", "_"),
            );
            out.push_str(literal);
        }
        out
    }
}

/// The ids seen so far, by the word that stood before them in an address or named them in data.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    seen: BTreeMap<String, BTreeSet<String>>,
    ours: Vec<String>,
}

impl Ids {
    /// Starts with the values of our own candidates, which fill every slot.
    pub(crate) fn of(ours: &Ours) -> Ids {
        Ids { seen: BTreeMap::new(), ours: ours.values().map(str::to_owned).collect() }
    }

    /// Notes an id that stood after `word`.
    pub(crate) fn note(&mut self, word: &str, id: &str) {
        if id.len() <= 100 {
            let ids = self.seen.entry(stem(word)).or_default();
            if ids.len() < MOST_IDS {
                ids.insert(id.to_owned());
            }
        }
    }

    /// Notes every id-like part of an address under the part before it (or its query key).
    pub(crate) fn note_address(&mut self, url: &Url) {
        let parts: Vec<&str> = url.path_segments().map(|p| p.collect()).unwrap_or_default();
        for pair in parts.windows(2) {
            if is_id(pair[1]) {
                self.note(pair[0], pair[1]);
            }
        }
        for (key, value) in url.query_pairs() {
            if is_id(&value) {
                self.note(&key, &value);
            }
        }
    }

    /// Every address that a pattern stands for with what is known now: our own candidates first.
    pub(crate) fn fill(&self, pattern: &Pattern, most_others: usize) -> Vec<String> {
        let none = BTreeSet::new();
        let mut rows: Vec<Vec<&str>> = vec![Vec::new()];
        for (n, literal) in pattern.literals[..pattern.literals.len() - 1].iter().enumerate() {
            let word = literal.trim_end_matches(['/', '=']).rsplit(['/', '?', '&']).next().unwrap_or_default();
            let seen = self.seen.get(&stem(word)).unwrap_or(&none);
            // The first slot takes every id; further ones only a few, because they multiply.
            let most = if n == 0 { most_others } else { 4 };
            let own = self.ours.iter().map(String::as_str).take(if n == 0 { usize::MAX } else { 12 });
            let mut values: Vec<&str> = own.collect();
            values.extend(seen.iter().map(String::as_str).filter(|v| !self.ours.iter().any(|o| o == v)).take(most));
            rows = rows
                .iter()
                .flat_map(|row| values.iter().map(|value| row.iter().copied().chain([*value]).collect::<Vec<_>>()))
                .take(MOST_FILLED)
                .collect();
        }
        rows.iter().filter(|row| !row.is_empty()).map(|row| pattern.fill(row)).collect()
    }
}

/// `applications`, `application_id`, `applicationId` and `Application` name the same slot.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let cut = lower.trim_end_matches("_id").trim_end_matches("-id").trim_end_matches("uuid").trim_end_matches('_');
    let cut = if cut.len() > 3 && word.ends_with("Id") { cut.trim_end_matches("id") } else { cut };
    cut.strip_suffix("er").filter(|s| s.len() > 3).or_else(|| cut.strip_suffix('s')).unwrap_or(cut).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_every_notation_are_read() {
        let cases = [
            ("/api/x/${row.id}/y", Some("/api/x/{}/y")),
            ("/x/{id}", Some("/x/{}")),
            ("/x/:id/edit", Some("/x/{}/edit")),
            ("http://h:80/x", None),
            ("/plain", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(Pattern::parse(text).map(|p| p.text()).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_slot_takes_ids_seen_after_the_same_word_and_not_those_of_another() {
        let mut ids = Ids::default();
        ids.note_address(&Url::parse("http://h/applications/12").unwrap());
        ids.note("jobs", "99");
        let pattern = Pattern::parse("/api/application/{id}/notes").unwrap();
        assert_eq!(ids.fill(&pattern, 10), ["/api/application/12/notes"]);
    }

    #[test]
    fn our_own_candidates_fill_every_slot_however_many_there_are() {
        let ids = Ids { seen: BTreeMap::new(), ours: (0..50).map(|n| format!("a{n}")).collect() };
        assert_eq!(ids.fill(&Pattern::parse("/x/{id}").unwrap(), 3).len(), 50);
    }
}
