//! Old Word documents (MS-DOC): the text in the order of its pieces, story by story, with what hides it. No well-kept
//! library reads them; what is read here is the table of pieces and the properties of characters that conceal.

use std::ops::Range;

use super::{u16_at, u32_at};
use crate::extraction::work::{Input, Work};
use crate::extraction::{Concealment, Part, Place, Segment};

/// The stream that holds the text.
pub(super) const STREAM: &str = "WordDocument";
/// The streams of which one holds the tables.
pub(super) const TABLES: [&str; 2] = ["0Table", "1Table"];

/// The stories in their order, each with the part that its text is.
const STORIES: [(&str, Part); 8] = [
    ("body", Part::DocumentText),
    ("footnotes", Part::DocumentText),
    ("headers", Part::DocumentText),
    ("macros", Part::DocumentHidden),
    ("comments", Part::DocumentHidden),
    ("endnotes", Part::DocumentText),
    ("text boxes", Part::DocumentText),
    ("text boxes of headers", Part::DocumentText),
];

/// Word 97: what is older has no table of pieces that would be read here.
const OLDEST: u16 = 0x00C1;
/// Pages of properties are so long.
const PAGE: usize = 512;
/// Numbers of the pairs in the head of the file that say where a table lies.
const CHARACTERS: usize = 12;
const PIECES: usize = 33;

/// Text that stands together in the stream.
struct Piece {
    characters: usize,
    at: usize,
    /// One byte for each character, not two.
    narrow: bool,
}

/// Reads the text and says where in the stream it stood. An error says why it could not be read.
pub(super) fn read(
    input: &Input<'_>,
    stream: &[u8],
    tables: [&[u8]; 2],
    work: &mut Work<'_>,
) -> Result<Vec<Range<usize>>, String> {
    let head = Head { stream };
    if head.u16(0) != Some(0xA5EC) || head.u16(2).is_none_or(|version| version < OLDEST) {
        return Err("it is older than Word 97".into());
    }
    let flags = head.u16(10).unwrap_or_default();
    if flags & 0x0100 != 0 {
        return Err("it is encrypted".into());
    }
    let table = tables[usize::from(flags & 0x0200 != 0)];
    let pieces = pieces(head.table(PIECES, table).ok_or("it has no table of pieces")?)?;
    if pieces.iter().map(|piece| piece.characters).sum::<usize>() > stream.len() {
        return Err("its pieces lie over each other".into());
    }
    let concealed = concealed(stream, head.table(CHARACTERS, table).unwrap_or_default());
    let mut story = Story::new(input, head.lengths(), work);
    let mut covered = Vec::new();
    for piece in &pieces {
        let width = if piece.narrow { 1 } else { 2 };
        let range = piece.at..piece.at + piece.characters * width;
        let bytes = stream.get(range.clone()).ok_or("a piece of its text lies outside of it")?;
        if piece.narrow {
            for (n, byte) in bytes.iter().enumerate() {
                let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(byte)).0;
                story.take(text.chars().next().unwrap_or_default(), 1, reason(&concealed, range.start + n));
            }
        } else {
            let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            let mut at = range.start;
            for read in char::decode_utf16(units) {
                let letter = read.unwrap_or(char::REPLACEMENT_CHARACTER);
                story.take(letter, letter.len_utf16(), reason(&concealed, at));
                at += 2 * letter.len_utf16();
            }
        }
        covered.push(range);
    }
    story.end_paragraph();
    Ok(covered)
}

/// The head of the file: where everything else lies.
struct Head<'s> {
    stream: &'s [u8],
}

