//! Opens the door: one proxy listener for each engine of each session, so that all traffic is attributed.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::num::NonZeroU32;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use url::Url;

use super::authority::Authority;
use super::browser::Start;
use super::driver::Driver;
use super::jar::Jar;
use super::lane::{Lane, Permissions, Who};
use super::upstream::Upstream;
use super::vendor::BrowserOptions;
use super::{Browser, Cookie, HttpClient, Scope, TargetError, proxy};
use crate::evidence::{BundleWriter, Engine, GapKind, Provenance, Reached};

/// What the door needs to know.
#[derive(Debug, Clone)]
pub struct DoorOptions {
    /// Where we may go.
    pub scope: Scope,
    /// Where everything is recorded.
    pub bundle: BundleWriter,
    /// Requests a second, at most.
    pub rate: u32,
    /// The browser.
    pub browser: BrowserOptions,
    /// Accept certificates that do not verify (self-signed test systems).
    pub accept_invalid_certificates: bool,
    /// Bodies above this many bytes are cut, which is a gap.
    pub body_limit: u64,
}

/// The door to the target. Clones share the driver process, the pace and the bundle.
#[derive(Debug, Clone)]
pub struct Door(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: DoorOptions,
    authority: Authority,
    upstream: Upstream,
    pace: Arc<DefaultDirectRateLimiter>,
    driver: tokio::sync::Mutex<Option<Driver>>,
    lanes: Mutex<Vec<Weak<Lane>>>,
}

/// How long the last answers may take to be recorded when a session ends.
const SETTLE: Duration = Duration::from_secs(15);

impl Door {
    /// Opens it. The browser is started with the first session that asks for one.
    pub async fn open(options: DoorOptions) -> Result<Door, TargetError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        // Another part of the process may have chosen already; any choice will do.
        rustls::crypto::CryptoProvider::install_default((*provider).clone()).ok();
        let authority = Authority::make(Arc::clone(&provider))?;
        let upstream = Upstream::make(provider, options.accept_invalid_certificates)?;
        let rate = NonZeroU32::new(options.rate).unwrap_or(NonZeroU32::MIN);
        let pace = Arc::new(RateLimiter::direct(Quota::per_second(rate)));
        Ok(Door(Arc::new(Inner {
            options,
            authority,
            upstream,
            pace,
            driver: Default::default(),
            lanes: Default::default(),
        })))
    }

    /// The scope.
    pub fn scope(&self) -> &Scope {
        &self.0.options.scope
    }

    /// The bundle.
    pub fn bundle(&self) -> &BundleWriter {
        &self.0.options.bundle
    }

    /// A new session with empty cookies, for a role at a stage. `engine` is written into all that is recorded; a session
    /// of `Browser` or `Miner` calls its browser `Browser` and its HTTP client `Miner`.
    pub async fn session(&self, role: &str, stage: &str, engine: Engine) -> Result<Session, TargetError> {
        let permissions = Arc::new(Permissions::default());
        let miner = if engine == Engine::Browser { Engine::Miner } else { engine };
        let (lane, proxy) =
            self.lane(role, stage, miner, Arc::clone(&permissions), IpAddr::from([127, 0, 0, 1])).await?;
        let jar = Jar::default();
        let http = HttpClient::make(Arc::clone(&lane), jar.clone(), proxy, &self.0.authority)?;
        Ok(Session {
            door: self.clone(),
            role: role.into(),
            stage: stage.into(),
            engine,
            permissions,
            jar,
            http,
            lane: Some(lane),
            browser: None,
        })
    }

    async fn lane(
        &self,
        role: &str,
        stage: &str,
        engine: Engine,
        permissions: Arc<Permissions>,
        bind: IpAddr,
    ) -> Result<(Arc<Lane>, SocketAddr), TargetError> {
        let options = &self.0.options;
        let limit = usize::try_from(options.body_limit).unwrap_or(usize::MAX);
        let who = Who { role: role.into(), stage: stage.into(), engine };
        let lane = Arc::new(Lane::new(
            options.scope.clone(),
            options.bundle.clone(),
            Arc::clone(&self.0.pace),
            limit,
            who,
            permissions,
        ));
        let address =
            proxy::start(&lane, SocketAddr::new(bind, 0), self.0.authority.clone(), self.0.upstream.clone()).await?;
        let mut lanes = self.0.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        lanes.retain(|lane| lane.strong_count() > 0);
        lanes.push(Arc::downgrade(&lane));
        Ok((lane, address))
    }

    /// The WebDriver to talk to; starts a local one when none was named, which is handed over where it serves one
    /// browser alone.
    async fn driver(&self) -> Result<(Url, Option<Driver>), TargetError> {
        let options = &self.0.options.browser;
        if let Some(remote) = &options.webdriver {
            return Ok((remote.clone(), None));
        }
        if !options.kind.shares_driver() {
            let own = Driver::start(options.kind).await?;
            return Ok((own.url().clone(), Some(own)));
        }
        let mut driver = self.0.driver.lock().await;
        if driver.as_mut().is_none_or(|driver| !driver.alive()) {
            *driver = Some(Driver::start(options.kind).await?);
        }
        let url = driver.as_ref().map(|driver| driver.url().clone());
        url.map(|url| (url, None)).ok_or_else(|| TargetError::BrowserMissing("no driver".into()))
    }

    /// Ends the driver process and the proxies; waits until everything is recorded.
    pub async fn close(self) {
        let lanes: Vec<Arc<Lane>> =
            self.0.lanes.lock().unwrap_or_else(PoisonError::into_inner).iter().filter_map(Weak::upgrade).collect();
        if let Some(driver) = self.0.driver.lock().await.take() {
            driver.end().await;
        }
        for lane in lanes {
            finish(&lane).await;
        }
    }
}

