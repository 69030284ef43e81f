//! Laws of the judgement, over trials that nobody thought of: what is seen is never talked away, order decides nothing,
//! and hostile addresses are addresses.

use klarsyn::candidates::{AttributeId, CandidateId, Dataset};
use klarsyn::detection::{Confidence, Disguise, Match, UnitMatches};
use klarsyn::evidence::{Capture, CaptureId, CaptureKind, Engine, Provenance, Reached, Receipt};
use klarsyn::extraction::Part;
use klarsyn::findings::{Assessment, AssessmentInput, RoleFacts, Sighting, Slots, StageFacts, Verdict, assess};
use proptest::prelude::*;

const BASE: &str = "http://127.0.0.1:8377";
const KEY: &str = r#"{"candidates":[
    {"id":"c1","attributes":[{"id":"D06","value":"fatma.k@post.example"},{"id":"D02","value":"Yilmazer"}]},
    {"id":"c2","attributes":[{"id":"D06","value":"mark.s@post.example"},{"id":"D02","value":"Sørensen"}]},
    {"id":"d1","role":"decoy","attributes":[{"id":"D02","value":"Kvistgaard"}]}]}"#;

fn dataset() -> Dataset {
    serde_json::from_str(KEY).expect("the answer key above is one")
}

/// Who is shown: the candidate's id and the index of the attribute.
type Shown = (&'static str, usize);

fn sighting(id: u64, role: &str, path: &str, shown: &[Shown], typed: Option<&str>) -> Sighting {
    let dataset = dataset();
    let matches = shown.iter().map(|(candidate, n)| {
        let who = dataset.get(&CandidateId((*candidate).into())).expect("in the key");
        let attribute = &who.attributes[*n % who.attributes.len()];
        Match {
            candidate: who.id.clone(),
            attribute: attribute.id,
            value: attribute.value.clone(),
            disguise: Disguise::default(),
            confidence: Confidence::Certain,
            part: Part::VisibleText,
            place: format!("tr[{id}] > td"),
            concealed: None,
            span: (0, 4),
            span_in_bytes: true,
            snippet: attribute.value.clone(),
        }
    });
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
        size: 10,
        truncated: false,
        at: String::new(),
        provenance: Provenance {
            role: role.into(),
            stage: "received".into(),
            engine: Engine::Browser,
            reached: Reached { typed: typed.map(str::to_owned).into_iter().collect(), ..Reached::default() },
        },
    };
    let matches = UnitMatches { matches: matches.collect(), ..UnitMatches::default() };
    Sighting { capture: Some(capture), matches, ..Sighting::default() }
}

/// A trial that would be clean if nothing but `extra` were seen by the reviewer.
fn trial(extra: Vec<Sighting>) -> AssessmentInput {
    let role = |name: &str, control| RoleFacts {
        name: name.into(),
        control,
        reviewing: !control,
        outsider: false,
        stranger: false,
    };
    let receipt = |id: &str| Receipt {
        candidate: id.into(),
        accepted: true,
        failure: String::new(),
        sent: Default::default(),
        planted: vec!["D02".into(), "D06".into()],
        captured: Default::default(),
        captures: Vec::new(),
        at: String::new(),
    };
    let all = [("c1", 0), ("c1", 1), ("c2", 0), ("c2", 1)];
    let mut input = AssessmentInput::plain("proeve", BASE, dataset());
    input.roles = vec![role("hr", true), role("reviewer", false)];
    input.stages = vec![StageFacts { name: "received".into(), roles: Vec::new() }];
    input.receipts = vec![receipt("c1"), receipt("c2")];
    input.controls.qualifications = false;
    input.sightings = vec![sighting(1, "hr", "/hr", &all, None), sighting(2, "reviewer", "/liste", &[], None)];
    input.sightings.extend(extra);
    input
}

fn a_role() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["hr", "reviewer", "somebody", "anonymous"])
}

fn shown() -> impl Strategy<Value = Vec<Shown>> {
    prop::collection::vec((prop::sample::select(vec!["c1", "c2", "d1"]), 0_usize..2), 0..4)
}

