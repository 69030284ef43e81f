//! What may stand in what without a rule that repairs (WHATWG HTML, 13.2.6). What the standard lets a page leave out is
//! put in: the tags of the frame, the `tbody` of a table, the ends of paragraphs, items, options and cells, where nothing
//! else is open in them.

use std::borrow::Cow;

use super::super::tags::{self, Nesting, Tag};
use super::{Event, Spot, Tape};

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

impl Open<'_> {
    /// Whether it ends where what it stands in ends, or its like begins.
    fn ends_by_itself(&self) -> bool {
        !self.foreign && (matches!(self.nesting, Nesting::Item | Nesting::Choice | Nesting::Ruby) || self.name == "p")
    }
}

#[derive(Debug)]
struct Open<'s> {
    name: &'s str,
    nesting: Nesting,
    /// Within a drawing, where the rules of HTML do not hold.
    foreign: bool,
    /// Not in the source.
    implied: bool,
}

/// The elements that are open, and the tape.
#[derive(Debug, Default)]
pub(super) struct Nest<'s> {
    pub tape: Tape<'s>,
    stage: Stage,
    /// Whether the page has a doctype: without one a table does not end a paragraph.
    standard: bool,
    stack: Vec<Open<'s>>,
    /// Paragraphs that are open.
    paragraphs: usize,
    /// Selections that are open.
    selects: usize,
    /// Comments after the body's end, and after the page's.
    late: [Vec<(Cow<'s, str>, Spot)>; 2],
    /// Whether blanks follow the body's end: they belong to the body.
    late_blanks: bool,
    swallow: bool,
}

const BLANKS: [char; 5] = ['\t', '\n', '\r', '\x0c', ' '];

/// Names that end a drawing where they open in one.
const NOT_DRAWN: &[&str] = &[
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "font", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre",
    "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "svg", "math", "table", "tt", "u", "ul", "var",
    "script", "style", "foreignObject",
];

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
                let follows_text = matches!(self.tape.events.last(), Some(Event::Text(last, _)) if !blank(last));
                self.late_blanks = true;
                return (blank(&text) && !follows_text).then_some(());
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

    fn top(&self) -> Option<&Open<'s>> {
        self.stack.last()
    }

    /// Takes a start tag whose attributes are those of the tape from `first` on.
    pub fn start(&mut self, name: &'s str, first: usize, closed: bool) -> Option<Content> {
        self.swallow = false;
        if self.stack.len() >= DEPTH {
            return None;
        }
        if self.top().is_some_and(|top| top.foreign) {
            return self.start_foreign(name, first, closed);
        }
        if name.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let tag = tags::of(name);
        if tag.nesting == Nesting::Drawing {
            self.order_drawn(first)?
        } else {
            self.order(first)?
        }
        if self.begins(name, tag, first)? {
            return Some(Content::Elements);
        }
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
            self.open_with("tbody", tags::of("tbody"), none..none, false, true);
            // The attributes stay those of the row.
        }
        match tag.nesting {
            Nesting::Void | Nesting::Ruler | Nesting::Declaration | Nesting::Column => {
                self.tape.events.push(Event::Open { name, tag, attributes: first..self.tape.attributes.len() });
                self.tape.events.push(Event::Close);
            }
            Nesting::Drawing => {
                self.open(name, tag, first, true);
                if closed {
                    self.close();
                }
            }
            _ => self.open(name, tag, first, false),
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
        self.open_with(name, tags::of(name), first..first, false, false);
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

    /// Ends what ends by itself where this element begins: a paragraph, an item, a cell.
    fn end_what_ends_by_itself(&mut self, nesting: Nesting, name: &str) -> Option<()> {
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

    fn start_foreign(&mut self, name: &'s str, first: usize, closed: bool) -> Option<Content> {
        // HTML may stand in these, which nobody draws: a title and a description hold text alone here.
        let holds_text_alone = self.top().is_some_and(|top| matches!(top.name, "title" | "desc"));
        if holds_text_alone || !keeps_its_case(name, DRAWN_IN_MIXED_CASE) || NOT_DRAWN.contains(&name) {
            return None;
        }
        self.order_drawn(first)?;
        self.open(name, tags::of(name), first, true);
        if closed {
            self.close();
        }
        Some(Content::Elements)
    }

    /// Sorts the attributes of an element by their names, as the tree has them; `None` where two have one name.
    fn order(&mut self, first: usize) -> Option<()> {
        let attributes = &mut self.tape.attributes[first..];
        if attributes.iter().any(|a| a.name.bytes().any(|b| b.is_ascii_uppercase())) {
            return None;
        }
        attributes.sort_by_key(|a| a.name);
        attributes.windows(2).all(|pair| pair[0].name != pair[1].name).then_some(())
    }

    /// The same for the attributes of a drawing; `None` also where a name would change its case.
    fn order_drawn(&mut self, first: usize) -> Option<()> {
        let attributes = &mut self.tape.attributes[first..];
        if !attributes.iter().all(|a| keeps_its_case(a.name, DRAWN_BY)) {
            return None;
        }
        attributes.sort_by_key(|a| drawn_name(a.name));
        if !attributes.windows(2).all(|pair| pair[0].name != pair[1].name) {
            return None;
        }
        for attribute in attributes {
            attribute.name = drawn_name(attribute.name).2;
        }
        Some(())
    }

    fn open(&mut self, name: &'s str, tag: &'static Tag, first: usize, foreign: bool) {
        self.open_with(name, tag, first..self.tape.attributes.len(), foreign, false);
    }

    fn open_with(
        &mut self,
        name: &'s str,
        tag: &'static Tag,
        attributes: std::ops::Range<usize>,
        foreign: bool,
        implied: bool,
    ) {
        self.tape.events.push(Event::Open { name, tag, attributes });
        self.stack.push(Open { name, nesting: tag.nesting, foreign, implied });
        self.paragraphs += usize::from(name == "p" && !foreign);
        self.selects += usize::from(name == "select" && !foreign);
    }

    fn close(&mut self) {
        if let Some(open) = self.stack.pop() {
            self.tape.events.push(Event::Close);
            self.paragraphs -= usize::from(open.name == "p" && !open.foreign);
            self.selects -= usize::from(open.name == "select" && !open.foreign);
        }
    }

    /// Takes an end tag: it ends the element that was opened last, or the page is refused.
    pub fn end(&mut self, name: &str) -> Option<()> {
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
            _ => self.close(),
        }
        Some(())
    }

    /// Ends what ends by itself where this element ends.
    fn end_what_ends_with(&mut self, name: &str) {
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

    /// Ends everything that is open and hands over the tape; `None` where the page never came to its body.
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
fn blank(text: &str) -> bool {
    text.trim_matches(BLANKS).is_empty()
}

/// Whether the tree has a name of a drawing as the source has it.
fn keeps_its_case(name: &str, mixed: &[&str]) -> bool {
    match mixed.iter().find(|mixed| mixed.eq_ignore_ascii_case(name)) {
        Some(mixed) => *mixed == name,
        None => !name.bytes().any(|b| b.is_ascii_uppercase()),
    }
}

/// Prefix, whether it belongs to another vocabulary without one, and local name of a drawing's attribute: in this
/// order the tree sorts them.
fn drawn_name(name: &str) -> (Option<&str>, bool, &str) {
    match name.split_once(':') {
        Some(("xlink", local @ ("actuate" | "arcrole" | "href" | "role" | "show" | "title" | "type"))) => {
            (Some("xlink"), false, local)
        }
        Some(("xml", local @ ("lang" | "space"))) => (Some("xml"), false, local),
        Some(("xmlns", "xlink")) => (Some("xmlns"), false, "xlink"),
        _ => (None, name == "xmlns", name),
    }
}

/// Elements of a drawing whose names the tree has in mixed case.
const DRAWN_IN_MIXED_CASE: &[&str] = &[
    "altGlyph", "altGlyphDef", "altGlyphItem", "animateColor", "animateMotion", "animateTransform", "clipPath",
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
    "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
    "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "foreignObject", "glyphRef", "linearGradient",
    "radialGradient", "textPath",
];

/// Attributes of a drawing whose names the tree has in mixed case.
const DRAWN_BY: &[&str] = &[
    "attributeName", "attributeType", "baseFrequency", "baseProfile", "calcMode", "clipPathUnits", "diffuseConstant",
    "edgeMode", "filterUnits", "glyphRef", "gradientTransform", "gradientUnits", "kernelMatrix", "kernelUnitLength",
    "keyPoints", "keySplines", "keyTimes", "lengthAdjust", "limitingConeAngle", "markerHeight", "markerUnits",
    "markerWidth", "maskContentUnits", "maskUnits", "numOctaves", "pathLength", "patternContentUnits",
    "patternTransform", "patternUnits", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha", "preserveAspectRatio",
    "primitiveUnits", "refX", "refY", "repeatCount", "repeatDur", "requiredExtensions", "requiredFeatures",
    "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation", "stitchTiles",
    "surfaceScale", "systemLanguage", "tableValues", "targetX", "targetY", "textLength", "viewBox", "viewTarget",
    "xChannelSelector", "yChannelSelector", "zoomAndPan",
];
