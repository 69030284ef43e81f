//! The walk over a page, along the tape of an orderly one or over the tree of any other, without recursion: hostile pages
//! nest as deep as they are long.

mod inside;

use std::borrow::Cow;
use std::cell::RefCell;

use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::attributes::{self, Marks};
use super::concealment;
use super::locate::Locator;
use super::orderly::{self, Attribute, Event, Spot, Tape};
use super::pieces::{Begin, Kept, Piece, Pieces};
use super::tags::{self, Tag};
use crate::extraction::formats::javascript;
use crate::extraction::places::{Place, PlaceId};
use crate::extraction::work::{Input, Work, floor_boundary};
use crate::extraction::{Concealment, Part, Segment};

/// Places end here: deeper elements share the place of their ancestor.
const PATH_LIMIT: usize = 1500;
/// Bytes before the first place, and of a path inside of an element, in pages whose elements may be known again: then no place in
/// them is cut.
const PREFIX: usize = 400;
const INSIDE: usize = 400;

struct Frame {
    /// The place of this element.
    place: PlaceId,
    /// Length of its path.
    path: usize,
    /// The place of the nearest block.
    block: PlaceId,
    /// Number of the nearest block, to tell running text of one block from that of another.
    block_id: u64,
    concealed: Option<Concealment>,
    /// Where the names of its children begin in the list of counts.
    children: usize,
    /// What text directly inside is.
    text: TextKind,
    /// Where it begins, if it may come again.
    begin: Option<Start>,
    /// What is kept of what is in it.
    kept: Kept,
}

/// Where an element begins that may come again.
struct Start {
    begin: Begin,
    /// How many segments came before it.
    segments: usize,
    /// How much was read by other readers before it.
    others: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum TextKind {
    Running,
    Script,
    /// A script element whose type says that it is data.
    Island,
    Style,
    Title,
    Field,
}

/// A segment whose text stands among those that are held back.
struct Held {
    place: PlaceId,
    text: std::ops::Range<usize>,
    part: Part,
    span: Option<(u64, u64)>,
    concealed: Option<Concealment>,
}

struct Walk<'a, 'b, 'w, 'l, 't> {
    input: &'a Input<'b>,
    work: &'w mut Work<'l>,
    locator: Locator<'a>,
    frames: Vec<Frame>,
    /// Names of the children of all open elements that were seen so far with their counts, those of each together.
    counts: Vec<(&'t str, u32)>,
    /// Segments that would interrupt running text; they follow it.
    held: Vec<Held>,
    /// Their texts, one after the other.
    held_text: String,
    /// Addresses and documents inside attributes, read after the walk through their block.
    documents: Vec<(String, String, Part)>,
    /// How often another reader was asked.
    others: usize,
    pieces: Option<&'a RefCell<Box<Pieces>>>,
    /// A text that scripts hand on in pieces.
    handed: javascript::Handed,
    running: Option<u64>,
    ends_in_space: bool,
    blocks: u64,
}

/// Walks through an orderly page and takes all of its text; takes nothing and says so where it is not orderly.
pub(super) fn along(input: &Input<'_>, source: &str, exact: Option<usize>, work: &mut Work<'_>) -> bool {
    let before = work.mark();
    // Elements are known again in whole pages alone, which are all read in one way but for their host.
    let whole = input.part.is_none() && input.concealed.is_none() && input.prefix.len() <= PREFIX;
    let pieces = whole.then(|| RefCell::new(Pieces::take((input.host, exact.is_some(), input.offset.is_some()))));
    let mut walk = Walk::new(input, source, exact, work);
    walk.pieces = pieces.as_ref();
    let orderly = orderly::read(source, walk.pieces, &mut |tape| walk.steps(tape)).is_some();
    if orderly {
        walk.flush();
    } else {
        work.back_to(&before);
    }
    if let Some(pieces) = pieces {
        pieces.into_inner().keep();
    }
    orderly
}

/// Walks over the tree of a document and takes all of its text.
pub(super) fn over<'a>(
    document: &Html,
    input: &'a Input<'_>,
    source: &'a str,
    exact: Option<usize>,
    work: &mut Work<'_>,
) {
    let mut walk = Walk::new(input, source, exact, work);
    for edge in document.tree.root().traverse() {
        if walk.work.stopped() {
            break;
        }
        match edge {
            Edge::Open(node) => walk.node(node.value()),
            Edge::Close(node) => {
                if node.value().is_element() {
                    walk.close(None);
                }
            }
        }
    }
    walk.flush();
}

