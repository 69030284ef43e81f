//! A look at a page state, and its recording: document, storage, accessibility tree, print text, picture, files.

use base64::Engine as _;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use crate::crawl::desk::Desk;
use crate::evidence::{CaptureId, CaptureKind, GapKind, NewCapture, Provenance};
use crate::target::{Browser, Cookie, Printed, TargetError};

/// What one call into the page brings back.
#[derive(Debug, Deserialize)]
pub(super) struct Look {
    /// Serialised document.
    pub html: String,
    /// True where the document was too large.
    pub cut: bool,
    /// All texts and labels, without clocks.
    pub content: String,
    /// Tags, roles and names in order.
    shape: String,
    /// Text as it stands on the screen.
    text: String,
    /// Address of the page.
    pub url: Url,
    /// Client-side routes that were pushed.
    pub routes: Vec<String>,
    /// Addresses handed to `window.open`.
    pub opened: Vec<String>,
    /// String variables of the page.
    pub strings: Vec<String>,
    /// Requests that the page made.
    pub resources: Vec<String>,
    /// Files made in the page.
    pub files: Vec<ClientFile>,
    /// Files that were not kept.
    pub lost: u32,
    /// Storage, where it was asked for.
    #[serde(default)]
    storage: Option<Value>,
}

/// A file that the page made itself.
#[derive(Debug, Deserialize)]
pub(super) struct ClientFile {
    name: String,
    #[serde(rename = "type")]
    media: String,
    base64: String,
}

impl Look {
    /// Identity of what a person can read here.
    pub(super) fn content_hash(&self) -> u64 {
        hash(&[self.url.as_str(), &self.content])
    }

    /// The same as the evidence keeps it.
    pub(super) fn identity(&self) -> String {
        format!("{:016x}", self.content_hash())
    }

