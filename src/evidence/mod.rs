//! What was seen in a run, byte for byte, in formats that other tools open: the bundle.
//! In: responses, page states, receipts, gaps. Out: WARC, `run.sqlite`, screenshots, a manifest of hashes.
//! Never: judges what it holds, or keeps a secret in the clear.

mod archive;
mod bundle;
mod capture;
mod content;
mod files;
mod gap;
mod index;
mod manifest;
mod reader;
mod receipt;
mod secret;
mod signature;
mod warc;

pub use bundle::{BundleError, BundleWriter};
pub use capture::{Capture, CaptureId, CaptureKind, Engine, NewCapture, Provenance, Reached};
pub use content::IN_MEMORY;
pub use gap::{Gap, GapKind};
pub use reader::Bundle;
pub use receipt::Receipt;
pub use secret::{Secret, Secrets};
