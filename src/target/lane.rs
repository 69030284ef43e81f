//! One proxy listener of one engine of one session: who asks, why, and what is under way. Everything recorded passes here.

use std::collections::HashMap;
use std::io::{Read as _, Seek as _};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use governor::DefaultDirectRateLimiter;
use tokio::sync::{oneshot, watch};
use url::Url;

use super::{Judgement, Scope, TargetError};
use crate::evidence::{BundleWriter, Capture, Engine, Gap, GapKind, IN_MEMORY, NewCapture, Provenance, Reached};

/// What the HTTP client waits for: the capture of its request, and the body as it came.
pub(super) type Recorded = Result<(Capture, Vec<u8>), TargetError>;

/// What the engines of a session share.
#[derive(Debug, Default)]
pub(super) struct Permissions {
    /// Whether methods that change something may be used.
    pub writing: AtomicBool,
    /// Whether everything inside the scope is sent as it was told: for steps that the scenario names to end a session.
    pub as_told: AtomicBool,
    /// Headers that go with every request to the target.
    pub headers: Mutex<Vec<(String, String)>>,
}

/// What the proxy knows about the engine behind it.
#[derive(Debug)]
pub(super) struct Lane {
    pub scope: Scope,
    pub bundle: BundleWriter,
    pub pace: Arc<DefaultDirectRateLimiter>,
    pub body_limit: usize,
    pub role: String,
    pub stage: String,
    pub engine: Engine,
    pub permissions: Arc<Permissions>,
    pub runtime: tokio::runtime::Handle,
    reached: Mutex<Reached>,
    awaited: Mutex<HashMap<u64, (Reached, oneshot::Sender<Recorded>)>>,
    next_token: AtomicU64,
    under_way: AtomicUsize,
    recording: AtomicUsize,
    last_activity: Mutex<Instant>,
    failure: Mutex<Option<TargetError>>,
    closing: watch::Sender<bool>,
}