    /// Identity of the state: the shape, without text.
    pub(super) fn shape_hash(&self, template: &str) -> u64 {
        hash(&[template, &self.shape])
    }
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// Looks at the current state.
pub(super) async fn look(browser: &mut Browser, storage: bool, page: &Url) -> Result<Look, TargetError> {
    let value = browser.execute(include_str!("look.js"), vec![json!(storage)]).await?;
    serde_json::from_value(value).map_err(|e| TargetError::NotFound {
        what: format!("a page that can be looked at ({e})"),
        url: page.to_string(),
    })
}

/// Records a state; returns the capture of its document.
///
/// All of it is fetched before any of it is recorded: a run that is killed then has a state whole or not at all, because
/// the one that goes on may not meet just that state again. Where the browser fails, what it gave until then is recorded.
pub(super) async fn record(
    browser: &mut Browser,
    desk: &Desk<'_>,
    look: &Look,
    provenance: Provenance,
    new_shape: bool,
) -> Result<CaptureId, TargetError> {
    let bundle = desk.bundle();
    // A run that goes on explores the page anew that it was killed on: what the evidence has of its states stays as it is.
    let before = desk.state_before(&look.identity());
    let state = |kind, body| NewCapture::page_state(kind, look.url.as_str(), body, provenance.clone());
    let mut parts = Vec::new();
    let fetched = fetch(browser, desk, look, new_shape, |kind| !before.contains_key(&kind), &mut parts).await;
    let dom = match before.get(&CaptureKind::Dom) {
        Some(dom) => *dom,
        None => bundle.record(state(CaptureKind::Dom, look.html.clone().into_bytes()))?.id,
    };
    for file in &look.files {
        bundle.record(client_file(file, look.url.as_str(), &provenance, dom))?;
    }
    for Part { kind, media, body } in parts {
        let mut part = state(kind, body);
        if let Some(media) = media {
            part.headers = vec![("content-type".into(), media.into())];
        }
        if kind == CaptureKind::Screenshot {
            part.provenance.reached.from = Some(dom);
        }
        bundle.record(part)?;
    }
    fetched.map(|()| dom)
}

/// What there is of a state beside its document.
struct Part {
    kind: CaptureKind,
    /// Media type, where the kind does not say it.
    media: Option<&'static str>,
    body: Vec<u8>,
}

/// Fetches what is missing of a state beside its document and its files; what was fetched before an error is in `parts`.
async fn fetch(
    browser: &mut Browser,
    desk: &Desk<'_>,
    look: &Look,
    new_shape: bool,
    missing: impl Fn(CaptureKind) -> bool,
    parts: &mut Vec<Part>,
) -> Result<(), TargetError> {
    let mut add = |kind, media, body| parts.push(Part { kind, media, body });
    if let Some(storage) = look.storage.as_ref().filter(|_| missing(CaptureKind::Storage)) {
        let mut storage = storage.clone();
        for left in storage["left_out"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let reason = format!("what the browser stores for this page was not read in full: {left}");
            desk.frontier().note(GapKind::NotInspected, look.url.to_string(), reason);
        }
        storage["cookies"] = browser.cookies().await?.iter().map(cookie).collect();
        add(CaptureKind::Storage, None, storage.to_string().into_bytes());
    }
    if missing(CaptureKind::Accessibility)
        && let Some(tree) = browser.accessibility().await?
    {
        add(CaptureKind::Accessibility, None, compact(&tree).to_string().into_bytes());
    }
    if new_shape && missing(CaptureKind::Print) {
        match browser.printed().await? {
            Printed::Text(print) if print.trim() == look.text.trim() => {}
            Printed::Text(print) => add(CaptureKind::Print, None, print.into_bytes()),
            Printed::Pdf(pdf) => add(CaptureKind::Print, Some("application/pdf"), pdf),
        }
    }
    if missing(CaptureKind::Screenshot) {
        add(CaptureKind::Screenshot, None, browser.screenshot().await?);
    }
    Ok(())
}

fn client_file(file: &ClientFile, url: &str, provenance: &Provenance, dom: CaptureId) -> NewCapture {
    let body = base64::engine::general_purpose::STANDARD.decode(&file.base64).unwrap_or_default();
    let mut capture = NewCapture::page_state(CaptureKind::ClientFile, url, body, provenance.clone());
    if file.name.starts_with("blob:") {
        capture.url.clone_from(&file.name);
    }
    if !file.media.is_empty() {
        capture.headers = vec![("content-type".into(), file.media.clone())];
    }
    capture.provenance.reached.from = Some(dom);
    capture
}

fn cookie(cookie: &Cookie) -> Value {
    // The session itself is a secret of the reviewer, and no leak; a token with dots (JWT) may say who somebody is.
    let name = cookie.name.to_ascii_lowercase();
    let secret =
        (name.contains("sess") || name.contains("csrf") || name.ends_with("sid")) && !cookie.value.contains('.');
    let value = if secret { "***" } else { cookie.value.as_str() };
    json!({"name": cookie.name, "value": value, "domain": cookie.domain, "path": cookie.path, "http_only": cookie.http_only})
}

/// Keeps of an accessibility tree what is said to a person: role, name, description, value.
fn compact(tree: &Value) -> Value {
    let nodes = tree.get("nodes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let said = |node: &Value, key: &str| {
        let value = node.pointer(&format!("/{key}/value"))?;
        match value {
            Value::String(text) if !text.trim().is_empty() => Some(json!(text)),
            Value::Number(_) => Some(value.clone()),
            _ => None,
        }
    };
    nodes
        .iter()
        .filter(|node| node.get("ignored").and_then(Value::as_bool) != Some(true))
        .filter_map(|node| {
            let mut kept = serde_json::Map::new();
            for key in ["name", "description", "value"] {
                if let Some(value) = said(node, key) {
                    kept.insert(key.into(), value);
                }
            }
            if kept.is_empty() {
                return None;
            }
            kept.insert("role".into(), said(node, "role").unwrap_or_else(|| json!("")));
            Some(Value::Object(kept))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accessibility_tree_keeps_what_is_said_and_drops_what_is_ignored() {
        let tree = json!({"nodes": [
            {"ignored": false, "role": {"value": "button"}, "name": {"value": "Vis"}, "description": {"value": "Ida"}},
            {"ignored": true, "role": {"value": "none"}, "name": {"value": "x"}},
            {"ignored": false, "role": {"value": "generic"}, "name": {"value": ""}},
        ]});
        assert_eq!(compact(&tree), json!([{"name": "Vis", "description": "Ida", "role": "button"}]));
    }

    #[test]
    fn a_session_cookie_is_blanked_and_a_token_that_says_something_is_not() {
        let make = |name: &str, value: &str| Cookie {
            name: name.into(),
            value: value.into(),
            domain: "h".into(),
            path: "/".into(),
            http_only: true,
            secure: false,
        };
        assert_eq!(cookie(&make("sessionid", "abc"))["value"], "***");
        assert_eq!(cookie(&make("session", "eyJ.eyJ.x"))["value"], "eyJ.eyJ.x");
        assert_eq!(cookie(&make("name", "Ida"))["value"], "Ida");
    }
}
