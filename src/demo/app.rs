//! What all handlers share: the portal's state, who is asking, and what can go wrong.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};

use super::accounts::{self, Account, Rank};
use super::leaks::{self, Leaks, Spot};
use super::pages;
use super::session::{self, Session, Sessions};
use super::store::{Application, Store};

/// The whole portal.
#[derive(Debug)]
pub(super) struct App {
    pub store: Store,
    pub sessions: Sessions,
    pub leaks: Leaks,
    traps: Mutex<Vec<String>>,
}

/// Shared by all handlers.
pub(super) type Portal = Arc<App>;

/// Lines kept for touched traps; more would only be the same news again.
const MOST_TRAPS: usize = 10_000;

impl App {
    pub fn new(store: Store, leaks: Leaks) -> App {
        App { store, sessions: Sessions::default(), leaks, traps: Mutex::default() }
    }

    /// Counts a touch of something that a reviewer's robot must leave alone.
    pub fn sprung(&self, what: &str, who: &Visitor) {
        let role = who.account.map_or("anonymous", |a| a.login);
        let mut traps = self.traps.lock().unwrap_or_else(PoisonError::into_inner);
        if traps.len() < MOST_TRAPS {
            traps.push(format!("{what}: {} by {role}", who.url));
        }
    }

    /// One line for each touch.
    pub fn traps(&self) -> Vec<String> {
        self.traps.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The applications that a reviewer assesses: those of the jobs of their own administration.
    pub fn assigned(&self, who: &Reviewer) -> Result<Vec<Application>, Trouble> {
        let mut all = self.store.applications()?;
        all.retain(|a| accounts::job(&a.job).is_some_and(|j| j.administration == who.account.administration));
        Ok(all)
    }

    /// One of these.
    pub fn assigned_one(&self, who: &Reviewer, code: &str) -> Result<Application, Trouble> {
        let application = self.store.application(&plain_code(code))?.ok_or(Trouble::NotFound)?;
        match accounts::job(&application.job) {
            Some(job) if job.administration == who.account.administration => Ok(application),
            _ => Err(Trouble::NotFound),
        }
    }
}

/// `ANS-7F3K2` and `7F3K2` name the same application.
pub(super) fn plain_code(code: &str) -> String {
    code.strip_prefix("ANS-").unwrap_or(code).to_ascii_uppercase()
}

/// Anybody, logged in or not.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    pub session: Option<Session>,
    pub account: Option<&'static Account>,
    /// Path and query of this request.
    pub url: String,
}

/// A logged-in reviewer of one administration.
#[derive(Debug, Clone)]
pub(super) struct Reviewer {
    pub session: Session,
    pub account: &'static Account,
    pub url: String,
}

/// A logged-in member of HR.
#[derive(Debug, Clone)]
pub(super) struct Hr {
    pub session: Session,
    pub account: &'static Account,
}

impl Visitor {
    /// What every template needs to know.
    pub fn user(&self) -> Value {
        user(self.account, self.session.as_ref().map(|s| s.csrf.as_str()))
    }

    /// Where leaks to this visitor are looked up and noted.
    pub fn spot<'a>(&'a self, app: &'a App) -> Spot<'a> {
        Spot::new(&app.leaks, self.account.map_or("anonymous", |a| a.login), &self.url)
    }
}

impl Reviewer {
    /// See [`Visitor::user`].
    pub fn user(&self) -> Value {
        user(Some(self.account), Some(&self.session.csrf))
    }

    /// See [`Visitor::spot`].
    pub fn spot<'a>(&'a self, app: &'a App) -> Spot<'a> {
        Spot::new(&app.leaks, self.account.login, &self.url)
    }
}

impl Hr {
    /// See [`Visitor::user`].
    pub fn user(&self) -> Value {
        user(Some(self.account), Some(&self.session.csrf))
    }
}

fn user(account: Option<&'static Account>, csrf: Option<&str>) -> Value {
    match account {
        Some(a) => context! {
            title => a.title, administration => a.administration, hr => a.rank == Rank::Hr, csrf => csrf,
        },
        None => Value::from(()),
    }
}

