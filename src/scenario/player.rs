//! Plays steps at the target, over HTTP or in the browser, and keeps what was sent and what came back.

use std::collections::BTreeMap;
use std::time::Duration;

use super::form::{ClickTarget, Entry, click_target, prepare};
use super::model::Via;
use super::page::{Page, clean, complaints};
use super::steps::Step;
use super::values::{TemplateError, Upload, Values};
use crate::target::{CaptureId, Payload, Query, Reached, Session, TargetError};

/// What was played: what was sent by field, what was captured, and where the answers stand in the bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Played {
    /// Every response of these steps, in order (over HTTP; the browser's traffic is recorded by the proxy).
    pub captures: Vec<CaptureId>,
    /// Values that `capture` steps took.
    pub captured: BTreeMap<String, String>,
    /// Texts that were really sent, by field name; secrets stand as `***`.
    pub sent: BTreeMap<String, String>,
    /// Documents that were really sent, by field name: (name in the answer key, file name).
    pub files: BTreeMap<String, (String, String)>,
}

/// Why steps could not be played.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// A step did not do what it should.
    #[error("{0}")]
    Failed(Box<Failure>),
    /// The role did not get in.
    #[error("could not log in as `{role}`: {reason}")]
    Login {
        /// The role.
        role: String,
        /// What happened, what the page said, what to check.
        reason: String,
    },
    /// The environment or an address of the scenario.
    #[error(transparent)]
    Scenario(#[from] super::ScenarioError),
    /// The target or the browser cannot be used at all; with what had been played until then.
    #[error("{0}")]
    Target(TargetError, Box<Played>),
}

impl From<TargetError> for StepError {
    fn from(error: TargetError) -> Self {
        StepError::Target(error, Box::default())
    }
}

/// A step that did not do what it should, with all that helps to see why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Number of the step, from 1.
    pub number: usize,
    /// Its word.
    pub word: &'static str,
    /// What is wrong.
    pub reason: String,
    /// Address of the page at that time; empty before the first.
    pub url: String,
    /// Its status; 0 where there is none.
    pub status: u16,
    /// What the page complained of; may be empty.
    pub said: String,
    /// What had been played until then.
    pub played: Played,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "could not play step {} (`{}`): {}", self.number, self.word, self.reason)?;
        if !self.url.is_empty() {
            write!(f, "; at {}", self.url)?;
        }
        if self.status != 0 {
            write!(f, " (status {})", self.status)?;
        }
        if !self.said.is_empty() {
            write!(f, "; the page says: {}", self.said)?;
        }
        Ok(())
    }
}

/// Why a single step stopped.
#[derive(Debug)]
pub(super) enum Trouble {
    /// In words.
    Said(String),
    /// The door.
    Target(TargetError),
}

impl From<TemplateError> for Trouble {
    fn from(e: TemplateError) -> Self {
        Trouble::Said(e.to_string())
    }
}

impl From<TargetError> for Trouble {
    fn from(e: TargetError) -> Self {
        match e {
            // The scenario's or the page's fault, not the target's health.
            TargetError::Refused { .. } | TargetError::NotFound { .. } => Trouble::Said(e.to_string()),
            other => Trouble::Target(other),
        }
    }
}

/// How long the browser may take to become quiet after an action.
const QUIET: Duration = Duration::from_secs(15);

/// Largest document that is sent; the answer key is a file that anybody may have written.
const LARGEST_DOCUMENT: u64 = 64 * 1024 * 1024;

/// Plays steps in a session; writing methods are allowed to it only meanwhile.
pub async fn play(steps: &[Step], session: &mut Session, via: Via, values: &mut Values) -> Result<Played, StepError> {
    play_once(steps, session, via, values, &|| Ok(())).await
}

/// As [`play`], where it matters that nothing is sent twice: `sends` is called right before the last step that sends
/// something, and where it fails that step is not played.
pub async fn play_once(
    steps: &[Step],
    session: &mut Session,
    via: Via,
    values: &mut Values,
    sends: &(dyn Fn() -> Result<(), String> + Sync),
) -> Result<Played, StepError> {
    let mut player = Player::new(session, via, values);
    let last = steps.iter().rposition(Step::sends);
    for (i, step) in steps.iter().enumerate() {
        player.number = i + 1;
        player.word = step.word();
        if last == Some(i)
            && let Err(reason) = sends()
        {
            return Err(player.failed(reason).await);
        }
        match step.play(&mut player).await {
            Ok(()) => {}
            Err(Trouble::Target(e)) => return Err(StepError::Target(e, Box::new(std::mem::take(&mut player.played)))),
            Err(Trouble::Said(reason)) => return Err(player.failed(reason).await),
        }
    }
    if !player.filled.is_empty() {
        let keys: Vec<&str> = player.filled.iter().map(|(k, _, _)| k.as_str()).collect();
        let reason = format!("{} was filled and never sent: add a `submit` step", keys.join(", "));
        return Err(player.failed(reason).await);
    }
    Ok(std::mem::take(&mut player.played))
}

