//! What is still to be visited, by which engine, in which order, and which bounds were hit.
//!
//! New kinds of pages come first, then pages of our own candidates, then the rest, guesses last. Every address that is
//! not visited is counted under the reason, and becomes a line in the coverage.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use url::Url;

use super::address::{self, Ours};
use super::combine::combine;
use super::mining::Weight;
use super::slots::{Ids, Pattern};
use crate::evidence::{CaptureId, Gap, GapKind};
use crate::scenario::CrawlLimits;
use crate::target::{Judgement, Scope};

/// Pages of a list may be followed this many times further than other addresses of one template.
const PAGING_FACTOR: u32 = 10;
/// Addresses of one template that the browser opens, besides our candidates' own.
const BROWSER_PER_TEMPLATE: u32 = 3;
/// Most addresses that are ever held.
const MOST_KNOWN: usize = 200_000;
/// How a visit of the second pass is reached.
pub(crate) const SECOND_LOOK: &str = "second look at the end";
/// Most gaps of one sort that are named one by one.
const MOST_NAMED: usize = 200;

/// One address to visit.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// The address; a fragment is a client-side route.
    pub url: Url,
    /// Its template.
    pub template: String,
    /// How much it promises.
    pub weight: Weight,
    /// The capture that mentions it.
    pub from: Option<CaptureId>,
    /// How it was mentioned.
    pub how: String,
    /// Headers to send with it.
    pub headers: Vec<(String, String)>,
    /// True after it was tried in a session that had been lost.
    pub retried: bool,
}

impl Visit {
    /// A visit without special headers.
    pub(crate) fn new(url: Url, weight: Weight, from: Option<CaptureId>, how: &str) -> Visit {
        Visit { url, template: String::new(), weight, from, how: how.into(), headers: Vec::new(), retried: false }
    }

    fn key(&self) -> String {
        let mut key = self.url.to_string();
        for (name, value) in &self.headers {
            key.push_str(&format!(" [{name}: {value}]"));
        }
        key
    }
}

/// The queue of one engine.
#[derive(Debug, Default)]
struct Lane {
    known: BTreeSet<String>,
    templates: BTreeMap<String, u32>,
    fresh: VecDeque<Visit>,
    ours: VecDeque<Visit>,
    rest: VecDeque<Visit>,
    guesses: VecDeque<Visit>,
    /// Addresses left out, by template.
    left: BTreeMap<String, u32>,
    taken: usize,
}

impl Lane {
    fn add(&mut self, visit: Visit, ours: bool, most: u32) -> bool {
        if self.known.len() >= MOST_KNOWN {
            *self.left.entry("any (too many addresses)".into()).or_default() += 1;
            return false;
        }
        if !self.known.insert(visit.key()) {
            return false;
        }
        let count = self.templates.entry(visit.template.clone()).or_default();
        if !ours && visit.weight != Weight::Guessed {
            if *count >= most {
                *self.left.entry(visit.template).or_default() += 1;
                return true;
            }
            *count += 1;
        }
        match (visit.weight, ours, *count) {
            (Weight::Guessed, _, _) => self.guesses.push_back(visit),
            (_, _, 1) | (_, true, 0) => {
                *count = (*count).max(1);
                self.fresh.push_back(visit);
            }
            (_, true, _) => self.ours.push_back(visit),
            _ => self.rest.push_back(visit),
        }
        true
    }

    fn take(&mut self) -> Option<Visit> {
        let next = self
            .fresh
            .pop_front()
            .or_else(|| self.ours.pop_front())
            .or_else(|| self.rest.pop_front())
            .or_else(|| self.guesses.pop_front());
        self.taken += usize::from(next.is_some());
        next
    }

    fn addresses(&self) -> impl Iterator<Item = String> + '_ {
        let all = [&self.fresh, &self.ours, &self.rest, &self.guesses].into_iter().flatten();
        all.map(|visit| visit.url.to_string())
    }

    fn waiting(&self) -> usize {
        self.fresh.len() + self.ours.len() + self.rest.len() + self.guesses.len()
    }
}

/// The frontier of one cell, shared by both engines.
#[derive(Debug)]
pub(crate) struct Frontier {
    scope: Scope,
    limits: CrawlLimits,
    /// The strings of our candidates.
    pub ours: Ours,
    /// Ids seen so far.
    pub ids: Ids,
    patterns: BTreeSet<Pattern>,
    miner: Lane,
    browser: Lane,
    /// Whether [`Frontier::combine_words`] was done.
    combined: bool,
    gaps: BTreeSet<Gap>,
    /// Those that are not in the bundle yet.
    fresh_gaps: Vec<Gap>,
    role: String,
    stage: String,
}

