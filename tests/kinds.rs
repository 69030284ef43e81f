//! Every kind of response that a browser can be given is recorded byte for byte: the server keeps its own record of what it
//! sent, and the bundle is held against it.

#[path = "kinds/server.rs"]
mod server;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use klarsyn::evidence::{Bundle, BundleWriter, CaptureKind, Engine, GapKind, Reached, Secrets};
use klarsyn::target::{BrowserKind, BrowserOptions, Door, DoorOptions, Scope};
use server::{KINDS, Kinds};

/// Opens the page in a browser, waits until the server has sent everything, and gives what was sent and not recorded.
async fn lost(kind: BrowserKind) -> (BTreeSet<String>, usize) {
    let server = Kinds::start().await;
    let folder = tempfile::tempdir().unwrap();
    let door = Door::open(DoorOptions {
        scope: Scope { origins: vec![server.page(), server.other()], deny: vec![], allow: vec![] },
        bundle: BundleWriter::create(folder.path(), Secrets::default()).unwrap(),
        rate: 1000,
        browser: BrowserOptions { kind, ..BrowserOptions::default() },
        accept_invalid_certificates: false,
        body_limit: 16 << 20,
    });
    let door = door.await.unwrap();
    let mut session = door.session("reviewer", "screening", Engine::Browser).await.unwrap();
    // The page posts, which a crawl does not.
    session.set_writing(true);
    let browser = session.browser().await.unwrap();
    browser.about_to(Reached { action: "open the page".into(), ..Reached::default() });
    browser.goto(server.page().as_str()).await.unwrap();
    let end = Instant::now() + Duration::from_secs(25);
    while !server.not_asked_for().is_empty() && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    // What is made inside a service worker never goes over the wire; the page shows it.
    let made = browser.execute("return document.body.dataset.made || ''", vec![]).await.unwrap();
    assert_eq!(made, "made in the worker");
    session.close().await;
    door.close().await;
    let missing = server.not_asked_for();
    assert!(missing.is_empty(), "the browser did not ask for {missing:?}");

    let bundle = Bundle::open(folder.path()).unwrap();
    let mut kept = BTreeSet::new();
    for capture in bundle.captures().unwrap() {
        if capture.kind == CaptureKind::Response {
            let body = bundle.body(&capture).unwrap();
            kept.insert((capture.method, capture.url, capture.status, blake3::hash(&body).to_hex().to_string()));
        }
    }
    let frames = bundle.captures().unwrap().into_iter().filter(|c| c.kind == CaptureKind::Frames);
    let frames: Vec<u8> = frames.flat_map(|c| bundle.body(&c).unwrap()).collect();
    assert!(String::from_utf8_lossy(&frames).contains("over the socket"));
    // The one answer that the server broke off is a gap, and nothing else is.
    let gaps = bundle.gaps().unwrap();
    let broken: Vec<_> = gaps.iter().filter(|g| g.kind != GapKind::OutOfScope).collect();
    assert!(broken.len() == 1 && broken[0].what.ends_with("/aborted"), "{broken:?}");
    let sent = server.sent();
    let lost = sent.iter().filter(|sent| !kept.contains(&sent.key())).map(|sent| format!("{sent:?}")).collect();
    (lost, sent.iter().map(|sent| &sent.kind).collect::<BTreeSet<_>>().len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_response_is_recorded_byte_for_byte_in_chromium() {
    let (lost, kinds) = lost(BrowserKind::Chromium).await;
    println!("{kinds} kinds of response, {} lost", lost.len());
    assert!(lost.is_empty(), "{lost:#?}");
    assert!(kinds >= KINDS.len() && kinds >= 43, "{kinds}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Firefox and geckodriver: `make browsers`"]
async fn every_kind_of_response_is_recorded_byte_for_byte_in_firefox() {
    let (lost, kinds) = lost(BrowserKind::Firefox).await;
    println!("{kinds} kinds of response, {} lost", lost.len());
    assert!(lost.is_empty(), "{lost:#?}");
    assert!(kinds >= 43, "{kinds}");
}
