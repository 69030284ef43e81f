//! Opens the door: one proxy listener for each engine of each session, so that all traffic is attributed.

use std::net::IpAddr;

use url::Url;

use super::{Browser, HttpClient, Scope, TargetError};
use crate::evidence::{BundleWriter, Engine, Provenance, Reached};

/// What the door needs to know.
#[derive(Debug, Clone)]
pub struct DoorOptions {
    /// Where we may go.
    pub scope: Scope,
    /// Where everything is recorded.
    pub bundle: BundleWriter,
    /// Requests a second, at most.
    pub rate: u32,
    /// A running WebDriver (Selenium Grid or driver); without it, a local `chromedriver` is started.
    pub webdriver: Option<Url>,
    /// Address that the recording proxy binds to; nodes of a grid must be able to reach it.
    pub bind: IpAddr,
    /// Accept certificates that do not verify (self-signed test systems).
    pub accept_invalid_certificates: bool,
    /// Bodies above this many bytes are cut, which is a gap.
    pub body_limit: u64,
    /// Shows the browser's window, for people who watch.
    pub headed: bool,
}

/// The door to the target. Clones share the driver process, the pace and the bundle.
#[derive(Debug, Clone)]
pub struct Door {}

impl Door {
    /// Opens it. The browser is started with the first session that asks for one.
    pub async fn open(options: DoorOptions) -> Result<Door, TargetError> {
        let _ = options;
        todo!("target room")
    }

    /// The scope.
    pub fn scope(&self) -> &Scope {
        todo!("target room")
    }

    /// The bundle.
    pub fn bundle(&self) -> &BundleWriter {
        todo!("target room")
    }

    /// A new session with empty cookies, for a role at a stage.
    pub async fn session(&self, role: &str, stage: &str, engine: Engine) -> Result<Session, TargetError> {
        let _ = (role, stage, engine);
        todo!("target room")
    }

    /// Ends the driver process and the proxies; waits until everything is recorded.
    pub async fn close(self) {
        todo!("target room")
    }
}

/// A role's presence at the target: an HTTP client and, when asked for, a browser, which share cookies and headers.
#[derive(Debug)]
pub struct Session {}

impl Session {
    /// Role name.
    pub fn role(&self) -> &str {
        todo!("target room")
    }

    /// Stage name.
    pub fn stage(&self) -> &str {
        todo!("target room")
    }

    /// The provenance of what is recorded from here, with the given way of reaching it.
    pub fn provenance(&self, engine: Engine, reached: Reached) -> Provenance {
        let _ = (engine, reached);
        todo!("target room")
    }

    /// The HTTP client of this session.
    pub fn http(&self) -> &HttpClient {
        todo!("target room")
    }

    /// A second HTTP client on the same cookies and headers, for concurrent work.
    pub fn http_clone(&self) -> HttpClient {
        todo!("target room")
    }

    /// The browser of this session; started, and given the HTTP client's cookies, at the first call.
    pub async fn browser(&mut self) -> Result<&mut Browser, TargetError> {
        todo!("target room")
    }

    /// Copies the browser's cookies to the HTTP client (after a login in the browser).
    pub async fn adopt_browser_cookies(&mut self) -> Result<(), TargetError> {
        todo!("target room")
    }

    /// Allows (true) or forbids writing methods from now on; sessions start with `false`.
    pub fn set_writing(&self, writing: bool) {
        let _ = writing;
        todo!("target room")
    }

    /// Headers that go with every request of this session to the target (for example an API token).
    pub fn set_headers(&self, headers: Vec<(String, String)>) {
        let _ = headers;
        todo!("target room")
    }

    /// Ends the browser.
    pub async fn close(self) {
        todo!("target room")
    }
}