/// What else was seen; with `asked`, some of it in answer to a question that we typed.
fn sightings(asked: bool) -> impl Strategy<Value = Vec<Sighting>> {
    let path = "/(sag|cv|s)/[a-z0-9]{0,6}(\\?q=[a-z]{1,4})?";
    let typed = prop::option::of(prop::sample::select(vec!["Kvistgaard", "Sørensen", "fatma.k@post.example", "Yil"]));
    prop::collection::vec((a_role(), path, shown(), typed), 0..8).prop_map(move |list| {
        list.into_iter()
            .zip(10_u64..)
            .map(|((role, path, shown, typed), id)| sighting(id, role, &path, &shown, typed.filter(|_| asked)))
            .collect()
    })
}

/// What does not hang on which of several like captures stands for the others.
fn essence(a: &Assessment) -> Vec<(String, String, AttributeId, u64, String)> {
    let mut list: Vec<_> = a
        .findings
        .iter()
        .map(|f| {
            let expected = format!("{:?}", f.expected);
            (f.fingerprint.0.clone(), f.candidate.clone(), f.attribute.id, f.occurrences, expected)
        })
        .collect();
    list.sort();
    list
}

#[test]
fn the_trial_of_these_laws_is_clean_when_nothing_more_is_seen() {
    let result = assess(&trial(Vec::new()));
    assert_eq!(result.verdict, Verdict::Clean, "{:#?}", result.reasons);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_value_on_a_reviewers_page_is_leaking_whatever_else_was_seen(others in sightings(true), path in "/[a-z]{1,8}") {
        let mut input = trial(others);
        input.sightings.push(sighting(99, "reviewer", &path, &[("c2", 0)], None));
        prop_assert_eq!(assess(&input).verdict, Verdict::Leaking);
    }

    #[test]
    fn clean_means_that_nobody_but_the_control_role_saw_anything(others in sightings(false)) {
        let saw = |s: &Sighting, decoys: bool| {
            s.matches.matches.iter().any(|m| (m.candidate.0 == "d1") == decoys)
        };
        let leak = others.iter().any(|s| s.role() != "hr" && saw(s, false));
        let decoy = others.iter().any(|s| saw(s, true));
        let expected = match (leak, decoy) {
            (true, _) => Verdict::Leaking,
            (false, true) => Verdict::Inconclusive,
            (false, false) => Verdict::Clean,
        };
        let result = assess(&trial(others));
        prop_assert_eq!(result.verdict, expected, "{:#?}", result.reasons);
        prop_assert!(!result.reasons.is_empty());
    }

    #[test]
    fn taking_a_control_away_never_makes_a_run_clean(others in sightings(false), what in 0_usize..5) {
        let mut input = trial(others);
        match what {
            0 => input.receipts.clear(),
            1 => input.roles.retain(|r| !r.control),
            2 => input.roles.retain(|r| r.control),
            3 => input.sightings.clear(),
            _ => input.dataset.candidates.retain(|c| c.id.0 != "d1"),
        }
        prop_assert_ne!(assess(&input).verdict, Verdict::Clean);
    }

    #[test]
    fn the_order_of_the_captures_decides_nothing(others in sightings(true), seed in any::<prop::sample::Index>()) {
        let input = trial(others);
        let mut turned = input.clone();
        let by = seed.index(turned.sightings.len());
        turned.sightings.rotate_left(by);
        let (a, b) = (assess(&input), assess(&turned));
        prop_assert_eq!(a.verdict, b.verdict);
        prop_assert_eq!(&a.reasons, &b.reasons);
        prop_assert_eq!(essence(&a), essence(&b));
        prop_assert_eq!(a.coverage, b.coverage);
    }

    #[test]
    fn hostile_addresses_and_places_become_templates_without_control_characters(text in any::<String>()) {
        let slots = Slots::new(&dataset(), &[], BASE);
        let typed = [text.clone()];
        for address in [text.clone(), format!("{BASE}/{text}"), format!("{BASE}/x?q={text}#/{text}"), format!("{BASE}/{text}/Yilmazer")] {
            let template = slots.address(&address, &typed);
            prop_assert!(!template.chars().any(|c| c.is_control()), "{template:?}");
            prop_assert!(!template.contains("Yilmazer"));
        }
        prop_assert!(slots.place(&text).len() <= text.len().max(1) * 4);
    }
}
