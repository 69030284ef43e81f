//! The pages of a reviewer: overview, list, one application, search, print view, share link; and the traps.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::accounts::{self, JOBS};
use super::app::{Portal, Reviewer, Trouble, Visitor};
use super::leaks;
use super::pages::{page, serial};
use super::store::Application;

/// Applications on one page of the list.
const PAGE_SIZE: usize = 4;

/// The reviewer's start page.
pub(super) async fn overview(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let applications = app.assigned(&who)?;
    let newest = leaks::dashboard(&who.spot(&app), &applications);
    let jobs: Vec<Value> = JOBS
        .iter()
        .filter(|j| j.administration == who.account.administration)
        .map(|j| context! { title => j.title, place => j.place, deadline => j.deadline, count => applications.iter().filter(|a| a.job == j.slug).count() })
        .collect();
    let interviews = applications.iter().filter(|a| a.stage == "samtale").count();
    Ok(page(
        "overblik.html",
        context! { user => who.user(), active => "overblik", jobs, newest => serial(&newest), count => applications.len(), interviews },
    ))
}

/// Query of the list.
#[derive(Deserialize)]
pub(super) struct ListQuery {
    side: Option<usize>,
}

/// The list, a few at a time.
pub(super) async fn list(
    State(app): State<Portal>,
    who: Reviewer,
    Query(query): Query<ListQuery>,
) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let mut applications = app.assigned(&who)?;
    leaks::order(&spot, &mut applications);
    let pages = applications.len().div_ceil(PAGE_SIZE).max(1);
    let at = query.side.unwrap_or(1).clamp(1, pages);
    let rows: Vec<Value> = applications.iter().skip((at - 1) * PAGE_SIZE).take(PAGE_SIZE).map(card).collect();
    let mut others = app.store.applications()?;
    others.retain(|a| !applications.contains(a));
    let others = leaks::other_administration(&spot, &others);
    Ok(page(
        "ansoegninger.html",
        context! { user => who.user(), active => "ansoegninger", rows, at, pages, others => serial(&others) },
    ))
}

/// What lists show of an application: nothing of the person.
pub(super) fn card(a: &Application) -> Value {
    let job = accounts::job(&a.job);
    context! {
        code => a.code.as_str(), pseudonym => a.pseudonym(), job => job.map(|j| j.title), stage => stage_name(&a.stage),
        qualifications => a.qualifications.as_str(), attachments => usize::from(a.cv.is_some()) + usize::from(a.photo.is_some()),
    }
}

/// A stage in words.
pub(super) fn stage_name(stage: &str) -> &'static str {
    match stage {
        "samtale" => "Indkaldt til samtale",
        "afvist" => "Afvist",
        _ => "Modtaget",
    }
}

/// One application.
pub(super) async fn detail(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let all = app.assigned(&who)?;
    let at = all.iter().position(|other| other.id == a.id).unwrap_or(0);
    let previous = at.checked_sub(1).and_then(|i| all.get(i));
    let next = all.get(at + 1);
    let spot = who.spot(&app);
    let mut extra = leaks::detail(&spot, &a);
    leaks::open_address(&spot, &a, &mut extra);
    leaks::neighbour_titles(&spot, previous, next, &mut extra);
    // Links of the originals stand on the page only where the system hands them out; the files note their own leaks.
    let originals = context! {
        cv => spot.on("c21-original-cv") && a.cv.is_some(),
        photo => spot.on("c21-original-photo") && a.photo.is_some(),
        thumbnail => spot.on("c07-thumbnail") && a.photo.is_some(),
    };
    let values = context! {
        user => who.user(), active => "ansoegninger", a => card(&a), token => share_token(&a), extra, originals,
        previous => previous.map(|p| p.code.as_str()), next => next.map(|n| n.code.as_str()),
    };
    let mut response = page("ansoegning.html", values);
    leaks::headers(&spot, &a, response.headers_mut());
    Ok(response)
}

