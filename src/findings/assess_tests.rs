//! A small trial in memory: two applicants, one decoy, HR as the control role, a reviewer, two stages. Each test changes
//! one thing of a trial that is clean, and reads the verdict.

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

#[test]
fn a_trial_in_which_nothing_is_wrong_is_clean_and_says_so() {
    let result = assess(&clean());
    assert_eq!(result.verdict, Verdict::Clean, "{:#?}", result.reasons);
    assert!(result.controls.iter().all(|c| c.fired), "{:#?}", result.controls);
    assert_eq!((result.utility.planted, result.utility.seen), (2, 2));
    assert_eq!(result, assess(&clean()), "the same input gives the same result");
}

#[test]
fn whatever_keeps_a_run_from_proving_anything_makes_it_inconclusive() {
    type Damage = fn(&mut AssessmentInput);
    let damages: [(&str, Damage); 12] = [
        ("HR does not see a value", |i| i.sightings[0].matches.matches.truncate(1)),
        ("the control role saw nothing", |i| i.sightings[0].matches.matches.clear()),
        ("there is no control role", |i| {
            i.roles.retain(|r| !r.control);
            i.sightings[0].matches.matches.clear();
        }),
        ("there is no reviewing role", |i| i.roles.retain(|r| !r.reviewing)),
        ("an application was refused", |i| i.receipts[1].accepted = false),
        ("no receipt", |i| i.receipts.clear()),
        ("the reviewer sees no qualification", |i| i.sightings[2].matches.qualifications.truncate(1)),
        ("a stage was not looked at", |i| drop(i.sightings.remove(3))),
        ("too few pages", |i| i.controls.min_pages = 2),
        ("a file could not be read", |i| i.sightings[2].gaps.push("could not read the PDF: encrypted".into())),
        ("a search was cut short", |i| i.sightings[3].matches.gaps.push("the budget is used up".into())),
        ("a bound was hit", |i| {
            i.gaps.push(Gap {
                kind: GapKind::BoundHit,
                what: "/archive/1".into(),
                reason: "12 of its kind were enough".into(),
                role: "reviewer".into(),
                stage: "received".into(),
                capture: None,
            });
        }),
    ];
    for (name, damage) in damages {
        let mut input = clean();
        damage(&mut input);
        let result = assess(&input);
        assert_eq!(result.verdict, Verdict::Inconclusive, "{name}: {:#?}", result.reasons);
        assert!(!result.reasons.is_empty(), "{name}");
    }
}

#[test]
fn what_was_refused_for_safety_is_listed_and_does_not_block() {
    let mut input = clean();
    input.gaps.push(Gap {
        kind: GapKind::RefusedForSafety,
        what: format!("{BASE}/logout"),
        reason: "the link says `logout`".into(),
        role: "reviewer".into(),
        stage: "received".into(),
        capture: None,
    });
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Clean);
    assert_eq!(result.coverage.gaps.len(), 1);
}

#[test]
fn a_page_that_may_be_an_action_keeps_the_verdict_open_until_the_scenario_decides() {
    let mut input = clean();
    input.gaps.push(Gap {
        kind: GapKind::Undecided,
        what: format!("{BASE}/archive"),
        reason: "`archive` may name a page or an action; add it to `target.scope.allow` or `deny`".into(),
        role: "reviewer".into(),
        stage: "received".into(),
        capture: None,
    });
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Inconclusive);
    assert!(result.reasons.iter().any(|r| r.contains("scenario")), "{:?}", result.reasons);
}

