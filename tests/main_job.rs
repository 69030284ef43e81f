//! The main job end to end, through the command line as a user would: plant, look, find, report.
//! Needs Chromium and ChromeDriver (`make test` installs them).

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Tests that drive a browser take turns: two cores are few, and a page that takes half a minute is a gap.
static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());

fn my_turn() -> std::sync::MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

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
    let _turn = my_turn();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("none");
    let output = klarsyn(&["demo", "--leaks", "none", "--format", "json", "--out", out.to_str().unwrap()]);
    let result = json(&output);
    let assessment = findings(&out);
    let blocking: Vec<_> =
        assessment["coverage"]["gaps"].as_array().unwrap().iter().filter(|gap| gap["blocks_clean"] == true).collect();
    assert_eq!(result["verdict"], "clean", "{}\n{}\n{blocking:#?}", text(&output.stderr), assessment["reasons"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(leaks(&assessment), Vec::<String>::new());
    assert!(
        assessment["controls"].as_array().unwrap().iter().all(|c| c["fired"] == true),
        "{}",
        assessment["controls"]
    );
    assert!(assessment["coverage"]["templates"].as_object().unwrap().len() > 20);

    // Each document that the reviewers were handed is compared with what was sent: nothing survived, nothing useful is lost.
    let documents = assessment["documents"].as_array().unwrap();
    for kind in ["cv.pdf", "kvalifikationer.docx"] {
        let of_kind = |d: &&serde_json::Value| d["url"].as_str().unwrap().ends_with(kind);
        let shown: Vec<_> = documents.iter().filter(of_kind).map(|d| &d["outcome"]).collect();
        let whose: std::collections::BTreeSet<_> = shown.iter().map(|o| o["candidate"].as_str().unwrap()).collect();
        assert_eq!(whose.len(), 6, "{kind}: {documents:#?}");
        for outcome in shown {
            assert_eq!(outcome["survived"], serde_json::json!([]), "{kind}");
            assert_eq!(outcome["lost"], serde_json::json!([]), "{kind}");
            assert!(outcome["removed"].as_array().unwrap().len() > 10, "{kind}: {outcome:#}");
            let (kept, all) = (outcome["words_kept"].as_u64().unwrap(), outcome["words"].as_u64().unwrap());
            assert!(0 < kept && kept * 2 < all, "{kind}: {outcome:#}");
        }
    }

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
    let _turn = my_turn();
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
    let documents = findings(&out)["documents"].clone();
    let survived = |kind: &str, id: &str| {
        let of_kind = |d: &&serde_json::Value| d["url"].as_str().unwrap().ends_with(kind);
        let has = |d: &serde_json::Value| {
            d["outcome"]["survived"].as_array().unwrap().iter().any(|s| s["attribute"]["id"] == id)
        };
        documents.as_array().unwrap().iter().filter(of_kind).any(has)
    };
    assert!(survived("cv.pdf", "D02") && survived("original", "D08") && !survived("cv.pdf", "D08"), "{documents:#}");
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
fn a_wrong_password_is_target_trouble_and_names_the_variable_to_look_at() {
    let _turn = my_turn();
    let system = System::start();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("wrong");
    let file = small_scenario(folder.path());
    let output = with_environment(
        &["run", file.to_str().unwrap(), "--out", out.to_str().unwrap()],
        &[("KLARSYN_DEMO_URL", &system.address), ("KLARSYN_DEMO_PASSWORD", "not-the-password")],
    );
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("could not log in as `reviewer`") && said.contains("check KLARSYN_DEMO_PASSWORD"), "{said}");
    assert_eq!(klarsyn(&["scan", out.to_str().unwrap()]).status.code(), Some(4));
}

#[test]
fn a_dry_run_tells_what_would_be_done_and_does_none_of_it() {
    let _turn = my_turn();
    let system = System::start();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("dry");
    let environment = [("KLARSYN_DEMO_URL", system.address.as_str()), ("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1")];
    let arguments = ["crawl", "scenarios/demo.yaml", "--dry-run", "--format", "json", "--out", out.to_str().unwrap()];
    let output = with_environment(&arguments, &environment);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let result = json(&output);
    let cells = result["would"].as_array().unwrap();
    let roles: Vec<&str> = cells.iter().map(|c| c["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["hr", "reviewer", "reviewer2", "former", "anonymous"]);
    let reviewer = &cells[1];
    let holds = |list: &Value, words: &[&str]| {
        list.as_array().unwrap().iter().any(|line| words.iter().all(|word| line.to_string().contains(word)))
    };
    assert!(holds(&reviewer["open"], &["/panel/stillinger"]), "{reviewer:#}");
    assert!(holds(&reviewer["press"], &["click", "(Stillinger)"]), "{reviewer:#}");
    assert!(holds(&reviewer["left_alone"], &["/log-ud", "the scenario denies"]), "{reviewer:#}");
    assert!(!holds(&reviewer["open"], &["/log-ud"]), "{reviewer:#}");
    assert_eq!(reviewer["failed"], serde_json::json!([]));
    assert!(!out.exists(), "a dry run leaves nothing behind");
}

#[test]
fn a_role_that_logged_out_looks_with_what_is_left_of_its_session() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scenario.yaml");
    std::fs::write(&file, over_http()).unwrap();
    let seen_by_former = |leaks: &str| {
        let system = System::leaking(leaks);
        let out = folder.path().join(leaks);
        let output = with_environment(
            &["run", file.to_str().unwrap(), "--out", out.to_str().unwrap()],
            &[("KLARSYN_DEMO_URL", &system.address), ("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1")],
        );
        assert!(matches!(output.status.code(), Some(0..=2)), "{}", text(&output.stderr));
        let all = findings(&out);
        let by_former = all["findings"].as_array().unwrap().iter().filter(|f| f["role"] == "former");
        by_former.filter(|f| f["expected"] == "leak").count()
    };
    assert_eq!(seen_by_former("none"), 0);
    assert!(seen_by_former("c38-after-logout") > 0);
}

/// The demonstration's scenario over HTTP alone, which takes seconds.
fn over_http() -> String {
    let whole = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo.yaml")).unwrap();
    let fast = whole.replace("rate: 60 ", "rate: 400 ").replace("  reviewer:\n", "  reviewer:\n    http_only: true\n");
    fast.replace("  anonymous:\n", "  anonymous:\n    http_only: true\n")
}

#[test]
fn a_look_before_anybody_applies_tells_an_empty_target_from_one_that_holds_the_applicants_already() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scenario.yaml");
    std::fs::write(&file, over_http().replace("controls:\n", "controls:\n  look_before: true\n")).unwrap();
    let system = System::leaking("c38-after-logout,c01-zero-width");
    let control = |found: &Value| {
        let controls = found["controls"].as_array().unwrap().clone();
        let mut told = controls.into_iter().filter(|c| c["name"].as_str().unwrap().contains("before they apply"));
        told.next().expect("the control is told of")
    };
    let called = |command: &str, out: &Path| {
        let access = [("KLARSYN_DEMO_URL", system.address.as_str()), ("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1")];
        with_environment(&[command, file.to_str().unwrap(), "--out", out.to_str().unwrap()], &access)
    };
    // The halves of a run, one after the other: the second takes over what the first saw before.
    let halves = folder.path().join("halves");
    assert_eq!(called("submit", &halves).status.code(), Some(0));
    assert_eq!(called("crawl", &halves).status.code(), Some(0));
    let found = json(&klarsyn(&["scan", halves.to_str().unwrap(), "--format", "json"]));
    assert_eq!(control(&found)["fired"], true, "{}", control(&found));
    assert!(!leaks(&found).is_empty(), "what is seen afterwards is a leak all the same");
    // The target holds the applicants now.
    let again = folder.path().join("again");
    called("run", &again);
    let told = control(&findings(&again));
    assert_eq!(told["fired"], false, "{told}");
    assert!(told["detail"].as_str().unwrap().contains("already there before submission"), "{told}");
}

#[test]
fn a_look_before_anybody_applies_comes_too_late_once_somebody_did() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("scenario.yaml"), folder.path().join("run"));
    std::fs::write(&file, over_http().replace("controls:\n", "controls:\n  look_before: true\n")).unwrap();
    let system = System::leaking("none");
    let called = |arguments: &[&str], password: &str| {
        let arguments = [arguments, &[file.to_str().unwrap(), "--out", out.to_str().unwrap()]].concat();
        with_environment(&arguments, &[("KLARSYN_DEMO_URL", &system.address), ("KLARSYN_DEMO_PASSWORD", password)])
    };
    // Nobody could look, and somebody applied.
    assert_ne!(called(&["submit"], "another").status.code(), Some(0));
    let output = called(&["run", "--resume"], "Klarsyn-Demo-1");
    let found = findings(&out);
    assert_eq!(found["verdict"], "inconclusive", "{}", text(&output.stderr));
    let late = |gap: &&Value| gap["reason"].as_str().unwrap().contains("somebody applied before it was looked");
    let gaps: Vec<&Value> = found["coverage"]["gaps"].as_array().unwrap().iter().filter(late).collect();
    assert!(!gaps.is_empty() && gaps.iter().all(|gap| gap["blocks_clean"] == true), "{}", found["coverage"]["gaps"]);
}

