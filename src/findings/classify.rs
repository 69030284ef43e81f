//! Gives a sighting its channel. `docs/channels.md` is this file in words: the first rule that fits decides, and both
//! carry the same numbers.

use std::collections::BTreeSet;

use url::Url;

use crate::candidates::{AttributeId, Strength};
use crate::detection::Match;
use crate::evidence::{Capture, CaptureKind};
use crate::extraction::Part;

use super::channel::Channel;
use super::template::fold;

/// What is known about the place of a match, besides the match itself.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The capture; none for a plain file.
    pub capture: Option<&'a Capture>,
    /// The address in the end, or the file's path.
    pub address: &'a str,
    /// Hash of the unit's bytes.
    pub sha256: &'a str,
    /// Hashes of the files that candidates uploaded.
    pub uploaded: &'a BTreeSet<String>,
    /// Whether the role has no business with these applications.
    pub outsider: bool,
    /// Whether nobody is logged in, or nobody any more.
    pub stranger: bool,
    /// Whether this is a later stage, and the same role did not see the same value on the same template before.
    pub new_at_later_stage: bool,
}

/// Words that say that a document is the candidate's own file (rule 8).
const ORIGINAL_WORDS: [&str; 6] = ["original", "originalfil", "raw", "preview", "thumbnail", "miniature"];

/// Words of a print view (rule 6).
const PRINT_WORDS: [&str; 3] = ["print", "udskriv", "udskrift"];

/// Purposes of pages by words of their address, in this order (rule 11).
static PURPOSES: [(u8, &[&str]); 14] = [
    (9, &["graphql"]),
    (33, &["mobil", "mobile", "app", "m"]),
    (28, &["ai", "resume", "summary", "score", "match", "profil", "profile", "parsed"]),
    (35, &["feed", "rss", "atom", "webhook", "webhooks", "integration", "journal", "esdh"]),
    (25, &["ics", "kalender", "calendar"]),
    (22, &["eksport", "export", "csv"]),
    (24, &["mail", "mails", "udbakke", "outbox", "notifikation", "notifikationer", "notification", "notifications"]),
    (27, &["historik", "history", "aktivitet", "activity", "log", "audit", "version", "versioner", "versions"]),
    (41, &["reference", "referencer", "referee", "referees", "anbefaling", "udtalelse"]),
    (
        26,
        &[
            "noter", "note", "notes", "kommentar", "kommentarer", "comment", "comments", "besked", "beskeder",
            "messages", "discussion",
        ],
    ),
    (12, &["dashboard", "overblik", "statistik", "stats", "statistics", "rapport", "report", "reports"]),
    (11, &["soeg", "soegning", "search", "autocomplete", "forslag", "suggest", "facet", "facets", "filter"]),
    (38, &["del", "delt", "share", "shared"]),
    (16, &["talent", "talentpool", "pool"]),
];

/// The channel of a match. Rule 1 (answers of probes) does not pass through here: they carry their channel.
pub fn channel(hit: &Match, context: &Context) -> Channel {
    Channel::new(number(hit, context))
}