#[test]
fn a_value_that_the_reviewer_sees_is_a_leak_even_when_controls_failed() {
    let mut input = with(seen(9, "reviewer", "received", "/reviewer/applications/1", vec![hit("c1", "h1")]));
    input.sightings[0].matches.matches.clear();
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Leaking);
    assert!(result.controls.iter().any(|c| !c.fired), "{:#?}", result.controls);
    assert!(result.reasons[0].starts_with("1 broken place gives away 1 kind of information about 1 applicant"));
    let [leak] = leaks(&result)[..] else { panic!("{:#?}", result.findings) };
    assert_eq!((leak.channel.code(), leak.severity, leak.capture), ("C01", Severity::Critical, Some(9)));
    assert_eq!((leak.evidence.as_str(), leak.span), ("hash-9", Some((4, 12))));
}

#[test]
fn one_broken_template_is_one_fingerprint_for_all_candidates_and_all_runs() {
    let mut input = clean();
    for (id, path) in [(10, "/reviewer/applications/17"), (11, "/reviewer/applications/17")] {
        input.sightings.push(seen(id, "reviewer", "received", path, vec![hit("c1", "table > tr[1] > td")]));
    }
    input.sightings.push(seen(
        12,
        "reviewer",
        "received",
        "/reviewer/applications/ANS-7F3K2",
        vec![hit("c2", "table > tr[8] > td")],
    ));
    let first = assess(&input);
    let found = leaks(&first);
    assert_eq!(found.len(), 2, "one for each candidate: {found:#?}");
    assert_eq!(found[0].fingerprint, found[1].fingerprint);
    assert_eq!(found[0].surface.template, "/reviewer/applications/{id}");
    assert_eq!((found[0].occurrences, found[0].capture), (2, Some(10)), "the first capture stands for the others");

    // Another installation, another address, the pages met in another order: the same fingerprint.
    for sighting in &mut input.sightings {
        let capture = sighting.capture.as_mut().expect("a capture");
        capture.final_url = capture.final_url.replace(BASE, "https://test.example").replace("/17", "/481");
    }
    input.target = "https://test.example/".into();
    input.sightings.reverse();
    assert_eq!(leaks(&assess(&input))[0].fingerprint, found[0].fingerprint);

    // A scenario that names its target by a placeholder.
    input.target = "{{env.TARGET}}".into();
    let unnamed = assess(&input);
    assert_eq!(leaks(&unnamed)[0].fingerprint, found[0].fingerprint);
    assert_eq!(unnamed.target, "https://test.example");
}

#[test]
fn fingerprints_differ_where_role_stage_place_or_disguise_differ() {
    let of = |role: &str, stage: &str, place: &str, disguise: &[&str]| {
        let disguise: Vec<String> = disguise.iter().map(|d| (*d).to_owned()).collect();
        super::super::group::fingerprint(
            AttributeId::D02,
            super::super::Channel::new(1),
            "/x",
            place,
            role,
            stage,
            &disguise,
        )
    };
    let base = of("reviewer", "received", "h1", &[]);
    assert_eq!(base.0.len(), 16);
    for other in [
        of("other", "received", "h1", &[]),
        of("reviewer", "interview", "h1", &[]),
        of("reviewer", "received", "h2", &[]),
        of("reviewer", "received", "h1", &["base64"]),
        of("reviewerr", "eceived", "h1", &[]),
    ] {
        assert_ne!(base, other);
    }
}

#[test]
fn an_allowed_disclosure_is_listed_with_its_reason_and_is_no_leak() {
    let mut input = with(seen(9, "reviewer", "interview", "/reviewer/applications/1", vec![hit("c1", "h1")]));
    let rule = PolicyFact {
        attributes: vec![AttributeId::D02],
        roles: vec!["reviewer".into()],
        stages: vec!["interview".into()],
        because: "navne åbnes ved samtalen".into(),
    };
    input.policy.push(rule);
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Clean);
    let allowed = result.findings.iter().find(|f| f.expected == Expectation::Allowed).expect("listed");
    assert_eq!((allowed.explanation.as_str(), allowed.severity), ("navne åbnes ved samtalen", Severity::Info));

    input.sightings.push(seen(10, "reviewer", "received", "/reviewer/applications/1", vec![hit("c1", "h1")]));
    assert_eq!(assess(&input).verdict, Verdict::Leaking, "the permission holds for its own stage alone");
}