#[test]
fn a_killed_browser_is_target_trouble_and_what_was_seen_stays_readable() {
    let _turn = my_turn();
    let system = System::start();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("killed");
    let file = small_scenario(folder.path());
    let mut run = Command::new(env!("CARGO_BIN_EXE_klarsyn"))
        .args(["run", file.to_str().unwrap(), "--out", out.to_str().unwrap()])
        .envs([("KLARSYN_DEMO_URL", system.address.as_str()), ("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1")])
        .stderr(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let drivers = wait_for(|| children(run.id()));
    // A browser that dies is started again, so it is killed until the run gives it up.
    let mut killed = 0;
    while run.try_wait().unwrap().is_none() {
        for browser in drivers.iter().flat_map(|driver| children(*driver)) {
            killed += 1;
            Command::new("kill").args(["-9", &browser.to_string()]).status().unwrap();
        }
        std::thread::sleep(std::time::Duration::from_millis(400));
    }
    let output = run.wait_with_output().unwrap();
    let said = text(&output.stderr);
    assert!(killed > 0);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("could not use the browser") || said.contains("could not start the browser"), "{said}");
    assert_eq!(klarsyn(&["scan", out.to_str().unwrap()]).status.code(), Some(4));
    assert_eq!(klarsyn(&["verify", out.to_str().unwrap()]).status.code(), Some(0));
}