impl Head<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        u16_at(self.stream, at)
    }

    /// The three lists that follow each other behind the first bytes, each behind its length: of numbers with two and
    /// with four bytes, and of pairs. Where the last two begin.
    fn lists(&self) -> Option<(usize, usize)> {
        let numbers = 34 + usize::from(self.u16(32)?) * 2;
        let pairs = numbers + 2 + usize::from(self.u16(numbers)?) * 4;
        Some((numbers + 2, pairs + 2))
    }

    /// How many characters each story has.
    fn lengths(&self) -> [usize; STORIES.len()] {
        let numbers = self.lists().map_or(0, |lists| lists.0);
        std::array::from_fn(|n| u32_at(self.stream, numbers + 4 * (n + 3)).unwrap_or_default() as usize)
    }

    /// A table of that number.
    fn table<'t>(&self, number: usize, table: &'t [u8]) -> Option<&'t [u8]> {
        let pair = self.lists()?.1 + 8 * number;
        let (at, length) = (u32_at(self.stream, pair)? as usize, u32_at(self.stream, pair + 4)? as usize);
        table.get(at..at.checked_add(length)?).filter(|table| !table.is_empty())
    }
}

/// Reads the table of pieces, which follows lists of properties.
fn pieces(table: &[u8]) -> Result<Vec<Piece>, String> {
    let cut = || "its table of pieces is cut".to_owned();
    let mut at = 0;
    while table.get(at) == Some(&1) {
        at += 3 + usize::from(u16_at(table, at + 1).ok_or_else(cut)?);
    }
    if table.get(at) != Some(&2) {
        return Err("it has no table of pieces".into());
    }
    let length = u32_at(table, at + 1).ok_or_else(cut)? as usize;
    let list = table.get(at + 5..).and_then(|rest| rest.get(..length)).ok_or_else(cut)?;
    let count = list.len().saturating_sub(4) / 12;
    let position = |n: usize| u32_at(list, 4 * n).map(|position| position as usize).ok_or_else(cut);
    (0..count)
        .map(|n| {
            let characters = position(n + 1)?.checked_sub(position(n)?).ok_or("its pieces are out of order")?;
            let place = u32_at(list, 4 * (count + 1) + 8 * n + 2).ok_or_else(cut)?;
            let (narrow, at) = (place & 0x4000_0000 != 0, (place & 0x3FFF_FFFF) as usize);
            Ok(Piece { characters, at: if narrow { at / 2 } else { at }, narrow })
        })
        .collect()
}

