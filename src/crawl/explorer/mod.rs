//! The browser engine: opens pages, looks, does what can be done, and looks again.
//!
//! A state without an address of its own is reached again by loading its page and replaying the actions that led there.

mod gestures;
mod snapshot;

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use gestures::{Action, Found};
use snapshot::Look;
use url::Url;

use super::address;
use super::desk::Desk;
use super::frontier::Visit;
use super::miner;
use super::mining::{self, Weight};
use super::presence::{Presence, sent_to_login};
use super::{Cell, CrawlError};
use crate::evidence::{CaptureId, Engine, GapKind, Reached};
use crate::target::{Browser, Door, Scope, TargetError};

/// Actions of one class that are done on pages of one template, besides those in rows of our candidates.
const PER_CLASS: u32 = 3;
/// Options of a long list that are chosen in a row before the page is looked at.
const TOGETHER: usize = 64;
/// How long we wait for quiet after an action.
const QUIET: Duration = Duration::from_secs(4);
/// How long after loading we come back for what late timers did, once for each template.
const LATE: Duration = Duration::from_millis(1_800);
/// How often a lost browser is started again.
const MOST_RESTARTS: u32 = 4;
/// How long an idle browser sleeps before it looks for work.
const IDLE: Duration = Duration::from_millis(80);

/// What became of a page.
enum Outcome {
    Done,
    /// The target sent us to its login.
    SentAway,
}

/// One browser: takes pages from the frontier until neither engine has anything left.
pub(super) async fn run(cell: &Cell<'_>, desk: &Desk<'_>, door: &Door) -> Result<(), CrawlError> {
    let result = work(cell, desk, door).await;
    desk.browser_gone();
    result
}

async fn work(cell: &Cell<'_>, desk: &Desk<'_>, door: &Door) -> Result<(), CrawlError> {
    let mut presence = Presence::open(cell, door, Engine::Browser).await?;
    prepare(&mut presence).await?;
    let mut restarts = 0;
    loop {
        if desk.nothing_left() || !desk.states_left() {
            break;
        }
        let Some(visit) = desk.take_page() else {
            tokio::time::sleep(IDLE).await;
            continue;
        };
        if desk.was_finished_before(&visit) {
            desk.reached_by_browser(&visit.url);
            desk.browser_busy(false);
            continue;
        }
        let result = open_page(cell, desk, &mut presence, &visit).await;
        desk.browser_busy(false);
        desk.report();
        let lost = match result {
            Ok(Outcome::Done) => {
                desk.finish_page(&visit)?;
                false
            }
            Ok(Outcome::SentAway) => presence.alive(cell).await != Some(true) && presence.has_login(),
            Err(TargetError::Refused { url, reason }) => {
                desk.frontier().note(GapKind::RefusedForSafety, url, reason);
                false
            }
            Err(TargetError::Evidence(error)) => return Err(error.into()),
            Err(error) => {
                desk.frontier().note(GapKind::Failed, visit.url.to_string(), error.to_string());
                matches!(error, TargetError::BrowserLost(_))
            }
        };
        if lost {
            restarts += 1;
            if restarts > MOST_RESTARTS {
                let reason =
                    "the browser or its session was lost again and again; the rest was not opened in it".to_owned();
                desk.frontier().note(GapKind::SessionLost, format!("browser of `{}`", cell.role), reason);
                break;
            }
            let fresh = Presence::open(cell, door, Engine::Browser).await?;
            std::mem::replace(&mut presence, fresh).session.close().await;
            prepare(&mut presence).await?;
            if !visit.retried {
                desk.frontier().page_again(visit);
            }
        }
    }
    presence.session.close().await;
    Ok(())
}

