//! Our own HTTP client: goes through the recording proxy like everybody else.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use url::Url;

use super::authority::Authority;
use super::jar::Jar;
use super::lane::Lane;
use super::proxy::TOKEN;
use super::{Judgement, TargetError};
use crate::evidence::{Capture, GapKind, Reached};

/// What is sent as the body of a request.
#[derive(Debug, Clone, Default)]
pub enum Payload {
    /// Nothing.
    #[default]
    None,
    /// `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// `multipart/form-data`: text fields, then files as (field, file name, media type, bytes).
    Multipart(Vec<(String, String)>, Vec<(String, String, String, Vec<u8>)>),
    /// A body with its media type.
    Raw(String, Vec<u8>),
}

/// One request.
#[derive(Debug, Clone)]
pub struct Query {
    /// HTTP method.
    pub method: String,
    /// Address.
    pub url: Url,
    /// Extra headers.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub payload: Payload,
    /// How we came to ask.
    pub reached: Reached,
    /// Whether redirects inside the scope are followed (at most ten).
    pub follow: bool,
}

impl Query {
    /// A GET that follows redirects.
    pub fn get(url: Url, reached: Reached) -> Query {
        Query { method: "GET".into(), url, headers: Vec::new(), payload: Payload::None, reached, follow: true }
    }
}

/// What came back; already in the bundle.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The last response, as recorded.
    pub capture: Capture,
    /// Its body; of a large one, the first [`crate::evidence::IN_MEMORY`] bytes (the bundle has all).
    pub body: Vec<u8>,
    /// Address of the last response.
    pub url: Url,
    /// Every response on the way, the last included.
    pub hops: Vec<Capture>,
}

impl Answer {
    /// The body as text, decoded by its declared or detected character set.
    pub fn text(&self) -> String {
        if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&self.body) {
            return encoding.decode_without_bom_handling(&self.body[mark..]).0.into_owned();
        }
        if let Ok(text) = std::str::from_utf8(&self.body) {
            return text.to_owned();
        }
        let declared = self.capture.header("content-type").and_then(|value| {
            let at = value.to_ascii_lowercase().find("charset=")?;
            let label = value[at + 8..].split(';').next()?.trim().trim_matches('"');
            encoding_rs::Encoding::for_label(label.as_bytes())
        });
        let encoding = declared.unwrap_or_else(|| {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(&self.body, true);
            detector.guess(None, chardetng::Utf8Detection::Allow)
        });
        encoding.decode(&self.body).0.into_owned()
    }
}

/// How long one request may take in all.
const WHOLE: Duration = Duration::from_secs(120);
/// How long the target may pause within a body.
const PAUSE: Duration = Duration::from_secs(30);
/// How long we listen to a stream of events.
const EVENTS: Duration = Duration::from_secs(3);
/// How long a record may take once the body is there.
const RECORD: Duration = Duration::from_secs(60);
/// Redirects that are followed.
const REDIRECTS: usize = 10;

/// An HTTP client with a cookie jar, bound to one session.
#[derive(Debug, Clone)]
pub struct HttpClient {
    lane: Arc<Lane>,
    jar: Jar,
    client: reqwest::Client,
}

