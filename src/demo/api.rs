//! The JSON interfaces: REST for the panel, and the mobile app's own.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use minijinja::context;
use serde_json::{Map, Value, json};

use super::accounts::{self, JOBS};
use super::app::{Portal, Reviewer, Trouble};
use super::leaks;
use super::pages::{page, static_file};
use super::reviewer::stage_name;
use super::store::Application;

/// What every interface says of an application.
pub(super) fn neutral(a: &Application) -> Map<String, Value> {
    let mut entry = Map::new();
    entry.insert("nr".into(), a.code.as_str().into());
    entry.insert("pseudonym".into(), a.pseudonym().into());
    entry.insert("stilling".into(), accounts::job(&a.job).map_or("", |j| j.title).into());
    entry.insert("fase".into(), stage_name(&a.stage).into());
    entry
}

/// The declaration of the interface (OpenAPI 3).
pub(super) async fn openapi(_who: Reviewer) -> Result<Response, Trouble> {
    let (media_type, bytes) = static_file("openapi.json").ok_or(Trouble::NotFound)?;
    Ok(([(header::CONTENT_TYPE, media_type)], bytes).into_response())
}

/// `GET /api/v1/ansoegninger`
pub(super) async fn list(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let mut entries = Vec::new();
    for a in app.assigned(&who)? {
        let mut entry = neutral(&a);
        leaks::rest_list(&spot, &a, &mut entry);
        entries.push(Value::Object(entry));
    }
    Ok(Json(json!({ "antal": entries.len(), "ansoegninger": entries })).into_response())
}

/// `GET /api/v1/ansoegninger/{nr}`
pub(super) async fn detail(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let mut entry = neutral(&a);
    entry.insert("kvalifikationer".into(), a.qualifications.as_str().into());
    leaks::rest(&who.spot(&app), &a, &mut entry);
    Ok(Json(Value::Object(entry)).into_response())
}

/// `GET /api/v1/stillinger`
pub(super) async fn jobs(who: Reviewer) -> Response {
    let jobs: Vec<_> = JOBS.iter().filter(|j| j.administration == who.account.administration).collect();
    Json(jobs).into_response()
}

/// `GET /api/v1/mig`
pub(super) async fn me(who: Reviewer) -> Response {
    Json(json!({ "rolle": who.account.title, "forvaltning": who.account.administration })).into_response()
}

/// The mobile start page.
pub(super) async fn mobile_page(who: Reviewer) -> Response {
    page("mobil.html", context! { user => who.user(), active => "mobil" })
}

/// `GET /mobil/api/ansoegninger`
pub(super) async fn mobile(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let mut entries = Vec::new();
    for a in app.assigned(&who)? {
        let mut entry = neutral(&a);
        leaks::mobile(&spot, &a, &mut entry);
        entries.push(Value::Object(entry));
    }
    Ok(Json(entries).into_response())
}
