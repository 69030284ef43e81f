//! The one door to the outside: scope, pacing, sessions, HTTP client, browser, recording proxy.
//! In: where we may go and who we are. Out: answers, with every byte already recorded in the bundle.
//! Never: lets a request leave that the scope does not allow, or forgets what came back.

mod authority;
mod bidi;
mod browser;
mod decode;
mod door;
mod driver;
mod hands;
mod http;
mod jar;
mod lane;
mod proxy;
mod refused;
mod scope;
mod socket;
mod tee;
mod upstream;
mod vendor;
mod words;

pub use browser::{Browser, Cookie, Printed};
pub use door::{Door, DoorOptions, Session};
pub use hands::Press;
pub use http::{Answer, HttpClient, Payload, Query};
pub use scope::{DenyRule, Judgement, Scope};
pub use vendor::{BrowserKind, BrowserOptions};

/// Words of the evidence room that go through this door, for rooms that know only the door.
pub use crate::evidence::{CaptureId, Reached, Secret};

/// Why something outside could not be reached or used.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// The scope does not allow it.
    #[error("could not go to {url}: {reason}")]
    Refused {
        /// The address.
        url: String,
        /// Which rule.
        reason: String,
    },
    /// The target does not answer.
    #[error("could not reach {url}: {reason}")]
    Unreachable {
        /// The address.
        url: String,
        /// What the network said.
        reason: String,
    },
    /// Our own proxy or client could not be set up.
    #[error("could not set up the recording: {0}")]
    Proxy(String),
    /// The page does not allow what was asked of it: a covered element, a script that throws, a dialog.
    #[error("could not use the page {url}: {reason}")]
    Page {
        /// The page.
        url: String,
        /// What the browser said.
        reason: String,
    },
    /// No browser, or no driver.
    #[error("could not start the browser: {0}")]
    BrowserMissing(String),
    /// The browser died or does not answer.
    #[error("could not use the browser: {0}")]
    BrowserLost(String),
    /// An element or form is not there.
    #[error("could not find {what} on {url}")]
    NotFound {
        /// Selector or name.
        what: String,
        /// The page.
        url: String,
    },
    /// The bundle could not be written.
    #[error(transparent)]
    Evidence(#[from] crate::evidence::BundleError),
}
