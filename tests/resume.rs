//! A run that is killed and resumed ends where one that was left alone ends.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use klarsyn::evidence::{Bundle, CaptureKind, Engine};
use serde_json::Value;

const LEAKS: &str = "c01-zero-width,c10-surname-order,c11-suggestions,c15-stage-name,c16-other-administration,c35-feed";

/// The embedded system, ended by its process id.
struct System(Child, String);

impl System {
    fn start() -> System {
        let mut child = Command::new(env!("CARGO_BIN_EXE_klarsyn"))
            .args(["target", "--port", "0", "--leaks", LEAKS])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        System(child, address.trim().to_owned())
    }

    fn run(&self, scenario: &Path, out: &Path, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klarsyn"));
        command
            .args(["run", scenario.to_str().unwrap(), "--out", out.to_str().unwrap()])
            .args(more)
            .envs([("KLARSYN_DEMO_URL", self.1.as_str()), ("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1")])
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }
}

impl Drop for System {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// The demonstration's scenario over HTTP alone, which takes seconds.
fn scenario(folder: &Path) -> PathBuf {
    let whole = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo.yaml")).unwrap();
    let text = whole.replace("rate: 60 ", "rate: 400 ").replace("  reviewer:\n", "  reviewer:\n    http_only: true\n");
    assert_ne!(text, whole);
    let file = folder.join("scenario.yaml");
    std::fs::write(&file, text).unwrap();
    file
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A run that nobody kills, on a system of its own; says how long it took.
fn left_alone(scenario: &Path, out: &Path) -> Duration {
    let system = System::start();
    let begun = Instant::now();
    let output = system.run(scenario, out, &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    begun.elapsed()
}

/// Fingerprints of all leaks, with what they are about.
fn leaks(out: &Path) -> BTreeMap<String, String> {
    let findings: Value = serde_json::from_slice(&std::fs::read(out.join("findings.json")).unwrap()).unwrap();
    let about = |f: &Value| format!("{} {} {} {}", f["candidate"], f["attribute"], f["role"], f["surface"]);
    let all = findings["findings"].as_array().unwrap().iter().filter(|f| f["expected"] == "leak");
    all.map(|f| (f["fingerprint"].as_str().unwrap().to_owned(), about(f))).collect()
}

/// That two runs found the same.
fn same_leaks(one: &Path, other: &Path) {
    let (one, other) = (leaks(one), leaks(other));
    let only = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| {
        a.iter().filter(|(f, _)| !b.contains_key(*f)).map(|(_, about)| about.clone()).collect::<Vec<String>>()
    };
    let (lost, new) = (only(&one, &other), only(&other, &one));
    assert!(lost.is_empty() && new.is_empty(), "only the first found {lost:#?}, only the second {new:#?}");
    assert!(one.len() >= 5);
}

/// What the bundle holds of a cell, by address, in the order of its captures.
fn cell(out: &Path, role: &str, stage: &str) -> Vec<(klarsyn::evidence::CaptureId, String)> {
    let captures = Bundle::open(out).unwrap().captures().unwrap();
    let of_cell = captures.into_iter().filter(|c| c.provenance.role == role && c.provenance.stage == stage);
    of_cell.map(|c| (c.id, c.url)).collect()
}

#[test]
fn a_run_that_was_killed_twice_finds_what_one_that_was_left_alone_finds() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path());
    let (whole, pieces) = (folder.path().join("whole"), folder.path().join("pieces"));

    left_alone(&file, &whole);
    let system = System::start();
    let mut finished = Vec::new();
    for (killed_at, more) in
        [("look as reviewer at modtaget", &[][..]), ("look as reviewer2 at samtale", &["--resume"])]
    {
        let mut run = system.run(&file, &pieces, more).spawn().unwrap();
        let mut lines = BufReader::new(run.stderr.take().unwrap()).lines();
        let met = lines.any(|line| line.is_ok_and(|line| line.contains(killed_at)));
        std::thread::sleep(std::time::Duration::from_millis(700));
        run.kill().unwrap();
        run.wait().unwrap();
        assert!(met, "the run never came to `{killed_at}`");
        finished = cell(&pieces, "hr", "modtaget");
        assert!(!finished.is_empty());
    }
    let output = system.run(&file, &pieces, &["--resume"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));

    same_leaks(&whole, &pieces);
    // What was finished was neither lost nor looked at again, and nobody applied twice.
    assert_eq!(cell(&pieces, "hr", "modtaget"), finished);
    assert_eq!(Bundle::open(&pieces).unwrap().receipts().unwrap().len(), 6);
    let applied = |out: &Path| {
        let captures = Bundle::open(out).unwrap().captures().unwrap();
        captures.iter().filter(|c| c.provenance.role == "applicant").count()
    };
    assert_eq!(applied(&pieces), applied(&whole));
    let verified = Command::new(env!("CARGO_BIN_EXE_klarsyn")).args(["verify", pieces.to_str().unwrap()]).output();
    assert_eq!(verified.unwrap().status.code(), Some(0));
}

/// How often each thing was captured that somebody looked at or asked for; logins and looks at the session apart.
fn looks(out: &Path) -> BTreeMap<Look, usize> {
    let mut looks = BTreeMap::new();
    for capture in Bundle::open(out).unwrap().captures().unwrap() {
        let by = &capture.provenance;
        let address = url::Url::parse(&capture.url).unwrap();
        if !matches!(by.engine, Engine::Miner | Engine::Probe) || by.reached.action == "session check" {
            continue;
        }
        if address.path() == "/login" {
            continue;
        }
        // Each system listens on a port of its own, and of links that are alike any may be the first.
        let secret = |part: &str| part.len() >= 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
        let path = address.path().split('/').map(|part| if secret(part) { "{secret}" } else { part });
        let query = address.query().unwrap_or_default();
        let template = format!("{} {}?{query}", capture.method, path.collect::<Vec<_>>().join("/"));
        let cell = format!("{:?} of {} at {}", by.engine, by.role, by.stage);
        let how = format!("{} {} {:?}", capture.url, by.reached.action, by.reached.typed);
        *looks.entry(Look { cell, template, how }).or_default() += 1;
    }
    looks
}

/// One look: in which cell, at what, and how it came to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    cell: String,
    template: String,
    how: String,
}

