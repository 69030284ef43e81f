//! Applying, over HTTP and in the browser, at the embedded system: the same receipts, and a clear word where it fails.
//! Needs Chromium and ChromeDriver for the browser half (`make test` installs them).

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use klarsyn::demo::{Demo, DemoOptions};
use klarsyn::evidence::{Bundle, Receipt};

/// The demonstration's scenario, changed.
fn scenario(folder: &Path, changes: &[(&str, &str)]) -> PathBuf {
    let whole = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demo.yaml")).unwrap();
    let text = changes.iter().fold(whole.replace("count: 6", "count: 2"), |text, (from, to)| {
        assert!(text.contains(from), "the scenario does not say {from}");
        text.replace(from, to)
    });
    let file = folder.join("scenario.yaml");
    std::fs::write(&file, text).unwrap();
    file
}

/// Starts the system, applies, and gives what the program said and the receipts that it kept.
fn apply(changes: &[(&str, &str)]) -> (Output, Vec<Receipt>) {
    apply_with(changes, &[])
}

/// The same with more variables.
fn apply_with(changes: &[(&str, &str)], variables: &[(&str, &Path)]) -> (Output, Vec<Receipt>) {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), changes);
    let out = folder.path().join("run");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let system =
        runtime.block_on(Demo::start(DemoOptions { port: 0, leaks: Vec::new(), truth: None, database: None })).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_klarsyn"))
        .args(["submit", file.to_str().unwrap(), "--out", out.to_str().unwrap()])
        .env("KLARSYN_DEMO_URL", format!("http://{}/", system.address()))
        .env("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    runtime.block_on(system.stop());
    let receipts = Bundle::open(&out).unwrap().receipts().unwrap();
    (output, receipts)
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_browser_sends_what_http_sends_and_the_receipts_say_the_same() {
    let (by_http, http) = apply(&[]);
    let (by_browser, browser) = apply(&[("via: http", "via: browser")]);
    assert_eq!(by_http.status.code(), Some(0), "{}", said(&by_http));
    assert_eq!(by_browser.status.code(), Some(0), "{}", said(&by_browser));
    assert_eq!((http.len(), browser.len()), (2, 2));
    for (a, b) in http.iter().zip(&browser) {
        assert!(a.accepted && b.accepted, "{} / {}", a.failure, b.failure);
        assert_eq!(a.sent, b.sent);
        assert_eq!(a.planted, b.planted);
        assert!(a.planted.iter().any(|id| id == "D04"), "{:?}", a.planted);
        // The number that the target gave ties its pages to the person.
        assert_eq!(b.captured["id"].len(), a.captured["id"].len());
        assert!(!b.captures.is_empty(), "the browser's answers are in the bundle");
    }
    assert_ne!(browser[0].captured["id"], browser[1].captured["id"]);
}

#[test]
fn a_driver_that_finds_its_port_taken_is_started_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let driver = folder.path().join("driver");
    let real = std::env::var("KLARSYN_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
    let tried = folder.path().join("tried");
    let (mark, real) = (tried.display(), real.as_str());
    let script = format!("#!/bin/sh\n[ -e '{mark}' ] || {{ touch '{mark}'; exit 1; }}\nexec '{real}' \"$@\"\n");
    std::fs::write(&driver, script).unwrap();
    std::fs::set_permissions(&driver, std::fs::Permissions::from_mode(0o755)).unwrap();
    let (output, receipts) = apply_with(&[("via: http", "via: browser")], &[("KLARSYN_CHROMEDRIVER", &driver)]);
    assert!(tried.exists());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(receipts.iter().all(|receipt| receipt.accepted));
}

#[test]
fn a_target_that_does_not_accept_is_told_with_the_step_and_what_the_page_said() {
    for via in ["http", "browser"] {
        let (output, receipts) =
            apply(&[("via: http", &format!("via: {via}")), ("phone: \"{{candidate.phone}}\"", "phone: \"12\"")]);
        assert_ne!(output.status.code(), Some(0), "{via}: {}", said(&output));
        let receipt = &receipts[0];
        assert!(!receipt.accepted, "{via}");
        let failure = &receipt.failure;
        assert!(failure.contains("(`expect`)") && failure.contains("/job/"), "{via}: {failure}");
        // Who was sent, and what, is known although it was not accepted.
        assert_eq!(receipt.sent["phone"], "no attribute", "{via}");
        assert_eq!(receipt.sent["email"], "D06", "{via}");
        println!("{via}: {failure}");
    }
}

#[test]
fn what_was_sent_before_the_target_died_stands_in_the_receipt() {
    use std::io::{Read, Write};
    // Answers the first form and its submission, and nobody after that.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let page = |body: &str| {
            format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            )
        };
        let form = page("<form action='/b' method='post'><input name='mail'></form>");
        let mut sent = false;
        for stream in listener.incoming().take(40) {
            let mut stream = stream.unwrap();
            let mut request = vec![0; 65_536];
            let length = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            if sent {
                continue;
            }
            sent = request.starts_with("POST");
            stream.write_all(form.as_bytes()).ok();
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.yaml");
    std::fs::write(
        &file,
        format!(
            "klarsyn: 1\nname: dies\ntarget: {{ base: \"http://{address}/\", authorisation: own }}\n\
             candidates: {{ seed: 3, count: 1 }}\napply:\n  via: http\n  steps:\n    - goto: /a\n\
             \x20   - fill: {{ mail: \"{{{{candidate.email}}}}\" }}\n    - submit: {{}}\n    - goto: /c\n    - expect: {{ status: 200 }}\n\
             roles:\n  hr: {{ control: true, start: [/] }}\n  reviewer: {{ start: [/] }}\n"
        ),
    )
    .unwrap();
    let out = folder.path().join("run");
    let output = Command::new(env!("CARGO_BIN_EXE_klarsyn"))
        .args(["submit", file.to_str().unwrap(), "--out", out.to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let receipts = Bundle::open(&out).unwrap().receipts().unwrap();
    assert_eq!(receipts.len(), 1, "{}", said(&output));
    assert!(!receipts[0].accepted);
    assert_eq!(receipts[0].sent["mail"], "D06", "{:?}", receipts[0]);
}

#[test]
fn a_run_that_was_killed_while_somebody_applied_sends_nobody_twice() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), &[]);
    let out = folder.path().join("run");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let truth = folder.path().join("truth.json");
    let options = || DemoOptions { port: 0, leaks: Vec::new(), truth: Some(truth.clone()), database: None };
    let system = runtime.block_on(Demo::start(options())).unwrap();
    // Between the target and the program: an answer to an application is kept back, and the program is killed.
    let target = system.address();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let between = listener.local_addr().unwrap();
    let (told, posted) = std::sync::mpsc::channel();
    let held = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    let holds = held.clone();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (mut client, told, holds) = (client.unwrap(), told.clone(), holds.clone());
            std::thread::spawn(move || pass_on(&mut client, target, &told, &holds));
        }
    });
    let command = |resume: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klarsyn"));
        command.args(["submit", file.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        command.args(resume.then_some("--resume"));
        command.env("KLARSYN_DEMO_URL", format!("http://{between}/"));
        command.env("KLARSYN_DEMO_PASSWORD", "Klarsyn-Demo-1");
        command
    };
    let mut first =
        command(false).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
    posted.recv_timeout(std::time::Duration::from_secs(120)).unwrap();
    first.kill().unwrap();
    first.wait().unwrap();
    held.store(false, std::sync::atomic::Ordering::SeqCst);
    let output = command(true).output().unwrap();
    let receipts = Bundle::open(&out).unwrap().receipts().unwrap();
    runtime.block_on(system.stop());
    assert_eq!(receipts.len(), 2, "{}", said(&output));
    assert!(!receipts[0].accepted && receipts[0].failure.contains("nobody applies twice"), "{:?}", receipts[0]);
    assert!(receipts[1].accepted, "{:?}", receipts[1]);
    assert_eq!(posted.try_iter().count(), 1, "only the second candidate applied after the first one had");
}

