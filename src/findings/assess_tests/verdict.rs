//! When a run is clean, leaking or inconclusive, and what is told of it.

use super::*;

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
