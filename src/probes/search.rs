//! The search oracle: a planted value is asked for and so are values of people who never applied; a difference in the
//! answers, beyond the echo of the question, gives the value away although it is nowhere shown.

use std::collections::BTreeSet;

use url::Url;

use super::Oracle;
use super::asking::{Asker, place};
use crate::candidates::AttributeId;
use crate::crawl::presence::absolute;
use crate::crawl::{CrawlError, Tour};
use crate::evidence::GapKind;
use crate::target::Answer;

/// What is asked for: given name, family name, e-mail, phone, CPR number.
const ASKED: [AttributeId; 5] =
    [AttributeId::D01, AttributeId::D02, AttributeId::D06, AttributeId::D07, AttributeId::D04];
/// Decoys asked for each attribute: their answers must agree with each other before anything is concluded.
const DECOYS: usize = 3;
/// Search addresses that are asked.
const MOST_SEARCHES: usize = 12;
/// Words of an address that completes what is typed.
const COMPLETES: &[&str] = &["autocomplete", "suggest", "forslag", "typeahead", "lookup", "search", "soeg", "find"];

/// An answer without the echo of its question.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reply {
    text: String,
    status: u16,
    capture: u64,
}

/// Asks all searches for all candidates.
pub(super) async fn ask(
    asker: &mut Asker<'_>,
    tour: &Tour,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<Vec<Oracle>, CrawlError> {
    let searches = addresses(asker, tour)?;
    let people: Vec<String> = asker.anchors.iter().map(|(id, _)| id.clone()).collect();
    let (mut done, all) = (0, searches.len() * ASKED.len() * (people.len() + DECOYS));
    let mut found = Vec::new();
    for search in &searches {
        for attribute in ASKED {
            let mut known: BTreeSet<String> = BTreeSet::new();
            known.extend(asker.dataset.applicants().filter_map(|c| c.value(attribute)).map(str::to_lowercase));
            let decoys: Vec<String> = asker
                .dataset
                .decoys()
                .filter_map(|c| c.value(attribute))
                .filter(|v| !known.contains(&v.to_lowercase()))
                .take(DECOYS)
                .map(str::to_owned)
                .collect();
            let mut quiet = Vec::new();
            for value in &decoys {
                quiet.extend(question(asker, search, value).await?);
                done += 1;
            }
            if quiet.len() < 2 {
                let reason = format!(
                    "fewer than two decoys with {} answered, so that nothing can be concluded",
                    attribute.code()
                );
                asker.gap(GapKind::NotInspected, format!("search oracle {search}"), reason)?;
                continue;
            }
            for candidate in &people {
                done += 1;
                progress(done, all);
                let Some(value) =
                    super::asking::person(asker.dataset, candidate).and_then(|c| c.value(attribute)).map(str::to_owned)
                else {
                    continue;
                };
                let Some(reply) = question(asker, search, &value).await? else { continue };
                if let Some(proof) = difference(&reply, &quiet, candidate, &asker.anchors) {
                    found.push(Oracle {
                        probe: "search".into(),
                        channel: "C11".into(),
                        candidate: candidate.clone(),
                        attribute,
                        value: value.clone(),
                        url: search.replace("{{value}}", &value),
                        proof,
                        capture: reply.capture,
                        role: asker.cell.role.into(),
                        stage: asker.cell.stage.into(),
                    });
                }
            }
        }
    }
    Ok(found)
}

/// Search addresses of the scenario, of the forms that were met, and of endpoints that complete what is typed.
fn addresses(asker: &Asker<'_>, tour: &Tour) -> Result<Vec<String>, CrawlError> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for text in &asker.cell.scenario.probes.search_urls {
        all.insert(
            absolute(asker.cell, &text.replace("{{value}}", "KLARSYNVALUE"))?
                .to_string()
                .replace("KLARSYNVALUE", "{{value}}"),
        );
    }
    // One address for each search page: its sort order, filters and page numbers do not change what it finds.
    let mut asked: BTreeSet<String> = all.iter().map(|a| without_query(a).to_owned()).collect();
    for search in &tour.searches {
        if asked.insert(without_query(search).to_owned()) {
            all.insert(search.clone());
        }
    }
    for url in tour.urls.iter().filter_map(|u| Url::parse(u).ok()) {
        let names = |path: &str| path.to_lowercase().split(['/', '-', '_', '.']).any(|w| COMPLETES.contains(&w));
        let key = url
            .query_pairs()
            .map(|(k, _)| k.into_owned())
            .find(|k| ["q", "term", "query", "search", "s", "soeg"].contains(&k.as_str()));
        if let Some(key) = key.filter(|_| names(url.path())) {
            let mut bare = url.clone();
            bare.set_query(None);
            bare.set_fragment(None);
            if asked.insert(bare.to_string()) {
                all.insert(format!("{bare}?{key}={{{{value}}}}"));
            }
        }
    }
    if all.len() > MOST_SEARCHES {
        let left = all.len() - MOST_SEARCHES;
        asker.gap(GapKind::BoundHit, "search oracle".into(), format!("{left} more search addresses were not asked"))?;
    }
    Ok(all.into_iter().take(MOST_SEARCHES).collect())
}

