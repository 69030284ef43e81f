//! Leaks of the application's own page (C01 to C04, C06, C15, C34, C37, C39, C42), of its headers, print view and share
//! link.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minijinja::Value;
use serde_json::json;

use super::{Spot, words};
use crate::candidates::attribute::AttributeId;
use crate::demo::store::Application;

/// Values for a template, by the name of the place that shows them.
pub(in crate::demo) type Extras = BTreeMap<&'static str, Value>;

/// What the detail page shows too much.
pub(in crate::demo) fn detail(leaks: &Spot<'_>, a: &Application) -> Extras {
    let mut extras = Extras::new();
    running_text(leaks, a, &mut extras);
    hidden(leaks, a, &mut extras);
    source_and_meta(leaks, a, &mut extras);
    labels_and_links(leaks, a, &mut extras);
    scripted(leaks, a, &mut extras);
    extras
}

fn running_text(leaks: &Spot<'_>, a: &Application, extras: &mut Extras) {
    if leaks.on("c01-sign-off") {
        leaks.leaked_name("c01-sign-off", a);
        extras.insert("sign_off", a.full_name().into());
    }
    if leaks.on("c01-split-name") {
        leaks.leaked_name("c01-split-name", a);
        let (first, second) = words::halves(&a.who.given_name);
        let (third, fourth) = words::halves(&a.who.family_name);
        extras.insert("split_name", Value::from(vec![first, second, third, fourth]));
    }
    if leaks.on("c01-zero-width") {
        leaks.leaked_email("c01-zero-width", a);
        extras.insert("zero_width_email", words::zero_width(&a.who.email).into());
    }
    if leaks.on("c01-reversed") {
        leaks.leaked_name("c01-reversed", a);
        extras.insert("reversed_name", words::reversed(&a.full_name()).into());
    }
    if leaks.on("c01-nationality") {
        leaks.leaked("c01-nationality", a, &[(AttributeId::P05, &a.who.nationality)]);
        extras.insert("nationality", a.who.nationality.as_str().into());
    }
    // Told to HR alone; an anonymised page that passes it on tells of a disability.
    if leaks.on("c01-preferential") && !a.who.preferential.is_empty() {
        leaks.leaked("c01-preferential", a, &[(AttributeId::P10, &a.who.preferential)]);
        extras.insert("preferential", a.who.preferential.as_str().into());
    }
    if leaks.on("c39-initials") {
        let initials = words::initials(&a.who.given_name, &a.who.family_name);
        leaks.leaked("c39-initials", a, &[(AttributeId::D03, &initials)]);
        extras.insert("initials", initials.into());
    }
    if leaks.on("c39-digest") {
        leaks.leaked_email("c39-digest", a);
        extras.insert("digest", words::sha1_hex(&a.who.email).into());
    }
}

fn hidden(leaks: &Spot<'_>, a: &Application, extras: &mut Extras) {
    if leaks.on("c02-hidden-input") {
        leaks.leaked_email("c02-hidden-input", a);
        extras.insert("hidden_email", a.who.email.as_str().into());
    }
    if leaks.on("c02-blur") {
        leaks.leaked("c02-blur", a, &[(AttributeId::D08, &a.who.address), (AttributeId::D09, &a.who.postcode_city)]);
        extras.insert("blurred_address", format!("{}, {}", a.who.address, a.who.postcode_city).into());
    }
    if leaks.on("c02-opacity") {
        leaks.leaked("c02-opacity", a, &[(AttributeId::D07, &a.who.phone)]);
        extras.insert("transparent_phone", a.who.phone.as_str().into());
    }
    if leaks.on("c02-template") {
        leaks.leaked("c02-template", a, &[(AttributeId::D05, &a.who.birth_date)]);
        extras.insert("template_birth_date", a.who.birth_date.as_str().into());
    }
    if leaks.on("c02-data-attribute") {
        leaks.leaked("c02-data-attribute", a, &[(AttributeId::D04, &a.who.cpr)]);
        extras.insert("data_cpr", a.who.cpr.as_str().into());
    }
    if leaks.on("c02-onclick") {
        leaks.leaked_name("c02-onclick", a);
        // A string of the script; the template escapes it for the attribute.
        extras.insert("onclick_name", json!(a.full_name()).to_string().into());
    }
}