impl FromRequestParts<Portal> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Portal) -> Result<Visitor, Infallible> {
        let session = app.sessions.of(&parts.headers);
        let account = session.as_ref().and_then(|s| s.account);
        let path = parts.uri.path_and_query().map_or("/", |p| p.as_str());
        Ok(Visitor { session, account, url: path.to_owned() })
    }
}

impl FromRequestParts<Portal> for Reviewer {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &Portal) -> Result<Reviewer, Trouble> {
        let Ok(Visitor { session, account, url }) = Visitor::from_request_parts(parts, app).await;
        match (session, account) {
            (Some(session), Some(account)) if account.rank == Rank::Reviewer => Ok(Reviewer { session, account, url }),
            (_, Some(_)) => Err(Trouble::Elsewhere("/hr/ansoegninger")),
            _ if is_data(parts.uri.path()) => Err(Trouble::LoggedOut),
            _ => Err(over(app, parts, &url)?.map_or(Trouble::Elsewhere("/login"), Trouble::Over)),
        }
    }
}

/// Whose application somebody wanted to go on with whose session is over; a secret unless a switch lets it out.
fn over(app: &Portal, parts: &Parts, url: &str) -> Result<Option<String>, Trouble> {
    let spot = Spot::new(&app.leaks, "former", url);
    let code = parts.uri.path().strip_prefix("/ansoegninger/");
    match code.filter(|_| app.sessions.was_ended(&parts.headers)) {
        Some(code) => Ok(app.store.application(&plain_code(code))?.and_then(|a| leaks::session_over(&spot, &a))),
        None => Ok(None),
    }
}

impl FromRequestParts<Portal> for Hr {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &Portal) -> Result<Hr, Trouble> {
        let Ok(Visitor { session, account, .. }) = Visitor::from_request_parts(parts, app).await;
        match (session, account) {
            (Some(session), Some(account)) if account.rank == Rank::Hr => Ok(Hr { session, account }),
            (_, Some(_)) => Err(Trouble::Forbidden),
            _ => Err(Trouble::Elsewhere("/login")),
        }
    }
}

/// Programs want a status, people want the login page.
fn is_data(path: &str) -> bool {
    ["/api/", "/mobil/api/", "/graphql", "/ws/"].iter().any(|p| path.starts_with(p))
}

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("could not find the page; look at the address")]
    NotFound,
    #[error("could not show the page to this account; ask HR")]
    Forbidden,
    #[error("could not answer without a login; log in first")]
    LoggedOut,
    #[error("could not accept the form: its token is stale; load the page again")]
    Stale,
    #[error("could not go on: the session is over; log in again")]
    Over(String),
    #[error("could not answer here; go to {0}")]
    Elsewhere(&'static str),
    #[error("could not use the database: {0}")]
    Store(#[from] rusqlite::Error),
    #[error("could not make the document: {0}")]
    Document(String),
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, heading, text) = match self {
            Trouble::NotFound => {
                (StatusCode::NOT_FOUND, "Siden findes ikke", "Adressen er forkert, eller siden er flyttet.")
            }
            Trouble::Forbidden => {
                (StatusCode::FORBIDDEN, "Ingen adgang", "Din rolle giver ikke adgang til denne side.")
            }
            Trouble::LoggedOut => (StatusCode::UNAUTHORIZED, "Log ind", "Du skal logge ind for at få svar her."),
            Trouble::Stale => {
                (StatusCode::UNPROCESSABLE_ENTITY, "Formularen er udløbet", "Genindlæs siden, og prøv igen.")
            }
            Trouble::Over(name) => {
                let text = format!("Log ind igen for at gå videre med ansøgningen fra {name}.");
                let values = context! { heading => "Du er logget ud", text };
                return pages::page_with(StatusCode::FORBIDDEN, "fejl.html", values);
            }
            Trouble::Elsewhere(address) => return Redirect::to(address).into_response(),
            Trouble::Store(_) | Trouble::Document(_) => {
                tracing::error!("{self}");
                (StatusCode::INTERNAL_SERVER_ERROR, "Teknisk fejl", "Prøv igen om lidt.")
            }
        };
        pages::page_with(status, "fejl.html", context! { heading, text })
    }
}

/// Adds the session cookie to a response.
pub(super) fn with_session(mut response: Response, session: &Session) -> Response {
    if let Ok(value) = HeaderValue::from_str(&session::set_cookie(session)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
