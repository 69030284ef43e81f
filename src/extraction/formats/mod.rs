//! The formats that can be read: one file each, and this table, which feeds dispatch, `klarsyn explain` and the docs.
//! A new format is a new file, a row here, and a row of its own in `docs/formats.md` (a test compares them).

mod carve;
mod css;
mod csv;
pub(crate) mod data_url;
pub(crate) mod form;
mod frames;
mod gzip;
mod html;
mod image;
mod javascript;
pub(crate) mod json;
pub(crate) mod mail;
mod multipart;
mod office;
mod ole;
mod packed;
mod pdf;
mod plain;
mod rtf;
mod sevenz;
mod sqlite;
mod tar;
mod vobject;
mod warc;
mod xml;
pub(crate) mod zip;

use super::work::{Input, Work};

/// One format that can be read.
#[derive(Debug)]
pub struct Format {
    /// Short name, as it stands in coverage reports.
    pub name: &'static str,
    /// Media types by which it is declared.
    pub media_types: &'static [&'static str],
    /// File name extensions, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// What is read from it, and what is not, in a sentence.
    pub doc: &'static str,
    /// Whether it is text, so that its character set is detected and other text formats may be what it really is.
    pub(crate) text: bool,
    /// Whether bytes are of this format beyond doubt.
    pub(crate) sniff: fn(&[u8]) -> bool,
    /// The reader; an error is the reason for a gap, finishing "could not ...".
    pub(crate) read: ReadFn,
}

/// A reader.
pub(crate) type ReadFn = fn(&Input<'_>, &mut Work<'_>) -> Result<(), String>;

fn never(_: &[u8]) -> bool {
    false
}

macro_rules! format {
    ($id:ident, $name:literal, $text:literal, $types:expr, $extensions:expr, $sniff:expr, $read:expr, $doc:literal) => {
        #[doc = $doc]
        pub(crate) static $id: Format = Format {
            name: $name,
            media_types: &$types,
            extensions: &$extensions,
            doc: $doc,
            text: $text,
            sniff: $sniff,
            read: $read,
        };
    };
}

