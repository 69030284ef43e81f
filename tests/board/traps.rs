//! What must not be touched: logging out, deleting by GET, rejecting by a button, and a calendar without end.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::{get, post};

use super::Score;

/// Links to the traps, on the first page.
pub const LINKS: &str = "<li><a href='/trap/logout'>Log ud</a></li><li><a href='/trap/7/delete'>Slet</a></li>\
    <li><a href='/calendar/2026-1'>Kalender</a></li><li><a href='/buttons'>Knapper</a></li>";

/// Months of the calendar that may be opened before it counts as a trap that was sprung.
const MONTHS: u32 = 40;

type Shared = State<Arc<Mutex<Score>>>;

/// The traps.
pub fn routes() -> Router<Arc<Mutex<Score>>> {
    Router::new()
        .route("/trap/logout", get(|state: Shared| spring(state, "logout")))
        .route("/trap/{n}/delete", get(|state: Shared| spring(state, "delete by GET")))
        .route("/trap/act", get(|state: Shared| spring(state, "dangerous button")))
        .route("/trap/post", post(|state: Shared| spring(state, "POST form")))
        .route("/calendar/{month}", get(calendar))
        .route("/buttons", get(buttons))
}

async fn spring(State(score): Shared, name: &'static str) -> Html<String> {
    *score.lock().unwrap().traps.entry(name.into()).or_default() += 1;
    Html("sprung".into())
}

async fn calendar(State(score): Shared, Path(month): Path<String>) -> Html<String> {
    let mut score = score.lock().unwrap();
    let count = score.traps.entry("(months of the calendar)".into()).or_default();
    *count += 1;
    if *count > MONTHS {
        *score.traps.entry("endless calendar".into()).or_default() += 1;
    }
    let number: u64 = month.split('-').next_back().and_then(|n| n.parse().ok()).unwrap_or(1);
    Html(format!("<h1>Måned {number}</h1><a href='/calendar/2026-{}'>Næste måned</a>", number + 1))
}

async fn buttons() -> Html<&'static str> {
    Html(
        "<!doctype html><button onclick=\"fetch('/trap/'+'act')\">Afvis ansøger</button>\
         <button aria-label='Slet' onclick=\"fetch('/trap/'+'act')\">x</button>\
         <form method=post action=/trap/post><input name=a><button>Gem</button></form>\
         <div id=t></div><script>const draw=(w)=>{t.innerHTML='<select>'+[...Array(9).keys()].map((n)=>\
         `<option value=${n}>${w} ${n}`).join('')+'</select>';\
         t.firstChild.onchange=()=>{if(w=='Slet')fetch('/trap/'+['a','ct'].join(''));draw('Slet')}};draw('Vis')</script>",
    )
}
