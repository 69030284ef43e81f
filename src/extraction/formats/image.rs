//! Pictures: what the file says beside its pixels, and the pixels (of every frame and page) for portraits and letters.

use std::io::Cursor;

use super::super::charset;
use super::{carve, frames, xml};
use crate::extraction::Part;
use crate::extraction::work::{Input, Work, find};

/// Begins a segment with a piece of XMP that was too long for one.
const EXTENDED_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// Whether bytes are a picture.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        || bytes.starts_with(b"\0\0\0\x0cjP  \r\n\x87\n")
        || bytes.starts_with(&[0xFF, 0x4F, 0xFF, 0x51])
        || bytes.starts_with(&[0xFF, 0xD8, 0xFF])
        || bytes.starts_with(b"GIF8")
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
        || bytes.starts_with(b"II*\0")
        || bytes.starts_with(b"MM\0*")
        || (bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0, 0, 0, 0]) && bytes.len() > 54)
        || bytes.starts_with(&[0, 0, 1, 0])
        || (bytes.get(4..8) == Some(b"ftyp")
            && bytes.get(8..12).is_some_and(|b| matches!(b, b"heic" | b"heix" | b"mif1" | b"msf1" | b"avif" | b"avis")))
}

/// Reads the metadata; keeps the picture.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let bytes = input.bytes;
    if bytes.len() <= 64 * 1024 * 1024 {
        let place =
            if input.prefix.is_empty() { "picture".to_owned() } else { input.prefix.trim_end_matches('!').to_owned() };
        work.out.pictures.push((place.clone(), bytes.to_vec()));
        let (further, fault) = frames::further(bytes);
        if let Some(reason) = fault {
            work.gap(&place, reason);
        }
        for (number, picture) in further.into_iter().enumerate() {
            work.out.pictures.push((format!("{place} > frame[{}]", number + 2), picture));
        }
    }
    exif(input, work);
    if bytes.starts_with(b"\x89PNG") {
        png(input, work)?;
    } else if bytes.starts_with(&[0xFF, 0xD8]) {
        jpeg(input, work);
    } else if bytes.starts_with(b"RIFF") {
        riff(input, work);
    } else if bytes.starts_with(b"BM") {
        let length = bytes.get(2..6).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
        if length > 54 && bytes.len() > length + 4 {
            work.nested(&input.inside(&bytes[length..], "appended"));
        }
    } else if bytes.starts_with(&[0, 0, 1, 0]) {
        icons(input, work);
    } else if bytes.starts_with(b"GIF8") || matches!(bytes.get(4..8), Some(b"ftyp" | b"jP  ")) {
        carve::carve(input, Part::DocumentMeta, work);
    }
    // XMP is one packet of XML in every format of pictures.
    xmp(input, bytes, work);
    Ok(())
}

fn exif(input: &Input<'_>, work: &mut Work<'_>) {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let parsed = match reader.read_from_container(&mut Cursor::new(input.bytes)) {
        Ok(parsed) => parsed,
        Err(e) => match e.distill_partial_result(|_| ()) {
            Ok(parsed) => parsed,
            Err(_) => return,
        },
    };
    for field in parsed.fields() {
        let place = format!("exif > {}", field.tag);
        match &field.value {
            exif::Value::Ascii(lines) => {
                for line in lines {
                    let text = charset::decode(line, "", "").0.trim_end_matches('\0').to_owned();
                    work.text(input, Part::DocumentMeta, &place, text, None);
                }
            }
            exif::Value::Undefined(bytes, _) | exif::Value::Byte(bytes) if bytes.len() >= 4 => {
                undefined(input, &place, bytes, work)
            }
            _ => {
                work.text(input, Part::DocumentMeta, &place, field.display_value().with_unit(&parsed).to_string(), None)
            }
        }
    }
    if let Some(place) = gps(&parsed) {
        work.text(input, Part::DocumentMeta, "exif > GPS", place, None);
    }
    thumbnail(input, &parsed, work);
}

/// Where the picture was taken as people and maps write it: degrees north and east with four decimals.
fn gps(parsed: &exif::Exif) -> Option<String> {
    let degrees = |tag, reference, negative: u8| {
        let exif::Value::Rational(parts) = &parsed.get_field(tag, exif::In::PRIMARY)?.value else { return None };
        let value = parts.iter().take(3).zip([1.0, 60.0, 3600.0]).map(|(part, unit)| part.to_f64() / unit).sum::<f64>();
        let sign = match &parsed.get_field(reference, exif::In::PRIMARY)?.value {
            exif::Value::Ascii(letters) if letters.first().and_then(|l| l.first()) == Some(&negative) => -1.0,
            _ => 1.0,
        };
        value.is_finite().then_some(sign * value)
    };
    let north = degrees(exif::Tag::GPSLatitude, exif::Tag::GPSLatitudeRef, b'S')?;
    let east = degrees(exif::Tag::GPSLongitude, exif::Tag::GPSLongitudeRef, b'W')?;
    Some(format!("{north:.4}, {east:.4}"))
}