#[test]
fn a_run_that_was_killed_at_twenty_moments_has_lost_and_doubled_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path());
    let (whole, pieces) = (folder.path().join("whole"), folder.path().join("pieces"));

    let took = left_alone(&file, &whole);
    // Whoever was about to be sent when a run was killed is not sent again, and may be missing: then once more from the
    // beginning.
    let mut tries = 0;
    while !killed_at_twenty_moments(&file, &pieces, took) {
        tries += 1;
        assert!(tries < 4, "four times a run was killed in the moment in which somebody was sent");
        std::fs::remove_dir_all(&pieces).unwrap();
    }
    same_leaks(&whole, &pieces);

    let (whole, pieces) = (looks(&whole), looks(&pieces));
    let places = |looks: &BTreeMap<Look, usize>| -> BTreeSet<(String, String)> {
        looks.keys().map(|look| (look.cell.clone(), look.template.clone())).collect()
    };
    assert_eq!(places(&pieces), places(&whole));
    let most: BTreeMap<(&str, &str), usize> = whole.iter().fold(BTreeMap::new(), |mut most, (look, n)| {
        let known = most.entry((look.cell.as_str(), look.template.as_str())).or_default();
        *known = (*known).max(*n);
        most
    });
    let doubled: Vec<_> =
        pieces.iter().filter(|(look, n)| **n > most[&(look.cell.as_str(), look.template.as_str())]).collect();
    assert!(doubled.is_empty(), "{doubled:#?}");
    assert!(whole.len() > 300, "{}", whole.len());
}