impl Frontier {
    /// An empty frontier.
    pub(crate) fn new(scope: Scope, limits: CrawlLimits, ours: Ours, role: &str, stage: &str) -> Frontier {
        let ids = Ids::of(&ours);
        Frontier {
            scope,
            limits,
            ours,
            ids,
            patterns: BTreeSet::new(),
            miner: Lane::default(),
            browser: Lane::default(),
            combined: false,
            gaps: BTreeSet::new(),
            fresh_gaps: Vec::new(),
            role: role.into(),
            stage: stage.into(),
        }
    }

    /// Adds an address for the miner, if it may be visited; says whether it was new. `label` is what stands on the link.
    pub(crate) fn mention(&mut self, visit: Visit, label: &str) -> bool {
        let Some((visit, ours)) = self.admit(visit, label) else { return false };
        if visit.url.fragment().is_some() {
            // A client-side route: only a browser sees it, the miner has the page already.
            return self.browser.add(visit, ours, BROWSER_PER_TEMPLATE.max(self.limits.max_per_template));
        }
        self.ids.note_address(&visit.url);
        let paging = if address::is_paging(&visit.url) { PAGING_FACTOR } else { 1 };
        self.miner.add(visit, ours, self.limits.max_per_template.saturating_mul(paging))
    }

    /// Adds a page for the browser; `ours` where its content names one of our candidates.
    pub(crate) fn page(&mut self, visit: Visit, content_is_ours: bool) -> bool {
        let Some((visit, ours)) = self.admit(visit, "") else { return false };
        let most = if content_is_ours { self.limits.max_per_template } else { BROWSER_PER_TEMPLATE };
        self.browser.add(visit, ours, most)
    }

    fn admit(&mut self, mut visit: Visit, label: &str) -> Option<(Visit, bool)> {
        visit.url = address::canonical(visit.url);
        if self.miner.known.contains(&visit.key()) && self.browser.known.contains(&visit.key()) {
            return None;
        }
        self.judge(visit, label)
    }

    fn judge(&mut self, mut visit: Visit, label: &str) -> Option<(Visit, bool)> {
        let url = &visit.url;
        if let Some(pattern) = self.limits.skip.iter().find(|p| address::matches_pattern(p, url)) {
            let reason = "the scenario asks to skip it (`skip`)".to_owned();
            let what = pattern.clone();
            self.note(GapKind::OutOfScope, what, reason);
            return None;
        }
        match self.scope.judge("GET", url, false) {
            Judgement::Allowed => {}
            Judgement::OutOfScope => {
                if visit.weight == Weight::Linked {
                    let origin = url.origin().ascii_serialization();
                    self.note(GapKind::OutOfScope, origin, "links lead to another host than the target's".into());
                }
                return None;
            }
            Judgement::Undecided(reason) => {
                if visit.weight != Weight::Guessed {
                    self.note(GapKind::Undecided, url[..url::Position::AfterPath].to_owned(), reason);
                }
                return None;
            }
            Judgement::Denied(rule) => {
                let what = format!("{url} {label}").trim().to_owned();
                self.note(
                    GapKind::RefusedForSafety,
                    what,
                    format!("not followed because of `{rule}`; allow it in `scope.allow` if it is harmless"),
                );
                return None;
            }
        }
        // A long label is the text of a row ("Ansøgning 12 ... afslag"), a short one says what the link does.
        let does = label.split_whitespace().count() <= 4;
        if let Some(word) = Scope::dangerous_word(label).filter(|_| does && !self.scope.allows("GET", url)) {
            if Scope::may_be_a_page(word) {
                let reason = format!(
                    "the link says `{word}`, which may be a page or an action; decide it in the scenario: add the path to \
                     `target.scope.allow` to have it read, or to `target.scope.deny` to leave it alone"
                );
                self.note(GapKind::Undecided, url[..url::Position::AfterPath].to_owned(), reason);
            } else {
                self.note(GapKind::RefusedForSafety, format!("{url} {label}"), format!("the link says `{word}`"));
            }
            return None;
        }
        let ours = self.ours.in_address(url);
        visit.template = address::template(url, &self.ours);
        for (name, value) in &visit.headers {
            visit.template.push_str(&format!(" [{name}: {value}]"));
        }
        Some((visit, ours))
    }

    /// Adds patterns; they are filled now, and again whenever nothing else is left to do.
    pub(crate) fn patterns(&mut self, patterns: Vec<Pattern>) {
        for pattern in patterns {
            if self.patterns.len() < 5_000 {
                self.patterns.insert(pattern);
            }
        }
    }