fn number(hit: &Match, context: &Context) -> u8 {
    let kind = context.capture.map(|c| c.kind);
    let media = context.capture.map_or("", |c| c.media_type.as_str());
    let words = words_of(context.address);
    let named = |list: &[&str]| list.iter().any(|w| words.contains(*w));

    // 2
    if kind == Some(CaptureKind::Refused) {
        return 34;
    }
    // 3
    match context.capture.and_then(|c| c.provenance.reached.probe.as_deref()) {
        Some("search") => return 11,
        Some("id_replay") => return 14,
        _ => {}
    }
    // 4
    if context.stranger || context.capture.is_some_and(|c| c.provenance.role == "anonymous") {
        return 38;
    }
    // 5
    if kind == Some(CaptureKind::Frames) || hit.part == Part::Frame || media == "text/event-stream" {
        return 32;
    }
    if kind == Some(CaptureKind::Accessibility) || hit.part == Part::Accessibility {
        return 42;
    }
    if kind == Some(CaptureKind::Storage) || hit.part == Part::Storage {
        return if hit.part == Part::Cookie { 36 } else { 31 };
    }
    // 6
    if kind == Some(CaptureKind::Print) || hit.part == Part::Print || named(&PRINT_WORDS) {
        return 23;
    }
    let is_upload = context.uploaded.contains(context.sha256);
    let is_portrait = hit.attribute.kind().strength == Strength::Image;
    // 7
    match hit.part {
        Part::Url => return 5,
        Part::Header | Part::Cookie => return 36,
        Part::FileName => return 20,
        Part::DocumentHidden => return 18,
        Part::DocumentText if hit.concealed.is_some() => return 18,
        Part::DocumentMeta => return 19,
        Part::ImageText if !is_portrait => return 18,
        Part::Calendar => return 25,
        Part::Mail => return 24,
        Part::Cell => return 22,
        _ => {}
    }
    // 8
    if is_portrait {
        return if is_upload { 21 } else { 7 };
    }
    let is_document = matches!(hit.part, Part::DocumentText | Part::Carved);
    if is_document || (hit.part == Part::PlainText && (is_upload || named(&ORIGINAL_WORDS))) {
        return if is_upload || named(&ORIGINAL_WORDS) { 21 } else { 17 };
    }
    // 9
    match hit.part {
        _ if hit.concealed.is_some() => return 2,
        Part::HiddenText => return 2,
        Part::Source => return 3,
        Part::PageMeta => return 4,
        Part::Label => return 6,
        Part::ImageLink => return 7,
        Part::OutboundLink => return 37,
        Part::Link => return 5,
        _ => {}
    }
    // 10
    if context.capture.is_some_and(|c| c.status >= 400) {
        return 29;
    }
    // 11
    if let Some((number, _)) = PURPOSES.iter().find(|(_, list)| named(list)) {
        return *number;
    }
    // 12
    if context.outsider {
        return 16;
    }
    // 13
    if is_give_away_pseudonym(hit) {
        return 39;
    }
    // 14
    let is_data = media.ends_with("json") || media.ends_with("/xml") || media.ends_with("+xml");
    if hit.part == Part::Data || (hit.part == Part::PlainText && is_data) {
        return 8;
    }
    // 15
    if context.new_at_later_stage {
        return 15;
    }
    // 16
    1
}

/// Whole words of path, query and route of an address, folded. Of a plain file only its name counts: the folders above
/// it are those of the auditor.
fn words_of(address: &str) -> BTreeSet<String> {
    let text = match Url::parse(address) {
        Ok(url) if url.host().is_some() => {
            // The form of an answer (`?format=csv`) says nothing of the purpose of a page.
            let query: Vec<&str> = url.query().unwrap_or("").split('&').filter(|p| !p.starts_with("format=")).collect();
            format!("{} {} {}", url.path(), query.join(" "), url.fragment().unwrap_or(""))
        }
        _ => address.rsplit(['/', '\\']).next().unwrap_or("").to_owned(),
    };
    let plain = percent_encoding::percent_decode_str(&text).decode_utf8_lossy();
    fold(&plain).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn is_give_away_pseudonym(hit: &Match) -> bool {
    const DERIVED: [&str; 13] = [
        "md5", "md-5", "sha", "blake", "crc", "hmac", "digest", "hash", "slug", "initial", "avatar", "gravatar",
        "pseudonym",
    ];
    let derived = hit.disguise.0.iter().any(|step| {
        let step = step.to_ascii_lowercase();
        DERIVED.iter().any(|name| step.starts_with(name))
    });
    let letters: String = hit.value.chars().filter(|c| !matches!(c, '.' | ' ' | '-')).collect();
    let initials = hit.attribute == AttributeId::D03
        && (1..=4).contains(&letters.chars().count())
        && letters.chars().all(char::is_uppercase);
    derived || initials || hit.attribute == AttributeId::X19
}

#[cfg(test)]
#[path = "classify_tests.rs"]
mod tests;
