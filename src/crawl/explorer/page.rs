//! The page under exploration: loading it, coming back to one of its states, looking at it, and recording what is new.

use std::time::Duration;

use url::Url;

use super::gestures::{self, Action};
use super::snapshot::{self, Look};
use crate::crawl::desk::Desk;
use crate::crawl::frontier::Visit;
use crate::crawl::mining::{self, Weight};
use crate::crawl::{Cell, address, miner};
use crate::evidence::{CaptureId, Engine, GapKind, Reached};
use crate::target::{Browser, TargetError};

/// How long we wait for quiet after an action.
pub(super) const QUIET: Duration = Duration::from_secs(4);

/// The page under exploration.
pub(super) struct Page<'a, 'b> {
    pub desk: &'a Desk<'b>,
    pub browser: &'a mut Browser,
    role: String,
    stage: String,
    visit: &'a Visit,
    pub url: Url,
    pub template: String,
    /// The document capture that led here.
    pub from: Option<CaptureId>,
}

impl<'a, 'b> Page<'a, 'b> {
    pub(super) fn new(cell: &Cell<'_>, desk: &'a Desk<'b>, browser: &'a mut Browser, visit: &'a Visit) -> Page<'a, 'b> {
        Page {
            desk,
            browser,
            role: cell.role.into(),
            stage: cell.stage.into(),
            visit,
            url: visit.url.clone(),
            template: visit.template.clone(),
            from: visit.from,
        }
    }

    pub(super) fn reached(&self, path: &[Action]) -> Reached {
        let action = match path {
            [] => self.visit.how.clone(),
            path => path.iter().map(Action::words).collect::<Vec<_>>().join(", then "),
        };
        Reached { from: self.from, action, ..Reached::default() }
    }

    pub(super) async fn load(&mut self) -> Result<(), TargetError> {
        self.browser.about_to(self.reached(&[]));
        // A new fragment alone does not load a page anew, and the state must be fresh.
        if self.url.fragment().is_some() {
            let current = self.browser.url().await.ok().and_then(|u| Url::parse(&u).ok());
            let bare = |url: &Url| url[..url::Position::AfterQuery].to_owned();
            if current.is_some_and(|current| bare(&current) == bare(&self.url)) {
                self.browser.goto("about:blank").await?;
                self.browser.about_to(self.reached(&[]));
            }
        }
        self.browser.goto(self.url.as_str()).await
    }

    /// Loads the page and replays a path; false where an element of it is not there any more.
    pub(super) async fn reach(&mut self, path: &[Action]) -> Result<bool, TargetError> {
        self.load().await?;
        for (n, action) in path.iter().enumerate() {
            self.browser.about_to(self.reached(&path[..=n]));
            if !gestures::perform(self.browser, action).await? {
                return Ok(false);
            }
            self.browser.quiet(QUIET).await?;
        }
        Ok(true)
    }

    /// Does the last action of a path; false where its element is not there.
    pub(super) async fn act(&mut self, path: &[Action]) -> Result<bool, TargetError> {
        self.browser.about_to(self.reached(path));
        match path.last() {
            Some(action) => gestures::perform(self.browser, action).await,
            None => Ok(true),
        }
    }

    pub(super) async fn look(&mut self, storage: bool) -> Result<Look, TargetError> {
        snapshot::look(self.browser, storage, &self.url).await
    }

    /// Whether timers, sockets, workers or frames may still change the page by themselves.
    pub(super) async fn may_change(&mut self) -> Result<bool, TargetError> {
        let asked = "return !window.__klarsyn || window.__klarsyn.waits(false)";
        Ok(self.browser.execute(asked, Vec::new()).await?.as_bool().unwrap_or(true))
    }

    /// Records a state if its text is new, and hands what it mentions to the frontier; says whether its shape is new.
    pub(super) async fn keep(&mut self, look: &Look, reached: &Reached) -> Result<bool, TargetError> {
        self.desk.reached_by_browser(&look.url);
        let (new_text, new_shape) = self.desk.meet_state(look.content_hash(), look.shape_hash(&self.template));
        if look.lost > 0 {
            let reason = format!("{} files made in the page were too many or too large to keep", look.lost);
            self.desk.frontier().note(GapKind::BoundHit, look.url.to_string(), reason);
        }
        if look.cut {
            let reason = "the document was too large or too deep to be serialised in full".to_owned();
            self.desk.frontier().note(GapKind::NotInspected, look.url.to_string(), reason);
        }
        if !new_text && look.files.is_empty() {
            self.follow(look, self.from);
            return Ok(new_shape);
        }
        let provenance = crate::evidence::Provenance {
            role: self.role.clone(),
            stage: self.stage.clone(),
            engine: Engine::Browser,
            reached: Reached { state: Some(look.identity()), ..reached.clone() },
        };
        let dom = snapshot::record(self.browser, self.desk, look, provenance, new_shape).await?;
        self.mine(look, dom);
        self.follow(look, Some(dom));
        Ok(new_shape)
    }

    /// Takes what the document of a state mentions.
    fn mine(&self, look: &Look, dom: CaptureId) {
        let mined = mining::mine(&look.url, "text/html", &[], &look.html);
        miner::take(self.desk, &look.url, Some(dom), mined);
        let mut frontier = self.desk.frontier();
        for text in look.strings.iter().filter(|s| address::likeness(s).is_some()) {
            for url in address::resolve(&look.url, None, text, false) {
                frontier.mention(Visit::new(url, Weight::Mentioned, Some(dom), "variable of the page"), "");
            }
        }
    }

    /// Takes what the page asked for and opened, also where nothing of it shows.
    pub(super) fn follow(&self, look: &Look, from: Option<CaptureId>) {
        let mut frontier = self.desk.frontier();
        let asked = look.resources.iter().map(|u| (u, "request of the page"));
        let opened = look.opened.iter().map(|u| (u, "window opened by the page"));
        for (text, how) in asked.chain(opened) {
            if let Ok(url) = Url::parse(text) {
                frontier.mention(Visit::new(url, Weight::Mentioned, from, how), "");
            }
        }
        drop(frontier);
        // A client-side route was reached just now, and is a page of its own.
        for url in look.routes.iter().filter_map(|text| Url::parse(text).ok()) {
            let visit = Visit::new(url.clone(), Weight::Linked, from, "client-side route");
            let allowed = self.desk.frontier().page(visit, false);
            if allowed {
                self.desk.reached_by_browser(&url);
                let visit = Visit::new(url, Weight::Mentioned, from, "client-side route");
                self.desk.frontier().mention(visit, "");
            }
        }
    }

    pub(super) fn unreachable(&self, path: &[Action], reason: &str) {
        let what = format!("{} after {}", self.url, self.reached(path).action);
        self.desk.frontier().note(GapKind::NotInspected, what, reason.to_owned());
    }
}
