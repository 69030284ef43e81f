//! The bench on which readers work: what they read, where its text goes, and the bounds that nobody may cross.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use super::formats::{self, Format};
use super::places::{Place, PlaceId};
use super::{Concealment, Extraction, Limits, Part, Segment, Segments, UnitSource};

/// How many times the time of one reader a unit with everything inside it may take.
const UNIT_SHARE: u64 = 8;

/// What a reader is given: bytes with everything that is known about them.
pub(crate) struct Input<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// Place of these bytes, ending in a separator or empty: put before every place inside.
    pub prefix: String,
    /// Declared media type without parameters, lower case; empty where unknown.
    pub media_type: &'a str,
    /// Declared character set, empty where unknown.
    pub charset: &'a str,
    /// File name or address, for its extension; empty where unknown.
    pub name: &'a str,
    /// Host of the unit, to tell links inside from links outside.
    pub host: Option<&'a str>,
    /// Where the bytes come from.
    pub source: UnitSource,
    /// The part that all text of these bytes is, whatever its format says (script islands, frames, storage, mail).
    pub part: Option<Part>,
    /// Concealment of the container, which all text in it shares.
    pub concealed: Option<Concealment>,
    /// Offset of `bytes` in the unit's body; `None` where they were computed.
    pub offset: Option<u64>,
}

impl<'a> Input<'a> {
    /// Bytes of which nothing else is known.
    #[cfg(test)]
    pub fn of(bytes: &'a [u8], source: UnitSource) -> Input<'a> {
        let (prefix, media_type, charset, name) = (String::new(), "", "", "");
        Input {
            bytes,
            prefix,
            media_type,
            charset,
            name,
            host: None,
            source,
            part: None,
            concealed: None,
            offset: None,
        }
    }

    /// The part to use where the format would say `own`.
    pub fn part_or(&self, own: Part) -> Part {
        self.part.unwrap_or(own)
    }

    /// The place of something inside.
    pub fn place(&self, inner: &str) -> String {
        let mut place = String::with_capacity(self.prefix.len() + inner.len());
        place.push_str(&self.prefix);
        place.push_str(inner);
        place
    }

    /// An input for something inside that was computed (decoded, decompressed).
    pub fn inside<'b>(&'b self, bytes: &'b [u8], inner: &str) -> Input<'b> {
        Input {
            bytes,
            prefix: format!("{}{}!", self.prefix, inner),
            media_type: "",
            charset: "",
            name: "",
            host: self.host,
            source: self.source,
            part: self.part,
            concealed: self.concealed,
            offset: None,
        }
    }

    /// The span in the unit's body of a range of `bytes`.
    pub fn span(&self, start: usize, end: usize) -> Option<(u64, u64)> {
        self.offset.map(|o| (o + start as u64, o + end as u64))
    }

    /// The bytes as text, and whether offsets in the text are offsets in the bytes (moved by the returned number).
    pub fn text(&self) -> (Cow<'a, str>, Option<usize>) {
        super::charset::decode(self.bytes, self.charset, self.media_type)
    }
}

/// Collects what readers find, within the limits.
pub(crate) struct Work<'l> {
    /// The limits of this extraction.
    pub limits: &'l Limits,
    /// What came out so far.
    pub out: Extraction,
    expanded: u64,
    depth: u8,
    deadline: Instant,
    unit_deadline: Instant,
    ticks: u32,
    late: bool,
    full: bool,
}

/// How far the work had come at some time.
pub(crate) struct Mark {
    segments: usize,
    gaps: usize,
    pictures: usize,
    formats: usize,
    remarks: usize,
    expanded: u64,
    full: bool,
}

impl<'l> Work<'l> {
    /// An empty bench.
    pub fn new(limits: &'l Limits) -> Self {
        let now = Instant::now();
        let unit_deadline = now + Duration::from_secs(limits.seconds.saturating_mul(UNIT_SHARE).min(86_400));
        Work {
            limits,
            out: Extraction::default(),
            expanded: 0,
            depth: 0,
            deadline: (now + Duration::from_secs(limits.seconds.min(86_400))).min(unit_deadline),
            unit_deadline,
            ticks: 0,
            late: false,
            full: false,
        }
    }

    /// When the reader at work must end.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Bytes that decompression may still bring.
    pub fn expandable(&self) -> u64 {
        self.limits.expanded_bytes.saturating_sub(self.expanded)
    }

    /// Counts bytes that came out of decompression.
    pub fn expand(&mut self, bytes: usize) {
        self.expanded = self.expanded.saturating_add(bytes as u64);
    }

    /// Whether the reader must end now; looks at the clock once in a while.
    pub fn stopped(&mut self) -> bool {
        if self.full || self.late {
            return true;
        }
        self.ticks = self.ticks.wrapping_add(1);
        if self.ticks.is_multiple_of(64) && Instant::now() >= self.deadline {
            self.late = true;
        }
        self.late
    }

