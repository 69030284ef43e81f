//! One text against one dataset, and the person of the examples.

use std::collections::BTreeMap;

use super::detector::Detector;
use super::matches::{Anchors, Match};
use crate::candidates::{Attribute, AttributeId, Candidate, CandidateId, Dataset, Role};
use crate::extraction::{Extraction, Part, Segment};
#[cfg(test)]
use crate::extraction::{Limits, Unit, UnitSource, extract};

/// Searches one text for the values of a dataset, as `klarsyn detect` does.
pub fn detect_text(text: &str, dataset: &Dataset) -> Vec<Match> {
    let segment = Segment {
        text,
        part: Part::PlainText,
        place: "text".into(),
        span: Some((0, text.len() as u64)),
        concealed: None,
        inline: false,
    };
    let extraction = Extraction { segments: [segment].into_iter().collect(), ..Extraction::default() };
    Detector::new(dataset, &Anchors::default()).search(&extraction).matches
}

/// What an answer of a system shows of that person.
#[cfg(test)]
pub(crate) fn detect_answer(media_type: &str, body: &str) -> Vec<Match> {
    detect_answer_of(&sample(), media_type, body)
}

/// What an answer of a system shows of anybody.
#[cfg(test)]
pub(crate) fn detect_answer_of(dataset: &Dataset, media_type: &str, body: &str) -> Vec<Match> {
    let unit = Unit {
        source: UnitSource::Response,
        url: "https://hr.example/sag/17".into(),
        media_type: media_type.into(),
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    };
    Detector::new(dataset, &Anchors::default()).search(&extract(&unit, &Limits::default())).matches
}

/// The invented person whose values the examples of the transforms hold.
pub fn sample() -> Dataset {
    let attribute = |id, value: &str| Attribute {
        id,
        value: value.to_owned(),
        fixture_class: crate::candidates::FixtureClass::Reserved,
        places: Vec::new(),
    };
    let attributes = vec![
        attribute(AttributeId::D01, "Fatima"),
        attribute(AttributeId::D02, "Al-Sayed"),
        attribute(AttributeId::D03, "F.A."),
        attribute(AttributeId::D04, "751272-1234"),
        attribute(AttributeId::D05, "1972-12-15"),
        attribute(AttributeId::D06, "fatima.alsayed72@mail.example"),
        attribute(AttributeId::D07, "+45 13 57 24 68"),
        attribute(AttributeId::D08, "Gl. Æblevej 17, 2. tv."),
        attribute(AttributeId::D09, "2400 København NV"),
        attribute(AttributeId::D12, "https://profil.example/in/fatima-alsayed-4711"),
        attribute(AttributeId::D14, "09YMB"),
        attribute(AttributeId::P01, "kvinde"),
        attribute(AttributeId::P03, "53"),
        attribute(AttributeId::P05, "syrisk"),
        attribute(AttributeId::X03, "CV_Fatima_AlSayed_2026.pdf"),
    ];
    let candidate = Candidate {
        id: CandidateId("c1".into()),
        role: Role::Applicant,
        twin: None,
        attributes,
        qualifications: Vec::new(),
        documents: Vec::new(),
        texts: BTreeMap::new(),
    };
    Dataset {
        schema_version: 1,
        seed: None,
        locale: Some("da".into()),
        reference_date: chrono::NaiveDate::from_ymd_opt(2026, 6, 1),
        uniqueness: None,
        candidates: vec![candidate],
        folder: std::path::PathBuf::new(),
    }
}
