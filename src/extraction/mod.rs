//! Turns captured bytes into text segments that remember where they came from.
//! In: a [`Unit`] (a capture's bytes, or a file). Out: [`Segment`]s and the parts that could not be read.
//! Never: opens a socket, decides what a leak is, or panics on hostile bytes.
//!
//! A unit's address and headers are read first (`envelope`), then its bytes: `dispatch` chooses a reader by content from
//! the table in [`formats`](crate::extraction::formats()), and `work` holds the bounds that every reader keeps.

mod charset;
mod counted;
mod dispatch;
mod envelope;
mod formats;
mod letters;
mod places;
mod segment;
mod segments;
mod work;

pub(crate) use counted::counted;
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

/// What a body holds, for the next unit that has it as well.
#[derive(Debug)]
pub struct Body {
    head: envelope::Head,
    inside: Extraction,
}

/// As [`extract`], for one of several units whose bodies are the same bytes, as a target sends them again for each role and at each
/// stage. What the body holds is kept in `body`, and read again only where the source or what the headers say of it differ.
pub fn extract_again(unit: &Unit, limits: &Limits, body: &mut Option<Body>) -> Extraction {
    let head = envelope::Head::of(unit);
    let known = body.take().filter(|body| body.head == head);
    let Body { inside, .. } = body.insert(known.unwrap_or_else(|| {
        let mut work = Work::new(limits);
        work.read(&head.input(unit), true);
        letters::read(&mut work);
        Body { inside: work.finish(), head }
    }));
    let mut work = Work::new(limits);
    envelope::read(unit, &mut work);
    if work.out.segments.len() + inside.segments.len() > limits.segments {
        return extract(unit, limits);
    }
    let mut out = work.finish();
    out.segments.append(&inside.segments);
    out.gaps.extend_from_slice(&inside.gaps);
    out.pictures.extend_from_slice(&inside.pictures);
    out.formats.extend_from_slice(&inside.formats);
    out.remarks.extend_from_slice(&inside.remarks);
    out
}
