//! What the room promises, case by case.

use super::{Anchors, Confidence, Detector, Match, detect_text, sample};
use crate::candidates::{AttributeId, CandidateId, Dataset, Role};
use crate::extraction::{Extraction, Part, Segment};

fn segment(place: &str, text: &str) -> Segment {
    Segment {
        text: text.into(),
        part: Part::VisibleText,
        place: place.into(),
        span: None,
        concealed: None,
        inline: true,
    }
}

fn search(dataset: &Dataset, anchors: &Anchors, segments: &[(&str, &str)]) -> Vec<Match> {
    let segments = segments.iter().map(|(place, text)| segment(place, text)).collect();
    Detector::new(dataset, anchors).search(&Extraction { segments, ..Extraction::default() }).matches
}

fn codes(matches: &[Match]) -> Vec<&'static str> {
    let mut codes: Vec<_> = matches.iter().map(|m| m.attribute.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn each_text_shows_what_it_shows_and_no_more() {
    for (text, want) in [
        ("skriv til fatima.alsayed72@mail.example.", vec!["D06"]),
        ("skriv til x.fatima.alsayed72@mail.example", vec!["D01", "D02"]),
        ("Al-Sayed, Fatima", vec!["D01", "D02"]),
        ("fatima-al-sayed", vec!["D01", "D02"]),
        ("Fatima Al-Sayeds ansøgning", vec!["D01", "D02"]),
        ("CPR 751272 1234", vec!["D04"]),
        ("17512721234", vec![]),
        ("+4513572468", vec!["D07"]),
        ("0045 13572468", vec!["D07"]),
        ("113572468", vec![]),
        ("Gammel Æblevej 17", vec!["D08"]),
        ("Gl. Æblevej 175", vec![]),
        ("/filer/CV_Fatima_AlSayed_2026_AbC123.pdf", vec!["D01", "D02", "X03"]),
        ("Fødselsdato: 15.12.1972", vec!["D05"]),
        ("Loven af 15.12.1972", vec![]),
        ("kvinde, 53 år, syrisk, F.A.", vec![]),
        ("Fatima Hansen er kontaktperson", vec![]),
        ("eyJhIjoie1wibWFpbFwiOlwiZmF0aW1hLmFsc2F5ZWQ3MkBtYWlsLmV4YW1wbGVcIn0ifQ", vec!["D06"]),
        ("2b71422b4959aa046f4dbfe9d4f84eaa698c05d5b4f729d271e1ae1e4abda10a", vec!["D06"]),
        ("a55c36cd2123fcfb930e", vec!["D06"]),
    ] {
        assert_eq!(codes(&detect_text(text, &sample())), want, "{text}");
    }
}

#[test]
fn email_split_over_two_nodes_is_found_as_split() {
    let found = search(&sample(), &Anchors::default(), &[("p > b", "fatima.als"), ("p", "ayed72@mail.example")]);
    assert!(found.iter().any(|m| m.attribute == AttributeId::D06 && m.disguise.0 == ["split"]), "{found:#?}");
}

#[test]
fn weak_values_count_only_beside_their_own_candidate() {
    let anchors = Anchors { ids: [(CandidateId("c1".into()), vec!["app-48213".to_owned()])].into_iter().collect() };
    let row = |id: &'static str| [("/r/0/id", id), ("/r/0/sex", "kvinde"), ("/r/0/age", "53")];
    assert_eq!(codes(&search(&sample(), &anchors, &row("app-48213"))), ["P01", "P03"]);
    assert!(search(&sample(), &anchors, &row("app-48214")).is_empty());
    let other = [("/r/0/id", "app-48213"), ("/r/1/sex", "kvinde"), ("/r/1/age", "53")];
    assert!(search(&sample(), &anchors, &other).is_empty());
}

#[test]
fn a_masked_cpr_number_and_address_are_found_beside_their_candidate() {
    let anchors = Anchors { ids: [(CandidateId("c1".into()), vec!["app-48213".to_owned()])].into_iter().collect() };
    let found =
        search(&sample(), &anchors, &[("/id", "app-48213"), ("/cpr", "751272-****"), ("/mail", "f***@mail.example")]);
    assert_eq!(codes(&found), ["D04", "D06"]);
}

#[test]
fn a_plain_span_slices_back_to_the_value() {
    let text = "Ærlig talt: Fatima Al-Sayed, fatima.alsayed72@mail.example";
    let found = detect_text(text, &sample());
    assert_eq!(codes(&found), ["D01", "D02", "D06"]);
    for m in found {
        assert_eq!(&text[m.span.0 as usize..m.span.1 as usize], m.value);
        assert!(m.disguise.0.is_empty() && m.span_in_bytes && m.confidence == Confidence::Certain);
    }
}

#[test]
fn a_decoy_comes_out_like_any_other_and_only_where_it_stands() {
    let mut dataset = sample();
    let mut decoy = dataset.candidates[0].clone();
    decoy.id = CandidateId("d1".into());
    decoy.role = Role::Decoy;
    decoy.attributes.retain(|a| a.id == AttributeId::D06);
    decoy.attributes[0].value = "zofia.kwiat@mail.example".into();
    dataset.candidates.push(decoy);
    let of = |text: &str| detect_text(text, &dataset).into_iter().map(|m| m.candidate.0).collect::<Vec<_>>();
    assert_eq!(of("zofia.kwiat@mail.example"), ["d1"]);
    assert_eq!(of("fatima.alsayed72@mail.example"), ["c1"]);
}