/// How a lane is told apart.
#[derive(Debug)]
pub(super) struct Who {
    pub role: String,
    pub stage: String,
    pub engine: Engine,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Lane {
    /// A lane in which nothing has happened yet.
    pub fn new(
        scope: Scope,
        bundle: BundleWriter,
        pace: Arc<DefaultDirectRateLimiter>,
        body_limit: usize,
        who: Who,
        permissions: Arc<Permissions>,
    ) -> Self {
        Lane {
            scope,
            bundle,
            pace,
            body_limit,
            role: who.role,
            stage: who.stage,
            engine: who.engine,
            permissions,
            runtime: tokio::runtime::Handle::current(),
            reached: Mutex::default(),
            awaited: Mutex::default(),
            next_token: AtomicU64::new(1),
            under_way: AtomicUsize::new(0),
            recording: AtomicUsize::new(0),
            last_activity: Mutex::new(Instant::now()),
            failure: Mutex::default(),
            closing: watch::Sender::new(false),
        }
    }

    /// Whether a request may leave.
    pub fn judge(&self, method: &str, url: &Url) -> Judgement {
        let judgement = self.scope.judge(method, url, self.permissions.writing.load(Ordering::SeqCst));
        let told = self.permissions.as_told.load(Ordering::SeqCst);
        if told && judgement != Judgement::OutOfScope { Judgement::Allowed } else { judgement }
    }

    /// Provenance of what is asked for now.
    pub fn provenance(&self, reached: Reached) -> Provenance {
        Provenance { role: self.role.clone(), stage: self.stage.clone(), engine: self.engine, reached }
    }

    /// Says what is about to be done.
    pub fn about_to(&self, reached: Reached) {
        *lock(&self.reached) = reached;
    }

    /// What was said last.
    pub fn reached(&self) -> Reached {
        lock(&self.reached).clone()
    }

    /// Announces a request of our own client; gives its token and the place where its record will arrive.
    pub fn expect(&self, reached: Reached) -> (u64, oneshot::Receiver<Recorded>) {
        let token = self.next_token.fetch_add(1, Ordering::Relaxed);
        let (sender, receiver) = oneshot::channel();
        lock(&self.awaited).insert(token, (reached, sender));
        (token, receiver)
    }

    /// Takes what was announced under a token.
    pub fn take(&self, token: u64) -> Option<(Reached, oneshot::Sender<Recorded>)> {
        lock(&self.awaited).remove(&token)
    }

    /// Records; a failure is kept for the next call that can report it.
    pub fn record(&self, capture: NewCapture, waiting: Option<oneshot::Sender<Recorded>>) {
        let body = if waiting.is_some() { beginning(&capture) } else { Vec::new() };
        let outcome = self.bundle.record(capture);
        match (outcome, waiting) {
            (Ok(capture), Some(waiting)) => drop(waiting.send(Ok((capture, body)))),
            (Ok(_), None) => {}
            (Err(error), Some(waiting)) => drop(waiting.send(Err(error.into()))),
            (Err(error), None) => self.fail(error.into()),
        }
    }

    /// Keeps a failure to write evidence until [`Lane::check`].
    fn fail(&self, error: TargetError) {
        tracing::error!(%error, "evidence was lost");
        lock(&self.failure).get_or_insert(error);
    }

    /// The failure to write evidence, if there was one since the last call.
    pub fn check(&self) -> Result<(), TargetError> {
        lock(&self.failure).take().map_or(Ok(()), Err)
    }

    /// Stores a gap of this role and stage.
    pub fn gap(&self, kind: GapKind, what: String, reason: String) {
        let gap = Gap { kind, what, reason, role: self.role.clone(), stage: self.stage.clone(), capture: None };
        if let Err(error) = self.bundle.gap(gap) {
            self.fail(error.into());
        }
    }

    /// For how long nothing has been under way; `None` while something is.
    pub fn idle(&self) -> Option<Duration> {
        (self.under_way.load(Ordering::SeqCst) == 0).then(|| lock(&self.last_activity).elapsed())
    }

    /// Waits until everything that came is recorded, at most `limit`; says whether it is.
    pub async fn settle(&self, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        while self.recording.load(Ordering::SeqCst) > 0 {
            if Instant::now() > end {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        true
    }

    /// Ends the listener and its sockets.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits for [`Lane::close`].
    pub async fn closed(&self) {
        let mut receiver = self.closing.subscribe();
        receiver.wait_for(|closing| *closing).await.ok();
    }
}

/// The body, or as much of a large one as is held in memory.
fn beginning(capture: &NewCapture) -> Vec<u8> {
    let Some(mut file) = capture.large.as_ref() else { return capture.body.clone() };
    let mut start = Vec::new();
    let read = file.rewind().and_then(|()| file.take(IN_MEMORY as u64).read_to_end(&mut start));
    if let Err(error) = read {
        tracing::warn!(%error, "a large body could not be read back");
    }
    start
}

/// A request whose answer the engine is waiting for.
#[derive(Debug)]
pub(super) struct UnderWay(Arc<Lane>);

impl UnderWay {
    /// Counts one more.
    pub fn begin(lane: &Arc<Lane>) -> Self {
        lane.under_way.fetch_add(1, Ordering::SeqCst);
        *lock(&lane.last_activity) = Instant::now();
        UnderWay(Arc::clone(lane))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        *lock(&self.0.last_activity) = Instant::now();
        self.0.under_way.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Something that will be recorded.
#[derive(Debug)]
pub(super) struct Recording(Arc<Lane>);

impl Recording {
    /// Counts one more.
    pub fn begin(lane: &Arc<Lane>) -> Self {
        lane.recording.fetch_add(1, Ordering::SeqCst);
        Recording(Arc::clone(lane))
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.0.recording.fetch_sub(1, Ordering::SeqCst);
    }
}