#[test]
fn a_driver_that_is_not_there_or_says_nothing_is_told_with_the_cure() {
    let _turn = my_turn();
    let system = System::start();
    let folder = tempfile::tempdir().unwrap();
    let file = small_scenario(folder.path());
    let mute = folder.path().join("mute");
    std::fs::write(&mute, "#!/bin/sh\nexec >&-\nexec sleep 600\n").unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&mute).status().unwrap().success());
    for (driver, said) in [(folder.path().join("none"), "does not start"), (mute, "did not say on which port")] {
        let output = with_environment(
            &["run", file.to_str().unwrap(), "--out", folder.path().join(said).to_str().unwrap()],
            &[
                ("KLARSYN_DEMO_URL", system.address.as_str()),
                ("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1"),
                ("KLARSYN_CHROMEDRIVER", driver.to_str().unwrap()),
            ],
        );
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{told}");
        assert!(told.contains(said) && told.contains("KLARSYN_CHROMEDRIVER"), "{told}");
    }
}

#[test]
fn a_run_that_is_killed_leaves_no_browser_behind() {
    let _turn = my_turn();
    let system = System::start();
    let folder = tempfile::tempdir().unwrap();
    let file = small_scenario(folder.path());
    let mut run = Command::new(env!("CARGO_BIN_EXE_klarsyn"))
        .args(["run", file.to_str().unwrap(), "--out", folder.path().join("killed").to_str().unwrap()])
        .envs([("KLARSYN_DEMO_URL", system.address.as_str()), ("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1")])
        .stderr(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let below = |processes: &[u32]| processes.iter().flat_map(|process| children(*process)).collect::<Vec<u32>>();
    let drivers = wait_for(|| children(run.id()));
    let pages = wait_for(|| below(&below(&drivers)));
    let runs = |process: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        stat.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'))
    };
    let mut left = [below(&drivers), drivers, pages].concat();
    // Some only start others.
    left.retain(runs);
    assert!(left.len() >= 3, "there are hardly any that could be left: {left:?}");
    run.kill().unwrap();
    run.wait().unwrap();
    for _ in 0..100 {
        left.retain(runs);
        if left.is_empty() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("ten seconds later there still run {left:?}");
}

/// The embedded system, served by the program itself; ended by its process id.
struct System {
    process: std::process::Child,
    address: String,
}

impl System {
    fn start() -> System {
        System::leaking("none")
    }

    fn leaking(leaks: &str) -> System {
        let mut process = Command::new(env!("CARGO_BIN_EXE_klarsyn"))
            .args(["target", "--port", "0", "--leaks", leaks])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let mut said = std::io::BufReader::new(process.stdout.take().unwrap());
        std::io::BufRead::read_line(&mut said, &mut address).unwrap();
        System { process, address: address.trim().to_owned() }
    }
}

impl Drop for System {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// The demonstration's scenario with one candidate, one stage, and the reviewer alone.
fn small_scenario(folder: &Path) -> std::path::PathBuf {
    let whole = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo.yaml")).unwrap();
    let (before, rest) = whole.split_once("  # Has no business with").unwrap();
    let (_, policy) = rest.split_once("# What may be seen by whom").unwrap();
    let text = format!("{before}\n# What may be seen by whom{policy}").replace("count: 6", "count: 1");
    let file = folder.join("small.yaml");
    std::fs::write(&file, text).unwrap();
    file
}

/// The processes that a process started.
fn children(process: u32) -> Vec<u32> {
    let file = format!("/proc/{process}/task/{process}/children");
    let own = std::fs::read_to_string(file).unwrap_or_default();
    let mut all: Vec<u32> = own.split_whitespace().filter_map(|p| p.parse().ok()).collect();
    // A thread's children stand with the thread that started them.
    if let Ok(threads) = std::fs::read_dir(format!("/proc/{process}/task")) {
        for thread in threads.flatten() {
            let text = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            all.extend(text.split_whitespace().filter_map(|p| p.parse::<u32>().ok()));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn wait_for(mut look: impl FnMut() -> Vec<u32>) -> Vec<u32> {
    for _ in 0..300 {
        let found = look();
        if !found.is_empty() {
            return found;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("no process was started within half a minute");
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
