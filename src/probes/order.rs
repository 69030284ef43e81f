//! The order oracle: a list that names nobody may still stand in the order of the names.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::Oracle;
use super::asking::{Asker, person, place};
use crate::candidates::AttributeId;
use crate::crawl::CrawlError;
use crate::evidence::{Capture, CaptureKind};

/// Fewest candidates in a list: the chance of one order among the others must be under one in a hundred, in four tries.
const FEWEST: usize = 6;
/// Hidden values that a list may be ordered by: family name, given name, birth date.
const HIDDEN: [AttributeId; 3] = [AttributeId::D02, AttributeId::D01, AttributeId::D05];
/// Largest list that is read.
const LARGEST: u64 = 4_000_000;

/// Looks at every page and answer of this cell; asks nothing.
pub(super) fn look(asker: &Asker<'_>) -> Result<Vec<Oracle>, CrawlError> {
    let submission: Vec<&str> = asker.anchors.iter().map(|(id, _)| id.as_str()).collect();
    let mut found = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut lists: BTreeMap<(CaptureKind, String), BTreeMap<u64, Capture>> = BTreeMap::new();
    for capture in asker.bundle.captures()? {
        let here = capture.provenance.role == asker.cell.role && capture.provenance.stage == asker.cell.stage;
        if !here
            || !is_list(&capture)
            || capture.provenance.reached.probe.is_some()
            || !seen.insert(capture.sha256.clone())
        {
            continue;
        }
        let (list, page) = page_of(&capture.final_url);
        lists.entry((capture.kind, list)).or_default().entry(page).or_insert(capture);
    }
    for pages in lists.into_values() {
        let Some(capture) = pages.values().next().cloned() else { continue };
        let mut text = String::new();
        for page in pages.values() {
            text.push_str(&String::from_utf8_lossy(&asker.bundle.body(page.id)?));
        }
        let standing = standing(&text, &asker.anchors);
        if standing.len() < FEWEST {
            continue;
        }
        for attribute in HIDDEN {
            let values: Option<Vec<String>> = standing
                .iter()
                .map(|id| person(asker.dataset, id)?.value(attribute).map(|v| sort_key(v, attribute)))
                .collect();
            let Some(values) = values else { continue };
            let Some(direction) = direction(&standing, &values, &submission) else { continue };
            for candidate in &standing {
                let Some(value) = person(asker.dataset, candidate).and_then(|c| c.value(attribute)) else { continue };
                found.push(Oracle {
                    probe: "order".into(),
                    channel: "C10".into(),
                    candidate: candidate.to_string(),
                    attribute,
                    value: value.to_owned(),
                    url: capture.final_url.clone(),
                    proof: format!(
                        "{} of our candidates stand {direction} by {} ({}), which is not the order in which they applied; by chance this happens once in {:.0} lists",
                        standing.len(),
                        attribute.kind().name,
                        attribute.code(),
                        orders(standing.len()),
                    ),
                    capture: capture.id.0,
                    role: asker.cell.role.into(),
                    stage: asker.cell.stage.into(),
                });
            }
            // A list has one order; the first attribute that explains it is the one.
            break;
        }
    }
    Ok(found)
}

/// The address of a list without its page number, and that number: a list of several pages has one order. The address
/// without a number is the first page.
fn page_of(address: &str) -> (String, u64) {
    const NUMBERS: [&str; 6] = ["side", "page", "p", "offset", "start", "pageno"];
    let Ok(mut url) = Url::parse(address) else { return (address.to_owned(), 1) };
    let mut page = 1;
    let mut kept: Vec<(String, String)> = Vec::new();
    for (key, value) in url.query_pairs() {
        match value.parse::<u64>() {
            Ok(number) if NUMBERS.contains(&key.to_lowercase().as_str()) => page = number,
            _ => kept.push((key.into_owned(), value.into_owned())),
        }
    }
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    (url.to_string(), page)
}

fn is_list(capture: &Capture) -> bool {
    let kind = matches!(capture.kind, CaptureKind::Dom | CaptureKind::Response);
    let readable = ["html", "json", "csv", "xml"].iter().any(|w| capture.media_type.contains(w));
    kind && readable && capture.size <= LARGEST && capture.status < 400
}