/// The state of a play: page, pending fields, what was played.
pub(super) struct Player<'a> {
    session: &'a mut Session,
    via: Via,
    pub values: &'a mut Values,
    /// What was filled and not yet sent, over HTTP: key, entry, and how it is shown to people.
    filled: Vec<(String, Entry, String)>,
    last: Option<Page>,
    pub played: Played,
    number: usize,
    word: &'static str,
}

impl Drop for Player<'_> {
    fn drop(&mut self) {
        // Also when the play is cancelled: nobody may write afterwards.
        self.session.set_writing(false);
    }
}

impl<'a> Player<'a> {
    fn new(session: &'a mut Session, via: Via, values: &'a mut Values) -> Player<'a> {
        session.set_writing(true);
        let played = Played::default();
        Player { session, via, values, filled: Vec::new(), last: None, played, number: 0, word: "" }
    }

    async fn failed(&mut self, reason: String) -> StepError {
        let page = self.page().await.ok();
        StepError::Failed(Box::new(Failure {
            number: self.number,
            word: self.word,
            reason: clean(&reason, 600),
            url: page.as_ref().map(|p| clean(p.url.as_str(), 300)).unwrap_or_default(),
            status: page.as_ref().map_or(0, |p| p.status),
            said: page.map(|p| complaints(&p.body)).unwrap_or_default(),
            played: std::mem::take(&mut self.played),
        }))
    }

    fn reached(&self, what: &str) -> Reached {
        Reached { action: format!("step {} {what}", self.number), ..Reached::default() }
    }

    /// Opens an address in the engine of this play.
    pub async fn open(&mut self, url: url::Url, what: &str) -> Result<(), Trouble> {
        self.filled.clear();
        let reached = self.reached(what);
        match self.via {
            Via::Http => self.send(Query::get(url, reached)).await,
            Via::Browser => {
                self.last = None;
                let browser = self.session.browser().await?;
                browser.about_to(reached);
                browser.goto(url.as_str()).await?;
                Ok(browser.quiet(QUIET).await?)
            }
        }
    }

    /// Sends a request over HTTP, whatever the engine; its answer becomes the last page.
    pub async fn send(&mut self, mut query: Query) -> Result<(), Trouble> {
        if self.via == Via::Browser {
            self.session.adopt_browser_cookies().await?;
        }
        if let Some(page) = &self.last
            && !query.headers.iter().any(|(n, _)| n.eq_ignore_ascii_case("referer"))
            && page.url.origin() == query.url.origin()
        {
            // Frameworks check it beside their CSRF token.
            let mut referer = page.url.clone();
            referer.set_fragment(None);
            query.headers.push(("Referer".into(), referer.into()));
        }
        let answer = self.session.http().send(query).await?;
        self.played.captures.extend(answer.hops.iter().map(|c| c.id));
        if !answer.hops.iter().any(|c| c.id == answer.capture.id) {
            self.played.captures.push(answer.capture.id);
        }
        self.last = Some(Page {
            url: answer.url.clone(),
            status: answer.capture.status,
            body: answer.text(),
            headers: answer.capture.headers.clone(),
        });
        Ok(())
    }

    /// The page that came last, as the engine of this play sees it now.
    pub async fn page(&mut self) -> Result<Page, Trouble> {
        let after_request = self.word_was_request();
        if self.via == Via::Http || after_request {
            return self.last.clone().ok_or_else(|| Trouble::Said("no page is open yet: begin with `goto`".into()));
        }
        const SCRIPT: &str = "const n = performance.getEntriesByType('navigation')[0]; \
            return [location.href, (n && n.responseStatus) || 0, document.documentElement.outerHTML];";
        let browser = self.session.browser().await?;
        let seen = browser.execute(SCRIPT, Vec::new()).await?;
        let text = |i: usize| seen.get(i).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let url = url::Url::parse(&text(0)).map_err(|e| Trouble::Said(format!("the browser has no page ({e})")))?;
        let status = seen.get(1).and_then(serde_json::Value::as_u64).and_then(|s| u16::try_from(s).ok()).unwrap_or(0);
        Ok(Page { url, status, body: text(2), headers: Vec::new() })
    }

    fn word_was_request(&self) -> bool {
        // In the browser, only `request` leaves a page behind in `last`; `goto`, `click` and `submit` take it away.
        self.via == Via::Browser && self.last.is_some()
    }

    /// Asks for the same page again (over HTTP; the browser's page changes by itself).
    pub async fn look_again(&mut self) -> Result<(), Trouble> {
        match (self.via, self.last.as_ref().map(|p| p.url.clone())) {
            (Via::Http, Some(url)) => {
                let reached = self.reached("wait");
                self.send(Query::get(url, reached)).await
            }
            _ => Ok(()),
        }
    }

    /// Fills one field: at once in the browser, with the next `submit` over HTTP.
    pub async fn enter(&mut self, key: &str, entry: Entry, shown: String) -> Result<(), Trouble> {
        if self.via == Via::Http {
            if self.last.is_none() {
                return Err(Trouble::Said("no page is open yet: begin with `goto`".into()));
            }
            self.filled.retain(|(k, _, _)| k != key);
            self.filled.push((key.to_owned(), entry, shown));
            return Ok(());
        }
        let selector = browser_selector(key);
        let reached = self.reached(&format!("fill {key}"));
        let browser = self.session.browser().await?;
        browser.about_to(reached);
        match &entry {
            Entry::Text(text) => browser.fill(&selector, text).await?,
            Entry::Choice(choice) => {
                if !choose_radio(browser, &selector, choice).await? {
                    browser.select(&selector, choice).await?;
                }
            }
            Entry::Tick(ticked) => {
                const SCRIPT: &str = "const e = document.querySelector(arguments[0]); if (!e) return false; \
                    if (e.checked !== arguments[1]) e.click(); return true;";
                let found = browser.execute(SCRIPT, vec![selector.clone().into(), (*ticked).into()]).await?;
                if found != serde_json::Value::Bool(true) {
                    return Err(Trouble::Said(format!("the page has no box `{key}`")));
                }
            }
            Entry::File(upload) => {
                let path = std::path::absolute(&upload.path).unwrap_or_else(|_| upload.path.clone());
                browser.upload(&selector, &path).await?;
            }
        }
        match &entry {
            Entry::File(upload) => self.note_file(key, upload),
            _ => self.note_sent(key, &shown),
        }
        Ok(())
    }

    /// Sends the form that holds what was filled.
    pub async fn submit(&mut self, form: Option<&str>, button: Option<&str>) -> Result<(), Trouble> {
        if self.via == Via::Browser {
            return self.submit_in_browser(form, button).await;
        }
        let page = self.page().await?;
        let filled = std::mem::take(&mut self.filled);
        let entries: Vec<(String, Entry)> = filled.iter().map(|(k, e, _)| (k.clone(), e.clone())).collect();
        let prepared = prepare(&page.body, &page.url, form, button, &entries).map_err(Trouble::Said)?;
        let mut typed = Vec::new();
        for ((_, entry, shown), name) in filled.iter().zip(&prepared.names) {
            match entry {
                Entry::File(_) => {}
                Entry::Tick(_) => self.note_sent(name, "on"),
                _ => {
                    self.note_sent(name, shown);
                    typed.push(shown.clone());
                }
            }
        }
        let mut reached = self.reached(&format!("submit {}", button.or(form).unwrap_or("form")));
        reached.typed = typed;
        let mut files = Vec::new();
        for (field, upload) in &prepared.files {
            let bytes = self.read(upload).await?;
            self.note_file(field, upload);
            files.push((field.clone(), upload.file_name.clone(), upload.media_type.clone(), bytes));
        }
        let mut query = Query::get(prepared.action, reached);
        if prepared.method == "GET" {
            query.url.query_pairs_mut().clear().extend_pairs(&prepared.fields);
        } else {
            query.method = prepared.method;
            if !files.is_empty() && !prepared.multipart {
                return Err(Trouble::Said("the form takes no files: it lacks `enctype=multipart/form-data`".into()));
            }
            query.payload = match prepared.multipart {
                true => Payload::Multipart(prepared.fields, files),
                false => Payload::Form(prepared.fields),
            };
        }
        self.send(query).await
    }

    async fn submit_in_browser(&mut self, form: Option<&str>, button: Option<&str>) -> Result<(), Trouble> {
        self.last = None;
        let last_field = self.played.sent.keys().chain(self.played.files.keys()).map(|k| browser_selector(k));
        let last_field: Vec<serde_json::Value> = last_field.map(Into::into).collect();
        let reached = self.reached("submit");
        let browser = self.session.browser().await?;
        browser.about_to(reached);
        if let Some(button) = button {
            let selector = match button.split_once('=') {
                Some((name, value)) if !button.contains(['[', '#', '.']) => {
                    format!("[name=\"{}\"][value=\"{}\"]", quoted(name), quoted(value))
                }
                _ => button.to_owned(),
            };
            browser.click(&selector).await?;
        } else {
            // The form that holds a field which was filled on this page; requestSubmit runs the page's own checks.
            const SCRIPT: &str = "let f = null; \
                if (arguments[0]) { const e = document.querySelector(arguments[0]); f = e && (e.form || e.closest('form') || e.querySelector('form')); } \
                else { for (const s of arguments[1]) { let e = null; try { e = document.querySelector(s); } catch (_) {} if (e && e.form) { f = e.form; break; } } \
                       if (!f && document.forms.length === 1) f = document.forms[0]; } \
                if (!f) return false; const b = f.querySelector('button:not([type]),button[type=submit],input[type=submit],input[type=image]'); \
                if (b) f.requestSubmit(b); else f.requestSubmit(); return f.checkValidity();";
            let sent = browser
                .execute(SCRIPT, vec![form.map_or(serde_json::Value::Null, Into::into), last_field.into()])
                .await?;
            if sent != serde_json::Value::Bool(true) {
                return Err(Trouble::Said(
                    "no form of the page was sent: it is not there, or a field of it does not hold what it must; \
                     name the form or the button"
                        .into(),
                ));
            }
        }
        Ok(browser.quiet(QUIET).await?)
    }

    /// Clicks an element.
    pub async fn click(&mut self, selector: &str) -> Result<(), Trouble> {
        if self.via == Via::Browser {
            self.last = None;
            let reached = self.reached(&format!("click {selector}"));
            let browser = self.session.browser().await?;
            browser.about_to(reached);
            browser.click(selector).await?;
            return Ok(browser.quiet(QUIET).await?);
        }
        let page = self.page().await?;
        match click_target(&page.body, &page.url, selector).map_err(Trouble::Said)? {
            ClickTarget::Link(url) => self.open(url, &format!("click {selector}")).await,
            ClickTarget::Button => self.submit(None, Some(selector)).await,
        }
    }

    /// Notes a text that is being sent.
    pub fn note_sent(&mut self, field: &str, shown: &str) {
        if !shown.is_empty() {
            self.played.sent.insert(field.to_owned(), shown.to_owned());
        }
    }

    /// Notes a document that is being sent.
    pub fn note_file(&mut self, field: &str, upload: &Upload) {
        self.played.files.insert(field.to_owned(), (upload.document.clone(), upload.file_name.clone()));
    }

    /// The bytes of a document.
    pub async fn read(&self, upload: &Upload) -> Result<Vec<u8>, Trouble> {
        let failed = |reason: String| Trouble::Said(format!("could not read {}: {reason}", upload.path.display()));
        let size = tokio::fs::metadata(&upload.path).await.map_err(|e| failed(e.to_string()))?.len();
        if size > LARGEST_DOCUMENT {
            return Err(failed(format!("it has {size} bytes, more than {LARGEST_DOCUMENT}")));
        }
        tokio::fs::read(&upload.path).await.map_err(|e| failed(e.to_string()))
    }
}

/// In the browser a bare name means the field of that name.
fn browser_selector(key: &str) -> String {
    let is_name = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    match key.split_once('=') {
        _ if is_name => format!("[name=\"{key}\"]"),
        Some((name, value)) if !key.contains(['[', '#', '.']) => {
            format!("[name=\"{}\"][value=\"{}\"]", quoted(name), quoted(value))
        }
        _ => key.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

async fn choose_radio(browser: &mut crate::target::Browser, selector: &str, choice: &str) -> Result<bool, TargetError> {
    const SCRIPT: &str = "for (const e of document.querySelectorAll(arguments[0])) { if (e.type !== 'radio' && e.type !== 'checkbox') continue; \
        const l = [...(e.labels || [])].map(l => l.innerText.trim()); \
        if (e.value === arguments[1] || l.includes(arguments[1])) { if (!e.checked) e.click(); return true; } } return false;";
    let done = browser.execute(SCRIPT, vec![selector.into(), choice.into()]).await?;
    Ok(done == serde_json::Value::Bool(true))
}