format!(
    HTML,
    "html",
    true,
    ["text/html", "application/xhtml+xml"],
    ["html", "htm", "xhtml"],
    never,
    html::read,
    "Every text node, attribute, comment, script and style; text hidden by markup or inline style is told apart; documents in `srcdoc` and data addresses."
);
format!(
    JSON,
    "json",
    true,
    [
        "application/json",
        "text/json",
        "application/ld+json",
        "application/manifest+json",
        "application/graphql-response+json",
        "application/problem+json",
        "application/vnd.api+json",
        "application/hal+json"
    ],
    ["json", "map", "har", "webmanifest"],
    never,
    json::read,
    "Every key and value with its JSON pointer, duplicate keys included; JSON, HTML and files inside strings are read in turn."
);
format!(
    JSON_LINES,
    "json-lines",
    true,
    ["application/x-ndjson", "application/jsonl", "application/x-jsonlines"],
    ["jsonl", "ndjson"],
    never,
    json::read_lines,
    "One JSON document a line; lines that are none as text. Frames of WebSockets are kept in this form, base64 frames are read as files."
);
format!(
    EVENT_STREAM,
    "event-stream",
    true,
    ["text/event-stream"],
    [],
    never,
    plain::read_events,
    "Fields of server-sent events; data that is JSON or HTML is read as such."
);
format!(
    XML,
    "xml",
    true,
    [
        "application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "image/svg+xml",
        "application/soap+xml"
    ],
    ["xml", "rss", "atom", "svg", "xsd", "xsl"],
    never,
    xml::read,
    "Every text node, attribute, comment, processing instruction and entity declaration, with its path; damaged XML as far as it goes, and a gap."
);
format!(
    CSS,
    "css",
    true,
    ["text/css"],
    ["css"],
    never,
    css::read,
    "The source, the texts of `content`, and addresses."
);
format!(
    JAVASCRIPT,
    "javascript",
    true,
    ["text/javascript", "application/javascript", "application/x-javascript", "application/ecmascript", "module"],
    ["js", "mjs", "cjs"],
    never,
    javascript::read,
    "The source, escaped and concatenated string literals put together, template literals, and JSON islands with their pointers."
);
format!(
    CSV,
    "csv",
    true,
    ["text/csv", "text/tab-separated-values", "application/csv"],
    ["csv", "tsv", "tab"],
    never,
    csv::read,
    "Every cell under the name of its column; the delimiter is found by content."
);
format!(
    VOBJECT,
    "vobject",
    true,
    ["text/calendar", "text/vcard", "text/x-vcard", "application/ics"],
    ["ics", "vcf", "ical"],
    never,
    vobject::read,
    "Calendar entries and contact cards: every property and parameter, unfolded and unescaped, quoted-printable decoded."
);
format!(
    MAIL,
    "mail",
    true,
    ["message/rfc822", "application/mbox"],
    ["eml", "mht", "mhtml", "mbox"],
    never,
    mail::read,
    "Headers, bodies, attachments (read in turn) and messages inside messages; mailboxes; MHTML."
);
format!(
    MULTIPART,
    "multipart",
    true,
    ["multipart/form-data", "multipart/mixed", "multipart/related", "multipart/x-mixed-replace"],
    [],
    multipart::sniff,
    multipart::read,
    "Each part with its name and file name, read in turn."
);
format!(
    FORM,
    "form",
    true,
    ["application/x-www-form-urlencoded"],
    [],
    never,
    form::read,
    "Every field of a submitted form, as it stands and decoded."
);
format!(DATA_URL, "data-url", true, [], [], never, data_url::read, "The document inside a data address.");
format!(
    RTF,
    "rtf",
    false,
    ["application/rtf", "text/rtf"],
    ["rtf"],
    rtf::sniff,
    rtf::read,
    "Text in its code pages, hidden and deleted text, the info group, fields and their instructions, names of fonts and styles; pictures and embedded objects as files."
);
format!(
    PDF,
    "pdf",
    false,
    ["application/pdf"],
    ["pdf"],
    pdf::sniff,
    pdf::read,
    "Text in reading order; text under boxes, white, tiny, transparent, off the page or in hidden layers; annotations, forms, outlines, names, JavaScript, attachments, metadata, every earlier revision, orphaned streams, names of objects, comments and bytes outside of objects. Pictures in any packing (JPEG, JPEG 2000, fax, JBIG2) are read as such."
);
format!(
    ZIP,
    "zip",
    false,
    ["application/zip", "application/x-zip-compressed", "application/epub+zip", "application/java-archive"],
    ["zip", "epub"],
    zip::sniff,
    zip::read,
    "Every member in turn, member names in old code pages, comments of archive and members, bytes before it; a member that is encrypted is a gap."
);
format!(
    OFFICE,
    "office",
    false,
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
    ],
    ["docx", "xlsx", "pptx", "odt", "ods", "odp", "docm", "xlsm", "pptm", "dotx"],
    never,
    zip::read,
    "DOCX, XLSX, PPTX, ODT, ODS, ODP through all their parts: text, headers, notes, comments, deleted and hidden text, hidden sheets, alternative texts, relationships, properties, custom XML, embedded files, thumbnails. Not: numbers as their cell format shows them."
);
format!(
    GZIP,
    "gzip",
    false,
    ["application/gzip", "application/x-gzip"],
    ["gz", "tgz", "svgz"],
    gzip::sniff,
    gzip::read,
    "The content, and the file name and comment of the header."
);
format!(
    TAR,
    "tar",
    false,
    ["application/x-tar"],
    ["tar"],
    tar::sniff,
    tar::read,
    "Every member in turn, names, owners and extended headers."
);
format!(
    PACKED,
    "packed",
    false,
    ["application/x-bzip2", "application/x-xz", "application/x-lzma", "application/zstd", "application/zlib"],
    ["bz2", "xz", "lzma", "zst", "tbz2", "txz", "zz"],
    packed::sniff,
    packed::read,
    "One file compressed as bzip2, xz, lzma, Zstandard or zlib: the content."
);
format!(
    SEVENZ,
    "7z",
    false,
    ["application/x-7z-compressed"],
    ["7z"],
    sevenz::sniff,
    sevenz::read,
    "Every member in turn and its name; an encrypted archive is a gap."
);
format!(
    SQLITE,
    "sqlite",
    false,
    ["application/vnd.sqlite3", "application/x-sqlite3"],
    ["sqlite", "sqlite3", "db"],
    sqlite::sniff,
    sqlite::read,
    "Every value of every table, blobs as files; the whole file is carved as well, for rows that were deleted."
);
format!(
    WARC,
    "warc",
    false,
    ["application/warc"],
    ["warc"],
    warc::sniff,
    warc::read,
    "Every record with its head; requests and answers with their headers, bodies unpacked and read in turn."
);
format!(
    OLE,
    "ole",
    false,
    [
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.ms-outlook",
        "application/x-ole-storage"
    ],
    ["doc", "xls", "ppt", "msg"],
    ole::sniff,
    ole::read,
    "Old Office files and Outlook messages. Messages: every property, attachments read in turn. Documents: every story by its \
     pieces, hidden and deleted text, instructions of fields. Presentations: the text of every record, hidden slides, notes, \
     comments, earlier savings. Workbooks: every cell, formula and defined name, hidden sheets too. What else the streams \
     hold is carved in 8 and 16 bit, with the pictures in it; of other compound files all is, and the report says it as a \
     gap."
);
format!(
    IMAGE,
    "image",
    false,
    [
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp", "image/heic", "image/heif",
        "image/avif", "image/x-icon"
    ],
    ["jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp", "heic", "avif", "ico"],
    image::sniff,
    image::read,
    "EXIF with GPS, XMP, IPTC, PNG text, JPEG and GIF comments, ICC description, further segments, the embedded thumbnail, bytes behind the end; the picture itself, every frame of a GIF and page of a TIFF, for comparison with portraits. Drawn letters through the program tesseract (Danish and English), QR and bar codes; the pixels of HEIC and AVIF are a gap; without the program every picture that could hold a word is a gap."
);
format!(
    PLAIN,
    "text",
    true,
    ["text/plain", "text/markdown"],
    ["txt", "md", "log", "text"],
    never,
    plain::read,
    "Paragraphs of text in any usual character set."
);
format!(
    CARVE,
    "carve",
    false,
    ["application/octet-stream"],
    ["bin"],
    never,
    carve::read,
    "Bytes of no known format: runs of letters in 8 and 16 bit (both orders), pictures, archives and packed pieces inside; a bare deflate stream. That the format is unknown is a gap, unless it is a font; sound and film are not listened to or watched."
);

static TABLE: [&Format; 27] = [
    &HTML, &JSON, &JSON_LINES, &EVENT_STREAM, &XML, &CSS, &JAVASCRIPT, &CSV, &VOBJECT, &MAIL, &MULTIPART, &FORM,
    &DATA_URL, &RTF, &PDF, &ZIP, &OFFICE, &GZIP, &TAR, &PACKED, &SEVENZ, &SQLITE, &WARC, &OLE, &IMAGE, &PLAIN, &CARVE,
];

/// All formats that can be read, in the order in which the docs list them.
pub fn formats() -> &'static [&'static Format] {
    &TABLE
}
