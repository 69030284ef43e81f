//! A browser over WebDriver, behind the recording proxy.

use std::time::Duration;

use serde_json::Value;

use super::TargetError;
use crate::evidence::Reached;

/// A cookie as the browser holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
    /// Domain.
    pub domain: String,
    /// Path.
    pub path: String,
    /// Not readable by scripts.
    pub http_only: bool,
    /// Only over TLS.
    pub secure: bool,
}

/// One browser window set of one session.
#[derive(Debug)]
pub struct Browser {}

impl Browser {
    /// Says what we are about to do; traffic recorded from now on carries it.
    pub fn about_to(&self, reached: Reached) {
        let _ = reached;
        todo!("target room")
    }

    /// Goes to an address and waits until the page is quiet.
    pub async fn goto(&mut self, url: &str) -> Result<(), TargetError> {
        let _ = url;
        todo!("target room")
    }

    /// Waits until no request is under way and the DOM has been still for a moment, at most `limit`.
    pub async fn quiet(&mut self, limit: Duration) -> Result<(), TargetError> {
        let _ = limit;
        todo!("target room")
    }

    /// The address of the current page.
    pub async fn url(&mut self) -> Result<String, TargetError> {
        todo!("target room")
    }

    /// Runs a script as a function body with `arguments`; promises are awaited.
    pub async fn execute(&mut self, script: &str, arguments: Vec<Value>) -> Result<Value, TargetError> {
        let _ = (script, arguments);
        todo!("target room")
    }

    /// A DevTools command (`goog/cdp/execute`).
    pub async fn devtools(&mut self, command: &str, parameters: Value) -> Result<Value, TargetError> {
        let _ = (command, parameters);
        todo!("target room")
    }

    /// Clicks the element of a CSS selector, scrolled into view, as a person would.
    pub async fn click(&mut self, selector: &str) -> Result<(), TargetError> {
        let _ = selector;
        todo!("target room")
    }

    /// Replaces the content of a text field.
    pub async fn fill(&mut self, selector: &str, value: &str) -> Result<(), TargetError> {
        let _ = (selector, value);
        todo!("target room")
    }

    /// Chooses the option of a `<select>` by value or label.
    pub async fn select(&mut self, selector: &str, choice: &str) -> Result<(), TargetError> {
        let _ = (selector, choice);
        todo!("target room")
    }

    /// Puts a file of this machine into a file field.
    pub async fn upload(&mut self, selector: &str, file: &std::path::Path) -> Result<(), TargetError> {
        let _ = (selector, file);
        todo!("target room")
    }

    /// A picture of the page as PNG.
    pub async fn screenshot(&mut self) -> Result<Vec<u8>, TargetError> {
        todo!("target room")
    }

    /// All cookies.
    pub async fn cookies(&mut self) -> Result<Vec<Cookie>, TargetError> {
        todo!("target room")
    }

    /// Closes every window but the first, accepts no dialog (dismisses), and returns the addresses of closed windows.
    pub async fn close_extra_windows(&mut self) -> Result<Vec<String>, TargetError> {
        todo!("target room")
    }

    /// The underlying WebDriver client, for gestures.
    pub fn driver(&self) -> &fantoccini::Client {
        todo!("target room")
    }
}
