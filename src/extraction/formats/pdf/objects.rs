//! The second pass: every object of the file, whether a page refers to it or not.

use std::collections::BTreeSet;
use std::sync::Arc;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::{Job, pages};
use crate::extraction::{Concealment, Part};

/// Strings inside of each other.
const DEPTH: usize = 64;
/// Names that are kept.
const NAMES: usize = 20_000;
/// Largest stream that is unpacked here.
const STREAM: usize = 64 * 1024 * 1024;

fn load(bytes: &[u8]) -> Result<Document, String> {
    Document::load_mem_with_options(bytes, LoadOptions::with_password(""))
        .map_err(|e| format!("its objects could not be listed ({e})"))
}

/// Takes the text of all objects, pictures, attachments.
pub(super) fn read(bytes: &Arc<Vec<u8>>, job: &Job) -> Result<(), String> {
    let document = load(bytes)?;
    walk(&document, "", None, job)
}

/// The same for an earlier revision, all of it concealed.
pub(super) fn read_earlier(bytes: &Arc<Vec<u8>>, place: &str, job: &Job) -> Result<(), String> {
    let document = load(bytes)?;
    walk(&document, place, Some(Concealment::EarlierRevision), job)
}

fn walk(document: &Document, place: &str, concealed: Option<Concealment>, job: &Job) -> Result<(), String> {
    let mut budget = job.budget;
    let attached = attached(document);
    let mut names = BTreeSet::new();
    document.objects.values().for_each(|object| collect_names(object, &mut names, 0));
    if names.len() >= NAMES {
        job.gap(&format!("its objects have more than {NAMES} names; the others were not read"));
    }
    let names = names.iter().map(|n| String::from_utf8_lossy(n)).collect::<Vec<_>>().join("\n");
    job.text(Part::DocumentHidden, &format!("{place}names"), names, concealed.or(Some(Concealment::NotRendered)));
    let info = document.trailer.get(b"Info").ok().and_then(|i| i.as_reference().ok());
    if let Ok(Object::Dictionary(direct)) = document.trailer.get(b"Info") {
        strings(&Object::Dictionary(direct.clone()), &format!("{place}info"), Part::DocumentMeta, concealed, job, 0);
    }
    for (id, object) in &document.objects {
        if job.late() {
            return Err("time was up".into());
        }
        let here = format!("{place}object[{} {}]", id.0, id.1);
        if Some(*id) == info {
            strings(object, &format!("{place}info"), Part::DocumentMeta, concealed, job, 0);
            continue;
        }
        match object {
            Object::Stream(stream) => {
                let is_file = attached.contains(id);
                self::stream(*id, stream, &here, concealed, job, &mut budget, is_file);
            }
            Object::Dictionary(dictionary) => {
                let kind = describe(dictionary);
                let here = if kind.is_empty() { here } else { format!("{here} {kind}") };
                strings(object, &here, Part::DocumentHidden, concealed, job, 0);
            }
            _ => strings(object, &here, Part::DocumentHidden, concealed, job, 0),
        }
    }
    if budget == 0 {
        return Err("more would come out of its streams than the limit allows".into());
    }
    Ok(())
}

/// The streams that file specifications name: attachments need not say themselves what they are.
fn attached(document: &Document) -> BTreeSet<ObjectId> {
    let files = document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"EF").ok()?.as_dict().ok());
    files.flat_map(|files| files.iter().filter_map(|(_, file)| file.as_reference().ok())).collect()
}

/// Names of keys and values that are longer than the format's usual ones: those of fonts, stamps, fields of editors.
fn collect_names<'d>(object: &'d Object, names: &mut BTreeSet<&'d [u8]>, depth: usize) {
    if depth > DEPTH || names.len() >= NAMES {
        return;
    }
    let mut keep = |name: &'d [u8]| {
        if name.len() >= 4 && name.len() <= 512 {
            names.insert(name);
        }
    };
    match object {
        Object::Name(name) => keep(name),
        Object::Array(items) => items.iter().for_each(|item| collect_names(item, names, depth + 1)),
        Object::Dictionary(dictionary) | Object::Stream(Stream { dict: dictionary, .. }) => {
            for (key, value) in dictionary.iter() {
                if key.len() >= 4 && key.len() <= 512 {
                    names.insert(key);
                }
                collect_names(value, names, depth + 1);
            }
        }
        _ => {}
    }
}

