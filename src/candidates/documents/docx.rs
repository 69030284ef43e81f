//! The CV as a DOCX, part by part: no library writes the same bytes twice. The name stands in the body, the header,
//! the document properties, a comment, the author of a tracked change, the words under the portrait and the path of the
//! template; a deleted line and a hidden one are still there, and a small copy of the portrait lies beside the text.

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::photo;
use crate::candidates::cv::Cv;

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const RELATIONS: &str = r#"xmlns="http://schemas.openxmlformats.org/package/2006/relationships""#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Renders the CV; fails only where the archive cannot be built.
pub fn write(cv: &Cv, photo: &[u8]) -> Result<Vec<u8>, String> {
    let small = photo::thumbnail(photo)?;
    let parts = [
        ("[Content_Types].xml", content_types().into_bytes()),
        ("_rels/.rels", package_relations().into_bytes()),
        ("docProps/core.xml", core(cv).into_bytes()),
        ("docProps/app.xml", app(cv).into_bytes()),
        ("word/document.xml", body(cv).into_bytes()),
        ("word/_rels/document.xml.rels", document_relations(cv).into_bytes()),
        ("word/settings.xml", settings().into_bytes()),
        ("word/_rels/settings.xml.rels", settings_relations(cv).into_bytes()),
        ("word/header1.xml", header(cv).into_bytes()),
        ("word/comments.xml", comments(cv).into_bytes()),
        ("word/media/image1.jpeg", photo.to_vec()),
        ("docProps/thumbnail.jpeg", small),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    for (name, content) in parts {
        archive.start_file(name, options).map_err(|e| e.to_string())?;
        archive.write_all(&content).map_err(|e| e.to_string())?;
    }
    Ok(archive.finish().map_err(|e| e.to_string())?.into_inner())
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| format!(r#"<Override PartName="/{name}" ContentType="{kind}"/>"#);
    [
        format!(r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#),
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#.into(),
        r#"<Default Extension="xml" ContentType="application/xml"/>"#.into(),
        r#"<Default Extension="jpeg" ContentType="image/jpeg"/>"#.into(),
        part("word/document.xml", &format!("{WORD_TYPE}.document.main+xml")),
        part("word/settings.xml", &format!("{WORD_TYPE}.settings+xml")),
        part("word/header1.xml", &format!("{WORD_TYPE}.header+xml")),
        part("word/comments.xml", &format!("{WORD_TYPE}.comments+xml")),
        part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        part("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        "</Types>".into(),
    ]
    .concat()
}

fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    format!(
        r#"{XML}<Relationships {RELATIONS}><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>"#
    )
}

fn document_relations(cv: &Cv) -> String {
    format!(
        r#"{XML}<Relationships {RELATIONS}><Relationship Id="rId1" Type="{OFFICE}/header" Target="header1.xml"/><Relationship Id="rId2" Type="{OFFICE}/comments" Target="comments.xml"/><Relationship Id="rId3" Type="{OFFICE}/settings" Target="settings.xml"/><Relationship Id="rId4" Type="{OFFICE}/image" Target="media/image1.jpeg"/><Relationship Id="rId5" Type="{OFFICE}/hyperlink" Target="{}" TargetMode="External"/><Relationship Id="rId6" Type="{OFFICE}/hyperlink" Target="{}" TargetMode="External"/></Relationships>"#,
        escape(mail_link(cv)),
        escape(cv.profile.as_str())
    )
}

/// What a click on the mail address opens.
pub fn mail_link(cv: &Cv) -> String {
    format!("mailto:{}", cv.email)
}

fn settings() -> String {
    format!(r#"{XML}<w:settings {W} xmlns:r="{OFFICE}"><w:attachedTemplate r:id="rId1"/></w:settings>"#)
}

/// A template at home lies in the folder of whoever logs in there.
pub fn template(cv: &Cv) -> String {
    format!("file:///C:/Users/{}/Documents/cv.dotx", cv.name)
}

fn settings_relations(cv: &Cv) -> String {
    format!(
        r#"{XML}<Relationships {RELATIONS}><Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" Target="{}" TargetMode="External"/></Relationships>"#,
        escape(template(cv))
    )
}

fn core(cv: &Cv) -> String {
    let name = escape(&cv.name);
    format!(
        r#"{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>CV</dc:title><dc:creator>{name}</dc:creator><cp:lastModifiedBy>{name}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2026-09-01T08:00:00Z</dcterms:created></cp:coreProperties>"#
    )
}

/// The licence of a word processor at home names its owner as the company.
fn app(cv: &Cv) -> String {
    format!(
        r#"{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Tekstbehandling</Application><Company>{}</Company></Properties>"#,
        escape(&cv.name)
    )
}

fn run(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{}</w:t></w:r>"#, escape(text))
}

fn paragraph(text: &str, bold: bool) -> String {
    let properties = if bold { "<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>" } else { "" };
    format!("<w:p>{properties}{}</w:p>", run(text))
}

fn body(cv: &Cv) -> String {
    let mut body = format!(r#"{XML}<w:document {W} xmlns:r="{OFFICE}"><w:body>"#);
    body.push_str(&paragraph(&cv.name, true));
    // The comment hangs on the headline.
    body.push_str(&format!(
        r#"<w:p><w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>"#,
        run(&cv.headline)
    ));
    body.push_str(&format!(
        r#"<w:p><w:del w:id="1" w:author="{}" w:date="2026-09-01T08:00:00Z"><w:r><w:delText xml:space="preserve">{}</w:delText></w:r></w:del></w:p>"#,
        escape(&cv.name),
        escape(&cv.deleted().text)
    ));
    body.push_str(&format!(
        r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        escape(&cv.hidden().text)
    ));
    body.push_str(&portrait(cv));
    for (heading, lines) in &cv.sections {
        body.push_str(&paragraph(heading, true));
        for said in lines {
            let link =
                [(&cv.email, "rId5"), (&cv.profile, "rId6")].into_iter().find(|(a, _)| said.text.contains(a.as_str()));
            body.push_str(&match link {
                Some((_, id)) => format!(r#"<w:p><w:hyperlink r:id="{id}">{}</w:hyperlink></w:p>"#, run(&said.text)),
                None => paragraph(&said.text, false),
            });
        }
    }
    body.push_str(r#"<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>"#);
    body
}

/// The portrait, with words for those who cannot see it. Sizes in EMU, 914 400 to the inch.
fn portrait(cv: &Cv) -> String {
    let words = cv.portrait().text;
    format!(
        r#"<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="1219200" cy="1524000"/><wp:docPr id="1" name="Portrait" descr="{}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="Portrait"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId4"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1219200" cy="1524000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#,
        escape(words)
    )
}

fn header(cv: &Cv) -> String {
    format!("{XML}<w:hdr {W}>{}</w:hdr>", paragraph(&cv.name, false))
}

fn comments(cv: &Cv) -> String {
    format!(
        r#"{XML}<w:comments {W}><w:comment w:id="0" w:author="{}" w:initials="{}" w:date="2026-09-01T08:00:00Z">{}</w:comment></w:comments>"#,
        escape(&cv.name),
        escape(&cv.initials),
        paragraph(cv.pack.labels.comment, false)
    )
}