fn source_and_meta(leaks: &Spot<'_>, a: &Application, extras: &mut Extras) {
    if leaks.on("c03-comment") {
        leaks.leaked_name("c03-comment", a);
        // "--" would end the comment early; the template escapes the rest.
        extras.insert("comment", format!("{}, {}", a.who.family_name, a.who.given_name).replace("--", "-").into());
    }
    if leaks.on("c03-state-unicode") {
        leaks.leaked_email("c03-state-unicode", a);
        // Safe: only backslashes, `u` and hexadecimal digits.
        extras.insert("state_email", Value::from_safe_string(words::unicode_escapes(&a.who.email)));
    }
    if leaks.on("c03-json-in-json") {
        leaks.leaked("c03-json-in-json", a, &[(AttributeId::D12, &a.who.profile)]);
        extras.insert("state_json", json!({ "ekstern": { "profil": a.who.profile } }).to_string().into());
    }
    if leaks.on("c04-title") {
        leaks.leaked_name("c04-title", a);
        extras.insert("title_name", a.full_name().into());
    }
    if leaks.on("c04-opengraph") {
        leaks.leaked("c04-opengraph", a, &[(AttributeId::D08, &a.who.address)]);
        extras.insert("og_address", words::entities(&a.who.address).into());
    }
}

fn labels_and_links(leaks: &Spot<'_>, a: &Application, extras: &mut Extras) {
    if leaks.on("c06-alt") {
        leaks.leaked_name("c06-alt", a);
        extras.insert("alt_name", a.full_name().into());
    }
    if leaks.on("c06-mail-button") {
        leaks.leaked_email("c06-mail-button", a);
        extras.insert("button_email", a.who.email.as_str().into());
    }
    if leaks.on("c07-gravatar") {
        leaks.leaked_email("c07-gravatar", a);
        extras.insert("gravatar", words::md5_hex(&a.who.email).into());
    }
    if leaks.on("c37-profile-link") && !a.who.profile.is_empty() {
        leaks.leaked("c37-profile-link", a, &[(AttributeId::D12, &a.who.profile)]);
        let profile = &a.who.profile;
        let with_scheme = profile.starts_with("https://") || profile.starts_with("http://");
        extras.insert("profile_link", if with_scheme { profile.clone() } else { format!("https://{profile}") }.into());
    }
}

fn scripted(leaks: &Spot<'_>, a: &Application, extras: &mut Extras) {
    if leaks.on("c31-local-storage") {
        leaks.leaked_name("c31-local-storage", a);
        extras.insert("remember", words::packed(&a.full_name()).into());
    }
    if leaks.on("c34-analytics") {
        leaks.leaked_email("c34-analytics", a);
        extras.insert("measure", words::packed(&words::sha256_hex(&a.who.email)).into());
    }
    if leaks.on("c42-accessible-name") {
        leaks.leaked_name("c42-accessible-name", a);
        extras.insert("accessible", words::packed(&a.full_name()).into());
    }
}

/// What the detail page's headers say too much.
pub(in crate::demo) fn headers(leaks: &Spot<'_>, a: &Application, headers: &mut HeaderMap) {
    if leaks.on("c36-jwt-cookie") {
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(json!({ "alg": "none", "typ": "JWT" }));
        let claims = part(json!({ "iss": "skovby", "sag": a.code, "email": a.who.email }));
        if let Ok(value) = HeaderValue::from_str(&format!("visning={head}.{claims}.; Path=/; SameSite=Lax")) {
            leaks.leaked_email("c36-jwt-cookie", a);
            headers.append(header::SET_COOKIE, value);
        }
    }
    if leaks.on("c36-header")
        && let Ok(value) = HeaderValue::from_str(&words::percent(&a.full_name()))
    {
        leaks.leaked_name("c36-header", a);
        headers.insert("x-skovby-emne", value);
    }
}

/// Whose application it was, on the page for somebody who is logged out.
pub(in crate::demo) fn session_over(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c38-after-logout") {
        leaks.leaked_name("c38-after-logout", a);
        return Some(a.full_name());
    }
    None
}

/// Who is invited, on the page about the interview: only once the stage has changed.
pub(in crate::demo) fn interview(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c15-stage-name") && a.stage == "samtale" {
        leaks.leaked_name("c15-stage-name", a);
        return Some(a.full_name());
    }
    None
}

/// What the print view shows too much: letterhead that only print media show.
pub(in crate::demo) fn print(leaks: &Spot<'_>, a: &Application) -> Extras {
    let mut extras = Extras::new();
    if leaks.on("c23-print") {
        let w = &a.who;
        leaks.leaked(
            "c23-print",
            a,
            &[(AttributeId::D01, &w.given_name), (AttributeId::D02, &w.family_name), (AttributeId::D08, &w.address)],
        );
        extras.insert("letterhead", Value::from(vec![a.full_name(), w.address.clone()]));
    }
    extras
}

/// What the share link shows too much, to anybody who has it.
pub(in crate::demo) fn share(leaks: &Spot<'_>, a: &Application) -> Extras {
    let mut extras = Extras::new();
    if leaks.on("c38-share") {
        let w = &a.who;
        leaks.leaked(
            "c38-share",
            a,
            &[(AttributeId::D01, &w.given_name), (AttributeId::D02, &w.family_name), (AttributeId::D06, &w.email)],
        );
        extras.insert("contact", Value::from(vec![a.full_name(), w.email.clone()]));
    }
    extras
}
