//! A board of small pages, one technique of the web each. What is to be reached is computed at run time from a seed, so
//! that it stands in no source; the server itself keeps the score.

mod cases;
mod more;
pub mod tour;
mod traps;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

/// All cases, by their names.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    cases::FIRST.iter().chain(more::MORE)
}

/// One technique.
pub struct Case {
    /// Name; its page is `/case/NAME`.
    pub name: &'static str,
    /// The page; `GOAL` stands for the address to reach, `HALF1` and `HALF2` for its two halves (so that only a script
    /// puts it together), `TEXT` and `TEXT1`, `TEXT2` for the text that must turn up in a recorded page state.
    pub page: &'static str,
    /// Further documents of this case by path, with their media type; `CASE` stands for the case's path.
    pub more: &'static [(&'static str, &'static str, &'static str)],
    /// What has to happen.
    pub goal: Goal,
}

/// How a case is won.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The goal's address was asked for.
    Address,
    /// The goal's text stands in a recorded capture.
    Text,
}

/// What the server saw.
#[derive(Default)]
pub struct Score {
    reached: BTreeSet<String>,
    traps: BTreeMap<String, u32>,
    failed: bool,
}

/// The running board.
pub struct Board {
    /// Where it listens.
    pub address: SocketAddr,
    score: Arc<Mutex<Score>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Board {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The secret of a case: a number that stands in no source. Letters only, so that it is no id.
pub fn secret(case: &str) -> String {
    let hash = blake3::hash(format!("klarsyn board {case}").as_bytes());
    hash.as_bytes()[..10].iter().map(|b| char::from(b'a' + b % 26)).collect()
}

/// The text that a case of [`Goal::Text`] shows.
pub fn goal_text(case: &str) -> String {
    format!("fundet-{}", secret(case))
}

fn fill(case: &str, template: &str) -> String {
    let address = format!("/goal/{case}/{}", secret(case));
    let text = goal_text(case);
    let (a1, a2) = address.split_at(address.len() - 5);
    let (t1, t2) = text.split_at(text.len() - 5);
    [("HALF1", a1), ("HALF2", a2), ("GOAL", address.as_str()), ("TEXT1", t1), ("TEXT2", t2), ("TEXT", text.as_str())]
        .iter()
        .fold(template.replace("CASE", &format!("/case/{case}")), |page, (from, to)| page.replace(from, to))
}

impl Board {
    /// Starts the board on a free port.
    pub async fn start() -> Board {
        let score = Arc::new(Mutex::new(Score::default()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/", get(index))
            .route("/case/{name}", get(page))
            .route("/case/{name}/{*rest}", get(more))
            .route("/goal/{name}/{secret}", get(goal))
            .route("/robots.txt", get(|| async { fill("robots", "User-agent: *\nDisallow: GOAL\n") }))
            .route("/sitemap.xml", get(sitemap))
            .route("/openapi.json", get(description))
            .merge(traps::routes())
            .with_state(score.clone());
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Board { address, score, task }
    }

    /// Cases of [`Goal::Address`] that were reached.
    pub fn reached(&self) -> BTreeSet<String> {
        self.score.lock().unwrap().reached.clone()
    }

    /// Traps that were sprung, with how often.
    pub fn traps(&self) -> BTreeMap<String, u32> {
        self.score.lock().unwrap().traps.clone()
    }
}

async fn index() -> Html<String> {
    let cases: String = cases()
        .filter(|case| !case.page.is_empty())
        .map(|case| format!("<li><a href='/case/{0}'>{0}</a></li>", case.name))
        .collect();
    Html(format!("<!doctype html><title>board</title><ul>{cases}{}</ul>", traps::LINKS))
}

fn case(name: &str) -> Option<&'static Case> {
    cases().find(|case| case.name == name)
}

async fn page(State(score): State<Arc<Mutex<Score>>>, Path(name): Path<String>) -> Response {
    match case(&name) {
        // A busy server: the first answer is none.
        Some(case) if case.name == "fails-once" && !std::mem::replace(&mut score.lock().unwrap().failed, true) => {
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        Some(case) if case.name == "link-header" => {
            let link = fill(&name, "<GOAL>; rel=related");
            ([(header::LINK, link)], Html("<p>see the headers</p>")).into_response()
        }
        Some(case) => {
            Html(format!("<!doctype html><title>{name}</title><body>{}</body>", fill(&name, case.page))).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn more(Path((name, rest)): Path<(String, String)>) -> Response {
    let found = case(&name).and_then(|case| case.more.iter().find(|(path, _, _)| *path == rest));
    match found {
        Some((_, media, body)) => ([(header::CONTENT_TYPE, *media)], fill(&name, body)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn goal(State(score): State<Arc<Mutex<Score>>>, Path((name, given)): Path<(String, String)>) -> Response {
    if given != secret(&name) {
        return StatusCode::NOT_FOUND.into_response();
    }
    score.lock().unwrap().reached.insert(name);
    "reached".into_response()
}

async fn sitemap() -> Response {
    let body = fill("sitemap", "<?xml version='1.0'?><urlset><url><loc>GOAL</loc></url></urlset>");
    ([(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

async fn description() -> Response {
    let path = fill("openapi", "GOAL");
    axum::Json(serde_json::json!({"openapi": "3.0.0", "paths": {path: {"get": {}}}})).into_response()
}