/// User comments, Windows' own fields (16 bit), and maker notes.
fn undefined(input: &Input<'_>, place: &str, bytes: &[u8], work: &mut Work<'_>) {
    let body = bytes.strip_prefix(b"ASCII\0\0\0").or_else(|| bytes.strip_prefix(b"UNICODE\0")).unwrap_or(bytes);
    let mut inner = input.inside(body, place);
    inner.part = Some(Part::DocumentMeta);
    carve::carve(&inner, Part::DocumentMeta, work);
}

/// The small picture inside, which editors forget to change.
fn thumbnail(input: &Input<'_>, parsed: &exif::Exif, work: &mut Work<'_>) {
    let number = |tag| parsed.get_field(tag, exif::In::THUMBNAIL).and_then(|f| f.value.get_uint(0)).map(|n| n as usize);
    if let (Some(start), Some(length)) =
        (number(exif::Tag::JPEGInterchangeFormat), number(exif::Tag::JPEGInterchangeFormatLength))
        && let Some(bytes) = start.checked_add(length).and_then(|end| parsed.buf().get(start..end))
    {
        work.out.pictures.push((input.place("thumbnail"), bytes.to_vec()));
    }
}

fn png(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let bytes = input.bytes;
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        if work.stopped_now() {
            break;
        }
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let kind = [head[4], head[5], head[6], head[7]];
        let start = at + 8;
        let Some(end) = start.checked_add(length).filter(|e| *e <= bytes.len()) else {
            return Err("could not be read in full: the picture is cut".into());
        };
        let data = &bytes[start..end];
        let keyword_end = data.iter().position(|b| *b == 0).unwrap_or(0);
        let keyword = String::from_utf8_lossy(&data[..keyword_end]).into_owned();
        let rest = data.get(keyword_end + 1..).unwrap_or_default();
        let place = format!("png > {keyword}");
        match &kind {
            b"tEXt" if keyword.starts_with("Raw profile type") => raw_profile(input, &place, rest, work),
            b"tEXt" => {
                let span = input.span(end - rest.len(), end).filter(|_| rest.is_ascii());
                work.text(input, Part::DocumentMeta, &place, &charset::decode(rest, "", "").0, span);
            }
            b"zTXt" => compressed(input, &place, rest.get(1..).unwrap_or_default(), work),
            b"iTXt" => {
                let packed = rest.first() == Some(&1);
                let mut fields = rest.get(2..).unwrap_or_default().splitn(3, |b| *b == 0);
                let (_language, translated, text) =
                    (fields.next(), fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
                work.text(input, Part::DocumentMeta, &place, String::from_utf8_lossy(translated), None);
                if packed {
                    compressed(input, &place, text, work);
                } else {
                    work.text(input, Part::DocumentMeta, &place, String::from_utf8_lossy(text), None);
                }
            }
            b"iCCP" => work.text(input, Part::DocumentMeta, "png > profile", keyword, None),
            b"IEND" if bytes.len() > end + 4 + 16 => {
                // What follows the picture is no part of it, and nobody who looks at it sees it.
                let mut nested = input.inside(&bytes[end + 4..], "appended");
                nested.offset = input.offset.map(|o| o + (end + 4) as u64);
                work.nested(&nested);
                break;
            }
            _ => {}
        }
        at = end + 4;
    }
    Ok(())
}

/// Metadata as an old program keeps them: their bytes in hexadecimal digits, behind a name and a length.
fn raw_profile(input: &Input<'_>, place: &str, text: &[u8], work: &mut Work<'_>) {
    let digits: Vec<u8> =
        text.split(|b| *b == b'\n').skip(3).flatten().copied().filter(u8::is_ascii_hexdigit).collect();
    let Ok(content) = hex::decode(&digits[..digits.len() & !1]) else { return };
    let mut inner = input.inside(&content, place);
    inner.part = Some(Part::DocumentMeta);
    carve::carve(&inner, Part::DocumentMeta, work);
}

/// Each picture of an icon: those that are files of their own say more than their pixels.
fn icons(input: &Input<'_>, work: &mut Work<'_>) {
    let bytes = input.bytes;
    let count = bytes.get(4..6).map_or(0, |b| u16::from_le_bytes([b[0], b[1]])).min(64);
    for number in 0..usize::from(count) {
        let Some(entry) = bytes.get(6 + number * 16..22 + number * 16) else { return };
        let size = |at: usize| u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]) as usize;
        let picture = size(12).checked_add(size(8)).and_then(|end| bytes.get(size(12)..end));
        if let Some(picture) = picture.filter(|p| p.starts_with(b"\x89PNG")) {
            work.nested(&input.inside(picture, &format!("icon[{}]", number + 1)));
        }
    }
}