/// A permalink that ends with a name: leads to the detail page.
pub(super) async fn permalink(
    State(app): State<Portal>,
    who: Reviewer,
    Path((code, slug)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    if leaks::slug_target(&who.spot(&app), &a, &slug) {
        return Ok(Redirect::to(&format!("/ansoegninger/{}", a.code)).into_response());
    }
    Err(Trouble::NotFound)
}

/// The page about the interview.
pub(super) async fn interview(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let invited = leaks::interview(&who.spot(&app), &a);
    let agreed = a.stage == "samtale";
    Ok(page("samtale.html", context! { user => who.user(), a => card(&a), invited, agreed }))
}

/// The print view.
pub(super) async fn print(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let extra = leaks::print(&who.spot(&app), &a);
    Ok(page("udskriv.html", context! { user => who.user(), a => card(&a), extra }))
}

/// Unguessable without the database, and says nothing of the person.
fn share_token(a: &Application) -> String {
    hex::encode(&Sha256::digest(format!("skovby/deling/{}", a.code))[..10])
}

/// The share link: for panel members without an account.
pub(super) async fn shared(
    State(app): State<Portal>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Trouble> {
    let all = app.store.applications()?;
    let a = all.iter().find(|a| share_token(a) == token).ok_or(Trouble::NotFound)?;
    let extra = leaks::share(&visitor.spot(&app), a);
    Ok(page("delt.html", context! { user => visitor.user(), a => card(a), extra }))
}

/// Query of the search.
#[derive(Deserialize)]
pub(super) struct SearchQuery {
    #[serde(default)]
    pub q: String,
}

/// Searches qualifications and codes.
pub(super) async fn search(
    State(app): State<Portal>,
    who: Reviewer,
    Query(query): Query<SearchQuery>,
) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let asked = query.q.trim().to_lowercase();
    let mut found = app.assigned(&who)?;
    found.retain(|a| {
        !asked.is_empty()
            && (a.qualifications.to_lowercase().contains(&asked)
                || a.pseudonym().to_lowercase().contains(&asked)
                || leaks::search_names(&spot, a, &asked))
    });
    let rows: Vec<Value> = found.iter().map(card).collect();
    Ok(page("soeg.html", context! { user => who.user(), active => "soeg", q => query.q.as_str(), rows }))
}

/// Autocompletion: pseudonyms.
pub(super) async fn suggestions(
    State(app): State<Portal>,
    who: Reviewer,
    Query(query): Query<SearchQuery>,
) -> Result<Response, Trouble> {
    let asked = query.q.trim().to_lowercase();
    let applications = app.assigned(&who)?;
    let mut found: Vec<serde_json::Value> = applications
        .iter()
        .filter(|a| a.pseudonym().to_lowercase().contains(&asked))
        .map(|a| serde_json::json!({ "tekst": a.pseudonym(), "nr": a.code }))
        .collect();
    found.extend(leaks::suggestions(&who.spot(&app), &applications, &asked));
    found.truncate(20);
    Ok(axum::Json(found).into_response())
}

/// People who may fit other vacancies too.
pub(super) async fn talent_pool(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let rows: Vec<Value> =
        app.assigned(&who)?.iter().map(|a| context! { a => card(a), profile => leaks::talents(&spot, a) }).collect();
    Ok(page("talentpulje.html", context! { user => who.user(), active => "talent", rows }))
}

/// The single-page panel; its routes are its script's business.
pub(super) async fn panel(who: Reviewer) -> Response {
    page("panel.html", context! { user => who.user(), active => "panel" })
}

/// Help.
pub(super) async fn help(who: Reviewer) -> Response {
    page("hjaelp.html", context! { user => who.user(), active => "hjaelp" })
}

/// A form that carries nothing but its token.
#[derive(Deserialize)]
pub(super) struct Token {
    #[serde(default)]
    csrf: String,
}

/// Trap: rejects an applicant.
pub(super) async fn reject(
    State(app): State<Portal>,
    visitor: Visitor,
    who: Reviewer,
    Path(code): Path<String>,
    Form(form): Form<Token>,
) -> Result<Response, Trouble> {
    app.sprung("reject", &visitor);
    let a = app.assigned_one(&who, &code)?;
    if form.csrf != who.session.csrf {
        return Err(Trouble::Stale);
    }
    app.store.set_stage(a.id, "afvist", "Ansøgningen blev afvist.")?;
    Ok(Redirect::to(&format!("/ansoegninger/{}", a.code)).into_response())
}

/// Trap: deletes by GET, a mistake that real systems make.
pub(super) async fn delete(
    State(app): State<Portal>,
    visitor: Visitor,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    app.sprung("delete", &visitor);
    let a = app.assigned_one(&who, &code)?;
    app.store.set_stage(a.id, "slettet", "Ansøgningen blev slettet.")?;
    Ok(Redirect::to("/ansoegninger").into_response())
}

/// Trap: writes to the applicant. The demonstration only notes that it would have.
pub(super) async fn write(
    State(app): State<Portal>,
    visitor: Visitor,
    who: Reviewer,
    Path(code): Path<String>,
    Form(form): Form<Token>,
) -> Result<Response, Trouble> {
    app.sprung("mail", &visitor);
    let a = app.assigned_one(&who, &code)?;
    if form.csrf != who.session.csrf {
        return Err(Trouble::Stale);
    }
    app.store.add_event(a.id, "Besked sendt til ansøgeren.")?;
    Ok(Redirect::to(&format!("/ansoegninger/{}", a.code)).into_response())
}