impl<'a, 'b, 'w, 'l, 't> Walk<'a, 'b, 'w, 'l, 't> {
    fn new(input: &'a Input<'b>, source: &'a str, exact: Option<usize>, work: &'w mut Work<'l>) -> Self {
        let base = exact.and_then(|e| input.offset.map(|o| o + e as u64));
        let place = work.out.segments.places().written(&input.prefix);
        Walk {
            input,
            work,
            locator: Locator::new(source, base),
            frames: vec![Frame {
                place,
                path: input.prefix.len(),
                block: place,
                block_id: 0,
                concealed: input.concealed,
                children: 0,
                text: TextKind::Running,
                begin: None,
                kept: Kept::default(),
            }],
            counts: Vec::new(),
            held: Vec::new(),
            held_text: String::new(),
            documents: Vec::new(),
            others: 0,
            pieces: None,
            handed: javascript::Handed::default(),
            running: None,
            ends_in_space: true,
            blocks: 0,
        }
    }

    fn steps(&mut self, tape: &Tape<'t>) {
        for event in &tape.events {
            if self.work.stopped() {
                break;
            }
            match event {
                Event::Open { name, tag, attributes, begin, concealed } => {
                    let attributes = &tape.attributes[attributes.clone()];
                    self.element(name, tag, attributes, &Marks::of(attributes), *concealed, *begin);
                }
                Event::Close(end) => self.close(*end),
                Event::Known(name, piece, at) => self.known(name, piece, *at),
                Event::Text(text, spot) => self.text(text, *spot),
                Event::Comment(text, spot) => self.comment(text, *spot),
            }
        }
    }

    fn frame(&self) -> &Frame {
        self.frames.last().expect("the frame of the document is never popped")
    }

    fn node(&mut self, node: &'t Node) {
        match node {
            Node::Element(element) => {
                let attributes: Vec<Attribute<'_>> = element
                    .attrs()
                    .map(|(name, value)| Attribute { name, value: Cow::Borrowed(value), at: Spot::Unknown })
                    .collect();
                let (name, marks) = (element.name(), Marks::of(&attributes));
                self.element(name, tags::of(name), &attributes, &marks, concealment::of(name, &marks), None);
            }
            Node::Text(text) => self.text(text, Spot::Unknown),
            Node::Comment(comment) => self.comment(comment, Spot::Unknown),
            Node::Doctype(doctype) => {
                if !doctype.public_id().is_empty() || !doctype.system_id().is_empty() {
                    let place = self.place(self.frames[0].place, &["doctype"]);
                    let text = format!("{} {}", doctype.public_id(), doctype.system_id());
                    self.hold(Part::Source, place, &text, None, None);
                }
            }
            Node::ProcessingInstruction(pi) => {
                let place = self.place(self.frames[0].place, &["processing-instruction()"]);
                self.hold(Part::Source, place, &pi.data, None, None);
            }
            Node::Document | Node::Fragment => {}
        }
    }

    fn place(&mut self, outer: PlaceId, name: &[&str]) -> PlaceId {
        self.work.out.segments.places().inside(outer, name)
    }

    fn path(&mut self, place: PlaceId) -> String {
        self.work.out.segments.places().path(place)
    }

    fn comment(&mut self, comment: &str, spot: Spot) {
        let span = self.locator.comment(comment, spot);
        let place = self.place(self.frame().place, &[" > comment()"]);
        self.hold(Part::Source, place, comment, span, None);
        self.document(place, comment, Part::Source);
    }

    /// Notes what may be a document of its own.
    fn document(&mut self, place: PlaceId, text: &str, part: Part) {
        if !Work::may_be_a_document(text) {
            return;
        }
        let place = self.path(place);
        self.others += 1;
        self.documents.push((place, text.to_owned(), part));
    }