/// Takes what the states mention that an interrupted run of this cell met.
pub(super) fn remember(desk: &Desk<'_>) {
    for (url, dom, html) in desk.documents_before() {
        desk.reached_by_browser(&url);
        miner::take(desk, &url, Some(dom), mining::mine(&url, "text/html", &[], &html));
        desk.frontier().page(Visit::new(url, Weight::Linked, Some(dom), "met before the run was interrupted"), false);
    }
}

/// Opens the start pages and tells what would be done on them, in words; does none of it.
pub(super) async fn first_look(cell: &Cell<'_>, desk: &Desk<'_>, door: &Door) -> Result<Vec<String>, CrawlError> {
    let mut presence = Presence::open(cell, door, Engine::Browser).await?;
    prepare(&mut presence).await?;
    let mut words = Vec::new();
    for start in &desk.starts {
        let visit = Visit::new(start.clone(), Weight::Linked, None, "start of the scenario");
        let found = would_do(cell, desk, &mut presence, &visit).await;
        match found {
            Ok(found) => words.extend(found),
            Err(error) => desk.frontier().note(GapKind::Failed, start.to_string(), error.to_string()),
        }
    }
    presence.session.close().await;
    Ok(words)
}

async fn would_do(
    cell: &Cell<'_>,
    desk: &Desk<'_>,
    presence: &mut Presence,
    visit: &Visit,
) -> Result<Vec<String>, TargetError> {
    let browser = presence.session.browser().await?;
    let mut page = Page::new(cell, desk, browser, visit);
    page.load().await?;
    let look = page.look(false).await?;
    page.keep(&look, &page.reached(&[])).await?;
    let found = gestures::discover(page.browser).await?;
    Ok(page.choose(found).iter().map(|action| format!("{}: {}", visit.url, action.words())).collect())
}

/// Installs what must run before the scripts of every page.
async fn prepare(presence: &mut Presence) -> Result<(), TargetError> {
    presence.session.browser().await?.run_first(include_str!("preload.js")).await
}

/// The page under exploration.
struct Page<'a, 'b> {
    desk: &'a Desk<'b>,
    browser: &'a mut Browser,
    role: String,
    stage: String,
    visit: &'a Visit,
    url: Url,
    template: String,
    /// The document capture of the state that we stand in.
    from: Option<CaptureId>,
}

async fn open_page(
    cell: &Cell<'_>,
    desk: &Desk<'_>,
    presence: &mut Presence,
    visit: &Visit,
) -> Result<Outcome, TargetError> {
    let browser = presence.session.browser().await?;
    let mut page = Page::new(cell, desk, browser, visit);
    page.load().await?;
    let loaded = Instant::now();
    let first = page.look(true).await?;
    if sent_to_login(&visit.url, &first.url) {
        return Ok(Outcome::SentAway);
    }
    page.keep(&first, &page.reached(&[])).await?;
    if desk.first_variant(&format!("late {}", page.template)) && page.may_change().await? {
        tokio::time::sleep(LATE.saturating_sub(loaded.elapsed())).await;
        let later = page.look(false).await?;
        if later.content != first.content {
            let mut reached = page.reached(&[]);
            reached.action = "waited for late timers".into();
            page.keep(&later, &reached).await?;
        }
    }
    page.explore().await?;
    // Once for each template as a phone shows it: menus and pages that narrow windows alone have.
    if desk.first_variant(&format!("phone {}", page.template)) {
        page.browser.phone(true).await?;
        let shown = page.on_a_phone(&first).await;
        page.browser.phone(false).await?;
        shown?;
    }
    Ok(Outcome::Done)
}

