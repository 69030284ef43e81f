//! The CV as an OpenDocument text, part by part, so that the same person gives the same bytes. The name stands in the
//! body, the page header, the metadata, a comment and a change that was tracked; the deleted line is still in the file.

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::candidates::cv::Cv;

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3""#;
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// Renders the CV; fails only where the archive cannot be built.
pub fn write(cv: &Cv) -> Result<Vec<u8>, String> {
    let manifest = format!(
        r#"{XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
    );
    // The media type comes first and is stored as it is: that is how the format is recognised.
    let parts = [
        ("mimetype", MEDIA_TYPE.to_owned()),
        ("content.xml", content(cv)),
        ("styles.xml", styles(cv)),
        ("meta.xml", meta(cv)),
        ("META-INF/manifest.xml", manifest),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::DEFAULT.compression_method(method).last_modified_time(DateTime::DEFAULT);
        archive.start_file(name, options).map_err(|e| e.to_string())?;
        archive.write_all(text.as_bytes()).map_err(|e| e.to_string())?;
    }
    Ok(archive.finish().map_err(|e| e.to_string())?.into_inner())
}

fn content(cv: &Cv) -> String {
    let name = escape(&cv.name);
    let stamp = format!("<dc:creator>{name}</dc:creator><dc:date>2026-09-01T08:00:00</dc:date>");
    let comment = escape(cv.pack.labels.comment);
    let mut body = format!(
        r#"{XML}<office:document-content {SPACES}><office:body><office:text><text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><office:change-info>{stamp}</office:change-info><text:p>{}</text:p></text:deletion></text:changed-region></text:tracked-changes><text:h text:outline-level="1">{name}</text:h><text:p><office:annotation>{stamp}<text:p>{comment}</text:p></office:annotation>{}</text:p><text:p><text:change text:change-id="ct1"/></text:p>"#,
        escape(&cv.deleted().text),
        escape(&cv.headline),
    );
    for (heading, lines) in &cv.sections {
        body.push_str(&format!(r#"<text:h text:outline-level="2">{}</text:h>"#, escape(*heading)));
        for said in lines {
            // A run of spaces is one space unless it is counted.
            let text = escape(&said.text).replace("  ", r#" <text:s text:c="1"/>"#);
            body.push_str(&format!("<text:p>{text}</text:p>"));
        }
    }
    body.push_str("</office:text></office:body></office:document-content>");
    body
}

fn styles(cv: &Cv) -> String {
    format!(
        r#"{XML}<office:document-styles {SPACES}><office:automatic-styles><style:page-layout style:name="p"/></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="p"><style:header><text:p>{}</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"#,
        escape(&cv.name)
    )
}

fn meta(cv: &Cv) -> String {
    let name = escape(&cv.name);
    format!(
        r#"{XML}<office:document-meta {SPACES}><office:meta><meta:generator>Tekstbehandling</meta:generator><dc:title>CV</dc:title><meta:initial-creator>{name}</meta:initial-creator><dc:creator>{name}</dc:creator><meta:printed-by>{name}</meta:printed-by></office:meta></office:document-meta>"#
    )
}