    /// The place of an element that begins, and bytes of its path.
    fn place_of(&mut self, name: &'t str) -> (PlaceId, usize) {
        let parent = self.frame();
        let (outer, mut path) = (parent.place, parent.path);
        let count = self.count(name);
        let mut place = outer;
        if path < PATH_LIMIT {
            let before = if path > self.input.prefix.len() { " > " } else { "" };
            let name = &name[..floor_boundary(name, 64)];
            // The only child of its kind needs no number, but whether it stays the only one is not known yet:
            // the page's own scaffold is never repeated, everything else is numbered.
            if matches!(name, "html" | "head" | "body" | "main" | "thead" | "tbody" | "tfoot") {
                place = self.place(outer, &[before, name]);
                path += before.len() + name.len();
            } else {
                let mut digits = itoa::Buffer::new();
                let number = digits.format(count);
                place = self.place(outer, &[before, name, "[", number, "]"]);
                path += before.len() + name.len() + number.len() + 2;
            }
        }
        (place, path)
    }

    /// Takes an element that came before as it was read.
    fn known(&mut self, name: &'t str, piece: &Piece, at: usize) {
        let (place, _) = self.place_of(name);
        self.flush();
        self.blocks += 1;
        let from = self.locator.offset(at);
        self.work.paste(&piece.segments, place, from);
        self.keep(Kept { count: 1, bytes: piece.source.len() });
    }

    /// Notes what is kept of what is in the element that was opened last.
    fn keep(&mut self, kept: Kept) {
        if let Some(frame) = self.frames.last_mut() {
            frame.kept.add(kept);
        }
    }

