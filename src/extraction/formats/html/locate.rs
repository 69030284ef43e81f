//! Finds text of the parsed document again in its source: the full parser keeps no offsets, so a cursor moves forward
//! through the source. What is not found as it stands (entities, repairs) has no span.

use memchr::memmem;

use super::orderly::Spot;

/// A cursor over the source of a document.
pub(super) struct Locator<'a> {
    source: &'a str,
    /// Offset of the source in the unit's bytes; `None` where the source was decoded or computed.
    base: Option<u64>,
    cursor: usize,
    /// Bytes that may still be searched in vain: keeps the whole search linear.
    budget: usize,
}

/// How far ahead of the cursor a text is looked for first.
const NEAR: usize = 16 * 1024;
/// How far most texts are ahead: there every sign is tried, which is sooner done than preparing a search.
const NEXT: usize = 512;

impl<'a> Locator<'a> {
    /// A cursor at the start.
    pub fn new(source: &'a str, base: Option<u64>) -> Self {
        Locator { source, base, cursor: 0, budget: source.len().saturating_mul(8) + NEAR }
    }

    /// Where a byte of the source stands in the unit's bytes; where that is not known, its place in the source.
    pub fn offset(&self, at: usize) -> u64 {
        self.base.unwrap_or(0) + at as u64
    }

    /// The source from a byte to another one.
    pub fn source(&self, from: usize, to: usize) -> &'a str {
        &self.source[from..to]
    }

    /// The span of a text node: it begins right after a tag.
    pub fn text(&mut self, text: &str, spot: Spot) -> Option<(u64, u64)> {
        let base = self.base?;
        if spot != Spot::Unknown {
            return known(base, text, spot);
        }
        if text.is_empty() {
            return None;
        }
        if self.cursor == 0 && self.source.starts_with(text) {
            self.cursor = text.len();
            return Some((base, base + text.len() as u64));
        }
        let start = self.find(b">", text, true)?;
        self.cursor = start + text.len();
        Some((base + start as u64, base + self.cursor as u64))
    }

    /// The span of a comment's text.
    pub fn comment(&mut self, text: &str, spot: Spot) -> Option<(u64, u64)> {
        let base = self.base?;
        if spot != Spot::Unknown {
            return known(base, text, spot);
        }
        if text.is_empty() {
            return None;
        }
        let start = self.find(b"-", text, false)?;
        self.cursor = start + text.len();
        Some((base + start as u64, base + self.cursor as u64))
    }

    /// The span of an attribute's value; does not move the cursor.
    pub fn attribute(&mut self, value: &str, spot: Spot) -> Option<(u64, u64)> {
        let base = self.base?;
        if spot != Spot::Unknown {
            return known(base, value, spot);
        }
        if value.is_empty() {
            return None;
        }
        let start = self.find(b"\"'=", value, false)?;
        Some((base + start as u64, base + (start + value.len()) as u64))
    }

    /// Start of `text` where it follows one of `before`, at or after the cursor.
    fn find(&mut self, before: &[u8], text: &str, far: bool) -> Option<usize> {
        let source = self.source.as_bytes();
        let near_end = self.cursor.saturating_add(NEAR + text.len()).min(source.len());
        if self.budget < near_end - self.cursor {
            return None;
        }
        // The sign before a text may be the last one of what was found before.
        let from = self.cursor.saturating_sub(1);
        let next = &source[from..(self.cursor + NEXT).min(source.len())];
        let signs = next.iter().enumerate().filter(|(_, byte)| before.contains(byte)).map(|(n, _)| from + n + 1);
        if let Some(at) = signs.into_iter().find(|at| source[*at..].starts_with(text.as_bytes())) {
            return Some(at);
        }
        let after = |from: usize, end: usize| {
            let places = memmem::find_iter(&source[from..end], text.as_bytes()).map(|at| from + at);
            places.into_iter().find(|at| at.checked_sub(1).is_some_and(|sign| before.contains(&source[sign])))
        };
        if let Some(at) = after(self.cursor, near_end) {
            return Some(at);
        }
        self.budget -= near_end - self.cursor;
        if !far || self.budget < source.len() - self.cursor {
            return None;
        }
        let found = after(self.cursor, source.len());
        if found.is_none() {
            self.budget -= source.len() - self.cursor;
        }
        found
    }
}

/// The span of a text whose place is known; none where the source spells it in another way.
fn known(base: u64, text: &str, spot: Spot) -> Option<(u64, u64)> {
    match spot {
        Spot::At(at) if !text.is_empty() => Some((base + at as u64, base + (at + text.len()) as u64)),
        _ => None,
    }
}