    /// Like [`Work::stopped`], but always looks at the clock: for loops whose turns are slow.
    pub fn stopped_now(&mut self) -> bool {
        if Instant::now() >= self.deadline {
            self.late = true;
        }
        self.late || self.full
    }

    /// Notes something that could not be read.
    pub fn gap(&mut self, place: &str, reason: impl std::fmt::Display) {
        if self.out.gaps.len() < 10_000 {
            let place = if place.is_empty() { "unit" } else { place.trim_end_matches(['!', ' ', '>']) };
            self.out.gaps.push(format!("{}: {reason}", clean(place)));
        }
    }

    /// Takes a segment.
    pub fn push(&mut self, segment: Segment<'_>) {
        if self.has_room(segment.text) {
            self.out.segments.push(segment);
        }
    }

    /// Takes a segment at a place of this bench.
    pub fn push_at(&mut self, place: PlaceId, segment: &Segment<'_>) {
        if self.has_room(segment.text) {
            self.out.segments.push_at(place, segment);
        }
    }

    /// Takes what was read of a part of a page before, at a place of this bench and with spans that count from a byte.
    pub fn paste(&mut self, copy: &Segments, place: PlaceId, from: u64) {
        self.out.segments.paste(copy, place, from);
        if self.out.segments.len() > self.limits.segments {
            self.out.segments.truncate(self.limits.segments);
            self.full = true;
        }
    }

    fn has_room(&mut self, text: &str) -> bool {
        self.full |= !text.is_empty() && self.out.segments.len() >= self.limits.segments;
        !text.is_empty() && !self.full
    }

    /// Takes text that stands alone.
    pub fn text(
        &mut self,
        input: &Input<'_>,
        part: Part,
        place: &str,
        text: impl AsRef<str>,
        span: Option<(u64, u64)>,
    ) {
        let part = input.part_or(part);
        self.push(Segment {
            text: text.as_ref(),
            part,
            place: Place::from(&input.place(place)),
            span,
            concealed: input.concealed,
            inline: false,
        });
    }

    /// Reads bytes that stand inside of others. `own_gaps` tells whether a failure is a gap: a file must be read, while
    /// a string that merely looks like a document was read as a string already.
    pub fn nested(&mut self, input: &Input<'_>) {
        if self.stopped_now() {
            return;
        }
        if self.depth >= self.limits.depth {
            self.gap(&input.prefix, format_args!("could not look deeper than {} containers", self.limits.depth));
            return;
        }
        let paused = Instant::now();
        let outer = self.deadline;
        self.deadline = (paused + Duration::from_secs(self.limits.seconds.min(86_400))).min(self.unit_deadline);
        self.depth += 1;
        self.read(input, true);
        self.depth -= 1;
        // A container's own clock stands still while something inside it is read.
        self.deadline = (outer + paused.elapsed()).min(self.unit_deadline);
        if self.late && Instant::now() < self.deadline {
            self.late = false;
        }
    }

    /// Whether [`Work::nested_value`] may find something in a text.
    pub fn may_be_a_document(text: &str) -> bool {
        let trimmed = text.trim_start();
        trimmed.len() >= 8
            && match trimmed.as_bytes()[0] {
                b'{' | b'[' | b'<' => true,
                b'd' | b'D' if starts_ignoring_case(trimmed, "data:") => true,
                _ => trimmed.len() >= 64 && formats::data_url::is_document_in_base64(trimmed),
            }
    }

    /// Reads a value that looks like a document of its own: JSON or HTML in a string, base64 of a file, a data address.
    /// Gaps are kept, since a document that was begun was recognised by its content.
    pub fn nested_value(&mut self, input: &Input<'_>, inner: &str, text: &str) {
        let trimmed = text.trim_start();
        if !Work::may_be_a_document(trimmed) || self.depth >= self.limits.depth {
            return;
        }
        match trimmed.as_bytes()[0] {
            b'{' | b'[' => {
                if formats::json::looks_like_json(trimmed.as_bytes()) {
                    let mut nested = input.inside(trimmed.as_bytes(), inner);
                    nested.media_type = "application/json";
                    self.nested(&nested);
                }
            }
            b'<' => {
                if trimmed.contains("</")
                    || trimmed.contains("/>")
                    || trimmed.contains("<br")
                    || trimmed.contains("<img")
                {
                    let mut nested = input.inside(trimmed.as_bytes(), inner);
                    nested.media_type = if trimmed.starts_with("<?xml") || trimmed.starts_with("<svg") {
                        "application/xml"
                    } else {
                        "text/html"
                    };
                    nested.charset = "utf-8";
                    self.nested(&nested);
                }
            }
            b'd' | b'D' if starts_ignoring_case(trimmed, "data:") => {
                formats::data_url::read_address(input, inner, trimmed, self);
            }
            _ => {
                if let Some(bytes) = formats::data_url::base64(trimmed) {
                    self.expand(bytes.len());
                    let mut nested = input.inside(&bytes, inner);
                    nested.part = None;
                    self.nested(&nested);
                }
            }
        }
    }

