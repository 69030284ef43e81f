//! HR's pages: everything about everybody, originals included.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};
use serde::Deserialize;

use super::accounts;
use super::app::{Hr, Portal, Trouble, Visitor, plain_code};
use super::files::{download, stored};
use super::leaks;
use super::pages::{page, serial};
use super::reviewer::{card, stage_name};

/// All applications with names.
pub(super) async fn list(State(app): State<Portal>, who: Hr) -> Result<Response, Trouble> {
    let rows: Vec<Value> = app
        .store
        .applications()?
        .iter()
        .map(|a| context! { a => card(a), name => a.full_name(), email => a.who.email.as_str() })
        .collect();
    Ok(page("hr_ansoegninger.html", context! { user => who.user(), active => "hr", rows }))
}

/// One application with everything in it.
pub(super) async fn detail(
    State(app): State<Portal>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let Some(account) = visitor.account else { return Err(Trouble::Elsewhere("/login")) };
    let a = app.store.application(&plain_code(&code))?;
    let is_hr = account.rank == accounts::Rank::Hr;
    // Nobody else may even learn whether the number exists.
    let Some(a) = a else { return Err(if is_hr { Trouble::NotFound } else { Trouble::Forbidden }) };
    if !is_hr && !leaks::hr_door(&visitor.spot(&app), &a, None) {
        return Err(Trouble::Forbidden);
    }
    let w = &a.who;
    let fields: Vec<(&str, &str)> = vec![
        ("Fornavn", &w.given_name),
        ("Efternavn", &w.family_name),
        ("E-mail", &w.email),
        ("Telefon", &w.phone),
        ("Adresse", &w.address),
        ("Postnummer og by", &w.postcode_city),
        ("Fødselsdato", &w.birth_date),
        ("CPR-nummer", &w.cpr),
        ("Nationalitet", &w.nationality),
        ("Profil", &w.profile),
        ("Fortrinsadgang", &w.preferential),
    ];
    let files: Vec<Value> =
        [&a.cv, &a.photo].into_iter().flatten().map(|f| context! { id => f.id, name => f.name.as_str() }).collect();
    let values = context! {
        user => visitor.user(), active => "hr", a => card(&a), name => a.full_name(), fields => serial(&fields), files,
        photo => a.photo.as_ref().map(|p| p.id), letter => a.letter.as_str(), stage => a.stage.as_str(),
    };
    Ok(page("hr_ansoegning.html", values))
}

/// An uploaded file as it came.
pub(super) async fn file(
    State(app): State<Portal>,
    visitor: Visitor,
    Path(id): Path<i64>,
) -> Result<Response, Trouble> {
    let Some(account) = visitor.account else { return Err(Trouble::Elsewhere("/login")) };
    if account.rank != accounts::Rank::Hr {
        let opened = match app.store.file(id)? {
            Some((owner, info, _)) => {
                let all = app.store.applications()?;
                all.iter().find(|a| a.id == owner).is_some_and(|a| leaks::hr_door(&visitor.spot(&app), a, Some(&info)))
            }
            None => false,
        };
        if !opened {
            return Err(Trouble::Forbidden);
        }
    }
    let (info, bytes) = stored(&app, id)?;
    let picture = info.media_type.starts_with("image/");
    Ok(download(&info.media_type, if picture { None } else { Some(&info.name) }, bytes))
}

/// The form that moves an application to a stage.
#[derive(Deserialize)]
pub(super) struct StageForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    fase: String,
}

/// Moves an application to a stage.
pub(super) async fn set_stage(
    State(app): State<Portal>,
    who: Hr,
    Path(code): Path<String>,
    Form(form): Form<StageForm>,
) -> Result<Response, Trouble> {
    if form.csrf != who.session.csrf || !["modtaget", "samtale"].contains(&form.fase.as_str()) {
        return Err(Trouble::Stale);
    }
    let a = app.store.application(&plain_code(&code))?.ok_or(Trouble::NotFound)?;
    if a.stage != form.fase {
        app.store.set_stage(a.id, &form.fase, &format!("Fasen blev ændret til: {}.", stage_name(&form.fase)))?;
    }
    Ok(Redirect::to(&format!("/hr/ansoegninger/{}", a.code)).into_response())
}
