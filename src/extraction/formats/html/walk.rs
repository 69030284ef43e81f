//! The walk over a page, along the tape of an orderly one or over the tree of any other, without recursion: hostile pages
//! nest as deep as they are long.

use std::borrow::Cow;

use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::attributes::{self, Kind, Marks};
use super::concealment;
use super::locate::Locator;
use super::orderly::{Attribute, Event, Spot, Tape};
use super::tags::{self, Tag};
use crate::extraction::formats::{css, data_url, javascript, json};
use crate::extraction::work::{Input, Work, starts_ignoring_case};
use crate::extraction::{Concealment, Part, Segment};

/// Places end here: deeper elements share the place of their ancestor.
const PATH_LIMIT: usize = 1500;

struct Frame {
    /// Length of the path up to and including this element.
    path: usize,
    /// Length of the path of the nearest block.
    block: usize,
    /// Number of the nearest block, to tell running text of one block from that of another.
    block_id: u64,
    concealed: Option<Concealment>,
    /// Where the names of its children begin in the list of counts.
    children: usize,
    /// What text directly inside is.
    text: TextKind,
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

struct Walk<'a, 'b, 'w, 'l, 't> {
    input: &'a Input<'b>,
    work: &'w mut Work<'l>,
    locator: Locator<'a>,
    path: String,
    frames: Vec<Frame>,
    /// Names of the children of all open elements that were seen so far with their counts, those of each together.
    counts: Vec<(&'t str, u32)>,
    /// Segments that would interrupt running text; they follow it.
    held: Vec<Segment>,
    /// Addresses and documents inside attributes, read after the walk through their block.
    documents: Vec<(String, String, Part)>,
    running: Option<u64>,
    ends_in_space: bool,
    blocks: u64,
}

/// Walks along the tape of an orderly page and takes all of its text.
pub(super) fn along<'a>(
    tape: &Tape<'_>,
    input: &'a Input<'_>,
    source: &'a str,
    exact: Option<usize>,
    work: &mut Work<'_>,
) {
    let mut walk = Walk::new(input, source, exact, work);
    for event in &tape.events {
        if walk.work.stopped() {
            break;
        }
        match event {
            Event::Open { name, tag, attributes } => walk.element(name, tag, &tape.attributes[attributes.clone()]),
            Event::Close => walk.close(),
            Event::Text(text, spot) => walk.text(text, *spot),
            Event::Comment(text, spot) => walk.comment(text, *spot),
        }
    }
    walk.flush();
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
                    walk.close();
                }
            }
        }
    }
    walk.flush();
}

