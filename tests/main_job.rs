//! The main job end to end, through the command line as a user would: plant, look, find, report.
//! Needs Chromium and ChromeDriver (`make test` installs them).

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn klarsyn(arguments: &[&str]) -> Output {
    with_environment(arguments, &[])
}

fn with_environment(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_klarsyn"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .envs(variables.iter().copied())
        .output()
        .expect("the program was built with the tests")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
        panic!(
            "no JSON on standard output ({e}):\n{}\n{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn without_leaks_the_demo_is_clean_and_proves_how_much_it_saw() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("none");
    let output = klarsyn(&["demo", "--leaks", "none", "--format", "json", "--out", out.to_str().unwrap()]);
    let result = json(&output);
    assert_eq!(result["verdict"], "clean", "{}\n{}", text(&output.stderr), findings(&out)["reasons"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let assessment = findings(&out);
    assert_eq!(leaks(&assessment), Vec::<String>::new());
    assert!(
        assessment["controls"].as_array().unwrap().iter().all(|c| c["fired"] == true),
        "{}",
        assessment["controls"]
    );
    assert!(assessment["coverage"]["templates"].as_object().unwrap().len() > 20);

    // The same bundle again: offline, the same bytes.
    let first = std::fs::read(out.join("findings.json")).unwrap();
    let again = klarsyn(&["scan", out.to_str().unwrap(), "--format", "json"]);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    assert_eq!(text(&again.stdout).trim(), text(&first).trim());

    // The evidence is whole, and a changed byte is noticed.
    assert_eq!(klarsyn(&["verify", out.to_str().unwrap()]).status.code(), Some(0));
    let report = out.join("report.html");
    let mut bytes = std::fs::read(&report).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&report, bytes).unwrap();
    assert_eq!(klarsyn(&["verify", out.to_str().unwrap()]).status.code(), Some(1));
}

#[test]
fn with_every_leak_on_the_demo_finds_at_least_nine_of_ten_and_nothing_false() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("all");
    let output = klarsyn(&["demo", "--format", "json", "--out", out.to_str().unwrap()]);
    let result = json(&output);
    let planted = result["planted"].as_u64().unwrap();
    let found = result["found"].as_u64().unwrap();
    assert!(planted >= 40, "only {planted} switches");
    assert!(found * 10 >= planted * 9, "{found} of {planted}; missed: {}", result["missed"]);
    assert_eq!(result["false_positives"], serde_json::json!([]));
    assert_eq!(result["verdict"], "leaking");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(Path::new(result["report"].as_str().unwrap()).is_file());
    no_file_holds(&out, "Klarsyn-Demo-1");
}

#[test]
fn a_dead_target_is_target_trouble_and_leaves_a_readable_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dead");
    let output = with_environment(
        &["run", "scenarios/demo.yaml", "--out", out.to_str().unwrap()],
        &[("KLARSYN_DEMO_URL", "http://127.0.0.1:9/"), ("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1")],
    );
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("is the target running at http://127.0.0.1:9/"), "{}", text(&output.stderr));
    assert_eq!(findings(&out)["verdict"], "inconclusive");
    assert_eq!(klarsyn(&["scan", out.to_str().unwrap()]).status.code(), Some(4));
}

#[test]
fn a_broken_scenario_is_a_usage_error_with_line_column_and_cure() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.yaml");
    let good = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo.yaml")).unwrap();
    assert!(good.contains("\napply:"));
    std::fs::write(&file, good.replace("\napply:", "\naply:")).unwrap();
    let output = klarsyn(&["run", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let line = good.lines().position(|l| l.starts_with("apply:")).unwrap() + 1;
    assert!(said.contains("aply") && said.contains(&format!("broken.yaml:{line}:")), "{said}");
    assert!(said.contains("did you mean `apply`?"), "{said}");
}

#[test]
fn an_answer_key_of_one_value_is_enough_to_scan_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key.json");
    let files = folder.path().join("export");
    std::fs::create_dir(&files).unwrap();
    std::fs::write(
        &key,
        r#"{"candidates":[{"id":"c1","attributes":[{"id":"D06","value":"agnete.holm@post.example"}]}]}"#,
    )
    .unwrap();
    std::fs::write(files.join("export.csv"), "nr;kontakt\n17;YWduZXRlLmhvbG1AcG9zdC5leGFtcGxl\n").unwrap();
    let output = klarsyn(&["scan", files.to_str().unwrap(), "--candidates", key.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let result = json(&output);
    assert_eq!(result["findings"][0]["attribute"]["id"], "D06");
    assert_eq!(result["findings"][0]["disguise"], serde_json::json!(["base64"]));

    // The same folder without the value: nothing seen is never clean.
    std::fs::write(files.join("export.csv"), "nr;kontakt\n17;ingen\n").unwrap();
    let output = klarsyn(&["scan", files.to_str().unwrap(), "--candidates", key.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(4));
}

fn findings(out: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(out.join("findings.json")).unwrap()).unwrap()
}

fn leaks(assessment: &Value) -> Vec<String> {
    let all = assessment["findings"].as_array().unwrap();
    all.iter().filter(|f| f["expected"] == "leak").map(Value::to_string).collect()
}

fn no_file_holds(folder: &Path, secret: &str) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            no_file_holds(&path, secret);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let mut plain = Vec::new();
        let readable = match path.extension().is_some_and(|e| e == "gz") {
            true => {
                std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&bytes[..]), &mut plain).unwrap();
                &plain
            }
            false => &bytes,
        };
        let there = readable.windows(secret.len()).any(|w| w == secret.as_bytes());
        assert!(!there, "{} holds a secret", path.display());
    }
}
