//! One row for each rule of `docs/channels.md`, and a check that the words there are the words here.

use super::*;
use crate::candidates::CandidateId;
use crate::detection::{Confidence, Disguise};
use crate::evidence::{CaptureId, Engine, Provenance, Reached};
use crate::extraction::Concealment;

fn hit(part: Part) -> Match {
    Match {
        candidate: CandidateId("c1".into()),
        attribute: AttributeId::D02,
        value: "Sørensen".into(),
        disguise: Disguise::default(),
        confidence: Confidence::Certain,
        part,
        place: "html".into(),
        concealed: None,
        span: (0, 8),
        span_in_bytes: true,
        snippet: "Sørensen".into(),
    }
}

fn capture(path: &str) -> Capture {
    Capture {
        id: CaptureId(1),
        kind: CaptureKind::Response,
        method: "GET".into(),
        url: format!("http://t.example{path}"),
        final_url: format!("http://t.example{path}"),
        status: 200,
        media_type: "text/html".into(),
        request_headers: Vec::new(),
        request_body: Vec::new(),
        headers: Vec::new(),
        sha256: "aa".into(),
        size: 1,
        truncated: false,
        at: String::new(),
        provenance: Provenance {
            role: "reviewer".into(),
            stage: "received".into(),
            engine: Engine::Browser,
            reached: Reached::default(),
        },
    }
}

fn code(hit: &Match, capture: &Capture) -> &'static str {
    code_in(hit, capture, false, false)
}

fn code_in(hit: &Match, capture: &Capture, outsider: bool, later: bool) -> &'static str {
    let uploaded = BTreeSet::from(["ff".to_owned()]);
    let context = Context {
        capture: Some(capture),
        address: &capture.final_url,
        sha256: &capture.sha256,
        uploaded: &uploaded,
        outsider,
        stranger: false,
        new_at_later_stage: later,
    };
    channel(hit, &context).code()
}

#[test]
fn what_the_capture_is_decides_first() {
    let of_kind = |kind| Capture { kind, ..capture("/x") };
    assert_eq!(code(&hit(Part::Url), &of_kind(CaptureKind::Refused)), "C34");
    assert_eq!(code(&hit(Part::Data), &of_kind(CaptureKind::Frames)), "C32");
    assert_eq!(code(&hit(Part::Data), &Capture { media_type: "text/event-stream".into(), ..capture("/x") }), "C32");
    assert_eq!(code(&hit(Part::Data), &of_kind(CaptureKind::Accessibility)), "C42");
    assert_eq!(code(&hit(Part::Storage), &of_kind(CaptureKind::Storage)), "C31");
    assert_eq!(code(&hit(Part::Cookie), &of_kind(CaptureKind::Storage)), "C36");
    assert_eq!(code(&hit(Part::VisibleText), &of_kind(CaptureKind::Print)), "C23");
    let mut asked = capture("/api/x");
    asked.provenance.reached.probe = Some("search".into());
    assert_eq!(code(&hit(Part::Data), &asked), "C11");
    asked.provenance.reached.probe = Some("id_replay".into());
    assert_eq!(code(&hit(Part::Data), &asked), "C14");
    asked.provenance.reached.probe = Some("tenant".into());
    assert_eq!(code(&hit(Part::Data), &asked), "C08");
    let mut public = capture("/status/abc");
    public.provenance.role = "anonymous".into();
    assert_eq!(code(&hit(Part::Link), &public), "C38");
}

