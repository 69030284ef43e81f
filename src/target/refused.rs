//! Requests that go out of scope: never sent, but kept, because they show what a page tells third parties.

use std::sync::Arc;

use http::header::{self, HeaderMap, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use hudsucker::Body;
use url::Url;

use super::lane::{Lane, Recording};
use super::{proxy, socket};
use crate::evidence::{CaptureKind, NewCapture, Reached};

/// Hosts that Chromium calls by itself: updates, safe browsing, accounts, hints.
const OWN: &[&str] = &["googleapis.com", "google.com", "gvt1.com", "gvt2.com", "gstatic.com", "chromium.org"];
/// A beacon larger than this is kept up to here.
const KEPT: usize = 8 << 20;

/// Answers a request for a third party. It is kept unless the browser made it for itself.
pub(super) async fn third_party(
    lane: &Arc<Lane>,
    request: Request<Body>,
    url: &Url,
    reached: Reached,
) -> Response<Body> {
    if is_browsers_own(request.headers(), url) {
        return proxy::plain(StatusCode::FORBIDDEN, "");
    }
    let origin = request.headers().get(header::ORIGIN).cloned();
    let asked = request.headers().get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    let method = request.headers().get(header::ACCESS_CONTROL_REQUEST_METHOD).cloned();
    // Leave is given to what a page asks leave for, or the request itself, with what it carries, would never be made.
    if request.method() == Method::OPTIONS && method.is_some() {
        let mut response = leave(origin);
        for (name, value) in
            [(header::ACCESS_CONTROL_ALLOW_HEADERS, asked), (header::ACCESS_CONTROL_ALLOW_METHODS, method)]
        {
            if let Some(value) = value {
                response.headers_mut().insert(name, value);
            }
        }
        return response;
    }
    let recording = Recording::begin(lane);
    let mut url = url.clone();
    if socket::is_upgrade(request.headers()) {
        socket::as_socket(&mut url);
    }
    let (parts, body) = request.into_parts();
    let (body, truncated) = match proxy::collect(body, KEPT).await {
        Ok(body) => (body.to_vec(), false),
        Err(_) => (Vec::new(), true),
    };
    let request_headers = proxy::list(&parts.headers);
    let media = request_headers.iter().find(|(name, _)| name == "content-type").cloned();
    let capture = NewCapture {
        kind: CaptureKind::Refused,
        method: parts.method.to_string(),
        url: url.to_string(),
        final_url: url.to_string(),
        status: 0,
        request_headers,
        request_body: body.clone(),
        headers: media.into_iter().collect(),
        body,
        large: None,
        truncated,
        provenance: lane.provenance(reached),
    };
    let writer = Arc::clone(lane);
    lane.runtime.spawn_blocking(move || {
        writer.record(capture, None);
        drop(recording);
    });
    leave(origin)
}

/// An empty answer that a page of any origin may read.
fn leave(origin: Option<HeaderValue>) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.unwrap_or(HeaderValue::from_static("*")));
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    response
}

/// Whether the browser asks for its own sake. Where it says so (`Sec-Fetch-Site: none`: no page stands behind the
/// request), that counts; over plain HTTP it does not say, and then only calls to its maker count as its own.
fn is_browsers_own(headers: &HeaderMap, url: &Url) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "none";
    }
    let host = url.host_str().unwrap_or("");
    let makers = OWN.iter().any(|own| host == *own || host.strip_suffix(own).is_some_and(|rest| rest.ends_with('.')));
    makers && !headers.contains_key(header::REFERER) && !headers.contains_key(header::ORIGIN)
}
