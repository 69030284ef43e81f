//! Turns captured bytes into text segments that remember where they came from.
//! In: a [`Unit`] (a capture's bytes, or a file). Out: [`Segment`]s and the parts that could not be read.
//! Never: opens a socket, decides what a leak is, or panics on hostile bytes.
//!
//! A unit's address and headers are read first (`envelope`), then its bytes: `dispatch` chooses a reader by content from
//! the table in [`formats`](crate::extraction::formats()), and `work` holds the bounds that every reader keeps.

mod charset;
mod dispatch;
mod envelope;
mod formats;
mod letters;
mod places;
mod segment;
mod segments;
mod work;

pub use formats::{Format, formats};
pub(crate) use places::PLACE_LIMIT;
pub use places::{Place, Places};
pub use segment::{Concealment, Extraction, Limits, Part, Segment, Unit, UnitSource};
pub use segments::Segments;

use work::Work;

/// Only the pictures inside a unit, each with its place; no letters are read.
pub fn pictures(unit: &Unit, limits: &Limits) -> Vec<(String, Vec<u8>)> {
    let mut work = Work::new(limits);
    work.read(&envelope::Head::of(unit).input(unit), false);
    work.finish().pictures
}

/// As [`extract`], but letters in pictures are not read: for what needs no more than the text of a document.
pub fn extract_text(unit: &Unit, limits: &Limits) -> Extraction {
    let mut work = Work::new(limits);
    work.read(&envelope::Head::of(unit).input(unit), true);
    work.finish()
}

/// Reads a unit and everything inside it (attachments, archive members, script islands ...), within the limits.
pub fn extract(unit: &Unit, limits: &Limits) -> Extraction {
    let mut work = Work::new(limits);
    envelope::read(unit, &mut work);
    let head = envelope::Head::of(unit);
    let input = head.input(unit);
    work.read(&input, true);
    letters::read(&mut work);
    work.finish()
}