fn without_query(address: &str) -> &str {
    address.split('?').next().unwrap_or(address)
}

async fn question(asker: &mut Asker<'_>, search: &str, value: &str) -> Result<Option<Reply>, CrawlError> {
    let encoded: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let Ok(url) = Url::parse(&search.replace("{{value}}", &encoded)) else { return Ok(None) };
    Ok(asker.ask(&url, "search", &[value]).await?.map(|answer| reply(&answer, value)))
}

fn reply(answer: &Answer, value: &str) -> Reply {
    Reply { text: without_echo(&answer.text(), value), status: answer.capture.status, capture: answer.capture.id.0 }
}

/// Removes the question (in each spelling that an address or page gives it) and what changes with every request.
fn without_echo(text: &str, value: &str) -> String {
    let form: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let html = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&#x27;");
    let json: String =
        value.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", c as u32) }).collect();
    let percent = form.replace('+', "%20");
    let mut text = text.to_lowercase();
    let mut echoes: Vec<String> = [value, &form, &percent, &html, &json].iter().map(|e| e.to_lowercase()).collect();
    // Longest first, so that the short spelling does not break the long one.
    echoes.sort_by_key(|e| std::cmp::Reverse(e.len()));
    for echo in echoes.iter().filter(|e| !e.is_empty()) {
        text = text.replace(echo.as_str(), "");
    }
    text.lines()
        .filter(|line| !["csrf", "nonce", "token"].iter().any(|w| line.contains(w)))
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What an answer to a planted value holds that no answer to a decoy holds: the candidate's own anchor, or other numbers.
fn difference(reply: &Reply, quiet: &[Reply], candidate: &str, anchors: &[(String, Vec<String>)]) -> Option<String> {
    if !(200..300).contains(&reply.status) || quiet.iter().any(|q| q.text == reply.text) {
        return None;
    }
    let own = anchors.iter().find(|(id, _)| id == candidate).map(|(_, a)| a.as_slice()).unwrap_or_default();
    let shown = own.iter().find(|a| place(&reply.text, &a.to_lowercase()).is_some());
    if let Some(anchor) = shown
        && quiet.iter().all(|q| place(&q.text, &anchor.to_lowercase()).is_none())
    {
        return Some(format!(
            "asked for the planted value, the answer shows the candidate's own `{anchor}`; asked for {} values of people who never applied, it does not",
            quiet.len()
        ));
    }
    // A count tells as much as a name, provided that the decoys agree among themselves.
    let same = quiet.windows(2).all(|pair| pair[0].text == pair[1].text && pair[0].status == pair[1].status);
    let (count, none) = (numbers(&reply.text), numbers(&quiet.first()?.text));
    (same && count != none && skeleton(&reply.text) == skeleton(&quiet.first()?.text)).then(|| {
        format!("asked for the planted value, the answer counts {count:?}; asked for {} values of people who never applied, {none:?}", quiet.len())
    })
}

fn numbers(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty() && n.len() <= 6).collect()
}

fn skeleton(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str, value: &str) -> Reply {
        Reply { text: without_echo(text, value), status: 200, capture: 1 }
    }

    fn anchors() -> Vec<(String, Vec<String>)> {
        vec![("c1".into(), vec!["REF-77".into()]), ("c2".into(), vec!["REF-78".into()])]
    }

    #[test]
    fn a_hit_that_no_decoy_has_is_an_oracle_and_an_echo_is_none() {
        let quiet = [reply("Du søgte: Zorro. 0 fundet", "Zorro"), reply("Du søgte: Alma. 0 fundet", "Alma")];
        let cases = [
            ("Du søgte: Ida. 1 fundet: REF-77", true),
            ("Du søgte: Ida. 0 fundet", false),
            ("Du søgte: Ida. 1 fundet", true),
            ("Du søgte: Ida. 0 fundet. Prøv igen", false),
        ];
        for (text, wanted) in cases {
            assert_eq!(difference(&reply(text, "Ida"), &quiet, "c1", &anchors()).is_some(), wanted, "{text}");
        }
    }

    #[test]
    fn a_search_that_shows_everybody_whatever_is_asked_is_no_oracle() {
        let quiet = [reply("REF-77 REF-78 x", "Zorro"), reply("REF-77 REF-78 y", "Alma")];
        assert_eq!(difference(&reply("REF-77 REF-78 z", "Ida"), &quiet, "c1", &anchors()), None);
    }

    #[test]
    fn the_echo_is_removed_in_every_spelling() {
        for text in ["q=S%C3%B8ren+B", "q=s%c3%b8ren%20b", "S\\u00f8ren B", "Søren B"] {
            assert_eq!(without_echo(text, "Søren B").replace("q=", ""), "", "{text}");
        }
    }
}
