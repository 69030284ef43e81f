//! A browser over WebDriver, behind the recording proxy.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hudsucker::hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use super::driver::Driver;
use super::lane::Lane;
use super::vendor::{BrowserKind, WINDOW};
use super::{Judgement, TargetError, bidi};
use crate::evidence::{GapKind, Reached};

/// A cookie as the browser holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
    /// Domain.
    pub domain: String,
    /// Path.
    pub path: String,
    /// Not readable by scripts.
    pub http_only: bool,
    /// Only over TLS.
    pub secure: bool,
}

/// A page as it would be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// Its text.
    Text(String),
    /// The document.
    Pdf(Vec<u8>),
}

/// What a browser needs to start.
#[derive(Debug)]
pub(super) struct Start {
    pub kind: BrowserKind,
    pub driver: Url,
    pub remote: bool,
    /// The driver process where it serves this browser alone; it ends with the browser.
    pub own_driver: Option<Driver>,
    pub proxy: SocketAddr,
    pub pin: String,
    pub headed: bool,
}

/// Width and height of a phone's window.
const PHONE: (u32, u32) = (390, 844);
/// How drivers say that an address gave a download and no page.
const ABORTED: [&str; 2] = ["ERR_ABORTED", "NS_BINDING_ABORTED"];
/// How drivers say that nobody answered.
const NO_ANSWER: [&str; 2] = ["net::ERR_", "about:neterror"];
/// How long a page may take to load, and a script to run.
const PAGE: Duration = Duration::from_secs(30);
/// How long one command may take in all; the driver's own limits come first.
const COMMAND: Duration = Duration::from_secs(75);
/// How long page and network must be still to count as quiet.
const STILL: Duration = Duration::from_millis(150);
/// The same for a page that waits for nothing: no timer, frame, animation, request or picture.
const SETTLED: Duration = Duration::from_millis(60);
/// How long we wait for quiet after going to an address.
const LOADED: Duration = Duration::from_secs(8);

/// Milliseconds since the document last changed, and whether it waits for something, which only pages tell that have what
/// `run_first` installed. Watches by an observer that it sets up at the first call, under a symbol, so that the page's own
/// names are not disturbed.
const STILLNESS: &str = "const key = Symbol.for('klarsyn.still');
if (!window[key]) {
  const state = { at: performance.now() };
  Object.defineProperty(window, key, { value: state, enumerable: false });
  new MutationObserver(() => { state.at = performance.now(); })
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}
const memory = window.__klarsyn;
let waits = true;
// A page may have names of its own where we ask.
try { waits = !memory || memory.waits(true); } catch (_) {}
return [document.readyState === 'loading' ? 0 : performance.now() - window[key].at, waits];";

/// One browser window set of one session.
#[derive(Debug)]
pub struct Browser {
    pub(super) client: Client,
    lane: Arc<Lane>,
    kind: BrowserKind,
    /// Where the two-way protocol of the session listens, in browsers that have no DevTools.
    two_way: Option<Url>,
    process: Option<u64>,
    folder: Option<TempDir>,
    _driver: Option<Driver>,
}

impl Browser {
    /// Starts a browser with an empty profile behind the proxy of `lane`.
    pub(super) async fn start(start: Start, lane: Arc<Lane>) -> Result<Self, TargetError> {
        let missing = |why: &dyn std::fmt::Display| {
            TargetError::BrowserMissing(format!("{why}; `klarsyn doctor` says what is missing"))
        };
        let folder = if start.remote { None } else { Some(tempfile::tempdir().map_err(|e| missing(&e))?) };
        let capabilities = start.kind.capabilities(&start, folder.as_ref().map(TempDir::path));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let connecting = tokio::time::timeout(COMMAND, builder.connect(start.driver.as_str())).await;
        let client = connecting.map_err(|_| missing(&"the driver does not answer"))?.map_err(|e| missing(&e))?;
        let told = |name: &str| client.capabilities().and_then(|c| c.get(name)).cloned();
        let process = told(start.kind.process_id()).and_then(|id| id.as_u64()).filter(|_| !start.remote);
        let two_way = told("webSocketUrl").and_then(|url| Url::parse(url.as_str()?).ok());
        let browser = Browser { client, lane, kind: start.kind, two_way, process, folder, _driver: start.own_driver };
        let timeouts = TimeoutConfiguration::new(Some(PAGE), Some(PAGE), Some(Duration::ZERO));
        browser.client.update_timeouts(timeouts).await.map_err(|e| missing(&e))?;
        if let Some(downloads) = browser.downloads() {
            std::fs::create_dir_all(downloads).map_err(|e| missing(&e))?;
        }
        Ok(browser)
    }