#[test]
fn what_appears_at_a_later_stage_only_is_an_early_or_late_reveal() {
    let page = "/reviewer/applications/1";
    let late = assess(&with(seen(9, "reviewer", "interview", page, vec![hit("c1", "h1")])));
    assert_eq!(leaks(&late)[0].channel.code(), "C15");
    let mut input = with(seen(9, "reviewer", "interview", page, vec![hit("c1", "h1")]));
    input.sightings.push(seen(10, "reviewer", "received", page, vec![hit("c1", "h1")]));
    assert!(leaks(&assess(&input)).iter().all(|f| f.channel.code() == "C01"));
}

#[test]
fn an_echo_of_our_own_question_is_no_leak_but_an_answer_beside_it_is() {
    let ask = |id, q: &str, hits| typing(seen(id, "reviewer", "received", &format!("/search?q={q}"), hits), q);
    let mut input = clean();
    input.sightings.push(ask(20, "Kvistgaard", vec![hit("d1", "form > p")]));
    input.sightings.push(ask(21, "Sørensen", vec![hit("c1", "form > p")]));
    let echoed = assess(&input);
    assert_eq!(echoed.verdict, Verdict::Clean, "{:#?}", echoed.reasons);
    assert_eq!(echoed.decoy_hits, 0, "a decoy that we typed ourselves is no chance hit");

    input.sightings.push(ask(22, "Sørensen", vec![hit("c1", "form > p"), hit("c1", "table > tr[1] > td")]));
    let answered = assess(&input);
    let [leak] = leaks(&answered)[..] else { panic!("{:#?}", answered.findings) };
    assert_eq!((leak.channel.code(), leak.surface.place.as_str()), ("C11", "table > tr[1] > td"));

    // Somebody types the beginning, and the target completes it: that is no echo.
    let completed = assess(&with(ask(23, "Sør", vec![hit("c1", "li")])));
    assert_eq!(completed.verdict, Verdict::Leaking);
}

#[test]
fn the_applicants_own_confirmation_page_counts_neither_as_leak_nor_as_control() {
    let mut own = seen(9, "applicant", "received", "/tak", vec![hit("c1", "h1")]);
    own.capture.as_mut().expect("a capture").provenance.engine = Engine::Submission;
    let result = assess(&with(own));
    assert_eq!(result.verdict, Verdict::Clean);
    assert_eq!(result.coverage.counts["submission_matches"], 1);
    assert!(result.findings.iter().all(|f| f.role != "applicant"));
}

#[test]
fn a_decoy_that_is_seen_makes_the_run_inconclusive_and_raises_the_false_rate() {
    let clean_rate = assess(&clean()).decoy_rate_upper;
    let result = assess(&with(seen(9, "reviewer", "received", "/x", vec![hit("d1", "h1")])));
    assert_eq!(result.verdict, Verdict::Inconclusive);
    assert_eq!(result.decoy_hits, 1);
    assert!(result.decoy_rate_upper > 0.0 && result.decoy_rate_upper >= clean_rate);
    assert!(result.findings.iter().any(|f| f.candidate == "d1" && f.expected == Expectation::Explained));
}

#[test]
fn what_was_there_before_anybody_applied_is_explained_and_a_strong_value_spoils_the_run() {
    let mut input = with(seen(5, "reviewer", "before", "/me", vec![hit("c1", "nav")]));
    input.sightings.push(seen(9, "reviewer", "received", "/me", vec![hit("c1", "nav")]));
    let result = assess(&input);
    assert_eq!(leaks(&result).len(), 0);
    assert_eq!(result.verdict, Verdict::Inconclusive, "a target that already holds the applicants proves nothing");
    assert!(result.reasons.iter().any(|r| r.contains("before")), "{:#?}", result.reasons);
}

