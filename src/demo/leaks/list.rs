//! Leaks of places that show several applications: order (C10), search (C11), dashboard (C12), other administration
//! (C16), export (C22), feed (C35).

use serde_json::{Value, json};

use super::Spot;
use crate::candidates::attribute::AttributeId;
use crate::demo::store::Application;

/// Sorts the list by the hidden family name.
pub(in crate::demo) fn order(leaks: &Spot<'_>, applications: &mut [Application]) {
    if leaks.on("c10-surname-order") && applications.len() > 1 {
        applications.sort_by_cached_key(|a| (a.who.family_name.to_lowercase(), a.who.given_name.to_lowercase()));
        for a in applications.iter() {
            leaks.leaked("c10-surname-order", a, &[(AttributeId::D02, &a.who.family_name)]);
        }
    }
}

/// Whether a search finds an application by its hidden name.
pub(in crate::demo) fn search_names(leaks: &Spot<'_>, a: &Application, query: &str) -> bool {
    if leaks.on("c11-search") {
        let matches = |value: &str| value.to_lowercase().contains(query);
        let (given, family) = (&a.who.given_name, &a.who.family_name);
        if matches(&a.full_name()) {
            let part = |value: &str| query.contains(&value.to_lowercase()) || matches(value);
            let shown = [(AttributeId::D01, given), (AttributeId::D02, family)].into_iter().filter(|(_, v)| part(v));
            leaks.leaked("c11-search", a, &shown.map(|(id, v)| (id, v.as_str())).collect::<Vec<_>>());
            return true;
        }
    }
    false
}

/// Names that begin like the query, for the autocompletion.
pub(in crate::demo) fn suggestions(leaks: &Spot<'_>, applications: &[Application], query: &str) -> Vec<Value> {
    let mut found = Vec::new();
    if leaks.on("c11-suggestions") {
        for a in applications.iter().filter(|a| a.full_name().to_lowercase().contains(query)) {
            leaks.leaked_name("c11-suggestions", a);
            found.push(json!({ "tekst": a.full_name(), "nr": a.code }));
        }
    }
    found
}

/// Names of the newest applicants for the dashboard.
pub(in crate::demo) fn dashboard(leaks: &Spot<'_>, applications: &[Application]) -> Vec<(String, String)> {
    let mut newest = Vec::new();
    if leaks.on("c12-dashboard") {
        for a in applications.iter().rev().take(10) {
            leaks.leaked_name("c12-dashboard", a);
            newest.push((a.code.clone(), a.full_name()));
        }
    }
    newest
}

/// Applications of other administrations, with names.
pub(in crate::demo) fn other_administration(leaks: &Spot<'_>, others: &[Application]) -> Vec<(String, String)> {
    let mut shown = Vec::new();
    if leaks.on("c16-other-administration") {
        for a in others {
            leaks.leaked_name("c16-other-administration", a);
            shown.push((a.code.clone(), a.full_name()));
        }
    }
    shown
}

/// What the talent pool shows of a person besides the qualifications.
pub(in crate::demo) fn talents(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c16-talent-pool") {
        leaks.leaked("c16-talent-pool", a, &[(AttributeId::D12, &a.who.profile)]);
        return Some(a.who.profile.clone());
    }
    None
}

/// Further columns of the export, with their headings.
pub(in crate::demo) fn export_columns(leaks: &Spot<'_>, a: &Application) -> Vec<(&'static str, String)> {
    let mut columns = Vec::new();
    if leaks.on("c22-csv-column") {
        leaks.leaked_email("c22-csv-column", a);
        columns.push(("svaradresse", a.who.email.clone()));
    }
    columns
}

/// The author of an entry of the feed.
pub(in crate::demo) fn feed(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c35-feed") {
        leaks.leaked_name("c35-feed", a);
        return Some(a.full_name());
    }
    None
}