#[test]
fn the_part_of_the_unit_decides_next() {
    for (part, expected) in [
        (Part::Url, "C05"),
        (Part::Header, "C36"),
        (Part::Cookie, "C36"),
        (Part::FileName, "C20"),
        (Part::DocumentHidden, "C18"),
        (Part::DocumentMeta, "C19"),
        (Part::ImageText, "C18"),
        (Part::Calendar, "C25"),
        (Part::Mail, "C24"),
        (Part::Cell, "C22"),
        (Part::DocumentText, "C17"),
        (Part::Carved, "C17"),
        (Part::HiddenText, "C02"),
        (Part::Source, "C03"),
        (Part::PageMeta, "C04"),
        (Part::Label, "C06"),
        (Part::ImageLink, "C07"),
        (Part::OutboundLink, "C37"),
        (Part::Link, "C05"),
        (Part::Frame, "C32"),
        (Part::Storage, "C31"),
        (Part::Accessibility, "C42"),
        (Part::Print, "C23"),
        (Part::VisibleText, "C01"),
        (Part::FormValue, "C01"),
        (Part::PlainText, "C01"),
        (Part::Data, "C08"),
    ] {
        assert_eq!(code(&hit(part), &capture("/applications/17")), expected, "{part:?}");
    }
    let blurred = Match { concealed: Some(Concealment::Blur), ..hit(Part::VisibleText) };
    assert_eq!(code(&blurred, &capture("/applications/17")), "C02");
    let under_a_box = Match { concealed: Some(Concealment::Covered), ..hit(Part::DocumentText) };
    assert_eq!(code(&under_a_box, &capture("/applications/17")), "C18");
}

#[test]
fn the_candidates_own_file_is_an_original() {
    let upload = Capture { sha256: "ff".into(), ..capture("/files/17") };
    assert_eq!(code(&hit(Part::DocumentText), &upload), "C21");
    assert_eq!(code(&hit(Part::PlainText), &upload), "C21");
    assert_eq!(code(&hit(Part::DocumentMeta), &upload), "C19");
    assert_eq!(code(&hit(Part::DocumentText), &capture("/files/17/original")), "C21");
    let portrait = Match { attribute: AttributeId::D10, ..hit(Part::ImageText) };
    assert_eq!(code(&portrait, &upload), "C21");
    assert_eq!(code(&portrait, &capture("/files/17")), "C07");
}

#[test]
fn an_error_is_an_error_whatever_its_address_says() {
    let failed = Capture { status: 404, ..capture("/historik/17") };
    assert_eq!(code(&hit(Part::VisibleText), &failed), "C29");
    assert_eq!(code(&hit(Part::Source), &failed), "C03");
}

#[test]
fn words_of_the_address_tell_the_purpose_of_a_page() {
    for (path, expected) in [
        ("/graphql", "C09"),
        ("/m/sager", "C33"),
        ("/ansoegning/17/resume", "C28"),
        ("/feed.xml", "C35"),
        ("/kalender/17", "C25"),
        ("/eksport/17", "C22"),
        ("/liste?vis=csv", "C22"),
        ("/liste?format=csv", "C01"),
        ("/udbakke", "C24"),
        ("/sag/17/historik", "C27"),
        ("/sag/17/referencer", "C41"),
        ("/sag/17/noter", "C26"),
        ("/overblik", "C12"),
        ("/s%C3%B8gning?q=x", "C11"),
        ("/delt/abc", "C38"),
        ("/talentpool", "C16"),
        ("/udskriv/17", "C23"),
        ("/app#/sag/17/historik", "C33"),
        ("/marketing/application/logo", "C01"),
    ] {
        assert_eq!(code(&hit(Part::VisibleText), &capture(path)), expected, "{path}");
    }
}

#[test]
fn who_looks_and_when_decides_what_is_left() {
    let page = capture("/applications/17");
    assert_eq!(code_in(&hit(Part::VisibleText), &page, true, false), "C16");
    assert_eq!(code_in(&hit(Part::VisibleText), &page, false, true), "C15");
    assert_eq!(code_in(&hit(Part::Data), &page, false, true), "C08");
    let initials = Match { attribute: AttributeId::D03, value: "F.A.S.".into(), ..hit(Part::VisibleText) };
    assert_eq!(code(&initials, &page), "C39");
    let nickname = Match { attribute: AttributeId::D03, value: "Fatma".into(), ..hit(Part::VisibleText) };
    assert_eq!(code(&nickname, &page), "C01");
    let digest = Match { disguise: Disguise(vec!["md5".into()]), ..hit(Part::Data) };
    assert_eq!(code(&digest, &page), "C39");
}

#[test]
fn every_word_of_this_file_stands_in_the_published_rules() {
    let rules = include_str!("../../docs/channels.md");
    let lists = PURPOSES.iter().map(|(_, words)| *words).chain([&ORIGINAL_WORDS[..], &PRINT_WORDS[..]]);
    for word in lists.flatten() {
        assert!(rules.contains(&format!("`{word}`")), "{word} is not documented");
    }
}
