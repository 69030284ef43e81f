//! What may stand in what without a rule that repairs (WHATWG HTML, 13.2.6). What the standard lets a page leave out is
//! put in: the tags of the frame, the `tbody` of a table, the ends of paragraphs, items, options and cells, where nothing
//! else is open in them.

use std::borrow::Cow;
use std::rc::Rc;

use super::super::attributes::Marks;
use super::super::concealment;
use super::super::pieces::{self, Begin, Piece};
use super::super::tags::{self, Nesting, Tag};
use super::{Event, Spot, Tape};
use crate::extraction::Concealment;

/// Longer paths of places may be cut, so that what lies in them reads otherwise than elsewhere.
const PATH: usize = 600;
/// Bytes of a name in a place at most, and what its number and what parts it from others take.
const NAME: usize = 64;
const NUMBER: usize = 16;

/// Deeper nesting is refused, so that looking up the stack stays cheap.
const DEPTH: usize = 512;

/// What stands between the tags of an element.
pub(super) enum Content {
    /// Elements and text.
    Elements,
    /// Text with references.
    Text,
    /// Text as it stands.
    Raw,
}

/// How far the page has come.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    #[default]
    Start,
    AfterDoctype,
    Html,
    Head,
    AfterHead,
    Body,
    AfterBody,
    AfterHtml,
}

#[derive(Debug)]
pub(super) struct Open<'s> {
    pub name: &'s str,
    pub nesting: Nesting,
    /// Within a drawing, where the rules of HTML do not hold.
    pub foreign: bool,
    /// Not in the source.
    implied: bool,
    /// Why what is in it is concealed.
    concealed: Option<Concealment>,
    /// What stands for it and all that it lies in, as far as these decide how something in it is read.
    surroundings: u64,
    /// More than the path of its place takes.
    path: usize,
}

