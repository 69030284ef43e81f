//! Logs a role in and makes sure that it is in.

use super::model::{LoginCheck, RoleSpec, Scenario};
use super::page::{asks_for_password, clean, complaints};
use super::player::{StepError, play};
use super::template::environment_names;
use super::values::Values;
use crate::target::{Query, Reached, Session};

/// Plays the login of `spec` in `session`, sets its headers, and verifies `check`; then its logout, if there is one.
///
/// Errors name the role, what the page said, and the variables of the environment to look at.
pub async fn log_in(role: &str, spec: &RoleSpec, scenario: &Scenario, session: &mut Session) -> Result<(), StepError> {
    log_in_with(role, spec, Values::of(scenario)?, session).await
}

/// As [`log_in`], with values of the caller's.
pub async fn log_in_with(
    role: &str,
    spec: &RoleSpec,
    mut values: Values,
    session: &mut Session,
) -> Result<(), StepError> {
    let failed = |reason: String| StepError::Login { role: role.to_owned(), reason: advise(reason, spec) };
    let mut headers = Vec::new();
    for (name, template) in &spec.headers {
        headers.push((name.clone(), values.render(template).map_err(|e| failed(e.to_string()))?));
    }
    session.set_headers(headers);
    if !spec.login.is_empty() {
        match play(&spec.login, session, spec.via, &mut values).await {
            Ok(_) => {}
            Err(StepError::Failed(failure)) => return Err(failed(failure.to_string())),
            Err(other) => return Err(other),
        }
        if spec.via == super::Via::Browser {
            session.adopt_browser_cookies().await?;
        }
    }
    if let Some(check) = &spec.check {
        verify(check, &values, session).await?.map_err(failed)?;
    }
    if spec.ended() { end(role, spec, values, session).await } else { Ok(()) }
}

/// Logs out as the scenario says, and keeps the cookies that the session had.
async fn end(role: &str, spec: &RoleSpec, mut values: Values, session: &mut Session) -> Result<(), StepError> {
    let cookies = session.cookies();
    session.set_as_told(true);
    let played = play(&spec.logout, session, spec.via, &mut values).await;
    session.set_as_told(false);
    session.put_back(&cookies);
    match played {
        Ok(_) => Ok(()),
        Err(StepError::Failed(failure)) => {
            let reason = format!("{failure}; check the steps under `logout`");
            Err(StepError::Login { role: role.to_owned(), reason })
        }
        Err(other) => Err(other),
    }
}

/// Whether the session of a role is still alive: `None` where the scenario gives no way to tell.
pub async fn is_alive(spec: &RoleSpec, scenario: &Scenario, session: &Session) -> Result<Option<bool>, StepError> {
    match &spec.check {
        Some(check) => Ok(Some(verify(check, &Values::of(scenario)?, session).await?.is_ok())),
        None => Ok(None),
    }
}

/// The outer error is the door's, the inner one says why this is no live session.
async fn verify(check: &LoginCheck, values: &Values, session: &Session) -> Result<Result<(), String>, StepError> {
    let (url, text) = match (values.address(&check.url), values.render(&check.text)) {
        (Ok(url), Ok(text)) => (url, text),
        (Err(e), _) | (_, Err(e)) => return Ok(Err(e.to_string())),
    };
    let reached = Reached { action: "session check".into(), ..Reached::default() };
    let answer = session.http().send(Query::get(url.clone(), reached)).await?;
    let body = answer.text();
    let (status, ended) = (answer.capture.status, clean(answer.url.as_str(), 300));
    // A redirect to the login ends in 200, and a login page may well hold the text in its footer.
    if answer.url.path() != url.path() && asks_for_password(&body) {
        return Ok(Err(format!("{} leads to {ended}, which asks for a password{}", url.path(), said(&body))));
    }
    if !body.contains(&text) && !super::page::visible_text(&body).contains(&text) {
        return Ok(Err(format!("{ended} (status {status}) does not hold the text `{text}`{}", said(&body))));
    }
    Ok(Ok(()))
}

fn said(body: &str) -> String {
    match complaints(body) {
        said if said.is_empty() => said,
        said => format!("; the page says: {said}"),
    }
}

/// Adds the variables that hold this role's secrets: a wrong password is the usual cause.
fn advise(reason: String, spec: &RoleSpec) -> String {
    let everything = serde_json::to_string(spec).unwrap_or_default();
    let names: std::collections::BTreeSet<&str> = environment_names(&everything).collect();
    match names.is_empty() {
        true => format!("{reason}; check the steps under `login`"),
        false => format!("{reason}; check {}", names.into_iter().collect::<Vec<_>>().join(", ")),
    }
}
