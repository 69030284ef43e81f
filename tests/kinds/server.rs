//! A page that makes a browser ask for every kind of response, and a server that remembers what it sent.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use futures::{StreamExt as _, stream};
use url::Url;

/// One kind: path, media type, status, and how its body goes over the wire.
pub type Kind = (&'static str, &'static str, u16, Wire);

/// How a body goes over the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// With its length.
    Whole,
    /// In pieces, without a length.
    Chunked,
    /// In pieces, with time between them.
    Slow,
    /// Half of it, then the connection breaks.
    Aborted,
    /// Events, without an end.
    Events,
    /// Packed, although nobody asked for it.
    Gzip,
    /// The same in another way.
    Deflate,
    /// The same in another way.
    Brotli,
    /// The same in another way.
    Zstd,
    /// Three megabytes.
    Large,
    /// No body.
    Empty,
}

use Wire::{Aborted, Brotli, Chunked, Deflate, Empty, Events, Gzip, Large, Slow, Whole, Zstd};

/// All kinds but the page itself, the socket and what goes to the other origin.
pub const KINDS: &[Kind] = &[
    ("/frame", "text/html", 200, Whole),
    ("/frame/nested", "text/html", 200, Whole),
    ("/popup", "text/html", 200, Whole),
    ("/object", "text/html", 200, Whole),
    ("/embed", "text/html", 200, Whole),
    ("/form-target", "text/html", 200, Whole),
    ("/form-post", "text/html", 200, Whole),
    ("/meta-refreshed", "text/html", 200, Whole),
    ("/srcdoc-image", "image/svg+xml", 200, Whole),
    ("/fetch", "application/json", 200, Whole),
    ("/xhr", "application/xml", 200, Whole),
    ("/xhr-binary", "application/octet-stream", 200, Whole),
    ("/post", "application/json", 201, Whole),
    ("/put", "application/json", 200, Whole),
    ("/beacon", "text/plain", 200, Whole),
    ("/keepalive", "text/plain", 200, Whole),
    ("/gzip", "text/plain", 200, Gzip),
    ("/deflate", "text/plain", 200, Deflate),
    ("/brotli", "text/plain", 200, Brotli),
    ("/zstd", "text/plain", 200, Zstd),
    ("/chunked", "text/plain", 200, Chunked),
    ("/aborted", "text/plain", 200, Aborted),
    ("/events", "text/event-stream", 200, Events),
    ("/large", "text/plain", 200, Large),
    ("/unread", "text/plain", 200, Large),
    ("/cancelled", "text/plain", 200, Slow),
    ("/redirect", "text/html", 302, Whole),
    ("/redirected", "text/plain", 200, Whole),
    ("/moved", "text/html", 308, Whole),
    ("/no-content", "text/plain", 204, Empty),
    ("/head", "text/plain", 200, Empty),
    ("/part", "text/plain", 206, Whole),
    ("/cached", "text/plain", 200, Whole),
    ("/unauthorised", "text/html", 401, Whole),
    ("/forbidden", "text/html", 403, Whole),
    ("/missing", "text/html", 404, Whole),
    ("/gone", "application/json", 410, Whole),
    ("/teapot", "text/plain", 418, Whole),
    ("/error", "text/html", 500, Whole),
    ("/busy", "text/html", 503, Whole),
    ("/latin", "text/html; charset=iso-8859-1", 200, Whole),
    ("/utf16", "text/plain; charset=utf-16le", 200, Whole),
    ("/untyped", "", 200, Whole),
    ("/lying", "image/png", 200, Whole),
    ("/style.css", "text/css", 200, Whole),
    ("/imported.css", "text/css", 200, Whole),
    ("/background.png", "image/png", 200, Whole),
    ("/font.woff2", "font/woff2", 200, Whole),
    ("/picture.gif", "image/gif", 200, Whole),
    ("/chosen.webp", "image/webp", 200, Whole),
    ("/icon.svg", "image/svg+xml", 200, Whole),
    ("/sound.wav", "audio/wav", 200, Whole),
    ("/film.mp4", "video/mp4", 200, Whole),
    ("/captions.vtt", "text/vtt", 200, Whole),
    ("/classic.js", "text/javascript", 200, Whole),
    ("/module.js", "text/javascript", 200, Whole),
    ("/dynamic.js", "text/javascript", 200, Whole),
    ("/worker.js", "text/javascript", 200, Whole),
    ("/worker-import.js", "text/javascript", 200, Whole),
    ("/worker-fetch", "text/plain", 200, Whole),
    ("/shared.js", "text/javascript", 200, Whole),
    ("/shared-fetch", "text/plain", 200, Whole),
    ("/sw/worker.js", "text/javascript", 200, Whole),
    ("/sw/passed-on", "text/plain", 200, Whole),
    ("/program.wasm", "application/wasm", 200, Whole),
    ("/preloaded", "application/json", 200, Whole),
    ("/letter.pdf", "application/pdf", 200, Whole),
    ("/download.bin", "application/octet-stream", 200, Whole),
    ("/cookie", "text/plain", 200, Whole),
];