    /// Fills all patterns with what is known now; says how many new addresses that gave.
    pub(crate) fn fill_patterns(&mut self, page: &Url) -> usize {
        let most = self.limits.max_per_template as usize;
        let texts: Vec<String> = self.patterns.iter().flat_map(|p| self.ids.fill(p, most)).collect();
        let mut new = 0;
        for text in texts {
            for url in address::resolve(page, None, &text, false) {
                new += usize::from(self.mention(Visit::new(url, Weight::Mentioned, None, "address pattern"), ""));
            }
        }
        new
    }

    /// Tries the target's own words on pages of our candidates, once; says how many new addresses that gave.
    pub(crate) fn combine_words(&mut self) -> usize {
        if std::mem::replace(&mut self.combined, true) {
            return 0;
        }
        // With headers an address is another visit of one that is known without.
        let bare = self.miner.known.iter().filter(|key| !key.contains(' '));
        let known: Vec<Url> = bare.filter_map(|key| Url::parse(key).ok()).collect();
        let tried = combine(&known, &self.ours);
        let new = |url| self.mention(Visit::new(url, Weight::Guessed, None, "words of other addresses"), "");
        tried.into_iter().map(new).filter(|new| *new).count()
    }

    /// The next address for the miner.
    pub(crate) fn next_for_miner(&mut self) -> Option<Visit> {
        self.miner.take()
    }

    /// The next page for the browser.
    pub(crate) fn next_for_browser(&mut self) -> Option<Visit> {
        self.browser.take()
    }

    /// Puts an address back, after the session was found to be lost.
    pub(crate) fn again(&mut self, mut visit: Visit) {
        visit.retried = true;
        self.miner.fresh.push_front(visit);
    }

    /// Puts an address back behind all others, after the target failed to answer.
    pub(crate) fn again_last(&mut self, mut visit: Visit) {
        visit.retried = true;
        self.miner.fresh.push_back(visit);
    }

    /// Puts a page back for the browser, after its session was found to be lost.
    pub(crate) fn page_again(&mut self, mut visit: Visit) {
        visit.retried = true;
        self.browser.fresh.push_front(visit);
    }

    /// Visits an address once more, by the engines that are asked for.
    pub(crate) fn revisit(&mut self, url: &Url, miner: bool, browser: bool) {
        let visit = Visit::new(url.clone(), Weight::Linked, None, SECOND_LOOK);
        if let Some((visit, _)) = self.judge(visit, "") {
            if miner {
                self.miner.rest.push_back(visit.clone());
            }
            if browser {
                self.browser.rest.push_back(visit);
            }
        }
    }

    /// Addresses waiting for (miner, browser).
    pub(crate) fn waiting(&self) -> (usize, usize) {
        (self.miner.waiting(), self.browser.waiting())
    }

    /// Addresses (done, known), both engines together.
    pub(crate) fn progress(&self) -> (usize, usize) {
        let done = self.miner.taken + self.browser.taken;
        (done, done + self.miner.waiting() + self.browser.waiting())
    }

    /// Notes something that is not visited.
    pub(crate) fn note(&mut self, kind: GapKind, what: String, reason: String) {
        let what: String = what.chars().take(400).collect();
        let (role, stage) = (self.role.clone(), self.stage.clone());
        let gap = match self.gaps.iter().filter(|g| g.kind == kind).count() < MOST_NAMED {
            true => Gap { kind, what, reason, role, stage, capture: None },
            false => Gap {
                kind,
                what: "more of the same".into(),
                reason: "too many to name each".into(),
                role,
                stage,
                capture: None,
            },
        };
        if self.gaps.insert(gap.clone()) {
            self.fresh_gaps.push(gap);
        }
    }

    /// What was noted since the last call.
    pub(crate) fn fresh_gaps(&mut self) -> Vec<Gap> {
        std::mem::take(&mut self.fresh_gaps)
    }

    /// All gaps, with a line for each bound that left addresses out.
    pub(crate) fn gaps(&mut self) -> Vec<Gap> {
        let mut lines = Vec::new();
        for (lane, engine, most) in
            [(&self.miner, "HTTP", self.limits.max_per_template), (&self.browser, "browser", BROWSER_PER_TEMPLATE)]
        {
            for (template, left) in &lane.left {
                // What only the browser leaves out was read over HTTP, unless it is a client-side route.
                if engine == "HTTP" || template.contains('#') {
                    lines.push((
                        template.clone(),
                        format!("max_per_template ({most}, {engine}): {left} more addresses of this template were not visited"),
                    ));
                }
            }
        }
        for (template, reason) in lines {
            self.note(GapKind::BoundHit, template, reason);
        }
        self.gaps.iter().cloned().collect()
    }

    /// Every address that waits for an engine.
    pub(crate) fn waiting_addresses(&self) -> BTreeSet<String> {
        self.miner.addresses().chain(self.browser.addresses()).collect()
    }

