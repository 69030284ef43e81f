//! WebSockets on their way through the proxy: passed on frame by frame, recorded as one capture at their end.

use std::sync::Arc;

use base64::Engine as _;
use futures::{SinkExt as _, StreamExt as _};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Request, Response, StatusCode};
use hudsucker::Body;
use hudsucker::hyper_util::rt::TokioIo;
use hudsucker::tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use hudsucker::tokio_tungstenite::tungstenite::protocol::Role;
use hudsucker::tokio_tungstenite::tungstenite::{Error, Message};
use hudsucker::tokio_tungstenite::{Connector, WebSocketStream, connect_async_tls_with_config};
use serde_json::json;
use url::Url;

use super::lane::{Lane, Recording};
use super::proxy::{list, plain};
use super::upstream::Upstream;
use crate::evidence::{CaptureKind, GapKind, NewCapture, Reached};

/// How long the handshake may take.
const HANDSHAKE: std::time::Duration = std::time::Duration::from_secs(20);

/// Whether a request wants to become a WebSocket.
pub(super) fn is_upgrade(headers: &HeaderMap) -> bool {
    headers.get(header::UPGRADE).is_some_and(|v| v.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// The address with a `ws` scheme.
pub(super) fn as_socket(url: &mut Url) {
    let scheme = if url.scheme() == "https" { "wss" } else { "ws" };
    url.set_scheme(scheme).ok();
}

/// Opens the socket at the target, then at the engine, and passes frames between them.
pub(super) async fn open(
    lane: Arc<Lane>,
    upstream: Upstream,
    mut request: Request<Body>,
    url: &Url,
    reached: Reached,
    recording: Recording,
) -> Response<Body> {
    let mut address = url.clone();
    as_socket(&mut address);
    // Compressed frames would have to be undone here; without the extension there are none.
    request.headers_mut().remove(header::SEC_WEBSOCKET_EXTENSIONS);
    let Some(key) = request.headers().get(header::SEC_WEBSOCKET_KEY).cloned() else {
        return plain(StatusCode::BAD_REQUEST, "");
    };
    let mut asked = Request::new(());
    *asked.headers_mut() = request.headers().clone();
    let Ok(uri) = address.as_str().parse() else { return plain(StatusCode::BAD_REQUEST, "") };
    *asked.uri_mut() = uri;
    let mut capture = NewCapture {
        kind: CaptureKind::Frames,
        method: "GET".into(),
        url: address.to_string(),
        final_url: address.to_string(),
        status: 101,
        request_headers: list(request.headers()),
        request_body: Vec::new(),
        headers: Vec::new(),
        body: Vec::new(),
        large: None,
        truncated: false,
        provenance: lane.provenance(reached),
    };
    let connecting =
        connect_async_tls_with_config(asked, None, true, Some(Connector::Rustls(Arc::clone(&upstream.tls))));
    let (server, answer) = match tokio::time::timeout(HANDSHAKE, connecting).await {
        Ok(Ok(open)) => open,
        Ok(Err(Error::Http(answer))) => {
            let status = answer.status();
            capture.kind = CaptureKind::Response;
            capture.status = status.as_u16();
            capture.headers = list(answer.headers());
            capture.body = answer.into_body().unwrap_or_default();
            write(lane, capture, recording);
            return plain(status, "");
        }
        Ok(Err(error)) => return failed(&lane, &address, &error.to_string()),
        Err(_) => return failed(&lane, &address, "no answer to the handshake"),
    };
    capture.headers = list(answer.headers());
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    for name in [header::SEC_WEBSOCKET_PROTOCOL, header::SET_COOKIE] {
        for value in answer.headers().get_all(&name) {
            headers.append::<HeaderName>(name.clone(), value.clone());
        }
    }
    tokio::spawn(async move {
        match hudsucker::hyper::upgrade::on(&mut request).await {
            Ok(upgraded) => {
                let client = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, None).await;
                pass(&lane, client, server, &mut capture).await;
            }
            Err(error) => {
                lane.gap(GapKind::Failed, capture.url.clone(), format!("the browser did not open its end: {error}"))
            }
        }
        write(lane, capture, recording);
    });
    response
}

fn failed(lane: &Lane, address: &Url, reason: &str) -> Response<Body> {
    lane.gap(GapKind::Failed, address.to_string(), format!("the socket did not open: {reason}"));
    plain(StatusCode::BAD_GATEWAY, reason)
}

fn write(lane: Arc<Lane>, mut capture: NewCapture, recording: Recording) {
    if capture.kind == CaptureKind::Frames {
        capture.headers.push(("content-type".into(), "application/x-ndjson".into()));
    }
    lane.runtime.clone().spawn_blocking(move || {
        lane.record(capture, None);
        drop(recording);
    });
}

/// Passes frames until one end or the session closes.
async fn pass<C, S>(lane: &Lane, client: WebSocketStream<C>, server: WebSocketStream<S>, capture: &mut NewCapture)
where
    C: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let (mut to_client, mut from_client) = client.split();
    let (mut to_server, mut from_server) = server.split();
    let closed = lane.closed();
    tokio::pin!(closed);
    loop {
        let passed = tokio::select! {
            () = &mut closed => break,
            message = from_server.next() => match message {
                Some(Ok(message)) => {
                    keep(capture, "server", &message, lane.body_limit);
                    to_client.send(message).await
                }
                _ => break,
            },
            message = from_client.next() => match message {
                Some(Ok(message)) => {
                    keep(capture, "client", &message, lane.body_limit);
                    to_server.send(message).await
                }
                _ => break,
            },
        };
        if passed.is_err() {
            break;
        }
    }
    to_client.close().await.ok();
    to_server.close().await.ok();
}

/// One line of JSON for each frame.
fn keep(capture: &mut NewCapture, from: &str, message: &Message, limit: usize) {
    let line = match message {
        Message::Text(text) => json!({"from": from, "text": text.as_str()}),
        Message::Binary(bytes) => {
            json!({"from": from, "base64": base64::engine::general_purpose::STANDARD.encode(bytes)})
        }
        _ => return,
    };
    let line = line.to_string();
    if capture.body.len() + line.len() >= limit {
        capture.truncated = true;
        return;
    }
    capture.body.extend_from_slice(line.as_bytes());
    capture.body.push(b'\n');
}
