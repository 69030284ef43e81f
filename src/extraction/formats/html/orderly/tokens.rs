//! The signs of a page: tags, text between them, comments (WHATWG HTML, 13.2.5). What the standard calls a parse error
//! is refused.

use std::borrow::Cow;
use std::cell::RefCell;

use memchr::{memchr, memchr2, memmem};

use super::super::pieces::{Known, Pieces};
use super::super::tags;
use super::nesting::{Content, Nest};
use super::references::decode;
use super::{Attribute, STEPS, Spot, Tape};

/// More attributes than any honest element has.
const ATTRIBUTES: usize = 64;

/// Reads all signs of a page and hands on the steps in their order, but for the last.
pub(super) fn run<'s>(
    source: &'s str,
    nest: &mut Nest<'s>,
    pieces: Option<&RefCell<Box<Pieces>>>,
    each: &mut dyn FnMut(&Tape<'s>),
) -> Option<()> {
    let bytes = source.as_bytes();
    let mut spellings = Spellings::default();
    let mut at = 0;
    while at < bytes.len() {
        if nest.tape.events.len() > STEPS {
            each(&nest.tape);
            nest.tape.clear();
        }
        // Many tags follow a tag.
        let sign = if bytes[at] == b'<' { at } else { memchr(b'<', &bytes[at..]).map_or(bytes.len(), |n| at + n) };
        if sign > at {
            text(source, at, sign, nest, &mut spellings)?;
        }
        if sign == bytes.len() {
            break;
        }
        at = match bytes.get(sign + 1)? {
            b'a'..=b'z' => start_tag(source, sign + 1, nest, pieces, &mut spellings)?,
            b'/' => end_tag(source, sign + 2, nest)?,
            b'!' if bytes[sign..].starts_with(b"<!--") => comment(source, sign + 4, nest)?,
            b'!' => doctype(source, sign, nest)?,
            _ => return None,
        };
    }
    Some(())
}

/// Where a source spells something otherwise than it means.
#[derive(Default)]
struct Spellings {
    /// No such place is from here up to the next.
    from: usize,
    next: usize,
}

impl Spellings {
    /// What a stretch of source means, with its place. Stretches come in their order, so that nothing is looked at twice.
    fn meaning<'s>(
        &mut self,
        source: &'s str,
        from: usize,
        to: usize,
        attribute: bool,
    ) -> Option<(Cow<'s, str>, Spot)> {
        if from < self.from || self.next < from {
            let next = memchr2(b'&', b'\r', &source.as_bytes()[from..]);
            (self.from, self.next) = (from, next.map_or(source.len(), |n| from + n));
        }
        let text = &source[from..to];
        if to <= self.next {
            Some((Cow::Borrowed(text), Spot::At(from)))
        } else {
            Some(placed(decode(text, attribute)?, from))
        }
    }
}

/// A stretch of source that is text, with what it means.
fn text<'s>(source: &'s str, from: usize, to: usize, nest: &mut Nest<'s>, spellings: &mut Spellings) -> Option<()> {
    let from = if nest.swallows_a_line_break() { after_line_break(source.as_bytes(), from, to)? } else { from };
    if from == to {
        return Some(());
    }
    let (text, spot) = spellings.meaning(source, from, to, false)?;
    nest.text(text, spot)
}

/// A text with its place: what had to be written anew stands in the source in another spelling.
fn placed(text: Cow<'_, str>, at: usize) -> (Cow<'_, str>, Spot) {
    let spot = if matches!(text, Cow::Borrowed(_)) { Spot::At(at) } else { Spot::Spelled };
    (text, spot)
}

/// Where a text goes on after the line break that its element swallows; `None` where that may be spelled.
fn after_line_break(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    match &bytes[from..to] {
        [b'\r', b'\n', ..] => Some(from + 2),
        [b'\r' | b'\n', ..] => Some(from + 1),
        [b'&', ..] => None,
        _ => Some(from),
    }
}

/// End of a tag's name that begins at `at`.
fn name_end(bytes: &[u8], at: usize) -> Option<usize> {
    let len = bytes[at..].iter().position(|b| matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | b' ' | b'/' | b'>'))?;
    (len > 0).then_some(at + len)
}

fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b'\t' | b'\n' | b'\r' | 0x0c | b' ')) {
        at += 1;
    }
    at
}

fn start_tag<'s>(
    source: &'s str,
    from: usize,
    nest: &mut Nest<'s>,
    pieces: Option<&RefCell<Box<Pieces>>>,
    spellings: &mut Spellings,
) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut at = name_end(bytes, from)?;
    let name = &source[from..at];
    let tag = tags::of(name);
    let mut begin = None;
    if let Some((pieces, surroundings)) = pieces.zip(nest.surroundings(tag)) {
        match pieces.borrow_mut().find(source, from - 1, tag, surroundings) {
            Known::Piece(piece) => {
                let end = from - 1 + piece.source.len();
                nest.known(name, piece, from - 1);
                return Some(end);
            }
            Known::No(new) => begin = new,
        }
    }
    let first = nest.tape.attributes.len();
    let mut closed = false;
    loop {
        at = skip_blanks(bytes, at);
        match bytes.get(at)? {
            b'>' => break,
            b'/' if bytes.get(at + 1) == Some(&b'>') => {
                closed = true;
                at += 1;
                break;
            }
            _ => at = attribute(source, at, nest, spellings)?,
        }
    }
    at += 1;
    if nest.tape.attributes.len() - first > ATTRIBUTES {
        return None;
    }
    match nest.start(name, tag, first, closed, begin)? {
        Content::Elements => Some(at),
        Content::Raw => raw(source, at, name, false, nest),
        Content::Text => raw(source, at, name, true, nest),
    }
}

