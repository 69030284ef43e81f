//! What a trial team is told about a scenario file that is not right: place, message, cure, word for word.
//! `KLARSYN_BLESS=1` writes the answers anew; read the difference before you keep it.

use std::path::{Path, PathBuf};

use klarsyn::scenario::Scenario;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scenarios")
}

/// All that is said about a file, errors and warnings, as the terminal shows it.
fn said(file: &Path) -> String {
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(file).unwrap();
    match Scenario::examine(&text, &name) {
        Ok((_, problems)) => problems.iter().map(|p| format!("{p}\n")).collect(),
        Err(error) => format!("{error}\n"),
    }
}

fn fixtures() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_mistake_is_told_with_its_place_and_its_cure() {
    let mut wrong = Vec::new();
    let mut kinds = 0;
    for file in fixtures() {
        let golden = file.with_extension("txt");
        let now = said(&file);
        if std::env::var_os("KLARSYN_BLESS").is_some() {
            std::fs::write(&golden, &now).unwrap();
        }
        let was = std::fs::read_to_string(&golden).unwrap_or_default();
        let diff = similar::TextDiff::from_lines(&was, &now).unified_diff().to_string();
        if !diff.is_empty() {
            wrong.push(format!("{}:\n{diff}", golden.display()));
        }
        if file.file_stem().unwrap() == "valid" {
            assert_eq!(now, "", "the scenario that the others are made of is valid");
            continue;
        }
        kinds += 1;
        assert!(!now.is_empty(), "{}: nothing is said", file.display());
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(now.contains(&format!("--> {name}")), "{}: no place in\n{now}", file.display());
        assert!(now.contains("help: "), "{}: no cure in\n{now}", file.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kinds >= 15, "{kinds} kinds of mistakes");
}

#[test]
fn no_message_repeats_a_secret_that_stood_in_the_file() {
    for file in fixtures() {
        let told = said(&file);
        assert!(!told.contains("hemmelig123"), "{}:\n{told}", file.display());
    }
}

#[test]
fn the_template_and_the_published_scenarios_are_right() {
    Scenario::parse(&Scenario::template("http://127.0.0.1:9/"), "template.yaml").unwrap();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut seen = 0;
    for entry in std::fs::read_dir(scenarios).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let (_, problems) = Scenario::examine(&text, &path.display().to_string()).unwrap();
            assert!(problems.is_empty(), "{}: {problems:?}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 5);
}

#[test]
fn an_address_from_the_environment_must_not_hold_a_password() {
    let text = std::fs::read_to_string(folder().join("valid.yaml")).unwrap();
    let mut scenario = Scenario::parse(&text.replace("http://127.0.0.1:9/", "\"{{env.BASE}}\""), "s.yaml").unwrap();
    scenario.provide("BASE", "http://anna:hemmelig123@127.0.0.1:9/");
    scenario.provide("PASSWORD", "kendeord");
    let told = scenario.base_url().unwrap_err().to_string();
    assert!(told.contains("password") && !told.contains("hemmelig123"), "{told}");
}

#[test]
fn a_scenario_without_a_scope_has_the_pace_of_the_documentation() {
    let text = std::fs::read_to_string(folder().join("valid.yaml")).unwrap();
    assert_eq!(Scenario::parse(&text, "s.yaml").unwrap().target.scope.rate, 20);
}