impl<'a, 'b, 'w, 'l, 't> Walk<'a, 'b, 'w, 'l, 't> {
    fn new(input: &'a Input<'b>, source: &'a str, exact: Option<usize>, work: &'w mut Work<'l>) -> Self {
        let base = exact.and_then(|e| input.offset.map(|o| o + e as u64));
        Walk {
            input,
            work,
            locator: Locator::new(source, base),
            path: input.prefix.clone(),
            frames: vec![Frame {
                path: input.prefix.len(),
                block: input.prefix.len(),
                block_id: 0,
                concealed: input.concealed,
                children: 0,
                text: TextKind::Running,
            }],
            counts: Vec::new(),
            held: Vec::new(),
            documents: Vec::new(),
            running: None,
            ends_in_space: true,
            blocks: 0,
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
                self.element(element.name(), tags::of(element.name()), &attributes);
            }
            Node::Text(text) => self.text(text, Spot::Unknown),
            Node::Comment(comment) => self.comment(comment, Spot::Unknown),
            Node::Doctype(doctype) => {
                if !doctype.public_id().is_empty() || !doctype.system_id().is_empty() {
                    self.hold(
                        Part::Source,
                        self.input.place("doctype"),
                        format!("{} {}", doctype.public_id(), doctype.system_id()),
                        None,
                        None,
                    );
                }
            }
            Node::ProcessingInstruction(pi) => {
                self.hold(Part::Source, self.input.place("processing-instruction()"), pi.data.to_string(), None, None)
            }
            Node::Document | Node::Fragment => {}
        }
    }

    fn comment(&mut self, comment: &str, spot: Spot) {
        let span = self.locator.comment(comment, spot);
        let place = format!("{} > comment()", &self.path[..self.frame().path]);
        self.hold(Part::Source, place.clone(), comment.to_owned(), span, None);
        self.documents.push((place, comment.to_owned(), Part::Source));
    }

    fn element(&mut self, name: &'t str, tag: &Tag, attributes: &[Attribute<'_>]) {
        let marks = Marks::of(attributes);
        let parent = self.frame();
        let inherited = parent.concealed;
        let (parent_path, parent_block, parent_id) = (parent.path, parent.block, parent.block_id);
        self.path.truncate(parent_path);
        let count = self.count(name);
        if self.path.len() < PATH_LIMIT {
            if self.path.len() > self.input.prefix.len() {
                self.path.push_str(" > ");
            }
            self.path.push_str(&name[..crate::extraction::work::floor_boundary(name, 64)]);
            // The only child of its kind needs no number, but whether it stays the only one is not known yet:
            // the page's own scaffold is never repeated, everything else is numbered.
            if !matches!(name, "html" | "head" | "body" | "main" | "thead" | "tbody" | "tfoot") {
                self.path.push('[');
                self.path.push_str(itoa::Buffer::new().format(count));
                self.path.push(']');
            }
        }
        // The deepest reason is not better than the outermost one: what is hidden stays hidden.
        let concealed = inherited.or_else(|| concealment::of(name, &marks));
        let inline_style = marks.style.is_some_and(|s| {
            let s = s.replace(' ', "").to_ascii_lowercase();
            s.contains("display:inline")
        });
        let (block, block_id) = if tag.inline || inline_style {
            (parent_block, parent_id)
        } else {
            self.flush();
            self.blocks += 1;
            (self.path.len(), self.blocks)
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
        self.frames.push(Frame { path: self.path.len(), block, block_id, concealed, children, text });
        for attribute in attributes.iter().filter(|a| !a.value.is_empty()) {
            let kind = attributes::kind(name, &marks, attribute.name, &attribute.value);
            self.attribute(kind, attribute, concealed);
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

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if self.frames.is_empty() {
            // The closing edges match the opening ones; the document's own frame stays.
            self.frames.push(frame);
            return;
        }
        self.counts.truncate(frame.children);
        let parent_block = self.frame().block_id;
        let parent_path = self.frame().path;
        self.path.truncate(parent_path);
        if frame.block_id != parent_block {
            self.flush();
        }
    }

    /// Ends the running text of a block: what was held back follows it.
    fn flush(&mut self) {
        for segment in self.held.drain(..) {
            self.work.push(segment);
        }
        for (place, text, part) in std::mem::take(&mut self.documents) {
            let mut inner = self.input.inside(&[], "");
            inner.prefix = String::new();
            inner.part = Some(self.input.part_or(part));
            self.work.nested_value(&inner, &place, &text);
        }
        self.running = None;
        self.ends_in_space = true;
    }

    fn hold(
        &mut self,
        part: Part,
        place: String,
        text: String,
        span: Option<(u64, u64)>,
        concealed: Option<Concealment>,
    ) {
        if !text.trim().is_empty() {
            self.held.push(Segment {
                text,
                part: self.input.part_or(part),
                place,
                span,
                concealed: concealed.or(self.input.concealed),
                inline: false,
            });
        }
    }

    fn text(&mut self, text: &str, spot: Spot) {
        let frame = self.frame();
        let (kind, concealed, block, block_id, path) =
            (frame.text, frame.concealed, frame.block, frame.block_id, frame.path);
        if text.trim().is_empty() {
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
            TextKind::Title => self.hold(Part::PageMeta, self.path[..path].to_owned(), text.to_owned(), span, None),
            TextKind::Field => {
                self.hold(Part::FormValue, self.path[..path].to_owned(), text.to_owned(), span, concealed)
            }
            TextKind::Style => {
                let place = self.path[..path].to_owned();
                self.hold(Part::Source, place.clone(), text.to_owned(), span, None);
                self.styles(&place, text, None);
            }
            TextKind::Script | TextKind::Island => {
                self.flush();
                self.script(text, span, kind == TextKind::Island, path);
            }
        }
    }

    fn push_running(&mut self, text: &str, span: Option<(u64, u64)>, concealed: Option<Concealment>, block: usize) {
        let part = if concealed.is_some() { Part::HiddenText } else { Part::VisibleText };
        // All text of a block has the place of the block: joining what has one place never joins two blocks.
        let place = self.path[..block].to_owned();
        self.work.push(Segment {
            text: text.to_owned(),
            part: self.input.part_or(part),
            place,
            span,
            concealed,
            inline: true,
        });
    }

    fn script(&mut self, text: &str, span: Option<(u64, u64)>, island: bool, path: usize) {
        let mut inner = self.input.inside(text.as_bytes(), "");
        inner.prefix = format!("{}!", &self.path[..path]);
        // Breadcrumbs that a page declares as data are shown with it, by search engines and browsers.
        let part = if text.contains("BreadcrumbList") { Part::PageMeta } else { Part::Source };
        inner.part = Some(self.input.part_or(part));
        inner.concealed = None;
        inner.offset = span.map(|s| s.0);
        if island || text.trim_start().starts_with(['{', '[']) {
            if json::looks_like_json(text.as_bytes()) && json::read_strictly(&inner, text, self.work) {
                return;
            }
            if island && text.contains('<') {
                // A template of some framework: markup that a script will show.
                self.work.push(Segment {
                    text: text.to_owned(),
                    part: inner.part_or(Part::Source),
                    place: self.path[..path].to_owned(),
                    span,
                    concealed: None,
                    inline: false,
                });
                inner.offset = None;
                self.work.nested_value(&inner, "", text);
                return;
            }
        }
        javascript::read_source(&inner, text, self.work);
    }

    fn styles(&mut self, place: &str, style: &str, concealed: Option<Concealment>) {
        for found in css::values(style) {
            match found {
                css::Value::Content(text) => {
                    self.hold(Part::VisibleText, format!("{place} > content"), text, None, concealed)
                }
                css::Value::Address(address) => self.address(place, &address, true, None, concealed),
            }
        }
    }

    fn address(
        &mut self,
        place: &str,
        address: &str,
        picture: bool,
        span: Option<(u64, u64)>,
        concealed: Option<Concealment>,
    ) {
        if starts_ignoring_case(address.trim_start(), "data:") && data_url::split(address.trim_start()).is_some() {
            self.documents.push((place.to_owned(), address.to_owned(), Part::Source));
            return;
        }
        let part = attributes::address_part(address, picture, self.input.host);
        self.hold(part, place.to_owned(), address.to_owned(), span, concealed);
    }

    fn attribute(&mut self, kind: Kind, attribute: &Attribute<'_>, concealed: Option<Concealment>) {
        let value = attribute.value.as_ref();
        if matches!(kind, Kind::Skip) {
            return;
        }
        let place = [&self.path, " > @", attribute.name].concat();
        let span = self.locator.attribute(value, attribute.at);
        match kind {
            Kind::Skip => {}
            Kind::Text(part) => {
                let concealment = attributes::concealment(part, concealed);
                self.hold(part, place.clone(), value.to_owned(), span, concealment);
                // State that a framework keeps in attributes.
                if value.trim_start().starts_with(['{', '[']) {
                    self.documents.push((place, value.to_owned(), part));
                }
            }
            Kind::Address(picture) => {
                if attributes::is_script(value) {
                    self.hold(Part::Source, place, value.to_owned(), span, None);
                } else {
                    self.address(&place, value, picture, span, concealed);
                }
            }
            Kind::SourceSet => {
                for candidate in value.split(',') {
                    if let Some(address) = candidate.split_whitespace().next() {
                        self.address(&place, address, true, None, concealed);
                    }
                }
            }
            Kind::Style => {
                self.styles(&place, value, concealed);
                // Custom properties can carry any text.
                if value.contains("--") {
                    self.hold(Part::HiddenText, place, value.to_owned(), span, None);
                }
            }
            Kind::Script => {
                self.hold(Part::HiddenText, place.clone(), value.to_owned(), span, None);
                for literal in javascript::literals(value) {
                    self.hold(Part::HiddenText, format!("{place} > literal()"), literal, None, None);
                }
            }
            Kind::Document => {
                self.hold(Part::Source, place.clone(), value.to_owned(), span, None);
                let mut inner = self.input.inside(value.as_bytes(), "");
                inner.prefix = format!("{place}!");
                inner.media_type = "text/html";
                inner.charset = "utf-8";
                inner.concealed = concealed;
                self.work.nested(&inner);
            }
        }
    }
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