/// Stretches of the stream whose text is not seen, in their order.
fn concealed(stream: &[u8], table: &[u8]) -> Vec<(Range<usize>, Concealment)> {
    let count = table.len().saturating_sub(4) / 8;
    let mut found = Vec::new();
    for n in 0..count {
        let page = u32_at(table, 4 * (count + 1) + 4 * n).map_or(0, |page| (page & 0x003F_FFFF) as usize);
        let Some(page) = stream.get(page * PAGE..(page + 1) * PAGE) else { continue };
        let runs = usize::from(page[PAGE - 1]);
        for run in 0..runs {
            let (from, to) = (u32_at(page, 4 * run), u32_at(page, 4 * (run + 1)));
            let at = page.get(4 * (runs + 1) + run).map_or(0, |at| usize::from(*at) * 2);
            let properties = page.get(at).and_then(|length| page.get(at + 1..at + 1 + usize::from(*length)));
            if let (Some(from), Some(to), Some(properties)) = (from, to, properties.filter(|_| at > 0))
                && let Some(reason) = conceals(properties)
            {
                found.push((from as usize..to as usize, reason));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Why the characters with these properties are not seen.
fn conceals(mut properties: &[u8]) -> Option<Concealment> {
    while let Some(name) = u16_at(properties, 0) {
        let value = &properties[2..];
        let length = match name >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ => 1 + usize::from(*value.first()?),
        };
        let value = value.get(..length)?;
        match (name, value) {
            (0x0800, [1, ..]) => return Some(Concealment::EarlierRevision),
            (0x083C, [1, ..]) => return Some(Concealment::NotRendered),
            (0x2A42, [8, ..]) | (0x6870, [0xFF, 0xFF, 0xFF, 0]) => return Some(Concealment::Colour),
            (0x4A43, [0..=4, 0]) => return Some(Concealment::Tiny),
            _ => {}
        }
        properties = &properties[2 + length..];
    }
    None
}

fn reason(concealed: &[(Range<usize>, Concealment)], at: usize) -> Option<Concealment> {
    let after = concealed.partition_point(|(range, _)| range.start <= at);
    concealed[..after].last().filter(|(range, _)| range.contains(&at)).map(|(_, reason)| *reason)
}

/// Makes paragraphs of characters.
struct Story<'a, 'b, 'w, 'l> {
    input: &'a Input<'b>,
    work: &'w mut Work<'l>,
    /// Characters that are left of each story.
    left: [usize; STORIES.len()],
    number: usize,
    paragraph: usize,
    /// The text that was read last, and why it is not seen.
    text: String,
    concealed: Option<Concealment>,
    /// Fields that are open, each with whether its instruction has ended and its result stands.
    fields: Vec<bool>,
}

impl<'a, 'b, 'w, 'l> Story<'a, 'b, 'w, 'l> {
    fn new(input: &'a Input<'b>, left: [usize; STORIES.len()], work: &'w mut Work<'l>) -> Self {
        let (text, fields) = (String::new(), Vec::new());
        Story { input, work, left, number: 0, paragraph: 1, text, concealed: None, fields }
    }

    fn take(&mut self, letter: char, units: usize, concealed: Option<Concealment>) {
        while self.number + 1 < STORIES.len() && self.left[self.number] == 0 {
            self.end_paragraph();
            (self.number, self.paragraph) = (self.number + 1, 1);
        }
        self.left[self.number] = self.left[self.number].saturating_sub(units);
        match letter {
            '\r' | '\x07' | '\x0c' | '\x0e' => self.end_paragraph(),
            '\x13' => {
                self.end_run();
                self.fields.push(false);
            }
            '\x14' => {
                self.end_run();
                self.fields.iter_mut().last().into_iter().for_each(|result| *result = true);
            }
            '\x15' => {
                self.end_run();
                self.fields.pop();
            }
            _ => {
                if concealed != self.concealed {
                    self.end_run();
                    self.concealed = concealed;
                }
                match letter {
                    '\x0b' => self.text.push('\n'),
                    '\x1e' => self.text.push('-'),
                    '\x1f' => self.text.push('\u{ad}'),
                    '\0'..'\t' => {}
                    other => self.text.push(other),
                }
            }
        }
    }

    fn end_run(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() || self.work.stopped() {
            return;
        }
        let (story, part) = STORIES[self.number];
        let instruction = self.fields.contains(&false);
        let concealed = self.concealed.or(self.input.concealed);
        let part = if instruction || concealed.is_some() { Part::DocumentHidden } else { part };
        let field = if instruction { " > field()" } else { "" };
        self.work.push(Segment {
            text: &text,
            part: self.input.part_or(part),
            place: Place::from(&self.input.place(&format!("{story} > p[{}]{field}", self.paragraph))),
            span: None,
            concealed,
            inline: true,
        });
    }

    fn end_paragraph(&mut self) {
        self.end_run();
        self.paragraph += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::{Limits, UnitSource};

    /// A document of such pieces, each with whether its letters have one byte.
    fn document(pieces: &[(&str, bool)], flags: u16) -> (Vec<u8>, Vec<u8>) {
        let mut stream = vec![0; 1024];
        let mut put = |at: usize, bytes: &[u8]| stream[at..at + bytes.len()].copy_from_slice(bytes);
        let total: u32 = pieces.iter().map(|(text, _)| text.chars().count() as u32).sum();
        put(0, &0xA5EC_u16.to_le_bytes());
        put(2, &OLDEST.to_le_bytes());
        put(10, &flags.to_le_bytes());
        put(32, &14_u16.to_le_bytes());
        put(62, &22_u16.to_le_bytes());
        put(64 + 12, &total.to_le_bytes());
        put(152, &93_u16.to_le_bytes());
        let (mut positions, mut places, mut position) = (vec![0; 4], Vec::new(), 0_u32);
        // The last piece lies first: the order of a document is not that of its bytes.
        let mut at = std::collections::BTreeMap::new();
        for (n, (text, narrow)) in pieces.iter().enumerate().rev() {
            at.insert(n, stream.len() as u32);
            match narrow {
                true => stream.extend(text.bytes()),
                false => stream.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            }
            stream.extend([0; 8]);
        }
        for (n, (text, narrow)) in pieces.iter().enumerate() {
            position += text.chars().count() as u32;
            positions.extend(position.to_le_bytes());
            let place = if *narrow { (at[&n] * 2) | 0x4000_0000 } else { at[&n] };
            places.extend([[0, 0].as_slice(), &place.to_le_bytes(), &[0, 0]].concat());
        }
        let list = [positions, places].concat();
        let table = [[2].as_slice(), &(list.len() as u32).to_le_bytes(), &list].concat();
        let pair = 154 + 8 * PIECES;
        stream[pair + 4..pair + 8].copy_from_slice(&(table.len() as u32).to_le_bytes());
        (stream, table)
    }

    fn read_whole(stream: &[u8], table: &[u8]) -> Result<Vec<String>, String> {
        let limits = Limits::default();
        let mut work = Work::new(&limits);
        let input = Input::of(stream, UnitSource::File);
        read(&input, stream, [table, &[]], &mut work)?;
        Ok(work.finish().segments.iter().map(|s| format!("{}: {}", s.place, s.text)).collect())
    }

    #[test]
    fn a_name_that_was_saved_in_pieces_is_read_in_one() {
        let (stream, table) = document(&[("Hej Fati", true), ("ma Åkjær\r", false), ("Hilsen\r", true)], 0);
        // Saved in haste, the file holds the name in two places and two widths.
        assert_eq!(read_whole(&stream, &table).unwrap(), ["body > p[1]: Hej Fatima Åkjær", "body > p[2]: Hilsen"]);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let (stream, table) = document(&[("Fatima\r", true)], 0);
        assert_eq!(read_whole(&stream[..40], &table).unwrap_err(), "it has no table of pieces");
        assert_eq!(read_whole(&stream, &table[..8]).unwrap_err(), "it has no table of pieces");
        let (locked, table) = document(&[("Fatima\r", true)], 0x0100);
        assert_eq!(read_whole(&locked, &table).unwrap_err(), "it is encrypted");
        let (mut old, table) = document(&[("Fatima\r", true)], 0);
        old[2] = 0x68;
        assert_eq!(read_whole(&old, &table).unwrap_err(), "it is older than Word 97");
        // A piece that lies outside, and pieces that lie over each other.
        let (stream, mut table) = document(&[("Fatima\r", true), ("Fatima\r", true)], 0);
        let end = stream.len() - 3;
        assert_eq!(read_whole(&stream[..end - 12], &table).unwrap_err(), "a piece of its text lies outside of it");
        table[9..13].copy_from_slice(&2_000_u32.to_le_bytes());
        table[13..17].copy_from_slice(&4_000_u32.to_le_bytes());
        assert_eq!(read_whole(&stream, &table).unwrap_err(), "its pieces lie over each other");
    }

    #[test]
    fn properties_of_characters_that_conceal_are_told_apart() {
        assert_eq!(conceals(&[0x3C, 0x08, 1]), Some(Concealment::NotRendered));
        assert_eq!(conceals(&[0x3C, 0x08, 0, 0x00, 0x08, 1]), Some(Concealment::EarlierRevision));
        assert_eq!(conceals(&[0x43, 0x4A, 24, 0, 0x70, 0x68, 0xFF, 0xFF, 0xFF, 0]), Some(Concealment::Colour));
        assert_eq!(conceals(&[0x43, 0x4A, 2, 0]), Some(Concealment::Tiny));
        assert_eq!(conceals(&[0x43, 0x4A, 24, 0]), None);
        assert_eq!(conceals(&[0x03, 0xCA, 200, 1]), None);
    }
}