impl<'a, 'b> Page<'a, 'b> {
    fn new(cell: &Cell<'_>, desk: &'a Desk<'b>, browser: &'a mut Browser, visit: &'a Visit) -> Page<'a, 'b> {
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

    fn reached(&self, path: &[Action]) -> Reached {
        let action = match path {
            [] => self.visit.how.clone(),
            path => path.iter().map(Action::words).collect::<Vec<_>>().join(", then "),
        };
        Reached { from: self.from, action, ..Reached::default() }
    }

    async fn load(&mut self) -> Result<(), TargetError> {
        self.browser.about_to(self.reached(&[]));
        // A new fragment alone does not load a page anew, and the state must be fresh.
        let current = self.browser.url().await.ok().and_then(|u| Url::parse(&u).ok());
        let bare = |url: &Url| {
            let mut url = url.clone();
            url.set_fragment(None);
            url
        };
        if self.url.fragment().is_some() && current.is_some_and(|c| bare(&c) == bare(&self.url)) {
            self.browser.goto("about:blank").await?;
            self.browser.about_to(self.reached(&[]));
        }
        self.browser.goto(self.url.as_str()).await
    }

    /// Loads the page and replays a path; false where an element of it is not there any more.
    async fn reach(&mut self, path: &[Action]) -> Result<bool, TargetError> {
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

    /// Whether timers, sockets, workers or frames may still change the page by themselves.
    async fn may_change(&mut self) -> Result<bool, TargetError> {
        let asked =
            "return !window.__klarsyn || window.__klarsyn.late > 0 || !!document.querySelector('iframe, frame')";
        Ok(self.browser.execute(asked, Vec::new()).await?.as_bool().unwrap_or(true))
    }

    /// Where a narrow window changes what is to be seen, loads the page in it and does what could not be done in a wide one.
    async fn on_a_phone(&mut self, wide: &Look) -> Result<(), TargetError> {
        if !self.desk.states_left() {
            return Ok(());
        }
        // A change of size alone tells most pages; scripts that ask at the start are asked by loading again.
        self.browser.quiet(QUIET).await?;
        let narrow = self.look(false).await?;
        let asks =
            "return [...document.scripts].some((s) => /innerWidth|clientWidth|matchMedia|userAgent/.test(s.text))";
        let same = narrow.content == wide.content
            && narrow.shape_hash(&self.template) == wide.shape_hash(&self.template)
            && self.browser.execute(asks, Vec::new()).await?.as_bool() == Some(false);
        if same {
            return Ok(());
        }
        self.load().await?;
        self.explore().await
    }

    async fn look(&mut self, storage: bool) -> Result<Look, TargetError> {
        snapshot::look(self.browser, storage, &self.url).await
    }

    /// Records a state if its text is new, and hands what it mentions to the frontier; says whether its shape is new.
    async fn keep(&mut self, look: &Look, reached: &Reached) -> Result<bool, TargetError> {
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
            return Ok(new_shape);
        }
        let provenance = crate::evidence::Provenance {
            role: self.role.clone(),
            stage: self.stage.clone(),
            engine: Engine::Browser,
            reached: Reached { state: Some(look.identity()), ..reached.clone() },
        };
        let dom = snapshot::record(self.browser, self.desk, look, provenance, new_shape).await?;
        self.hand_over(look, dom);
        Ok(new_shape)
    }

    fn hand_over(&self, look: &Look, dom: CaptureId) {
        let mined = mining::mine(&look.url, "text/html", &[], &look.html);
        miner::take(self.desk, &look.url, Some(dom), mined);
        let mut frontier = self.desk.frontier();
        let observed = look.resources.iter().map(|u| (u, "request of the page"));
        let opened = look.opened.iter().map(|u| (u, "window opened by the page"));
        for (text, how) in observed.chain(opened) {
            if let Ok(url) = Url::parse(text) {
                frontier.mention(Visit::new(url, Weight::Mentioned, Some(dom), how), "");
            }
        }
        for text in look.strings.iter().filter(|s| address::likeness(s).is_some()) {
            for url in address::resolve(&look.url, None, text, false) {
                frontier.mention(Visit::new(url, Weight::Mentioned, Some(dom), "variable of the page"), "");
            }
        }
        drop(frontier);
        for text in look.routes.iter() {
            if let Ok(url) = Url::parse(text) {
                self.route(&url, dom);
            }
        }
    }

    /// A client-side route: it was reached just now, and is a page of its own.
    fn route(&self, url: &Url, from: CaptureId) {
        let allowed =
            self.desk.frontier().page(Visit::new(url.clone(), Weight::Linked, Some(from), "client-side route"), false);
        if allowed {
            self.desk.reached_by_browser(url);
            self.desk
                .frontier()
                .mention(Visit::new(url.clone(), Weight::Mentioned, Some(from), "client-side route"), "");
        }
    }

    async fn explore(&mut self) -> Result<(), TargetError> {
        let mut todo: VecDeque<Vec<Action>> = VecDeque::from([Vec::new()]);
        // The state that the browser stands in: at first, the one that the page was just opened in.
        let mut standing = Some(Vec::new());
        while let Some(path) = todo.pop_front() {
            if !self.desk.states_left() {
                return Ok(());
            }
            let here_already = standing.take().as_ref() == Some(&path);
            if !here_already && !self.reach(&path).await? && !self.reach(&path).await? {
                self.unreachable(&path, "the state was seen, but could not be reached again to act in it");
                continue;
            }
            let here = self.look(false).await?;
            self.keep(&here, &self.reached(&path)).await?;
            let found = gestures::discover(self.browser).await?;
            let actions = self.choose(found);
            if path.len() as u32 >= self.desk.limits.max_depth {
                if !actions.is_empty() {
                    let what = format!("{} after {}", self.url, self.reached(&path).action);
                    let reason =
                        format!("max_depth ({}): {} actions were left", self.desk.limits.max_depth, actions.len());
                    self.desk.frontier().note(GapKind::BoundHit, what, reason);
                }
                continue;
            }
            let mut fresh = true;
            let mut actions = VecDeque::from(actions);
            // How many options at the front are chosen one by one.
            let mut one_by_one = 0;
            while let Some(action) = actions.pop_front() {
                if action.further && one_by_one == 0 && self.desk.states_left() {
                    let same = |next: &&Action| next.further && next.path == action.path;
                    let mut options = vec![action.clone()];
                    options.extend(actions.iter().take(TOGETHER - 1).take_while(same).cloned());
                    if (fresh || self.reach(&path).await?)
                        && let Some(noticed) = self.choose_together(&path, &options).await?
                    {
                        options.iter().for_each(|option| _ = self.desk.count_action(&option.gesture, false));
                        actions.drain(..options.len() - 1);
                        for n in noticed.iter().rev() {
                            actions.push_front(options[*n].alone());
                        }
                        (fresh, standing) = (noticed.is_empty(), None);
                        continue;
                    }
                    (fresh, one_by_one) = (false, options.len());
                }
                one_by_one = one_by_one.saturating_sub(1);
                if !self.desk.states_left() || !self.desk.count_action(&action.gesture, !action.further) {
                    return Ok(());
                }
                let mut longer = path.clone();
                longer.push(action.clone());
                // What is not there any more may be there again in the state as it was at first.
                let done =
                    (fresh && self.act(&longer).await?) || (self.reach(&path).await? && self.act(&longer).await?);
                if !done {
                    self.unreachable(&longer, "its element was not there any more when its turn came");
                    (fresh, standing) = (false, None);
                    continue;
                }
                self.browser.quiet(QUIET).await?;
                for text in self.browser.close_extra_windows().await? {
                    if let Ok(url) = Url::parse(&text) {
                        let how = format!("window after {}", action.words());
                        self.desk.reached_by_browser(&url);
                        self.desk.frontier().mention(Visit::new(url, Weight::Linked, self.from, &how), "");
                    }
                }
                let after = self.look(false).await?;
                let new_shape = self.keep(&after, &self.reached(&longer)).await?;
                if after.url != here.url {
                    let how = action.words();
                    let visit = Visit::new(after.url.clone(), Weight::Linked, self.from, &how);
                    self.desk.frontier().mention(visit.clone(), "");
                    self.desk.frontier().page(visit, false);
                } else if new_shape || (action.may_go_on() && after.content != here.content) {
                    todo.push_back(longer.clone());
                }
                standing = Some(longer);
                let goes_on = actions.front().is_some_and(|next| next.further && next.path == action.path);
                fresh = after.url == here.url && (goes_on || after.content == here.content);
            }
        }
        Ok(())
    }

    /// Chooses many options of a list in a row, and tells which of them the page took notice of: those have to be looked at
    /// alone. None where that cannot be told.
    async fn choose_together(
        &mut self,
        path: &[Action],
        options: &[Action],
    ) -> Result<Option<Vec<usize>>, TargetError> {
        let before = self.look(false).await?;
        let mut longer = path.to_vec();
        longer.extend(options.first().cloned());
        let mut reached = self.reached(&longer);
        reached.action.push_str(" and the options behind it");
        self.browser.about_to(reached);
        let Some(noticed) = gestures::noticed(self.browser, options).await? else { return Ok(None) };
        self.browser.quiet(QUIET).await?;
        let after = self.look(false).await?;
        let asked = |look: &Look| (look.resources.clone(), look.routes.clone(), look.opened.clone(), look.files.len());
        let shown = after.content == before.content || noticed.last() == Some(&(options.len() - 1));
        let told = after.url == before.url && asked(&after) == asked(&before) && shown;
        Ok(told.then_some(noticed).filter(|noticed| noticed.iter().all(|n| *n < options.len())))
    }

    /// Does the last action of a path; false where its element is not there.
    async fn act(&mut self, path: &[Action]) -> Result<bool, TargetError> {
        self.browser.about_to(self.reached(path));
        match path.last() {
            Some(action) => gestures::perform(self.browser, action).await,
            None => Ok(true),
        }
    }

    fn unreachable(&self, path: &[Action], reason: &str) {
        let what = format!("{} after {}", self.url, self.reached(path).action);
        self.desk.frontier().note(GapKind::NotInspected, what, reason.to_owned());
    }

    /// What is worth doing here: new classes, and rows of our candidates; never what is dangerous.
    fn choose(&self, found: Found) -> Vec<Action> {
        if found.cut > 0 {
            let reason = format!("{} elements or depths of the page were too many to try", found.cut);
            self.desk.frontier().note(GapKind::BoundHit, self.url.to_string(), reason);
        }
        let mut chosen = Vec::new();
        for action in found.actions {
            if let Some(word) = Scope::dangerous_word(&action.danger) {
                let what = format!("{} `{}` on {}", action.gesture, action.label, self.url);
                self.desk.frontier().note(GapKind::RefusedForSafety, what, format!("not pressed because of `{word}`"));
                continue;
            }
            let class = format!("{} {}", self.template, action.kind());
            let known = self.desk.class_is_known(&class, if action.further { 1 } else { PER_CLASS });
            let ours = self.desk.frontier().ours.in_text(&action.context);
            // The same element of the same page is done once, whichever state it is met in, unless it now says something
            // else.
            let letters: String = action.label.chars().filter(|c| c.is_alphabetic()).take(24).collect();
            let element = format!("{} {} {} {:?} {letters}", self.url, action.gesture, action.path, action.value);
            let scroll = action.may_go_on();
            let again = self.desk.class_is_known(&element, if scroll { 12 } else { 1 });
            if again && scroll {
                let reason = "asked a dozen times for more and the list still grows".to_owned();
                self.desk.frontier().note(GapKind::BoundHit, self.url.to_string(), reason);
            }
            if !again && (ours || scroll || !known) {
                chosen.push((known, action));
            } else if known && !again {
                self.desk.left_action(&class);
            }
        }
        chosen.sort_by_key(|(known, action)| (*known, action.further));
        chosen.into_iter().map(|(_, action)| action).collect()
    }
}