#[test]
fn a_name_or_a_word_that_was_there_before_explains_only_the_name_in_the_same_place() {
    let as_attribute =
        |attribute, value: &str, place: &str| Match { attribute, value: value.into(), ..hit("c1", place) };
    let mut input = with(seen(
        5,
        "reviewer",
        "before",
        "/list",
        vec![as_attribute(AttributeId::D01, "Ida", "header"), as_attribute(AttributeId::P01, "Kvinde", "td[1]")],
    ));
    input.sightings.push(seen(
        9,
        "reviewer",
        "received",
        "/list",
        vec![
            as_attribute(AttributeId::D01, "Ida", "header"),
            as_attribute(AttributeId::D01, "Ida", "td[2]"),
            as_attribute(AttributeId::P01, "Kvinde", "td[1]"),
        ],
    ));
    let result = assess(&input);
    let found: Vec<(AttributeId, &str)> =
        leaks(&result).iter().map(|f| (f.attribute.id, f.surface.place.as_str())).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|(id, place)| *id == AttributeId::D01 && place.starts_with("td")), "{found:?}");
    assert!(found.iter().any(|(id, _)| *id == AttributeId::P01), "{found:?}");
}

#[test]
fn a_look_before_anybody_applied_that_was_asked_for_and_not_made_proves_nothing() {
    let mut input = clean();
    input.controls.look_before = true;
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Inconclusive);
    assert!(result.reasons.iter().any(|r| r.contains("did not look before")), "{:#?}", result.reasons);
}

#[test]
fn an_answer_of_a_probe_is_a_leak_unless_the_policy_allows_it() {
    let mut input = clean();
    input.oracles.push(OracleSighting {
        probe: "order".into(),
        channel: "C10".into(),
        candidate: "c1".into(),
        attribute: AttributeId::D02,
        value: "Sørensen".into(),
        url: format!("{BASE}/reviewer/list?sort=name"),
        proof: "the list stands in the order of family names".into(),
        capture: 3,
        role: "reviewer".into(),
        stage: "received".into(),
    });
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Leaking);
    let leak = leaks(&result)[0];
    assert_eq!((leak.channel.code(), leak.evidence.as_str()), ("C10", "hash-3"));
    input.oracles[0].role = "hr".into();
    assert_eq!(assess(&input).verdict, Verdict::Clean);
}

#[test]
fn a_plain_scan_proves_leaks_and_never_their_absence() {
    let file = |hits| Sighting {
        file: Some("udtraek/liste.csv".into()),
        sha256: "upload-c2".into(),
        matches: UnitMatches { matches: hits, ..Default::default() },
        ..Default::default()
    };
    let scan = |sightings| assess(&AssessmentInput { sightings, ..AssessmentInput::plain("s", "udtraek", dataset()) });
    let found = scan(vec![file(vec![Match { part: Part::DocumentText, ..hit("c1", "side 1") }])]);
    assert_eq!(found.verdict, Verdict::Leaking);
    let leak = leaks(&found)[0];
    assert_eq!((leak.role.as_str(), leak.channel.code(), leak.evidence.as_str()), ("file", "C21", "upload-c2"));
    for nothing in [scan(vec![file(vec![])]), scan(vec![])] {
        assert_eq!(nothing.verdict, Verdict::Inconclusive);
        assert!(nothing.reasons.iter().any(|r| r.contains("no positive control")), "{:#?}", nothing.reasons);
    }
}

#[test]
fn a_form_that_asks_for_the_birth_date_is_noted_and_counts_not_as_a_leak() {
    let mut input = clean();
    input.receipts[0].sent.insert("foedselsdato".into(), "D05".into());
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Clean);
    let [note] = &result.intake[..] else { panic!("{:#?}", result.intake) };
    assert_eq!((note.class.as_str(), note.field.as_str()), ("INTAKE", "foedselsdato"));
    assert!(note.explanation.contains("§ 5, stk. 2"));
}

