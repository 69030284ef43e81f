//! RTF: text in its code pages, hidden and deleted text, the info group, field instructions.

use encoding_rs::Encoding;

use super::super::charset;
use crate::extraction::work::{Input, Work};
use crate::extraction::{Concealment, Part, Place, Segment};

/// Groups inside of each other.
const DEPTH: usize = 10_000;

/// Whether bytes are RTF.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

#[derive(Clone)]
struct Group {
    hidden: Option<Concealment>,
    part: Part,
    skip: bool,
    /// Its text is a file in hexadecimal digits.
    is_file: bool,
    encoding: &'static Encoding,
    unicode_skip: usize,
    name: &'static str,
}

/// Reads the text.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let bytes = input.bytes;
    let mut groups = vec![Group {
        hidden: None,
        part: Part::DocumentText,
        skip: false,
        is_file: false,
        encoding: encoding_rs::WINDOWS_1252,
        unicode_skip: 1,
        name: "",
    }];
    let mut pending: Vec<u8> = Vec::new();
    let mut text = String::new();
    let mut paragraph = 1usize;
    let mut skip = 0usize;
    let mut high: Option<u16> = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if work.stopped() {
            break;
        }
        let group = groups.last().cloned().unwrap_or(Group {
            hidden: None,
            part: Part::DocumentText,
            skip: false,
            is_file: false,
            encoding: encoding_rs::WINDOWS_1252,
            unicode_skip: 1,
            name: "",
        });
        match byte {
            b'{' => {
                flush(input, work, &group, &mut pending, &mut text, paragraph);
                if groups.len() >= DEPTH {
                    return Err("could not be read in full: its groups nest too deep".into());
                }
                groups.push(group);
                at += 1;
            }
            b'}' => {
                flush(input, work, &group, &mut pending, &mut text, paragraph);
                if groups.len() > 1 {
                    groups.pop();
                }
                at += 1;
            }
            b'\\' => {
                at += 1;
                match bytes.get(at) {
                    Some(b'\'') => {
                        let code = bytes
                            .get(at + 1..at + 3)
                            .and_then(|d| std::str::from_utf8(d).ok())
                            .and_then(|d| u8::from_str_radix(d, 16).ok());
                        at += if code.is_some() { 3 } else { 1 };
                        if skip > 0 {
                            skip -= 1;
                        } else if let Some(code) = code {
                            pending.push(code);
                        }
                    }
                    Some(b) if b.is_ascii_alphabetic() => {
                        let start = at;
                        while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                            at += 1;
                        }
                        let word = std::str::from_utf8(&bytes[start..at]).unwrap_or_default();
                        let digits = at;
                        if bytes.get(at) == Some(&b'-') {
                            at += 1;
                        }
                        while bytes.get(at).is_some_and(u8::is_ascii_digit) && at - digits < 11 {
                            at += 1;
                        }
                        let number: Option<i64> =
                            std::str::from_utf8(&bytes[digits..at]).ok().and_then(|d| d.parse().ok());
                        if bytes.get(at) == Some(&b' ') {
                            at += 1;
                        }
                        if word == "bin" {
                            // The bytes of a picture or an object as they are.
                            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
                            let end = at.saturating_add(length).min(bytes.len());
                            let mut nested = input.inside(&bytes[at..end], &format!("object[{paragraph}]"));
                            nested.part = None;
                            work.nested(&nested);
                            at = end;
                            continue;
                        }
                        if word == "u" {
                            decode(&group, &mut pending, &mut text);
                            let unit = number.unwrap_or(63) as u16;
                            match (high.take(), unit) {
                                (_, 0xD800..=0xDBFF) => high = Some(unit),
                                (Some(first), 0xDC00..=0xDFFF) => {
                                    text.extend(char::decode_utf16([first, unit]).flatten())
                                }
                                _ => text.extend(char::from_u32(u32::from(unit))),
                            }
                            skip = group.unicode_skip;
                            continue;
                        }
                        skip = 0;
                        control(word, number, input, work, &mut groups, &mut pending, &mut text, &mut paragraph);
                    }
                    Some(b'*') => {
                        at += 1;
                        if let Some(g) = groups.last_mut()
                            && g.part == Part::DocumentText
                        {
                            g.part = Part::DocumentHidden;
                            g.hidden = g.hidden.or(Some(Concealment::NotRendered));
                        }
                    }
                    Some(b'~') => {
                        pending.push(b' ');
                        at += 1;
                    }
                    Some(b'-' | b'_') => at += 1,
                    Some(other) => {
                        if matches!(other, b'\\' | b'{' | b'}') {
                            pending.push(*other);
                        }
                        at += 1;
                    }
                    None => break,
                }
            }
            b'\r' | b'\n' => at += 1,
            other => {
                if skip > 0 {
                    skip -= 1;
                } else {
                    pending.push(*other);
                }
                at += 1;
            }
        }
    }
    if let Some(group) = groups.last().cloned() {
        flush(input, work, &group, &mut pending, &mut text, paragraph);
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one call site; the loop's state is all there is")]
fn control(
    word: &str,
    number: Option<i64>,
    input: &Input<'_>,
    work: &mut Work<'_>,
    groups: &mut [Group],
    pending: &mut Vec<u8>,
    text: &mut String,
    paragraph: &mut usize,
) {
    let Some(group) = groups.last_mut() else { return };
    let on = number != Some(0);
    match word {
        "par" | "sect" | "page" | "row" => {
            flush(input, work, group, pending, text, *paragraph);
            *paragraph += 1;
        }
        "cell" | "line" | "tab" => pending.push(b' '),
        "emdash" | "endash" => pending.push(b'-'),
        "ansicpg" => {
            let encoding = charset::code_page(number.and_then(|n| u32::try_from(n).ok()).unwrap_or(1252));
            group.encoding = encoding;
        }
        "mac" => group.encoding = charset::code_page(10000),
        "uc" => group.unicode_skip = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(100),
        "v" | "deleted" => {
            flush(input, work, group, pending, text, *paragraph);
            let reason = if word == "v" { Concealment::NotRendered } else { Concealment::EarlierRevision };
            group.hidden = on.then_some(reason);
        }
        "plain" => {
            flush(input, work, group, pending, text, *paragraph);
            if group.part == Part::DocumentText {
                group.hidden = None;
            }
        }
        // Pictures and objects are long rows of hexadecimal digits: files inside.
        "pict" | "objdata" | "themedata" | "datastore" | "colorschememapping" => group.is_file = true,
        "colortbl" | "latentstyles" => group.skip = true,
        "fonttbl" | "stylesheet" => {
            group.part = Part::DocumentMeta;
            group.hidden = Some(Concealment::NotRendered);
            group.name = if word == "fonttbl" { "fonts" } else { "styles" };
        }
        "info" => {
            group.part = Part::DocumentMeta;
            group.hidden = None;
            group.name = "info";
        }
        "author" | "operator" | "title" | "subject" | "company" | "manager" | "keywords" | "doccomm" | "revtbl"
        | "userprops" | "atnauthor" | "atnid" => {
            group.part = Part::DocumentMeta;
            group.name = match word {
                "author" => "author",
                "operator" => "operator",
                "company" => "company",
                "manager" => "manager",
                "revtbl" => "revision authors",
                "userprops" => "user properties",
                _ => "info",
            };
        }
        "annotation" | "bkmkstart" | "bkmkend" | "fldinst" => {
            group.part = Part::DocumentHidden;
            group.hidden = Some(Concealment::NotRendered);
        }
        _ => {}
    }
}

fn decode(group: &Group, pending: &mut Vec<u8>, text: &mut String) {
    if !pending.is_empty() {
        text.push_str(&group.encoding.decode_without_bom_handling(pending).0);
        pending.clear();
    }
}

fn flush(
    input: &Input<'_>,
    work: &mut Work<'_>,
    group: &Group,
    pending: &mut Vec<u8>,
    text: &mut String,
    paragraph: usize,
) {
    decode(group, pending, text);
    let taken = std::mem::take(text);
    if group.skip || taken.is_empty() {
        return;
    }
    if group.is_file && !taken.trim().is_empty() {
        let digits: Vec<u8> = taken.bytes().filter(u8::is_ascii_hexdigit).collect();
        let file = hex::decode(&digits[..digits.len() & !1]).unwrap_or_default();
        work.expand(file.len());
        // An object has a head of its own before the file in it.
        let mut nested = input.inside(&file, &format!("object[{paragraph}]"));
        nested.part = None;
        if super::super::dispatch::is_known(&nested) {
            work.nested(&nested);
        } else {
            super::carve::carve(&nested, Part::DocumentHidden, work);
            super::carve::inside(&nested, work);
        }
        return;
    }
    let part =
        if group.hidden.is_some() && group.part == Part::DocumentText { Part::DocumentHidden } else { group.part };
    let place = if group.name.is_empty() { format!("paragraph[{paragraph}]") } else { group.name.to_owned() };
    work.push(Segment {
        text: &taken,
        part: input.part_or(part),
        place: Place::from(&input.place(&place)),
        span: None,
        concealed: group.hidden.or(input.concealed),
        inline: true,
    });
}