const PAGE: &str = r##"<!doctype html><html><head><meta charset="utf-8"><title>kinds</title>
<link rel="stylesheet" href="/style.css"><link rel="icon" href="/icon.svg"><link rel="preload" as="fetch" crossorigin href="/preloaded">
<script src="/classic.js"></script><script type="module" src="/module.js"></script></head>
<body><p class="typed">Ansøger</p><p class="backed">x</p>
<iframe src="/frame"></iframe><iframe src="OTHER/foreign"></iframe>
<iframe srcdoc="<img src='/srcdoc-image'>"></iframe><iframe name="aim"></iframe><iframe name="aim2"></iframe><iframe id="refresh"></iframe>
<object data="/object" type="text/html"></object><embed src="/embed" type="text/html">
<img src="/picture.gif"><picture><source srcset="/chosen.webp" type="image/webp"><img src="/picture.gif"></picture><img src="/lying">
<audio src="/sound.wav" preload="auto"></audio>
<video preload="auto" src="/film.mp4"><track default src="/captions.vtt"></video>
<form id="get" action="/form-target" target="aim"><input name="a" value="1"></form>
<form id="post" action="/form-post" target="aim2" method="post"><input name="a" value="1"></form>
<script>
const ask = (path, options) => fetch(path, options).then((r) => r.arrayBuffer()).catch(() => {});
for (const path of ['/fetch', '/gzip', '/deflate', '/brotli', '/zstd', '/chunked', '/aborted', '/large', '/redirect', '/moved', '/no-content', '/unauthorised',
  '/forbidden', '/missing', '/gone', '/teapot', '/error', '/busy', '/latin', '/utf16', '/untyped', '/cookie', 'OTHER/allowed', 'OTHER/opaque']) ask(path, path.endsWith('opaque') ? { mode: 'no-cors' } : {});
ask('OTHER/asked-first', { headers: { 'x-own': '1' } });
ask('/post', { method: 'POST', body: 'x' }); ask('/put', { method: 'PUT', body: 'x' }); ask('/head', { method: 'HEAD' });
ask('/part', { headers: { range: 'bytes=2-9' } }); ask('/keepalive', { keepalive: true });
ask('/cached', { cache: 'no-cache' }).then(() => ask('/cached', { cache: 'no-cache' }));
fetch('/unread'); const stop = new AbortController(); fetch('/cancelled', { signal: stop.signal }).then(() => stop.abort()).catch(() => {});
navigator.sendBeacon('/beacon', 'seen');
for (const [path, type] of [['/xhr', 'document'], ['/xhr-binary', 'arraybuffer']]) { const x = new XMLHttpRequest(); x.open('GET', path); x.responseType = type; x.send(); }
new EventSource('/events'); new WebSocket('ws://' + location.host + '/socket');
new Worker('/worker.js'); new SharedWorker('/shared.js');
WebAssembly.instantiateStreaming(fetch('/program.wasm')).catch(() => {});
new FontFace('own', 'url(/font.woff2)').load().catch(() => {});
// A page in the background loads no films.
setTimeout(() => window.open('/popup'), 3000); document.getElementById('get').submit(); document.getElementById('post').submit();
document.getElementById('refresh').srcdoc = '<meta http-equiv="refresh" content="0;url=' + location.origin + '/meta-refreshed">';
for (const path of ['/letter.pdf', '/download.bin']) { const frame = document.createElement('iframe'); frame.src = path; document.body.append(frame); }
navigator.serviceWorker.register('/sw/worker.js', { scope: '/sw/' }).then(async (registration) => {
  while (!registration.active) await new Promise((ok) => setTimeout(ok, 50));
  const frame = document.createElement('iframe'); frame.src = '/sw/made'; document.body.append(frame);
  frame.onload = () => { document.body.dataset.made = frame.contentDocument.body.textContent.trim(); };
});
</script></body></html>"##;

