//! Our own HTTP client: goes through the recording proxy like everybody else.

use url::Url;

use super::TargetError;
use crate::evidence::{Capture, Reached};

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
    /// Its body.
    pub body: Vec<u8>,
    /// Address of the last response.
    pub url: Url,
    /// Every response on the way, the last included.
    pub hops: Vec<Capture>,
}

impl Answer {
    /// The body as text, decoded by its declared or detected character set.
    pub fn text(&self) -> String {
        todo!("target room")
    }
}

/// An HTTP client with a cookie jar, bound to one session.
#[derive(Debug, Clone)]
pub struct HttpClient {}

impl HttpClient {
    /// Sends a request and waits until its answer is recorded.
    pub async fn send(&self, query: Query) -> Result<Answer, TargetError> {
        let _ = query;
        todo!("target room")
    }

    /// Forgets all cookies.
    pub fn clear_cookies(&self) {
        todo!("target room")
    }
}
