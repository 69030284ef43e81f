//! One recorded response, request or page state, and how we came to hold it.

use serde::{Deserialize, Serialize};

/// Number of a capture inside its bundle, counted from 1 in the order of recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaptureId(pub u64);

impl std::fmt::Display for CaptureId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What sort of thing was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureKind {
    /// A response that went over the wire; body as sent, after transfer and content encoding were undone.
    Response,
    /// A request that a page of the target tried to make and that the proxy refused, because it went out of scope;
    /// the body is the request's own. It shows what the page would have told a third party.
    Refused,
    /// Frames of a WebSocket, one per line of JSON: `{"from":"server","text":"..."}` or `"base64"`.
    Frames,
    /// The serialised document of a page state after scripts ran: HTML with shadow roots, frames, form values,
    /// and `data-klarsyn-concealed="why"` on elements whose text is there but hidden by style.
    Dom,
    /// Client-side storage of a page state: one JSON object with `cookies`, `local`, `session`, `indexed_db`, `cache`.
    Storage,
    /// The accessibility tree of a page state as JSON.
    Accessibility,
    /// The text of a page state under print media.
    Print,
    /// A file that the page made itself (blob, canvas, data address), never on the wire.
    ClientFile,
    /// A picture of a page state as PNG.
    Screenshot,
}

/// Which of our parts asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// The WebDriver browser.
    Browser,
    /// Our own HTTP client.
    Miner,
    /// Submission of candidates.
    Submission,
    /// An active question.
    Probe,
}

/// How a capture was reached: enough to do it again by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The capture whose content led here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<CaptureId>,
    /// What was done, for example `click button#export` or `link href`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub action: String,
    /// For page states: 16 hexadecimal digits, equal for two states of a cell that show a person the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// For probes: which question was asked (`search`, `sort`, `id_replay`, `tenant` ...).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probe: Option<String>,
    /// What we typed or sent ourselves: a reflection of it is an echo and not a leak.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<String>,
}

/// Who looked, when in the hiring process, and with which engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Role name of the scenario, `anonymous`, or `applicant` during submission.
    pub role: String,
    /// Stage name of the scenario.
    pub stage: String,
    /// Which part of ours asked.
    pub engine: Engine,
    /// How it was reached.
    #[serde(default)]
    pub reached: Reached,
}

/// What is handed to [`super::BundleWriter::record`].
#[derive(Debug)]
pub struct NewCapture {
    /// What sort of thing it is.
    pub kind: CaptureKind,
    /// HTTP method, or `GET` for page states.
    pub method: String,
    /// The address that was asked for.
    pub url: String,
    /// The address in the end (after redirects, for page states; equal to `url` for single responses).
    pub final_url: String,
    /// HTTP status; 0 where there is none.
    pub status: u16,
    /// Request headers in order; secrets and session cookies are blanked by the writer.
    pub request_headers: Vec<(String, String)>,
    /// Request body; blanked where it holds a secret.
    pub request_body: Vec<u8>,
    /// Response headers in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The body where it is too large for memory; `body` is empty then.
    pub large: Option<std::fs::File>,
    /// True where the body was cut (connection aborted, or larger than the limit): the writer records a gap.
    pub truncated: bool,
    /// Who, when, how.
    pub provenance: Provenance,
}

impl NewCapture {
    /// A page-state capture: no headers, status 200.
    pub fn page_state(kind: CaptureKind, url: &str, body: Vec<u8>, provenance: Provenance) -> Self {
        let media = match kind {
            CaptureKind::Dom => "text/html; charset=utf-8",
            CaptureKind::Print => "text/plain; charset=utf-8",
            CaptureKind::Screenshot => "image/png",
            CaptureKind::ClientFile => "application/octet-stream",
            _ => "application/json",
        };
        NewCapture {
            kind,
            method: "GET".into(),
            url: url.into(),
            final_url: url.into(),
            status: 200,
            request_headers: Vec::new(),
            request_body: Vec::new(),
            headers: vec![("content-type".into(), media.into())],
            body,
            large: None,
            truncated: false,
            provenance,
        }
    }
}

/// One recorded thing, as the index of the bundle holds it. The body is fetched with [`super::Bundle::body`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// Number inside the bundle.
    pub id: CaptureId,
    /// What sort of thing it is.
    pub kind: CaptureKind,
    /// HTTP method.
    pub method: String,
    /// The address that was asked for.
    pub url: String,
    /// The address in the end.
    pub final_url: String,
    /// HTTP status; 0 where there is none.
    pub status: u16,
    /// Media type without parameters, lower case; empty where none was declared.
    pub media_type: String,
    /// Request headers, secrets blanked.
    pub request_headers: Vec<(String, String)>,
    /// Request body, secrets blanked.
    pub request_body: Vec<u8>,
    /// Response headers in order.
    pub headers: Vec<(String, String)>,
    /// Lower-case hexadecimal SHA-256 of the body.
    pub sha256: String,
    /// Size of the body in bytes.
    pub size: u64,
    /// True where the body was cut.
    pub truncated: bool,
    /// When it was recorded, RFC 3339 in UTC.
    pub at: String,
    /// Who, when, how.
    pub provenance: Provenance,
}

impl Capture {
    /// The first response header of that name, without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}