    /// Says what we are about to do; traffic recorded from now on carries it.
    pub fn about_to(&self, reached: Reached) {
        self.lane.about_to(reached);
    }

    /// Process id of a browser on this machine.
    pub fn process(&self) -> Option<u64> {
        self.process
    }

    /// The folder where downloads of this browser arrive; none where the browser runs on another machine.
    pub fn downloads(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.path().join("downloads"))
    }

    /// Goes to an address and waits until the page is quiet. A page that does not finish loading is left as it is; its
    /// answers are recorded all the same.
    pub async fn goto(&mut self, url: &str) -> Result<(), TargetError> {
        let address =
            Url::parse(url).map_err(|e| TargetError::Unreachable { url: url.into(), reason: e.to_string() })?;
        let refused = match self.lane.judge("GET", &address) {
            Judgement::Allowed => None,
            Judgement::OutOfScope => Some((GapKind::OutOfScope, "it is out of scope".to_owned())),
            Judgement::Undecided(reason) => Some((GapKind::Undecided, reason)),
            Judgement::Denied(reason) => Some((GapKind::RefusedForSafety, reason)),
        };
        if let Some((kind, reason)) = refused {
            self.lane.gap(kind, format!("GET {url}"), reason.clone());
            return Err(TargetError::Refused { url: url.into(), reason });
        }
        let begun = Instant::now();
        match self.command(self.client.goto(url)).await {
            Ok(()) => {}
            Err(Trouble::Command(error)) if error.is_timeout() => {
                self.lane.gap(
                    GapKind::Failed,
                    format!("GET {url}"),
                    format!("the page had not loaded after {} seconds", PAGE.as_secs()),
                );
            }
            // A download is no page: the driver calls that an abort, and the proxy has the file.
            Err(Trouble::Command(error)) if ABORTED.iter().any(|sign| error.to_string().contains(sign)) => {}
            Err(Trouble::Command(error)) if NO_ANSWER.iter().any(|sign| error.to_string().contains(sign)) => {
                return Err(TargetError::Unreachable { url: url.into(), reason: first_line(&error.to_string()) });
            }
            Err(trouble) => return Err(self.error(trouble, url)),
        }
        self.quiet_since(begun, LOADED).await
    }

    /// Waits until no request is under way and the DOM has been still for a moment from now on, at most `limit`. A request
    /// counts as under way until its answer is recorded.
    pub async fn quiet(&mut self, limit: Duration) -> Result<(), TargetError> {
        self.quiet_since(Instant::now(), limit).await
    }

    async fn quiet_since(&mut self, begun: Instant, limit: Duration) -> Result<(), TargetError> {
        let end = Instant::now() + limit;
        loop {
            // Asked at once, so that page and network are watched at the same time: the first call sets the watch up.
            let needed = self.still(begun).await?;
            if needed.is_zero() || Instant::now() >= end {
                break;
            }
            tokio::time::sleep(needed.max(Duration::from_millis(10))).await;
        }
        self.lane.check()
    }

    /// How much longer document and network have to be still, from `begun` on, to count as quiet; zero where they are.
    async fn still(&mut self, begun: Instant) -> Result<Duration, TargetError> {
        let told = match self.command(self.client.execute(STILLNESS, Vec::new())).await {
            Ok(told) => told,
            Err(Trouble::Command(error)) if !is_lost(&error) => return Ok(STILL),
            Err(trouble) => return Err(self.error(trouble, "")),
        };
        let still = Duration::from_secs_f64(told[0].as_f64().unwrap_or(0.0).clamp(0.0, 3.6e6) / 1000.0);
        let needed = if told[1].as_bool() == Some(false) { SETTLED } else { STILL };
        Ok(needed.saturating_sub(still.min(begun.elapsed()).min(self.lane.idle().unwrap_or_default())))
    }

    /// The address of the current page.
    pub async fn url(&mut self) -> Result<String, TargetError> {
        // Not `current_url`, which does not give addresses such as `about:blank#a` back as they are.
        let url = self
            .command(self.client.issue_cmd(Endpoint { path: "url".into(), body: None }))
            .await
            .map_err(|t| self.error(t, ""))?;
        Ok(url.as_str().unwrap_or("").to_owned())
    }

    /// Runs a script as a function body with `arguments`; promises are awaited.
    pub async fn execute(&mut self, script: &str, arguments: Vec<Value>) -> Result<Value, TargetError> {
        let outcome = self.command(self.client.execute(script, arguments)).await;
        self.told(outcome).await
    }

    /// A DevTools command (`goog/cdp/execute`).
    async fn devtools(&mut self, command: &str, parameters: Value) -> Result<Value, TargetError> {
        let body = json!({"cmd": command, "params": parameters});
        let outcome =
            self.command(self.client.issue_cmd(Endpoint { path: "goog/cdp/execute".into(), body: Some(body) })).await;
        self.told(outcome).await
    }

    /// A command of WebDriver BiDi, on a connection of its own.
    async fn two_way(&self, method: &str, parameters: Value) -> Result<Value, TargetError> {
        let refused = |reason: String| TargetError::Page { url: String::new(), reason: format!("{method}: {reason}") };
        let Some(address) = &self.two_way else { return Err(refused("the driver offers no WebDriver BiDi".into())) };
        bidi::ask(address, method, parameters).await.map_err(refused)
    }

    /// Has a script run in every document before the scripts of the page.
    pub async fn run_first(&mut self, script: &str) -> Result<(), TargetError> {
        let outcome = match self.kind {
            BrowserKind::Chromium => {
                self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": script})).await
            }
            BrowserKind::Firefox => {
                let function = format!("() => {{ {script}\n }}");
                self.two_way("script.addPreloadScript", json!({"functionDeclaration": function})).await
            }
        };
        outcome.map(drop)
    }

    /// Makes the window that of a phone, or as it was.
    pub async fn phone(&mut self, on: bool) -> Result<(), TargetError> {
        if self.kind == BrowserKind::Firefox {
            let (width, height) = if on { PHONE } else { WINDOW };
            let outcome = self.command(self.client.set_window_size(width, height)).await;
            return self.told(outcome).await;
        }
        let (command, parameters) = match on {
            true => (
                "Emulation.setDeviceMetricsOverride",
                json!({"width": PHONE.0, "height": PHONE.1, "deviceScaleFactor": 1, "mobile": true}),
            ),
            false => ("Emulation.clearDeviceMetricsOverride", json!({})),
        };
        self.devtools(command, parameters).await.map(drop)
    }

    /// The page as it would be printed.
    pub async fn printed(&mut self) -> Result<Printed, TargetError> {
        if self.kind == BrowserKind::Firefox {
            // This browser shows the print view to nobody; its PDF has the text of it.
            let outcome =
                self.command(self.client.issue_cmd(Endpoint { path: "print".into(), body: Some(json!({})) })).await;
            let pdf = self.told(outcome).await?;
            let pdf = base64::engine::general_purpose::STANDARD.decode(pdf.as_str().unwrap_or_default());
            return Ok(Printed::Pdf(pdf.unwrap_or_default()));
        }
        self.devtools("Emulation.setEmulatedMedia", json!({"media": "print"})).await?;
        let text = self.execute("return document.body ? document.body.innerText : ''", Vec::new()).await;
        self.devtools("Emulation.setEmulatedMedia", json!({"media": ""})).await?;
        Ok(Printed::Text(text?.as_str().unwrap_or_default().to_owned()))
    }

    /// The accessibility tree as DevTools gives it; none where the browser shows it to nobody.
    pub async fn accessibility(&mut self) -> Result<Option<Value>, TargetError> {
        match self.kind {
            BrowserKind::Chromium => self.devtools("Accessibility.getFullAXTree", json!({})).await.map(Some),
            BrowserKind::Firefox => Ok(None),
        }
    }

    /// Clicks the element of a CSS selector, scrolled into view, as a person would.
    pub async fn click(&mut self, selector: &str) -> Result<(), TargetError> {
        let element = self.find(selector).await?;
        let mut outcome = self.command(element.click()).await;
        if matches!(&outcome, Err(Trouble::Command(error)) if !is_lost(error)) {
            // Under a bar that stays in place: bring it to the middle and try once more.
            let argument = serde_json::to_value(&element).unwrap_or_default();
            self.execute("arguments[0].scrollIntoView({block: 'center', inline: 'center'})", vec![argument]).await?;
            outcome = self.command(element.click()).await;
        }
        self.told(outcome).await
    }

    /// Replaces the content of a text field.
    pub async fn fill(&mut self, selector: &str, value: &str) -> Result<(), TargetError> {
        let element = self.find(selector).await?;
        let kind = self.command(element.prop("type")).await;
        let kind = self.told(kind).await?.unwrap_or_default();
        // Fields with a picker of their own read keys by the user's language; their value is set, and told, instead.
        if ["date", "datetime-local", "month", "week", "time", "color", "range"].contains(&kind.as_str()) {
            let argument = serde_json::to_value(&element).unwrap_or_default();
            return self.execute(SET_VALUE, vec![argument, value.into()]).await.map(drop);
        }
        let outcome = self.command(element.clear()).await;
        self.told(outcome).await?;
        if value.is_empty() {
            return Ok(());
        }
        let outcome = self.command(element.send_keys(value)).await;
        self.told(outcome).await
    }

    /// Chooses the option of a `<select>` by value or label.
    pub async fn select(&mut self, selector: &str, choice: &str) -> Result<(), TargetError> {
        let element = self.find(selector).await?;
        let argument = serde_json::to_value(&element).unwrap_or_default();
        let chosen = self.execute(CHOOSE, vec![argument, choice.into()]).await?;
        if chosen == Value::Bool(true) {
            Ok(())
        } else {
            Err(self.not_found(format!("the option `{choice}` of {selector}")).await)
        }
    }

    /// Puts a file of this machine into a file field. On a grid the file must exist on the node under the same path.
    pub async fn upload(&mut self, selector: &str, file: &std::path::Path) -> Result<(), TargetError> {
        let path = std::path::absolute(file).ok().filter(|path| path.is_file());
        let Some(path) = path else { return Err(self.not_found(format!("the file {}", file.display())).await) };
        let element = self.find(selector).await?;
        let outcome = self.command(element.send_keys(&path.to_string_lossy())).await;
        self.told(outcome).await
    }

    /// A picture of the page as PNG.
    pub async fn screenshot(&mut self) -> Result<Vec<u8>, TargetError> {
        let outcome = self.command(self.client.screenshot()).await;
        self.told(outcome).await
    }

    /// All cookies.
    pub async fn cookies(&mut self) -> Result<Vec<Cookie>, TargetError> {
        let all = match self.kind {
            BrowserKind::Chromium => self.devtools("Network.getAllCookies", json!({})).await?,
            BrowserKind::Firefox => self.two_way("storage.getCookies", json!({})).await?,
        };
        let text = |cookie: &Value, name: &str| {
            // BiDi wraps a value, so that it may be bytes: {"type": "string", "value": ...}.
            let value = cookie[name].as_str().or_else(|| cookie[name]["value"].as_str());
            value.unwrap_or("").to_owned()
        };
        let list = all["cookies"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(list
            .iter()
            .map(|cookie| Cookie {
                name: text(cookie, "name"),
                value: text(cookie, "value"),
                domain: text(cookie, "domain"),
                path: text(cookie, "path"),
                http_only: cookie["httpOnly"].as_bool().unwrap_or(false),
                secure: cookie["secure"].as_bool().unwrap_or(false),
            })
            .collect())
    }

    /// Puts cookies in.
    pub(super) async fn give_cookies(&mut self, cookies: &[Cookie]) -> Result<(), TargetError> {
        if cookies.is_empty() {
            return Ok(());
        }
        let told = |c: &Cookie| json!({"name": c.name, "domain": c.domain, "path": c.path, "httpOnly": c.http_only, "secure": c.secure});
        if self.kind == BrowserKind::Firefox {
            for cookie in cookies {
                let mut one = told(cookie);
                one["value"] = json!({"type": "string", "value": cookie.value});
                self.two_way("storage.setCookie", json!({"cookie": one})).await?;
            }
            return Ok(());
        }
        let list = cookies.iter().map(|cookie| {
            let mut one = told(cookie);
            one["value"] = json!(cookie.value);
            one
        });
        self.devtools("Network.setCookies", json!({"cookies": list.collect::<Vec<Value>>()})).await.map(drop)
    }

    /// Closes every window but the first, accepts no dialog (dismisses), and returns the addresses of closed windows.
    pub async fn close_extra_windows(&mut self) -> Result<Vec<String>, TargetError> {
        self.command(self.client.dismiss_alert()).await.ok();
        let outcome = self.command(self.client.windows()).await;
        let windows = self.told(outcome).await?;
        let mut closed = Vec::new();
        for window in windows.iter().skip(1) {
            if self.command(self.client.switch_to_window(window.clone())).await.is_err() {
                continue;
            }
            closed.push(self.url().await.unwrap_or_default());
            self.command(self.client.close_window()).await.ok();
        }
        if let Some(first) = windows.first() {
            let outcome = self.command(self.client.switch_to_window(first.clone())).await;
            self.told(outcome).await?;
        }
        Ok(closed)
    }

    /// Ends the browser.
    pub(super) async fn end(mut self) {
        let ended = tokio::time::timeout(Duration::from_secs(10), self.client.clone().close()).await;
        if matches!(ended, Ok(Ok(()))) {
            self.process = None;
        }
    }

    async fn find(&mut self, selector: &str) -> Result<Element, TargetError> {
        match self.command(self.client.find(Locator::Css(selector))).await {
            Ok(element) => Ok(element),
            Err(Trouble::Command(error)) if error.is_no_such_element() || error.is_invalid_selector() => {
                Err(self.not_found(selector.to_owned()).await)
            }
            Err(trouble) => self.told(Err(trouble)).await,
        }
    }

    async fn not_found(&mut self, what: String) -> TargetError {
        TargetError::NotFound { what, url: self.url().await.unwrap_or_default() }
    }

    /// Every command has an end, also when the driver hangs.
    pub(super) async fn command<T>(&self, work: impl Future<Output = Result<T, CmdError>>) -> Result<T, Trouble> {
        match tokio::time::timeout(COMMAND, work).await {
            Ok(outcome) => outcome.map_err(|error| Trouble::Command(Box::new(error))),
            Err(_) => Err(Trouble::Silent),
        }
    }

    /// The outcome with an error that names the page.
    pub(super) async fn told<T>(&mut self, outcome: Result<T, Trouble>) -> Result<T, TargetError> {
        match outcome {
            Ok(value) => Ok(value),
            Err(Trouble::Command(error)) if !is_lost(&error) => {
                let url = match self.command(self.client.current_url()).await {
                    Ok(url) => url.to_string(),
                    Err(_) => String::new(),
                };
                Err(self.error(Trouble::Command(error), &url))
            }
            Err(trouble) => Err(self.error(trouble, "")),
        }
    }

    fn error(&self, trouble: Trouble, url: &str) -> TargetError {
        match trouble {
            Trouble::Silent => {
                TargetError::BrowserLost(format!("it has not answered for {} seconds; {CURE}", COMMAND.as_secs()))
            }
            Trouble::Command(error) if is_lost(&error) => {
                TargetError::BrowserLost(format!("{}; {CURE}", first_line(&error.to_string())))
            }
            Trouble::Command(error) => TargetError::Page { url: url.into(), reason: first_line(&error.to_string()) },
        }
    }
}

