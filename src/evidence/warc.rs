//! WARC 1.1 (ISO 28500:2017): one gzip member for each record, so that any record can be read by its offset alone and
//! every archive tool opens the file.
//!
//! Written here, because the `warc` crate keeps header fields in a hash map (their order would change from run to run)
//! and compresses a whole file as one stream (a record could not be read without all before it, and a torn tail would
//! take the rest along).

use std::io::{BufRead as _, Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::archive::Counted;
use super::content::{Content, Digest as Hash};
use super::{Capture, CaptureKind};

/// Profile of a record whose body stands in an earlier one.
const IDENTICAL: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
/// A header block larger than this is not one that we wrote.
const HEADER_LIMIT: usize = 4 << 20;

/// Where the body of a revisit stands.
#[derive(Debug, Clone)]
pub(super) struct Original {
    /// Record id.
    pub record: String,
    /// Address.
    pub url: String,
    /// Date.
    pub at: String,
}

/// One record before it is written: its block is a head and a body.
struct Record<'a> {
    fields: Vec<(&'static str, String)>,
    head: &'a [u8],
    body: Option<&'a mut Content>,
}

impl Record<'_> {
    /// Writes the record as one gzip member.
    fn write(self, out: &mut impl Write) -> std::io::Result<()> {
        let mut body = self.body;
        let length = self.head.len() as u64 + body.as_ref().map_or(0, |body| body.len());
        let mut digest = Hash::default();
        digest.write_all(self.head)?;
        if let Some(body) = &mut body {
            body.copy(&mut digest)?;
        }
        let mut out = GzEncoder::new(out, Compression::fast());
        out.write_all(b"WARC/1.1\r\n")?;
        for (name, value) in &self.fields {
            write!(out, "{name}: {}\r\n", one_line(value))?;
        }
        let digest = digest.hex();
        write!(out, "WARC-Block-Digest: sha256:{digest}\r\nContent-Length: {length}\r\n\r\n")?;
        out.write_all(self.head)?;
        if let Some(body) = &mut body {
            body.copy(&mut out)?;
        }
        out.write_all(b"\r\n\r\n")?;
        out.finish().map(drop)
    }

    /// The same as bytes, for records that are small.
    fn pack(self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.write(&mut bytes)?;
        Ok(bytes)
    }
}

