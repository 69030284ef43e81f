use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use crate::extraction::{Concealment, Extraction, Limits, Part, Unit, UnitSource, extract};

fn text(s: &str) -> Object {
    Object::String(encoding_rs::WINDOWS_1252.encode(s).0.into_owned(), StringFormat::Literal)
}

fn op(name: &str, operands: Vec<Object>) -> Operation {
    Operation::new(name, operands)
}

fn show(size: i64, x: i64, y: i64, words: &str) -> Vec<Operation> {
    vec![
        op("BT", vec![]),
        op("Tf", vec!["F1".into(), size.into()]),
        op("Td", vec![x.into(), y.into()]),
        op("Tj", vec![text(words)]),
        op("ET", vec![]),
    ]
}

/// A document of one page with these operations; `more` may add to it.
fn document(operations: Vec<Operation>, more: impl FnOnce(&mut Document, &mut Dictionary)) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let content = document.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()], "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
    );
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    more(&mut document, &mut catalog);
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn read(body: Vec<u8>) -> Extraction {
    extract(
        &Unit { source: UnitSource::File, url: "cv.pdf".into(), media_type: String::new(), headers: vec![], body },
        &Limits::default(),
    )
}

fn concealment(out: &Extraction, words: &str) -> Option<(Part, Option<Concealment>)> {
    out.segments.iter().find(|s| s.text.contains(words)).map(|s| (s.part, s.concealed))
}

#[test]
fn text_that_nobody_sees_is_told_apart_from_text_that_is_seen() {
    let mut ops = show(12, 50, 800, "Synlig Sørensen");
    ops.push(op("rg", vec![1.into(), 1.into(), 1.into()]));
    ops.extend(show(12, 50, 780, "Hvidt navn"));
    ops.push(op("rg", vec![0.into(), 0.into(), 0.into()]));
    ops.extend(show(1, 50, 760, "Lille navn"));
    ops.extend(show(12, 50, -300, "Udenfor navn"));
    ops.extend(show(12, 50, 700, "Streget navn"));
    ops.extend([op("re", vec![40.into(), 690.into(), 300.into(), 30.into()]), op("f", vec![])]);
    ops.push(op("Tr", vec![3.into()]));
    ops.extend(show(12, 50, 650, "Usynligt navn"));
    let out = read(document(ops, |_, _| {}));
    let cases = [
        ("Synlig Sørensen", Part::DocumentText, None),
        ("Hvidt navn", Part::DocumentHidden, Some(Concealment::Colour)),
        ("Lille navn", Part::DocumentHidden, Some(Concealment::Tiny)),
        ("Udenfor navn", Part::DocumentHidden, Some(Concealment::OffScreen)),
        ("Streget navn", Part::DocumentHidden, Some(Concealment::Covered)),
        ("Usynligt navn", Part::DocumentHidden, Some(Concealment::NotRendered)),
    ];
    for (words, part, why) in cases {
        assert_eq!(concealment(&out, words), Some((part, why)), "{words}: {:#?} {:?}", out.segments, out.gaps);
    }
}

#[test]
fn letters_set_one_by_one_become_words_again() {
    let mut ops = vec![op("BT", vec![]), op("Tf", vec!["F1".into(), 12.into()]), op("Td", vec![50.into(), 800.into()])];
    ops.push(op(
        "TJ",
        vec![Object::Array(vec![
            text("Fa"),
            40.into(),
            text("ti"),
            (-30).into(),
            text("ma"),
            (-400).into(),
            text("Al-Sayed"),
        ])],
    ));
    ops.push(op("ET", vec![]));
    let out = read(document(ops, |_, _| {}));
    assert!(out.segments.iter().any(|s| s.text == "Fatima Al-Sayed"), "{:#?}", out.segments);
}