/// What was sent once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    /// Method and path, or a word of its own for what has no row in [`KINDS`].
    pub kind: String,
    method: String,
    url: String,
    status: u16,
    /// Hash of the body before it was packed.
    hash: String,
}

impl Sent {
    /// What a recorded response must be equal to.
    pub fn key(&self) -> (String, String, u16, String) {
        (self.method.clone(), self.url.clone(), self.status, self.hash.clone())
    }
}

type Record = Arc<Mutex<BTreeSet<Sent>>>;

/// The running servers.
pub struct Kinds {
    page: Url,
    other: Url,
    record: Record,
}

impl Kinds {
    /// Starts both on free ports.
    pub async fn start() -> Kinds {
        let record = Record::default();
        let mut addresses = Vec::new();
        let listeners = [listener().await, listener().await];
        let other = Url::parse(&format!("http://localhost:{}/", listeners[1].local_addr().unwrap().port())).unwrap();
        for listener in listeners {
            addresses.push(listener.local_addr().unwrap());
            let state = (record.clone(), other.clone());
            tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer).with_state(state)).await });
        }
        Kinds { page: Url::parse(&format!("http://{}/", addresses[0])).unwrap(), other, record }
    }

    /// The page.
    pub fn page(&self) -> Url {
        self.page.clone()
    }

    /// The other origin.
    pub fn other(&self) -> Url {
        self.other.clone()
    }

    /// All that was sent.
    pub fn sent(&self) -> BTreeSet<Sent> {
        self.record.lock().unwrap().clone()
    }

    /// Kinds that the browser has not asked for.
    pub fn not_asked_for(&self) -> Vec<&'static str> {
        let sent = self.sent();
        let more = ["/", "/foreign", "/allowed", "/opaque", "/asked-first", "OPTIONS /asked-first"];
        let all = KINDS.iter().map(|kind| kind.0).chain(more);
        all.filter(|kind| !sent.iter().any(|sent| sent.kind == *kind)).collect()
    }
}

async fn listener() -> tokio::net::TcpListener {
    tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap()
}

/// The body of a kind, unlike that of any other.
fn body(path: &str, wire: Wire, media: &str) -> Vec<u8> {
    match path {
        "/worker.js" => b"importScripts('/worker-import.js'); fetch('/worker-fetch');".to_vec(),
        "/shared.js" => b"onconnect = () => {}; fetch('/shared-fetch');".to_vec(),
        "/sw/worker.js" => b"self.addEventListener('install', (e) => e.waitUntil(fetch('/sw/passed-on')));
self.addEventListener('activate', (e) => e.waitUntil(clients.claim()));
self.addEventListener('fetch', (e) => { if (e.request.url.endsWith('/made')) e.respondWith(new Response('made in the worker', { headers: { 'content-type': 'text/html' } })); });".to_vec(),
        "/module.js" => b"import('/dynamic.js');".to_vec(),
        "/style.css" => b"@import '/imported.css'; .backed { background: url(/background.png); width: 9px; height: 9px }".to_vec(),
        "/frame" => b"<iframe src='/frame/nested'></iframe>".to_vec(),
        "/utf16" => "Æble /utf16".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "/latin" => b"<p>\xc6ble".to_vec(),
        _ if wire == Large => path.as_bytes().repeat(3_000_000 / path.len()),
        _ if wire == Empty => Vec::new(),
        _ if media.starts_with("image/svg") => format!("<svg xmlns='http://www.w3.org/2000/svg'><title>{path}</title></svg>").into_bytes(),
        _ if media.starts_with("text/html") => format!("<p>Mette Holm {path}").into_bytes(),
        _ if media.ends_with("javascript") => format!("self.loaded = '{path}';").into_bytes(),
        // Not what the type says, which a recording must not care about.
        _ => (0..3_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).chain(path.bytes()).collect(),
    }
}

