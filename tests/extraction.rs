//! Extraction over files that other software wrote (python-docx, openpyxl, python-pptx, odfpy, Pillow, ReportLab) and
//! over small files that are made here.

use std::io::Write;

use klarsyn::extraction::{Concealment, Extraction, Limits, Part, Unit, UnitSource, extract, extract_again, formats};

fn file(name: &str, body: &[u8]) -> Extraction {
    let unit = Unit {
        source: UnitSource::File,
        url: format!("export/{name}"),
        media_type: String::new(),
        headers: vec![],
        body: body.to_vec(),
    };
    extract(&unit, &Limits::default())
}

fn response(media_type: &str, headers: &[(&str, &str)], body: &[u8]) -> Extraction {
    let unit = Unit {
        source: UnitSource::Response,
        url: "https://hr.example/sag/fatima?id=7".into(),
        media_type: media_type.into(),
        headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        body: body.to_vec(),
    };
    extract(&unit, &Limits::default())
}

/// Each text must stand in a segment of that part; says what there was instead.
fn expect(out: &Extraction, facts: &[(Part, &str)]) {
    for (part, text) in facts {
        let near: Vec<_> = out.segments.iter().filter(|s| s.text.contains(text)).collect();
        assert!(
            near.iter().any(|s| s.part == *part),
            "{part:?} `{text}` not found; near: {near:#?}; gaps: {:?}; formats: {:?}",
            out.gaps,
            out.formats
        );
    }
}

