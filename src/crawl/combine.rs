//! Pages that nothing links to: what the target calls the pages of one thing is tried on our candidates' own.
//!
//! An application has a vocabulary (`/cases/12/notes`, `/cases/feedback/`), and what a menu hides for one role is often
//! only hidden. Each word that stands in an address is put behind the address of one candidate of each kind of page.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::address::{self, Ours};

/// Words that are tried on each kind of page.
const MOST_WORDS: usize = 40;
/// Kinds of pages that are tried.
const MOST_KINDS: usize = 8;

/// Addresses that may exist, from those that are known; the most promising first.
pub(super) fn combine(known: &[Url], ours: &Ours) -> Vec<Url> {
    let words = vocabulary(known, ours);
    let mut out = Vec::new();
    for stem in stems(known, ours) {
        let path = stem.path().trim_end_matches('/').to_owned();
        let slash = if stem.path().ends_with('/') { "/" } else { "" };
        let own: BTreeSet<&str> = path.split('/').collect();
        for word in words.iter().filter(|word| !own.contains(word.as_str())).take(MOST_WORDS) {
            let mut url = stem.clone();
            url.set_path(&format!("{path}/{word}{slash}"));
            out.push(url);
        }
    }
    out
}

/// Words of addresses: first those that stand behind an id, then those that an address ends with; frequent ones first.
fn vocabulary(known: &[Url], ours: &Ours) -> Vec<String> {
    let mut behind_id: BTreeMap<&str, usize> = BTreeMap::new();
    let mut at_end: BTreeMap<&str, usize> = BTreeMap::new();
    for url in known {
        let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
        for (n, part) in parts.iter().enumerate().filter(|(_, part)| is_word(part, ours)) {
            if n > 0 && is_thing(parts[n - 1], ours) {
                *behind_id.entry(part).or_default() += 1;
            } else if n + 1 == parts.len() {
                *at_end.entry(part).or_default() += 1;
            }
        }
    }
    at_end.retain(|word, _| !behind_id.contains_key(word));
    let ordered = |counts: BTreeMap<&str, usize>| {
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
        counts.into_iter().map(|(word, _)| word.to_owned()).collect::<Vec<String>>()
    };
    let mut words = ordered(behind_id);
    words.extend(ordered(at_end));
    words
}

/// One address of each kind of page that ends with an id of ours.
fn stems(known: &[Url], ours: &Ours) -> Vec<Url> {
    let mut kinds: BTreeMap<String, &Url> = BTreeMap::new();
    for url in known {
        let last = url.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if ours.is(last) && !last.contains('.') && url.query().is_none() && url.fragment().is_none() {
            kinds.entry(address::template(url, ours)).or_insert(url);
        }
    }
    kinds.into_values().take(MOST_KINDS).cloned().collect()
}

fn is_thing(part: &str, ours: &Ours) -> bool {
    ours.is(part) || address::is_id(part)
}

/// Lower-case letters with a separator here and there: what a page is called, and no title, code or file.
fn is_word(part: &str, ours: &Ours) -> bool {
    (3..=24).contains(&part.len())
        && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_')
        && part.bytes().filter(|b| !b.is_ascii_lowercase()).count() <= 2
        && !ours.is(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Receipt;

    #[test]
    fn what_is_called_so_elsewhere_is_tried_on_one_candidate_of_each_kind_of_page() {
        let receipt = |id: &str| Receipt {
            candidate: id.into(),
            accepted: true,
            failure: String::new(),
            sent: BTreeMap::new(),
            planted: vec![],
            captured: [("id".to_string(), id.to_string())].into(),
            captures: vec![],
            at: String::new(),
        };
        let ours = Ours::of(&[receipt("VASTNF"), receipt("QWERTZ")]);
        let known: Vec<Url> = [
            "http://h/sager/VASTNF/",
            "http://h/sager/QWERTZ/",
            "http://h/sager/1201/noter/",
            "http://h/sager/feedback/",
            "http://h/personer/VASTNF",
            "http://h/static/app.min.js",
        ]
        .iter()
        .map(|text| Url::parse(text).unwrap())
        .collect();
        let tried: Vec<String> = combine(&known, &ours).iter().map(Url::to_string).collect();
        assert_eq!(
            tried,
            [
                "http://h/personer/VASTNF/noter",
                "http://h/personer/VASTNF/feedback",
                "http://h/sager/VASTNF/noter/",
                "http://h/sager/VASTNF/feedback/",
            ]
        );
    }
}