#[test]
fn what_stands_beside_the_pages_is_read() {
    let out = read(document(show(12, 50, 800, "side"), |document, catalog| {
        let info = document.add_object(dictionary! { "Author" => text("Forfatter Navn"), "Producer" => text("x") });
        document.trailer.set("Info", info);
        let note = document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Text", "Contents" => text("Note Navn"), "T" => text("Skribent") });
        let script = document.add_object(dictionary! { "S" => "JavaScript", "JS" => text("app.alert('Script Navn')") });
        let xmp = document.add_object(Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>Xmp Navn</dc:creator></x:xmpmeta>".to_vec(),
        ));
        let file = document
            .add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"{\"navn\":\"Vedlagt Navn\"}".to_vec()));
        let spec = document.add_object(
            dictionary! { "Type" => "Filespec", "F" => text("cv_navn.json"), "EF" => dictionary! { "F" => file } },
        );
        let field = document.add_object(dictionary! { "FT" => "Tx", "T" => text("felt"), "V" => text("Felt Navn") });
        let outline = document.add_object(dictionary! { "Title" => text("Bogmaerke Navn") });
        catalog.set("Metadata", xmp);
        catalog.set("Extras", vec![note.into(), script.into(), spec.into(), field.into(), outline.into()]);
    }));
    let cases = BTreeMap::from([
        ("Forfatter Navn", Part::DocumentMeta),
        ("Xmp Navn", Part::DocumentMeta),
        ("Note Navn", Part::DocumentHidden),
        ("Script Navn", Part::DocumentHidden),
        ("cv_navn.json", Part::DocumentHidden),
        ("Felt Navn", Part::DocumentHidden),
        ("Bogmaerke Navn", Part::DocumentHidden),
        ("Vedlagt Navn", Part::Data),
    ]);
    for (words, part) in cases {
        assert_eq!(concealment(&out, words).map(|c| c.0), Some(part), "{words}: {:#?} {:?}", out.segments, out.gaps);
    }
}

#[test]
fn an_earlier_revision_still_tells_what_it_said() {
    let old = document(show(12, 50, 800, "Gammelt navn"), |_, _| {});
    let document = Document::load_mem(&old).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = document.get_page_contents(page)[0];
    // Written by hand, as an editor appends a revision: the new object, a new table, and the way back to the old one.
    let stream = Content { operations: show(12, 50, 800, "Nyt navn") }.encode().unwrap();
    let mut bytes = old.clone();
    bytes.push(b'\n');
    let at = bytes.len();
    bytes.extend(format!("{} 0 obj\n<</Length {}>>\nstream\n", content.0, stream.len()).bytes());
    bytes.extend(&stream);
    bytes.extend(b"\nendstream\nendobj\n");
    let table = bytes.len();
    let start = std::str::from_utf8(&old[old.len() - 40..]).unwrap();
    let previous: String =
        start[start.find("startxref").unwrap() + 9..].trim_start().chars().take_while(char::is_ascii_digit).collect();
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    bytes.extend(format!("xref\n{} 1\n{at:010} 00000 n \ntrailer\n<</Size {}/Root {} 0 R/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n", content.0, document.max_id + 1, root.0).bytes());
    let out = read(bytes);
    assert_eq!(concealment(&out, "Nyt navn"), Some((Part::DocumentText, None)), "{:#?} {:?}", out.segments, out.gaps);
    assert_eq!(
        concealment(&out, "Gammelt navn"),
        Some((Part::DocumentHidden, Some(Concealment::EarlierRevision))),
        "{:#?}",
        out.segments
    );
}

#[test]
fn a_loose_content_stream_is_drawn_too() {
    let out = read(document(show(12, 50, 800, "side"), |document, _| {
        let content = Content { operations: show(12, 50, 700, "Forladt navn") }.encode().unwrap();
        document.add_object(Stream::new(dictionary! {}, content));
    }));
    assert_eq!(
        concealment(&out, "Forladt navn"),
        Some((Part::DocumentHidden, Some(Concealment::NotRendered))),
        "{:#?} {:?}",
        out.segments,
        out.gaps
    );
}

#[test]
fn a_damaged_file_is_a_gap_and_not_silence() {
    let out = read(b"%PDF-1.7\nnothing of a file".to_vec());
    assert!(!out.gaps.is_empty());
}
