//! The quick way through a page that needs no repair: such a page has one reading, and it takes no tree to find it.
//! Whatever needs one of the standard's rules for misnested, misplaced or misspelt tags is refused here and goes to the
//! full parser; that both read the same is held by a property test.
//!
//! In: the source. Out: tapes of what opens, stands and closes, in the order of the tree. Never repairs anything.

mod drawing;
mod nesting;
mod optional;
mod references;
mod tokens;

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use super::pieces::{Begin, Piece, Pieces};
use super::tags::Tag;
use crate::extraction::Concealment;

/// An attribute of an element.
#[derive(Debug)]
pub(super) struct Attribute<'s> {
    /// Its name without a prefix, in lower case.
    pub name: &'s str,
    /// What it means.
    pub value: Cow<'s, str>,
    /// Where its value stands in the source.
    pub at: Spot,
}

/// Where a text stands in the source of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// From this byte on, as it is.
    At(usize),
    /// In another spelling.
    Spelled,
    /// The parser did not keep it.
    Unknown,
}

/// One step through the tree.
#[derive(Debug)]
pub(super) enum Event<'s> {
    /// An element begins; it has these of the tape's attributes, may come again, and what is in it may be concealed.
    Open {
        name: &'s str,
        tag: &'static Tag,
        attributes: std::ops::Range<usize>,
        begin: Option<Begin>,
        concealed: Option<Concealment>,
    },
    /// The element that was opened last ends; before this byte where it has an end tag.
    Close(Option<usize>),
    /// An element that came before, and everything in it, from this byte on.
    Known(&'s str, Rc<Piece>, usize),
    /// Text.
    Text(Cow<'s, str>, Spot),
    /// A comment.
    Comment(Cow<'s, str>, Spot),
}

/// Steps through the tree of a page, so many that they stay near.
#[derive(Debug, Default)]
pub(super) struct Tape<'s> {
    /// The steps in order.
    pub events: Vec<Event<'s>>,
    /// The attributes of all elements, those of each by their names.
    pub attributes: Vec<Attribute<'s>>,
    /// Whether the last step before these was text, and not blank.
    after_text: bool,
}

/// Steps after which a tape is handed over; in tests so few that most pages take several.
const STEPS: usize = if cfg!(test) { 7 } else { 1_024 };

impl<'s> Tape<'s> {
    /// Whether the last step was text, and not blank.
    fn ends_in_text(&self) -> bool {
        self.events.last().map_or(self.after_text, |last| matches!(last, Event::Text(text, _) if !nesting::blank(text)))
    }

    fn clear(&mut self) {
        self.after_text = self.ends_in_text();
        self.events.clear();
        self.attributes.clear();
    }
}

/// Reads a page and hands over its steps; `None` where it is not orderly, which may come to light at its end. Takes time in
/// proportion to the source. Without pieces, no element is known.
pub(super) fn read<'s>(
    source: &'s str,
    pieces: Option<&RefCell<Box<Pieces>>>,
    each: &mut dyn FnMut(&Tape<'s>),
) -> Option<()> {
    // What a parser drops or replaces wherever it stands.
    if source.starts_with('\u{feff}') || memchr::memchr(0, source.as_bytes()).is_some() {
        return None;
    }
    let mut nesting = nesting::Nest::default();
    tokens::run(source, &mut nesting, pieces, each)?;
    each(&nesting.finish()?);
    Some(())
}

#[cfg(test)]
mod tests;
