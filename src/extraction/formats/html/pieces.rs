//! Elements that came before as they stand: the menus, forms and rows that every page of a system has. What was read of one is
//! taken as it was read.
//!
//! An element reads alike where its source is the same to the byte and what it stands in decides alike, which is told by its
//! surroundings: the rules of all elements around it, and why they are concealed. Only elements are kept that begin a block of
//! text, end with their own end tag, and hold no document, script or anything else that is read by another reader.

use std::cell::Cell;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::rc::Rc;
use std::sync::LazyLock;

use foldhash::quality::RandomState;
use memchr::memmem::Finder;

use super::tags::Tag;
use crate::extraction::Segments;

/// Bytes of an element that is worth it, and of one that is too large to come again.
const LEAST: usize = 64;
const MOST: usize = 32 * 1024;
/// Bytes that tell an element from others at most.
const BEGIN: usize = 1024;
/// Elements that are sooner taken together with what is around them than each by itself.
const FEW: usize = 4;
/// Bytes that are kept; then everything is forgotten.
const ROOM: usize = 16 * 1024 * 1024;
/// Elements that begin alike: up to the first end tag of their kind, or as far as they are told from others.
const ALIKE: usize = 4;
/// Elements of which is noted that they came once.
const ONCE: usize = 1 << 13;
/// How many elements may be asked about in vain, and how many more for each that came before; beyond, one in so many is asked
/// about. (In tests, all.)
const CREDIT: i32 = 256;
const FOUND: i32 = 8;
const SELDOM: u32 = if cfg!(test) { 1 } else { 16 };

/// An element that came before.
#[derive(Debug)]
pub(super) struct Piece {
    pub source: Box<str>,
    /// What was read, with places in that of the element, which is nameless here; spans count from its begin.
    pub segments: Segments,
}

/// Where an element begins that may come again, and what tells it from others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begin {
    /// The byte of the source.
    pub at: usize,
    key: u64,
}

/// How many elements are kept in another one, and how many bytes these are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kept {
    pub count: usize,
    pub bytes: usize,
}

impl Kept {
    /// Adds others.
    pub fn add(&mut self, others: Kept) {
        self.count += others.count;
        self.bytes += others.bytes;
    }
}

/// What is known of an element that begins.
pub(super) enum Known {
    Piece(Rc<Piece>),
    No(Option<Begin>),
}

/// The elements that came before on this thread.
#[derive(Debug)]
pub(super) struct Pieces {
    /// What came once, by the hash of its source.
    once: Vec<u64>,
    known: HashMap<u64, Vec<Rc<Piece>>, RandomState>,
    bytes: usize,
    credit: i32,
    asked: u32,
    /// What decides how the whole page is read.
    page: u64,
}

thread_local! {
    static PIECES: Cell<Option<Box<Pieces>>> = const { Cell::new(None) };
}

/// Keyed by chance, so that no page can be made to look like another.
static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::default);

/// What stands for something within surroundings.
#[inline]
pub(super) fn within(surroundings: u64, inner: u64) -> u64 {
    (surroundings ^ inner).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

impl Pieces {
    /// Those of this thread, for one page, with what decides how the whole of it is read. A page inside of a page gets none
    /// of them.
    pub fn take(page: impl std::hash::Hash) -> Box<Pieces> {
        let none = || {
            let (once, known) = (vec![0; ONCE], HashMap::default());
            Box::new(Pieces { once, known, bytes: 0, credit: CREDIT, asked: 0, page: 0 })
        };
        let mut pieces = PIECES.take().unwrap_or_else(none);
        pieces.page = KEYS.hash_one(page);
        pieces
    }

    /// Keeps them for the next page.
    pub fn keep(self: Box<Self>) {
        PIECES.set(Some(self));
    }

    /// Whether the element of this kind that begins at a byte of a source came before in the same surroundings.
    pub fn find(&mut self, source: &str, at: usize, tag: &Tag, surroundings: u64) -> Known {
        static END_TAG: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("</"));
        self.asked = self.asked.wrapping_add(1);
        if self.credit <= 0 && !self.asked.is_multiple_of(SELDOM) {
            return Known::No(None);
        }
        let rest = &source.as_bytes()[at..];
        let end_tag = tag.end.as_ref().unwrap_or(&END_TAG);
        let begin = &rest[..rest.len().min(BEGIN)];
        let begin = &begin[..end_tag.find(begin).unwrap_or(begin.len())];
        let key = KEYS.hash_one((self.page, surroundings, begin));
        let alike = self.known.get(&key).and_then(|alike| alike.iter().find(|p| rest.starts_with(p.source.as_bytes())));
        match alike {
            Some(piece) => {
                self.credit = (self.credit + FOUND).min(CREDIT);
                Known::Piece(Rc::clone(piece))
            }
            None => {
                self.credit = (self.credit - 1).max(0);
                Known::No(Some(Begin { at, key }))
            }
        }
    }

    /// Notes an element that ends; keeps it where it came before, and says so. `inside` is what is kept of what is in it, and
    /// `read` gives what was read of it.
    pub fn note(&mut self, begin: Begin, source: &str, inside: Kept, read: impl FnOnce() -> Option<Segments>) -> bool {
        // Around few that are known, there is little to save.
        let little = inside.count < FEW && inside.bytes * 4 > source.len() * 3;
        if !(LEAST..=MOST).contains(&source.len()) || little {
            return false;
        }
        let hash = KEYS.hash_one((begin.key, source));
        let once = &mut self.once[hash as usize % ONCE];
        if *once != hash {
            *once = hash;
            return false;
        }
        let Some(segments) = read() else { return false };
        self.bytes += 2 * source.len() + segments.size();
        if self.bytes > ROOM {
            self.known.clear();
            self.bytes = 0;
        }
        let alike = self.known.entry(begin.key).or_default();
        if alike.len() == ALIKE {
            alike.remove(0);
        }
        alike.push(Rc::new(Piece { source: source.into(), segments }));
        true
    }
}
