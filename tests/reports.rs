//! Every format on one hostile sample, held against golden files (`KLARSYN_BLESS=1` writes them anew).

use std::path::Path;

use klarsyn::candidates::{AttributeId, Dataset};
use klarsyn::findings::{Assessment, AssessmentInput, RoleFacts, StageFacts, Verdict, assess};
use klarsyn::reports::{self, ScoreRow, ScoreState, Scoreboard};

fn sample() -> Assessment {
    let text = std::fs::read_to_string(fixture("sample.json")).expect("the sample is in the repository");
    serde_json::from_str(&text).expect("the sample is an assessment")
}

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reports").join(name)
}

fn written(name: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let paths = reports::write_all(&sample(), folder.path()).expect("reports are written");
    assert!(paths[0].ends_with("report.html"));
    std::fs::read_to_string(folder.path().join(name)).expect("the report exists")
}

fn golden(name: &str, got: &str) {
    let path = fixture(&format!("golden/{name}"));
    if std::env::var_os("KLARSYN_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("golden folder");
        std::fs::write(&path, got).expect("golden file");
    }
    let want = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(want == got, "{name} differs:\n{}", similar::TextDiff::from_lines(want.as_str(), got).unified_diff());
}

#[test]
fn every_format_of_the_sample_is_as_it_was() {
    for name in ["report.html", "findings.json", "results.sarif", "junit.xml", "findings.csv", "coverage.json"] {
        golden(name, &written(name));
    }
    golden("console.txt", &reports::console::render(&sample(), Path::new("reports/proeve")));
}

#[test]
fn a_real_findings_file_holds_to_its_schema_and_a_broken_one_does_not() {
    let validator = jsonschema::validator_for(&reports::schema()).expect("the schema is valid");
    let mut value: serde_json::Value = serde_json::from_str(&written("findings.json")).expect("JSON");
    assert!(validator.is_valid(&value));
    value["findings"][0]["channel"] = "C99".into();
    assert!(!validator.is_valid(&value));
}

#[test]
fn captured_markup_and_javascript_links_stay_text_in_the_page() {
    let page = written("report.html");
    assert!(!page.contains("<script"));
    assert!(page.contains("&lt;script&gt;"));
    assert!(!page.contains("href=\"javascript:"));
    assert!(page.contains("the path leaves the run&#x27;s folder"));
}

#[test]
fn escape_sequences_and_direction_marks_never_reach_a_terminal_or_a_page() {
    let console = reports::console::render(&sample(), Path::new("reports/proeve"));
    for text in [console, written("report.html"), written("junit.xml"), written("findings.csv")] {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
        assert!(text.contains("‹U+202E›"));
    }
}

#[test]
fn junit_stays_well_formed_around_a_cdata_end() {
    let xml = written("junit.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
    assert!(xml.contains("]]&gt;"));
}

#[test]
fn a_formula_cell_is_text_in_the_spreadsheet() {
    let csv = written("findings.csv");
    assert!(csv.contains("'=cmd|") && !csv.contains(";=cmd|"));
}

#[test]
fn the_scoreboard_counts_what_was_not_shown_as_missed() {
    let row = |switch: &str, state| ScoreRow {
        switch: switch.into(),
        title: "e-mail\u{1b}[31m".into(),
        channel: "C08".into(),
        detail: String::new(),
        state,
    };
    let board = Scoreboard {
        rows: vec![row("a", ScoreState::Found), row("b", ScoreState::Missed), row("c", ScoreState::NotShown)],
        false_positives: vec!["D06 in C01".into()],
        traps: Vec::new(),
    };
    assert_eq!((board.found(), board.missed()), (1, vec!["b".to_owned(), "c".to_owned()]));
    assert!(board.render().ends_with("planted=3 found=1 missed=2 false=1 traps=0\n"));
    assert!(!board.render().contains('\u{1b}'));
}

/// A trial in which nobody looked, judged with one role of each sort.
fn judged(roles: &[(&str, bool, bool)]) -> Assessment {
    let dataset: Dataset = serde_json::from_str(
        r#"{"candidates":[{"id":"c1","attributes":[{"id":"D06","value":"a@b.example"}],
            "qualifications":[{"id":"Q1","value":"truckcertifikat"}]},
            {"id":"d1","role":"decoy","attributes":[{"id":"D06","value":"c@d.example"}]}]}"#,
    )
    .expect("an answer key");
    let role = |&(name, control, reviewing): &(&str, bool, bool)| RoleFacts {
        name: name.into(),
        control,
        reviewing,
        outsider: false,
        stranger: false,
    };
    assess(&AssessmentInput {
        roles: roles.iter().map(role).collect(),
        stages: vec![StageFacts { name: "modtaget".into(), roles: Vec::new() }],
        ..AssessmentInput::plain("proeve", "http://rekruttering.example", dataset)
    })
}

#[test]
fn every_control_and_every_reason_has_danish_words() {
    for a in [judged(&[("hr", true, false), ("panel", false, true)]), judged(&[("gaest", false, false)])] {
        assert!(a.controls.len() >= 6, "{:#?}", a.controls);
        for control in &a.controls {
            let danish = reports::danish::control(&control.name);
            assert_ne!(danish, control.name);
            assert!(!danish.contains(" sees ") && !danish.contains("addresses"), "{danish}");
        }
        let failed = a.controls.iter().filter(|c| !c.fired).count();
        assert_eq!(reports::danish::reasons(&a).len(), failed, "one sentence for each control that failed");
    }
    let hr = judged(&[("hr", true, false), ("panel", false, true)]);
    let name = format!("positiv: hr ser {} (e-mailadresse)", AttributeId::D06);
    assert!(hr.controls.iter().any(|c| reports::danish::control(&c.name) == name));
}

#[test]
fn no_verdict_stands_without_a_danish_reason() {
    for verdict in [Verdict::Clean, Verdict::Inconclusive] {
        assert_eq!(reports::danish::reasons(&Assessment { verdict, ..Assessment::default() }).len(), 1);
    }
    let reasons = reports::danish::reasons(&sample());
    assert!(reasons[0].starts_with("3 steder afslører 3 slags oplysninger om 2 ansøgere"), "{reasons:#?}");
}

#[test]
fn a_screenshot_is_embedded_small_and_only_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    image::RgbImage::new(2_000, 9_000).save(folder.path().join("state.png")).expect("a picture");
    let mut a = sample();
    for finding in &mut a.findings {
        finding.screenshot = Some("state.png".into());
    }
    reports::write_all(&a, folder.path()).expect("reports are written");
    let page = std::fs::read_to_string(folder.path().join("report.html")).expect("the report exists");
    assert_eq!(page.matches("data:image/jpeg;base64,").count(), 1);
    assert!(page.contains("href=\"#f1\"") && page.len() < 200_000, "{}", page.len());
}