impl Drop for Browser {
    /// A driver that is killed leaves its browsers behind; ours is ended by its process id.
    fn drop(&mut self) {
        if let Some(process) = self.process.take() {
            std::process::Command::new("kill").arg(process.to_string()).status().ok();
        }
    }
}

const CURE: &str = "it may have run out of memory: give the machine more, or use fewer workers, and resume the run";

const SET_VALUE: &str = "const [field, value] = arguments;
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
field.dispatchEvent(new Event('input', { bubbles: true }));
field.dispatchEvent(new Event('change', { bubbles: true }));";

const CHOOSE: &str = "const [select, choice] = arguments;
const options = Array.from(select.options ?? []);
const option = options.find(o => o.value === choice) ?? options.find(o => o.label.trim() === choice.trim());
if (!option) return false;
if (select.multiple) option.selected = true; else select.value = option.value;
option.selected = true;
select.dispatchEvent(new Event('input', { bubbles: true }));
select.dispatchEvent(new Event('change', { bubbles: true }));
return true;";

/// What can go wrong with a command.
#[derive(Debug)]
pub(super) enum Trouble {
    Command(Box<CmdError>),
    Silent,
}

/// Whether the browser or its driver is gone.
fn is_lost(error: &CmdError) -> bool {
    let text = error.to_string();
    let gone = [
        "invalid session id",
        "disconnected",
        "not reachable",
        "tab crashed",
        "unable to connect to renderer",
        "target frame detached",
    ];
    match error {
        CmdError::Failed(_) | CmdError::FailedC(_) | CmdError::Lost(_) => true,
        error if error.is_invalid_session_id() => true,
        _ => gone.iter().any(|sign| text.contains(sign)),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("").trim().to_owned()
}

/// Any endpoint below `/session/{id}/`.
#[derive(Debug)]
struct Endpoint {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Endpoint {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or(""), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        match &self.body {
            Some(body) => (http::Method::POST, Some(body.to_string())),
            None => (http::Method::GET, None),
        }
    }
}