fn concealed(out: &Extraction, text: &str) -> Option<Concealment> {
    out.segments.iter().find(|s| s.text.contains(text)).and_then(|s| s.concealed)
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_word_document_hides_nothing() {
    let out = file("cv.docx", include_bytes!("fixtures/extraction/cv.docx"));
    expect(
        &out,
        &[
            (Part::FileName, "cv.docx"),
            (Part::DocumentText, "Al-Sayed"),
            (Part::DocumentText, "Hoved Navn"),
            (Part::DocumentText, "Fod Navn"),
            (Part::DocumentText, "Celle Navn"),
            (Part::DocumentHidden, "Skjult Navn"),
            (Part::DocumentHidden, "Slettet Navn"),
            (Part::DocumentHidden, "Bemaerkning Navn"),
            (Part::DocumentHidden, "Alternativ Navn"),
            (Part::DocumentHidden, "fatima@post.example"),
            (Part::DocumentMeta, "Forfatter Navn"),
            (Part::DocumentMeta, "Sidste Navn"),
            (Part::DocumentMeta, "Kommentar Egenskab"),
            (Part::DocumentMeta, "Retter Navn"),
            (Part::DocumentMeta, "Kommentator Navn"),
            (Part::DocumentMeta, "Kunstner Navn"),
        ],
    );
    assert_eq!(concealed(&out, "Slettet Navn"), Some(Concealment::EarlierRevision));
    assert_eq!(concealed(&out, "Skjult Navn"), Some(Concealment::NotRendered));
    let split: Vec<_> = out.segments.iter().filter(|s| s.text == "Fa" || s.text == "tima").collect();
    assert!(split.len() == 2 && split[0].place == split[1].place && split.iter().all(|s| s.inline), "{split:#?}");
    assert!(out.formats.contains(&"docx"), "{:?}", out.formats);
    assert!(!out.pictures.is_empty());
    assert_eq!(out.gaps, Vec::<String>::new());
}

#[test]
fn old_documents_and_presentations_are_read_by_their_structure() {
    let letter = file("old.doc", include_bytes!("hiding/files/old.doc"));
    expect(
        &letter,
        &[
            (Part::DocumentText, "Blåbærgrød og æbler, østers: Nagleranking"),
            (Part::DocumentText, "Ormeranking"),
            (Part::DocumentText, "Plovranking"),
            (Part::DocumentHidden, "Ulveranking"),
            (Part::DocumentHidden, "Skjalvestrup"),
        ],
    );
    let place = |out: &Extraction, text: &str| out.segments.iter().find(|s| s.text == text).unwrap().place.to_string();
    assert_eq!(place(&letter, "Ormeranking"), "body > p[3]");
    assert_eq!(place(&letter, "Ulveranking"), "comments > p[1]");
    assert_eq!(concealed(&letter, "Sanderanking"), Some(Concealment::NotRendered));
    assert_eq!(concealed(&letter, "Tangeranking"), Some(Concealment::Colour));
    assert_eq!(concealed(&letter, "Skjalvestrup"), Some(Concealment::EarlierRevision));
    let slides = file("old.ppt", include_bytes!("hiding/files/old.ppt"));
    expect(
        &slides,
        &[
            (Part::DocumentText, "Plovvestrup"),
            (Part::DocumentText, "Sandevestrup"),
            (Part::DocumentHidden, "Ravnevestrup"),
            (Part::DocumentHidden, "Vablevestrup"),
        ],
    );
    assert_eq!(concealed(&slides, "Vablevestrup"), Some(Concealment::NotRendered));
    assert_eq!(concealed(&slides, "Sandevestrup"), None);
    // A stream of another name is nothing that is known here.
    let whole = include_bytes!("hiding/files/old.ppt");
    for out in [letter, slides] {
        assert!(!out.gaps.iter().any(|gap| gap.contains("runs of letters")), "{:?}", out.gaps);
    }
    let broken = file("old.ppt", &damaged(whole, b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0", b"P\0o\0w\0e\0r\0B\0o\0i\0n\0t\0"));
    assert!(broken.gaps.iter().any(|gap| gap.contains("of an unknown kind")), "{:?}", broken.gaps);
}

/// A file with the first of some bytes replaced.
fn damaged(file: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = file.windows(from.len()).position(|window| window == from).unwrap();
    [&file[..at], to, &file[at + from.len()..]].concat()
}

#[test]
fn a_cell_is_numbered_by_its_column_where_empty_ones_are_left_out() {
    let sheet = br#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nr</t></is></c>
        <c r="AB1" t="inlineStr"><is><t>Alder</t></is></c></row><row r="2"><c r="AB2"><v>53</v></c></row></sheetData></worksheet>"#;
    let types = br#"<Types><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
    let book = zip(&[
        ("[Content_Types].xml", types),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    let open = br#"<office:document-content><office:body><office:spreadsheet><table:table>
        <table:table-row><table:table-cell><text:p>Nr</text:p></table:table-cell><table:table-cell table:number-columns-repeated="26"/>
        <table:table-cell><text:p>Alder</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell/><table:covered-table-cell table:number-columns-repeated="26"/>
        <table:table-cell><text:p>53</text:p></table:table-cell></table:table-row>
        </table:table></office:spreadsheet></office:body></office:document-content>"#;
    let open = zip(&[("META-INF/manifest.xml", b"<manifest/>"), ("content.xml", open)]);
    for (name, body) in [("liste.xlsx", book), ("liste.ods", open)] {
        let out = file(name, &body);
        assert!(out.gaps.is_empty(), "{name}: {:?}", out.gaps);
        let column = |text: &str| {
            let place = out.segments.iter().find(|s| s.text == text).unwrap().place.to_string();
            place.split(['[', ']']).rev().find(|n| *n == "28").map(str::to_owned)
        };
        assert_eq!(column("Alder").as_deref(), Some("28"), "{name}");
        assert_eq!(column("53").as_deref(), Some("28"), "{name}");
    }
}

#[test]
fn spreadsheets_presentations_and_open_documents_are_read_through_all_parts() {
    let sheet = file("liste.xlsx", include_bytes!("fixtures/extraction/liste.xlsx"));
    expect(
        &sheet,
        &[
            (Part::Cell, "Fatima Al-Sayed"),
            (Part::Cell, "Ansoegere Navn"),
            (Part::Cell, "Skjult Ark"),
            (Part::Cell, "Skjult Celle"),
            (Part::Cell, "53"),
            (Part::DocumentHidden, "Celle Bemaerkning"),
            (Part::DocumentHidden, "Defineret Navn"),
            (Part::DocumentMeta, "Regneark Navn"),
        ],
    );
    // Numbers and dates, which no letters give away, in a workbook of the old kind.
    let old = file("numre.xls", include_bytes!("fixtures/extraction/numre.xls"));
    expect(
        &old,
        &[
            (Part::Cell, "4513572468"),
            (Part::Cell, "7512721234"),
            (Part::Cell, "1972-12-15"),
            (Part::Cell, "Skjult"),
            (Part::DocumentHidden, "Fat"),
        ],
    );
    assert_eq!(old.segments.iter().find(|s| s.text == "7512721234").unwrap().place, "Skjult!AB5");
    assert_eq!(concealed(&old, "7512721234"), Some(Concealment::NotRendered));
    assert_eq!(old.gaps, Vec::<String>::new());
    let slides = file("oplaeg.pptx", include_bytes!("fixtures/extraction/oplaeg.pptx"));
    expect(
        &slides,
        &[(Part::DocumentText, "Dias Navn"), (Part::DocumentHidden, "Note Navn"), (Part::DocumentMeta, "Oplaeg Navn")],
    );
    let letter = file("brev.odt", include_bytes!("fixtures/extraction/brev.odt"));
    expect(&letter, &[(Part::DocumentText, "tima"), (Part::DocumentMeta, "Odt Navn")]);
    for out in [sheet, slides, letter] {
        assert_eq!(out.gaps, Vec::<String>::new());
    }
}

#[test]
fn a_pdf_of_another_writer_is_read_with_what_lies_under_its_boxes() {
    let out = file("brev.pdf", include_bytes!("fixtures/extraction/brev.pdf"));
    expect(
        &out,
        &[
            (Part::DocumentText, "Fatima Al-Sayed"),
            (Part::DocumentHidden, "Overstreget Navn"),
            (Part::DocumentMeta, "Pdf Navn"),
            (Part::DocumentMeta, "Titel Navn"),
        ],
    );
    assert_eq!(concealed(&out, "Overstreget Navn"), Some(Concealment::Covered));
    assert!(!out.pictures.is_empty(), "the portrait inside is handed on");
    assert_eq!(out.gaps, Vec::<String>::new());
}

#[test]
fn pictures_tell_what_stands_beside_their_pixels() {
    let jpeg = file("portrait.jpg", include_bytes!("fixtures/extraction/portrait.jpg"));
    expect(&jpeg, &[(Part::DocumentMeta, "Kunstner Navn"), (Part::DocumentMeta, "Jpeg Kommentar Navn")]);
    let png = file("foto.png", include_bytes!("fixtures/extraction/foto.png"));
    expect(&png, &[(Part::DocumentMeta, "Png Navn"), (Part::DocumentMeta, "Sørensen Navn")]);
    assert_eq!((jpeg.pictures.len(), png.pictures.len()), (1, 1));
}

#[test]
fn archives_inside_archives_are_opened_and_old_names_are_decoded() {
    let inner = zip(&[("mappe/CV_Fatima.txt", b"Indre Navn")]);
    let mut outer = zip(&[("pakke.zip", &inner), ("bXrge.txt", b"Ydre Navn")]);
    // The name as an old Danish system wrote it: code page 850, without the sign for UTF-8.
    while let Some(at) = outer.windows(5).position(|w| w == b"bXrge") {
        outer[at + 1] = 0x9B;
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&outer).unwrap();
    let out = file("alt.zip.gz", &packed.finish().unwrap());
    expect(
        &out,
        &[
            (Part::FileName, "mappe/CV_Fatima.txt"),
            (Part::FileName, "børge.txt"),
            (Part::PlainText, "Indre Navn"),
            (Part::PlainText, "Ydre Navn"),
        ],
    );
    assert!(out.segments.iter().any(|s| s.place.starts_with("gzip!member pakke.zip!member mappe/CV_Fatima.txt!")));
    assert_eq!(out.formats, ["gzip", "zip", "text"]);
}

#[test]
fn a_mail_is_read_with_everything_attached_to_it() {
    let mail = "From: =?utf-8?q?Fatima_S=C3=B8rensen?= <fatima@post.example>\r\nTo: hr@hr.example\r\nSubject: =?iso-8859-1?b?QW5z+GduaW5n?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=G\r\n\r\n--G\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Brev fra S=F8ren</p>\r\n--G\r\nContent-Type: application/json; name=\"CV_Navn.json\"\r\nContent-Disposition: attachment; filename=\"CV_Navn.json\"\r\nContent-Transfer-Encoding: base64\r\n\r\neyJuYXZuIjoiVmVkbGFndCJ9\r\n--G--\r\n";
    let out = file("sag.eml", mail.as_bytes());
    expect(
        &out,
        &[
            (Part::Mail, "Fatima Sørensen"),
            (Part::Mail, "fatima@post.example"),
            (Part::Mail, "Ansøgning"),
            (Part::Mail, "Brev fra Søren"),
            (Part::FileName, "CV_Navn.json"),
            (Part::Data, "Vedlagt"),
        ],
    );
}

#[test]
fn a_message_inside_a_message_is_read_once() {
    let mail = "From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=G\r\n\r\n--G\r\nContent-Type: message/rfc822\r\n\r\nFrom: Fatima <f@post.example>\r\nSubject: Indre emne\r\n\r\nIndre brev\r\n--G--\r\n";
    let out = file("videre.eml", mail.as_bytes());
    expect(&out, &[(Part::Mail, "f@post.example"), (Part::Mail, "Indre emne"), (Part::Mail, "Indre brev")]);
    assert_eq!(out.segments.iter().filter(|s| s.text.contains("Indre emne")).count(), 1, "{:#?}", out.segments);
    assert_eq!(out.gaps, Vec::<String>::new());
}

#[test]
fn small_formats_are_read_by_their_own_rules() {
    let calendar = response("text/calendar", &[], "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Samtale med Fat\r\n ima\\, kl. 9\r\nATTENDEE;CN=\"Fatima Al-Sayed\":mailto:f@post.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".as_bytes());
    expect(
        &calendar,
        &[
            (Part::Calendar, "Samtale med Fatima, kl. 9"),
            (Part::Calendar, "Fatima Al-Sayed"),
            (Part::Calendar, "mailto:f@post.example"),
        ],
    );
    let card = file("x.vcf", b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:S=C3=B8rensen;Fatima\r\nEND:VCARD\r\n");
    expect(&card, &[(Part::Calendar, "Sørensen;Fatima")]);
    let table = response("text/csv", &[], &encoding_rs::WINDOWS_1252.encode("Navn;E-post\nSøren;s@post.example\n").0);
    expect(&table, &[(Part::Cell, "Søren"), (Part::Cell, "s@post.example")]);
    assert!(table.segments.iter().any(|s| s.place == "row[1] > E-post"), "{:#?}", table.segments);
    let rtf = file("brev.rtf", br"{\rtf1\ansi\ansicpg1252{\info{\author Rtf Navn}}{\fonttbl{\f0 Arial;}}\f0 F\'f8rste \u248?re{\v Skjult} {\deleted Slettet} ord\par}");
    expect(
        &rtf,
        &[
            (Part::DocumentMeta, "Rtf Navn"),
            (Part::DocumentText, "Første øre"),
            (Part::DocumentHidden, "Skjult"),
            (Part::DocumentHidden, "Slettet"),
        ],
    );
    let feed = response("application/rss+xml", &[], b"<?xml version=\"1.0\"?><rss><channel><item><title>Fatima &amp; &#83;&#248;ren</title><author>a@b.example</author><x><![CDATA[cdata-ord]]></x></item></channel></rss>");
    expect(&feed, &[(Part::Data, "Fatima & Søren"), (Part::Data, "a@b.example"), (Part::Data, "cdata-ord")]);
    let events = response("text/event-stream", &[], b"event: ny\ndata: {\"navn\":\"Fatima\"}\n\n");
    expect(&events, &[(Part::Frame, "Fatima")]);
    assert!(events.segments.iter().any(|s| s.place == "event[1]!/navn"), "{:#?}", events.segments);
    let form = response("multipart/form-data", &[], b"--x\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"CV_Fatima.txt\"\r\nContent-Type: text/plain\r\n\r\nIndhold\r\n--x--\r\n");
    expect(&form, &[(Part::FileName, "CV_Fatima.txt"), (Part::PlainText, "Indhold")]);
    let script = response("text/javascript", &[], b"self.data.push([1,{\"navn\":\"Fatima\"}]); var q='Al'+'-Sayed';");
    expect(&script, &[(Part::Source, "Fatima"), (Part::Source, "Al-Sayed")]);
    assert!(script.segments.iter().any(|s| s.place == "json[1]!/1/navn"), "{:#?}", script.segments);
}

#[test]
fn the_address_and_the_headers_are_read() {
    let out = response(
        "text/plain",
        &[
            ("Set-Cookie", "navn=Fatima; Path=/sag; HttpOnly"),
            ("Content-Disposition", "attachment; filename*=UTF-8''CV_S%C3%B8rensen.txt"),
            ("Location", "/kandidat/fatima"),
            ("X-User", "fatima"),
        ],
        b"tekst",
    );
    expect(
        &out,
        &[
            (Part::Url, "https://hr.example/sag/fatima?id=7"),
            (Part::Cookie, "Fatima"),
            (Part::FileName, "CV_Sørensen.txt"),
            (Part::Link, "/kandidat/fatima"),
            (Part::Header, "fatima"),
            (Part::PlainText, "tekst"),
        ],
    );
}

#[test]
fn content_decides_over_the_declared_type_and_the_difference_is_remarked() {
    let out = response("text/html", &[], br#"{"navn":"Fatima"}"#);
    assert!(out.segments.iter().any(|s| s.place == "/navn" && s.part == Part::Data));
    assert_eq!(out.remarks, ["unit: declared as text/html, is json"]);
    let page = response("text/plain", &[], b"<!DOCTYPE html><p>Fatima</p>");
    expect(&page, &[(Part::VisibleText, "Fatima")]);
}

#[test]
fn compressed_files_of_other_programs_are_unpacked_and_a_cut_one_is_a_gap() {
    let mail = "fatima.alsayed72@mail.example";
    let packed: [(&str, &[u8]); 5] = [
        ("brev.txt.bz2", include_bytes!("fixtures/extraction/brev.txt.bz2")),
        ("brev.txt.xz", include_bytes!("fixtures/extraction/brev.txt.xz")),
        ("brev.txt.lzma", include_bytes!("fixtures/extraction/brev.txt.lzma")),
        ("brev.txt.zst", include_bytes!("fixtures/extraction/brev.txt.zst")),
        ("brev.txt.zz", include_bytes!("fixtures/extraction/brev.txt.zz")),
    ];
    for (name, bytes) in packed {
        let out = file(name, bytes);
        expect(&out, &[(Part::PlainText, mail)]);
        assert_eq!(out.gaps, Vec::<String>::new(), "{name}");
        let cut = file(name, &bytes[..bytes.len() - 9]);
        assert!(!cut.gaps.is_empty(), "{name} was cut and nobody says so");
    }
    let out = file("arkiv.7z", include_bytes!("fixtures/extraction/arkiv.7z"));
    expect(&out, &[(Part::PlainText, mail), (Part::FileName, "fatima-ansoegning.txt"), (Part::PlainText, "andet")]);
    assert_eq!(out.gaps, Vec::<String>::new());
    let locked = file("laast.7z", include_bytes!("fixtures/extraction/laast.7z"));
    assert!(!locked.gaps.is_empty(), "an archive with a password was not read and nobody says so");
}

#[test]
fn a_database_is_read_table_by_table_and_what_was_deleted_is_seen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("sager.db");
    let long = format!("{} Fatima Al-Sayed {}", "x ".repeat(3000), "y ".repeat(3000));
    let database = rusqlite::Connection::open(&path).expect("a database");
    database
        .execute_batch(
            "pragma secure_delete = off; create table \"an\"\"søger\" (navn text, fil blob); create view v as select 1;
             create table gamle (mail text); insert into gamle values ('slettet.person@mail.example');
             delete from gamle;",
        )
        .expect("tables");
    let zip = zip(&[("cv.txt", "Mødtes i Nuuk".as_bytes())]);
    database.execute("insert into \"an\"\"søger\" values (?1, ?2)", (&long, &zip)).expect("a row");
    database.close().expect("it is closed");
    let bytes = std::fs::read(&path).expect("the file");
    let out = file("sager.db", &bytes);
    // The name lies over two pages; the file in a blob is opened.
    expect(&out, &[(Part::Cell, "Fatima Al-Sayed"), (Part::PlainText, "Nuuk"), (Part::HiddenText, "slettet.person")]);
    assert_eq!(out.gaps, Vec::<String>::new());
    let damaged = file("sager.db", &bytes[..bytes.len() - 5000]);
    assert!(!damaged.gaps.is_empty(), "a database was cut and nobody says so");
}

#[test]
fn a_kept_crawl_is_read_with_its_codings_undone() {
    let body = b"5\r\nFatim\r\n4\r\na Al\r\n0\r\n\r\n";
    let mut http =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nX-Ejer: Nour\r\n\r\n".to_vec();
    http.extend(body);
    let mut warc = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 14\r\n\r\noperator: Bo\r\n\r\n\r\n".to_vec();
    warc.extend(
        format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: \
             application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n",
            http.len()
        )
        .bytes(),
    );
    warc.extend(http);
    warc.extend(b"\r\n\r\n");
    let out = file("crawl.warc", &warc);
    expect(&out, &[(Part::PlainText, "Fatima Al"), (Part::Header, "X-Ejer: Nour"), (Part::PlainText, "operator: Bo")]);
    assert_eq!(out.gaps, Vec::<String>::new());
    let damaged = String::from_utf8(warc.clone()).expect("ASCII").replace("4\r\na Al", "9\r\na Al");
    assert!(!file("crawl.warc", damaged.as_bytes()).gaps.is_empty(), "a chunk was damaged and nobody says so");
    assert!(!file("crawl.warc", &warc[..warc.len() - 20]).gaps.is_empty(), "a record was cut and nobody says so");
}

#[test]
fn an_outlook_message_and_a_mailbox_are_read_in_full() {
    let out = file("brev.msg", include_bytes!("fixtures/extraction/brev.msg"));
    expect(
        &out,
        &[
            (Part::Mail, "jeg hedder Fatima"),
            (Part::Mail, "fatima.alsayed72@mail.example"),
            (Part::FileName, "cv-fatima-alsayed.txt"),
            (Part::PlainText, "Ansøger 151272-9999"),
        ],
    );
    assert_eq!(out.gaps, Vec::<String>::new());
    let mailbox = "From a@b.example Thu Jan  1 00:00:00 2026\nFrom: a@b.example\nSubject: =?utf-8?q?S=C3=B8ren?=\n\nhej\n\n\
                   From c@d.example Thu Jan  1 00:00:00 2026\nFrom: c@d.example\nSubject: to\n\
                   Content-Transfer-Encoding: base64\n\nRmF0aW1hIGVyIGhlcg==\n";
    let out = file("post.mbox", mailbox.as_bytes());
    expect(&out, &[(Part::Mail, "Søren"), (Part::Mail, "Fatima er her"), (Part::Mail, "From c@d.example")]);
}

#[test]
fn unknown_bytes_are_carved_and_are_a_gap() {
    let mut body = vec![0u8, 1, 2, 3, 200, 7, 0, 9];
    body.extend(b"Fatima Al-Sayed\0\x01\x02");
    body.extend("Sørensen bred".encode_utf16().flat_map(u16::to_le_bytes));
    body.extend([0, 0, 3, 1, 5, 0, 6]);
    let out = file("x.dat", &body);
    expect(&out, &[(Part::Carved, "Fatima Al-Sayed"), (Part::Carved, "Sørensen bred")]);
    assert_eq!(out.gaps.len(), 1, "{:?}", out.gaps);
}

#[test]
fn a_body_that_comes_again_brings_the_same_as_at_first() {
    let page = "<title>Sag</title><a href=\"http://hr.example/a\">Fatima</a><a href=\"/b\">Søndergaard</a><img src=\"data:image/png;base64,iVBORw0KGgo=\">";
    let members = zip(&[("navn.txt", "Fatima Søndergaard".as_bytes()), ("tom.pdf", b"%PDF-")]);
    let drawn = std::fs::read("tests/fixtures/extraction/navn.png").unwrap();
    for (body, media_type) in [(page.as_bytes(), "text/html"), (&members, "application/zip"), (&drawn, "image/png")] {
        let unit = |source, url: &str, media_type: &str, header: (&str, &str)| Unit {
            source,
            url: url.into(),
            media_type: media_type.into(),
            headers: vec![(header.0.into(), header.1.into())],
            body: body.to_vec(),
        };
        let mut kept = None;
        for unit in [
            unit(UnitSource::Response, "http://hr.example/sag/1", media_type, ("X-Sag", "Fatima")),
            unit(UnitSource::Response, "http://hr.example/sag/1", media_type, ("Set-Cookie", "navn=Søren; Path=/x")),
            unit(UnitSource::Response, "http://andet.example/sag/1", media_type, ("X-Sag", "1")),
            unit(UnitSource::Response, "http://andet.example/sag/1", "text/plain", ("X-Sag", "1")),
            unit(UnitSource::Storage, "http://andet.example/sag/1", "text/plain", ("X-Sag", "1")),
            unit(
                UnitSource::Response,
                "http://andet.example/sag/2.csv",
                "",
                ("Content-Type", "text/csv; charset=latin1"),
            ),
        ] {
            let limits = Limits::default();
            for _ in 0..2 {
                let again = extract_again(&unit, &limits, &mut kept);
                assert_eq!(format!("{again:#?}"), format!("{:#?}", extract(&unit, &limits)));
            }
            let few = Limits { segments: 3, ..Limits::default() };
            assert_eq!(format!("{:#?}", extract_again(&unit, &few, &mut None)), format!("{:#?}", extract(&unit, &few)));
        }
    }
}

#[test]
fn words_are_no_document_and_a_document_among_words_is_one() {
    // All of it decodes as base64, to bytes of no format, and is words none the less.
    let words =
        ["Databeskyttelse", "Dokumenter", "Del med udvalget", "Dine stillinger", "dagtilbud for kommunens yngste"];
    let html = response("text/html", &[], format!("<p>{}</p>", words.join("</p><p>")).as_bytes());
    let json = response("application/json", &[], serde_json::json!({ "name": words }).to_string().as_bytes());
    for (out, part) in [(html, Part::VisibleText), (json, Part::Data)] {
        assert_eq!(out.gaps, Vec::<String>::new());
        expect(&out, &words.map(|word| (part, word)));
    }

    let data = "data:text/plain;base64,RmF0aW1hIFPDuG5kZXJnYWFyZA==";
    let zipped = base64::Engine::encode(
        &base64::prelude::BASE64_STANDARD,
        zip(&[("navn.txt", "Fatima Søndergaard".as_bytes())]),
    );
    let body = serde_json::json!({ "one": data, "two": zipped }).to_string();
    let out = response("application/json", &[], body.as_bytes());
    assert_eq!(out.gaps, Vec::<String>::new());
    let found = out.segments.iter().filter(|s| s.text == "Fatima Søndergaard").count();
    assert_eq!(found, 2, "{:#?}", out.segments);
}

#[test]
fn the_table_of_formats_in_the_docs_is_the_one_in_the_code() {
    let docs = include_str!("../docs/formats.md");
    for format in formats() {
        assert!(
            docs.contains(&format!("| {} |", format.name)) && docs.contains(format.doc),
            "docs/formats.md: the row of `{}` must say: {}",
            format.name,
            format.doc
        );
    }
    assert_eq!(docs.lines().filter(|l| l.starts_with("| ")).count(), formats().len() + 1);
}

#[test]
fn a_picture_of_an_earlier_revision_is_seen_under_the_number_of_a_newer_one() {
    let mut body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 5 0 R/Resources<</XObject<</Im 4 0 R>>>>>>endobj\n\
        5 0 obj<</Length 27>>stream\nq 99 0 0 99 9 9 cm /Im Do Q\nendstream endobj\n"
        .to_vec();
    let mut add = |light: u8, more: &str| {
        let head = "4 0 obj<</Type/XObject/Subtype/Image/Width 50/Height 50/ColorSpace/DeviceGray/BitsPerComponent 8/Length 2500>>";
        body.extend(format!("{head}stream\n").into_bytes());
        body.extend((0..2500u32).map(|at| if at % 7 == 0 { light } else { 255 }));
        body.extend(format!("\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n{more}").into_bytes());
    };
    add(10, "");
    add(90, "");
    let out = file("cv.pdf", &body);
    let shown: std::collections::BTreeSet<u8> = out
        .pictures
        .iter()
        .filter_map(|(_, png)| image::load_from_memory(png).ok()?.to_luma8().pixels().next().map(|p| p.0[0]))
        .collect();
    assert_eq!(shown.into_iter().collect::<Vec<_>>(), [10, 90], "gaps: {:?}", out.gaps);
}

#[test]
fn frames_that_are_not_looked_at_are_a_gap() {
    let frames = |count: u8| {
        let mut body = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut body);
        let frame = |n| image::Frame::new(image::RgbaImage::from_pixel(4, 4, image::Rgba([n, n, n, 255])));
        encoder.encode_frames((0..count).map(frame)).unwrap();
        drop(encoder);
        file("film.gif", &body)
    };
    let few = frames(3);
    assert_eq!((few.pictures.len(), few.gaps.len()), (3, 0), "{:?}", few.gaps);
    let many = frames(50);
    assert!(many.gaps.iter().any(|g| g.contains("more than 40 frames")), "{:?}", many.gaps);
}
