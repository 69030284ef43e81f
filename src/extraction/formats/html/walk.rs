//! The walk over the parsed tree, without recursion: hostile pages nest as deep as they are long.

use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::attributes::{self, Kind, Marks};
use super::concealment;
use super::locate::Locator;
use crate::extraction::formats::{css, data_url, javascript, json};
use crate::extraction::work::{Input, Work, starts_ignoring_case};
use crate::extraction::{Concealment, Part, Segment};

/// Elements that stand in a line of running text: a value may be split over them.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "slot", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr", "output",
];

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
    /// Names of children seen so far with their counts.
    children: Vec<(String, u32)>,
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

struct Walk<'a, 'b, 'w, 'l> {
    input: &'a Input<'b>,
    work: &'w mut Work<'l>,
    locator: Locator<'a>,
    path: String,
    frames: Vec<Frame>,
    /// Segments that would interrupt running text; they follow it.
    held: Vec<Segment>,
    /// Addresses and documents inside attributes, read after the walk through their block.
    documents: Vec<(String, String, Part)>,
    running: Option<u64>,
    ends_in_space: bool,
    blocks: u64,
}

/// Walks over a document and takes all of its text.
pub(super) fn walk<'a, 'b>(
    document: &Html,
    input: &'a Input<'b>,
    source: &'a str,
    exact: Option<usize>,
    work: &mut Work<'_>,
) {
    let base = exact.and_then(|e| input.offset.map(|o| o + e as u64));
    let mut walk = Walk {
        input,
        work,
        locator: Locator::new(source, base),
        path: input.prefix.clone(),
        frames: vec![Frame {
            path: input.prefix.len(),
            block: input.prefix.len(),
            block_id: 0,
            concealed: input.concealed,
            children: Vec::new(),
            text: TextKind::Running,
        }],
        held: Vec::new(),
        documents: Vec::new(),
        running: None,
        ends_in_space: true,
        blocks: 0,
    };
    for edge in document.tree.root().traverse() {
        if walk.work.stopped() {
            break;
        }
        match edge {
            Edge::Open(node) => walk.open(node.value()),
            Edge::Close(node) => {
                if node.value().is_element() {
                    walk.close();
                }
            }
        }
    }
    walk.flush();
}

impl Walk<'_, '_, '_, '_> {
    fn frame(&self) -> &Frame {
        self.frames.last().expect("the frame of the document is never popped")
    }

    fn open(&mut self, node: &Node) {
        match node {
            Node::Element(element) => self.element(element),
            Node::Text(text) => self.text(text),
            Node::Comment(comment) => {
                let span = self.locator.comment(comment);
                let place = format!("{} > comment()", &self.path[..self.frame().path]);
                self.hold(Part::Source, place.clone(), comment.to_string(), span, None);
                self.documents.push((place, comment.to_string(), Part::Source));
            }
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

    fn element(&mut self, element: &scraper::node::Element) {
        let name = element.name();
        let marks = Marks::of(element);
        let parent = self.frame();
        let inherited = parent.concealed;
        let (parent_path, parent_block, parent_id) = (parent.path, parent.block, parent.block_id);
        self.path.truncate(parent_path);
        let count = self.count(name);
        if self.path.len() < PATH_LIMIT {
            use std::fmt::Write;
            if self.path.len() > self.input.prefix.len() {
                self.path.push_str(" > ");
            }
            let name = &name[..crate::extraction::work::floor_boundary(name, 64)];
            // The only child of its kind needs no number, but whether it stays the only one is not known yet:
            // the page's own scaffold is never repeated, everything else is numbered.
            let _ = match name {
                "html" | "head" | "body" | "main" | "thead" | "tbody" | "tfoot" => write!(self.path, "{name}"),
                _ => write!(self.path, "{name}[{count}]"),
            };
        }
        // The deepest reason is not better than the outermost one: what is hidden stays hidden.
        let concealed = inherited.or_else(|| concealment::of(name, &marks));
        let inline_style = marks.style.is_some_and(|s| {
            let s = s.replace(' ', "").to_ascii_lowercase();
            s.contains("display:inline")
        });
        let inline = INLINE.contains(&name) || name.contains('-') || inline_style;
        let (block, block_id) = if inline {
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
        self.frames.push(Frame { path: self.path.len(), block, block_id, concealed, children: Vec::new(), text });
        for (attribute, value) in element.attrs() {
            if !value.is_empty() {
                self.attribute(attributes::kind(name, &marks, attribute, value), attribute, value, concealed);
            }
        }
        if (name == "br" || name == "hr") && self.running.is_some() {
            self.ends_in_space = true;
        }
    }

    fn count(&mut self, name: &str) -> u32 {
        let frame = self.frames.last_mut().expect("the frame of the document is never popped");
        if let Some((_, count)) = frame.children.iter_mut().find(|(n, _)| n == name) {
            *count += 1;
            return *count;
        }
        // A parent with thousands of differently named children is hostile: they share a number.
        if frame.children.len() < 64 {
            frame.children.push((name.to_owned(), 1));
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
        let parent_block = self.frame().block_id;
        let parent_path = self.frame().path;
        self.path.truncate(parent_path);
        if frame.block_id != parent_block {
            self.flush();
        }
    }

    /// Ends the running text of a block: what was held back follows it.
    fn flush(&mut self) {
        for segment in std::mem::take(&mut self.held) {
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

    fn text(&mut self, text: &str) {
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
        let span = self.locator.text(text);
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

    fn attribute(&mut self, kind: Kind, name: &str, value: &str, concealed: Option<Concealment>) {
        if matches!(kind, Kind::Skip) {
            return;
        }
        let place = format!("{} > @{name}", &self.path);
        let span = self.locator.attribute(value);
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
