//! Everything that is downloaded: the anonymised CV, the Word file, exports; and originals, where they leak.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::accounts;
use super::app::{Portal, Reviewer, Trouble};
use super::leaks;
use super::rendition;
use super::reviewer::stage_name;
use super::store::FileInfo;

/// The anonymised CV.
pub(super) async fn cv(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let spot = who.spot(&app);
    let job = accounts::job(&a.job).map_or("", |j| j.title);
    let bytes = rendition::pdf(&a, job, &leaks::rendition(&spot, &a))?;
    let name = leaks::download_name(&spot, &a).unwrap_or_else(|| format!("CV-{}.pdf", a.code));
    Ok(download("application/pdf", Some(&name), bytes))
}

/// The same as a Word file.
pub(super) async fn docx(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let job = accounts::job(&a.job).map_or("", |j| j.title);
    let bytes = rendition::docx(&a, job, &leaks::docx(&who.spot(&app), &a))?;
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(download(media_type, Some(&format!("kvalifikationer-{}.docx", a.code)), bytes))
}

/// Files of one job's panel: a folder for each application.
pub(super) async fn folder(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let mut members = vec![("LAESMIG.txt".to_owned(), "Anonymiserede ansøgninger, én mappe for hver.\n".into())];
    for a in app.assigned(&who)? {
        let folder = leaks::member_folder(&spot, &a).unwrap_or_else(|| a.code.clone());
        members.push((format!("{folder}/kvalifikationer-{}.txt", a.code), a.qualifications.into_bytes()));
    }
    Ok(download("application/zip", Some("mappe.zip"), rendition::zip(&members)?))
}

/// The list as a table.
pub(super) async fn export(State(app): State<Portal>, who: Reviewer) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let rows: Vec<_> = app.assigned(&who)?.into_iter().map(|a| (leaks::export_columns(&spot, &a), a)).collect();
    let mut heading = vec!["nummer", "stilling", "fase", "kvalifikationer"];
    heading.extend(rows.first().into_iter().flat_map(|(extra, _)| extra.iter().map(|(name, _)| *name)));
    let trouble = |e: csv::Error| Trouble::Document(e.to_string());
    writer.write_record(&heading).map_err(trouble)?;
    for (extra, a) in &rows {
        let job = accounts::job(&a.job).map_or("", |j| j.title);
        let mut row = vec![a.code.as_str(), job, stage_name(&a.stage), a.qualifications.as_str()];
        row.extend(extra.iter().map(|(_, value)| value.as_str()));
        writer.write_record(&row).map_err(trouble)?;
    }
    let bytes = writer.into_inner().map_err(|e| Trouble::Document(e.to_string()))?;
    Ok(download("text/csv; charset=utf-8", Some("ansoegninger.csv"), bytes))
}

/// The CV as it was uploaded: not for reviewers.
pub(super) async fn original_cv(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let file = leaks::original(&who.spot(&app), &a).ok_or(Trouble::Forbidden)?;
    let (_, bytes) = stored(&app, file.id)?;
    // A neutral name: what leaks here is the content.
    Ok(download(&file.media_type, Some(&format!("original-{}", a.code)), bytes))
}

/// The photo as it was uploaded: not for reviewers.
pub(super) async fn original_photo(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let file = leaks::original_photo(&who.spot(&app), &a).ok_or(Trouble::Forbidden)?;
    let (_, bytes) = stored(&app, file.id)?;
    Ok(download(&file.media_type, None, bytes))
}

/// The photo in a small size: not for reviewers.
pub(super) async fn thumbnail(
    State(app): State<Portal>,
    who: Reviewer,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let a = app.assigned_one(&who, &code)?;
    let photo = a.photo.as_ref().ok_or(Trouble::NotFound)?;
    let (_, bytes) = stored(&app, photo.id)?;
    let small = tokio::task::spawn_blocking(move || rendition::thumbnail(&bytes))
        .await
        .map_err(|e| Trouble::Document(e.to_string()))??;
    let small = leaks::thumbnail(&who.spot(&app), &a, small).ok_or(Trouble::Forbidden)?;
    Ok(download("image/png", None, small))
}

/// The neutral icon, whatever it is called.
pub(super) async fn icon() -> Response {
    match super::pages::static_file("person.svg") {
        Some((media_type, bytes)) => ([(header::CONTENT_TYPE, media_type)], bytes).into_response(),
        None => Trouble::NotFound.into_response(),
    }
}

/// A stored file, or not found.
pub(super) fn stored(app: &Portal, id: i64) -> Result<(FileInfo, Vec<u8>), Trouble> {
    app.store.file(id)?.map(|(_, info, bytes)| (info, bytes)).ok_or(Trouble::NotFound)
}

/// A response that browsers save under `name` (RFC 6266), or show where there is none.
pub(super) fn download(media_type: &str, name: Option<&str>, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(media_type) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(name) = name {
        let plain: String = name.chars().map(|c| if c.is_ascii_graphic() && c != '"' { c } else { '_' }).collect();
        let full = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"))
        {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
    }
    response
}