    /// What a later run needs to go on: the addresses waiting and known.
    pub(crate) fn state(&self) -> serde_json::Value {
        let waiting = |lane: &Lane| lane.addresses().collect::<Vec<String>>();
        serde_json::json!({
            "miner": {"taken": self.miner.taken, "waiting": waiting(&self.miner)},
            "browser": {"taken": self.browser.taken, "waiting": waiting(&self.browser)},
            "patterns": self.patterns.iter().map(Pattern::text).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Receipt;

    fn frontier(limits: CrawlLimits) -> Frontier {
        let scope = Scope { origins: vec![Url::parse("http://h/").unwrap()], deny: vec![], allow: vec![] };
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
        Frontier::new(scope, limits, Ours::of(&[receipt]), "reviewer", "received")
    }

    fn add(f: &mut Frontier, url: &str) -> bool {
        f.mention(Visit::new(Url::parse(url).unwrap(), Weight::Linked, None, "a href"), "")
    }

    #[test]
    fn new_templates_come_before_our_rows_and_these_before_other_rows() {
        let mut f = frontier(CrawlLimits::default());
        for url in ["http://h/x/1", "http://h/x/2", "http://h/x/700", "http://h/y/1"] {
            assert!(add(&mut f, url));
        }
        let order: Vec<String> = std::iter::from_fn(|| f.next_for_miner()).map(|v| v.url.path().to_owned()).collect();
        assert_eq!(order, ["/x/1", "/y/1", "/x/700", "/x/2"]);
    }

    #[test]
    fn a_template_bound_leaves_our_rows_in_and_says_how_many_others_were_left_out() {
        let mut f = frontier(CrawlLimits { max_per_template: 2, ..CrawlLimits::default() });
        for n in 1..=5 {
            add(&mut f, &format!("http://h/x/{n}"));
        }
        add(&mut f, "http://h/x/700");
        let visited: Vec<String> = std::iter::from_fn(|| f.next_for_miner()).map(|v| v.url.path().to_owned()).collect();
        assert_eq!(visited, ["/x/1", "/x/700", "/x/2"]);
        let gaps = f.gaps();
        assert_eq!(gaps.len(), 1);
        assert!(gaps[0].kind == GapKind::BoundHit && gaps[0].reason.contains("3 more"), "{gaps:?}");
    }

    #[test]
    fn skipped_and_foreign_addresses_are_lines_in_the_coverage() {
        let mut f = frontier(CrawlLimits { skip: vec!["/static/*".into()], ..CrawlLimits::default() });
        assert!(!add(&mut f, "http://h/static/a.js"));
        assert!(!add(&mut f, "http://elsewhere/x"));
        let kinds: Vec<GapKind> = f.gaps().iter().map(|g| g.kind).collect();
        assert_eq!(kinds, [GapKind::OutOfScope, GapKind::OutOfScope]);
    }

    #[test]
    fn a_link_that_logs_out_is_not_followed_and_is_named() {
        let mut f = frontier(CrawlLimits::default());
        let visit = Visit::new(Url::parse("http://h/u/away").unwrap(), Weight::Linked, None, "a href");
        assert!(!f.mention(visit, "Log ud"));
        assert!(f.gaps().iter().any(|g| g.kind == GapKind::RefusedForSafety && g.what.contains("Log ud")));
    }

    #[test]
    fn client_side_routes_go_to_the_browser_and_patterns_are_filled_with_our_ids() {
        let mut f = frontier(CrawlLimits::default());
        add(&mut f, "http://h/#/case");
        assert_eq!(f.waiting(), (0, 1));
        f.patterns(vec![Pattern::parse("/api/{id}/y").unwrap()]);
        assert_eq!(f.fill_patterns(&Url::parse("http://h/").unwrap()), 1);
        assert_eq!(f.next_for_miner().map(|v| v.url.to_string()).as_deref(), Some("http://h/api/700/y"));
    }

    #[test]
    fn a_wish_for_another_form_of_an_address_gives_no_words_to_try() {
        let mut f = frontier(CrawlLimits::default());
        for path in ["/x/700", "/x/700/notes", "/y/700"] {
            let mut visit = Visit::new(Url::parse(&format!("http://h{path}")).unwrap(), Weight::Linked, None, "a href");
            assert!(f.mention(visit.clone(), ""));
            visit.headers = vec![("Accept".into(), "application/json".into())];
            assert!(f.mention(visit, ""));
        }
        assert!(f.combine_words() > 0);
        assert!(f.gaps().is_empty() && !f.waiting_addresses().iter().any(|url| url.contains("%20")), "{:?}", f.gaps());
    }
}