/// Ends a listener and its sockets. What is still not recorded after a while is a gap.
async fn finish(lane: &Lane) {
    lane.close();
    if !lane.settle(SETTLE).await {
        lane.gap(
            GapKind::Failed,
            "recording".into(),
            "some answers were still under way when the session ended".into(),
        );
    }
    if let Err(error) = lane.check() {
        tracing::error!(%error, "evidence was lost");
        lane.gap(GapKind::Failed, "recording".into(), format!("evidence was lost: {error}"));
    }
}

/// A role's presence at the target: an HTTP client and, when asked for, a browser, which share cookies and headers.
#[derive(Debug)]
pub struct Session {
    door: Door,
    role: String,
    stage: String,
    engine: Engine,
    permissions: Arc<Permissions>,
    jar: Jar,
    http: HttpClient,
    lane: Option<Arc<Lane>>,
    browser: Option<(Browser, Arc<Lane>)>,
}

impl Session {
    /// Role name.
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Stage name.
    pub fn stage(&self) -> &str {
        &self.stage
    }

    /// The provenance of what is recorded from here, with the given way of reaching it.
    pub fn provenance(&self, engine: Engine, reached: Reached) -> Provenance {
        Provenance { role: self.role.clone(), stage: self.stage.clone(), engine, reached }
    }

    /// The HTTP client of this session.
    pub fn http(&self) -> &HttpClient {
        &self.http
    }

    /// A second HTTP client on the same cookies and headers, for concurrent work.
    pub fn http_clone(&self) -> HttpClient {
        self.http.clone()
    }

    /// The browser of this session; started, and given the HTTP client's cookies, at the first call.
    pub async fn browser(&mut self) -> Result<&mut Browser, TargetError> {
        if self.browser.is_none() {
            let (driver, own_driver) = self.door.driver().await?;
            let engine = if self.engine == Engine::Miner { Engine::Browser } else { self.engine };
            let options = &self.door.0.options.browser;
            let (lane, mut proxy) =
                self.door.lane(&self.role, &self.stage, engine, Arc::clone(&self.permissions), options.bind).await?;
            if proxy.ip().is_unspecified() {
                proxy.set_ip(own_address(&driver));
            }
            let start = Start {
                kind: options.kind,
                driver,
                remote: options.webdriver.is_some(),
                own_driver,
                proxy,
                pin: self.door.0.authority.pin(),
                headed: options.headed,
            };
            let mut browser = match Browser::start(start, Arc::clone(&lane)).await {
                Ok(browser) => browser,
                Err(error) => {
                    lane.close();
                    return Err(error);
                }
            };
            browser.give_cookies(&self.jar.list()).await?;
            self.browser = Some((browser, lane));
        }
        self.browser
            .as_mut()
            .map(|(browser, _)| browser)
            .ok_or_else(|| TargetError::BrowserMissing("it did not start".into()))
    }

    /// Ends the browser, when there is one, so that the next call of [`Session::browser`] starts a new one with the
    /// HTTP client's cookies: the way on after [`TargetError::BrowserLost`].
    pub async fn restart_browser(&mut self) {
        if let Some((browser, lane)) = self.browser.take() {
            browser.end().await;
            finish(&lane).await;
        }
    }

    /// Copies the browser's cookies to the HTTP client (after a login in the browser).
    pub async fn adopt_browser_cookies(&mut self) -> Result<(), TargetError> {
        if let Some((browser, _)) = self.browser.as_mut() {
            for cookie in browser.cookies().await? {
                self.jar.put(&cookie);
            }
        }
        Ok(())
    }

    /// Allows (true) or forbids writing methods from now on; sessions start with `false`.
    pub fn set_writing(&self, writing: bool) {
        self.permissions.writing.store(writing, Ordering::SeqCst);
    }

    /// Sends everything inside the scope from now on (true), whatever it is called: only for steps that the scenario names
    /// to end this very session.
    pub fn set_as_told(&self, as_told: bool) {
        self.permissions.as_told.store(as_told, Ordering::SeqCst);
    }

    /// The cookies of this session's HTTP client.
    pub fn cookies(&self) -> Vec<Cookie> {
        self.jar.list()
    }

    /// Puts cookies back, as if the target had not taken them away.
    pub fn put_back(&self, cookies: &[Cookie]) {
        cookies.iter().for_each(|cookie| self.jar.put(cookie));
    }

    /// Headers that go with every request of this session to the target (for example an API token).
    pub fn set_headers(&self, headers: Vec<(String, String)>) {
        *self.permissions.headers.lock().unwrap_or_else(PoisonError::into_inner) = headers;
    }

    /// Ends the browser.
    pub async fn close(mut self) {
        self.restart_browser().await;
        if let Some(lane) = self.lane.take() {
            finish(&lane).await;
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        for lane in self.lane.iter().chain(self.browser.iter().map(|(_, lane)| lane)) {
            lane.close();
        }
    }
}

/// The address by which a machine at `there` reaches this one.
fn own_address(there: &Url) -> IpAddr {
    let host = there.host_str().unwrap_or("127.0.0.1").trim_matches(['[', ']']).to_owned();
    let port = there.port_or_known_default().unwrap_or(80);
    // Connecting a datagram socket sends nothing; it only asks the system for the way.
    let socket = UdpSocket::bind((IpAddr::from([0, 0, 0, 0]), 0))
        .and_then(|socket| socket.connect((host, port)).and_then(|()| socket.local_addr()));
    socket.map_or(IpAddr::from([127, 0, 0, 1]), |address| address.ip())
}
