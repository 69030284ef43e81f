//! Where a candidate lives: a post code or a town, which may also be those of a job.

use super::glance::Glance;
use super::{Around, holds_a_word};
use crate::detection::fold::fold;
use crate::detection::node::floor;

/// What stands beside the town that somebody lives in, which may also be that of a job.
const HOME: [&str; 11] =
    ["by", "postby", "hjemby", "bopæl", "adresse", "address", "city", "town", "wohnort", "bostad", "bosted"];
/// What stands before a post code.
const POST_CODE: [&str; 9] =
    ["postnr", "postnummer", "postcode", "postal", "postleitzahl", "plz", "zip", "zipcode", "postkode"];
/// Bytes before a value in which its label stands.
const LABEL: usize = 24;
/// Bytes of a post code with its town.
const WITH_TOWN: usize = 28;

/// A post code, or its town, alone in a text or behind its label.
pub(super) fn part_of(seen: &Glance<'_>, value: &str, around: &Around<'_>) -> Option<(usize, usize)> {
    let Glance { text, trimmed, .. } = *seen;
    let code = post_code(value);
    let bare = ["DK-", "DK ", "D-"].iter().find_map(|country| trimmed.strip_prefix(country)).unwrap_or(trimmed);
    // The town may be cut short, or have another name.
    // Half of a Swedish post code may count anything.
    let whole_code = code.len() >= 4 && bare.len() <= WITH_TOWN;
    let with_town = bare.strip_prefix(code).is_some_and(|town| {
        let named = || town.strip_prefix(' ').is_some_and(|town| town.starts_with(char::is_uppercase));
        town.is_empty() || whole_code && named()
    });
    if with_town || trimmed == town(value) && around.about(&HOME) {
        return Some((0, text.len()));
    }
    let behind = |part: &str, labels: &[&str]| {
        let (start, end) = seen.find(&fold(part))?;
        let label = &text[floor(text, start.saturating_sub(LABEL))..start];
        let label = label.rsplit(['\n', ',', ';']).next().unwrap_or_default();
        holds_a_word(label, labels).then_some((start, end))
    };
    behind(code, &POST_CODE).or_else(|| behind(town(value), &HOME))
}

/// What follows a post code.
pub(super) fn town(value: &str) -> &str {
    value.split_once(' ').map_or("", |(_, town)| town.trim())
}

/// What a post code and its town begin with.
pub(super) fn post_code(value: &str) -> &str {
    value.split(' ').next().unwrap_or_default()
}
