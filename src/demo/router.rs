//! Every address of the portal.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::app::Portal;
use super::{api, apply, files, graphql, hr, messages, public, reviewer, socket};

/// Two files of the largest size, and the texts.
const LARGEST_APPLICATION: usize = 20 * 1024 * 1024;
/// Any other form.
const LARGEST_FORM: usize = 256 * 1024;

/// The whole site.
pub(super) fn router(app: Portal) -> Router {
    Router::new()
        .merge(open())
        .merge(assessment())
        .merge(one_application())
        .merge(interfaces())
        .merge(personnel())
        .fallback(public::not_found)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .with_state(app)
}

fn open() -> Router<Portal> {
    let second_step = get(apply::qualifications_form).post(apply::qualifications);
    Router::new()
        .route("/", get(public::front))
        .route("/job", get(public::jobs))
        .route("/job/{slug}", get(public::job))
        .route("/job/{slug}/ansoeg", get(apply::person_form).post(apply::person))
        .route("/job/{slug}/ansoeg/kvalifikationer", second_step.layer(DefaultBodyLimit::max(LARGEST_APPLICATION)))
        .route("/kvittering/{code}", get(apply::receipt))
        .route("/privatliv", get(public::privacy))
        .route("/login", get(public::login_form).post(public::login))
        .route("/log-ud", get(public::logout).post(public::logout))
        .route("/static/{name}", get(public::asset))
        .route("/avatar/{name}", get(files::icon))
        .route("/robots.txt", get(public::robots))
        .route("/delt/{token}", get(reviewer::shared))
}

fn assessment() -> Router<Portal> {
    Router::new()
        .route("/overblik", get(reviewer::overview))
        .route("/ansoegninger", get(reviewer::list))
        .route("/soeg", get(reviewer::search))
        .route("/soeg/forslag", get(reviewer::suggestions))
        .route("/talentpool", get(reviewer::talent_pool))
        .route("/udbakke", get(messages::outbox))
        .route("/udbakke/{code}/mail.eml", get(messages::mail_file))
        .route("/integration/webhooks", get(messages::integrations))
        .route("/eksport/ansoegninger.csv", get(files::export))
        .route("/eksport/mappe.zip", get(files::folder))
        .route("/hjaelp", get(reviewer::help))
        .route("/panel", get(reviewer::panel))
        .route("/panel/{*rest}", get(reviewer::panel))
        .route("/feed.atom", get(messages::feed))
}

fn one_application() -> Router<Portal> {
    Router::new()
        .route("/ansoegninger/{code}", get(reviewer::detail))
        .route("/ansoegninger/{code}/{slug}", get(reviewer::permalink))
        .route("/ansoegninger/{code}/cv.pdf", get(files::cv))
        .route("/ansoegninger/{code}/kvalifikationer.docx", get(files::docx))
        .route("/ansoegninger/{code}/original", get(files::original_cv))
        .route("/ansoegninger/{code}/original/foto", get(files::original_photo))
        .route("/ansoegninger/{code}/billede.png", get(files::thumbnail))
        .route("/ansoegninger/{code}/noter", get(messages::notes).post(messages::add_note))
        .route("/ansoegninger/{code}/historik", get(messages::history))
        .route("/ansoegninger/{code}/referencer", get(messages::references))
        .route("/ansoegninger/{code}/resume", get(messages::summary))
        .route("/ansoegninger/{code}/bilag", get(messages::attachments))
        .route("/ansoegninger/{code}/kalender.ics", get(messages::calendar))
        .route("/ansoegninger/{code}/samtale", get(reviewer::interview))
        .route("/ansoegninger/{code}/udskriv", get(reviewer::print))
        .route("/ansoegninger/{code}/slet", get(reviewer::delete))
        .route("/ansoegninger/{code}/afvis", post(reviewer::reject))
        .route("/ansoegninger/{code}/skriv", post(reviewer::write))
}

fn interfaces() -> Router<Portal> {
    Router::new()
        .route("/api/openapi.json", get(api::openapi))
        .route("/api/v1/ansoegninger", get(api::list))
        .route("/api/v1/ansoegninger/{code}", get(api::detail))
        .route("/api/v1/stillinger", get(api::jobs))
        .route("/api/v1/mig", get(api::me))
        .route("/graphql", get(graphql::get).post(graphql::post))
        .route("/ws/haendelser", get(socket::events))
        .route("/mobil", get(api::mobile_page))
        .route("/mobil/api/ansoegninger", get(api::mobile))
}

fn personnel() -> Router<Portal> {
    Router::new()
        .route("/hr/ansoegninger", get(hr::list))
        .route("/hr/ansoegninger/{code}", get(hr::detail))
        .route("/hr/ansoegninger/{code}/fase", post(hr::set_stage))
        .route("/hr/filer/{id}", get(hr::file))
}