    fn element(
        &mut self,
        name: &'t str,
        tag: &Tag,
        attributes: &[Attribute<'_>],
        marks: &Marks<'_>,
        concealed: Option<Concealment>,
        begin: Option<Begin>,
    ) {
        let parent = self.frame();
        let (inherited, parent_block, parent_id) = (parent.concealed, parent.block, parent.block_id);
        let (place, path) = self.place_of(name);
        // The deepest reason is not better than the outermost one: what is hidden stays hidden.
        let concealed = inherited.or(concealed);
        let inline_style = marks.style.is_some_and(|s| {
            let s = s.replace(' ', "").to_ascii_lowercase();
            s.contains("display:inline")
        });
        let (block, block_id) = if tag.inline || inline_style {
            (parent_block, parent_id)
        } else {
            self.flush();
            self.blocks += 1;
            (place, self.blocks)
        };
        let text = match name {
            "script" if is_script_type(marks.kind) => TextKind::Script,
            "script" => TextKind::Island,
            "style" => TextKind::Style,
            "title" if self.frames.len() <= 3 => TextKind::Title,
            "textarea" => TextKind::Field,
            _ => TextKind::Running,
        };
        let children = self.counts.len();
        // In a line of text it is no block of its own, whatever it is called.
        let begin = begin.filter(|_| block_id != parent_id && text == TextKind::Running);
        let begin = begin.map(|begin| Start { begin, segments: self.work.out.segments.len(), others: self.others });
        let kept = Kept::default();
        self.frames.push(Frame { place, path, block, block_id, concealed, children, text, begin, kept });
        for attribute in attributes.iter().filter(|a| !a.value.is_empty()) {
            let kind = attributes::kind(name, marks, attribute.name, &attribute.value);
            self.attribute(kind, attribute, concealed);
        }
        // Of things to choose from, what is chosen is what a person reads.
        let chosen = match name {
            "option" => Some("selected"),
            "input" => Some("checked"),
            _ => None,
        };
        if let Some(chosen) = chosen.filter(|chosen| attributes.iter().any(|a| a.name == *chosen)) {
            let place = self.place(place, &[" > @", chosen]);
            self.hold(Part::HiddenText, place, chosen, None, None);
        }
        if (name == "br" || name == "hr") && self.running.is_some() {
            self.ends_in_space = true;
        }
    }

    fn count(&mut self, name: &'t str) -> u32 {
        let first = self.frame().children;
        if let Some((_, count)) = self.counts[first..].iter_mut().find(|(n, _)| *n == name) {
            *count += 1;
            return *count;
        }
        // A parent with thousands of differently named children is hostile: they share a number.
        if self.counts.len() - first < 64 {
            self.counts.push((name, 1));
        }
        1
    }

    /// Ends the element that was opened last; before this byte where it has an end tag.
    fn close(&mut self, end: Option<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        if self.frames.is_empty() {
            // The closing edges match the opening ones; the document's own frame stays.
            self.frames.push(frame);
            return;
        }
        self.counts.truncate(frame.children);
        let parent_block = self.frame().block_id;
        if frame.block_id != parent_block {
            self.flush();
        }
        let mut kept = frame.kept;
        if let (Some(pieces), Some(start), Some(end)) = (self.pieces, frame.begin, end)
            && self.others == start.others
            && !self.work.stopped()
        {
            let from = self.locator.offset(start.begin.at);
            let segments = &self.work.out.segments;
            let read = || segments.copied(start.segments, frame.place, from, INSIDE);
            let source = self.locator.source(start.begin.at, end);
            if pieces.borrow_mut().note(start.begin, source, kept, read) {
                kept = Kept { count: 1, bytes: source.len() };
            }
        }
        self.keep(kept);
    }

    /// Ends the running text of a block: what was held back follows it.
    fn flush(&mut self) {
        self.running = None;
        self.ends_in_space = true;
        // Most blocks begin or end right behind another one.
        if self.held.is_empty() && self.documents.is_empty() {
            return;
        }
        for held in self.held.drain(..) {
            let Held { place, text, part, span, concealed } = held;
            let (text, no_place) = (&self.held_text[text], Place::Written(""));
            self.work.push_at(place, &Segment { text, part, place: no_place, span, concealed, inline: false });
        }
        self.held_text.clear();
        for (place, text, part) in std::mem::take(&mut self.documents) {
            let mut inner = self.input.inside(&[], "");
            inner.prefix = String::new();
            inner.part = Some(self.input.part_or(part));
            self.work.nested_value(&inner, &place, &text);
        }
    }

    /// Takes a text that is no part of running text, and may not interrupt it.
    fn hold(
        &mut self,
        part: Part,
        place: PlaceId,
        text: &str,
        span: Option<(u64, u64)>,
        concealed: Option<Concealment>,
    ) {
        if is_blank(text) {
            return;
        }
        let part = self.input.part_or(part);
        let concealed = concealed.or(self.input.concealed);
        let start = self.held_text.len();
        self.held_text.push_str(text);
        self.held.push(Held { place, text: start..self.held_text.len(), part, span, concealed });
    }

    fn text(&mut self, text: &str, spot: Spot) {
        let frame = self.frame();
        let (kind, concealed, block, block_id, place) =
            (frame.text, frame.concealed, frame.block, frame.block_id, frame.place);
        if is_blank(text) {
            // A space between two nodes of one block parts two words; elsewhere it is the layout of the source.
            if kind == TextKind::Running && self.running == Some(block_id) && !self.ends_in_space {
                self.ends_in_space = true;
                self.push_running(" ", None, concealed, block);
            }
            return;
        }
        let span = self.locator.text(text, spot);
        match kind {
            TextKind::Running => {
                self.running = Some(block_id);
                self.ends_in_space = text.ends_with(char::is_whitespace);
                self.push_running(text, span, concealed, block);
            }
            TextKind::Title => self.hold(Part::PageMeta, place, text, span, None),
            TextKind::Field => self.hold(Part::FormValue, place, text, span, concealed),
            TextKind::Style => {
                self.hold(Part::Source, place, text, span, None);
                self.styles(place, text, None);
            }
            TextKind::Script | TextKind::Island => {
                self.flush();
                self.script(text, span, kind == TextKind::Island, place);
            }
        }
    }

    fn push_running(&mut self, text: &str, span: Option<(u64, u64)>, concealed: Option<Concealment>, block: PlaceId) {
        let part = self.input.part_or(if concealed.is_some() { Part::HiddenText } else { Part::VisibleText });
        // All text of a block has the place of the block: joining what has one place never joins two blocks.
        let no_place = Place::Written("");
        self.work.push_at(block, &Segment { text, part, place: no_place, span, concealed, inline: true });
    }
}

/// Whether a text is nothing but blanks: most begin with something else.
fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Whether the type of a script element means a script that runs.
fn is_script_type(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    kind.is_empty()
        || kind == "module"
        || kind.contains("javascript")
        || kind.contains("ecmascript")
        || kind == "text/babel"
}
