//! XML of any kind: text nodes, attributes, comments, instructions and declarations, with paths. SVG and feeds too.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::extraction::work::{Input, Work, find};
use crate::extraction::{Concealment, Part, Place, Segment};

/// One thing in an XML document.
pub(super) enum Token {
    /// An element begins.
    Open { name: String, attributes: Vec<(String, String)> },
    /// An element ends.
    Close,
    /// Text, references resolved; the span is in the source, where the text stands there as it is.
    Text { text: String, span: Option<(usize, usize)> },
    /// A comment, an instruction or a declaration.
    Aside { kind: &'static str, text: String },
}

/// Goes through a document and hands out what is in it. An error is the reason why it stopped.
pub(super) fn tokens(
    source: &str,
    work: &mut Work<'_>,
    mut take: impl FnMut(Token, &mut Work<'_>),
) -> Result<(), String> {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut text = String::new();
    let mut start = 0;
    let mut exact = true;
    let mut entities: Vec<(String, String)> = Vec::new();
    loop {
        if work.stopped() {
            return Ok(());
        }
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|e| format!("could not be read as XML beyond byte {before}: {e}"));
        let event = match event {
            Ok(event) => event,
            Err(reason) => {
                flush(&mut text, start, exact, work, &mut take);
                let rest = source.get(before..).unwrap_or_default();
                take(Token::Aside { kind: "damaged", text: rest.to_owned() }, work);
                return Err(reason);
            }
        };
        let after = reader.buffer_position() as usize;
        match event {
            Event::Text(t) => {
                if text.is_empty() {
                    start = before;
                    exact = true;
                }
                text.push_str(&t);
                continue;
            }
            Event::GeneralRef(reference) => {
                if text.is_empty() {
                    start = before;
                }
                exact = false;
                match reference.resolve_char_ref() {
                    Ok(Some(c)) => text.push(c),
                    _ => match predefined(&reference) {
                        Some(known) => text.push_str(known),
                        None => match entities.iter().find(|(n, _)| *n == *reference) {
                            Some((_, value)) => text.push_str(value),
                            None => text.push_str(&format!("&{};", &*reference)),
                        },
                    },
                }
                continue;
            }
            Event::CData(data) => {
                flush(&mut text, start, exact, work, &mut take);
                let at = before + "<![CDATA[".len();
                let content = data.into_inner().into_owned();
                let span = Some((at, at + content.len()));
                take(Token::Text { text: content, span }, work);
                continue;
            }
            _ => flush(&mut text, start, exact, work, &mut take),
        }
        match event {
            Event::Start(element) => take(open(&element), work),
            Event::Empty(element) => {
                take(open(&element), work);
                take(Token::Close, work);
            }
            Event::End(_) => take(Token::Close, work),
            Event::Comment(comment) => {
                take(Token::Aside { kind: "comment()", text: comment.into_inner().into_owned() }, work)
            }
            Event::PI(pi) => {
                take(Token::Aside { kind: "processing-instruction()", text: pi.into_inner().into_owned() }, work)
            }
            Event::DocType(doctype) => {
                let doctype = doctype.into_inner().into_owned();
                declared_entities(&doctype, &mut entities);
                take(Token::Aside { kind: "doctype", text: doctype }, work);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        if after == before {
            return Ok(());
        }
    }
}

fn flush(
    text: &mut String,
    start: usize,
    exact: bool,
    work: &mut Work<'_>,
    take: &mut impl FnMut(Token, &mut Work<'_>),
) {
    if !text.is_empty() {
        let text = std::mem::take(text);
        let span = exact.then_some((start, start + text.len()));
        take(Token::Text { text, span }, work);
    }
}

fn open(element: &BytesStart<'_>) -> Token {
    let mut attributes = Vec::new();
    for attribute in element.attributes().with_checks(false).flatten() {
        let raw = &*attribute.value;
        let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned);
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Token::Open { name: element.name().as_ref().to_owned(), attributes }
}

/// Entities that the document declares itself, resolved once: no entity is resolved inside of another.
fn declared_entities(doctype: &str, entities: &mut Vec<(String, String)>) {
    for declaration in doctype.split("<!ENTITY").skip(1).take(1000) {
        let mut pieces = declaration.trim_start().splitn(2, char::is_whitespace);
        let (Some(name), Some(rest)) = (pieces.next(), pieces.next()) else { continue };
        let rest = rest.trim_start();
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\''))
            && let Some(end) = rest[1..].find(quote)
            && end < 10_000
        {
            entities.push((name.to_owned(), rest[1..=end].to_owned()));
        }
    }
}

/// A path of element names with numbers, kept while going through a document.
pub(super) struct Path {
    text: String,
    levels: Vec<(usize, Vec<(String, u32)>)>,
}

impl Path {
    /// The path of the document itself.
    pub fn new() -> Self {
        Path { text: String::new(), levels: vec![(0, Vec::new())] }
    }

    /// Enters a child.
    pub fn open(&mut self, name: &str) {
        use std::fmt::Write;
        let mut number = 1;
        if let Some((length, children)) = self.levels.last_mut() {
            self.text.truncate(*length);
            if let Some((_, count)) = children.iter_mut().find(|(n, _)| n == name) {
                *count = count.saturating_add(1);
                number = *count;
            } else if children.len() < 64 {
                children.push((name.to_owned(), 1));
            }
        }
        if self.text.len() < 1500 {
            if !self.text.is_empty() {
                self.text.push_str(" > ");
            }
            let _ = write!(self.text, "{}[{number}]", &name[..crate::extraction::work::floor_boundary(name, 64)]);
        }
        self.levels.push((self.text.len(), Vec::new()));
    }

    /// Children of this name count from here on as if there were so many before them.
    pub fn count(&mut self, name: &str, before: u32) {
        let Some((_, children)) = self.levels.last_mut() else { return };
        if let Some((_, count)) = children.iter_mut().find(|(n, _)| n == name) {
            *count = before;
        } else if children.len() < 64 {
            children.push((name.to_owned(), before));
        }
    }

    /// Leaves an element; false where none was entered.
    pub fn close(&mut self) -> bool {
        if self.levels.len() <= 1 {
            return false;
        }
        self.levels.pop();
        let length = self.levels.last().map_or(0, |l| l.0);
        self.text.truncate(length);
        true
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Reads an XML document.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (source, exact) = input.text();
    let svg = find(&input.bytes[..input.bytes.len().min(4096)], b"<svg", 0).is_some();
    let mut path = Path::new();
    let text_part = input.part_or(if svg { Part::VisibleText } else { Part::Data });
    let mut visible = Vec::new();
    tokens(&source, work, |token, work| match token {
        Token::Open { name, attributes } => {
            path.open(&name);
            let shown = !matches!(name.as_str(), "metadata" | "defs" | "title" | "desc" | "script" | "style");
            visible.push(visible.last().copied().unwrap_or(true) && shown);
            for (attribute, value) in attributes {
                let part = match attribute.as_str() {
                    "href" | "xlink:href" | "src" | "url" | "action" => Part::Link,
                    _ if svg => Part::HiddenText,
                    _ => Part::Data,
                };
                let place = format!("{} > @{attribute}", path.as_str());
                if value.starts_with("data:") {
                    work.nested_value(input, &place, &value);
                } else {
                    work.text(input, part, &place, value, None);
                }
            }
        }
        Token::Close => {
            path.close();
            visible.pop();
        }
        Token::Text { text, span } => {
            if text.trim().is_empty() {
                return;
            }
            let span = span.and_then(|(start, end)| exact.and_then(|e| input.span(e + start, e + end)));
            let hidden = svg && !visible.last().copied().unwrap_or(true);
            let part = if hidden && input.part.is_none() { Part::HiddenText } else { text_part };
            let concealed = if hidden { Some(Concealment::NotRendered) } else { input.concealed };
            work.nested_value(input, path.as_str(), &text);
            let place = input.place(path.as_str());
            let (text, place) = (text.as_ref(), Place::from(&place));
            work.push(Segment { text, part, place, span, concealed, inline: false });
        }
        Token::Aside { kind, text } => {
            if !text.trim().is_empty() {
                work.text(input, Part::Source, &format!("{} > {kind}", path.as_str()), text, None);
            }
        }
    })
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}
