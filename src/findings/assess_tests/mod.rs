//! A small trial in memory: two applicants, one decoy, HR as the control role, a reviewer, two stages. Each test changes
//! one thing of a trial that is clean, and reads the verdict.

mod before;
mod grouping;
mod verdict;

use super::*;
use crate::candidates::{Attribute, Candidate, CandidateId, Dataset, Document, Qualification, Role};
use crate::detection::{Confidence, Disguise, Match, UnitMatches};
use crate::evidence::{Capture, CaptureId, CaptureKind, Engine, Gap, GapKind, Provenance, Reached, Receipt};
use crate::extraction::Part;
use crate::findings::input::{OracleSighting, PolicyFact, RoleFacts, Sighting, StageFacts, TourFacts};

const BASE: &str = "http://127.0.0.1:8377";
const PEOPLE: [(&str, Role, &str); 3] =
    [("c1", Role::Applicant, "Sørensen"), ("c2", Role::Applicant, "Yilmazer"), ("d1", Role::Decoy, "Kvistgaard")];

fn dataset() -> Dataset {
    let candidate = |(id, role, name): (&str, Role, &str)| Candidate {
        id: CandidateId(id.into()),
        role,
        twin: None,
        attributes: vec![Attribute {
            id: AttributeId::D02,
            value: name.into(),
            fixture_class: Default::default(),
            places: Vec::new(),
        }],
        qualifications: vec![Qualification { id: "Q1".into(), value: format!("kursus nr. {id}") }],
        documents: vec![Document {
            name: "cv_pdf".into(),
            path: "cv.pdf".into(),
            media_type: "application/pdf".into(),
            size: 9,
            sha256: format!("upload-{id}"),
        }],
        texts: Default::default(),
    };
    Dataset {
        schema_version: 1,
        seed: Some(7),
        locale: None,
        reference_date: None,
        uniqueness: None,
        candidates: PEOPLE.map(candidate).into(),
        folder: Default::default(),
    }
}

fn hit(candidate: &str, place: &str) -> Match {
    let value = PEOPLE.iter().find(|p| p.0 == candidate).expect("one of the people").2;
    Match {
        candidate: CandidateId(candidate.into()),
        attribute: AttributeId::D02,
        value: value.into(),
        disguise: Disguise::default(),
        confidence: Confidence::Certain,
        part: Part::VisibleText,
        place: place.into(),
        concealed: None,
        span: (4, 12),
        span_in_bytes: true,
        snippet: format!("Navn: {value}"),
    }
}

fn seen(id: u64, role: &str, stage: &str, path: &str, hits: Vec<Match>) -> Sighting {
    let capture = Capture {
        id: CaptureId(id),
        kind: CaptureKind::Response,
        method: "GET".into(),
        url: format!("{BASE}{path}"),
        final_url: format!("{BASE}{path}"),
        status: 200,
        media_type: "text/html".into(),
        request_headers: Vec::new(),
        request_body: Vec::new(),
        headers: Vec::new(),
        sha256: format!("hash-{id}"),
        size: 100,
        truncated: false,
        at: String::new(),
        provenance: Provenance {
            role: role.into(),
            stage: stage.into(),
            engine: Engine::Browser,
            reached: Reached::default(),
        },
    };
    let matches = UnitMatches { matches: hits, ..Default::default() };
    Sighting { capture: Some(capture), matches, ..Default::default() }
}

fn typing(mut sighting: Sighting, typed: &str) -> Sighting {
    let reached = &mut sighting.capture.as_mut().expect("a capture").provenance.reached;
    reached.typed = vec![typed.into()];
    reached.probe = Some("search".into());
    sighting
}

/// A trial in which nothing is wrong.
fn clean() -> AssessmentInput {
    let role = |name: &str, control, reviewing| RoleFacts {
        name: name.into(),
        control,
        outsider: false,
        stranger: false,
        reviewing,
    };
    let stage = |name: &str| StageFacts { name: name.into(), roles: Vec::new() };
    let receipt = |id: &str| Receipt {
        candidate: id.into(),
        accepted: true,
        failure: String::new(),
        sent: [("lastname".to_owned(), "D02".to_owned())].into(),
        planted: vec!["D02".into()],
        captured: Default::default(),
        captures: Vec::new(),
        at: String::new(),
    };
    let mut reviewer = seen(3, "reviewer", "received", "/reviewer/applications/1", vec![]);
    reviewer.matches.qualifications =
        vec![(CandidateId("c1".into()), "Q1".into()), (CandidateId("c2".into()), "Q1".into())];
    let hits = vec![hit("c1", "tr[1]"), hit("c2", "tr[2]")];
    AssessmentInput {
        roles: vec![role("hr", true, false), role("reviewer", false, true)],
        stages: vec![stage("received"), stage("interview")],
        receipts: vec![receipt("c1"), receipt("c2")],
        sightings: vec![
            seen(1, "hr", "received", "/hr/list", hits),
            seen(2, "hr", "interview", "/hr/list", vec![]),
            reviewer,
            seen(4, "reviewer", "interview", "/reviewer/applications/1", vec![]),
        ],
        ..AssessmentInput::plain("proeve", BASE, dataset())
    }
}

/// The clean trial with one more thing seen.
fn with(sighting: Sighting) -> AssessmentInput {
    let mut input = clean();
    input.sightings.push(sighting);
    input
}

fn leaks(assessment: &Assessment) -> Vec<&Finding> {
    assessment.leaks().collect()
}
