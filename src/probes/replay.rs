//! Id replay: addresses that the control role reached are asked with this role's session. Detection judges the answers.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::asking::Asker;
use crate::crawl::address::{self, Ours};
use crate::crawl::{CrawlError, Tour};
use crate::evidence::GapKind;

/// Addresses of one template that belong to nobody of ours.
const OTHERS: usize = 2;
/// Addresses asked in all.
const MOST: usize = 1_500;

/// Asks every address of the control role that this role did not reach by itself.
pub(super) async fn ask(
    asker: &mut Asker<'_>,
    tour: &Tour,
    control_urls: &[String],
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<(), CrawlError> {
    let (chosen, left) = choose(control_urls, &tour.urls, &Ours::of(asker.cell.receipts));
    if left > 0 {
        asker.gap(
            GapKind::BoundHit,
            "id replay".into(),
            format!("{left} addresses of the control role were not asked"),
        )?;
    }
    let all = chosen.len();
    for (done, url) in chosen.iter().enumerate() {
        progress(done, all);
        asker.ask(url, "id_replay", &[]).await?;
    }
    Ok(())
}

/// All addresses of our candidates, a few others of each template; and how many were left out by the bound.
fn choose(control: &[String], reached: &BTreeSet<String>, ours: &Ours) -> (Vec<Url>, usize) {
    let (mut own, mut rest) = (Vec::new(), Vec::new());
    let mut templates: BTreeMap<String, usize> = BTreeMap::new();
    let sorted: BTreeSet<&String> = control.iter().filter(|u| !reached.contains(*u)).collect();
    for mut url in sorted.into_iter().filter_map(|u| Url::parse(u).ok()) {
        url.set_fragment(None);
        if ours.in_address(&url) {
            own.push(url);
            continue;
        }
        let count = templates.entry(address::template(&url, ours)).or_default();
        *count += 1;
        if *count <= OTHERS {
            rest.push(url);
        }
    }
    own.extend(rest);
    own.dedup();
    let left = own.len().saturating_sub(MOST);
    own.truncate(MOST);
    (own, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Receipt;

    #[test]
    fn every_address_of_ours_is_asked_and_only_a_few_of_others() {
        let receipt = Receipt {
            candidate: "c1".into(),
            accepted: true,
            failure: String::new(),
            sent: BTreeMap::new(),
            planted: vec![],
            captured: [("id".to_string(), "700".to_string())].into(),
            captures: vec![],
            at: String::new(),
        };
        let control: Vec<String> = ["/hr/1", "/hr/2", "/hr/3", "/hr/700", "/hr/700/cv", "/seen"]
            .iter()
            .map(|p| format!("http://h{p}"))
            .collect();
        let reached = BTreeSet::from(["http://h/seen".to_string()]);
        let (chosen, left) = choose(&control, &reached, &Ours::of(&[receipt]));
        let paths: Vec<&str> = chosen.iter().map(Url::path).collect();
        assert_eq!(paths, ["/hr/700", "/hr/700/cv", "/hr/1", "/hr/2"]);
        assert_eq!(left, 0);
    }
}
