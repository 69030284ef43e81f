//! What was seen in a run, byte for byte, in formats that other tools open: the bundle.
//! In: responses, page states, receipts, gaps. Out: WARC, `run.sqlite`, screenshots, a manifest of hashes.
//! Never: judges what it holds, or keeps a secret in the clear.

mod bundle;
mod capture;
mod gap;
mod receipt;
mod secret;

pub use bundle::{Bundle, BundleError, BundleWriter};
pub use capture::{Capture, CaptureId, CaptureKind, Engine, NewCapture, Provenance, Reached};
pub use gap::{Gap, GapKind};
pub use receipt::Receipt;
pub use secret::{Secret, Secrets};
