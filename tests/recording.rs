//! Everything that passes the door is in the bundle, byte for byte, with who asked and why.

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect};
use axum::routing::{get, post};
use futures::{SinkExt as _, StreamExt as _, stream};
use klarsyn::evidence::{
    Bundle, BundleWriter, Capture, CaptureKind, Engine, GapKind, IN_MEMORY, Reached, Secret, Secrets,
};
use klarsyn::target::{BrowserOptions, Cookie, Door, DoorOptions, Payload, Query, Scope, Session, TargetError};
use tempfile::TempDir;
use url::Url;

const PASSWORD: &str = "Hemmelig-2026-kode";

const PAGE: &str = r#"<!doctype html><html><head><title>Ansøgere</title></head><body><h1>Ansøger 1</h1>
<form><input id="name" value="gammel"><select id="stage"><option value="1">Ny</option><option value="2">Samtale</option></select>
<button id="go" type="button" onclick="document.title='klikket'">Gå</button></form>
<img src="http://tracker.example.test/pixel.gif?name=Mette+Holm">
<script>
  fetch('/gzip').then(r => r.text()).then(t => { document.body.dataset.gzip = t.length; });
  fetch('http://tracker.example.test/collect', {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({name: 'Mette Holm'})}).catch(() => {});
  fetch('/change', {method: 'POST', body: 'x=1'}).then(r => { document.body.dataset.change = r.status; });
  const socket = new WebSocket('ws://' + location.host + '/socket', ['klarsyn']);
  socket.onopen = () => socket.send('hej fra siden');
  socket.onmessage = m => { document.body.dataset.socket = m.data + ' ' + socket.protocol; };
  const events = new EventSource('/events');
  events.onmessage = m => { document.body.dataset.event = m.data; };
