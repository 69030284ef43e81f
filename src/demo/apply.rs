//! The door that applicants use: two steps, then a receipt.

use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;

use super::accounts;
use super::app::{Portal, Trouble, Visitor, with_session};
use super::intake::{self, Answers, Fields};
use super::pages::{page, page_with, serial};
use super::store::Upload;

/// Bytes of one uploaded file, at most.
const LARGEST_FILE: usize = 8 * 1024 * 1024;

/// Step 1, empty or as it was filled in before.
pub(super) async fn person_form(
    State(app): State<Portal>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, Trouble> {
    let job = accounts::job(&slug).ok_or(Trouble::NotFound)?;
    let session = visitor.session.clone().unwrap_or_else(|| app.sessions.start(None));
    let values = context! { user => visitor.user(), job => serial(job), csrf => session.csrf.as_str(), fields => serial(&Fields::default()) };
    Ok(with_session(page("ansoeg_person.html", values), &session))
}

/// Takes step 1.
pub(super) async fn person(
    State(app): State<Portal>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let job = accounts::job(&slug).ok_or(Trouble::NotFound)?;
    let mut session = visitor.session.clone().filter(|s| s.csrf == fields.csrf).ok_or(Trouble::Stale)?;
    match intake::person(&fields) {
        Ok(applicant) => {
            session.draft = Some((slug.clone(), applicant));
            app.sessions.keep(session);
            Ok(Redirect::to(&format!("/job/{slug}/ansoeg/kvalifikationer")).into_response())
        }
        Err(messages) => {
            let values = context! { user => visitor.user(), job => serial(job), csrf => session.csrf.as_str(), fields => serial(&fields), messages };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, "ansoeg_person.html", values))
        }
    }
}

/// Step 2.
pub(super) async fn qualifications_form(visitor: Visitor, Path(slug): Path<String>) -> Result<Response, Trouble> {
    let job = accounts::job(&slug).ok_or(Trouble::NotFound)?;
    match &visitor.session {
        Some(session) if session.draft.as_ref().is_some_and(|(job, _)| *job == slug) => {
            let values = context! { user => visitor.user(), job => serial(job), csrf => session.csrf.as_str(), answers => serial(&Answers::default()) };
            Ok(page("ansoeg_kvalifikationer.html", values))
        }
        _ => Ok(Redirect::to(&format!("/job/{slug}/ansoeg")).into_response()),
    }
}

/// Takes step 2 and stores the application.
pub(super) async fn qualifications(
    State(app): State<Portal>,
    visitor: Visitor,
    Path(slug): Path<String>,
    form: Multipart,
) -> Result<Response, Trouble> {
    let job = accounts::job(&slug).ok_or(Trouble::NotFound)?;
    let (answers, uploads, mut messages) = read(form).await;
    let mut session = visitor.session.clone().filter(|s| s.csrf == answers.csrf).ok_or(Trouble::Stale)?;
    let Some((_, applicant)) = session.draft.clone().filter(|(job, _)| *job == slug) else {
        return Ok(Redirect::to(&format!("/job/{slug}/ansoeg")).into_response());
    };
    messages.extend(intake::answers(&answers, &uploads));
    if !messages.is_empty() {
        let values = context! { user => visitor.user(), job => serial(job), csrf => session.csrf.as_str(), answers => serial(&answers), messages };
        return Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, "ansoeg_kvalifikationer.html", values));
    }
    let code = app.store.submit(&slug, &applicant, &answers.qualifications, &answers.letter, &uploads)?;
    session.draft = None;
    session.sent.push(code.clone());
    app.sessions.keep(session);
    Ok(Redirect::to(&format!("/kvittering/{code}")).into_response())
}

/// The receipt: only for the visitor who applied.
pub(super) async fn receipt(visitor: Visitor, Path(code): Path<String>) -> Result<Response, Trouble> {
    let sent = visitor.session.as_ref().is_some_and(|s| s.sent.contains(&code));
    if !sent {
        return Err(Trouble::NotFound);
    }
    Ok(page("kvittering.html", context! { user => visitor.user(), code }))
}

/// Reads the multipart form; what is too large or damaged becomes a message.
async fn read(mut form: Multipart) -> (Answers, Vec<Upload>, Vec<String>) {
    let mut answers = Answers::default();
    let mut uploads = Vec::new();
    let mut messages = Vec::new();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => {
                messages.push("Formularen kunne ikke læses. Filer må højst fylde 8 MB.".to_owned());
                break;
            }
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let Ok(bytes) = field.bytes().await else {
            messages.push("Formularen kunne ikke læses. Filer må højst fylde 8 MB.".to_owned());
            break;
        };
        let text = || String::from_utf8_lossy(&bytes).trim().to_owned();
        match name.as_str() {
            "csrf" => answers.csrf = text(),
            "qualifications" => answers.qualifications = text(),
            "letter" => answers.letter = text(),
            // A browser sends an empty part for a file field that was left empty.
            "cv" | "photo" if file_name.is_empty() && bytes.is_empty() => {}
            "cv" | "photo" if bytes.len() > LARGEST_FILE => messages.push("En fil må højst fylde 8 MB.".to_owned()),
            "cv" | "photo" => {
                let kind = if name == "cv" { "cv" } else { "photo" };
                match intake::media_type(kind, &bytes) {
                    Some(media_type) => uploads.push(Upload {
                        kind,
                        name: intake::safe_file_name(&file_name),
                        media_type: media_type.to_owned(),
                        bytes: bytes.to_vec(),
                    }),
                    None if kind == "cv" => messages.push("CV'et skal være en PDF- eller Word-fil.".to_owned()),
                    None => messages.push("Billedet skal være en JPEG- eller PNG-fil.".to_owned()),
                }
            }
            _ => {}
        }
    }
    (answers, uploads, messages)
}