/// Reads one attribute and returns where the next sign stands.
fn attribute<'s>(source: &'s str, from: usize, nest: &mut Nest<'s>, spellings: &mut Spellings) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut at = from;
    loop {
        match bytes.get(at)? {
            b'\t' | b'\n' | b'\r' | 0x0c | b' ' | b'/' | b'>' | b'=' => break,
            b'"' | b'\'' | b'<' => return None,
            _ => at += 1,
        }
    }
    let name = Some(&source[from..at]).filter(|name| !name.is_empty())?;
    let sign = skip_blanks(bytes, at);
    if bytes.get(sign) != Some(&b'=') {
        nest.tape.attributes.push(Attribute { name, value: Cow::Borrowed(""), at: Spot::At(at) });
        return Some(sign);
    }
    let begin = skip_blanks(bytes, sign + 1);
    let (begin, end, next) = match *bytes.get(begin)? {
        quote @ (b'"' | b'\'') => {
            let end = begin + 1 + memchr(quote, &bytes[begin + 1..])?;
            // Without a blank after it, an attribute runs into the next one.
            if !matches!(bytes.get(end + 1)?, b'\t' | b'\n' | b'\r' | 0x0c | b' ' | b'/' | b'>') {
                return None;
            }
            (begin + 1, end, end + 1)
        }
        b'>' => return None,
        _ => {
            let unquoted = |b: &u8| matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | b' ' | b'>');
            let end = begin + bytes[begin..].iter().position(unquoted)?;
            (begin, end, end)
        }
    };
    let (value, at) = spellings.meaning(source, begin, end, true)?;
    nest.tape.attributes.push(Attribute { name, value, at });
    Some(next)
}

fn end_tag<'s>(source: &'s str, from: usize, nest: &mut Nest<'s>) -> Option<usize> {
    let bytes = source.as_bytes();
    let end = name_end(bytes, from)?;
    let close = skip_blanks(bytes, end);
    if bytes.get(close) != Some(&b'>') {
        return None;
    }
    nest.end(&source[from..end], close + 1)?;
    Some(close + 1)
}

/// The text of an element that holds no elements, up to its end tag, and that tag.
fn raw<'s>(source: &'s str, from: usize, name: &str, references: bool, nest: &mut Nest<'s>) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut at = from;
    let end = loop {
        at += memmem::find(&bytes[at..], b"</")?;
        let tag = &bytes[at + 2..];
        if tag.len() > name.len() && tag[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            match tag[name.len()] {
                b'>' => break at,
                b'\t' | b'\n' | b'\r' | 0x0c | b' ' | b'/' => return None,
                _ => {}
            }
        }
        at += 2;
    };
    // In a script, a comment may hide its end.
    if name == "script" && memmem::find(&bytes[from..end], b"<!--").is_some() {
        return None;
    }
    let from = if nest.swallows_a_line_break() { after_line_break(bytes, from, end)? } else { from };
    if from < end {
        let text = if references { decode(&source[from..end], false)? } else { line_ends(&source[from..end]) };
        let (text, spot) = placed(text, from);
        nest.text(text, spot)?;
    }
    let end = end + 2 + name.len() + 1;
    nest.end(name, end)?;
    Some(end)
}

/// A text with the line ends that a parser makes of it.
fn line_ends(source: &str) -> Cow<'_, str> {
    if memchr(b'\r', source.as_bytes()).is_none() {
        return Cow::Borrowed(source);
    }
    Cow::Owned(source.replace("\r\n", "\n").replace('\r', "\n"))
}

fn comment<'s>(source: &'s str, from: usize, nest: &mut Nest<'s>) -> Option<usize> {
    let rest = &source.as_bytes()[from..];
    let end = memmem::find(rest, b"-->")?;
    let inner = &rest[..end];
    if rest.starts_with(b">") || rest.starts_with(b"->") || memmem::find(inner, b"--!>").is_some() {
        return None;
    }
    let (text, spot) = placed(line_ends(&source[from..from + end]), from);
    nest.comment(text, spot)?;
    Some(from + end + 3)
}

/// The plain doctype; any other may hold text and change the rules.
fn doctype(source: &str, from: usize, nest: &mut Nest<'_>) -> Option<usize> {
    let rest = &source.as_bytes()[from..];
    let end = memchr2(b'>', b'[', rest)?;
    if !rest[..end].eq_ignore_ascii_case(b"<!doctype html") || rest[end] != b'>' {
        return None;
    }
    nest.doctype()?;
    Some(from + end + 1)
}