/// Our candidates in the order in which their first anchors stand in a text.
fn standing<'a>(text: &str, anchors: &'a [(String, Vec<String>)]) -> Vec<&'a str> {
    let mut places: Vec<(usize, &str)> = anchors
        .iter()
        .filter_map(|(id, values)| Some((values.iter().filter_map(|v| place(text, v)).min()?, id.as_str())))
        .collect();
    places.sort();
    places.into_iter().map(|(_, id)| id).collect()
}

/// Whether a list stands in the order of the values (rising or falling) and not in that of submission.
fn direction(standing: &[&str], values: &[String], submission: &[&str]) -> Option<&'static str> {
    let steps = |wanted: Ordering| values.windows(2).all(|p| p[0].cmp(&p[1]) == wanted || p[0] == p[1]);
    let different = values.iter().collect::<BTreeSet<_>>().len();
    if different < FEWEST {
        return None;
    }
    let applied: Vec<&str> = submission.iter().copied().filter(|id| standing.contains(id)).collect();
    let reverse: Vec<&str> = applied.iter().rev().copied().collect();
    if standing == applied.as_slice() || standing == reverse.as_slice() {
        return None;
    }
    match (steps(Ordering::Less), steps(Ordering::Greater)) {
        (true, false) => Some("in rising order"),
        (false, true) => Some("in falling order"),
        _ => None,
    }
}

/// Danish collation: æ, ø, å come last in this order, and aa is å; case and hyphens do not count. Dates by year first.
fn sort_key(value: &str, attribute: AttributeId) -> String {
    if attribute == AttributeId::D05 {
        return date_key(value);
    }
    let lower = value.to_lowercase().replace("aa", "å");
    lower
        .chars()
        .filter_map(|c| match c {
            'æ' | 'ä' => Some('\u{e001}'),
            'ø' | 'ö' => Some('\u{e002}'),
            'å' => Some('\u{e003}'),
            'é' | 'è' | 'ê' | 'ë' => Some('e'),
            'ü' | 'ú' => Some('u'),
            'á' | 'à' => Some('a'),
            '-' | ' ' | '\'' => None,
            c => Some(c),
        })
        .collect()
}

fn date_key(value: &str) -> String {
    let parts: Vec<&str> = value.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}{month:0>2}{day:0>2}"),
        [day, month, year] => format!("{year}{month:0>2}{day:0>2}"),
        _ => value.to_owned(),
    }
}

fn orders(n: usize) -> f64 {
    (1..=n).map(|k| k as f64).product::<f64>() / (2 * HIDDEN.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_of_a_list_belong_together_in_their_order() {
        let of = |address| page_of(address);
        assert_eq!(of("http://a.test/liste").1, 1);
        assert_eq!(of("http://a.test/liste?side=2"), ("http://a.test/liste".into(), 2));
        assert_eq!(of("http://a.test/liste?job=7&side=3"), ("http://a.test/liste?job=7".into(), 3));
    }

    fn keys(values: &[&str]) -> Vec<String> {
        values.iter().map(|v| sort_key(v, AttributeId::D02)).collect()
    }

    #[test]
    fn a_list_in_danish_order_of_names_is_seen_in_both_directions_and_submission_order_is_not() {
        let names = ["Andersen", "Bak-Friis", "Zachariassen", "Ærø", "Østergaard", "Aagaard"];
        let ids = ["c3", "c1", "c6", "c2", "c5", "c4"];
        let submission = ["c1", "c2", "c3", "c4", "c5", "c6"];
        assert_eq!(direction(&ids, &keys(&names), &submission), Some("in rising order"));
        let (mut back, mut back_ids) = (names, ids);
        back.reverse();
        back_ids.reverse();
        assert_eq!(direction(&back_ids, &keys(&back), &submission), Some("in falling order"));
        assert_eq!(direction(&submission, &keys(&names), &submission), None);
        assert_eq!(direction(&ids, &keys(&["B", "A", "C", "D", "E", "F"]), &submission), None);
    }

    #[test]
    fn a_short_list_proves_nothing() {
        assert_eq!(direction(&["c2", "c1"], &keys(&["A", "B"]), &["c1", "c2"]), None);
        assert!(orders(FEWEST) > 100.0);
    }

    #[test]
    fn candidates_stand_where_their_anchor_is_a_whole_word() {
        let anchors = vec![("c1".to_string(), vec!["12".to_string()]), ("c2".to_string(), vec!["99".to_string()])];
        assert_eq!(standing("a 123, 99, 12", &anchors), ["c2", "c1"]);
    }
}