    /// Reads an input with the reader for its content. A reader that fails leaves a gap, and its bytes are carved.
    pub fn read(&mut self, input: &Input<'_>, note_format: bool) {
        if input.bytes.is_empty() {
            return;
        }
        let format = super::dispatch::choose(input);
        if note_format {
            self.note(format);
        }
        self.remark_mismatch(input, format);
        self.run(input, format);
    }

    /// Runs one reader behind a catch of panics.
    pub fn run(&mut self, input: &Input<'_>, format: &'static Format) {
        let result = catch_unwind(AssertUnwindSafe(|| (format.read)(input, self)));
        let failure = match result {
            Ok(Ok(())) => None,
            Ok(Err(reason)) => Some(reason),
            Err(_) => Some(format!("could not be read as {}: its reader broke down on it", format.name)),
        };
        if let Some(reason) = failure {
            self.gap(&input.prefix, reason);
            if format.name != "carve" {
                self.note(&formats::CARVE);
                let _ = catch_unwind(AssertUnwindSafe(|| (formats::CARVE.read)(input, self)));
            }
        }
        if self.late {
            self.gap(
                &input.prefix,
                format_args!("could not be read in full as {} within {} s", format.name, self.limits.seconds),
            );
        }
    }

    /// How far the work has come.
    pub fn mark(&self) -> Mark {
        let out = &self.out;
        Mark {
            segments: out.segments.len(),
            gaps: out.gaps.len(),
            pictures: out.pictures.len(),
            formats: out.formats.len(),
            remarks: out.remarks.len(),
            expanded: self.expanded,
            full: self.full,
        }
    }

    /// Gives back what came out since then: it is read in another way.
    pub fn back_to(&mut self, mark: &Mark) {
        self.out.segments.truncate(mark.segments);
        self.out.gaps.truncate(mark.gaps);
        self.out.pictures.truncate(mark.pictures);
        self.out.formats.truncate(mark.formats);
        self.out.remarks.truncate(mark.remarks);
        (self.expanded, self.full) = (mark.expanded, mark.full);
    }

    /// Adds a format to the list of those that were read.
    pub fn note(&mut self, format: &'static Format) {
        if !self.out.formats.contains(&format.name) {
            self.out.formats.push(format.name);
        }
    }

    fn remark_mismatch(&mut self, input: &Input<'_>, format: &'static Format) {
        let declared = input.media_type;
        if declared.is_empty() || self.out.remarks.len() >= 1000 || declared == "application/octet-stream" {
            return;
        }
        let other = formats::formats().iter().find(|f| f.media_types.contains(&declared));
        if let Some(other) = other
            && other.name != format.name
            && !format.media_types.contains(&declared)
        {
            let place = if input.prefix.is_empty() { "unit" } else { input.prefix.trim_end_matches('!') };
            self.out.remarks.push(format!("{}: declared as {}, is {}", clean(place), clean(declared), format.name));
        }
    }

    /// Adds what a reader on a thread of its own brought, within the limits.
    pub fn absorb(&mut self, part: Extraction) {
        for segment in part.segments.iter() {
            self.push(segment);
        }
        self.out.gaps.extend(part.gaps);
        self.out.pictures.extend(part.pictures);
        self.out.remarks.extend(part.remarks);
    }

    /// Ends the work.
    pub fn finish(mut self) -> Extraction {
        if self.full {
            let limit = self.limits.segments;
            self.gap("", format_args!("could not keep more than {limit} pieces of text"));
        }
        self.out
    }
}

/// A copy without control characters, cut to a readable length: for gaps and remarks.
pub(crate) fn clean(text: &str) -> String {
    let cleaned: String = text.chars().filter(|c| !c.is_control()).take(300).collect();
    cleaned
}

/// The greatest character boundary not above `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether `text` starts with `start` (ASCII), without regard to case.
pub(crate) fn starts_ignoring_case(text: &str, start: &str) -> bool {
    text.len() >= start.len() && text.as_bytes()[..start.len()].eq_ignore_ascii_case(start.as_bytes())
}

/// Position of `needle` in `hay` at or after `from`.
pub(crate) fn find(hay: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    if needle.is_empty() || from >= hay.len() {
        return None;
    }
    let first = needle[0];
    let mut at = from;
    while let Some(step) = hay[at..].iter().position(|b| *b == first) {
        at += step;
        if hay[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
        if at >= hay.len() {
            break;
        }
    }
    None
}