impl HttpClient {
    /// A client behind the proxy of `lane`, which listens on `proxy`.
    pub(super) fn make(
        lane: Arc<Lane>,
        jar: Jar,
        proxy: SocketAddr,
        authority: &Authority,
    ) -> Result<Self, TargetError> {
        let failed = |e: reqwest::Error| TargetError::Proxy(format!("the HTTP client could not be set up: {e}"));
        let client = reqwest::Client::builder()
            .proxy(reqwest::Proxy::all(format!("http://{proxy}")).map_err(failed)?)
            .tls_certs_only([reqwest::Certificate::from_der(authority.certificate()).map_err(failed)?])
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .cookie_provider(Arc::new(jar.clone()))
            .user_agent(concat!(
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) klarsyn/",
                env!("CARGO_PKG_VERSION")
            ))
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .timeout(WHOLE)
            .build()
            .map_err(failed)?;
        Ok(HttpClient { lane, jar, client })
    }

    /// Sends a request and waits until its answer is recorded. What the scope forbids is a gap and an error; a redirect
    /// that leads out of the scope, or to a forbidden address, is not followed: the answer is then the redirect itself.
    pub async fn send(&self, query: Query) -> Result<Answer, TargetError> {
        let mut query = query;
        self.judge(&query)?;
        let mut hops = Vec::new();
        loop {
            let (capture, body) = self.once(&query).await?;
            let next = if query.follow && hops.len() < REDIRECTS { next(&query, &capture) } else { None };
            hops.push(capture.clone());
            match next {
                Some(next) if self.judge(&next).is_ok() => query = next,
                _ => return Ok(Answer { capture, body, url: query.url, hops }),
            }
        }
    }

    fn judge(&self, query: &Query) -> Result<(), TargetError> {
        let (kind, reason) = match self.lane.judge(&query.method, &query.url) {
            Judgement::Allowed => return Ok(()),
            Judgement::OutOfScope => (
                GapKind::OutOfScope,
                "it is out of scope; add its origin to the scenario if it belongs to the target".to_owned(),
            ),
            Judgement::Undecided(reason) => (GapKind::Undecided, reason),
            Judgement::Denied(reason) => (GapKind::RefusedForSafety, reason),
        };
        self.lane.gap(kind, format!("{} {}", query.method, query.url), reason.clone());
        Err(TargetError::Refused { url: query.url.to_string(), reason })
    }

    /// One request and its record.
    async fn once(&self, query: &Query) -> Result<(Capture, Vec<u8>), TargetError> {
        let unreachable = |reason: String| TargetError::Unreachable { url: query.url.to_string(), reason };
        let method = reqwest::Method::from_bytes(query.method.as_bytes())
            .map_err(|_| unreachable(format!("`{}` is no method", query.method)))?;
        let (token, recorded) = self.lane.expect(query.reached.clone());
        let mut request = self.client.request(method, query.url.clone());
        for (name, value) in &query.headers {
            let value = HeaderValue::from_bytes(value.as_bytes())
                .map_err(|_| unreachable(format!("`{name}` has a value that is no header")))?;
            request = request.header(name, value);
        }
        request = payload(request, &query.payload).map_err(unreachable)?.header(TOKEN, token.to_string());
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => {
                if self.lane.take(token).is_some() {
                    return Err(unreachable(words(&error)));
                }
                // The proxy has the request, and says itself what came of it: an answer that broke off is still one.
                return match tokio::time::timeout(RECORD, recorded).await {
                    Ok(Ok(outcome)) => outcome,
                    _ => Err(unreachable(words(&error))),
                };
            }
        };
        // The record is made as the body passes the proxy; here it is only drawn through.
        let events =
            response.headers().get("content-type").is_some_and(|v| v.as_bytes().starts_with(b"text/event-stream"));
        let limit = if events { EVENTS } else { PAUSE };
        let end = tokio::time::Instant::now() + limit;
        let mut response = response;
        loop {
            let wait = if events { end } else { tokio::time::Instant::now() + limit };
            match tokio::time::timeout_at(wait, response.chunk()).await {
                Ok(Ok(Some(_))) => {}
                Ok(Ok(None) | Err(_)) | Err(_) => break,
            }
        }
        drop(response);
        let outcome = tokio::time::timeout(RECORD, recorded).await;
        self.lane.take(token);
        outcome
            .map_err(|_| unreachable("the answer was not recorded in time".into()))?
            .map_err(|_| unreachable("the answer was not recorded".into()))?
    }

    /// Forgets all cookies.
    pub fn clear_cookies(&self) {
        self.jar.clear();
    }
}

/// The request that a redirect asks for (RFC 9110, 15.4): 303 makes a GET, and so do 301 and 302 after a POST.
fn next(query: &Query, capture: &Capture) -> Option<Query> {
    if !matches!(capture.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let mut url = query.url.join(capture.header("location")?.trim()).ok()?;
    if url.fragment().is_none() {
        url.set_fragment(query.url.fragment());
    }
    let same_origin = url.origin() == query.url.origin();
    let mut next = Query { url, reached: Reached { from: Some(capture.id), ..query.reached.clone() }, ..query.clone() };
    let reads = query.method == "GET" || query.method == "HEAD";
    if !reads && (capture.status == 303 || matches!(capture.status, 301 | 302) && query.method == "POST") {
        next.method = "GET".into();
        next.payload = Payload::None;
        next.headers.retain(|(name, _)| !name.to_ascii_lowercase().starts_with("content-"));
    }
    if !same_origin {
        next.headers
            .retain(|(name, _)| !["authorization", "cookie"].iter().any(|secret| name.eq_ignore_ascii_case(secret)));
    }
    Some(next)
}

fn payload(request: reqwest::RequestBuilder, payload: &Payload) -> Result<reqwest::RequestBuilder, String> {
    Ok(match payload {
        Payload::None => request,
        Payload::Form(pairs) => request.form(pairs),
        Payload::Raw(media, body) => request.header("content-type", media).body(body.clone()),
        Payload::Multipart(fields, files) => {
            let mut form = reqwest::multipart::Form::new();
            for (name, value) in fields {
                form = form.text(name.clone(), value.clone());
            }
            for (field, file, media, content) in files {
                let part = reqwest::multipart::Part::bytes(content.clone()).file_name(file.clone());
                form =
                    form.part(field.clone(), part.mime_str(media).map_err(|_| format!("`{media}` is no media type"))?);
            }
            request.multipart(form)
        }
    })
}

/// An error with all its causes.
fn words(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