/// Kills and resumes a run; false where one of the candidates may not have arrived.
fn killed_at_twenty_moments(scenario: &Path, out: &Path, took: Duration) -> bool {
    let system = System::start();
    // Each time it comes a little further, now less, now more: the first are killed while candidates are sent, the last
    // while probes ask or the evidence is scanned.
    for n in 0..20u32 {
        let moment = Duration::from_millis(120) + took * (n * 7 % 20) / 150;
        let more: &[&str] = if out.join("run.sqlite").is_file() { &["--resume"] } else { &[] };
        let mut run = system.run(scenario, out, more).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(moment);
        assert!(run.try_wait().unwrap().is_none(), "it ended within {moment:?}, before it was killed the {n}th time");
        run.kill().unwrap();
        run.wait().unwrap();
    }
    let output = system.run(scenario, out, &["--resume"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let receipts = Bundle::open(out).unwrap().receipts().unwrap();
    receipts.iter().all(|receipt| !receipt.failure.contains("nobody applies twice"))
}

/// The demonstration's scenario with one reviewer and one stage, in a browser.
fn in_a_browser(folder: &Path) -> PathBuf {
    let whole = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo.yaml")).unwrap();
    let mut text = String::new();
    let mut left_out = false;
    for line in whole.lines() {
        match line.len() - line.trim_start().len() {
            0 | 2 if line.trim().is_empty() || line.trim_start().starts_with('#') => {}
            0 => left_out = false,
            2 => {
                let out = ["reviewer2:", "former:", "anonymous:", "- name: samtale"];
                left_out = out.iter().any(|name| line.trim_start().starts_with(name));
            }
            _ => {}
        }
        if !left_out {
            text.push_str(line);
            text.push('\n');
        }
    }
    let text = text.replace("rate: 60 ", "rate: 400 ").replace("count: 6", "count: 2");
    let file = folder.join("scenario.yaml");
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn a_run_in_a_browser_that_was_killed_eight_times_has_lost_and_doubled_no_page_state() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_a_browser(folder.path());
    let (whole, pieces) = (folder.path().join("whole"), folder.path().join("pieces"));

    left_alone(&file, &whole);
    let system = System::start();
    let mut killed = 0;
    for n in 0..8u64 {
        let more: &[&str] = if pieces.join("run.sqlite").is_file() { &["--resume"] } else { &[] };
        let mut run = system.run(&file, &pieces, more).spawn().unwrap();
        let mut lines = BufReader::new(run.stderr.take().unwrap()).lines();
        let met = lines.any(|line| line.is_ok_and(|line| line.contains("look as reviewer at modtaget")));
        std::thread::sleep(Duration::from_millis(2_000 + 900 * (n * 3 % 8)));
        killed += u32::from(met && run.try_wait().unwrap().is_none());
        run.kill().unwrap();
        run.wait().unwrap();
    }
    assert!(killed >= 3, "only {killed} of eight were killed while the browser looked");
    let output = system.run(&file, &pieces, &["--resume"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    same_leaks(&whole, &pieces);

    let gaps = Bundle::open(&pieces).unwrap().gaps().unwrap();
    let (whole, pieces) = (states(&whole), states(&pieces));
    let doubled: Vec<_> = pieces.iter().filter(|(_, kinds)| kinds.values().any(|n| *n > 1)).collect();
    assert!(doubled.is_empty(), "{doubled:#?}");
    let halves: Vec<_> = pieces.iter().filter(|(_, kinds)| !kinds.contains_key(&CaptureKind::Screenshot)).collect();
    assert!(halves.is_empty(), "{halves:#?}; gaps: {gaps:#?}");
    // Of states that are alike (two applications, say) any may be met first: as many in the one as in the other.
    let many = whole.len();
    assert!(many >= 15 && pieces.len() * 10 >= many * 9 && pieces.len() * 9 <= many * 10, "{many} {}", pieces.len());
}

/// What was recorded of each page state, by its identity: how many captures of a kind.
fn states(out: &Path) -> BTreeMap<String, BTreeMap<CaptureKind, usize>> {
    let captures = Bundle::open(out).unwrap().captures().unwrap();
    let mut states: BTreeMap<String, BTreeMap<CaptureKind, usize>> = BTreeMap::new();
    for capture in captures {
        let by = &capture.provenance;
        if let (Engine::Browser, Some(state)) = (by.engine, &by.reached.state) {
            let key = format!("{} at {}: {state} of {}", by.role, by.stage, capture.url);
            *states.entry(key).or_default().entry(capture.kind).or_default() += 1;
        }
    }
    states
}
