//! What is one finding, what is allowed or explained, and what a finding carries.

use super::*;

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
        crate::findings::group::fingerprint(
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
fn a_likely_leak_says_that_a_person_must_look() {
    let likely = Match { confidence: Confidence::Likely, ..hit("c1", "h1") };
    let result = assess(&with(seen(9, "reviewer", "received", "/x", vec![likely])));
    assert_eq!(leaks(&result)[0].confidence, "likely");
    assert!(result.reasons.iter().any(|r| r.contains("a person must look")), "{:#?}", result.reasons);
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
