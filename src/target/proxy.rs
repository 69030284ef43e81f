//! The recording proxy: every request of an engine passes here, is judged, paced, sent on, and recorded with its answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited, combinators::BoxBody};
use hudsucker::hyper_util::client::legacy::connect::HttpConnector;
use hudsucker::{Body, HttpContext, HttpHandler, Proxy, RequestOrResponse};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use url::Url;

use super::authority::Authority;
use super::lane::{Lane, Recorded, Recording, UnderWay};
use super::tee::{Pending, Tee};
use super::upstream::Upstream;
use super::{Judgement, TargetError, refused, socket};
use crate::evidence::{CaptureKind, GapKind, IN_MEMORY, NewCapture, Reached};

/// Header by which our own client says which request this is; never leaves the proxy.
pub(super) const TOKEN: &str = "x-klarsyn-request";
/// Stands behind the host name of every tunnel. The library passes on what it does not understand to the host of the
/// tunnel, unseen and unrecorded; no such host exists (RFC 6761), so that such bytes go nowhere.
const MARK: &str = ".klarsyn.invalid";
/// How long a request body may take to arrive.
const UPLOAD: Duration = Duration::from_secs(60);

/// The host without the mark.
pub(super) fn unmark(host: &str) -> &str {
    host.strip_suffix(MARK).unwrap_or(host)
}

/// Starts a listener for a lane; gives its port. It ends with [`Lane::close`].
pub(super) async fn start(
    lane: &Arc<Lane>,
    bind: SocketAddr,
    authority: Authority,
    upstream: Upstream,
) -> Result<SocketAddr, TargetError> {
    let failed =
        |e: &dyn std::fmt::Display| TargetError::Proxy(format!("the recording proxy cannot listen on {bind}: {e}"));
    let listener = TcpListener::bind(bind).await.map_err(|e| failed(&e))?;
    let address = listener.local_addr().map_err(|e| failed(&e))?;
    let closing = Arc::clone(lane);
    let proxy = Proxy::builder()
        .with_listener(listener)
        .with_ca(authority)
        // Never used: `handle` answers everything by itself.
        .with_http_connector(HttpConnector::new())
        .with_http_handler(Handler { lane: Arc::clone(lane), upstream })
        .with_graceful_shutdown(async move { closing.closed().await })
        .build()
        .map_err(|e| failed(&e))?;
    tokio::spawn(async move {
        if let Err(error) = proxy.start().await {
            tracing::error!(%error, "the recording proxy ended");
        }
    });
    Ok(address)
}

#[derive(Clone)]
struct Handler {
    lane: Arc<Lane>,
    upstream: Upstream,
}

impl HttpHandler for Handler {
    async fn handle_request(&mut self, _: &HttpContext, mut request: Request<Body>) -> RequestOrResponse {
        if request.method() == Method::CONNECT {
            return match mark(request.uri()) {
                Some(uri) => {
                    *request.uri_mut() = uri;
                    request.into()
                }
                None => plain(StatusCode::BAD_REQUEST, "").into(),
            };
        }
        let (lane, upstream) = (Arc::clone(&self.lane), self.upstream.clone());
        // In a task of its own: when the engine hangs up, what it asked for is still recorded.
        let work = tokio::spawn(async move { Box::pin(handle(lane, upstream, request)).await });
        work.await.unwrap_or_else(|_| plain(StatusCode::BAD_GATEWAY, "the recording proxy failed")).into()
    }
}

/// The address of a tunnel with the mark behind its host.
fn mark(uri: &Uri) -> Option<Uri> {
    let authority = uri.authority()?;
    let host = authority.host().trim_matches(['[', ']']).replace(':', "-");
    let port = authority.port_u16().unwrap_or(443);
    // An IPv6 address cannot carry the mark and loses its colons; the Host header inside the tunnel has it whole.
    Uri::builder().authority(format!("{host}{MARK}:{port}")).build().ok()
}

/// The address that was asked for.
fn address<B>(request: &Request<B>) -> Option<Url> {
    let uri = request.uri();
    let authority = uri.authority()?;
    let scheme = uri.scheme_str().unwrap_or("http");
    let host = match authority.host().strip_suffix(MARK) {
        Some(host) => match request.headers().get(header::HOST).and_then(|v| v.to_str().ok()) {
            Some(inner) => inner.to_owned(),
            None => authority.port_u16().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
        },
        None => authority.as_str().to_owned(),
    };
    let path = uri.path_and_query().map_or("/", |p| p.as_str());
    Url::parse(&format!("{scheme}://{host}{path}")).ok()
}

