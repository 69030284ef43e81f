//! Pages that nothing links to: what the target calls the pages of one thing is tried on our candidates' own.
//!
//! An application has a vocabulary (`/cases/12/notes`, `/cases/feedback/`), and what a menu hides for one role is often
//! only hidden. Each word that stands in an address is put behind the address of one candidate of each kind of page, and in
//! the place of what such pages are collected under; what lies above a known address is asked for; and where that is called
//! like a collection of our candidates, they are looked for in it.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::address::{self, Ours};

/// Words that are tried on each kind of page.
const MOST_WORDS: usize = 40;
/// Kinds of pages that are tried.
const MOST_KINDS: usize = 8;
/// Words that are tried beside a collection, and collections that have words tried beside them.
const MOST_BESIDE: usize = 20;
const MOST_COLLECTIONS: usize = 4;
/// Things of one collection that are looked for elsewhere.
const MOST_THINGS: usize = 3;
/// Kinds of folders that are asked for.
const MOST_FOLDERS: usize = 60;

/// Addresses that may exist, from those that are known; the most promising first.
pub(super) fn combine(known: &[Url], ours: &Ours) -> Vec<Url> {
    let words = vocabulary(known, ours);
    let (stems, folders) = (stems(known, ours), folders(known, ours));
    let mut out = Vec::new();
    for stem in &stems {
        let path = stem.path().trim_end_matches('/').to_owned();
        let slash = if stem.path().ends_with('/') { "/" } else { "" };
        let own: BTreeSet<&str> = path.split('/').collect();
        for word in words.iter().filter(|word| !own.contains(word.as_str())).take(MOST_WORDS) {
            let mut url = stem.clone();
            url.set_path(&format!("{path}/{word}{slash}"));
            out.push(url);
        }
    }
    out.extend(in_folders(&folders, &things(known, ours)));
    out.extend(beside_collections(&stems, &words));
    out.extend(folders);
    let mut seen: BTreeSet<Url> = known.iter().cloned().collect();
    out.retain(|url| seen.insert(url.clone()));
    out
}

/// A path with other segments.
fn at(url: &Url, segments: &[&str], slash: bool) -> Url {
    let mut url = url.clone();
    url.set_path(&format!("/{}{}", segments.join("/"), if slash { "/" } else { "" }));
    url.set_query(None);
    url.set_fragment(None);
    url
}

fn segments(url: &Url) -> Vec<&str> {
    url.path().split('/').filter(|part| !part.is_empty()).collect()
}

/// Some addresses of each collection that end with the name of one thing, such as `/speakers/FCKBNA/`.
fn things(known: &[Url], ours: &Ours) -> Vec<Url> {
    let code = |part: &str| part.len() >= 4 && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let mut of_collection: BTreeMap<Vec<&str>, Vec<(bool, &Url)>> = BTreeMap::new();
    for url in known.iter().filter(|url| url.query().is_none() && url.fragment().is_none()) {
        let parts = segments(url);
        if let [collection @ .., last] = parts.as_slice()
            && !last.contains('.')
            && (is_thing(last, ours) || code(last))
        {
            of_collection.entry(collection.to_vec()).or_default().push((!ours.is(last), url));
        }
    }
    let mut out = Vec::new();
    for mut things in of_collection.into_values() {
        things.sort();
        out.extend(things.into_iter().take(MOST_THINGS).map(|(_, url)| url.clone()));
    }
    out
}

/// What lies above the known addresses, one of each kind, the highest first.
fn folders(known: &[Url], ours: &Ours) -> Vec<Url> {
    let mut kinds: BTreeMap<(usize, String), Url> = BTreeMap::new();
    for url in known {
        let parts = segments(url);
        for depth in 1..parts.len() {
            let folder = at(url, &parts[..depth], true);
            kinds.entry((depth, address::template(&folder, ours))).or_insert(folder);
        }
    }
    kinds.into_values().take(MOST_FOLDERS).collect()
}

/// Things in every folder that is called as where they stand elsewhere.
fn in_folders(folders: &[Url], stems: &[Url]) -> Vec<Url> {
    // One and many: `speaker` and `speakers`, `sag` and `sager`.
    let many =
        |one: &str, many: &str| many.strip_prefix(one).is_some_and(|end| ["", "s", "e", "r", "er"].contains(&end));
    let mut out = Vec::new();
    for stem in stems {
        let of_stem = segments(stem);
        let [.., collection, id] = of_stem.as_slice() else { continue };
        for folder in folders {
            let mut parts = segments(folder);
            if parts.last().is_some_and(|last| many(last, collection) || many(collection, last)) {
                parts.push(id);
                out.push(at(folder, &parts, stem.path().ends_with('/')));
            }
        }
    }
    out
}

/// Words in the place of what our candidates are collected under.
fn beside_collections(stems: &[Url], words: &[String]) -> Vec<Url> {
    let mut out = Vec::new();
    let collections: BTreeSet<Vec<&str>> = stems
        .iter()
        .map(segments)
        .filter(|parts| parts.len() > 2)
        .map(|parts| parts[..parts.len() - 2].to_vec())
        .collect();
    for parent in collections.into_iter().take(MOST_COLLECTIONS) {
        for word in words.iter().take(MOST_BESIDE) {
            let mut parts = parent.clone();
            parts.push(word);
            out.extend(stems.first().map(|stem| at(stem, &parts, stem.path().ends_with('/'))));
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
                "http://h/personer/",
                "http://h/sager/",
                "http://h/static/",
                "http://h/sager/1201/",
            ]
        );
    }
    #[test]
    fn what_lies_above_and_beside_is_tried_too() {
        let ours = Ours::of(&[]);
        let known: Vec<Url> =
            ["http://h/api/hr/sager/4711/", "http://h/hr/sag/billede.svg", "http://h/hr/sager/maerker/"]
                .iter()
                .map(|text| Url::parse(text).unwrap())
                .collect();
        let tried: Vec<String> = combine(&known, &ours).iter().map(Url::to_string).collect();
        assert!(tried.iter().any(|url| url == "http://h/hr/sag/"), "{tried:?}");
        // Only what is ours is looked for elsewhere.
        assert!(!tried.iter().any(|url| url.contains("4711/maerker")), "{tried:?}");
        assert!(tried.iter().any(|url| url == "http://h/hr/sag/4711/"), "{tried:?}");
        let stems = [Url::parse("http://h/api/hr/sager/4711/").unwrap()];
        let beside = beside_collections(&stems, &["maerker".to_owned()]);
        assert_eq!(beside[0].as_str(), "http://h/api/hr/maerker/");
    }
}