/// SHA-256.
pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower-case hexadecimal SHA-256.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// A record id that is unique in the world and follows from the run, the capture and the part (RFC 9562, version 8).
pub(super) fn record_id(run: &str, capture: u64, part: &str) -> String {
    let digest = Sha256::digest(format!("{run}/{capture}/{part}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hex::encode(bytes);
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}

/// The record that opens a file.
pub(super) fn info(run: &str, file: u32, at: &str) -> std::io::Result<Vec<u8>> {
    let block = format!(
        "software: klarsyn/{}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n",
        env!("CARGO_PKG_VERSION")
    );
    let fields = vec![
        ("WARC-Type", "warcinfo".into()),
        ("WARC-Record-ID", record_id(run, u64::from(file), "warcinfo")),
        ("WARC-Date", at.to_owned()),
        ("Content-Type", "application/warc-fields".into()),
    ];
    Record { fields, head: block.as_bytes(), body: None }.pack()
}

/// Writes the records of one capture; gives the length of the first member, which holds the body (or refers to where it
/// stands).
pub(super) fn write(
    run: &str,
    capture: &Capture,
    body: &mut Content,
    original: Option<&Original>,
    out: &mut Counted<'_>,
) -> std::io::Result<u64> {
    let main_id = record_id(run, capture.id.0, "main");
    let wire = matches!(capture.kind, CaptureKind::Response);
    let mut fields = vec![
        ("WARC-Type", record_type(capture, original.is_some()).to_owned()),
        ("WARC-Record-ID", main_id.clone()),
        ("WARC-Date", capture.at.clone()),
        ("WARC-Target-URI", target(&capture.url)),
    ];
    if let Some(original) = original {
        fields.push(("WARC-Profile", IDENTICAL.into()));
        fields.push(("WARC-Refers-To", original.record.clone()));
        fields.push(("WARC-Refers-To-Target-URI", target(&original.url)));
        fields.push(("WARC-Refers-To-Date", original.at.clone()));
    }
    fields.push(("WARC-Payload-Digest", format!("sha256:{}", capture.sha256)));
    if capture.truncated {
        fields.push(("WARC-Truncated", "unspecified".into()));
    }
    let head = if wire { response_head(capture, body.len()) } else { Vec::new() };
    fields.push(("Content-Type", main_type(capture, wire)));
    let body = if original.is_some() { None } else { Some(body) };
    Record { fields, head: &head, body }.write(out)?;
    let main_length = out.written;
    if matches!(capture.kind, CaptureKind::Response | CaptureKind::Refused | CaptureKind::Frames) {
        out.write_all(&request(run, capture, &main_id)?)?;
    }
    out.write_all(&provenance(run, capture, &main_id)?)?;
    Ok(main_length)
}

fn record_type(capture: &Capture, known: bool) -> &'static str {
    match (known, capture.kind) {
        (true, _) => "revisit",
        (false, CaptureKind::Response) => "response",
        (false, _) => "resource",
    }
}

fn main_type(capture: &Capture, wire: bool) -> String {
    match capture.header("content-type") {
        _ if wire => "application/http; msgtype=response".into(),
        Some(media) if !media.trim().is_empty() => media.to_owned(),
        _ => "application/octet-stream".into(),
    }
}

/// The request that led to a capture, for wire captures.
fn request(run: &str, capture: &Capture, main_id: &str) -> std::io::Result<Vec<u8>> {
    let refused = capture.kind == CaptureKind::Refused;
    let body: &[u8] = if refused { &[] } else { &capture.request_body };
    let fields = vec![
        ("WARC-Type", "request".to_owned()),
        ("WARC-Record-ID", record_id(run, capture.id.0, "request")),
        ("WARC-Date", capture.at.clone()),
        ("WARC-Target-URI", target(&capture.url)),
        ("WARC-Concurrent-To", main_id.to_owned()),
        ("WARC-Payload-Digest", format!("sha256:{}", sha256(body))),
        ("Content-Type", "application/http; msgtype=request".into()),
    ];
    let head = [&request_head(capture), body].concat();
    Record { fields, head: &head, body: None }.pack()
}

/// Who looked, when and how, so that the archive speaks without its index.
fn provenance(run: &str, capture: &Capture, main_id: &str) -> std::io::Result<Vec<u8>> {
    let about = serde_json::json!({
        "capture": capture.id, "kind": capture.kind, "final_url": capture.final_url, "provenance": capture.provenance,
    });
    let fields = vec![
        ("WARC-Type", "metadata".to_owned()),
        ("WARC-Record-ID", record_id(run, capture.id.0, "metadata")),
        ("WARC-Date", capture.at.clone()),
        ("WARC-Target-URI", target(&capture.url)),
        ("WARC-Concurrent-To", main_id.to_owned()),
        ("Content-Type", "application/json".into()),
    ];
    Record { fields, head: about.to_string().as_bytes(), body: None }.pack()
}

/// Status line and headers. The body is stored decoded, so the headers that describe its coding on the wire are kept
/// under `X-Orig-` names, as other archives do; a tool that honoured them would decode twice.
fn response_head(capture: &Capture, length: u64) -> Vec<u8> {
    let reason = http::StatusCode::from_u16(capture.status).ok().and_then(|s| s.canonical_reason()).unwrap_or("");
    let mut head = format!("HTTP/1.1 {:03} {reason}\r\n", capture.status);
    for (name, value) in &capture.headers {
        let coding = ["content-encoding", "transfer-encoding", "content-length"];
        let is_coding = coding.iter().any(|c| name.eq_ignore_ascii_case(c));
        let prefix = if is_coding { "X-Orig-" } else { "" };
        head.push_str(&format!("{prefix}{}: {}\r\n", one_line(name), one_line(value)));
    }
    head.push_str(&format!("Content-Length: {length}\r\n\r\n"));
    head.into_bytes()
}

fn request_head(capture: &Capture) -> Vec<u8> {
    let path =
        url::Url::parse(&capture.url).map(|u| u[url::Position::BeforePath..url::Position::AfterQuery].to_owned());
    let mut head = format!("{} {} HTTP/1.1\r\n", one_line(&capture.method), path.unwrap_or_else(|_| "/".into()));
    for (name, value) in &capture.request_headers {
        head.push_str(&format!("{}: {}\r\n", one_line(name), one_line(value)));
    }
    head.push_str("\r\n");
    head.into_bytes()
}

/// Line breaks would end a header; what we archive is hostile.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// An address as the standard wants it: printable, without spaces.
fn target(url: &str) -> String {
    one_line(url).replace(' ', "%20")
}

/// Reads the body out of the first record of `member`, the compressed bytes of a `response` or `resource`.
/// Never gives more than `size` bytes, whatever the member unpacks to.
pub(super) fn body(member: impl Read, size: u64) -> std::io::Result<Vec<u8>> {
    let mut reader = std::io::BufReader::new(GzDecoder::new(member));
    let fields = header_block(&mut reader)?;
    let wire = fields.lines().any(|line| line.eq_ignore_ascii_case("content-type: application/http; msgtype=response"));
    if wire {
        header_block(&mut reader)?;
    }
    let mut body = Vec::with_capacity(usize::try_from(size.min(1 << 26)).unwrap_or(0));
    reader.take(size).read_to_end(&mut body)?;
    Ok(body)
}

/// Reads up to and including an empty line.
fn header_block(reader: &mut impl std::io::BufRead) -> std::io::Result<String> {
    let mut block = Vec::new();
    loop {
        let before = block.len();
        let room = (HEADER_LIMIT - before) as u64;
        reader.by_ref().take(room).read_until(b'\n', &mut block)?;
        if block.len() == before || !block.ends_with(b"\n") {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "a record's header block does not end"));
        }
        if block.len() - before <= 2 && block[before..].iter().all(|b| matches!(b, b'\r' | b'\n')) {
            return Ok(String::from_utf8_lossy(&block).into_owned());
        }
    }
}
