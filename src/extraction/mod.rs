//! Turns captured bytes into text segments that remember where they came from.
//! In: a [`Unit`] (a capture's bytes, or a file). Out: [`Segment`]s and the parts that could not be read.
//! Never: opens a socket, decides what a leak is, or panics on hostile bytes.

mod segment;

pub use segment::{Concealment, Extraction, Limits, Part, Segment, Unit, UnitSource};

/// Reads a unit and everything inside it (attachments, archive members, script islands ...), within the limits.
pub fn extract(unit: &Unit, limits: &Limits) -> Extraction {
    let _ = (unit, limits);
    todo!("extraction room")
}
