//! Leaks in addresses (C05) and in the navigation between applications (C06).

use super::page::Extras;
use super::{Spot, words};
use crate::demo::store::Application;

/// Links of the detail page whose address says too much.
pub(in crate::demo) fn open_address(leaks: &Spot<'_>, a: &Application, extras: &mut Extras) {
    if leaks.on("c05-slug") {
        leaks.leaked_name("c05-slug", a);
        extras.insert("permalink", format!("/ansoegninger/{}/{}", a.code, words::slug(&a.full_name())).into());
    }
    if leaks.on("c05-query") {
        leaks.leaked_email("c05-query", a);
        let twice = words::percent(&words::percent(&a.who.email));
        extras.insert("back_link", format!("/ansoegninger?fra={twice}").into());
    }
}

/// Whether the last part of an address is the name of this applicant, which leads to the detail page.
pub(in crate::demo) fn slug_target(leaks: &Spot<'_>, a: &Application, slug: &str) -> bool {
    leaks.on("c05-slug") && words::slug(&a.full_name()) == slug
}

/// Tooltips of the links to the previous and the next application.
pub(in crate::demo) fn neighbour_titles(
    leaks: &Spot<'_>,
    previous: Option<&Application>,
    next: Option<&Application>,
    extras: &mut Extras,
) {
    if leaks.on("c06-navigation") {
        for (place, neighbour) in [("previous_title", previous), ("next_title", next)] {
            if let Some(a) = neighbour {
                leaks.leaked_name("c06-navigation", a);
                extras.insert(place, a.full_name().into());
            }
        }
    }
}
