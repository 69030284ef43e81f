//! What everybody may see: front page, vacancies, login, static files.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use serde::Deserialize;

use super::accounts::{self, JOBS, Rank};
use super::app::{Portal, Trouble, Visitor, with_session};
use super::pages::{page, page_with, serial, static_file};

/// Front page.
pub(super) async fn front(visitor: Visitor) -> Response {
    page("forside.html", context! { user => visitor.user(), jobs => serial(&JOBS) })
}

/// Job list.
pub(super) async fn jobs(visitor: Visitor) -> Response {
    page("stillinger.html", context! { user => visitor.user(), jobs => serial(&JOBS) })
}

/// One job.
pub(super) async fn job(visitor: Visitor, Path(slug): Path<String>) -> Result<Response, Trouble> {
    let job = accounts::job(&slug).ok_or(Trouble::NotFound)?;
    Ok(page("stilling.html", context! { user => visitor.user(), job => serial(job) }))
}

/// How personal data are handled.
pub(super) async fn privacy(visitor: Visitor) -> Response {
    page("privatliv.html", context! { user => visitor.user() })
}

/// Login form.
pub(super) async fn login_form(State(app): State<Portal>, visitor: Visitor) -> Response {
    let session = visitor.session.clone().unwrap_or_else(|| app.sessions.start(None));
    let response = page("login.html", context! { user => visitor.user(), csrf => session.csrf.as_str() });
    with_session(response, &session)
}

/// The login form's fields.
#[derive(Deserialize)]
pub(super) struct Login {
    #[serde(default)]
    brugernavn: String,
    #[serde(default)]
    adgangskode: String,
    #[serde(default)]
    csrf: String,
}

/// Checks the login; the session gets a new name, so that nobody can plant one beforehand.
pub(super) async fn login(State(app): State<Portal>, visitor: Visitor, Form(form): Form<Login>) -> Response {
    let Some(session) = visitor.session.clone().filter(|s| s.csrf == form.csrf) else {
        return Trouble::Stale.into_response();
    };
    let Some(account) = accounts::log_in(&form.brugernavn, &form.adgangskode) else {
        let values = context! {
            user => visitor.user(), csrf => session.csrf.as_str(), message => "Brugernavn eller adgangskode er forkert.",
        };
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, "login.html", values);
    };
    app.sessions.end(&session.id);
    let session = app.sessions.start(Some(account));
    let start = if account.rank == Rank::Hr { "/hr/ansoegninger" } else { "/overblik" };
    with_session(Redirect::to(start).into_response(), &session)
}

/// Logs out. A robot that comes here has lost its session, so it is counted, but for the one that is there to log out.
pub(super) async fn logout(State(app): State<Portal>, visitor: Visitor) -> Response {
    if let Some(session) = &visitor.session {
        if session.account.is_some_and(|account| account.login != "former") {
            app.sprung("logout", &visitor);
        }
        app.sessions.end(&session.id);
    }
    Redirect::to("/login").into_response()
}

/// Style sheet, scripts, pictures.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    match static_file(&name) {
        Some((media_type, bytes)) => {
            ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "max-age=3600")], bytes).into_response()
        }
        None => Trouble::NotFound.into_response(),
    }
}

/// For robots of search engines.
pub(super) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /login\n"
}

/// Any other address.
pub(super) async fn not_found() -> Trouble {
    Trouble::NotFound
}
