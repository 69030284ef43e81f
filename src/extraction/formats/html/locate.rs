//! Finds text of the parsed document again in its source: the parser keeps no offsets, so a cursor moves forward through
//! the source. What is not found as it stands (entities, repairs) has no span.

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

impl<'a> Locator<'a> {
    /// A cursor at the start.
    pub fn new(source: &'a str, base: Option<u64>) -> Self {
        Locator { source, base, cursor: 0, budget: source.len().saturating_mul(8) + NEAR }
    }

    /// The span of a text node: it begins right after a tag.
    pub fn text(&mut self, text: &str) -> Option<(u64, u64)> {
        let base = self.base?;
        if text.is_empty() {
            return None;
        }
        if self.cursor == 0 && self.source.starts_with(text) {
            self.cursor = text.len();
            return Some((base, base + text.len() as u64));
        }
        let start = self.find('>', text, true)?;
        self.cursor = start + text.len();
        Some((base + start as u64, base + self.cursor as u64))
    }

    /// The span of a comment's text.
    pub fn comment(&mut self, text: &str) -> Option<(u64, u64)> {
        let base = self.base?;
        if text.is_empty() {
            return None;
        }
        let start = self.find('-', text, false)?;
        self.cursor = start + text.len();
        Some((base + start as u64, base + self.cursor as u64))
    }

    /// The span of an attribute's value; does not move the cursor.
    pub fn attribute(&mut self, value: &str) -> Option<(u64, u64)> {
        let base = self.base?;
        if value.is_empty() {
            return None;
        }
        let start = self
            .find('"', value, false)
            .or_else(|| self.find('\'', value, false))
            .or_else(|| self.find('=', value, false))?;
        Some((base + start as u64, base + (start + value.len()) as u64))
    }

    /// Start of `text` where it follows `before`, at or after the cursor.
    fn find(&mut self, before: char, text: &str, far: bool) -> Option<usize> {
        // The sign before a text may be the last one of what was found before.
        let from = super::floor_boundary(self.source, self.cursor.saturating_sub(1));
        let near_end = super::floor_boundary(self.source, from.saturating_add(NEAR + text.len()));
        let mut needle = String::with_capacity(text.len() + 1);
        needle.push(before);
        needle.push_str(text);
        if self.budget < near_end - from {
            return None;
        }
        if let Some(at) = self.source[from..near_end].find(&needle) {
            return Some(from + at + 1);
        }
        self.budget -= near_end - from;
        if !far || self.budget < self.source.len() - from {
            return None;
        }
        let found = self.source[from..].find(&needle).map(|at| from + at + 1);
        if found.is_none() {
            self.budget -= self.source.len() - from;
        }
        found
    }
}
