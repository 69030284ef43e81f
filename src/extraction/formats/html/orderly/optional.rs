//! What the standard lets a page leave out at an element's end (WHATWG HTML, 13.1.2.4): paragraphs, items, options, rows
//! and cells end by themselves where their like begins or what they stand in ends.

use super::super::tags::{self, Nesting};
use super::nesting::{Nest, Open};

impl Open<'_> {
    /// Whether it ends where what it stands in ends, or its like begins.
    fn ends_by_itself(&self) -> bool {
        !self.foreign && (matches!(self.nesting, Nesting::Item | Nesting::Choice | Nesting::Ruby) || self.name == "p")
    }
}

impl Nest<'_> {
    /// Ends what ends by itself where this element begins: a paragraph, an item, a cell.
    pub(super) fn end_what_ends_by_itself(&mut self, nesting: Nesting, name: &str) -> Option<()> {
        match nesting {
            Nesting::Item => {
                if let Some(depth) = self.item_that_ends(name) {
                    if !self.stack[depth + 1..].iter().all(Open::ends_by_itself) {
                        return None;
                    }
                    self.close_down_to(depth);
                }
            }
            Nesting::Choice => {
                if self.top()?.name == "option" {
                    self.close();
                }
                if name == "optgroup" && self.top()?.name == "optgroup" && self.selects > 0 {
                    self.close();
                }
            }
            Nesting::Cell => self.end_table_parts(1),
            Nesting::Row => self.end_table_parts(2),
            Nesting::Section => self.end_table_parts(3),
            _ => {}
        }
        let ends_a_paragraph = match nesting {
            Nesting::Block | Nesting::Preformatted | Nesting::Form | Nesting::Heading | Nesting::Item => true,
            Nesting::Ruler => true,
            Nesting::Table => self.standard,
            _ => false,
        };
        if ends_a_paragraph && self.top()?.name == "p" && !self.top()?.foreign {
            self.close();
        }
        Some(())
    }

    /// Ends a cell, its row and its section, as many of these as `parts` says, where nothing but items and paragraphs is
    /// open in them.
    fn end_table_parts(&mut self, parts: usize) {
        let order = [Nesting::Cell, Nesting::Row, Nesting::Section];
        let above = self.stack.iter().rev().take_while(|open| open.ends_by_itself()).count();
        let mut depth = self.stack.len() - above;
        let mut ended = false;
        for part in order.iter().take(parts) {
            if depth > 0 && self.stack[depth - 1].nesting == *part && !self.stack[depth - 1].foreign {
                depth -= 1;
                ended = true;
            }
        }
        if ended {
            self.close_down_to(depth);
        }
    }

    fn close_down_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            self.close();
        }
    }

    /// The place in the stack of the item that this one ends, as the second `li` of a list ends the first.
    fn item_that_ends(&self, name: &str) -> Option<usize> {
        for (depth, open) in self.stack.iter().enumerate().rev().filter(|(_, open)| !open.foreign) {
            let same = if name == "li" { open.name == "li" } else { matches!(open.name, "dd" | "dt") };
            if same {
                return Some(depth);
            }
            // What the standard calls special, as far as every list of it agrees: there the search ends.
            let ends_the_search = match open.nesting {
                Nesting::Block => !matches!(open.name, "address" | "div" | "p" | "dialog" | "search"),
                Nesting::Item | Nesting::Form | Nesting::Cell | Nesting::Caption | Nesting::Frame => true,
                _ => false,
            };
            if ends_the_search {
                return None;
            }
        }
        None
    }

    /// Ends what ends by itself where this element ends.
    pub(super) fn end_what_ends_with(&mut self, name: &str) {
        let nesting = tags::of(name).nesting;
        let ends = |open: &Open<'_>| match nesting {
            Nesting::Block | Nesting::Preformatted | Nesting::Form | Nesting::Heading | Nesting::Item => {
                open.ends_by_itself()
            }
            Nesting::Single if matches!(name, "select" | "button") => open.ends_by_itself(),
            Nesting::Choice if name == "optgroup" => open.name == "option",
            Nesting::Plain if name == "ruby" => open.nesting == Nesting::Ruby,
            Nesting::Cell | Nesting::Caption => open.ends_by_itself(),
            _ => false,
        };
        while self.top().is_some_and(|top| !top.foreign && top.name != name && ends(top)) {
            self.close();
        }
        match nesting {
            Nesting::Row => self.end_table_parts(1),
            Nesting::Section => self.end_table_parts(2),
            Nesting::Table => self.end_table_parts(3),
            _ => {}
        }
    }
}