/// Hands one request on and its answer back; the answer to an application is kept back while it `holds`.
fn pass_on(
    client: &mut std::net::TcpStream,
    target: std::net::SocketAddr,
    told: &std::sync::mpsc::Sender<()>,
    holds: &std::sync::atomic::AtomicBool,
) {
    use std::io::{Read, Write};
    let mut server = std::net::TcpStream::connect(target).unwrap();
    let mut buffer = vec![0; 65_536];
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let (told, posts) = (told.clone(), std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false)));
    let posts_too = posts.clone();
    std::thread::spawn(move || {
        let mut buffer = vec![0; 65_536];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            // The last of two forms, the one with the documents: what was sent before it is a draft.
            let head = String::from_utf8_lossy(&buffer[..length]).into_owned();
            if head.starts_with("POST") && head.contains("multipart/form-data") {
                posts_too.store(true, std::sync::atomic::Ordering::SeqCst);
                told.send(()).ok();
            }
            if to.write_all(&buffer[..length]).is_err() {
                break;
            }
        }
    });
    while let Ok(length @ 1..) = server.read(&mut buffer) {
        let keep = posts.load(std::sync::atomic::Ordering::SeqCst) && holds.load(std::sync::atomic::Ordering::SeqCst);
        if !keep && client.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
}
