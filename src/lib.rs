//! Klarsyn answers one question about a recruitment system that claims to be anonymised: *can a reviewer, by any door
//! that is open to them, still learn who an applicant is?* It plants people it invented, looks through every door, and
//! keeps what it saw as evidence.
//!
//! # The story of one run
//!
//! 1. [`candidates`] invents people and writes the answer key: every value that could identify each of them.
//! 2. [`scenario`] is the file in which a trial team describes their system: how to apply, how to log in, who may see what.
//! 3. [`submission`] plays it once per candidate, as an applicant would, and keeps receipts.
//! 4. [`crawl`] is the reviewer's eyes: browser and HTTP, every page, endpoint and file. It records and never judges.
//!    [`probes`] ask the questions that a page does not answer by itself.
//! 5. [`evidence`] is what was seen, byte for byte, hashed, in a standard format that other tools open.
//! 6. [`extraction`] turns bytes of any kind into text segments that know where they came from.
//! 7. [`detection`] meets segments with the answer key and yields matches. Pure, fast, deterministic.
//! 8. [`findings`] turns three hundred matches into one broken template; applies the policy; decides the verdict.
//! 9. [`reports`] renders for people and for machines, and decides nothing.
//!
//! [`target`] is the one door to the outside; [`demo`] is the embedded recruitment system on which all of this is shown
//! and measured; [`pipeline`] strings the story together, and [`cli`] is the only room with a terminal.

#![deny(clippy::unwrap_used)]

pub mod candidates;
pub mod cli;
pub mod crawl;
pub mod demo;
pub mod detection;
pub mod evidence;
pub mod extraction;
pub mod findings;
pub mod pipeline;
pub mod probes;
pub mod reports;
pub mod scenario;
pub mod submission;
pub mod target;
