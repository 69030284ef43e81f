//! Compound files: old Word, Excel and PowerPoint, Outlook messages. Each stream by itself, through the library `cfb`: a
//! long text lies in many sectors, in any order. A message is read by its properties (MS-OXMSG); the text of documents is
//! carved from their streams in 8 and 16 bit, and the report says so; of workbooks the cells are read as well (`xls`).

use std::io::{Cursor, Read};

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
    let mut workbook = None;
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
                if super::xls::is_workbook(entry.name()) {
                    workbook = Some(super::xls::read(input, &content, work));
                }
                let stream = input.inside(&content, &place);
                super::carve::carve(&stream, input.part_or(Part::DocumentText), work);
                super::carve::inside(&stream, work);
            }
        }
    }
    match workbook {
        _ if is_message => {}
        Some(Ok(())) => {}
        Some(Err(reason)) => work.gap(&input.prefix, format_args!("could not be read in full as a workbook: {reason}")),
        None => work.gap(
            &input.prefix,
            "could not be read in full: an old Office file, of whose streams runs of letters were searched",
        ),
    }
    Ok(())
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
