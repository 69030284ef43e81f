//! Where a value may stand: whole pages, answers and documents with one sentence in them.

use std::io::Write;

use klarsyn::extraction::{Unit, UnitSource};

/// A kind of page, answer or document.
pub struct Container {
    /// Its name in the table.
    pub name: &'static str,
    /// It with a text; nothing where such a text cannot stand there.
    pub make: fn(&str) -> Option<Unit>,
}

/// The table.
pub const CONTAINERS: &[Container] = &[
    Container { name: "HTML text", make: |t| Some(page(&format!("<p>Sag: {}</p>", escaped(t)))) },
    Container { name: "HTML attribute", make: |t| Some(page(&format!("<p data-x=\"{}\">Sag</p>", escaped(t)))) },
    Container {
        name: "script",
        make: |t| {
            Some(page(&format!("<script>var x = {};</script>", serde_json::json!(t).to_string().replace("</", "<\\/"))))
        },
    },
    Container {
        name: "JSON",
        make: |t| Some(unit("application/json", serde_json::json!({"rows": [{"nr": 4, "x": t}]}).to_string().into())),
    },
    Container {
        name: "CSV",
        make: |t| Some(unit("text/csv", format!("nr;x;y\n1;\"{}\";ja\n", t.replace('"', "\"\"")).into())),
    },
    Container {
        name: "header",
        make: |t| {
            let printable = t.chars().all(|c| (' '..='~').contains(&c));
            let mut unit = page("<p>Sag</p>");
            unit.headers = vec![("x-sag".into(), t.into())];
            printable.then_some(unit)
        },
    },
    Container {
        name: "address",
        make: |t| {
            let mut unit = page("<p>Sag</p>");
            let query: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("x", t).finish();
            unit.url = format!("https://hr.example/sag?{query}");
            Some(unit)
        },
    },
    Container { name: "DOCX", make: |t| Some(file("sag.docx", docx(t))) },
    Container { name: "PDF", make: |t| pdf(t).map(|bytes| file("sag.pdf", bytes)) },
    Container {
        name: "mail",
        make: |t| {
            let head = "From: hr@hr.example\r\nTo: a@hr.example\r\nSubject: Sag\r\nContent-Type: text/plain; charset=utf-8\r\n";
            Some(file("sag.eml", format!("{head}\r\nSag: {t}\r\n").into()))
        },
    },
];

fn unit(media_type: &str, body: Vec<u8>) -> Unit {
    let url = "https://hr.example/sag".to_owned();
    Unit { source: UnitSource::Response, url, media_type: media_type.into(), headers: Vec::new(), body }
}

fn page(body: &str) -> Unit {
    unit("text/html", format!("<!doctype html><html><body><h1>Sager</h1>{body}<p>Slut.</p></body></html>").into())
}

fn file(name: &str, body: Vec<u8>) -> Unit {
    Unit { source: UnitSource::File, url: name.into(), media_type: String::new(), headers: Vec::new(), body }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn docx(text: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &str| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(content.as_bytes()).expect("a member");
    };
    add("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>");
    add(
        "word/document.xml",
        &format!(
            "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r>\
             <w:t>Sag: {}</w:t></w:r></w:p></w:body></w:document>",
            escaped(text)
        ),
    );
    writer.finish().expect("an archive").into_inner()
}

/// One page in Helvetica, whose letters are those of Latin-1; letters that it has not cannot stand on it.
fn pdf(text: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> =
        text.chars().map(|c| u8::try_from(c as u32).ok().filter(|b| *b >= 32)).collect::<Option<_>>()?;
    if letters.iter().any(|b| (0x7F..=0xA0).contains(b) || *b == 0xAD) {
        return None;
    }
    let shown: Vec<u8> =
        letters.iter().flat_map(|b| if b"()\\".contains(b) { vec![b'\\', *b] } else { vec![*b] }).collect();
    let mut content = b"BT /F1 5 Tf 10 700 Td (".to_vec();
    content.extend(shown);
    content.extend(b") Tj ET");
    let mut out = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 5000 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n\
        5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"
        .to_vec();
    out.extend(format!("4 0 obj<</Length {}>>stream\n", content.len()).into_bytes());
    out.extend(content);
    out.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n");
    Some(out)
}
