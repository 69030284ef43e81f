//! The words of this room: what goes in, and the text with its place that comes out.

use serde::{Deserialize, Serialize};

use super::places::Place;
use super::segments::Segments;

/// Where a unit's bytes come from; tells the extractor what the bytes are meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitSource {
    /// A response on the wire.
    Response,
    /// The DOM of a page state, serialised as HTML after scripts ran.
    Dom,
    /// Client-side storage as one JSON object.
    Storage,
    /// An accessibility tree as JSON.
    Accessibility,
    /// Text under print media.
    Print,
    /// WebSocket or event-stream frames, one JSON object per line.
    Frames,
    /// A request of the page that was refused; the body is the request's.
    Refused,
    /// A file from disk.
    File,
}

/// Bytes to be read, with everything that is known about them.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Where the bytes come from.
    pub source: UnitSource,
    /// Address or path; read as a segment of its own.
    pub url: String,
    /// Declared media type without parameters, or empty.
    pub media_type: String,
    /// Response headers; read as segments of their own.
    pub headers: Vec<(String, String)>,
    /// The bytes.
    pub body: Vec<u8>,
}

/// What part of a unit a segment is. Channels are derived from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Text that a person sees on the page.
    VisibleText,
    /// Text or attributes of a page that are not shown: hidden elements, `<template>`, hidden inputs, `data-*`,
    /// inline handlers, values of form fields that are not visible.
    HiddenText,
    /// Value of a visible form field.
    FormValue,
    /// Page source that is no text: script, JSON island, comment, CSS.
    Source,
    /// `<title>`, `<meta>`, Open Graph, breadcrumb data.
    PageMeta,
    /// `alt`, `title`, `placeholder`, `aria-label` and the like.
    Label,
    /// An address inside the page or document that leads within the target.
    Link,
    /// An address that leads to another host.
    OutboundLink,
    /// Address of a picture.
    ImageLink,
    /// The unit's own address.
    Url,
    /// A response header (but for `Set-Cookie` and `Content-Disposition`).
    Header,
    /// A cookie, set or stored.
    Cookie,
    /// Local, session, IndexedDB or Cache storage.
    Storage,
    /// A key or value of JSON, XML, GraphQL and other data formats.
    Data,
    /// A cell or column name of CSV or a spreadsheet.
    Cell,
    /// Plain text.
    PlainText,
    /// Text of a document as a reader sees it.
    DocumentText,
    /// Text in a document that a reader does not see: under boxes, white, tiny, off-page, hidden runs, comments,
    /// tracked changes, earlier revisions, annotations, embedded files' names.
    DocumentHidden,
    /// Metadata of a document or picture.
    DocumentMeta,
    /// A file name: of a download, an archive member, an attachment.
    FileName,
    /// Text read from pixels, or the content of a QR or bar code.
    ImageText,
    /// Field of a calendar entry or contact card.
    Calendar,
    /// Header or body of a mail.
    Mail,
    /// A WebSocket frame or server-sent event.
    Frame,
    /// Node of an accessibility tree.
    Accessibility,
    /// Text that only stands under print media.
    Print,
    /// Text carved out of bytes of unknown format.
    Carved,
    /// A picture as such, compared with portraits.
    Picture,
}

/// Why text that is present cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concealment {
    /// `filter: blur(...)` and other filters.
    Blur,
    /// Opacity of about nothing.
    Opacity,
    /// Text and background have (nearly) the same colour, or the text is transparent.
    Colour,
    /// Clipped, zero-sized or outside of the page.
    OffScreen,
    /// Tiny type.
    Tiny,
    /// Something opaque lies over it.
    Covered,
    /// `display: none`, `visibility: hidden`, `hidden`, hidden runs.
    NotRendered,
    /// Removed in the newest revision, or deleted with tracked changes.
    EarlierRevision,
}

/// Text with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The text, decoded to Unicode, otherwise as it stands.
    pub text: &'a str,
    /// What part of the unit it is.
    pub part: Part,
    /// The path from the unit to the segment, outermost first, as one string: `html > body > table > tr[2] > td[1]`
    /// (segments separated by ` > `), `/results/3/email` (JSON pointer), `member cv.docx!word/document.xml!w:t[3]`
    /// (`!` enters a container). Two segments with a common prefix at a separator stand in a common container.
    pub place: Place<'a>,
    /// Where the text stands in the unit's bytes: start and end offset. `None` where the text was computed (decompressed,
    /// rendered, joined).
    pub span: Option<(u64, u64)>,
    /// Why a person does not see it, although it is there.
    pub concealed: Option<Concealment>,
    /// True where the neighbouring segments of the same container belong together as running text, so that a value may
    /// be split over them: detection joins these. Segments that belong together have the very same place.
    pub inline: bool,
}

/// What came out of a unit.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// All text, in reading order where there is one.
    pub segments: Segments,
    /// What could not be read, one line each with its reason; never empty silence.
    pub gaps: Vec<String>,
    /// Decoded pictures for comparison with portraits: place and the picture file's bytes.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// The formats that were read, outermost first, for the coverage report: `html`, `zip`, `docx` ...
    pub formats: Vec<&'static str>,
    /// What is odd about the unit without keeping it from being read, one line each: a declared type that is not what
    /// the content is.
    pub remarks: Vec<String>,
}

/// Bounds of one extraction. A bound that is hit is a gap.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Nesting of containers.
    pub depth: u8,
    /// Bytes that may come out of decompression, in total.
    pub expanded_bytes: u64,
    /// Segments that may come out.
    pub segments: usize,
    /// Time for one format's reader.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { depth: 6, expanded_bytes: 256 * 1024 * 1024, segments: 2_000_000, seconds: 30 }
    }
}