fn compressed(input: &Input<'_>, place: &str, data: &[u8], work: &mut Work<'_>) {
    let (content, fault) = super::gzip::inflate(&mut flate2::read::ZlibDecoder::new(data), work);
    if let Some(reason) = fault {
        work.gap(&input.place(place), format_args!("could not be unpacked in full: {reason}"));
    }
    if place.contains("Raw profile type") {
        return raw_profile(input, place, &content, work);
    }
    work.text(input, Part::DocumentMeta, place, &charset::decode(&content, "", "").0, None);
}

fn jpeg(input: &Input<'_>, work: &mut Work<'_>) {
    let bytes = input.bytes;
    let mut at = 2;
    let mut extended = Vec::new();
    while let Some([0xFF, marker]) = bytes.get(at..at + 2) {
        let marker = *marker;
        if marker == 0xD9 || marker == 0xDA || work.stopped_now() {
            break;
        }
        if marker == 0xFF || (0xD0..=0xD8).contains(&marker) {
            at += if marker == 0xFF { 1 } else { 2 };
            continue;
        }
        let Some(size) = bytes.get(at + 2..at + 4) else { break };
        let length = u16::from_be_bytes([size[0], size[1]]) as usize;
        let (start, end) = (at + 4, (at + 2 + length.max(2)).min(bytes.len()));
        let Some(data) = bytes.get(start..end) else { break };
        match marker {
            0xFE => {
                let span = input.span(start, end).filter(|_| data.is_ascii());
                work.text(input, Part::DocumentMeta, "jpeg > comment", &charset::decode(data, "", "").0, span);
            }
            0xED => iptc(input, data, work),
            0xE2 if data.starts_with(b"ICC_PROFILE") => {
                let mut inner = input.inside(data, "jpeg > profile");
                inner.part = Some(Part::DocumentMeta);
                carve::carve(&inner, Part::DocumentMeta, work);
            }
            0xE1 if data.starts_with(EXTENDED_XMP) && data.len() > EXTENDED_XMP.len() + 40 => {
                // Pieces of up to 64 kB behind the digest of the whole, its length and their place in it.
                extended.extend_from_slice(&data[EXTENDED_XMP.len() + 40..]);
            }
            0xE1 if data.starts_with(b"Exif\0") || data.starts_with(b"http://ns.adobe.com/xap/") => {}
            0xE0..=0xEF => {
                let mut inner = input.inside(data, &format!("jpeg > segment {marker:X}"));
                inner.part = Some(Part::DocumentMeta);
                carve::carve(&inner, Part::DocumentMeta, work);
            }
            _ => {}
        }
        at = end;
    }
    if !extended.is_empty() {
        xmp(&input.inside(&extended, "extended"), &extended, work);
    }
    // A damaged one ends where the last end mark stands.
    let last_mark = || bytes.windows(2).rposition(|w| w == [0xFF, 0xD9]).map(|at| at + 2);
    if let Some(end) = carve::jpeg_length(bytes).or_else(last_mark).filter(|end| bytes.len() > end + 8) {
        let mut nested = input.inside(&bytes[end..], "appended");
        nested.offset = input.offset.map(|o| o + end as u64);
        work.nested(&nested);
    }
}

/// IPTC records inside the resources of a Photoshop segment.
fn iptc(input: &Input<'_>, data: &[u8], work: &mut Work<'_>) {
    let mut at = 0;
    let mut number = 0;
    while let Some(start) = find(data, &[0x1C], at) {
        let Some(head) = data.get(start..start + 5) else { return };
        let length = u16::from_be_bytes([head[3], head[4]]) as usize;
        at = start + 1;
        if head[1] > 9 || head[1] == 0 {
            continue;
        }
        if let Some(value) = data.get(start + 5..start + 5 + length) {
            number += 1;
            work.text(
                input,
                Part::DocumentMeta,
                &format!("iptc > {}:{}[{number}]", head[1], head[2]),
                &charset::decode(value, "", "").0,
                None,
            );
            at = start + 5 + length;
        }
    }
}

fn riff(input: &Input<'_>, work: &mut Work<'_>) {
    let bytes = input.bytes;
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let Some(end) = (at + 8).checked_add(length).filter(|e| *e <= bytes.len()) else { break };
        if &head[..4] == b"ICCP" {
            let inner = input.inside(&bytes[at + 8..end], "webp > profile");
            carve::carve(&inner, Part::DocumentMeta, work);
        }
        at = end + (length & 1);
    }
}

/// The packet of XMP, wherever in the file it stands.
fn xmp(input: &Input<'_>, bytes: &[u8], work: &mut Work<'_>) {
    let Some(start) = find(bytes, b"<x:xmpmeta", 0) else { return };
    let end = find(bytes, b"</x:xmpmeta>", start).map_or(bytes.len(), |e| e + b"</x:xmpmeta>".len());
    let mut inner = input.inside(&bytes[start..end], "xmp");
    inner.part = Some(Part::DocumentMeta);
    inner.offset = input.offset.map(|o| o + start as u64);
    if let Err(reason) = xml::read(&inner, work) {
        work.gap(&inner.prefix, reason);
    }
}
