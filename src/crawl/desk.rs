//! The desk that both engines of one cell work at: the frontier, the tour so far, and the bounds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::address::{self, Ours};
use super::earlier::{self, Earlier};
use super::forms::Form;
use super::frontier::{Frontier, Visit};
use super::presence::{absolute, expand};
use super::slots::Pattern;
use super::{Cell, CrawlError, Tour};
use crate::evidence::{BundleError, BundleWriter, CaptureId, CaptureKind, GapKind};
use crate::scenario::CrawlLimits;
use crate::target::{Answer, Door};

/// How often the frontier is written into the bundle.
const SAVE_EVERY: Duration = Duration::from_secs(5);

/// What both engines share.
pub(super) struct Desk<'a> {
    /// Limits of this cell.
    pub limits: CrawlLimits,
    /// The target's start page.
    pub base: Url,
    /// Where the crawl starts.
    pub starts: Vec<Url>,
    bundle: &'a BundleWriter,
    frontier: Mutex<Frontier>,
    state: Mutex<State>,
    /// What an interrupted run of the same cell saw.
    earlier: Earlier,
    deadline: Instant,
    progress: &'a (dyn Fn(usize, usize) + Send + Sync),
}

#[derive(Debug, Default)]
struct State {
    tour: Tour,
    pages: u32,
    actions: u32,
    miner_busy: bool,
    browsers_busy: u32,
    /// Browsers that are running; none in a cell that is only read over HTTP.
    browsers: u32,
    second_pass: bool,
    left_actions: BTreeMap<String, u32>,
    stopped: bool,
    bodies: BTreeSet<String>,
    varied: BTreeSet<String>,
    forms: BTreeSet<String>,
    declared: BTreeSet<String>,
    shapes: BTreeSet<u64>,
    texts: BTreeSet<u64>,
    classes: BTreeMap<String, u32>,
    finished: BTreeSet<String>,
    saved: Option<Instant>,
}

fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in another task leaves plain data behind, which is still right.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Desk<'a> {
    /// Sets the desk up for a cell.
    pub(super) fn new(
        cell: &Cell<'_>,
        door: &'a Door,
        progress: &'a (dyn Fn(usize, usize) + Send + Sync),
    ) -> Result<Desk<'a>, CrawlError> {
        let limits = cell.spec.crawl.clone().unwrap_or_else(|| cell.scenario.crawl.clone());
        let base = absolute(cell, "")?;
        let mut starts = Vec::new();
        for text in cell.spec.start.iter().flat_map(|t| expand(cell, t)).chain(cell.also.iter().cloned()) {
            starts.push(absolute(cell, &text)?);
        }
        if starts.is_empty() {
            starts.push(base.clone());
        }
        // Links that the target gave to our candidates (`/status/abc`): a reviewer may try them too.
        for value in cell.receipts.iter().flat_map(|r| r.captured.values()) {
            if value.starts_with('/') || value.starts_with("http") {
                starts.extend(absolute(cell, value));
            }
        }
        starts.dedup();
        let bundle = door.bundle();
        let earlier = Earlier::of(bundle, cell.role, cell.stage)?;
        let frontier =
            Frontier::new(door.scope().clone(), limits.clone(), Ours::of(cell.receipts), cell.role, cell.stage);
        let states = earlier.states.len() as u64;
        let tour = Tour { role: cell.role.into(), stage: cell.stage.into(), states, ..Tour::default() };
        let state = State { tour, finished: earlier.pages.clone(), ..State::default() };
        Ok(Desk {
            deadline: Instant::now() + Duration::from_secs(60 * u64::from(limits.max_minutes)),
            limits,
            base,
            starts,
            bundle,
            frontier: Mutex::new(frontier),
            state: Mutex::new(state),
            earlier,
            progress,
        })
    }

    /// The frontier; never held across an await.
    pub(super) fn frontier(&self) -> MutexGuard<'_, Frontier> {
        open(&self.frontier)
    }

    /// The bundle.
    pub(super) fn bundle(&self) -> &BundleWriter {
        self.bundle
    }

    /// The answer that an interrupted run of this cell already has.
    pub(super) fn answer_before(&self, visit: &Visit) -> Option<Answer> {
        self.earlier.answer(self.bundle, visit)
    }

    /// What an interrupted run of this cell recorded of a state, by the state's identity.
    pub(super) fn state_before(&self, identity: &str) -> BTreeMap<CaptureKind, CaptureId> {
        self.earlier.state(identity)
    }

    /// Documents of the states that an interrupted run of this cell met.
    pub(super) fn documents_before(&self) -> impl Iterator<Item = (Url, CaptureId, String)> + '_ {
        self.earlier.states.iter().filter_map(|state| Earlier::document(self.bundle, state))
    }

    /// Takes note that the browser has done all that there is to do on a page. What was left undone on it is stored before,
    /// because a run that goes on does not open it again; where a bound cut the work short, it is not finished.
    pub(super) fn finish_page(&self, visit: &Visit) -> Result<(), BundleError> {
        for gap in self.frontier().fresh_gaps() {
            self.bundle.gap(gap)?;
        }
        if !self.states_left() {
            return Ok(());
        }
        let (name, pages) = {
            let mut state = open(&self.state);
            if state.actions >= self.limits.max_actions {
                return Ok(());
            }
            state.finished.insert(earlier::page(visit));
            (earlier::fact(&state.tour.role, &state.tour.stage), serde_json::json!(state.finished))
        };
        self.bundle.fact(&name, &pages)
    }

    /// Whether an interrupted run had finished a page.
    pub(super) fn was_finished_before(&self, visit: &Visit) -> bool {
        self.earlier.pages.contains(&earlier::page(visit))
    }

    pub(super) fn count_page(&self) {
        open(&self.state).pages += 1;
    }

    /// Counts an action by its gesture, against the bound as well where it `costs` one; false where no more are allowed.
    pub(super) fn count_action(&self, gesture: &str, costs: bool) -> bool {
        let mut state = open(&self.state);
        if state.actions >= self.limits.max_actions {
            return false;
        }
        state.actions += u32::from(costs);
        *state.tour.actions.entry(gesture.to_owned()).or_default() += 1;
        true
    }

    /// Whether actions of a class were done often enough on pages of a template.
    pub(super) fn class_is_known(&self, class: &str, most: u32) -> bool {
        let mut state = open(&self.state);
        let count = state.classes.entry(class.to_owned()).or_default();
        *count += 1;
        *count > most
    }

    /// Takes note of a page state: (whether its text is new, whether its shape is new); counts it when its text is new.
    pub(super) fn meet_state(&self, text: u64, shape: u64) -> (bool, bool) {
        let mut state = open(&self.state);
        let new = (state.texts.insert(text), state.shapes.insert(shape));
        if new.0 {
            state.tour.states += 1;
        }
        new
    }

    /// Whether the browser may still open states.
    pub(super) fn states_left(&self) -> bool {
        let state = open(&self.state);
        !state.stopped && state.tour.states < u64::from(self.limits.max_states) && Instant::now() < self.deadline
    }

    /// Whether the miner must stop.
    pub(super) fn over_limits(&self) -> bool {
        let state = open(&self.state);
        state.stopped || state.pages >= self.limits.max_pages || Instant::now() >= self.deadline
    }

    /// Stops both engines.
    pub(super) fn stop(&self) {
        open(&self.state).stopped = true;
    }

    pub(super) fn set_miner_busy(&self, busy: bool) {
        open(&self.state).miner_busy = busy;
    }

    /// Says how many browsers work in this cell.
    pub(super) fn set_browsers(&self, browsers: u32) {
        open(&self.state).browsers = browsers;
    }

    /// A browser ended, for whatever reason.
    pub(super) fn browser_gone(&self) {
        let mut state = open(&self.state);
        state.browsers = state.browsers.saturating_sub(1);
    }

    /// The next page for a browser, which is busy from now on.
    pub(super) fn take_page(&self) -> Option<Visit> {
        // Both at once: nobody may see an empty frontier while the last page is being opened.
        let mut frontier = self.frontier();
        let visit = frontier.next_for_browser()?;
        open(&self.state).browsers_busy += 1;
        Some(visit)
    }

    /// Counts actions that were left out because their class is known.
    pub(super) fn left_action(&self, class: &str) {
        *open(&self.state).left_actions.entry(class.to_owned()).or_default() += 1;
    }

    /// A browser begins (true) or ends (false) its work on a page.
    pub(super) fn browser_busy(&self, busy: bool) {
        let mut state = open(&self.state);
        state.browsers_busy = if busy { state.browsers_busy + 1 } else { state.browsers_busy.saturating_sub(1) };
    }

    /// Whether nothing waits and nobody works. The first time that this is so, the start pages are put back once:
    /// bars of recent items and the like show what was opened meanwhile.
    pub(super) fn nothing_left(&self) -> bool {
        let mut frontier = self.frontier();
        let (http, browser) = frontier.waiting();
        let mut state = open(&self.state);
        if state.stopped || Instant::now() >= self.deadline {
            return true;
        }
        let pages_left = state.pages < self.limits.max_pages;
        let states_left = state.tour.states < u64::from(self.limits.max_states);
        let miner = (http == 0 || !pages_left) && !state.miner_busy;
        let browsers = self.browsers_rest(browser, &state);
        if miner && browsers && !state.second_pass {
            state.second_pass = true;
            for url in self.starts.iter().take(20) {
                frontier.revisit(url, pages_left, state.browsers > 0 && states_left);
            }
            return !pages_left;
        }
        miner && browsers
    }

    /// Whether no page waits for a browser that may still be opened, and none is being explored.
    pub(super) fn browser_idle(&self) -> bool {
        let waiting = self.frontier().waiting().1;
        self.browsers_rest(waiting, &open(&self.state))
    }

    fn browsers_rest(&self, waiting: usize, state: &State) -> bool {
        let states_left = state.tour.states < u64::from(self.limits.max_states);
        (waiting == 0 || !states_left || state.browsers == 0) && state.browsers_busy == 0
    }

    pub(super) fn reached_by_miner(&self, url: &Url) {
        let mut state = open(&self.state);
        state.tour.urls.insert(url.to_string());
        state.tour.by_miner.insert(url.to_string());
    }

    pub(super) fn reached_by_browser(&self, url: &Url) {
        let mut state = open(&self.state);
        state.tour.urls.insert(url.to_string());
        state.tour.by_browser.insert(url.to_string());
    }

    /// Whether a document of that hash was already seen over HTTP.
    pub(super) fn is_known_body(&self, sha256: &str) -> bool {
        !open(&self.state).bodies.insert(sha256.to_owned())
    }

    /// True the first time that a template asks for its variants.
    pub(super) fn first_variant(&self, template: &str) -> bool {
        open(&self.state).varied.insert(template.to_owned())
    }

    /// Counts a form once for each template that it stands on.
    pub(super) fn count_form(&self, page: &Url, form: &Form) {
        let template = address::template(page, &self.frontier().ours);
        let mut state = open(&self.state);
        let fields: Vec<&str> = form.fields.iter().map(|f| f.name.as_str()).collect();
        if state.forms.insert(format!("{template} {} {} {fields:?}", form.method, form.action)) {
            state.tour.forms += 1;
        }
    }

    /// Takes note of a search address.
    pub(super) fn search(&self, address: String) {
        open(&self.state).tour.searches.insert(address);
    }

    /// Takes note of declared API operations.
    pub(super) fn declared(&self, operations: Vec<Pattern>, plain: Vec<String>, page: &Url) {
        let mut state = open(&self.state);
        for text in operations.iter().map(Pattern::text).chain(plain) {
            if let Ok(url) = page.join(&text.replace("{}", "0")) {
                state.declared.insert(url.path().to_owned());
            }
        }
    }

    /// Tells the watcher how far we are, and saves the frontier now and then.
    pub(super) fn report(&self) {
        let (done, known) = self.frontier().progress();
        (self.progress)(done, known);
        let due = {
            let mut state = open(&self.state);
            let due = state.saved.is_none_or(|at| at.elapsed() >= SAVE_EVERY);
            if due {
                state.saved = Some(Instant::now());
            }
            due
        };
        if due {
            self.save();
        }
    }

    fn save(&self) {
        let name = {
            let state = open(&self.state);
            format!("frontier/{}/{}", state.tour.role, state.tour.stage)
        };
        let value = self.frontier().state();
        if let Err(error) = self.bundle.fact(&name, &value) {
            tracing::warn!("{error}");
        }
    }

    /// Writes every gap into the bundle and hands the tour out.
    pub(super) fn finish(self) -> Result<Tour, CrawlError> {
        self.save();
        let mut frontier = self.frontier.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (http, browser) = frontier.waiting();
        let late = Instant::now() >= self.deadline;
        let cell = format!("{} at {}", state.tour.role, state.tour.stage);
        let mut bound = |hit: bool, name: &str, value: u32, left: usize, what: &str| {
            if hit {
                let reason =
                    format!("{name} ({value}): {left} {what} were left; raise it under `crawl` in the scenario");
                frontier.note(GapKind::BoundHit, format!("{name}, {cell}"), reason);
            }
        };
        bound(state.pages >= self.limits.max_pages && http > 0, "max_pages", self.limits.max_pages, http, "addresses");
        let states_hit = state.tour.states >= u64::from(self.limits.max_states) && browser > 0;
        bound(states_hit, "max_states", self.limits.max_states, browser, "pages");
        let actions_hit = state.actions >= self.limits.max_actions;
        bound(actions_hit, "max_actions", self.limits.max_actions, browser, "pages");
        bound(late, "max_minutes", self.limits.max_minutes, http + browser, "addresses");
        for gap in frontier.gaps() {
            self.bundle.gap(gap)?;
        }
        // Actions like many that were done, in rows of nobody of ours: no gap, but it can be read up.
        let name = format!("coverage/actions/{}/{}", state.tour.role, state.tour.stage);
        self.bundle
            .fact(&name, &serde_json::json!({"done": state.tour.actions, "equivalent_left": state.left_actions}))?;
        let called: BTreeSet<String> = state
            .tour
            .urls
            .iter()
            .filter_map(|u| Url::parse(u).ok())
            .map(|u| address::template(&u, &frontier.ours))
            .collect();
        let declared: BTreeSet<String> = state
            .declared
            .iter()
            .filter_map(|path| self.base.join(path).ok())
            .map(|u| address::template(&u, &frontier.ours))
            .collect();
        state.tour.api_declared = declared.len() as u64;
        state.tour.api_called = declared.intersection(&called).count() as u64;
        Ok(state.tour)
    }
}