</script></body></html>"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn binary() -> Vec<u8> {
    (0..300_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

async fn serve() -> SocketAddr {
    let app = Router::new()
        .route("/", get(|| async { Html(PAGE) }))
        .route(
            "/gzip",
            get(|| async { ([(header::CONTENT_ENCODING, "gzip")], gzip("Mette Holm ".repeat(5000).as_bytes())) }),
        )
        .route("/bomb", get(|| async { ([(header::CONTENT_ENCODING, "gzip")], gzip(&vec![b'a'; 30_000_000])) }))
        .route("/start", get(|| async { Redirect::to("/middle") }))
        .route("/middle", get(|| async { ([(header::SET_COOKIE, "session=middle; Path=/")], Redirect::to("/end")) }))
        .route(
            "/end",
            get(|headers: HeaderMap| async move {
                format!("end {}", headers.get("cookie").map_or("", |v| v.to_str().unwrap()))
            }),
        )
        .route("/away", get(|| async { Redirect::to("http://elsewhere.example.test/") }))
        .route("/broken", get(|| async { (StatusCode::INTERNAL_SERVER_ERROR, "stak: mette@example.test") }))
        .route(
            "/chunked",
            get(|| async {
                Body::from_stream(stream::iter(
                    ["en, ", "to, ", "tre"].map(|t| Ok::<_, std::io::Error>(Bytes::from(t))),
                ))
            }),
        )
        .route(
            "/aborted",
            get(|| async {
                let half = stream::once(async { Ok(Bytes::from("halvdelen")) });
                let cut = stream::once(async {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    Err(std::io::Error::other("cut"))
                });
                Body::from_stream(half.chain(cut))
            }),
        )
        .route(
            "/events",
            get(|| async {
                let first = stream::once(async { Ok::<_, std::io::Error>(Bytes::from("data: mette\n\n")) });
                ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(first.chain(stream::pending())))
            }),
        )
        .route(
            "/cv",
            get(|| async {
                let headers = [
                    (header::CONTENT_TYPE, "application/pdf"),
                    (header::CONTENT_DISPOSITION, "attachment; filename=\"Mette Holm.pdf\""),
                ];
                (headers, binary())
            }),
        )
        .route(
            "/echo",
            post(|headers: HeaderMap, body: Bytes| async move {
                (StatusCode::CREATED, [(header::CONTENT_TYPE, headers["content-type"].clone())], body)
            }),
        )
        .route("/change", post(|| async { "changed" }))
        .route("/slet", get(|| async { "deleted" }))
        .route("/headers", get(|headers: HeaderMap| async move { format!("{headers:?}") }))
        .route(
            "/login",
            post(|body: String| async move {
                ([(header::SET_COOKIE, "session=abc; Path=/; HttpOnly")], format!("you sent {body}"))
            }),
        )
        .route(
            "/socket",
            get(|upgrade: WebSocketUpgrade| async {
                upgrade.protocols(["klarsyn"]).on_upgrade(|mut socket| async move {
                    socket.send(Message::Text("navn: Mette Holm".into())).await.ok();
                    socket.send(Message::Binary(Bytes::from_static(b"\x00\x01"))).await.ok();
                    while let Some(Ok(message)) = socket.next().await {
                        if matches!(message, Message::Close(_)) {
                            break;
                        }
                    }
                    socket.close().await.ok();
                })
            }),
        )
        .fallback(|| async { (StatusCode::NOT_FOUND, "none").into_response() });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

struct Run {
    folder: TempDir,
    base: Url,
    door: Door,
}

impl Run {
    async fn start() -> Run {
        let address = serve().await;
        let base = Url::parse(&format!("http://{address}/")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let bundle = BundleWriter::create(folder.path(), Secrets::new(vec![Secret::new(PASSWORD)])).unwrap();
        let scope = Scope { origins: vec![base.clone()], deny: vec![], allow: vec![] };
        let door = Door::open(DoorOptions {
            scope,
            bundle,
            rate: 1000,
            browser: BrowserOptions::default(),
            accept_invalid_certificates: false,
            body_limit: 8 << 20,
        });
        Run { folder, base, door: door.await.unwrap() }
    }

    fn get(&self, path: &str) -> Query {
        Query::get(self.base.join(path).unwrap(), Reached { action: format!("test {path}"), ..Reached::default() })
    }

    async fn miner(&self) -> Session {
        self.door.session("reviewer", "screening", Engine::Miner).await.unwrap()
    }

    /// Ends everything and opens what was recorded.
    async fn end(self, session: Session) -> (Bundle, TempDir, Url) {
        session.close().await;
        self.door.close().await;
        (Bundle::open(self.folder.path()).unwrap(), self.folder, self.base)
    }
}

fn of<'a>(captures: &'a [Capture], kind: CaptureKind, path: &str) -> Vec<&'a Capture> {
    captures.iter().filter(|c| c.kind == kind && Url::parse(&c.url).unwrap().path() == path).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_to_our_own_client_is_recorded_byte_for_byte_and_attributed() {
    let run = Run::start().await;
    let session = run.miner().await;
    let plain = "Mette Holm ".repeat(5000);
    let pdf = binary();
    let cases: [(&str, u16, &[u8], bool); 7] = [
        ("/", 200, PAGE.as_bytes(), false),
        ("/gzip", 200, plain.as_bytes(), false),
        ("/broken", 500, b"stak: mette@example.test", false),
        ("/chunked", 200, "en, to, tre".as_bytes(), false),
        ("/aborted", 200, b"halvdelen", true),
        ("/events", 200, b"data: mette\n\n", false),
        ("/cv", 200, &pdf, false),
    ];
    for (path, status, body, truncated) in cases {
        let answer = session.http().send(run.get(path)).await.unwrap_or_else(|e| panic!("{path}: {e}"));
        assert_eq!((answer.capture.status, answer.capture.truncated), (status, truncated), "{path}");
        assert_eq!(answer.body, body, "{path}");
        assert_eq!(answer.capture.provenance.reached.action, format!("test {path}"));
    }
    let (bundle, folder, _) = run.end(session).await;
    let captures = bundle.captures().unwrap();
    for (path, _, body, _) in cases {
        let found = of(&captures, CaptureKind::Response, path);
        assert_eq!(found.len(), 1, "{path}");
        assert_eq!(bundle.body(found[0]).unwrap(), body, "{path}");
        let by = &found[0].provenance;
        assert_eq!((by.role.as_str(), by.stage.as_str(), by.engine), ("reviewer", "screening", Engine::Miner));
        assert!(
            found[0].request_headers.iter().all(|(name, _)| name != "x-klarsyn-request"),
            "the token left the proxy"
        );
    }
    let gaps = bundle.gaps().unwrap();
    assert!(
        gaps.iter().any(|g| g.kind == GapKind::NotInspected && g.what.ends_with("/aborted") && g.capture.is_some()),
        "{gaps:?}"
    );
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    let download = folder.path().join("evidence/downloads");
    assert_eq!(std::fs::read_dir(download).unwrap().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_are_recorded_hop_by_hop_with_cookies_and_stop_at_the_edge_of_the_scope() {
    let run = Run::start().await;
    let session = run.miner().await;
    let answer = session.http().send(run.get("/start")).await.unwrap();
    assert_eq!(answer.hops.iter().map(|c| c.status).collect::<Vec<_>>(), [303, 303, 200]);
    assert_eq!((answer.text().as_str(), answer.url.path()), ("end session=middle", "/end"));
    assert_eq!(answer.hops[1].provenance.reached.from, Some(answer.hops[0].id));
    session.http().clear_cookies();
    assert_eq!(session.http().send(run.get("/end")).await.unwrap().text(), "end ");
    let away = session.http().send(run.get("/away")).await.unwrap();
    assert_eq!((away.capture.status, away.hops.len()), (303, 1));
    let (bundle, _folder, _) = run.end(session).await;
    assert!(bundle.gaps().unwrap().iter().any(|g| g.kind == GapKind::OutOfScope && g.what.contains("elsewhere")));
    assert_eq!(bundle.captures().unwrap().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_change_something_is_refused_unless_the_scenario_asked_for_it() {
    let run = Run::start().await;
    let session = run.miner().await;
    let form = Payload::Form(vec![("navn".into(), "Åse Ø".into())]);
    let post = Query { method: "POST".into(), payload: form, ..run.get("/echo") };
    assert!(matches!(session.http().send(post.clone()).await, Err(TargetError::Refused { .. })));
    assert!(matches!(session.http().send(run.get("/slet?id=4")).await, Err(TargetError::Refused { .. })));
    session.set_writing(true);
    let answer = session.http().send(post.clone()).await.unwrap();
    assert_eq!(answer.body, b"navn=%C3%85se+%C3%98");
    assert_eq!(answer.capture.request_body, answer.body);
    let files = vec![("cv".into(), "cv.pdf".into(), "application/pdf".into(), vec![1, 2, 3])];
    let upload = Query { payload: Payload::Multipart(vec![("navn".into(), "Åse".into())], files), ..post };
    let answer = session.http().send(upload).await.unwrap();
    assert!(answer.body.windows(5).any(|w| w == b"\r\n\x01\x02\x03"));
    let (bundle, _folder, _) = run.end(session).await;
    let refused: Vec<_> = bundle.gaps().unwrap().into_iter().filter(|g| g.kind == GapKind::RefusedForSafety).collect();
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(bundle.captures().unwrap().iter().all(|c| !c.url.contains("slet")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_unpacks_beyond_the_limit_is_cut_and_is_a_gap() {
    let run = Run::start().await;
    let session = run.miner().await;
    let answer = session.http().send(run.get("/bomb")).await.unwrap();
    assert_eq!((answer.capture.size, answer.capture.truncated), (8 << 20, true));
    assert_eq!(answer.body.len(), IN_MEMORY, "of a large body, we hold the beginning");
    let (bundle, _folder, _) = run.end(session).await;
    assert_eq!(bundle.body(&answer.capture).unwrap().len(), 8 << 20);
    assert_eq!(bundle.gaps().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_does_not_answer_is_an_error_and_a_gap() {
    let run = Run::start().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let base = Url::parse(&format!("http://{free}/")).unwrap();
    let scope = Scope { origins: vec![base.clone()], deny: vec![], allow: vec![] };
    let options = DoorOptions {
        scope,
        bundle: run.door.bundle().clone(),
        rate: 1000,
        browser: BrowserOptions::default(),
        accept_invalid_certificates: false,
        body_limit: 1 << 20,
    };
    let door = Door::open(options).await.unwrap();
    let session = door.session("reviewer", "screening", Engine::Miner).await.unwrap();
    let outcome = session.http().send(Query::get(base, Reached::default())).await;
    assert!(matches!(outcome, Err(TargetError::Unreachable { .. })), "{outcome:?}");
    session.close().await;
    let session = run.miner().await;
    let (bundle, _folder, _) = run.end(session).await;
    assert_eq!(bundle.gaps().unwrap()[0].kind, GapKind::Failed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_was_sent_stands_in_no_file_of_the_bundle() {
    let run = Run::start().await;
    let session = run.miner().await;
    session.set_writing(true);
    session.set_headers(vec![("x-token".into(), PASSWORD.into())]);
    let form = Payload::Form(vec![("user".into(), "anna".into()), ("password".into(), PASSWORD.into())]);
    let answer =
        session.http().send(Query { method: "POST".into(), payload: form, ..run.get("/login") }).await.unwrap();
    assert!(answer.text().contains(PASSWORD), "the caller still gets what was sent");
    session.http().send(run.get(&format!("/end?token={PASSWORD}"))).await.unwrap();
    session.http().send(run.get("/headers")).await.unwrap();
    let (bundle, folder, _) = run.end(session).await;
    for capture in bundle.captures().unwrap() {
        assert!(!format!("{capture:?}").contains(PASSWORD));
        let body = bundle.body(&capture).unwrap();
        assert!(!String::from_utf8_lossy(&body).contains(PASSWORD));
        assert!(capture.request_headers.iter().filter(|(n, _)| n == "cookie").all(|(_, v)| v == "***"));
    }
    let mut open = vec![folder.path().to_owned()];
    let mut files = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
            continue;
        }
        files += 1;
        let raw = std::fs::read(&path).unwrap();
        let mut unpacked = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&raw[..]), &mut unpacked).ok();
        for bytes in [raw, unpacked] {
            assert!(!bytes.windows(PASSWORD.len()).any(|w| w == PASSWORD.as_bytes()), "{}", path.display());
        }
    }
    assert!(files >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_page_is_recorded_with_its_fetches_sockets_events_and_what_it_told_third_parties() {
    let run = Run::start().await;
    let mut session = run.miner().await;
    session.http().send(run.get("/middle")).await.unwrap();
    let page = run.base.to_string();
    let browser = session.browser().await.unwrap();
    browser.about_to(Reached { action: "open the list".into(), ..Reached::default() });
    browser.goto(&page).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let data = browser.execute("return Promise.resolve({...document.body.dataset})", vec![]).await.unwrap();
    assert_eq!(data["gzip"], "55000");
    assert_eq!(data["change"], "403");
    assert_eq!(data["event"], "mette");
    assert!(data["socket"].as_str().unwrap().ends_with(" klarsyn"), "{data}");

    browser.fill("#name", "Ægir").await.unwrap();
    browser.select("#stage", "Samtale").await.unwrap();
    browser.click("#go").await.unwrap();
    let state = browser.execute(
        "return [document.title, document.getElementById('name').value, document.getElementById('stage').value]",
        vec![],
    );
    assert_eq!(state.await.unwrap(), serde_json::json!(["klikket", "Ægir", "2"]));
    assert!(matches!(browser.click("#none").await, Err(TargetError::NotFound { .. })));
    assert!(matches!(browser.execute("throw new Error('nej')", vec![]).await, Err(TargetError::Page { .. })));
    assert!(browser.screenshot().await.unwrap().starts_with(b"\x89PNG"));
    assert!(browser.accessibility().await.unwrap().unwrap()["nodes"].is_array());
    browser.execute("window.open('/broken')", vec![]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(browser.close_extra_windows().await.unwrap(), [format!("{page}broken")]);
    let cookies: Vec<Cookie> = browser.cookies().await.unwrap();
    assert!(
        cookies.iter().any(|c| c.name == "session" && c.value == "middle"),
        "the browser has the client's cookies: {cookies:?}"
    );

    let (bundle, _folder, _) = run.end(session).await;
    let captures = bundle.captures().unwrap();
    let root = of(&captures, CaptureKind::Response, "/");
    assert_eq!(bundle.body(root[0]).unwrap(), PAGE.as_bytes());
    assert_eq!(
        (root[0].provenance.engine, root[0].provenance.reached.action.as_str()),
        (Engine::Browser, "open the list")
    );
    assert_eq!(
        bundle.body(of(&captures, CaptureKind::Response, "/gzip")[0]).unwrap(),
        "Mette Holm ".repeat(5000).as_bytes()
    );
    assert_eq!(bundle.body(of(&captures, CaptureKind::Response, "/events")[0]).unwrap(), b"data: mette\n\n");
    let frames = bundle.body(of(&captures, CaptureKind::Frames, "/socket")[0]).unwrap();
    let frames = String::from_utf8(frames).unwrap();
    for frame in [
        "{\"from\":\"server\",\"text\":\"navn: Mette Holm\"}",
        "{\"from\":\"server\",\"base64\":\"AAE=\"}",
        "{\"from\":\"client\",\"text\":\"hej fra siden\"}",
    ] {
        assert!(frames.lines().any(|line| line == frame), "{frame} is not in {frames}");
    }
    let told = of(&captures, CaptureKind::Refused, "/collect");
    assert_eq!(bundle.body(told[0]).unwrap(), br#"{"name":"Mette Holm"}"#);
    assert_eq!(of(&captures, CaptureKind::Refused, "/pixel.gif").len(), 1);
    let strangers: Vec<_> =
        captures.iter().filter(|c| c.kind == CaptureKind::Refused && !c.url.contains("tracker.example.test")).collect();
    assert!(strangers.is_empty(), "the browser's own traffic was recorded: {strangers:?}");
    let gaps = bundle.gaps().unwrap();
    assert_eq!(gaps.iter().map(|g| g.kind).collect::<Vec<_>>(), [GapKind::RefusedForSafety], "{gaps:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_browser_is_said_to_be_lost_and_can_be_started_again() {
    let run = Run::start().await;
    let mut session = run.miner().await;
    let page = run.base.join("/chunked").unwrap().to_string();
    let browser = session.browser().await.unwrap();
    browser.goto(&page).await.unwrap();
    let process = browser.process().unwrap();
    std::process::Command::new("kill").args(["-9", &process.to_string()]).status().unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let outcome = browser.goto(&page).await;
    assert!(matches!(&outcome, Err(TargetError::BrowserLost(why)) if why.contains("resume")), "{outcome:?}");
    session.restart_browser().await;
    session.browser().await.unwrap().goto(&page).await.unwrap();
    run.end(session).await;
}

/// A target with a certificate that nobody vouches for; answers every request alike.
fn serve_tls() -> Url {
    use hudsucker::rcgen::{CertificateParams, KeyPair};
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap().self_signed(&key).unwrap();
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.into()],
            rustls::pki_types::PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .unwrap();
    let config = std::sync::Arc::new(config);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = Url::parse(&format!("https://{}/", listener.local_addr().unwrap())).unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let config = config.clone();
            std::thread::spawn(move || {
                let mut tls = rustls::StreamOwned::new(rustls::ServerConnection::new(config).unwrap(), stream);
                let mut asked = Vec::new();
                let mut byte = [0];
                while !asked.ends_with(b"\r\n\r\n") && std::io::Read::read(&mut tls, &mut byte).unwrap_or(0) == 1 {
                    asked.push(byte[0]);
                }
                let body = "<p>Mette Holm</p><script>document.title = String(window.isSecureContext)</script>";
                let answer = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                    body.len()
                );
                tls.write_all(answer.as_bytes()).ok();
                tls.conn.send_close_notify();
                tls.flush().ok();
            });
        }
    });
    base
}

#[tokio::test(flavor = "multi_thread")]
async fn a_self_signed_target_is_seen_when_that_was_allowed_and_otherwise_not() {
    let base = serve_tls();
    for accept_invalid_certificates in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let bundle = BundleWriter::create(folder.path(), Secrets::default()).unwrap();
        let scope = Scope { origins: vec![base.clone()], deny: vec![], allow: vec![] };
        let options = DoorOptions {
            scope,
            bundle,
            rate: 100,
            browser: BrowserOptions::default(),
            accept_invalid_certificates,
            body_limit: 1 << 20,
        };
        let door = Door::open(options).await.unwrap();
        let mut session = door.session("reviewer", "screening", Engine::Miner).await.unwrap();
        let outcome = session.http().send(Query::get(base.clone(), Reached::default())).await;
        if accept_invalid_certificates {
            assert!(outcome.unwrap().text().contains("Mette Holm"));
            let browser = session.browser().await.unwrap();
            browser.goto(base.as_str()).await.unwrap();
            assert_eq!(browser.execute("return document.title", vec![]).await.unwrap(), "true");
        } else {
            assert!(matches!(outcome, Err(TargetError::Unreachable { .. })), "{outcome:?}");
        }
        session.close().await;
        door.close().await;
    }
}