async fn answer(State((record, other)): State<(Record, Url)>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path == "/socket" {
        let (mut parts, _) = request.into_parts();
        let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await.unwrap();
        return upgrade.on_upgrade(|mut socket| async move {
            socket.send(Message::Text("over the socket".into())).await.ok();
            while socket.next().await.is_some_and(|message| message.is_ok()) {}
        });
    }
    let host = request.headers()[header::HOST].to_str().unwrap().to_owned();
    let url = format!("http://{host}{}", request.uri().path_and_query().unwrap());
    let method = request.method().clone();
    let foreign = ("", "application/json", 200, Whole);
    let kind = KINDS.iter().find(|kind| kind.0 == path).unwrap_or(&foreign);
    let (media, status, wire) = (kind.1, kind.2, kind.3);
    let mut plain = match path.as_str() {
        "/" => PAGE.replace("OTHER/", other.as_str()).into_bytes(),
        "/favicon.ico" => Vec::new(),
        _ => body(&path, wire, media),
    };
    let media = if path == "/" { "text/html" } else { media };
    let status = if method == Method::OPTIONS { 204 } else { status };
    if method == Method::OPTIONS {
        plain.clear();
    }
    if path == "/aborted" {
        plain = b"half of it".to_vec();
    }
    if wire == Events {
        plain = b"data: Mette Holm\n\n".to_vec();
    }
    let name = if method == Method::OPTIONS { format!("OPTIONS {path}") } else { path.clone() };
    let hash = blake3::hash(&plain).to_hex().to_string();
    record.lock().unwrap().insert(Sent { kind: name, method: method.to_string(), url, status, hash });
    let mut response = Response::new(packed(wire, plain));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    headers(response.headers_mut(), &path, media, wire);
    response
}

fn headers(headers: &mut HeaderMap, path: &str, media: &str, wire: Wire) {
    let mut put = |name: header::HeaderName, value: &str| headers.insert(name, HeaderValue::from_str(value).unwrap());
    if !media.is_empty() {
        put(header::CONTENT_TYPE, media);
    }
    for (name, of) in [(Gzip, "gzip"), (Deflate, "deflate"), (Brotli, "br"), (Zstd, "zstd")] {
        if wire == name {
            put(header::CONTENT_ENCODING, of);
        }
    }
    match path {
        "/redirect" => drop(put(header::LOCATION, "/redirected")),
        "/moved" => drop(put(header::LOCATION, "/redirected?2")),
        "/part" => drop(put(header::CONTENT_RANGE, "bytes 2-9/100")),
        "/cached" => drop(put(header::ETAG, "\"1\"")),
        "/cookie" => drop(put(header::SET_COOKIE, "a=b; Path=/")),
        "/download.bin" => drop(put(header::CONTENT_DISPOSITION, "attachment; filename=\"Mette Holm.bin\"")),
        _ => {}
    }
    put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    put(header::ACCESS_CONTROL_ALLOW_HEADERS, "x-own");
}

fn packed(wire: Wire, plain: Vec<u8>) -> Body {
    let pieces = |plain: Vec<u8>| {
        stream::iter(plain.chunks(700).map(|c| Ok::<_, std::io::Error>(Bytes::copy_from_slice(c))).collect::<Vec<_>>())
    };
    match wire {
        Whole | Large | Empty => Body::from(plain),
        Chunked => Body::from_stream(pieces(plain)),
        Aborted => {
            let cut = stream::once(async {
                tokio::time::sleep(Duration::from_millis(100)).await;
                Err(std::io::Error::other("cut"))
            });
            Body::from_stream(pieces(plain).chain(cut))
        }
        Slow => Body::from_stream(pieces(plain).then(|piece| async {
            tokio::time::sleep(Duration::from_millis(150)).await;
            piece
        })),
        Events => Body::from_stream(pieces(plain).chain(stream::pending())),
        Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(&plain).unwrap();
            Body::from(encoder.finish().unwrap())
        }
        Deflate => {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(&plain).unwrap();
            Body::from(encoder.finish().unwrap())
        }
        Brotli => {
            let mut out = Vec::new();
            brotli::CompressorWriter::new(&mut out, 4096, 5, 20).write_all(&plain).unwrap();
            Body::from(out)
        }
        Zstd => {
            Body::from(ruzstd::encoding::compress_to_vec(plain.as_slice(), ruzstd::encoding::CompressionLevel::Fastest))
        }
    }
}
