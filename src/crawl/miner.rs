//! The HTTP engine: fetches what anything mentions, several requests at a time, and reads what each answer mentions.

use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use url::Url;

use super::desk::Desk;
use super::forms::Form;
use super::frontier::Visit;
use super::mining::{self, Mined, Weight};
use super::presence::Presence;
use super::{Cell, CrawlError, address};
use crate::evidence::{CaptureId, GapKind, IN_MEMORY, Reached};
use crate::target::{Answer, HttpClient, Query, TargetError};

/// Requests under way at the same time.
const AT_ONCE: usize = 6;
/// How long an idle engine sleeps before it looks for work of the other.
const IDLE: Duration = Duration::from_millis(80);

/// Usual places of things that nothing links to.
const USUAL_PLACES: &[&str] = &[
    "/robots.txt",
    "/sitemap.xml",
    "/manifest.json",
    "/manifest.webmanifest",
    "/openapi.json",
    "/api/openapi.json",
    "/api/schema/",
    "/swagger.json",
    "/api/swagger.json",
    "/v3/api-docs",
    "/api-docs",
    "/.well-known/openapi.json",
    "/.well-known/api-catalog",
    "/api/",
    "/api/v1/",
    "/feed",
    "/feed.xml",
    "/rss.xml",
    "/atom.xml",
    "/sw.js",
    "/graphql?query=%7B__schema%7Btypes%7Bname%20fields%7Bname%7D%7D%7D%7D",
];

/// Fills the frontier with where the crawl starts.
pub(super) fn seed(desk: &Desk<'_>) {
    let mut frontier = desk.frontier();
    for url in &desk.starts {
        frontier.mention(Visit::new(url.clone(), Weight::Linked, None, "start of the scenario"), "");
    }
    for place in USUAL_PLACES {
        if let Ok(url) = desk.base.join(place) {
            frontier.mention(Visit::new(url, Weight::Guessed, None, "usual place"), "");
        }
    }
}

/// Works until neither engine has anything left, or a bound is hit.
pub(super) async fn run(cell: &Cell<'_>, desk: &Desk<'_>, presence: &mut Presence) -> Result<(), CrawlError> {
    let client = presence.session.http_clone();
    let mut under_way = FuturesUnordered::new();
    let mut look_at_session = false;
    loop {
        while under_way.len() < AT_ONCE && !look_at_session && !desk.over_limits() {
            let Some(visit) = desk.frontier().next_for_miner() else { break };
            if let Some(answer) = desk.answer_before(&visit)
                && !presence.was_sent_away(&visit.url, &answer)
            {
                desk.count_page();
                digest(desk, &visit, Ok(answer));
                desk.report();
                // Nothing is waited for here, and the browsers of this task want their turn.
                tokio::task::yield_now().await;
                continue;
            }
            desk.count_page();
            look_at_session = presence.due();
            under_way.push(fetch(client.clone(), visit));
        }
        desk.set_miner_busy(!under_way.is_empty());
        if let Some((visit, result)) = under_way.next().await {
            if let Err(TargetError::Evidence(e)) = result {
                return Err(e.into());
            }
            if let Ok(answer) = &result
                && !visit.retried
                && presence.was_sent_away(&visit.url, answer)
            {
                look_at_session = true;
                desk.frontier().again(visit);
            } else if !visit.retried && visit.weight == Weight::Linked && stumbled(&result) {
                // A busy target may fail once; what it says the second time counts.
                desk.frontier().again_last(visit);
            } else {
                digest(desk, &visit, result);
            }
            desk.report();
            continue;
        }
        if look_at_session {
            look_at_session = false;
            if presence.alive(cell).await == Some(true) {
                continue;
            }
            if !presence.restore(cell).await {
                desk.frontier().note(
                    GapKind::SessionLost,
                    format!("session of `{}`", cell.role),
                    "logging in again did not help; the rest was not visited: see `login` and `check` in the scenario"
                        .into(),
                );
                desk.stop();
                return Ok(());
            }
            continue;
        }
        if desk.over_limits() {
            return Ok(());
        }
        if desk.frontier().waiting().0 > 0 || desk.frontier().fill_patterns(&desk.base) > 0 {
            continue;
        }
        // Once the browser has met what it will meet, too.
        if desk.browser_idle() && desk.frontier().combine_words() > 0 {
            continue;
        }
        if desk.nothing_left() {
            return Ok(());
        }
        tokio::time::sleep(IDLE).await;
    }
}

/// Whether the target failed, rather than refused.
fn stumbled(result: &Result<Answer, TargetError>) -> bool {
    match result {
        Ok(answer) => answer.capture.status >= 500,
        Err(TargetError::Refused { .. }) => false,
        Err(_) => true,
    }
}

/// Opens the start pages alone, and takes what they mention.
pub(super) async fn first_look(desk: &Desk<'_>, presence: &Presence) {
    let client = presence.session.http_clone();
    for url in &desk.starts {
        let start = Visit::new(url.clone(), Weight::Linked, None, "start of the scenario");
        let (visit, result) = fetch(client.clone(), start).await;
        digest(desk, &visit, result);
    }
}

async fn fetch(client: HttpClient, visit: Visit) -> (Visit, Result<Answer, TargetError>) {
    let reached = Reached { from: visit.from, action: visit.how.clone(), ..Reached::default() };
    let mut query = Query::get(visit.url.clone(), reached);
    query.headers = visit.headers.clone();
    let result = client.send(query).await;
    (visit, result)
}

