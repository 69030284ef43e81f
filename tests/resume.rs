//! A run that is killed and resumed ends where one that was left alone ends.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use klarsyn::evidence::Bundle;
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

fn fingerprints(out: &Path) -> BTreeSet<String> {
    let findings: Value = serde_json::from_slice(&std::fs::read(out.join("findings.json")).unwrap()).unwrap();
    let all = findings["findings"].as_array().unwrap();
    all.iter().filter(|f| f["expected"] == "leak").map(|f| f["fingerprint"].as_str().unwrap().to_owned()).collect()
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

    let system = System::start();
    let output = system.run(&file, &whole, &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    drop(system);

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

    assert_eq!(fingerprints(&pieces), fingerprints(&whole), "{}", said(&output));
    assert!(fingerprints(&whole).len() >= 5);
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