#[test]
fn a_likely_leak_says_that_a_person_must_look() {
    let likely = Match { confidence: Confidence::Likely, ..hit("c1", "h1") };
    let result = assess(&with(seen(9, "reviewer", "received", "/x", vec![likely])));
    assert_eq!(leaks(&result)[0].confidence, "likely");
    assert!(result.reasons.iter().any(|r| r.contains("a person must look")), "{:#?}", result.reasons);
}

#[test]
fn gaps_of_one_kind_fold_into_one_line_and_two_engines_give_an_estimate() {
    let mut input = clean();
    for n in 0..3 {
        input.gaps.push(Gap {
            kind: GapKind::Failed,
            what: format!("{BASE}/archive/{n}"),
            reason: format!("could not use the page {BASE}/archive/{n}: answered 500"),
            role: "reviewer".into(),
            stage: "received".into(),
            capture: None,
        });
    }
    let urls = |names: &[&str]| names.iter().map(|n| format!("{BASE}/{n}")).collect();
    input.tours.push(TourFacts {
        role: "reviewer".into(),
        stage: "received".into(),
        urls: urls(&["a", "b", "c"]),
        by_browser: urls(&["a", "b"]),
        by_miner: urls(&["b", "c"]),
        counts: [("states".to_owned(), 4)].into(),
    });
    let coverage = assess(&input).coverage;
    let [line] = &coverage.gaps[..] else { panic!("{:#?}", coverage.gaps) };
    assert_eq!((line.count, line.what.as_str()), (3, "http://127.0.0.1:8377/archive/0"));
    assert_eq!((coverage.reach[0].seen, coverage.reach[0].both, coverage.counts["states"]), (3, 1, 4));
    assert_eq!(coverage.reach[0].estimate, 3.5);
}

#[test]
fn a_finding_carries_the_picture_of_its_page_state() {
    let mut input = with(seen(9, "reviewer", "received", "/x", vec![hit("c1", "h1")]));
    input.sightings.push(seen(8, "reviewer", "received", "/x", vec![]));
    input.screenshots = [(8, "evidence/screens/a.png".to_owned()), (4, "evidence/screens/b.png".to_owned())].into();
    assert_eq!(leaks(&assess(&input))[0].screenshot.as_deref(), Some("evidence/screens/a.png"));
}

#[test]
fn an_answer_that_leads_on_to_the_applicants_page_is_no_echo() {
    // One hit, so the search sends the reviewer on; a decoy stays on the page of results.
    let mut input = clean();
    let decoy = seen(20, "reviewer", "received", "/search?q=Kvistgaard", vec![hit("d1", "form > p")]);
    let mut answer = seen(21, "reviewer", "received", "/search?q=Sørensen", vec![hit("c1", "h1")]);
    answer.capture.as_mut().expect("a capture").final_url = format!("{BASE}/reviewer/applications/1");
    input.sightings.push(typing(decoy, "Kvistgaard"));
    input.sightings.push(typing(answer, "Sørensen"));
    let result = assess(&input);
    let [leak] = leaks(&result)[..] else { panic!("{:#?}", result.findings) };
    assert_eq!((leak.channel.code(), leak.surface.template.as_str()), ("C11", "/reviewer/applications/{id}"));
}

#[test]
fn a_decoy_whose_short_value_only_hides_inside_a_typed_word_is_a_chance_hit() {
    let with_sex = |typed: &str| {
        let sex = Match { attribute: AttributeId::P01, value: "mand".into(), ..hit("d1", "li") };
        assess(&with(typing(seen(9, "reviewer", "received", "/search?q=x", vec![sex]), typed)))
    };
    assert_eq!(with_sex("Normandiet").decoy_hits, 1, "nobody typed `mand`");
    assert_eq!(with_sex("en mand.").decoy_hits, 0);
}