/// Takes what an answer tells: addresses, ids, forms, and what failed.
fn digest(desk: &Desk<'_>, visit: &Visit, result: Result<Answer, TargetError>) {
    let answer = match result {
        Ok(answer) => answer,
        Err(TargetError::Refused { url, reason }) => {
            desk.frontier().note(GapKind::RefusedForSafety, url, reason);
            return;
        }
        Err(error) => {
            if visit.weight != Weight::Guessed {
                desk.frontier().note(GapKind::Failed, visit.url.to_string(), error.to_string());
            }
            return;
        }
    };
    let status = answer.capture.status;
    if status >= 500 && visit.weight == Weight::Linked {
        let reason = format!("the target answered {status} to an address that it links to itself");
        desk.frontier().note(GapKind::Failed, visit.url.to_string(), reason);
    }
    let there = (200..400).contains(&status);
    if there || visit.weight != Weight::Guessed {
        desk.reached_by_miner(&visit.url);
        if there && answer.url != visit.url {
            desk.reached_by_miner(&answer.url);
        }
    }
    let mut mined = Mined::default();
    for hop in &answer.hops {
        mined.mentions.extend(mining::mine(&visit.url, "", &hop.headers, "").mentions);
    }
    let media = answer.capture.media_type.as_str();
    let text = if is_text(media) { answer.text() } else { String::new() };
    let html = media.contains("html");
    let same_page = visit.how.starts_with(SAME_ADDRESS);
    if same_page && html {
        // The target ignored the wish for another form: its links lead to the same pages under other addresses.
        return;
    }
    let mut whole = mining::mine(&answer.url, media, &answer.capture.headers, &text);
    whole.cut |= is_text(media) && answer.capture.size > answer.body.len() as u64 && answer.body.len() >= IN_MEMORY;
    take(desk, &answer.url, Some(answer.capture.id), whole);
    take(desk, &visit.url, Some(answer.capture.id), mined);
    let content_is_ours = (html || media.contains("json")) && desk.frontier().ours.in_text(&text);
    // A guess that gave a document that is known (a parameter that the target ignores) is not opened again. Links are:
    // the routes of a client-side application all have the same document.
    let known = desk.is_known_body(&answer.capture.sha256) && visit.weight == Weight::Guessed;
    if html && visit.headers.is_empty() && (there || content_is_ours) && !known {
        let page = Visit::new(answer.url.clone(), visit.weight, Some(answer.capture.id), &visit.how);
        desk.frontier().page(page, content_is_ours);
    }
    if there && (html || media.contains("json")) && visit.headers.is_empty() {
        variants(desk, &answer.url, answer.capture.id, media);
    }
}

fn is_text(media: &str) -> bool {
    media.is_empty()
        || media.starts_with("text/")
        || ["json", "xml", "javascript", "ecmascript", "yaml", "manifest", "svg"].iter().any(|w| media.contains(w))
}

/// How a visit to another form of a known page says so. Where the target ignores the wish and gives the page again, the
/// browser has no need to open it a second time.
const SAME_ADDRESS: &str = "the same address";

/// Other forms of the same page: once for each template, and for every page of our candidates.
fn variants(desk: &Desk<'_>, url: &Url, from: CaptureId, media: &str) {
    let ours = desk.frontier().ours.in_address(url);
    let template = address::template(url, &desk.frontier().ours);
    if !desk.first_variant(&template) && !ours {
        return;
    }
    let weight = Weight::Guessed;
    let mut frontier = desk.frontier();
    if !media.contains("json") {
        let mut visit = Visit::new(url.clone(), weight, Some(from), &format!("{SAME_ADDRESS} as JSON"));
        visit.headers = vec![("Accept".into(), "application/json".into())];
        frontier.mention(visit, "");
    }
    if !url.query_pairs().any(|(key, _)| key == "format") {
        for format in ["json", "csv"] {
            let mut other = url.clone();
            other.query_pairs_mut().append_pair("format", format);
            frontier
                .mention(Visit::new(other, weight, Some(from), &format!("{SAME_ADDRESS} with format={format}")), "");
        }
    }
}

/// Puts all that was mined into the frontier; used for answers and for page states of the browser.
pub(super) fn take(desk: &Desk<'_>, page: &Url, from: Option<CaptureId>, mined: Mined) {
    let base = mined.base.as_deref();
    if mined.cut {
        let reason = "only the first part was read for addresses (the whole is in the evidence)".to_owned();
        desk.frontier().note(GapKind::BoundHit, page.to_string(), reason);
    }
    for form in &mined.forms {
        take_form(desk, page, base, from, form);
    }
    desk.declared(mined.operations, mined.plain_operations, page);
    let mut frontier = desk.frontier();
    for (word, id) in &mined.ids {
        frontier.ids.note(word, id);
    }
    frontier.patterns(mined.patterns);
    for mention in mined.mentions {
        for url in address::resolve(page, base, &mention.text, mention.weight == Weight::Linked) {
            let mut visit = Visit::new(url, mention.weight, from, &mention.how);
            visit.headers = mention.headers.clone();
            frontier.mention(visit, &mention.label);
        }
    }
}

fn take_form(desk: &Desk<'_>, page: &Url, base: Option<&str>, from: Option<CaptureId>, form: &Form) {
    desk.count_form(page, form);
    if let Some(word) = form.danger() {
        let what = format!("form on {page}: {} {}", form.label, form.action);
        desk.frontier().note(GapKind::RefusedForSafety, what, format!("the form says `{word}`"));
        return;
    }
    if let Some(search) = form.search_address(page, base) {
        desk.search(search);
    }
    let mut frontier = desk.frontier();
    for url in form.addresses(page, base) {
        frontier.mention(Visit::new(url, Weight::Linked, from, "form with GET"), &form.label);
    }
}
