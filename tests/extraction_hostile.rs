//! Hostile files: whatever comes in, extraction ends in time, within its bounds, without a panic that gets out, and says
//! what it could not read.

use std::io::Write;
use std::time::{Duration, Instant};

use klarsyn::extraction::{Extraction, Limits, Unit, UnitSource, extract};
use proptest::prelude::*;

const SOURCES: [UnitSource; 8] = [
    UnitSource::Response,
    UnitSource::Dom,
    UnitSource::Storage,
    UnitSource::Accessibility,
    UnitSource::Print,
    UnitSource::Frames,
    UnitSource::Refused,
    UnitSource::File,
];

fn limits() -> Limits {
    Limits { depth: 4, expanded_bytes: 4 * 1024 * 1024, segments: 20_000, seconds: 5 }
}

fn read(source: UnitSource, body: Vec<u8>) -> Extraction {
    let unit = Unit { source, url: "https://hr.example/a".into(), media_type: String::new(), headers: vec![], body };
    extract(&unit, &limits())
}

/// Laws that hold for every extraction.
fn laws(out: &Extraction, length: usize) {
    assert!(out.segments.len() <= limits().segments);
    for segment in &out.segments {
        assert!(!segment.text.is_empty());
        assert!(segment.place.to_string().len() <= 2048);
        if let Some((start, end)) = segment.span {
            assert!(start <= end && end as usize <= length, "{segment:?}");
        }
    }
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn seeds() -> Vec<Vec<u8>> {
    vec![
        include_bytes!("fixtures/extraction/cv.docx").to_vec(),
        include_bytes!("fixtures/extraction/liste.xlsx").to_vec(),
        include_bytes!("fixtures/extraction/brev.odt").to_vec(),
        include_bytes!("fixtures/extraction/brev.pdf").to_vec(),
        include_bytes!("fixtures/extraction/portrait.jpg").to_vec(),
        include_bytes!("fixtures/extraction/foto.png").to_vec(),
        br#"{"a":[1,{"b":"<p>x</p>"},"data:text/html;base64,PHA+"],"c":"\ud83d\ude00"}"#.to_vec(),
        b"<!doctype html><style>a{content:'x';b:url(y)}</style><p style='filter:blur(2px)'>a<b>b</b><script>x={\"a\":1}</script>".to_vec(),
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a x='1'>&b;<![CDATA[d]]><!-- e --></a>".to_vec(),
        br"{\rtf1\ansi\ansicpg1252{\info{\author A}}\'f8\u248?{\*\x y}\bin3 abc}".to_vec(),
        b"From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n--x--".to_vec(),
        b"BEGIN:VCARD\r\nFN;X=\"a:b\":c\\,d\r\n e\r\nEND:VCARD".to_vec(),
        b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''%ff\r\n\r\nb\r\n--x--".to_vec(),
        b"a;b\n1;\"2\n3\"\n".to_vec(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_behind_any_beginning_are_survived(start in 0usize..14, tail in proptest::collection::vec(any::<u8>(), 0..600), source in 0usize..8) {
        let starts: [&[u8]; 14] = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1", b"GIF89a", b"{\"", b"<html", b"<?xml ",
            b"{\\rtf1", b"BEGIN:VCARD\n", b"From: a\nTo: b\n\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];
        let mut body = starts[start].to_vec();
        body.extend(tail);
        let length = body.len();
        laws(&read(SOURCES[source], body), length);
    }

    #[test]
    fn damaged_files_are_survived(seed in 0usize..14, edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), cut in any::<prop::sample::Index>(), cuts in any::<bool>()) {
        let mut body = seeds().swap_remove(seed);
        for (at, byte) in edits {
            let at = at.index(body.len());
            body[at] = byte;
        }
        if cuts {
            let at = cut.index(body.len());
            body.truncate(at);
        }
        let length = body.len();
        laws(&read(UnitSource::File, body), length);
    }
}

#[test]
fn the_same_bytes_give_the_same_text() {
    for seed in seeds() {
        let (first, second) = (read(UnitSource::File, seed.clone()), read(UnitSource::File, seed));
        assert_eq!(first.segments, second.segments);
        assert_eq!(first.gaps, second.gaps);
    }
}

#[test]
fn a_decompression_bomb_is_a_gap_and_costs_little() {
    let bomb = zip(&[("stor.txt", &vec![b'a'; 32 * 1024 * 1024]), ("efter.txt", b"Fatima")]);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![0u8; 32 * 1024 * 1024]).unwrap();
    for body in [bomb, packed.finish().unwrap()] {
        let started = Instant::now();
        let out = read(UnitSource::File, body);
        assert!(started.elapsed() < Duration::from_secs(20));
        assert!(out.gaps.iter().any(|g| g.contains("more than 4 MB")), "{:?}", out.gaps);
    }
}

#[test]
fn archives_nested_too_deep_are_a_gap() {
    let mut body = b"Fatima".to_vec();
    for _ in 0..8 {
        body = zip(&[("indre.zip", &body)]);
    }
    let out = read(UnitSource::File, body);
    assert!(out.gaps.iter().any(|g| g.contains("deeper than 4")), "{:?}", out.gaps);
}

#[test]
fn too_many_pieces_of_text_are_a_gap() {
    let body: String = (0..30_000).map(|n| format!("linje {n}\n")).collect();
    let out = read(UnitSource::File, body.into_bytes());
    assert_eq!(out.segments.len(), limits().segments);
    assert!(out.gaps.iter().any(|g| g.contains("more than 20000")), "{:?}", out.gaps);
}

#[test]
fn an_encrypted_member_is_a_gap() {
    let mut body = zip(&[("a.txt", b"Fatima")]);
    // The flag of encryption, in the local header and in the directory.
    body[6] |= 1;
    let directory = body.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    body[directory + 8] |= 1;
    let out = read(UnitSource::File, body);
    assert!(out.gaps.iter().any(|g| g.contains("a.txt")), "{:?}", out.gaps);
}

#[test]
fn deep_xml_and_deep_rtf_do_not_overflow_the_stack() {
    for body in [
        "<a>".repeat(200_000).into_bytes(),
        format!("{{\\rtf1{}", "{".repeat(200_000)).into_bytes(),
        format!("<?xml version='1.0'?>{}x", "<a>".repeat(200_000)).into_bytes(),
    ] {
        let length = body.len();
        laws(&read(UnitSource::File, body), length);
    }
}

/// What the fuzzers found, and every file of the hiding places cut and damaged: no panic gets out, all laws hold.
#[test]
fn finds_of_the_fuzzers_and_damaged_files_keep_the_laws() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = |folder: &str| -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder");
        let mut files: Vec<_> = entries.map(|e| e.expect("an entry").path()).collect();
        files.sort();
        files
    };
    for file in files("fixtures/fuzz") {
        let body = std::fs::read(&file).expect("a find");
        let length = body.len();
        laws(&read(UnitSource::File, body), length);
    }
    let mut tried = 0;
    for file in files("hiding/files") {
        let whole = std::fs::read(&file).expect("a file");
        if whole.len() > 120_000 {
            continue;
        }
        for part in [1, 2, 3] {
            let cut = whole[..whole.len() * part / 4].to_vec();
            let mut damaged = whole.clone();
            let step = damaged.len() / 40 + part * 7;
            damaged.iter_mut().skip(part * 13).step_by(step).for_each(|byte| *byte = byte.wrapping_mul(31) ^ 0x5a);
            for body in [cut, damaged] {
                let length = body.len();
                let out = read(UnitSource::File, body);
                laws(&out, length);
                assert!(
                    !out.gaps.iter().any(|g| g.contains("its reader broke down")),
                    "{}: {:?}",
                    file.display(),
                    out.gaps
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 400, "only {tried} were tried");
}