/// One request, from the engine's line to the record.
async fn handle(lane: Arc<Lane>, upstream: Upstream, mut request: Request<Body>) -> Response<Body> {
    let token = request.headers_mut().remove(TOKEN).and_then(|v| v.to_str().ok().and_then(|t| t.parse().ok()));
    let (reached, waiting) = match token.and_then(|token| lane.take(token)) {
        Some((reached, waiting)) => (reached, Some(waiting)),
        None => (lane.reached(), None),
    };
    let Some(url) = address(&request) else { return plain(StatusCode::BAD_REQUEST, "") };
    for name in ["proxy-connection", "proxy-authorization", "proxy-authenticate"] {
        request.headers_mut().remove(name);
    }
    match lane.judge(request.method().as_str(), &url) {
        Judgement::Allowed => {}
        Judgement::OutOfScope => return refused::third_party(&lane, request, &url, reached).await,
        judgement @ (Judgement::Undecided(_) | Judgement::Denied(_)) => {
            let what = format!("{} {url}", request.method());
            let (kind, reason) = match judgement {
                Judgement::Undecided(reason) => (GapKind::Undecided, reason),
                Judgement::Denied(reason) => (GapKind::RefusedForSafety, reason),
                Judgement::Allowed | Judgement::OutOfScope => return plain(StatusCode::FORBIDDEN, ""),
            };
            lane.gap(kind, what, reason.clone());
            if let Some(waiting) = waiting {
                waiting.send(Err(TargetError::Refused { url: url.to_string(), reason: reason.clone() })).ok();
            }
            return plain(StatusCode::FORBIDDEN, &format!("klarsyn did not send this request: {reason}"));
        }
    }
    let under_way = UnderWay::begin(&lane);
    let recording = Recording::begin(&lane);
    lane.pace.until_ready().await;
    prepare(request.headers_mut(), &lane, &url);
    if socket::is_upgrade(request.headers()) {
        return socket::open(lane, upstream, request, &url, reached, recording).await;
    }
    let (parts, body) = request.into_parts();
    let body = match collect(body, lane.body_limit).await {
        Ok(body) => body,
        Err(why) => {
            lane.gap(
                GapKind::BoundHit,
                format!("{} {url}", parts.method),
                format!("its request body was not sent: {why}"),
            );
            return plain(StatusCode::PAYLOAD_TOO_LARGE, &why);
        }
    };
    let asked = Asked { method: parts.method, url, headers: parts.headers, body, reached };
    exchange(lane, &upstream, asked, waiting, under_way, recording).await
}

/// A request that goes to the target.
struct Asked {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Bytes,
    reached: Reached,
}

async fn exchange(
    lane: Arc<Lane>,
    upstream: &Upstream,
    asked: Asked,
    waiting: Option<oneshot::Sender<Recorded>>,
    under_way: UnderWay,
    recording: Recording,
) -> Response<Body> {
    let Asked { method, url, mut headers, body, reached } = asked;
    headers.remove(header::TRANSFER_ENCODING);
    if headers.contains_key(header::CONTENT_LENGTH) || !body.is_empty() {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    }
    let mut request = Request::new(Full::new(body.clone()));
    *request.method_mut() = method.clone();
    let uri = url[..url::Position::AfterQuery].parse::<Uri>();
    let Ok(uri) = uri else { return plain(StatusCode::BAD_REQUEST, "the address is none") };
    *request.uri_mut() = uri;
    *request.headers_mut() = headers.clone();
    let response = match upstream.send(request).await {
        Ok(response) => response,
        Err(reason) => {
            lane.gap(GapKind::Failed, format!("{method} {url}"), reason.clone());
            if let Some(waiting) = waiting {
                waiting.send(Err(TargetError::Unreachable { url: url.to_string(), reason: reason.clone() })).ok();
            }
            return plain(StatusCode::BAD_GATEWAY, &format!("klarsyn could not reach the target: {reason}"));
        }
    };
    let (mut parts, incoming) = response.into_parts();
    let capture = NewCapture {
        kind: CaptureKind::Response,
        method: method.to_string(),
        url: url.to_string(),
        final_url: url.to_string(),
        status: parts.status.as_u16(),
        request_headers: list(&headers),
        request_body: body.to_vec(),
        headers: list(&parts.headers),
        body: Vec::new(),
        large: None,
        truncated: false,
        provenance: lane.provenance(reached),
    };
    let media = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let endless = media.trim_start().to_ascii_lowercase().starts_with("text/event-stream");
    let bodiless = method == Method::HEAD || matches!(parts.status.as_u16(), 100..=199 | 204 | 304);
    let length =
        parts.headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.trim().parse().ok());
    let announced = if bodiless { Some(0) } else { length };
    // Events may come for ever: they do not keep a page from being quiet.
    let under_way = (!endless).then_some(under_way);
    let pending = Pending {
        capture,
        waiting,
        lane,
        under_way,
        recording,
        announced,
        endless,
        came: 0,
        body: tempfile::spooled_tempfile(IN_MEMORY),
        kept: 0,
    };
    parts.headers.remove(header::CONNECTION);
    parts.headers.remove("keep-alive");
    // The browser must come to us also the next time, and over TCP.
    parts.headers.remove(header::ALT_SVC);
    Response::from_parts(parts, Body::from(BoxBody::new(Tee::new(incoming, pending))))
}

/// Makes a request ready for the target: whole and uncompressed bodies, the session's own headers.
fn prepare(headers: &mut HeaderMap, lane: &Lane, url: &Url) {
    for name in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE, header::IF_RANGE, header::TE] {
        headers.remove(name);
    }
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    if !socket::is_upgrade(headers) {
        for name in [header::CONNECTION, header::UPGRADE, HeaderName::from_static("keep-alive")] {
            headers.remove(name);
        }
    }
    if let Ok(host) = HeaderValue::from_str(&url[url::Position::BeforeHost..url::Position::AfterPort]) {
        headers.insert(header::HOST, host);
    }
    let cookies: Vec<_> = headers.get_all(header::COOKIE).iter().map(|v| v.as_bytes().to_vec()).collect();
    if cookies.len() > 1
        && let Ok(joined) = HeaderValue::from_bytes(&cookies.join(&b"; "[..]))
    {
        headers.insert(header::COOKIE, joined);
    }
    let own = lane.permissions.headers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    for (name, value) in own.iter() {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name.as_str()), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
}

/// The body of a request, as a whole.
pub(super) async fn collect(body: Body, limit: usize) -> Result<Bytes, String> {
    match tokio::time::timeout(UPLOAD, Limited::new(body, limit).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("it did not arrive within {} seconds", UPLOAD.as_secs())),
    }
}

/// Headers as pairs of text. Bytes that are no UTF-8 are read as Latin-1, which keeps each of them.
pub(super) fn list(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().map(|b| char::from(*b)).collect(),
    };
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

/// An answer of our own.
pub(super) fn plain(status: StatusCode, text: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(text.to_owned()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
