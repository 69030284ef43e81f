//! The embedded recruitment system, seen from outside: over HTTP, as an applicant, a reviewer, HR and a stranger.

mod anonymous;
mod forms;
mod leaks;
mod visitor;
