//! Compound files: old Word, Excel and PowerPoint, Outlook messages. Each stream by itself, through the library `cfb`: a
//! long text lies in many sectors, in any order. A message is read by its properties (MS-OXMSG), a document by its pieces
//! (`word`), a presentation by its records (`slides`), a workbook by its cells (`xls`); what else their streams hold is
//! carved in 8 and 16 bit. Of any other compound file the streams are carved alone, and the report says so.

mod slides;
mod word;
mod xls;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Streams that are read.
const STREAMS: usize = 20_000;

/// Whether bytes are a compound file.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// Reads every stream.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let mut file = cfb::CompoundFile::open(Cursor::new(input.bytes))
        .map_err(|e| format!("could not be opened as a compound file: {e}"))?;
    let entries: Vec<cfb::Entry> = file.walk().take(STREAMS + 1).collect();
    if entries.len() > STREAMS {
        work.gap(&input.prefix, format_args!("could not be read in full: it has more than {STREAMS} streams"));
    }
    let is_message = entries.iter().any(|e| e.name().starts_with("__properties_version"));
    // What is read as a whole, once all of its streams are there; things inside of it have folders of their own.
    let mut folders: BTreeMap<String, Streams> = BTreeMap::new();
    let known = entries.iter().any(|e| is_part(e.name()));
    for entry in entries.iter().take(STREAMS).filter(|e| e.is_stream()) {
        if work.stopped_now() {
            break;
        }
        let place = entry.path().display().to_string();
        let mut content = Vec::new();
        let bound = work.expandable();
        let read = file.open_stream(entry.path()).and_then(|stream| stream.take(bound).read_to_end(&mut content));
        work.expand(content.len());
        if let Err(e) = read {
            work.gap(&input.place(&place), format_args!("could not be read in full: {e}"));
        } else if (content.len() as u64) < entry.len() {
            work.gap(&input.place(&place), "could not be read in full: too much came out of the file");
        }
        match entry.name().strip_prefix("__substg1.0_").filter(|_| is_message) {
            Some(property) => self::property(property, &content, &place, input, work),
            None => {
                if ![word::STREAM, slides::STREAM].contains(&entry.name()) {
                    leftovers(input, &content, &place, known, work);
                }
                if is_part(entry.name()) {
                    let folder = place[..place.len() - entry.name().len()].to_owned();
                    folders.entry(folder).or_default().insert(entry.name().to_owned(), content);
                }
            }
        }
    }
    let outcomes: Vec<_> =
        folders.iter().filter_map(|(folder, streams)| documents(input, folder, streams, work)).collect();
    for reason in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        work.gap(&input.prefix, format_args!("could not be read in full {reason}"));
    }
    if !is_message && outcomes.is_empty() {
        work.gap(
            &input.prefix,
            "could not be read in full: a compound file of an unknown kind, of whose streams runs of letters were searched",
        );
    }
    Ok(())
}

/// The streams of one folder by their names.
type Streams = BTreeMap<String, Vec<u8>>;

/// Whether a stream of this name is a part of what is read as a whole.
fn is_part(name: &str) -> bool {
    [word::STREAM, slides::STREAM, slides::USER].contains(&name)
        || word::TABLES.contains(&name)
        || xls::is_workbook(name)
}

/// Reads what the streams of a folder are together: nothing where they are nothing that is known here.
fn documents(input: &Input<'_>, folder: &str, streams: &Streams, work: &mut Work<'_>) -> Option<Result<(), String>> {
    let stream = |name: &str| streams.get(name).map_or(&[][..], Vec::as_slice);
    // What lies at the top is the file itself, and needs no name.
    let inner = folder.trim_matches('/');
    let prefix = if inner.is_empty() { input.prefix.clone() } else { input.place(&format!("{inner} > ")) };
    let of_folder = Input { prefix, ..input.inside(input.bytes, "") };
    let mut outcome = None;
    let mut note = |read: Result<(), String>, kind: &str| {
        let read = read.map_err(|reason| format!("as {kind}: {reason}; runs of letters were searched"));
        outcome = Some(outcome.take().unwrap_or(Ok(())).and(read));
    };
    if let Some(text) = streams.get(word::STREAM) {
        let read = word::read(&of_folder, text, word::TABLES.map(stream), work);
        rest(input, text, &format!("{folder}{}", word::STREAM), &read, work);
        note(read.map(|_| ()), "a document");
    }
    if let Some(text) = streams.get(slides::STREAM) {
        let read = slides::read(&of_folder, text, stream(slides::USER), work);
        rest(input, text, &format!("{folder}{}", slides::STREAM), &read, work);
        note(read.map(|_| ()), "a presentation");
    }
    if let Some((_, book)) = streams.iter().find(|(name, _)| xls::is_workbook(name)) {
        let inside = || Err("it lies inside of another file".into());
        note(if inner.is_empty() { xls::read(input, book, work) } else { inside() }, "a workbook");
    }
    outcome
}

/// Carves what a stream holds beside the text that was read from it: text that was deleted stays in such files.
fn rest(input: &Input<'_>, stream: &[u8], place: &str, read: &Result<Vec<Range<usize>>, String>, work: &mut Work<'_>) {
    let mut stream = stream.to_vec();
    for range in read.iter().flatten() {
        stream[range.clone()].fill(0);
    }
    leftovers(input, &stream, place, read.is_ok(), work);
}

/// Carves a stream; where its text is `known` by other means, what is left of it is hidden.
fn leftovers(input: &Input<'_>, content: &[u8], place: &str, known: bool, work: &mut Work<'_>) {
    let stream = input.inside(content, place);
    let part = if known { Part::DocumentHidden } else { Part::DocumentText };
    super::carve::carve(&stream, input.part_or(part), work);
    super::carve::inside(&stream, work);
}

/// The number of two bytes at a place, lowest first; so are all numbers of these formats.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

/// The number of four bytes at a place.
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

/// One property of a message: four digits of its number, four of its type.
fn property(property: &str, content: &[u8], place: &str, input: &Input<'_>, work: &mut Work<'_>) {
    let (number, kind) = property.split_at_checked(4).unwrap_or((property, ""));
    match kind.get(..4) {
        Some("001F" | "101F") => {
            let text = encoding_rs::UTF_16LE.decode_without_bom_handling(content).0;
            let part = if matches!(number, "3704" | "3707") { Part::FileName } else { Part::Mail };
            work.text(input, input.part_or(part), place, text.as_ref(), None);
            work.nested_value(input, place, &text);
        }
        Some("001E") => {
            let text = crate::extraction::charset::decode(content, "", "").0.into_owned();
            let part = if matches!(number, "3704" | "3707") { Part::FileName } else { Part::Mail };
            work.text(input, input.part_or(part), place, text.as_str(), None);
            work.nested_value(input, place, &text);
        }
        // The body as compressed RTF: its text stands in the plain body as well, but whether all of it does is not known.
        Some("0102") if number == "1009" => {
            super::carve::carve(&input.inside(content, place), input.part_or(Part::Mail), work);
            work.gap(&input.place(place), "could not be read: the body as compressed RTF; the plain body was read");
        }
        // The body as HTML, and the bytes of attachments.
        Some("0102") if matches!(number, "1013" | "3701") => work.nested(&input.inside(content, place)),
        _ => super::carve::carve(&input.inside(content, place), input.part_or(Part::Mail), work),
    }
}