#[test]
fn an_applicant_of_whom_nothing_is_known_to_have_been_planted_has_no_positive_control() {
    let mut input = clean();
    input.receipts[1].planted.clear();
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Inconclusive);
    assert!(result.reasons.iter().any(|r| r.contains("c2")), "{:#?}", result.reasons);

    // What was sent again counts as it was sent the last time.
    let mut again = clean();
    again.receipts.insert(0, Receipt { accepted: false, planted: Vec::new(), ..again.receipts[0].clone() });
    let result = assess(&again);
    assert_eq!(result.verdict, Verdict::Clean, "{:#?}", result.reasons);
    assert!(result.controls.iter().all(|c| !c.detail.contains("not accepted")), "{:#?}", result.controls);
}

#[test]
fn an_answer_of_a_probe_is_only_as_good_as_its_capture_its_time_and_its_decoys() {
    let asked = |candidate: &str, capture, stage: &str| {
        let mut input = clean();
        input.oracles.push(OracleSighting {
            probe: "search".into(),
            channel: "C11".into(),
            candidate: candidate.into(),
            attribute: AttributeId::D02,
            value: "x".into(),
            url: format!("{BASE}/search?q=x"),
            proof: "one hit more than for the decoys".into(),
            capture,
            role: "reviewer".into(),
            stage: stage.into(),
        });
        assess(&input)
    };
    assert_eq!(leaks(&asked("c1", 3, "received"))[0].confidence, "certain");
    let unseen = asked("c1", 999, "received");
    assert_eq!((leaks(&unseen)[0].confidence.as_str(), leaks(&unseen)[0].capture), ("likely", None));
    let decoy = asked("d1", 3, "received");
    assert_eq!((decoy.verdict, decoy.decoy_hits), (Verdict::Inconclusive, 1), "a probe that finds nobody is broken");
    let before = asked("c1", 3, "before");
    assert_eq!((before.verdict, leaks(&before).len()), (Verdict::Inconclusive, 0));
}

#[test]
fn pieces_that_identify_nobody_alone_are_weighed_together() {
    let mut input = clean();
    let mut add = |candidate: usize, id, value: &str| {
        let attribute = Attribute { id, value: value.into(), fixture_class: Default::default(), places: Vec::new() };
        input.dataset.candidates[candidate].attributes.push(attribute);
    };
    // The same school and sex, but only one of the two is from 2400.
    for (candidate, postcode) in [(0, "2400 København NV"), (1, "8000 Aarhus C")] {
        add(candidate, AttributeId::P01, "kvinde");
        add(candidate, AttributeId::D09, postcode);
    }
    input.policy.push(PolicyFact { attributes: vec![AttributeId::P01, AttributeId::D09], ..PolicyFact::default() });
    let see = |input: &mut AssessmentInput, id, value: &str| {
        let seen = Match { attribute: id, value: value.into(), ..hit("c1", "p") };
        input.sightings[2].matches.matches.push(seen);
    };
    see(&mut input, AttributeId::P01, "kvinde");
    assert_eq!(assess(&input).combinations, [], "one piece is no combination");
    see(&mut input, AttributeId::D09, "2400 København NV");
    let assessment = assess(&input);
    let [line] = assessment.combinations.as_slice() else { panic!("{:?}", assessment.combinations) };
    assert_eq!((line.applicants, line.alone, line.smallest_group, line.allowed), (1, 1, 1, true));
    assert_eq!(line.population, 1_900, "half of one in a thousand of 3.7 million, in two figures");
    assert_eq!(assessment.verdict, Verdict::Clean, "what the policy allows stays allowed");
    // From the same town they are two.
    input.dataset.candidates[1].attributes.last_mut().expect("a postcode").value = "2400 København NV".into();
    assert_eq!(assess(&input).combinations[0].smallest_group, 2);
    assert_eq!(assess(&input).combinations[0].alone, 0);
}