/// The elements that are open, and the tape.
#[derive(Debug, Default)]
pub(super) struct Nest<'s> {
    pub tape: Tape<'s>,
    stage: Stage,
    /// Whether the page has a doctype: without one a table does not end a paragraph.
    pub(super) standard: bool,
    pub(super) stack: Vec<Open<'s>>,
    /// Paragraphs that are open.
    paragraphs: usize,
    /// Selections that are open.
    pub(super) selects: usize,
    /// Comments after the body's end, and after the page's.
    late: [Vec<(Cow<'s, str>, Spot)>; 2],
    /// Whether blanks follow the body's end: they belong to the body.
    late_blanks: bool,
    swallow: bool,
}

const BLANKS: [u8; 5] = *b"\t\n\r\x0c ";

impl<'s> Nest<'s> {
    /// Whether the tag that was read last swallows a line break after it; asked once for each tag.
    pub fn swallows_a_line_break(&mut self) -> bool {
        std::mem::take(&mut self.swallow)
    }

    /// Takes a doctype.
    pub fn doctype(&mut self) -> Option<()> {
        self.standard = true;
        (self.stage == Stage::Start).then(|| self.stage = Stage::AfterDoctype)
    }

    /// Takes text.
    pub fn text(&mut self, text: Cow<'s, str>, spot: Spot) -> Option<()> {
        match self.stage {
            // Blanks are dropped here, and anything else begins a body.
            Stage::Start | Stage::AfterDoctype | Stage::Html => return blank(&text).then_some(()),
            Stage::Head if self.top()?.nesting == Nesting::Frame && !blank(&text) => return None,
            Stage::AfterHead if !blank(&text) => return None,
            Stage::AfterBody | Stage::AfterHtml => {
                self.late_blanks = true;
                return (blank(&text) && !self.tape.ends_in_text()).then_some(());
            }
            _ => {}
        }
        let top = self.top()?;
        let moved = match top.nesting {
            Nesting::Table | Nesting::Section | Nesting::Row | Nesting::Columns => !top.foreign && !blank(&text),
            Nesting::NoScript => self.stage == Stage::Head && !blank(&text),
            _ => false,
        };
        if moved {
            return None;
        }
        self.tape.events.push(Event::Text(text, spot));
        Some(())
    }

    /// Takes a comment.
    pub fn comment(&mut self, text: Cow<'s, str>, spot: Spot) -> Option<()> {
        self.swallow = false;
        match self.stage {
            Stage::AfterBody => self.late[0].push((text, spot)),
            Stage::AfterHtml => self.late[1].push((text, spot)),
            _ => self.tape.events.push(Event::Comment(text, spot)),
        }
        Some(())
    }

    pub(super) fn top(&self) -> Option<&Open<'s>> {
        self.stack.last()
    }

    /// Takes a start tag whose attributes are those of the tape from `first` on.
    pub fn start(
        &mut self,
        name: &'s str,
        tag: &'static Tag,
        first: usize,
        closed: bool,
        begin: Option<Begin>,
    ) -> Option<Content> {
        self.swallow = false;
        if self.stack.len() >= DEPTH {
            return None;
        }
        if self.top().is_some_and(|top| top.foreign) {
            return self.start_foreign(name, tag, first, closed);
        }
        if name.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        if tag.nesting == Nesting::Drawing {
            self.order_drawn(first)?
        } else {
            self.order(first)?
        }
        if self.begins(name, tag, first)? {
            return Some(Content::Elements);
        }
        let around = self.stack.len();
        match self.stage {
            Stage::Head => self.fits_the_head(tag.nesting, name)?,
            Stage::Body => {
                self.end_what_ends_by_itself(tag.nesting, name)?;
                self.fits(tag.nesting, name)?;
            }
            _ => return None,
        }
        if self.top()?.implied && matches!(tag.nesting, Nesting::Caption | Nesting::Columns | Nesting::Section) {
            self.close();
        }
        if tag.nesting == Nesting::Row && self.top()?.nesting == Nesting::Table {
            let none = self.tape.attributes.len();
            self.open_with("tbody", tags::of("tbody"), none..none, None, false, true);
            // The attributes stay those of the row.
        }
        match tag.nesting {
            Nesting::Void | Nesting::Ruler | Nesting::Declaration | Nesting::Column => {
                let attributes = first..self.tape.attributes.len();
                let concealed = self.concealed(name, attributes.clone());
                self.tape.events.push(Event::Open { name, tag, attributes, begin: None, concealed });
                self.tape.events.push(Event::Close(None));
            }
            Nesting::Drawing => {
                self.open(name, tag, first, true);
                if closed {
                    self.close();
                }
            }
            _ => {
                // What ends something else or opens it is not alone.
                let begin = begin.filter(|_| self.stack.len() == around);
                self.open_with(name, tag, first..self.tape.attributes.len(), begin, false, false);
            }
        }
        self.swallow = tag.nesting == Nesting::Preformatted || name == "textarea";
        Some(match tag.nesting {
            Nesting::Raw => Content::Raw,
            Nesting::Text => Content::Text,
            _ => Content::Elements,
        })
    }

    /// Opens the frame of the page as far as this tag needs it; whether the tag is itself a part of the frame.
    fn begins(&mut self, name: &'s str, tag: &'static Tag, first: usize) -> Option<bool> {
        let in_head = matches!(tag.nesting, Nesting::Declaration | Nesting::NoScript)
            || matches!(name, "title" | "script" | "style");
        if tag.nesting == Nesting::Unusual {
            return None;
        }
        loop {
            let next = match self.stage {
                Stage::Start | Stage::AfterDoctype => ("html", Stage::Html),
                Stage::Html if in_head || name == "head" => ("head", Stage::Head),
                Stage::Html => {
                    // The head that every page has.
                    self.open_part("head", first);
                    self.close();
                    self.stage = Stage::AfterHead;
                    continue;
                }
                Stage::Head if in_head || self.top()?.nesting != Nesting::Frame => return Some(false),
                Stage::Head => {
                    self.close();
                    self.stage = Stage::AfterHead;
                    continue;
                }
                // What belongs into the head is put there, although it has ended.
                Stage::AfterHead if in_head => return None,
                Stage::AfterHead => ("body", Stage::Body),
                Stage::Body | Stage::AfterBody | Stage::AfterHtml => return Some(false),
            };
            self.stage = next.1;
            if next.0 == name {
                self.open(name, tag, first, false);
                return Some(true);
            }
            if tag.nesting == Nesting::Frame && matches!(next.1, Stage::Head | Stage::Body) {
                return None;
            }
            self.open_part(next.0, first);
        }
    }

    /// Opens a part of the frame that is not in the source.
    fn open_part(&mut self, name: &'static str, first: usize) {
        self.open_with(name, tags::of(name), first..first, None, false, false);
    }

    fn fits_the_head(&self, nesting: Nesting, name: &str) -> Option<()> {
        let within = self.top()?.nesting;
        let fits = match nesting {
            Nesting::Declaration => !(within == Nesting::NoScript && name == "base"),
            Nesting::Raw => within == Nesting::Frame && name != "iframe" || name == "style",
            Nesting::Text => within == Nesting::Frame && name == "title",
            Nesting::NoScript => within == Nesting::Frame,
            _ => false,
        };
        fits.then_some(())
    }

    /// Whether an element with this name may stand here and move nothing.
    fn fits(&self, nesting: Nesting, name: &str) -> Option<()> {
        let top = self.top()?;
        let within = top.nesting;
        // Right within a table stands nothing but its parts.
        let fits_the_table = match within {
            Nesting::Table => {
                matches!(nesting, Nesting::Caption | Nesting::Columns | Nesting::Section | Nesting::Row)
            }
            Nesting::Section => {
                nesting == Nesting::Row
                    || top.implied && matches!(nesting, Nesting::Caption | Nesting::Columns | Nesting::Section)
            }
            Nesting::Row => nesting == Nesting::Cell,
            Nesting::Columns => nesting == Nesting::Column,
            _ => !matches!(
                nesting,
                Nesting::Caption | Nesting::Columns | Nesting::Column | Nesting::Section | Nesting::Row | Nesting::Cell
            ),
        };
        if !fits_the_table {
            return None;
        }
        let in_paragraph = self.paragraphs > 0;
        // What ends by itself where one of these begins.
        let ends_by_itself = matches!(within, Nesting::Choice | Nesting::Ruby | Nesting::Item);
        let fits = match nesting {
            Nesting::Frame | Nesting::Unusual => false,
            Nesting::Single => !self.is_open(name),
            Nesting::Block | Nesting::Preformatted | Nesting::Table => !in_paragraph,
            Nesting::Form => !in_paragraph && !self.is_open(name),
            Nesting::Heading => !in_paragraph && within != Nesting::Heading,
            Nesting::Item => !in_paragraph,
            Nesting::Choice => match top.name {
                "select" | "datalist" => true,
                "optgroup" => name == "option",
                _ => false,
            },
            Nesting::Ruby => !ends_by_itself && !in_paragraph,
            Nesting::Void => name != "input" || self.selects == 0,
            Nesting::Ruler => !in_paragraph && (self.selects == 0 || top.name == "select"),
            _ => true,
        };
        fits.then_some(())
    }

    fn is_open(&self, name: &str) -> bool {
        self.stack.iter().any(|open| open.name == name && !open.foreign)
    }

    /// Sorts the attributes of an element by their names, as the tree has them; `None` where two have one name.
    fn order(&mut self, first: usize) -> Option<()> {
        let attributes = &mut self.tape.attributes[first..];
        if attributes.iter().any(|a| a.name.bytes().any(|b| b.is_ascii_uppercase())) {
            return None;
        }
        // Most have one, or none.
        if attributes.len() > 1 {
            attributes.sort_by_key(|a| a.name);
        }
        attributes.windows(2).all(|pair| pair[0].name != pair[1].name).then_some(())
    }

    pub(super) fn open(&mut self, name: &'s str, tag: &'static Tag, first: usize, foreign: bool) {
        self.open_with(name, tag, first..self.tape.attributes.len(), None, foreign, false);
    }

    fn open_with(
        &mut self,
        name: &'s str,
        tag: &'static Tag,
        attributes: std::ops::Range<usize>,
        begin: Option<Begin>,
        foreign: bool,
        implied: bool,
    ) {
        let concealed = self.concealed(name, attributes.clone());
        let outer = self.top();
        // The name of an element that the standard does not name decides nothing.
        let rule = std::ptr::from_ref(tag).addr() as u64;
        let around = outer.map_or(u64::from(self.standard), |outer| outer.surroundings);
        let why = concealed.map_or(0, |why| 1 + why as u64);
        let surroundings =
            pieces::within(around, rule ^ why << 48 ^ u64::from(foreign) << 62 ^ u64::from(implied) << 63);
        let path = outer.map_or(0, |outer| outer.path) + name.len().min(NAME) + NUMBER;
        self.tape.events.push(Event::Open { name, tag, attributes, begin, concealed });
        self.stack.push(Open { name, nesting: tag.nesting, foreign, implied, concealed, surroundings, path });
        self.paragraphs += usize::from(name == "p" && !foreign);
        self.selects += usize::from(name == "select" && !foreign);
    }

    /// Why what is in an element is concealed that begins here. The deepest reason is not better than the outermost one: what is
    /// hidden stays hidden.
    fn concealed(&self, name: &str, attributes: std::ops::Range<usize>) -> Option<Concealment> {
        let own = || concealment::of(name, &Marks::of(&self.tape.attributes[attributes]));
        self.top().and_then(|outer| outer.concealed).or_else(own)
    }

    pub(super) fn close(&mut self) {
        self.close_before(None);
    }

    /// Ends the element that was opened last; before this byte where it has an end tag.
    fn close_before(&mut self, end: Option<usize>) {
        if let Some(open) = self.stack.pop() {
            self.tape.events.push(Event::Close(end));
            self.paragraphs -= usize::from(open.name == "p" && !open.foreign);
            self.selects -= usize::from(open.name == "select" && !open.foreign);
        }
    }

    /// What stands for all that is open, where an element of this kind may be one that came before.
    pub fn surroundings(&self, tag: &Tag) -> Option<u64> {
        let whole = matches!(
            tag.nesting,
            Nesting::Plain
                | Nesting::Single
                | Nesting::Block
                | Nesting::Heading
                | Nesting::Preformatted
                | Nesting::Form
                | Nesting::Item
                | Nesting::Table
                | Nesting::Section
                | Nesting::Row
                | Nesting::Cell
        );
        let fits = |top: &&Open<'_>| !top.foreign && top.path <= PATH;
        let top = self.top().filter(|_| whole && !tag.inline && self.stage == Stage::Body).filter(fits)?;
        Some(top.surroundings)
    }

    /// Takes an element that came before, and everything in it.
    pub fn known(&mut self, name: &'s str, piece: Rc<Piece>, at: usize) {
        self.swallow = false;
        self.tape.events.push(Event::Known(name, piece, at));
    }

    /// Takes an end tag that ends before a byte: it ends the element that was opened last, or the page is refused.
    pub fn end(&mut self, name: &str, before: usize) -> Option<()> {
        self.swallow = false;
        match self.stage {
            Stage::AfterBody if name == "html" => {
                self.stage = Stage::AfterHtml;
                return Some(());
            }
            Stage::AfterBody | Stage::AfterHtml => return None,
            _ => {}
        }
        if self.stage == Stage::Body && name == "body" {
            // It stays open, and so does what is open in it: what follows may belong to them.
            let bounds = |open: &Open<'_>| {
                open.foreign
                    || matches!(open.nesting, Nesting::Table | Nesting::Cell | Nesting::Caption)
                    || matches!(open.name, "select" | "object")
            };
            self.stage = Stage::AfterBody;
            return (!self.stack.iter().any(bounds)).then_some(());
        }
        if !self.top()?.foreign && self.top()?.name != name {
            self.end_what_ends_with(name);
        }
        if self.top()?.name != name || self.top()?.implied {
            return None;
        }
        match (self.stage, name) {
            (_, "html" | "body") => return None,
            (Stage::Head, "head") => {
                self.stage = Stage::AfterHead;
                self.close();
            }
            _ => self.close_before(Some(before)),
        }
        Some(())
    }

    /// Ends everything that is open and hands over the last of the tape; `None` where the page never came to its body.
    pub fn finish(mut self) -> Option<Tape<'s>> {
        if self.stage < Stage::Body {
            return None;
        }
        if self.late_blanks {
            self.tape.events.push(Event::Text(Cow::Borrowed("\n"), Spot::Spelled));
        }
        while self.stack.len() > 1 {
            self.close();
        }
        let [after_body, after_html] = std::mem::take(&mut self.late);
        self.tape.events.extend(after_body.into_iter().map(|(text, spot)| Event::Comment(text, spot)));
        self.close();
        self.tape.events.extend(after_html.into_iter().map(|(text, spot)| Event::Comment(text, spot)));
        Some(self.tape)
    }
}

/// Whether a text is nothing but the blanks that HTML knows.
pub(super) fn blank(text: &str) -> bool {
    text.bytes().all(|byte| BLANKS.contains(&byte))
}
