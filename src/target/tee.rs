//! A response body on its way through the proxy: passed on as it comes, kept, and recorded at its end.

use std::io::Write as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hudsucker::hyper::body::{Body, Frame, Incoming, SizeHint};
use tempfile::{SpooledData, SpooledTempFile};
use tokio::sync::oneshot;

use super::decode;
use super::lane::{Lane, Recorded, Recording, UnderWay};
use crate::evidence::{GapKind, NewCapture};

/// How long the rest of a body is fetched after the browser lost interest in it.
const DRAIN: Duration = Duration::from_secs(10);

/// What is known of the response so far.
#[derive(Debug)]
pub(super) struct Pending {
    pub capture: NewCapture,
    pub waiting: Option<oneshot::Sender<Recorded>>,
    pub lane: Arc<Lane>,
    pub under_way: Option<UnderWay>,
    pub recording: Recording,
    /// Length that the target announced, on the wire.
    pub announced: Option<u64>,
    /// A stream of events has no end of its own.
    pub endless: bool,
    /// Bytes that came, on the wire.
    pub came: u64,
    /// The body so far: in memory while it is small.
    pub body: SpooledTempFile,
    /// Bytes of it.
    pub kept: usize,
}

impl Pending {
    fn take(&mut self, data: &Bytes) {
        self.came += data.len() as u64;
        let room = self.lane.body_limit.saturating_sub(self.kept);
        let fits = &data[..data.len().min(room)];
        // A disk that is full cuts the body, which is a gap.
        if data.len() > room || self.body.write_all(fits).is_err() {
            self.capture.truncated = true;
        }
        self.kept += fits.len();
    }

    fn whole(&self) -> bool {
        self.announced == Some(self.came)
    }

    /// Decodes and records away from the network's threads.
    fn finish(mut self, broken: bool) {
        self.capture.truncated |= broken;
        let lane = Arc::clone(&self.lane);
        lane.runtime.spawn_blocking(move || {
            let decoded = decode::response(&self.capture.headers, self.body, self.lane.body_limit);
            self.capture.truncated |= !decoded.whole;
            if let Some(problem) = decoded.problem {
                self.lane.gap(GapKind::NotInspected, self.capture.url.clone(), problem);
            }
            match decoded.body.into_inner() {
                SpooledData::InMemory(bytes) => self.capture.body = bytes.into_inner(),
                SpooledData::OnDisk(file) => self.capture.large = Some(file),
            }
            self.lane.record(self.capture, self.waiting.take());
            drop((self.under_way, self.recording));
        });
    }
}

/// The body that the engine reads.
#[derive(Debug)]
pub(super) struct Tee {
    inner: Option<Incoming>,
    pending: Option<Box<Pending>>,
}

impl Tee {
    /// Passes `inner` on; `pending` is recorded when it ends.
    pub fn new(inner: Incoming, pending: Pending) -> Self {
        let mut tee = Tee { inner: Some(inner), pending: Some(Box::new(pending)) };
        if tee.inner.as_ref().is_some_and(Body::is_end_stream) {
            tee.finish(false);
        }
        tee
    }

    fn finish(&mut self, broken: bool) {
        if let Some(pending) = self.pending.take() {
            pending.finish(broken);
        }
    }
}

impl Body for Tee {
    type Data = Bytes;
    type Error = hudsucker::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hudsucker::Error>>> {
        let Some(inner) = self.inner.as_mut() else { return Poll::Ready(None) };
        let polled = std::task::ready!(Pin::new(&mut *inner).poll_frame(cx));
        let ended = inner.is_end_stream();
        match polled {
            Some(Ok(frame)) => {
                if let (Some(data), Some(pending)) = (frame.data_ref(), self.pending.as_mut()) {
                    pending.take(data);
                }
                if ended {
                    self.finish(false);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Some(Err(error)) => {
                self.finish(true);
                Poll::Ready(Some(Err(error.into())))
            }
            None => {
                self.finish(false);
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.as_ref().map_or_else(SizeHint::default, Body::size_hint)
    }
}

impl Drop for Tee {
    /// The engine does not read on. What the target was about to show is fetched all the same: a page that throws away
    /// half of an answer has still been given all of it.
    fn drop(&mut self) {
        let (Some(mut pending), Some(mut inner)) = (self.pending.take(), self.inner.take()) else { return };
        if pending.whole() || pending.endless {
            return pending.finish(false);
        }
        pending.under_way = None;
        let runtime = pending.lane.runtime.clone();
        runtime.spawn(async move {
            let end = tokio::time::Instant::now() + DRAIN;
            let broken = loop {
                match tokio::time::timeout_at(end, inner.frame()).await {
                    Ok(Some(Ok(frame))) => {
                        if let Some(data) = frame.data_ref() {
                            pending.take(data);
                        }
                        if pending.capture.truncated {
                            break true;
                        }
                    }
                    Ok(None) => break false,
                    Ok(Some(Err(_))) | Err(_) => break true,
                }
            };
            pending.finish(broken);
        });
    }
}