/// What an object is, for the place.
fn describe(dictionary: &Dictionary) -> String {
    let name = |key: &[u8]| {
        dictionary.get(key).ok().and_then(|o| o.as_name().ok()).map(|n| String::from_utf8_lossy(n).into_owned())
    };
    [name(b"Type"), name(b"Subtype"), name(b"S")].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Every string of an object: annotations, form values, outlines, names, labels, scripts, addresses.
fn strings(object: &Object, place: &str, part: Part, concealed: Option<Concealment>, job: &Job, depth: usize) {
    if depth > DEPTH {
        return;
    }
    match object {
        Object::String(bytes, _) => {
            let text = text_string(bytes);
            // Keys of encryption and file ids are strings too, but no text.
            if text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count() * 4 < text.chars().count().max(1) {
                let concealed = concealed.or((part == Part::DocumentHidden).then_some(Concealment::NotRendered));
                job.text(part, place, text, concealed);
            }
        }
        Object::Array(items) => {
            for (index, item) in items.iter().enumerate().take(100_000) {
                strings(item, &format!("{place} > {index}"), part, concealed, job, depth + 1);
            }
        }
        Object::Dictionary(dictionary) => dictionary_strings(dictionary, place, part, concealed, job, depth),
        Object::Stream(stream) => dictionary_strings(&stream.dict, place, part, concealed, job, depth),
        Object::Name(name) if depth > 0 && place.contains("/Dests") => {
            job.text(part, place, String::from_utf8_lossy(name).into_owned(), concealed)
        }
        _ => {}
    }
}

fn dictionary_strings(
    dictionary: &Dictionary,
    place: &str,
    part: Part,
    concealed: Option<Concealment>,
    job: &Job,
    depth: usize,
) {
    for (key, value) in dictionary.iter() {
        let key = String::from_utf8_lossy(key);
        if matches!(key.as_ref(), "O" | "U" | "OE" | "UE" | "Perms" | "ID" | "CharSet" | "Panose")
            && matches!(value, Object::String(..) | Object::Array(..))
            && !matches!(key.as_ref(), "O")
        {
            continue;
        }
        strings(value, &format!("{place}/{key}"), part, concealed, job, depth + 1);
    }
}

fn stream(
    id: ObjectId,
    stream: &Stream,
    place: &str,
    concealed: Option<Concealment>,
    job: &Job,
    budget: &mut u64,
    is_attached: bool,
) {
    dictionary_strings(&stream.dict, place, Part::DocumentHidden, concealed, job, 0);
    let kind = describe(&stream.dict);
    if kind.contains("Image") {
        picture(id, stream, place, job);
        return;
    }
    if kind.contains("XObject")
        || kind.contains("ObjStm")
        || kind.contains("XRef")
        || stream.dict.has(b"FontFile")
        || stream.dict.has(b"Length1")
    {
        return;
    }
    let metadata = kind.contains("Metadata");
    let file = kind.contains("EmbeddedFile") || is_attached;
    let bound = STREAM.min(usize::try_from(*budget).unwrap_or(STREAM));
    let Ok(content) = stream
        .decompressed_content_with_limit(bound)
        .or_else(|_| if stream.filters().is_ok_and(|f| !f.is_empty()) { Err(()) } else { Ok(stream.content.clone()) })
    else {
        return;
    };
    *budget = budget.saturating_sub(content.len() as u64);
    if metadata {
        for (name, text) in xmp(&content) {
            job.text(Part::DocumentMeta, &format!("{place} xmp > {name}"), text, concealed);
        }
    } else if file {
        job.embedded(place, content);
    } else if content.len() < 1 << 20 && !content.contains(&0) && !is_content(&content) {
        // Scripts and long values are streams without a type.
        job.text(Part::DocumentHidden, place, text_string(&content), concealed.or(Some(Concealment::NotRendered)));
    }
}

/// Whether a stream draws: those are interpreted, not read as text.
fn is_content(content: &[u8]) -> bool {
    let has = |word: &[u8]| crate::extraction::work::find(content, word, 0).is_some();
    (has(b"BT") && has(b"ET"))
        || has(b"begincmap")
        || has(b" re\n")
        || has(b" cm\n")
        || content.starts_with(b"q ")
        || content.starts_with(b"q\n")
}

/// The picture of an object: a JPEG as the file that it is, and what no page draws as far as it can be unpacked here.
fn picture(id: ObjectId, stream: &Stream, place: &str, job: &Job) {
    let filters: Vec<Vec<u8>> =
        stream.filters().map(|f| f.into_iter().map(<[u8]>::to_vec).collect()).unwrap_or_default();
    let last = filters.last().map(Vec::as_slice);
    let is_drawn = job.drawn.borrow().contains(&id.0);
    if is_drawn {
        return;
    }
    match last {
        Some(b"DCTDecode" | b"JPXDecode") => {
            let outer: Vec<Object> = filters[..filters.len() - 1].iter().map(|f| Object::Name(f.clone())).collect();
            let content = if outer.is_empty() {
                Ok(stream.content.clone())
            } else {
                // Wrapped once more (as ASCII, or deflated): the picture file is what is left when the wrapping is undone.
                let mut wrapped = stream.clone();
                wrapped.dict.set("Filter", Object::Array(outer));
                wrapped.dict.remove(b"DecodeParms");
                wrapped.decompressed_content_with_limit(STREAM)
            };
            match content {
                Ok(content) => job.embedded(place, content),
                Err(e) => job.gap(&format!("could not unpack the picture {place}: {e}")),
            }
        }
        // Masks and samples of other sizes are the interpreter's business, which reads what pages draw.
        _ if stream.dict.has(b"Width") => match pixels(stream) {
            Some(picture) => job.pixels(place, &picture),
            None => job.gap(&format!("could not decode the picture {place}, which no page draws")),
        },
        _ => {}
    }
}

/// Grey or coloured pixels of eight bits, or grey ones of one bit.
fn pixels(stream: &Stream) -> Option<image::DynamicImage> {
    let number = |key: &[u8]| {
        stream.dict.get(key).ok().and_then(|o| o.as_i64().ok()).and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
    };
    let (width, height) = (number(b"Width"), number(b"Height"));
    let pixels = usize::try_from(u64::from(width) * u64::from(height)).ok().filter(|n| (1..=64_000_000).contains(n))?;
    let packed = !stream.filters().unwrap_or_default().is_empty();
    let raw = if packed { stream.decompressed_content_with_limit(STREAM).ok()? } else { stream.content.clone() };
    let is_mask = stream.dict.get(b"ImageMask").is_ok_and(|m| m.as_bool().unwrap_or(false));
    if is_mask || number(b"BitsPerComponent") == 1 {
        let row = (width as usize).div_ceil(8);
        let light = |at: usize| {
            let (x, y) = (at % width as usize, at / width as usize);
            raw.get(y * row + x / 8).map_or(255, |byte| if byte >> (7 - x % 8) & 1 == 1 { 255 } else { 0 })
        };
        let grey = (0..pixels).map(light).collect();
        return image::GrayImage::from_raw(width, height, grey).map(Into::into);
    }
    if number(b"BitsPerComponent") != 8 {
        return None;
    }
    if raw.len() >= pixels * 3 {
        image::RgbImage::from_raw(width, height, raw[..pixels * 3].to_vec()).map(Into::into)
    } else {
        image::GrayImage::from_raw(width, height, raw.get(..pixels)?.to_vec()).map(Into::into)
    }
}

/// Texts and attributes of XMP.
fn xmp(content: &[u8]) -> Vec<(String, String)> {
    let text = crate::extraction::charset::decode(content, "", "application/xml").0;
    let mut found = Vec::new();
    let mut path = super::super::xml::Path::new();
    let limits = crate::extraction::Limits::default();
    let mut work = crate::extraction::work::Work::new(&limits);
    let _ = super::super::xml::tokens(&text, &mut work, |token, _| match token {
        super::super::xml::Token::Open { name, attributes } => {
            path.open(&name);
            for (attribute, value) in attributes {
                if !attribute.starts_with("xmlns") {
                    found.push((format!("{} > @{attribute}", path.as_str()), value));
                }
            }
        }
        super::super::xml::Token::Close => {
            path.close();
        }
        super::super::xml::Token::Text { text, .. } => found.push((path.as_str().to_owned(), text)),
        super::super::xml::Token::Aside { kind, text } => found.push((kind.to_owned(), text)),
    });
    found
}

/// Layers that are switched off, and pages and content that nothing refers to any more: the document is put together
/// anew so that all of it is drawn, and what was not seen before is taken.
pub(super) fn unseen(bytes: &Arc<Vec<u8>>, job: &Job, seen: &mut BTreeSet<String>) -> Result<(), String> {
    let Ok(mut document) = load(bytes) else { return Ok(()) };
    let mut changed = false;
    if let Ok(catalog) = document.catalog_mut()
        && catalog.remove(b"OCProperties").is_some()
    {
        changed = true;
    }
    changed |= draw_loose(&mut document);
    if !changed {
        return Ok(());
    }
    let mut rebuilt = Vec::new();
    document.trailer.remove(b"Encrypt");
    document.save_to(&mut rebuilt).map_err(|e| format!("it could not be put together anew ({e})"))?;
    let (lines, _) = pages::read(&Arc::new(rebuilt), job);
    let fresh: Vec<_> = lines.into_iter().filter(|l| seen.insert(l.text.clone())).collect();
    job.hand_over(fresh, "unseen!", Some(Concealment::NotRendered));
    Ok(())
}

/// Gives every content stream that no page has a page of its own, with the resources of all pages together.
fn draw_loose(document: &mut Document) -> bool {
    let page_ids: Vec<_> = document.page_iter().take(2000).collect();
    let used: BTreeSet<_> = page_ids.iter().flat_map(|p| document.get_page_contents(*p)).collect();
    let mut fonts = Dictionary::new();
    for (id, object) in &document.objects {
        if let Ok(dictionary) = object.as_dict()
            && let Ok(resources) = dictionary.get_deref(b"Resources", document)
            && let Ok(own) = resources.as_dict().and_then(|r| r.get_deref(b"Font", document)).and_then(Object::as_dict)
        {
            let _ = id;
            for (name, font) in own.iter() {
                if !fonts.has(name) {
                    fonts.set(name.clone(), font.clone());
                }
            }
        }
    }
    let loose: Vec<_> = document
        .objects
        .iter()
        .filter(|(id, object)| {
            !used.contains(*id)
                && object.as_stream().is_ok_and(|s| {
                    let kind = describe(&s.dict);
                    let content = s.decompressed_content_with_limit(1 << 22).unwrap_or_else(|_| s.content.clone());
                    !kind.contains("Image")
                        && !kind.contains("ObjStm")
                        && !kind.contains("XRef")
                        && !s.dict.has(b"Length1")
                        && crate::extraction::work::find(&content, b"BT", 0).is_some()
                        && (crate::extraction::work::find(&content, b"Tj", 0).is_some()
                            || crate::extraction::work::find(&content, b"TJ", 0).is_some())
                })
        })
        .map(|(id, _)| *id)
        .take(500)
        .collect();
    if loose.is_empty() {
        return false;
    }
    let Some(parent) = document.catalog().ok().and_then(|c| c.get(b"Pages").ok()).and_then(|p| p.as_reference().ok())
    else {
        return false;
    };
    let mut kids = Vec::new();
    for id in loose {
        let own = document.get_object(id).ok().and_then(|o| o.as_stream().ok()).map(|s| s.dict.clone());
        let mut resources = own
            .and_then(|d| d.get(b"Resources").ok().cloned())
            .and_then(|r| r.as_dict().ok().cloned())
            .unwrap_or_default();
        if !resources.has(b"Font") {
            resources.set("Font", Object::Dictionary(fonts.clone()));
        }
        let mut page = Dictionary::new();
        page.set("Type", Object::Name(b"Page".to_vec()));
        page.set("Parent", Object::Reference(parent));
        page.set("MediaBox", Object::Array(vec![0.into(), 0.into(), 2000.into(), 2000.into()]));
        page.set("Contents", Object::Reference(id));
        page.set("Resources", Object::Dictionary(resources));
        kids.push(Object::Reference(document.add_object(Object::Dictionary(page))));
    }
    let Ok(tree) = document.get_object_mut(parent).and_then(Object::as_dict_mut) else { return false };
    if let Ok(Object::Array(list)) = tree.get_mut(b"Kids") {
        list.extend(kids);
        let count = i64::try_from(list.len()).unwrap_or(0);
        tree.set("Count", count);
        return true;
    }
    false
}

/// A text string of PDF: UTF-16 or UTF-8 with a mark, else the document encoding, which is Latin-1 for letters.
pub(super) fn text_string(bytes: &[u8]) -> String {
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return crate::extraction::charset::decode(bytes, "", "").0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
