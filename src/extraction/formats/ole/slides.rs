//! Old presentations (MS-PPT): every text of every record, also of earlier savings that are still in the stream. No
//! well-kept library reads them; what is read here is the nesting of records and the three kinds that hold text.

use std::ops::Range;

use crate::extraction::work::{Input, Work};
use crate::extraction::{Concealment, Part, Place, Segment};

/// The stream that holds the slides.
pub(super) const STREAM: &str = "PowerPoint Document";
/// The stream that names who saved it last, and whether it is encrypted.
pub(super) const USER: &str = "Current User";

/// Records that lie within each other.
const DEPTH: usize = 64;

/// A record that is open: where it ends, and its place where it has a name.
struct Open {
    end: usize,
    name: Option<String>,
    hidden: bool,
    part: Part,
}

/// One record: its kind, whether it holds others, and its content.
struct Record {
    kind: u16,
    holds: bool,
    content: Range<usize>,
}

/// Reads all text and says where in the stream it stood. An error says why it could not be read.
pub(super) fn read(
    input: &Input<'_>,
    stream: &[u8],
    user: &[u8],
    work: &mut Work<'_>,
) -> Result<Vec<Range<usize>>, String> {
    if user.get(12..16) == Some(&0xF3D1_C4DF_u32.to_le_bytes()) {
        return Err("it is encrypted".into());
    }
    let mut open: Vec<Open> = Vec::new();
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    let mut covered = Vec::new();
    let (mut at, mut texts) = (0, 0);
    while at < stream.len() && !work.stopped() {
        while open.last().is_some_and(|open| open.end <= at) {
            open.pop();
        }
        let bound = open.last().map_or(stream.len(), |open| open.end);
        let record = record(stream, at, bound).ok_or("a record of it is longer than what holds it")?;
        let part = open.last().map_or(Part::DocumentText, |open| open.part);
        if record.holds {
            if open.len() >= DEPTH {
                return Err(format!("its records lie deeper in each other than {DEPTH}"));
            }
            let named = match record.kind {
                0x03E8 => Some(("document", part)),
                0x03EE => Some(("slide", part)),
                0x03F0 => Some(("notes", Part::DocumentHidden)),
                0x03F8 => Some(("master", part)),
                0x0FC9 => Some(("handout", part)),
                0x2EE0 => Some(("comment", Part::DocumentHidden)),
                _ => None,
            };
            let hidden = record.kind == 0x03EE && is_hidden(stream, &record.content);
            let name = named.map(|(name, _)| {
                let count = counts.entry(name).or_default();
                *count += 1;
                format!("{name}[{count}]")
            });
            at = record.content.start;
            open.push(Open { end: record.content.end, name, hidden, part: named.map_or(part, |named| named.1) });
            continue;
        }
        at = record.content.end;
        let bytes = &stream[record.content.clone()];
        let (text, part) = match record.kind {
            0x0FA0 => (utf16(bytes), part),
            // The lower bytes of letters whose upper bytes are nothing.
            0x0FA8 => (bytes.iter().map(|byte| char::from(*byte)).collect(), part),
            // Names of fonts, of shows, of whoever comments, and the comments.
            0x0FBA => (utf16(bytes), Part::DocumentHidden),
            _ => continue,
        };
        let names: Vec<&str> = open.iter().filter_map(|open| open.name.as_deref()).collect();
        let hidden = open.iter().any(|open| open.hidden).then_some(Concealment::NotRendered);
        texts += 1;
        for (n, paragraph) in text.split('\r').enumerate().filter(|(_, paragraph)| !paragraph.trim().is_empty()) {
            work.push(Segment {
                text: &paragraph.replace('\x0b', "\n"),
                part: input.part_or(if hidden.is_some() { Part::DocumentHidden } else { part }),
                place: Place::from(&input.place(&format!("{} > text[{texts}] > p[{}]", names.join(" > "), n + 1))),
                span: None,
                concealed: hidden.or(input.concealed),
                inline: false,
            });
        }
        covered.push(record.content);
    }
    Ok(covered)
}

fn record(stream: &[u8], at: usize, bound: usize) -> Option<Record> {
    let head: &[u8; 8] = stream.get(at..bound)?.first_chunk()?;
    let length = super::u32_at(head, 4)? as usize;
    let end = at.checked_add(8)?.checked_add(length).filter(|end| *end <= bound)?;
    let kind = super::u16_at(head, 2)?;
    Some(Record { kind, holds: head[0] & 0x0F == 0x0F, content: at + 8..end })
}

/// Whether a slide is left out of the show.
fn is_hidden(stream: &[u8], slide: &Range<usize>) -> bool {
    let mut at = slide.start;
    while let Some(record) = record(stream, at, slide.end) {
        if record.kind == 0x03F9 {
            return stream[record.content].get(10).is_some_and(|flags| flags & 0x04 != 0);
        }
        at = record.content.end;
    }
    false
}

fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}
