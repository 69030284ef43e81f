//! What is written about an application: notes, history, mails, calendar, references, summary, integrations, feed.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};
use serde::Deserialize;

use super::accounts;
use super::app::{Portal, Reviewer, Trouble};
use super::leaks;
use super::pages::{self, page, page_with, serial};
use super::reviewer::card;
use super::store::Application;

/// Notes of the panel.
pub(super) async fn notes(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let notes = app.store.notes(a.id)?;
    let system = leaks::notes(&who.spot(&app), &a);
    Ok(page("noter.html", context! { user => who.user(), a => card(&a), notes => serial(&notes), system }))
}

/// The form of a note.
#[derive(Deserialize)]
pub(super) struct Note {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    tekst: String,
}

/// Adds a note.
pub(super) async fn add_note(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
    Form(form): Form<Note>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let text = form.tekst.trim();
    if form.csrf != who.session.csrf || text.is_empty() || text.chars().count() > 2000 {
        return Err(Trouble::Stale);
    }
    app.store.add_note(a.id, who.account.title, text)?;
    Ok(Redirect::to(&format!("/ansoegninger/{}/noter", a.code)).into_response())
}

/// What happened to an application.
pub(super) async fn history(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let mut events = app.store.events(a.id)?;
    events.extend(leaks::history(&who.spot(&app), &a));
    Ok(page("historik.html", context! { user => who.user(), a => card(&a), events }))
}

/// What former leaders wrote.
pub(super) async fn references(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let text = leaks::referee(&who.spot(&app), &a);
    Ok(page("referencer.html", context! { user => who.user(), a => card(&a), text }))
}

/// The automatic summary: sentences made of the qualifications.
pub(super) async fn summary(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let subject = leaks::summary(&who.spot(&app), &a, chrono::Utc::now().date_naive());
    let first: Vec<&str> = a.qualifications.lines().filter(|l| !l.trim().is_empty()).take(3).collect();
    let values = context! {
        user => who.user(), a => card(&a), first => serial(&first), pronoun => subject.pronoun, age => subject.age,
    };
    Ok(page("resume.html", values))
}

/// Further attachments: there are none, so the page says so.
pub(super) async fn attachments(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    if let Some(name) = leaks::attachment(&who.spot(&app), &a) {
        let text = format!("DocumentIndexException: bilagsindeks mangler for {name} ({}).", a.number());
        let values = context! { heading => "Teknisk fejl", text };
        return Ok(page_with(StatusCode::INTERNAL_SERVER_ERROR, "fejl.html", values));
    }
    Ok(page("bilag.html", context! { user => who.user(), a => card(&a) }))
}

/// The outbox: what the system sent about applications.
pub(super) async fn outbox(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let mails: Vec<Value> = app
        .assigned(&who)?
        .iter()
        .map(|a| {
            let sender = leaks::mail(&spot, a).unwrap_or_else(|| a.pseudonym());
            context! { code => a.code.as_str(), subject => format!("Ny ansøgning fra {sender}") }
        })
        .collect();
    Ok(page("udbakke.html", context! { user => who.user(), active => "udbakke", mails }))
}

/// One mail as a file.
pub(super) async fn mail_file(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let from = leaks::mail_file(&who.spot(&app), &a)
        .unwrap_or_else(|| "Skovby Kommune <job@skovby-kommune.example>".to_owned());
    let text = format!(
        "From: {from}\r\nTo: Ansaettelsesudvalget <udvalg@skovby-kommune.example>\r\nSubject: Ny ansoegning {}\r\n\
         Date: Mon, 01 Feb 2027 08:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Der er en ny ansøgning i systemet. Den har nummer {}.\r\n",
        a.code,
        a.number()
    );
    Ok(([(header::CONTENT_TYPE, "message/rfc822")], text).into_response())
}

/// The interview as a calendar entry (RFC 5545), lines folded at 75 bytes.
pub(super) async fn calendar(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let day = accounts::job(&a.job).map_or("20270315", |j| j.interviews);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Skovby Kommune//Rekruttering//DA".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@skovby-kommune.example", a.code),
        "DTSTAMP:20270201T080000Z".to_owned(),
        format!("DTSTART:{day}T090000Z"),
        format!("DTEND:{day}T093000Z"),
        format!("SUMMARY:Samtale med {}", a.pseudonym()),
        "LOCATION:Skovby Rådhus\\, mødelokale 2".to_owned(),
    ];
    if let Some((name, email)) = leaks::calendar(&who.spot(&app), &a) {
        let name = name.replace(['"', '\r', '\n'], "");
        lines.push(format!("ATTENDEE;CN=\"{name}\";ROLE=REQ-PARTICIPANT:mailto:{email}"));
    }
    lines.extend(["END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
    let text: String = lines.iter().map(|line| folded(line)).collect();
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out + "\r\n"
}

/// What was handed to other systems.
pub(super) async fn integrations(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let rows: Vec<Value> = app
        .assigned(&who)?
        .iter()
        .map(|a| context! { code => a.code.as_str(), payload => leaks::webhook(&spot, a) })
        .collect();
    Ok(page("webhooks.html", context! { user => who.user(), active => "integration", rows }))
}

/// New applications as an Atom feed (RFC 4287).
pub(super) async fn feed(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let entry = |a: &Application| context! { code => a.code.as_str(), pseudonym => a.pseudonym(), author => leaks::feed(&spot, a) };
    let entries: Vec<Value> = app.assigned(&who)?.iter().map(entry).collect();
    let text = pages::render("feed.xml", context! { entries }).map_err(|e| Trouble::Document(e.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
}
