//! One pass over JSON with a stack of containers and a growing pointer.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::fast::RandomState;
use memchr::memchr2;

use crate::extraction::dispatch;
use crate::extraction::places::{Place, PlaceId};
use crate::extraction::work::{Input, Work};
use crate::extraction::{Part, Segment, UnitSource};

/// Deeper containers share the pointer of their ancestor.
const POINTER_LIMIT: usize = 1500;
/// Containers inside of each other; a document beyond is damaged or hostile, and is kept as text.
const DEPTH_LIMIT: usize = 100_000;
/// Distinct keys that are remembered; later ones are given each time.
const KEYS_LIMIT: usize = 100_000;
/// Keys of a row whose order is remembered.
const COLUMNS: usize = 64;
/// Keys that are held back: where there are more, what follows them is another row.
const TOLD: usize = 4096;
/// Numbers that are the bytes of something, at least.
const BYTES: usize = 6;
/// Bytes of a file, at least.
const FILE: usize = 32;

/// Whether bytes may be JSON: the first two signs fit.
pub(crate) fn looks_like_json(bytes: &[u8]) -> bool {
    let mut signs = bytes.iter().filter(|b| !b.is_ascii_whitespace());
    matches!(
        (signs.next(), signs.next()),
        (Some(b'{'), Some(b'"' | b'}'))
            | (Some(b'['), Some(b'{' | b'[' | b'"' | b']' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n'))
    )
}

struct Level {
    /// Bytes of its pointer.
    pointer: usize,
    /// Next index of an array; `None` for objects.
    index: Option<usize>,
    /// Its place.
    place: PlaceId,
    /// What its members are as bytes, as long as all of them could be.
    bytes: Option<Vec<u8>>,
}

impl Level {
    /// Notes a member that is a number, or none that could be a byte.
    fn note(&mut self, number: Option<&str>) {
        let Some(bytes) = &mut self.bytes else { return };
        // Some languages have bytes with a sign.
        match number.and_then(|n| n.parse::<i16>().ok()).filter(|n| (-128..=255).contains(n)) {
            Some(byte) => bytes.push(byte as u8),
            None => self.bytes = None,
        }
    }

    /// Notes the key of a member: a list of bytes that is written as an object has their numbers as keys.
    fn note_key(&mut self, key: &str) {
        if self.bytes.as_ref().is_some_and(|bytes| key.parse() != Ok(bytes.len())) {
            self.bytes = None;
        }
    }
}

/// Reads one JSON value and hands out its keys and values.
pub(super) struct Reader<'a, 'b> {
    input: &'a Input<'b>,
    /// Offset of the text in the input's bytes, where the text is those bytes.
    offset: Option<usize>,
    /// Bytes of the pointer of what is being read.
    pointer: usize,
    /// Whether it begins with the key of cookies.
    in_cookies: bool,
    keys: HashSet<String, RandomState>,
    /// The first ones in order, and which of them comes next where a row is like the one before.
    columns: Vec<String>,
    next: usize,
    /// Keys that are told behind the values, which follow each other without them: a value may lie in several members.
    told: Vec<Key>,
}

/// A key with the bytes it stands at, and its place.
struct Key {
    text: String,
    bytes: (usize, usize),
    place: PlaceId,
    part: Part,
}

impl<'a, 'b> Reader<'a, 'b> {
    /// A reader for text that begins at this offset of the input's bytes.
    pub fn new(input: &'a Input<'b>, offset: Option<usize>) -> Self {
        Reader {
            input,
            offset,
            pointer: 0,
            in_cookies: false,
            keys: HashSet::default(),
            columns: Vec::new(),
            next: 0,
            told: Vec::new(),
        }
    }

    /// Reads the value at the start of `text`. Returns how many bytes it took; an error is the offset of the fault.
    pub fn run(&mut self, text: &str, work: &mut Work<'_>) -> Result<usize, usize> {
        let used = self.values(text, work);
        self.tell_keys(work);
        used
    }

    fn tell_keys(&mut self, work: &mut Work<'_>) {
        for Key { text, bytes, place, part } in std::mem::take(&mut self.told) {
            self.push(&text, part, bytes, place, work);
        }
    }

    fn values(&mut self, text: &str, work: &mut Work<'_>) -> Result<usize, usize> {
        let bytes = text.as_bytes();
        let mut levels: Vec<Level> = Vec::new();
        let mut at = skip_space(bytes, 0);
        let mut place = work.out.segments.places().written(&self.input.prefix);
        loop {
            if work.stopped() {
                return Ok(text.len());
            }
            // Here a value begins.
            match bytes.get(at) {
                Some(b'{' | b'[') => {
                    levels.last_mut().into_iter().for_each(|level| level.note(None));
                    if levels.len() >= DEPTH_LIMIT {
                        return Err(at);
                    }
                    let object = bytes[at] == b'{';
                    let (pointer, index) = (self.pointer, (!object).then_some(0));
                    levels.push(Level { pointer, index, place, bytes: Some(Vec::new()) });
                    at = skip_space(bytes, at + 1);
                    let empty = bytes.get(at) == Some(if object { &b'}' } else { &b']' });
                    if !empty {
                        (at, place) = self.enter(text, at, &mut levels, work)?;
                        continue;
                    }
                }
                Some(b'"') => {
                    let (value, end) = string(text, at)?;
                    levels.last_mut().into_iter().for_each(|level| level.note(None));
                    self.value(value, (at + 1, end - 1), place, work);
                    at = end;
                }
                Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                    let end = bytes[at..]
                        .iter()
                        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.')))
                        .map_or(bytes.len(), |n| at + n);
                    let token = &text[at..end];
                    if !is_token(token) {
                        return Err(at);
                    }
                    levels.last_mut().into_iter().for_each(|level| level.note(Some(token)));
                    if token != "null" {
                        self.value(Cow::Borrowed(token), (at, end), place, work);
                    }
                    at = end;
                    if levels.is_empty() {
                        return Ok(at);
                    }
                }
                _ => return Err(at),
            }
            // Here a value has ended; an empty container stands at its closing sign.
            loop {
                let Some(level) = levels.last_mut() else { return Ok(at) };
                self.pointer = level.pointer;
                at = skip_space(bytes, at);
                match bytes.get(at) {
                    Some(b',') => {
                        at = skip_space(bytes, at + 1);
                        (at, place) = self.enter(text, at, &mut levels, work)?;
                        break;
                    }
                    Some(b'}') if level.index.is_none() => {}
                    Some(b']') if level.index.is_some() => {}
                    _ => return Err(at),
                }
                if let Some(Level { place, bytes: Some(bytes), .. }) = levels.pop()
                    && bytes.len() >= BYTES
                {
                    self.list_of_bytes(&bytes, place, work);
                }
                at += 1;
                if levels.is_empty() {
                    return Ok(at);
                }
            }
        }
    }

    /// Moves to the next member of the innermost container: reads a key, or counts the index. Tells where it goes on, and the
    /// place of the member.
    fn enter(
        &mut self,
        text: &str,
        at: usize,
        levels: &mut [Level],
        work: &mut Work<'_>,
    ) -> Result<(usize, PlaceId), usize> {
        let outermost = levels.len() == 1;
        let Some(level) = levels.last_mut() else { return Err(at) };
        let mut place = level.place;
        let short = self.pointer < POINTER_LIMIT;
        if let Some(index) = &mut level.index {
            if short {
                let mut digits = itoa::Buffer::new();
                place = self.member(digits.format(*index), place, work);
            }
            *index += 1;
            return Ok((at, place));
        }
        if text.as_bytes().get(at) != Some(&b'"') {
            return Err(at);
        }
        let (key, end) = string(text, at)?;
        level.note_key(&key);
        if outermost {
            self.in_cookies = key.starts_with("cookies");
        }
        if short {
            if key.contains(['~', '/']) {
                place = self.member(&key.replace('~', "~0").replace('/', "~1"), place, work);
            } else {
                place = self.member(&key, place, work);
            }
        }
        // A key that every row repeats is told once.
        if !key.is_empty() && !self.is_known(&key) {
            let (text, bytes) = (key.as_ref().to_owned(), (at + 1, end - 1));
            self.told.push(Key { text, bytes, place, part: self.part() });
            if self.told.len() == TOLD {
                self.tell_keys(work);
            }
            if self.columns.len() < COLUMNS {
                self.columns.push(key.as_ref().to_owned());
            }
            if self.keys.len() < KEYS_LIMIT {
                self.keys.insert(key.into_owned());
            }
        }
        let colon = skip_space(text.as_bytes(), end);
        if text.as_bytes().get(colon) != Some(&b':') {
            return Err(colon);
        }
        Ok((skip_space(text.as_bytes(), colon + 1), place))
    }

    /// Whether a key came before: most come in the order of the row before.
    fn is_known(&mut self, key: &str) -> bool {
        let is = |column: &String| column == key;
        let known = self.columns.get(self.next).is_some_and(is);
        if known || self.keys.contains(key) {
            let at = if known { Some(self.next) } else { self.columns.iter().position(is) };
            self.next = at.map_or(0, |at| (at + 1) % self.columns.len());
            return true;
        }
        false
    }

    /// The place of a member, to which the pointer goes on.
    fn member(&mut self, name: &str, outer: PlaceId, work: &mut Work<'_>) -> PlaceId {
        self.pointer += 1 + name.len();
        work.out.segments.places().inside(outer, &["/", name])
    }

    fn value(&mut self, value: Cow<'_, str>, bytes: (usize, usize), place: PlaceId, work: &mut Work<'_>) {
        self.push(&value, self.part(), bytes, place, work);
        if Work::may_be_a_document(&value) {
            let mut inner = self.input.inside(&[], "");
            inner.prefix = String::new();
            inner.part = Some(self.part());
            let place = work.out.segments.places().path(place);
            work.nested_value(&inner, &place, &value);
        }
    }

    /// A text or a file that is written as the numbers of its bytes.
    fn list_of_bytes(&self, bytes: &[u8], place: PlaceId, work: &mut Work<'_>) {
        let mut inner = self.input.inside(bytes, "");
        inner.prefix = format!("{}!", work.out.segments.places().path(place));
        inner.part = Some(self.part());
        // So few are no file, whatever they begin like: a row of numbers that is none would be a gap.
        if bytes.len() < FILE {
            if dispatch::is_text(bytes) {
                let (text, _) = inner.text();
                work.text(&inner, self.part(), "", text, None);
            }
        } else if dispatch::is_known(&inner) || dispatch::is_text(bytes) {
            work.expand(bytes.len());
            work.nested(&inner);
        }
    }

    fn push(&self, text: &str, part: Part, (start, end): (usize, usize), place: PlaceId, work: &mut Work<'_>) {
        let exact = end - start == text.len();
        let span = self.offset.filter(|_| exact).and_then(|o| self.input.span(o + start, o + end));
        let (concealed, no_place) = (self.input.concealed, Place::Written(""));
        work.push_at(place, &Segment { text, part, place: no_place, span, concealed, inline: false });
    }

    fn part(&self) -> Part {
        // Cookies of a page state stand in the storage object under a key of their own.
        if self.input.source == UnitSource::Storage && self.in_cookies {
            return Part::Cookie;
        }
        self.input.part_or(Part::Data)
    }
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

fn is_token(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(token, "true" | "false" | "null")
        || token.parse::<f64>().is_ok()
}

/// The string that begins at `at` (its opening quote), escapes undone, and the offset after its closing quote.
fn string(text: &str, at: usize) -> Result<(Cow<'_, str>, usize), usize> {
    let bytes = text.as_bytes();
    let start = at + 1;
    let mut end = start;
    let mut plain = true;
    loop {
        end += memchr2(b'"', b'\\', bytes.get(end..).ok_or(at)?).ok_or(at)?;
        if bytes[end] == b'"' {
            break;
        }
        plain = false;
        end += 2;
    }
    let raw = &text[start..end];
    if plain {
        return Ok((Cow::Borrowed(raw), end + 1));
    }
    Ok((Cow::Owned(unescape(raw)), end + 1))
}

/// Undoes the escapes of JSON and JavaScript strings; what is no escape stays as it stands.
pub(in crate::extraction::formats) fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    let mut high: Option<u32> = None;
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            high = None;
            continue;
        }
        let Some(kind) = chars.next() else { break };
        let code = match kind {
            'n' => Some('\n' as u32),
            't' => Some('\t' as u32),
            'r' => Some('\r' as u32),
            'b' => Some(8),
            'f' => Some(12),
            'v' => Some(11),
            '\n' => continue,
            'u' | 'x' => {
                let length = if kind == 'u' { 4 } else { 2 };
                let rest = chars.as_str();
                if kind == 'u'
                    && let Some(inside) = rest.strip_prefix('{')
                    && let Some(close) = inside.find('}').filter(|c| *c <= 6)
                {
                    chars = inside[close + 1..].chars();
                    u32::from_str_radix(&inside[..close], 16).ok()
                } else {
                    match rest.get(..length).and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
                        Some(code) => {
                            chars = rest[length..].chars();
                            Some(code)
                        }
                        None => Some(kind as u32),
                    }
                }
            }
            // Octal and other codes are no escapes of JSON: they stay, and are read as disguises.
            other if other.is_ascii_alphanumeric() => {
                out.push('\\');
                Some(other as u32)
            }
            other => Some(other as u32),
        };
        let Some(code) = code else { continue };
        match (high.take(), code) {
            (_, 0xD800..=0xDBFF) => high = Some(code),
            (Some(first), 0xDC00..=0xDFFF) => {
                out.extend(char::from_u32(0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00)));
            }
            (_, code) => out.extend(char::from_u32(code)),
        }
    }
    out
}
